"""What turns pictures into the pixels that the pocket eyes see."""

from __future__ import annotations

from PIL import Image
from transformers.image_processing_backends import PilBackend


class EyesProcessor(PilBackend):
    """Pictures of any size and mode to `pixel_values` (B, 3, 128, 128), float32, in [-1, 1]."""

    model_input_names: list[str] = ["pixel_values"]  # noqa: RUF012 - The base class has it so.
    resample = Image.Resampling.LANCZOS
    size = {"height": 128, "width": 128}  # noqa: RUF012 - The base class has it so.
    image_mean = image_std = (0.5, 0.5, 0.5)
    do_resize = do_rescale = do_normalize = do_convert_rgb = True
