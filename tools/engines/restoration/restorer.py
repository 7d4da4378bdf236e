"""The pocket restorer: it looks what is wrong with a picture, and restores or enlarges it by tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from tools.base import Hooks
from tools.device import device, dtype
from tools.engines.registry import model_hash
from tools.errors import BadPicture
from tools.images.load import MOST_PIXELS, eight_bit
from tools.networks.restorer import MULTIPLE, damage
from tools.networks.restorer import PocketRestorer as Network
from tools.profiles import resolve_weights
from tools.types import ModelInfo

TILE, OVERLAP = 640, 48
"""Longest side in pixels of what the network sees at once, and how far neighbours reach into each other."""
SCALES = {"x2": 2, "x4": 4}
GLANCE, GLANCES = 96, 12
"""Side and number of the parts that the first look looks at."""
LEAST = {"noise": 6.0, "quality": 80.0, "blur": 1.0, "scale": 1.5, "contrast": 0.55}
"""From where on a finding is one: a good photograph has a little of everything. About what the look finds in one clean
picture of fifty (`python -m training.models.train_damage_estimator 0` prints it)."""


@dataclass(frozen=True)
class DegradationEstimate:
    """What the first look saw.

    `noise`: standard deviation in grey levels of 255; `quality`: JPEG's, 1 to 100; `blur`: standard deviation of a
    Gaussian in pixels; `scale`: by how much the picture looks enlarged; `contrast`: share of the range of greys that
    the picture uses.
    """

    noise: float = 0.0
    quality: float = 100.0
    blur: float = 0.0
    scale: float = 1.0
    contrast: float = 1.0

    def plain(self) -> DegradationEstimate:
        """With what is too little to call a fault left out."""
        return DegradationEstimate(
            self.noise if self.noise >= LEAST["noise"] else 0.0,
            self.quality if self.quality <= LEAST["quality"] else 100.0,
            self.blur if self.blur >= LEAST["blur"] else 0.0,
            self.scale if self.scale >= LEAST["scale"] else 1.0,
            self.contrast if self.contrast <= LEAST["contrast"] else 1.0,
        )

    def words(self) -> list[str]:
        """The faults, as a person would be told."""
        f = self.plain()
        said = {
            f"noise (sigma about {f.noise:.0f})": f.noise > 0, f"JPEG blocks (quality about {f.quality:.0f})":
            f.quality < 100, f"blur (about {f.blur:.1f} pixels)": f.blur > 0,
            f"the softness of a picture enlarged {f.scale:.0f} times": f.scale > 1, "low contrast": f.contrast < 1,
        }  # fmt: skip
        return [text for text, holds in said.items() if holds]

    def vector(self, how: str) -> tuple[float, ...]:
        """The damage that the network is told when it is asked for `how`; what a person names is there."""
        f = self.plain()
        match how:
            case "denoise":
                return damage(noise=max(self.noise, 8), quality=f.quality)
            case "deblock":
                return damage(noise=f.noise, quality=min(self.quality, 75))
            case "sharpen":
                return damage(noise=f.noise, quality=f.quality, blur=max(self.blur, 0.8), scale=f.scale)
            case "x2" | "x4":
                return damage(noise=f.noise, quality=f.quality, blur=f.blur / 2, scale=SCALES[how])
        return damage(f.noise, f.quality, f.blur, f.scale)


def split(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """A picture of any mode, upright, as RGB, and its alpha where it has one."""
    upright = eight_bit(ImageOps.exif_transpose(image))
    if upright.has_transparency_data:
        whole = upright.convert("RGBA")
        return whole.convert("RGB"), whole.getchannel("A")
    return upright.convert("RGB"), None


def join(picture: Image.Image, alpha: Image.Image | None, source: Image.Image) -> Image.Image:
    """The picture with the alpha, scaled along, and with the colour profile of the source."""
    if alpha is not None:
        picture.putalpha(alpha.resize(picture.size, Image.Resampling.BICUBIC))
    elif source.mode in ("1", "L", "I", "F") or source.mode.startswith("I;16"):
        picture = picture.convert("L")
    if source.info.get("icc_profile") and source.mode != "CMYK":
        picture.info["icc_profile"] = source.info["icc_profile"]
    return picture


def measure(width: int, height: int, how: str) -> tuple[int, int]:
    """The size of the result.

    Raises:
        BadPicture: it has more than MOST_PIXELS.
    """
    scale = SCALES.get(how, 1)
    if width * height * scale**2 > MOST_PIXELS:
        raise BadPicture(
            f"The result would have {width * scale} x {height * scale} pixels, more than {MOST_PIXELS // 10**6} "
            f"million; {'choose a smaller factor or ' if scale > 1 else ''}scale the picture down first."
        )
    return width * scale, height * scale


def enlarged(values: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Bicubic, of uint8 or uint16 (H, W, 3), to (width, height)."""
    if (values.shape[1], values.shape[0]) == size:
        return values
    top = np.iinfo(values.dtype).max
    planes = [Image.fromarray(values[..., c].astype(np.float32)).resize(size, Image.Resampling.BICUBIC) for c in
              range(3)]  # fmt: skip
    return np.stack([np.asarray(p).clip(0, top).round().astype(values.dtype) for p in planes], -1)


