"""Messages with several readings, the questions that they call for, and plans from the answers."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.elliptical import value_alone
from training.corpus.edits.single import resize_slots
from training.corpus.messages import Example, SessionRequest
from training.corpus.noise import add_noise
from training.corpus.speech.mentions import element_names, mention, without_focus
from training.corpus.speech.noun_phrases import noun_phrase
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.conversation import (
    AMBIGUOUS,
    AMBIGUOUS_CHANGES,
    ANSWERS,
    GENERIC_QUESTION,
    QUESTIONS,
    SOMETHING_AT_PLACE,
)
from training.corpus.wordings.edits import EDITS

Exchange = tuple[tuple[str, str], ...]


def clarifying_question(kind: str, lang: str, view: View) -> str:
    """Return what the studio asks back.

    Args:
        kind: What is open, a key of `QUESTIONS`.
        lang: "en" or "zh".
        view: The picture, whose elements the question may name.
    """
    names = element_names(view)
    if lang == "zh":
        nouns = lexicon.nouns()
        names = [nouns[name].chinese[0] if name in nouns else name for name in names]
    return QUESTIONS[kind][lang].format(names=("、" if lang == "zh" else ", ").join(names))


def ambiguous_message(speaker: Speaker, view: View) -> SessionRequest:
    """Draw a message with several readings; the view is changed so that it really has them."""
    names = element_names(view)
    kinds = ["color", "place", "thing", "vague", "count", "scene", "style"]
    kinds += ["which", "value"] * 2 if len(names) > 1 else []
    kind = speaker.pick(kinds if names else ["thing"])
    if kind == "value":
        return _ambiguous_value(speaker, view)
    if kind in AMBIGUOUS_CHANGES:
        what = speaker.pick(names)
        pattern = speaker.wording(AMBIGUOUS_CHANGES[kind][speaker.lang])
        return _asked_back(speaker, view, pattern.format(what=what, whats=lexicon.plural(what)), kind)
    if kind == "which":
        view = _forget_focus(view)
    label = mention(speaker, view, speaker.pick(names)).text if names else ""
    size = speaker.pick(["small", "large"])
    text = speaker.wording(AMBIGUOUS[kind][speaker.lang]).format(
        color=speaker.color(speaker.pick(list(lexicon.COLORS))),
        bigger=speaker.comparative(size),
        np=noun_phrase(speaker).text,
        place=speaker.place(speaker.pick(list(lexicon.PLACES))),
        what=label,
    )
    return _asked_back(speaker, view, text, kind)


def _asked_back(speaker: Speaker, view: View, text: str, kind: str) -> SessionRequest:
    plan = Plan(intent="ask", text=clarifying_question(kind, speaker.lang, view))
    return SessionRequest(view, text, plan)


def _forget_focus(view: View) -> View:
    """Return the view without what "it" stands for, and without an exchange."""
    return View(view.brief, None, view.pictures, view.at, (), view.steps)


def _ambiguous_value(speaker: Speaker, view: View) -> SessionRequest:
    """Draw a value alone, where nothing says of what."""
    view = _forget_focus(view)
    what = view.brief.elements[0].what
    single = View(Brief(elements=(Element(what=what),)), what, 1, 1, ())
    message = None
    while message is None or message.edits[0].op != "change":
        message = value_alone(speaker, single)
    return _asked_back(speaker, view, message.text, "which")


def _with_exchange(view: View, exchange: Exchange) -> View:
    return View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps)


def _framed(speaker: Speaker, answer: str) -> str:
    """Put an answer into words: "hmm, red"."""
    return speaker.pick(ANSWERS[speaker.lang]).format(x=answer)


def answered_question(speaker: Speaker, view: View) -> Example:
    """Draw a question from the studio and the person's answer; the plan combines the first message and the answer."""
    names = element_names(view)
    kinds = ["color", "place", "thing", "thing_at_place", "scene", "style", "count"]
    kinds += ["which", "which"] if len(names) > 1 else []
    kind = speaker.pick(kinds if names else ["thing"])
    if speaker.chance(0.45):
        question = GENERIC_QUESTION[speaker.lang]
    else:
        question = clarifying_question("thing" if kind == "thing_at_place" else kind, speaker.lang, view)
    if kind == "thing":
        return _answered_thing(speaker, view, question)
    if kind in ("scene", "style", "count", "thing_at_place"):
        # Drawn for all of them, though one does not need it: the same seed must make the same examples.
        what = speaker.pick(names)
        if kind == "thing_at_place":
            return _answered_thing_at_place(speaker, view, question)
        return _answered_change(speaker, view, kind, what, question)
    return _answered_element(speaker, view, kind, question)


