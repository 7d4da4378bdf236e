"""Vision-language models of the hub as eyes: probabilities of "yes", "no" and numbers, captions, and answers."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from tools.device import device, dtype
from tools.engines.pocket.eyes import calibrate, mark_dependents_na, verdict
from tools.engines.shared_models import find_loaded, note_loaded
from tools.engines.vision.calibration import digest, load_calibration
from tools.engines.vision.prefill import ROWS, Chat
from tools.engines.vision.processors import load_processor
from tools.types import Caption, Check, ModelInfo, Requirement
from tools.vocabulary.english import plural

QUESTION = "Is it true that {statement}? Answer yes or no:"
COUNT = "How many {things} are in this picture? Answer with a number only:"
DESCRIBE = "Describe this picture in one or two sentences."
CAPTION_TOKENS = 160
"""Most tokens of a caption or an answer, unless the profile says otherwise; a model that has finished stops before."""
SHORT_CAPTION_TOKENS = 40
"""Most tokens of a caption by a model that is no chat model: it was trained on short ones."""
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def asked_digest(options: dict[str, Any]) -> str:
    """A digest of the words that eyes with these options are asked with."""
    return digest(str(options.get("question", QUESTION)), str(options.get("count", COUNT)))


class VisionLanguageEyes:
    """A transformers image-text-to-text model with its processor; see `tools.engines.base.Eyes`.

    Models with a chat template are asked as in a chat: the picture goes through the model once, and all questions go on
    from there. Others are asked with the bare text.

    Args:
        info: which model this is.
        where: path or hub name.
        options: `question` (with `{statement}` in it), `count` (with `{things}`) and `tell` replace what the model is
            asked and how it is told to describe; `caption_tokens` is the most tokens of a caption or an answer; all
            others go to `from_pretrained`.
    """

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from transformers import AutoConfig, AutoModelForImageTextToText

        options = dict(options)
        self.info = info
        self.question = str(options.pop("question", QUESTION))
        self.count = str(options.pop("count", COUNT))
        self.describe = str(options.pop("tell", DESCRIBE))
        self.caption_tokens = int(options.pop("caption_tokens", CAPTION_TOKENS))
        config = AutoConfig.from_pretrained(where, trust_remote_code=False)
        mapping = AutoModelForImageTextToText._model_mapping
        self.model = find_loaded(where, mapping[type(config)].__name__ if type(config) in mapping else "", options)
        if self.model is None:
            self.model = AutoModelForImageTextToText.from_pretrained(
                where, dtype=dtype(device()), use_safetensors=True, **options
            )
            self.model.eval().to(device())
            note_loaded(where, options, self.model)
        self.processor = load_processor(where)
        chats = bool(getattr(self.processor, "chat_template", None)) and not self.model.config.is_encoder_decoder
        self.chat = Chat(self.model, self.processor) if chats else None
        # A decoder answers after its last token: there must be no padding between the question and the answer.
        self.processor.tokenizer.padding_side = "right" if self.model.config.is_encoder_decoder else "left"
        if self.processor.tokenizer.pad_token is None:
            self.processor.tokenizer.pad_token = self.processor.tokenizer.eos_token

        self.asked = asked_digest({"question": self.question, "count": self.count})
        """Of the words that it is asked with: a calibration holds for them alone."""
        self.calibration = load_calibration(info.hash, self.asked)

    def nbytes(self) -> int:
        """Return the size of the weights in bytes."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.model.to(where)
        if self.chat is not None:
            self.chat.forget()

    @cached_property
    def answers(self) -> tuple[list[int], list[int]]:
        """The tokens that mean yes and those that mean no, in every casing, with and without a space before.

        Where a word is several tokens in every spelling, the first token of its bare lower-case spelling is taken.
        """
        yes, no = (self._word_tokens(word) or self._first_token(word) for word in ("yes", "no"))
        return sorted(yes - no), sorted(no - yes)

    @cached_property
    def digits(self) -> list[list[int]]:
        """For each number from 0 to 9 the tokens that mean it, as digit or word; empty where one is no single token."""
        found = [self._word_tokens(str(n)) for n in range(len(NUMBERS))]
        if not all(found) or len(set.union(*found)) < len(NUMBERS):
            return []
        return [sorted(tokens | self._word_tokens(word)) for tokens, word in zip(found, NUMBERS, strict=True)]

    def _word_tokens(self, word: str) -> set[int]:
        """The single tokens that a word is in any spelling; may be empty."""
        spellings = [f"{space}{form}" for space in ("", " ") for form in (word, word.capitalize(), word.upper())]
        ids = [self.processor.tokenizer(text, add_special_tokens=False)["input_ids"] for text in spellings]
        return {int(row[0]) for row in ids if len(row) == 1} - {self.processor.tokenizer.unk_token_id}

    def _first_token(self, word: str) -> set[int]:
        return {int(self.processor.tokenizer(word, add_special_tokens=False)["input_ids"][0])}

    def _asked(self, requirement: Requirement) -> tuple[str, int | None]:
        """What to ask for a requirement, and the number that answers it, where the answer is a number."""
        if requirement.kind == "count" and requirement.value.isdecimal() and self.digits and self.chat is not None:
            number = int(requirement.value)
            if number < len(NUMBERS):
                return self.count.format(things=plural(requirement.subject)), number
        return self.question.format(statement=requirement.statement), None

    def check(self, picture: Image.Image, requirements: list[Requirement]) -> list[Check]:
        """Judge every requirement; where the model was calibrated, kinds that it can't tell are unsure."""
        rows = zip(requirements, self.chances(picture, requirements), strict=True)
        return mark_dependents_na([self._judged(requirement, *chance) for requirement, chance in rows])

    @torch.inference_mode()
    def chances(self, picture: Image.Image, requirements: list[Requirement]) -> list[tuple[float, str]]:
        """The uncalibrated probability of every requirement by the next token after its question, and what is seen.

        It is P(yes) / (P(yes) + P(no)) over all spellings; for a count of 0 to 9 it is the number's share
        of the probabilities of all ten.
        """
        if not requirements:
            return []
        asked = [self._asked(requirement) for requirement in requirements]
        logits = self._logits(picture, [text for text, _ in asked])
        return [self._chance(number, row) for (_, number), row in zip(asked, logits, strict=True)]

    def _chance(self, number: int | None, logits: torch.Tensor) -> tuple[float, str]:
        if number is None:
            yes, no = (logits[ids].logsumexp(-1) for ids in self.answers)
            chance = float((yes - no).sigmoid())
            return chance, "yes" if chance >= 0.5 else "no"
        shares = torch.stack([logits[ids].logsumexp(-1) for ids in self.digits]).softmax(-1)
        return float(shares[number]), str(int(shares.argmax()))

    def _judged(self, requirement: Requirement, chance: float, seen: str) -> Check:
        known = self.calibration.kinds.get(requirement.kind) if self.calibration else None
        if known is None:
            return Check(requirement=requirement, verdict=verdict(chance), probability=chance, seen=seen)
        chance = calibrate(chance, known.bounds)
        judged = verdict(chance, known.bounds) if known.trusted else "unsure"
        return Check(requirement=requirement, verdict=judged, probability=chance, seen=seen, trusted=known.trusted)

    def _logits(self, picture: Image.Image, texts: list[str]) -> torch.Tensor:
        """Logits of the next token after each text: (texts, vocabulary), float32."""
        if self.chat is not None:
            return self.chat.ask(picture, texts)
        image = picture.convert("RGB")
        found = []
        for start in range(0, len(texts), ROWS):
            some = texts[start : start + ROWS]
            inputs = self.processor(images=[image] * len(some), text=some, return_tensors="pt", padding=True)
            found.append(self._generate(inputs.to(self.model.device), 1).logits[0].float().cpu())
        return torch.cat(found)

    def _generate(self, inputs: Any, tokens: int) -> Any:
        """Write at most so many tokens, always the likeliest; returns sequences and the logits of every step."""
        return self.model.generate(
            **inputs, max_new_tokens=tokens, do_sample=False, return_dict_in_generate=True, output_logits=True
        )

    def caption(self, picture: Image.Image, language: str = "en") -> Caption:  # noqa: ARG002 - It has one language.
        """Describe the picture, in whatever language the model writes, at the length that it needs.

        The confidence is the geometric mean of the probabilities of its tokens.
        """
        made: Caption = self.answer(picture, self.describe)
        return made

    @property
    def answers_questions(self) -> bool:
        """Whether it is a chat model; others can only describe."""
        return self.chat is not None

    @torch.inference_mode()
    def answer(self, picture: Image.Image, question: str) -> Caption:
        """Answer a question about the picture in words; a model without a chat template describes it instead.

        The confidence is the geometric mean of the probabilities of the answer's tokens.
        """
        if self.chat is None:
            inputs = self.processor(images=picture.convert("RGB"), return_tensors="pt").to(self.model.device)
            steps = self._generate(inputs, SHORT_CAPTION_TOKENS)
            chances = [float(logits[0].float().softmax(-1).max()) for logits in steps.logits]
            written = steps.sequences[0][-len(steps.logits) :].tolist()
        else:
            tokens = list(self.chat.write(picture, question, self.caption_tokens))
            chances, written = [one.chance for one in tokens], [one.token for one in tokens]
        text = self.processor.tokenizer.decode(written, skip_special_tokens=True).strip()
        if len(written) == self.caption_tokens:
            text = _whole_sentences(text)
        return Caption(text, float(np.exp(np.mean(np.log(np.maximum(chances, 1e-9))))) if chances else 0.0)

    def explain(self, picture: Image.Image, requirement: Requirement) -> np.ndarray | None:  # noqa: ARG002
        """Return None: these models can't tell where they looked."""
        return None


def _whole_sentences(text: str) -> str:
    """A text that was cut off, up to its last whole sentence; as it is where it has none."""
    end = max(text.rfind(mark) for mark in ".!?。！？")
    return text[: end + 1] if end > 0 else text
