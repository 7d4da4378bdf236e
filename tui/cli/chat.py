"""`gouache chat --plain`: the conversation as whole lines, for screen readers, pipes and dumb terminals.

Nothing moves, nothing is drawn twice, no colour and no box says what words do not say.
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
from tui.app.session_files import FILING
from tui.app.slash_commands import local

SAID = {"pass": "yes", "fail": "no", "unsure": "not sure", "n/a": "not applicable"}


def tell(event: Event) -> None:
    """One event as a line, or nothing."""
    match event:
        case Stage(name, _) if name:
            line = f"{name}…"
        case Interpreted(intent, changes):
            line = f"Understood: {intent}. {'; '.join(changes)}".rstrip()
        case PromptWritten(prompt, _):
            line = f"Prompt: {prompt}"
        case Checked(attempt, checks):
            rows = "; ".join(
                f"{c.requirement.statement}: {SAID[c.verdict]}, {100 * c.probability:.0f} percent" for c in checks
            )
            line = f"Look {attempt}: {rows}" if attempt else f"Checked: {rows}"
        case QuestionAsked(question):
            line = f"Question: {question}"
        case TurnFinished(text, _, _, path, _):
            line = f"{text}\nPicture file: {path}" if path else text
        case _:
            return
    print(clean(line), flush=True)


def _filing(line: str) -> tuple[str, str] | None:
    command = local(line)
    return command if command and command[0] in FILING else None


def _filed(store: Store, studio: Studio, name: str, rest: str, emit: Emit) -> None:
    sentence, session = FILING[name](store, studio.session_id, rest)
    more = "" if session == studio.session_id else f" Open it with: gouache chat --plain --session {session}"
    emit(TurnFinished(sentence + more, "done"))


def chat(session: str | None, profile: str, seed: int) -> None:
    """Read messages, a line each, until the input ends. Ctrl+C stops the running turn, or leaves at the prompt.

    Raises:
        GouacheError: the session or profile is not there.
    """
    store = Store()
    studio = Studio.reopen(store, session) if session else Studio.new(store, profile, seed)
    print(f"gouache, session {studio.session_id}. Write what to paint or change; /help lists commands.", flush=True)
    working = False

    def interrupted(*_: object) -> None:
        if not working:
            raise KeyboardInterrupt
        studio.cancel()

    def guarded(job: Callable[[Emit], object]) -> None:
        nonlocal working
        working, told = True, False

        def emit(event: Event) -> None:
            nonlocal told
            told = told or isinstance(event, TurnFinished)
            tell(event)

        try:
            job(emit)
        except GouacheError as error:
            # A turn that failed has said so in its reply.
            if not told:
                print(clean(str(error)), flush=True)
        finally:
            working = False

    signal.signal(signal.SIGINT, interrupted)
    try:
        guarded(studio.resume)
        while True:
            print("> ", end="", flush=True)
            line = sys.stdin.readline()
            if not line:
                break
            if not line.strip():
                continue
            guarded(
                partial(_filed, store, studio, *command) if (command := _filing(line)) else partial(studio.send, line)
            )
    except KeyboardInterrupt:
        pass
    finally:
        studio.close()
    print(f"\nTo go on: gouache chat --plain --session {studio.session_id}", flush=True)
