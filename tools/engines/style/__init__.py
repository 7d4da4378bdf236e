"""Engines of the stylist's role: they give a picture the style of another."""
