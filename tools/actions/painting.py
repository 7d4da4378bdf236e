"""What the tools that paint from words share: sampler arguments, the vocabulary's gate, and the finished result."""

from __future__ import annotations

import importlib.metadata
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image
from pydantic import Field

from tools.base import Tool, ToolArguments
from tools.content import ContentSpec
from tools.engines.adapters import adapters_of
from tools.engines.lora_file import MAX_WEIGHT, LoraFile
from tools.errors import BadArguments, FaultyPicture, OutOfWorld
from tools.images.faults import technical_fault
from tools.images.identity import FAULT_KEY, LAYOUT_KEY, MADE_KEY
from tools.model_manager import ModelManager
from tools.profiles import Role
from tools.types import Recipe, Result
from tools.vocabulary.base import Vocabulary


@cache
def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in ("gouache", "torch", "diffusers", "transformers")}


def library_versions() -> dict[str, str]:
    """Versions of the libraries that shape a picture."""
    return dict(_versions())


MAX_REFERENCES = 8
"""Other pictures to look at, at most."""


class SamplerArguments(ToolArguments):
    """What every tool takes that paints from words."""

    prompt: str = Field(description="What the picture must show.", max_length=2000)
    content: ContentSpec | None = Field(None, description="What the prompt says, as structure.")
    plain: str | None = Field(
        None, description="The brief's own wording, where a language model wrote the prompt from it.", max_length=2000
    )
    negative: str = Field("", description="What it must not show.", max_length=1000)
    seed: int = Field(0, ge=0, lt=2**63, description="The same seed gives the same picture.")
    steps: int = Field(20, ge=1, le=200, description="Sampler steps.")
    guidance: float = Field(3.0, ge=0, le=30, description="How strictly the prompt is followed.")
    lora: str | None = Field(None, description="Path of a LoRA file that is laid over the painter's weights.")
    lora_weight: float | None = Field(None, ge=-MAX_WEIGHT, le=MAX_WEIGHT, description="Its weight; 1 if absent.")

    references: tuple[int, ...] | None = Field(
        None, max_length=MAX_REFERENCES, description="Numbers of other pictures that the painter is to look at."
    )

    @property
    def lora_file(self) -> LoraFile | None:
        """The LoRA that is asked for."""
        weight = 1.0 if self.lora_weight is None else self.lora_weight
        return None if self.lora is None else LoraFile(Path(self.lora), weight)

    def recorded(self) -> dict[str, Any]:
        """The arguments as recipes keep them: JSON values, nothing that was left open."""
        values = self.model_dump(mode="json", exclude_none=True)
        specs = {name: getattr(self, name, None) for name in ("content", "change")}
        return values | {
            name: spec.model_dump(mode="json", exclude_defaults=True)
            for name, spec in specs.items()
            if spec is not None
        }


_CHANGE = re.compile(
    r"\b(?:add|remove|replace|with|change|make|show|move|to|no change|keep|everything else|style)\b", re.IGNORECASE
)
"""How an instruction says what to do to things."""


def unknown_in_request(vocabulary: Vocabulary, prompt: str, instruction: str = "") -> list[str]:
    """Words of a prompt, and of an edit's instruction, that a closed painter does not know, in order."""
    words = [*vocabulary.unknown_words(prompt), *vocabulary.unknown_words(_CHANGE.sub(" ", instruction))]
    return list(dict.fromkeys(words))


def nearest_terms(unknown: list[str], vocabulary: Vocabulary) -> list[str]:
    """The things nearest to unknown words, at most four."""
    return list(dict.fromkeys(name for word in unknown for name in vocabulary.nearest(word)))[:4]


def ensure_in_vocabulary(vocabulary: Vocabulary, prompt: str, instruction: str = "") -> None:
    """Refuse what a closed painter would silently paint as something else.

    Raises:
        OutOfWorld: naming the words, and the nearest things that it knows.
    """
    unknown = unknown_in_request(vocabulary, prompt, instruction)
    if unknown:
        known = nearest_terms(unknown, vocabulary)
        hint = f"The nearest that it knows: {', '.join(known)}." if known else "See `gouache world` for what it knows."
        raise OutOfWorld(f"The pocket painter does not know {', '.join(f'“{w}”' for w in unknown)}. {hint}")


def ensure_paintable(vocabulary: Vocabulary, arguments: SamplerArguments, instruction: str = "") -> None:
    """As `ensure_in_vocabulary`; a request that brings its structure is not read word by word.

    Raises:
        OutOfWorld: naming the words, and the nearest things that it knows.
        BadArguments: a LoRA or reference pictures for a closed painter.
    """
    if vocabulary.closed and arguments.lora is not None:
        raise BadArguments("This painter takes no LoRA files; leave it out.")
    if vocabulary.closed and arguments.references:
        raise BadArguments("This painter takes no reference pictures; leave them out.")
    if arguments.content is None:
        ensure_in_vocabulary(vocabulary, arguments.prompt, instruction)
        return
    names = [t.name for t in arguments.content.things]
    for name in names if vocabulary.closed else []:
        if vocabulary.find("thing", name) is None:
            ensure_in_vocabulary(vocabulary, name)


def finish_painting(
    tool: Tool,
    arguments: SamplerArguments,
    picture: Image.Image,
    models: ModelManager,
    parent: str | None = None,
    source_fault: str | None = None,
) -> Result:
    """The result of a painter.

    Args:
        tool: The tool that painted.
        arguments: What it was asked for.
        picture: What came.
        models: Where the painter is.
        parent: The id of the picture that was edited.
        source_fault: A technical fault that the edited picture had already.

    Raises:
        FaultyPicture: it has a technical fault that its source had not.
    """
    wrong = technical_fault(picture)
    if wrong and wrong != source_fault:
        known = picture.info.get(FAULT_KEY)
        plain = f"The painter made a {wrong} picture (seed {arguments.seed}); try another seed."
        raise FaultyPicture(f"{known} (Seed {arguments.seed}.)" if known else plain)
    role: Role = "editor" if parent else "painter"
    made = json.loads(picture.info.get(MADE_KEY, "null"))
    if arguments.plain is not None:  # A language model wrote the prompt.
        tuned = [one.recorded for one in adapters_of(models.profile.director)]
        made = {**(made or {}), "director_adapters": tuned} if tuned else made
    recipe = Recipe(
        tool=tool.name,
        arguments=arguments.recorded(),
        seed=arguments.seed,
        parent=parent,
        model=models.get(role).info,
        versions=library_versions(),
        layout=picture.info.get(LAYOUT_KEY),
        size=picture.size,
        made=made,
    )
    return Result(picture, recipe)
