"""Figures, sheets and diagrams of trained models, for docs/ and for the suites."""
