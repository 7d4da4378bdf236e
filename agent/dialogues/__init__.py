"""Scripts: written dialogues that drive the studio without a person."""
