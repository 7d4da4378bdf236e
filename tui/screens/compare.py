"""Two pictures side by side: where they differ, and how their briefs and recipes differ."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, Static

from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.localized_screen import LocalizedScreen
from tui.session.records import PictureNode
from tui.widgets.picture import READ_ERRORS, BlockPicture, PictureView, read_scaled

if TYPE_CHECKING:
    from PIL import Image

_PIXELS = (256, 256)
"""Pixels of each picture that are compared here."""
_SEEN = 12
"""Difference of a pixel, of 255, from which it can be seen."""
_IN_BRIEF = ("content", "change", "instruction", "prompt", "keep")
"""Arguments that say what the brief says, too."""
_MISSING = "–"
_TITLE_LENGTH = 60


def recipe_fields(recipe: dict[str, Any]) -> dict[str, str]:
    """Return what made a picture, by name: how, from which picture, seed, model, and other arguments of one value."""
    model, arguments = recipe.get("model") or {}, dict(recipe.get("arguments") or {})
    number = arguments.pop("picture", None)
    fields = {
        texts.text("compare", "made_by"): texts.made_by(str(recipe.get("tool", ""))),
        texts.text("compare", "made_from"): f"#{number}" if number else None,
        texts.text("compare", "seed"): recipe.get("seed"),
        texts.text("compare", "model"): model.get("name"),
        **arguments,
    }
    shown = {name: value for name, value in fields.items() if value is not None and name not in _IN_BRIEF}
    return {name: str(value) for name, value in shown.items() if not isinstance(value, (dict, list, bool))}


def recipe_changes(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return (name, before, after) of the fields in which two recipes differ; “–” where one does not have it."""
    old, new = recipe_fields(before), recipe_fields(after)
    names = dict.fromkeys([*old, *new])
    return [(n, old.get(n, _MISSING), new.get(n, _MISSING)) for n in names if old.get(n) != new.get(n)]


def _compare(first_path: str, second_path: str) -> tuple[Image.Image, float]:
    """Return the difference of two picture files in grey, and the share of it that can be seen, from 0 to 1."""
    import numpy as np

    from tools.images.visualize import difference_sheet

    first, second = read_scaled(first_path, _PIXELS), read_scaled(second_path, _PIXELS)
    # The sheet has the first picture, the difference and the second picture side by side.
    difference = difference_sheet(first, second).crop((first.width, 0, 2 * first.width, first.height))
    second = second.resize(first.size)
    changes = np.abs(np.asarray(first, dtype=int) - np.asarray(second, dtype=int)).max(axis=2)
    return difference, float((changes > _SEEN).mean())


class CompareScreen(LocalizedScreen, ModalScreen[str | None]):
    """Closes with a slash command that goes to one of the two pictures, or with None."""

    DEFAULT_CSS = """
    CompareScreen { align: center middle; }
    CompareScreen > Vertical { width: 98%; height: 98%; background: $surface; border: round $primary; padding: 0 1; }
    CompareScreen Horizontal { height: auto; }
    CompareScreen Horizontal > Vertical { width: 1fr; height: auto; padding: 0 1 0 0; }
    CompareScreen Label { text-style: bold; width: 100%; }
    CompareScreen PictureView { margin: 0; }
    CompareScreen .path { display: none; }
    CompareScreen .broken { display: block; }
    CompareScreen VerticalScroll { height: 1fr; }
    CompareScreen #changes { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("1", "go(0)", "go to the left", tooltip="make the left picture the current one"),
        Binding("2", "go(1)", "go to the right", tooltip="make the right picture the current one"),
        Binding("x", "swap", "swap", tooltip="swap the sides"),
    ]

    def __init__(self, first: PictureNode, second: PictureNode, mode: Mode) -> None:
        super().__init__()
        self.first, self.second, self.mode = first, second, mode

    def compose(self) -> ComposeResult:
        """Create the places of the first picture, the difference and the second picture, and of the changes."""
        with Vertical():
            with VerticalScroll():
                with Horizontal():
                    yield Vertical(id="first")
                    yield Vertical(id="difference")
                    yield Vertical(id="second")
                yield Static("", id="changes")
            yield Footer(compact=True)

    async def on_resize(self) -> None:
        """Fit the pictures to the screen."""
        await self._show()

    def action_go(self, side: int) -> None:
        """Make the left (0) or the right (1) picture the current one."""
        picture = (self.first, self.second)[side]
        self.dismiss(f"/go {picture.number}")

    async def action_swap(self) -> None:
        """Swap the sides."""
        self.first, self.second = self.second, self.first
        await self._show()

    async def _show(self) -> None:
        columns, rows = max(8, self.size.width // 3 - 4), max(4, self.size.height // 2)
        await self._show_picture("#first", self.first, columns, rows)
        await self._show_picture("#second", self.second, columns, rows)
        await self._show_difference(columns, rows)
        self.query_one("#changes", Static).update(self._changes())

    async def _show_picture(self, place_id: str, node: PictureNode, columns: int, rows: int) -> None:
        place = self.query_one(place_id)
        await place.remove_children()
        title = f"#{node.number}  {' '.join(clean(node.message).split())[:_TITLE_LENGTH]}"
        await place.mount(Label(title, markup=False), PictureView(node.path, self.mode, columns, rows))

    async def _show_difference(self, columns: int, rows: int) -> None:
        place = self.query_one("#difference")
        await place.remove_children()
        try:
            difference, share = await asyncio.to_thread(_compare, self.first.path, self.second.path)
        except READ_ERRORS as error:
            await place.mount(Label(clean(texts.text("compare", "failed", error=error)), markup=False))
            return
        percent = round(100 * share)
        title = texts.text("compare", "differs", percent=percent) if percent else texts.text("compare", "alike")
        await place.mount(Label(title))
        if self.mode != "none":
            await place.mount(BlockPicture.of(difference, columns, rows))

    def _changes(self) -> Content:
        from agent.brief.model import Brief

        first, second = self.first, self.second
        lines = texts.phrases().changes(Brief.model_validate(first.brief), Brief.model_validate(second.brief))
        heading = texts.text("compare", "brief", first=first.number, second=second.number)
        parts: list[str | tuple[str, str]] = [(f"\n{heading}\n", "bold")]
        parts += [f"{clean(line)}\n" for line in lines or (texts.text("compare", "same"),)]
        parts.append((f"\n{texts.text('compare', 'recipe')}\n", "bold"))
        changes = recipe_changes(first.recipe, second.recipe)
        for name, old, new in changes:
            parts += [(f"{clean(name)}: ", "dim"), clean(old), (" → ", "dim"), f"{clean(new)}\n"]
        if not changes:
            parts.append(texts.text("compare", "same"))
        return Content.assemble(*parts)
