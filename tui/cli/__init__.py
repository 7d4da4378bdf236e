"""The `gouache` command, with a file for each group of subcommands."""
