"""The grader's templates, straight from the renderer: `python -m training.templates` writes tools/weights/grader.

Nothing is learnt: what the painter or the eyes mistake can't be mistaken here for the same reason.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

from tools.engines.grader import LOOKS, SHARP, THUMB
from training.art import SETS, colored, natural_color
from training.backdrop import VARIANTS, backdrop
from training.export import WEIGHTS, manifest
from training.filters import PAINTERLY
from training.layouts import COLORS, NOUNS, SCENES, SEEN_COLORS, STYLES
from training.scene import MARGIN

SIDE, KEPT = 48, 16
"""Pixels of a usual thing's window; variants of a backdrop that are kept, of VARIANTS."""


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
    backs = np.zeros((len(SCENES), KEPT, len(STYLES), THUMB, THUMB, 3), np.uint8)
    for s, scene in enumerate(SCENES):
        for v in range(KEPT):
            plain = backdrop(scene, v * VARIANTS // KEPT)
            for t, style in enumerate(STYLES):
                picture = PAINTERLY[style](plain) if style in PAINTERLY else plain
                backs[s, v, t] = np.asarray(picture.resize((THUMB, THUMB), Image.Resampling.BOX))
    tensors = {"things": things, "masks": masks, "shown": shown, "backs": backs}
    folder = WEIGHTS / "grader"
    save_file({name: torch.from_numpy(value) for name, value in tensors.items()}, folder / "templates.safetensors")
    manifest(folder)


if __name__ == "__main__":
    main()
