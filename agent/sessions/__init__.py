"""A whole session: exported, imported, replayed."""
