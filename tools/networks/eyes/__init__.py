"""The network of the packaged eyes."""
