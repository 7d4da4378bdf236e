"""Changes of what a picture shows: where a thing stands, what it holds, wears and does, its colour, size and number."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.model import Element
from agent.director.view import View
from training.corpus.edits.single import resize_slots
from training.corpus.messages import EditMessage
from training.corpus.speech.noun_phrases import canonical_noun
from training.corpus.speech.speaker import Speaker
from training.corpus.speech.things import things
from training.corpus.wordings.edits import EDITS
from training.corpus.wordings.world.relations import DO_ACT, GIVE, PLACE_AT, PLACES, WEAR
from training.corpus.wordings.world.settings import DOINGS
from training.corpus.world.aspects import KINDS, aspect_edit
from training.corpus.world.phrases import (
    noun_word,
    random_count,
    random_phrase,
    relation_to_it,
    relation_words,
    say,
    sayable,
)
from training.corpus.world.states import POSITIONS
from training.corpus.world.words import DOERS, HELD, measure_of, number_word, plural, random_color

JOINS = {"en": [" and ", ", and ", ", ", ". ", ", then "], "zh": ["，", "，再", "，还有", "。", "，然后"]}


def _doers(elements: list[Element]) -> list[Element]:
    return [e for e in elements if e.noun in things() and things()[e.noun].group in DOERS]


def stands(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a thing of the picture that is to stand to another, between two, or at a place."""
    elements = sayable(speaker, view.brief)
    if not elements:
        return None
    subject = say(speaker, view, speaker.pick(elements))
    others = [e for e in elements if e is not subject.element]
    if not others or speaker.chance(0.3):
        place = speaker.pick(list(PLACES))
        where = speaker.pick(PLACES[place][speaker.lang])
        text = speaker.wording(PLACE_AT[speaker.lang]).format(a=subject.text, where=where)
        return EditMessage(text, (Edit(op="change", what=subject.name, place=place),))
    rel = speaker.pick([*POSITIONS, "next to", "on", "behind"])
    landmark = speaker.pick(others)
    if len(others) > 1 and speaker.chance(0.2):
        rel = "between"
        one, other = (say(speaker, view, e, pronoun=False) for e in speaker.pick_two(others))
        sign = " and " if speaker.lang == "en" else speaker.pick(["和", "跟"])
        where, of = relation_words(speaker, rel, f"{one.text}{sign}{other.text}"), f"{one.name} and {other.name}"
    elif view.focus == landmark.what and speaker.chance(0.4):
        where, of = relation_to_it(speaker, rel), landmark.what
    else:
        known = say(speaker, view, landmark, pronoun=False)
        where, of = relation_words(speaker, rel, known.text), known.name
    text = speaker.wording(PLACE_AT[speaker.lang]).format(a=subject.text, where=where)
    return EditMessage(text, (Edit(op="change", what=subject.name, rel=rel, of=of),))


def gives(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw something for a thing of the picture to hold or wear, which is new or there already."""
    doers = _doers(sayable(speaker, view.brief))
    if not doers:
        return None
    subject = say(speaker, view, speaker.pick(doers))
    wears = speaker.chance(0.5)
    patterns = (WEAR if wears else GIVE)[speaker.lang]
    rel = "wearing" if wears else "holding"
    groups = ("clothes",) if wears else HELD
    there = [
        e
        for e in sayable(speaker, view.brief)
        if e is not subject.element and e.noun in things() and things()[e.noun].group in groups
    ]
    several = subject.element.count > 1
    owner = {"en": "their" if several else speaker.pick(["its", "his", "her", "the"])}.get(speaker.lang, "")
    if there and speaker.chance(0.4):
        thing = say(speaker, view, speaker.pick(there), pronoun=False)
        text = speaker.wording(patterns).format(a=subject.text, b=thing.text, **{"as": owner})
        return EditMessage(text, (Edit(op="change", what=subject.name, rel=rel, of=thing.name),))
    phrase = random_phrase(speaker, *groups, single=True, plain=0.5)
    if canonical_noun(phrase.fields["what"]) in view.brief.names:
        return None
    text = speaker.wording(patterns).format(a=subject.text, b=phrase.text, **{"as": owner})
    new = Edit(op="add", **phrase.fields)
    return EditMessage(text, (new, Edit(op="change", what=subject.name, rel=rel, of=phrase.fields["what"])))


def acts(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw what a thing of the picture is to be doing."""
    doers = _doers(sayable(speaker, view.brief))
    if not doers:
        return None
    subject = say(speaker, view, speaker.pick(doers))
    doing = speaker.pick(list(DOINGS))
    words = speaker.pick(DOINGS[doing][speaker.lang])
    base = _base(doing) if words == doing else f"be {words}"
    text = speaker.wording(DO_ACT[speaker.lang]).format(a=subject.text, ing=words, base=base, zh=words)
    return EditMessage(text, (Edit(op="change", what=subject.name, doing=doing),))


def _base(gerund: str) -> str:
    """The verb of a gerund: "swim" of "swimming"."""
    irregular = {
        "dancing": "dance", "waving": "wave", "lying": "lie", "writing": "write", "skating": "skate", "sitting": "sit",
        "running": "run", "swimming": "swim",
    }  # fmt: skip
    return irregular.get(gerund, gerund.removesuffix("ing"))


def value(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw another colour, size or number for a thing of the picture."""
    elements = sayable(speaker, view.brief)
    if not elements:
        return None
    subject = say(speaker, view, speaker.pick(elements))
    kind = speaker.pick(["recolor", "recolor", "recolor", "resize", "count"])
    if kind == "recolor":
        words, color = random_color(speaker)
        text = speaker.wording(EDITS["recolor"][speaker.lang]).format(what=subject.text, color=words)
        return EditMessage(text, (Edit(op="change", what=subject.name, color=color),))
    if kind == "resize":
        size = speaker.pick(["small", "large"])
        text = speaker.wording(EDITS["resize"][speaker.lang]).format(what=subject.text, **resize_slots(speaker, size))
        return EditMessage(text, (Edit(op="change", what=subject.name, size=size),))
    if subject.element.kind is not None:
        return None
    count = random_count(speaker)
    word = noun_word(speaker, subject.element)
    known = things().get(subject.element.noun)
    number = number_word(speaker, count, measure_of(speaker, known) if known else "个")
    whats = plural(word) if speaker.lang == "en" else word
    text = speaker.wording(EDITS["count"][speaker.lang]).format(n=number, whats=whats, base=word, what=word)
    name = whats if whats in text else word
    return EditMessage(text, (Edit(op="change", what=name, count=count),))


_CHANGES = (stands, stands, stands, stands, gives, gives, gives, acts, acts, value, value)


def world_change(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a change of a thing, now and then with one of another or of the whole."""
    first = speaker.pick(_CHANGES)(speaker, view)
    if first is None or not speaker.chance(0.2):
        return first
    if speaker.chance(0.5):
        second = aspect_edit(speaker, speaker.pick(KINDS))
    else:
        other = speaker.pick(_CHANGES)(speaker, View(view.brief, None, 0, None, ()))
        if other is None or {e.what for e in other.edits} & {e.what for e in first.edits}:
            return first
        second = other
    text = f"{first.text.rstrip('?')}{speaker.pick(JOINS[speaker.lang])}{second.text}"
    return EditMessage(text, (*first.edits, *second.edits))
