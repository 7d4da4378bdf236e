"""The pocket networks: small models trained by this project for the storybook world."""
