"""Vision-language models as eyes, on tiny real models with chat templates, made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from PIL import Image

from tests.tiny_eyes import EYES
from tools.base import ToolContext
from tools.catalog import find_tool
from tools.engines.vision.processors import load_processor
from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.types import Requirement

ASKED = [
    Requirement(kind="exists", subject="dog"),
    Requirement(kind="count", subject="dog", value="3"),
    Requirement(kind="relation", subject="pine tree", value="left of", object="castle"),
    Requirement(kind="scene", value="night"),
]


@pytest.fixture(params=list(EYES))
def eyes(request: pytest.FixtureRequest, chat_eyes: Callable[[str], VisionLanguageEyes]) -> VisionLanguageEyes:
    return chat_eyes(request.param)


@pytest.fixture
def picture() -> Image.Image:
    return Image.radial_gradient("L").resize((72, 80)).convert("RGB")


def _alone(eyes: VisionLanguageEyes, picture: Image.Image, text: str) -> torch.Tensor:
    """The logits after one whole chat, without anything that was read before."""
    assert eyes.chat is not None
    with torch.inference_mode():
        return eyes.model(**eyes.chat.inputs(picture, text)).logits[0, -1].float()


def test_questions_of_different_length_are_answered_together_as_alone(
    eyes: VisionLanguageEyes, picture: Image.Image
) -> None:
    texts = [eyes._asked(requirement)[0] for requirement in ASKED]
    assert eyes.chat is not None
    with torch.inference_mode():
        together = eyes.chat.ask(picture, texts)
    for text, row in zip(texts, together, strict=True):
        alone = _alone(eyes, picture, text)
        assert (row - alone).abs().max() < 1e-4 * alone.abs().max()
    assert (together[0] - together[2]).abs().max() > 1e-3


def test_the_picture_goes_through_the_model_once(
    eyes: VisionLanguageEyes, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert eyes.chat is not None
    eyes.chat.forget()
    seen, real = [], eyes.model.forward
    monkeypatch.setattr(eyes.model, "forward", lambda **given: (seen.append(given.keys()), real(**given))[1])
    eyes.check(picture, ASKED)
    eyes.caption(picture)
    assert sum("pixel_values" in given for given in seen) == 1
    eyes.check(picture.transpose(Image.Transpose.ROTATE_90), ASKED[:1])
    assert sum("pixel_values" in given for given in seen) == 2


def test_fewer_questions_are_asked_at_once_where_memory_runs_out(
    eyes: VisionLanguageEyes, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = [check.probability for check in eyes.check(picture, ASKED)]
    sizes, real = list[int](), eyes.model.forward

    def tight(**given: Any) -> Any:
        sizes.append(len(given["input_ids"]))
        if len(given["input_ids"]) > 1:
            raise torch.OutOfMemoryError
        return real(**given)

    monkeypatch.setattr(eyes.model, "forward", tight)
    assert [check.probability for check in eyes.check(picture, ASKED)] == pytest.approx(calm, abs=1e-4)
    assert sizes == [4, 2, 1, 1, 1, 1]


def test_every_spelling_of_yes_and_no_counts(eyes: VisionLanguageEyes, picture: Image.Image) -> None:
    words = [set(eyes.processor.tokenizer.convert_ids_to_tokens(ids)) for ids in eyes.answers]
    assert words == [{"yes", "Yes", "Ġyes"}, {"no", "No", "Ġno"}]
    chances = _alone(eyes, picture, eyes.question.format(statement=ASKED[0].statement)).softmax(-1)
    yes, no = (float(chances[ids].sum()) for ids in eyes.answers)
    check = eyes.check(picture, ASKED[:1])[0]
    assert check.probability == pytest.approx(yes / (yes + no), abs=1e-4)


def test_a_count_is_answered_by_a_number(eyes: VisionLanguageEyes, picture: Image.Image) -> None:
    logits = _alone(eyes, picture, "How many dogs are in this picture? Answer with a number only:")
    digits = torch.tensor([ids[0] for ids in eyes.processor.tokenizer(list("0123456789"))["input_ids"]])
    shares = logits[digits].softmax(-1)
    counts = [Requirement(kind="count", subject="dog", value=str(n)) for n in range(10)]
    checks = eyes.check(picture, counts)
    assert [c.probability for c in checks] == pytest.approx(shares.tolist(), abs=1e-4)
    assert sum(c.probability for c in checks) == pytest.approx(1)
    assert {c.seen for c in checks} == {str(int(shares.argmax()))}
    # More than nine are no single token: the statement is asked instead.
    many = eyes.check(picture, [Requirement(kind="count", subject="dog", value="12")])[0]
    assert many.seen in ("yes", "no")


def test_an_answer_is_what_the_model_would_write(eyes: VisionLanguageEyes, picture: Image.Image) -> None:
    assert eyes.chat is not None
    inputs = eyes.chat.inputs(picture, "What is this?")
    with torch.inference_mode():
        whole = eyes.model.generate(**inputs, max_new_tokens=12, do_sample=False)
    wanted = eyes.processor.tokenizer.decode(whole[0][inputs["input_ids"].shape[1] :], skip_special_tokens=True)
    made = eyes.answer(picture, "What is this?")
    assert wanted.strip().startswith(made.text)
    assert made.text
    assert 0 < made.confidence <= 1


def test_describe_answers_a_question_where_the_eyes_can_and_else_describes(
    chat_eyes: Callable[[str], VisionLanguageEyes], picture: Image.Image, tiny_models: ModelManager
) -> None:
    class Here:
        def open(self, number: int | None = None) -> Image.Image:
            return picture

    models = ModelManager(tiny_models.profile)
    eyes = chat_eyes("smolvlm")
    models.set_engine("eyes", eyes)
    describe = find_tool("describe")
    context = ToolContext(models, Here(), Hooks())  # type: ignore[arg-type]
    made = describe.run(describe.parse({"question": "What is this?"}), context).data
    assert (made["caption"], made["answered"]) == (eyes.answer(picture, "What is this?").text, True)
    pocket = type("Describing", (), {"caption": eyes.caption})()
    models.set_engine("eyes", pocket)
    made = describe.run(describe.parse({"question": "What is this?"}), context).data
    assert (made["caption"], made["answered"]) == (eyes.caption(picture).text, False)


def test_no_processor_needs_torchvision(chat_eyes: Callable[[str], VisionLanguageEyes]) -> None:
    for name in ("qwen3-vl", "smolvlm"):
        processor = load_processor(chat_eyes(name).model.name_or_path)
        assert type(processor).__name__ == {"qwen3-vl": "Qwen3VLProcessor", "smolvlm": "SmolVLMProcessor"}[name]
        assert not hasattr(processor, "video_processor")
