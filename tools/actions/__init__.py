"""The tools, one thing a person can ask for each."""
