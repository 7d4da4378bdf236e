"""A keyword parser: the baseline that the director must beat. It knows no grammar beyond the nearest words."""

from __future__ import annotations

import re
from functools import cache

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.director.pocket.candidates import stated_numbers
from agent.director.view import View
from tools.vocabulary.storybook import lexicon

_INTENTS = (
    ("undo", r"\bundo\b|\bgo back$|撤销|撤回|退回"), ("redo", r"\bredo\b|重做|恢复"),
    ("compare", r"\bcompare\b|\bdifference\b|比较|对比|区别"),
    ("describe", r"\bdescribe\b|what do you see|描述|看到了什么"), ("check", r"\bcheck\b|\bmatch\b|检查|核对"),
    ("again", r"\bagain\b|\banother one\b|再来一张|重画|再试"),
    ("decline", r"\bwrite\b|\btext\b|\bvideo\b|\banimate\b|\bprint\b|\bignore\b|文字|写|视频|打印|忽略"),
    ("chat", r"^(?:hi|hello|thanks?|thank you|great|ok|bye)\b|^(?:你好|谢谢|再见|好的)"),
)  # fmt: skip
_HOW = {
    "denoise": r"nois|grain|噪", "deblock": r"jpeg|artifact|压缩", "sharpen": r"sharp|blur|清晰|模糊|锐化",
    "x4": r"four times|4x|四倍", "x2": r"upscale|twice|double|两倍|分辨率",
    "brighter": r"brighte|too dark|亮一点|太暗", "darker": r"darker|too bright|暗一点", "contrast": r"contrast|对比度",
    "warmer": r"warmer|暖", "cooler": r"cooler|冷一点", "auto": r"enhance|improve|quality|画质|修复",
}  # fmt: skip
_REMOVE = re.compile(r"\b(?:remove|delete|erase|without|get rid|take out|no more)\b|去掉|删|不要|拿走")
_REPLACE = re.compile(r"\b(?:replace|swap|instead of|turn .* into)\b|换成|变成|替换|代替")
_NEW = re.compile(r"\b(?:new picture|start over|draw|paint|picture of)\b|画一|重新画|来一张")
_ADD = re.compile(r"\b(?:add|put|include|another|also)\b|加|添|再来|再画")
_BIGGER, _SMALLER = re.compile(r"\bbig|\blarge|\bhuge|大"), re.compile(r"\bsmall|\btiny|\blittle|小")


def _find(text: str, table: lexicon.Names) -> str | None:
    words = [(name, spoken) for name, others in table.items() for spoken in (name, *others)]
    for name, spoken in sorted(words, key=lambda pair: -len(pair[1])):
        if re.search(rf"\b{re.escape(spoken)}\b", text) if spoken.isascii() else spoken in text:
            return name
    return None


@cache
def _names() -> re.Pattern[str]:
    every = {name for noun in lexicon.nouns().values() for name in (*noun.english, *map(lexicon.plural, noun.english))}
    english = "|".join(map(re.escape, sorted(every, key=len, reverse=True)))
    han = {name for noun in lexicon.nouns().values() for name in noun.chinese}
    return re.compile(
        rf"\b(?:{english})\b|" + "|".join(map(re.escape, sorted(han, key=len, reverse=True))), re.IGNORECASE
    )


def parse(view: View) -> Plan:
    """The plan that keywords give for a view's newest message."""
    text = " ".join(words for who, words in view.exchange if who == "user").lower()
    said = [lexicon.noun(m) or m for m in dict.fromkeys(_names().findall(text))]
    here = [e.what for e in view.brief.elements]
    found, number = stated_numbers(view), None
    number = found[0] if found and found[0] <= max(view.pictures, 1) else None
    swatch = _find(text, lexicon.SWATCHES)
    if swatch:
        return Plan(intent="restyle", method=swatch)
    for how, pattern in _HOW.items():
        if re.search(pattern, text):
            return Plan(intent="enhance", method=how)
    for do, pattern in _INTENTS:
        if re.search(pattern, text) and not (do == "again" and said):
            pair = found[:2] if do == "compare" else [None, None]
            return Plan(intent=do, picture=pair[0] if pair else None, other=pair[1] if len(pair) > 1 else None)  # type: ignore[arg-type]
    if number and re.search(rf"#{number}|picture {number}|back to {number}|第.张|图{number}|回到", text) and not said:
        return Plan(intent="goto", picture=number)
    color, place, scene = _find(text, lexicon.COLOR_NAMES), _find(text, lexicon.PLACES), _find(text, lexicon.SCENES)
    style = _find(text, lexicon.STYLES)
    size = "large" if _BIGGER.search(text) else "small" if _SMALLER.search(text) else None
    settings = [Edit(op="scene", to=scene)] if scene else []
    settings += [Edit(op="style", to=style)] if style else []
    new = [word for word in said if word not in here]
    old = [word for word in said if word in here] or ([view.focus] if view.focus else here[:1])
    if not here or (_NEW.search(text) and new and not _ADD.search(text)):
        if not new:
            return Plan(intent="ask")
        first = Edit(op="add", what=new[0], color=color, size=size, place=place, count=found[0] if found else None)
        return Plan(intent="create", edits=(first, *(Edit(op="add", what=w) for w in new[1:]), *settings))
    if _REMOVE.search(text) and old:
        return Plan(intent="edit", edits=tuple(Edit(op="remove", what=w) for w in old))
    if _REPLACE.search(text) and new and old:
        return Plan(intent="edit", edits=(Edit(op="replace", what=old[0], to=new[0], color=color),))
    if new:
        return Plan(
            intent="edit",
            edits=(*(Edit(op="add", what=w, color=color, size=size, place=place) for w in new), *settings),
        )
    values = {"color": color, "size": size, "place": place, "count": found[0] if found else None}
    if old and any(values.values()):
        return Plan(intent="edit", edits=(Edit.model_validate({"op": "change", "what": old[0], **values}), *settings))
    return Plan(intent="edit", edits=tuple(settings)) if settings else Plan(intent="ask")
