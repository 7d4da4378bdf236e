"""The values that flow between rooms: requirements, checks, recipes, results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from PIL import Image
from pydantic import BaseModel, ConfigDict

from tools.vocabulary.english import is_plural_only, plural, with_article

Verdict = Literal["pass", "fail", "unsure", "n/a"]
RequirementKind = Literal["exists", "absent", "color", "count", "size", "place", "relation", "scene", "style"]


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
        match self.kind:
            case "exists":
                return f"there {self._is} {with_article(self.subject)}"
            case "absent":
                return f"there is no {self.subject}"
            case "count":
                return (
                    f"there is 1 {self.subject}"
                    if self.value == "1"
                    else f"there are {self.value} {plural(self.subject)}"
                )
            case "relation":
                return f"the {self.subject} {self._is} {self.value} the {self.object}"
            case "scene":
                return f"the scene is {self.value}"
            case "style":
                return f"the style is {self.value}"
            case "place":
                return f"the {self.subject} {self._is} at the {self.value}"
            case _:
                return f"the {self.subject} {self._is} {self.value}"

    @property
    def _is(self) -> str:
        return "are" if is_plural_only(self.subject) else "is"


class Check(BaseModel):
    """One requirement, one verdict, one probability that it holds.

    `seen` is the likeliest answer; `trusted` whether such verdicts are right often enough to paint again for.
    """

    model_config = ConfigDict(frozen=True)

    requirement: Requirement
    verdict: Verdict
    probability: float
    seen: str = ""
    trusted: bool = True


class ModelInfo(BaseModel):
    """Which weights did the work: role, engine kind, where from, and the hash of the files."""

    model_config = ConfigDict(frozen=True)

    role: str
    kind: str
    name: str
    hash: str


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

    def parameters(self) -> str:
        """The recipe in the text form that A1111's web UI embeds and many viewers read."""
        prompt = str(self.arguments.get("prompt", ""))
        pairs = {
            "Steps": self.arguments.get("steps"), "Sampler": "Euler", "CFG scale": self.arguments.get("guidance"),
            "Seed": self.seed, "Model": self.model.name if self.model else None,
            "Model hash": self.model.hash[:10] if self.model else None, "Version": "gouache",
        }  # fmt: skip
        return prompt + "\n" + ", ".join(f"{key}: {value}" for key, value in pairs.items() if value is not None)


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
