"""From a settled plan to the tool calls that paint it."""

from __future__ import annotations

from typing import Any

from agent import limits
from agent.brief.edits import edit_instructions
from agent.brief.model import Brief, brief_prompt
from agent.director.plan import Plan
from agent.graph.state import NodeContext, PlannedCall, State
from agent.turns import settings
from agent.turns.edit_chain import edits_between, fold_root
from storage.tables import Picture
from tools.actions.generate import BATCH, SeedMode, draw_seeds
from tools.errors import BadArguments

Orders = dict[str, Any]
"""A state's update: the `calls`, and what their pictures are filed under."""
OVER = ("enhance", "restyle")
"""What works over a picture's pixels: its brief stays, and no seed would make it come out otherwise."""


def brief_of(picture: Picture | None) -> Brief:
    """The brief that a picture was made from; an empty one where there is none."""
    return Brief.model_validate(picture.brief) if picture and picture.brief else Brief()


def _common(context: NodeContext, state: State, words: str, brief: Brief) -> dict[str, Any]:
    session, turn = context.store.session(state["session"]), context.store.turn(state["turn"])
    values = {"prompt": words, "negative": ", ".join(brief.avoid), "seed": settings.turn_seed(session, turn.number)}
    return {**values, **settings.session_settings(session).arguments(context.profile)}


def build_calls(context: NodeContext, state: State, words: str) -> Orders:
    """The calls of the state's plan; `words` are the painter's prompt."""
    plan, brief = Plan.model_validate(state["plan"]), Brief.model_validate(state["brief"])
    base_id = state.get("base")
    base = context.store.picture(base_id) if base_id is not None else None
    if "opened" in state:
        return {"calls": [{"tool": "open", "arguments": {"path": state["opened"]}}], "fresh": True}
    if plan.intent in OVER:
        return _over(context, state, plan, base)
    if plan.intent == "again" and base is not None:
        again = _again(context, state, base, words)
        if again is not None:
            return again
    if plan.intent in ("create", "again"):
        if not words:
            raise BadArguments("It is not known what this picture shows; say what to paint.")
        size = settings.session_settings(context.store.session(state["session"])).size(context.profile)
        call: PlannedCall = {"tool": "generate", "arguments": {**_common(context, state, words, brief), **size}}
        return {"calls": _varied(context, state, call), "fresh": True}
    return _edited(context, state, plan, brief, base, words)


def _over(context: NodeContext, state: State, plan: Plan, base: Picture | None) -> Orders:
    """Work over a picture; a wish for other things beside it is not heard, as no tool here would paint them."""
    brief = brief_of(base)
    arguments: dict[str, Any] = {"picture": base.number if base else None}
    if plan.intent == "enhance":
        arguments["how"] = plan.method or "auto"
    else:
        arguments |= {"style": plan.method} if plan.method else {"like": plan.picture} if plan.picture else {}
        arguments |= settings.session_settings(context.store.session(state["session"])).edited()
        arguments |= {"region": state["region"]} if "region" in state else {}
        brief = brief.model_copy(update={"style": None})
    arguments |= state.get("manner", {})
    return {"calls": [{"tool": plan.intent, "arguments": arguments}], "brief": brief.model_dump(mode="json")}


def _edited(context: NodeContext, state: State, plan: Plan, brief: Brief, base: Picture | None, words: str) -> Orders:
    calls: list[PlannedCall] = []
    if plan.intent == "branch":
        calls.append({"tool": "branch", "arguments": {"number": base.number if base else None}})
    if not plan.edits:
        return {"calls": calls}
    edits, folded, old = list(plan.edits), Orders(), brief_of(base)
    worn = (
        fold_root(context.store, base) if base is not None and plan.intent == "edit" and "region" not in state else None
    )
    if worn is not None:
        base, count, far = worn
        old = brief_of(base)
        edits, folded = edits_between(old, brief), {"folded": [base.number or 0, count, round(far, 1)]}
    arguments = {
        **_common(context, state, words, brief), **settings.session_settings(context.store.session(state["session"])).edited(),
        "picture": base.number if base else None, "instruction": edit_instructions(old, edits),
        "keep": not any(e.op in limits.EDIT_AS_NEW for e in edits),
    }  # fmt: skip
    if "region" in state:
        arguments["region"] = state["region"]
    return {"calls": [*calls, {"tool": "edit", "arguments": arguments}], **folded}


