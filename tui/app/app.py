"""The Textual app: a conversation on the main screen, windows over it, and the studio in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tools.errors import GouacheError
from tui import texts
from tui.app.dialogs import DialogApp
from tui.app.themes import THEMES
from tui.rendering.graphics import Mode
from tui.screens.main import MainScreen

_WINDOW_ACTIONS = ("sessions", "new", "tree", "viewer", "replay", "models", "settings", "help")
"""Actions of the app that are on the command palette."""


class GouacheApp(DialogApp):
    """The app, with its themes, the keys that work everywhere, and the command palette."""

    TITLE = "gouache"
    # At the top, because a notice must not cover the prompt.
    CSS = "ToastRack { dock: top; align: right top; }"
    # The main screen has this key, too; here it also works over a window.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "help", "help", show=False, priority=True)]

    def __init__(self, session: str | None, profile: str, seed: int, mode: Mode = "blocks", reason: str = "") -> None:
        """See `SessionApp`."""
        super().__init__(session, profile, seed, mode, reason)
        for theme in THEMES:
            self.register_theme(theme)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Open the help over at most one window; another F1 there is the help's own."""
        return action != "help" or len(self.screen_stack) <= 2

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return the entries of the palette: Textual's own and, on the main screen, windows and slash commands."""
        from tui.session.screen_commands import all_commands

        for own in super().get_system_commands(screen):
            yield SystemCommand(texts.palette(own.title), texts.palette(own.help), own.callback, own.discover)
        if screen is not self.main:
            return
        for binding in Binding.make_bindings(MainScreen.BINDINGS):
            action = binding.action.removeprefix("app.")
            if action in _WINDOW_ACTIONS:
                description = texts.key(binding.tooltip or binding.description)
                title = texts.key(binding.description).capitalize()
                yield SystemCommand(title, description, partial(self.run_action, action))
        for name, about in _other_profiles(self.worker.profile):
            yield SystemCommand(f"/profile {name}", about, partial(self.main.submit, f"/profile {name}"))
        for name, (usage, description) in all_commands().items():
            is_complete = usage == f"/{name}"
            submit = partial(self.main.submit, usage)
            fill_prompt = partial(self.main.fill_prompt, f"/{name} ")
            yield SystemCommand(usage, description, submit if is_complete else fill_prompt)


def _other_profiles(present: str) -> Iterator[tuple[str, str]]:
    """Return the names of the profiles that a session can go on with, and what each is good at."""
    from tools import profiles

    for name in profiles.profile_names():
        with suppress(GouacheError):  # Whoever chooses a broken one is told.
            about = profiles.load_profile(name).about
            if name != present:
                yield name, about.get(texts.language(), about.get("en", name))
