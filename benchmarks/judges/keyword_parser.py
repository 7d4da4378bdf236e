"""A keyword parser: the baseline that the director must beat. It knows no grammar beyond the nearest words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from agent.brief.edits import Edit
from agent.director.plan import Intent, Plan
from agent.director.pocket.numbers import stated_numbers
from agent.director.view import View
from tools.vocabulary.storybook import lexicon

_INTENTS: tuple[tuple[Intent, str], ...] = (
    ("undo", r"\bundo\b|\bgo back$|撤销|撤回|退回"), ("redo", r"\bredo\b|重做|恢复"),
    ("compare", r"\bcompare\b|\bdifference\b|比较|对比|区别"),
    ("describe", r"\bdescribe\b|what do you see|描述|看到了什么"), ("check", r"\bcheck\b|\bmatch\b|检查|核对"),
    ("again", r"\bagain\b|\banother one\b|再来一张|重画|再试"),
    ("decline", r"\bwrite\b|\btext\b|\bvideo\b|\banimate\b|\bprint\b|\bignore\b|文字|写|视频|打印|忽略"),
    ("chat", r"^(?:hi|hello|thanks?|thank you|great|ok|bye)\b|^(?:你好|谢谢|再见|好的)"),
)  # fmt: skip
_METHODS = {
    "denoise": r"nois|grain|噪", "deblock": r"jpeg|artifact|压缩", "sharpen": r"sharp|blur|清晰|模糊|锐化",
    "x4": r"four times|4x|四倍", "x2": r"upscale|twice|double|两倍|分辨率",
    "brighter": r"brighte|too dark|亮一点|太暗", "darker": r"darker|too bright|暗一点", "contrast": r"contrast|对比度",
    "warmer": r"warmer|暖", "cooler": r"cooler|冷一点", "auto": r"enhance|improve|quality|画质|修复",
}  # fmt: skip
_REMOVE = re.compile(r"\b(?:remove|delete|erase|without|get rid|take out|no more)\b|去掉|删|不要|拿走")
_REPLACE = re.compile(r"\b(?:replace|swap|instead of|turn .* into)\b|换成|变成|替换|代替")
_NEW = re.compile(r"\b(?:new picture|start over|draw|paint|picture of)\b|画一|重新画|来一张")
_ADD = re.compile(r"\b(?:add|put|include|another|also)\b|加|添|再来|再画")
_BIGGER = re.compile(r"\bbig|\blarge|\bhuge|大")
_SMALLER = re.compile(r"\bsmall|\btiny|\blittle|小")


def _find(text: str, table: lexicon.Names) -> str | None:
    """The table's name whose longest spelling occurs in the text."""
    words = [(name, spoken) for name, others in table.items() for spoken in (name, *others)]
    for name, spoken in sorted(words, key=lambda pair: -len(pair[1])):
        if re.search(rf"\b{re.escape(spoken)}\b", text) if spoken.isascii() else spoken in text:
            return name
    return None


@cache
def _nouns() -> re.Pattern[str]:
    """A pattern of every noun of the storybook world, singular, plural and Chinese, longest first."""
    every = {name for noun in lexicon.nouns().values() for name in (*noun.english, *map(lexicon.plural, noun.english))}
    chinese = {name for noun in lexicon.nouns().values() for name in noun.chinese}
    english = "|".join(map(re.escape, sorted(every, key=len, reverse=True)))
    han = "|".join(map(re.escape, sorted(chinese, key=len, reverse=True)))
    return re.compile(rf"\b(?:{english})\b|{han}", re.IGNORECASE)


