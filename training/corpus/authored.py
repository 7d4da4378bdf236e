"""Sessions written and labelled by hand, in which things and colours change places with others.

`authored.jsonl` holds a session a line, as `benchmarks.dialogues` reads them, and of an answer its `why`: a kind of
question, a reason to decline or an answer of
`training.corpus.wordings.small_talk`. Its writers saw neither the grammar nor the suites.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.director.pocket.candidates import copy_candidates
from agent.director.view import View
from benchmarks.dialogues import Session
from tools.vocabulary.english import with_article
from tools.vocabulary.storybook import lexicon
from training.corpus.asking import question
from training.corpus.noise import noise
from training.corpus.speaker import Speaker
from training.corpus.wordings import small_talk
from training.holdout import kept_out, plain_words

PATH = Path(__file__).with_name("authored.jsonl")
NAMED = ("what", "to", "of")
VERBATIM, OTHER_COLORS, NOISY = 0.25, 0.5, 0.3
SAME_GROUP = 0.75
"""How often a thing gives way to one of its own kind, so that what is said of it may still be true."""

Row = dict[str, Any]


@cache
def rows(lang: str) -> list[Row]:
    """The sessions of a language."""
    found = [json.loads(line) for line in PATH.read_text("utf-8").splitlines()]
    return [row for row in found if row["lang"] == lang]


def _forms(noun: str, lang: str) -> list[str]:
    """Every way to write a thing, longest first."""
    known = lexicon.nouns()[noun]
    names = known.chinese if lang == "zh" else (*known.english, *map(lexicon.plural, known.english))
    return sorted(set(names), key=len, reverse=True)


def _pattern(forms: list[str], lang: str) -> re.Pattern[str]:
    every = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(every if lang == "zh" else rf"\b(?:{every})\b", re.IGNORECASE)


def _edits(row: Row) -> list[Row]:
    return [edit for turn in row["turns"] for edit in turn["plan"].get("edits", ())]


def _movable(row: Row) -> list[str]:
    """The things of a session that can give way: wherever a plan has one by another name than its own, that name stands
    in no message (a slip of the fingers, or the end of a longer name, would stay behind)."""
    said = " ".join(turn["say"] for turn in row["turns"]).lower()
    names = {edit[key] for edit in _edits(row) for key in NAMED if edit.get(key)}
    found: dict[str, bool] = {}
    for name in names:
        noun = lexicon.noun(name)
        if noun is not None:
            own = name.lower() in _forms(noun, row["lang"]) or name.lower() not in said
            # One Han letter is a part of too many words.
            short = row["lang"] == "zh" and any(len(form) == 1 and form in said for form in _forms(noun, "zh"))
            found[noun] = found.get(noun, True) and own and not short
    # A name within another's ("tree", "palm tree") can't be told apart from it.
    return sorted(n for n, fits in found.items() if fits and not any(n != o and (n in o or o in n) for o in found))


def _others(s: Speaker, row: Row) -> dict[str, str]:
    """By word to replace, its replacement: for the things of a session that give way, in every form."""
    table, taken = dict[str, str](), {lexicon.noun(edit[k]) for edit in _edits(row) for k in NAMED if edit.get(k)}
    for noun in _movable(row):
        if s.chance(0.3):
            continue
        group = lexicon.nouns()[noun].group
        fitting = [n for n in lexicon.nouns() if n not in taken]
        near = [n for n in fitting if lexicon.nouns()[n].group == group] if s.chance(SAME_GROUP) else fitting
        if not near:
            continue
        new = str(s.pick(near))
        taken.add(new)
        known = lexicon.nouns()[new]
        name = str(s.pick(known.chinese if row["lang"] == "zh" else known.english))
        for form in _forms(noun, row["lang"]):
            many = row["lang"] == "en" and form not in lexicon.nouns()[noun].english
            table[form.lower()] = lexicon.plural(name) if many else name
        table.setdefault(noun, new)
    return table


def _tints(s: Speaker, row: Row) -> dict[str, str]:
    """The same for colours; empty where a message has one in another form than its whole name."""
    names = {edit["color"] for edit in _edits(row) if edit.get("color")}
    if not names or not s.chance(OTHER_COLORS) or not names <= set(lexicon.COLORS):
        return {}
    said = " ".join(turn["say"] for turn in row["turns"]).lower()
    if row["lang"] == "en":
        spoken = {name: name for name in lexicon.COLORS}
    else:
        spoken = {name: next(n for n in others if not n.isascii()) for name, others in lexicon.COLOR_NAMES.items()}
        said = re.sub("|".join(spoken.values()), "", said)
        if any(name in said for color, others in lexicon.COLOR_NAMES.items() for name in (color, *others)):
            return {}
    order = [str(name) for name in s.rng.permutation(list(lexicon.COLORS))]
    return {spoken[old]: spoken[new] for old, new in zip(lexicon.COLORS, order, strict=True)}


def _swapped(text: str, table: dict[str, str], lang: str) -> str:
    if not table:
        return text

    def other(found: re.Match[str]) -> str:
        new = table[found["word"].lower()]
        if found["word"].isupper() and len(found["word"]) > 1:
            new = new.upper()
        return with_article(new) if found["article"] and with_article(new) != new else (found["article"] or "") + new

    return re.sub(
        rf"(?P<article>\ban? )?(?P<word>{_pattern(list(table), lang).pattern})", other, text, flags=re.IGNORECASE
    )


def varied(s: Speaker, row: Row) -> Row:
    """A session with other things and colours in it."""
    things, tints, lang = _others(s, row), _tints(s, row), row["lang"]
    known = {lexicon.noun(word): lexicon.noun(new) for word, new in things.items() if lexicon.noun(word)}
    colors = {lexicon.color(old): lexicon.color(new) for old, new in tints.items()}
    turns = []
    for turn in row["turns"]:
        plan = {**turn["plan"]}
        if "edits" in plan:
            plan["edits"] = [
                {
                    key: known.get(lexicon.noun(value), value) if key in NAMED and edit["op"] not in ("scene", "style")
                    else colors.get(value, value) if key == "color" else value
                    for key, value in edit.items()
                }
                for edit in plan["edits"]
            ]  # fmt: skip
        turns.append({**turn, "say": _swapped(_swapped(turn["say"], things, lang), tints, lang), "plan": plan})
    return {**row, "turns": turns}


def _spelt(edit: Edit, view: View) -> Edit:
    """Things in the words of the messages, where they name them, as a plan copies them; else by the picture's names."""
    words, here = copy_candidates(view), [e.what for e in view.brief.elements]
    said = " ".join(text for who, text in view.exchange if who == "user")
    changed = {}
    for key in NAMED:
        value = getattr(edit, key)
        if value is None or edit.op in ("scene", "style") or (value in words and value in said):
            continue
        noun = lexicon.noun(value)
        own = [word for word in words if noun and lexicon.noun(word) == noun and word in said]
        changed[key] = max(own, key=len) if own else noun if noun in here else value
    return edit.model_copy(update=changed)


