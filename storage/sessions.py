"""Renaming, starring, deleting and searching sessions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal
from sqlmodel import col, select

from storage.errors import BadTitle
from storage.store import Store
from storage.tables import Picture, Session, Turn, utc_now
from tools.text import clean
from tools.vocabulary import vocabulary_of

MAX_TITLE = 120
"""Characters of a session title."""
_MAX_WORDS = 8
"""Words of a search that count; each costs two subqueries."""


def rename(store: Store, session: str, title: str) -> Session:
    """Give a session another title.

    Raises:
        BadTitle: The title is empty or has more than MAX_TITLE characters.
        UnknownSession: There is no such session.
    """
    name = " ".join(clean(title).split())
    if not name or len(name) > MAX_TITLE:
        raise BadTitle(f"A session title has 1 to {MAX_TITLE} characters, not {len(name)}; choose another.")
    return _update(store, session, title=name)


def star(store: Store, session: str) -> Session:
    """Star a session, or remove its star.

    Raises:
        UnknownSession: There is no such session.
    """
    return _update(store, session, starred=not store.session(session).starred)


def delete(store: Store, session: str) -> Session:
    """Hide a session everywhere. Its rows and files stay, and `undelete` brings it back.

    Raises:
        SessionBusy: A process is working on it.
        UnknownSession: There is no such session.
    """
    with store.lock_session(store.session(session).id):
        return _update(store, session, deleted=utc_now())


def undelete(store: Store) -> Session | None:
    """Bring back the session that was deleted last; None where no session is deleted."""
    with store.transaction() as t:
        deleted = select(Session).where(col(Session.deleted).is_not(None))
        row = t.exec(deleted.order_by(col(Session.deleted).desc())).first()
        if row is not None:
            row.deleted = None
    return row


def search(store: Store, words: str, limit: int = 100) -> list[Session]:
    """Return the sessions where every word is in the title, a message, a prompt or a picture's caption.

    Prompts and captions are English, so things, colours, scenes and styles of the storybook world are also found
    there by their Chinese names and their synonyms. Starred sessions come first, then the newest; those that runs
    played are passed over.
    """
    vocabulary = vocabulary_of("storybook")
    query = select(Session).where(col(Session.deleted).is_(None), col(Session.scripted).is_(False))
    for word in words.split()[:_MAX_WORDS]:
        english = vocabulary.search_terms(word)
        turns = select(Turn.session_id).where(
            col(Turn.message).icontains(word, autoescape=True) | _mentions(col(Turn.prompt), word, english)
        )
        pictures = select(Picture.session_id).where(
            col(Picture.number).is_not(None), _mentions(col(Picture.caption), word, english)
        )
        in_title = col(Session.title).icontains(word, autoescape=True)
        query = query.where(in_title | col(Session.id).in_(turns) | col(Session.id).in_(pictures))
    with store.transaction() as t:
        order = (col(Session.starred).desc(), col(Session.updated).desc())
        return list(t.exec(query.order_by(*order).limit(limit)).all())


def _update(store: Store, session: str, **values: object) -> Session:
    id_ = store.session(session).id
    with store.transaction() as t:
        row = t.get_one(Session, id_)
        for name, value in values.items():
            setattr(row, name, value)
    return row


def _mentions(column: Any, word: str, english: list[str]) -> ColumnElement[bool]:
    """Return the condition that a text column has the word, or all its English names at the beginnings of words."""
    spaced = literal(" ") + column
    translated = and_(*(spaced.icontains(f" {name}", autoescape=True) for name in english)) if english else false()
    as_written: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return as_written | translated
