"""Fetching a repository into the hub's cache: in ranges, so that a cut download goes on where it stopped.

The hub's own client begins again after a restart. Here the bytes lie in `blobs/HASH.part` until they are whole and
their hash is right; then they become `blobs/HASH`, and the folder of the commit links to them, as in any hub cache.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
from filelock import FileLock
from huggingface_hub.utils._headers import build_hf_headers
from huggingface_hub.utils._http import get_session, hf_raise_for_status

from tools.hub.cache import FetchedFile, FetchedModel, cache_folder, note_model, repository_folder
from tools.hub.repository import CannotFetch, RemoteFile, Repository, file_url, hub_errors

Progress = Callable[[int, int], None]
"""Told how many bytes are here now, and how many there will be."""

SPARE_BYTES = 2**30
"""Bytes of the disk that are left alone."""
_PIECE = 1 << 20
_TRIES = 5
"""How often a cut connection is taken up again before the person is told."""
_PAUSE = 0.5
"""Seconds before the second try; twice as many before every further one."""


def bytes_here(repository: Repository) -> int:
    """Return how many bytes of a repository need not be fetched: files, parts, and equal files of others."""
    return sum(_bytes_of_file(repository.name, file) for file in repository.files)


def _bytes_of_file(name: str, file: RemoteFile) -> int:
    blob = _blob(name, file)
    if blob.is_file() or _equal_blob(file) is not None:
        return file.size
    part = _part(blob)
    return min(part.stat().st_size, file.size) if part.is_file() else 0


def fetch(repository: Repository, progress: Progress | None = None, accepted: bool = False) -> Path:
    """Fetch what is missing of a repository; several processes may do so at once.

    Args:
        repository: At the commit that is to be fetched.
        progress: Told of the bytes.
        accepted: Whether the person accepted its licence by name.

    Returns:
        The folder of its files.

    Raises:
        CannotFetch: its licence is not free and was not accepted, the disk is too small, the connection was cut too
            often, or a file is not what the hub says. What has come stays, and the next call goes on from there.
    """
    if not (repository.free or accepted):
        raise CannotFetch(
            f"The licence of {repository.name} is {repository.licence or 'not named'}, which is not free for every "
            "use; accept it by its name."
        )
    here = bytes_here(repository)
    _require_space(repository, repository.size - here)
    folder = repository_folder(repository.name)
    snapshot = folder / "snapshots" / repository.commit
    done = 0
    for file in repository.files:
        start = done

        def tell(count: int, start: int = start) -> None:
            if progress is not None:
                progress(start + count, repository.size)

        blob = _fetch_file(repository, file, tell)
        done += file.size
        _link(blob, snapshot / file.name)
        tell(file.size)
    reference = folder / "refs" / "main"
    reference.parent.mkdir(parents=True, exist_ok=True)
    reference.write_text(repository.commit)
    files = {file.name: FetchedFile(file.size, file.digest) for file in repository.files}
    note_model(
        repository.name,
        FetchedModel(
            commit=repository.commit, licence=repository.licence, accepted=accepted, files=files, base=repository.base
        ),
    )
    return snapshot


def digest_of(path: Path, digest: str) -> str:
    """Return a file's hash, of the kind that a digest is of: SHA-256, or git's SHA-1 of a blob."""
    sum_ = _new_sum(digest, path.stat().st_size)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            sum_.update(piece)
    return str(sum_.hexdigest())


def _new_sum(digest: str, size: int) -> Any:
    if len(digest) == 64:
        return hashlib.sha256()
    return hashlib.sha1(f"blob {size}\0".encode(), usedforsecurity=False)


def _blob(name: str, file: RemoteFile) -> Path:
    return repository_folder(name) / "blobs" / file.digest


def _part(blob: Path) -> Path:
    return blob.with_name(f"{blob.name}.part")


def _equal_blob(file: RemoteFile) -> Path | None:
    """A file of equal hash in another repository."""
    return next((path for path in cache_folder().glob(f"models--*/blobs/{file.digest}") if path.is_file()), None)


def _require_space(repository: Repository, missing: int) -> None:
    """Check that the disk has room.

    Raises:
        CannotFetch: it has not.
    """
    folder = cache_folder()
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free
    if missing and missing + SPARE_BYTES > free:
        raise CannotFetch(
            f"{repository.name} needs {missing / 2**30:.1f} GB more, and {free / 2**30:.1f} GB are free in {folder}; "
            "make room, or set HF_HOME to a folder on a larger disk."
        )


def _fetch_file(repository: Repository, file: RemoteFile, tell: Callable[[int], None]) -> Path:
    """The blob of a file, fetched unless it is here; another process that fetches it is waited for."""
    blob = _blob(repository.name, file)
    if blob.is_file():
        return blob
    blob.parent.mkdir(parents=True, exist_ok=True)
    locks = cache_folder() / ".locks" / repository_folder(repository.name).name
    locks.mkdir(parents=True, exist_ok=True)
    with FileLock(locks / f"{blob.name}.lock"):
        if blob.is_file():
            return blob
        equal = _equal_blob(file)
        if equal is not None and _same_file(equal, blob):
            return blob
        try:
            _fetch_part(repository, file, _part(blob), tell)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise CannotFetch(
                f"The disk of {cache_folder()} is full; make room and run it again, it goes on where it stopped."
            ) from error
        _part(blob).replace(blob)
    return blob


def _same_file(equal: Path, blob: Path) -> bool:
    """Give a file a second name; False where the disk can't."""
    try:
        os.link(equal, blob)
    except OSError:
        return False
    return True


