"""How the prompts of a painter should be worded, told from its row of the table without loading it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tools.engines.diffusers.families import FAMILIES
from tools.files import open_regular
from tools.profiles import ModelSpec, resolve_weights

INDEX = "model_index.json"
_MAX_BYTES = 1 << 20


class Prompting(NamedTuple):
    """What a painter expects of its prompts.

    Attributes:
        caption: A list of words, a sentence, or a long description.
        language: "en" where it was taught English alone, "any" where it reads the person's language.
        instructed: Whether an edit is told to it as an instruction; else it is given the whole prompt.
    """

    caption: Literal["words", "sentence", "description"] = "sentence"
    language: Literal["en", "any"] = "en"
    instructed: bool = False


def prompting_of(engine: Any | None, spec: ModelSpec) -> Prompting:
    """What a painter expects.

    Args:
        engine: The painter, if it is loaded.
        spec: Its entry in the profile; where its files are not here yet, a sentence is never wrong.
    """
    family = getattr(engine, "family", None) or FAMILIES.get(_class_name(spec))
    return Prompting() if family is None else Prompting(family.caption, family.language, family.edit == "instruct")


def _class_name(spec: ModelSpec) -> str:
    """The class that a model's index names; empty where there is no index on this machine."""
    where = resolve_weights(spec.model)
    file: Path | str | None = None
    if isinstance(where, Path):
        file = where / INDEX
    elif spec.kind == "diffusers":
        from huggingface_hub import try_to_load_from_cache
        from huggingface_hub.errors import HFValidationError

        try:
            found = try_to_load_from_cache(where, INDEX, revision=spec.options.get("revision"))
        except HFValidationError:
            return ""
        file = found if isinstance(found, str) else None
    try:
        with open_regular(Path(file or "")) as opened:
            name = json.loads(opened.read(_MAX_BYTES)).get("_class_name")
    except (OSError, ValueError, AttributeError):
        return ""
    return name if isinstance(name, str) else ""
