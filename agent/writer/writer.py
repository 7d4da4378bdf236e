"""A language model writes the prompt of a brief, or the instruction of its edits, as the painter's family expects."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from threading import Event
from typing import TYPE_CHECKING, Any

from agent import limits
from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.brief.wording import aspect_phrase, edit_instruction, element_phrase, relation_phrase
from agent.writer.fidelity import Asked, asked_by_brief, asked_by_edits, find_faults
from tools.engines.base import LanguageModel
from tools.engines.diffusers.prompting import Prompting
from tools.engines.language.replies import json_objects, without_thoughts
from tools.text import detect_language, one_line

if TYPE_CHECKING:
    from jinja2 import Template

log = logging.getLogger("gouache")
_LONGEST = {"words": 400, "sentence": 800, "description": 1800, "instruction": 700}
"""Characters of what is written at most; tools take 2000 of a prompt and 1000 of an instruction."""
_LANGUAGES = {"en": "English", "zh": "Chinese"}


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("agent", "writer/templates")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True)
    return environment.get_template(f"{name}.jinja")


class PromptWriter:
    """Writes for one painter. What a text loses or invents is told to the model once; then there is no text.

    Attributes:
        calls: How often the language model was asked.
        drafts: What it wrote for the newest text, one after the other; empty where there was no text in an answer.
    """

    def __init__(self, model: LanguageModel, prompting: Prompting) -> None:
        self.model, self.prompting = model, prompting
        self.calls = 0
        self.drafts: list[str] = []

    def prompt(self, brief: Brief, cancel: Event) -> str | None:
        """The brief as a prompt; None where the model wrote none that says it.

        Raises:
            Cancelled: the person stopped it.
        """
        asked = asked_by_brief(brief)
        lines = brief_lines(brief)
        return self._write("prompt", lines, asked, _LONGEST[self.prompting.caption], cancel)

    def instruction(self, edits: Sequence[Edit], brief: Brief, cancel: Event) -> str | None:
        """Edits as an instruction; None where the model wrote none that says them.

        Args:
            edits: What changes.
            brief: What the picture shows after them.
            cancel: Set to stop.

        Raises:
            Cancelled: the person stopped it.
        """
        asked = asked_by_edits(edits, brief)
        lines = [edit_instruction(edit) for edit in edits if edit.op != "format"]
        return self._write("instruction", lines, asked, _LONGEST["instruction"], cancel)

    def _write(self, task: str, lines: list[str], asked: Asked, longest: int, cancel: Event) -> str | None:
        self.drafts = []
        if not lines:
            return None
        own = detect_language(" ".join(asked.atoms)) or "en"
        system = _template(task).render(
            caption=self.prompting.caption,
            language=_LANGUAGES["en" if self.prompting.language == "en" else own],
            lettering=bool(asked.lettering),
            absent=bool(asked.absent),
        )
        said = "\n".join([f"- {line}" for line in lines] + [f"- absent: {name}" for name in asked.absent])
        messages = [{"role": "system", "content": system}, {"role": "user", "content": said}]
        text_schema = {"type": "string", "minLength": 1, "maxLength": longest}
        schema: dict[str, Any] = {
            "type": "object", "properties": {"text": text_schema}, "required": ["text"], "additionalProperties": False,
        }  # fmt: skip
        for _ in range(1 + limits.REPAIRS):
            self.calls += 1
            answer = self.model.write(messages, schema, cancel, longest // 2)
            text = _text_of(answer)[:longest]
            self.drafts.append(text)
            wrong = find_faults(text, asked).sentences() if text else ["There is no text in the answer."]
            if not wrong:
                return text
            log.info("a written prompt was refused: %s It was: %s", " ".join(wrong), text)
            messages = [
                *messages,
                {"role": "assistant", "content": answer},
                {"role": "user", "content": f"{' '.join(wrong)} Write it again without that mistake."},
            ]
        return None


def brief_lines(brief: Brief) -> list[str]:
    """A brief as the list that the language model is given, a line each."""
    lines = [
        element_phrase(element.model_copy(update={"color": None})) + (f", {element.color}" if element.color else "")
        for element in brief.elements
    ]
    lines += [f"the {r.subject} is {relation_phrase(r.kind, r.landmark)}" for r in brief.relations]
    lines += [f"{kind}: {words}" for kind, words in (("scene", brief.scene), ("style", brief.style)) if words]
    lines += [
        aspect_phrase(kind, words) if kind == "lettering" else f"{kind}: {words}"
        for kind, words in brief.aspects
        if kind != "format"
    ]
    return [*lines, *brief.notes]


def _text_of(answer: str) -> str:
    """The text in an answer, on one line; empty where there is none."""
    for value in reversed(list(json_objects(without_thoughts(answer)))):
        if isinstance(value.get("text"), str) and value["text"].strip():
            return one_line(value["text"], len(value["text"]))
    return ""