def _fetch_part(repository: Repository, file: RemoteFile, part: Path, tell: Callable[[int], None]) -> None:
    """Fetch the rest of a file, taking up a cut connection again, and check its hash.

    Raises:
        CannotFetch: the hub refuses, the connection was cut too often, or the hash is wrong.
    """
    for attempt in range(_TRIES):
        try:
            with hub_errors(repository.name):
                _fetch_range(repository, file, part, tell)
        except CannotFetch as error:
            if attempt == _TRIES - 1 or not isinstance(error.__cause__, httpx2.TransportError):
                raise
        if part.is_file() and part.stat().st_size >= file.size:
            break
        time.sleep(_PAUSE * 2**attempt)
    size = part.stat().st_size if part.is_file() else 0
    if size < file.size:
        raise CannotFetch(
            f"The connection for {file.name} of {repository.name} was cut at {size:,} of {file.size:,} bytes; "
            "run it again to go on."
        )
    if size != file.size or digest_of(part, file.digest) != file.digest:
        part.unlink()
        raise CannotFetch(
            f"{file.name} of {repository.name} is not what the hub says, its hash differs; run it again to "
            "fetch it anew."
        )


def _fetch_range(repository: Repository, file: RemoteFile, part: Path, tell: Callable[[int], None]) -> None:
    """Append to a part what one answer brings; begin anew where the server knows no ranges."""
    have = part.stat().st_size if part.is_file() else 0
    if have >= file.size > 0:
        return
    # Compressed, a range would be one of other bytes.
    headers = {**build_hf_headers(), "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    url = file_url(repository.name, repository.commit, file.name)
    with get_session().stream("GET", url, headers=headers, follow_redirects=True, timeout=30) as answer:
        hf_raise_for_status(answer)
        goes_on = answer.status_code == 206
        count = have if goes_on else 0
        with part.open("ab" if goes_on else "wb") as target:
            for piece in answer.iter_bytes():
                target.write(piece)
                count += len(piece)
                tell(min(count, file.size))
                if count > file.size:
                    return


def _link(blob: Path, place: Path) -> None:
    """Let a file of a commit's folder be a blob: a relative link, or where there are none another name or a copy."""
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    try:
        place.symlink_to(os.path.relpath(blob, place.parent))
    except FileExistsError:
        return  # Another process was faster.
    except OSError:
        if not _same_file(blob, place):
            shutil.copyfile(blob, place)
