"""What real typing does to a message: politeness, asides, odd case, slips of the fingers."""

from __future__ import annotations

import re
from typing import TypeVar

from agent.brief.edits import Edit
from agent.director.plan import Plan
from benchmarks.reading.written_world import WRITTEN_WORLD
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.asides import ASIDES, POLITENESS, SIDE_CLAUSES

P = TypeVar("P", Plan, None)

WRONG_CHARACTERS = {
    "的": "得", "在": "再", "做": "作", "变": "便", "那": "哪", "它": "他", "画": "化", "张": "章", "把": "吧",
    "换": "还", "边": "变", "红": "洪", "猫": "毛", "树": "数", "个": "各", "左": "佐", "右": "又", "上": "尚",
    "改": "该", "大": "打", "小": "晓", "加": "家", "放": "方", "请": "情", "要": "药", "是": "事", "和": "合",
    "图": "涂", "点": "店", "里": "理", "蓝": "篮", "绿": "率", "黄": "皇", "只": "支", "背": "被", "景": "井",
}  # fmt: skip
"""Chinese characters, and others that sound alike."""
SHORTHAND = {"you": "u", "please": "plz", "want": "wanna", "going to": "gonna", "your": "ur", "with": "w/"}


def _plan_names(plan: Plan | None) -> list[str]:
    """Return the names that a plan copies from the message."""
    if plan is None:
        return []
    names = [v for e in plan.edits for v in (e.what, e.of, *(getattr(e, key) for key in _copied_values(e))) if v]
    names += [side for name in names for side in name.split(" and ") if " and " in name]
    return [*names, *filter(None, (plan.what, plan.of, plan.text if plan.intent == "name" else None))]


def _copied_values(edit: Edit) -> list[str]:
    """Keys of an edit whose values are copied because no list has them; a listed scene keeps its name if misspelt."""
    copied = ["to"] if edit.op == "replace" else []
    if edit.op in ("scene", "style") and edit.to and WRITTEN_WORLD.find(edit.op, edit.to) is None:
        copied.append("to")
    if edit.color and WRITTEN_WORLD.find("color", edit.color) is None:
        copied.append("color")
    return copied


def _respelt(edit: Edit, old: str, new: str) -> Edit:
    """An edit that copies a word as it is misspelt."""
    return edit.model_copy(
        update={key: new for key in ("what", "of", *_copied_values(edit)) if getattr(edit, key) == old}
    )


def _misspell(speaker: Speaker, word: str) -> str:
    """Swap a letter with its neighbour, leave it out, or double it."""
    at = int(speaker.rng.integers(1, len(word) - 1))
    match int(speaker.rng.integers(3)):
        case 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case _:
            return word[:at] + word[at] + word[at:]


def _add_typos(speaker: Speaker, text: str, plan: P) -> tuple[str, P]:
    """Misspell one or two words; a thing that is misspelt in the message is so in the plan, which copies."""
    for _ in range(1 + int(speaker.chance(0.3))):
        words = [word for word in re.findall(r"[a-z]{4,}", text) if not word.isupper()]
        if not words:
            break
        old = speaker.pick(words)
        new = _misspell(speaker, old)
        names = [name for name in _plan_names(plan) if old in name.split()]
        if plan is not None and names:
            if any(name != old for name in names) or len(old) < 6 or old in plan.compact().split('"edits"')[0]:
                continue
            edits = [_respelt(edit, old, new) for edit in plan.edits]
            if any(" and " in (edit.of or "") for edit in edits):
                continue
            plan = plan.model_copy(update={"edits": tuple(edits)})
        text = re.sub(rf"\b{old}\b", new, text)
    return text, plan


def _add_side_clauses(speaker: Speaker, text: str) -> str:
    """Put the request among side clauses: why, for whom, who said so."""
    before, after = SIDE_CLAUSES[speaker.lang]
    for _ in range(1 + int(speaker.chance(0.4))):
        text = speaker.expand(speaker.pick(before)) + (" " if speaker.lang == "en" else "") + text
    for _ in range(int(speaker.rng.choice([0, 1, 2], p=[0.3, 0.5, 0.2]))):
        text += speaker.expand(speaker.pick(after))
    return text + ("." if speaker.lang == "en" else "。") * int(speaker.chance(0.5))


def _add_asides(speaker: Speaker, text: str) -> str:
    """Now and then put an aside, which asks for nothing, before or after the message."""
    before, after = ASIDES[speaker.lang]
    gap = " " if speaker.lang == "en" else ""
    for share in (0.16, 0.02):
        if speaker.chance(share):
            text = speaker.expand(speaker.pick(before)) + gap + text
    if speaker.chance(0.12):
        aside = speaker.expand(speaker.pick(after))
        text += (gap if aside[:1].isalpha() or aside[:1] in "-:x" else "") + aside
    return text


def _add_politeness(speaker: Speaker, text: str) -> str:
    before, after = POLITENESS[speaker.lang]
    if speaker.chance(0.2):
        text = speaker.pick(before) + text
    if speaker.chance(0.2):
        text += speaker.pick(after)
    return text


def _mistype_character(speaker: Speaker, text: str, plan: Plan | None) -> str:
    """Put a wrong character in place of the first right one, but in no name that the plan copies."""
    spared = "".join(_plan_names(plan))
    letters = [letter for letter in WRONG_CHARACTERS if letter in text and letter not in spared]
    if not letters:
        return text
    letter = speaker.pick(letters)
    return text.replace(letter, WRONG_CHARACTERS[letter], 1)


def _stretch_vowel(speaker: Speaker, text: str, plan: Plan | None) -> str:
    """Stretch the last vowel for joy ("pleaaase"), but in no name that the plan copies."""
    vowels = [at for at, letter in enumerate(text) if letter in "aeo" and at > 2]
    if not vowels:
        return text
    at = vowels[-1]
    stretched = text[: at + 1] + text[at] * int(speaker.rng.integers(2, 5)) + text[at + 1 :]
    return stretched if all(name in stretched for name in _plan_names(plan)) else text


def _mistype_english(speaker: Speaker, text: str, plan: P) -> tuple[str, P]:
    if speaker.chance(0.14):
        text, plan = _add_typos(speaker, text, plan)
    if speaker.chance(0.03):
        text = _stretch_vowel(speaker, text, plan)
    if speaker.chance(0.04):
        word = speaker.pick(list(SHORTHAND))
        text = re.sub(rf"\b{word}\b", SHORTHAND[word], text, count=1)
    if speaker.chance(0.15):
        text = text[0].upper() + text[1:]
    if speaker.chance(0.03):
        text = text.upper()
    return text, plan


def add_noise(speaker: Speaker, text: str, plan: P) -> tuple[str, P]:
    """Add politeness, asides, typos, odd case and shorthand now and then.

    Args:
        speaker: Who writes.
        text: A message.
        plan: The plan that it asks for; None where names are not copied from it.

    Returns:
        The message, and the plan, which follows where a name is misspelt.
    """
    if plan is not None and plan.intent not in ("undo", "redo", "chat") and len(text) < 200:
        text = _add_asides(speaker, text)
    can_be_long = plan is not None and plan.intent in ("create", "edit", "branch", "ask") and len(text) < 160
    if can_be_long and speaker.chance(0.07):
        return _add_side_clauses(speaker, text), plan
    text = _add_politeness(speaker, text)
    if speaker.lang == "zh":
        return (_mistype_character(speaker, text, plan) if speaker.chance(0.08) else text), plan
    return _mistype_english(speaker, text, plan)
