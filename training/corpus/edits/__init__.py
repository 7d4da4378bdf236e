"""Messages that edit the picture."""
