"""What the studio says: short sentences in the person's language, only about what is there."""

from __future__ import annotations

from agent.words import Outside
from tools import world
from tools.values import Check

_OUTSIDE = {
    "en": {
        "thing": "I can't paint “{word}”: it is outside my storybook world.",
        "color": "I don't know the color “{word}”.",
        "scene": "I don't know the scene “{word}”.", "style": "I don't know the style “{word}”.",
        "size": "I don't know the size “{word}”.", "place": "I don't know the place “{word}”.",
        "count": "I can't paint {word} of one thing.", "near": " The nearest I can do: {near}.",
    },
    "zh": {
        "thing": "我画不了“{word}”，它不在我的绘本世界里。",
        "color": "我不认识颜色“{word}”。", "scene": "我不认识场景“{word}”。",
        "style": "我不认识风格“{word}”。", "size": "我不认识大小“{word}”。", "place": "我不认识位置“{word}”。",
        "count": "同一样东西我画不了{word}个。", "near": "我能画的最接近的：{near}。",
    },
}  # fmt: skip
_WORDS = {
    "en": {
        "made": "Here is #{number}.", "best": "Best of {tries} tries. ",
        "all": "Everything asked for is there ({n} checked).",
        "fails": "Not right yet: {list}.", "unsure": " I am not sure: {list}.", "at": "Now at #{number}.",
        "no_undo": "There is nothing to undo.", "no_redo": "There is nothing to redo.",
        "compare": "#{first} and #{second}: {psnr} dB PSNR (higher is closer).{changes}",
        "same": " Their briefs are the same.",
        "diff": " Between their briefs: {list}.", "caption": "I see {caption}.",
        "stranger": "I am not sure, this may be outside my world: {caption}.",
        "nothing": "There is no picture yet; say what to paint.",
        "unnamed": "Name at least one thing to paint.",
        "unclear": "I did not understand that; could you say it in other words?",
        "only": "There is only one thing left; say “draw …” to start a new picture.",
    },
    "zh": {
        "made": "这是第{number}张。", "best": "试了{tries}次，选了最好的。", "all": "{n}项要求都满足。",
        "fails": "还不对：{list}。", "unsure": "我不确定：{list}。", "at": "现在是第{number}张。",
        "no_undo": "没有可以撤销的。", "no_redo": "没有可以重做的。",
        "compare": "第{first}张和第{second}张：PSNR {psnr} dB（越高越接近）。{changes}", "same": "它们的要求相同。",
        "diff": "要求的变化：{list}。", "caption": "我看到：{caption}。",
        "stranger": "我不确定，这可能不在我的世界里：{caption}。",
        "nothing": "还没有画，说说想画什么。", "unnamed": "说说至少要画一样什么东西。",
        "unclear": "我没听懂，可以换个说法吗？",
        "only": "只剩一样东西了，说“画……”可以重新开始。",
    },
}  # fmt: skip


def say(lang: str, key: str, **values: object) -> str:
    """A sentence of ours."""
    return _WORDS[lang][key].format(**values)


def outside(lang: str, wish: Outside) -> str:
    """Why a wish is declined, and the nearest thing that can be done."""
    words = _OUTSIDE[lang]
    near = wish.near
    if lang == "zh" and wish.kind == "thing":
        near = [world.nouns()[name].chinese[0] for name in near]
    tail = words["near"].format(near=("、" if lang == "zh" else ", ").join(near)) if near else ""
    return words[wish.kind].format(word=wish.word) + tail


def verdicts(lang: str, checks: list[Check]) -> str:
    """What holds, what does not, what is unsure, with what was seen and how sure."""
    live = [c for c in checks if c.verdict != "n/a"]
    failed = [_one(c) for c in live if c.verdict == "fail"]
    unsure = [_one(c) for c in live if c.verdict == "unsure"]
    if not failed and not unsure:
        return say(lang, "all", n=len(live)) if live else ""
    text = say(lang, "fails", list="; ".join(failed)) if failed else ""
    return text + (say(lang, "unsure", list="; ".join(unsure)) if unsure else "")


def _one(check: Check) -> str:
    seen = f", I see {check.seen}" if check.seen not in ("", "yes", "no", check.requirement.value) else ""
    return f"{check.requirement.words}{seen} ({round(100 * check.probability)} %)"
