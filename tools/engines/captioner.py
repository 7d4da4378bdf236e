"""Hub vision-language models as eyes: yes/no token probabilities for every requirement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from PIL import Image

from tools.device import device, dtype
from tools.engines.eyes import gate, verdict
from tools.values import Caption, Check, ModelInfo, Requirement


class CaptionerEyes:
    """A transformers image-text-to-text model with its processor, by path or hub name."""

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from transformers import AutoModelForImageTextToText, AutoProcessor

        options = dict(options)
        self.info = info
        self.question = str(options.pop("question", "Is it true that {statement}? Answer yes or no:"))
        self.model = AutoModelForImageTextToText.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **options
        )
        self.model.eval().to(device())
        self.processor = AutoProcessor.from_pretrained(where, backend="pil")

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.model.to(where)

    def _word(self, word: str) -> int:
        ids = self.processor.tokenizer(word, add_special_tokens=False)["input_ids"]
        return int(ids[0])

    @torch.inference_mode()
    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """One check a requirement, all in one batch: P(yes) / (P(yes) + P(no)) of the next token."""
        if not requirements:
            return []
        texts = [self.question.format(statement=r.words) for r in requirements]
        inputs = self.processor(
            images=[picture.convert("RGB")] * len(texts), text=texts, return_tensors="pt", padding=True
        ).to(self.model.device)
        steps = self.model.generate(
            **inputs, max_new_tokens=1, do_sample=False, return_dict_in_generate=True, output_logits=True
        )
        pair = steps.logits[0][:, [self._word("yes"), self._word("no")]].float().softmax(-1)[:, 0]
        scores = pair.tolist()
        checks = [
            Check(requirement=r, verdict=verdict(p), probability=p, seen="yes" if p >= 0.5 else "no")
            for r, p in zip(requirements, scores, strict=True)
        ]
        return gate(checks)

    @torch.inference_mode()
    def caption(self, picture: Image.Image, language: str = "en") -> Caption:
        """Greedy, in whatever language the model speaks; confidence: the geometric mean of token probabilities."""
        inputs = self.processor(images=picture.convert("RGB"), return_tensors="pt").to(self.model.device)
        steps = self.model.generate(
            **inputs, max_new_tokens=30, do_sample=False, return_dict_in_generate=True, output_logits=True
        )
        chances = torch.stack([s[0].float().softmax(-1).max() for s in steps.logits])
        text = self.processor.tokenizer.decode(steps.sequences[0], skip_special_tokens=True)
        return Caption(text.strip(), float(chances.log().mean().exp()))
