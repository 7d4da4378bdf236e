"""The storybook world: the words that the packaged models know."""
