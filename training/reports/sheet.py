"""Contact sheets of the painter, uncurated: `python -m training.reports.sheet` writes docs/painter.png and docs/edits.png."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from agent import limits
from agent.brief.edits import apply_edits
from agent.brief.wording import edit_instruction
from agent.brief.wording import brief_prompt
from benchmarks.datasets import load_edit_sessions, load_painter_briefs, load_pictures
from tools import profiles
from tools.engines.painting import PaintRequest
from tools.hooks import Hooks
from tools.model_manager import ModelManager

DOCS = Path(__file__).parents[2] / "docs"
CELL, LINE, COLUMNS = 144, 26, 8
PROMPTS, SESSIONS = 64, 16
SETTINGS = ("meadow scene", "beach scene, watercolor style", "night scene", "snow scene, 3d style", "", "sticker style")
"""Scenes and styles that half of the prompts get in turn: the suite's own briefs have none."""


def sheet(rows: list[tuple[str, Image.Image]]) -> Image.Image:
    """Pictures with their words below, COLUMNS in a row."""
    page = Image.new("RGB", (COLUMNS * CELL, -(-len(rows) // COLUMNS) * (CELL + LINE)), "white")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(9)
    for number, (words, picture) in enumerate(rows):
        x, y = number % COLUMNS * CELL, number // COLUMNS * (CELL + LINE)
        page.paste(picture.resize((CELL - 4, CELL - 4)), (x + 2, y + 2))
        draw.text((x + 3, y + CELL), "\n".join((words[:30], words[30:60])), fill="black", font=font)
    return page


def main() -> None:
    """Briefs of the suite at even distances with their numbers as seeds; the first sessions of the edit suite."""
    profile = profiles.load_profile("pocket")
    painter, hooks = ModelManager(profile).get("painter"), Hooks()
    settings = {"steps": profile.steps, "guidance": profile.guidance}
    every, painted = load_painter_briefs(), []
    for number in range(PROMPTS):
        setting = SETTINGS[number // 2 % len(SETTINGS)] if number % 2 else ""
        words = ", ".join(w for w in (brief_prompt(every[number * len(every) // PROMPTS]["brief"]), setting) if w)
        painted.append((words, painter.paint(PaintRequest(words, seed=number, **settings), hooks)))
    sheet(painted).save(DOCS / "painter.png", optimize=True)
    edited = []
    for number, (row, picture) in enumerate(
        zip(load_edit_sessions()[:SESSIONS], load_pictures("edits", SESSIONS), strict=True)
    ):
        brief, current = row["brief"], picture
        edited.append((brief_prompt(brief), current))
        for turn, change in enumerate(row["edits"]):
            after, words = apply_edits(brief, [change]), edit_instruction(brief, change)
            keep = change.op not in limits.EDIT_AS_NEW
            order = PaintRequest(brief_prompt(after), instruction=words, seed=10 * number + turn, keep=keep, **settings)
            current, brief = painter.edit(current, order, hooks), after
            edited.append((words, current))
    sheet(edited).save(DOCS / "edits.png", optimize=True)


if __name__ == "__main__":
    main()
