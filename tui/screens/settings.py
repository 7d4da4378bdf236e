"""F2: the settings, as a form over the TOML file."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from storage.paths import settings_file
from storage.settings import Settings, save_settings
from tools import profiles
from tools.errors import GouacheError
from tui.rendering.graphics import MODES


class SettingsScreen(ModalScreen[dict[str, Any] | None]):
    """Gives the values that were saved, or None."""

    DEFAULT_CSS = """
    SettingsScreen { align: center middle; }
    SettingsScreen VerticalScroll {
        width: 72; max-width: 96%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    SettingsScreen #buttons { height: auto; }
    SettingsScreen Static { color: $text-muted; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "close")]

    def __init__(self, now: Settings) -> None:
        super().__init__()
        self.now = now

    def compose(self) -> ComposeResult:
        """A field a setting, what it does, where it is kept."""
        known = list(dict.fromkeys([*profiles.profile_names(), self.now.profile]))
        themes = sorted(self.app.available_themes)
        with VerticalScroll():
            yield Label("Settings")
            yield Static("profile of new sessions")
            yield Select([(name, name) for name in known], value=self.now.profile, allow_blank=False, id="profile")
            yield Static("pictures in the terminal")
            yield Select([(m, m) for m in MODES], value=self.now.graphics, allow_blank=False, id="graphics")
            yield Static("theme")
            # What the palette chose stays, and is kept when this is saved.
            theme = self.app.theme
            yield Select([(name, name) for name in themes], value=theme, allow_blank=False, id="theme")
            yield Static("seed of new sessions")
            yield Input(str(self.now.seed), type="integer", id="seed")
            yield Static(f"kept in {settings_file()}", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Save", variant="primary", id="save")
                yield Button("Cancel", id="cancel")

    def on_select_changed(self, event: Select.Changed) -> None:
        """A theme is seen at once."""
        if event.select.id == "theme":
            self.app.theme = str(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter saves, too."""
        event.stop()
        self.keep()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, or leave all as it was."""
        if event.button.id == "save":
            self.keep()
        else:
            self.dismiss(None)

    def keep(self) -> None:
        """Save what fits; say what does not."""
        values: dict[str, Any] = {s.id or "": str(s.value) for s in self.query(Select)}
        text = self.query_one(Input).value
        values["seed"] = int(text) if text.lstrip("-").isdecimal() else text
        # What the environment sets for this run, and nobody changed here, must not become lasting.
        changed = {name: value for name, value in values.items() if value != getattr(self.now, name)}
        try:
            save_settings(**changed)
        except GouacheError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.dismiss(changed)
