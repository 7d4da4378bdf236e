"""Composed pages of emoji art, drawn from typed values that are their own truth, and painters that learn from them."""
