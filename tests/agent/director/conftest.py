"""A local server that speaks OpenAI's chat protocol, with the bad habits that such servers have."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

PLAN = '{"do": "goto", "n": 2}'


class ChatServer:
    """A server on the loopback interface: what it was asked, and how it answers."""

    def __init__(self, habit: str) -> None:
        self.habit = habit
        self.asked: list[dict[str, Any]] = []
        self.over = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                server.asked.append(json.loads(self.rfile.read(length)))
                try:
                    server.answer(self, server.asked[-1])
                except (BrokenPipeError, ConnectionResetError):
                    return

            def log_message(self, *values: object) -> None:
                return None

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}/v1"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    @property
    def plans_asked(self) -> list[dict[str, Any]]:
        """The requests for plans, without the probe's."""
        return [request for request in self.asked if len(request["messages"]) > 1]

    def close(self) -> None:
        self.over.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def answer(self, to: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        """Answer a request as the habit has it."""
        error = ERRORS.get(self.habit)
        if error is not None and error(request):
            status, text = error(request)
            _send(to, status, "application/json", json.dumps({"error": {"message": text}}).encode())
        elif self.habit == "html":
            _send(to, 200, "text/html", b"<html><body><h1>It works!</h1></body></html>")
        elif self.habit == "whole":
            send_whole(to, PLAN)
        elif self.habit == "honours" and len(request["messages"]) == 1:
            _stream(to, [{"content": '{"answer":"yes"}'}])
        else:
            _stream(to, STREAMS.get(self.habit, [{"content": PLAN[:9]}, {"content": PLAN[9:]}]), self._linger)

    def _linger(self, send: Callable[[dict[str, Any]], None]) -> None:
        """What comes after the parts: nothing at all, or line breaks without end."""
        if self.habit in ("hang", "slow"):
            self.over.wait(30)
        while self.habit in ("endless", "endless words") and not self.over.wait(0.001):
            send({"content": "\n" * 8 if self.habit == "endless" else "and so on "})


def _refuse(word: str, status: int = 400) -> Callable[[dict[str, Any]], tuple[int, str] | None]:
    def error(request: dict[str, Any]) -> tuple[int, str] | None:
        return (status, f"{word} is not supported") if word in json.dumps(request) else None

    return error


def _always(status: int, text: str) -> Callable[[dict[str, Any]], tuple[int, str] | None]:
    return lambda request: (status, text)


ERRORS: dict[str, Callable[[dict[str, Any]], tuple[int, str] | None]] = {
    "no format": _refuse("response_format"),
    "no schema": _refuse("json_schema", 422),
    "no template options": _refuse("chat_template_kwargs", 422),
    "no temperature": _refuse("temperature"),
    "401": _always(401, "bad key"),
    "404": _always(404, "no such model"),
    "429": _always(429, "slow down"),
    "500": _always(500, "CUDA error <b>boom</b>"),
    "context": _always(400, "the request exceeds the available context size"),
    "400": _always(400, "no"),
}
STREAMS: dict[str, list[dict[str, Any]]] = {
    "fenced": [{"content": f"Here it is:\n```json\n{PLAN}\n```\nAnything else?"}],
    "thinking": [{"content": '<think>Maybe {"do":"undo"}? No …'}, {"content": f"</think>{PLAN}"}],
    "template opened the thoughts": [{"content": 'Perhaps {"do": "undo"}.</think>'}, {"content": PLAN}],
    "reasoning field": [{"content": None, "reasoning_content": PLAN[:9]}, {"reasoning_content": PLAN[9:]}],
    "other reasoning field": [{"reasoning": f"I say {PLAN}"}, {"content": ""}],
    "thoughts beside": [{"reasoning_content": 'or {"do": "undo"}?'}, {"content": PLAN}],
    "null": [{"content": None}, {"content": PLAN}, {"content": None}],
    "words around": [{"content": f'Form: {{"do": "create"}} A plan for {{one dog}}. Answer: {PLAN}'}],
    "wrapper": [{"content": f'{{"plan": {PLAN}}}'}],
    "arguments": [{"content": json.dumps({"name": "plan", "arguments": PLAN})}],
    "surplus": [{"content": '{"do": "goto", "n": 2, "why": "x", "edits": [], "say": "' + "long " * 99 + '"}'}],
    "empty": [{"content": ""}],
    "cut": [{"content": '{"do": "goto", "n'}],
    "hang": [],
    "slow": [{"content": '{"do": "go'}],
    "endless": [{"content": PLAN}],
    "endless words": [{"content": "Well, "}],
}


def _send(to: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
    to.send_response(status)
    to.send_header("Content-Type", kind)
    to.send_header("Content-Length", str(len(body)))
    to.end_headers()
    to.wfile.write(body)


def send_whole(to: BaseHTTPRequestHandler, text: str) -> None:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    body = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    _send(to, 200, "application/json", json.dumps(body).encode())


def _stream(
    to: BaseHTTPRequestHandler,
    parts: list[dict[str, Any]],
    then: Callable[[Callable[[dict[str, Any]], None]], None] = lambda send: None,
) -> None:
    to.send_response(200)
    to.send_header("Content-Type", "text/event-stream")
    to.end_headers()

    def send(part: dict[str, Any]) -> None:
        delta = {"index": 0, "delta": {"role": "assistant", **part}, "finish_reason": None}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [delta]}
        to.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())

    for part in parts:
        send(part)
    then(send)
    to.wfile.write(b"data: [DONE]\n\n")


@pytest.fixture
def chat_server() -> Iterator[Callable[[str], ChatServer]]:
    """Start a server with a habit."""
    servers: list[ChatServer] = []

    def start(habit: str) -> ChatServer:
        servers.append(ChatServer(habit))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
