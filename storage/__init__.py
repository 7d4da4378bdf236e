"""What lasts: the session database, picture files, the ledger of tool calls, and settings."""
