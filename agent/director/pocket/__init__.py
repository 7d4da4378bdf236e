"""What only the small packaged director needs."""
