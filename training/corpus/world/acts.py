"""Acts of the second edition: swap, keep, take; list, save, name, restart, surprise, judge; and what is open."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.director.plan import BETTER, Plan
from agent.director.pocket.candidates import message_candidates
from agent.director.view import View
from training.corpus.clarification import clarifying_question
from training.corpus.messages import EditMessage, Request
from training.corpus.speech.mentions import picture_number
from training.corpus.speech.noun_phrases import canonical_noun
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.world.acts import (
    BETTER as WHICH_IS_BETTER,
)
from training.corpus.wordings.world.acts import (
    BETTER_THAN_NOW,
    COMPLAINT,
    GROUPS,
    KEEP,
    LIST,
    LIST_GROUP,
    NAME,
    NAMES,
    REPLACE,
    RESTART,
    SAVE,
    SURPRISE,
    SWAP_COLORS,
    SWAP_PLACES,
    SWAP_TWO,
    TAKE,
    TWO_READINGS,
)
from training.corpus.world.phrases import noun_word, random_phrase, say, sayable
from training.corpus.world.words import plural, random_thing, random_word, scene_name, two_colors


def _spelt(speaker: Speaker, text: str) -> str:
    return text.replace("colou?r", speaker.pick(["color", "colour"]))


def swap(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw two things that are to change places or colours."""
    elements = sayable(speaker, view.brief)
    if len(elements) < 2:
        return None
    colored = [e for e in elements if e.color]
    kind = "color" if colored and speaker.chance(0.4) else "place"
    if len(view.brief.elements) == 2 and speaker.chance(0.3):
        first, second = view.brief.elements
        text = speaker.wording(SWAP_TWO[kind][speaker.lang])
        return EditMessage(_spelt(speaker, text), (Edit(op="swap", what=first.what, to=kind, of=second.what),))
    one, other = speaker.pick_two(elements)
    a, b = say(speaker, view, one, pronoun=False), say(speaker, view, other, pronoun=False)
    text = speaker.wording((SWAP_COLORS if kind == "color" else SWAP_PLACES)[speaker.lang]).format(a=a.text, b=b.text)
    return EditMessage(_spelt(speaker, text), (Edit(op="swap", what=a.name, to=kind, of=b.name),))


