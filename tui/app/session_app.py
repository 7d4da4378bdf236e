"""The part of the app that owns the session on the screen: its thread, its profile, and its commands."""

from __future__ import annotations

import asyncio
import atexit
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import App

from agent.commands.file_access import ensure_access
from tools.errors import GouacheError
from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.main import ERROR_TIMEOUT, MainScreen
from tui.session.worker import REPLAY_THREAD, StudioWorker
from tui.session.worker_messages import WorkerMessage

if TYPE_CHECKING:
    from tui.session.file_commands import FileResult

_LEAVE_SECONDS = 2.0
"""Seconds that leaving waits for the end of the studio's present step."""


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

    async def on_unmount(self) -> None:
        """Leave the session: what runs or waits in it is kept, and goes on when it is opened again."""
        await asyncio.to_thread(self.worker.close, _LEAVE_SECONDS)

    def run(self, *arguments: Any, **options: Any) -> None:
        """Run the app; see `textual.app.App.run`. A model that never answers does not keep the process."""
        super().run(*arguments, **options)
        if self.worker.is_alive or any(thread.name == REPLAY_THREAD for thread in threading.enumerate()):
            atexit.register(_end_process)

    @property
    def worker(self) -> StudioWorker:
        """The worker of the session on the screen."""
        return self.main.worker

    @property
    def session_id(self) -> str | None:
        """The session on the screen; None before its first message."""
        return self.worker.session_id

    def show_error(self, error: Exception) -> None:
        """Show above the prompt what happened and what to do, or over a window; may be called from any thread."""
        if self.is_running:
            self.call_later(self._show_error, texts.error(error))

    def _show_error(self, text: str) -> None:
        if self.screen is self.main:
            self.main.refuse(text)
        else:
            self.notify(clean(text), severity="error", timeout=ERROR_TIMEOUT, markup=False)

    # The session's thread

    def _new_worker(self, session: str | None) -> StudioWorker:
        def report(message: WorkerMessage) -> None:
            self.main.post_message(MainScreen.WorkerReport(worker, message))

        worker = StudioWorker(session, self.profile, self.seed, report)
        return worker

    def run_worker_thread(self, worker: StudioWorker) -> None:
        """Start a worker's thread, which runs until the worker is closed."""
        worker.start()

    async def open_session(self, session: str | None) -> None:
        """Open another session, or a new one; the one on the screen stays saved."""
        if self.main.busy:
            self.show_error(GouacheError(texts.text("app", "busy")))
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
        from tui.session.file_commands import FILE_COMMANDS

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
        from tui.session.file_commands import FILE_COMMANDS
        from tui.session.history import open_store

        try:
            with open_store() as store:
                result = FILE_COMMANDS[name](store, self.session_id, argument)
        except (GouacheError, RuntimeError) as error:  # Path raises the second for the home of an unknown user.
            self.show_error(error)
            return
        self.call_later(self._show_result, name, result)

    async def _show_result(self, name: str, result: FileResult) -> None:
        if result.session_id != self.session_id:
            await self.open_session(result.session_id)
        await self.main.transcript.show_note(f"/{name} · {result.text}")

    async def change_profile(self, name: str) -> None:
        """Continue with another profile's models, in this session, too; without a name, list the profiles."""
        from tools import profiles

        try:
            if not name:
                known = ", ".join(profiles.profile_names())
                text = texts.text("app", "profile", profile=self.worker.profile, known=known)
                await self.main.transcript.show_note(f"/profile · {text}")
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
        self.main.welcome.set_world(self.worker.vocabulary.closed)
        if self.session_id is not None:
            await self.open_session(self.session_id)
        await self.main.transcript.show_note(f"/profile · {texts.text('app', 'profile_set', name=name)}")

    def _store_profile(self, name: str) -> None:
        from tui.session.history import open_store

        if self.session_id is not None:
            with open_store() as store:
                store.set_profile(self.session_id, name)


def _end_process() -> None:
    """End the process at once: the interpreter's own end would wait for the model, or crash in it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
