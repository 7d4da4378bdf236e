"""What each family of diffusers pipelines can do, on tiny real checkpoints; what it can't do is refused by name.

The fixture `cell` notes every ability that a test has shown, for the table in docs/families.md.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.tiny_painters import PAINTERS
from tests.tools.pictures import shapes
from tools import profiles
from tools.actions.generate import GeneratePicture
from tools.base import ToolContext
from tools.content import ChangeSpec
from tools.engines.diffusers.calls import KEEP_REST, fit_source
from tools.engines.diffusers.families import FAMILIES, Family, family_of
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.painting import NO_CHANGE, EditResult, PaintRequest
from tools.engines.style.request import StyleRequest
from tools.errors import BadArguments, Cancelled, FaultyPicture
from tools.hooks import Hooks
from tools.images.identity import FAULT_KEY, MADE_KEY
from tools.model_manager import ModelManager

Load = Callable[[str], DiffusersPainter]
BIRD = PaintRequest("a red bird", seed=3, width=70, height=90, steps=2, guidance=3.0)
BLUE = PaintRequest("a blue bird", "make the bird blue", seed=3, steps=2, guidance=3.0)
SOURCE = shapes(72, 88)


@pytest.fixture(params=list(PAINTERS))
def painter(request: pytest.FixtureRequest, family_painter: Load) -> DiffusersPainter:
    return family_painter(request.param)


def _left_half() -> Image.Image:
    mask = Image.new("L", SOURCE.size, 0)
    mask.paste(255, (0, 0, 36, 88))
    return mask


def _apart(one: Image.Image, other: Image.Image) -> np.ndarray:
    return np.abs(np.asarray(one.convert("RGB")).astype(int) - np.asarray(other.convert("RGB")).astype(int))


def _make(painter: DiffusersPainter, steps: int, hooks: Hooks) -> Image.Image:
    """A picture in so many steps: a new one where the family paints, else an edited one."""
    if painter.family.paints:
        return painter.paint([replace(BIRD, steps=steps)], hooks)[0]
    return painter.edit(SOURCE, replace(BLUE, steps=steps, mask=_left_half()), hooks).picture


def _made(picture: Image.Image) -> dict[str, Any]:
    return json.loads(picture.info[MADE_KEY])


def _calls(painter: DiffusersPainter, monkeypatch: pytest.MonkeyPatch, cls: type) -> list[dict[str, Any]]:
    """What a pipeline class is called with from now on."""
    heard, real = list[dict[str, Any]](), cls.__call__  # type: ignore[operator]

    def call(self: Any, **given: Any) -> Any:
        heard.append(given)
        return real(self, **given)

    call.__signature__ = inspect.signature(real)  # type: ignore[attr-defined]
    monkeypatch.setattr(cls, "__call__", call)
    return heard


def test_every_row_names_classes_that_diffusers_has() -> None:
    import diffusers

    for name, family in FAMILIES.items():
        for other in (name, family.edit_class, family.inpaint_class):
            assert other is None or hasattr(diffusers, other), other


def test_a_picture_is_painted_at_the_nearest_size_that_fits(painter: DiffusersPainter, cell: Any) -> None:
    family = painter.family
    if not family.paints:
        with pytest.raises(BadArguments, match=f"{family.title} only changes pictures"):
            painter.paint([BIRD], Hooks())
        cell(family.title, "paint", False)
        return
    picture = painter.paint([BIRD], Hooks())[0]
    assert picture.mode == ("RGBA" if family.title == "Qwen-Image 2.1" else "RGB")  # It paints transparency, too.
    assert all(side % family.multiple == 0 for side in picture.size)
    assert all(abs(side - asked) <= family.multiple / 2 for side, asked in zip(picture.size, (70, 90), strict=True))
    made = _made(picture)
    assert (made["family"], made["width"], made["height"]) == (family.title, *picture.size)
    assert painter.paint([replace(BIRD, steps=1)], Hooks())[0].size == picture.size
    again = painter.paint([BIRD], Hooks())[0]
    assert again.tobytes() == picture.tobytes()
    assert _apart(picture, painter.paint([replace(BIRD, seed=4)], Hooks())[0]).mean() > 1
    cell(family.title, "paint", True)


def test_a_seed_paints_the_same_alone_and_in_a_batch(painter: DiffusersPainter, cell: Any) -> None:
    family = painter.family
    if not family.paints:
        pytest.skip("It paints nothing.")
    orders = [BIRD, replace(BIRD, prompt="two dogs under a tree", seed=9)]
    if not family.batches:
        assert painter.batch_size == 1
        cell(family.title, "batch", False)
        return
    together = painter.paint(orders, Hooks())
    alone = [painter.paint([order], Hooks())[0] for order in orders]
    assert all(_apart(a, b).max() <= 3 for a, b in zip(together, alone, strict=True))
    assert _apart(*together).mean() > 1
    cell(family.title, "batch", True)


def test_guidance_and_negative_go_by_the_familys_own_names(
    painter: DiffusersPainter, monkeypatch: pytest.MonkeyPatch, cell: Any
) -> None:
    family, title = painter.family, painter.family.title
    if not family.paints:
        pytest.skip("It paints nothing.")
    heard = _calls(painter, monkeypatch, type(painter.pipeline))
    guided = painter.paint([replace(BIRD, negative="a dog")], Hooks())[0]
    plain = painter.paint([replace(BIRD, guidance=1.0, negative="a dog")], Hooks())[0]
    scale = str(family.guidance)
    assert heard[1].get("negative_prompt") is None
    if family.negative == "never":
        assert "negative_prompt" not in heard[0]
        assert _made(guided)["negative"] == "left out"
    else:
        assert (heard[0][scale], heard[0]["negative_prompt"]) == (3.0, "a dog")
        assert "negative" not in _made(guided)
        assert heard[1][scale] == family.off
        assert _apart(guided, plain).max() > 0
        # A family that needs one for guidance to work at all gets an empty one.
        painter.paint([BIRD], Hooks())
        assert heard[2].get("negative_prompt") == (" " if family.negative == "needed" else None)
    if family.off is None:
        assert [given[scale] for given in heard[:2]] == [3.0, 1.0]
    cell(title, "negative prompt", family.negative != "never")


def test_an_edit_follows_the_instruction_or_redraws_the_whole(
    painter: DiffusersPainter, monkeypatch: pytest.MonkeyPatch, cell: Any
) -> None:
    family, title = painter.family, painter.family.title
    if family.edit == "none":
        with pytest.raises(BadArguments, match=title):
            painter.edit(SOURCE, BLUE, Hooks())
        cell(title, "edit by instruction", False)
        cell(title, "image to image", False)
        return
    heard = _calls(painter, monkeypatch, type(painter._sibling(family.edit_class)))
    edited = painter.edit(SOURCE, BLUE, Hooks()).picture
    assert edited.size == SOURCE.size
    assert _apart(edited, SOURCE).mean() > 1
    source = heard[0]["image"][0] if isinstance(heard[0]["image"], list) else heard[0]["image"]
    if family.edit == "instruct":
        assert heard[0]["prompt"] == f"make the bird blue. {KEEP_REST}"
        painter.edit(SOURCE, replace(BLUE, keep=False), Hooks())
        assert heard[1]["prompt"] == "make the bird blue"
    else:
        assert heard[0]["prompt"] == "a blue bird"
        assert 0 < heard[0]["strength"] < 1
    # It sees the source's own pixels; what is missing to its multiple is filled up at the edges.
    assert source.crop((0, 0, *SOURCE.size)).tobytes() == SOURCE.convert("RGB").tobytes()
    assert all(side % family.multiple == 0 for side in source.size)
    assert painter.edit(SOURCE, replace(BLUE, instruction=NO_CHANGE), Hooks()).picture.tobytes() == SOURCE.tobytes()
    one_step = painter.edit(SOURCE, replace(BLUE, steps=1), Hooks()).picture
    assert one_step.size == SOURCE.size
    cell(title, "edit by instruction", family.edit == "instruct")
    cell(title, "image to image", family.edit == "redraw")


def test_an_edit_by_instruction_keeps_what_it_did_not_change(
    family_painter: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter, source = family_painter("flux2-klein"), shapes(128, 96)
    change = ChangeSpec(freed={"bird": frozenset({"color"})}, mentioned=frozenset({"bird"}))
    order = replace(BLUE, change=change)

    def comes_back(made: Image.Image, request: PaintRequest) -> EditResult:
        monkeypatch.setattr(painter, "_run", lambda *given: [made])
        return painter.edit(source, request, Hooks())

    # An editor that tints, as the autoencoders of editors do, and paints a blue box.
    values = np.asarray(source).astype(float) * (1.03, 1, 0.97) + 3
    tinted = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    tinted.paste((10, 20, 230), (80, 10, 110, 40))
    kept = comes_back(tinted, order)
    assert _apart(kept.picture, source)[50:].max() == 0
    assert _apart(kept.picture, tinted)[20:30, 90:100].max() < 12
    assert kept.asked is not None
    assert (kept.asked.getpixel((95, 25)), kept.asked.getpixel((10, 80))) == (255, 0)
    # Another style is to change every pixel: nothing is taken back.
    assert comes_back(tinted, replace(order, keep=False)).picture.tobytes() == tinted.tobytes()
    # Where nothing of the source stayed, that is said, if a part of it was to stay.
    noise = Image.effect_noise(source.size, 90).convert("RGB")
    assert comes_back(noise, order).asked.getextrema() == (0, 0)  # type: ignore[union-attr]
    assert comes_back(noise, replace(order, change=None)).asked is None
    assert comes_back(noise, order).picture.tobytes() == noise.tobytes()


def test_only_what_a_mask_shows_changes(painter: DiffusersPainter, monkeypatch: pytest.MonkeyPatch, cell: Any) -> None:
    family, title = painter.family, painter.family.title
    order = replace(BLUE, mask=_left_half())
    if family.inpaint_class is None and family.edit == "none":
        with pytest.raises(BadArguments, match=title):
            painter.edit(SOURCE, order, Hooks())
        cell(title, "masked edit", False)
        return
    heard = _calls(painter, monkeypatch, type(painter._sibling(family.inpaint_class or family.edit_class)))
    edited = painter.edit(SOURCE, order, Hooks())
    assert _apart(edited.picture, SOURCE)[:, 36:].max() == 0
    assert _apart(edited.picture, SOURCE)[:, :36].mean() > 1
    if family.inpaint_class is not None:
        mask = heard[0]["mask_image"]
        assert mask.size == heard[0]["image"].size
        assert (mask.getpixel((5, 5)), mask.getpixel((60, 60))) == (255, 0)
    cell(title, "masked edit", True)


def test_reference_pictures_are_looked_at_or_refused(painter: DiffusersPainter, cell: Any) -> None:
    family, title = painter.family, painter.family.title
    others = (shapes(64, 64, 1), shapes(80, 64, 2))
    if not family.references:
        with pytest.raises(BadArguments, match=title):
            painter.edit(SOURCE, replace(BLUE, references=others[:1]), Hooks())
        cell(title, "references", False)
        cell(title, "style from a picture", False)
        return
    one = painter.edit(SOURCE, replace(BLUE, keep=False, references=others[:1]), Hooks()).picture
    two = painter.edit(SOURCE, replace(BLUE, keep=False, references=others), Hooks()).picture
    assert _apart(one, two).max() > 0
    many = tuple(shapes(64, 64, n) for n in range(family.references + 1))
    with pytest.raises(BadArguments, match=f"takes {family.references} reference pictures at most"):
        painter.edit(SOURCE, replace(BLUE, references=many), Hooks())
    styled = painter.restyle(SOURCE, others[0], StyleRequest(mask=_left_half()), Hooks())
    assert _apart(styled, SOURCE)[:, 36:].max() == 0
    assert _apart(styled, SOURCE)[:, :36].mean() > 1
    half = painter.restyle(SOURCE, others[0], StyleRequest(0.5), Hooks())
    full = painter.restyle(SOURCE, others[0], StyleRequest(1.0), Hooks())
    assert _apart(half, SOURCE).mean() < _apart(full, SOURCE).mean()
    cell(title, "references", True)
    cell(title, "style from a picture", True)


def test_the_forming_picture_is_shown_once_one_was_finished(painter: DiffusersPainter, cell: Any) -> None:
    painter._preview._colors = None
    seen: list[Image.Image] = []
    hooks = Hooks(preview=seen.append)

    _make(painter, 10, hooks)
    assert seen == []
    picture = _make(painter, 10, hooks)
    assert 2 <= len(seen) <= 4
    assert all(max(one.size) <= max(picture.size) for one in seen)
    cell(painter.family.title, "previews", True)


def test_a_stop_is_heard_within_a_step(painter: DiffusersPainter, cell: Any) -> None:
    stop, steps = Event(), list[int]()

    def progress(done: int, total: int) -> None:
        steps.append(done)
        if done == 1:
            stop.set()

    runs = [0]
    network = painter.pipeline.components.get("transformer") or painter.pipeline.components["unet"]
    handle = network.register_forward_hook(lambda *_: runs.__setitem__(0, runs[0] + 1))
    hooks = Hooks(progress, cancel=stop)
    with pytest.raises(Cancelled):
        _make(painter, 8, hooks)
    handle.remove()
    assert steps == [0, 1]
    assert runs[0] <= 2
    cell(painter.family.title, "stop", True)


def test_numbers_out_of_range_are_told_with_their_stage(family_painter: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    painter = family_painter("flux")
    nothing = float("nan")
    with monkeypatch.context() as patch:
        real = painter.pipeline.transformer.forward
        patch.setattr(painter.pipeline.transformer, "forward", lambda **k: (real(**k)[0] * nothing,))
        with pytest.raises(FaultyPicture, match="network's numbers overflowed at step 1"):
            painter.paint([BIRD], Hooks())
    with monkeypatch.context() as patch:
        encode = painter.pipeline.encode_prompt
        patch.setattr(painter.pipeline, "encode_prompt", lambda **k: (encode(**k)[0] * nothing, *encode(**k)[1:]))
        with pytest.raises(FaultyPicture, match="text encoder gave no numbers"):
            painter.paint([BIRD], Hooks())
    with monkeypatch.context() as patch:
        decode = painter.pipeline.vae.decode
        patch.setattr(painter.pipeline.vae, "decode", lambda *a, **k: (decode(*a, **k)[0] * nothing,))
        with pytest.raises(FaultyPicture, match="autoencoder's numbers overflowed"):
            painter.paint([BIRD], Hooks())
    with monkeypatch.context() as patch:
        patch.setattr(painter.pipeline.vae, "decode", lambda *a, **k: (decode(*a, **k)[0] * 0 - 1,))
        picture = painter.paint([BIRD], Hooks())[0]
        assert "autoencoder lost the picture while decoding (it is black)" in picture.info[FAULT_KEY]
        models = ModelManager(profiles.load_profile("pocket").model_copy(update={"world": "open"}))
        models.set_engine("painter", painter)
        arguments = GeneratePicture.Arguments(prompt="a red bird", width=64, height=64, steps=2, seed=5)
        with pytest.raises(FaultyPicture, match=r"The autoencoder lost .* \(Seed 5\.\)"):
            GeneratePicture().run(arguments, ToolContext(models, None, Hooks()))  # type: ignore[arg-type]


def test_a_class_outside_the_table_is_called_by_its_signature() -> None:
    import diffusers

    row = family_of(diffusers.ErnieImagePipeline)
    assert row == Family("ErnieImagePipeline", negative="optional", edit="none", batches=False, tried=False)
    edits = family_of(diffusers.QwenImageEditPipeline)
    assert (edits.edit, edits.guidance, edits.negative) == ("instruct", "true_cfg_scale", "needed")
    assert edits.inpaint_class == "QwenImageEditInpaintPipeline"
    redraws = family_of(diffusers.ChromaPipeline)
    assert (redraws.edit, redraws.edit_class, redraws.paints) == ("redraw", "ChromaImg2ImgPipeline", True)


@pytest.mark.parametrize(
    ("size", "inner", "outer"),
    [((72, 88), (72, 88), (80, 96)), ((64, 64), (64, 64), (64, 64)), ((40, 80), (64, 128), (64, 128)),
     ((4096, 1024), (2048, 512), (2048, 512)), ((1020, 1028), (1008, 1024), (1008, 1024))],
)  # fmt: skip
def test_a_source_is_brought_to_a_size_that_fits_and_back(
    size: tuple[int, int], inner: tuple[int, int], outer: tuple[int, int]
) -> None:
    source = shapes(*size)
    fitted = fit_source(source, None, FAMILIES["Flux2KleinPipeline"])
    assert (fitted.inner, fitted.picture.size) == (inner, outer)
    back = fitted.back(fitted.picture, size)
    assert back.size == size
    assert _apart(back, source).mean() < 3
