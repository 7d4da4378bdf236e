"""How much memory models need, and how they are laid out in what a machine has."""
