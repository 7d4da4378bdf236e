"""The director's base models: what they start from, their vocabularies, and their weights on a journey."""
