"""How pictures, verdicts, tables and events are drawn in a terminal."""