def keep(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw one or two things that are to stay alone."""
    elements = sayable(speaker, view.brief)
    if len(view.brief.elements) < 2 or not elements:
        return None
    stays = [speaker.pick(elements)]
    if len(elements) > 2 and speaker.chance(0.25):
        stays = list(speaker.pick_two(elements))
    said = [say(speaker, view, element, pronoun=len(stays) == 1) for element in stays]
    sign = " and " if speaker.lang == "en" else speaker.pick(["和", "跟"])
    text = speaker.wording(KEEP[speaker.lang]).format(a=sign.join(one.text for one in said))
    return EditMessage(text, tuple(Edit(op="keep", what=one.name) for one in said))


def take(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a thing of another picture that is to be in this one, too."""
    options = [
        (step.number, element)
        for step in view.steps
        if step.number != view.at
        for element in sayable(speaker, step.brief)
        if view.brief.element(element.what) is None
    ]
    if not options:
        return None
    number, element = speaker.pick(options)
    if element.kind is not None:
        return None
    word = noun_word(speaker, element)
    word = plural(word) if speaker.lang == "en" and element.count > 1 else word
    text = speaker.wording(TAKE[speaker.lang]).format(
        a=f"the {word}" if speaker.lang == "en" else word, a0=word, pic=picture_number(speaker, number)
    )
    return EditMessage(text, (Edit(op="take", what=word, source=number),))


def replace(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a thing of the picture that another takes the place of."""
    elements = sayable(speaker, view.brief)
    if not elements:
        return None
    old = say(speaker, view, speaker.pick(elements))
    new = random_phrase(speaker, single=True, plain=0.6)
    if canonical_noun(new.fields["what"]) in view.brief.names:
        return None
    fields = {**new.fields, "to": new.fields["what"], "what": old.name}
    text = speaker.wording(REPLACE[speaker.lang]).format(a=old.text, np=new.text)
    return EditMessage(text, (Edit(op="replace", **fields),))


_EDITS = (swap, swap, keep, keep, take, take, replace, replace)


def world_edit(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw an edit of several things: they change places, stay alone, come from elsewhere or become others."""
    return speaker.pick(_EDITS)(speaker, view)


def list_request(speaker: Speaker, view: View) -> Request:
    """Draw a question what there is to paint, or to say."""
    del view
    if speaker.chance(0.4):
        group = speaker.pick(GROUPS[speaker.lang])
        text = speaker.wording(LIST_GROUP[speaker.lang]).format(group=group)
        what = group if group in message_candidates(text) else None
        return Request(text, Plan(intent="list", method="things", what=what))
    method = speaker.pick(list(LIST))
    return Request(_spelt(speaker, speaker.wording(LIST[method][speaker.lang])), Plan(intent="list", method=method))


def _name(speaker: Speaker) -> str:
    nouns = [random_word(speaker, random_thing(speaker)) for _ in range(2)]
    pattern = speaker.pick(NAMES[speaker.lang])
    return pattern.format(noun=nouns[0], noun2=nouns[1], Noun=nouns[0].title())


def name(speaker: Speaker, view: View) -> Request:
    """Draw a name for the session."""
    del view
    title = _name(speaker)
    quotes = speaker.pick(["{}", "{}", "'{}'", '"{}"'] if speaker.lang == "en" else ["{}", "《{}》", "“{}”", "{}"])
    text = speaker.wording(NAME[speaker.lang]).replace("“{name}", "{name}").format(name=quotes.format(title))
    return Request(text, Plan(intent="name", text=title))


def judge(speaker: Speaker, view: View) -> Request | None:
    """Draw a question which of two pictures is better."""
    if view.pictures < 2 or view.at is None:
        return None
    n, m = (int(number) + 1 for number in speaker.rng.choice(view.pictures, 2, replace=False))
    if speaker.chance(0.45):
        number = n if n != view.at else m
        text = speaker.wording(BETTER_THAN_NOW[speaker.lang]).format(pic=picture_number(speaker, number))
        return Request(text, Plan(intent="compare", picture=number, method=BETTER))
    if speaker.chance(0.3):
        first, second = str(n), str(m)
    else:
        first, second = picture_number(speaker, n), picture_number(speaker, m)
    text = speaker.wording(WHICH_IS_BETTER[speaker.lang]).format(pic=first, pic2=second)
    return Request(text, Plan(intent="compare", picture=n, other=m, method=BETTER))


def _simple(speaker: Speaker, kind: str) -> Request:
    match kind:
        case "save":
            return Request(speaker.wording(SAVE[speaker.lang]), Plan(intent="save"))
        case "restart":
            return Request(speaker.wording(RESTART[speaker.lang]), Plan(intent="restart"))
    return Request(speaker.wording(SURPRISE[speaker.lang]), Plan(intent="surprise"))


def world_act(speaker: Speaker, view: View) -> Request | None:
    """Draw an act: list, save, name, start over, surprise, or say which picture is better."""
    kind = speaker.pick(["list", "list", "list", "save", "save", "name", "restart", "surprise", "better", "better"])
    match kind:
        case "list":
            return list_request(speaker, view)
        case "name":
            return name(speaker, view)
        case "better":
            return judge(speaker, view)
    return _simple(speaker, kind)


def world_ask(speaker: Speaker, view: View) -> Request | None:
    """Draw a complaint, after which it is offered to undo, or a wish that leaves something open."""
    elements = sayable(speaker, view.brief)
    if not elements:
        return None
    said = say(speaker, view, speaker.pick(elements), pronoun=False)
    if view.pictures > 1 and speaker.chance(0.4):
        text, kind = speaker.wording(COMPLAINT[speaker.lang]).format(a=said.text), "undo"
        return Request(text, Plan(intent="ask", text=clarifying_question(kind, speaker.lang, view)))
    pattern, kind = speaker.labelled_wording(TWO_READINGS[speaker.lang])
    (x, _), (y, _) = two_colors(speaker)
    word = noun_word(speaker, said.element)
    n1, n2 = (random_word(speaker, random_thing(speaker)) for _ in range(2))
    text = pattern.format(
        a=said.text,
        x=x,
        y=y,
        whats=plural(word) if speaker.lang == "en" else word,
        n1=n1,
        n2=n2,
        s1=scene_name(speaker)[0],
        s2=scene_name(speaker)[0],
    )
    return Request(_spelt(speaker, text), Plan(intent="ask", text=clarifying_question(kind, speaker.lang, view)))
