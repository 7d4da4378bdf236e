"""What the studio says: short sentences in the person's language, only about what is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from agent.brief.edits import EditError
from agent.brief.model import Element
from agent.events import Loss
from agent.messages.catalogue import sentence
from agent.messages.phrases import Phrases
from agent.messages.taught import recognize
from tools.model_manager import StepDown
from tools.text import file_name
from tools.types import Check, Requirement
from tools.vocabulary.base import Language, TermKind, UnknownTerm, Vocabulary
from tools.vocabulary.reference_styles import SWATCHES

_LIKENESS = {"equal": 99.0, "close": 40.0, "alike": 22.0, "apart": 0.0}
"""How pictures are said to look beside each other, with the least PSNR in dB from which that is said."""


class Replies:
    """Sentences in one language about one vocabulary's words."""

    def __init__(self, language: Language, vocabulary: Vocabulary) -> None:
        self.language, self.vocabulary = language, vocabulary
        self.phrases = Phrases(language, vocabulary)

    def join(self, sentences: Iterable[str]) -> str:
        """Sentences as one text; empty ones are left out."""
        return ("" if self.language == "zh" else " ").join(filter(None, sentences))

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue's section "reply"."""
        return sentence(self.language, "reply", key, **values)

    def taught(self, text: str) -> str:
        """A director's own words, or the catalogue's sentence instead of one that the packaged director was taught."""
        found = recognize(text)
        if found is None:
            return text
        known = (self.vocabulary.find("thing", name) or name for name in found.names)
        names = self.phrases.row(map(self.phrases.word, known))
        return sentence(self.language, "taught", found.key, names=names)

    def command(self, key: str, **values: object) -> str:
        """What a slash command answers, or why it is refused."""
        return sentence(self.language, "command", key, **values)

    def unknown_term(self, wish: UnknownTerm) -> str:
        """Why wishes are declined, and what can be done instead; things that are not known are told together."""
        things = [one for one in wish.all if one.kind == "thing" and not one.known_as and not one.piece]
        others = [one for one in wish.all if one not in things]
        return self.join([self._unknown_things(things), *map(self._unknown, others)])

    def _unknown_things(self, wishes: Sequence[UnknownTerm]) -> str:
        if not wishes:
            return ""
        words = self.phrases.quoted(one.word for one in wishes)
        if len(wishes) == 1:
            near = [self._unknown_key("near", near=self.phrases.names(wishes[0].near))] if wishes[0].near else []
        else:
            near = [
                self._unknown_key("near_of", words=self.phrases.quoted([one.word]), near=self.phrases.names(one.near))
                for one in wishes
                if one.near
            ]
        key = "thing" if len(wishes) == 1 else "things"
        return self.join([self._unknown_key(key, words=words), *near, self._unknown_key("world")])

    def _unknown(self, wish: UnknownTerm) -> str:
        word = wish.word.removesuffix("风格") if wish.kind == "style" else self.phrases.word(wish.word)
        words, near = self.phrases.quoted([word]), self.phrases.names(wish.near)
        if wish.known_as:
            return self._unknown_key(f"{wish.known_as}_as_thing", words=words, word=word)
        if wish.piece:
            return self._unknown_key("piece", words=words, near=self._either(wish.near))
        if wish.kind == "count":
            return self._unknown_key("count", word=word, near=near)
        everything = len(wish.near) == len(self.vocabulary.terms(wish.kind))
        more = self._unknown_key("all" if everything else "near", near=near) if near else ""
        return self.join([self._unknown_key(wish.kind, words=words), more])

    def _unknown_key(self, key: str, **values: object) -> str:
        return sentence(self.language, "unknown", key, **values)

    def _either(self, names: Sequence[str]) -> str:
        return (" or " if self.language == "en" else "或").join(map(self.phrases.word, names))

    def edit_error(self, error: EditError) -> str:
        """Why an edit can't be made, and what can be done instead."""
        phrases, empty = self.phrases, error.reason == "absent" and not error.present
        what = phrases.word(error.what[-1]) if error.what else ""
        one = phrases.element(Element(what=error.what[-1])) if error.what else ""
        return sentence(
            self.language,
            "edit",
            "absent_from_empty" if empty else error.reason,
            what=what,
            one=one,
            present=phrases.things(error.present),
            example=phrases.element(error.example) if error.example else "",
            aspect=phrases.aspect(what),
            other=self._the(error.what[0]) if len(error.what) > 1 else "",
            picture=error.picture,
        )

    def _the(self, name: str) -> str:
        word = self.phrases.word(name)
        return f"the {word}" if self.language == "en" else word

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
            did = [self._work(str(name)) for name in data["did"]]
            return self._work("done", list="，".join(did)) if did else self._work("nothing")
        if style:
            return self._work("restyled", style=self.phrases.word(style))
        return self._work("like", number=like) if like else self._work("like_file")

    def _work(self, key: str, **values: object) -> str:
        return sentence(self.language, "work", key, **values)

    def cost(self, accounting: dict[str, Any]) -> str:
        """How long the models took."""
        return self.say("cost", seconds=f"{accounting['model_seconds']:.1f}")

    def steps_down(self, steps: Sequence[StepDown]) -> str:
        """Which models ran out of memory, and how they go on."""
        last = {step.model: step.rung or "processor" for step in steps}
        return self.join(
            sentence(self.language, "memory", rung.replace("-", "_").replace(" ", "_"), model=file_name(model))
            for model, rung in last.items()
        )

    def numbers(self, numbers: Sequence[int]) -> str:
        """Picture numbers in a row: "#2, #3 and #4"."""
        return self.phrases.listed(map(str, numbers) if self.language == "zh" else (f"#{n}" for n in numbers))

    def verdicts(self, checks: Sequence[Check]) -> str:
        """What holds, what was asked for and is seen otherwise, and what is unsure."""
        live = [c for c in checks if c.told]
        failed = [self.phrases.missed(c) for c in live if c.verdict == "fail"]
        unsure = [self.phrases.whether(c.requirement) for c in live if c.verdict == "unsure"]
        unchecked = [self.phrases.statement(c.requirement) for c in checks if c.verdict == "unchecked"]
        not_checked = self.say("not_checked", list=self.phrases.row(unchecked, ";")) if unchecked else ""
        if not failed and not unsure:
            return self.join([self.say("all", n=len(live)) if live else "", not_checked])
        return self.join(
            [
                self.say("fails", list=self.phrases.row(failed, ";")) if failed else "",
                self.say("unsure", list=self.phrases.row(unsure)) if unsure else "",
                not_checked,
            ]
        )

    def losses(self, losses: Sequence[Loss], turn: int) -> str:
        """A sentence for each picture and turn that requirements were lost between.

        Args:
            losses: What was lost.
            turn: The number of the turn that is answered.
        """
        grouped: dict[tuple[int, int], list[Requirement]] = {}
        for loss in losses:
            grouped.setdefault((loss.picture, loss.turn), []).append(loss.requirement)
        return self.join(
            self.say(
                "lost_now" if at == turn else "lost",
                number=number,
                turn=at,
                list=self.phrases.row(map(self.phrases.statement, requirements), ";"),
            )
            for (number, at), requirements in grouped.items()
        )

    def comparison(self, first: int, second: int, psnr: float, changes: Sequence[str]) -> str:
        """How alike two pictures look, and how their requirements differ.

        Args:
            first: The first picture's number.
            second: The other's.
            psnr: How close their pixels are, in dB; 99 for the same pixels.
            changes: How their requirements differ, as phrases.
        """
        likeness = next(name for name, least in _LIKENESS.items() if psnr >= least)
        differ = self.say("diff", first=first, second=second, list=self.phrases.row(changes, ";"))
        return self.join(
            [self.say(f"compare_{likeness}", first=first, second=second), differ if changes else self.say("same")]
        )

    def world(self, kind: TermKind | None = None) -> str:
        """What the painter knows: one kind of terms, or all but the things."""
        if not self.vocabulary.closed:
            return self._world("open")
        if kind == "thing":
            return "\n".join(self._groups())
        if kind is not None:
            return self._names(kind)
        kinds: tuple[TermKind, ...] = ("thing", "color", "scene", "style")
        counts = {f"{one}s": len(self._terms(one)) for one in kinds}
        lists = (self._names(one) for one in kinds[1:])
        return "\n".join([self._world("heading", **counts), *lists, self._world("more")])

    def _world(self, key: str, **values: object) -> str:
        return sentence(self.language, "world", key, **values)

    def _terms(self, kind: TermKind) -> list[str]:
        return [*(term.name for term in self.vocabulary.terms(kind)), *(SWATCHES if kind == "style" else ())]

    def _names(self, kind: TermKind) -> str:
        return self._world(f"{kind}s", names=self.phrases.row(map(self.phrases.word, self._terms(kind))))

    def _groups(self) -> list[str]:
        groups: dict[str, list[str]] = {}
        for term in self.vocabulary.terms("thing"):
            groups.setdefault(term.group, []).append(self.phrases.word(term.name))
        return [
            self._world("group", group=self._world(group), names=self.phrases.row(names))
            for group, names in groups.items()
        ]
