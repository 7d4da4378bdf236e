"""Loading pipelines of diffusers from a folder, one file or the hub: safetensors only, no torchvision."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError

from tools.device import device, dtype
from tools.engines.diffusers.families import DISTILLED, distilled_marker
from tools.engines.diffusers.loras import Loras
from tools.engines.diffusers.speed import speed_up
from tools.engines.painting import hide_loading_bars
from tools.engines.pipelines import first_line
from tools.engines.shared_models import find_loaded, note_loaded
from tools.errors import BadProfile, ModelDamaged, ModelMissing
from tools.hub.cache import hub_name
from tools.memory.plan import BITS, RUNGS, WHOLE, Rung
from tools.memory.quantization import model_options, pipeline_options, require_precision
from tools.profiles import Precision, lora_entries, resolve_weights

PICKLES = (".bin", ".ckpt", ".pt", ".pth", ".pkl", ".pickle")
"""Files of weights that may run code when they are read."""
OWN_OPTIONS = (
    "pipeline", "config", "scheduler", "distilled", "lora", "batch", "steps", "guidance", "placement", "precision",
    "attention", "compile",
)  # fmt: skip
"""Options of a profile that are gouache's and not the pipeline loader's."""


class LoadedPipeline(NamedTuple):
    """A pipeline on its device, and what recipes say of how it was loaded.

    Attributes:
        pipeline: Of diffusers.
        distilled: Whether its guidance is built in.
        loras: Those of the profile.
        speed: What was done to make it faster; see `tools.engines.diffusers.speed`.
    """

    pipeline: Any
    distilled: bool
    loras: Loras
    speed: dict[str, Any]


def load_pipeline(where: Path | str, options: dict[str, Any]) -> LoadedPipeline:
    """Load the pipeline that a model's `model_index.json` names, or the one in a single checkpoint.

    Args:
        where: A folder, a `.safetensors` file, or a hub name.
        options: Of the profile. For a single file, `pipeline` names the class, and `config` the folder or hub name
            where its parts are described; a file that holds the network alone gets its other parts from there.
            `scheduler` holds values that the scheduler's own give way to; `distilled` says whether guidance is built
            in, which otherwise the model's name tells; `lora` lists tables, see `tools.engines.adapters.lora`;
            `placement` is a rung of `tools.memory.plan` (all parts on the device if absent), `precision` that of the
            weights ("16-bit" if absent); `attention` and `compile` make it faster, see `tools.engines.diffusers.speed`.
            All others, but for those of the painter itself, go to the loader of diffusers.

    Raises:
        ModelMissing: the weights are pickles, or of no kind that diffusers knows.
        BadProfile: an option that makes no sense.
    """
    hide_loading_bars()
    rest = {name: value for name, value in options.items() if name not in OWN_OPTIONS}
    precision = options.get("precision", "16-bit")
    if precision not in BITS or options.get("placement", "resident") not in RUNGS:
        raise BadProfile(
            f"precision is one of {', '.join(BITS)}, placement one of {', '.join(RUNGS)}; correct the profile."
        )
    require_precision(precision)
    shared = _shared_encoders(where, options, precision)
    if precision != "16-bit" and not _is_file(where):
        rest |= pipeline_options(precision, tuple(part for part in diffusers_index(where) if part not in shared))
    pipeline = _from_file(where, options, rest) if _is_file(where) else _from_folder(where, {**rest, **shared})
    marker = distilled_marker(hub_name(where))
    _set_scheduler(pipeline, {**DISTILLED.get(marker or "", {}), **options.get("scheduler", {})})
    loras = Loras(pipeline, lora_entries(options))
    lay_out(pipeline, options.get("placement", "resident"))
    _share_encoders(pipeline, where, options, precision)
    speed = speed_up(pipeline.components.get("transformer") or pipeline.components.get("unet"), options)
    pipeline.set_progress_bar_config(disable=True)
    built_in = bool(pipeline.config.get("is_distilled")) or marker is not None
    return LoadedPipeline(pipeline, bool(options.get("distilled", built_in)), loras, speed)


def _may_share(where: Path | str, options: dict[str, Any]) -> bool:
    """Whether other engines may use the text encoders: not where they come and go, or a LoRA may change them."""
    whole = options.get("placement", "resident") in WHOLE
    return whole and isinstance(where, Path) and where.is_dir() and not options.get("lora")


def _shared_encoders(where: Path | str, options: dict[str, Any], precision: Precision) -> dict[str, Any]:
    """The text encoders of a pipeline that another engine has loaded, by their names."""
    if not _may_share(where, options):
        return {}
    classes = {name: value[1] for name, value in diffusers_index(where).items() if name.startswith("text_encoder")}
    found = {
        name: find_loaded(Path(where) / name, str(class_), _encoder_options(precision))
        for name, class_ in classes.items()
    }
    return {name: model for name, model in found.items() if model is not None}


def _share_encoders(pipeline: Any, where: Path | str, options: dict[str, Any], precision: Precision) -> None:
    """Let other engines find the text encoders of a pipeline, but for those that a session's LoRA may change."""
    changing = getattr(pipeline, "_lora_loadable_modules", ())
    for name, part in pipeline.components.items() if _may_share(where, options) else ():
        if name.startswith("text_encoder") and name not in changing and isinstance(part, torch.nn.Module):
            note_loaded(Path(where) / name, _encoder_options(precision), part)


