"""Starring and deleting single pictures. Rows, files and numbers stay, so that nothing is lost."""

from __future__ import annotations

from sqlmodel import col, select

from storage.errors import BadDeletion
from storage.store import Store
from storage.tables import Picture, Session, utc_now


def star(store: Store, session: str, number: int) -> bool:
    """Star a picture, or remove its star, and return whether it has one now.

    Raises:
        UnknownPicture: The session has no picture with this number.
    """
    id_ = store.numbered_picture(session, number).id
    with store.transaction() as t:
        row = t.get_one(Picture, id_)
        row.starred = not row.starred
    return row.starred


def delete(store: Store, session: str, number: int) -> None:
    """Hide a picture: nothing lists it and its number leads nowhere until `undelete`.

    Raises:
        BadDeletion: It is the current picture.
        UnknownPicture: The session has no picture with this number.
    """
    id_ = store.numbered_picture(session, number).id
    with store.transaction() as t:
        owner = t.get_one(Session, session)
        if owner.cursor == id_:
            raise BadDeletion(f"#{number} is the current picture; go to another first, then delete it.")
        t.get_one(Picture, id_).deleted = utc_now()
        # Redo must not lead back to the deleted picture.
        owner.redo = [picture for picture in owner.redo or [] if picture != id_]


def undelete(store: Store, session: str) -> int | None:
    """Bring back the picture that was deleted last, and return its number; None where no picture is deleted."""
    with store.transaction() as t:
        deleted = select(Picture).where(Picture.session_id == session, col(Picture.deleted).is_not(None))
        row = t.exec(deleted.order_by(col(Picture.deleted).desc(), col(Picture.id).desc())).first()
        if row is None:
            return None
        row.deleted = None
    return row.number
