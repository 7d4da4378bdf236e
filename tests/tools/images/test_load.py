"""A person's own pictures, as cameras, scanners, science and enemies write them."""

from __future__ import annotations

import io
import os
import random
import struct
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from tools.errors import BadPicture
from tools.images.load import load_picture
from tools.images.png16 import is_png16, read_png16

SIDES = (48, 32)


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    """A noisy picture with one bright corner, so that a turn can be told."""
    picture = Image.effect_noise(SIDES, 40).convert("RGB")
    picture.paste((255, 255, 255), (0, 0, 8, 8))
    return picture


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


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "tif", "gif", "bmp", "ppm", "tga", "jp2"])
def test_common_formats_are_read(photo: Image.Image, tmp_path: Path, ending: str) -> None:
    photo.save(tmp_path / f"a.{ending}")
    assert load_picture(tmp_path / f"a.{ending}").size == SIDES


def test_a_program_is_never_started_for_a_picture(photo: Image.Image, tmp_path: Path) -> None:
    photo.save(tmp_path / "a.eps")
    (tmp_path / "a.eps").rename(tmp_path / "a.png")
    with pytest.raises(BadPicture, match=r"a\.png can't be read as a picture"):
        load_picture(tmp_path / "a.png")


@pytest.mark.parametrize("read", [load_picture, read_png16])
def test_only_regular_files_are_read(tmp_path: Path, read: object) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "loop.png").symlink_to("loop.png")
    for path, match in (
        (tmp_path / "pipe.png", r"pipe\.png is a folder, a device or a pipe"),
        (Path("/dev/zero"), "zero is a folder, a device or a pipe"),
        (tmp_path, "is a folder, a device or a pipe"),
        (tmp_path / "loop.png", r"loop\.png can't be read"),
        (tmp_path / "none.png", "There is no file"),
        (tmp_path / "a\0b.png", "can't be read"),
    ):
        assert not is_png16(path)
        with pytest.raises(BadPicture, match=match) as error:
            read(path)  # type: ignore[operator]
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (-1, -1)), (6, (0, -1)), (8, (-1, 0)), (9, (0, 0))]
)
def test_the_orientation_alone_turns_a_picture(
    photo: Image.Image, tmp_path: Path, ending: str, orientation: int, corner: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "a maker"
    photo.save(tmp_path / f"a.{ending}", exif=exif)
    opened = load_picture(tmp_path / f"a.{ending}")
    assert opened.size == (SIDES if orientation in (1, 3, 9) else SIDES[::-1])
    assert np.asarray(opened)[corner].min() > 180
    assert "exif" not in opened.info


def test_odd_exif_is_ignored_and_nothing_is_printed(
    photo: Image.Image, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    exif, chance = Image.Exif(), random.Random(7)
    exif[0x0112], exif[0x010F], exif[0x0110], exif[0x8769] = 6, "maker", "camera", {0x9286: b"comment"}
    whole = exif.tobytes()
    for _ in range(300):
        block = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            block[chance.randrange(6, len(block))] = chance.randrange(256)
        photo.save(tmp_path / "a.jpg", exif=bytes(block))
        assert sorted(load_picture(tmp_path / "a.jpg").size) == sorted(SIDES)
    assert capfd.readouterr() == ("", "")


def test_metadata_of_any_size_is_skipped(photo: Image.Image, tmp_path: Path) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("workflow", "x" * 3_000_000, zip=True)
    texts.add_itxt("after", "y" * 3_000_000, zip=True)
    texts.add_text("long", "z" * 70_000_000)
    photo.save(tmp_path / "a.png", pnginfo=texts, icc_profile=os.urandom(2_000_000))
    opened = load_picture(tmp_path / "a.png")
    assert opened.tobytes() == photo.tobytes()
    assert len(opened.info["icc_profile"]) == 2_000_000
    photo.save(tmp_path / "b.png", icc_profile=bytes(20_000_000))
    assert load_picture(tmp_path / "b.png").info == {}


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    for side in (7_000, 30_000, 2**31 - 1):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 16, 2, 0, 0, 0))
        data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")
        (tmp_path / "bomb.png").write_bytes(data)
        for read in (load_picture, read_png16):
            start = time.perf_counter()
            with pytest.raises(BadPicture, match=r"bomb\.png"):
                read(tmp_path / "bomb.png")
            assert time.perf_counter() - start < 1


def test_an_icon_is_refused_by_the_picture_inside(tmp_path: Path) -> None:
    inner = io.BytesIO()
    Image.new("L", (8000, 6000)).save(inner, "PNG")
    entry = struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inner.getvalue()), 22)
    (tmp_path / "a.ico").write_bytes(struct.pack("<HHH", 0, 1, 1) + entry + inner.getvalue())
    with pytest.raises(BadPicture, match="8000 x 6000 pixels"):
        load_picture(tmp_path / "a.ico")


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(BadPicture, match="larger than 512 MB"):
        load_picture(tmp_path / "a.png")
