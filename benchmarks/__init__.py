"""Benchmarks of the studio and its models, run by `gouache bench`."""
