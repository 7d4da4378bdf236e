"""The renderer of the storybook world: scenes, edits of them, and their pictures."""
