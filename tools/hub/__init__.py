"""Models of the Hugging Face hub: what a repository holds, fetching it, and what is here."""
