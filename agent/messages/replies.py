"""What the studio says: short sentences in the person's language, only about what is there."""

from __future__ import annotations

from typing import Any

from agent.brief.lookups import UnknownTerm
from tools.types import Check, Requirement
from tools.vocabulary.storybook import lexicon

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
        "made": "Here is #{number}.", "varied": "Here are {numbers}; #{number} fits best and is the current one.",
        "best": "Best of {tries} tries{gain}. ", "gain": ", {n} more right than in the first",
        "no_gain": ", none better than the first",
        "outside": " The rest of the picture changed, too: {db} dB outside of what was to change.",
        "cost": " ({pictures}, {calls}, {seconds} s)", "pictures": "{n} pictures", "picture": "1 picture",
        "calls": "{n} model calls", "call": "1 model call",
        "all": "Everything asked for is there ({n} checked).",
        "fails": "Not right yet: {list}.", "unsure": " I am not sure: {list}.", "at": "Now at #{number}.",
        "lost": " Turn {turn} lost what #{number} still had right: {list}.",
        "why": "“{statement}” ({percent} %): hiding what is bright here changes my mind most.",
        "folded": " {count} edits had worn the picture ({db} dB from #{number}); I made them again in one from there.",
        "no_undo": "There is nothing to undo.", "no_redo": "There is nothing to redo.",
        "compare": "#{first} and #{second}: {psnr} dB PSNR (higher is closer).{changes}",
        "same": " Their briefs are the same.",
        "diff": " Between their briefs: {list}.", "caption": "I see {caption}.",
        "stranger": "I am not sure, this may be outside my world: {caption}.",
        "unclear": "I did not understand that; could you say it in other words?",
    },
    "zh": {
        "made": "这是第{number}张。", "varied": "这是第{numbers}张；第{number}张最符合，现在用它。",
        "best": "试了{tries}次，选了最好的{gain}。", "gain": "，比第一次多对{n}项", "no_gain": "，没有比第一次更好的",
        "outside": "画面的其他部分也变了：该改的地方之外差到{db} dB。",
        "cost": "（{pictures}，{calls}，{seconds}秒）", "pictures": "{n}张画", "picture": "1张画",
        "calls": "调用模型{n}次", "call": "调用模型1次",
        "all": "{n}项要求都满足。",
        "fails": "还不对：{list}。", "unsure": "我不确定：{list}。", "at": "现在是第{number}张。",
        "lost": "第{turn}轮丢了第{number}张里还对的：{list}。",
        "why": "“{statement}”（{percent} %）：遮住亮的地方，我的判断变化最大。",
        "folded": "连改{count}次，画面走样了（和第{number}张差到{db} dB），我从那张一次重做了。",
        "no_undo": "没有可以撤销的。", "no_redo": "没有可以重做的。",
        "compare": "第{first}张和第{second}张：PSNR {psnr} dB（越高越接近）。{changes}", "same": "它们的要求相同。",
        "diff": "要求的变化：{list}。", "caption": "我看到：{caption}。",
        "stranger": "我不确定，这可能不在我的世界里：{caption}。",
        "unclear": "我没听懂，可以换个说法吗？",
    },
}  # fmt: skip


def say(lang: str, key: str, **values: object) -> str:
    """A sentence of ours."""
    return _WORDS[lang][key].format(**values)


_DID = {
    "denoise": "去了噪点", "deblock": "抹平了压缩块", "sharpen": "锐化了", "x2": "放大到两倍", "x4": "放大到四倍",
    "brighter": "调亮了", "darker": "调暗了", "contrast": "增强了对比度", "warmer": "调暖了", "cooler": "调冷了",
}  # fmt: skip
"""What the enhance tool does, in Chinese."""


