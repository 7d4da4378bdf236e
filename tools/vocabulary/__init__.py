"""The words that a painter knows."""
