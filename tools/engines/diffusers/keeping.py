"""Edits that keep the rest: what a model repainted by the way gets the source's own pixels back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from tools.engines.diffusers.alignment import lay_over, without_tint
from tools.images.compare import CHANGED

WHOLE = 0.9
"""Share of a picture that an edit must change to count as painted anew, so that nothing is put back. A sky or a wall
may well fill less than that."""


class KeptRest(NamedTuple):
    """An edited picture with its source's pixels where it did not change.

    Attributes:
        picture: RGB, of the source's size.
        changed: "L", of the same size: white where it changed, with a soft edge; black everywhere where the whole was
            changed, so that no part can be told from the rest.
    """

    picture: Image.Image
    changed: Image.Image


def change_mask(source: np.ndarray, edited: np.ndarray) -> np.ndarray:
    """Return where an edit changed a picture on purpose (H, W), bool; specks are left out, small gaps filled.

    Args:
        source: (H, W, 3), float32, from 0 to 255.
        edited: the same shape; laid over the source and without tint.
    """
    reach = max(1.0, max(source.shape[:2]) / 256)
    apart = Image.fromarray(np.abs(edited - source).max(-1).clip(0, 255).astype(np.uint8))
    far = np.asarray(apart.filter(ImageFilter.GaussianBlur(1.5 * reach))) > CHANGED
    grown = Image.fromarray((far * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(2.5 * reach))
    return np.asarray(grown) > 40


def keep_the_rest(source: Image.Image, edited: Image.Image) -> KeptRest:
    """Lay an edited picture over its source, take its tint off, and put the source back where it did not change.

    Args:
        source: of any mode.
        edited: what an editor made of it, of the same size.
    """
    before = np.asarray(source.convert("RGB")).astype(np.float32)
    laid = lay_over(source, edited)
    after = without_tint(before, np.asarray(laid).astype(np.float32))
    changed = change_mask(before, after)
    if changed.mean() > WHOLE:
        return KeptRest(edited.convert("RGB").resize(source.size), Image.new("L", source.size, 0))
    soft = max(1.0, max(source.size) / 256)
    mask = Image.fromarray((changed * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(soft))
    fitted = Image.fromarray(after.round().clip(0, 255).astype(np.uint8))
    return KeptRest(Image.composite(fitted, source.convert("RGB"), mask), mask)
