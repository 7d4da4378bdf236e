"""A brief and its edits in English, as painters and editors are prompted."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from tools.vocabulary.english import plural, with_article

NUMBERS = {1: "a", 2: "two", 3: "three", 4: "four"}
PLACE_WORDS = {
    "left": "on the left", "right": "on the right", "center": "in the center",
    "top": "at the top", "bottom": "at the bottom",
}  # fmt: skip


def element_phrase(element: Element) -> str:
    """One element in words: "two small red balloons on the left"."""
    noun = element.what if element.count == 1 else plural(element.what)
    place = PLACE_WORDS.get(element.place or "", element.place)
    text = " ".join(word for word in (element.size, element.color, noun, place) if word)
    if element.count == 1:
        return with_article(text, element.what)
    return f"{NUMBERS.get(element.count, str(element.count))} {text}"


def brief_prompt(brief: Brief) -> str:
    """The brief as a prompt: every requirement once, in a fixed order."""
    parts = [element_phrase(element) for element in brief.elements]
    parts += [f"the {r.subject} {r.kind} the {r.object}" for r in brief.relations]
    if brief.scene:
        parts.append(f"{brief.scene} scene")
    if brief.style:
        parts.append(f"{brief.style} style")
    return ", ".join([*parts, *brief.notes])


def edit_instruction(edit: Edit) -> str:
    """One edit as an instruction for an editor model: "make the balloon blue"."""
    match edit.op:
        case "add":
            words = element_phrase(Element.model_validate({"what": edit.what, **edit.attributes}))
            return f"add {words}" + (f" {edit.rel} the {edit.of}" if edit.rel and edit.of else "")
        case "remove" | "avoid":
            return f"remove the {edit.what or edit.to}"
        case "replace":
            words = element_phrase(Element.model_validate({"what": edit.to, **edit.attributes}))
            return f"replace the {edit.what} with {words}"
        case "scene" | "style":
            return f"change the {edit.op} to {edit.to}"
        case "note":
            return edit.to or ""
        case "change":
            return _change_instruction(edit)


def _change_instruction(edit: Edit) -> str:
    values = [str(v) for k, v in edit.attributes.items() if k in ("size", "color")]
    parts = [f"make the {edit.what} {' and '.join(values)}"] if values else []
    if edit.count:
        parts.append(f"show {element_phrase(Element(what=edit.what or '', count=edit.count))}")
    if edit.place:
        parts.append(f"move the {edit.what} to the {edit.place}")
    if edit.rel and edit.of:
        parts.append(f"move the {edit.what} {edit.rel} the {edit.of}")
    return ", ".join(parts) or "no change"


def edit_instructions(edits: list[Edit]) -> str:
    """All edits as one instruction for an editor model."""
    return "; ".join(edit_instruction(edit) for edit in edits) or "no change"
