"""Single pictures of a session, starred and put away. Rows, files and numbers stay, so that nothing is lost."""

from __future__ import annotations

from sqlmodel import col, select

from storage.errors import BadDeletion
from storage.store import Store
from storage.tables import Picture, Session, now


def star(store: Store, session: str, number: int) -> bool:
    """Star a picture, or take its star away; gives whether it has one now.

    Raises:
        UnknownPicture: there is none of that number.
    """
    id_ = store.numbered(session, number).id
    with store.transaction() as t:
        row = t.get_one(Picture, id_)
        row.starred = not row.starred
    return row.starred


def delete(store: Store, session: str, number: int) -> None:
    """Hide a picture: nothing lists it, and no number leads to it, until `undelete`.

    Raises:
        BadDeletion: the person stands at it.
        UnknownPicture: there is none of that number.
    """
    id_ = store.numbered(session, number).id
    with store.transaction() as t:
        owner = t.get_one(Session, session)
        if owner.cursor == id_:
            raise BadDeletion(f"#{number} is the current picture; go to another first, then delete it.")
        t.get_one(Picture, id_).deleted = now()
        # Redo must not lead back to it.
        owner.redo = [kept for kept in owner.redo or [] if kept != id_]


def undelete(store: Store, session: str) -> int | None:
    """Bring back the picture that was deleted last; its number, or None where none is deleted."""
    with store.transaction() as t:
        gone = select(Picture).where(Picture.session_id == session, col(Picture.deleted).is_not(None))
        row = t.exec(gone.order_by(col(Picture.deleted).desc(), col(Picture.id).desc())).first()
        if row is None:
            return None
        row.deleted = None
    return row.number
