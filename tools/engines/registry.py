"""Which engine serves a role, by the kind that a profile names. Model libraries are imported when first used."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.engines.adapters import adapters_of, hash_with
from tools.engines.weights import model_hash, model_info
from tools.errors import BadProfile, GouacheError, ModelMissing
from tools.hub.cache import is_hub_name
from tools.memory.plan import ModelPlace
from tools.profiles import ModelSpec, Profile, Role, resolve_weights
from tools.profiles.chat_models import require_chat_model
from tools.text import one_line
from tools.types import ModelInfo

log = logging.getLogger("gouache")

TEXT_ENCODER = "package:director"
"""The language model whose first layers encode the pocket painter's prompts, where the painter brings none.

Its option `text_encoder` is another.
"""

_CODE_OPTIONS = ("trust_remote_code", "custom_pipeline", "custom_revision")
"""Options by which the libraries run code that lies beside the weights."""

Builder = Callable[[ModelInfo, ModelSpec], Any]
"""Loads the engine of a model spec."""


def load_engine(role: Role, profile: Profile, place: ModelPlace | None = None) -> Any:
    """The engine for a role of a profile, laid out as planned; all of it on the device if there is no plan.

    Raises:
        ModelMissing: the files are not there, the hub can't be reached, the kind can't serve the role, or the model
            does not take the profile's options.
        ModelDamaged: packaged files differ from their manifest.
        BadProfile: the profile names a chat model that it may not name, or asks for code from elsewhere to be run.
    """
    spec = _placed(profile.spec(role), place)
    family = "painter" if role == "editor" else role
    builder = _BUILDERS.get((family, spec.kind))
    if builder is None:
        raise ModelMissing(f"No engine “{spec.kind}” can serve as {role}; see CONTRIBUTING.md for the kinds.")
    _refuse_code(role, spec)
    _require_here(role, spec)
    import torch

    try:
        return builder(_info(role, profile), spec)
    except (GouacheError, MemoryError, torch.OutOfMemoryError):
        raise  # Where memory ran out, the model manager makes room and tries again.
    except Exception as error:  # Libraries raise anything for wrong files and options.
        raise _not_loaded(role, spec, error) from error


def _info(role: Role, profile: Profile) -> ModelInfo:
    """Which model an engine is; a tuned language model is another one than without its tuning."""
    info, spec = model_info(role, profile), profile.spec(role)
    tunings = adapters_of(spec) if spec.kind == "transformers" else []
    return info.model_copy(update={"hash": hash_with(info.hash, tunings)})


def _placed(spec: ModelSpec, place: ModelPlace | None) -> ModelSpec:
    """A model's spec with the options that carry out its plan; what the profile itself says stays.

    Raises:
        BadProfile: its precision can't be made here.
    """
    if place is None or (place.rung == "resident" and place.precision == "16-bit"):
        return spec
    from tools.memory.quantization import model_options

    planned: dict[str, Any] = {"placement": place.rung, "precision": place.precision}
    if spec.kind != "diffusers":
        planned = model_options(place.precision)
    return spec.model_copy(update={"options": {**planned, **spec.options}})


def _refuse_code(role: Role, spec: ModelSpec) -> None:
    """Refuse what would run code that the profile's author chose.

    Raises:
        BadProfile: an option asks for it, or the chat model is of no known package and not allowed.
    """
    for name in _CODE_OPTIONS:
        if spec.options.get(name):
            raise BadProfile(f"The option {name} of the {role} would run code from elsewhere; take it out.")
    if spec.kind == "langchain":
        require_chat_model(spec.model)


def is_missing(spec: ModelSpec) -> bool:
    """Whether a model is of the hub and was not fetched."""
    fetched_kinds = ("diffusers", "transformers", "captioner")
    return spec.kind in fetched_kinds and is_hub_name(spec.model) and not isinstance(resolve_weights(spec.model), Path)


def _require_here(role: Role, spec: ModelSpec) -> None:
    """Refuse a model of the hub that was not fetched: its size and licence are the person's to accept.

    Raises:
        ModelMissing: says how it is fetched.
    """
    if is_missing(spec):
        raise ModelMissing(f"The {role} model {spec.model} is not here; fetch it with: gouache models get {spec.model}")


def _not_loaded(role: Role, spec: ModelSpec, error: Exception) -> ModelMissing:
    log.exception("loading the %s", role)
    why = one_line(next(iter(str(error).strip().splitlines()), "")) or type(error).__name__
    return ModelMissing(f"The {role} model {one_line(spec.model)} could not be loaded ({why}); check the profile.")


def _folder(spec: ModelSpec) -> Path:
    return Path(resolve_weights(spec.model))


def _pocket_director(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.language.structured import StructuredLanguageModel
    from tools.engines.pocket.language import load_language_model, load_tokenizer

    return StructuredLanguageModel(info, load_language_model(_folder(spec)), load_tokenizer(_folder(spec)))


def _transformers_director(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.language.hub import load_hub_model

    return load_hub_model(info, resolve_weights(spec.model), spec.options)


def _langchain_director(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.language.langchain import LangChainModel

    return LangChainModel(info, spec.model, spec.options)


def text_encoder_folder(spec: ModelSpec) -> Path:
    """The folder of the language model through which a pocket painter hears.

    It is what its option says, else its own `text_encoder`, else the packaged director.
    """
    own = _folder(spec) / "text_encoder"
    if "text_encoder" not in spec.options and own.is_dir():
        return own
    return Path(resolve_weights(str(spec.options.get("text_encoder", TEXT_ENCODER))))


def _pocket_painter(info: ModelInfo, spec: ModelSpec) -> Any:
    """The painter of the edition whose pipeline the folder holds."""
    index = json.loads((_folder(spec) / "model_index.json").read_text("utf-8"))
    if index["_class_name"] == "PagePipeline":
        from tools.engines.pocket.page_painter import PagePainter

        return PagePainter(info, _folder(spec))
    from tools.engines.pocket.painter import PocketPainter

    language_model = text_encoder_folder(spec)
    model_hash(language_model)  # Refuses a damaged file.
    return PocketPainter(info, _folder(spec), language_model)


def _diffusers_painter(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.diffusers.painter import DiffusersPainter

    return DiffusersPainter(info, resolve_weights(spec.model), spec.options)


def _pocket_eyes(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.pocket.eyes import PocketEyes

    return PocketEyes(info, _folder(spec))


def _vision_language_eyes(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.vision.vision_language import VisionLanguageEyes

    return VisionLanguageEyes(info, resolve_weights(spec.model), spec.options)


def _pocket_restorer(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.restoration.restorer import PocketRestorer

    return PocketRestorer(info, _folder(spec))


def _checkpoint_restorer(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.restoration.restorer import packaged_restorer
    from tools.engines.restoration.upscalers import CheckpointRestorer

    return CheckpointRestorer(info, _folder(spec), packaged_restorer)


def _diffusers_restorer(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.restoration.restorer import packaged_restorer
    from tools.engines.restoration.upscalers import HubRestorer

    return HubRestorer(info, resolve_weights(spec.model), spec.options, packaged_restorer)


def _pocket_stylist(info: ModelInfo, spec: ModelSpec) -> Any:
    from tools.engines.style.stylist import PocketStylist

    return PocketStylist(info, _folder(spec))


def _diffusers_stylist(info: ModelInfo, spec: ModelSpec) -> Any:
    """A pipeline that sees the reference through an IP-Adapter or, without one, an editor that looks at it."""
    if "adapter" not in spec.options:
        return _diffusers_painter(info, spec)
    from tools.engines.style.hub import HubStylist

    return HubStylist(info, resolve_weights(spec.model), spec.options)


_BUILDERS: dict[tuple[str, str], Builder] = {
    ("director", "pocket"): _pocket_director,
    ("director", "transformers"): _transformers_director,
    ("director", "langchain"): _langchain_director,
    ("painter", "pocket"): _pocket_painter,
    ("painter", "diffusers"): _diffusers_painter,
    ("eyes", "pocket"): _pocket_eyes,
    ("eyes", "captioner"): _vision_language_eyes,
    ("restorer", "pocket"): _pocket_restorer,
    ("restorer", "checkpoint"): _checkpoint_restorer,
    ("restorer", "diffusers"): _diffusers_restorer,
    ("stylist", "pocket"): _pocket_stylist,
    ("stylist", "diffusers"): _diffusers_stylist,
}
"""By role and kind. The editor's engines are the painter's."""
