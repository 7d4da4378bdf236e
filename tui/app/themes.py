"""Themes for colour-blind people: verdicts differ in lightness, and in blue and orange."""

from __future__ import annotations

from textual.theme import Theme

# Hues from the palette of Okabe and Ito (2008), made lighter or darker to suit the background.
THEMES = (
    Theme(
        "colour-safe-dark", primary="#56b4e9", secondary="#0072b2", accent="#f0e442", foreground="#e6e6e6",
        background="#121417", surface="#1b1e22", panel="#2a2f36", success="#8fd0ff", warning="#f0e442",
        error="#d55e00", dark=True,
    ),
    Theme(
        "colour-safe-light", primary="#0072b2", secondary="#56b4e9", accent="#7a5c00", foreground="#1a1a1a",
        background="#ffffff", surface="#f4f4f2", panel="#dcdcd8", success="#004d80", warning="#a07d00",
        error="#b84a00", dark=False,
    ),
)  # fmt: skip
