"""What `gouache doctor`, `gouache models` and the first start report about this machine and its models."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import profiles
from tools.errors import GouacheError, ModelMissing
from tools.paths import home, is_first_start
from tools.text import one_line
from tools.vocabulary.base import Vocabulary
from tui import texts

if TYPE_CHECKING:
    from tools.model_manager import ModelManager

MIN_FREE_GB = 0.5
"""Gigabytes of free disk below which painting is likely to fail."""


@dataclass(frozen=True)
class ModelStatus:
    """A model of a profile, and whether its files are complete."""

    role: str
    kind: str
    model: str
    mb: float | None = None
    hash: str = ""
    first_used: datetime | None = None
    """When it first made a picture of a stored session."""
    error: str = ""
    base: str = ""
    """The model that an adapter was made for, as its author says."""


@dataclass(frozen=True)
class Finding:
    """One line of a report: what was found, and whether it is as it should be."""

    ok: bool
    text: str


def model_statuses(profile: profiles.Profile) -> list[ModelStatus]:
    """Return the models and adapters of a profile with their size, their hash, and what is wrong with them."""
    first_used = _models_first_used()
    models = [_model_status(role, profile, first_used) for role in profiles.ROLES]
    return [*models, *(one for role in profiles.ROLES for one in _adapter_statuses(role, profile))]


def _adapter_statuses(role: profiles.Role, profile: profiles.Profile) -> list[ModelStatus]:
    """Return the adapters of a role's model."""
    from tools.engines.adapters import adapters_of

    spec = profile.spec(role)
    try:
        found = adapters_of(spec)
    except GouacheError as error:
        return [ModelStatus(role, "adapter", ", ".join(spec.adapters), error=str(error))]
    return [
        ModelStatus(role, "adapter", one.name, round(one.file.stat().st_size / 2**20, 1), one.sha256, base=one.base)
        for one in found
    ]


def _model_status(role: profiles.Role, profile: profiles.Profile, first_used: dict[str, datetime]) -> ModelStatus:
    from tools.engines.registry import is_missing
    from tools.engines.weights import model_info, weights_nbytes

    spec = profile.spec(role)
    megabytes = None
    try:
        if is_missing(spec):
            raise ModelMissing(f"{spec.model} is not here; fetch it with: gouache models get {spec.model}")
        weights = profiles.resolve_weights(spec.model) if spec.kind != "langchain" else spec.model
        if isinstance(weights, Path):
            megabytes = round(weights_nbytes(weights) / 2**20, 1)
        hash_ = model_info(role, profile).hash
    except GouacheError as error:
        return ModelStatus(role, spec.kind, spec.model, megabytes, error=str(error))
    return ModelStatus(role, spec.kind, spec.model, megabytes, hash_, first_used.get(hash_))


def _models_first_used() -> dict[str, datetime]:
    """Return when models first made a picture, by hash; empty where there is no readable database."""
    from tui.session.history import open_store

    if is_first_start():
        return {}  # Opening the store would create a database.
    try:
        with open_store() as store:
            return store.models_first_used()
    except GouacheError:
        return {}


def free_disk_gb(folder: Path) -> float:
    """Return the gigabytes that are free on the disk of a folder, which need not exist yet."""
    existing = folder if folder.exists() else next(parent for parent in folder.parents if parent.exists())
    return shutil.disk_usage(existing).free / 2**30


def first_start_findings(profile_name: str, graphics: str, reason: str) -> list[Finding]:
    """Return what a person without a session should know: models, disk, graphics, and what the painter knows."""
    try:
        profile = profiles.load_profile(profile_name)
        free = free_disk_gb(home())
        errors = dict.fromkeys(status.error for status in model_statuses(profile) if status.error)
    except GouacheError as error:
        return [Finding(False, texts.error(error))]
    findings = [Finding(False, texts.error(error)) for error in errors]
    if not errors:
        findings.append(Finding(True, texts.text("first_start", "models", profile=profile_name)))
    findings.append(Finding(free > MIN_FREE_GB, texts.text("first_start", "disk", free=f"{free:.0f}", home=home())))
    why = reason or texts.text("first_start", "default")
    shown = texts.text("first_start", "graphics", graphics=graphics, reason=why)
    findings.append(Finding(graphics != "none", shown))
    if profile.vocabulary.closed:
        findings.append(Finding(True, _count_terms(profile.vocabulary)))
    return findings


def _count_terms(vocabulary: Vocabulary) -> str:
    from tools.vocabulary.reference_styles import SWATCHES

    things, colors, scenes = (len(vocabulary.terms(kind)) for kind in ("thing", "color", "scene"))
    styles = len(vocabulary.terms("style")) + len(SWATCHES)
    return texts.text("first_start", "world", things=things, colors=colors, scenes=scenes, styles=styles)


@dataclass(frozen=True)
class Trial:
    """One thing that a model was tried at.

    Attributes:
        what: "paint", "edit", "ask" or "direct".
        model: Its name.
        seconds: That it took, the model loaded before.
        work_gb: Memory that it took on a graphics card beside the weights; None where nothing can tell.
        said: What came: a size, an answer, a text.
    """

    what: str
    model: str
    seconds: float
    work_gb: float | None
    said: str


def try_models(profile: profiles.Profile) -> Iterator[Trial]:
    """Paint, edit, ask and direct once with a profile's models; seconds and memory are stored by the models' hashes.

    Raises:
        GouacheError: a model is not here, does not fit, or can't do its work.
    """
    from threading import Event

    from tools.engines.painting import PaintRequest
    from tools.hooks import Hooks
    from tools.model_manager import ModelManager
    from tools.types import Requirement

    models, hooks = ModelManager(profile), Hooks()
    words = "a red ball"
    asked = PaintRequest(
        words, width=profile.width, height=profile.height, steps=profile.steps, guidance=profile.guidance
    )
    [picture] = yield from _tried("paint", "painter", models, lambda one: one.paint([asked], hooks))
    change = replace(asked, prompt="a blue ball", instruction="make the ball blue")
    yield from _tried("edit", "editor", models, lambda one: [one.edit(picture, change, hooks).picture])
    question = Requirement(kind="exists", subject="ball")
    yield from _tried("ask", "eyes", models, lambda one: [one.check(picture, [question])[0].verdict])
    colour = {"type": "object", "properties": {"ball": {"enum": ["red", "blue"]}}, "required": ["ball"]}
    schema = {**colour, "additionalProperties": False}
    prompt = "Write JSON: which colour has the ball in “a red ball”?"
    yield from _tried("direct", "director", models, lambda one: [one.write(prompt, schema, Event(), 40)])


def _tried(
    what: str, role: profiles.Role, models: ModelManager, job: Callable[[Any], list[Any]]
) -> Generator[Trial, None, list[Any]]:
    from tools.device import WorkMeter
    from tools.memory.remembered import learn, learned

    engine = models.get(role)
    info = engine.info
    with WorkMeter() as meter:
        start = time.perf_counter()
        made = models.use(role, job)
        took = round(time.perf_counter() - start, 2)
    if info.hash != "remote":
        known = learned().get(info.hash)
        values: dict[str, Any] = {"seconds": {**(known.seconds if known else {}), what: took}}
        # A model that was loaded anew on the way had its weights measured, too.
        if meter.gb is not None and models.get(role) is engine:
            values["work"] = max(meter.gb, known.work or 0.0 if known else 0.0)
        learn(info.hash, **values)
    said = getattr(made[0], "size", None)
    yield Trial(what, info.name, took, meter.gb, f"{said[0]} × {said[1]}" if said else one_line(str(made[0])))
    return made
