"""From a resolved plan to the tool calls that paint it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from agent import limits
from agent.brief.content import change_of, content_of
from agent.brief.diff import edits_between
from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.brief.wording import brief_prompt, edit_instructions
from agent.commands.command import Options
from agent.director.plan import Plan
from agent.turns.calls import PlannedCall
from agent.turns.edit_chain import fold_root
from agent.turns.plan_resolution import brief_of, is_upload
from agent.turns.settings import TurnSettings
from storage.store import Store
from storage.tables import Picture
from tools.actions.generate import draw_seeds
from tools.errors import BadArguments

OVER = ("enhance", "restyle")
"""What works over a picture's pixels: its brief stays, and no seed would make it come out otherwise."""


@dataclass(frozen=True)
class PaintingPlan:
    """What a turn is to paint.

    Attributes:
        plan: The resolved plan.
        options: What a slash command asks for beside it.
        brief: What the picture must show.
        base: The picture that the plan starts from.
    """

    plan: Plan
    options: Options
    brief: Brief
    base: Picture | None

    @property
    def prompt(self) -> str:
        """The painter's prompt: a person's own words, where they gave some."""
        return self.options.prompt or brief_prompt(self.brief)


@dataclass(frozen=True)
class PlannedTurn:
    """The calls of a turn, and what their pictures are filed under.

    Attributes:
        calls: In order.
        brief: What the pictures must show.
        base: The id of the picture that they are made from.
        fresh: Whether they have no parent.
        folded: Root number, number of edits and drift in dB, where a line of edits was folded into one.
        worded: Whether the calls' words come from the brief, so that they may be put otherwise; what is painted once
            more, or from a person's own words, keeps them.
        edits: What the calls change in their source.
    """

    calls: list[PlannedCall]
    brief: Brief
    base: int | None
    fresh: bool = False
    folded: list[float] | None = None
    worded: bool = False
    edits: tuple[Edit, ...] = ()

    @property
    def prompt(self) -> str | None:
        """The prompt that the painter gets; None where nothing is painted from one."""
        return next((c["arguments"]["prompt"] for c in self.calls if "prompt" in c["arguments"]), None)


def structure(brief: Brief) -> dict[str, Any]:
    """The argument that tells a painter the brief as structure, beside its prompt."""
    return {"content": content_of(brief).model_dump(mode="json", exclude_defaults=True)}


def edit_arguments(brief: Brief, edits: list[Edit]) -> dict[str, Any]:
    """The arguments that tell an editor what to change, in words and as structure."""
    return {
        "instruction": edit_instructions(edits),
        "change": change_of(edits).model_dump(mode="json", exclude_defaults=True),
        "keep": not any(e.op in limits.OF_WHOLE for e in edits),
        **structure(brief),
    }


