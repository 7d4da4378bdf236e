"""`gouache serve`: the app in a browser on this machine, for whoever has the address with its token."""

from __future__ import annotations

import hmac
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Middleware
from textual_serve.server import Server

from tools.errors import GouacheError
from tui.rendering.console import out

TEMPLATES = Path(__file__).parent / "templates"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guard(token: str, cookie: str) -> Middleware:
    """Middleware: the token in the address, once, then a cookie; a page of another origin gets no socket."""

    def right(given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), token.encode())

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        own = f"{request.scheme}://{request.host}"
        if request.headers.get("Origin", own) != own:
            raise web.HTTPForbidden(text="This address is not gouache's own.")
        if right(request.query.get("token")):
            response = await handler(request)
            if not response.prepared:
                response.set_cookie(cookie, token, httponly=True, samesite="Strict")
            return response
        if not right(request.cookies.get(cookie)):
            raise web.HTTPForbidden(text="Open the address that `gouache serve` printed, with its token.")
        return await handler(request)

    return check


class LocalServer(Server):
    """textual-serve behind a token, with a page that asks no other host for anything."""

    def __init__(self, command: str, port: int, token: str | None = None) -> None:
        super().__init__(command, "localhost", port, title="gouache", templates_path=str(TEMPLATES))
        self.token = token or secrets.token_urlsafe(18)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(guard(self.token, f"gouache-{self.port}"))
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is."""
        out.print(f"gouache is at http://localhost:{self.port}/?token={self.token}", soft_wrap=True)
        out.print("[dim]Ctrl+C stops it; sessions are saved.[/]")

    def initialize_logging(self) -> None:
        """Nothing is logged to the screen."""


def serve(port: int, profile: str | None) -> None:
    """Serve until Ctrl+C. Every browser tab is an app of its own on the same sessions.

    Raises:
        GouacheError: the port is taken; said before any address is printed.
    """
    with socket.socket() as probe:
        try:
            probe.bind(("localhost", port))
        except OSError as error:
            raise GouacheError(f"Port {port} is taken; choose another with --port.") from error
    words = [sys.executable, "-m", "tui.cli.main", "--graphics", "blocks", *(["--profile", profile] if profile else [])]
    LocalServer(shlex.join(words), port).serve()
