"""A session as every front end uses it: the studio's thread, stored turns, and what can be typed. Without Textual."""
