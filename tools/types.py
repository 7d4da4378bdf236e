"""The values that flow between rooms: requirements, checks, recipes, results."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools.text import file_name, one_line
from tools.vocabulary.english import is_plural_only, plural, with_article

Verdict = Literal["pass", "fail", "unsure", "n/a", "unchecked"]
"""What is known of a requirement: "n/a" of what is missing, "unchecked" of what no question can tell."""
RequirementKind = Literal[
    "exists", "absent", "color", "count", "size", "place", "relation", "scene", "style",
    "attribute", "time", "weather", "look", "light", "palette", "lettering", "mood", "framing", "note",
]  # fmt: skip
"""From "attribute" on only open worlds have them."""


FILE_ARGUMENTS = ("path", "file", "lora")
"""Arguments of tools that name a person's file."""
MAX_POSTPROCESS = 20
"""Most steps of post-processing that a recipe remembers."""
_SHAPING = {
    "device": "device", "dtype": "number format", "precision": "precision of weights",
    "placement": "placement in memory", "loras": "set of LoRA files", "attention": "attention",
    "compiled": "compilation",
}  # fmt: skip
"""What a painter of diffusers says of itself that changes pixels, in words."""
_MARKERS = re.compile(r"\b(negative prompt|steps|seed|sampler|cfg scale|size|model|version)(\s*):", re.IGNORECASE)
"""What readers take for the end of a prompt or for a setting."""
_QUOTED = re.compile(r"[,:\n\"]")
"""Characters by which a value would be taken apart."""


_STATEMENTS = {
    "exists": "there {be} {one}", "absent": "there is no {subject}", "count": "there {counted}",
    "relation": "the {subject} {be} {value} the {object}", "scene": "the scene is {value}",
    "style": "the style is {value}", "place": "the {subject} {be} at the {value}",
    "color": "the {subject} {be} {value}", "size": "the {subject} {be} {value}",
    "attribute": "“{value}” fits the {subject}", "action": "the {subject} {be} {value}",
    "time": "the time is {value}", "weather": "the weather is {value}", "look": "the picture is in {value}",
    "light": "the light is {value}", "palette": "the palette is {value}",
    "lettering": "the words “{value}” are written in the picture", "mood": "the mood is {value}",
    "framing": "the framing is {value}", "note": "{value}",
}  # fmt: skip


class Requirement(BaseModel):
    """One question about a picture: `subject` must have `value` (and stand to `object`, for relations)."""

    model_config = ConfigDict(frozen=True)

    kind: RequirementKind
    subject: str = ""
    value: str = ""
    object: str = ""

    @property
    def statement(self) -> str:
        """The requirement as a short English sentence for people and for captioning models."""
        kind: str = self.kind
        if kind == "attribute" and self.value.split(" ", 1)[0].endswith("ing"):
            kind = "action"
        one_of_it = self.value == "1"
        return _STATEMENTS[kind].format(
            subject=self.subject,
            value=self.value,
            object=self.object,
            be=self._is,
            one=with_article(self.subject) if kind == "exists" else "",
            counted=f"is 1 {self.subject}" if one_of_it else f"are {self.value} {plural(self.subject)}",
        )

    @property
    def _is(self) -> str:
        return "are" if is_plural_only(self.subject) else "is"


class Check(BaseModel):
    """One requirement, one verdict, one probability that it holds (0 where it was not checked).

    `seen` is the likeliest answer; `trusted` whether such verdicts are right often enough to paint again for.
    """

    model_config = ConfigDict(frozen=True)

    requirement: Requirement
    verdict: Verdict
    probability: float
    seen: str = ""
    trusted: bool = True

    @property
    def told(self) -> bool:
        """Whether the eyes were asked and had something to answer about."""
        return self.verdict not in ("n/a", "unchecked")

    @property
    def chance(self) -> str:
        """The probability in two decimals, or that there is none."""
        return "not checked" if self.verdict == "unchecked" else f"{self.probability:.2f}"


class SeenThing(BaseModel):
    """One thing that the eyes make out in a picture.

    Attributes:
        name: What it is, in the vocabulary's words.
        chance: The probability that it is there and is that, in [0, 1].
        x: Where its middle is, from the left, as a share of the picture's width.
        y: The same from the top.
        size: Its side as a share of the picture's.
        color: The colour that it shows; "mixed" where it has several.
        color_chance: The probability of that, in [0, 1].
    """

    model_config = ConfigDict(frozen=True)

    name: str
    chance: float
    x: float
    y: float
    size: float
    color: str
    color_chance: float


class Sight(BaseModel):
    """What the eyes make out in a picture: its things, and the scene with its probability."""

    model_config = ConfigDict(frozen=True)

    things: tuple[SeenThing, ...] = ()
    scene: str = ""
    scene_chance: float = 0.0


class ModelInfo(BaseModel):
    """Which weights did the work: role, engine kind, where from, and the hash of the files."""

    model_config = ConfigDict(frozen=True)

    role: str
    kind: str
    name: str
    hash: str


class Painting(BaseModel):
    """How a picture was painted, as other programs tell it: words and sampler settings."""

    model_config = ConfigDict(frozen=True)

    prompt: str = Field(max_length=4000)
    negative: str = Field("", max_length=2000)
    steps: int | None = Field(None, ge=1, le=1000)
    guidance: float | None = Field(None, ge=0, le=100, allow_inf_nan=False)
    seed: int | None = Field(None, ge=0, lt=2**63)
    size: tuple[int, int] | None = None
    """Width and height in pixels."""
    model: ModelInfo | None = None


