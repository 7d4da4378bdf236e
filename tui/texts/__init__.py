"""What screens and commands say, in the person's language: `en.toml` and `zh.toml`, with the same keys.

The language is the setting's, else that of the conversation on the screen, else the locale's. It belongs to the
process, because one person sits in front of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tools.sentences import read_catalogue
from tools.vocabulary.base import Language

if TYPE_CHECKING:
    from agent.messages.phrases import Phrases

_chosen: Language | None = None
"""The language in use; None until it is first asked for."""


def language() -> Language:
    """Return the language in use."""
    global _chosen
    if _chosen is None:
        # Here, because the first screen draws without the libraries that read settings.
        from storage.settings import system_language

        _chosen = system_language(_setting())
    return _chosen


def use_language(chosen: Language | None) -> None:
    """Use a language; None goes back to the setting's, else the locale's."""
    global _chosen
    _chosen = chosen


def follow_conversation(messages: Iterable[str]) -> bool:
    """Use the language of a conversation, where the settings leave it open and it tells one.

    Args:
        messages: What the person said, newest first.

    Returns:
        Whether another language is in use now.
    """
    from agent.messages.language import conversation_language

    before = language()
    if _setting() == "auto":
        use_language(conversation_language(messages) or before)
    return language() != before


def text(section: str, key: str, **values: object) -> str:
    """Return a text of the catalogue with its fields filled in.

    Raises:
        KeyError: There is no such text, or a field has no value.
    """
    return read_catalogue("tui.texts", language())[section][key].format(**values)


def phrases() -> Phrases:
    """Return the storybook's words, requirements and changes as phrases; an open profile's words stay as they are."""
    from agent.messages.phrases import Phrases
    from tools.vocabulary import vocabulary_of

    return Phrases(language(), vocabulary_of("storybook"))


def _setting() -> str:
    from storage.errors import BadSettings
    from storage.settings import load_settings

    try:
        return load_settings().language
    except BadSettings:
        return "auto"  # The commands that need the settings say what is wrong with them.


def error(problem: Exception | str) -> str:
    """Return an error's sentence in the language in use."""
    from agent.commands.command import BadCommand
    from agent.messages.errors import error_sentence

    if isinstance(problem, BadCommand):
        return problem.answer.text(language())
    return error_sentence(problem, language())


def work_done(data: dict[str, Any], style: str | None = None) -> str:
    """Return what a tool that works over a picture found and did; see `agent.messages.replies.Replies.work_done`."""
    from agent.messages.replies import Replies
    from tools.vocabulary import vocabulary_of

    return Replies(language(), vocabulary_of("storybook")).work_done(data, style, None)


def key(description: str) -> str:
    """Return what a key does; the binding's own English words where the catalogue does not have them."""
    return _known("keys", description)


def why_unlike(why: str) -> str:
    """Return what explains that a picture came out differently; see `tools.types.Recipe.why_unlike`.

    Args:
        why: In English: what is another one, which versions are, or the error that came instead of a picture.
    """
    if why == "other weights":
        return text("why", "weights")
    first, _, rest = why.partition("another ")
    if rest and not first:
        return text("why", "another", what=phrases().row([_known("why", one) for one in rest.split(", ")]))
    first, _, rest = why.partition("other versions of ")
    if rest and not first:
        return text("why", "versions", names=phrases().row(rest.split(", ")))
    return error(why)


def stage(name: str) -> str:
    """Return the name of a stage of a turn."""
    return _known("stage", name)


def intent(name: str) -> str:
    """Return what a message was taken to ask."""
    return _known("intent", name)


def made_by(tool: str) -> str:
    """Return how a picture was made, by its tool."""
    return _known("made_by", tool)


def rung(name: str) -> str:
    """Return how models are laid out, by the name of a rung of the ladder."""
    return text("rungs", name.replace(" ", "_").replace("-", "_"))


def panel(title: str) -> str:
    """Return the title of a group of commands in `gouache --help`."""
    return _known("panels", title)


def world(title: str) -> str:
    """Return the title of a list of what the painter knows."""
    return _known("world", title)


def figure(name: str) -> str:
    """Return the name of a figure of a run."""
    return _known("figures", name)


def count(unit: str, number: int) -> str:
    """Return a number of things, such as “1 script” or “4 turns”."""
    return text("counts", f"{unit}_one" if number == 1 else unit, n=number)


def palette(title: str) -> str:
    """Return a line of Textual's command palette."""
    return _known("palette", title)


def _known(section: str, key_: str) -> str:
    return read_catalogue("tui.texts", language())[section].get(key_, key_)