def is_upload(context: NodeContext, picture: Picture | None) -> bool:
    """Whether a picture's line of work begins with a person's own file."""
    while picture is not None and picture.parent_id is not None:
        picture = context.store.picture(picture.parent_id)
    return picture is not None and (picture.recipe or {}).get("tool") == "open"


def _origin(context: NodeContext, picture: Picture) -> tuple[Picture, str, dict[str, Any]] | None:
    """What painted a picture: of one that was worked over, what painted the one below; of one that was repaired, its
    turn's first call. None for a person's own."""
    while (picture.recipe or {}).get("tool") in OVER and picture.parent_id is not None:
        picture = context.store.picture(picture.parent_id)
    recipe = picture.recipe or {}
    tool, arguments = recipe.get("tool"), dict(recipe.get("arguments", {}))
    if tool == "edit" and arguments.get("picture") is None:
        calls = [c for c in context.store.calls(picture.turn_id) if c.picture_id is not None]
        tool, arguments = (calls[0].tool, dict(calls[0].arguments or {})) if calls else (None, {})
    return (picture, tool, arguments) if tool in ("generate", "edit") else None


def _again(context: NodeContext, state: State, base: Picture, words: str) -> Orders | None:
    """The call that painted a picture once more, with another seed and the settings of now."""
    origin = _origin(context, base)
    if origin is None:
        return None
    # What was worked over is painted again as it was before: it is filed under that brief, style and all.
    own = {} if origin[0].id == base.id else {"brief": brief_of(origin[0]).model_dump(mode="json")}
    base, tool, made = origin
    made.pop("batch", None)
    session, turn = context.store.session(state["session"]), context.store.turn(state["turn"])
    now = settings.session_settings(session)
    arguments = {**made, **now.arguments(context.profile), "seed": settings.turn_seed(session, turn.number)}
    if tool == "generate" and now.width:
        arguments |= now.size(context.profile)
    if "words" in state:
        # One's own words replace the prompt and the change, not the seed: only what they say should differ.
        arguments |= {"prompt": words, "seed": made.get("seed", arguments["seed"])}
        arguments |= {"instruction": words} if "instruction" in arguments else {}
    elif any(
        arguments == {k: v for k, v in (c.arguments or {}).items() if k != "batch"}
        for c in context.store.calls(base.turn_id)
    ):
        arguments["seed"] = session.seed + settings.STRIDE * turn.number
    parent = context.store.picture(base.parent_id) if base.parent_id is not None else None
    if tool == "edit" and arguments.get("picture") is None and parent is not None:
        arguments["picture"] = parent.number
    call: PlannedCall = {"tool": tool, "arguments": arguments}
    return {
        "calls": _varied(context, state, call),
        "fresh": parent is None,
        "base": parent.id if parent else None,
        **own,
    }


def _varied(context: NodeContext, state: State, call: PlannedCall) -> list[PlannedCall]:
    """The call itself, or one for every variation that was asked for, in batches where the painter can."""
    if "vary" not in state:
        return [call]
    session, turn = context.store.session(state["session"]), context.store.turn(state["turn"])
    mode: SeedMode = "random" if settings.session_settings(session).mode == "random" else "increment"
    chosen = draw_seeds(mode, session.seed + settings.STRIDE * turn.number, state["vary"])
    together = call["tool"] == "generate" and hasattr(context.models.get("painter"), "paint_many")
    calls: list[PlannedCall] = []
    for at, seed in enumerate(chosen):
        part = chosen[at // BATCH * BATCH :][:BATCH]
        batch = {"batch": part} if together and len(part) > 1 else {}
        calls.append({"tool": call["tool"], "arguments": {**call["arguments"], "seed": seed, **batch}})
    return calls


def prompt_of_calls(orders: Orders) -> str | None:
    """The prompt that the painter gets; None where nothing is painted from one."""
    return next((c["arguments"]["prompt"] for c in orders["calls"] if "prompt" in c["arguments"]), None)


def painter_prompt(state: State) -> str:
    """The painter's prompt for the state's brief: a person's own words, where they gave some."""
    return state.get("words") or brief_prompt(Brief.model_validate(state["brief"]))
