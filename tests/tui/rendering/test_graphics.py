"""How pictures are shown in terminals that say to be this or that."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from tools.errors import GouacheError
from tui.rendering.graphics import detect_mode, reachable_mode


class _TGPImage:
    pass


class _SixelImage:
    pass


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A terminal with the extra installed; `Image` is the class that the extra chose for it."""
    for name in ("TMUX", "STY", "ZELLIJ"):
        monkeypatch.delenv(name, raising=False)
    found = ModuleType("textual_image.renderable")
    found.TGPImage, found.SixelImage, found.Image = _TGPImage, _SixelImage, object  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "textual_image", ModuleType("textual_image"))
    monkeypatch.setitem(sys.modules, "textual_image.renderable", found)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    return found


def test_the_best_protocol_of_the_terminal_is_used(terminal: ModuleType) -> None:
    for image, mode in ((_TGPImage, "kitty"), (_SixelImage, "sixel"), (object, "blocks")):
        terminal.Image = image  # type: ignore[attr-defined]
        assert detect_mode()[0] == mode


@pytest.mark.parametrize(("sign", "name"), [("TMUX", "tmux"), ("STY", "screen"), ("ZELLIJ", "zellij")])
def test_a_multiplexer_hides_graphics_and_is_named(
    terminal: ModuleType, monkeypatch: pytest.MonkeyPatch, sign: str, name: str
) -> None:
    terminal.Image = _TGPImage  # type: ignore[attr-defined]
    monkeypatch.setenv(sign, "1")
    assert detect_mode() == ("blocks", f"{name} hides the terminal's graphics")
    assert detect_mode("kitty") == ("kitty", "as asked")


def test_without_a_terminal_or_the_extra_there_are_blocks(
    terminal: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_image.renderable", None)
    assert "gouache[graphics]" in detect_mode()[1]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    assert detect_mode() == ("blocks", "this is not a terminal")
    with pytest.raises(GouacheError, match="no graphics mode"):
        detect_mode("ascii")


def test_a_running_app_can_use_what_was_detected_before() -> None:
    assert reachable_mode("auto", "kitty") == "kitty"
    assert reachable_mode("none", "blocks") == "none"
    assert reachable_mode("sixel", "blocks") is None
