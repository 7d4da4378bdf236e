"""What the studio says, in English and Chinese."""
