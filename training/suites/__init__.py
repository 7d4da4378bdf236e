"""Writes the held-out suites that the benchmarks read."""
