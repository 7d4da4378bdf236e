"""Vision-language models of the hub as eyes: probabilities of "yes" and "no" for every requirement."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from tools.device import device, dtype
from tools.engines.pocket.eyes import mark_dependents_na, verdict
from tools.types import Caption, Check, ModelInfo, Requirement

QUESTION = "Is it true that {statement}? Answer yes or no:"
DESCRIBE = "Describe this picture in one sentence."
CAPTION_TOKENS = 40
"""Most tokens of a caption."""


class VisionLanguageEyes:
    """A transformers image-text-to-text model with its processor; see `tools.engines.base.Eyes`.

    Models with a chat template are asked as in a chat, others with the bare text.

    Args:
        info: which model this is.
        where: path or hub name.
        options: `question` (with `{statement}` in it) and `tell` replace what the model is asked and how it is told to
            describe; all others go to `from_pretrained`.
    """

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from transformers import AutoModelForImageTextToText, AutoProcessor

        options = dict(options)
        self.info = info
        self.question = str(options.pop("question", QUESTION))
        self.describe = str(options.pop("tell", DESCRIBE))
        self.model = AutoModelForImageTextToText.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **options
        )
        self.model.eval().to(device())
        self.processor = AutoProcessor.from_pretrained(where, backend="pil")
        self._chats = bool(getattr(self.processor, "chat_template", None))
        # A decoder answers after its last token: there must be no padding between the question and the answer.
        self.processor.tokenizer.padding_side = "right" if self.model.config.is_encoder_decoder else "left"
        if self.processor.tokenizer.pad_token is None:
            self.processor.tokenizer.pad_token = self.processor.tokenizer.eos_token

    def nbytes(self) -> int:
        """Return the size of the weights in bytes."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.model.to(where)

    @cached_property
    def answers(self) -> tuple[list[int], list[int]]:
        """The tokens that mean yes and those that mean no, in every casing, with and without a space before.

        Where a word is several tokens in every spelling, the first token of its bare lower-case spelling is taken.
        """
        yes, no = self._word_tokens("yes"), self._word_tokens("no")
        return sorted(yes - no), sorted(no - yes)

    def _word_tokens(self, word: str) -> set[int]:
        spellings = [f"{space}{form}" for space in ("", " ") for form in (word, word.capitalize(), word.upper())]
        ids = [self.processor.tokenizer(text, add_special_tokens=False)["input_ids"] for text in spellings]
        whole = {int(row[0]) for row in ids if len(row) == 1} - {self.processor.tokenizer.unk_token_id}
        return whole or {int(ids[0][0])}

    def _inputs(self, picture: Image.Image, texts: list[str]) -> Any:
        """Return the model's inputs: one row for each text, each with the picture."""
        image = picture.convert("RGB")
        if self._chats:
            chats = [
                [{"role": "user", "content": [{"type": "image", "image": image}, {"type": "text", "text": text}]}]
                for text in texts
            ]
            inputs = self.processor.apply_chat_template(
                chats,
                add_generation_prompt=True,
                tokenize=True,
                return_dict=True,
                return_tensors="pt",
                processor_kwargs={"padding": True},
            )
        else:
            inputs = self.processor(images=[image] * len(texts), text=texts, return_tensors="pt", padding=True)
        return inputs.to(self.model.device)

    def _generate(self, inputs: Any, tokens: int) -> Any:
        """Write at most so many tokens, always the likeliest; returns sequences and the logits of every step."""
        return self.model.generate(
            **inputs, max_new_tokens=tokens, do_sample=False, return_dict_in_generate=True, output_logits=True
        )

    @torch.inference_mode()
    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """Judge every requirement, all in one batch, by P(yes) / (P(yes) + P(no)) of the next token."""
        if not requirements:
            return []
        inputs = self._inputs(picture, [self.question.format(statement=r.statement) for r in requirements])
        logits = self._generate(inputs, 1).logits[0].float()
        yes, no = (logits[:, ids].logsumexp(-1) for ids in self.answers)
        checks = [
            Check(requirement=r, verdict=verdict(p), probability=p, seen="yes" if p >= 0.5 else "no")
            for r, p in zip(requirements, (yes - no).sigmoid().tolist(), strict=True)
        ]
        return mark_dependents_na(checks)

    @torch.inference_mode()
    def caption(self, picture: Image.Image, language: str = "en") -> Caption:  # noqa: ARG002 - It has one language.
        """Describe the picture, in whatever language the model writes.

        The confidence is the geometric mean of the probabilities of its tokens.
        """
        if self._chats:
            inputs = self._inputs(picture, [self.describe])
        else:
            inputs = self.processor(images=picture.convert("RGB"), return_tensors="pt").to(self.model.device)
        steps = self._generate(inputs, CAPTION_TOKENS)
        chances = torch.stack([logits[0].float().softmax(-1).max() for logits in steps.logits])
        written = steps.sequences[0][-len(steps.logits) :]
        text = self.processor.tokenizer.decode(written, skip_special_tokens=True)
        return Caption(text.strip(), float(chances.log().mean().exp()))

    def explain(self, picture: Image.Image, requirement: Requirement) -> np.ndarray | None:  # noqa: ARG002
        """Return None: these models can't tell where they looked."""
        return None
