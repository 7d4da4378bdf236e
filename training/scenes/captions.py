"""Wordings of a brief for the painter: mostly the studio's own prompt, sometimes others.

The others keep the painter attentive to words.
"""

from __future__ import annotations

import numpy as np

from agent.brief.model import Brief, Element, Relation
from agent.brief.wording import NUMBERS, brief_prompt, element_phrase
from tools.vocabulary.storybook import lexicon

FRAMES = ("{}", "a picture of {}", "there is {}", "{} in the picture", "draw {}")
FRAME_SHARES = (0.6, 0.1, 0.1, 0.1, 0.1)
PLAIN_PROMPT = 0.6
"""Share of captions that are the studio's own prompt."""
SYNONYM = 0.25
"""Share of things that go by another of their names, and of sizes given in another word."""


def _english(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name.isascii()]


def _phrase(rng: np.random.Generator, element: Element) -> str:
    """Return the element in the prompt's words, or with a synonym."""
    phrase = element_phrase(element)
    if rng.random() < SYNONYM and element.count == 1:
        name = str(rng.choice(lexicon.nouns()[element.what].english))
        phrase = element_phrase(element.model_copy(update={"what": name}))
    if element.size and rng.random() < SYNONYM:
        synonyms = [name for name in _english(lexicon.SIZES[element.size]) if " " not in name]
        phrase = phrase.replace(f"{element.size} ", f"{rng.choice([element.size, *synonyms])} ", 1)
    return phrase


def _join_by_relation(rng: np.random.Generator, brief: Brief, relation: Relation) -> list[str]:
    """Return the phrases of all elements, the two of a relation joined by it."""
    by_name = {element.what: element for element in brief.elements}
    subject = by_name[relation.subject]
    other = by_name[relation.object]
    pair = {subject.what, other.what}
    rest = [_phrase(rng, e) for e in brief.elements if e.what not in pair]
    kind = str(rng.choice([relation.kind, *_english(lexicon.RELATIONS[relation.kind])]))
    return [f"{_phrase(rng, subject)} {kind} {_phrase(rng, other)}", *rest]


def caption(rng: np.random.Generator, brief: Brief) -> str:
    """Return the studio's prompt, or a looser wording of it."""
    if rng.random() < PLAIN_PROMPT:
        return brief_prompt(brief)
    parts = [_phrase(rng, e) for e in brief.elements]
    if brief.relations and rng.random() < 0.7:
        parts = _join_by_relation(rng, brief, brief.relations[0])
    else:
        parts += [f"the {r.subject} {r.kind} the {r.object}" for r in brief.relations]
        rng.shuffle(parts)
    text = " and ".join(parts) if rng.random() < 0.4 else ", ".join(parts)
    text = str(rng.choice(FRAMES, p=FRAME_SHARES)).format(text)
    if brief.scene:
        names = [brief.scene, *_english(lexicon.SCENES[brief.scene])]
        text += f", {rng.choice(names)}" if rng.random() < 0.5 else f", {brief.scene} background"
    if brief.style:
        names = [brief.style, *_english(lexicon.STYLES[brief.style])]
        text = f"{rng.choice(names)} of {text}" if rng.random() < 0.3 else f"{text}, {rng.choice(names)}"
    if rng.random() < 0.25:
        for number, word in NUMBERS.items():
            if number > 1:
                text = text.replace(f"{word} ", f"{number} ")
    return text


def edit_caption(change: str, after: str) -> str:
    """Return the editor's prompt: the change, then what the picture must show after it."""
    return f"{change}: {after}"
