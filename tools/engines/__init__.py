"""Engines: adapters from models to the roles of a profile."""
