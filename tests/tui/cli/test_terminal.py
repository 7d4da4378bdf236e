"""What real terminals, closed pipes and old encodings get."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from storage.store import Store
from tests.tui.helpers import run_in_terminal, save_session

GOUACHE = [sys.executable, "-m", "tui.cli.main"]
_ESCAPE = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
_BLOCK = re.compile(rb"\x1b\[38;2;(\d+);(\d+);(\d+);48;2;(\d+);(\d+);(\d+)m((?:\xe2\x96\x80)+)")
"""Half blocks of one colour above and one below."""


def _pixels(row: bytes) -> list[tuple[int, ...]]:
    """The colour above and below of each cell of a row."""
    cells = []
    for *colors, blocks in _BLOCK.findall(row):
        cells += [tuple(map(int, colors))] * len(blocks.decode())
    return cells


@pytest.mark.parametrize(("columns", "width"), [(120, 64), (40, 38)])
def test_a_picture_is_rows_of_blocks_in_a_terminal(store: Store, columns: int, width: int) -> None:
    session = save_session(store, Image.radial_gradient("L").resize((width, width)).convert("RGB"))
    status, seen = run_in_terminal("show", "1", "--session", session, columns=columns)
    assert status == 0
    rows = [row for row in seen.split(b"\r\n") if "▀".encode() in row]
    assert [len(_ESCAPE.sub(b"", row).decode()) for row in rows] == [width] * (width // 2)
    picture = Image.radial_gradient("L").resize((width, width)).convert("RGB")
    assert [_pixels(row) for row in rows] == [
        [picture.getpixel((x, y)) + picture.getpixel((x, y + 1)) for x in range(width)]  # type: ignore[operator]
        for y in range(0, width, 2)
    ]


@pytest.mark.parametrize(("graphics", "begin"), [("kitty", b"\x1b_G"), ("sixel", b"\x1bP")])
def test_a_picture_is_sent_as_graphics_where_that_is_wanted(store: Store, graphics: str, begin: bytes) -> None:
    pytest.importorskip("textual_image")
    status, seen = run_in_terminal("show", "1", "--session", save_session(store), "--graphics", graphics)
    assert status == 0
    assert begin in seen
    assert "▀".encode() not in seen
    # 32 rows of cells are the picture's own, and the text begins on a row of its own.
    before, _, _ = seen.partition(b" prompt ")
    assert before.count(b"\r\n") >= 33
    assert before.endswith(b"\r\n")


def test_a_terminal_that_cannot_show_pictures_gets_the_path(saved_session: str) -> None:
    status, seen = run_in_terminal("show", "1", PYTHONIOENCODING="latin-1")
    assert status == 0
    assert b".png" in seen
    assert b"?" * 8 not in seen


def test_the_app_without_a_terminal_names_the_plain_chat(home: Path) -> None:
    for words in ([], ["chat"]):
        done = subprocess.run([*GOUACHE, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert "gouache chat --plain" in done.stderr
    assert not (home / "gouache.db").exists()


def test_the_app_ends_with_its_terminal(home: Path) -> None:
    def close(seen: bytes, process: subprocess.Popen[bytes]) -> bool:
        return b"Try:" in seen

    # It has no controlling terminal, so that no signal tells it.
    status, seen = run_in_terminal(react=close)
    assert b"Try:" in seen
    assert status == -signal.SIGTERM


@pytest.mark.parametrize("words", [("sessions", "--json"), ("show", "1"), ("chat", "--plain")])
def test_a_pipe_that_is_closed_is_no_error(saved_session: str, words: tuple[str, ...]) -> None:
    # Nobody reads from the start, and the parent's own end is closed.
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen([*GOUACHE, *words], stdin=subprocess.PIPE, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, errors = process.communicate(b"/help\n" * 3, timeout=60)
    assert errors == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("encoding", "words"), [("ascii", ["show", "1"]), ("cp1252", ["show", "1"]), ("ascii", ["world"])]
)
def test_signs_that_an_encoding_lacks_have_other_forms(saved_session: str, encoding: str, words: list[str]) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([*GOUACHE, *words], env=environment, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert ("+ there is a bird" if words[0] == "show" else "giraffe ???") in text


def test_a_second_interrupt_leaves_at_once(home: Path) -> None:
    sent: list[float] = []

    def interrupt(seen: bytes, process: subprocess.Popen[bytes]) -> None:
        # The name of the first step stands beside the progress bar while models load.
        if b"thinking" in seen and not sent:
            for _ in range(2):
                process.send_signal(signal.SIGINT)
                time.sleep(0.2)
            sent.append(time.monotonic())

    status, seen = run_in_terminal("say", "a red bird", react=interrupt)
    assert sent
    assert b"Ctrl+C once more leaves at once" in seen
    assert seen.rindex(b"\x1b[?25h") > seen.rindex(b"\x1b[?25l")  # The cursor is there again.
    assert status == 130
    assert time.monotonic() - sent[0] < 3