class Recipe(BaseModel):
    """Everything needed to make a picture again."""

    model_config = ConfigDict(frozen=True)

    tool: str
    arguments: dict[str, Any]
    seed: int | None = None
    model: ModelInfo | None = None
    parent: str | None = None
    versions: dict[str, str] = {}
    layout: str | None = None
    """Where the pocket painter laid out what, so that an edit need not read it from the picture."""
    made: dict[str, Any] | None = None
    """What a painter of diffusers made of the arguments: its family, the rounded size, guidance, what was left out,
    LoRA files, the device, and the precision and placement of its weights."""
    size: tuple[int, int] | None = None
    """Width and height of the picture in pixels; None in recipes of gouache 0.1.0."""
    source: Painting | None = None
    """How the picture was painted that this one was worked over from; None where this one was painted itself."""
    postprocess: tuple[str, ...] = ()
    """What was done to that picture since, oldest first: "enhance x2", "restyle woodcut"."""

    @property
    def painting(self) -> Painting | None:
        """How the picture was painted, by this recipe or before it was worked over; None where nobody knows."""
        if "prompt" not in self.arguments:
            return self.source
        given = {name: self.arguments.get(name) for name in ("prompt", "negative", "steps", "guidance")}
        size = self.size or (self.arguments.get("width"), self.arguments.get("height"))
        values = {**given, "negative": given["negative"] or "", "seed": self.seed, "model": self.model}
        try:
            return Painting.model_validate({**values, "size": None if None in size else size})
        except ValidationError:
            return None  # An imported recipe may say anything.

    def why_unlike(self, other: Recipe) -> str:
        """Return what explains that another recipe of the same call gave other pixels; else empty."""
        if self.model and other.model and self.model.hash != other.model.hash:
            return "other weights"
        made, others = self.made or {}, other.made or {}
        changed = [word for name, word in _SHAPING.items() if made.get(name) != others.get(name) and "device" in made]
        if changed:
            return f"another {', '.join(changed)}"
        versions = [name for name, version in other.versions.items() if self.versions.get(name) not in (None, version)]
        return f"other versions of {', '.join(versions)}" if versions else ""

    def worked_over(self, source: Recipe | None, step: str | None = None) -> Recipe:
        """Return this recipe with what is known of the picture that the tool was given, and the step that was taken.

        Args:
            source: The recipe of that picture.
            step: What the tool did; None where it only took the picture in.
        """
        steps = (*(source.postprocess if source else ()), *([one_line(step)] if step else ()))
        return self.model_copy(
            update={"source": source.painting if source else None, "postprocess": steps[-MAX_POSTPROCESS:]}
        )

    def portable(self) -> Recipe:
        """Return this recipe without the folders of its maker's machine: models by name and hash, files by name."""
        arguments = {
            name: file_name(value) if name in FILE_ARGUMENTS and isinstance(value, str) else value
            for name, value in self.arguments.items()
        }
        source = self.source and self.source.model_copy(update={"model": _portable_model(self.source.model)})
        return self.model_copy(update={"arguments": arguments, "model": _portable_model(self.model), "source": source})

    def parameters(self) -> str:
        """Return the recipe in the text form that A1111's web UI embeds and many viewers read; "" if nothing is known.

        A picture that was worked over keeps the line of the one that was painted, with what was done since.
        """
        made, version = self.painting, " ".join(["gouache", *filter(None, [self.versions.get("gouache")])])
        size = "x".join(map(str, self.size or (made and made.size) or ())) or None
        if made is None and not self.postprocess:
            return ""
        model = _portable_model(made.model) if made else None
        pairs = {
            "Steps": made and made.steps, "Sampler": "Euler" if made else None, "CFG scale": made and made.guidance,
            "Seed": made and made.seed, "Size": size,
            "Model hash": model.hash[:10] if model and model.hash != "remote" else None,
            "Model": model and model.name, "Postprocess": "; ".join(self.postprocess) or None, "Version": version,
        }  # fmt: skip
        return _parameters_text(made.prompt if made else "", made.negative if made else "", pairs)


def _parameters_text(prompt: str, negative: str, settings: Mapping[str, object]) -> str:
    """Return a prompt and settings as one unambiguous text, as A1111's web UI embeds it.

    Args:
        prompt: Stands on one line; what readers would take for a marker gets a space before its colon.
        negative: As the prompt, on a line of its own; "" for none.
        settings: Stand on the last line, in this order; None leaves one out.
    """
    pairs = [f"{name}: {_quoted(value)}" for name, value in settings.items() if value is not None]
    lines = [_defused(prompt), f"Negative prompt: {_defused(negative)}" if negative else "", ", ".join(pairs)]
    return "\n".join(line for line in lines if line)


def _defused(text: str) -> str:
    return _MARKERS.sub(r"\1 :", one_line(text, len(text)))


def _quoted(value: object) -> str:
    text = one_line(str(value), 1000)
    return json.dumps(text, ensure_ascii=False) if _QUOTED.search(text) else text


def _portable_model(model: ModelInfo | None) -> ModelInfo | None:
    return model and model.model_copy(update={"name": file_name(model.name)})


class Caption(NamedTuple):
    """What eyes say of a picture: a sentence, a confidence in [0, 1], and their grammar's words if they have one."""

    text: str
    confidence: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What a tool gives back: a new picture with its recipe, or small JSON data, or both."""

    picture: Image.Image | None = None
    recipe: Recipe | None = None
    data: dict[str, Any] = field(default_factory=dict)
