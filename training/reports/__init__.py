"""Figures, sheets and diagrams of trained models."""
