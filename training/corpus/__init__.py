"""The director's training messages. "Draw" means to choose at random here, as in statistics."""
