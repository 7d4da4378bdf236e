"""Messages that ask for a new picture, or for new things in one, in the second edition's words."""

from __future__ import annotations

import re
from typing import NamedTuple

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.director.view import View
from training.corpus.messages import EditMessage, Request
from training.corpus.speech.noun_phrases import NounPhrase, canonical_noun
from training.corpus.speech.speaker import Speaker
from training.corpus.speech.things import Thing, things
from training.corpus.wordings.world.creation import (
    ADD,
    CORRECTED,
    CREATE,
    ENDS,
    JOINS,
    MORE_OF_KIND,
    SECOND_OF_KIND,
)
from training.corpus.wordings.world.relations import ADD_AT, CORNER_PAIRS, HOLDING, PLACES, WEARING
from training.corpus.wordings.world.settings import (
    LOOK_NAMES,
    OUTSIDE_STYLES,
    STYLE_NAMES,
    TIMES,
    WEATHERS,
)
from training.corpus.world.phrases import (
    noun_word,
    phrase_of,
    random_phrase,
    relation_to_it,
    relation_words,
    say,
    sayable,
)
from training.corpus.world.states import POSITIONS
from training.corpus.world.words import (
    HELD,
    SEATS,
    measure_of,
    plural,
    random_color,
    random_thing,
    random_word,
    scene_phrase,
    two_colors,
    with_article,
)

CONTAINERS = ("basket", "bucket", "bathtub", "cup", "box", "vase", "car", "bus", "boat", "shopping cart", "house")


class Part(NamedTuple):
    """Some things in words, and the edits that add them."""

    text: str
    edits: tuple[Edit, ...]


def _added(phrase: NounPhrase, **more: str) -> Edit:
    return Edit(op="add", **phrase.fields, **more)


def _pair(speaker: Speaker, *groups: str, single: bool = False) -> tuple[NounPhrase, NounPhrase] | None:
    first = random_phrase(speaker, *(("animal", "person") if speaker.chance(0.6) else ()), single=single)
    second = random_phrase(speaker, *groups, single=True, plain=0.6, doing=0.1)
    known = [canonical_noun(phrase.fields["what"]) for phrase in (first, second)]
    return None if known[0] == known[1] else (first, second)


def thing_beside_thing(speaker: Speaker) -> Part | None:
    """Draw a thing that stands to another, both new."""
    rel = speaker.pick([*POSITIONS, "next to", "on", "in", "behind", "in front of"])
    groups = SEATS if rel == "on" and speaker.chance(0.6) else ()
    pair = _pair(speaker, *groups)
    if rel == "in" and speaker.chance(0.7):
        box = things().get(speaker.pick(CONTAINERS))
        pair = (pair[0], phrase_of(speaker, box)) if pair and box else None
    if pair is None:
        return None
    first, second = pair
    if rel == "around" and "count" not in first.fields:
        rel = "next to"
    of = second.fields["what"]
    if speaker.lang == "zh":
        side = relation_words(speaker, rel, second.text)
        bare = first.text
        form = speaker.pick(["{a}在{side}", "{side}有{a}", "{side}站着{a}", "{a}，在{side}", "{a}，{side}"])
        if rel in ("on", "in", "below"):
            form = speaker.pick(["{a}在{side}", "{side}有{a}", "{side}放着{a}", "{a}，在{side}"])
        if rel == "around":
            form = speaker.pick(["{side}有{a}", "{a}在{side}", "{side}围着{a}"])
        return Part(form.format(a=bare, side=side), _placed(speaker, first, second, rel, of, form.startswith("{side}")))
    side = relation_words(speaker, rel, second.text)
    joint = speaker.pick([" ", " ", " ", ", ", " that is "])
    return Part(f"{first.text}{joint}{side}", _placed(speaker, first, second, rel, of, False))


def _placed(
    speaker: Speaker, first: NounPhrase, second: NounPhrase, rel: str, of: str, landmark_first: bool
) -> tuple[Edit, ...]:
    del speaker
    edits = (_added(first, rel=rel, of=of), _added(second))
    return edits[::-1] if landmark_first else edits


