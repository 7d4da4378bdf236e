"""Engines of the restorer's role: they take faults out of pictures and enlarge them."""
