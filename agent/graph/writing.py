"""The words of a turn's calls, written by the language model where the profile wants that."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from agent.brief.wording import brief_prompt
from agent.graph.state import NodeContext
from agent.turns.calls import PlannedCall
from agent.turns.plan_resolution import brief_of
from agent.turns.tool_calls import PlannedTurn
from agent.writer.writer import PromptWriter
from storage.tables import Picture
from tools.engines.base import LanguageModel
from tools.engines.diffusers.prompting import Prompting, prompting_of
from tools.errors import Cancelled, GouacheError
from tools.profiles import Role

log = logging.getLogger("gouache")


@dataclass(frozen=True)
class Written:
    """The calls with their words.

    Attributes:
        calls: In order; what was written stands in their arguments, so that a replay needs no language model.
        prompt: The prompt that is painted, or that the picture is filed under.
        told: What the model is told: the prompt, or the instruction of an edit.
        before: What it would be compared with: the last prompt, or the instruction in the brief's own wording.
        asked: How often the language model was asked.
    """

    calls: list[PlannedCall]
    prompt: str | None
    told: str
    before: str
    asked: int


def write_words(turn: PlannedTurn, base: Picture | None, context: NodeContext) -> Written:
    """The calls in the words of the language model; in the brief's own where it wrote none that say it.

    Raises:
        Cancelled: the person stopped it.
    """
    call = next(call for call in turn.calls if "prompt" in call["arguments"])
    role: Role = "editor" if call["tool"] == "edit" else "painter"
    prompting = prompting_of(context.models.loaded(role), context.profile.spec(role))
    plain = brief_prompt(turn.brief)
    if role == "editor" and prompting.instructed:
        asked, text = _ask(
            context, prompting, lambda writer: writer.instruction(turn.edits, turn.brief, context.cancel)
        )
        own = str(call["arguments"]["instruction"])
        calls = [_with(one, {"instruction": text or own}) for one in turn.calls]
        return Written(calls, turn.prompt, text or own, own, asked)
    asked, text = _ask(context, prompting, lambda writer: writer.prompt(turn.brief, context.cancel))
    calls = [_with(one, {"prompt": text, "plain": plain}) for one in turn.calls] if text else turn.calls
    last = ((base.recipe or {}) if base else {}).get("arguments", {})
    before = str(last["prompt"]) if last.get("plain") and last.get("prompt") else brief_prompt(brief_of(base))
    return Written(calls, text or turn.prompt, text or plain, before, asked)


def _with(call: PlannedCall, words: dict[str, str]) -> PlannedCall:
    return {**call, "arguments": call["arguments"] | words} if "prompt" in call["arguments"] else call


def _ask(
    context: NodeContext, prompting: Prompting, write: Callable[[PromptWriter], str | None]
) -> tuple[int, str | None]:
    """How often the language model was asked, and what it wrote; trouble with it is no reason not to paint.

    Raises:
        Cancelled: the person stopped it.
    """
    calls = 0

    def job(model: LanguageModel) -> str | None:
        nonlocal calls
        writer = PromptWriter(model, prompting)
        try:
            return write(writer)
        finally:
            calls += writer.calls

    try:
        text = context.models.use("director", job)
    except Cancelled:
        raise
    except GouacheError as error:
        log.warning("no prompt was written: %s", error)
        text = None
    return calls, text
