"""Standard output and error as terminals, pipes and old encodings have them."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from typing import TextIO

from rich.console import Console

_ERRORS = "gouache-ascii"
"""Name of the error handler that writes ASCII forms."""
_ASCII_FORMS = {
    "✓": "+", "✗": "x", "★": "*", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "×": "x",
    "·": "-", "•": "*", "→": "->", "←": "<-", "│": "|", "─": "-", "├": "+", "└": "+",
}  # fmt: skip
"""How signs are written where the encoding lacks them. Verdicts must stay apart, so none of them becomes “?”."""


def _ascii_form(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end]
    return "".join(_ASCII_FORMS.get(character, "?") for character in missing), error.end


def prepare_streams() -> None:
    """Make standard output and error write whatever their encoding lacks in ASCII, instead of raising an error."""
    codecs.register_error(_ERRORS, _ascii_form)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_ERRORS)


def can_write(text: str) -> bool:
    """Return whether standard output's encoding has every character of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def discard_output(stream: TextIO) -> None:
    """Send everything that is still written to a stream nowhere, because its reader has gone."""
    with contextlib.suppress(OSError, ValueError):  # A stream without a file descriptor has no reader that can go.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def flush_streams() -> None:
    """Write out what is buffered, quietly where the reader has gone."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            discard_output(stream)
        except (AttributeError, ValueError):
            pass  # There is no such stream, or it is closed.


class PipeConsole(Console):
    """A console whose command goes on, without a word, when the reader of a pipe has gone: a turn must not fail."""

    def on_broken_pipe(self) -> None:
        """Write nothing from now on."""
        self.quiet = True
        discard_output(sys.stderr if self.stderr else sys.stdout)
