"""A scrolling container that follows new content while it is at its end, and otherwise keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.widget import Widget

_FLICKER = 0.02
"""Seconds without drawing, so that no frame shows the content shifted."""


@dataclass(frozen=True)
class _Anchor:
    """The first visible widget, and how many rows of it are scrolled out of view."""

    widget: Widget
    hidden_rows: float


class FollowScroll(VerticalScroll):
    """Scrolls along with what is added at its end. Elsewhere, what the person reads does not move."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.at_end = True
        """Whether new content is followed."""
        self._reading_anchor: _Anchor | None = None

    def anchor_candidates(self) -> Sequence[Widget]:
        """Return the widgets, from top to bottom, whose place can be kept."""
        return self.children

    def reset_scroll(self) -> None:
        """Follow new content from the beginning, as in an empty container."""
        self.at_end = True
        self._reading_anchor = None

    def follow(self) -> None:
        """Scroll to the end, and follow new content from now on."""
        # Textual's own anchor would push content that is shorter than the screen down to its bottom.
        self.at_end = True
        self.scroll_end(animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notice that the person leaves the end or comes back to it. Content that grows does neither."""
        super().watch_scroll_y(old_value, new_value)
        reached_end = new_value >= self.max_scroll_y
        # Scrolling down short of the end does not leave it: content was added on the way.
        if reached_end or new_value < old_value:
            self.at_end = reached_end
        self._remember_place()

    def watch_virtual_size(self) -> None:
        """Restore the place after content was added or removed."""
        if self.at_end:
            self.follow()
        elif self._reading_anchor is not None:
            self._restore_place(self._reading_anchor)

    def on_resize(self) -> None:
        """Stay at the end when the container itself grows or shrinks."""
        if self.at_end:
            self.follow()

    def _remember_place(self) -> None:
        self._reading_anchor = None
        for widget in self.anchor_candidates():
            region = widget.virtual_region
            if region.bottom > self.scroll_y:
                self._reading_anchor = _Anchor(widget, self.scroll_y - region.y)
                return

    def _restore_place(self, anchor: _Anchor) -> None:
        region = anchor.widget.virtual_region
        y = region.y + anchor.hidden_rows
        if anchor.widget.is_attached and region.height and round(y) != round(self.scroll_y):
            self.app.delay_update(_FLICKER)
            self.scroll_target_y = self.scroll_y = y
