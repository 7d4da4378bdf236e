"""What can go wrong with what lasts; each text says what to do."""

from __future__ import annotations

from tools.errors import GouacheError


class UnknownSession(GouacheError):
    """No session has that id."""


class UnknownPicture(GouacheError):
    """The session has no picture with that number."""


class NewerDatabase(GouacheError):
    """The database was written by a newer gouache."""


class CannotWrite(GouacheError):
    """The disk is full or read-only."""


class SessionBusy(GouacheError):
    """Another process works on the session."""


class BadSession(GouacheError):
    """A session that can't be read from what was exported."""


class BadTitle(GouacheError):
    """A session's name that is empty or too long."""


class BadDeletion(GouacheError):
    """Something that can't be deleted as things stand."""
