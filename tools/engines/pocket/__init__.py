"""Engines of the packaged models."""
