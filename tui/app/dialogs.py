"""The app's windows: what opens each, and what is done with what it gives back. Each is loaded when first opened."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import App
from textual.screen import ModalScreen

from tools.errors import GouacheError
from tools.text import clean
from tui.app.worker import StudioWorker
from tui.rendering.graphics import Mode, reachable
from tui.widgets.card import TurnCard
from tui.widgets.picture import PictureView
from tui.widgets.prompt import Prompt
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from tui.screens.viewer import Viewer

AT_WORK = "The studio is at work; stop the running turn first (Esc), then replay."
WINDOWS = ("sessions", "new", "tree", "viewer", "replay", "settings", "help")


class Windows(App[None]):
    """What the app's windows need of it, and they of the app."""

    profile: str
    seed: int
    mode: Mode
    auto: Mode
    """What was found out about the terminal before the app took it over."""
    reason: str
    stage: str
    worker: StudioWorker
    transcript: Transcript

    @property
    def session_id(self) -> str | None:
        """The session on the screen, None before its first message."""
        return self.worker.session

    @property
    def busy(self) -> bool:
        """Whether a turn runs or a message waits."""
        return bool(self.stage or self.transcript.waiting)

    @abstractmethod
    async def say(self, text: str) -> None:
        """Give the studio a message."""

    @abstractmethod
    async def switch(self, session: str | None) -> None:
        """Open another session, or a new one."""

    def said(self, error: Exception) -> None:
        """A toast with what happened and what to do; from any thread."""
        if self.is_running:
            self.notify(clean(str(error)), severity="error", timeout=8, markup=False)

    def action_help(self) -> None:
        """Every key and command."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(f"{self.mode}: {self.reason or 'default'}"))

    def action_settings(self) -> None:
        """A form over the settings file."""
        from storage.settings import load_settings
        from tui.screens.settings import SettingsScreen

        try:
            now = load_settings()
        except GouacheError as error:
            self.said(error)
            return
        theme = self.theme
        self.push_screen(SettingsScreen(now), lambda saved: self._set(saved, theme))

    def _set(self, saved: dict[str, Any] | None, theme: str) -> None:
        if saved is None:
            self.theme = theme
            return
        self.notify("Saved.")
        if "graphics" in saved:
            self.set_graphics(str(saved["graphics"]))
        self.profile, self.seed = saved.get("profile", self.profile), saved.get("seed", self.seed)
        if self.session_id is None and not self.transcript.waiting:
            self.worker.profile, self.worker.seed = self.profile, self.seed

    def set_graphics(self, wanted: str) -> None:
        """Show pictures in another way from now on, those that stand there, too."""
        mode = reachable(wanted, self.auto)
        if mode is None:
            self.notify(f"{wanted} is asked of the terminal before gouache starts: it comes with the next start.")
            return
        self.mode, self.reason = mode, "as set"
        self.transcript.mode = mode
        for card in self.transcript.query(TurnCard):
            card.mode = mode
        for view in self.transcript.query(PictureView):
            view.call_later(view.draw, mode)

    def _open_with(
        self, make: Callable[[], ModalScreen[Any]], then: Callable[..., Any] | None = None, idle: bool = False
    ) -> None:
        """In a thread: make a window, and open it where none is; with `idle`, while the studio has nothing to do."""
        try:
            screen = make()
        except GouacheError as error:
            self.said(error)
            return
        if self.is_running:
            self.call_from_thread(self._push, screen, then, idle)

    def _push(self, screen: ModalScreen[Any], then: Callable[..., Any] | None, idle: bool) -> None:
        if idle and self.busy:
            self.said(GouacheError(AT_WORK))
        elif len(self.screen_stack) == 1:
            self.push_screen(screen, then)

    @work(thread=True, group="list")
    def action_sessions(self) -> None:
        """Read the sessions, then let the person pick."""
        from tui.app.history import session_rows
        from tui.screens.picker import SessionPicker

        self._open_with(lambda: SessionPicker(session_rows(), session_rows, self.mode), self._picked)

    async def _picked(self, session: str | None) -> None:
        if session is not None and session != self.session_id:
            await self.switch(session)

    @work(thread=True, group="list")
    def action_tree(self) -> None:
        """Read the session's pictures, then let the person move about in them."""
        from tui.app.history import picture_nodes
        from tui.screens.tree import VersionTree

        session = self.session_id
        self._open_with(
            lambda: VersionTree(session, picture_nodes(session) if session else [], self.mode), self._commanded
        )

    async def _commanded(self, command: str | None) -> None:
        self.query_one(Prompt).focus()
        if command is not None:
            await self.say(command)

    def on_picture_view_chosen(self, chosen: PictureView.Chosen) -> None:
        """A click on a picture of the transcript."""
        self.action_viewer(chosen.path)

    @work(thread=True, group="list")
    def action_viewer(self, path: str | None = None) -> None:
        """Show a picture in large: the one of this file, else the current one."""
        self._open_with(lambda: self._viewer(path), lambda _: self.query_one(Prompt).focus())

    def _viewer(self, path: str | None) -> Viewer:
        from tui.app.history import picture_nodes
        from tui.screens.tree import PictureNode
        from tui.screens.viewer import Viewer

        pictures = picture_nodes(self.session_id) if self.session_id else []
        at = [n for n, v in enumerate(pictures) if (v.current if path is None else v.path == path)]
        if path is not None and not at:
            return Viewer([PictureNode(0, None, "", path)], 0, self.mode)
        if not pictures:
            raise GouacheError("No pictures yet: type what to paint.")
        return Viewer(pictures, at[-1] if at else -1, self.mode)

    @work(thread=True, group="list")
    def action_replay(self) -> None:
        """Step through the session's decisions; each picture is made again, without the language model."""
        self._open_with(self._replay, lambda _: self.query_one(Prompt).focus(), idle=True)

    def _replay(self) -> ModalScreen[None]:
        from agent.sessions.replay import stored_decisions
        from tui.app.history import open_store
        from tui.screens.replay import ReplayScreen

        if self.busy:
            raise GouacheError(AT_WORK)
        with open_store() as store:
            found = stored_decisions(store, self.session_id) if self.session_id else []
        if not found or self.session_id is None:
            raise GouacheError("There is nothing to replay yet: type what to paint.")
        studio = self.worker.studio
        return ReplayScreen(self.session_id, found, self.mode, studio.models if studio else None)

    @work(thread=True, group="change")
    def file(self, name: str, rest: str) -> None:
        """Carry out a command that writes or reads files beside the session."""
        from tui.app.history import open_store
        from tui.app.session_files import FILING

        try:
            with open_store() as store:
                sentence, session = FILING[name](store, self.session_id, rest)
        except (GouacheError, RuntimeError) as error:  # Path raises the second for a user that is not there.
            self.said(error)
            return
        self.notify(clean(sentence), timeout=8, markup=False)
        if session != self.session_id:
            self.call_later(self.switch, session)

    async def change_profile(self, name: str) -> None:
        """Go on with another profile's models, in this session, too."""
        from tools import profiles
        from tui.app.history import open_store

        try:
            if not name:
                known = ", ".join(profiles.profile_names())
                self.notify(f"This is {self.worker.profile}; there are {known}, and your TOML files.", markup=False)
                return
            if self.busy:
                raise GouacheError("Stop the running turn first (Esc), then change the profile.")
            profiles.load_profile(name)
            whole = str(Path(name).resolve()) if name.endswith(".toml") else name
            if self.session_id is not None:
                with open_store() as store:
                    store.set_profile(self.session_id, whole)
        except GouacheError as error:
            self.said(error)
            return
        self.profile = self.worker.profile = whole
        if self.session_id is not None:
            await self.switch(self.session_id)
        self.notify(f"{name} paints from now on.", markup=False)
