"""What a repository of the hub holds, and which of its files run: no second copies, no pickles, no other formats."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import httpx2
from huggingface_hub import HfApi, hf_hub_url
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
)
from huggingface_hub.utils._headers import build_hf_headers
from huggingface_hub.utils._http import get_session, hf_raise_for_status

from tools.errors import GouacheError
from tools.text import one_line

FREE_LICENCES = frozenset({
    "apache-2.0", "mit", "bsd-2-clause", "bsd-3-clause", "isc", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "unlicense",
})  # fmt: skip
"""Licences under which everybody may use a model for anything."""
RUNNING = (".json", ".txt", ".jinja", ".safetensors", ".model")
"""Endings of files that are read when a model runs."""
PICKLES = (".bin", ".ckpt", ".pt", ".pth", ".pkl", ".pickle")
_VARIANT = re.compile(r"\.(fp16|bf16|fp32|non_ema|ema)(?=[.-])")
_DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_MAX_INDEX_BYTES = 1_000_000


class CannotFetch(GouacheError):
    """A model can't be fetched: says why, and what to do."""


@dataclass(frozen=True)
class RemoteFile:
    """A file of a repository: its name there, its bytes, and its hash, SHA-256 or, of small files, git's SHA-1."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class Repository:
    """A repository at one commit.

    Attributes:
        name: OWNER/NAME.
        commit: 40 hexadecimal digits.
        licence: As its card names it; empty where it names none.
        gated: Whether its terms have to be accepted on its page.
        files: Those that run.
        base: The model that an adapter was made for; empty of others.
    """

    name: str
    commit: str
    licence: str
    gated: bool
    files: tuple[RemoteFile, ...]
    base: str = ""

    @property
    def free(self) -> bool:
        """Whether everybody may use it for anything."""
        return self.licence in FREE_LICENCES

    @property
    def size(self) -> int:
        """Bytes of all files that run."""
        return sum(file.size for file in self.files)


def look_up(name: str, commit: str | None = None) -> Repository:
    """Ask the hub what a repository holds.

    Args:
        name: OWNER/NAME.
        commit: The newest if absent.

    Raises:
        CannotFetch: it is not there, is gated, or holds nothing that may and can be run here; or there is no network.
    """
    with hub_errors(name):
        api = HfApi(endpoint=os.environ.get("HF_ENDPOINT"))
        info = api.model_info(name, revision=commit, files_metadata=True, timeout=20)
        gated = bool(info.gated)
        if gated:
            api.auth_check(name)
    if not _COMMIT.fullmatch(info.sha or ""):
        raise CannotFetch(f"The hub says no commit of {name}; try again later.")
    found = {file.name: file for file in map(_remote_file, info.siblings or []) if file is not None}
    commit = str(info.sha)
    adapter = _adapter_files(name, info, found)
    files = adapter or tuple(_that_run(name, commit, found))
    return Repository(name, commit, _licence(info), gated, files, _base(info) if adapter else "")


@contextlib.contextmanager
def hub_errors(name: str) -> Iterator[None]:
    """Turn the libraries' errors into sentences.

    Raises:
        CannotFetch: for every one of them.
    """
    shown = one_line(name)
    try:
        yield
    except GatedRepoError as error:
        raise CannotFetch(
            f"{shown} is gated: accept its terms at https://huggingface.co/{shown}, then log in with `hf auth login` "
            "and fetch it again."
        ) from error
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise CannotFetch(
            f"The hub has no model {shown} that you may see; check the name, or log in with `hf auth login`."
        ) from error
    except OfflineModeIsEnabled as error:
        raise CannotFetch(f"{shown} can't be fetched while HF_HUB_OFFLINE is set; unset it and try again.") from error
    except HfHubHTTPError as error:
        status = error.response.status_code
        if status in (401, 403):
            raise CannotFetch(
                f"The hub does not accept your login for {shown} any more (status {status}); log in again with "
                "`hf auth login`. What has come stays."
            ) from error
        raise CannotFetch(f"The hub refused {shown} (status {status}); try again later.") from error
    except (httpx2.HTTPError, ConnectionError, TimeoutError) as error:
        raise CannotFetch(
            f"The hub can't be reached for {shown}; check the network, and run it again to go on."
        ) from error


def file_url(name: str, commit: str, file: str) -> str:
    """Return the address of a file."""
    return hf_hub_url(name, file, revision=commit, endpoint=os.environ.get("HF_ENDPOINT"))


def _remote_file(sibling: Any) -> RemoteFile | None:
    """A file that the hub names; None for one that names no place in its own folder."""
    path = PurePosixPath(sibling.rfilename)
    digest = str(sibling.lfs.sha256 if sibling.lfs is not None else sibling.blob_id)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in sibling.rfilename
    if not inside or not _DIGEST.fullmatch(digest) or not isinstance(sibling.size, int):
        return None
    return RemoteFile(str(path), sibling.size, digest)


def _licence(info: Any) -> str:
    card = info.card_data or {}
    named = card.get("license")
    if named == "other":
        named = card.get("license_name") or named
    if named is None:
        tags = [tag.removeprefix("license:") for tag in info.tags or [] if tag.startswith("license:")]
        named = tags[0] if tags else ""
    return one_line(str(named)).lower()


def _adapter_files(name: str, info: Any, found: dict[str, RemoteFile]) -> tuple[RemoteFile, ...]:
    """The files of an adapter; none of any other repository.

    Raises:
        CannotFetch: its weights are pickles.
    """
    marked = any(tag == "lora" or tag.startswith("base_model:adapter:") for tag in info.tags or [])
    whole = "model_index.json" in found or "config.json" in found
    if whole or not (marked or "adapter_config.json" in found):
        return ()
    here = [file for file in found.values() if "/" not in file.name]
    _require_safetensors(name, [file.name for file in here])
    return tuple(file for file in here if file.name.endswith(".safetensors") or file.name == "adapter_config.json")


def _base(info: Any) -> str:
    named = (info.card_data or {}).get("base_model") or ""
    return one_line(str(named[0] if isinstance(named, list) and named else named))


def _that_run(name: str, commit: str, found: dict[str, RemoteFile]) -> list[RemoteFile]:
    """The files that a model needs.

    Raises:
        CannotFetch: it can't be run here, or only by unpickling.
    """
    index = "model_index.json" if "model_index.json" in found else "config.json"
    if index not in found:
        raise CannotFetch(f"{name} has neither model_index.json nor config.json, so that nothing here can run it.")
    described = _read_json(name, commit, index)
    if index == "config.json":
        _require_architecture(name, described)
        folders = {PurePosixPath()}
    else:
        _require_pipeline(name, described)
        # A file beside the folders repeats one of them.
        folders = {PurePosixPath(part) for part, value in described.items() if isinstance(value, list)}
    taken = [file for file in found.values() if file.name == index or PurePosixPath(file.name).parent in folders]
    for folder in folders:
        _require_safetensors(name, [file.name for file in taken if PurePosixPath(file.name).parent == folder])
    names = {file.name for file in taken}
    return [file for file in taken if file.name.endswith(RUNNING) and not _is_copy(file.name, names)]


def _is_copy(file: str, names: set[str]) -> bool:
    """Whether another file has the same weights in full precision, or in the form that the libraries read."""
    plain = _VARIANT.sub("", file)
    if plain != file:
        stem = plain.removesuffix(".safetensors").removesuffix(".json")
        return any(other == plain or other.startswith(f"{stem}-0") for other in names)
    return PurePosixPath(file).name.startswith("consolidated") and any(
        PurePosixPath(other).name.startswith("model") for other in names if other.endswith(".safetensors")
    )


def _require_safetensors(name: str, files: list[str]) -> None:
    pickled = sorted({PurePosixPath(file).suffix for file in files} & set(PICKLES))
    if pickled and not any(file.endswith(".safetensors") for file in files):
        raise CannotFetch(
            f"{name}: its weights are pickles ({pickled[0]}), which may run code; use a model with safetensors files."
        )


def _require_pipeline(name: str, index: dict[str, Any]) -> None:
    import diffusers

    family = index.get("_class_name")
    if not isinstance(family, str) or not hasattr(diffusers, family):
        shown = one_line(str(family))
        raise CannotFetch(f"{name}: this version of diffusers has no pipeline “{shown}”; update it or choose another.")


def _require_architecture(name: str, config: dict[str, Any]) -> None:
    from transformers import CONFIG_MAPPING

    kind = config.get("model_type")
    if kind not in CONFIG_MAPPING:
        shown = one_line(str(kind))
        raise CannotFetch(
            f"{name}: this version of transformers has no architecture “{shown}”; update it or choose another."
        )


def _read_json(name: str, commit: str, file: str) -> dict[str, Any]:
    """A small JSON file of a repository.

    Raises:
        CannotFetch: it can't be had, or is no JSON object.
    """
    with hub_errors(name):
        url, headers = file_url(name, commit, file), build_hf_headers()
        with get_session().stream("GET", url, headers=headers, follow_redirects=True, timeout=20) as answer:
            hf_raise_for_status(answer)
            data = b""
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > _MAX_INDEX_BYTES:
                    break
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise CannotFetch(f"{file} of {name} is no JSON object; choose another model.")
    return value
