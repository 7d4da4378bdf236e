"""Processors of vision-language models without the libraries that only their videos need.

Several processors (Qwen-VL, SmolVLM) ask for torchvision or num2words for their videos, even where they are told to use
Pillow. The studio has no videos: with the image processor and the tokenizer alone, the same classes read pictures as
they always do.
"""

from __future__ import annotations

import inspect
import sys
from functools import cache
from pathlib import Path
from typing import Any


@cache
def picture_processor(base: type) -> type:
    """A processor class that reads pictures and text, and differs from its base only in having no video processor.

    It keeps the base's name, so that what it saves names the base.
    """
    if "video_processor" not in inspect.signature(base).parameters:
        return base
    module = sys.modules[base.__module__]
    if getattr(module, "num2words", True) is None:
        # SmolVLM's constructor insists on it; only the text around a video's frames would call it.
        vars(module)["num2words"] = str

    def __init__(self: Any, *parts: Any, **values: Any) -> None:  # noqa: N807 - It becomes a class's constructor.
        given = dict(zip(("self", *wanted), (self, *parts), strict=False)) | values
        given.pop("self")
        base.__init__(self, **given | {"video_processor": None})  # type: ignore[misc]

    signature = inspect.signature(base.__init__)  # type: ignore[misc]
    kept = [value for name, value in signature.parameters.items() if name != "video_processor"]
    wanted = [value.name for value in kept if value.kind is not inspect.Parameter.VAR_KEYWORD][1:]
    vars(__init__)["__signature__"] = signature.replace(parameters=kept)  # From it a processor learns its parts.

    def validate_init_kwargs(processor_config: dict[str, Any], valid_kwargs: Any) -> tuple[Any, Any]:
        """Settings of a file that the constructor takes not, and those that it takes; its code names none of them."""
        del valid_kwargs
        rest = {name: value for name, value in processor_config.items() if name not in wanted}
        return rest, {name: value for name, value in processor_config.items() if name in wanted}

    from transformers import ProcessorMixin

    members = {
        "__module__": base.__module__, "__init__": __init__,
        "validate_init_kwargs": staticmethod(validate_init_kwargs),
        # SmolVLM's own asks the video processor how many frames there are.
        "apply_chat_template": ProcessorMixin.apply_chat_template,
    }  # fmt: skip
    return type(base.__name__, (base,), members)


def load_processor(where: Path | str, **options: Any) -> Any:
    """The processor of an image-text-to-text model.

    Args:
        where: path or hub name of the model.
        options: go to `from_pretrained`.
    """
    from transformers import AutoConfig, AutoProcessor
    from transformers.models.auto.processing_auto import processor_class_from_name

    config = AutoConfig.from_pretrained(where, **options)
    base = _processor_class(config.model_type, processor_class_from_name)
    if base is None or picture_processor(base) is base:
        return AutoProcessor.from_pretrained(where, backend="pil", **options)
    return picture_processor(base).from_pretrained(where, backend="pil", **options)  # type: ignore[attr-defined]


def _processor_class(model_type: str, find: Any) -> type | None:
    from transformers.models.auto.processing_auto import PROCESSOR_MAPPING_NAMES

    name = PROCESSOR_MAPPING_NAMES.get(model_type)
    return find(name) if isinstance(name, str) else None
