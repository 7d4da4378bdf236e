"""Parts of the packaged language model."""
