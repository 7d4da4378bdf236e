"""A brief and its edits in English, as painters and editors are prompted."""

from __future__ import annotations

import re

from agent.brief.edits import Edit, element_of
from agent.brief.model import POSITIONS, Brief, Element
from tools.vocabulary.colors import head_word
from tools.vocabulary.english import plural, with_article

NUMBERS = {1: "a", 2: "two", 3: "three", 4: "four"}
PLACE_WORDS = {
    "left": "on the left", "right": "on the right", "center": "in the center",
    "top": "at the top", "bottom": "at the bottom", "top left": "in the top left corner",
    "top right": "in the top right corner", "bottom left": "in the bottom left corner",
    "bottom right": "in the bottom right corner", "background": "in the background", "foreground": "in the foreground",
}  # fmt: skip
_WHOLE_PHRASE = re.compile(r"(?:an?|the|in|on|at|by|under|inside|among|over) |.*[^\x00-\x7f]", re.IGNORECASE)
"""How a scene or style begins that is a phrase of its own: "the harbour of a small town"."""


def element_phrase(element: Element) -> str:
    """One element in words: "two small red balloons on the left", "a man (old, yellow raincoat)"."""
    phrase = _bare_phrase(element)
    return f"{phrase} ({', '.join(element.attributes)})" if element.attributes else phrase


def _bare_phrase(element: Element) -> str:
    noun = element.noun if element.count == 1 else plural(element.noun)
    place = PLACE_WORDS.get(element.place or "", element.place)
    words = (element.size, element.color, noun, element.doing, place)
    text = " ".join(word for word in words if word)
    if element.count == 1:
        return with_article(text, element.noun)
    return f"{NUMBERS.get(element.count, str(element.count))} {text}"


def brief_prompt(brief: Brief) -> str:
    """The brief as a prompt: every requirement once, in a fixed order."""
    parts = [element_phrase(element) for element in brief.elements]
    parts += [f"the {r.subject} {relation_phrase(r.kind, r.landmark)}" for r in brief.relations]
    parts += [_named(words, kind) for kind, words in (("scene", brief.scene), ("style", brief.style)) if words]
    parts += [aspect_phrase(kind, words) for kind, words in brief.aspects if kind != "format"]
    return ", ".join([*parts, *brief.notes])


def relation_phrase(kind: str, landmark: str) -> str:
    """How something stands to one thing or two: "above the castle", "between the dog and the tree"."""
    return f"{kind} the {landmark.replace(' and ', ' and the ', 1) if kind == 'between' else landmark}"


def _named(words: str, kind: str) -> str:
    """A scene or style with its kind, where the words are no whole phrase: "night scene", "the harbour at dawn"."""
    return words if _WHOLE_PHRASE.match(words) else f"{words} {kind}"


def aspect_phrase(kind: str, words: str) -> str:
    """What is said of an aspect: "wide shot", "mood: quiet", "the words “OPEN” written in it"."""
    match kind:
        case "lettering":
            return f"the words “{words}” written in it"
        case "weather":
            return {"rain": "rain falling", "snow": "snow falling"}.get(words, words)
        case "look":
            return f"in {words}" if words == "black and white" else words
        case "mood" | "light" | "palette" if not re.search(rf"\b{kind}", words):
            return f"{kind}: {words}"
        case _:
            return words


def edit_instruction(edit: Edit) -> str:
    """One edit as an instruction for an editor model: "make the balloon blue"."""
    match edit.op:
        case "add":
            words = element_phrase(element_of(edit, edit.what or ""))
            return f"add {words}" + (f" {relation_phrase(edit.rel, edit.of)}" if edit.rel and edit.of else "")
        case "remove" | "avoid":
            return f"remove the {edit.what or edit.to}"
        case "replace":
            words = element_phrase(element_of(edit, edit.to or ""))
            return f"replace the {edit.what} with {words}"
        case "change":
            return _change_instruction(edit)
        case "swap":
            return f"swap the {edit.to}s of the {edit.what} and the {edit.of}"
        case _:
            return _whole_instruction(edit)


def _whole_instruction(edit: Edit) -> str:
    match edit.op:
        case "look":
            return f"show it in {edit.to}"
        case "note":
            return edit.to or ""
        case "lettering":
            return f"write the words “{edit.to}” in the picture"
        case "clear":
            return f"no longer any particular {edit.what or edit.to}"
        case _:
            return f"change the {edit.op} to {edit.to}"


def _change_instruction(edit: Edit) -> str:
    values = [str(v) for k, v in edit.values.items() if k in ("size", "color")]
    parts = [f"make the {edit.what} {' and '.join(values)}"] if values else []
    if edit.count:
        parts.append(f"show {element_phrase(Element(what=edit.what or '', count=edit.count))}")
    if edit.place:
        parts.append(f"move the {edit.what} to the {edit.place}")
    if edit.rel and edit.of:
        parts.append(
            f"{'move' if edit.rel in POSITIONS else 'show'} the {edit.what} {relation_phrase(edit.rel, edit.of)}"
        )
    if edit.doing:
        parts.append(f"show the {edit.what} {edit.doing}")
    return ", ".join([*parts, *_attribute_instructions(edit)]) or "no change"


def _attribute_instructions(edit: Edit) -> list[str]:
    """What an edit says in free words; what takes the place of something is told with it."""
    of = f"of the {edit.what}"
    swapped = {new: old for new in edit.attributes for old in edit.without if head_word(new) == head_word(old)}
    parts = [f"change the {old} {of} to {new}" for new, old in swapped.items()]
    parts += [f"no longer show the {old} {of}" for old in edit.without if old not in swapped.values()]
    added = [new for new in edit.attributes if new not in swapped]
    return [*parts, f"show the {edit.what} with {' and '.join(added)}"] if added else parts


def edit_instructions(edits: list[Edit]) -> str:
    """All edits as one instruction for an editor model."""
    return "; ".join(edit_instruction(edit) for edit in edits) or "no change"
