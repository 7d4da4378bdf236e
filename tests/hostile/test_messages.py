"""Any message, and a director that answers anything: each turn ends in a clean sentence or is refused with one."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from agent.studio import Studio
from storage.store import Store
from tests.agent.plans import Make
from tools.errors import GouacheError
from tools.text import clean

MESSAGES = 1000
WORDS = (
    "a red bird", "make it blue", "undo", "两只猫", "在右边", "remove the tree", "why?", "", " ", "🐱🐱🌳", "((((",
    "none", "-1", "9" * 400, "\x1b]0;owned\x07", "\x1b[2J", "\u202egnp.exe", "\ud800", "\x00", "%s%s%n",
    "{0.__class__}", "'; DROP--", "../../etc/passwd", "[red]x[/red]", "<script>", "\\", "\r\n", "\t", "e\u0301" * 50,
    "𝒇𝒐𝒙", "null", "NaN", "1e999", "🏳️‍🌈",
)  # fmt: skip
COMMANDS = (
    "/help", "/undo", "/style", "/enhance", "/restyle", "/region", "/open", "/vary", "/seed", "/steps", "/size", "/raw",
    "/prompt", "/export", "/compare", "/why", "/goto", "/tone", "/nosuch", "/", "//",
    "/;", "/region\t0,0,1,1", "/draft",
)  # fmt: skip
KEYS = (
    "do",
    "n",
    "m",
    "how",
    "say",
    "edits",
    "op",
    "what",
    "to",
    "color",
    "count",
    "size",
    "place",
    "rel",
    "of",
    "__class__",
)
INTENTS = ("create", "edit", "ask", "chat", "decline", "undo", "redo", "goto", "branch", "again", "enhance", "restyle",
           "check", "describe", "compare", "destroy")  # fmt: skip


def some_text(rng: random.Random) -> str:
    """A few pieces that are hard on terminals, databases or parsers, or plain characters of any kind."""
    if rng.random() < 0.2:
        return "".join(
            chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x20000)))) for _ in range(rng.randrange(40))
        )
    return rng.choice(("", " ", "")).join(rng.choice(WORDS) for _ in range(rng.randrange(1, 5)))


def some_message(rng: random.Random) -> str:
    """A message, a command with odd arguments, or something very long."""
    kind = rng.random()
    if kind < 0.3:
        return f"{rng.choice(COMMANDS)} {some_text(rng)}"
    return some_text(rng) * rng.choice((100, 3000)) if kind > 0.97 else some_text(rng)


def some_value(rng: random.Random, depth: int = 0) -> Any:
    """Any JSON value."""
    kind = rng.randrange(7 if depth < 3 else 5)
    if kind == 0:
        return rng.choice((None, True, -1, 0, 2**70, 1e308, float("inf")))
    if kind in (1, 2, 3, 4):
        return rng.choice((some_text(rng), rng.choice(("bird", "red", "tree", "left", "meadow", "blue", "watercolor"))))
    if kind == 5:
        return [some_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {rng.choice(KEYS): some_value(rng, depth + 1) for _ in range(rng.randrange(5))}


def some_plan(rng: random.Random) -> str:
    """What a director may write: a plan with odd values, any JSON, or no JSON at all."""
    if rng.random() < 0.1:
        return rng.choice(("", "{", "[" * 2000, some_text(rng), "```json\n{}\n```"))
    if rng.random() < 0.1:
        return json.dumps(some_value(rng))
    plan: dict[str, Any] = {"do": rng.choice(INTENTS)}
    if rng.random() < 0.4:
        plan["say"] = some_text(rng)
    if rng.random() < 0.3:
        plan["n"] = rng.choice((1, 2, 0, -5, 10**9, "one", None))
    if rng.random() < 0.5:
        edit = {
            "op": rng.choice(("add", "change", "remove", "replace", "scene", "style", "avoid", "swap")),
            "what": "bird",
        }
        edit |= {rng.choice(KEYS): some_value(rng, 2) for _ in range(rng.randrange(3))}
        plan["edits"] = [edit]
    return json.dumps(plan)


class HostileWriter:
    """A language model that answers anything."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Any, limit: int = 400) -> str:
        return some_plan(self.rng)

    def nbytes(self) -> int:
        return 0

    def to(self, where: str) -> None:
        return None


def assert_clean(text: str, what: str) -> None:
    """No character of a text does anything to a terminal or changes the order of what stands around it."""
    odd = [c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Cf") and c not in "\n\t\u200c\u200d"]
    assert not odd, (what, odd, text[:200])
    assert clean(text) == text, (what, text[:200])


def answered(studio: Studio, message: str) -> str:
    """The reply, question or refusal that a message gets."""
    try:
        turn = studio.send(message)
    except GouacheError as refusal:
        return str(refusal)
    return (turn.question if turn.status == "asking" else turn.reply) or ""


@pytest.fixture
def hostile(studio: Make) -> Callable[[random.Random], Studio]:
    """Makes a studio on tiny models whose director answers anything."""

    def make(rng: random.Random) -> Studio:
        made = studio("{}")
        made.models.set_engine("director", HostileWriter(rng))
        return made

    return make


@pytest.mark.parametrize("seed", range(5))
def test_every_message_ends_in_a_clean_sentence(
    hostile: Callable[[random.Random], Studio], store: Store, seed: int
) -> None:
    rng = random.Random(seed)
    made = hostile(rng)
    for _ in range(MESSAGES // 5):
        message = some_message(rng)
        answer = answered(made, message)
        assert answer, message
        assert_clean(answer, f"answer to {message!r}")
    assert [turn for turn in store.turns(made.session_id) if turn.status in ("running", "waiting")] == []
    for turn in store.turns(made.session_id):
        for stored in (turn.message, turn.reply, turn.question, turn.prompt):
            assert_clean(stored or "", "stored")
