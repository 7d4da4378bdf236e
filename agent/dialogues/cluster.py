"""Plays cases on a Ray cluster. Every machine of it has gouache installed and keeps its own home folder."""

from __future__ import annotations

import logging
import queue
import tempfile
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.dialogues.cases import Case
from agent.dialogues.judges.loading import judge_profiles
from agent.dialogues.results import CaseKey, ScriptResult, TurnResult
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.scripts.loading import files_of
from agent.dialogues.stage import EndTurn, LeftCase, Listener, Stage, ignore
from tools.errors import GouacheError, ModelMissing
from tools.files import open_regular
from tools.memory.costs import GB
from tools.memory.resources import Resources, needed_resources
from tools.profiles import load_profile
from tools.text import one_line

_WAIT = 1.0
"""Seconds to wait for any case to tell something."""
_TRIES = 3
"""Actors that a case may lose before it is given up."""

Told = tuple[str, TurnResult | None, bytes, str]
"""What a machine tells of a case: its session, a turn with its picture's file, or at the end an error."""


class NoCluster(ModelMissing):
    """There is no Ray, no cluster at an address, or none that could play."""


def play_on_cluster(run: RunFolder, left: list[LeftCase], listener: Listener, end_turn: EndTurn, address: str) -> None:
    """Play cases by actors, each with the models of one profile; each turn is told as it ends.

    A case that another machine had begun begins anew where its session is not at hand.

    Args:
        run: The run that they belong to.
        left: The cases.
        listener: Who hears of their beginning and end.
        end_turn: Called with every turn; its picture is a file of this machine.
        address: As `ray.init` takes it.

    Raises:
        NoCluster: Ray is not installed, nothing answers at the address, or no machine there has what a profile
            asks for.
    """
    ray = _connected(address)
    try:
        asked = {name: _resources(name, run.info.judge) for name in dict.fromkeys(case.profile for case, _ in left)}
        room = rooms(ray.nodes(), asked)
        kind = ray.remote(_Player)

        def start(profile: str) -> Any:
            gpus, memory = asked[profile]
            # Restarted and repeated by the pool: Ray would tell turns twice.
            options = kind.options(num_cpus=1, num_gpus=gpus, memory=int(memory * GB), max_restarts=0)
            return options.remote(run.info.judge)

        for case, begun in left:
            if begun is not None:
                run.forget(case)
        Pool(ray, run, start, ray.kill, listener, end_turn).play([case for case, _ in left], room)
    finally:
        ray.shutdown()


def _resources(profile: str, judge: str) -> Resources:
    """What an actor asks for; one whose profile can't be read here asks for a processor, and tells what is wrong."""
    try:
        return needed_resources([load_profile(profile), *judge_profiles(judge)])
    except GouacheError:
        return Resources(0, 0.0)


def rooms(nodes: list[dict[str, Any]], asked: Mapping[str, Resources]) -> dict[str, int]:
    """Return how many actors of each profile a cluster has room for at once while nobody else uses it.

    Args:
        nodes: Its machines, as `ray.nodes` tells them.
        asked: What an actor asks for beside a processor, by the profile.

    Raises:
        NoCluster: a profile has room nowhere.
    """
    room = {profile: _count_room(nodes, resources) for profile, resources in asked.items()}
    for profile, (gpus, memory) in asked.items():
        if not room[profile]:
            raise NoCluster(
                f"No machine of the cluster has the {gpus} GPUs and {memory:.1f} GB of memory that "
                f"{one_line(profile, 80)} asks for; add one that has, or choose a smaller profile."
            )
    return room


