"""Random wishes for pages, and a judge of how they were laid out."""
