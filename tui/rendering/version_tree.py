"""The version tree as rows of text with the lines that connect them."""

from __future__ import annotations

from dataclasses import dataclass

from tui.session.records import PictureNode


@dataclass(frozen=True)
class TreeRow:
    """A picture, the lines that lead to it, and the lines that continue beside the rest of its text."""

    node: PictureNode
    lead: str
    beside: str


def tree_rows(nodes: list[PictureNode]) -> list[TreeRow]:
    """Return the pictures in the order of the tree, each below the one that it was made from.

    An only child continues straight below its parent; the tree moves to the right only where it branches.
    """
    known = {node.number for node in nodes}
    children: dict[int | None, list[PictureNode]] = {}
    for node in nodes:
        children.setdefault(node.parent if node.parent in known else None, []).append(node)
    rows: list[TreeRow] = []
    # A stack instead of recursion, which a chain of a thousand edits would exceed.
    stack = [(root, "", True) for root in reversed(children.get(None, []))]
    while stack:
        node, indent, is_root = stack.pop()
        siblings = children[None if is_root else node.parent]
        row = _row(node, indent, branches=not is_root and len(siblings) > 1, is_last=node is siblings[-1])
        rows.append(row)
        stack += [(child, row.beside, False) for child in reversed(children.get(node.number, []))]
    return rows


def _row(node: PictureNode, indent: str, branches: bool, is_last: bool) -> TreeRow:
    if not branches:
        return TreeRow(node, indent, indent)
    if is_last:
        return TreeRow(node, f"{indent}└─", f"{indent}  ")
    return TreeRow(node, f"{indent}├─", f"{indent}│ ")
