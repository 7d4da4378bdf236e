"""The pocket painter's pipeline: batches, masks, previews, saving, prompts outside its world; real weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from PIL import Image

from agent.brief.content import change_of, content_of
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief, Element
from agent.brief.wording import brief_prompt, edit_instructions
from tools import profiles
from tools.actions.generate import GeneratePicture, draw_seeds, generate_variations
from tools.actions.painting import ensure_in_vocabulary
from tools.engines.painting import PaintRequest
from tools.engines.pocket.painter import PocketPainter
from tools.errors import Cancelled, OutOfWorld
from tools.hooks import Hooks
from tools.images.identity import LAYOUT_KEY
from tools.model_manager import ModelManager
from tools.networks.painter.pipeline import PocketPipeline
from tools.vocabulary import vocabulary_of
from tools.vocabulary.storybook import lexicon
from tools.vocabulary.storybook.prompts import unknown_words


@pytest.fixture(scope="module")
def models() -> ModelManager:
    """The pocket models, loaded once."""
    return ModelManager(profiles.load_profile("pocket"))


@pytest.fixture(scope="module")
def painter(models: ModelManager) -> PocketPainter:
    made: PocketPainter = models.get("painter")
    return made


def _order(words: str, **values: Any) -> PaintRequest:
    return PaintRequest(words, steps=3, guidance=1.0, **values)


def _difference(a: Image.Image, b: Image.Image) -> np.ndarray:
    x, y = (np.asarray(p.convert("RGB")).astype(np.int16) for p in (a, b))
    return np.abs(x - y).max(-1)


def test_a_batch_paints_what_each_order_paints_alone(painter: PocketPainter) -> None:
    orders = [_order("a red balloon", seed=3), _order("two cats, beach scene", seed=4)]
    together = painter.paint(orders, Hooks())
    alone = [painter.paint([order], Hooks())[0] for order in orders]
    assert all(_difference(a, b).mean() < 1 for a, b in zip(together, alone, strict=True))
    assert _difference(together[0], together[1]).mean() > 5


def test_an_edit_starts_from_what_was_laid_out(painter: PocketPainter) -> None:
    source = painter.paint([_order("a red balloon on the left, meadow scene", seed=1)], Hooks())[0]
    laid = painter._known_layout(source)
    assert laid is not None
    order = _order("a blue balloon on the left, meadow scene", instruction="make the balloon blue", seed=2)
    blue = painter.edit(source, order, Hooks()).picture
    after = painter._known_layout(blue)
    assert after is not None
    assert [(t.y, t.x, t.size, t.noun) for t in after.things] == [(t.y, t.x, t.size, t.noun) for t in laid.things]
    assert after.things[0].color != laid.things[0].color
    assert painter._known_layout(Image.new("RGB", (128, 128))) is None


def test_a_picture_that_does_not_show_what_was_laid_out_is_read(painter: PocketPainter) -> None:
    source = painter.paint([_order("a red balloon on the left, meadow scene", seed=1)], Hooks())[0]
    bare = painter.paint([_order("meadow scene", seed=1)], Hooks())[0]
    # As if the painter had forgotten the balloon.
    bare.info[LAYOUT_KEY] = source.info[LAYOUT_KEY]
    order = _order("a red balloon, meadow scene", instruction="add a red balloon", seed=2)
    assert _difference(bare, painter.edit(bare, order, Hooks()).picture).max() > 60


def test_only_the_white_part_of_a_mask_changes(painter: PocketPainter) -> None:
    source = painter.paint([_order("a red balloon, meadow scene", seed=1)], Hooks())[0]
    mask = Image.new("L", source.size, 0)
    mask.paste(255, (0, 0, 64, 128))
    edited = painter.edit(
        source, _order("night scene", instruction="change the scene to night", mask=mask), Hooks()
    ).picture
    changed = _difference(source, edited)
    assert changed[:, 64:].max() == 0
    # Half of it is as it was laid out no longer: the next edit reads it.
    assert LAYOUT_KEY in source.info
    assert LAYOUT_KEY not in edited.info
    assert changed[:, :64].mean() > 3


def test_low_strength_stays_nearer_to_the_source(painter: PocketPainter) -> None:
    source = painter.paint([_order("a red balloon, meadow scene", seed=1)], Hooks())[0]
    far, near = (
        painter.edit(
            source, PaintRequest("a cat, snow scene", steps=6, guidance=1.0, strength=s, keep=False), Hooks()
        ).picture
        for s in (1.0, 0.3)
    )
    assert _difference(source, near).mean() < _difference(source, far).mean()


def test_the_forming_picture_can_be_watched(painter: PocketPainter) -> None:
    seen: list[Image.Image] = []
    final = painter.paint([PaintRequest("a red balloon", steps=8, guidance=1.0)], Hooks(preview=seen.append))[0]
    assert 2 <= len(seen) <= 4
    assert _difference(seen[-1], final).mean() <= _difference(seen[0], final).mean()


def test_a_stop_between_steps_is_heard(painter: PocketPainter) -> None:
    stop, steps = Event(), list[int]()

    def progress(done: int, total: int) -> None:
        steps.append(done)
        if done == 2:
            stop.set()

    with pytest.raises(Cancelled):
        painter.paint([PaintRequest("a red balloon", steps=8)], Hooks(progress, cancel=stop))[0]
    assert steps == [0, 1, 2]


def test_the_pipeline_is_saved_and_loaded_the_diffusers_way(painter: PocketPainter, tmp_path: Path) -> None:
    painter.pipeline.save_pretrained(tmp_path / "saved", safe_serialization=True)
    again = PocketPipeline.from_pretrained(tmp_path / "saved")
    again.set_progress_bar_config(disable=True)
    again.listen(painter.pipeline._encoder, painter.pipeline._tokenizer)
    assert isinstance(again.scheduler, FlowMatchEulerDiscreteScheduler)
    pictures = [
        pipeline("a red car", num_inference_steps=2, generator=torch.Generator().manual_seed(5)).images[0]
        for pipeline in (painter.pipeline, again)
    ]
    assert _difference(*pictures).max() <= 1


def test_the_pipeline_takes_what_diffusers_pipelines_take(painter: PocketPainter) -> None:
    heard: list[set[str]] = []

    def listen(pipeline: Any, index: int, timestep: int, values: dict[str, Any]) -> dict[str, Any]:
        heard.append(set(values))
        return values

    generators = [torch.Generator().manual_seed(n) for n in range(2)]
    latents, layouts, masks = painter.pipeline(
        ["a red car"] * 2, generator=generators, num_inference_steps=2, output_type="latent",
        return_dict=False, callback_on_step_end=listen, callback_on_step_end_tensor_inputs=("latents",),
    )  # fmt: skip
    assert latents.shape == (2, 16, 16, 16)
    assert len(layouts) == 2
    assert masks is None
    assert heard == [{"latents"}] * 2
    with pytest.raises(ValueError, match="one generator for all"):
        painter.pipeline(["a cat", "a dog", "a car"], generator=generators)
    with pytest.raises(ValueError, match="listen"):
        PocketPipeline(**painter.pipeline.components)("a cat")


@pytest.mark.parametrize(
    ("brief", "edit"),
    [
        (Brief(elements=(Element(what="balloon", color="red", count=2), Element(what="castle")), scene="night"), None),
        (
            Brief(elements=(Element(what="cat", place="left"),), style="oil"),
            Edit(op="change", what="cat", size="large"),
        ),
        (Brief(elements=(Element(what="cat"),), scene="room"), Edit(op="replace", what="cat", to="dog", color="blue")),
        (Brief(elements=(Element(what="cat"), Element(what="crown"))), Edit(op="remove", what="crown")),
    ],
)
def test_structure_says_what_the_words_say(painter: PocketPainter, brief: Brief, edit: Edit | None) -> None:
    """A request with its structure paints the very picture that its words alone would."""
    bare = _order(brief_prompt(brief), seed=3)
    source, structured = (painter.paint([r], Hooks())[0] for r in (bare, replace(bare, content=content_of(brief))))
    assert source.tobytes() == structured.tobytes()
    if edit is None:
        return
    after = apply_edits(brief, [edit])
    words = _order(brief_prompt(after), instruction=edit_instructions([edit]), seed=4)
    both = replace(words, content=content_of(after), change=change_of([edit]))
    first, second = (painter.edit(source, request, Hooks()) for request in (words, both))
    assert first.picture.tobytes() == second.picture.tobytes()
    assert first.asked is not None
    assert second.asked is not None
    assert first.asked.tobytes() == second.asked.tobytes()


def test_guidance_changes_the_picture(painter: PocketPainter) -> None:
    plain, guided = (
        painter.paint([PaintRequest("a red car, beach scene", seed=2, steps=3, guidance=g)], Hooks())[0]
        for g in (1.0, 4.0)
    )
    assert _difference(plain, guided).mean() > 0.5


def test_a_scene_alone_is_painted_without_things(painter: PocketPainter) -> None:
    made = painter.pipeline("beach scene", num_inference_steps=2, generator=torch.Generator().manual_seed(1))
    assert made.layouts[0].things == ()


def test_variations_keep_a_recipe_each(models: ModelManager) -> None:
    arguments = GeneratePicture.Arguments(prompt="a blue fish", steps=2, guidance=1.0)
    results = list(generate_variations(arguments, draw_seeds("increment", 7, 5), models, Hooks()))
    assert [r.recipe.seed for r in results if r.recipe] == [7, 8, 9, 10, 11]
    assert len({r.picture.tobytes() for r in results if r.picture}) == 5


def test_seed_modes() -> None:
    assert draw_seeds("fixed", 4, 3) == [4, 4, 4]
    assert draw_seeds("increment", 4, 3) == [4, 5, 6]
    assert len(set(draw_seeds("random", 4, 20))) == 20


@pytest.mark.parametrize(
    ("prompt", "strange"),
    [
        ("two red balloons above a castle at night, watercolor", []),
        ("three ice creams on the left, mountains scene, pixel art style", []),
        ("a bird to the left of a pine tree", []),
        ("a red wyvern beside a castle", ["wyvern"]),
        ("portrait of my boss", ["portrait", "my", "boss"]),
    ],
)
def test_words_outside_the_world_are_found(prompt: str, strange: list[str]) -> None:
    assert unknown_words(prompt) == strange


def test_a_prompt_outside_the_world_is_refused_with_what_is_near() -> None:
    with pytest.raises(OutOfWorld, match=r"“casle”.*castle"):
        ensure_in_vocabulary(vocabulary_of("storybook"), "a red casle")
    ensure_in_vocabulary(vocabulary_of("open"), "a red casle")


def test_the_world_is_as_large_as_promised() -> None:
    nouns = lexicon.nouns()
    assert len(nouns) >= 240
    assert all(lexicon.noun(name) == key for key, noun in nouns.items() for name in (*noun.english, *noun.chinese))
    assert (len(lexicon.COLORS) >= 8, len(lexicon.SCENES) >= 14, len(lexicon.STYLES) >= 7) == (True, True, True)
