"""Other things and colours in a written session, in its messages and plans alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tools.vocabulary.english import with_article
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.speaker import Speaker

Row = dict[str, Any]
"""A session: id, lang and turns, each of which has `say` and `plan` under the plan's wire keys."""
KEPT = 0.3
"""Share of things that stay as they are."""
SAME_GROUP = 0.75
"""Share of things that are replaced by one of their own group, so that what is said of them may still be true."""
OTHER_COLORS = 0.5
"""Share of sessions whose colours are exchanged."""


def name_fields(part: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields of an edit, or of a plan that asks something, that name things."""
    match part.get("op", part.get("do")):
        case "scene" | "style" | "time" | "weather" | "look" | "note" | "clear" | "list":
            return ()
        case "replace" | "avoid":
            return ("what", "to", "of")
        case _:
            return ("what", "of")


def _session_edits(row: Row) -> list[dict[str, Any]]:
    """Return the edits of a session, and its plans, which may name things, too."""
    plans = [turn["plan"] for turn in row["turns"]]
    return [*plans, *(edit for plan in plans for edit in plan.get("edits", ()))]


def _session_names(row: Row) -> set[str]:
    return {part[key] for part in _session_edits(row) for key in name_fields(part) if part.get(key)}


def _session_text(row: Row) -> str:
    return " ".join(turn["say"] for turn in row["turns"]).lower()


def _written_forms(noun: str, lang: str) -> list[str]:
    """Return every way to write a noun, longest first."""
    known = lexicon.nouns()[noun]
    names = known.chinese if lang == "zh" else (*known.english, *map(lexicon.plural, known.english))
    return sorted(set(names), key=len, reverse=True)


def _replaceable_nouns(row: Row) -> list[str]:
    """Return the nouns of a session that can be replaced.

    Wherever a plan has one by another name than its own, no message may have that name: a slip of the fingers, or the
    end of a longer name, would stay behind.
    """
    lang = row["lang"]
    text = _session_text(row)
    replaceable: dict[str, bool] = {}
    for name in _session_names(row):
        noun = lexicon.noun(name)
        if noun is not None:
            forms = _written_forms(noun, lang)
            is_whole = name.lower() in forms or name.lower() not in text
            # One Chinese character is a part of too many words.
            is_short = lang == "zh" and any(len(form) == 1 and form in text for form in forms)
            replaceable[noun] = replaceable.get(noun, True) and is_whole and not is_short
    # A name within another's ("tree", "palm tree") can't be told apart from it.
    return sorted(
        noun
        for noun, fits in replaceable.items()
        if fits and not any(noun != other and (noun in other or other in noun) for other in replaceable)
    )


def _noun_replacements(speaker: Speaker, row: Row) -> dict[str, str]:
    """Draw replacements for nouns of a session: a table from each of their forms to that of another noun."""
    lang = row["lang"]
    nouns = lexicon.nouns()
    table: dict[str, str] = {}
    taken = set(map(lexicon.noun, _session_names(row)))
    for noun in _replaceable_nouns(row):
        if speaker.chance(KEPT):
            continue
        options = [name for name in nouns if name not in taken]
        if speaker.chance(SAME_GROUP):
            options = [name for name in options if nouns[name].group == nouns[noun].group]
        if not options:
            continue
        new = speaker.pick(options)
        taken.add(new)
        name = speaker.pick(nouns[new].chinese if lang == "zh" else nouns[new].english)
        for form in _written_forms(noun, lang):
            plural = lang == "en" and form not in nouns[noun].english
            table[form.lower()] = lexicon.plural(name) if plural else name
        table.setdefault(noun, new)
    return table


def _color_replacements(speaker: Speaker, row: Row) -> dict[str, str]:
    """Draw a permutation of the colours; empty where a message has a colour in another form than its whole name."""
    names = {edit["color"] for edit in _session_edits(row) if edit.get("color")}
    if not names or not speaker.chance(OTHER_COLORS) or not names <= set(lexicon.COLORS):
        return {}
    if row["lang"] == "en":
        words = {name: name for name in lexicon.COLORS}
    else:
        words = {name: next(n for n in others if not n.isascii()) for name, others in lexicon.COLOR_NAMES.items()}
        rest = re.sub("|".join(words.values()), "", _session_text(row))
        if any(name in rest for color, others in lexicon.COLOR_NAMES.items() for name in (color, *others)):
            return {}
    permuted = [str(name) for name in speaker.rng.permutation(list(lexicon.COLORS))]
    return {words[old]: words[new] for old, new in zip(lexicon.COLORS, permuted, strict=True)}


def _replace_words(text: str, table: dict[str, str], lang: str) -> str:
    """Replace words of a text, in English with the article that fits the new word."""
    if not table:
        return text

    def replacement(found: re.Match[str]) -> str:
        new = table[found["word"].lower()]
        if found["word"].isupper() and len(found["word"]) > 1:
            new = new.upper()
        if found["article"] and with_article(new) != new:
            return with_article(new)
        return (found["article"] or "") + new

    words = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    word = words if lang == "zh" else rf"\b(?:{words})\b"
    return re.sub(rf"(?P<article>\ban? )?(?P<word>{word})", replacement, text, flags=re.IGNORECASE)


def _replace_in_part(part: dict[str, Any], replaced: Callable[[str], str], colors: dict[str, str]) -> dict[str, Any]:
    """Return an edit, or a plan, with other names and another colour."""
    names = {key: replaced(part[key]) for key in name_fields(part) if part.get(key)}
    color = {"color": colors.get(part["color"], part["color"])} if part.get("color") else {}
    return {**part, **names, **color}


def vary_session(speaker: Speaker, row: Row) -> Row:
    """Return a session with other things and colours in it."""
    lang = row["lang"]
    noun_words = _noun_replacements(speaker, row)
    color_words = _color_replacements(speaker, row)
    nouns = {lexicon.noun(word): str(lexicon.noun(new)) for word, new in noun_words.items() if lexicon.noun(word)}
    colors = {str(lexicon.color(old)): str(lexicon.color(new)) for old, new in color_words.items()}

    def replaced(name: str) -> str:
        noun = lexicon.noun(name)
        if noun is not None:
            return nouns.get(noun, name)
        # "Red balloon" is a balloon and a colour.
        return _replace_words(_replace_words(name, noun_words, lang), color_words | colors, lang)

    turns = []
    for turn in row["turns"]:
        plan = _replace_in_part(turn["plan"], replaced, colors)
        if "edits" in plan:
            plan["edits"] = [_replace_in_part(edit, replaced, colors) for edit in plan["edits"]]
        text = _replace_words(turn["say"], noun_words, lang)
        text = _replace_words(text, color_words, lang)
        turns.append({**turn, "say": text, "plan": plan})
    return {**row, "turns": turns}
