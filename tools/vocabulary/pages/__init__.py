"""The words of the storybook's second edition, which the packaged models speak as soon as their painter is trained."""
