"""How pictures, tables and events reach a terminal."""
