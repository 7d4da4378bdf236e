"""From the names of judges to judges, none of which may be a model that is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from agent.dialogues.judges.base import Judge
from agent.dialogues.judges.custom import load_function
from agent.dialogues.judges.pictures import GraderJudge, PictureJudge
from agent.dialogues.judges.replies import ReplyJudge
from agent.dialogues.results import TurnResult
from agent.dialogues.runner import fault_sentence
from tools.engines.weights import model_info
from tools.errors import GouacheError
from tools.model_manager import ModelManager
from tools.profiles import Profile, Role, load_profile
from tools.text import one_line
from tools.types import ModelInfo

_ROLES: dict[str, Role] = {"pictures": "eyes", "replies": "director"}
"""The role of a profile that judges pictures, and the one that judges replies."""
_SAME: dict[Role, str] = {
    "eyes": "The judge {name} has the same eyes as {profile}, which is judged; name a profile with another one.",
    "director": (
        "The judge {name} has the same language model as {profile}, which is judged; name a profile with another one."
    ),
}
"""What is said of a judge that would judge itself."""
_GRADER = "grader"


def split_names(names: str) -> list[str]:
    """Return the names of judges, which commas stand between, each once."""
    return list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))


def load_judges(names: str) -> dict[str, Judge]:
    """Return judges by their names.

    Args:
        names: With commas between: “grader”, “pictures:PROFILE”, “replies:PROFILE” or “MODULE:FUNCTION”.

    Raises:
        GouacheError: there is no such judge, or its profile can't be one.
    """
    return {name: _load(name) for name in split_names(names)}


def _load(name: str) -> Judge:
    if name == _GRADER:
        return GraderJudge()
    what, profile = _role_and_profile(name)
    if profile is None:
        return load_function(name)
    return PictureJudge(profile) if what == "eyes" else ReplyJudge(profile)


def _role_and_profile(name: str) -> tuple[Role | None, Profile | None]:
    """Return which role of which profile a judge is; nothing where it is another kind of judge."""
    what, colon, given = name.partition(":")
    if what not in _ROLES or not colon:
        return None, None
    role = _ROLES[what]
    if given.endswith(".toml") or "/" in given:
        raise GouacheError(
            f"The profile of the judge {one_line(name, 80)} is named without a path; put its file into profiles/ "
            "beside settings.toml."
        )
    profile = load_profile(given)
    if role == "director" and profile.director.kind == "pocket":
        raise GouacheError(
            f"The director of {profile.name} only writes plans and can't judge replies; name a profile with a chat "
            "model."
        )
    return role, profile


def _judges_by_model(names: str) -> Iterator[tuple[str, Role, Profile]]:
    """Yield the names of judges that are models, and which role of which profile each is."""
    for name in split_names(names):
        role, profile = _role_and_profile(name)
        if role is not None and profile is not None:
            yield name, role, profile


def judge_models(names: str) -> dict[str, ModelInfo]:
    """Return which model each judge is that is one."""
    return {name: model_info(role, profile) for name, role, profile in _judges_by_model(names)}


def judge_profiles(names: str) -> list[Profile]:
    """Return the profiles whose models judge, each once a name.

    Raises:
        GouacheError: as for `load_judges`.
    """
    return [profile for _, _, profile in _judges_by_model(names)]


def require_judges_here(names: str) -> None:
    """Refuse judges whose models could not be loaded on this machine.

    Raises:
        GouacheError: as for `ModelManager.require`.
    """
    for _, role, profile in _judges_by_model(names):
        ModelManager(profile).require([role])


def require_independent(names: str, profiles: Iterable[str]) -> None:
    """Refuse judges that would judge what they have said themselves, or what they can't see.

    Args:
        names: As for `load_judges`.
        profiles: The profiles of the run.

    Raises:
        GouacheError: a judge's model is one of a profile's own, or the grader is to judge an open world.
    """
    for name in split_names(names):
        role, judging = _role_and_profile(name)
        for profile in map(load_profile, dict.fromkeys(profiles)):
            if name == _GRADER and profile.world != "storybook":
                raise GouacheError(f"The grader knows the storybook world alone, and {profile.name} paints any world.")
            if role is not None and judging is not None and _same_model(role, judging, profile):
                told = _SAME[role].format(name=one_line(name, 80), profile=one_line(profile.name, 80))
                raise GouacheError(told)


def _same_model(role: Role, one: Profile, other: Profile) -> bool:
    specs = one.spec(role), other.spec(role)
    if specs[0].kind != specs[1].kind:
        return False
    if specs[0].kind == "langchain":
        return _served(specs[0].model, specs[0].options) == _served(specs[1].model, specs[1].options)
    hashes = {model_info(role, profile).hash for profile in (one, other)}
    return specs[0].model == specs[1].model or (len(hashes) == 1 and hashes != {"remote"})


def _served(name: str, options: dict[str, Any]) -> tuple[Any, ...]:
    """Return what tells a model of a server from another: its class, address and name."""
    addresses = (options.get("base_url"), options.get("openai_api_base"))
    return name, *addresses, options.get("model") or options.get("model_name")


def ask_judge(name: str, judge: Judge, turn: TurnResult, before: TurnResult | None) -> None:
    """Ask one judge about a turn, and note with the turn what it says.

    Raises:
        GouacheError: it could not judge.
    """
    try:
        said = judge(turn, before)
    except GouacheError:
        raise
    except Exception as bug:  # Anybody's function may raise anything, and a run of hours must not end with it.
        raise GouacheError(fault_sentence(bug, "the judge")) from bug
    if said is not None:
        turn.judgements[name] = said
        own = name == _GRADER or name.partition(":")[0] in _ROLES
        turn.scores |= {f"{name} {figure}" if own else figure: value for figure, value in said.scores.items()}


def judge_turn(judges: dict[str, Judge], turn: TurnResult, before: TurnResult | None) -> None:
    """Have a turn judged; a judge that fails is the turn's error, and the others go on."""
    for name, judge in judges.items():
        try:
            ask_judge(name, judge, turn, before)
        except GouacheError as refusal:
            turn.error = turn.error or str(refusal)
