"""What a turn's expectations say, held against what happened: a sentence for each that is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from agent.brief.model import Brief
from agent.dialogues.results import TurnResult
from agent.dialogues.scripts.schema import (
    Bounds,
    Expectation,
    ExpectedBrief,
    ExpectedCheck,
    ExpectedPicture,
    ExpectedWords,
)
from tools.images.compare import changed_cells, psnr_outside_mask
from tools.images.identity import pixel_hash
from tools.images.load import load_picture
from tools.text import clean
from tools.types import Check, Requirement


@dataclass(frozen=True)
class Played:
    """What expectations are held against.

    Attributes:
        now: The turn.
        before: The turns of the same part of the script before it.
        last: The turn played just before it, which may be the setup's.
        pictures: How many pictures it ended with.
        folder: Where the script's own files are.
        look: Has the eyes check requirements in the current picture.
    """

    now: TurnResult
    before: list[TurnResult]
    last: TurnResult | None
    pictures: int
    folder: Path
    look: Callable[[list[Requirement]], list[Check]]


def missed_expectations(wanted: Expectation, played: Played) -> list[str]:
    """Return a sentence for every expectation that a turn misses."""
    return [clean(sentence) for sentence in _misses(wanted, played)]


def _misses(wanted: Expectation, played: Played) -> Iterator[str]:
    now = played.now
    if wanted.intent:
        intents = wanted.intent if isinstance(wanted.intent, list) else [wanted.intent]
        if now.intent not in intents:
            yield f"intent is {now.intent}, expected {' or '.join(intents)}"
    if wanted.brief:
        yield from brief_misses(wanted.brief, Brief.model_validate(now.brief or {}))
    if wanted.prompt:
        yield from _word_misses("the prompt", wanted.prompt, now.prompt)
    if isinstance(wanted.checks, str):
        yield from _verdict_misses(wanted.checks, now.checks)
    elif wanted.checks:
        yield from _check_misses(wanted.checks, played)
    yield from _unchanged_misses(wanted.unchanged, played)
    if wanted.picture:
        yield from _picture_misses(wanted.picture, played)
    if wanted.says:
        yield from _word_misses("the reply", wanted.says, now.reply)
    yield from _number_misses(wanted, played)


def _number_misses(wanted: Expectation, played: Played) -> Iterator[str]:
    if wanted.pictures is not None:
        bounds = wanted.pictures
        exact = Bounds(least=bounds, most=bounds) if isinstance(bounds, int) else bounds
        yield from _bound_misses("the number of new pictures", exact, played.pictures)
    if wanted.seconds:
        yield from _bound_misses("the turn's seconds", wanted.seconds, float(played.now.accounting.get("seconds", 0)))


def brief_misses(wanted: ExpectedBrief, brief: Brief) -> Iterator[str]:
    """What a brief lacks of what was expected, a sentence each."""
    for element in wanted.elements:
        found = brief.element(element.what)
        if found is None:
            yield f"the brief has no {element.what}"
            continue
        for name, value in element.model_dump(exclude_none=True, exclude={"what", "attributes"}).items():
            if getattr(found, name) != value:
                yield f"{element.what}: {name} is {getattr(found, name)}, expected {value}"
        missing = [words for words in element.attributes or () if words not in found.attributes]
        yield from (f"{element.what}: “{words}” is not among {', '.join(found.attributes)}" for words in missing)
    held = {f"{r.subject} {r.kind} {r.landmark}" for r in brief.relations}
    yield from (f"relation “{text}” is not in the brief" for text in wanted.relations if text not in held)
    for name in ("scene", "style"):
        value = getattr(wanted, name)
        if value is not None and getattr(brief, name) != value:
            yield f"{name} is {getattr(brief, name)}, expected {value}"
    for kind, words in wanted.aspects.items():
        if brief.aspect(kind) != words:
            yield f"{kind} is {brief.aspect(kind)}, expected {words}"
    yield from (f"{name} is still in the brief" for name in wanted.absent if brief.element(name))
    names = {e.what for e in wanted.elements}
    if wanted.only:
        yield from (f"{e.what} should not be in the brief" for e in brief.elements if e.what not in names)


def _word_misses(place: str, wanted: ExpectedWords, text: str) -> Iterator[str]:
    folded = text.casefold()
    yield from (f"{place} does not say “{word}”" for word in wanted.has if word.casefold() not in folded)
    yield from (f"{place} says “{word}”" for word in wanted.lacks if word.casefold() in folded)


def _bound_misses(what: str, bounds: Bounds, value: float) -> Iterator[str]:
    if bounds.least is not None and value < bounds.least:
        yield f"{what}: {value:.4g}, expected at least {bounds.least:g}"
    if bounds.most is not None and value > bounds.most:
        yield f"{what}: {value:.4g}, expected at most {bounds.most:g}"


def _verdict_misses(wanted: str, checks: list[Check]) -> Iterator[str]:
    live = [c for c in checks if c.told]
    good = sum(c.verdict == "pass" for c in live)
    if not live or good < (len(live) if wanted == "all" else len(live) / 2):
        failed = ", ".join(c.requirement.statement for c in checks if c.verdict not in ("pass", "unchecked"))
        yield f"checks: {good} of {len(live)} pass, expected {wanted} ({failed})"


def _check_misses(wanted: list[ExpectedCheck], played: Played) -> Iterator[str]:
    asked = [check.requirement for check in wanted]
    if played.now.hash is None:
        yield "checks: there is no picture"
        return
    known = {check.requirement: check for check in played.now.checks}
    unknown = [requirement for requirement in asked if requirement not in known]
    known |= {check.requirement: check for check in (played.look(unknown) if unknown else [])}
    for check, requirement in zip(wanted, asked, strict=True):
        probability = known[requirement].probability
        if probability < check.at_least:
            yield f"checks: {requirement.statement}: {probability:.2f}, expected at least {check.at_least:g}"


def _unchanged_misses(names: list[str], played: Played) -> Iterator[str]:
    old, new = (Brief.model_validate(t.brief or {}) for t in (played.last or played.now, played.now))
    for name in names:
        is_part = name in ("scene", "style")
        pair = [getattr(brief, name) if is_part else brief.element(name) for brief in (old, new)]
        if pair[0] != pair[1]:
            yield f"{name} changed in the brief"


def _picture_misses(wanted: ExpectedPicture, played: Played) -> Iterator[str]:
    now, last = played.now, played.last
    if wanted.state:
        yield from _state_misses(wanted.state, played)
    if wanted.size is None and wanted.changed is None and wanted.region is None and wanted.equal_to is None:
        return
    if now.path is None:
        yield "there is no picture"
        return
    picture = load_picture(Path(now.path))
    if wanted.size and wanted.size != f"{picture.width}x{picture.height}":
        yield f"the picture has {picture.width}x{picture.height} pixels, expected {wanted.size}"
    if wanted.equal_to and pixel_hash(load_picture(played.folder / wanted.equal_to)) != pixel_hash(picture):
        yield f"the picture is not equal to {wanted.equal_to}"
    if wanted.changed is None and wanted.region is None:
        return
    if last is None or last.path is None:
        yield "there is no picture before the turn to compare with"
        return
    yield from _change_misses(wanted, load_picture(Path(last.path)), picture)


def _state_misses(wanted: str, played: Played) -> Iterator[str]:
    now = played.now.hash
    before = played.last.hash if played.last else None
    if wanted == "new":
        if now is None or now == before:
            yield "no new picture was made"
    elif wanted == "none":
        if now is not None:
            yield "there should be no picture"
    else:
        turns = {str(turn.number): turn.hash for turn in played.before}
        other = before if wanted.endswith("before") else turns.get(wanted.split()[-1])
        if other is None or now != other:
            yield f"the picture is not the {wanted}"


def _change_misses(wanted: ExpectedPicture, before: Image.Image, after: Image.Image) -> Iterator[str]:
    if wanted.changed is not None:
        yield from _bound_misses("the changed share of the picture", wanted.changed, _changed_share(before, after))
    if wanted.region is not None and wanted.outside_db is not None:
        mask = Image.new("L", before.size)
        left, top, right, bottom = (
            round(share * side) for share, side in zip(wanted.region, before.size * 2, strict=True)
        )
        mask.paste(255, (left, top, right, bottom))
        decibels = psnr_outside_mask(before, after, mask)
        if decibels is not None and decibels < wanted.outside_db:
            yield f"outside of the region the PSNR is {decibels:.1f} dB, expected at least {wanted.outside_db:g}"


def _changed_share(before: Image.Image, after: Image.Image) -> float:
    return float(np.mean(changed_cells(before, after)))
