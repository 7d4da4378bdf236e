"""Making the pocket models again, from data that is made here (docs/training.md)."""

from pathlib import Path

CACHE = Path(__file__).parent / "cache"
"""What is downloaded, rendered and half trained; never committed."""
