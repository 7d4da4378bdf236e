"""The transcript: a session's turns as cards in order, and last the messages that wait for the studio.

Of a long session only some cards are mounted: the newest ones (the tail), and above them, while a person reads there,
some older ones (the window). Rows take the place of the turns between them, and scrolling near a row loads more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from agent.events import BytesMoved, Event, QuestionAsked, TurnFinished
from tools.text import clean
from tui.rendering.graphics import Mode
from tui.session.picture_tracker import PictureTracker
from tui.session.records import INITIAL_TURNS, StoredTurn
from tui.session.worker_messages import FailureScope, SessionOpened
from tui.widgets.card import TurnCard, displayed_message
from tui.widgets.follow_scroll import FollowScroll
from tui.widgets.load_more import LoadMore
from tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from tools.vocabulary.base import Vocabulary

PAGE_TURNS = 4
"""Turns that scrolling loads at a time: few, because keys wait meanwhile. More follow until there is a page of them."""
MAX_CARDS = 40
"""Cards of the window, and of the tail, at most; each costs a little at every layout."""


class Note(Static):
    """A line of the screen itself between the cards, such as the answer to one of its commands. It is not stored."""

    DEFAULT_CSS = """
    Note { height: auto; padding: 0 1; border-left: thick $panel; color: $text-muted; }
    Note.error { border-left: thick $error; color: $text; }
    """

    def __init__(self, text: str, error: bool = False) -> None:
        super().__init__(clean(text), markup=False)
        self.text = clean(text)
        self.set_class(error, "error")


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

    # The prompt has the keys; a click here must not take them away.
    can_focus = False

    def __init__(self, mode: Mode, welcome: Widget, vocabulary: Callable[[], Vocabulary]) -> None:
        """Create an empty transcript.

        Args:
            mode: How to show pictures.
            welcome: Shown until there is a card.
            vocabulary: Returns the words of the session's painter.
        """
        super().__init__(id="transcript")
        self.mode, self.welcome, self.vocabulary = mode, welcome, vocabulary
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
        self.notes: list[Note] = []
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
        if new_value != old_value:
            self._request_near(older=new_value < old_value)

    def _request_near(self, older: bool) -> None:
        """Load turns that are less than a page above, or less than a page below what is on the screen."""
        page = self.size.height
        if self.scroll_y <= page if older else self.later.virtual_region.y < self.scroll_y + 2 * page:
            self.request_page(older)

    # Stored turns

    async def clear(self, show_welcome: bool = True) -> None:
        """Remove all cards."""
        self._reset()
        self.welcome.display = show_welcome
        await self.query(TurnCard).remove()
        await self.query(Note).remove()
        self._update_counts()

    async def show_session(self, opened: SessionOpened) -> None:
        """Show the last turns of a stored session, and the messages that still wait, above those sent since."""
        turns = opened.turns
        self.pictures.reset(turns, opened.picture_paths)
        self.welcome.display = not turns and not opened.waiting and not self.waiting
        below: list[Widget] = [*self.notes, *self.waiting]
        self.tail = await self._mount_turns(turns, below[0] if below else None)
        self.card = self.tail[-1] if self.tail else None
        stored = [self._new_card(message) for message in opened.waiting]
        await self.mount_all(stored, before=self.waiting[0] if self.waiting else None)
        self.waiting = stored + self.waiting
        self._number_waiting()
        self._update_counts()

    async def show_note(self, text: str, error: bool = False) -> None:
        """Show a line of the screen itself below the newest card."""
        note = Note(text, error)
        self.notes.append(note)
        self.welcome.display = False
        await self.mount(note, before=self.waiting[0] if self.waiting else None)
        self.follow()

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
        if turns:
            self.call_after_refresh(self._request_near, older)

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
            card = self._new_card(turn.message, turn.number)
            self.cards[turn.turn_id] = card
            for event in turn.events:
                card.handle_event(event)
            if turn.picture is not None:
                card.show_picture(turn.picture)
            cards.append(card)
        # All at once, because a layout for each card would take long.
        await self.mount_all(cards, before=before)
        return cards

    def _new_card(self, message: str, number: int = 0) -> TurnCard:
        return TurnCard(message, self.mode, self.vocabulary, number)

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
        card = self._new_card(text)
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
        card = self._new_card(text)
        self.welcome.display = False
        await self.mount(card, before=self.waiting[0] if self.waiting else None)
        return card

    async def _shorten(self) -> None:
        """Remove the oldest cards of a long conversation, unless the person is reading above its end."""
        if self.at_end and len(self.window) + len(self.tail) > MAX_CARDS:
            surplus = [*self.window, *self.tail[:-INITIAL_TURNS]]
            self.window, self.tail = [], self.tail[-INITIAL_TURNS:]
            await self._remove_cards(surplus)
            await self._remove_old_notes()
            self._update_counts()

    async def _remove_old_notes(self) -> None:
        """Remove the notes above the first card."""
        first = self.children.index(self.tail[0])
        old = [note for note in self.notes if self.children.index(note) < first]
        self.notes = [note for note in self.notes if note not in old]
        await self.remove_children(old)

    def handle_event(self, event: Event) -> None:
        """Show an event on the card of the newest turn."""
        if isinstance(event, BytesMoved):
            self._show_loading(event)
            return
        if self.card is None:
            return
        self.card.handle_event(event)
        if isinstance(event, TurnFinished) and event.path and event.status in ("done", "cancelled"):
            picture = self.pictures.picture_of_turn(event.path, event.number, moved=event.status == "done")
            if picture is not None:
                self.card.show_picture(picture)

    def _show_loading(self, moved: BytesMoved) -> None:
        """Show how far a model is loaded on the card that waits for it; for one that is fetched nobody waits."""
        running = [self.card] if self.card is not None and not self.card.reply_text else []
        for card in [*running, *self.waiting][:1] if moved.what == "loading" else []:
            card.show_loading(moved)

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

    def fit_pictures(self) -> None:
        """Draw the pictures for the size that the screen has now."""
        for view in self.query(PictureView):
            view.call_later(view.fit)

    def toggle_details(self) -> None:
        """Unfold or fold the details of the newest card that has some."""
        card = next((card for card in reversed(self.tail) if card.details), None)
        if card is not None:
            card.toggle_details()
