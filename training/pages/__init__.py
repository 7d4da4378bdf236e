"""Composed pages of emoji art: things at home in places, drawn from typed values that are their own truth."""
