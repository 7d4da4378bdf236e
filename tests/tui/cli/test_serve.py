"""The app in a browser: only with the token, and only from its own page."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientConnectorError, ClientSession, CookieJar, WSCloseCode, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from agent.commands.file_access import FILES
from tests.tui.helpers import serve
from tui.cli.server import FRAME_BYTES, LocalServer

COMMAND = [sys.executable, "-c", "print('__GANGLION__', flush=True); import time; time.sleep(100)"]
"""An app that only waits."""
ECHO = """
import sys
print("__GANGLION__", flush=True)
while packet := sys.stdin.buffer.read(5):
    payload = sys.stdin.buffer.read(int.from_bytes(packet[1:], "big"))
    sys.stdout.buffer.write(b"D" + len(payload).to_bytes(4, "big") + payload)
    sys.stdout.buffer.flush()
"""
"""An app that writes what it is sent."""
TELL = """
import os, sys
text = f"{os.environ[sys.argv[1]]} {os.getcwd()}".encode()
sys.stdout.buffer.write(b"__GANGLION__\\nD" + len(text).to_bytes(4, "big") + text)
"""
"""An app that writes an environment variable and its working folder."""


@asynccontextmanager
async def _client(command: list[str] = COMMAND, files: str | None = None) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    client = TestClient(TestServer(await LocalServer(command, 8765, "secret", files)._make_app()))
    await client.start_server()
    try:
        yield client
    finally:
        await client.close()


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/ws", "/static/js/textual.js"])
async def test_without_the_token_there_is_nothing(path: str) -> None:
    async with _client() as client:
        assert (await client.get(path)).status == 403


async def test_the_token_leaves_the_address_and_the_page_asks_no_other_host() -> None:
    async with _client() as client:
        first = await client.get("/?token=secret", allow_redirects=False)
        cookie = first.cookies["gouache-8765"]
        assert (first.status, first.headers["Location"]) == (303, "/")
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        assert "secret" not in cookie.value
        page = await client.get("/?token=secret")
        text = await page.text()
        assert (page.status, page.url.path_qs) == (200, "/")
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert [part for part in text.split('"') if "://" in part and not part.startswith("ws://127.0.0.1:")] == []
        assert (await client.get("/static/js/textual.js")).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Host": "elsewhere.example"},
        {"Host": "elsewhere.example", "Origin": "http://elsewhere.example"},
        {"Host": "localhost.elsewhere.example"},
    ],
)
async def test_another_page_or_another_name_is_refused(headers: dict[str, str]) -> None:
    async with _client() as client:
        assert (await client.get("/?token=secret")).status == 200
        for path in ("/", "/ws", "/?token=secret"):
            assert (await client.get(path, headers=headers)).status == 403


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "localhost", "[::1]"])
async def test_this_machine_has_several_names(host: str) -> None:
    async with _client() as client:
        headers = {"Host": host, "Origin": f"http://{host}"}
        assert (await client.get("/?token=secret", headers=headers, allow_redirects=False)).status == 303


async def test_so_many_apps_are_open_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.server.MAX_APPS", 2)
    monkeypatch.setattr("tui.cli.server._QUIT_SECONDS", 0.3)
    async with _client() as client:
        await client.get("/?token=secret")
        sockets = [await client.ws_connect("/ws") for _ in range(2)]
        refused = await client.get("/")
        assert refused.status == 503
        assert "close one of their tabs" in await refused.text()
        with pytest.raises(WSServerHandshakeError, match="503"):
            await client.ws_connect("/ws")
        await sockets[0].close()
        for _ in range(100):
            if (await client.get("/")).status == 200:
                break
            await asyncio.sleep(0.1)
        assert (await client.get("/")).status == 200


async def _until_gone(pids: list[int], seconds: float) -> list[int]:
    """Return which of these processes are still there after some time."""
    for _ in range(int(seconds / 0.1)):
        pids = [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
        if not pids:
            break
        await asyncio.sleep(0.1)
    return pids


async def test_junk_is_ignored_and_sizes_are_bounded(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    junk = ["hello", "[[[[" * 9000, "[]", "{}", '["stdin",5]', '["stdin"]', '["resize",{"width":1e99,"height":"x"}]',
            '["resize",{}]', '["resize",7]', '["ping",{}]', "7", "null", '["close"]']  # fmt: skip
    monkeypatch.setattr("tui.cli.server._QUIT_SECONDS", 0.3)
    async with _client([sys.executable, "-c", ECHO]) as client:
        await client.get("/?token=secret")
        socket = await client.ws_connect("/ws?width=9999999&height=x")
        for text in junk:
            await socket.send_str(text)
        await socket.send_bytes(b"junk")
        await socket.send_str('["resize",{"width":1000000,"height":1000000}]')
        assert json.loads(await socket.receive_bytes(timeout=20)) == {"type": "resize", "width": 500, "height": 300}
        await socket.send_str('["resize",{"width":1,"height":-1}]')
        assert json.loads(await socket.receive_bytes(timeout=20)) == {"type": "resize", "width": 10, "height": 3}
        await socket.send_str('["stdin","\\ud800é"]')
        assert await socket.receive_bytes(timeout=20) == "?é".encode()
        await socket.send_str('["stdin","' + "x" * FRAME_BYTES + '"]')
        assert (await socket.receive(timeout=20)).data == WSCloseCode.MESSAGE_TOO_BIG
    assert caplog.text == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups")
async def test_a_process_group_ends_with_its_socket_and_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.server._QUIT_SECONDS", 0.3)
    stubborn = "trap '' TERM INT; echo __GANGLION__; sleep 101 & sleep 102"
    async with _client(["sh", "-c", stubborn]) as client:
        await client.get("/?token=secret")
        sockets = [await client.ws_connect("/ws") for _ in range(2)]
        for _ in range(100):
            family = {child.pid: child.children() for child in psutil.Process().children() if child.name() == "sh"}
            if len(family) == 2 and all(len(sleeping) == 2 for sleeping in family.values()):
                break
            await asyncio.sleep(0.1)
        groups = [[pid, *(child.pid for child in sleeping)] for pid, sleeping in family.items()]
        assert len(groups) == 2
        await sockets[0].close()
        waiting = [asyncio.ensure_future(_until_gone(group, 5)) for group in groups]
        (ended, *_), living = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        assert ended.result() == []
        assert len(living) == 1
    assert await _until_gone([pid for group in groups for pid in group], 5) == []


@pytest.mark.parametrize(("option", "inside"), [("", False), ("exports", True)])
async def test_the_app_is_told_which_files_are_free(tmp_path: Path, option: str, inside: bool) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    command = [sys.executable, "-c", TELL, FILES]
    async with _client(command, str(folder) if option else "") as client:
        await client.get("/?token=secret")
        socket = await client.ws_connect("/ws")
        allowed, where = (await socket.receive_bytes(timeout=20)).decode().split(" ")
        assert allowed == (str(folder) if option else "")
        assert (where == str(folder)) == inside


async def test_the_app_ends_when_the_server_is_killed(home: Path) -> None:
    with serve() as (address, server):
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
            assert await _status(client, address) == 200
            async with client.ws_connect(URL(address).origin() / "ws") as stream:
                await stream.receive(timeout=60)
                (app,) = psutil.Process(server.pid).children()
                server.kill()
                assert await _until_gone([app.pid], 15) == []


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
    with serve() as (address, _):
        async with ClientSession() as client:
            assert await _status(client, address) == 200
            async with client.ws_connect(URL(address).origin() / "ws" % {"width": 80, "height": 24}) as stream:
                while b"Try:" not in seen:
                    message = await stream.receive(timeout=60)
                    seen += message.data if message.type == WSMsgType.BINARY else b""