def _can_be_written(plan: Plan, view: View) -> bool:
    """Whether the plan's things are among the words that a plan may name things with."""
    words = {word.lower() for word in copy_candidates(view)}
    named = [getattr(edit, key) for edit in plan.edits for key in NAMED if edit.op not in ("scene", "style")]
    return {name.lower() for name in named if name} <= words


def _say(s: Speaker, plan: Plan, why: str, view: View) -> str | None:
    match plan.intent:
        case "ask":
            return question(why, s, view)
        case "decline":
            return small_talk.REASONS[why][s.lang]
        case "chat":
            return small_talk.ANSWERS[why][s.lang]
    return None


def told(s: Speaker, row: Row) -> Iterator[tuple[View, Plan]]:
    """Every message of a session where it was said, with the plan it asks for; those of the suites are left out."""
    session = Session(row["lang"])
    for turn in row["turns"]:
        why = turn.get("why") or turn["plan"].get("why", "")
        plan = Plan.model_validate({key: value for key, value in turn["plan"].items() if key != "why"})
        view = session.view(turn["say"])
        plan = plan.model_copy(
            update={"edits": tuple(_spelt(e, view) for e in plan.edits), "text": _say(s, plan, why, view)}
        )
        if plain_words(turn["say"]) not in kept_out() and _can_be_written(plan, view):
            text, said = noise(s, turn["say"], plan) if s.chance(NOISY) else (turn["say"], plan)
            exchange = (*view.exchange[:-1], ("user", text))
            yield View(view.brief, view.focus, view.pictures, view.at, exchange, view.steps), said
        session.advance(turn["say"], plan)
        if plan.intent == "ask" and s.chance(0.5):
            session.open_exchange = (*session.open_exchange[:-1], ("you", str(plan.text)))


def authored(s: Speaker) -> list[tuple[View, Plan]]:
    """One session's messages, as written or with other things and colours."""
    row = s.pick(rows(s.lang))
    return list(told(s, row if s.chance(VERBATIM) else varied(s, row)))
