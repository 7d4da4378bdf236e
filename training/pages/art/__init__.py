"""The emoji art: sprites of the iconify packages, their colours and skin tones, and styles over a finished page."""
