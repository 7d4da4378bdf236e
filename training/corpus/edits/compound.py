"""Several changes in one breath: things added, removed or changed alike, two changed differently, one changed twice.

Patterns as in `training.corpus.wordings.things`; {a} and {b} are things of the picture, {x} and {y} what becomes of them.
"""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings import things
from training.corpus.wordings.signs import PLACE_SIZE

Table = dict[str, dict[str, list[str]]]

PAIRS: Table = {
    "color": {
        "en": [
            "(make|paint|turn|color|colour|get) {a} {x}(,| and|, and) {b} {y}(| please| instead|)", "{a} {x}(,| and) {b} {y}(| please|)", "(i want|i'd like|let's have|give me) {a} {x}(,| and) {b} {y}",
            "(make|paint) {a} {x} and (make|paint) {b} {y}", "{a} (should be|in|to) {x}(,| and) {b} (|in |to ){y}", "(change|switch|recolor) {a} to {x} and {b} to {y}", "(can|could) {a} be {x} and {b} {y}",
        ],
        "zh": [
            "把{a}(变成|改成|换成|涂成){x}(，|，把|，再把){b}(变成|改成|换成|涂成){y}", "{a}(要|是|用|改|换){x}(的|)，{b}(要|是|用|改|换){y}(的|)", "{a}{x}，{b}{y}", "(让|把){a}变{x}，{b}变{y}(|吧)",
            "(我要|想要|希望){a}是{x}(的|)，{b}是{y}(的|)", "{x}的{a}(和|，){y}的{b}，这样改", "{a}(改为|变为){x}，{b}(改为|变为){y}",
        ],
    },
    "place": {
        "en": [
            "(put|move|place|bring|shift) {a} {x} and {b} {y}(| please|)", "{a} {x}(,| and) {b} {y}", "(i want|i'd like) {a} {x} and {b} {y}", "{a} should (go|be|stand) {x} and {b} {y}", "(put|move) {a} {x}(,|, then|;) {b} {y}",
            "(can|could) you put {a} {x} and {b} {y}", "{a} goes {x}, {b} goes {y}",
        ],
        "zh": [
            "把{a}(放|放到|移到|挪到){x}(，|，把|，再把){b}(放|放到|移到|挪到){y}", "{a}(在|放|去|到){x}，{b}(在|放|去|到){y}", "{a}{x}，{b}{y}", "(我要|想要){a}在{x}，{b}在{y}", "{a}放{x}，{b}放{y}(|吧)", "(让|把){a}到{x}去，{b}到{y}去",
            "{a}站{x}，{b}站{y}",
        ],
    },
}  # fmt: skip
BOTH: Table = {
    "size": {
        "en": [
            "(make|turn) {a} {size} and {color}(| please|)", "(make|turn|paint) {a} {color} and {bigger}(| please| too|)", "{a} should be {bigger} and {color}", "(i want|i'd like) {a} {color} and {bigger}", "{a} (a bit |){bigger} and {color}",
            "(make|paint) {a} {color}(,| and) (make it|also) {bigger}", "{a}: {bigger}(,| and) {color}",
        ],
        "zh": [
            "把{a}(变成|改成|换成){color}(，|，再|，并且){bigger}", "{a}(要|变){bigger}，(要|变|改成){color}(的|)", "{a}{bigger}，{color}(的|)", "(让|把){a}{bigger}(，|，而且|，还要){color}", "(我想|想)要{a}{bigger}，还要{color}的", "{a}变{color}，也(要|变){bigger}",
            "(把|让){a}又{bigger}又变{color}",
        ],
    },
    "place": {
        "en": [
            "(make|paint|turn) {a} {color} and (move|put|place) it {place}", "(move|put|place|bring) {a} {place} and (make|paint|turn|color) it {color}", "{a} {color} and {place}", "{a} should be {color} and (stand |be |){place}", "(i want|i'd like) {a} {color}(,| and) {place}",
            "(paint|make) {a} {color}(,|, then) (move|put) it {place}", "{color} for {a}(,| and) (put|move) it {place}",
        ],
        "zh": [
            "把{a}(变成|改成|涂成){color}(，|，再|并)(放到|移到|挪到){place}", "把{a}(放到|移到|挪到){place}(，|，再|并)(变成|改成|涂成){color}", "{a}(要|改){color}(的|)，(放|在|移到){place}", "{a}{place}，{color}(的|)", "(让|把){a}变{color}，去{place}",
            "(我要|想要){a}在{place}，{color}的", "{a}(移|挪)到{place}，(换成|变成){color}",
        ],
    },
}  # fmt: skip
ANDS = {"en": [" and ", ", ", " and also ", ", and ", " plus "], "zh": ["和", "、", "跟", "，还有", "以及"]}
ALIKE = {"remove": 0.3, "recolor": 0.3, "resize": 0.25, "move": 0.15}
"""Changes that a list of things takes together, and how often each comes."""


