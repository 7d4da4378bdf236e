"""Pictures as files: content-addressed PNGs with their recipe inside, written atomically."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image, PngImagePlugin

from storage.database import translate_io_errors
from tools.errors import BadPicture
from tools.images.identity import pixel_hash
from tools.types import Recipe

TEXT_KEY = "gouache"
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
"""What Pillow raises on damaged or hostile files."""


def png_metadata(recipe: Recipe) -> PngImagePlugin.PngInfo:
    """A recipe as PNG text: for other programs' readers, and whole for gouache's own."""
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("parameters", recipe.parameters())
    notes.add_itxt(TEXT_KEY, json.dumps(recipe.model_dump(), ensure_ascii=False))
    return notes


class PictureFiles:
    """A folder of pictures named by the hash of their pixels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, hash_: str) -> Path:
        """Where the picture with that hash is, or would be."""
        return self.folder / hash_[:2] / f"{hash_}.png"

    def _whole(self, hash_: str) -> bool:
        try:
            self.open(hash_, "a picture")
        except BadPicture:
            return False
        return True

    def save(self, picture: Image.Image, recipe: Recipe | None) -> str:
        """Write a picture once and give its hash.

        Raises:
            CannotWrite: full or read-only disk; nothing half-written stays.
        """
        hash_ = pixel_hash(picture)
        path = self.path(hash_)
        if self._whole(hash_):
            return hash_
        notes = png_metadata(recipe) if recipe is not None else None
        with translate_io_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    picture.save(file, "PNG", pnginfo=notes)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(name, path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        return hash_

    def open(self, hash_: str, label: str) -> Image.Image:
        """The picture with that hash; `label` names it in errors.

        Raises:
            BadPicture: the file is missing, broken, or holds other pixels.
        """
        path = self.path(hash_)
        try:
            with Image.open(path) as file:
                picture = file.copy()
        except FileNotFoundError as error:
            raise BadPicture(f"The file of {label} is missing ({path}); go back to another picture.") from error
        except UNREADABLE as error:
            raise BadPicture(f"The file of {label} is damaged ({path}); go back to another picture.") from error
        if pixel_hash(picture) != hash_:
            raise BadPicture(f"The file of {label} was changed ({path}); go back to another picture.")
        return picture

    def copy(self, hash_: str, target: Path, label: str) -> None:
        """Write the picture with that hash, with the recipe inside, to a file of a person's own.

        Raises:
            BadPicture: as `open`.
            CannotWrite: full or read-only disk.
        """
        self.open(hash_, label)
        with translate_io_errors():
            shutil.copyfile(self.path(hash_), target)


def read_recipe(path: Path) -> Recipe | None:
    """The recipe inside a PNG that gouache wrote, or None."""
    with Image.open(path) as file:
        text = file.info.get(TEXT_KEY)
    return Recipe.model_validate_json(text) if text else None
