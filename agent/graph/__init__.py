"""The LangGraph state machine of one turn."""
