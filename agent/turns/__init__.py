"""The rules of one turn: tool calls, settings, retries, regressions, drift."""
