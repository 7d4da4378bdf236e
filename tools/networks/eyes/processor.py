"""What goes into the pocket eyes and what comes out of them: pictures to pixels, caption ids to sentences."""

from __future__ import annotations

from typing import Any

from PIL import Image
from torch import Tensor
from transformers.image_processing_backends import PilBackend

from tools.networks.painter.layout import CELLS
from tools.vocabulary.storybook import lexicon
from tools.vocabulary.storybook.captions import caption_sentence

PAD, AND = "<pad>", "<and>"


def vocabulary(names: dict[str, list[str]]) -> list[str]:
    """The caption grammar's words for the eyes' nouns, colours, scenes and styles; an id is a place in this list."""
    tagged = [f"{kind}:{name}" for kind in ("scene", "style", "noun") for name in names[f"{kind}s"]]
    numbers = [str(n) for n in range(1, CELLS**2 // 4 + 1)]
    return [PAD, AND, "between", "medium", "mixed", "nothing", *numbers, *names["colors"], *lexicon.SIZES, *lexicon.PLACES,
            *tagged]  # fmt: skip


class EyesProcessor(PilBackend):
    """Pictures of any size to `pixel_values` (B, 3, 128, 128) in [-1, 1]; ids that `generate` made to sentences."""

    model_input_names: list[str] = ["pixel_values"]  # noqa: RUF012
    resample = Image.Resampling.LANCZOS
    size = {"height": 128, "width": 128}  # noqa: RUF012
    image_mean = image_std = (0.5, 0.5, 0.5)
    do_resize = do_rescale = do_normalize = do_convert_rgb = True
    words: list[str] = []  # noqa: RUF012

    def __init__(self, words: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = words or []

    def batch_decode(self, ids: Tensor, language: str = "en") -> list[str]:
        """Sentences in English ("en") or Chinese ("zh") of ids (B, L)."""
        rows = ([self.words[number] for number in row if self.words[number] != PAD] for row in ids.tolist())
        return [caption_sentence(row, language) for row in rows]
