"""The graph's nodes: one small function each."""
