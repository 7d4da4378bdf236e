"""Finishing the autoencoder's decoder for pages: a larger decoder, its losses, its critic, and what is measured."""
