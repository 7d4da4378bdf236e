"""The settings, as a form over the TOML file."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Select, Static

from storage.settings import Settings, save_settings
from tools import profiles
from tools.errors import GouacheError
from tools.paths import settings_file
from tui import texts
from tui.rendering.graphics import MODES
from tui.screens.localized_screen import LocalizedScreen


class SettingsScreen(LocalizedScreen, ModalScreen[dict[str, Any] | None]):
    """Closes with the values that were changed and saved, or with None."""

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

    def __init__(self, settings: Settings) -> None:
        """Show the settings in force."""
        super().__init__()
        self.settings = settings

    def compose(self) -> ComposeResult:
        """Create a field for each setting, the path of the file, and the buttons."""
        profile_names = list(dict.fromkeys([*profiles.profile_names(), self.settings.profile]))
        themes = sorted(self.app.available_themes)
        with VerticalScroll():
            yield Label(texts.text("settings", "title"))
            yield Static(texts.text("settings", "profile"))
            yield _select("profile", profile_names, self.settings.profile)
            yield Static(texts.text("settings", "graphics"))
            yield _select("graphics", MODES, self.settings.graphics)
            yield Static(texts.text("settings", "theme"))
            # The theme in use, which may have been chosen in the palette; saving makes it last.
            yield _select("theme", themes, self.app.theme)
            yield Static(texts.text("settings", "language"))
            yield _select("language", ("auto", "en", "zh"), self.settings.language)
            yield Static(texts.text("settings", "seed"))
            yield Input(str(self.settings.seed), type="integer", max_length=20, id="seed")
            yield Static(texts.text("settings", "stored", path=settings_file()), markup=False)
            with Horizontal(id="buttons"):
                yield Button(texts.text("settings", "save"), variant="primary", id="save")
                yield Button(texts.text("settings", "cancel"), id="cancel")

    def on_select_changed(self, event: Select.Changed) -> None:
        """Show a theme at once."""
        if event.select.id == "theme":
            self.app.theme = str(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save on Enter."""
        event.stop()
        self.save()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, or close without saving."""
        if event.button.id == "save":
            self.save()
        else:
            self.dismiss(None)

    def save(self) -> None:
        """Save the changed values and close; stay open where one is invalid."""
        values: dict[str, Any] = {select.id or "": str(select.value) for select in self.query(Select)}
        seed = self.query_one(Input).value
        values["seed"] = int(seed) if seed.lstrip("-").isdecimal() else seed
        # Unchanged values may come from the environment of this run, and must not become permanent.
        changed = {name: value for name, value in values.items() if value != getattr(self.settings, name)}
        try:
            save_settings(**changed)
        except GouacheError as error:
            self.notify(texts.error(error), severity="error", markup=False)
            return
        self.dismiss(changed)


def _select(name: str, options: list[str] | tuple[str, ...], value: str) -> Select[str]:
    return Select([(option, option) for option in options], value=value, allow_blank=False, id=name)
