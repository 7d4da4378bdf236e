"""The app in a real browser: Chromium without a window opens the address, a session is picked, its picture is seen.

`GOUACHE_SHOTS=docs` keeps the screenshot. Skipped where there is no Chromium.
"""

from __future__ import annotations

import asyncio
import base64
import io
import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse
from PIL import Image

from storage.store import Store
from tests.tui.helpers import save_session, serve

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
MAGENTA = (255, 0, 255)


class Page:
    """One tab, over the browser's own debugging protocol."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket, self.sent = socket, 0

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask, and wait for the answer past whatever events come first."""
        self.sent += 1
        await self.socket.send_json({"id": self.sent, "method": method, "params": parameters})
        while True:
            told = await self.socket.receive_json(timeout=60)
            if told.get("id") == self.sent:
                return told["result"]  # type: ignore[no-any-return]

    async def press(self, key: str, code: int, control: bool = False) -> None:
        """A key goes down and up."""
        given = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 2 if control else 0}
        text = {"text": "\r"} if key == "Enter" else {}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **given, **text)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    async def click(self, x: int, y: int) -> None:
        """The left button goes down and up there: the terminal in the page takes the keyboard."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def screenshot(self) -> Image.Image:
        """What the tab shows."""
        told = await self.call("Page.captureScreenshot", format="png")
        return Image.open(io.BytesIO(base64.b64decode(told["data"]))).convert("RGB")


def _pixels(picture: Image.Image, color: tuple[int, int, int]) -> int:
    return sum(count for count, value in picture.getcolors(1 << 24) or [] if value == color)


@asynccontextmanager
async def _page(folder: Path) -> AsyncIterator[Page]:
    command = [
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,800",
        "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank",
    ]  # fmt: skip
    browser = await asyncio.create_subprocess_exec(
        *command, stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        assert browser.stderr is not None
        line = b""
        while b"DevTools listening on" not in line:
            line = await asyncio.wait_for(browser.stderr.readline(), 60)
            assert line, "the browser did not start"
        port = line.decode().split(":")[2].split("/")[0]
        async with ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{port}/json/list") as response:
                tab = next(tab for tab in await response.json() if tab["type"] == "page")
            async with client.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as stream:
                yield Page(stream)
    finally:
        browser.terminate()
        await browser.wait()


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
        async with _page(tmp_path / "browser") as page:
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
