"""Reading files that somebody else may have written: regular files only, up to a limit, and TOML that stays small."""

from __future__ import annotations

import errno
import io
import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from tools.text import one_line

MAX_TOML_BYTES = 256 * 1024
"""Most bytes of a TOML file that is read."""
_MAX_DOTS = 100
"""Most dots in a line of TOML: the cost of a dotted key grows with the square of its parts."""


class IrregularFile(OSError):
    """What is to be read is a folder, a device or a pipe."""


def open_regular(path: Path) -> io.BufferedReader:
    """Open a file for reading, without waiting for the other end of a pipe.

    Raises:
        OSError: there is no such file, or it can't be read.
        IrregularFile: it is a folder, a device or a pipe.
        ValueError: no file can have this name.
    """
    _require_regular(os.stat(path), path)
    file = open(path, "rb", opener=_open_at_once)  # noqa: SIM115 - the caller closes it.
    try:
        _require_regular(os.fstat(file.fileno()), path)
    except OSError:
        file.close()
        raise
    return file


def _require_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise IrregularFile(errno.EINVAL, "it is no regular file", str(path))


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes.

    Raises:
        OSError: as for `open_regular`, or the file is larger.
        ValueError: no file can have this name.
    """
    with open_regular(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"it is larger than {limit // 1024:,} KB", str(path))
    return data


def read_text(path: Path, limit: int) -> str:
    """Read a regular file of UTF-8 text of at most `limit` bytes; a byte order mark is left out.

    Raises:
        OSError: as for `read_bytes`, or the file is not UTF-8.
        ValueError: no file can have this name.
    """
    data = read_bytes(path, limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OSError(errno.EILSEQ, "it is not UTF-8 text", str(path)) from error


def reason(error: OSError | ValueError) -> str:
    """Return why a file could not be read, as a clause for a sentence that names the file itself."""
    return one_line((isinstance(error, OSError) and error.strerror) or str(error))


def parse_toml(text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        ValueError: the text is not TOML, or is nested too deeply; says why on one line.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > _MAX_DOTS:
            raise ValueError(f"line {number} is nested too deeply")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except tomllib.TOMLDecodeError as error:
        raise ValueError(one_line(str(error))) from error
    except ValueError as error:  # Python reads no longer numbers.
        raise ValueError("a number has too many digits") from error
