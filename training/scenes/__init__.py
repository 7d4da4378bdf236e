"""Rendered scenes of the storybook world."""
