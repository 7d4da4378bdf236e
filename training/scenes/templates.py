"""The grader's templates, straight from the renderer: `python -m training.scenes.templates`.

Writes tools/weights/grader. Nothing is learnt, so the grader can't share the mistakes of the painter or the eyes.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

from tools.engines.vision.template_bank import SHARP, THUMB
from tools.engines.vision.template_grader import LOOKS
from tools.networks.painter.layout import VARIANTS
from training.scenes.art import art_set, colored_sprite, natural_color
from training.scenes.backdrop import backdrop
from training.scenes.filters import PAINTERLY
from training.scenes.layouts import SCENES, STYLES, VISIBLE_COLORS
from training.scenes.scene import COLORS, MARGIN, NOUNS
from training.weights import WEIGHTS, write_manifest

SIDE = 48
"""Side in pixels of the window of a thing of medium size."""


def _render_thing(noun: str, style: str, color: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Return colours (SHARP, SHARP, 3) and mask (SHARP, SHARP) of a thing in its window, on grey."""
    sprite = colored_sprite(noun, art_set(style), color)
    sprite = sprite.resize((SIDE - 2 * MARGIN,) * 2, Image.Resampling.BILINEAR)
    window = Image.new("RGB", (SIDE, SIDE), (140, 140, 140))
    mask = Image.new("L", (SIDE, SIDE), 0)
    window.paste(sprite, (MARGIN, MARGIN), sprite)
    mask.paste(sprite.getchannel("A"), (MARGIN, MARGIN))
    window = PAINTERLY[style](window) if style in PAINTERLY else window
    small = (part.resize((SHARP, SHARP), Image.Resampling.BOX) for part in (window, mask))
    colors, alpha = (np.asarray(part) for part in small)
    return colors, alpha


def _thumbnail(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.resize((THUMB, THUMB), Image.Resampling.BOX))


def _fit_wash(style: str | None, pictures: list[Image.Image]) -> np.ndarray:
    """Fit the affine map (3, 4) of colours in [0, 1] that comes nearest to a painterly style's effect on pictures."""
    if style is None:
        return np.eye(3, 4, dtype=np.float32)
    plain, painted = (
        np.concatenate([_thumbnail(p).reshape(-1, 3) for p in row]).astype(np.float64) / 255
        for row in (pictures, [PAINTERLY[style](p) for p in pictures])
    )
    solution, *_ = np.linalg.lstsq(np.column_stack([plain, np.ones(len(plain))]), painted, rcond=None)
    return solution.T.astype(np.float32)


def _thing_tensors() -> dict[str, np.ndarray]:
    """Return every thing in every style and colour, its mask, and the colour that it shows unpainted."""
    shape = (len(LOOKS), len(NOUNS))
    things = np.zeros((*shape, len(COLORS) + 1, SHARP, SHARP, 3), np.uint8)
    masks = np.zeros((*shape, SHARP, SHARP), np.uint8)
    shown = np.zeros(shape, np.uint8)
    for s, style in enumerate(LOOKS):
        for n, noun in enumerate(NOUNS):
            for c, color in enumerate([None, *COLORS]):
                things[s, n, c], masks[s, n] = _render_thing(noun, style, color)
            shown[s, n] = VISIBLE_COLORS.index(natural_color(noun, art_set(style)) or "mixed")
    return {"things": things, "masks": masks, "shown": shown}


def _backdrop_tensors() -> dict[str, np.ndarray]:
    """Return thumbnails of all backdrops, each style's number of a wash, and the washes."""
    rows = [[backdrop(scene, v) for v in range(VARIANTS)] for scene in SCENES]
    backs = np.stack([[_thumbnail(picture) for picture in row] for row in rows])
    kinds = [None, *PAINTERLY]
    washed = np.array([kinds.index(style if style in PAINTERLY else None) for style in STYLES], np.uint8)
    sample = [picture for row in rows for picture in row[::8]]
    washes = np.stack([_fit_wash(kind, sample) for kind in kinds])
    return {"backs": backs, "washed": washed, "washes": washes}


def main() -> None:
    """Render, shrink and write the templates."""
    tensors = _thing_tensors() | _backdrop_tensors()
    folder = WEIGHTS / "grader"
    save_file({name: torch.from_numpy(value) for name, value in tensors.items()}, folder / "templates.safetensors")
    write_manifest(folder)


if __name__ == "__main__":
    main()
