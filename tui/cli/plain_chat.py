"""The conversation of `gouache chat --plain`: whole lines, for screen readers, pipes and simple terminals.

Nothing is redrawn, and no colour or box carries a meaning that the words do not.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial

from agent.commands.command import BadCommand
from agent.commands.paths import split_message
from agent.events import Checked, Event, Interpreted, PromptWritten, QuestionAsked, Stage, TurnFinished
from agent.studio import Emit, Studio
from storage.queries import session_messages
from storage.store import Store
from tools.errors import GouacheError
from tools.text import clean, nearest_name
from tools.types import Check
from tui import texts
from tui.rendering.console import print_line, stdout
from tui.session.file_commands import FILE_COMMANDS
from tui.session.screen_commands import all_commands, parse_screen_command

_LEAVING = ("quit", "exit", "bye", "/quit", "/exit", "退出")
"""Messages that end the conversation, where nothing else is said."""
INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells have it."""
log = logging.getLogger("gouache")


class Interrupt:
    """What Ctrl+C does: at first it stops the running turn, as Esc does in the app; a second one leaves at once.

    Nothing is lost then: a killed turn goes on with the session's next message. Where no turn runs, it raises
    KeyboardInterrupt.
    """

    def __init__(self) -> None:
        self.studio: Studio | None = None
        self.stopped = False
        """Whether the turn was asked to stop."""
        self._working = False

    def __call__(self, *_: object) -> None:
        """Handle the signal."""
        if not self._working:
            raise KeyboardInterrupt
        if self.stopped:
            with contextlib.suppress(OSError, RuntimeError):  # The signal may have come amid a write.
                stdout.show_cursor(True)
                print(flush=True)
            os._exit(INTERRUPTED)  # A model that is being loaded would hold up every other way out.
        self.stopped = True
        self.repeat()
        if sys.stderr is not None and sys.stderr.isatty():
            # Not through the stream, which may be amid a write; loading a model can take seconds.
            os.write(2, b"\nStopping after this step; Ctrl+C once more leaves at once.\n")

    def repeat(self) -> None:
        """Ask once more to stop: what the studio is asked before it begins the turn, it forgets."""
        if self.stopped and self.studio is not None:
            self.studio.cancel()

    @contextlib.contextmanager
    def during(self, studio: Studio | None) -> Iterator[None]:
        """Let Ctrl+C stop a turn of `studio`, which may be set later, instead of raising KeyboardInterrupt."""
        self.studio, self.stopped, self._working = studio, False, True
        try:
            yield
        finally:
            self._working = False


