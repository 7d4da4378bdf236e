"""PNG files with 16 bits a channel, in and out."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import png
import pytest
from PIL import ImageCms

from tests.tools.pictures import random_values
from tools.errors import BadPicture
from tools.images import png16


def with_sbit(path: Path, bits: int) -> bytes:
    """The PNG with a note that only so many bits of each channel count."""
    chunks = list(png.Reader(bytes=path.read_bytes()).chunks())
    chunks.insert(1, (b"sBIT", bytes([bits] * 4)))
    out = io.BytesIO()
    png.write_chunks(out, chunks)
    return out.getvalue()


def test_sixteen_bits_go_in_and_out(tmp_path: Path) -> None:
    path, profile = tmp_path / "deep.png", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    values = np.concatenate([random_values(21, 13, np.uint16), random_values(21, 13, np.uint16)[..., :1]], -1)
    png16.write_png16(path, values, profile)
    assert png16.is_png16(path)
    assert not png16.is_png16(tmp_path / "none.png")
    again, kept = png16.read_png16(path)
    assert (again == values).all()
    assert kept == profile
    path.write_bytes(with_sbit(path, 10))
    fewer, _ = png16.read_png16(path)
    assert np.abs(fewer.astype(int) - values).max() < 65536 / 1000
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(BadPicture, match=r"deep\.png can't be read"):
        png16.read_png16(path)
