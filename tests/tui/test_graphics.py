"""Which way pictures reach a terminal, with terminals that are told to be this or that."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from tools.errors import GouacheError
from tui.rendering.graphics import detect, reachable


class _TGPImage:
    pass


class _SixelImage:
    pass


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A terminal with the extra installed; its `Image` is what the extra would have found out."""
    for name in ("TMUX", "STY", "ZELLIJ"):
        monkeypatch.delenv(name, raising=False)
    found = ModuleType("textual_image.renderable")
    found.TGPImage, found.SixelImage, found.Image = _TGPImage, _SixelImage, object  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "textual_image", ModuleType("textual_image"))
    monkeypatch.setitem(sys.modules, "textual_image.renderable", found)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    return found


def test_what_the_terminal_speaks_is_taken(terminal: ModuleType) -> None:
    for image, mode in ((_TGPImage, "kitty"), (_SixelImage, "sixel"), (object, "blocks")):
        terminal.Image = image  # type: ignore[attr-defined]
        assert detect()[0] == mode


@pytest.mark.parametrize(("sign", "name"), [("TMUX", "tmux"), ("STY", "screen"), ("ZELLIJ", "zellij")])
def test_a_multiplexer_hides_graphics_and_is_named(
    terminal: ModuleType, monkeypatch: pytest.MonkeyPatch, sign: str, name: str
) -> None:
    terminal.Image = _TGPImage  # type: ignore[attr-defined]
    monkeypatch.setenv(sign, "1")
    assert detect() == ("blocks", f"{name} hides the terminal's graphics")
    assert detect("kitty") == ("kitty", "as asked")


def test_without_a_terminal_or_the_extra_there_are_blocks(
    terminal: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_image.renderable", None)
    assert "gouache[graphics]" in detect()[1]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    assert detect() == ("blocks", "this is not a terminal")
    with pytest.raises(GouacheError, match="no graphics mode"):
        detect("ascii")


def test_a_running_app_reaches_what_was_found_before_it_started() -> None:
    assert reachable("auto", "kitty") == "kitty"
    assert reachable("none", "blocks") == "none"
    assert reachable("sixel", "blocks") is None
