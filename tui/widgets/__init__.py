"""What the app is made of, one noun a file."""
