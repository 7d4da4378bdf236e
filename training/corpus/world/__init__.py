"""Messages in the words of the second edition: its things, places, relations, questions and acts."""
