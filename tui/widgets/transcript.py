"""The transcript: a session's turns as cards in order, and last the messages that wait for the studio.

Of a long session only some cards are mounted: the newest ones (the tail), and above them, while a person reads there,
some older ones (the window). Rows take the place of the turns between them, and scrolling near a row loads more.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from agent.events import Event, QuestionAsked, TurnFinished
from tui.rendering.graphics import Mode
from tui.session.picture_tracker import PictureTracker
from tui.session.records import INITIAL_TURNS, StoredTurn
from tui.session.worker_messages import FailureScope
from tui.widgets.card import TurnCard, displayed_message
from tui.widgets.follow_scroll import FollowScroll
from tui.widgets.load_more import LoadMore
from tui.widgets.picture import PictureView

PAGE_TURNS = 10
"""Turns that scrolling loads at a time. Fewer than at the opening, because the screen does not move meanwhile."""
MAX_CARDS = 60
"""Cards of the window, and of the tail, at most; each costs a little at every layout."""


class Transcript(FollowScroll):
    """The cards of a session. Follows new cards while it is at its end."""

    DEFAULT_CSS = """
    Transcript { width: 1fr; height: 1fr; padding: 0 1; }
    """

    class PageRequested(Message):
        """Turns just below the number `before`, or above `after`, should be read and given to `show_page`."""

        def __init__(self, before: int | None, after: int | None) -> None:
            super().__init__()
            self.before, self.after = before, after

    def __init__(self, mode: Mode, welcome: Widget) -> None:
        """`welcome` is shown until there is a card."""
        super().__init__(id="transcript")
        self.mode, self.welcome = mode, welcome
        self.earlier, self.later = LoadMore("earlier"), LoadMore("later")
        self._reset()

    def _reset(self) -> None:
        self.card: TurnCard | None = None
        """The card of the newest turn."""
        self.cards: dict[str, TurnCard] = {}
        """The mounted cards, by turn id."""
        self.window: list[TurnCard] = []
        self.tail: list[TurnCard] = []
        self.waiting: list[TurnCard] = []
        self.pictures = PictureTracker()
        self.loading_page = False
        """Whether a page was requested and has not come yet."""
        self.reset_scroll()

    def compose(self) -> ComposeResult:
        """Create the welcome and the rows for turns that are not mounted."""
        yield self.welcome
        yield self.earlier
        yield self.later

    def anchor_candidates(self) -> Sequence[Widget]:
        """Return the cards of turns; waiting messages are at the end anyway."""
        return (*self.window, *self.tail)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Load more turns when the person scrolls near turns that are not mounted."""
        super().watch_scroll_y(old_value, new_value)
        page = self.size.height
        if self.earlier.display and new_value < old_value and new_value <= page:
            self.request_page(older=True)
        elif self.later.virtual_region.y < new_value + 2 * page and new_value > old_value:
            self.request_page(older=False)

    # Stored turns

    async def clear(self, show_welcome: bool = True) -> None:
        """Remove all cards."""
        self._reset()
        self.welcome.display = show_welcome
        await self.query(TurnCard).remove()
        self._update_counts()

    async def show_session(self, turns: list[StoredTurn], picture_paths: dict[int, str]) -> None:
        """Show the last turns of a stored session above the waiting messages."""
        self.pictures.reset(turns, picture_paths)
        self.welcome.display = not turns and not self.waiting
        self.tail = await self._mount_turns(turns, self.waiting[0] if self.waiting else None)
        self.card = self.tail[-1] if self.tail else None
        self._update_counts()

    async def show_page(self, turns: list[StoredTurn], older: bool) -> None:
        """Show older turns above the window, or newer ones below it."""
        if not older and self.tail:
            turns = [turn for turn in turns if turn.number < self.tail[0].number]
        if turns and self.is_attached:
            before = (self.window or self.tail)[0] if older else self.later
            cards = await self._mount_turns(turns, before)
            if older:
                cards = cards + self.window
                self.window, surplus = cards[:MAX_CARDS], cards[MAX_CARDS:]
            else:
                cards = self.window + cards
                self.window, surplus = cards[-MAX_CARDS:], cards[:-MAX_CARDS]
            await self._remove_cards(surplus)
        self._update_counts()
        self.loading_page = False

    def request_page(self, older: bool) -> None:
        """Request turns that are not mounted, unless some were requested before."""
        mounted = self.window or self.tail
        row = self.earlier if older else self.later
        if self.loading_page or not mounted or not row.display:
            return
        self.loading_page = True
        before = mounted[0].number if older else None
        after = None if older else self.window[-1].number
        self.post_message(self.PageRequested(before, after))

    def on_load_more_clicked(self, clicked: LoadMore.Clicked) -> None:
        """Load turns for the row that was clicked."""
        self.request_page(older=clicked.load_more is self.earlier)

    async def _mount_turns(self, turns: list[StoredTurn], before: Widget | None) -> list[TurnCard]:
        cards = []
        for turn in turns:
            card = TurnCard(turn.message, self.mode, turn.number)
            self.cards[turn.turn_id] = card
            for event in turn.events:
                card.handle_event(event)
            if turn.picture is not None:
                card.show_picture(turn.picture)
            cards.append(card)
        # All at once, because a layout for each card would take long.
        await self.mount_all(cards, before=before)
        return cards

    async def _remove_cards(self, cards: list[TurnCard]) -> None:
        removed = set(cards)
        self.cards = {turn: card for turn, card in self.cards.items() if card not in removed}
        await self.remove_children(cards)

    def _update_counts(self) -> None:
        """Count the turns missing above the first card, and between the window and the tail."""
        mounted = self.window or self.tail
        self.earlier.show_count(mounted[0].number - 1 if mounted else 0)
        missing = self.tail[0].number - self.window[-1].number - 1 if self.window and self.tail else 0
        if missing:
            self.move_child(self.later, before=self.tail[0])
        self.later.show_count(missing)

    # Waiting messages

    async def add_waiting(self, text: str) -> TurnCard:
        """Add a card for a message that waits, and scroll to it."""
        card = TurnCard(text, self.mode)
        self.waiting.append(card)
        self.welcome.display = False
        await self.mount(card)
        self._number_waiting()
        self.follow()
        return card

    def move_waiting(self, card: TurnCard, by: int) -> None:
        """Swap a waiting card with its neighbour."""
        index = self.waiting.index(card)
        other = self.waiting[index + by]
        self.waiting[index], self.waiting[index + by] = other, card
        if by < 0:
            self.move_child(card, before=other)
        else:
            self.move_child(card, after=other)
        self._number_waiting()

    async def withdraw_waiting(self, card: TurnCard) -> None:
        """Remove a waiting card."""
        self.waiting.remove(card)
        await card.remove()
        self._number_waiting()

    def drop_waiting(self, reason: str, status: str = "cancelled") -> None:
        """End the first waiting message without sending it, and say why."""
        if not self.waiting:
            return
        card = self.waiting.pop(0)
        # It is no turn of the session, so it takes the place of the next one.
        card.start(self.tail[-1].number + 1 if self.tail else 1)
        self.tail.append(card)
        card.handle_event(TurnFinished(reason, status))
        self._number_waiting()

    def _number_waiting(self) -> None:
        for place, card in enumerate(self.waiting, 1):
            card.show_waiting(place, len(self.waiting))

    # The running turn

    def answer(self, text: str) -> bool:
        """Show an answer on the card that asks; return False where no card asks."""
        if self.card is None or not self.card.has_class("asking"):
            return False
        self.card.show_answer(text)
        self.follow()
        return True

    async def start_turn(self, turn_id: str, number: int, text: str) -> None:
        """Make a card the turn's: its own, the first waiting one, or a new one."""
        if not self.is_attached:
            return  # The app is closing.
        if turn_id not in self.cards:
            is_queued = bool(self.waiting) and self.waiting[0].message == displayed_message(text)
            card = self.waiting.pop(0) if is_queued else await self._mount_card(text)
            self.cards[turn_id] = card
            card.start(number)
            self._number_waiting()
            self.tail.append(card)
            await self._shorten()
        self.card = self.cards[turn_id]

    async def _mount_card(self, text: str) -> TurnCard:
        card = TurnCard(text, self.mode)
        self.welcome.display = False
        await self.mount(card, before=self.waiting[0] if self.waiting else None)
        return card

    async def _shorten(self) -> None:
        """Remove the oldest cards of a long conversation, unless the person is reading above its end."""
        if self.at_end and len(self.window) + len(self.tail) > MAX_CARDS:
            surplus = [*self.window, *self.tail[:-INITIAL_TURNS]]
            self.window, self.tail = [], self.tail[-INITIAL_TURNS:]
            await self._remove_cards(surplus)
            self._update_counts()

    def handle_event(self, event: Event) -> None:
        """Show an event on the card of the newest turn."""
        if self.card is None:
            return
        self.card.handle_event(event)
        if isinstance(event, TurnFinished) and event.path and event.status in ("done", "cancelled"):
            picture = self.pictures.picture_of_turn(event.path, event.number, moved=event.status == "done")
            if picture is not None:
                self.card.show_picture(picture)

    def show_failure(self, text: str, scope: FailureScope) -> None:
        """Say what went wrong on the card that it belongs to; a question stays open."""
        if scope == "message":
            self.drop_waiting(text, "failed")
        elif self.card is not None and scope == "answer":
            self.card.handle_event(QuestionAsked(text))
        elif self.card is not None and scope == "turn":
            self.card.handle_event(TurnFinished(text, "failed"))

    def set_mode(self, mode: Mode) -> None:
        """Show pictures in another way from now on, those that are on the screen included."""
        self.mode = mode
        for card in self.query(TurnCard):
            card.mode = mode
        for view in self.query(PictureView):
            view.call_later(view.draw, mode)
