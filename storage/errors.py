"""Errors of stored sessions, pictures and files. Each message says what to do about it."""

from __future__ import annotations

from tools.errors import GouacheError


class UnknownSession(GouacheError):
    """No session has the given id."""


class UnknownPicture(GouacheError):
    """The session has no picture with the given number."""


class NewerDatabase(GouacheError):
    """The database was written by a newer version of gouache."""


class CannotWrite(GouacheError):
    """The disk is full or read-only, or the database is locked or damaged."""


class SessionBusy(GouacheError):
    """Another process is working on the session."""


class BadSession(GouacheError):
    """An exported session cannot be read."""


class BadTitle(GouacheError):
    """A session title is empty or too long."""


class BadDeletion(GouacheError):
    """The picture cannot be deleted in its present state."""


class BadSettings(GouacheError):
    """A setting has an invalid value, or the settings file cannot be read."""
