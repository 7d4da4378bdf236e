"""The YAML of scripts: reading what anybody may have written, with one sentence for what is wrong, and writing it."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any, ClassVar

from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from tools.errors import GouacheError
from tools.files import read_bytes, reason
from tools.text import one_line

MAX_BYTES = 256 * 1024
"""Most bytes of a script."""
_WIDTH = 10_000
"""Characters of a line that is written; messages and elements are not broken."""
_MAX_DEPTH = 30
"""Most levels of lists and maps in one another; a script needs seven."""


class BadScript(GouacheError):
    """A script that can't be read: file, line, and what is allowed there."""

    exit_status: ClassVar[int] = 2


class _Constructor(RoundTripConstructor):
    """Makes values as ruamel does; whatever goes wrong with one names its line."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except (MarkedYAMLError, RecursionError):
            raise
        except Exception as error:  # Python's own constructors of numbers and dates raise anything.
            why = "too many digits" if "digits" in str(error) else error
            raise ConstructorError(None, None, f"a value that can't be read ({why})", node.start_mark) from error


def load_yaml(path: Path) -> Any:
    """Return the tree of a YAML file, whose maps and lists know their lines.

    Raises:
        BadScript: the file can't be read, is no UTF-8, is no YAML, or is nested too deeply.
    """
    name = one_line(str(path))
    try:
        data = read_bytes(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        raise BadScript(f"{name} can't be read ({reason(error)}); check the path.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadScript(f"{name}, line {line}: not UTF-8 text; save the file as UTF-8.") from error
    with warnings.catch_warnings():
        # Warnings of YAML's elder versions say nothing about a script.
        warnings.simplefilter("ignore")
        return _parsed(text, name)


def dump_yaml(tree: Any) -> str:
    """Return a tree as the text of a YAML file."""
    yaml, text = YAML(), io.StringIO()
    yaml.width, yaml.allow_unicode = _WIDTH, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(tree, text)
    return text.getvalue()


def _parsed(text: str, name: str) -> Any:
    try:
        _refuse_deep(text, name)
        yaml = YAML(typ="rt")
        yaml.Constructor = _Constructor
        return yaml.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadScript(f"{name}, line {line}: {one_line(error.problem or 'not valid YAML', 200)}.") from error
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise BadScript(f"{name}, line {line}: a character that YAML does not allow.") from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise BadScript(f"{name}, line 1: not valid YAML ({one_line(str(error), 200)}).") from error


def _refuse_deep(text: str, name: str) -> None:
    """Refuse what would exhaust the recursion of later steps.

    Raises:
        BadScript: more than _MAX_DEPTH levels.
        YAMLError: the text is not YAML.
    """
    depth = 0
    for event in YAML(typ="rt").parse(text):
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > _MAX_DEPTH:
            raise BadScript(f"{name}, line {event.start_mark.line + 1}: nested too deeply.")
