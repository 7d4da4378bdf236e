"""Steps through a session's decisions while each picture is painted again and compared by its hash."""

from __future__ import annotations

import json
import logging
import threading
from contextvars import copy_context
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, OptionList, Static
from textual.widgets.option_list import Option

from agent.sessions.replay import Decision, Likeness, Replayed, replay_decision
from tools.errors import Cancelled, GouacheError
from tools.hooks import Hooks
from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.localized_screen import LocalizedScreen
from tui.screens.main import ERROR_TIMEOUT
from tui.session.worker import REPLAY_THREAD
from tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from storage.store import Store
    from tools.model_manager import ModelManager

log = logging.getLogger("gouache")
_PICTURE_CELLS = (36, 18)
_MARKS: dict[Likeness, tuple[str, str]] = {
    "equal": ("✓ ", "$text-success"), "alike": ("≈ ", "$text-warning"), "different": ("✗ ", "$text-error bold"),
}  # fmt: skip
_HASH_LENGTH = 24
_VALUE_LENGTH = 400


class ReplayScreen(LocalizedScreen, ModalScreen[None]):
    """The decisions on the left, and the one under the cursor on the right."""

    DEFAULT_CSS = """
    ReplayScreen { align: center middle; }
    ReplayScreen > Vertical { width: 98%; height: 98%; background: $surface; border: round $primary; padding: 0 1; }
    ReplayScreen OptionList, ReplayScreen OptionList:focus {
        width: 34; height: 1fr; background: $surface; border: none; text-wrap: nowrap; text-overflow: ellipsis;
    }
    ReplayScreen VerticalScroll { width: 1fr; height: 1fr; padding: 0 0 0 1; }
    ReplayScreen Static { height: auto; }
    ReplayScreen #shown { height: auto; }
    ReplayScreen #hint { width: 100%; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close"),
        Binding("n,right,space", "step(1)", "next", tooltip="the next decision"),
        Binding("p,left", "step(-1)", "previous", tooltip="the previous decision"),
        Binding("f", "first", "first difference", tooltip="the first picture that came out differently"),
    ]

    def __init__(self, session: str, decisions: list[Decision], mode: Mode, models: ModelManager | None) -> None:
        """Prepare the replay of a session.

        Args:
            session: The session's id.
            decisions: What is replayed; at least one.
            mode: How to show pictures.
            models: The session's models where they are loaded; None loads them.
        """
        super().__init__()
        self.session, self.decisions, self.mode, self.models = session, decisions, mode, models
        self.results: dict[int, Replayed] = {}
        """The pictures painted so far, by the index of the decision."""
        self.done = False
        self.hooks = Hooks()

    def compose(self) -> ComposeResult:
        """Create the line with the progress, the decisions, and the one under the cursor."""
        with Vertical():
            yield Label("", id="hint", markup=False)
            with Horizontal():
                yield OptionList(*(Option(self._line(index), id=str(index)) for index in range(len(self.decisions))))
                with VerticalScroll(can_focus=False):
                    yield Static("", id="facts")
                    yield Container(id="shown")
            yield Footer(compact=True)

    def on_mount(self) -> None:
        """Start with the first decision, and start painting."""
        self._show_progress()
        options = self.query_one(OptionList)
        options.focus()
        options.highlighted = 0
        self.paint_again()

    def on_unmount(self) -> None:
        """Stop painting when the screen closes."""
        self.hooks.cancel.set()

    # Painting

    def paint_again(self) -> None:
        """Paint every picture again, in order, in a thread for which nothing waits: a step may take a minute."""
        threading.Thread(target=copy_context().run, args=(self._paint_all,), name=REPLAY_THREAD, daemon=True).start()

    def _paint_all(self) -> None:
        from storage.store import Store
        from tools import profiles
        from tools.model_manager import ModelManager

        store = Store()
        try:
            models = self.models or ModelManager(profiles.load_profile(store.session(self.session).profile))
            for index, decision in enumerate(self.decisions):
                self._paint(store, index, decision, models)
            self.call_later(self._finish)
        except Cancelled:
            pass
        except GouacheError as error:
            self._notify_error(texts.error(error))
        except Exception:
            log.exception("replay")
            self._notify_error(texts.text("app", "internal"))
        finally:
            store.engine.dispose()

    def _finish(self) -> None:
        self.done = True

    def _notify_error(self, sentence: str) -> None:
        if self.is_attached:
            self.notify(clean(sentence), severity="error", timeout=ERROR_TIMEOUT, markup=False)

    def _paint(self, store: Store, index: int, decision: Decision, models: ModelManager) -> None:
        if self.hooks.cancel.is_set():
            raise Cancelled
        result = replay_decision(store, self.session, decision, models, self.hooks)
        if result is not None:
            self.call_later(self.show_result, index, result)

    def show_result(self, index: int, result: Replayed) -> None:
        """Show whether the picture of a decision came out the same."""
        if not self.is_attached:
            return
        self.results[index] = result
        options = self.query_one(OptionList)
        options.replace_option_prompt(str(index), self._line(index))
        self._show_progress()
        if options.highlighted == index:
            self.query_one("#facts", Static).update(self._facts(index))

    # Drawing

    @property
    def _first_difference(self) -> int | None:
        return next((index for index in sorted(self.results) if not self.results[index].identical), None)

    def _show_progress(self) -> None:
        total = sum(decision.painted for decision in self.decisions)
        painted, different = len(self.results), self._first_difference
        if different is not None:
            verdict = texts.text("replay", "different", turn=self.results[different].turn)
        else:
            verdict = texts.text("replay", "identical") if painted else "…"
        progress = texts.text("replay", "progress", painted=painted, total=total, verdict=verdict)
        self.query_one("#hint", Label).update(progress)

    def _line(self, index: int) -> Content:
        decision, result = self.decisions[index], self.results.get(index)
        if not decision.painted:
            mark = ("  ", "")
        elif result is None:
            mark = ("· ", "dim")
        else:
            mark = _MARKS[result.likeness]
        label = ""
        if decision.picture is not None:
            number = decision.picture.number
            label = f"  #{number}" if number else f"  {texts.text('replay', 'attempt')}"
        return Content.assemble(mark, (f"{decision.turn:>3}  ", "dim"), f"{clean(decision.tool)}{label}")

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the decision under the cursor."""
        index = int(event.option.id or 0)
        place = self.query_one("#shown")
        self.query_one("#facts", Static).update(self._facts(index))
        await place.remove_children()
        picture = self.decisions[index].picture
        if picture is not None:
            from storage.picture_files import PictureFiles
            from tools.paths import home

            path = PictureFiles(home() / "pictures").path(picture.hash)
            await place.mount(PictureView(str(path), self.mode, *_PICTURE_CELLS, picture.number))

    def _facts(self, index: int) -> Content:
        decision, result = self.decisions[index], self.results.get(index)
        arguments = {
            name: value for name, value in decision.arguments.items() if name != "prompt" and value is not None
        }
        rows = [
            ("you", decision.message),
            ("decided", decision.intent),
            ("prompt", decision.prompt or ""),
            ("tool", decision.tool),
            ("with", json.dumps(arguments, ensure_ascii=False) if arguments else ""),
            ("hash", decision.picture.hash[:_HASH_LENGTH] if decision.picture is not None else ""),
        ]
        parts: list[str | tuple[str, str]] = []
        for name, value in rows:
            if value:
                parts += [(texts.text("replay", name).ljust(8), "dim"), f"{clean(value)[:_VALUE_LENGTH]}\n"]
        if result is not None:
            made = (result.made or texts.text("replay", "no_picture"))[:_HASH_LENGTH]
            parts += [(texts.text("replay", "again").ljust(8), "dim"), f"{made}\n", _verdict(result)]
        elif decision.painted:
            parts.append((f"{texts.text('replay', 'not_yet')}\n", "dim"))
        return Content.assemble(*parts)

    # Moving

    def action_step(self, by: int) -> None:
        """Go to the next or the previous decision; stay at either end."""
        options = self.query_one(OptionList)
        options.highlighted = min(max((options.highlighted or 0) + by, 0), len(self.decisions) - 1)

    def action_first(self) -> None:
        """Go to the first difference."""
        if (index := self._first_difference) is not None:
            self.query_one(OptionList).highlighted = index
        else:
            self.notify(texts.text("replay", "all_identical" if self.done else "none_so_far"))

    def action_close(self) -> None:
        """Close the screen, which stops the painting."""
        self.dismiss(None)


def _verdict(result: Replayed) -> tuple[str, str]:
    mark, style = _MARKS[result.likeness]
    told = {"equal": "same", "alike": "looks_alike", "different": "differs"}[result.likeness]
    return f"{mark}{texts.text('replay', told, why=clean(texts.why_unlike(result.why)))}\n", style
