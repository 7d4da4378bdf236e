"""The version tree: a session's pictures, each small below the one it was made from, and what to do with one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, OptionList
from textual.widgets.option_list import Option

from tools.errors import GouacheError
from tools.text import clean
from tui.rendering.graphics import Mode
from tui.rendering.halfblocks import thumbnail
from tui.widgets.picture import PictureView, read

if TYPE_CHECKING:
    from storage.store import Store

SMALL = (8, 4)
"""Columns and rows of a picture in the tree."""


@dataclass(frozen=True)
class PictureNode:
    """One picture of the tree: its number, its parent's, what was said, its file, and whether one stands there."""

    number: int
    parent: int | None
    message: str
    path: str
    current: bool = False
    starred: bool = False
    brief: dict[str, Any] = field(default_factory=dict)
    recipe: dict[str, Any] = field(default_factory=dict)


def branches(versions: list[PictureNode]) -> list[tuple[PictureNode, str, str]]:
    """The tree from its top down: each picture with the lines that lead to it, and those that go on beside it."""
    below: dict[int | None, list[PictureNode]] = {}
    known = {version.number for version in versions}
    for version in versions:
        below.setdefault(version.parent if version.parent in known else None, []).append(version)
    rows: list[tuple[PictureNode, str, str]] = []
    # A stack, because a line of a thousand edits would be too deep for calls in calls.
    stack = [(version, "", True) for version in reversed(below.get(None, []))]
    while stack:
        version, lead, root = stack.pop()
        siblings = below[None if root else version.parent]
        last = version is siblings[-1]
        # An only child goes on below its parent; only where lines part does the tree move to the right.
        alone = root or len(siblings) == 1
        rows.append(
            (
                version,
                lead + ("" if alone else "└─" if last else "├─"),
                lead + ("" if alone else "  " if last else "│ "),
            )
        )
        beside = rows[-1][2]
        stack += [(child, beside, False) for child in reversed(below.get(version.number, []))]
    return rows


