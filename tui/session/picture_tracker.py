"""Decides which picture a turn's card shows."""

from __future__ import annotations

from tui.session.records import ShownPicture, StoredTurn


class PictureTracker:
    """Knows the pictures of a session and the one shown last, so that no picture is shown twice in a row."""

    def __init__(self) -> None:
        self._paths: dict[int, str] = {}
        self._last_path: str | None = None

    def reset(self, turns: list[StoredTurn], paths: dict[int, str]) -> None:
        """Start with the stored turns on the screen, and the files of the session's pictures by number."""
        self._paths = dict(paths)
        shown = [turn.picture.path for turn in turns if turn.picture and turn.picture.number]
        self._last_path = shown[-1] if shown else None

    def picture_of_turn(self, path: str, number: int | None, moved: bool) -> ShownPicture | None:
        """Return the picture that the card of a finished turn shows; None where it shows none.

        Args:
            path: The file that the turn ended with.
            number: The number of the current picture. The file is this picture's, unless the turn made a sheet.
            moved: Whether the turn may have moved to another picture.
        """
        known_path = self._paths.get(number) if number is not None else None
        if known_path is not None and known_path == path and (not moved or path == self._last_path):
            return None
        if number is None or known_path not in (None, path):
            return ShownPicture(path, None)  # A sheet, such as a comparison; the current picture stays the same.
        self._paths[number] = path
        self._last_path = path
        return ShownPicture(path, number)