def _encoder_options(precision: Precision) -> dict[str, Any]:
    return model_options("16-bit" if precision == "16-bit" else "8-bit")


def lay_out(pipeline: Any, rung: Rung) -> None:
    """Put a pipeline on the device: whole, its parts by turns, or its layers by turns."""
    if rung in ("offload", "4-bit", "group offload") and hasattr(pipeline.vae, "enable_tiling"):
        pipeline.vae.enable_tiling()  # Where memory is short, decoding is what asks for most of it.
    if rung in ("offload", "4-bit"):
        pipeline.enable_model_cpu_offload(device=device())
    elif rung == "group offload":
        streams = device().startswith("cuda")
        pipeline.enable_group_offload(torch.device(device()), offload_type="leaf_level", use_stream=streams)
    else:
        pipeline.to(device())


def diffusers_index(where: Path | str) -> dict[str, Any]:
    """Return what a pipeline's `model_index.json` says.

    Raises:
        ModelMissing: there is none.
    """
    import diffusers

    index = diffusers.DiffusionPipeline.load_config(where)
    if not isinstance(index, dict):
        raise ModelMissing(f"{where} has no model_index.json, so it is no pipeline of diffusers; check the profile.")
    return index


def _is_file(where: Path | str) -> bool:
    return isinstance(where, Path) and where.is_file()


def _refuse_pickles(files: Iterable[Path], where: Path) -> None:
    """Refuse weights that may run code when they are read.

    Raises:
        ModelMissing: some part has no other ones.
    """
    found: dict[Path, set[str]] = {}
    for file in files:
        found.setdefault(file.parent, set()).add(file.suffix.lower())
    for folder, endings in found.items():
        pickled = sorted(endings & set(PICKLES))
        if pickled and ".safetensors" not in endings:
            raise ModelMissing(
                f"{where.name}: the weights in {folder.name} are a pickle ({pickled[0]}), which may run code; "
                "use a model with safetensors files."
            )


def _from_folder(where: Path | str, options: dict[str, Any]) -> Any:
    import diffusers

    if isinstance(where, Path):
        _refuse_pickles(where.rglob("*"), where)
    index = diffusers_index(where)
    name = index.get("_class_name")
    if not isinstance(name, str) or not hasattr(diffusers, name):
        raise ModelMissing(f"{where}: this version of diffusers has no pipeline “{name}”; update it or choose another.")
    try:
        return diffusers.DiffusionPipeline.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **_processors(where, index), **options
        )
    except (ValueError, TypeError) as error:
        why = f"{where} can't be loaded as {name} ({first_line(error)}); check the files and the profile."
        raise ModelMissing(why) from error


