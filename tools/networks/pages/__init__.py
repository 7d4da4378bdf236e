"""The networks of the storybook's second edition: from a page's layout to its picture, and back."""