def spans(length: int) -> list[tuple[int, int]]:
    """Where tiles begin (at multiples of MULTIPLE) and end along a side, each reaching OVERLAP into the one before."""
    count = 1 if length <= TILE else -(-(length - OVERLAP) // (TILE - OVERLAP))
    if count == 1:
        return [(0, length)]
    step = -(-(length - OVERLAP) // (count * MULTIPLE)) * MULTIPLE
    return [(start, min(start + step + OVERLAP, length)) for start in range(0, step * count, step)]


def _ramp(length: int, after: bool, reach: int) -> np.ndarray:
    rising = np.ones(length, np.float32)
    if after:
        # What is nearest to a tile's edge saw least around it: a third on either side counts for nothing.
        rising[:reach] = ((np.arange(reach) + 0.5) / reach * 3 - 1).clip(0, 1)
    return rising


def tiled(
    values: np.ndarray, job: Callable[[Tensor], Tensor], hooks: Hooks, where: str | torch.device, scale: int = 1
) -> np.ndarray:
    """`job` over the whole picture by tiles that fade into each other.

    Args:
        values: (H, W, 3), uint8 or uint16, of any size.
        job: takes (1, 3, h, w) in [0, 1], sides multiples of MULTIPLE, and gives (1, 3, h * scale, w * scale).
        hooks: a step a tile.
        where: the device to work on.
        scale: by how much the job enlarges.

    Returns:
        (H * scale, W * scale, 3) of the same kind.

    Raises:
        Cancelled: the person has asked to stop.
    """
    top = float(np.iinfo(values.dtype).max)
    result = np.empty((values.shape[0] * scale, values.shape[1] * scale, 3), values.dtype)
    tiles = [(y, x) for y in spans(values.shape[0]) for x in spans(values.shape[1])]
    for number, ((y, bottom), (x, right)) in enumerate(tiles):
        hooks.step(number, len(tiles))
        part = values[y:bottom, x:right].astype(np.float32) / top
        high, wide = ((bottom - y) * scale, (right - x) * scale)
        part = np.pad(part, [(0, -part.shape[0] % MULTIPLE), (0, -part.shape[1] % MULTIPLE), (0, 0)], "symmetric")
        pixels = torch.from_numpy(part).permute(2, 0, 1)[None].to(where)
        with torch.inference_mode():
            made = job(pixels)[0, :, :high, :wide].clamp(0, 1).permute(1, 2, 0).float().cpu().numpy() * top
        reach = OVERLAP * scale
        share = (_ramp(high, y > 0, reach)[:, None] * _ramp(wide, x > 0, reach))[..., None]
        window = result[y * scale : bottom * scale, x * scale : right * scale]
        old = np.where(share < 1, window, 0).astype(np.float32)
        window[:] = (old + (made - old) * share).round()
    hooks.step(len(tiles), len(tiles))
    return result


def _glances(values: np.ndarray) -> Iterator[np.ndarray]:
    """Parts of GLANCE pixels square (padded where the picture is smaller): the liveliest first, flat ones between."""
    high, wide = (max(GLANCE, side) for side in values.shape[:2])
    padded = np.pad(values, [(0, high - values.shape[0]), (0, wide - values.shape[1]), (0, 0)], "symmetric")
    rows, columns = (np.linspace(0, side - GLANCE, min(8, -(-side // GLANCE))).astype(int) for side in (high, wide))
    parts = [padded[y : y + GLANCE, x : x + GLANCE] for y in sorted(set(rows)) for x in sorted(set(columns))]
    parts.sort(key=lambda part: -float(part[::2, ::2].std()))
    lively = parts[: GLANCES * 3 // 4]
    rest = parts[len(lively) :]
    yield from lively
    yield from rest[:: max(1, len(rest) // max(1, GLANCES - len(lively)))][: GLANCES - len(lively)]


def contrast(picture: Image.Image) -> float:
    """Share of the 256 greys between the darkest and the lightest half percent."""
    steps = np.cumsum(picture.convert("L").histogram()) / (picture.width * picture.height)
    return float(np.searchsorted(steps, 0.995) - np.searchsorted(steps, 0.005)) / 255


class PocketRestorer:
    """This project's own network: the first look, and restoration at any size by tiles."""

    def __init__(self, info: ModelInfo, folder: Path) -> None:
        self.info = info
        network = Network.from_pretrained(folder, torch_dtype=dtype(device(), small=True))
        self.network = network.eval().to(device(), memory_format=torch.channels_last)

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for p in self.network.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.network.to(where)

    def look(self, image: Image.Image) -> DegradationEstimate:
        """What is wrong with a picture, as far as the network can tell."""
        picture, _ = split(image)
        values = np.asarray(picture)
        parts = np.stack(list(_glances(values))).astype(np.float32) / 255
        with torch.inference_mode():
            pixels = torch.from_numpy(parts).permute(0, 3, 1, 2).to(self.network.device)
            noise, jpeg, blur, scale = self.network.look(pixels).median(0).values.clamp(0, 1).tolist()
        return DegradationEstimate(noise * 50, 100 - 100 * jpeg, blur * 3, 4**scale, contrast(picture))

    def restore(
        self, image: Image.Image, how: str, strength: float, hooks: Hooks, found: DegradationEstimate | None = None
    ) -> Image.Image:
        """The picture without the fault that `how` names ("auto": those found), or twice or four times as large.

        Args:
            image: of any mode and size; turned upright where its file says so.
            how: "auto", "denoise", "deblock", "sharpen", "x2" or "x4".
            strength: 0 leaves the picture (enlarged bicubically) as it is, 1 is the network's result.
            hooks: a step a tile.
            found: what `look` saw, if it has looked already.

        Raises:
            BadPicture: the result would have more than MOST_PIXELS.
            Cancelled: the person has asked to stop.
        """
        picture, alpha = split(image)
        made = self.restore_values(np.asarray(picture), how, strength, hooks, found or self.look(image))
        return join(Image.fromarray(made), alpha, image)

    def restore_values(
        self, values: np.ndarray, how: str, strength: float, hooks: Hooks, found: DegradationEstimate
    ) -> np.ndarray:
        """The same on (H, W, 3) of uint8 or uint16."""
        size = measure(values.shape[1], values.shape[0], how)
        vector = found.vector(how)
        base = enlarged(values, size)
        if not any(vector) or strength == 0:
            return base
        damages = torch.tensor([vector], device=self.network.device, dtype=self.network.dtype)

        def job(pixels: Tensor) -> Tensor:
            seen = pixels.to(self.network.dtype).contiguous(memory_format=torch.channels_last)
            return torch.lerp(seen, self.network(seen, damages), strength)

        return tiled(base, job, hooks, self.network.device)


@cache
def packaged_restorer() -> PocketRestorer:
    """The restorer that comes with the package, for restorers that can't look; loaded once."""
    folder = Path(resolve_weights("package:restorer"))
    return PocketRestorer(
        ModelInfo(role="restorer", kind="pocket", name="package:restorer", hash=model_hash(folder)), folder
    )
