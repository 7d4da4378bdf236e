"""What is wrong with a picture: an estimate in physical units, and where to look for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from tools.networks.restorer import damage

SCALES = {"x2": 2, "x4": 4}
"""Factors of enlargement by the names that tools give them."""
THRESHOLDS = {"noise": 6.0, "quality": 80.0, "blur": 1.0, "scale": 1.5, "contrast": 0.55}
"""From where on an estimate is a fault, since good photographs have a little of everything.

About one clean picture of fifty is estimated to be worse (`python -m training.models.train_damage_estimator 0` prints
the values).
"""
PATCH = 96
"""Side in pixels of the patches by which a picture is judged."""
PATCHES = 12
"""Number of patches by which a picture is judged at most."""


@dataclass(frozen=True)
class DegradationEstimate:
    """How a picture is degraded; the defaults say that it is not.

    Attributes:
        noise: standard deviation in grey levels of 255.
        quality: JPEG quality from 1 to 100; 100 for a picture that was never compressed.
        blur: standard deviation of a Gaussian in pixels.
        scale: factor by which the picture looks enlarged, from 1 to 4.
        contrast: share of the range of greys that the picture uses, from 0 to 1.
    """

    noise: float = 0.0
    quality: float = 100.0
    blur: float = 0.0
    scale: float = 1.0
    contrast: float = 1.0

    def significant(self) -> DegradationEstimate:
        """Return the estimate without what is too little to be a fault (see THRESHOLDS)."""
        return DegradationEstimate(
            self.noise if self.noise >= THRESHOLDS["noise"] else 0.0,
            self.quality if self.quality <= THRESHOLDS["quality"] else 100.0,
            self.blur if self.blur >= THRESHOLDS["blur"] else 0.0,
            self.scale if self.scale >= THRESHOLDS["scale"] else 1.0,
            self.contrast if self.contrast <= THRESHOLDS["contrast"] else 1.0,
        )

    def faults(self) -> list[str]:
        """Return the significant faults as English noun phrases."""
        found = self.significant()
        faults = []
        if found.noise > 0:
            faults.append("noise")
        if found.quality < 100:
            faults.append("compression blocks")
        if found.blur > 0:
            faults.append("blur")
        if found.scale > 1:
            faults.append(f"the softness of a picture enlarged {found.scale:.0f} times")
        if found.contrast < 1:
            faults.append("low contrast")
        return faults

    def damage_vector(self, how: str) -> tuple[float, ...]:
        """Return the damage vector (see `tools.networks.restorer.damage`) that makes the network do `how`.

        Args:
            how: "auto" takes the significant faults alone. By "denoise", "deblock" or "sharpen" a person says that
                there is such a fault, so at least a moderate one is assumed. "x2" and "x4" add the enlargement.
        """
        found = self.significant()
        match how:
            case "denoise":
                return damage(noise=max(self.noise, 8), quality=found.quality)
            case "deblock":
                return damage(noise=found.noise, quality=min(self.quality, 75))
            case "sharpen":
                return damage(found.noise, found.quality, blur=max(self.blur, 0.8), scale=found.scale)
            case "x2" | "x4":
                return damage(found.noise, found.quality, blur=found.blur / 2, scale=SCALES[how])
        return damage(found.noise, found.quality, found.blur, found.scale)


def sample_patches(values: np.ndarray) -> Iterator[np.ndarray]:
    """Yield at most PATCHES patches by which to judge a picture: three quarters are the liveliest, the rest flatter.

    Args:
        values: pixels (H, W, 3); a smaller picture than a patch is mirrored at its edges.

    Yields:
        Pixels (PATCH, PATCH, 3) of the same type.
    """
    height, width = (max(PATCH, side) for side in values.shape[:2])
    padded = np.pad(values, [(0, height - values.shape[0]), (0, width - values.shape[1]), (0, 0)], "symmetric")
    rows, columns = (np.linspace(0, side - PATCH, min(8, -(-side // PATCH))).astype(int) for side in (height, width))
    patches = [padded[y : y + PATCH, x : x + PATCH] for y in sorted(set(rows)) for x in sorted(set(columns))]
    patches.sort(key=lambda patch: -float(patch[::2, ::2].std()))
    lively = patches[: PATCHES * 3 // 4]
    rest = patches[len(lively) :]
    wanted = PATCHES - len(lively)
    yield from lively
    yield from rest[:: max(1, len(rest) // max(1, wanted))][:wanted]


def used_contrast(picture: Image.Image) -> float:
    """Return the share of the 256 greys that lie between the darkest and the lightest half percent of the pixels."""
    cumulated = np.cumsum(picture.convert("L").histogram()) / (picture.width * picture.height)
    return float(np.searchsorted(cumulated, 0.995) - np.searchsorted(cumulated, 0.005)) / 255
