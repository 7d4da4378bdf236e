"""Steps through a session's decisions; each picture is made again meanwhile, and compared by hash."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, OptionList, Static
from textual.widgets.option_list import Option

from agent.sessions.replay import Decision, Replayed, replay_decision
from tools.errors import Cancelled, GouacheError
from tools.hooks import Hooks
from tools.text import clean
from tui.rendering.graphics import Mode
from tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from storage.store import Store
    from tools.model_manager import ModelManager


class ReplayScreen(ModalScreen[None]):
    """The decisions on the left, the one under the cursor on the right."""

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
        Binding("n,right,space", "step(1)", "next", tooltip="the next decision"),
        Binding("p,left", "step(-1)", "previous", tooltip="the decision before"),
        Binding("f", "first", "first difference", tooltip="the first picture that came out otherwise"),
        Binding("escape", "close", "close"),
    ]

    def __init__(self, session: str, decisions: list[Decision], mode: Mode, models: ModelManager | None) -> None:
        """`shelf` has the models of the session where they are loaded; there is at least one decision."""
        super().__init__()
        self.session, self.decisions, self.mode, self.models = session, decisions, mode, models
        self.results: dict[int, Replayed] = {}
        self.done = False
        self.hooks = Hooks()

    def compose(self) -> ComposeResult:
        """How far it is, the decisions, the one under the cursor."""
        with Vertical():
            yield Label("", id="hint", markup=False)
            with Horizontal():
                yield OptionList(*(Option(self._line(at), id=str(at)) for at in range(len(self.decisions))))
                with VerticalScroll(can_focus=False):
                    yield Static("", id="facts")
                    yield Container(id="shown")
            yield Footer(compact=True)

    def on_mount(self) -> None:
        """Begin at the beginning, and make the pictures again."""
        self._head()
        options = self.query_one(OptionList)
        options.focus()
        options.highlighted = 0
        self._play()

    def on_unmount(self) -> None:
        """Stop making pictures with the screen: the app can't end before their thread does."""
        self.hooks.cancel.set()

    @property
    def _to_make(self) -> int:
        return sum(decision.painted for decision in self.decisions)

    @property
    def _differing(self) -> int | None:
        return next((at for at in sorted(self.results) if not self.results[at].identical), None)

    def _head(self) -> None:
        first, made = self._differing, len(self.results)
        if first is not None:
            said = f"the first difference is in turn {self.results[first].turn} (f goes there)"
        else:
            said = "all identical" if made else "…"
        self.query_one("#hint", Label).update(f"Replay: {made} of {self._to_make} pictures made again, {said}.")

    def _line(self, at: int) -> Content:
        decision, result = self.decisions[at], self.results.get(at)
        if not decision.painted:
            mark = ("  ", "")
        elif result is None:
            mark = ("· ", "dim")
        else:
            mark = ("✓ ", "$text-success") if result.identical else ("✗ ", "$text-error bold")
        picture = decision.picture
        number = "" if picture is None else f"  #{picture.number}" if picture.number else "  a try"
        return Content.assemble(mark, (f"{decision.turn:>3}  ", "dim"), f"{clean(decision.tool)}{number}")

    @work(thread=True, group="replay")
    def _play(self) -> None:
        from storage.store import Store
        from tools import profiles
        from tools.model_manager import ModelManager

        store = Store()
        try:
            models = self.models or ModelManager(profiles.load_profile(store.session(self.session).profile))
            for at, decision in enumerate(self.decisions):
                self._make(store, at, decision, models)
            self.done = True
        except Cancelled:
            pass
        except GouacheError as error:
            if self.app.is_running:
                self.app.notify(clean(str(error)), severity="error", timeout=8, markup=False)
        finally:
            store.engine.dispose()

    def _make(self, store: Store, at: int, decision: Decision, models: ModelManager) -> None:
        if self.hooks.cancel.is_set():
            raise Cancelled
        result = replay_decision(store, self.session, decision, models, self.hooks)
        if result is not None and self.is_attached:
            self.app.call_from_thread(self._made, at, result)

    def _made(self, at: int, result: Replayed) -> None:
        if not self.is_attached:
            return
        self.results[at] = result
        options = self.query_one(OptionList)
        options.replace_option_prompt(str(at), self._line(at))
        self._head()
        if options.highlighted == at:
            self.query_one("#facts", Static).update(self._facts(at))

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the decision under the cursor."""
        at, shown = int(event.option.id or 0), self.query_one("#shown")
        self.query_one("#facts", Static).update(self._facts(at))
        await shown.remove_children()
        picture = self.decisions[at].picture
        if picture is not None:
            from storage.files import PictureFiles
            from storage.paths import home

            path = PictureFiles(home() / "pictures").path(picture.hash)
            await shown.mount(PictureView(str(path), self.mode, 36, 18, picture.number))

    def _facts(self, at: int) -> Content:
        decision, result = self.decisions[at], self.results.get(at)
        arguments = {
            name: value for name, value in decision.arguments.items() if name != "prompt" and value is not None
        }
        rows = [
            ("you", decision.message), ("decided", decision.intent), ("prompt", decision.prompt or ""),
            ("tool", decision.tool), ("with", json.dumps(arguments, ensure_ascii=False) if arguments else ""),
        ]  # fmt: skip
        if decision.picture is not None:
            rows.append(("hash", decision.picture.hash[:24]))
        parts: list[str | tuple[str, str]] = []
        for name, value in rows:
            parts += [(f"{name:<8}", "dim"), f"{clean(value)[:400]}\n"] if value else []
        if result is not None:
            parts += [("again   ", "dim"), f"{(result.made or 'no picture')[:24]}\n"]
            parts.append(self._verdict(result))
        elif decision.painted:
            parts.append(("not made again yet\n", "dim"))
        return Content.assemble(*parts)

    def _verdict(self, result: Replayed) -> tuple[str, str]:
        if result.identical:
            return "✓ identical, pixel for pixel\n", "$text-success"
        near = f", {result.psnr_db} dB" if result.psnr_db is not None else ""
        return f"✗ it differs{near}. {clean(result.why)}\n", "$text-error bold"

    def action_step(self, by: int) -> None:
        """The next decision or the one before; at an end, stay."""
        options = self.query_one(OptionList)
        options.highlighted = min(max((options.highlighted or 0) + by, 0), len(self.decisions) - 1)

    def action_first(self) -> None:
        """The first difference."""
        if (at := self._differing) is not None:
            self.query_one(OptionList).highlighted = at
        else:
            self.notify("No difference so far." if not self.done else "Every picture came out identical.")

    def action_close(self) -> None:
        """Close; no more pictures are made."""
        self.dismiss(None)
