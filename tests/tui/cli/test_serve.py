"""The app in a browser: only with the token, and only from its own page."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from aiohttp import ClientConnectorError, ClientSession, WSMsgType
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from tests.tui.helpers import serve
from tui.cli.server import LocalServer

COMMAND = f"{sys.executable} -m tui.cli.main --graphics blocks"


async def _client() -> TestClient:  # type: ignore[type-arg]
    client = TestClient(TestServer(await LocalServer(COMMAND, 8765, "secret")._make_app()))
    await client.start_server()
    return client


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/ws", "/static/js/textual.js"])
async def test_without_the_token_there_is_nothing(path: str) -> None:
    client = await _client()
    assert (await client.get(path)).status == 403
    await client.close()


async def test_the_page_asks_no_other_host_and_its_parts_come_with_the_cookie() -> None:
    client = await _client()
    page = await client.get("/?token=secret")
    text = await page.text()
    assert page.status == 200
    assert [part for part in text.split('"') if part.startswith("http") and "localhost" not in part] == []
    assert (await client.get("/static/js/textual.js")).status == 200
    assert (await client.get("/", headers={"Origin": "http://elsewhere.example"})).status == 403
    await client.close()


async def _status(client: ClientSession, address: str) -> int:
    for _ in range(100):
        try:
            async with client.get(address) as response:
                return response.status
        except ClientConnectorError:
            await asyncio.sleep(0.1)
    raise AssertionError("the server does not answer")


async def test_the_app_draws_into_the_socket(home: Path) -> None:
    seen = b""
    with serve() as address:
        async with ClientSession() as client:
            assert await _status(client, address) == 200
            async with client.ws_connect(URL(address).origin() / "ws" % {"width": 80, "height": 24}) as stream:
                while b"Try:" not in seen:
                    message = await stream.receive(timeout=60)
                    seen += message.data if message.type == WSMsgType.BINARY else b""
