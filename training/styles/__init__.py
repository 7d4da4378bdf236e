"""Looks, textures and degradations of pictures."""
