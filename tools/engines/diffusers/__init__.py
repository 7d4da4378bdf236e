"""Engines on diffusers pipelines from the hub or a folder."""
