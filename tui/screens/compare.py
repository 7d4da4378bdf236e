"""Two pictures side by side, where they differ, and what is different in their briefs and recipes."""

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
from tui.rendering.graphics import Mode
from tui.widgets.picture import BlockPicture, PictureView, read

if TYPE_CHECKING:
    from PIL import Image

    from tui.screens.tree import PictureNode

_ROOM = (256, 256)
"""Pixels of either picture that are compared here."""


def facts(recipe: dict[str, Any]) -> dict[str, str]:
    """What made a picture, by name: tool, seed, model, and every argument."""
    model = recipe.get("model") or {}
    values = {"tool": recipe.get("tool"), "seed": recipe.get("seed"), "model": model.get("name")}
    return {name: str(value) for name, value in {**values, **(recipe.get("arguments") or {})}.items()}


def recipe_changes(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(name, before, after) of what differs between two recipes; – for what one does not have."""
    old, new = facts(before), facts(after)
    names = [*old, *(name for name in new if name not in old)]
    return [(n, old.get(n, "–"), new.get(n, "–")) for n in names if old.get(n) != new.get(n)]


def _difference(first: str, second: str) -> tuple[Image.Image, float]:
    """The difference of two files in grey, and their likeness as PSNR in dB."""
    from tools.images.compare import psnr
    from tools.images.visualize import difference_sheet

    a, b = read(first, _ROOM), read(second, _ROOM)
    return difference_sheet(a, b).crop((a.width, 0, 2 * a.width, a.height)), psnr(a, b)


class CompareScreen(ModalScreen[str | None]):
    """Gives a slash command that goes to one of the two, or None."""

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
        Binding("1", "go(0)", "stand at the first", tooltip="make the left picture the current one"),
        Binding("2", "go(1)", "stand at the second", tooltip="make the right picture the current one"),
        Binding("x", "swap", "swap", tooltip="change sides"),
        Binding("escape", "dismiss(None)", "close"),
    ]

    def __init__(self, first: PictureNode, second: PictureNode, mode: Mode) -> None:
        super().__init__()
        self.pair, self.mode = [first, second], mode

    def compose(self) -> ComposeResult:
        """First, difference, second; below them the changes."""
        with Vertical():
            with VerticalScroll():
                with Horizontal():
                    yield Vertical(id="first")
                    yield Vertical(id="between")
                    yield Vertical(id="second")
                yield Static("", id="changes")
            yield Footer(compact=True)

    async def on_resize(self) -> None:
        """As large as the screen is now."""
        await self._show()

    async def _show(self) -> None:
        columns, rows = max(8, self.size.width // 3 - 4), max(4, self.size.height // 2)
        for version, place in zip(self.pair, ("first", "second"), strict=True):
            side = self.query_one(f"#{place}")
            await side.remove_children()
            title = f"#{version.number}  {' '.join(clean(version.message).split())[:60]}"
            await side.mount(Label(title, markup=False), PictureView(version.path, self.mode, columns, rows))
        between, first, second = self.query_one("#between"), *self.pair
        await between.remove_children()
        try:
            picture, near = await asyncio.to_thread(_difference, first.path, second.path)
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            await between.mount(Label(clean(f"They can't be compared: {error}"), markup=False))
        else:
            same = "the same pixels" if near >= 99 else f"difference  {near:.1f} dB"
            await between.mount(Label(same), *([BlockPicture(picture, columns, rows)] if self.mode != "none" else []))
        self.query_one("#changes", Static).update(self._changes())

    def _changes(self) -> Content:
        from agent.brief.diff import diff_briefs
        from agent.brief.model import Brief

        first, second = self.pair
        lines = diff_briefs(Brief.model_validate(first.brief), Brief.model_validate(second.brief))
        parts: list[str | tuple[str, str]] = [(f"\nBrief, from #{first.number} to #{second.number}\n", "bold")]
        parts += [f"{clean(line)}\n" for line in lines or ("the same",)]
        parts.append(("\nRecipe\n", "bold"))
        rows = recipe_changes(first.recipe, second.recipe)
        for name, old, new in rows:
            parts += [(f"{clean(name)}: ", "dim"), clean(old), (" → ", "dim"), f"{clean(new)}\n"]
        return Content.assemble(*parts, *([] if rows else ["the same"]))

    def action_go(self, which: int) -> None:
        """Stand at one of the two."""
        self.dismiss(f"/go {self.pair[which].number}")

    async def action_swap(self) -> None:
        """The second first."""
        self.pair.reverse()
        await self._show()
