"""Engines of the director's role: language models that write JSON under a schema."""
