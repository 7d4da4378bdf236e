"""Patterns of English and Chinese wordings."""
