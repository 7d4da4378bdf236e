"""How a person speaks: words, noun phrases, and ways to mention what a picture shows."""
