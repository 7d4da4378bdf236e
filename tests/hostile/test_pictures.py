"""Any file under the name of a picture: it is read, or refused with one sentence; nothing is printed, nothing hangs."""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from tools.errors import BadPicture
from tools.images.load import MAX_PIXELS, load_picture
from tools.images.png16 import is_png16, read_png16

PICTURES = 400
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP", "tif": "TIFF", "gif": "GIF", "bmp": "BMP", "ppm": "PPM",
           "tga": "TGA", "jp2": "JPEG2000", "ico": "ICO", "pcx": "PCX"}  # fmt: skip
MODES = ("RGB", "L", "P", "RGBA", "I;16", "1", "LA", "CMYK")
SECONDS = 5.0


def originals() -> dict[str, bytes]:
    """Real small pictures of every format and mode, with EXIF data, a profile and texts where they can be."""
    base, exif, texts = Image.effect_noise((60, 44), 70).convert("RGBA"), Image.Exif(), PngImagePlugin.PngInfo()
    exif[0x0112], exif[0x010F] = 6, "maker"
    texts.add_text("parameters", "a bird\nSteps: 4", zip=True)
    texts.add_itxt("gouache", '{"tool": "generate", "arguments": {"prompt": "a bird"}}')
    made = {}
    for ending, kind in FORMATS.items():
        for mode in MODES:
            buffer = io.BytesIO()
            options = {"exif": exif, "icc_profile": bytes(500)} if kind in ("PNG", "JPEG", "WEBP", "TIFF") else {}
            options |= {"pnginfo": texts} if kind == "PNG" else {}
            compressions = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
            try:
                picture = base.convert("L").convert("I").convert("I;16") if mode == "I;16" else base.convert(mode)
                picture.save(buffer, kind, **options, **compressions)
            except (OSError, ValueError):
                continue  # The format has no such mode.
            made[f"{mode.replace(';', '')}.{ending}"] = buffer.getvalue()
    return made


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes of a file after an accident, or after somebody's careful work."""
    changed = bytearray(data)
    match rng.randrange(6):
        case 0:
            del changed[rng.randrange(len(changed)) :]
        case 1:
            for _ in range(rng.randrange(1, 30)):
                changed[rng.randrange(len(changed))] = rng.randrange(256)
        case 2:  # Of the header, which has sizes and counts.
            for _ in range(rng.randrange(1, 6)):
                changed[rng.randrange(min(len(changed), 120))] = rng.choice((0, 1, 127, 128, 255))
        case 3:
            at = rng.randrange(len(changed))
            changed[at:at] = rng.randbytes(rng.randrange(1, 200))
        case 4:
            start = rng.randrange(len(changed))
            del changed[start : start + rng.randrange(1, 100)]
        case _:
            at = rng.randrange(max(1, len(changed) - 8))
            changed[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"IEND", b"eXIf"))
    return bytes(changed)


def is_answered(path: Path, read: Callable[[Path], object]) -> bool:
    """Whether a file is read; where it is not, the answer is one sentence in time."""
    start = time.perf_counter()
    try:
        read(path)
    except BadPicture as error:
        text = str(error)
        assert text.endswith("."), text
        assert text.isprintable(), text
        return False
    finally:
        assert time.perf_counter() - start < SECONDS, path.read_bytes()[:200]
    return True


def test_damaged_pictures_are_read_or_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rng, files, read = random.Random(19), originals(), 0
    assert len(files) > 40
    for number in range(PICTURES):
        name = rng.choice(sorted(files))
        path = tmp_path / f"{number}.{rng.choice(sorted(FORMATS)) if rng.random() < 0.1 else name.partition('.')[2]}"
        path.write_bytes(damaged(files[name], rng))

        def load(path: Path) -> None:
            picture = load_picture(path)
            assert picture.mode in ("RGB", "RGBA")
            assert picture.width * picture.height <= MAX_PIXELS
            assert set(picture.info) <= {"icc_profile", "gouache"}

        read += is_answered(path, load)
        if is_png16(path):
            is_answered(path, read_png16)
        path.unlink()
    assert PICTURES * 0.2 < read < PICTURES * 0.9
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def odd_files(tmp_path: Path) -> list[Path]:
    """What is no regular file, or has an odd name."""
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "dangling.png").symlink_to("nowhere")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    (tmp_path / "full.png").symlink_to("/dev/full")
    (tmp_path / "empty.png").touch()
    with (tmp_path / "sparse.png").open("wb") as file:
        file.truncate(2**42)
    names = [path.name for path in tmp_path.iterdir()]
    odd = ["\x1b[2J.png", "a\nb.png", "\u202egnp.png", "x" * 5000, "a\0.png", "%s%n.png", "[red]x[/red].png", "", "."]
    return [tmp_path / name for name in (*names, *odd)]


def test_what_is_no_picture_file_is_refused(odd_files: list[Path], capfd: pytest.CaptureFixture[str]) -> None:
    for path in odd_files:
        for read in (load_picture, read_png16):
            assert not is_answered(path, read)
        assert not is_png16(path)
    assert capfd.readouterr() == ("", "")
