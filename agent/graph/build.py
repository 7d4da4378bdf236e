"""The state machine: interpret, clarify, rewrite, act, look, reply."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import Any

# Checkpoints are read back as plain values only (CVE-2026-28277); must be set before the import.
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.graph import END, START, StateGraph

from agent.graph import routing
from agent.graph.nodes.act import act
from agent.graph.nodes.clarify import clarify
from agent.graph.nodes.interpret import interpret
from agent.graph.nodes.look import look
from agent.graph.nodes.reply import reply
from agent.graph.nodes.rewrite import rewrite
from agent.graph.state import NodeContext, State
from storage.database import NEEDS_DRIVER, apply_pragmas, is_server, server_lock, translate_io_errors
from storage.errors import BadSettings
from storage.store import Store

_CONNECTIONS = 2
"""Connections to a server that a studio's checkpoints use at most: LangGraph reads while it writes."""
_PATIENCE = 10.0
"""Seconds to wait for a connection, as long as for a locked SQLite file."""
_PAUSE = 0.05
"""Seconds between two tries to be the one that makes the checkpoints' tables."""


def open_checkpoints(store: Store) -> BaseCheckpointSaver[Any]:
    """Checkpoints in the session database, or for a SQLite database elsewhere in the home folder's; close its `conn`.

    Raises:
        BadSettings: The database is a server's, and the libraries for that are not installed.
        CannotWrite: They can't be written.
    """
    with translate_io_errors():
        if is_server(store.engine):
            return _open_on_server(store)
        connection = sqlite3.connect(store.checkpoint_path, check_same_thread=False)
        apply_pragmas(connection)
        checkpoints = SqliteSaver(connection)
        checkpoints.setup()
    return checkpoints


def _open_on_server(store: Store) -> BaseCheckpointSaver[Any]:
    try:
        from langgraph.checkpoint.postgres import PostgresSaver
        from psycopg.rows import dict_row
        from psycopg_pool import ConnectionPool
    except ImportError as error:
        raise BadSettings(NEEDS_DRIVER) from error
    # The same arguments as SQLAlchemy's, so that one URL opens both; its adapters are for its own types.
    _, arguments = store.engine.dialect.create_connect_args(store.engine.url)
    arguments.pop("context", None)
    pool: Any = ConnectionPool(
        min_size=1,
        max_size=_CONNECTIONS,
        timeout=_PATIENCE,
        open=True,
        kwargs={**arguments, "autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
        check=ConnectionPool.check_connection,
    )
    try:
        checkpoints = PostgresSaver(pool)
        _make_tables(store, checkpoints)
    except BaseException:
        pool.close()
        raise
    return checkpoints


def _make_tables(store: Store, checkpoints: Any) -> None:
    """Make the tables where they are not whole, one process at a time.

    Nobody waits for the lock inside the server: an index that is built concurrently waits for every open statement.
    """
    while not _has_tables(checkpoints):
        with server_lock(store.engine, "checkpoints") as held:
            if held:
                checkpoints.setup()
                return
        time.sleep(_PAUSE)


def _has_tables(checkpoints: Any) -> bool:
    with checkpoints.conn.connection() as connection:
        if connection.execute("SELECT to_regclass('checkpoint_migrations') AS name").fetchone()["name"] is None:
            return False
        newest = connection.execute("SELECT max(v) AS version FROM checkpoint_migrations").fetchone()["version"]
    return newest is not None and newest >= len(checkpoints.MIGRATIONS) - 1


def build_graph(checkpoints: BaseCheckpointSaver[Any]) -> Any:
    """The compiled graph."""
    graph = StateGraph(State, context_schema=NodeContext)
    for node in (interpret, clarify, rewrite, act, look, reply):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "interpret")
    graph.add_conditional_edges("interpret", routing.after_interpret)
    graph.add_edge("clarify", "interpret")
    graph.add_conditional_edges("rewrite", routing.after_rewrite)
    graph.add_conditional_edges("act", routing.after_act)
    graph.add_conditional_edges("look", routing.after_look)
    graph.add_edge("reply", END)
    return graph.compile(checkpointer=checkpoints)
