"""Patterns and words of the second edition; see `training.corpus.wordings.patterns` for what a pattern is."""
