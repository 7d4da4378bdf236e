"""Benchmarks of the studio and its models, run by `gouache bench`.

They are not part of the installed package: run them from a clone of the repository.
"""
