"""The app in a real browser: Chromium without a window opens the address, a session is picked, its picture is seen.

`GOUACHE_SHOTS=docs` keeps the screenshot. Skipped where there is no Chromium.
"""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest
from PIL import Image

from storage.store import Store
from tests.browser import CHROMIUM, Page, open_page
from tests.tui.helpers import save_session, serve

MAGENTA = (255, 0, 255)


def _pixels(picture: Image.Image, color: tuple[int, int, int]) -> int:
    return sum(count for count, value in picture.getcolors(1 << 24) or [] if value == color)


async def _seen(page: Page, color: tuple[int, int, int], least: int, seconds: float) -> Image.Image | None:
    """The tab once it shows so many pixels of a colour; None if it does not within the time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        shot = await page.screenshot()
        if _pixels(shot, color) > least:
            return shot
        await asyncio.sleep(0.5)
    return None


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
async def test_a_picture_is_seen_in_the_browser(home: Path, store: Store, tmp_path: Path) -> None:
    save_session(store, Image.new("RGB", (32, 32), MAGENTA))
    with serve() as (address, _):
        async with open_page(tmp_path / "browser") as page:
            await page.call("Page.navigate", url=address)
            for _ in range(240):
                done = await page.call("Runtime.evaluate", expression="document.body.className")
                if "-first-byte" in str(done["result"].get("value")):
                    break
                await asyncio.sleep(0.5)
            for _ in range(20):
                # A key pressed before the app has drawn its first screen is lost.
                await page.click(640, 560)
                await page.press("o", 79, control=True)
                if await _seen(page, MAGENTA, 500, seconds=6):
                    break
            await page.press("Enter", 13)
            shot = await _seen(page, MAGENTA, 20_000, seconds=60)
            assert shot is not None
            if folder := os.environ.get("GOUACHE_SHOTS"):
                shot.save(Path(folder) / "app-browser.png")
