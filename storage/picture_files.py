"""Picture files: PNGs named by the hash of their pixels, with their recipe inside, written atomically."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import psutil
from PIL import Image, PngImagePlugin
from pydantic import ValidationError

from storage.database import translate_io_errors
from tools.errors import BadPicture
from tools.files import open_regular
from tools.images.identity import pixel_hash
from tools.images.png_chunks import RECIPE_KEY
from tools.types import Recipe

COMPRESSION = 4
"""Effort of the PNG encoder, 0 to 9: 6 is the library's default, takes twice as long and saves a fortieth."""
_STALE_AFTER = 24 * 3600
"""Seconds after which a partial file is nobody's, even where its process's number is in use again."""


def png_metadata(recipe: Recipe) -> PngImagePlugin.PngInfo:
    """Return a recipe as PNG text chunks: `parameters` for other programs, and the whole recipe for gouache.

    Neither names a folder. They are tEXt chunks, which every reader knows, where Latin-1 has their characters.
    """
    metadata, portable = PngImagePlugin.PngInfo(), recipe.portable()
    parameters = portable.parameters()
    if parameters:
        metadata.add_text("parameters", parameters)
    metadata.add_text(RECIPE_KEY, _json(portable))
    return metadata


def _json(recipe: Recipe) -> str:
    return json.dumps(recipe.model_dump(mode="json"), ensure_ascii=False)


def _recipe(text: object) -> Recipe | None:
    """Return the recipe that a text chunk has; None where it has none or a damaged one."""
    try:
        return Recipe.model_validate_json(text) if isinstance(text, str) else None
    except ValidationError:
        return None


class PictureFiles:
    """A folder of pictures named by the hash of their pixels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._partial = folder / "partial"

    def remove_stale(self) -> int:
        """Remove what processes that are gone were writing when they ended, and return the number of files."""
        stale = [file for file in self._partial.glob("*.part") if not _is_being_written(file)]
        for file in stale:
            file.unlink(missing_ok=True)
        return len(stale)

    def path(self, hash_: str) -> Path:
        """Return the path of the picture with this hash, whether or not the file exists."""
        return self.folder / hash_[:2] / f"{hash_}.png"

    def save(self, picture: Image.Image, recipe: Recipe | None) -> str:
        """Write a picture unless an intact copy exists, and return its hash.

        Raises:
            CannotWrite: The disk is full or read-only; no partial file stays.
        """
        hash_ = pixel_hash(picture)
        path = self.path(hash_)
        if self._is_intact(hash_):
            with contextlib.suppress(OSError):
                os.utime(path)  # A purge leaves alone what is new: its row is not written yet.
            return hash_
        metadata = png_metadata(recipe) if recipe is not None else None
        with translate_io_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._partial.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._partial, prefix=f"{os.getpid()}-", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    picture.save(file, "PNG", pnginfo=metadata, compress_level=COMPRESSION)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(name, path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        return hash_

    def open(self, hash_: str, label: str) -> Image.Image:
        """Return the picture with this hash; `label` names it in error messages.

        Raises:
            BadPicture: The file is missing or damaged, or has other pixels.
        """
        path = self.path(hash_)
        try:
            with open_regular(path) as file, Image.open(file, formats=["PNG"]) as opened:
                picture = opened.copy()
        except FileNotFoundError as error:
            raise BadPicture(f"The file of {label} is missing ({path}); go back to another picture.") from error
        except Exception as error:  # Pillow raises anything on damaged files.
            raise BadPicture(f"The file of {label} is damaged ({path}); go back to another picture.") from error
        if pixel_hash(picture) != hash_:
            raise BadPicture(f"The file of {label} was changed ({path}); go back to another picture.")
        return picture

    def copy(self, hash_: str, target: Path, label: str) -> None:
        """Copy the picture with this hash, its recipe included without folders, to `target`.

        Raises:
            BadPicture: As for `open`.
            CannotWrite: The disk is full or read-only.
        """
        picture = self.open(hash_, label)
        text = picture.info.get(RECIPE_KEY)
        recipe = _recipe(text)
        with translate_io_errors():
            if recipe is None or text == _json(recipe.portable()):
                shutil.copyfile(self.path(hash_), target)
            else:
                # The file was written by gouache 0.1.0, which named the folders of models.
                picture.save(target, "PNG", pnginfo=png_metadata(recipe))

    def _is_intact(self, hash_: str) -> bool:
        try:
            self.open(hash_, "a picture")
        except BadPicture:
            return False
        return True


def _is_being_written(file: Path) -> bool:
    """Return whether the process that began to write a file still runs and the file is of today."""
    process = file.name.partition("-")[0]
    try:
        age = time.time() - file.stat().st_mtime
    except OSError:
        return False
    return process.isdecimal() and psutil.pid_exists(int(process)) and age < _STALE_AFTER


def read_recipe(path: Path) -> Recipe | None:
    """Return the recipe inside a PNG of gouache's own, or None where it did not write one."""
    with open_regular(path) as file, Image.open(file, formats=["PNG"]) as picture:
        text = picture.info.get(RECIPE_KEY)
    return _recipe(text)
