"""What the studio can paint, and what can be said to it: short, and with a way on."""

from __future__ import annotations

from agent.messages.catalogue import catalogue, sentence
from agent.messages.replies import Replies
from tools.vocabulary.base import Term, TermKind

_EXAMPLES = 5
"""Things of each group that are named where nobody asked for a group."""
_KINDS: dict[str, TermKind] = {"styles": "style", "colors": "color", "places": "scene"}


def listing(replies: Replies, how: str | None, what: str | None) -> str:
    """The answer to "what can you paint?".

    Args:
        replies: The language, and the vocabulary's words.
        how: One of `agent.director.plan.LISTS`.
        what: The group that was named.
    """
    if how == "acts":
        return _say(replies, "acts")
    if not replies.vocabulary.closed:
        return replies.world()
    if how in _KINDS:
        return replies.world(_KINDS[how])
    if how == "weathers":
        return _weathers(replies)
    if how == "people":
        people = [term for term in replies.vocabulary.terms("thing") if term.group == "person"]
        return _group(replies, people) if people else _say(replies, "no_people")
    return _things(replies, what)


def group_named(replies: Replies, word: str) -> list[Term]:
    """The things of the group that a word names: "animals", "sea animals", 动物."""
    said, low = catalogue(replies.language), word.lower().strip()
    terms = replies.vocabulary.terms("thing")
    groups = {term.group for term in terms}
    called = {group: {group, said["world"][group].lower(), *said["group"][group].split("|")} for group in groups}
    exact = {group for group, words in called.items() if low in words}
    glue = "" if replies.language == "zh" else " "  # "Sea animals" are animals, an eggplant is no plant.
    ending = {group for group, words in called.items() if any(low.endswith(glue + word) for word in words)}
    return [term for term in terms if term.group in (exact or ending)]


def _say(replies: Replies, key: str, **values: object) -> str:
    return sentence(replies.language, "list", key, **values)


def _group(replies: Replies, terms: list[Term]) -> str:
    title = sentence(replies.language, "world", terms[0].group)
    names = replies.phrases.row(replies.phrases.word(term.name) for term in terms)
    return sentence(replies.language, "world", "group", group=title, names=names)


def _weathers(replies: Replies) -> str:
    kinds: tuple[TermKind, ...] = ("time", "weather")
    known = [term.name for kind in kinds for term in replies.vocabulary.terms(kind)]
    if known:
        return _say(replies, "weathers", names=replies.phrases.names(known))
    near = [name for name in ("night", "sunset", "snow", "sky") if replies.vocabulary.find("scene", name)]
    return _say(replies, "no_weathers", names=replies.phrases.names(near))


def _things(replies: Replies, what: str | None) -> str:
    terms = replies.vocabulary.terms("thing")
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(term.group, []).append(term)
    if what and (found := group_named(replies, what)):
        return _group(replies, found)
    if what:
        titles = replies.phrases.listed(sentence(replies.language, "world", group).lower() for group in groups)
        return _say(replies, "no_group", word=what, groups=titles)
    lines = [_group(replies, own[:_EXAMPLES]) for own in groups.values()]
    return "\n".join([_say(replies, "groups", n=len(terms)), *lines, _say(replies, "more")])
