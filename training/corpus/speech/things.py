"""The things of the second edition, in both languages."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tools.pages
from agent.director.pocket.candidates import message_candidates
from benchmarks.reading.written_world import WRITTEN_WORLD
from training.corpus.wordings.attributes import GENERAL_MEASURE

LISTS = Path(tools.pages.__file__).parent
_TOLD = {
    "small": "小", "large": "大", "left": "左边的", "right": "右边的", "center": "中间的", "top": "上面的",
    "bottom": "下面的", "background": "远处的", "foreground": "前面的", "top left": "左上角的", "top right": "右上角的",
    "bottom left": "左下角的", "bottom right": "右下角的",
}  # fmt: skip
"""What tells a thing from others of its kind, in Chinese."""


class Thing(NamedTuple):
    """A thing of the lists, or one beside them.

    Attributes:
        name: What briefs call it.
        english: Its English names that a plan can copy.
        chinese: Its Chinese names that a plan can copy.
        group: "animal", "person", "food" and so on; "" of one that no list has.
        measure: Its Chinese measure word.
    """

    name: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    group: str
    measure: str

    def names(self, lang: str) -> tuple[str, ...]:
        """Its names in a language."""
        return self.english if lang == "en" else self.chinese


@cache
def things() -> dict[str, Thing]:
    """Every thing of the second edition, by the name that briefs have for it."""
    found: dict[str, Thing] = {}
    with (LISTS / "things.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            english, chinese = (tuple(filter(copyable, row[key].split("|"))) for key in ("english", "chinese"))
            name = WRITTEN_WORLD.find("thing", row["english"].split("|")[0])
            if name and english and chinese:
                own = (
                    tuple(n for n in names if WRITTEN_WORLD.find("thing", n) == name) for names in (english, chinese)
                )
                english, chinese = own
                if english and chinese:
                    found[name] = Thing(name, english, chinese, row["group"], row["measure"] or GENERAL_MEASURE)
    return found


def copyable(name: str) -> bool:
    """Whether a plan can name a thing with these words of a message."""
    return bool(name) and name in message_candidates(name)


@cache
def _in_parts(what: str) -> tuple[str, Thing] | None:
    """What tells an element of a brief from others of its kind, and its kind; None where the lists lack that."""
    words = what.split(" ")
    for at in range(len(words)):
        if (known := things().get(" ".join(words[at:]))) is not None:
            return " ".join(words[:at]), known
    return None


@cache
def _color_in_chinese(name: str) -> str | None:
    term = next((term for term in WRITTEN_WORLD.terms("color") if term.name == name), None)
    return term.chinese[0] if term else None


def name_in(lang: str, what: str, pick: Callable[[tuple[str, ...]], str]) -> str:
    """A name for an element of a brief: "red balloon", 红色气球; its own where a language has none.

    Args:
        lang: "en" or "zh".
        what: What the brief calls it.
        pick: Chooses one of the names of its kind.
    """
    parts = _in_parts(what)
    if parts is None:
        return what
    told, thing = parts
    if lang == "en":
        return f"{told} {pick(thing.english)}".strip()
    before = ""
    while told:
        words = told.split(" ")
        for length in range(len(words), 0, -1):
            head = " ".join(words[:length])
            if (said := _TOLD.get(head) or _color_in_chinese(head)) is not None:
                before, told = before + said, " ".join(words[length:])
                break
        else:
            return what
    return before + pick(thing.chinese)
