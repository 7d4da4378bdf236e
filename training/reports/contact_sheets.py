"""Contact sheets of the painter, uncurated: `python -m training.reports.contact_sheets`.

Writes docs/painter.png and docs/edits.png.
"""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageDraw, ImageFont

from agent import limits
from agent.brief.edits import apply_edits
from agent.brief.wording import brief_prompt, edit_instruction
from benchmarks.datasets import load_edit_sessions, load_painter_briefs, load_pictures
from tools import profiles
from tools.engines.painting import PaintRequest
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from training.reports.figures import DOCS

CELL, LINE, COLUMNS = 144, 26, 8
"""Pixels for a picture and for its words below it; pictures in a row."""
PROMPTS = 64
SESSIONS = 16
WHOLES = ("meadow scene", "beach scene, watercolor style", "night scene", "snow scene, 3d style", "", "sticker style")
"""Scenes and styles that half of the prompts get in turn: the suite's own briefs have none."""

Captioned = list[tuple[str, Image.Image]]


def contact_sheet(rows: Captioned) -> Image.Image:
    """Return pictures with their words below, COLUMNS in a row."""
    page = Image.new("RGB", (COLUMNS * CELL, -(-len(rows) // COLUMNS) * (CELL + LINE)), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(9)
    for number, (words, picture) in enumerate(rows):
        x = number % COLUMNS * CELL
        y = number // COLUMNS * (CELL + LINE)
        page.paste(picture.resize((CELL - 4, CELL - 4)), (x + 2, y + 2))
        draw.text((x + 3, y + CELL), "\n".join((words[:30], words[30:60])), fill="black", font=font)
    return page


def _paint_prompts(painter: Any, settings: dict[str, Any]) -> Captioned:
    """Paint briefs of the suite at even distances, with their numbers as seeds."""
    suite = load_painter_briefs()
    painted = []
    for number in range(PROMPTS):
        prompt = brief_prompt(suite[number * len(suite) // PROMPTS]["brief"])
        whole = WHOLES[number // 2 % len(WHOLES)] if number % 2 else ""
        words = ", ".join(part for part in (prompt, whole) if part)
        request = PaintRequest(words, seed=number, **settings)
        painted.append((words, painter.paint([request], Hooks())[0]))
    return painted


def _paint_edits(painter: Any, settings: dict[str, Any]) -> Captioned:
    """Paint the first sessions of the edit suite, turn by turn."""
    painted = []
    for number, (row, picture) in enumerate(
        zip(load_edit_sessions()[:SESSIONS], load_pictures("edits", SESSIONS), strict=True)
    ):
        brief = row["brief"]
        current = picture
        painted.append((brief_prompt(brief), current))
        for turn, change in enumerate(row["edits"]):
            words = edit_instruction(change)
            brief = apply_edits(brief, [change])
            keep = change.op not in limits.EDIT_AS_NEW
            seed = 10 * number + turn
            request = PaintRequest(brief_prompt(brief), instruction=words, seed=seed, keep=keep, **settings)
            current = painter.edit(current, request, Hooks()).picture
            painted.append((words, current))
    return painted


def main() -> None:
    """Paint and write both sheets."""
    profile = profiles.load_profile("pocket")
    painter = ModelManager(profile).get("painter")
    settings = {"steps": profile.steps, "guidance": profile.guidance}
    contact_sheet(_paint_prompts(painter, settings)).save(DOCS / "painter.png", optimize=True)
    contact_sheet(_paint_edits(painter, settings)).save(DOCS / "edits.png", optimize=True)


if __name__ == "__main__":
    main()
