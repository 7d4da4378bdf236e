"""Wordings of a brief for the painter: mostly the studio's own, sometimes others, so that it listens to words."""

from __future__ import annotations

import numpy as np

from agent.brief.model import Brief, Element
from agent.brief.wording import NUMBERS
from agent.brief.wording import brief_prompt
from agent.brief.wording import element_phrase
from tools.vocabulary.storybook import lexicon

FRAMES = ("{}", "a picture of {}", "there is {}", "{} in the picture", "draw {}")
FRAME_SHARES = (0.6, 0.1, 0.1, 0.1, 0.1)
SYNONYM = 0.25
"""Share of things that go by another of their names, and of sizes told in another word."""


def _phrase(rng: np.random.Generator, element: Element) -> str:
    """The thing in the prompt's words, or with a synonym."""
    what, words = element.what, element_phrase(element)
    if rng.random() < SYNONYM and element.count == 1:
        what = str(rng.choice(lexicon.nouns()[what].english))
        words = element_phrase(element.model_copy(update={"what": what}))
    if element.size and rng.random() < SYNONYM:
        others = [name for name in lexicon.SIZES[element.size] if name.isascii() and " " not in name]
        words = words.replace(f"{element.size} ", f"{rng.choice([element.size, *others])} ", 1)
    return words


def caption(rng: np.random.Generator, brief: Brief) -> str:
    """The studio's prompt, or a looser wording of it."""
    if rng.random() < 0.6:
        return brief_prompt(brief)
    parts = [_phrase(rng, e) for e in brief.elements]
    if brief.relations and rng.random() < 0.7:
        r = brief.relations[0]
        subject, other = brief.element(r.subject), brief.element(r.object)
        if subject and other:
            pair = {subject.what, other.what}
            rest = [_phrase(rng, e) for e in brief.elements if e.what not in pair]
            kind = str(rng.choice([r.kind, *(n for n in lexicon.RELATIONS[r.kind] if n.isascii())]))
            parts = [f"{_phrase(rng, subject)} {kind} {_phrase(rng, other)}", *rest]
    else:
        parts += [f"the {r.subject} {r.kind} the {r.object}" for r in brief.relations]
        rng.shuffle(parts)
    text = " and ".join(parts) if rng.random() < 0.4 else ", ".join(parts)
    text = str(rng.choice(FRAMES, p=FRAME_SHARES)).format(text)
    if brief.scene:
        names = [brief.scene, *(n for n in lexicon.SCENES[brief.scene] if n.isascii())]
        text += f", {rng.choice(names)}" if rng.random() < 0.5 else f", {brief.scene} background"
    if brief.style:
        names = [brief.style, *(n for n in lexicon.STYLES[brief.style] if n.isascii())]
        text = f"{rng.choice(names)} of {text}" if rng.random() < 0.3 else f"{text}, {rng.choice(names)}"
    if rng.random() < 0.25:
        for number, word in NUMBERS.items():
            if number > 1:
                text = text.replace(f"{word} ", f"{number} ")
    return text


def edit_caption(words: str, after: str) -> str:
    """What the editor hears: the change, then what the picture must show after it."""
    return f"{words}: {after}"
