"""The window of models: what is in memory, what is on the disk, and fetching the rest."""