class CallBuilder:
    """Builds the calls of one turn."""

    def __init__(self, store: Store, settings: TurnSettings, batch_size: int) -> None:
        """Take what a turn needs to know.

        Args:
            store: Where its session is.
            settings: The session's settings at this turn.
            batch_size: How many pictures the painter paints at once.
        """
        self.store, self.settings, self.batch_size = store, settings, batch_size

    def build(self, turn: PaintingPlan) -> PlannedTurn:
        """The calls of a plan that paints.

        Raises:
            BadArguments: nobody knows what the picture shows.
        """
        base_id = turn.base.id if turn.base else None
        if turn.options.upload is not None:
            call: PlannedCall = {"tool": "open", "arguments": {"path": turn.options.upload}}
            return PlannedTurn([call], turn.brief, base_id, fresh=True)
        match turn.plan.intent:
            case "enhance" | "restyle":
                return self._over(turn)
            case "again" if turn.base is not None and (again := self._again(turn, turn.base)) is not None:
                return again
            case "again" if turn.options.prompt is None and is_upload(self.store, turn.base):
                raise BadArguments("This picture is your own and is never painted anew; say what to change in it.")
            case "create" | "again":
                return self._new(turn)
            case _ if self._is_reshaped(turn):
                return self._new(turn)  # An edit keeps the sides of its source.
            case _:
                return self._edited(turn)

    def _new(self, turn: PaintingPlan) -> PlannedTurn:
        if not turn.prompt:
            raise BadArguments("It is not known what this picture shows; say what to paint.")
        arguments = {**self._sampler(turn), **self.settings.size_of(turn.brief.aspect("format"))}
        arguments |= self._references(turn, None)
        calls = self._variations(turn, {"tool": "generate", "arguments": arguments})
        base = turn.base.id if turn.base else None
        return PlannedTurn(calls, turn.brief, base, fresh=True, worded=turn.options.prompt is None)

    def _is_reshaped(self, turn: PaintingPlan) -> bool:
        """Whether the picture gets other sides; a person's own picture keeps them, because it can't be painted anew."""
        same = turn.brief.aspect("format") == brief_of(turn.base).aspect("format")
        return not (same or turn.options.region or is_upload(self.store, turn.base))

    def _sampler(self, turn: PaintingPlan) -> dict[str, Any]:
        """The arguments of everything that is painted from the brief."""
        return {
            "prompt": turn.prompt,
            **({} if turn.options.prompt else structure(turn.brief)),
            "negative": ", ".join(turn.brief.avoid),
            "seed": self.settings.seed,
            **self.settings.sampler_arguments,
        }

    def _references(self, turn: PaintingPlan, base: Picture | None) -> dict[str, Any]:
        """The argument that names other pictures to look at; empty where none is."""
        own = base.number if base else None
        others = [number for number in dict.fromkeys(turn.plan.references) if number != own]
        return {"references": others} if others else {}

    def _over(self, turn: PaintingPlan) -> PlannedTurn:
        """Work over a picture. No tool paints anything besides, so the brief of the picture stays."""
        plan, brief = turn.plan, brief_of(turn.base)
        arguments: dict[str, Any] = {"picture": turn.base.number if turn.base else None}
        if plan.intent == "enhance":
            arguments["how"] = plan.method or "auto"
        else:
            arguments |= {"style": plan.method} if plan.method else {"like": plan.picture} if plan.picture else {}
            arguments |= self.settings.edit_arguments
            arguments |= {"region": list(turn.options.region)} if turn.options.region else {}
            brief = brief.model_copy(update={"style": None})
        arguments |= turn.options.tool_arguments
        call: PlannedCall = {"tool": plan.intent, "arguments": arguments}
        return PlannedTurn([call], brief, turn.base.id if turn.base else None)

    def _edited(self, turn: PaintingPlan) -> PlannedTurn:
        plan, base = turn.plan, turn.base
        base_id = base.id if base else None
        calls: list[PlannedCall] = []
        if plan.intent == "branch":
            calls.append({"tool": "branch", "arguments": {"number": base.number if base else None}})
        if not plan.edits:
            return PlannedTurn(calls, turn.brief, base_id)
        edits, folded = list(plan.edits), None
        if base is not None and plan.intent == "edit" and not turn.options.region:
            root = fold_root(self.store, base)
            if root is not None:
                base, count, drift = root
                edits = edits_between(brief_of(base), turn.brief)
                folded = [base.number or 0, count, round(drift, 1)]
        arguments = {
            **self._sampler(turn),
            **self.settings.edit_arguments,
            "picture": base.number if base else None,
            **edit_arguments(turn.brief, edits),
            **self._references(turn, base),
        }
        if turn.options.region:
            arguments["region"] = list(turn.options.region)
        calls.append({"tool": "edit", "arguments": arguments})
        worded = turn.options.prompt is None
        return PlannedTurn(calls, turn.brief, base_id, folded=folded, worded=worded, edits=tuple(edits))

    def _again(self, turn: PaintingPlan, base: Picture) -> PlannedTurn | None:
        """The call that painted a picture once more, with another seed and today's settings; None for an upload."""
        origin = self._origin(base)
        if origin is None:
            return None
        # What was worked over is painted again as it was before, so it is filed under that brief, style and all.
        brief = turn.brief if origin.picture.id == base.id else brief_of(origin.picture)
        made = {k: v for k, v in origin.arguments.items() if k not in ("batch", "lora", "lora_weight")}
        arguments = {**made, **self.settings.sampler_arguments, "seed": self.settings.seed}
        if origin.tool == "generate" and self.settings.sized:
            arguments |= self.settings.size
        if turn.options.prompt:
            arguments = _with_own_words(arguments, turn.prompt, made.get("seed", arguments["seed"]))
        elif self._was_made(origin.picture, arguments):
            arguments["seed"] = self.settings.first_seed
        parent = self.store.picture(origin.picture.parent_id) if origin.picture.parent_id is not None else None
        if origin.tool == "edit" and arguments.get("picture") is None and parent is not None:
            arguments["picture"] = parent.number
        calls = self._variations(turn, {"tool": origin.tool, "arguments": arguments})
        return PlannedTurn(calls, brief, parent.id if parent else None, fresh=parent is None)

    def _was_made(self, picture: Picture, arguments: dict[str, Any]) -> bool:
        """Whether the turn that painted a picture made this very call."""
        made = (c.arguments or {} for c in self.store.calls(picture.turn_id))
        return any({k: v for k, v in one.items() if k != "batch"} == arguments for one in made)

    def _origin(self, picture: Picture) -> _Origin | None:
        """What painted a picture.

        Of one that was worked over it is what painted the one below, of one that was repaired its turn's first call;
        None for an upload.
        """
        while (picture.recipe or {}).get("tool") in OVER and picture.parent_id is not None:
            picture = self.store.picture(picture.parent_id)
        recipe = picture.recipe or {}
        origin = _Origin(picture, str(recipe.get("tool")), dict(recipe.get("arguments", {})))
        if origin.tool == "edit" and origin.arguments.get("picture") is None:
            calls = [c for c in self.store.calls(picture.turn_id) if c.picture_id is not None]
            if not calls:
                return None
            origin = replace(origin, tool=calls[0].tool, arguments=dict(calls[0].arguments or {}))
        return origin if origin.tool in ("generate", "edit") else None

    def _variations(self, turn: PaintingPlan, call: PlannedCall) -> list[PlannedCall]:
        """The call itself, or one for every variation that was asked for, in batches where the painter can."""
        if turn.options.variations is None:
            return [call]
        seeds = draw_seeds(self.settings.variation_mode, self.settings.first_seed, turn.options.variations)
        size = self.batch_size if call["tool"] == "generate" else 1
        calls: list[PlannedCall] = []
        for at, seed in enumerate(seeds):
            together = seeds[at // size * size :][:size]
            batch = {"batch": together} if len(together) > 1 else {}
            calls.append({"tool": call["tool"], "arguments": {**call["arguments"], "seed": seed, **batch}})
        return calls


@dataclass(frozen=True)
class _Origin:
    """The picture that was painted, and the tool and arguments that painted it."""

    picture: Picture
    tool: str
    arguments: dict[str, Any]


def _with_own_words(arguments: dict[str, Any], words: str, seed: int) -> dict[str, Any]:
    """A person's own words replace prompt and change, not the seed: only what they say should differ."""
    kept = {name: value for name, value in arguments.items() if name not in ("content", "change", "plain")}
    own = {"prompt": words, "seed": seed}
    return kept | own | ({"instruction": words} if "instruction" in kept else {})
