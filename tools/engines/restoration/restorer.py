"""The pocket restorer: estimates what is wrong with a picture, and restores or enlarges it by tiles."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from tools.device import device, dtype
from tools.engines.restoration.degradation import SCALES, DegradationEstimate, sample_patches, used_contrast
from tools.engines.restoration.tiling import run_tiled
from tools.engines.weights import model_hash
from tools.errors import BadPicture
from tools.hooks import Hooks
from tools.images.channels import restore_format, split_alpha
from tools.images.load import MAX_PIXELS
from tools.images.resize import resize_bicubic
from tools.networks.restorer import PocketRestorer as RestorationNetwork
from tools.profiles import PACKAGED, resolve_weights
from tools.types import ModelInfo

NAME = PACKAGED + "restorer"


def output_size(width: int, height: int, how: str) -> tuple[int, int]:
    """Return width and height of the result of `how`: the same ones, or twice or four times as large.

    Raises:
        BadPicture: the result would have more than MAX_PIXELS.
    """
    scale = SCALES.get(how, 1)
    if width * height * scale**2 > MAX_PIXELS:
        raise BadPicture(
            f"The result would have {width * scale} x {height * scale} pixels, more than {MAX_PIXELS // 10**6} "
            f"million; {'choose a smaller factor or ' if scale > 1 else ''}scale the picture down first."
        )
    return width * scale, height * scale


class PocketRestorer:
    """This project's own restorer; see `tools.engines.base.Restorer`.

    Args:
        info: which weights these are.
        folder: the network's configuration and weights.
    """

    def __init__(self, info: ModelInfo, folder: Path) -> None:
        self.info = info
        network = RestorationNetwork.from_pretrained(folder, torch_dtype=dtype(device(), small=True))
        self.network = network.eval().to(device(), memory_format=torch.channels_last)

    def nbytes(self) -> int:
        """Return the size of the weights in bytes."""
        return sum(p.nbytes for p in self.network.parameters())

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.network.to(where)

    def estimate(self, image: Image.Image) -> DegradationEstimate:
        """Estimate what is wrong with a picture: the median over its patches (see `sample_patches`)."""
        picture, _ = split_alpha(image)
        patches = np.stack(list(sample_patches(np.asarray(picture)))).astype(np.float32) / 255
        with torch.inference_mode():
            pixels = torch.from_numpy(patches).permute(0, 3, 1, 2).to(self.network.device)
            noise, jpeg, blur, scale = self.network.estimate(pixels).median(0).values.clamp(0, 1).tolist()
        # The inverse of `tools.networks.restorer.damage`.
        return DegradationEstimate(noise * 50, 100 - 100 * jpeg, blur * 3, 4**scale, used_contrast(picture))

    def restore(
        self, image: Image.Image, how: str, strength: float, hooks: Hooks, estimate: DegradationEstimate | None = None
    ) -> Image.Image:
        """Return the picture without a fault, or enlarged; see `tools.engines.base.Restorer.restore`.

        Raises:
            BadPicture: the result would have more than MAX_PIXELS.
            Cancelled: the hooks asked to stop.
        """
        picture, alpha = split_alpha(image)
        restored = self.restore_values(np.asarray(picture), how, strength, hooks, estimate or self.estimate(image))
        return restore_format(Image.fromarray(restored), alpha, image)

    def restore_values(
        self, values: np.ndarray, how: str, strength: float, hooks: Hooks, estimate: DegradationEstimate
    ) -> np.ndarray:
        """Do the same as `restore` to pixels (H, W, 3), uint8 or uint16, of which it returns the same type."""
        size = output_size(values.shape[1], values.shape[0], how)
        vector = estimate.damage_vector(how)
        base = resize_bicubic(values, size)
        if not any(vector) or strength == 0:
            return base
        damages = torch.tensor([vector], device=self.network.device, dtype=self.network.dtype)

        def restore_tile(pixels: Tensor) -> Tensor:
            tile = pixels.to(self.network.dtype).contiguous(memory_format=torch.channels_last)
            return torch.lerp(tile, self.network(tile, damages), strength)

        return run_tiled(base, restore_tile, hooks, self.network.device)


@cache
def packaged_restorer() -> PocketRestorer:
    """Return the restorer that comes with the package, which estimates for models that can't; loaded once.

    Raises:
        ModelMissing: its files are not there.
        ModelDamaged: its files differ from their manifest.
    """
    folder = Path(resolve_weights(NAME))
    return PocketRestorer(ModelInfo(role="restorer", kind="pocket", name=NAME, hash=model_hash(folder)), folder)
