"""The words that a plan may name things with: what the person said, and what is in the picture.

A small language model reads well but spells what it knows best; held to these words it can't put a bus where a
car was asked for.
"""

from __future__ import annotations

import re
from functools import cache

from agent.director.view import MESSAGE_LIMIT, View
from tools.vocabulary import vocabulary_of

WORDS = vocabulary_of("storybook")
"""The words that the packaged director was taught."""
_ENGLISH_WORDS = 3
_HAN_LETTERS = 6
_MOST = 900
_NOT_AT_AN_END = re.compile(
    r"a|an|the|and|or|of|in|on|at|to|with|without|is|it|its|that|this|there|be|i|me|my|we|you|want|like"
    r"|make|made|draw|paint|add|put|show|give|create|generate|take|turn|change|move|replace|remove|delete"
    r"|picture|image|please|no|not|but|from|for|as|by|into|instead|next|side|over|under|above|below|left"
    r"|right|one|two|three|four|five|little|big|large|small|huge|tiny|giant|bigger|larger|smaller|tinier"
    r"|plus|also|some|any|first|now|then|them|they|those|these|all|both|everything|really|more|scene|style|background"
    "|" + "|".join(term.name for term in WORDS.terms("color"))
)
"""English words that neither begin nor end a thing's name."""
_NOT_IN_A_NAME = re.compile("a|an|the|and|plus|with|without|one|two|three|four|five|is|are|it|them|but|then")
"""English words that no thing's name holds."""
_NOT_A_BEGINNING = frozenset(
    "的了在把被和与跟用给让一两二三四五六七八九十个只棵辆座件张幅颗画加再换变改要想去不有是成请帮我你它他她这那将"
)
_NOT_INSIDE = frozenset("的了把被和与跟吗吧呢是成")
"""Han letters that are grammar, not parts of a thing's name."""
_ARTICLE = re.compile(r"(?:an?|the|some) ", re.IGNORECASE)
_RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9'\-]+(?: [a-z0-9'\-]+)*", re.IGNORECASE)


def _names_a_thing(name: str) -> bool:
    """Whether a name without article or measure word is a thing's."""
    known = WORDS.find("thing", name)
    if known is None or (name.isascii() and _ARTICLE.match(name)):
        return False
    return name.isascii() or name in WORDS.names("thing", known)


def _may_name(parts: list[str], han: bool) -> bool:
    if _names_a_thing(("" if han else " ").join(parts)) and (not han or len(parts) > 1):
        return True
    if han:
        return parts[0] not in _NOT_A_BEGINNING and not _NOT_INSIDE & set(parts)
    ends = {parts[0].lower(), parts[-1].lower()}
    inside = any(_NOT_IN_A_NAME.fullmatch(part.lower()) for part in parts)
    return not inside and not any(_NOT_AT_AN_END.fullmatch(end) for end in ends) and not parts[0].isdigit()


def copy_candidates(view: View) -> list[str]:
    """Runs of one to three words (one to six Han letters) of the person's messages that may name a thing.

    The brief's own names come first. Grammar at either end is left out: "red car" and "把气球" name nothing.
    """
    said = [name for who, text in view.exchange if who == "user" for name in message_candidates(text)]
    return list(dict.fromkeys([*(e.what for e in view.brief.elements), *said]))[:_MOST]


def message_candidates(text: str) -> list[str]:
    """The runs of one message, shortest first from every word."""
    found: dict[str, None] = dict.fromkeys(_mixed(text))
    for run in _RUNS.findall(" ".join(text.split())[:MESSAGE_LIMIT]):
        han = "\u4e00" <= run[0] <= "\u9fff"
        parts, longest, glue = (list(run), _HAN_LETTERS, "") if han else (run.split(), _ENGLISH_WORDS, " ")
        for start in range(len(parts)):
            for end in range(start + 1, min(start + longest, len(parts)) + 1):
                if _may_name(parts[start:end], han):
                    found[glue.join(parts[start:end])] = None
    return list(found)


@cache
def _mixed_names() -> list[str]:
    names = [name for term in WORDS.terms("thing") for name in term.chinese]
    return [name for name in names if re.search("[A-Za-z]", name)]


def _mixed(text: str) -> list[str]:
    """Names of Han and Latin letters in a message (T恤), which no run of either holds, as it spells them."""
    return [found[0] for name in _mixed_names() if (found := re.search(re.escape(name), text, re.IGNORECASE))]
