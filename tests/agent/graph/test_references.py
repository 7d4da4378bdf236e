"""Other pictures that a message names are given to painters and editors that look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.chat_schema import chat_schema
from agent.director.plan import Plan
from agent.director.view import View
from agent.sessions.replay import replay_session
from agent.studio import Studio
from storage.store import Store
from storage.tables import Turn
from tests.agent.graph.test_families import family_profile
from tests.agent.plans import RED_BIRD
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.errors import BadArguments
from tools.model_manager import ModelManager
from tools.vocabulary import vocabulary_of

Load = Callable[[str], DiffusersPainter]
Send = Callable[[str, Plan], Turn]
CAT = (Edit(op="add", what="cat"),)


@pytest.fixture
def talk(
    store: Store, tmp_path: Path, family_painter: Load, chat_eyes: Callable[[str], VisionLanguageEyes]
) -> Iterator[Callable[[str], tuple[Studio, Send]]]:
    """Opens a session on a family, and gives what sends a message with the plan that it stands for."""
    studios: list[Studio] = []

    def open_session(family: str) -> tuple[Studio, Send]:
        profile = family_profile(tmp_path, family, family, "")
        models = ModelManager(profiles.load_profile(profile))
        for role in ("painter", "editor"):
            models.set_engine(role, family_painter(family))  # type: ignore[arg-type]
        models.set_engine("eyes", chat_eyes("smolvlm"))
        studio = Studio.new(store, profile, 7, models)
        studios.append(studio)

        def send(message: str, plan: Plan) -> Turn:
            models.set_engine("director", ScriptedWriter(plan))
            return studio.send(message)

        return studio, send

    yield open_session
    for studio in studios:
        studio.close()


def test_the_cat_of_another_picture_is_put_in(talk: Callable[[str], tuple[Studio, Send]], store: Store) -> None:
    studio, send = talk("flux2-klein")
    send("a cat", Plan(intent="create", edits=CAT))
    send("a red bird in a meadow", RED_BIRD)
    turn = send("put the cat of the first picture in", Plan(intent="edit", references=(1, 2), edits=CAT))
    call = store.calls(turn.id)[0]
    assert (call.tool, (call.arguments or {})["references"]) == ("edit", [1])  # Its own source is none.
    without = send("put a cat in", Plan(intent="branch", picture=2, edits=CAT))
    pictures = [store.picture(c.picture_id).hash for t in (turn, without) for c in store.calls(t.id) if c.picture_id]
    assert len(set(pictures)) == len(pictures)
    turn = send("an owl in the style of pictures 1 and 2", RED_BIRD.model_copy(update={"references": (1, 2)}))
    call = store.calls(turn.id)[0]
    assert (call.tool, (call.arguments or {})["references"]) == ("generate", [1, 2])
    assert all(row.identical for row in replay_session(store, studio.session_id, studio.models))


def test_a_family_that_looks_at_none_says_so(talk: Callable[[str], tuple[Studio, Send]]) -> None:
    _, send = talk("z-image")
    send("a red bird", RED_BIRD)
    send("a cat", Plan(intent="create", edits=CAT))
    with pytest.raises(BadArguments, match="Z-Image takes no reference pictures"):
        send("put the bird of picture 1 in", Plan(intent="edit", references=(1,), edits=CAT))


def test_editors_are_told_by_their_place_which_pictures_are_meant(family_painter: Load) -> None:
    from PIL import Image

    from tools.engines.diffusers.calls import fit_source
    from tools.engines.painting import PaintRequest

    painter, red = family_painter("flux2-klein"), Image.new("RGB", (64, 64), "red")
    source = fit_source(red, None, painter.family)
    request = PaintRequest("a bird, a cat", "add a cat", keep=False, references=(red, red))
    assert painter.builder.instruct(source, request)["prompt"] == "add a cat, as in the second and the third pictures"
    assert painter.builder.paint([request], (64, 64))["prompt"].endswith("as in the first and the second pictures")


@pytest.mark.parametrize(
    ("message", "closed", "offered"),
    [
        ("put the cat of the first picture in", False, True), ("像第2张那样", False, True),
        ("a boat as in picture 2", False, True), ("make the picture brighter", False, False),
        ("add a cat", False, False), ("put the cat of the first picture in", True, False),
    ],
)  # fmt: skip
def test_references_are_open_only_to_messages_that_name_pictures(message: str, closed: bool, offered: bool) -> None:
    view = View(Brief(elements=(Element(what="bird"),)), "bird", 2, 2, (("user", message),))
    forms = chat_schema(view, vocabulary_of("storybook" if closed else "open"))["anyOf"]
    having = {form["properties"]["do"]["const"] for form in forms if "refs" in form["properties"]}
    assert having == ({"create", "edit", "branch"} if offered else set())


def test_what_is_in_a_picture_of_ones_own_is_named_freely() -> None:
    view = View(Brief(elements=(Element(what="bird"),)), "bird", 1, 1, (("user", "remove the dog"),))
    own = View(*(getattr(view, name) for name in ("brief", "focus", "pictures", "at", "exchange")), own=True)
    present = [chat_schema(one, vocabulary_of("open"))["$defs"]["present"] for one in (view, own)]
    assert present[0] == {"enum": ["bird"]}
    assert present[1]["type"] == "string"
