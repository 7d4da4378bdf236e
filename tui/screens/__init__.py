"""Screens that open over the transcript."""
