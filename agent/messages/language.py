"""Which language a session is answered in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tools.text import detect_language
from tools.vocabulary.base import Language

_WORDS = 3
"""Words from which a message without a Han letter turns a Chinese session to English: "undo" or "ok" does not."""


_FOREIGN = frozenset({
    "un", "une", "le", "la", "les", "des", "du", "est", "je", "dessine", "moi", "avec", "bonjour", "merci", "pour",
    "dans", "sur", "peux", "der", "das", "ein", "eine", "einen", "und", "ich", "zeichne", "mal", "bitte", "mit",
    "auf", "hallo", "kannst", "el", "los", "una", "con", "por", "favor", "hola", "dibuja", "pinta", "quiero", "en",
    "il", "uno", "gli", "ciao", "disegna", "per", "di", "um", "uma", "com", "desenhe", "ola", "och", "rysuj",
})  # fmt: skip
"""Words of French, German, Spanish, Italian and Portuguese that English messages don't have."""
_FOREIGN_WORDS = 2
"""Such words from which a message counts as one of another language."""


def is_other_language(message: str) -> bool:
    """Whether a message is plainly neither English nor Chinese: in another script, or with others' little words."""
    letters = [letter for letter in message if letter.isalpha()]
    han = detect_language(message) == "zh"
    foreign = sum(not ("LATIN" in (name := unicodedata.name(letter, "")) or "CJK" in name) for letter in letters)
    if foreign:
        return foreign * (1 if han else 2) >= len(letters) / 2
    words = re.findall(r"[^\W\d_]+", message.lower())
    return not han and sum(word in _FOREIGN for word in words) >= _FOREIGN_WORDS


def conversation_language(messages: Iterable[str]) -> Language | None:
    """The language of the newest message that tells one; None where none does.

    Any Han letter makes a message Chinese. Slash commands and messages without letters keep the language that was
    spoken before them; few words without a Han letter make it English only where nothing was said before.

    Args:
        messages: What the person said, newest first.
    """
    few: Language | None = None
    for message in messages:
        spoken = None if message.lstrip().startswith("/") else detect_language(message)
        if spoken == "zh" or (spoken == "en" and len(re.findall(r"[^\W\d_]+", message)) >= _WORDS):
            return spoken
        few = few or spoken
    return few