def work_done(lang: str, data: dict[str, Any], style: str | None, like: int | None) -> str:
    """What a tool that works over a picture found and did: its own words, or ours in Chinese."""
    if lang != "zh":
        words = str(data.get("words", "")).strip()
        return f"{words} " if words else ""
    if isinstance(data.get("did"), list):
        return f"我{'、'.join(_DID.get(str(name), str(name)) for name in data['did']) or '没发现问题，没有改动'}。"
    return f"换成了{_chinese(style) if style else f'第{like}张'}的风格。" if style or like else ""


def cost(lang: str, accounting: dict[str, Any]) -> str:
    """What a turn that painted took."""

    def counted(many: str, one: str, n: int) -> str:
        return say(lang, one) if n == 1 else say(lang, many, n=n)

    pictures = counted("pictures", "picture", accounting["pictures"])
    calls = counted("calls", "call", accounting["model_calls"])
    return say(lang, "cost", pictures=pictures, calls=calls, seconds=f"{accounting['model_seconds']:.1f}")


def number_list(lang: str, given: list[int]) -> str:
    """Picture numbers in a row: "#2, #3 and #4"."""
    if lang == "zh":
        return "、".join(map(str, given))
    return f"{', '.join(f'#{n}' for n in given[:-1])} and #{given[-1]}"


def unknown_term(lang: str, wish: UnknownTerm) -> str:
    """Why a wish is declined, and the nearest thing that can be done."""
    words = _OUTSIDE[lang]
    near = wish.near
    if lang == "zh":
        near = [_chinese(name) for name in near]
    tail = words["near"].format(near=("、" if lang == "zh" else ", ").join(near)) if near else ""
    return words[wish.kind].format(word=wish.word) + tail


def verdicts(lang: str, checks: list[Check]) -> str:
    """What holds, what does not, what is unsure, with what was seen and how sure."""
    live, comma = [c for c in checks if c.verdict != "n/a"], "；" if lang == "zh" else "; "
    failed = [_one(lang, c) for c in live if c.verdict == "fail"]
    unsure = [_one(lang, c) for c in live if c.verdict == "unsure"]
    if not failed and not unsure:
        return say(lang, "all", n=len(live)) if live else ""
    text = say(lang, "fails", list=comma.join(failed)) if failed else ""
    return text + (say(lang, "unsure", list=comma.join(unsure)) if unsure else "")


def lost_since(lang: str, number: int, turn: int, requirements: list[Requirement]) -> str:
    """What picture `number` still had right, and the turn that lost it."""
    words = ("；" if lang == "zh" else "; ").join(statement(lang, r) for r in requirements)
    return say(lang, "lost", number=number, turn=turn, list=words)


_ANSWERS = {"mixed": "杂色", "nothing": "没有", "between": "中间地带", "medium": "中等"}
"""The eyes' other answers in Chinese."""


def _chinese(value: str) -> str:
    """A word of the world, or an answer of the eyes, in Chinese; other words as they are."""
    return _ANSWERS.get(value) or lexicon.chinese(value)


def statement(lang: str, requirement: Requirement) -> str:
    """A requirement as a short statement in the person's language."""
    if lang != "zh":
        return requirement.statement
    subject, value = _chinese(requirement.subject), _chinese(requirement.value)
    match requirement.kind:
        case "exists":
            return f"有{subject}"
        case "absent":
            return f"没有{subject}"
        case "count":
            return f"{subject}有{value}个"
        case "relation":
            side = lexicon.RELATIONS[requirement.value][0].removeprefix("在") if value in lexicon.RELATIONS else value
            return f"{subject}在{_chinese(requirement.object)}的{side}"
        case "scene":
            return f"场景是{value}"
        case "style":
            return f"风格是{value}"
        case "place":
            return f"{subject}在{value}"
        case _:
            return f"{subject}是{value}的"


def _one(lang: str, check: Check) -> str:
    seen = ""
    if check.seen not in ("", "yes", "no", check.requirement.value):
        seen = f"，我看到{_chinese(check.seen)}" if lang == "zh" else f", I see {check.seen}"
    return f"{statement(lang, check.requirement)}{seen} ({round(100 * check.probability)} %)"