@dataclass(frozen=True)
class _Message:
    """The open messages as one lower-case text, with the keywords found in it."""

    view: View
    text: str
    nouns: list[str]
    numbers: list[int]

    @classmethod
    def of(cls, view: View) -> _Message:
        text = " ".join(words for who, words in view.exchange if who == "user").lower()
        nouns = [lexicon.noun(match) or match for match in dict.fromkeys(_nouns().findall(text))]
        return cls(view, text, nouns, stated_numbers(view))

    @cached_property
    def present(self) -> list[str]:
        """Things of the current brief."""
        return [element.what for element in self.view.brief.elements]

    @cached_property
    def new(self) -> list[str]:
        """Named things that the brief does not have."""
        return [noun for noun in self.nouns if noun not in self.present]

    @cached_property
    def meant(self) -> list[str]:
        """Things of the brief that are named; where there are none the one in focus, or the first."""
        named = [noun for noun in self.nouns if noun in self.present]
        return named or ([self.view.focus] if self.view.focus else self.present[:1])

    @cached_property
    def attributes(self) -> dict[str, str | None]:
        """Colour, size and place."""
        size = "large" if _BIGGER.search(self.text) else "small" if _SMALLER.search(self.text) else None
        color = _find(self.text, lexicon.COLOR_NAMES)
        return {"color": color, "size": size, "place": _find(self.text, lexicon.PLACES)}

    @cached_property
    def count(self) -> int | None:
        """The first number, taken for a count of things."""
        return self.numbers[0] if self.numbers else None

    @cached_property
    def settings(self) -> list[Edit]:
        """Edits of scene and style."""
        scene, style = _find(self.text, lexicon.SCENES), _find(self.text, lexicon.STYLES)
        edits = [Edit(op="scene", to=scene)] if scene else []
        return [*edits, Edit(op="style", to=style)] if style else edits


def _restyle(message: _Message) -> Plan | None:
    swatch = _find(message.text, lexicon.SWATCHES)
    return Plan(intent="restyle", method=swatch) if swatch else None


def _enhance(message: _Message) -> Plan | None:
    for method, pattern in _METHODS.items():
        if re.search(pattern, message.text):
            return Plan(intent="enhance", method=method)
    return None


def _keyword_intent(message: _Message) -> Plan | None:
    for intent, pattern in _INTENTS:
        if re.search(pattern, message.text) and not (intent == "again" and message.nouns):
            pair = message.numbers[:2] if intent == "compare" else []
            picture = pair[0] if pair else None
            other = pair[1] if len(pair) > 1 else None
            return Plan(intent=intent, picture=picture, other=other)
    return None


def _goto(message: _Message) -> Plan | None:
    number = message.count
    if not number or number > max(message.view.pictures, 1) or message.nouns:
        return None
    pattern = rf"#{number}|picture {number}|back to {number}|第.张|图{number}|回到"
    return Plan(intent="goto", picture=number) if re.search(pattern, message.text) else None


def _create(message: _Message) -> Plan | None:
    new, text = message.new, message.text
    if message.present and not (_NEW.search(text) and new and not _ADD.search(text)):
        return None
    if not new:
        return Plan(intent="ask")
    first = Edit.model_validate({"op": "add", "what": new[0], **message.attributes, "count": message.count})
    others = [Edit(op="add", what=word) for word in new[1:]]
    return Plan(intent="create", edits=(first, *others, *message.settings))


def _remove(message: _Message) -> Plan | None:
    if not (_REMOVE.search(message.text) and message.meant):
        return None
    return Plan(intent="edit", edits=tuple(Edit(op="remove", what=word) for word in message.meant))


def _replace(message: _Message) -> Plan | None:
    if not (_REPLACE.search(message.text) and message.new and message.meant):
        return None
    color = message.attributes["color"]
    return Plan(intent="edit", edits=(Edit(op="replace", what=message.meant[0], to=message.new[0], color=color),))


def _add(message: _Message) -> Plan | None:
    if not message.new:
        return None
    adds = [Edit.model_validate({"op": "add", "what": word, **message.attributes}) for word in message.new]
    return Plan(intent="edit", edits=(*adds, *message.settings))


def _change(message: _Message) -> Plan | None:
    values = {**message.attributes, "count": message.count}
    if message.meant and any(values.values()):
        change = Edit.model_validate({"op": "change", "what": message.meant[0], **values})
        return Plan(intent="edit", edits=(change, *message.settings))
    return Plan(intent="edit", edits=tuple(message.settings)) if message.settings else None


_RULES: tuple[Callable[[_Message], Plan | None], ...] = (
    _restyle, _enhance, _keyword_intent, _goto, _create, _remove, _replace, _add, _change,
)  # fmt: skip
"""The first rule that gives a plan wins."""


def parse(view: View) -> Plan:
    """The plan that keywords give for a view's newest message; "ask" where no rule fits."""
    message = _Message.of(view)
    plans = (rule(message) for rule in _RULES)
    return next((plan for plan in plans if plan), Plan(intent="ask"))