def holder(speaker: Speaker) -> Part | None:
    """Draw somebody who holds or wears something, both new."""
    wears = speaker.chance(0.5)
    first = random_phrase(speaker, "person", "animal", single=True, plain=0.55, doing=0.15)
    second = random_phrase(speaker, *(("clothes",) if wears else HELD), single=True, plain=0.5)
    if first.fields["what"] == second.fields["what"]:
        return None
    text = speaker.wording((WEARING if wears else HOLDING)[speaker.lang]).format(a=first.text, b=second.text)
    rel = "wearing" if wears else "holding"
    return Part(text, (_added(first, rel=rel, of=second.fields["what"]), _added(second)))


def two_that_differ(speaker: Speaker, view: View | None = None) -> Part:
    """Draw two of a kind that differ in colour, size or place."""
    del view
    thing = random_thing(speaker, "animal") if speaker.chance(0.3) else random_thing(speaker)
    kind = speaker.pick(["color", "color", "size", "place"])
    word = random_word(speaker, thing)
    if kind == "size" and word[0] in "大小":
        kind = "color"
    patterns = SECOND_OF_KIND[speaker.lang][kind]
    pattern = speaker.pick(patterns)
    (x, one), (y, other) = two_colors(speaker)
    text = pattern.format(x=x, y=y, one=word, ones=plural(word) if speaker.lang == "en" else word, m=thing.measure)
    if speaker.lang == "en":
        text = _with_articles(text)
    # The name as it is said: "two balloons, one red".
    what = plural(word) if speaker.lang == "en" and "{one}" not in pattern else word
    match kind:
        case "color":
            values = [{"color": one}, {"color": other}]
        case "size":
            values = [{"size": "large"}, {"size": "small"}]
        case _:
            values = [{"place": "left"}, {"place": "right"}]
    return Part(text, tuple(Edit.model_validate({"op": "add", "what": what, **value}) for value in values))


def _with_articles(text: str) -> str:
    """English text with "an" where a vowel follows."""
    words = text.split(" ")
    for at, word in enumerate(words[:-1]):
        if word == "a" and words[at + 1][:1] in "aeiou":
            words[at] = "an"
    return " ".join(words)


def between_two(speaker: Speaker) -> Part | None:
    """Draw a thing between two others, all new."""
    phrases = [random_phrase(speaker, single=True, plain=0.6) for _ in range(3)]
    names = [phrase.fields["what"] for phrase in phrases]
    if len({canonical_noun(name) for name in names}) < 3:
        return None
    a, b, c = phrases
    of = f"{names[1]} and {names[2]}"
    edits = (_added(a, rel="between", of=of), _added(b), _added(c))
    if speaker.lang == "en":
        pattern = speaker.pick(
            ["{a} between {b} and {c}", "{b} and {c}, {a} between them", "{b} and {c} with {a} in between"]
        )
    else:
        pattern = speaker.pick(["{b}和{c}，中间{a}", "{a}在{b}和{c}中间", "{b}和{c}之间有{a}", "{b}，{c}，当中{a}"])
    text = pattern.format(a=a.text, b=b.text, c=c.text)
    return Part(text, edits if pattern.startswith("{a}") else (*edits[1:], edits[0]))


def at_places(speaker: Speaker) -> Part:
    """Draw a thing at a corner or in the background, or one at each of several places."""
    if speaker.chance(0.3):
        places, ways = speaker.pick(CORNER_PAIRS[speaker.lang])
        thing = random_thing(speaker)
        word = random_word(speaker, thing)
        if speaker.lang == "en":
            text = f"{with_article(word)} {speaker.pick(ways)}"
        else:
            said = speaker.pick(ways)
            text = (
                f"{said}{speaker.pick(['各放', '都有', '各来'])}一{thing.measure}{word}"
                if "各" not in said
                else f"{word}，{said}"
            )
        return Part(text, tuple(Edit(op="add", what=word, place=place) for place in places))
    phrase = random_phrase(speaker)
    place = speaker.pick(list(PLACES))
    words = speaker.pick(PLACES[place][speaker.lang])
    text = speaker.wording(
        ["{np} {where}", "{where}, {np}"]
        if speaker.lang == "en"
        else ["{where}有{np}", "{np}在{where}", "{where}{np}", "{np}，{where}"]
    )
    return Part(text.format(np=phrase.text, where=words), (_added(phrase, place=place),))


