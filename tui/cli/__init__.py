"""The `gouache` command, one file a group of commands."""
