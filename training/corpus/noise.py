"""What real typing does to a message: politeness, odd case, slips of the fingers."""

from __future__ import annotations

import re

from agent.director.plan import Plan
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings import bare, signs, things

_SLIPS = {
    "的": "得", "在": "再", "做": "作", "变": "便", "那": "哪", "它": "他", "画": "化", "张": "章", "把": "吧",
    "换": "还", "边": "变", "红": "洪", "猫": "毛", "树": "数", "个": "各", "左": "佐", "右": "又", "上": "尚", "改": "该",
    "大": "打", "小": "晓", "加": "家", "放": "方", "请": "情", "要": "药", "是": "事", "和": "合", "图": "涂", "点": "店", "里": "理",
    "蓝": "篮", "绿": "率", "黄": "皇", "只": "支", "背": "被", "景": "井",
}  # fmt: skip
_SHORT = {"you": "u", "please": "plz", "want": "wanna", "going to": "gonna", "your": "ur", "with": "w/"}


def _slip(s: Speaker, word: str) -> str:
    """A letter swapped with its neighbour, left out, or doubled."""
    at = int(s.rng.integers(1, len(word) - 1))
    match int(s.rng.integers(3)):
        case 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case _:
            return word[:at] + word[at] + word[at:]


def _typos(s: Speaker, text: str, plan: Plan | None) -> tuple[str, Plan | None]:
    """One or two slips; a thing that is misspelt in the message is so in the plan, which copies."""
    for _ in range(1 + int(s.chance(0.3))):
        found = [w for w in re.findall(r"[a-z]{4,}", text) if not w.isupper()]
        if not found:
            break
        old = str(s.pick(found))
        new = _slip(s, old)
        holding = [v for v in _names(plan) if old in v.split()]
        if plan is not None and holding:
            if any(v != old for v in holding) or len(old) < 6:
                continue
            changed = [
                e.model_copy(update={k: new for k in ("what", "to", "of") if getattr(e, k) == old}) for e in plan.edits
            ]
            plan = plan.model_copy(update={"edits": tuple(changed)})
        text = re.sub(rf"\b{old}\b", new, text)
    return text, plan


def _names(plan: Plan | None) -> list[str]:
    return [v for e in plan.edits for v in (e.what, e.to, e.of) if v] if plan else []


def _long(s: Speaker, text: str) -> str:
    """The wish among side clauses: why, for whom, who said so."""
    ahead, behind = signs.LONG[s.lang]
    for _ in range(1 + int(s.chance(0.4))):
        text = things.spoken(str(s.pick(ahead)), s.pick) + (" " if s.lang == "en" else "") + text
    for _ in range(int(s.rng.choice([0, 1, 2], p=[0.3, 0.5, 0.2]))):
        text += things.spoken(str(s.pick(behind)), s.pick)
    return text + ("." if s.lang == "en" else "。") * int(s.chance(0.5))


def noise(s: Speaker, text: str, plan: Plan | None) -> tuple[str, Plan]:
    """Politeness, odd case, typos and shorthand now and then; the plan follows where a name is misspelt."""
    before, after = things.POLITE[s.lang]
    # Who, why and for whom: said around a third of all wishes, asking for nothing.
    around, behind = bare.AROUND[s.lang]
    if plan is not None and plan.intent not in ("undo", "redo", "chat") and len(text) < 200:
        gap = " " if s.lang == "en" else ""
        for share in (0.16, 0.02):
            if s.chance(share):
                text = things.spoken(str(s.pick(around)), s.pick) + gap + text
        if s.chance(0.12):
            last = things.spoken(str(s.pick(behind)), s.pick)
            text += (gap if last[:1].isalpha() or last[:1] in "-:x" else "") + last
    if plan is not None and plan.intent in ("create", "edit", "branch", "ask") and len(text) < 160 and s.chance(0.07):
        return _long(s, text), plan
    if s.chance(0.2):
        text = str(s.pick(before)) + text
    if s.chance(0.2):
        text += str(s.pick(after))
    if s.lang == "zh":
        if s.chance(0.08):
            wrong = [letter for letter in _SLIPS if letter in text]
            spared = "".join(_names(plan))
            wrong = [letter for letter in wrong if letter not in spared]
            if wrong:
                letter = str(s.pick(wrong))
                text = text.replace(letter, _SLIPS[letter], 1)
        return text, plan  # type: ignore[return-value]
    if s.chance(0.14):
        text, plan = _typos(s, text, plan)
    if s.chance(0.03):
        # Stretched for joy: "pleaaase", "soooo".
        vowels = [at for at, letter in enumerate(text) if letter in "aeo" and at > 2]
        if vowels:
            at = vowels[-1]
            stretched = text[: at + 1] + text[at] * int(s.rng.integers(2, 5)) + text[at + 1 :]
            text = stretched if all(v in stretched for v in _names(plan)) else text
    if s.chance(0.04):
        word = str(s.pick(list(_SHORT)))
        text = re.sub(rf"\b{word}\b", _SHORT[word], text, count=1)
    if s.chance(0.15):
        text = text[0].upper() + text[1:]
    if s.chance(0.03):
        text = text.upper()
    return text, plan  # type: ignore[return-value]
