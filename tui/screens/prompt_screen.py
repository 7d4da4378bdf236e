"""A screen with a prompt: the keys stay there, what cannot be sent stays in it, and what waits is a list beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.screen import Screen

from agent import limits
from tools.errors import GouacheError
from tools.text import clean
from tui import texts
from tui.screens.localized_screen import LocalizedScreen
from tui.session.screen_commands import listing_command, parse_screen_command
from tui.widgets.card import TurnCard
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.session.worker import StudioWorker
    from tui.widgets.hints import CommandHints
    from tui.widgets.transcript import Transcript


class PromptScreen(LocalizedScreen, Screen[None]):
    """The base of the main screen."""

    worker: StudioWorker
    transcript: Transcript
    hints: CommandHints
    prompt: Prompt
    _refused: str | None = None
    """The text in the prompt, where it was refused and has not been changed yet."""

    # What cannot be sent

    def _refusal(self, text: str) -> str:
        """Return why a message cannot be sent as it is written; an empty string where it can."""
        if not text.strip():
            return texts.text("prompt", "empty")
        if len(text) > limits.MESSAGE:
            return texts.text("prompt", "too_long", length=len(text), limit=limits.MESSAGE)
        asks = self.transcript.card is not None and self.transcript.card.has_class("asking")
        if not text.strip().startswith("/") or asks or parse_screen_command(text):
            return ""
        from agent.commands.table import parse_command

        try:
            parse_command(listing_command(text))
        except GouacheError as error:
            return texts.error(error)
        return ""

    def on_prompt_too_long(self, event: Prompt.TooLong) -> None:
        """Say why a paste was not taken."""
        self.refuse(texts.text("prompt", "too_long", length=event.length, limit=limits.MESSAGE))

    def refuse(self, reason: str, text: str | None = None) -> None:
        """Say above the prompt what is wrong; give the text back, so that it can be put right."""
        if text is not None:
            self._refused = text
            self.prompt.value = text
        self.hints.show_text(clean(reason), error=True)

    # Keys

    def fill_prompt(self, text: str) -> None:
        """Put a text into the prompt, to be continued."""
        self.prompt.value = text
        self.prompt.focus()

    def on_key(self, event: events.Key) -> None:
        """Give a letter that was typed outside the prompt to the prompt."""
        is_bound = event.key in self.active_bindings  # As the keys of a waiting message are.
        if event.is_printable and event.character and self.focused is not self.prompt and not is_bound:
            event.stop()
            self.prompt.focus()
            self.prompt.insert(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Give what was pasted outside the prompt to the prompt."""
        if self.focused is not self.prompt:
            event.prevent_default()
            event.stop()
            self.prompt.focus()
            self.prompt.paste(event.text)

    def on_click(self) -> None:
        """Keep the keys in the prompt after a click on something that takes none."""
        if self.focused is None:
            self.prompt.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say which keys the waiting messages have, and how to leave them."""
        if isinstance(event.widget, TurnCard):
            self.hints.show_text(texts.text("status", "waiting_keys"))
        elif event.widget is self.prompt and self._refused is None:
            self.hints.show_usages(self.prompt.completer.usages(self.prompt.text))

    # Waiting messages

    async def on_turn_card_queue_action_requested(self, request: TurnCard.QueueActionRequested) -> None:
        """Move, withdraw or edit a waiting message, unless the studio has already taken it."""
        waiting, card = self.transcript.waiting, request.card
        if card not in waiting:
            return
        index = waiting.index(card)
        match request.action:
            case "focus":
                self._focus_waiting(index + request.by)
            case "move":
                target = index + request.by
                if 0 <= target < len(waiting) and self.worker.inbox.move(card.queued_message, request.by):
                    self.transcript.move_waiting(card, request.by)
            case "withdraw" | "edit":
                if not self.worker.inbox.withdraw(card.queued_message):
                    return
                await self.transcript.withdraw_waiting(card)
                if request.action == "edit":
                    self.fill_prompt(card.queued_message)
                else:
                    self._focus_waiting(min(index, len(waiting) - 1))

    def _focus_waiting(self, index: int) -> None:
        """Focus a waiting message, the nearest where the index is outside the list; the prompt where none waits."""
        waiting = self.transcript.waiting
        if waiting:
            waiting[min(max(index, 0), len(waiting) - 1)].focus()
        else:
            self.prompt.focus()

    def action_queue(self) -> None:
        """Focus the last waiting message, or go back to the prompt."""
        waiting = self.transcript.waiting
        if not waiting:
            self.hints.show_text(texts.text("status", "no_waiting"))
        if waiting and not isinstance(self.focused, TurnCard):
            waiting[-1].focus()
        else:
            self.prompt.focus()
