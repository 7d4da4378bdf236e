"""Engines of style transfer."""
