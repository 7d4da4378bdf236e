"""The writer of prompts: a brief or its edits in the words that a painter expects, held against what was asked for."""
