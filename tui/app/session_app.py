"""The part of the app that owns the session on the screen: its thread, its profile, and its commands."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.app import App

from tools.errors import GouacheError
from tools.file_access import ensure_access
from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.main import ERROR_TIMEOUT, MainScreen
from tui.session.file_commands import FILE_COMMANDS
from tui.session.worker import StudioWorker
from tui.session.worker_messages import WorkerMessage


class SessionApp(App[None]):
    """Shows one session at a time on the main screen, while a thread of its own runs the studio."""

    def __init__(self, session: str | None, profile: str, seed: int, mode: Mode = "blocks", reason: str = "") -> None:
        """Prepare a session.

        Args:
            session: Id of a stored session; None starts a new one with the first message.
            profile: Profile of new sessions.
            seed: Base seed of new sessions.
            mode: How to show pictures.
            reason: Why so; see `tui.rendering.graphics.detect_mode`.
        """
        super().__init__()
        self.profile, self.seed, self.mode, self.reason = profile, seed, mode, reason
        self.main = MainScreen(self._new_worker(session), mode, reason)

    def get_default_screen(self) -> MainScreen:
        """Return the main screen."""
        return self.main

    def on_mount(self) -> None:
        """Start the studio's thread."""
        self.run_worker_thread(self.worker)

    def on_unmount(self) -> None:
        """Stop the studio's thread together with the app."""
        self.worker.close()

    @property
    def worker(self) -> StudioWorker:
        """The worker of the session on the screen."""
        return self.main.worker

    @property
    def session_id(self) -> str | None:
        """The session on the screen; None before its first message."""
        return self.worker.session_id

    def show_error(self, error: Exception) -> None:
        """Show in a toast what happened and what to do; may be called from any thread."""
        if self.is_running:
            self.notify(clean(str(error)), severity="error", timeout=ERROR_TIMEOUT, markup=False)

    # The session's thread

    def _new_worker(self, session: str | None) -> StudioWorker:
        def report(message: WorkerMessage) -> None:
            self.main.post_message(MainScreen.WorkerReport(worker, message))

        worker = StudioWorker(session, self.profile, self.seed, report)
        return worker

    @work(thread=True, group="studio")
    def run_worker_thread(self, worker: StudioWorker) -> None:
        """Run a worker until it is closed."""
        worker.run()

    async def open_session(self, session: str | None) -> None:
        """Open another session, or a new one; the one on the screen stays saved."""
        if self.main.busy:
            self.notify(texts.text("app", "busy"), severity="warning")
            return
        self.worker.close()
        await self.main.show_worker(self._new_worker(session))
        self.run_worker_thread(self.worker)

    async def action_new(self) -> None:
        """Start a new session."""
        await self.open_session(None)

    # Commands of the screen

    async def on_main_screen_command_submitted(self, command: MainScreen.CommandSubmitted) -> None:
        """Carry out a command of the screen."""
        name, argument = command.name, command.argument
        if name == "import" and self.main.busy:
            self.show_error(GouacheError(texts.text("app", "busy_import")))
        elif name in FILE_COMMANDS:
            self.run_file_command(name, argument)
        elif name == "profile":
            await self.change_profile(argument)
        elif argument:
            self.show_error(GouacheError(texts.text("app", "nothing_after", name=name)))
        elif name == "brief":
            self.main.action_brief()
        else:
            await self.run_action(name)

    @work(thread=True, group="change")
    def run_file_command(self, name: str, argument: str) -> None:
        """Carry out a command that writes or reads files beside the session."""
        from tui.session.history import open_store

        try:
            with open_store() as store:
                result = FILE_COMMANDS[name](store, self.session_id, argument)
        except (GouacheError, RuntimeError) as error:  # Path raises the second for the home of an unknown user.
            self.show_error(error)
            return
        self.notify(clean(result.text), timeout=ERROR_TIMEOUT, markup=False)
        if result.session_id != self.session_id:
            self.call_later(self.open_session, result.session_id)

    async def change_profile(self, name: str) -> None:
        """Continue with another profile's models, in this session, too; without a name, list the profiles."""
        from tools import profiles

        try:
            if not name:
                known = ", ".join(profiles.profile_names())
                text = texts.text("app", "profile", profile=self.worker.profile, known=known)
                self.notify(text, markup=False)
                return
            if self.main.busy:
                raise GouacheError(texts.text("app", "busy_profile"))
            if name.endswith(".toml"):
                ensure_access(Path(name))
            profiles.load_profile(name)
            # An absolute path finds a profile file from any working directory.
            full_name = str(Path(name).resolve()) if name.endswith(".toml") else name
            self._store_profile(full_name)
        except GouacheError as error:
            self.show_error(error)
            return
        self.profile = self.worker.profile = full_name
        if self.session_id is not None:
            await self.open_session(self.session_id)
        self.notify(texts.text("app", "profile_set", name=name), markup=False)

    def _store_profile(self, name: str) -> None:
        from tui.session.history import open_store

        if self.session_id is not None:
            with open_store() as store:
                store.set_profile(self.session_id, name)
