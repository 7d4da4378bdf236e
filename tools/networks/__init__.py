"""The pocket networks: small models that this project has trained for the storybook world."""
