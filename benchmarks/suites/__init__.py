"""Measures: every suite is a module with `run(quick, ...)` that gives one flat JSON object."""
