"""Training runs, one a network."""
