"""What the picture must show: the brief, its edits, its wording and its requirements."""
