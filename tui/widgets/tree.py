"""The version tree: a session's pictures, what each was made from, and what to do with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, Tree
from textual.widgets.tree import TreeNode

from tools.text import clean
from tui.graphics import Mode
from tui.widgets.picture import PictureView


@dataclass(frozen=True)
class Version:
    """One picture of the tree: its number, its parent's, what was said, its file, and whether one stands there."""

    number: int
    parent: int | None
    message: str
    path: str
    current: bool = False


class VersionTree(ModalScreen[str | None]):
    """Move about in the tree; gives a slash command to carry out, or None."""

    DEFAULT_CSS = """
    VersionTree { align: center middle; }
    VersionTree > Vertical {
        width: 96%; height: 92%; background: $surface; border: round $primary; padding: 0 1;
    }
    VersionTree Tree { width: 1fr; height: 1fr; background: $surface; }
    VersionTree #shown { width: 48; height: 1fr; }
    VersionTree #hint { color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "stand here", priority=True, tooltip="make the picture the current one"),
        Binding("b", "branch", "branch", tooltip="a new line of work from the picture"),
        Binding("c", "mark", "compare", tooltip="two pictures side by side: c on each"),
        Binding("escape", "dismiss(None)", "close"),
    ]

    def __init__(self, versions: list[Version], mode: Mode) -> None:
        super().__init__()
        self.versions, self.mode = {version.number: version for version in versions}, mode
        self.marked: int | None = None

    def compose(self) -> ComposeResult:
        """The tree, the picture under the cursor, the keys."""
        with Vertical():
            yield Label(
                "Pictures of this session" if self.versions else "No pictures yet: type what to paint.", id="hint"
            )
            with Horizontal():
                tree: Tree[Version] = Tree("session")
                tree.show_root = False
                yield tree
                yield Container(id="shown")
            yield Footer()

    def on_mount(self) -> None:
        """Every picture below the one that it was made from; the cursor where the person stands."""
        tree = self.query_one(Tree)
        nodes: dict[int, TreeNode[Version]] = {}
        for version in self.versions.values():
            above = nodes.get(version.parent or 0, tree.root)
            nodes[version.number] = above.add(self._line(version), data=version, expand=True)
        tree.root.expand_all()
        here = next((n for n in nodes.values() if n.data is not None and n.data.current), None)
        if here is not None:
            self.call_after_refresh(tree.move_cursor, here)
        tree.focus()

    def _line(self, version: Version) -> Text:
        text = Text(f"#{version.number} ", style="bold")
        text.append(clean(version.message)[:60])
        return text.append("  ◀ here", style="green") if version.current else text

    async def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Version]) -> None:
        """Show the picture under the cursor."""
        shown = self.query_one("#shown")
        await shown.remove_children()
        if event.node.data is not None:
            await shown.mount(PictureView(event.node.data.path, self.mode))

    def _chosen(self) -> Version | None:
        node = self.query_one(Tree).cursor_node
        return node.data if node is not None else None

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
        """The first of two pictures to compare, then the second."""
        chosen = self._chosen()
        if chosen is None or chosen.number == self.marked:
            return
        if self.marked is not None:
            self.dismiss(f"/compare {self.marked} {chosen.number}")
            return
        self.marked = chosen.number
        self.query_one("#hint", Label).update(f"Compare #{chosen.number} with: choose another picture and press c.")