class VersionTree(ModalScreen[str | None]):
    """Move about in the tree; gives a slash command to carry out, or None."""

    DEFAULT_CSS = """
    VersionTree { align: center middle; }
    VersionTree > Vertical {
        width: 96%; height: 96%; background: $surface; border: round $primary; padding: 0 1;
    }
    VersionTree OptionList, VersionTree OptionList:focus {
        width: 1fr; height: 1fr; background: $surface; border: none; text-wrap: nowrap; text-overflow: ellipsis;
    }
    VersionTree #shown { width: 48; height: 1fr; display: none; }
    VersionTree.-wide #shown { display: block; }
    VersionTree #hint { color: $text-muted; width: 100%; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "stand here", priority=True, tooltip="make the picture the current one"),
        Binding("b", "branch", "branch", tooltip="a new line of work from the picture"),
        Binding("c", "mark", "compare", tooltip="two pictures side by side: c on each"),
        Binding("s", "star", "star", tooltip="star the picture, or take its star away"),
        Binding("d,delete", "delete", "delete", tooltip="hide the picture"),
        Binding("ctrl+z", "undelete", "bring back", tooltip="bring back the picture deleted last"),
        Binding("v", "view", "view", tooltip="the picture in large"),
        Binding("escape", "dismiss(None)", "close"),
    ]

    def __init__(self, session: str | None, versions: list[PictureNode], mode: Mode) -> None:
        """The pictures of a session, None before its first message."""
        super().__init__()
        self.session, self.mode = session, mode
        self.rows = branches(versions)
        self.small: dict[str, list[Content]] = {}
        self.marked: int | None = None
        self.changing = False

    def compose(self) -> ComposeResult:
        """The tree, the picture under the cursor, the keys."""
        with Vertical():
            yield Label("", id="hint", markup=False)
            with Horizontal():
                yield OptionList()
                yield Container(id="shown")
            yield Footer(compact=True)

    def on_mount(self) -> None:
        """The cursor where the person stands."""
        self._list(next((version.number for version, _, _ in self.rows if version.current), None))
        self.query_one(OptionList).focus()
        self._read_small()

    def _list(self, at: int | None) -> None:
        """Fill the list and put the cursor at a picture."""
        options = self.query_one(OptionList)
        hint = "Pictures of this session" if self.rows else "No pictures yet: Esc, then type what to paint."
        self.query_one("#hint", Label).update(
            hint if self.marked is None else f"Compare #{self.marked} with: choose another picture and press c."
        )
        line = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(self._line(*row), id=str(row[0].number)) for row in self.rows)
        if self.rows:
            lines = [n for n, (version, _, _) in enumerate(self.rows) if version.number == at]
            options.highlighted = lines[0] if lines else min(line, len(self.rows) - 1)

    def _line(self, version: PictureNode, lead: str, beside: str) -> Content:
        head: list[tuple[str, str]] = [(f"#{version.number}", "bold")]
        head += [(" ★", "$text-warning")] if version.starred else []
        head += [("  ◀ here", "$text-success")] if version.current else []
        head += [("  compare", "$text-accent")] if version.number == self.marked else []
        recipe = version.recipe
        how = f"{recipe.get('tool', '')} · seed {recipe.get('seed')}" if recipe else ""
        texts = [
            Content.assemble(*head),
            Content(" ".join(clean(version.message).split())[:60]),
            Content(clean(how)).stylize("dim"),
        ]
        if self.mode == "none":
            return Content("\n").join([lead + texts[0], beside + texts[1]])
        small = self.small.get(version.path) or [Content(" " * SMALL[0])] * SMALL[1]
        texts += [Content("")] * (SMALL[1] - len(texts))
        lines = zip([lead, *[beside] * (SMALL[1] - 1)], small, texts, strict=True)
        return Content("\n").join([Content.assemble((line, "dim"), row, "  ", text) for line, row, text in lines])

    @work(thread=True, exclusive=True, group="small")
    def _read_small(self) -> None:
        """Read the small pictures; the list is there already."""
        if self.mode == "none":
            return
        for version, _, _ in self.rows:
            if version.path not in self.small:
                try:
                    self.small[version.path] = thumbnail(read(version.path, (64, 64)), *SMALL)
                except (OSError, SyntaxError, ValueError, EOFError):
                    self.small[version.path] = [Content("✗".center(SMALL[0]))] * SMALL[1]
        if self.is_attached:
            self.app.call_from_thread(self._draw_small)

    def _draw_small(self) -> None:
        if not self.is_attached:
            return
        options = self.query_one(OptionList)
        for row in self.rows:
            options.replace_option_prompt(str(row[0].number), self._line(*row))

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the picture under the cursor."""
        shown, chosen = self.query_one("#shown"), self._chosen()
        await shown.remove_children()
        if chosen is not None:
            await shown.mount(PictureView(chosen.path, self.mode))

    def _chosen(self) -> PictureNode | None:
        line = self.query_one(OptionList).highlighted
        return self.rows[line][0] if line is not None and line < len(self.rows) else None

    def action_go(self) -> None:
        """Stand at the picture."""
        chosen = self._chosen()
        self.dismiss(f"/go {chosen.number}" if chosen else None)

    def action_branch(self) -> None:
        """A new line of work from the picture."""
        chosen = self._chosen()
        if chosen:
            self.dismiss(f"/branch {chosen.number}")

    def action_mark(self) -> None:
        """The first of two pictures to compare, then the second; the first once more takes the mark away."""
        from tui.screens.compare import CompareScreen

        chosen = self._chosen()
        if chosen is None:
            return
        first = next((version for version, _, _ in self.rows if version.number == self.marked), None)
        self.marked = chosen.number if first is None else None
        self._list(chosen.number)
        if first is not None and first is not chosen:
            self.app.push_screen(CompareScreen(first, chosen, self.mode), self._compared)

    def _compared(self, command: str | None) -> None:
        if command is not None:
            self.dismiss(command)

    def action_view(self) -> None:
        """The picture in large, the others of the tree on the arrow keys."""
        from tui.screens.viewer import Viewer

        line = self.query_one(OptionList).highlighted
        if line is not None and self.rows:
            self.app.push_screen(Viewer([version for version, _, _ in self.rows], line, self.mode))

    def action_star(self) -> None:
        """Star the picture, or take its star away."""
        from storage import pictures

        chosen = self._chosen()
        if chosen is not None:
            self._change(lambda store, session: (pictures.star(store, session, chosen.number), "")[1], chosen.number)

    def action_delete(self) -> None:
        """Hide the picture; those made from it stay."""

        def delete(store: Store, session: str) -> str:
            from storage import pictures

            assert chosen is not None
            pictures.delete(store, session, chosen.number)
            return f"#{chosen.number} is deleted; Ctrl+Z brings it back."

        chosen = self._chosen()
        if chosen is not None:
            self._change(delete, None)

    def action_undelete(self) -> None:
        """Bring back the picture that was deleted last."""

        def undelete(store: Store, session: str) -> str:
            from storage import pictures

            back = pictures.undelete(store, session)
            return f"#{back} is back." if back else "No picture of this session is deleted."

        self._change(undelete, None)

    def _change(self, change: Callable[[Store, str], str], at: int | None) -> None:
        """One change at a time: the next key must not hit a picture of a list that is out of date."""
        if not self.changing and self.session is not None:
            self.changing = True
            self._carry_out(change, self.session, at)

    @work(thread=True, group="change")
    def _carry_out(self, change: Callable[[Store, str], str], session: str, at: int | None) -> None:
        from tui.app.history import open_store, picture_nodes

        severity: Any = "information"
        try:
            with open_store() as store:
                sentence = change(store, session)
        except GouacheError as error:
            sentence, severity = str(error), "error"
        found: list[PictureNode] | None = None
        try:
            found = picture_nodes(session)
        except GouacheError as error:
            sentence, severity = str(error), "error"
        if sentence and self.app.is_running:
            self.app.notify(clean(sentence), severity=severity, markup=False)
        if self.is_attached:
            self.app.call_from_thread(self._changed, found, at)

    def _changed(self, found: list[PictureNode] | None, at: int | None) -> None:
        self.changing = False
        if found is None:
            return
        self.rows = branches(found)
        self._list(at)
        self._read_small()
