"""The part of the app that opens windows, and does what they close with. Each is loaded when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import work
from textual.screen import ModalScreen

from storage.settings import system_language
from tools.errors import Cancelled, GouacheError
from tools.text import clean
from tui import texts
from tui.app.session_app import SessionApp
from tui.rendering.graphics import Mode, reachable_mode
from tui.session.records import PictureNode
from tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from agent.events import BytesMoved
    from tools.hub.repository import Repository
    from tui.screens.models.fetching import Fetching
    from tui.screens.viewer import ViewerScreen


class DialogApp(SessionApp):
    """Opens one window at a time over the main screen."""

    def __init__(self, session: str | None, profile: str, seed: int, mode: Mode = "blocks", reason: str = "") -> None:
        """See `SessionApp`."""
        super().__init__(session, profile, seed, mode, reason)
        self._fetching: Fetching | None = None
        self.detected_mode = mode
        """What was found out about the terminal before the app took it over."""

    def _open_window(
        self,
        create: Callable[[], ModalScreen[Any]],
        close_with: Callable[..., Any] | None = None,
        only_idle: bool = False,
    ) -> None:
        """Create a window in this thread, and open it unless another one is open.

        Args:
            create: Reads what the window shows, and creates it.
            close_with: Called with what the window closes with.
            only_idle: Refuse to open it while the studio works.
        """
        try:
            screen = create()
        except GouacheError as error:
            self.show_error(error)
            return
        if self.is_running:
            self.call_from_thread(self._push_window, screen, close_with, only_idle)

    def _push_window(self, screen: ModalScreen[Any], close_with: Callable[..., Any] | None, only_idle: bool) -> None:
        if only_idle and self.main.busy:
            self.show_error(GouacheError(texts.text("replay", "busy")))
        elif len(self.screen_stack) == 1:
            self.push_screen(screen, close_with)

    def _focus_prompt(self, _: object = None) -> None:
        self.main.prompt.focus()

    # Help and settings

    def action_help(self) -> None:
        """List all keys and commands."""
        from tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(f"{self.mode}: {self.reason or texts.text('first_start', 'default')}"))

    def action_settings(self) -> None:
        """Edit the settings file in a form."""
        from storage.settings import load_settings
        from tui.screens.settings import SettingsScreen

        try:
            settings = load_settings()
        except GouacheError as error:
            self.show_error(error)
            return
        theme = self.theme
        self.push_screen(SettingsScreen(settings), lambda saved: self._close_settings(saved, theme))

    def _close_settings(self, saved: dict[str, Any] | None, theme: str) -> None:
        """Apply the settings that were saved; restore the theme where none were, because the form shows themes."""
        if saved is None:
            self.theme = theme
            return
        self.notify(texts.text("settings", "saved"))
        if "language" in saved:
            self.use_language(str(saved["language"]))
        if "graphics" in saved:
            self.set_graphics(str(saved["graphics"]))
        self.profile = saved.get("profile", self.profile)
        self.seed = saved.get("seed", self.seed)
        if self.session_id is None and not self.main.transcript.waiting:
            self.worker.profile, self.worker.seed = self.profile, self.seed
        elif "profile" in saved:
            self.call_later(self.change_profile, str(saved["profile"]))

    def use_language(self, chosen: str) -> None:
        """Speak another language from now on: "auto", "en" or "zh"."""
        texts.use_language(None if chosen == "auto" else system_language(chosen))
        self.main.show_texts()

    def set_graphics(self, wanted: str) -> None:
        """Show pictures in another way from now on, those on the screen included."""
        mode = reachable_mode(wanted, self.detected_mode)
        if mode is None:
            self.show_error(GouacheError(texts.text("app", "only_at_start", wanted=wanted)))
            return
        self.mode, self.reason = mode, texts.text("app", "as_set")
        self.main.set_mode(mode, self.reason)

    # Models

    @work(thread=True, group="list")
    def action_models(self) -> None:
        """Show the models of the session's profile."""
        self._open_window(self._create_models, self._focus_prompt)

    def _create_models(self) -> ModalScreen[None]:
        from tools.model_manager import ModelManager
        from tools.profiles import load_profile
        from tui.screens.models.panel import ModelScreen
        from tui.screens.models.rows import model_rows

        unloaded = ModelManager(load_profile(self.worker.profile))

        def models() -> ModelManager:
            return self.worker.loaded_models or unloaded

        return ModelScreen(models, model_rows(models()), self.fetch_models, self.stop_fetching)

    def fetch_models(self, repositories: list[Repository], accepted: set[str]) -> bool:
        """Fetch models while the app goes on; return whether that began, because one fetch runs at a time."""
        from tui.screens.models.fetching import Fetching

        if self._fetching is not None and self._fetching.runs:
            self.show_error(GouacheError(texts.text("model_panel", "busy")))
            return False
        self._fetching = Fetching(repositories, accepted, self._show_fetched_bytes, self._end_fetch)
        self._fetching.start()
        return True

    def stop_fetching(self) -> bool:
        """Stop fetching; return whether there was anything to stop."""
        runs = self._fetching is not None and self._fetching.runs
        if self._fetching is not None:
            self._fetching.stop()
        return runs

    def _show_fetched_bytes(self, moved: BytesMoved) -> None:
        if self.is_running:
            self.call_later(self.main.status.handle_event, moved)

    def _end_fetch(self, name: str, problem: Exception | None) -> None:
        """Say in the transcript that a model is here, or why it is not."""
        if self.is_running:
            self.call_later(self._show_fetch_end, name, problem)

    async def _show_fetch_end(self, name: str, problem: Exception | None) -> None:
        self.main.status.end_transfer("fetching")
        if isinstance(problem, Cancelled):
            return
        text = texts.text("model_panel", "fetched", name=name)
        if problem is not None:
            text = texts.error(problem) if isinstance(problem, GouacheError) else texts.text("app", "internal")
        await self.main.transcript.show_note(clean(text), error=problem is not None)

    # Sessions

    @work(thread=True, group="list")
    def action_sessions(self) -> None:
        """Let the person pick a saved session, and open it."""
        from tui.screens.picker import PickerScreen
        from tui.session.history import session_rows

        self._open_window(
            lambda: PickerScreen(session_rows(), session_rows, self.mode, self.session_id), self._open_picked
        )

    async def _open_picked(self, session: str | None) -> None:
        if session is not None and session != self.session_id:
            await self.open_session(session)

    # Pictures

    @work(thread=True, group="list")
    def action_tree(self) -> None:
        """Show the session's pictures as a tree, and carry out the command that it closes with."""
        from tui.screens.tree import TreeScreen

        self._open_window(lambda: TreeScreen(self.session_id, self._picture_nodes(), self.mode), self._submit_command)

    async def _submit_command(self, command: str | None) -> None:
        self._focus_prompt()
        if command is not None:
            await self.main.submit(command)

    def on_picture_view_clicked(self, clicked: PictureView.Clicked) -> None:
        """Show the picture that was clicked in large."""
        self.action_viewer(clicked.path)

    @work(thread=True, group="list")
    def action_viewer(self, path: str | None = None) -> None:
        """Show the picture of this file in large, else the current one."""
        self._open_window(lambda: self._create_viewer(path), self._focus_prompt)

    def _create_viewer(self, path: str | None) -> ViewerScreen:
        from tui.screens.viewer import ViewerScreen

        pictures = self._picture_nodes()
        matches = [
            index for index, node in enumerate(pictures) if (node.current if path is None else node.path == path)
        ]
        if path is not None and not matches:
            return ViewerScreen([PictureNode(0, None, "", path)], 0, self.mode)
        if not pictures:
            raise GouacheError(texts.text("app", "no_pictures"))
        return ViewerScreen(pictures, matches[-1] if matches else len(pictures) - 1, self.mode)

    def _picture_nodes(self) -> list[PictureNode]:
        from tui.session.history import picture_nodes

        return picture_nodes(self.session_id) if self.session_id else []

    # Replay

    @work(thread=True, group="list")
    def action_replay(self) -> None:
        """Step through the session's decisions while each picture is painted again, without the language model."""
        self._open_window(self._create_replay, self._focus_prompt, only_idle=True)

    def _create_replay(self) -> ModalScreen[None]:
        from agent.sessions.replay import stored_decisions
        from tui.screens.replay import ReplayScreen
        from tui.session.history import open_store

        if self.main.busy:
            raise GouacheError(texts.text("replay", "busy"))
        session = self.session_id
        with open_store() as store:
            decisions = stored_decisions(store, session) if session else []
        if not decisions or session is None:
            raise GouacheError(texts.text("replay", "nothing"))
        studio = self.worker.studio
        return ReplayScreen(session, decisions, self.mode, studio.models if studio else None)
