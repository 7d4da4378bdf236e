"""Prompts that a language model writes of the briefs of Suite E, on a page for a person to read.

A brief is made of the facts that hold after the fullest message of a session, each in its first words, so that no
director has a part in it. The prompts are asked for as each family of painters likes them, in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from threading import Event
from typing import Any, NamedTuple, TextIO

from agent.brief.model import Brief, Element, Relation
from agent.brief.wording import brief_prompt
from agent.writer.fidelity import Faults, asked_by_brief, find_faults
from agent.writer.writer import PromptWriter, brief_lines
from benchmarks.measuring import Figures
from benchmarks.reading.answers import AnswerLog
from benchmarks.reading.facts import Fact
from tools.engines.diffusers.families import FAMILIES
from tools.engines.diffusers.prompting import Prompting
from tools.text import one_line

BRIEFS = 50
"""How many a person reads."""
_LONG = 4000
"""Characters of one cell of the page."""
_LANGUAGES = ("en", "zh")


class Task(NamedTuple):
    """One prompt to be written: of which session, its language, its brief, and for which families."""

    session: str
    lang: str
    brief: Brief
    families: str
    prompting: Prompting


def tasks(rows: Iterable[dict[str, Any]], most: int = BRIEFS) -> list[Task]:
    """The prompts to be written, by turns of an English and of a Chinese brief.

    Args:
        rows: Lines of `data/open_world.jsonl`.
        most: How many there are at most.
    """
    styles = list(family_styles().items())
    found: dict[str, list[Task]] = {lang: [] for lang in _LANGUAGES}
    for row in rows:
        facts: list[Fact] = max((turn.get("must", []) for turn in row["turns"]), key=len)
        own = found[row["lang"]]
        prompting, families = styles[len(own) % len(styles)]
        own.append(Task(row["id"], row["lang"], brief_of_facts(facts), families, prompting))
    pairs = zip_longest(*found.values())
    return [task for task in chain.from_iterable(pairs) if task is not None][:most]


def family_styles() -> dict[Prompting, str]:
    """What painters expect of their prompts, each with the families that do."""
    found: dict[Prompting, list[str]] = {}
    for family in FAMILIES.values():
        if family.paints:
            found.setdefault(Prompting(family.caption, family.language), []).append(family.title)
    return {prompting: ", ".join(titles) for prompting, titles in found.items()}


def brief_of_facts(facts: Iterable[Fact]) -> Brief:
    """The brief that has facts, each in its first words."""
    elements: dict[str, Element] = {}
    brief = Brief()

    def add(what: str, **values: Any) -> None:
        had = elements.get(what, Element(what=what))
        attributes = dict.fromkeys([*had.attributes, *values.pop("attributes", ())])
        elements[what] = had.model_copy(update={**values, "attributes": tuple(attributes)})

    for fact in facts:
        match fact:
            case {"thing": thing, "has": has}:
                add(_first(thing), attributes=(_first(has),))
            case {"thing": thing}:
                add(_first(thing))
            case {"count": [name, number]}:
                add(_first(name), count=number)
            case {"rel": [subject, kinds, other]}:
                add(_first(subject))
                add(_first(other))
                relation = Relation(subject=_first(subject), kind=_first(kinds), object=_first(other))
                brief = brief.model_copy(update={"relations": (*brief.relations, relation)})
            case {"aspect": kind, "is": words}:
                brief = brief.with_aspect(kind, _first(words))
            case {"avoid": name}:
                brief = brief.model_copy(update={"avoid": (*brief.avoid, _first(name))})
            case {"scene": words} | {"style": words}:
                brief = brief.model_copy(update={next(iter(fact)): _first(words)})
            case _:
                raise ValueError(f"no fact: {fact}")
    return brief.model_copy(update={"elements": tuple(elements.values())})


def _first(words: Any) -> str:
    return str(words[0] if isinstance(words, list) else words)


class Written(NamedTuple):
    """What a language model wrote of a brief.

    Attributes:
        text: What the painter gets: the last draft, or the brief's own wording.
        first: What is wrong with the first draft; None where there was no text in the answer.
        faults: What is wrong with `text`; nothing is with the brief's own wording.
        repaired: Whether a second draft was needed, and right.
        fell_back: Whether both were wrong, so that the text is the brief's own wording.
    """

    text: str
    drafts: tuple[str, ...]
    first: Faults | None
    faults: Faults | None
    repaired: bool
    fell_back: bool


def write_prompt(task: Task, model: AnswerLog) -> Written:
    """Let a language model write one prompt as the studio lets it.

    Raises:
        GouacheError: it can't be asked.
    """
    writer = PromptWriter(model, task.prompting)  # type: ignore[arg-type] # Of a model it only writes.
    text = writer.prompt(task.brief, Event())
    asked = asked_by_brief(task.brief)
    first = find_faults(writer.drafts[0], asked) if writer.drafts and writer.drafts[0] else None
    right = None if text is None else find_faults(text, asked)
    drafts = tuple(writer.drafts)
    return Written(text or brief_prompt(task.brief), drafts, first, right, bool(text) and len(drafts) > 1, text is None)


@dataclass
class Tally:
    """Counts over the prompts of one language; those of first drafts, which show the model without the check."""

    held: int = 0
    lost: int = 0
    atoms: int = 0
    invented: list[bool] = field(default_factory=list)
    repaired: list[bool] = field(default_factory=list)
    fell_back: list[bool] = field(default_factory=list)
    unread: int = 0

    def add(self, task: Task, written: Written) -> None:
        """Count one prompt."""
        asked = asked_by_brief(task.brief)
        self.atoms += len(set(asked.atoms)) + len(asked.counts) + len(asked.lettering)
        self.repaired.append(written.repaired)
        self.fell_back.append(written.fell_back)
        if written.first is None:
            self.unread += 1
            return
        self.held += written.first.held
        self.lost += len(written.first.lost)
        self.invented.append(bool(written.first.invented))

    def figures(self) -> dict[str, float]:
        """Shares to four digits."""
        return {
            "briefs": len(self.fell_back), "atoms": self.atoms, "atoms_checked": self.held,
            "lost": round(self.lost / max(self.held, 1), 4), "invented": _share(self.invented),
            "repaired": _share(self.repaired), "fell_back": _share(self.fell_back), "no_text": self.unread,
        }  # fmt: skip


def _share(values: list[bool]) -> float:
    """Share of true values to four digits; 0 where there are none."""
    return round(sum(values) / max(len(values), 1), 4)


_HEAD = """# Prompts to be read

