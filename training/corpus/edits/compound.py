"""Several changes in one message.

Things added, removed or changed alike, two changed differently, one changed in two ways.
"""

from __future__ import annotations

from typing import Any

from agent.brief.edits import Edit
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.single import resize_slots
from training.corpus.messages import EditMessage
from training.corpus.speech.mentions import element_names, mention, mention_two
from training.corpus.speech.noun_phrases import noun_phrase
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.edits import COLOR_AND, EDITS, LIST_JOINS, PLACE_AND_SIZE, TWO_CHANGES

ALIKE_SHARES = {"remove": 0.3, "recolor": 0.3, "resize": 0.25, "move": 0.15}
"""Changes that a list of things takes together, and how often each comes."""


def compound_edit(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a message that changes more than one thing, or one in two ways.

    Returns:
        The message; None where the picture does not allow what was drawn.
    """
    names = element_names(view)
    kinds = ["add"]
    kinds += ["twice"] if names else []
    kinds += ["alike", "alike", "pair", "pair"] if len(names) > 1 else []
    match speaker.pick(kinds):
        case "add":
            return _add_several(speaker)
        case "twice":
            return _change_twice(speaker, view, speaker.pick(names))
        case "alike":
            return _change_alike(speaker, view)
    return _change_two(speaker, view)


def _random_values(speaker: Speaker) -> dict[str, str]:
    color = speaker.pick(list(lexicon.COLORS))
    size = speaker.pick(["small", "large"])
    place = speaker.pick(list(lexicon.PLACES))
    return {"color": color, "size": size, "place": place}


def _add_several(speaker: Speaker) -> EditMessage | None:
    phrases = [noun_phrase(speaker) for _ in range(int(speaker.rng.choice([2, 3], p=[0.75, 0.25])))]
    if len({phrase.noun for phrase in phrases}) < len(phrases):
        return None
    words = phrases[0].text
    for phrase in phrases[1:]:
        words += speaker.pick(LIST_JOINS[speaker.lang]) + phrase.text
    text = speaker.wording(EDITS["add"][speaker.lang]).format(np=words)
    return EditMessage(text, tuple(Edit(op="add", **phrase.fields) for phrase in phrases))


def _change_alike(speaker: Speaker, view: View) -> EditMessage | None:
    mentions = mention_two(speaker, view)
    if mentions is None:
        return None
    kind = str(speaker.rng.choice(list(ALIKE_SHARES), p=list(ALIKE_SHARES.values())))
    values = _random_values(speaker)
    color, size, place = values.values()
    joints = LIST_JOINS[speaker.lang][: 2 if speaker.lang == "en" else 3]
    words = speaker.pick(joints).join(label for label, _ in mentions)
    pattern = speaker.wording(EDITS[kind][speaker.lang])
    slots = {"color": speaker.color(color), "place": speaker.place(place), **resize_slots(speaker, size)}
    changed = {"recolor": "color", "resize": "size", "move": "place"}.get(kind)
    fields: dict[str, Any] = {"op": "change", changed: values[changed]} if changed else {"op": "remove"}
    edits = tuple(Edit(what=name, **fields) for _, name in mentions)
    return EditMessage(pattern.format(what=words, whats=words, **slots), edits)


def _change_two(speaker: Speaker, view: View) -> EditMessage | None:
    """Change two things differently, both in their colour or both in their place."""
    mentions = mention_two(speaker, view)
    kind = speaker.pick(list(TWO_CHANGES))
    x, y = speaker.pick_two(list(lexicon.COLORS if kind == "color" else lexicon.PLACES))
    if mentions is None:
        return None
    (a, first), (b, second) = mentions
    in_words = speaker.color if kind == "color" else speaker.place
    text = speaker.wording(TWO_CHANGES[kind][speaker.lang]).format(a=a, b=b, x=in_words(x), y=in_words(y))
    edits = (Edit(op="change", what=first, **{kind: x}), Edit(op="change", what=second, **{kind: y}))
    return EditMessage(text, edits)


def _change_twice(speaker: Speaker, view: View, what: str) -> EditMessage:
    """Change one thing in two ways: its colour and its size or place, or its place and its size."""
    label, name = mention(speaker, view, what)
    kind = speaker.pick([*COLOR_AND, "place_size"])
    values = _random_values(speaker)
    color, size, place = values.values()
    table = PLACE_AND_SIZE if kind == "place_size" else COLOR_AND[kind]
    text = speaker.wording(table[speaker.lang]).format(
        a=label,
        color=speaker.color(color),
        size=speaker.size(size),
        bigger=speaker.comparative(size),
        place=speaker.place(place),
    )
    changed = {"size": ("color", "size"), "place": ("color", "place")}.get(kind, ("size", "place"))
    return EditMessage(text, (Edit(op="change", what=name, **{key: values[key] for key in changed}),))
