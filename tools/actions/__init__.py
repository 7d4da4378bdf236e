"""The tools: each does one thing that a person can ask for."""