def _answered_thing(speaker: Speaker, view: View, question: str) -> Example:
    """Draw an answer that says what is to be painted."""
    phrase = noun_phrase(speaker)
    first = speaker.wording(AMBIGUOUS["thing"][speaker.lang])
    plan = Plan(intent="edit" if view.pictures else "create", edits=(Edit(op="add", **phrase.fields),))
    answer, _ = add_noise(speaker, _framed(speaker, phrase.text), None)
    return _with_exchange(view, (("user", first), ("you", question), ("user", answer))), plan


def _answered_element(speaker: Speaker, view: View, kind: str, question: str) -> Example:
    """Draw an answer that says which element is meant ("which"), or which colour or place it is to have."""
    what = speaker.pick(element_names(view))
    color = speaker.pick(list(lexicon.COLORS))
    place = speaker.pick(list(lexicon.PLACES))
    label, name = mention(speaker, without_focus(view), what)
    if kind == "which":
        first, edit = _change_of_it(speaker, name, color, place)
        full = f"i mean {label}" if speaker.lang == "en" else f"我说的是{label}"
        answer = speaker.pick([label, name, full])
    else:
        first = speaker.wording(AMBIGUOUS[kind][speaker.lang]).format(what=label)
        answer = speaker.color(color) if kind == "color" else speaker.place(place)
        edit = Edit(op="change", what=name, **{kind: color if kind == "color" else place})
    exchange = (("user", first), ("you", question), ("user", _framed(speaker, answer)))
    shown = View(view.brief, None, view.pictures, view.at, exchange, view.steps)
    return shown, Plan(intent="edit", edits=(edit,))


def _change_of_it(speaker: Speaker, name: str, color: str, place: str) -> tuple[str, Edit]:
    """Draw a change of "it" in words, and the edit with the element's name."""
    kind = speaker.pick(["recolor", "remove", "move", "resize"])
    size = speaker.pick(["small", "large"])
    pattern = speaker.wording(EDITS[kind][speaker.lang])
    slots = {"color": speaker.color(color), "place": speaker.place(place), **resize_slots(speaker, size)}
    text = pattern.format(what="it" if speaker.lang == "en" else "它", whats="it", **slots)
    if kind == "remove":
        return text, Edit(op="remove", what=name)
    fields = {"recolor": {"color": color}, "move": {"place": place}, "resize": {"size": size}}[kind]
    return text, Edit(op="change", what=name, **fields)


def _answered_thing_at_place(speaker: Speaker, view: View, question: str) -> Example:
    """Draw an answer that says what is to be painted at the place that the first message gave."""
    place = speaker.pick(list(lexicon.PLACES))
    phrase = noun_phrase(speaker, plural=False)
    fields = {**phrase.fields, "place": place}
    text = phrase.text
    place_words = speaker.place(place)
    if speaker.mentions_place(text):
        text = phrase.fields["what"]
        fields = {"what": text, "place": place}
    first = speaker.pick(SOMETHING_AT_PLACE[speaker.lang]).format(place=place_words)
    exchange = (("user", first), ("you", question), ("user", _framed(speaker, text)))
    plan = Plan(intent="edit", edits=(Edit(op="add", **fields),))
    return _with_exchange(view, exchange), plan


def _answered_change(speaker: Speaker, view: View, kind: str, what: str, question: str) -> Example:
    """Draw an answer that says which scene or style, or how many of an element, the picture is to have."""
    pattern = speaker.wording(AMBIGUOUS_CHANGES[kind][speaker.lang])
    first = pattern.format(what=what, whats=lexicon.plural(what))
    if kind == "count":
        number = int(speaker.rng.integers(1, 5))
        answer = speaker.number(number, speaker.measure(what))
        exchange = (("user", first), ("you", question), ("user", _framed(speaker, answer)))
        single = View(Brief(elements=(Element(what=what),)), what, view.pictures, view.at, exchange)
        return single, Plan(intent="edit", edits=(Edit(op="change", what=what, count=number),))
    if kind == "style":
        answer, value = speaker.random_style()
    else:
        answer, value = speaker.described_scene() if speaker.chance(0.4) else speaker.random_scene()
    exchange = (("user", first), ("you", question), ("user", _framed(speaker, answer)))
    return _with_exchange(view, exchange), Plan(intent="edit", edits=(Edit(op=kind, to=value),))
