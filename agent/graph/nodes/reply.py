"""Reply: say what was done, what holds and what does not, and hand over the best picture."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from agent import limits
from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.director.plan import MOVING
from agent.events import Checked, Event, Loss, Standing, TurnFinished
from agent.graph.answering import answer_text, description
from agent.graph.nodes.look import can_be_read
from agent.graph.state import NodeContext, State
from agent.messages.catalogue import sentence
from agent.messages.replies import Replies
from agent.turns import settings
from agent.turns.calls import AttemptScore
from agent.turns.left_out import left_out
from agent.turns.plan_resolution import brief_of
from agent.turns.regressions import lost_requirements, standing
from agent.turns.retry_policy import best_attempt
from storage import ledger
from storage.tables import Picture, ToolCall
from tools.images.tone import TONES
from tools.text import clean, simplified
from tools.types import Check

MODEL_FREE = frozenset({"open", "compare", "undo", "redo", "goto", "branch"})
"""Tools that ask no model."""


def reply(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """End the turn in one transaction, and tell about it once that holds."""
    context = runtime.context
    with context.store.transaction():
        events = _end(state, context)
    for event in events:
        context.emit(event)
    return {}


def _end(state: State, context: NodeContext) -> list[Event]:
    """Write the turn's end, and return what is to be told."""
    replies = context.replies(state)
    calls = context.store.calls(state.turn)
    accounting: dict[str, Any] = {
        "pictures": len(state.attempts),
        "calls": len(calls),
        "model_calls": state.director_calls + sum(map(_asks_a_model, calls)),
        "model_seconds": round(state.model_seconds, 3),
        "gained": 0,
    }
    if state.attempts:
        chosen = best_attempt(state.attempts)
        ending = _Ending(state, context, replies, chosen, calls, accounting)
        text, events = ending.finish(), ending.events
        current: Picture | None = context.store.picture(chosen["picture"])
    else:
        accounting["lost"] = 0
        memory = replies.steps_down(context.models.take_steps_down())
        text = replies.join([answer_text(state, context, replies), memory])
        ledger.finish_turn(
            context.store,
            state.turn,
            None,
            lambda _: text,
            plan=state.plan_values,
            accounting=accounting,
            brief=None,
        )
        events = [standing(context.store, state.session)] if state.plan.intent in MOVING else []
        if state.plan.intent == "check" and "checks" in state.data:
            events.append(Checked(0, tuple(Check.model_validate(value) for value in state.data["checks"])))
        current = context.store.current(state.session)
    path = str(context.store.path(current)) if current else None
    if "sheet" in state.data:
        path = str(context.store.files.path(state.data["sheet"]))
    status = "declined" if state.plan.intent == "decline" else "done"
    return [*events, TurnFinished(text, status, current.number if current else None, path, accounting)]


def _asks_a_model(call: ToolCall) -> bool:
    """Whether a call asks a model; of the enhancements those of tone do not."""
    return call.tool not in MODEL_FREE and (call.arguments or {}).get("how") not in (*TONES, "tone")


