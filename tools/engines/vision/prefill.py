"""One picture read once by a vision-language model, and any number of questions about it from there."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterator
from typing import Any, NamedTuple

import torch
from PIL import Image

from tools.errors import ModelMissing

ROWS = 32
"""Questions at once at most; fewer where memory runs out."""


class Chat:
    """A decoder with a chat template, as something that is asked about pictures.

    The part of the chat up to the end of the picture is the same for every question: it goes through the model once,
    with the picture, and its cache is repeated for the questions. They are padded on the right, where nothing after a
    question's last token changes its logits.

    Args:
        model: an image-text-to-text model of transformers, decoder only.
        processor: its processor, with a chat template.
    """

    def __init__(self, model: Any, processor: Any) -> None:
        self.model, self.processor = model, processor
        self._picture: _PictureCache | None = None
        self._before = 0  # Tokens of the chat before its ending, with the picture's place not yet filled.
        # Models that think before they answer would leave yes and no to much later tokens.
        template = str(processor.chat_template)
        self._template = {"enable_thinking": False} if "enable_thinking" in template else {}
        self._keeps = "logits_to_keep" in inspect.signature(model.forward).parameters

    def forget(self) -> None:
        """Let go of the last picture."""
        self._picture = None

    def _render(self, picture: Any, text: str) -> Any:
        content = [{"type": "image", "image": picture}, {"type": "text", "text": text}]
        return [{"role": "user", "content": content}]

    def inputs(self, picture: Image.Image, text: str) -> Any:
        """The model's inputs for one question, the picture among them."""
        made = self.processor.apply_chat_template(
            self._render(picture.convert("RGB"), text),
            add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt", **self._template,
        )  # fmt: skip
        return made.to(self.model.device, dtype=self.model.dtype)

    def _words(self, text: str) -> list[int]:
        """The tokens of the chat for one question, with the picture's place not yet filled."""
        words = self.processor.apply_chat_template(
            self._render("picture", text), add_generation_prompt=True, tokenize=False, **self._template
        )
        return list(self.processor.tokenizer(words, add_special_tokens=False)["input_ids"])

    def _ending(self, text: str) -> list[int]:
        """The tokens of the chat after the picture's part."""
        return self._words(text)[self._before :]

    def _learn_template(self, whole: list[int]) -> int:
        """Find where the picture's part of the chat ends; returns its length in tokens.

        Args:
            whole: the tokens of the chat for the question "?", with the picture's place filled.

        Raises:
            ModelMissing: the chat template does not put the picture before the words.
        """
        words = self._words("?")
        shared = 0
        while shared < min(len(words), len(whole)) and words[-1 - shared] == whole[-1 - shared]:
            shared += 1
        ending = words[len(words) - shared :]
        image = self._image_token()
        if image in ending:  # Where the place is filled with more of the same token, its last one is shared, too.
            ending = ending[len(ending) - ending[::-1].index(image) :]
        self._before = len(words) - len(ending)
        if words[: self._before] != self._words("!")[: self._before] or not ending:
            raise ModelMissing(
                f"The chat template of {type(self.model).__name__} puts no picture before the question; "
                "choose other eyes."
            )
        return len(whole) - len(ending)

    def _image_token(self) -> int | None:
        """The token that stands for a part of the picture."""
        config = self.model.config
        found = (getattr(config, name, None) for name in ("image_token_id", "image_token_index"))
        return next((int(one) for one in found if one is not None), None)

    def _look(self, picture: Image.Image) -> _PictureCache:
        """The picture's part of the chat, read; that of the last picture is kept.

        Raises:
            ModelMissing: the chat template does not put the picture before the words.
        """
        key = (picture.size, picture.mode, hash(picture.tobytes()))
        if self._picture is not None and self._picture.key == key:
            return self._picture
        self._picture = None
        inputs = self.inputs(picture, "?")
        whole = inputs["input_ids"][0].tolist()
        length = self._learn_template(whole)
        head = {
            name: value[:, :length] if getattr(value, "shape", ())[:2] == (1, len(whole)) else value
            for name, value in inputs.items()
        }
        read = self.model(**head, use_cache=True, **({"logits_to_keep": 1} if self._keeps else {}))
        self._picture = _PictureCache(key, read.cache)
        return self._picture

    def _continue(self, cache: Any, rows: torch.Tensor, places: torch.Tensor) -> tuple[torch.Tensor, Any]:
        """Logits (rows, vocabulary) after one place of each row, float32, and the cache after the rows."""
        values: dict[str, Any] = {}
        kept, index = torch.unique(places, return_inverse=True)
        if self._keeps:
            values["logits_to_keep"] = kept
        read = self.model(input_ids=rows, cache=cache, use_cache=True, **values)
        lines = torch.arange(len(rows), device=rows.device)
        return read.logits[lines, index if self._keeps else places].float(), read.cache

    def ask(self, picture: Image.Image, texts: list[str]) -> torch.Tensor:
        """Logits of the first token of each answer: (questions, vocabulary), float32, on the CPU.

        Where memory runs out, fewer questions are asked at once.

        Raises:
            torch.OutOfMemoryError: not even one question fits.
        """
        cache = self._look(picture).cache
        endings = [self._ending(text) for text in texts]
        rows, start, found = min(ROWS, len(texts)), 0, list[torch.Tensor]()
        while start < len(texts):
            try:
                found.append(self._ask_some(cache, endings[start : start + rows]))
            except torch.OutOfMemoryError:
                if rows == 1:
                    raise
                rows //= 2
                continue
            start += rows
        return torch.cat(found)

    def _ask_some(self, cache: Any, endings: list[list[int]]) -> torch.Tensor:
        longest = max(map(len, endings))
        padding = self.processor.tokenizer.pad_token_id or 0
        padded = [ids + [padding] * (longest - len(ids)) for ids in endings]
        rows = torch.tensor(padded, device=self.model.device)
        places = torch.tensor([len(ids) - 1 for ids in endings], device=self.model.device)
        return self._continue(_repeated(cache, len(endings)), rows, places)[0].cpu()

    def write(self, picture: Image.Image, text: str, tokens: int) -> Iterator[_Token]:
        """The likeliest answer, token by token, to its end or to so many tokens.

        Each comes with its probability.
        """
        cache = copy.deepcopy(self._look(picture).cache)
        row = torch.tensor([self._ending(text)], device=self.model.device)
        ends = self._ends()
        for _ in range(tokens):
            places = torch.tensor([row.shape[1] - 1], device=self.model.device)
            logits, cache = self._continue(cache, row, places)
            chance, token = logits.softmax(-1).max(-1)
            if int(token) in ends:
                return
            yield _Token(int(token), float(chance))
            row = token[:, None]

    def _ends(self) -> set[int]:
        """Tokens that end an answer."""
        told = getattr(self.model.generation_config, "eos_token_id", None)
        ids = told if isinstance(told, (list, tuple)) else [told]
        return {int(one) for one in (*ids, self.processor.tokenizer.eos_token_id) if one is not None}


class _PictureCache(NamedTuple):
    """A picture, and the cache after its part of the chat."""

    key: tuple[Any, ...]
    cache: Any


class _Token(NamedTuple):
    """One token of an answer and its probability."""

    token: int
    chance: float


def _repeated(cache: Any, rows: int) -> Any:
    """A copy of a cache of one row, with so many equal rows. Layers of every kind can be reordered."""
    made = copy.deepcopy(cache)
    made.reorder_cache(torch.zeros(rows, dtype=torch.long))
    return made