def _processors(where: Path | str, index: dict[str, Any]) -> dict[str, Any]:
    """The processors of vision-language models among the parts, without torchvision."""
    import transformers

    from tools.engines.vision.processors import picture_processor

    found: dict[str, Any] = {}
    for name, value in index.items():
        if not (isinstance(value, (list, tuple)) and len(value) == 2 and str(value[1]).endswith("VLProcessor")):
            continue
        base = getattr(transformers, str(value[1]))
        found[name] = picture_processor(base).from_pretrained(  # type: ignore[attr-defined]
            where, subfolder=name, backend="pil"
        )
    return found


def _from_file(where: Path | str, options: dict[str, Any], rest: dict[str, Any]) -> Any:
    import diffusers
    from diffusers.loaders.single_file_utils import load_single_file_checkpoint

    path = Path(where)
    if path.suffix.lower() != ".safetensors":
        raise ModelMissing(
            f"{path.name} is no safetensors file, and other weights may run code; use a .safetensors file."
        )
    try:
        checkpoint = load_single_file_checkpoint(str(path))
    except (OSError, SafetensorError) as error:
        raise ModelDamaged(
            f"{path.name} can't be read as safetensors ({first_line(error)}); fetch it again."
        ) from error
    if "config" in options and not any("first_stage_model." in key or "vae." in key for key in checkpoint):
        return _with_network(checkpoint, str(options["config"]), rest)
    name = options.get("pipeline") or _class_of_checkpoint(checkpoint)
    found = getattr(diffusers, str(name), None)
    if found is None or not hasattr(found, "from_single_file"):
        raise BadProfile(
            f"{path.name}: diffusers has no pipeline “{name}” for single files; set pipeline in the options."
        )
    config = {"config": str(options["config"])} if "config" in options else {}
    return found.from_single_file(str(path), torch_dtype=dtype(device()), **config, **rest)


def _with_network(checkpoint: dict[str, Any], where: str, options: dict[str, Any]) -> Any:
    """The pipeline of a folder or the hub with the network of a file that holds nothing else."""
    import diffusers

    index = diffusers.DiffusionPipeline.load_config(where)
    part = "transformer" if "transformer" in index else "unet"
    network = getattr(diffusers, str(index[part][1]))
    made = network.from_single_file(checkpoint, config=where, subfolder=part, torch_dtype=dtype(device()))
    return _from_folder(resolve_weights(where), {**options, part: made})


_CHECKPOINTS = (
    ("xl_base", "StableDiffusionXLPipeline"), ("playground", "StableDiffusionXLPipeline"),
    ("sd3", "StableDiffusion3Pipeline"), ("flux-fill", "FluxFillPipeline"), ("flux-dev", "FluxPipeline"),
    ("flux-schnell", "FluxPipeline"), ("chroma", "ChromaPipeline"), ("v1", "StableDiffusionPipeline"),
    ("v2", "StableDiffusionPipeline"),
)  # fmt: skip
"""How names of diffusers' kinds of checkpoint begin, and their pipelines."""


def _class_of_checkpoint(checkpoint: dict[str, Any]) -> str | None:
    """The pipeline that a checkpoint's keys belong to."""
    from diffusers.loaders.single_file_utils import infer_diffusers_model_type

    kind = infer_diffusers_model_type(checkpoint)
    return next((name for start, name in _CHECKPOINTS if kind.startswith(start)), None)


def _set_scheduler(pipeline: Any, values: dict[str, Any]) -> None:
    if values:
        pipeline.scheduler = type(pipeline.scheduler).from_config(pipeline.scheduler.config, **values)
