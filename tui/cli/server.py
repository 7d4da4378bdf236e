"""The server of `gouache serve`: the app in a browser on this machine, for whoever has the address with its token."""

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
from tui.rendering.console import stdout

_TEMPLATES = Path(__file__).parent / "templates"
_TOKEN_BYTES = 18
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def token_middleware(token: str, cookie: str) -> Middleware:
    """Return middleware that asks for the token in the address once, and for a cookie from then on.

    Requests from a page of another origin are refused, so that no other page can open a socket to the app.
    """

    def is_token(value: str | None) -> bool:
        return value is not None and hmac.compare_digest(value.encode(), token.encode())

    @web.middleware
    async def check_token(request: web.Request, handler: Handler) -> web.StreamResponse:
        own_origin = f"{request.scheme}://{request.host}"
        if request.headers.get("Origin", own_origin) != own_origin:
            raise web.HTTPForbidden(text="This address is not gouache's own.")
        if is_token(request.query.get("token")):
            response = await handler(request)
            if not response.prepared:
                response.set_cookie(cookie, token, httponly=True, samesite="Strict")
            return response
        if not is_token(request.cookies.get(cookie)):
            raise web.HTTPForbidden(text="Open the address that `gouache serve` printed, with its token.")
        return await handler(request)

    return check_token


class LocalServer(Server):
    """textual-serve behind a token, with a page that loads nothing from another host."""

    def __init__(self, command: str, port: int, token: str | None = None) -> None:
        super().__init__(command, "localhost", port, title="gouache", templates_path=str(_TEMPLATES))
        self.token = token or secrets.token_urlsafe(_TOKEN_BYTES)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(token_middleware(self.token, f"gouache-{self.port}"))
        return app

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - aiohttp's signature
        """Print the address."""
        stdout.print(f"gouache is at http://localhost:{self.port}/?token={self.token}", soft_wrap=True)
        stdout.print("[dim]Ctrl+C stops it; sessions are saved.[/]")

    def initialize_logging(self) -> None:
        """Log nothing to the screen."""


def serve_app(port: int, profile: str | None) -> None:
    """Serve until Ctrl+C. Every browser tab is an app of its own on the same sessions.

    Raises:
        GouacheError: The port is taken; checked before any address is printed.
    """
    with socket.socket() as probe:
        try:
            probe.bind(("localhost", port))
        except OSError as error:
            raise GouacheError(f"Port {port} is taken; choose another with --port.") from error
    command = [sys.executable, "-m", "tui.cli.main", "--graphics", "blocks"]
    if profile:
        command += ["--profile", profile]
    LocalServer(shlex.join(command), port).serve()
