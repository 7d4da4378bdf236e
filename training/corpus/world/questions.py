"""Questions about the picture: they are answered, and nothing is painted."""

from __future__ import annotations

import re

from agent.director.plan import Plan
from agent.director.pocket.candidates import message_candidates
from agent.director.view import View
from training.corpus.messages import Request
from training.corpus.speech.mentions import picture_number
from training.corpus.speech.speaker import Speaker
from training.corpus.speech.things import things
from training.corpus.wordings.world.questions import ASK, OF_PICTURE, PLACE_NAMES
from training.corpus.wordings.world.settings import DOINGS
from training.corpus.world.phrases import Said, noun_word, random_count, say, sayable
from training.corpus.world.words import (
    DOERS,
    color_word,
    measure_of,
    number_word,
    plural,
    random_color,
    random_thing,
    random_word,
    scene_phrase,
)

GROUP_WORDS = {
    "en": ["people", "animals", "things", "flowers", "birds", "fruit", "balls"],
    "zh": ["人", "动物", "东西", "花", "鸟", "水果", "球"],
}
_OTHERS = 0.12
"""How often another picture is asked about."""


def _one(speaker: Speaker, view: View, doer: bool = False) -> Said | None:
    elements = sayable(speaker, view.brief)
    if doer:
        elements = [e for e in elements if e.noun in things() and things()[e.noun].group in DOERS] or elements
    return say(speaker, view, speaker.pick(elements)) if elements else None


_SUBJECTS = {"him": "he", "her": "she", "them": "they"}
_SEVERAL = {"is": "are", "does": "do", "has": "have"}


def _question(speaker: Speaker, kind: str, said: Said, **slots: str) -> str:
    """A question about an element; English verbs and pronouns agree with it."""
    pattern = speaker.wording(ASK[kind][speaker.lang])
    if speaker.lang == "zh":
        return pattern.format(a=said.text, **slots)
    if said.element.count > 1:
        pattern = re.sub(r"\b(is|does|has)(?= \{a\})|(?<=\{a\} )(is|does|has)\b", lambda f: _SEVERAL[f[0]], pattern)
        pattern = pattern.replace("where's {a}", "where are {a}")
    # "What is he holding", but "what is behind him".
    is_subject = re.search(r"(?:\b(?:is|are|does|do|has|have|did)|where's) \{a\}|^\{a\}", pattern)
    return pattern.format(a=_SUBJECTS.get(said.text, said.text) if is_subject else said.text, **slots)


def _color(text: str, speaker: Speaker) -> str:
    return text.replace("colou?r", speaker.pick(["color", "colour"]))


def _where(speaker: Speaker, view: View) -> Request | None:
    said = _one(speaker, view)
    if said is None:
        return None
    text = _question(speaker, "where", said)
    return Request(text, Plan(intent="answer", method="where", what=said.name))


def _count(speaker: Speaker, view: View) -> Request | None:
    elements = sayable(speaker, view.brief)
    if speaker.chance(0.15) or not elements:
        word = speaker.pick(GROUP_WORDS[speaker.lang])
        measure, whats = "个", word
    else:
        element = speaker.pick(elements)
        word = noun_word(speaker, element)
        known = things().get(element.noun)
        measure = measure_of(speaker, known) if known else "个"
        whats = plural(word) if speaker.lang == "en" else word
    number, other = random_count(speaker), random_count(speaker)
    text = speaker.wording(ASK["count"][speaker.lang]).format(
        whats=whats, u=measure, n=number_word(speaker, number, measure), m=number_word(speaker, other % 12 + 1, measure)
    )
    return Request(text, Plan(intent="answer", method="count", what=whats))


def _tint(speaker: Speaker, view: View) -> Request | None:
    said = _one(speaker, view)
    if said is None:
        return None
    true = said.element.color
    x = color_word(speaker, true) if true and speaker.chance(0.5) else random_color(speaker)[0]
    text = _question(speaker, "color", said, x=x, y=random_color(speaker)[0])
    return Request(_color(text, speaker), Plan(intent="answer", method="color", what=said.name))


