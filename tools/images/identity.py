"""What identifies a picture and what travels with it."""

from __future__ import annotations

import hashlib
import json

from PIL import Image
from pydantic import ValidationError

from tools.images.png_chunks import MAX_RECIPE_BYTES, RECIPE_KEY
from tools.text import clean, one_line
from tools.types import MAX_POSTPROCESS, ModelInfo, Painting, Recipe

LAYOUT_KEY = "gouache_layout"
"""Key in a picture's `info` of the layout that it was painted from, as text; its recipe keeps the layout."""

MADE_KEY = "gouache_made"
"""Key in a picture's `info` of what its painter made of the request, as JSON; its recipe keeps it."""
FAULT_KEY = "gouache_fault"
"""Key in a picture's `info` of a sentence on the stage at which it was lost."""


def pixel_hash(picture: Image.Image) -> str:
    """Return the SHA-256 of size and RGB(A) pixels in hexadecimal: the same for the same pixels in any file."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    header = f"{mode}:{picture.width}x{picture.height}:".encode()
    return hashlib.sha256(header + picture.convert(mode).tobytes()).hexdigest()


def attach_recipe(picture: Image.Image, recipe: dict[str, object] | None) -> None:
    """Note a stored recipe in a picture's `info`, for tools that work it over."""
    if recipe:
        picture.info[RECIPE_KEY] = json.dumps(recipe)


def recipe_of(picture: Image.Image) -> Recipe | None:
    """Return what a picture's `info` tells of how it was painted and worked over; None where it tells nothing.

    The recipe that comes back can be shown and written, but not carried out: it has words and numbers, and names no
    file, no source and no tool.
    """
    text = picture.info.get(RECIPE_KEY)
    if not isinstance(text, str) or len(text) > MAX_RECIPE_BYTES:
        return None
    try:
        found = Recipe.model_validate_json(text).portable()
    except (ValidationError, ValueError, RecursionError):
        return None
    painting = found.painting
    steps = tuple(one_line(step, 100) for step in found.postprocess)[-MAX_POSTPROCESS:]
    if painting is None and not steps:
        return None
    return Recipe(tool="open", arguments={}, source=painting and _harmless(painting), postprocess=steps)


def _harmless(painting: Painting) -> Painting:
    words = {"prompt": clean(painting.prompt), "negative": clean(painting.negative)}
    model = painting.model and ModelInfo(**{key: one_line(value, 100) for key, value in painting.model})
    return painting.model_copy(update={**words, "model": model})
