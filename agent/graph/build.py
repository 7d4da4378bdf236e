"""The state machine: interpret, clarify, rewrite, act, look, reply."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

# Checkpoints are read back as plain values only (CVE-2026-28277); must be set before the import.
os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")

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
from storage.database import apply_pragmas, translate_io_errors


def open_checkpoints(path: Path) -> SqliteSaver:
    """Checkpoints in the session database."""
    with translate_io_errors():
        connection = sqlite3.connect(path, check_same_thread=False)
        apply_pragmas(connection)
        checkpoints = SqliteSaver(connection)
        checkpoints.setup()
    return checkpoints


def build_graph(checkpoints: SqliteSaver) -> Any:
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
