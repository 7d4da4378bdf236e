"""Messages that directors read: sessions and their player, the words of written ones, facts of briefs, a log."""
