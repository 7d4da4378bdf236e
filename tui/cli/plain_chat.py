"""The conversation of `gouache chat --plain`: whole lines, for screen readers, pipes and simple terminals.

Nothing is redrawn, and no colour or box carries a meaning that the words do not.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial

from agent.events import Checked, Event, Interpreted, PromptWritten, QuestionAsked, Stage, TurnFinished
from agent.studio import Emit, Studio
from storage.store import Store
from tools.errors import GouacheError
from tools.text import clean
from tools.types import Check
from tui.session.file_commands import FILE_COMMANDS
from tui.session.screen_commands import parse_screen_command

_VERDICTS = {"pass": "yes", "fail": "no", "unsure": "not sure", "n/a": "not applicable"}


def run_plain_chat(session: str | None, profile: str, seed: int) -> None:
    """Read a message from each line until the input ends.

    Args:
        session: Id of a stored session to continue; None starts a new one.
        profile: Profile of a new session.
        seed: Base seed of a new session.

    Raises:
        GouacheError: There is no such session or profile.
    """
    store = Store()
    studio = Studio.reopen(store, session) if session else Studio.new(store, profile, seed)
    PlainChat(store, studio).run()


class PlainChat:
    """A conversation on standard input and output."""

    def __init__(self, store: Store, studio: Studio) -> None:
        self.store, self.studio = store, studio
        self._working = False

    def run(self) -> None:
        """Read messages until the input ends. Ctrl+C stops the running turn, or leaves at the prompt."""
        print(
            f"gouache, session {self.studio.session_id}. Say what to paint or change; /help lists the commands.",
            flush=True,
        )
        signal.signal(signal.SIGINT, self._interrupt)
        try:
            self._run_job(self.studio.resume)
            while line := self._read_line():
                if line.strip():
                    self._run_job(self._job(line))
        except KeyboardInterrupt:
            pass
        finally:
            self.studio.close()
        print(f"\nTo continue: gouache chat --plain --session {self.studio.session_id}", flush=True)

    def _read_line(self) -> str:
        """Return the next line; empty at the end of the input."""
        print("> ", end="", flush=True)
        return sys.stdin.readline()

    def _interrupt(self, *_: object) -> None:
        if not self._working:
            raise KeyboardInterrupt
        self.studio.cancel()

    def _job(self, line: str) -> Callable[[Emit], object]:
        """Return what to do about a line: a file command, or a message to the studio."""
        command = parse_screen_command(line)
        if command is not None and command[0] in FILE_COMMANDS:
            return partial(self._run_file_command, *command)
        return partial(self.studio.send, line)

    def _run_job(self, job: Callable[[Emit], object]) -> None:
        finished = False

        def emit(event: Event) -> None:
            nonlocal finished
            finished = finished or isinstance(event, TurnFinished)
            print_event(event)

        self._working = True
        try:
            job(emit)
        except GouacheError as error:
            # The reply of a turn that failed says so itself.
            if not finished:
                print(clean(str(error)), flush=True)
        finally:
            self._working = False

    def _run_file_command(self, name: str, argument: str, emit: Emit) -> None:
        result = FILE_COMMANDS[name](self.store, self.studio.session_id, argument)
        text = result.text
        if result.session_id != self.studio.session_id:
            text += f" Open it with: gouache chat --plain --session {result.session_id}"
        emit(TurnFinished(text, "done"))


def print_event(event: Event) -> None:
    """Print an event as one line; most events print nothing."""
    match event:
        case Stage(name, _) if name:
            line = f"{name}…"
        case Interpreted(intent, changes):
            line = f"Understood: {intent}. {'; '.join(changes)}".rstrip()
        case PromptWritten(prompt, _):
            line = f"Prompt: {prompt}"
        case Checked(attempt, checks):
            label = f"Attempt {attempt}" if attempt else "Checked"
            line = f"{label}: {'; '.join(_check_text(check) for check in checks)}"
        case QuestionAsked(question):
            line = f"Question: {question}"
        case TurnFinished(text, _, _, path, _):
            line = f"{text}\nPicture file: {path}" if path else text
        case _:
            return
    print(clean(line), flush=True)


def _check_text(check: Check) -> str:
    return f"{check.requirement.statement}: {_VERDICTS[check.verdict]}, {100 * check.probability:.0f} percent"
