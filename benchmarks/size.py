"""How large and how tangled the source is: `python -m benchmarks.size [--against FOLDER] [--json FILE]`.

For every top-level package it gives the number of files and lines, the longest file and function, the fullest folder,
and how often a rule is suspended: lines with `Any` as a type, `# fmt: skip` and `# type: ignore`. It lists the import
cycles between modules, also across packages (these need grimp, which comes with import-linter). With `--against`,
another tree of the repository stands beside this one; packages that a tree lacks are left out.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import io
import json
import statistics
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

PACKAGES = ("agent", "tools", "storage", "tui", "benchmarks", "training", "tests")
HERE = Path(__file__).parents[1]

_FIND_CYCLES = """
import json, sys
import grimp
graph = grimp.build_graph(*sys.argv[1:], cache_dir=None)
cycles = {
    tuple(sorted({module, *around}))
    for module in graph.modules
    if (around := graph.find_upstream_modules(module) & graph.find_downstream_modules(module))
}
print(json.dumps(sorted(cycles)))
"""
"""Modules that import each other, directly or through others: groups as large as possible."""


@dataclass(frozen=True)
class Longest:
    """The longest or fullest of its kind."""

    name: str
    size: int

    def __str__(self) -> str:
        return f"{self.size} {self.name}"


@dataclass(frozen=True)
class PackageSize:
    """Figures of one top-level package.

    Attributes:
        files: Python files.
        lines: Lines of all files.
        median_file: Median lines of a file.
        longest_file: Name and lines.
        longest_function: Name and lines, from `def` to its end.
        fullest_folder: Name and number of modules, without `__init__`.
        any_lines: Lines with `Any` as a type.
        fmt_skip_lines: Lines that the formatter skips.
        type_ignore_lines: Lines that the type checker ignores.
    """

    files: int
    lines: int
    median_file: float
    longest_file: Longest
    longest_function: Longest
    fullest_folder: Longest
    any_lines: int
    fmt_skip_lines: int
    type_ignore_lines: int


@dataclass(frozen=True)
class TreeSize:
    """Figures of one tree of the repository.

    Attributes:
        packages: By name, those that the tree has.
        cycles: Groups of modules that import each other; None where grimp is not installed.
    """

    packages: dict[str, PackageSize]
    cycles: list[list[str]] | None


def _functions(tree: ast.AST, path: str, outer: str = "") -> Iterator[Longest]:
    """Every function and method of a file with its lines, nested ones too."""
    for node in ast.iter_child_nodes(tree):
        inner = outer
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{outer}{node.name}."
            if not isinstance(node, ast.ClassDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield Longest(f"{path}:{outer}{node.name}", lines)
        yield from _functions(node, path, inner)


def _any_lines(tree: ast.AST) -> int:
    """Number of lines that name `Any`, imports aside."""
    plain = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "Any"}
    dotted = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "Any"}
    return len(plain | dotted)


def _comments(source: str) -> list[str]:
    """The comment of every line that has one."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def measure_package(folder: Path) -> PackageSize | None:
    """Measure the Python files under a folder; None where there are none."""
    sources = {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.py"))}
    if not sources:
        return None
    names = {path: str(path.relative_to(folder.parent)) for path in sources}
    files = [Longest(names[path], len(source.splitlines())) for path, source in sources.items()]
    trees = {path: ast.parse(source) for path, source in sources.items()}
    functions = [function for path, tree in trees.items() for function in _functions(tree, names[path])]
    comments = [comment for source in sources.values() for comment in _comments(source)]
    modules = Counter(str(path.parent.relative_to(folder.parent)) for path in sources if path.name != "__init__.py")
    return PackageSize(
        files=len(files),
        lines=sum(file.size for file in files),
        median_file=statistics.median(file.size for file in files),
        longest_file=max(files, key=lambda file: file.size),
        longest_function=max(functions, key=lambda function: function.size, default=Longest("", 0)),
        fullest_folder=max((Longest(*item) for item in modules.items()), key=lambda f: f.size, default=Longest("", 0)),
        any_lines=sum(map(_any_lines, trees.values())),
        fmt_skip_lines=sum("fmt: skip" in comment for comment in comments),
        type_ignore_lines=sum("type: ignore" in comment for comment in comments),
    )


def find_cycles(root: Path, packages: list[str]) -> list[list[str]] | None:
    """Find the groups of modules that import each other, in a tree; None where grimp is not installed.

    A process of its own looks, because this one has imported its own tree's packages already.
    """
    if importlib.util.find_spec("grimp") is None:
        return None
    command = [sys.executable, "-c", _FIND_CYCLES, *packages]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    cycles: list[list[str]] = json.loads(done.stdout)
    return cycles


def measure_tree(root: Path) -> TreeSize:
    """Measure every package that a tree of the repository has."""
    measured = {name: measure_package(root / name) for name in PACKAGES}
    packages = {name: size for name, size in measured.items() if size}
    return TreeSize(packages, find_cycles(root, list(packages)))


def _table(trees: dict[str, TreeSize]) -> Iterator[list[str]]:
    """Rows of the printed table: a figure's name and its value in each tree."""
    yield ["", *trees]
    for package in PACKAGES:
        sizes = [tree.packages.get(package) for tree in trees.values()]
        if not any(sizes):
            continue
        yield [package, *("" for _ in trees)]
        for figure in PackageSize.__dataclass_fields__:
            values = [str(getattr(size, figure)) if size else "-" for size in sizes]
            yield [f"  {figure.replace('_', ' ')}", *values]
        yield ["  import cycles", *(_count_cycles(tree, f"{package}.") for tree in trees.values())]
    yield ["all import cycles", *(_count_cycles(tree) for tree in trees.values())]


def _count_cycles(tree: TreeSize, prefix: str = "") -> str:
    """The number of cycles with a module whose name begins with the prefix."""
    if tree.cycles is None:
        return "not measured"
    return str(sum(any(module.startswith(prefix) for module in cycle) for cycle in tree.cycles))


def print_sizes(trees: dict[str, TreeSize]) -> None:
    """Print trees beside one another, then the import cycles of each."""
    rows = list(_table(trees))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for name, tree in trees.items():
        for cycle in tree.cycles or []:
            print(f"cycle in {name}: {', '.join(cycle)}")


def main(arguments: list[str] | None = None) -> None:
    """Measure this tree, and another one to compare it with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.size", description="Size of the source, by package.")
    parser.add_argument(
        "--against", type=Path, metavar="FOLDER", help="another tree of the repository, e.g. an older one"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
    options = parser.parse_args(arguments)
    trees = {str(options.against): measure_tree(options.against)} if options.against else {}
    trees["this tree"] = measure_tree(HERE)
    print_sizes(trees)
    if options.json:
        figures = {name: asdict(tree) for name, tree in trees.items()}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
