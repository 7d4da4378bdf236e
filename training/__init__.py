"""Makes the pocket models again, from data that is generated here (docs/training.md)."""

from pathlib import Path

CACHE = Path(__file__).parent / "cache"
"""Downloads, rendered pictures and checkpoints; never committed."""
