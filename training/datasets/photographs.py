"""Photographs that packages ship under free licences (see NOTICE), split into training and test once and for all.

Training uses some of scikit-image's own pictures, and photographs from two Debian packages. Unpack the packages, then
`python -m training.datasets.photographs FOLDER` copies the photographs to `training/cache/photos`:

    apt-get download lomiri-wallpapers-16.04 libjxl-testdata; for f in *.deb; do dpkg -x $f FOLDER; done

The test's photographs, which are never trained on, are named in `benchmarks/suites/restore.py`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import skimage
from PIL import Image

from training import CACHE

FOLDER = CACHE / "photos"
SCIKIT_IMAGE = (
    "camera.png", "rocket.jpg", "retina.jpg", "hubble_deep_field.jpg", "coins.png", "brick.png", "grass.png",
    "gravel.png", "text.png", "ihc.png",
)  # fmt: skip
DEBIAN = (
    "Picture_0B_by_freespace.jpg", "Picture_1A_by_freespace.jpg", "Wine_by_Jakkub_Mede.jpg",
    "aitzgorri_by_Aitzol_Berasategi.jpg", "friends_by_Aitzol_Berasategi.jpg", "life_by_Aitzol_Berasategi.jpg",
    "picosdeeuropa_by_Aitzol_Berasategi.jpg", "seeding_by_Clements_Engelhardt.jpg",
    "sunset_by_Aitzol_Berasategi.jpg", "umang_by_Abhishek_Mudgal.jpg",
    "flower.png", "500px/tmshre_riaphotographs_srgb8.png", "500px/cvo9xd_keong_macan_srgb8.png",
    "500px/u76c0g_bliznaca_srgb8.png",
)  # fmt: skip
"""Of lomiri-wallpapers-16.04 only what is CC BY or CC0; of libjxl-testdata one of its own and three that are CC0."""
SIDES = (1400, 700)
"""Longer sides that large photographs are scaled down to: at the first, their own JPEG blocks are gone."""


def load_photographs() -> list[np.ndarray]:
    """Return the training photographs (H, W, 3), uint8, with sides of 170 to 1,411 pixels."""
    files = [Path(skimage.__file__).parent / "data" / name for name in SCIKIT_IMAGE]
    files += [FOLDER / Path(name).name for name in DEBIAN]
    photographs = []
    for file in files:
        with Image.open(file) as opened:
            picture = opened.convert("RGB")
        if file.suffix == ".jpg" and max(picture.size) <= SIDES[0]:
            picture = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
        sides = [side for side in SIDES if side < max(picture.size)] if file.parent == FOLDER else []
        for side in sides or [max(picture.size)]:
            small = picture.copy()
            small.thumbnail((side, side), Image.Resampling.LANCZOS)
            photographs.append(np.asarray(small))
    return photographs


def main(unpacked: Path) -> None:
    """Copy the photographs of the Debian packages into the cache."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in DEBIAN:
        shutil.copy(next(unpacked.rglob(name)), FOLDER)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
