"""The director: a language model that turns a message into a plan."""
