"""What the makers of training messages return."""

from __future__ import annotations

from typing import NamedTuple

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.director.view import View

Example = tuple[View, Plan]
"""A view whose last exchange is the message, and the plan that the message asks for."""


class EditMessage(NamedTuple):
    """A message that edits the picture, and the edits that it asks for."""

    text: str
    edits: tuple[Edit, ...]


class Request(NamedTuple):
    """A message, and the plan that it asks for."""

    text: str
    plan: Plan


class SessionRequest(NamedTuple):
    """A message to a session, the session as the director sees it, and the plan that the message asks for."""

    view: View
    text: str
    plan: Plan
