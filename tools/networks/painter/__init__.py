"""The networks of the packaged painter."""
