"""The suites' data: lines of JSON, sheets of pictures, and photographs."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any, TypedDict

from PIL import Image

from agent.brief.edits import Edit
from agent.brief.model import Brief
from tools.errors import ModelMissing
from tools.types import Requirement

SIDE = 128
"""Side of every picture on a sheet, in pixels."""
COLUMNS = 10
"""Pictures in a row of a sheet."""

LabelledPicture = tuple[Image.Image, list[tuple[Requirement, bool]]]
"""A picture with requirements, and whether each of them holds in it."""


class EditSession(TypedDict):
    """A rendered scene's brief and three edits to make one after another."""

    brief: Brief
    edits: list[Edit]
    operations: list[str]
    """The name of each edit's kind, for the table of figures."""


class PainterBrief(TypedDict):
    """A brief to paint, with one of GenEval's six tasks."""

    task: str
    seen: bool
    """False where the brief names a pair (of things, or of a thing and a colour) that training left out."""
    brief: Brief


def load_rows(name: str) -> list[dict[str, Any]]:
    """Read every line of `data/NAME.jsonl`."""
    text = resources.files(__package__).joinpath(f"data/{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def load_pictures(name: str, count: int) -> list[Image.Image]:
    """Cut the first `count` pictures, 128 pixels square, out of the sheet `data/NAME.png` with ten in a row."""
    with resources.files(__package__).joinpath(f"data/{name}.png").open("rb") as file:
        page = Image.open(file).convert("RGB")
    corners = [(number % COLUMNS * SIDE, number // COLUMNS * SIDE) for number in range(count)]
    return [page.crop((x, y, x + SIDE, y + SIDE)) for x, y in corners]


def load_edit_sessions() -> list[EditSession]:
    """Read the sessions of the `edits` suite.

    The sheet `edits` has their starts in this order, and `edits_after` what the renderer makes of each edit.
    """
    return [
        {
            "brief": Brief.model_validate(row["brief"]),
            "edits": [Edit.model_validate(edit) for edit in row["edits"]],
            "operations": row["operations"],
        }
        for row in load_rows("edits")
    ]


def load_painter_briefs() -> list[PainterBrief]:
    """Read the briefs of the `painter` suite; the sheet `painter` has the rendered scene of every fourth.

    The file also has each brief in GenEval's own format.
    """
    return [
        {"task": row["task"], "seen": row["seen"], "brief": Brief.model_validate(row["brief"])}
        for row in load_rows("painter")
    ]


def load_labelled_pictures(name: str) -> list[LabelledPicture]:
    """Read pictures with requirements that hold in them or not.

    Args:
        name: `eyes` for rendered scenes, `painted` for pictures by the painter that were labelled by hand.
    """
    rows = load_rows(name)
    labels = [[(Requirement.model_validate(fact), bool(fact["holds"])) for fact in row["requirements"]] for row in rows]
    return list(zip(load_pictures(name, len(rows)), labels, strict=True))


def load_photographs() -> list[Image.Image]:
    """Read the test's photographs, which training never sees; NOTICE says whose they are.

    Their sides are cropped to multiples of four pixels.

    Raises:
        ModelMissing: scikit-image or scikit-learn is not installed.
    """
    try:
        import skimage
        import sklearn
    except ImportError as error:
        raise ModelMissing(f'This suite needs {error.name}: pip install "gouache[dev]".') from error
    sklearn_images = Path(sklearn.__file__).parent / "datasets" / "images"
    skimage_data = Path(skimage.__file__).parent / "data"
    paths = [sklearn_images / name for name in ("china.jpg", "flower.jpg")]
    paths += [skimage_data / name for name in ("astronaut.png", "coffee.png", "chelsea.png")]
    photographs = []
    for path in paths:
        with Image.open(path) as opened:
            whole = opened.convert("RGB")
        photographs.append(whole.crop((0, 0, whole.width // 4 * 4, whole.height // 4 * 4)))
    return photographs
