"""Reading the files of suites, which anybody may have written: records with the line that each begins on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from tools.errors import GouacheError
from tools.files import read_bytes, reason
from tools.text import clean, one_line

MAX_BYTES = 64 * 2**20
"""Most bytes of a suite's file."""
MAX_RECORDS = 20_000
"""Most records of a suite's file."""
_WHITE = " \t\r\n"


class BadSuite(GouacheError):
    """A suite's file that can't be read into scripts: file, line, and what is wrong."""

    exit_status: ClassVar[int] = 2


@dataclass(frozen=True)
class Record:
    """One entry of a suite's file.

    Attributes:
        file: The file.
        line: The line that it begins on, from 1.
        value: What it says.
        key: What it is called in an object of entries; empty elsewhere.
    """

    file: Path
    line: int
    value: Any
    key: str = ""

    def fault(self, why: str) -> BadSuite:
        """Return an error that says what is wrong with the record."""
        return BadSuite(f"{one_line(str(self.file))}, line {self.line}: {one_line(why, 400)}.")

    def text(self, *names: str, value: Any = None) -> str:
        """Return a text of the record, clean and on one line.

        Args:
            names: The keys that it may have; the first that is there counts.
            value: The object that has the keys; the record's own where it is None.

        Raises:
            BadSuite: there is none, or it is empty or no text.
        """
        found = self.optional(*names, value=value)
        if not found:
            raise self.fault(f"there is no text under {' or '.join(f'“{name}”' for name in names)}")
        return found

    def optional(self, *names: str, value: Any = None) -> str:
        """Return as `text` does, and "" where there is none.

        Raises:
            BadSuite: what stands there is no text.
        """
        whole = self.value if value is None else value
        if not isinstance(whole, dict):
            raise self.fault("an object with named values was expected")
        given = next((whole[name] for name in names if whole.get(name) is not None), "")
        if isinstance(given, (dict, list)):
            raise self.fault(f"“{names[0]}” is no text")
        return " ".join(clean(str(given)).split())

    def items(self, name: str, value: Any = None) -> list[Any]:
        """Return a list of the record; an empty one where it has none.

        Raises:
            BadSuite: what stands there is no list.
        """
        whole = self.value if value is None else value
        given = whole.get(name) if isinstance(whole, dict) else None
        if given is None:
            return []
        if not isinstance(given, list):
            raise self.fault(f"“{name}” is no list")
        return given


def read_text_of(path: Path) -> str:
    """Return the text of a suite's file.

    Raises:
        BadSuite: it can't be read, is larger than MAX_BYTES, or is no UTF-8.
    """
    name = one_line(str(path))
    try:
        data = read_bytes(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        raise BadSuite(f"{name} can't be read ({reason(error)}); check the path.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadSuite(f"{name}, line {line}: not UTF-8 text; save the file as UTF-8.") from error


def read_lines(path: Path) -> list[Record]:
    """Return a file's lines that are not empty; each record is a text.

    Raises:
        BadSuite: as for `read_text_of`, or there is none.
    """
    lines = enumerate(read_text_of(path).split("\n"), 1)
    return _some(path, (Record(path, number, line.strip()) for number, line in lines if line.strip()))


def read_json(path: Path) -> list[Record]:
    """Return the entries of a JSON file (a list, or an object of entries by their names), or of JSON lines.

    Raises:
        BadSuite: as for `read_text_of`, it is no JSON, or there is no entry.
    """
    text = read_text_of(path)
    begin = _skip(text, 0)
    if text[begin : begin + 1] == "[":
        return _some(path, _entries(path, text, begin, "]"))
    is_lines = path.suffix.lower() in (".jsonl", ".ndjson") or _is_lines(text)
    return _some(path, _json_lines(path, text) if is_lines else _entries(path, text, begin, "}"))


def _is_lines(text: str) -> bool:
    """Return whether the first line is a whole object and more follows."""
    first, _, rest = text.strip().partition("\n")
    try:
        return isinstance(json.loads(first), dict) and bool(rest.strip())
    except (ValueError, RecursionError):
        return False


def _json_lines(path: Path, text: str) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield Record(path, number, _guarded(path, number, json.loads, line))


def _entries(path: Path, text: str, begin: int, end: str) -> Iterator[Record]:
    """Yield what is in a list or an object, one entry after another, so that each has its line."""
    decoder, at, line, counted = json.JSONDecoder(), _skip(text, begin + 1), 1, 0
    while text[at : at + 1] != end:
        line, counted = line + text.count("\n", counted, at), at
        key = ""
        if end == "}":
            key, at = _guarded(path, line, decoder.raw_decode, text, at)
            at = _skip(text, at)
            if text[at : at + 1] != ":" or not isinstance(key, str):
                raise BadSuite(f"{one_line(str(path))}, line {line}: no valid JSON (a name and “:” were expected).")
            at = _skip(text, at + 1)
        value, at = _guarded(path, line, decoder.raw_decode, text, at)
        at = _skip(text, at)
        yield Record(path, line, value, key)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != end:
            raise BadSuite(f"{one_line(str(path))}, line {line}: no valid JSON (“,” or “{end}” was expected after it).")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _WHITE:
        at += 1
    return at


def _guarded(path: Path, line: int, parse: Callable[..., Any], *given: Any) -> Any:
    try:
        return parse(*given)
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else getattr(error, "msg", str(error))
        raise BadSuite(f"{one_line(str(path))}, line {line}: no valid JSON ({one_line(why, 100)}).") from error


def read_table(path: Path) -> list[Record]:
    """Return the rows of a CSV or TSV file, each an object by the names in the first row.

    Raises:
        BadSuite: as for `read_text_of`, a row can't be read, or there is none.
    """
    text = read_text_of(path)
    header = text.partition("\n")[0]
    delimiter = "\t" if path.suffix.lower() == ".tsv" or header.count("\t") > header.count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)

    def records() -> Iterator[Record]:
        while True:
            begin = rows.line_num + 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                raise BadSuite(f"{one_line(str(path))}, line {begin}: {one_line(str(error))}.") from error
            if row is None:
                return
            named = {str(name).strip(): value for name, value in row.items() if isinstance(value, str)}
            yield Record(path, max(2, begin), named)

    return _some(path, records())


def _some(path: Path, records: Iterator[Record]) -> list[Record]:
    found = []
    for record in records:
        found.append(record)
        if len(found) > MAX_RECORDS:
            raise record.fault(f"more than {MAX_RECORDS:,} entries; split the file")
    if not found:
        raise BadSuite(f"{one_line(str(path))} has no entries.")
    return found
