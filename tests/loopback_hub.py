"""A hub on this machine that serves tiny checkpoints, and can cut lines, lie, and close gates."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

COMMIT = "c" * 40


@dataclass
class LoopbackHub:
    """Repositories by name, their files by name, and what goes wrong.

    Attributes:
        repositories: Files by repository.
        cards: Licence and gate by repository.
        cut: Bytes of a file after which the line is cut, by file name; each once.
        wrong: Files whose bytes are not those that the hub's hashes are of.
        revoked: Tokens that are not accepted any more, whatever is asked for.
        asked: Every request: method, path and range.
    """

    repositories: dict[str, dict[str, bytes]] = field(default_factory=dict)
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    cut: dict[str, list[int]] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    ranges: bool = True
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    address: str = ""

    def add(self, name: str, folder: Path, **card: Any) -> None:
        files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        self.repositories[name] = files
        self.cards[name] = {"license": "apache-2.0", "gated": False, **card}

    def info(self, name: str) -> dict[str, Any]:
        card = self.cards[name]
        siblings = []
        for file, data in self.repositories[name].items():
            row: dict[str, Any] = {
                "rfilename": file, "size": len(data),
                "blobId": hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest(),
            }  # fmt: skip
            if file.endswith((".safetensors", ".bin")):
                row["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
            siblings.append(row)
        data = {key: value for key, value in card.items() if key.startswith(("license", "base_model"))}
        return {
            "id": name, "modelId": name, "sha": COMMIT, "gated": card["gated"], "siblings": siblings,
            "tags": card.get("tags", []),
            "cardData": data, "private": False,
        }  # fmt: skip

    def fetched_bytes(self) -> list[str]:
        return [path for _, path, _ in self.asked if path.endswith(".safetensors")]


def handler(hub: LoopbackHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *values: Any) -> None:
            pass

        def _answer(self, status: int, data: bytes = b"", **headers: str) -> None:
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            hub.asked.append(("GET", path, self.headers.get("Range", "")))
            if self.headers.get("Authorization", "").removeprefix("Bearer ") in hub.revoked:
                self._answer(401, X_Error_Message="Invalid credentials in Authorization header")
                return
            if path.startswith("/api/models/"):
                self._api(path.removeprefix("/api/models/"))
            else:
                self._file(path)

        def _api(self, rest: str) -> None:
            name = "/".join(rest.split("/")[:2])
            if name not in hub.repositories:
                self._answer(404, X_Error_Code="RepoNotFound")
            elif rest.endswith("/auth-check"):
                closed = hub.cards[name]["gated"] and "Bearer hf_good" not in self.headers.get("Authorization", "")
                self._answer(403 if closed else 200, **({"X_Error_Code": "GatedRepo"} if closed else {}))
            else:
                self._answer(200, json.dumps(hub.info(name)).encode(), Content_Type="application/json")

        def _file(self, path: str) -> None:
            owner, model, _, _, file = path.removeprefix("/").split("/", 4)
            data = hub.repositories[f"{owner}/{model}"].get(file)
            if data is None:
                self._answer(404, X_Error_Code="EntryNotFound")
                return
            if file in hub.wrong:
                data = bytes(len(data))
            asked = self.headers.get("Range", "") if hub.ranges else ""
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            self.send_response(206 if asked else 200)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            end = hub.cut[file].pop(0) if hub.cut.get(file) else len(data)
            self.wfile.write(data[start:end])
            if end < len(data):
                self.close_connection = True

    return Handler
