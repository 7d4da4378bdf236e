"""Messages that ask for a new picture."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.single import scene_slots, single_edit
from training.corpus.messages import EditMessage, Request
from training.corpus.speech.mentions import lone_view
from training.corpus.speech.noun_phrases import (
    NounPhrase,
    canonical_noun,
    noun_phrase,
    with_indefinite_article,
)
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.attributes import RELATIONS
from training.corpus.wordings.creation import (
    AVOIDING,
    BESIDE_IT,
    CREATE,
    CREATE_ANEW,
    CREATE_SECOND_SET,
    IN_DESCRIBED_SCENE,
    IN_NAMED_SCENE,
    RELATED,
    STYLE_FIRST,
    STYLE_LAST,
    THING_JOINS,
)
from training.corpus.wordings.shorthand import (
    CORRECTIONS,
    LIST_LABELS,
    LIST_SEPARATORS,
    LISTED_COLOR,
    LISTED_PLACE,
)


def create(speaker: Speaker, view: View) -> Request:
    """Draw a request for a new picture; the first one is sometimes worded as an edit."""
    if not view.pictures and speaker.chance(0.12):
        return _create_by_edit(speaker)
    return new_picture(speaker, anew=bool(view.pictures))


def _create_by_edit(speaker: Speaker) -> Request:
    """Draw an edit before there is a picture: "make the balloon yellow" asks for one of a yellow balloon."""
    noun = speaker.pick(list(lexicon.nouns()))
    imagined = lone_view(Brief(elements=(Element(what=noun),)))
    single = None
    while single is None or single.edit.rel:
        kind = speaker.pick(["add", "add", "recolor", "resize", "move", "count"])
        single = single_edit(speaker, imagined, kind)
    count = single.edit.count if single.edit.count != 1 else None
    edit = single.edit.model_copy(update={"op": "add", "count": count})
    return Request(single.text, Plan(intent="create", edits=(edit,)))


def new_picture(speaker: Speaker, anew: bool = False) -> Request:
    """Draw a request for a new picture.

    It has one to three things, maybe related, maybe a scene, a style, something to leave out.

    Args:
        speaker: Who asks.
        anew: Whether there is a picture already; a few things alone are then asked for in words that say so.
    """
    lang = speaker.lang
    if speaker.chance(0.12):
        message = _list_in_short(speaker)
        text = speaker.wording(CREATE_ANEW[lang]).format(things=message.text) if anew else message.text
        return Request(text, Plan(intent="create", edits=message.edits))
    things, edits = _things(speaker)
    for add in (_add_scene, _add_style, _add_avoided):
        things, more = add(speaker, things, edits)
        edits = [*edits, *more]
    patterns = CREATE_SECOND_SET if speaker.chance(0.2) else CREATE
    if anew and (len(edits) < 2 or speaker.chance(0.4)):
        patterns = CREATE_ANEW
    text = speaker.wording(patterns[lang]).format(things=things)
    return Request(text, Plan(intent="create", edits=tuple(edits)))


def _things(speaker: Speaker) -> tuple[str, list[Edit]]:
    """Draw one to three things in words, and the edits that add them."""
    number = int(speaker.rng.choice([1, 2, 3], p=[0.48, 0.37, 0.15]))
    phrases = [noun_phrase(speaker, trailing=number == 1) for _ in range(number)]
    edits = [Edit(op="add", **phrase.fields) for phrase in phrases]
    texts = [phrase.text for phrase in phrases]
    if number > 1 and speaker.chance(0.5):
        texts = [_relate(speaker, texts, edits), *texts[2:]]
    if number == 1 and speaker.chance(0.06):
        texts = [_corrected_thing(speaker, phrases[0])]
    things = texts[0]
    for text in texts[1:]:
        things += speaker.pick(THING_JOINS[speaker.lang]) + text
    return things, edits


def _relate(speaker: Speaker, texts: list[str], edits: list[Edit]) -> str:
    """Put a relation between the first two things into their edits, and return both in words."""
    kind = speaker.pick(list(lexicon.RELATIONS))
    first, second = edits[:2]
    if speaker.chance(0.35):
        edits[1] = second.model_copy(update={"rel": kind, "of": first.what})
        return _beside_it(speaker, kind, texts)
    edits[0] = first.model_copy(update={"rel": kind, "of": second.what})
    side = speaker.pick(RELATIONS[speaker.lang][kind])
    return speaker.pick(RELATED[speaker.lang]).format(a=texts[0], b=texts[1], side=side)


def _beside_it(speaker: Speaker, kind: str, texts: list[str]) -> str:
    """Return the first thing, and the second one beside "it"."""
    first, second = texts[:2]
    side = speaker.pick(RELATIONS[speaker.lang][kind])
    sides = [side]
    if speaker.lang == "en":
        sides = [f"{side} it"]
        direction = kind.split()[0]
        sides += [f"to its {direction}", f"on its {direction}"] if kind.endswith("of") else []
    # In English every pattern draws its own side; in Chinese there is one.
    options = [pattern.format(a=first, b=second, side=speaker.pick(sides)) for pattern in BESIDE_IT[speaker.lang]]
    return speaker.pick(options)


def _corrected_thing(speaker: Speaker, phrase: NounPhrase) -> str:
    """Put another thing before the one that is meant, and correct it."""
    wrong = speaker.noun()
    if canonical_noun(wrong) == phrase.noun:
        return phrase.text
    first = f"a {wrong}" if speaker.lang == "en" else wrong
    return first + speaker.pick(CORRECTIONS[speaker.lang]) + phrase.text


def _add_scene(speaker: Speaker, things: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    lang = speaker.lang
    if speaker.chance(0.3):
        words, canonical = speaker.described_scene()
        text = speaker.pick(IN_DESCRIBED_SCENE[lang]).format(things=things, scene=words)
    elif speaker.chance(0.4):
        words, canonical = speaker.random_scene()
        inside = scene_slots(words, canonical)["in_scene"]
        article = "the" if len(edits) > 1 else "a"
        pattern = speaker.pick(IN_NAMED_SCENE[lang])
        text = pattern.format(things=things, scene=words, inside=inside, article=article)
    else:
        return things, []
    return text, [Edit(op="scene", to=canonical)]


def _add_style(speaker: Speaker, things: str, _: list[Edit]) -> tuple[str, list[Edit]]:
    if not speaker.chance(0.4):
        return things, []
    words, canonical = speaker.random_style()
    patterns = STYLE_FIRST if speaker.chance(0.25) else STYLE_LAST
    text = speaker.pick(patterns[speaker.lang]).format(style=words, things=things)
    return text, [Edit(op="style", to=canonical)]


def _add_avoided(speaker: Speaker, things: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    if not speaker.chance(0.08):
        return things, []
    what = speaker.noun()
    if canonical_noun(what) in [lexicon.noun(e.what or "") or e.what for e in edits]:
        return things, []
    tail = speaker.pick(AVOIDING[speaker.lang]).format(what=what, whats=lexicon.plural(what))
    return things + tail, [Edit(op="avoid", what=what)]


def _list_in_short(speaker: Speaker) -> EditMessage:
    """Draw the things of a new picture as a list, each maybe with its colour and place, then scene and style."""
    while True:
        parts, edits = _listed_things(speaker)
        for kind, share in (("scene", 0.6), ("style", 0.3)):
            if speaker.chance(share):
                words, canonical = speaker.random_scene() if kind == "scene" else speaker.random_style()
                parts.append(speaker.pick(LIST_LABELS[kind][speaker.lang]) + words)
                edits.append(Edit(op=kind, to=canonical))
        separator = speaker.pick(LIST_SEPARATORS[speaker.lang])
        nouns = [canonical_noun(edit.what) for edit in edits if edit.what]
        if len(set(nouns)) == len(nouns):
            end = speaker.pick([".", ""]) if separator == ". " else ""
            return EditMessage(separator.join(parts) + end, tuple(edits))


def _listed_things(speaker: Speaker) -> tuple[list[str], list[Edit]]:
    parts: list[str] = []
    edits: list[Edit] = []
    places = [str(place) for place in speaker.rng.permutation(list(lexicon.PLACES))]
    for number in range(int(speaker.rng.choice([1, 2, 3], p=[0.25, 0.55, 0.2]))):
        what = speaker.noun()
        color = speaker.pick(list(lexicon.COLORS)) if speaker.chance(0.6) else None
        place = places[number] if speaker.chance(0.8) else None
        parts.append(_listed_thing(speaker, what, color, place))
        edits.append(Edit(op="add", what=what, color=color, place=place))
    return parts, edits


def _listed_thing(speaker: Speaker, what: str, color: str | None, place: str | None) -> str:
    lang = speaker.lang
    color_words = speaker.color(color) if color else ""
    place_words = speaker.place(place) if place else ""
    thing = what
    if color:
        thing = speaker.pick(LISTED_COLOR[lang]).format(what=what, color=color_words)
    elif lang == "en":
        thing = speaker.pick([what, what, with_indefinite_article(what)])
    return speaker.pick(LISTED_PLACE[lang]).format(thing=thing, place=place_words) if place else thing