def plain_things(speaker: Speaker) -> Part | None:
    """Draw one to five things in a row."""
    number = int(speaker.rng.choice([1, 2, 3, 4, 5], p=[0.3, 0.36, 0.2, 0.09, 0.05]))
    terse = speaker.chance(0.3)
    phrases = [random_phrase(speaker, article=not terse, plain=0.35 + 0.1 * number) for _ in range(number)]
    if len({canonical_noun(phrase.fields["what"]) for phrase in phrases}) < number:
        return None
    text = phrases[0].text
    joint = speaker.pick(JOINS[speaker.lang])
    for at, phrase in enumerate(phrases[1:], 2):
        last = at == number and speaker.chance(0.5)
        text += (speaker.pick(JOINS[speaker.lang]) if last else joint) + phrase.text
    edits = tuple(_added(phrase) for phrase in phrases)
    if number == 1 and speaker.chance(0.1):
        wrong = random_thing(speaker)
        word = random_word(speaker, wrong)
        if canonical_noun(word) != canonical_noun(phrases[0].fields["what"]):
            said = with_article(word) if speaker.lang == "en" else word
            text = speaker.wording(CORRECTED[speaker.lang]).format(wrong=said, right=text)
    return Part(text, edits)


_PARTS = (
    thing_beside_thing, thing_beside_thing, thing_beside_thing, holder, holder, two_that_differ, two_that_differ,
    between_two, at_places, plain_things, plain_things, plain_things, plain_things,
)  # fmt: skip


def random_parts(speaker: Speaker, most: int = 2) -> Part:
    """Draw some new things; no two of one kind that are not told apart."""
    while True:
        parts = [speaker.pick(_PARTS)(speaker) for _ in range(1 if speaker.chance(0.75) else most)]
        if any(part is None for part in parts):
            continue
        known = [part for part in parts if part is not None]
        nouns = [{canonical_noun(edit.what or "") for edit in part.edits} for part in known]
        if len(known) > 1 and nouns[0] & nouns[1]:
            continue
        text = speaker.pick(JOINS[speaker.lang]).join(part.text for part in known)
        return Part(text, tuple(edit for part in known for edit in part.edits))


def whole_words(speaker: Speaker, kind: str) -> tuple[str, Edit]:
    """Draw words inside a sentence for the scene, the time, the weather, the look or the style, and the edit."""
    lang = speaker.lang
    if kind == "scene":
        text, name = scene_phrase(speaker)
        return text, Edit(op="scene", to=name)
    if kind == "style" and speaker.chance(0.25):
        name = speaker.pick(OUTSIDE_STYLES[lang])
        words = name
    else:
        table = {"time": TIMES, "weather": WEATHERS, "look": LOOK_NAMES, "style": STYLE_NAMES}[kind]
        name = speaker.pick([key for key in table if key != "color"])
        words = speaker.pick(table[name][lang])
    if kind == "style":
        words = speaker.pick(
            ["in {} style", "{} style", "as {}", "in {}"] if lang == "en" else ["{}画风", "{}风格", "用{}", "{}"]
        ).format(words.removesuffix(" style").removesuffix("风格"))
    if kind == "look" and lang == "en" and not words.startswith(("like", "faded")):
        words = speaker.pick(["in {}", "{}"]).format(words)
    return words, Edit.model_validate({"op": kind, "to": name})


