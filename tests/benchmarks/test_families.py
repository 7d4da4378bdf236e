"""The table of families has what tests have shown, and nothing else."""

from __future__ import annotations

from pathlib import Path

from benchmarks.families import PAGE, ability_table, call_table, read_cells
from tools.engines.diffusers.families import FAMILIES

REPORT = """<testsuites><testsuite name="s">
<testcase name="a"><properties><property name="cell" value="FLUX.1|paint|yes"/></properties></testcase>
<testcase name="b"><properties><property name="cell" value="Sana|edit|no"/></properties></testcase>
<testcase name="c"><properties><property name="cell" value="Sana|paint|yes"/></properties>
<failure message="x"/></testcase>
<testcase name="d"><properties><property name="cell" value="FLUX.1|edit|yes"/></properties><skipped/></testcase>
</testsuite></testsuites>"""


def test_only_passed_tests_count(tmp_path: Path) -> None:
    report = tmp_path / "r.xml"
    report.write_text(REPORT)
    cells = read_cells(report)
    assert cells == {("FLUX.1", "paint"): "yes", ("Sana", "edit"): "no"}
    assert ability_table(cells).splitlines()[2:] == ["| FLUX.1 | yes |  |", "| Sana |  | no |"]


def test_the_page_has_a_row_for_every_family() -> None:
    page = PAGE.read_text("utf-8")
    assert call_table(FAMILIES) in page
    assert all(f"\n| {family.title} | " in page for family in FAMILIES.values())
