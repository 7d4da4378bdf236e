"""The pocket painter beside a director that is not the pocket one: it brings its own text encoder."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.studio import Studio
from storage.store import Store
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.model_manager import ModelManager


@pytest.mark.timeout(300)
def test_the_pocket_painter_paints_for_any_director(store: Store) -> None:
    models = ModelManager(profiles.load_profile("pocket"))
    models.set_engine("director", ScriptedWriter(*(_balloon(color) for color in ("red", "blue"))))
    studio = Studio.new(store, "pocket", 7, models)
    try:
        means = []
        for color in ("red", "blue"):
            assert studio.send(f"a {color} balloon").status == "done"
            picture = store.current(studio.session_id)
            assert picture is not None
            pixels = np.asarray(Image.open(store.files.path(picture.hash)).convert("RGB"), dtype=float)
            means.append(pixels[..., 0].mean() - pixels[..., 2].mean())
        assert means[0] > means[1]  # The words reached the painter: more red than blue for the red one.
    finally:
        studio.close()


def _balloon(color: str) -> Plan:
    return Plan(intent="create", edits=(Edit(op="add", what="balloon", color=color),))
