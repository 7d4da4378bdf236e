"""Styles drawn by procedure, so that the answer of a style transfer is known."""
