"""A person's own pictures, as cameras, scanners and science write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.images.load import load_picture


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("ramp.png", np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)),
        ("ramp.tif", np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)),
        ("unit.tif", np.linspace(0, 1, 64 * 64).reshape(64, 64).astype(np.float32)),
        ("grey.tif", np.linspace(0, 255, 64 * 64).reshape(64, 64).astype(np.float32)),
        ("whole.tif", np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.int32)),
    ],
)
def test_deep_greys_keep_their_range(tmp_path: Path, name: str, values: np.ndarray) -> None:
    Image.fromarray(values).save(tmp_path / name)
    opened = np.asarray(load_picture(tmp_path / name))
    assert opened.shape == (64, 64, 3)
    assert (opened.min(), opened.max()) == (0, 255)
    assert opened.mean() == pytest.approx(127.5, abs=1)
