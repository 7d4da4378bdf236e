"""The Textual app: which session is on the screen, and which windows open over it."""