class PlainChat:
    """A conversation on standard input and output."""

    def __init__(self, store: Store, session: str | None, profile: str, seed: int) -> None:
        """Prepare a conversation.

        Args:
            store: Where sessions are stored.
            session: Id of a stored session to continue; None starts a new one with the first message.
            profile: Profile of a new session.
            seed: Base seed of a new session.

        Raises:
            GouacheError: There is no such session, or its profile is missing.
        """
        self.store, self._profile, self._seed = store, profile, seed
        self.studio = Studio.reopen(store, session) if session else None
        self._said = session_messages(store, session) if session else []
        self._interrupt = Interrupt()
        self._heard = True
        """Whether somebody still reads standard output."""

    def run(self) -> int:
        """Read messages until the input ends, or one says goodbye.

        Ctrl+C stops the running turn, or leaves at the prompt; a second one during a turn leaves at once.

        Returns:
            The exit status: INTERRUPTED where Ctrl+C ended it.
        """
        session = self.studio.session_id if self.studio else None
        texts.follow_conversation(reversed(self._said))
        where = texts.text("plain", "session" if session else "new_session", id=session)
        self._print(texts.text("plain", "hello", where=where))
        signal.signal(signal.SIGINT, self._interrupt)
        status = 0
        try:
            if self.studio is not None:
                self._run_job(partial(self._resume, self.studio))
            while self._heard and (line := self._read_line()):
                if line.strip().lower().rstrip(".!。！") in _LEAVING:
                    break
                texts.follow_conversation([line, *reversed(self._said)])
                self._said.append(line)
                if line.strip():
                    self._run_job(partial(self._answer, line))
        except KeyboardInterrupt:
            status = INTERRUPTED
        finally:
            if self.studio is not None:
                self.studio.close()
        if self.studio is not None:
            self._print("\n" + texts.text("plain", "again", id=self.studio.session_id))
        return status

    def _print(self, text: str) -> None:
        self._heard = print_line(text) and self._heard

    def _read_line(self) -> str:
        """Return the next line; empty at the end of the input. Bytes that are no UTF-8 are read as replacements."""
        try:
            print("> ", end="", flush=True)
        except BrokenPipeError:
            return ""
        return sys.stdin.buffer.readline().decode("utf-8", "replace")

    def _resume(self, studio: Studio, emit: Emit) -> None:
        """See the turns through that were left, up to one that asks something or that Ctrl+C stops."""
        while (turn := studio.resume(emit)) is not None:
            if turn.status == "asking" or self._interrupt.stopped:
                return

    def _answer(self, line: str, emit: Emit) -> None:
        """Carry out a file command, or send a message to the studio.

        Raises:
            GouacheError: There is no such command, or what the studio raises.
        """
        command = parse_screen_command(line)
        if command is not None and command[0] in FILE_COMMANDS:
            self._run_file_command(*command, emit)
            return
        _refuse_mistyped(line)
        if self.studio is None:
            self.studio = Studio.new(self.store, self._profile, self._seed)
        self._interrupt.studio = self.studio
        for message in split_message(line):
            self.studio.send(message, emit)

    def _run_job(self, job: Callable[[Emit], object]) -> None:
        finished = False

        def emit(event: Event) -> None:
            nonlocal finished
            finished = finished or isinstance(event, TurnFinished)
            self._interrupt.repeat()
            line = event_line(event)
            if line:
                self._print(clean(line))

        with self._interrupt.during(self.studio):
            try:
                job(emit)
            except GouacheError as error:
                # The reply of a turn that failed says so itself.
                if not finished:
                    self._print(clean(texts.error(error)))
            except Exception:
                log.exception("plain chat")
                if not finished:
                    self._print(texts.text("app", "internal"))

    def _run_file_command(self, name: str, argument: str, emit: Emit) -> None:
        session = self.studio.session_id if self.studio else None
        result = FILE_COMMANDS[name](self.store, session, argument)
        text = result.text
        if result.session_id != session:
            text += " " + texts.text("plain", "open", id=result.session_id)
        emit(TurnFinished(text, "done"))


def _refuse_mistyped(line: str) -> None:
    """Refuse a slash command that is nearly one of the studio's or the screen's.

    Raises:
        BadCommand: Names the command that is meant.
    """
    name = line.split(maxsplit=1)[0]
    if not name.startswith("/") or "/" in name[1:] or name[1:].lower() in all_commands():
        return
    near = nearest_name(name[1:], all_commands())
    if near is not None:
        raise BadCommand("guess", name=name[1:31], near=near)


def event_line(event: Event) -> str:
    """Return an event as one line; empty for most events."""
    match event:
        case Stage(name, _) if name:
            return f"{texts.stage(name)}…"
        case Interpreted(intent, changes):
            listed = texts.phrases().row(changes, ";")
            return texts.text("plain", "understood", intent=texts.intent(intent), list=listed).rstrip()
        case PromptWritten(prompt, _):
            return texts.text("plain", "prompt", prompt=prompt)
        case Checked(attempt, checks) if checks:
            listed = texts.phrases().row(map(_check_text, checks), ";")
            return texts.text("plain", "attempt" if attempt else "checked", number=attempt, list=listed)
        case QuestionAsked(question):
            return texts.text("plain", "question", question=question)
        case TurnFinished(text, _, _, path, _):
            return f"{text}\n{texts.text('plain', 'file', path=path)}" if path else text
        case _:
            return ""


def _check_text(check: Check) -> str:
    percent = f"{100 * check.probability:.0f}"
    statement, verdict = texts.phrases().statement(check.requirement), texts.text("verdict", check.verdict)
    if check.verdict == "unchecked":
        return f"{statement}: {verdict}"
    return texts.text("plain", "check", statement=statement, verdict=verdict, percent=percent)
