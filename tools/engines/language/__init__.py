"""Language models that write JSON."""
