"""The transcript: a session's turns as cards in order, those that wait for the studio last.

Of a long session only some cards are mounted: the newest (the tail), and above them, while a person reads there, a
window of older ones. Rows stand for the turns between, and scrolling near one asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from agent.events import Event, QuestionAsked, TurnFinished
from tui.app.worker import Where
from tui.rendering.graphics import Mode
from tui.widgets.card import TurnCard, said
from tui.widgets.load_more import LoadMore

PAGE = 20
"""Turns that a session opens with, and that a long conversation keeps: enough to fill any screen."""
MORE = 10
"""Turns that scrolling reads and mounts at a time: fewer, because the screen stands still meanwhile."""
MOST = 60
"""Cards of the window, and of the tail; each costs a little at every layout."""


@dataclass(frozen=True)
class StoredTurn:
    """A stored turn: its id, number and message, the events that made its card, and the picture that it showed."""

    turn: str
    number: int
    message: str
    events: tuple[Event, ...]
    picture: tuple[str, int | None] | None = None


class Transcript(VerticalScroll):
    """Follows what is new for as long as it stands at its end; elsewhere what a person reads stays where it is."""

    DEFAULT_CSS = """
    Transcript { width: 1fr; height: 1fr; padding: 0 1; }
    """

    class Wanted(Message):
        """Turns just below the number `before`, or above `after`, should be read and given to `more`."""

        def __init__(self, before: int | None, after: int | None) -> None:
            super().__init__()
            self.before, self.after = before, after

    def __init__(self, mode: Mode, welcome: Widget) -> None:
        """`welcome` stands there until there is a card."""
        super().__init__(id="transcript")
        self.mode, self.welcome = mode, welcome
        self.earlier, self.later = LoadMore(id="earlier"), LoadMore(id="later")
        self._fresh()

    def _fresh(self) -> None:
        self.card: TurnCard | None = None
        self.cards: dict[str, TurnCard] = {}
        self.window: list[TurnCard] = []
        self.tail: list[TurnCard] = []
        self.waiting: list[TurnCard] = []
        self.paths: dict[int, str] = {}
        self._last: str | None = None
        self._at_end, self._wanting = True, False
        self._anchor: tuple[TurnCard, float] | None = None

    def compose(self) -> ComposeResult:
        """What to try, until there is a card; the rows for what is not mounted."""
        yield self.welcome
        yield self.earlier
        yield self.later

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Only scrolling leaves the end or comes back to it; what grows does not."""
        super().watch_scroll_y(old_value, new_value)
        # Going down short of the end is following late, not leaving: more has come meanwhile.
        if new_value >= self.max_scroll_y or new_value < old_value:
            self._at_end = new_value >= self.max_scroll_y
        self._hold()
        if self.earlier.display and new_value < old_value and new_value <= self.size.height:
            self.want(up=True)
        elif self.later.virtual_region.y < new_value + 2 * self.size.height and new_value > old_value:
            self.want(up=False)

    def _hold(self) -> None:
        """Remember which card a person looks at, and where on the screen it is."""
        self._anchor = None
        for card in (*self.window, *self.tail):
            region = card.virtual_region
            if region.bottom > self.scroll_y:
                self._anchor = (card, self.scroll_y - region.y)
                return

    def watch_virtual_size(self) -> None:
        """Something grew or went."""
        self._follow()
        if self._at_end or self._anchor is None:
            return
        card, beyond = self._anchor
        y = card.virtual_region.y + beyond
        if card.is_attached and card.virtual_region.height and round(y) != round(self.scroll_y):
            self.app.delay_update(0.02)  # No frame shows the cards shifted.
            self.scroll_target_y = self.scroll_y = y

    def on_resize(self) -> None:
        """The window, or the progress bar below, took or gave a line."""
        self._follow()

    def _follow(self, whatever: bool = False) -> None:
        # Textual's own anchor would push a short transcript down to the prompt.
        self._at_end = self._at_end or whatever
        if self._at_end:
            self.scroll_end(animate=False)

    async def clear(self, welcome: bool = True) -> None:
        """As in a new session, with the `welcome` where one begins."""
        self._fresh()
        self.welcome.display = welcome
        await self.query(TurnCard).remove()
        self._gaps()

    async def queue(self, text: str) -> TurnCard:
        """A card for a message that waits."""
        card = TurnCard(text, self.mode)
        self.waiting.append(card)
        self.welcome.display = False
        await self.mount(card)
        self.line_up()
        self._follow(whatever=True)
        return card

    def line_up(self) -> None:
        """Write the places of the waiting messages on their cards."""
        for place, card in enumerate(self.waiting, 1):
            card.wait(place, len(self.waiting))

    def shift(self, card: TurnCard, by: int) -> None:
        """Let a waiting card change places with its neighbour."""
        at = self.waiting.index(card)
        other = self.waiting[at + by]
        self.waiting[at], self.waiting[at + by] = other, card
        self.move_child(card, before=other) if by < 0 else self.move_child(card, after=other)
        self.line_up()

    async def withdraw(self, card: TurnCard) -> None:
        """Take a waiting card away."""
        self.waiting.remove(card)
        await card.remove()
        self.line_up()

    def answer(self, text: str) -> bool:
        """Put an answer on the card that asks; False where none does."""
        if self.card is None or not self.card.has_class("asking"):
            return False
        self.card.answer(text)
        self._follow(whatever=True)
        return True

    async def open(self, history: list[StoredTurn], paths: dict[int, str]) -> None:
        """The last turns of a session whose pictures have these files, before what waits."""
        self.paths = dict(paths)
        self.welcome.display = not history and not self.waiting
        self.tail = await self._mounted(history, self.waiting[0] if self.waiting else None)
        self.card = self.tail[-1] if self.tail else None
        self._last = next((past.picture[0] for past in reversed(history) if past.picture and past.picture[1]), None)
        self._gaps()

    async def more(self, history: list[StoredTurn], up: bool) -> None:
        """Older turns above the window, or later ones below it."""
        if not up and self.tail:
            history = [past for past in history if past.number < self.tail[0].number]
        if history and self.is_attached:
            below = (self.window or self.tail)[0] if up else self.later
            cards = await self._mounted(history, below)
            self.window = cards + self.window if up else self.window + cards
            spare = self.window[MOST:] if up else self.window[: max(0, len(self.window) - MOST)]
            self.window = self.window[:MOST] if up else self.window[-MOST:]
            await self._remove(spare)
        self._gaps()
        self._wanting = False

    def want(self, up: bool) -> None:
        """Ask for turns that are not mounted, unless some are on their way."""
        there = self.window or self.tail
        if self._wanting or not there or not (self.earlier if up else self.later).display:
            return
        self._wanting = True
        self.post_message(self.Wanted(there[0].number, None) if up else self.Wanted(None, self.window[-1].number))

    def on_load_more_clicked(self, clicked: LoadMore.Clicked) -> None:
        """A click on a row for missing turns."""
        self.want(up=clicked.gap is self.earlier)

    async def _mounted(self, history: list[StoredTurn], before: Widget | None) -> list[TurnCard]:
        cards = [TurnCard(past.message, self.mode, past.number) for past in history]
        for card, past in zip(cards, history, strict=True):
            self.cards[past.turn] = card
            for event in past.events:
                card.take(event)
            if past.picture is not None:
                card.show_picture(*past.picture)
        # All at once: a layout a card would take long.
        await self.mount_all(cards, before=before)
        return cards

    async def _remove(self, cards: list[TurnCard]) -> None:
        gone = set(cards)
        self.cards = {turn: card for turn, card in self.cards.items() if card not in gone}
        await self.remove_children(cards)

    def _gaps(self) -> None:
        """The rows for what is missing above the first card, and between the window and the tail."""
        there = self.window or self.tail
        self.earlier.stand(there[0].number - 1 if there else 0)
        gap = self.tail[0].number - self.window[-1].number - 1 if self.window and self.tail else 0
        if gap:
            self.move_child(self.later, before=self.tail[0])
        self.later.stand(gap)

    async def begin(self, turn: str, number: int, text: str) -> None:
        """A turn began: its own card, the first that waits, or a new one."""
        if not self.is_attached:
            return  # The app is closing.
        if turn not in self.cards:
            first = self.waiting and self.waiting[0].message == said(text)
            self.cards[turn] = card = self.waiting.pop(0) if first else await self._card(text)
            card.started(number)
            self.line_up()
            self.tail.append(card)
            await self._shorten()
        self.card = self.cards[turn]

    async def _shorten(self) -> None:
        """A long conversation keeps its newest cards; nobody who reads above is disturbed."""
        if self._at_end and len(self.window) + len(self.tail) > MOST:
            spare = [*self.window, *self.tail[:-PAGE]]
            self.window, self.tail = [], self.tail[-PAGE:]
            await self._remove(spare)
            self._gaps()

    async def _card(self, text: str) -> TurnCard:
        card = TurnCard(text, self.mode)
        self.welcome.display = False
        await self.mount(card, before=self.waiting[0] if self.waiting else None)
        return card

    def take(self, event: Event) -> None:
        """Show an event on the card of its turn."""
        if self.card is None:
            return  # Nothing has begun.
        self.card.take(event)
        if isinstance(event, TurnFinished) and event.path and event.status in ("done", "cancelled"):
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

    def drop(self, sentence: str, status: str = "cancelled") -> None:
        """The first message that waits is not sent."""
        if self.waiting:
            card = self.waiting.pop(0)
            # No turn of the session: it stands where the next one will.
            card.started(self.tail[-1].number + 1 if self.tail else 1)
            self.tail.append(card)
            card.take(TurnFinished(sentence, status))
            self.line_up()

    def trouble(self, sentence: str, where: Where) -> None:
        """Say what went wrong on the card that it belongs to; a question stays open."""
        if where == "message":
            self.drop(sentence, "failed")
        elif self.card is not None and where in ("turn", "answer"):
            self.card.take(QuestionAsked(sentence) if where == "answer" else TurnFinished(sentence, "failed"))
