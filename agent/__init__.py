"""The conversation: from a message to a checked picture and an honest reply."""
