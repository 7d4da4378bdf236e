"""The pocket painter's networks: a prompt becomes a layout, a layout a picture."""
