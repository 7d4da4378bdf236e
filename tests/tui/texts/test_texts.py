"""What screens and commands say, in each language, and which language is in use."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from string import Formatter

import pytest
from PIL import Image
from textual.binding import Binding
from textual.widgets import Footer, Input, Select, Static
from typer.testing import CliRunner

from storage.settings import load_settings, save_settings
from tests.tui.helpers import notices, send, until
from tools.sentences import LANGUAGES, read_catalogue
from tools.vocabulary.base import Language
from tui import texts
from tui.app.app import GouacheApp
from tui.cli import main
from tui.screens.compare import CompareScreen
from tui.screens.help import HelpScreen
from tui.screens.main import MainScreen
from tui.screens.picker import PickerScreen
from tui.screens.replay import ReplayScreen
from tui.screens.settings import SettingsScreen
from tui.screens.tree import TreeScreen
from tui.screens.viewer import ViewerScreen
from tui.session.screen_commands import SCREEN_COMMANDS
from tui.widgets.card import TurnCard
from tui.widgets.prompt import Prompt

HAN = re.compile(r"[\u4e00-\u9fff]")
TUI = Path(texts.__file__).parent.parent


def _texts(language: Language) -> dict[tuple[str, str], str]:
    sections = read_catalogue("tui.texts", language).items()
    return {(section, key): text for section, keys in sections for key, text in keys.items()}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_the_same_texts_with_the_same_fields() -> None:
    english = {name: _fields(text) for name, text in _texts("en").items()}
    for language in LANGUAGES:
        assert {name: _fields(text) for name, text in _texts(language).items()} == english, language


def test_each_catalogue_is_in_its_language() -> None:
    # The first screen has one line for those who would rather write the other language.
    mixed = {("welcome", "other"), ("welcome", "open_other")}
    assert not {name for name, text in _texts("en").items() if HAN.search(text)} - mixed
    chinese = {name: re.sub(r"{.*?}|[/\\W\d]+", "", text) for name, text in _texts("zh").items() if name[0] != "usage"}
    assert {name for name, text in chinese.items() if text and not HAN.search(text)} - mixed == {("cli", "psnr")}


def test_every_text_that_the_code_asks_for_is_there_and_gets_its_fields() -> None:
    known, asked = _texts("en"), 0
    for path in TUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "texts.text":
                section, key = node.args[:2]
                given = {keyword.arg for keyword in node.keywords}
                keys = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
                for one in (one.value for one in keys if isinstance(one, ast.Constant)):
                    asked += 1
                    assert None in given or _fields(known[ast.literal_eval(section), one]) <= given, ast.unparse(node)
    assert asked > 50


@pytest.mark.parametrize(
    "place", [MainScreen, TurnCard, TreeScreen, CompareScreen, ViewerScreen, PickerScreen, ReplayScreen, Prompt]
)
def test_every_key_is_described_in_each_language(place: type[MainScreen]) -> None:
    known = read_catalogue("tui.texts", "en")["keys"]
    for binding in Binding.make_bindings(place.BINDINGS):
        words = {binding.description} if binding.show else set()
        assert words | ({binding.tooltip} if binding.tooltip else set()) <= known.keys()


def test_every_command_of_the_screen_is_described() -> None:
    for section in ("usage", "command"):
        assert read_catalogue("tui.texts", "en")[section].keys() == set(SCREEN_COMMANDS)


def test_the_setting_then_the_conversation_then_the_locale_choose_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts.language() == "en"
    assert texts.follow_conversation(["画一只猫"])
    assert (texts.language(), texts.text("settings", "save")) == ("zh", "保存")
    assert not texts.follow_conversation(["/undo", "画一只猫"])
    save_settings(language="en")
    texts.use_language(None)
    assert not texts.follow_conversation(["画一只猫"])
    save_settings(language="auto")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    texts.use_language(None)
    assert texts.language() == "zh"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_are_listed_in_each_language(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUACHE_LANGUAGE", language)
    told = CliRunner().invoke(main.app, ["--help"], catch_exceptions=False, terminal_width=200).output
    for key, text in read_catalogue("tui.texts", language)["cli_help"].items():
        assert key in told
        assert text.split("；")[0].split("，")[0].split("; ")[0][:30] in told
    assert all(panel in told for panel in read_catalogue("tui.texts", language)["panels"].values())


def test_the_commands_say_of_themselves_what_the_list_says() -> None:
    own = {command.name: command.callback for command in main.app.registered_commands}
    for name, text in read_catalogue("tui.texts", "en")["cli_help"].items():
        doc = inspect.getdoc(own[name]) if name in own else None
        assert text in " ".join((doc or text).split()), name


def test_what_commands_print_is_in_the_language(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOUACHE_LANGUAGE", "zh")
    ring = tmp_path / "ring.png"
    Image.radial_gradient("L").convert("RGB").save(ring)
    for words, said in (
        (["enhance", str(ring), "--how", "brighter"], "已调亮画面。"),
        (["world"], "颜色"),
        (["sessions"], "还没有会话"),
        (["undelete"], "没有删除过会话"),
    ):
        assert said in CliRunner().invoke(main.app, words, catch_exceptions=False).output


def _shown(app: GouacheApp) -> str:
    """All text of the screen and its footer."""
    lines = (line.text for line in app.screen._compositor.render_strips())
    return "\n".join(lines)


@pytest.mark.usefixtures("no_studio")
async def test_a_chinese_locale_has_a_chinese_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    idle_app = GouacheApp(None, "pocket", 0)
    async with idle_app.run_test(size=(130, 44)) as pilot:
        first = _shown(idle_app).replace(" ", "")
        assert "夜晚的城堡上面有两个红色的气球" in first
        await until(pilot, lambda: "退出" in _shown(idle_app).replace(" ", ""))
        assert idle_app.main.prompt.placeholder == "说说要画什么，或者要改什么"
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle_app.screen, HelpScreen))
        assert "按键" in _shown(idle_app).replace(" ", "")
        await pilot.press("escape")
        await until(pilot, lambda: idle_app.screen is idle_app.main)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(idle_app.screen, TreeScreen) or notices(idle_app))
        assert not re.search("[A-Za-z]{3}", notices(idle_app).replace("Esc", ""))


async def test_a_chinese_message_and_the_settings_change_the_language(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(130, 50)) as pilot:
        assert idle_app.main.prompt.placeholder == "Say what to paint, or what to change"
        await send(idle_app, pilot, "画一只猫")
        await until(pilot, lambda: idle_app.main.prompt.placeholder.startswith("说说"))
        await until(pilot, lambda: "退出" in _shown(idle_app).replace(" ", ""))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        labels = [str(label.content) for label in idle_app.screen.query(Static)]
        assert "新会话的种子" in labels
        idle_app.screen.query_one("#language", Select).value = "en"
        idle_app.screen.query_one("#seed", Input).focus()
        await pilot.press("enter")
        await until(pilot, lambda: idle_app.screen is idle_app.main)
        assert load_settings().language == "en"
        assert idle_app.main.prompt.placeholder.startswith("Say")
        assert idle_app.main.query_one(Footer)
