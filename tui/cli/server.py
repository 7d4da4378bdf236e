"""The server of `gouache serve`: the app in a browser on this machine, for whoever has the address with its token."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import os
import secrets
import shlex
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import aiohttp_jinja2
from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.typedefs import Middleware
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from agent.commands.file_access import FILES
from tools.errors import GouacheError
from tui.rendering.console import stdout

MAX_APPS = 8
"""Apps that may be open at once; each is a process that loads models of its own."""
FRAME_BYTES = 256 * 1024
"""Bytes of a message from the browser at most; a longer one ends its app."""
COLUMNS, ROWS = (10, 500), (3, 300)
"""Least and most cells of a terminal; other sizes are brought into these bounds."""
_TEMPLATES = Path(__file__).parent / "templates"
_TOKEN_BYTES = 18
_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
"""Names under which this machine reaches itself. A page of another name must not get at the server through DNS."""
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
_FULL = f"{MAX_APPS} apps are open, and no more are started; close one of their tabs first."
_QUIT_SECONDS = 5.0
"""How long an app may take to end by itself. Nothing is lost if it cannot: a killed turn goes on later."""
_SEND_SECONDS = 10.0
"""How long an app may take to read what it is sent."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def token_middleware(token: str, cookie: str) -> Middleware:
    """Return middleware that takes the token out of the address at once, and asks for a cookie from then on.

    Requests under another name than this machine's own, or from a page of another origin, are refused, so that no other
    page can open a socket to the app.
    """
    ticket = secrets.token_urlsafe(_TOKEN_BYTES)
    """What the cookie holds: servers on other ports of this machine get it as well, and it opens no new browser."""

    @web.middleware
    async def check_token(request: web.Request, handler: Handler) -> web.StreamResponse:
        own_origin = f"{request.scheme}://{request.host}"
        if _host_name(request.host) not in _HOSTS or request.headers.get("Origin", own_origin) != own_origin:
            raise web.HTTPForbidden(text="This address is not gouache's own.")
        if _is_same(request.query.get("token"), token):
            response = web.HTTPSeeOther(request.path)
            response.set_cookie(cookie, ticket, httponly=True, samesite="Strict")
            raise response
        if not _is_same(request.cookies.get(cookie), ticket):
            raise web.HTTPForbidden(text="Open the address that `gouache serve` printed, with its token.")
        return await handler(request)

    return check_token


def _host_name(host: str) -> str:
    """Return the name in a Host header, without the port."""
    name, separator, port = host.rpartition(":")
    return name if separator and port.isdecimal() else host


def _is_same(value: str | None, secret: str) -> bool:
    return value is not None and hmac.compare_digest(value.encode(), secret.encode())


class AppProcess(AppService):
    """One app in a process group of its own, which ends with the app."""

    def __init__(self, command: list[str], files: str | None, websocket: web.WebSocketResponse, **options: Any) -> None:
        """Prepare an app that draws into a websocket; `files` is for `agent.commands.file_access.FILES`."""

        async def write_bytes(data: bytes) -> None:
            with contextlib.suppress(ConnectionError, RuntimeError):  # The tab was closed; the app still has to end.
                await websocket.send_bytes(data)

        async def write_str(data: str) -> None:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await websocket.send_str(data)

        async def close() -> None:
            await websocket.close()

        super().__init__(shlex.join(command), write_bytes=write_bytes, write_str=write_str, close=close, **options)
        self._words, self._files, self._websocket = command, files, websocket
        self._ending: asyncio.Task[None] | None = None

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        limits = {FILES: self._files} if self._files is not None else {}
        return {**super()._build_environment(width, height), **limits}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=self._build_environment(width, height),
            cwd=self._files or None,
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Draw what the app writes until it ends, and close the websocket then."""
        await super().run()
        await self._websocket.close()

    async def stop(self) -> None:
        """End the app and everything that it has started; may be called more than once."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end())
        await asyncio.shield(self._ending)

    async def _end(self) -> None:
        process = self._process
        if process is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_QUIT_SECONDS):
                await self.send_meta({"type": "quit"})
                await process.wait()
        with contextlib.suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        await process.wait()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])


