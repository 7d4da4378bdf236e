"""What the studio says: short sentences in the person's language, only about what is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from agent.brief.edits import EditError
from agent.events import Loss
from agent.messages.catalogue import sentence
from tools.types import Check, Requirement
from tools.vocabulary.base import Language, UnknownTerm, Vocabulary

_ANSWERS = {"mixed": "杂色", "nothing": "没有", "between": "中间地带", "medium": "中等"}
"""The eyes' answers that are no words of the vocabulary, in Chinese."""
_ENHANCED = {
    "denoise": "去掉了噪点", "deblock": "抹平了压缩块", "sharpen": "把画面变清晰了", "x2": "放大到两倍",
    "x4": "放大到四倍", "brighter": "调亮了", "darker": "调暗了", "contrast": "增强了对比度", "warmer": "调暖了",
    "cooler": "调冷了",
}  # fmt: skip
"""What the enhance tool does, in Chinese."""


class Replies:
    """Sentences in one language about one vocabulary's words."""

    def __init__(self, language: Language, vocabulary: Vocabulary) -> None:
        self.language, self.vocabulary = language, vocabulary
        self._comma = "；" if language == "zh" else "; "

    def join(self, sentences: Iterable[str]) -> str:
        """Sentences as one text; empty ones are left out."""
        return ("" if self.language == "zh" else " ").join(filter(None, sentences))

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue's section "reply"."""
        return sentence(self.language, "reply", key, **values)

    def unknown_term(self, wish: UnknownTerm) -> str:
        """Why a wish is declined, and what comes near."""
        near = sentence(self.language, "unknown", "near", near=self._listed(wish.near)) if wish.near else ""
        return self.join([sentence(self.language, "unknown", wish.kind, word=wish.word), near])

    def edit_error(self, error: EditError) -> str:
        """Why an edit can't be made."""
        joint = "" if self.language == "zh" else " "
        what = joint.join(map(self._word, error.what))
        key = error.reason
        if key == "absent" and not error.present:
            return sentence(self.language, "edit", "absent_from_empty", what=what)
        return sentence(self.language, "edit", key, what=what, present=self._listed(error.present))

    def work_done(self, data: dict[str, Any], style: str | None, like: int | None) -> str:
        """What a tool that works over a picture found and did.

        Args:
            data: The tool's own data: its English sentence `words`, and the names of what it `did`.
            style: The named style that was taken.
            like: The number of the picture whose style was taken.
        """
        if self.language != "zh":
            return str(data.get("words", "")).strip()
        if isinstance(data.get("did"), list):
            did = [_ENHANCED.get(str(name), str(name)) for name in data["did"]]
            return f"已{'、'.join(did)}。" if did else "没发现问题，没有改动。"
        if style or like:
            return sentence(self.language, "work", "restyled", style=self._word(style) if style else f"第{like}张")
        return ""

    def cost(self, accounting: dict[str, Any]) -> str:
        """What a turn that painted took: pictures, model calls, seconds."""
        pictures, calls = accounting["pictures"], accounting["model_calls"]
        return self.say(
            "cost",
            pictures=self.say("picture") if pictures == 1 else self.say("pictures", n=pictures),
            calls=self.say("call") if calls == 1 else self.say("calls", n=calls),
            seconds=f"{accounting['model_seconds']:.1f}",
        )

    def numbers(self, numbers: Sequence[int]) -> str:
        """Picture numbers in a row: "#2, #3 and #4"."""
        if self.language == "zh":
            return "、".join(map(str, numbers))
        return f"{', '.join(f'#{n}' for n in numbers[:-1])} and #{numbers[-1]}"

    def verdicts(self, checks: Sequence[Check]) -> str:
        """What holds, what does not, what is unsure, with what was seen and how sure."""
        live = [c for c in checks if c.verdict != "n/a"]
        failed = [self._check(c) for c in live if c.verdict == "fail"]
        unsure = [self._check(c) for c in live if c.verdict == "unsure"]
        if not failed and not unsure:
            return self.say("all", n=len(live)) if live else ""
        return self.join(
            [
                self.say("fails", list=self._comma.join(failed)) if failed else "",
                self.say("unsure", list=self._comma.join(unsure)) if unsure else "",
            ]
        )

    def losses(self, losses: Sequence[Loss]) -> str:
        """A sentence for each picture and turn that requirements were lost between."""
        grouped: dict[tuple[int, int], list[Requirement]] = {}
        for loss in losses:
            grouped.setdefault((loss.picture, loss.turn), []).append(loss.requirement)
        return self.join(
            self.say("lost", number=number, turn=turn, list=self._comma.join(map(self.statement, requirements)))
            for (number, turn), requirements in grouped.items()
        )

    def statement(self, requirement: Requirement) -> str:
        """A requirement as a short statement in the person's language."""
        if self.language != "zh":
            return requirement.statement
        subject, value = self._word(requirement.subject), self._word(requirement.value)
        match requirement.kind:
            case "exists":
                return f"有{subject}"
            case "absent":
                return f"没有{subject}"
            case "count":
                return f"{subject}有{value}个"
            case "relation":
                side = self._word(requirement.value).removeprefix("在")
                return f"{subject}在{self._word(requirement.object)}的{side}"
            case "scene":
                return f"场景是{value}"
            case "style":
                return f"风格是{value}"
            case "place":
                return f"{subject}在{value}"
            case _:
                return f"{subject}是{value}的"

    def _check(self, check: Check) -> str:
        percent = round(100 * check.probability)
        seen = ""
        if check.seen not in ("", "yes", "no", check.requirement.value):
            seen = f"，我看到{self._word(check.seen)}" if self.language == "zh" else f", I see {check.seen}"
        sure = f"（把握{percent}%）" if self.language == "zh" else f" ({percent} %)"
        return f"{self.statement(check.requirement)}{seen}{sure}"

    def _word(self, value: str) -> str:
        """A word of the vocabulary, or an answer of the eyes, in the person's language; other words as they are."""
        if self.language == "zh" and value in _ANSWERS:
            return _ANSWERS[value]
        return self.vocabulary.translate(value, self.language)

    def _listed(self, words: Sequence[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(map(self._word, words))