def world_create(speaker: Speaker, view: View) -> Request:
    """Draw a request for a new picture: what it shows, and where, when and how."""
    del view
    part = random_parts(speaker)
    text, edits = part
    kinds = [
        kind
        for kind, share in (("scene", 0.55), ("time", 0.25), ("weather", 0.2), ("style", 0.1), ("look", 0.06))
        if speaker.chance(share)
    ]
    kinds = [kinds[int(at)] for at in speaker.rng.permutation(len(kinds))]
    before = ""
    for kind in kinds:
        words, edit = whole_words(speaker, kind)
        leads = kind in ("scene", "time", "weather") and speaker.chance(0.5 if speaker.lang == "zh" else 0.12)
        if leads and not before:
            before, edits = (
                words + (speaker.pick(["，", "，", "有", "："]) if speaker.lang == "zh" else ", "),
                (edit, *edits),
            )
        else:
            text, edits = f"{text}{speaker.pick(ENDS[speaker.lang])}{words}", (*edits, edit)
    if before:
        text = before + text
    if not before or speaker.lang == "en":
        patterns = CREATE[speaker.lang]
        text = speaker.wording(patterns).format(x=text)
    elif speaker.chance(0.5):
        text = speaker.pick(["画：", "画面：", "我想要", "请画", "画一张图，", "新图，"]) + text
    return Request(loosened(speaker, text), Plan(intent="create", edits=edits))


def loosened(speaker: Speaker, text: str) -> str:
    """Chinese without the number one behind a verb (来个苹果), now and then."""
    if speaker.lang == "en" or not speaker.chance(0.3):
        return text
    return re.sub(r"(来|画|加|放|有)一(?=[\u4e00-\u9fff])(?!一|群|些|点)", r"\1", text, count=1)


def world_add(speaker: Speaker, view: View) -> EditMessage:
    """Draw new things for a picture: beside what is there, at a place, more of a kind, or several at once."""
    elements = sayable(speaker, view.brief)
    kind = speaker.pick(["beside", "beside", "beside", "it", "place", "place", "parts", "parts", "parts", "more"])
    if kind == "place" or (not elements and kind != "parts"):
        part = at_places(speaker)
        return EditMessage(loosened(speaker, speaker.wording(ADD[speaker.lang]).format(x=part.text)), part.edits)
    if kind == "parts":
        part = random_parts(speaker)
        return EditMessage(loosened(speaker, speaker.wording(ADD[speaker.lang]).format(x=part.text)), part.edits)
    if kind == "more":
        return _one_more(speaker, view)
    phrase = random_phrase(speaker)
    rel = speaker.pick([*POSITIONS, "next to", "next to", "on"])
    focus = view.brief.element(view.focus or "")
    if kind == "it" and focus is not None:
        where, name = relation_to_it(speaker, rel), focus.what
    elif len(elements) > 1 and speaker.chance(0.15):
        first, second = speaker.pick_two(elements)
        one, other = say(speaker, view, first, pronoun=False), say(speaker, view, second, pronoun=False)
        sign = " and " if speaker.lang == "en" else speaker.pick(["和", "跟"])
        rel, name = "between", f"{one.name} and {other.name}"
        where = relation_words(speaker, "between", f"{one.text}{sign}{other.text}")
    else:
        landmark = say(speaker, view, speaker.pick(elements), pronoun=False)
        where, name = relation_words(speaker, rel, landmark.text), landmark.name
    text = speaker.wording(ADD_AT[speaker.lang]).format(np=phrase.text, where=where)
    return EditMessage(loosened(speaker, text), (_added(phrase, rel=rel, of=name),))


def _one_more(speaker: Speaker, view: View) -> EditMessage:
    """One more of what is there, in another colour or size."""
    element = speaker.pick(sayable(speaker, view.brief))
    word = noun_word(speaker, element)
    thing = things().get(element.noun) or Thing(word, (word,), (word,), "", "个")
    value: tuple[str, dict[str, str]]
    if speaker.chance(0.65):
        words, color = random_color(speaker)
        value = (words, {"color": color})
    else:
        size = "small" if element.size == "large" or speaker.chance(0.5) else "large"
        words = (
            {"small": "small", "large": "big"}[size] if speaker.lang == "en" else {"small": "小", "large": "大"}[size]
        )
        value = (words, {"size": size})
    text = speaker.pick(MORE_OF_KIND[speaker.lang]).format(one=word, x=value[0], m=measure_of(speaker, thing))
    if speaker.lang == "en":
        text = _with_articles(text)
    return EditMessage(text, (Edit.model_validate({"op": "add", "what": word, **value[1]}),))
