"""Hub vision-language models as eyes: yes/no token probabilities for every requirement."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from tools.device import device, dtype
from tools.engines.pocket.eyes import mark_dependents_na, verdict
from tools.types import Caption, Check, ModelInfo, Requirement

ASK = "Is it true that {statement}? Answer yes or no:"
TELL = "Describe this picture in one sentence."
LONGEST = 40
"""Tokens of a caption."""


class VisionLanguageEyes:
    """A transformers image-text-to-text model with its processor, by path or hub name.

    Models with a chat template are asked as in a chat, others with the bare text. The options `question` (with
    `{statement}` in it) and `tell` replace what is asked.
    """

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from transformers import AutoModelForImageTextToText, AutoProcessor

        options = dict(options)
        self.info = info
        self.question, self.tell = str(options.pop("question", ASK)), str(options.pop("tell", TELL))
        self.model = AutoModelForImageTextToText.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **options
        )
        self.model.eval().to(device())
        self.processor = AutoProcessor.from_pretrained(where, backend="pil")
        # The answer of a decoder follows its last token: padding must not stand between a question and its answer.
        self.processor.tokenizer.padding_side = "right" if self.model.config.is_encoder_decoder else "left"
        if self.processor.tokenizer.pad_token is None:
            self.processor.tokenizer.pad_token = self.processor.tokenizer.eos_token

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.model.to(where)

    @cached_property
    def answers(self) -> tuple[list[int], list[int]]:
        """The tokens that begin a yes and those that begin a no, in every casing, with and without a space before.

        Where a word is several tokens in every spelling, its first in lower case stands for it.
        """

        def tokens(word: str) -> set[int]:
            spelt = [f"{gap}{form}" for gap in ("", " ") for form in (word, word.capitalize(), word.upper())]
            ids = [self.processor.tokenizer(text, add_special_tokens=False)["input_ids"] for text in spelt]
            whole = {int(row[0]) for row in ids if len(row) == 1} - {self.processor.tokenizer.unk_token_id}
            return whole or {int(ids[0][0])}

        yes, no = tokens("yes"), tokens("no")
        return sorted(yes - no), sorted(no - yes)

    def _inputs(self, picture: Image.Image, texts: list[str]) -> Any:
        """One row a text, each with the picture."""
        image = picture.convert("RGB")
        if getattr(self.processor, "chat_template", None):
            chats = [
                [{"role": "user", "content": [{"type": "image", "image": image}, {"type": "text", "text": text}]}]
                for text in texts
            ]
            inputs = self.processor.apply_chat_template(
                chats, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt",
                processor_kwargs={"padding": True},
            )  # fmt: skip
        else:
            inputs = self.processor(images=[image] * len(texts), text=texts, return_tensors="pt", padding=True)
        return inputs.to(self.model.device)

    @torch.inference_mode()
    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """One check a requirement, all in one batch: P(yes) / (P(yes) + P(no)) of the next token."""
        if not requirements:
            return []
        inputs = self._inputs(picture, [self.question.format(statement=r.statement) for r in requirements])
        steps = self.model.generate(
            **inputs, max_new_tokens=1, do_sample=False, return_dict_in_generate=True, output_logits=True
        )
        logits = steps.logits[0].float()
        yes, no = (logits[:, ids].logsumexp(-1) for ids in self.answers)
        checks = [
            Check(requirement=r, verdict=verdict(p), probability=p, seen="yes" if p >= 0.5 else "no")
            for r, p in zip(requirements, (yes - no).sigmoid().tolist(), strict=True)
        ]
        return mark_dependents_na(checks)

    @torch.inference_mode()
    def caption(self, picture: Image.Image, language: str = "en") -> Caption:
        """Greedy, in whatever language the model speaks; confidence: the geometric mean of token probabilities."""
        if getattr(self.processor, "chat_template", None):
            inputs = self._inputs(picture, [self.tell])
        else:
            inputs = self.processor(images=picture.convert("RGB"), return_tensors="pt").to(self.model.device)
        steps = self.model.generate(
            **inputs, max_new_tokens=LONGEST, do_sample=False, return_dict_in_generate=True, output_logits=True
        )
        chances = torch.stack([s[0].float().softmax(-1).max() for s in steps.logits])
        written = steps.sequences[0][-len(steps.logits) :]
        text = self.processor.tokenizer.decode(written, skip_special_tokens=True)
        return Caption(text.strip(), float(chances.log().mean().exp()))
