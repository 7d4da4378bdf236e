"""Contact sheets of the painter, uncurated: `python -m training.sheet` writes docs/painter.png and docs/edits.png."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from agent.brief import Brief, prompt
from tools import profiles
from tools.contract import Hooks
from tools.engines.painter import Order
from tools.shelf import Shelf
from training.suites import DATA

DOCS = Path(__file__).parents[1] / "docs"
CELL, LINE = 160, 26
PROMPTS = (
    "a red balloon, meadow scene", "a yellow star, beach scene", "a red heart, snow scene", "a red car, desert scene",
    "a green tree", "two blue t-shirts, room scene", "a castle, night scene, watercolor style", "a dog, forest scene",
)  # fmt: skip
EDITS = (
    ("make the balloon blue", "a blue balloon, meadow scene"), ("add a moon", "a yellow star, a moon, beach scene"),
    ("change the scene to night", "a red heart, night scene"), ("make the car green", "a green car, desert scene"),
    ("replace the tree with a house", "a house"),
    ("change the style to sketch", "two blue t-shirts, room scene, sketch style"),
    ("make the castle pink", "a pink castle, night scene, watercolor style"), ("remove the dog", "forest scene"),
)  # fmt: skip


def sheet(rows: list[tuple[str, Image.Image]], columns: int = 8) -> Image.Image:
    """Pictures with their words below, in rows."""
    page = Image.new("RGB", (columns * CELL, -(-len(rows) // columns) * (CELL + LINE)), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(9)
    for number, (words, picture) in enumerate(rows):
        x, y = number % columns * CELL, number // columns * (CELL + LINE)
        page.paste(picture.resize((CELL - 4, CELL - 4)), (x + 2, y + 2))
        draw.text((x + 3, y + CELL), "\n".join((words[:36], words[36:72])), fill="black", font=font)
    return page


def main() -> None:
    """Every fifth brief of the suite with its seed; and eight edits, before and after."""
    profile = profiles.load("pocket")
    painter, hooks = Shelf(profile).get("painter"), Hooks()
    settings = {"steps": profile.steps, "guidance": profile.guidance}
    lines = (DATA / "painter.jsonl").read_text("utf-8").splitlines()[::5]
    words = [prompt(Brief.model_validate(json.loads(line)["brief"])) for line in lines]
    painted = [(w, painter.paint(Order(w, seed=i, **settings), hooks)) for i, w in enumerate(words)]
    sheet(painted).save(DOCS / "painter.png", optimize=True)
    before = [(w, painter.paint(Order(w, seed=i, **settings), hooks)) for i, w in enumerate(PROMPTS)]
    after = []
    for (_, picture), (change, then) in zip(before, EDITS, strict=True):
        keep = "scene" not in change and "style" not in change
        after.append(
            (change, painter.edit(picture, Order(then, instruction=change, seed=3, keep=keep, **settings), hooks))
        )
    sheet([*before, *after]).save(DOCS / "edits.png", optimize=True)


if __name__ == "__main__":
    main()