{name} wrote the prompts of {count} briefs of Suite E. A check looked for each atom of a brief (a name, an attribute, a
number, words to be written) and for numbers, colours, denials and quoted words that nobody asked for; of a text in
another language than its brief it finds only numbers and quoted words. What else is lost or invented a person sees:
write the atoms after “Read”, and count. Asked are at most 2 of 100 atoms lost, and 5 of 100 texts that invent
something.
"""


def write_page(
    page: TextIO,
    todo: list[Task],
    model: AnswerLog,
    tick: Callable[[], None],
    say: Callable[[str], None],
) -> Figures:
    """Write prompts and a page of them, a section each as soon as it is there; returns figures by language.

    Raises:
        GouacheError: the model can't be asked.
    """
    tallies: dict[str, Tally] = {}
    page.write(_HEAD.format(name=model.name, count=len(todo)))
    for number, task in enumerate(todo, 1):
        written = write_prompt(task, model)
        tally = tallies.setdefault(task.lang, Tally())
        tally.add(task, written)
        page.write("\n".join(_section(number, task, written)))
        page.flush()
        tick()
        so_far = ", ".join(f"{key} {tally.figures()[key]}" for key in ("lost", "invented", "repaired", "fell_back"))
        say(f"{number}/{len(todo)} {task.session} {task.lang}: {so_far} | {model.median()} s an answer")
    figures = {lang: tally.figures() for lang, tally in tallies.items()}
    page.write("\n".join(_totals(figures)))
    return figures | {"seconds_p50": model.median()}


def _section(number: int, task: Task, written: Written) -> Iterator[str]:
    """The lines of a page about one prompt."""
    yield f"\n## {number}. {task.session}\n"
    language = "in English" if task.prompting.language == "en" else "in the brief's language"
    yield f"{task.families}: {task.prompting.caption}, {language}\n"
    yield "| brief | text |\n|---|---|"
    lines = [*brief_lines(task.brief), *(f"absent: {name}" for name in task.brief.avoid)]
    yield f"| {'<br>'.join(map(_cell, lines))} | {_cell(written.text)} |\n"
    yield f"Check: {_verdict(written)}\n"
    if len(written.drafts) > 1:
        for at, draft in enumerate(written.drafts if written.fell_back else written.drafts[:-1], 1):
            told = find_faults(draft, asked_by_brief(task.brief)).sentences() if draft else ["There is no text in it."]
            yield f"Draft {at}: {_cell(draft)} — {' '.join(told)}\n"
    yield "Read: lost: ; invented:\n"


def _verdict(written: Written) -> str:
    """What the check says of the text that the painter gets."""
    if written.fell_back:
        return "both drafts are wrong, so the painter gets the brief's own wording."
    held = written.faults.held if written.faults else 0
    how = "the second draft is right" if written.repaired else "right at once"
    return f"{how}; lost 0 of {held} atoms that it can find, invented nothing."


def _totals(figures: dict[str, dict[str, float]]) -> Iterator[str]:
    yield "\n## In all\n\nBy the check, of first drafts; `atoms_checked` are those that it could find.\n"
    columns = list(next(iter(figures.values()), {}))
    yield f"| language | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}"
    yield "\n".join(
        f"| {lang} | {' | '.join(str(values[column]) for column in columns)} |" for lang, values in figures.items()
    )
    yield ""


def _cell(text: str) -> str:
    """A text in a cell of a Markdown table."""
    return one_line(text, _LONG).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
