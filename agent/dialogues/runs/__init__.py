"""Runs as folders: what was played, how it is reported, and two of them side by side."""
