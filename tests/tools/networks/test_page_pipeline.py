"""The pipeline of pages with tiny untrained networks: seeds and batches, exact edits, masks, previews, storing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from tests.tiny_pages import save_page_painter, tiny_page_pipeline
from tools.content import ChangeSpec, ContentSpec, RelationSpec, ThingSpec
from tools.networks.pages.layout import CELLS, TOKENS
from tools.networks.pages.pipeline import PageOutput, PagePipeline
from tools.networks.pages.transformer import keep_given
from tools.pages.layouts import page_layout

DOG = ContentSpec(things=(ThingSpec(name="dog", color="red"),), scene="meadow")
CAT = ContentSpec(things=(ThingSpec(name="cat", count=2),), scene="room", time="night")
HAT = ContentSpec(
    things=(ThingSpec(name="bear"), ThingSpec(name="top hat")),
    relations=(RelationSpec(subject="bear", kind="wearing", object="top hat"),),
)


@pytest.fixture(scope="module")
def pipeline() -> PagePipeline:
    made = tiny_page_pipeline()
    made.set_progress_bar_config(disable=True)
    return made


def paint(pipeline: PagePipeline, *contents: ContentSpec, seeds: tuple[int, ...], **more: Any) -> PageOutput:
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    made: PageOutput = pipeline(list(contents), num_inference_steps=3, generator=generators, **more)
    return made


def recolored(color: str) -> tuple[ContentSpec, ChangeSpec]:
    content = ContentSpec(things=(ThingSpec(name="dog", color=color),), scene="meadow")
    return content, ChangeSpec(freed={"dog": frozenset({"color"})}, mentioned=frozenset({"dog"}))


def test_a_seed_gives_the_same_picture_alone_and_in_a_batch(pipeline: PagePipeline) -> None:
    together = paint(pipeline, DOG, CAT, HAT, CAT, seeds=(3, 4, 5, 2**62))
    for k, (content, seed) in enumerate(((DOG, 3), (CAT, 4), (HAT, 5), (CAT, 2**62))):
        alone = paint(pipeline, content, seeds=(seed,))
        assert alone.pages[0] == together.pages[k]
        assert alone.images[0].tobytes() == together.images[k].tobytes()
    assert together.images[1].tobytes() != together.images[3].tobytes()
    assert together.masks is None
    one = pipeline(CAT, num_inference_steps=1, generator=torch.Generator().manual_seed(4))
    assert one.pages[0] == together.pages[1]


def test_what_is_painted_is_what_was_laid_out(pipeline: PagePipeline) -> None:
    first = paint(pipeline, DOG, seeds=(3,))
    again = paint(pipeline, CAT, seeds=(3,), pages=first.pages)
    assert again.images[0].tobytes() == first.images[0].tobytes()
    assert first.images[0].size == (256, 256)


def test_an_edit_paints_the_cells_that_changed_and_keeps_the_others_latents(pipeline: PagePipeline) -> None:
    source = paint(pipeline, DOG, seeds=(3,))
    content, change = recolored("blue")
    inputs = {"image": source.images[0], "source_page": source.pages[0], "change": change}
    edited = paint(pipeline, content, seeds=(4,), output_type="latent", **inputs)
    known = pipeline.encode(source.images[0])
    same = (edited.images == known).all(1)[0]
    assert 0 < int((~same).sum()) < CELLS**2
    assert edited.masks is not None
    mask = np.asarray(edited.masks[0].resize((CELLS, CELLS), Image.Resampling.BOX))
    assert (mask[~same.numpy()] > 0).all()
    dog = edited.pages[0].items[0]
    assert (dog.color, dog.box) == ("blue", source.pages[0].items[0].box)
    assert edited.sources == source.pages


def test_what_is_laid_out_already_is_painted_once_more(pipeline: PagePipeline) -> None:
    bare = tiny_page_pipeline(reader=False)
    source = paint(bare, DOG, seeds=(3,))
    content, change = recolored("red")
    inputs = {"image": source.images[0], "source_page": source.pages[0], "change": change}
    edited = paint(bare, content, seeds=(4,), **inputs)
    assert edited.pages[0].items == source.pages[0].items
    assert edited.masks is not None
    assert edited.masks[0].getextrema() == (0, 255)
    nothing = paint(bare, DOG, seeds=(4,), **{**inputs, "change": None})
    assert nothing.masks is not None
    assert nothing.masks[0].getextrema() == (0, 0)


def test_only_the_white_part_of_a_mask_changes(pipeline: PagePipeline) -> None:
    source = paint(pipeline, DOG, seeds=(3,))
    mask = Image.new("L", (256, 256), 0)
    mask.paste(255, (128, 0, 256, 256))
    content = ContentSpec(things=(*DOG.things, ThingSpec(name="cat")), scene="meadow")
    change = ChangeSpec(freed={"cat": frozenset()}, mentioned=frozenset({"cat"}))
    inputs = {"image": source.images[0], "source_page": source.pages[0], "change": change, "mask_image": mask}
    edited = paint(pipeline, content, seeds=(4,), **inputs)
    old, new = (np.asarray(picture.convert("RGB")) for picture in (source.images[0], edited.images[0]))
    assert (old[:, :128] == new[:, :128]).all()
    assert (old[:, 128:] != new[:, 128:]).any()
    cat = next(item for item in edited.pages[0].items if item.noun == "cat")
    assert cat.box[0] >= 0.5 - 1e-3
    everything = paint(pipeline, content, seeds=(4,), **{**inputs, "mask_image": Image.new("L", (64, 64), 255)})
    assert everything.pages[0].items[0].noun in ("dog", "cat")


def test_a_weak_edit_starts_from_its_source(pipeline: PagePipeline) -> None:
    source = paint(pipeline, DOG, seeds=(3,))
    content, change = recolored("blue")
    seen: list[int] = []

    def count(pipe: Any, index: int, timestep: int, values: dict[str, Any]) -> dict[str, Any]:
        seen.append(timestep)
        return values

    inputs = {"image": source.images[0], "source_page": source.pages[0], "change": change}
    paint(pipeline, content, seeds=(4,), strength=0.4, callback_on_step_end=count, **inputs)
    assert seen == [333]


def test_every_step_is_told_with_where_it_leads(pipeline: PagePipeline) -> None:
    steps: list[tuple[int, tuple[int, ...]]] = []

    def watch(pipe: Any, index: int, timestep: int, values: dict[str, Any]) -> dict[str, Any]:
        steps.append((index, tuple(values["clean"].shape)))
        assert pipe.picture(values["clean"][:1])[0].size == (256, 256)
        return {"latents": torch.zeros_like(values["latents"])}

    made = paint(pipeline, DOG, CAT, seeds=(1, 2), callback_on_step_end=watch, output_type="latent")
    assert steps == [(k, (2, 16, CELLS, CELLS)) for k in range(3)]
    assert not made.images.any()


def test_a_picture_that_nobody_knows_is_read(pipeline: PagePipeline) -> None:
    content, change = recolored("blue")
    picture = Image.effect_noise((300, 200), 60).convert("RGB")
    edited = paint(pipeline, content, seeds=(4,), image=picture, change=change)
    assert edited.sources is not None
    read = edited.sources[0]
    assert (read.place, edited.pages[0].place) == ("meadow", "meadow")
    assert {item.noun for item in read.items} <= {"dog"}
    bare = tiny_page_pipeline(reader=False)
    with pytest.raises(ValueError, match="no reader"):
        paint(bare, content, seeds=(4,), image=picture, change=change)


def test_numbers_that_overflow_make_a_black_picture_and_spare_the_others(pipeline: PagePipeline) -> None:
    def overflow(pipe: Any, index: int, timestep: int, values: dict[str, Any]) -> dict[str, Any]:
        latents = values["latents"].clone()
        latents[0] = float("nan")
        return {"latents": latents}

    made = paint(pipeline, DOG, CAT, seeds=(1, 2), callback_on_step_end=overflow)
    assert made.images[0].getextrema() == ((0, 0),) * 3
    assert made.images[1].getextrema() != ((0, 0),) * 3


def test_odd_calls_are_refused(pipeline: PagePipeline) -> None:
    with pytest.raises(ValueError, match="at least one content"):
        pipeline([])
    with pytest.raises(ValueError, match="one generator for all"):
        pipeline([DOG, CAT], generator=[torch.Generator()])


@pytest.mark.parametrize("reader", [True, False])
def test_a_stored_pipeline_paints_the_same(tmp_path: Path, reader: bool) -> None:
    folder = save_page_painter(tmp_path / "painter", reader)
    first, again = (PagePipeline.from_pretrained(folder, dtype=torch.float32) for _ in range(2))
    assert (first.reader is not None) == reader
    assert {parameter.dtype for parameter in first.transformer.parameters()} == {torch.float32}
    pictures = [paint(made, DOG, seeds=(3,)).images[0].tobytes() for made in (first, again)]
    assert pictures[0] == pictures[1]
    assert page_layout(paint(first, DOG, seeds=(3,)).pages[0]).things


def test_given_tokens_are_put_back_exactly() -> None:
    latents, known = torch.randn(2, 1, 16, CELLS, CELLS)
    given = torch.zeros(1, TOKENS, dtype=torch.bool)
    given[0, 0] = True
    kept = keep_given(latents, known, given)
    assert (kept[..., :2, :2] == known[..., :2, :2]).all()
    assert (kept[..., 2:, :] == latents[..., 2:, :]).all()
