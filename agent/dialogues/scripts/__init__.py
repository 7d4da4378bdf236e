"""Scripts as files: what they may say, how they are read, and how one is recorded from a session."""
