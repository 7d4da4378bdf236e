"""Pages of the storybook's second edition: what they can show, and how everything on them is placed."""
