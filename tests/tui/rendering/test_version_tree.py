"""The lines of the version tree."""

from __future__ import annotations

from tui.rendering.version_tree import tree_rows
from tui.session.records import PictureNode


def node(number: int, parent: int | None) -> PictureNode:
    return PictureNode(number, parent, f"m{number}", "")


def test_the_tree_moves_right_only_where_it_branches() -> None:
    rows = tree_rows([node(1, None), node(2, 1), node(3, 2), node(4, 2), node(5, 3), node(6, 9)])
    assert [(row.node.number, row.lead, row.beside) for row in rows] == [
        (1, "", ""), (2, "", ""), (3, "├─", "│ "), (5, "│ ", "│ "), (4, "└─", "  "), (6, "", ""),
    ]  # fmt: skip


def test_thousands_of_edits_do_not_exceed_the_recursion_limit() -> None:
    assert len(tree_rows([node(n, n - 1 or None) for n in range(1, 3001)])) == 3000
