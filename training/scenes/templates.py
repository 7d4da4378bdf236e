"""The grader's templates, straight from the renderer: `python -m training.scenes.templates` writes tools/weights/grader.

Nothing is learnt: what the painter or the eyes mistake can't be mistaken here for the same reason.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

from tools.engines.vision.template_bank import SHARP, THUMB
from tools.engines.vision.template_grader import LOOKS
from tools.networks.painter.layout import VARIANTS
from training.export import WEIGHTS, manifest
from training.scenes.art import SETS, colored, natural_color
from training.scenes.backdrop import backdrop
from training.scenes.filters import PAINTERLY
from training.scenes.layouts import COLORS, NOUNS, SCENES, SEEN_COLORS, STYLES
from training.scenes.scene import MARGIN

SIDE = 48
"""Pixels of a usual thing's window."""


def _thing(noun: str, look: str, color: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Colours (SHARP, SHARP, 3) and mask (SHARP, SHARP) of a thing in its window, on grey."""
    art = look if look in SETS else "cartoon"
    sprite = colored(noun, art, color).resize((SIDE - 2 * MARGIN,) * 2, Image.Resampling.BILINEAR)
    window, mask = Image.new("RGB", (SIDE, SIDE), (140, 140, 140)), Image.new("L", (SIDE, SIDE), 0)
    window.paste(sprite, (MARGIN, MARGIN), sprite)
    mask.paste(sprite.getchannel("A"), (MARGIN, MARGIN))
    window = PAINTERLY[look](window) if look in PAINTERLY else window
    small = (part.resize((SHARP, SHARP), Image.Resampling.BOX) for part in (window, mask))
    colors, alpha = (np.asarray(part) for part in small)
    return colors, alpha


def _thumb(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.resize((THUMB, THUMB), Image.Resampling.BOX))


def _wash(kind: str | None, pictures: list[Image.Image]) -> np.ndarray:
    """The affine map (3, 4) of colours in [0, 1] that comes nearest to what a painterly look does to backdrops."""
    if kind is None:
        return np.eye(3, 4, dtype=np.float32)
    plain, painted = (
        np.concatenate([_thumb(p).reshape(-1, 3) for p in row]).astype(np.float64) / 255
        for row in (pictures, [PAINTERLY[kind](p) for p in pictures])
    )
    found, *_ = np.linalg.lstsq(np.column_stack([plain, np.ones(len(plain))]), painted, rcond=None)
    return found.T.astype(np.float32)


def main() -> None:
    """Render, shrink, write."""
    shape = (len(LOOKS), len(NOUNS))
    things = np.zeros((*shape, len(COLORS) + 1, SHARP, SHARP, 3), np.uint8)
    masks, shown = np.zeros((*shape, SHARP, SHARP), np.uint8), np.zeros(shape, np.uint8)
    for s, look in enumerate(LOOKS):
        for n, noun in enumerate(NOUNS):
            for c, color in enumerate([None, *COLORS]):
                things[s, n, c], masks[s, n] = _thing(noun, look, color)
            shown[s, n] = SEEN_COLORS.index(natural_color(noun, look if look in SETS else "cartoon") or "mixed")
    plain = [[backdrop(scene, v) for v in range(VARIANTS)] for scene in SCENES]
    backs = np.stack([[_thumb(picture) for picture in row] for row in plain])
    kinds = [None, *PAINTERLY]
    washed = np.array([kinds.index(style if style in PAINTERLY else None) for style in STYLES], np.uint8)
    washes = np.stack([_wash(kind, [picture for row in plain for picture in row[::8]]) for kind in kinds])
    tensors = {
        "things": things, "masks": masks, "shown": shown, "backs": backs, "washed": washed, "washes": washes,
    }  # fmt: skip
    folder = WEIGHTS / "grader"
    save_file({name: torch.from_numpy(value) for name, value in tensors.items()}, folder / "templates.safetensors")
    manifest(folder)


if __name__ == "__main__":
    main()
