"""The version tree as a list: each picture small below the one that it was made from."""

from __future__ import annotations

from textual import work
from textual.content import Content
from textual.widgets.option_list import Option

from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.rendering.halfblocks import thumbnail
from tui.rendering.version_tree import TreeRow, tree_rows
from tui.session.records import PictureNode
from tui.widgets.option_list import StableOptionList
from tui.widgets.picture import READ_ERRORS, read_scaled

_CELLS = (12, 6)
"""Columns and rows of a small picture."""
_PIXELS = (64, 64)
"""Pixels that a small picture is drawn from."""
_MESSAGE_LENGTH = 60


class PictureTree(StableOptionList):
    """Lists the pictures at once; the small pictures are read in a thread and follow."""

    DEFAULT_CSS = """
    PictureTree, PictureTree:focus {
        width: 1fr; height: 1fr; background: $surface; border: none; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, nodes: list[PictureNode], mode: Mode) -> None:
        super().__init__()
        self.mode = mode
        self.rows = tree_rows(nodes)
        self.marked: int | None = None
        """Number of the picture that another one is to be compared with."""
        self.thumbnails: dict[str, list[Content]] = {}
        """The lines of the small pictures that were read, by file."""

    def on_mount(self) -> None:
        """List the pictures, with the cursor on the current one."""
        self._fill(next((row.node.number for row in self.rows if row.node.current), None))
        self._read_thumbnails()

    @property
    def nodes(self) -> list[PictureNode]:
        """The pictures, from the top of the list to its bottom."""
        return [row.node for row in self.rows]

    @property
    def selected(self) -> PictureNode | None:
        """The picture under the cursor."""
        line = self.highlighted
        return self.rows[line].node if line is not None and line < len(self.rows) else None

    def show_nodes(self, nodes: list[PictureNode], selected: int | None) -> None:
        """Show other pictures, with the cursor on the picture of this number, else in the same line."""
        self.rows = tree_rows(nodes)
        self._fill(selected)
        self._read_thumbnails()

    def mark(self, number: int | None) -> None:
        """Mark the first picture of a comparison; None removes the mark."""
        self.marked = number
        self._fill(self.selected.number if self.selected else None)

    def _fill(self, selected: int | None) -> None:
        options = [Option(self._row_text(row), id=str(row.node.number)) for row in self.rows]
        self.fill(options, None if selected is None else str(selected))

    def _row_text(self, row: TreeRow) -> Content:
        node, recipe = row.node, row.node.recipe
        message = Content(" ".join(clean(node.message).split())[:_MESSAGE_LENGTH])
        if self.mode == "none":
            return Content("\n").join([row.lead + self._title(node), row.beside + message])
        seed = f" · {texts.text('tree', 'seed', seed=recipe['seed'])}" if recipe.get("seed") is not None else ""
        details = f"{texts.made_by(node.made_by)}{seed}" if recipe else ""
        columns, height = _CELLS
        rows = [self._title(node), message, Content(clean(details)).stylize("dim")]
        rows += [Content("")] * (height - len(rows))
        leads = [row.lead, *[row.beside] * (height - 1)]
        small = self.thumbnails.get(node.path) or [Content(" " * columns)] * height
        lines = zip(leads, small, rows, strict=True)
        return Content("\n").join([Content.assemble((lead, "dim"), cells, "  ", text) for lead, cells, text in lines])

    def _title(self, node: PictureNode) -> Content:
        parts = [(f"#{node.number}", "bold")]
        if node.starred:
            parts.append((" ★", "$text-warning"))
        if node.current:
            parts.append((f"  ◀ {texts.text('tree', 'current')}", "$text-success"))
        if node.number == self.marked:
            parts.append((f"  {texts.text('tree', 'compare')}", "$text-accent"))
        return Content.assemble(*parts)

    @work(thread=True, exclusive=True, group="thumbnails")
    def _read_thumbnails(self) -> None:
        if self.mode == "none":
            return
        columns, height = _CELLS
        for node in self.nodes:
            if node.path in self.thumbnails:
                continue
            try:
                self.thumbnails[node.path] = thumbnail(read_scaled(node.path, _PIXELS), columns, height)
            except READ_ERRORS:
                self.thumbnails[node.path] = [Content("✗".center(columns))] * height
        self.call_later(self._draw_thumbnails)

    def _draw_thumbnails(self) -> None:
        if not self.is_attached:
            return
        for row in self.rows:
            self.replace_option_prompt(str(row.node.number), self._row_text(row))
