"""What each family of painters can do, from the tests: `python -m benchmarks.families [--out FILE]`.

It runs the tests that try the families on tiny checkpoints, and prints a table of what those that passed have noted
(the fixture `cell`). A cell that no test has tried stays empty. The columns that say how a family is called come from
the table in `tools.engines.diffusers.families`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree.ElementTree import Element

from junitparser import JUnitXml

from tools.engines.diffusers.families import FAMILIES, Family

HERE = Path(__file__).parents[1]
PAGE = HERE / "docs" / "families.md"
TESTS = ("tests/tools/engines/test_diffusers_families.py", "tests/tools/engines/test_diffusers_loading.py",
         "tests/agent/graph/test_families.py")  # fmt: skip
INTRODUCTION = """# Families of painters

What a painter or editor of kind `diffusers` can do, by its family. `python -m benchmarks.families` makes this page from
the tests, which run every family on a tiny checkpoint of its real classes: “yes” and “no” are what a test has shown, an
empty cell is what no test has tried. What a family can't do it refuses in one sentence that names it; only an edit is
never refused for want of instructions where the picture can be redrawn from the whole prompt. Tiny checkpoints have
random weights: how good the pictures of real ones are is measured nowhere here.

A class of diffusers that is not in the table is called by what its signature tells, and its recipes say “untried”.

"""


def read_cells(report: Path) -> dict[tuple[str, str], str]:
    """What the passed tests of a JUnit report have noted: "yes" or "no" by family and ability.

    Args:
        report: as `pytest --junitxml` writes it.
    """
    found: dict[tuple[str, str], str] = {}
    for suite in JUnitXml.fromfile(str(report)):
        for case in suite:
            if case.result:
                continue  # It failed, or was skipped: it has shown nothing.
            root: Element = case._elem
            for value in root.iter("property"):
                if value.get("name") == "cell":
                    family, ability, can = str(value.get("value")).split("|")
                    found[family, ability] = can
    return found


def ability_table(cells: dict[tuple[str, str], str]) -> str:
    """A Markdown table: a row for each family, a column for each ability."""
    abilities = list(dict.fromkeys(ability for _, ability in cells))
    families = [family.title for family in FAMILIES.values() if any(title == family.title for title, _ in cells)]
    lines = ["| family | " + " | ".join(abilities) + " |", "|" + "---|" * (len(abilities) + 1)]
    for family in families:
        row = [cells.get((family, ability), "") for ability in abilities]
        lines.append(f"| {family} | " + " | ".join(row) + " |")
    return "\n".join(lines)


def call_table(families: dict[str, Family]) -> str:
    """A Markdown table of how the families are called."""
    lines = [
        "| family | class | guidance | off at | negative prompt | sides ×, pixels | area painted best | prompts |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, family in families.items():
        off = "always on" if family.off is None else f"{family.off:g}"
        side = round(family.area**0.5)
        lines.append(
            f"| {family.title} | `{name}` | `{family.guidance}` | {off} | {family.negative} | {family.multiple} | "
            f"{side} × {side} | {family.caption} |"
        )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run the tests and write the page; the exit status is that of the tests."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.families", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=PAGE, help="the page to write")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        status = subprocess.run(
            [sys.executable, "-m", "pytest", *TESTS, "-q", "-o", "junit_family=xunit1", f"--junitxml={report}"],
            cwd=HERE,
            check=False,
        ).returncode
        cells = read_cells(report)
    page = f"{INTRODUCTION}{ability_table(cells)}\n\n## How they are called\n\n{call_table(FAMILIES)}\n"
    given.out.write_text(page, "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