def several(s: Speaker, view: View) -> tuple[str, tuple[Edit, ...]] | None:
    """A message that changes more than one thing, or one in two ways, and its edits; None where the picture has too few
    things for it."""
    there = [e.what for e in view.brief.elements]
    ways = ["add", *(["twice"] if there else []), *(["alike", "alike", "pair", "pair"] if len(there) > 1 else [])]
    match s.pick(ways):
        case "add":
            return _added(s)
        case "twice":
            return _twice(s, view, str(s.pick(there)))
        case "alike":
            return _alike(s, view, there)
    return _pair(s, view, there)


def _added(s: Speaker) -> tuple[str, tuple[Edit, ...]] | None:
    added = [s.thing() for _ in range(int(s.rng.choice([2, 3], p=[0.75, 0.25])))]
    if len({lexicon.noun(said["what"]) or said["what"] for _, said in added}) < len(added):
        return None
    words = added[0][0]
    for text, _ in added[1:]:
        words += str(s.pick(ANDS[s.lang])) + text
    template = s.wording(things.EDITS["add"][s.lang])
    return template.format(np=words), tuple(Edit(op="add", **said) for _, said in added)


def _two(s: Speaker, view: View, there: list[str]) -> list[tuple[str, str]] | None:
    """How two things of the picture are called, in words and in the plan; None where that does not tell them apart."""
    chosen = [there[int(n)] for n in s.rng.choice(len(there), 2, replace=False)]
    # "It" and "the other" say nothing beside each other.
    unseen = View(view.brief, None, 0, None, ())
    named = [s.named(unseen, what) for what in chosen]
    return named if len({lexicon.noun(name) or name for _, name in named}) == 2 else None


def _alike(s: Speaker, view: View, there: list[str]) -> tuple[str, tuple[Edit, ...]] | None:
    named = _two(s, view, there)
    if named is None:
        return None
    op = str(s.rng.choice(list(ALIKE), p=list(ALIKE.values())))
    color, size, place = (
        str(s.pick(list(lexicon.COLORS))),
        str(s.pick(["small", "large"])),
        str(s.pick(list(lexicon.PLACES))),
    )
    values = {"remove": {}, "recolor": {"color": color}, "resize": {"size": size}, "move": {"place": place}}[op]
    words = str(s.pick(ANDS[s.lang][:2] if s.lang == "en" else ANDS["zh"][:3])).join(label for label, _ in named)
    text = s.wording(things.EDITS[op][s.lang]).format(
        what=words, whats=words, color=s.color(color), place=s.place(place), bigger=s.bigger(size), size=s.size(size),
        grow=s.grow(size), opposite=s.opposite(size),
    )  # fmt: skip
    change = "remove" if op == "remove" else "change"
    return text, tuple(Edit(op=change, what=name, **values) for _, name in named)  # type: ignore[arg-type]


def _pair(s: Speaker, view: View, there: list[str]) -> tuple[str, tuple[Edit, ...]] | None:
    named = _two(s, view, there)
    kind = str(s.pick(list(PAIRS)))
    options = list(lexicon.COLORS if kind == "color" else lexicon.PLACES)
    x, y = (options[int(n)] for n in s.rng.choice(len(options), 2, replace=False))
    if named is None:
        return None
    (a, first), (b, second) = named
    said = s.color if kind == "color" else s.place
    text = s.wording(PAIRS[kind][s.lang]).format(a=a, b=b, x=said(x), y=said(y))
    return text, (Edit(op="change", what=first, **{kind: x}), Edit(op="change", what=second, **{kind: y}))


def _twice(s: Speaker, view: View, what: str) -> tuple[str, tuple[Edit, ...]]:
    label, name = s.named(view, what)
    kind = str(s.pick([*BOTH, "place_size"]))
    color, size, place = (
        str(s.pick(list(lexicon.COLORS))),
        str(s.pick(["small", "large"])),
        str(s.pick(list(lexicon.PLACES))),
    )
    table = PLACE_SIZE if kind == "place_size" else BOTH[kind]
    text = s.wording(table[s.lang]).format(
        a=label, color=s.color(color), size=s.size(size), bigger=s.bigger(size), place=s.place(place)
    )
    values = {"size": {"color": color, "size": size}, "place": {"color": color, "place": place}}
    return text, (Edit(op="change", what=name, **values.get(kind, {"size": size, "place": place})),)
