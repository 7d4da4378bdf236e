"""The version tree: a session's pictures, and what can be done with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Footer, Label

from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.changes import ChangeResult, ChangeScreen
from tui.session.records import PictureNode
from tui.widgets.picture import PictureView
from tui.widgets.picture_tree import PictureTree

if TYPE_CHECKING:
    from storage.store import Store


class TreeScreen(ChangeScreen[str | None, list[PictureNode]]):
    """Closes with a slash command to carry out, or with None."""

    DEFAULT_CSS = """
    TreeScreen { align: center middle; }
    TreeScreen > Vertical {
        width: 96%; height: 96%; background: $surface; border: round $primary; padding: 0 1;
    }
    TreeScreen #shown { width: 50%; height: 1fr; display: none; }
    TreeScreen.-wide #shown { display: block; }
    TreeScreen #hint { color: $text-muted; width: 100%; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("enter", "go", "go here", priority=True, tooltip="make the picture the current one"),
        Binding("b", "branch", "branch", tooltip="start another line of edits from the picture"),
        Binding("c", "compare", "compare", tooltip="compare two pictures: press c on each"),
        Binding("s", "star", "star", tooltip="star the picture, or remove its star"),
        Binding("d,delete", "delete", "delete", tooltip="hide the picture"),
        Binding("ctrl+z", "undelete", "undelete", tooltip="undo the last deletion of a picture"),
        Binding("v", "view", "view", tooltip="show the picture in large"),
    ]

    def __init__(self, session: str | None, nodes: list[PictureNode], mode: Mode) -> None:
        """Show the pictures of a session; None before its first message."""
        super().__init__()
        self.session, self.mode = session, mode
        self.tree_list = PictureTree(nodes, mode)

    def compose(self) -> ComposeResult:
        """Create the tree, the place of the picture under the cursor, and the keys."""
        with Vertical():
            yield Label("", id="hint", markup=False)
            with Horizontal():
                yield self.tree_list
                yield Container(id="shown")
            yield Footer(compact=True)

    def on_mount(self) -> None:
        """Focus the tree."""
        self._show_hint()
        self.tree_list.focus()

    def _show_hint(self) -> None:
        marked = self.tree_list.marked
        if marked is not None:
            hint = texts.text("tree", "mark", number=marked)
        elif self.tree_list.rows:
            hint = texts.text("tree", "pictures")
        else:
            hint = texts.text("tree", "empty")
        self.query_one("#hint", Label).update(hint)

    async def on_option_list_option_highlighted(self) -> None:
        """Show the picture under the cursor."""
        place, node = self.query_one("#shown"), self.tree_list.selected
        await place.remove_children()
        if node is not None:
            await place.mount(PictureView(node.path, self.mode, max(8, self.size.width // 2 - 6), self.size.height - 6))

    # Moving and looking

    def action_go(self) -> None:
        """Make the picture the current one."""
        node = self.tree_list.selected
        self.dismiss(f"/go {node.number}" if node else None)

    def action_branch(self) -> None:
        """Start another line of edits from the picture."""
        node = self.tree_list.selected
        if node:
            self.dismiss(f"/branch {node.number}")

    def action_compare(self) -> None:
        """Mark the first of two pictures, or compare it with the second; the first once more removes the mark."""
        from tui.screens.compare import CompareScreen

        node = self.tree_list.selected
        if node is None:
            return
        first = next((other for other in self.tree_list.nodes if other.number == self.tree_list.marked), None)
        self.tree_list.mark(node.number if first is None else None)
        self._show_hint()
        if first is not None and first is not node:
            self.app.push_screen(CompareScreen(first, node, self.mode), self._close_with)

    def _close_with(self, command: str | None) -> None:
        if command is not None:
            self.dismiss(command)

    def action_view(self) -> None:
        """Show the picture in large, with the others on the arrow keys."""
        from tui.screens.viewer import ViewerScreen

        line = self.tree_list.highlighted
        if line is not None and self.tree_list.rows:
            self.app.push_screen(ViewerScreen(self.tree_list.nodes, line, self.mode))

    # Changes

    def read_rows(self) -> list[PictureNode]:
        """Read the session's pictures."""
        from tui.session.history import picture_nodes

        return picture_nodes(self.session) if self.session else []

    def show_rows(self, rows: list[PictureNode], selected: str | None) -> None:
        """Redraw the tree with these pictures, with the cursor on the picture numbered `selected`."""
        self.tree_list.show_nodes(rows, int(selected) if selected else None)
        self._show_hint()

    def _change(self, change: Callable[[Store, str], ChangeResult]) -> None:
        session = self.session
        if session is not None:
            self.start_change(lambda store: change(store, session))

    def _change_selected(self, change: Callable[[Store, str, int], ChangeResult]) -> None:
        node = self.tree_list.selected
        if node is not None:
            self._change(lambda store, session: change(store, session, node.number))

    def action_star(self) -> None:
        """Star the picture, or remove its star."""

        def star(store: Store, session: str, number: int) -> ChangeResult:
            from storage import pictures

            pictures.star(store, session, number)
            return ChangeResult(selected=str(number))

        self._change_selected(star)

    def action_delete(self) -> None:
        """Hide the picture; those made from it stay."""

        def delete(store: Store, session: str, number: int) -> ChangeResult:
            from storage import pictures

            pictures.delete(store, session, number)
            return ChangeResult(texts.text("tree", "deleted", number=number))

        self._change_selected(delete)

    def action_undelete(self) -> None:
        """Bring back the picture that was deleted last."""

        def undelete(store: Store, session: str) -> ChangeResult:
            from storage import pictures

            number = pictures.undelete(store, session)
            return ChangeResult(texts.text("tree", "back" if number else "none_deleted", number=number))

        self._change(undelete)