class _Ending:
    """The end of a turn that painted."""

    def __init__(
        self,
        state: State,
        context: NodeContext,
        replies: Replies,
        chosen: AttemptScore,
        calls: list[ToolCall],
        accounting: dict[str, Any],
    ) -> None:
        self.state, self.context, self.replies, self.chosen = state, context, replies, chosen
        self.calls, self.accounting = calls, accounting
        self.events: list[Event] = []
        self.checks = context.store.checks(chosen["picture"])
        made = next((call for call in calls if call.picture_id == chosen["picture"]), None)
        self.outside_db: float | None = (made.data or {}).get("outside_db") if made is not None else None
        self.source = None if state.fresh or state.base is None else context.store.picture(state.base)

    def finish(self) -> str:
        """Number the chosen picture, store the reply, and tell where the person stands now."""
        store, state, chosen = self.context.store, self.state, self.chosen
        losses = lost_requirements(store, chosen["picture"], self.checks)
        self.accounting["gained"] = chosen["passed"] - state.attempts[0]["passed"]
        self.accounting["lost"] = len(losses)
        if self.outside_db is not None:
            self.accounting["outside_db"] = self.outside_db
        body = self._body(losses)
        variations = [one["picture"] for one in state.attempts] if state.options.variations is not None else []
        text = ledger.finish_turn(
            store,
            state.turn,
            chosen["picture"],
            lambda number: self._compose(number, body, variations),
            variations=variations,
            plan=state.plan_values,
            accounting=self.accounting,
            brief=state.brief_values,
        )
        self._use_up_strength()
        row = store.picture(chosen["picture"])
        self.events.append(Standing(row.number, tuple(self.checks), losses))
        return text

    def _compose(self, number: int | None, body: list[str], variations: list[int]) -> str:
        """The reply, once the number of the picture is known."""
        head = self._head(number) if number is not None else ""
        if number is not None and len(variations) > 1:
            first = number - variations.index(self.chosen["picture"])
            numbers = self.replies.numbers(range(first, first + len(variations)))
            head = self.replies.say("varied", numbers=numbers, number=number)
        return clean(self.replies.join([head, *body]))

    def _head(self, number: int) -> str:
        """Which picture this is, and from which it was made where that is not the one before it."""
        source = self.source.number if self.source else None
        if source is None or source == number - 1 or self.state.folded is not None:
            return self.replies.say("made", number=number)
        return self.replies.say("made_from", number=number, source=source)

    def _unchanged(self) -> str:
        """That an edit left the picture as it was, where it did."""
        source, state = self.source, self.state
        chosen = self.context.store.picture(self.chosen["picture"])
        if state.plan.intent not in ("edit", "branch") or source is None or chosen.hash != source.hash:
            return ""
        was_so = brief_of(source) == state.brief
        return self.replies.say("same_picture" if was_so else "same_result", source=source.number)

    def _body(self, losses: tuple[Loss, ...]) -> list[str]:
        """Sentences on what holds and what does not, and on what it took."""
        state, replies = self.state, self.replies
        sentences = [state.reply or "", self._unchanged(), self._attempts() if len(state.attempts) > 1 else ""]
        if state.work is not None:
            sentences.append(replies.work_done(state.work, state.plan.method, state.plan.picture))
        if not can_be_read(state, self.context, self.source):
            sentences.append(sentence(replies.language, "answer", "unreadable"))
        else:
            told = replies.verdicts(self.checks) if self.checks else description(state, self.context, replies)
            sentences.append(told)
        sentences += [self._left_out(), self._own_color()]
        if self.outside_db is not None and self.outside_db < limits.OUTSIDE_DB:
            sentences.append(replies.say("outside"))
        if state.folded is not None:
            number, count, _ = state.folded
            sentences.append(replies.say("folded", number=int(number), count=int(count)))
        turn = self.context.store.turn(state.turn).number
        memory = replies.steps_down(self.context.models.take_steps_down())
        return [*sentences, replies.losses(losses, turn), memory, replies.cost(self.accounting)]

    def _left_out(self) -> str:
        """Which wishes of the message are in no requirement, of which the checks say nothing, or that some may be."""
        state, replies = self.state, self.replies
        if state.message.startswith("/") or state.plan.intent not in ("create", "edit", "branch"):
            return ""
        briefs = [state.brief, *([brief_of(self.source)] if self.source else [])]
        missed = [Edit.model_validate(edit) for edit in state.missed]
        words = [word for edit in missed for word in (edit.to, edit.place, edit.doing, edit.rel) if word]
        message, edits = simplified(state.message), [*state.plan.edits, *missed]
        found = left_out(message, edits, briefs, self.context.vocabulary)
        words = [*(word for word in found if word not in words), *map(replies.phrases.word, dict.fromkeys(words))]
        if words:
            return replies.say("left_out", words=replies.phrases.quoted(words))
        return replies.say("doubtful") if state.doubt >= limits.DOUBT else ""

    def _own_color(self) -> str:
        """That what replaced a thing need not have its colour."""
        state, word = self.state, self.replies.phrases.word
        before = brief_of(self.source) if self.source is not None else Brief()
        for edit in state.plan.edits:
            old = before.element(edit.what or "") if edit.op == "replace" and not edit.color else None
            if old is not None and old.color and edit.to != old.what:
                return self.replies.say("own_color", new=word(edit.to or ""), old=word(old.what), color=word(old.color))
        return ""

    def _attempts(self) -> str:
        """How the chosen picture compares with the first."""
        state, chosen = self.state, self.chosen
        self.events.append(Checked(0, tuple(self.checks)))
        if state.options.variations is not None:
            return ""
        gained = chosen["passed"] - state.attempts[0]["passed"]
        gain = self.replies.say("gain", n=gained) if gained > 0 else self.replies.say("some_gain")
        if chosen["picture"] == state.attempts[0]["picture"]:
            gain = self.replies.say("no_gain")
        return self.replies.say("best", tries=len(state.attempts), gain=gain)

    def _use_up_strength(self) -> None:
        """A strength is set for the next edit, which this one was."""
        used = (call.arguments or {} for call in self.calls if call.picture_id is not None)
        if any(arguments.get("strength") is not None for arguments in used):
            context = self.context
            settings.update_settings(context.store, self.state.session, context.profile, None, {"strength": None})
