"""The fetched models: whether their files are still what they were, and taking them away again."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping

from tools.hub.cache import fetched_models, is_hub_name, note_model, repository_folder
from tools.hub.download import digest_of
from tools.hub.repository import CannotFetch


def damaged_files(name: str) -> list[str]:
    """Return the files of a fetched repository that are gone or are not what they were, and take damaged ones away.

    The next fetch brings them again.

    Raises:
        CannotFetch: it was not fetched.
    """
    model = fetched_models().get(name)
    if model is None:
        raise CannotFetch(f"{name} is not here; fetch it with: gouache models get {name}")
    snapshot = repository_folder(name) / "snapshots" / model.commit
    wrong = []
    for file, known in model.files.items():
        path = snapshot / file
        if path.is_file() and path.stat().st_size == known.size and digest_of(path, known.digest) == known.digest:
            continue
        wrong.append(file)
        path.resolve().unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    if wrong:
        note_model(name, None)
    return wrong


def users_of(name: str, profiles: Mapping[str, Collection[str]]) -> list[str]:
    """Return the profiles that are wholly here and use a model.

    Args:
        name: Of the model.
        profiles: The hub names of their models by the profiles' names.
    """
    here = fetched_models()
    return [profile for profile, models in profiles.items() if name in models and all(one in here for one in models)]


def remove(name: str) -> int:
    """Take a repository out of the cache.

    Returns:
        The bytes that this freed; files that another repository shares free nothing.

    Raises:
        CannotFetch: it is not here.
    """
    folder = repository_folder(name)
    if not is_hub_name(name) or not folder.is_dir():
        raise CannotFetch(f"{name} is not here, so that there is nothing to remove.")
    files = (file for part in ("blobs", "snapshots") for file in (folder / part).rglob("*"))
    sizes = [file.lstat() for file in files if file.is_file() and not file.is_symlink()]
    # Not by the hub's own deletion, which goes by commit and may take another repository with the same one.
    shutil.rmtree(folder)
    note_model(name, None)
    return sum(size.st_size for size in sizes if size.st_nlink == 1)