def _exists(speaker: Speaker, view: View) -> Request:
    elements = sayable(speaker, view.brief)
    if elements and speaker.chance(0.4):
        word = noun_word(speaker, speaker.pick(elements))
    elif speaker.chance(0.1):
        word = speaker.pick(["people", "birds"] if speaker.lang == "en" else ["人", "鸟"])
    else:
        word = random_word(speaker, random_thing(speaker))
    whats = plural(word) if speaker.lang == "en" and word != "people" and not word.endswith("s") else word
    text = speaker.wording(ASK["exists"][speaker.lang]).format(base=word, whats=whats, the=f"the {word}")
    what = whats if whats in message_candidates(text) and whats in text else word
    return Request(text, Plan(intent="answer", method="exists", what=what))


def _pair(speaker: Speaker, view: View) -> tuple[Said, Said] | None:
    elements = sayable(speaker, view.brief)
    if len(elements) < 2:
        return None
    first, second = speaker.pick_two(elements)
    return say(speaker, view, first), say(speaker, view, second, pronoun=False)


def _of_two(speaker: Speaker, view: View, kind: str) -> Request | None:
    pair = _pair(speaker, view)
    if pair is None:
        return None
    one, other = pair
    text = _question(speaker, kind, one, b=other.text)
    method = "relation" if kind == "holds" else kind
    return Request(text, Plan(intent="answer", method=method, what=one.name, of=other.name))


def _bigger(speaker: Speaker, view: View) -> Request | None:
    return _of_two(speaker, view, "bigger")


def _relation(speaker: Speaker, view: View) -> Request | None:
    return _of_two(speaker, view, "holds" if speaker.chance(0.35) else "relation")


def _who(speaker: Speaker, view: View) -> Request | None:
    if speaker.chance(0.2):
        words = speaker.pick(list(PLACE_NAMES[speaker.lang]))
        text = speaker.wording(ASK["who_at"][speaker.lang]).format(place=words)
        return Request(
            text, Plan(intent="answer", method="who", what=words if words in message_candidates(text) else None)
        )
    said = _one(speaker, view, doer=True)
    if said is None:
        return None
    text = _question(speaker, "who", said)
    return Request(text, Plan(intent="answer", method="who", what=said.name))


def _doing(speaker: Speaker, view: View) -> Request | None:
    said = _one(speaker, view, doer=True)
    if said is None:
        return None
    acts = [speaker.pick(DOINGS[key][speaker.lang]) for key in speaker.pick_two(list(DOINGS))]
    text = _question(speaker, "doing", said, ing=acts[0], other=acts[1])
    return Request(text, Plan(intent="answer", method="doing", what=said.name))


def _place(speaker: Speaker, view: View) -> Request:
    del view
    text = speaker.wording(ASK["place"][speaker.lang]).format(in_scene=scene_phrase(speaker)[0])
    return Request(text, Plan(intent="answer", method="place"))


_QUESTIONS = (
    _where,
    _where,
    _count,
    _count,
    _tint,
    _tint,
    _exists,
    _exists,
    _bigger,
    _relation,
    _relation,
    _who,
    _who,
    _doing,
    _doing,
    _place,
)


def world_answer(speaker: Speaker, view: View) -> Request | None:
    """Draw a question about the picture, now and then about another one."""
    if not view.pictures:
        return None
    request = speaker.pick(_QUESTIONS)(speaker, view)
    if request is None or view.pictures < 2 or not speaker.chance(_OTHERS):
        return request
    number = int(speaker.rng.integers(1, view.pictures + 1))
    text = speaker.wording(OF_PICTURE[speaker.lang]).format(pic=picture_number(speaker, number), q=request.text)
    return Request(text, request.plan.model_copy(update={"picture": number}))