def _count_room(nodes: list[dict[str, Any]], resources: Resources) -> int:
    needs = {"CPU": 1.0, "GPU": float(resources.gpus), "memory": resources.memory * GB}
    alive = [node["Resources"] for node in nodes if node["Alive"]]
    return sum(min(int(has.get(key, 0.0) // need) for key, need in needs.items() if need) for has in alive)


def _connected(address: str) -> Any:
    try:
        import ray
    except ImportError as error:
        raise NoCluster('--ray needs Ray: pip install "gouache[ray]".') from error
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=None)
    except (ConnectionError, RuntimeError, ValueError) as error:
        why = one_line(str(error), 200)
        raise NoCluster(
            f"No Ray cluster answers at {one_line(address, 100)} ({why}); start one first, and set RAY_AUTH_MODE=token "
            "where it asks for a token."
        ) from error
    return ray


def _files(case: Case) -> dict[str, bytes]:
    """Return the picture files that a script names, which other machines do not have."""
    files = {}
    for name in {name for turn in case.script.steps for name in files_of(turn)}:
        with open_regular(case.script.folder / name) as file:
            files[name] = file.read()
    return files


class Pool:
    """Actors that each play one case at a time, and take the next one of their profile from the driver.

    While cases wait, so does one actor for a place on the cluster, so that machines that join, and what other profiles
    leave, come to be used; an actor for which nothing waits is ended.

    Args:
        ray: The library.
        run: The run that the cases belong to.
        start: Starts an actor for a profile; it has `ready`, and `play`, which yields what it tells of a case.
        end: Ends an actor.
        listener: Who hears of the beginning and end of cases.
        end_turn: Called with every turn; its picture is a file of this machine.
    """

    def __init__(
        self,
        ray: Any,
        run: RunFolder,
        start: Callable[[str], Any],
        end: Callable[[Any], object],
        listener: Listener,
        end_turn: EndTurn,
    ) -> None:
        self._ray, self._run, self._start, self._end = ray, run, start, end
        self._listener, self._end_turn = listener, end_turn
        self._queued: dict[str, deque[Case]] = {}
        self._starting: dict[Any, tuple[str, Any]] = {}
        self._playing: dict[Any, tuple[Case, ScriptResult, Any]] = {}
        self._tries: Counter[CaseKey] = Counter()

    def play(self, cases: list[Case], room: Mapping[str, int]) -> None:
        """Play cases; one whose actor dies begins anew, and the others go on.

        Args:
            cases: What is played.
            room: How many actors of each profile to start with.
        """
        for case in cases:
            self._queued.setdefault(case.profile, deque()).append(case)
        for profile, queued in self._queued.items():
            for _ in range(min(room[profile], len(queued))):
                self._add(profile)
        with tempfile.TemporaryDirectory() as folder:
            while waiting := [*self._starting, *self._playing]:
                # All that have something to tell are asked at once: looking for them takes longer the more there are.
                ready, _ = self._ray.wait(waiting, timeout=_WAIT)
                more, _ = self._ray.wait(waiting, num_returns=len(waiting), timeout=0)
                for ref in dict.fromkeys([*ready, *more]):
                    if ref in self._starting:
                        self._begin(ref)
                    elif ref in self._playing:
                        self._hear(ref, Path(folder))

    def _add(self, profile: str) -> None:
        actor = self._start(profile)
        self._starting[actor.ready.remote()] = profile, actor

    def _begin(self, ref: Any) -> None:
        profile, actor = self._starting.pop(ref)
        try:
            self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            # Costs a script a try as well, or actors that can't begin would be started for ever.
            self._lose(self._queued[profile].popleft(), error)
        else:
            self._give(profile, actor)

    def _hear(self, telling: Any, folder: Path) -> None:
        case, result, actor = self._playing[telling]
        try:
            _take(folder, result, self._ray.get(next(telling)), self._end_turn)
            return
        except StopIteration:
            del self._playing[telling]
            self._finish(result)
            self._give(case.profile, actor)
        except self._ray.exceptions.RayError as error:
            del self._playing[telling]
            self._end(actor)
            self._lose(case, error)

    def _give(self, profile: str, actor: Any) -> None:
        """Give a free actor the next case that can be sent, and end it where there is none."""
        queued = self._queued[profile]
        while queued:
            case = queued.popleft()
            result = case.new_result()
            self._listener.begin(case)
            try:
                files = _files(case)
            except OSError as error:
                result.error = _unreadable(error)
                self._finish(result)
                continue
            self._playing[actor.play.options(num_returns="streaming").remote(case, files)] = case, result, actor
            break
        else:
            self._end(actor)
        self._fit(profile)

    def _lose(self, case: Case, error: Exception) -> None:
        self._tries[case.key] += 1
        if self._tries[case.key] < _TRIES:
            self._run.forget(case)
            self._queued[case.profile].appendleft(case)
        else:
            result = case.new_result()
            why = one_line(str(error), 200)
            result.error = f"The cluster lost the script {_TRIES} times ({why}); finish it with --resume."
            self._finish(result)
        self._fit(case.profile)

    def _fit(self, profile: str) -> None:
        """See that an actor is starting while cases wait, and none while none do."""
        starting = [ref for ref, (its, _) in self._starting.items() if its == profile]
        if self._queued[profile] and not starting:
            self._add(profile)
        elif not self._queued[profile]:
            for ref in starting:
                self._end(self._starting.pop(ref)[1])

    def _finish(self, result: ScriptResult) -> None:
        self._run.add_script(result)
        self._listener.end_case(result)


def _unreadable(error: OSError) -> str:
    return f"{type(error).__name__}: {error.strerror or error}; finish the run with --resume."


def _take(folder: Path, result: ScriptResult, told: Told, end_turn: EndTurn) -> None:
    session, turn, picture, error = told
    result.session, result.error = session, error
    if turn is None:
        return
    if picture and turn.hash:
        path = folder / f"{turn.hash}.png"
        path.write_bytes(picture)
        turn.path = str(path)
    result.turns.append(turn)
    end_turn(result, turn)


# What runs on the cluster's machines.


class _Player:
    """An actor: it keeps its models from case to case."""

    def __init__(self, judge: str) -> None:
        self._judge = judge
        self._stage: Stage | None = None

    def ready(self) -> None:
        """Tell that it has a place."""

    def play(self, case: Case, files: dict[str, bytes]) -> Iterator[Told]:
        """Play a case with the pictures that its script names, and tell its turns as they end."""
        told: queue.SimpleQueue[Told | None] = queue.SimpleQueue()
        with tempfile.TemporaryDirectory() as folder:
            for name, data in files.items():
                (Path(folder) / name).write_bytes(data)
            here = replace(case, script=case.script.in_folder(Path(folder)))
            threading.Thread(target=self._play_and_tell, args=(here, told), daemon=True).start()
            while (item := told.get()) is not None:
                yield item

    def _play_and_tell(self, case: Case, told: queue.SimpleQueue[Told | None]) -> None:
        def end_turn(result: ScriptResult, turn: TurnResult) -> None:
            picture = Path(turn.path).read_bytes() if turn.path else b""
            told.put((result.session, turn, picture, ""))

        try:
            self._stage = self._stage or Stage(self._judge)
            result = self._stage.play(case, None, ignore, end_turn)
            told.put((result.session, None, b"", result.error))
        except GouacheError as error:
            told.put(("", None, b"", str(error)))
        except OSError as error:  # A picture's file is gone before it could be sent.
            told.put(
                ("", None, b"", f"{type(error).__name__}: {error.strerror or error}; finish the run with --resume.")
            )
        finally:
            told.put(None)
