"""The transcript: a session's turns as cards in order, those that wait for the studio last."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from agent.events import Asked, Event, Replied
from tui.graphics import Mode
from tui.widgets.card import TurnCard, said
from tui.worker import Where

WELCOME = """gouache paints what you say, looks at it, and tells you what matches.

Try:  two red balloons above a castle at night, watercolor
      make the balloons yellow
      add a moon on the left
      把城堡换成房子

/help lists the commands; the right arrow completes a word."""


class Transcript(VerticalScroll):
    """Follows what is new for as long as it stands at its end."""

    DEFAULT_CSS = """
    Transcript { width: 1fr; height: 1fr; padding: 0 1; }
    Transcript #welcome { color: $text-muted; padding: 1 2; }
    """

    def __init__(self, mode: Mode) -> None:
        super().__init__(id="transcript")
        self.mode = mode
        self.card: TurnCard | None = None
        self.cards: dict[str, TurnCard] = {}
        self.waiting: list[TurnCard] = []
        self.paths: dict[int, str] = {}
        self._last: str | None = None
        self._at_end = True

    def compose(self) -> ComposeResult:
        """What to try, until there is a card."""
        yield Static(WELCOME, id="welcome", markup=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Only scrolling leaves the end or comes back to it; what grows does not."""
        super().watch_scroll_y(old_value, new_value)
        self._at_end = new_value >= self.max_scroll_y

    def watch_virtual_size(self) -> None:
        """Something grew."""
        self._follow()

    def on_resize(self) -> None:
        """The window, or the progress bar below, took or gave a line."""
        self._follow()

    def _follow(self, whatever: bool = False) -> None:
        # Textual's own anchor would push a short transcript down to the prompt.
        self._at_end = self._at_end or whatever
        if self._at_end:
            self.scroll_end(animate=False)

    async def clear(self) -> None:
        """As in a new session."""
        self.card, self.cards, self.waiting, self.paths, self._last = None, {}, [], {}, None
        self._at_end = True
        await self.query("TurnCard").remove()

    async def queue(self, text: str) -> None:
        """A card for a message that waits."""
        card = TurnCard(text, self.mode)
        self.waiting.append(card)
        await self.query("#welcome").remove()
        await self.mount(card)
        self._follow(whatever=True)

    def answer(self, text: str) -> bool:
        """Put an answer on the card that asks; False where none does."""
        if self.card is None or not self.card.has_class("asking"):
            return False
        self.card.answer(text)
        self._follow(whatever=True)
        return True

    async def open(self, history: list[tuple[str, str, list[Any]]]) -> None:
        """The stored turns, before what waits."""
        await self.query("#welcome").remove()
        self.cards |= {turn: TurnCard(text, self.mode) for turn, text, _ in history}
        # All at once: a layout a card would take seconds for a long session.
        cards = [self.cards[turn] for turn, _, _ in history]
        await self.mount_all(cards, before=self.waiting[0] if self.waiting else None)
        for card, (_, _, events) in zip(cards, history, strict=True):
            self.card = card
            for event in events:
                self.take(event)

    async def begin(self, turn: str, text: str) -> None:
        """A turn began: its own card, the first that waits, or a new one."""
        if turn not in self.cards:
            first = self.waiting and self.waiting[0].message == said(text)
            self.cards[turn] = self.waiting.pop(0) if first else await self._card(text)
        self.card = self.cards[turn]

    async def _card(self, text: str) -> TurnCard:
        card = TurnCard(text, self.mode)
        await self.mount(card, before=self.waiting[0] if self.waiting else None)
        return card

    def take(self, event: Event) -> None:
        """Show an event on the card of its turn."""
        if self.card is None or not self.card.is_attached:
            return  # Nothing has begun, or the app is closing.
        self.card.take(event)
        if isinstance(event, Replied) and event.path and event.status in ("done", "cancelled"):
            self._picture(self.card, event.path, event.number, moved=event.status == "done")

    def _picture(self, card: TurnCard, path: str, number: int | None, moved: bool) -> None:
        """Show what the turn made, or a picture other than the last one where the person `moved` to it."""
        known = self.paths.get(number) if number is not None else None
        if known is None and number is not None:
            self.paths[number] = path
        elif known != path:
            number = None  # A sheet for this turn only, such as a comparison; the person stands where they stood.
        elif not moved or path == self._last:
            return
        card.show_picture(path, number)
        self._last = path if number is not None else self._last

    def drop(self, sentence: str) -> None:
        """The first message that waits is not sent."""
        if self.waiting:
            self.waiting.pop(0).take(Replied(sentence, "cancelled"))

    def trouble(self, sentence: str, where: Where) -> None:
        """Say what went wrong on the card that it belongs to; a question stays open."""
        if where == "message" and self.waiting:
            self.waiting.pop(0).take(Replied(sentence, "failed"))
        elif self.card is not None and where in ("turn", "answer"):
            self.card.take(Asked(sentence) if where == "answer" else Replied(sentence, "failed"))