class LocalServer(Server):
    """textual-serve behind a token, with a page that loads nothing from another host, and bounds on what is sent."""

    def __init__(self, command: list[str], port: int, token: str | None = None, files: str | None = None) -> None:
        """Prepare a server.

        Args:
            command: The app and its arguments.
            port: Port on localhost.
            token: What the address contains; by default a new one.
            files: Which files the app may read and write; see `agent.commands.file_access.FILES`.
        """
        super().__init__(shlex.join(command), "localhost", port, title="gouache", templates_path=str(_TEMPLATES))
        self.token = token or secrets.token_urlsafe(_TOKEN_BYTES)
        self._words, self._files = command, files
        self._apps: dict[web.WebSocketResponse, AppProcess] = {}

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(token_middleware(self.token, f"gouache-{self.port}"))
        app.on_response_prepare.append(_add_headers)
        return app

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - aiohttp's signature
        """Print the address."""
        stdout.print(f"gouache is at http://localhost:{self.port}/?token={self.token}", soft_wrap=True)
        stdout.print("[dim]Ctrl+C stops it; sessions are saved.[/]")

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - aiohttp's signature
        """End every app."""
        apps = dict(self._apps)
        await asyncio.gather(
            *(app.stop() for app in apps.values()),
            *(websocket.close(code=WSCloseCode.GOING_AWAY) for websocket in apps),
            return_exceptions=True,
        )

    def initialize_logging(self) -> None:
        """Log to gouache's file, and nothing to the screen."""
        for name in ("textual-serve", "aiohttp.server", "aiohttp.web", "aiohttp.websocket", "asyncio"):
            logger = logging.getLogger(name)
            logger.propagate = False
            logger.handlers = [logging.NullHandler(), *logging.getLogger("gouache").handlers]

    def serve(self, debug: bool = False) -> None:  # noqa: ARG002 - textual-serve's signature
        """Serve until Ctrl+C."""
        self.initialize_logging()
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            access_log=None,
            shutdown_timeout=1,
            print=lambda *_: None,
        )

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """Return what the page's template needs; its parts come from the name that the browser used."""
        if len(self._apps) >= MAX_APPS:
            raise web.HTTPServiceUnavailable(text=_FULL)
        return {
            "font_size": to_int(request.query.get("fontsize", "16"), 16),
            "app_websocket_url": f"ws://{request.host}/ws",
            "config": {"static": {"url": "/static/"}},
            "application": {"name": self.title},
        }

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an app until its tab is closed."""
        if len(self._apps) >= MAX_APPS:
            raise web.HTTPServiceUnavailable(text=_FULL)
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=FRAME_BYTES)
        app = AppProcess(self._words, self._files, websocket, download_manager=self.download_manager)
        self._apps[websocket] = app
        try:
            await websocket.prepare(request)
            width, height = (
                to_int(request.query.get(name, ""), size) for name, size in (("width", 80), ("height", 24))
            )
            await app.start(_within(width, COLUMNS), _within(height, ROWS))
            await self._process_messages(websocket, app)
        except (ConnectionError, TimeoutError):
            pass  # The tab was closed, or the app reads nothing any more.
        finally:
            # aiohttp cancels this when the connection is lost. The app has to end all the same, and holds its place.
            ending = asyncio.ensure_future(app.stop())
            ending.add_done_callback(lambda _: self._apps.pop(websocket, None))
            await asyncio.shield(ending)
        return websocket

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Pass on what the browser sends, as long as it makes sense; everything else is ignored."""
        async for message in websocket:
            if message.type != WSMsgType.TEXT:
                continue
            sending: Coroutine[Any, Any, object]
            match _parsed(message.data):
                case ["stdin", str(text)]:
                    sending = app_service.send_bytes(text.encode("utf-8", "replace"))
                case ["resize", {"width": int(width), "height": int(height)}]:
                    sending = app_service.set_terminal_size(_within(width, COLUMNS), _within(height, ROWS))
                case ["ping", str() | int() | float() as moment]:
                    sending = websocket.send_json(["pong", moment])
                case ["blur", *_]:
                    sending = app_service.blur()
                case ["focus", *_]:
                    sending = app_service.focus()
                case _:
                    continue
            async with asyncio.timeout(_SEND_SECONDS):
                await sending


def _parsed(text: str) -> Any:
    """Return what a message of the browser says; None where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _within(value: int, bounds: tuple[int, int]) -> int:
    return min(max(value, bounds[0]), bounds[1])


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:  # noqa: ARG001 - aiohttp's signature
    response.headers.update(_HEADERS)


def serve_app(port: int, profile: str | None, files: str | None) -> None:
    """Serve until Ctrl+C. Every browser tab is an app of its own on the same sessions.

    Args:
        port: Port on localhost.
        profile: Profile of new sessions.
        files: Which files the app may read and write; see `agent.commands.file_access.FILES`.

    Raises:
        GouacheError: The port is taken; checked before any address is printed.
    """
    with socket.socket() as probe:
        try:
            probe.bind(("localhost", port))
        except OSError as error:
            raise GouacheError(f"Port {port} is taken; choose another with --port.") from error
    # -P: no module of the folder that it works in is imported.
    command = [sys.executable, "-P", "-m", "tui.cli.main", "--graphics", "blocks"]
    if profile:
        command += ["--profile", str(Path(profile).resolve()) if profile.endswith(".toml") else profile]
    LocalServer(command, port, files=files).serve()
