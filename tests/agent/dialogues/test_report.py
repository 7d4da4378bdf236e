"""The report of a run in a real browser: five hundred turns with pictures, some of whose texts are hostile."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runs import report
from benchmarks.datasets import load_pictures
from tests.browser import CHROMIUM, Page, open_page
from tools.types import Check, Requirement

SCRIPTS, SAID = 125, ("one", "two", "three", "four")
TURNS = len(SAID)
SECONDS = 2.0
"""How long the report may take to open."""
HOSTILE = "</script><script>window.hacked = 1</script><img src='https://example.org/x' onerror='window.hacked = 1'>"
READY = "document.readyState === 'complete' && document.getElementById('shown')?.textContent"
VISIBLE = "[...document.querySelectorAll('.card')].filter(card => card.offsetParent)"


def _results(folder: Path) -> list[ScriptResult]:
    (folder / "pictures").mkdir()
    results, drawn = [], [picture.convert("RGB") for picture in load_pictures("edits", 40)]
    for number in range(SCRIPTS):
        result = ScriptResult(
            f"script {number}", "s", [], "", "studio" if number % 5 else "pocket", number, 1, ["quick"]
        )
        for turn in range(1, TURNS + 1):
            hash_ = f"{number * TURNS + turn:016x}"
            picture = drawn[(number * TURNS + turn) % len(drawn)]
            picture.putpixel((0, 0), (number, turn, 0))
            picture.save(folder / "pictures" / f"{hash_}.png", compress_level=1)
            check = Check(requirement=Requirement(kind="exists", subject="cat"), verdict="pass", probability=0.9)
            said = TurnResult(
                turn, f"make it {SAID[turn - 1]}", "edit", "done", "Here is #1.", "a cat", turn, hash_,
                f"pictures/{hash_}.png", {}, [check], {"seconds": turn / 4},
            )  # fmt: skip
            said.missed = ["no new picture was made"] if number % 10 == turn else []
            result.turns.append(said)
        results.append(result)
    last = results[-1]
    last.name = last.profile = HOSTILE
    last.tags = [HOSTILE, "slow"]
    for text in ("say", "reply", "prompt", "error"):
        setattr(last.turns[-1], text, f"zebra {HOSTILE}")
    return results


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report's file."""
    folder = tmp_path_factory.mktemp("report")
    info: dict[str, Any] = {
        "gouache": "1", "started": "2026-01-01T00:00", "ended": "x", "machine": {"system": HOSTILE}, "profiles": {},
    }  # fmt: skip
    html = report.html(_results(folder), folder, info)
    assert len(html) < 12 * 2**20
    (folder / "report.html").write_text(html, "utf-8")
    return folder / "report.html"


async def _open(page: Page, file: Path) -> float:
    """Open the report; the seconds until its last card is drawn."""
    await page.call("Page.navigate", url="about:blank")
    begun = time.monotonic()
    await page.call("Page.navigate", url=file.as_uri())
    while not await page.evaluate(READY):
        assert time.monotonic() < begun + 60
    await page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    return time.monotonic() - begun


async def _choose(page: Page, name: str, value: str) -> int:
    """Choose in a list, or write into the search; how many cards are seen then."""
    await page.evaluate(
        f"{{ const field = document.getElementById({name!r}); field.value = {value!r};"
        "field.dispatchEvent(new Event('input')); }"
    )
    return int(await page.evaluate(f"{VISIBLE}.length"))


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
async def test_a_report_of_five_hundred_turns_opens_at_once(page_file: Path, tmp_path: Path) -> None:
    async with open_page(tmp_path / "browser") as page:
        for domain in ("Page", "Runtime", "Log", "Network"):
            await page.call(f"{domain}.enable")
        # Other programs may take the processor for a while.
        assert min([await _open(page, page_file) for _ in range(3)]) <= SECONDS

        states = await page.evaluate(f"{VISIBLE}.map(card => card.dataset.state)")
        failed = states.count("failed")
        assert (len(states), states[:failed]) == (SCRIPTS * TURNS, ["failed"] * failed)
        assert await _choose(page, "state", "failed") == failed
        assert await page.evaluate("document.getElementById('shown').textContent") == f"{failed} of 500 turns"
        assert await _choose(page, "state", "") == len(states)
        assert await _choose(page, "profile", "pocket") == 25 * TURNS
        assert await _choose(page, "search", "make three") == 25
        assert await _choose(page, "profile", "") == SCRIPTS
        assert await _choose(page, "search", "ZEBRA") == 1
        assert await _choose(page, "search", "") == len(states)
        assert await _choose(page, "tag", "slow") == TURNS
        assert await _choose(page, "tag", "") == len(states)

        points = await page.evaluate("[...document.querySelectorAll('polyline')].map(line => line.points.length)")
        assert points == [TURNS] * 3
        await page.evaluate("document.querySelector('img[data-same]').scrollIntoView()")
        sides = "[...document.querySelector('img[data-same]').closest('.both').querySelectorAll('img')]"
        await page.evaluate(f"Promise.all({sides}.map(image => image.decode()))")
        widths, lefts = await page.evaluate(
            f"[{sides}.map(image => image.naturalWidth), {sides}.map(image => image.getBoundingClientRect().left)]"
        )
        assert widths == [128, 128]
        assert lefts[0] < lefts[1]

        # Nothing that a script says does anything, and nothing is fetched.
        assert await page.evaluate("window.hacked === undefined && document.querySelectorAll('script').length") == 1
        assert await page.evaluate("document.body.innerText.includes('<script>window.hacked = 1</script>')")
        assert await page.evaluate("document.querySelectorAll('img:not([data-picture]):not([data-same])').length") == 0
        told = [event["method"] for event in page.events]
        assert {"Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"}.isdisjoint(told)
        sent = [event["params"] for event in page.events if event["method"] == "Network.requestWillBeSent"]
        addresses = {request["request"]["url"] for request in sent}
        assert page_file.as_uri() in addresses
        assert {url for url in addresses if not url.startswith("data:")} == {page_file.as_uri()}


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
async def test_a_report_fits_a_narrow_window(page_file: Path, tmp_path: Path) -> None:
    async with open_page(tmp_path / "browser") as page:
        for width in (600, 1200):
            await page.call(
                "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
            )
            await _open(page, page_file)
            assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width


def test_large_pictures_are_scaled_down(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    load_pictures("edits", 1)[0].resize((600, 300)).save(tmp_path / "pictures" / "aa.png")
    load_pictures("edits", 1)[0].save(tmp_path / "pictures" / "bb.png")
    assert report.picture_data(tmp_path, "aa").startswith("data:image/webp;base64,")
    assert report.picture_data(tmp_path, "bb").startswith("data:image/png;base64,")
