"""The director's training messages."""
