"""Vision-language models as eyes, on a tiny real LLaVA with a chat template, made on the spot."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image

from tools.engines.vision.vision_language import VisionLanguageEyes
from tools.types import ModelInfo, Requirement

INFO = ModelInfo(role="eyes", kind="captioner", name="llava", hash="")
TEMPLATE = (
    "{% for m in messages %}USER: {% for c in m['content'] %}{% if c['type'] == 'image' %}<image>\n"
    "{% else %}{{ c['text'] }}{% endif %}{% endfor %}{% endfor %}{% if add_generation_prompt %} ASSISTANT:{% endif %}"
)
ASKED = [
    Requirement(kind="exists", subject="dog"),
    Requirement(kind="relation", subject="pine tree", value="left of", object="castle"),
    Requirement(kind="scene", value="night"),
]


def llava(folder: Path) -> Path:
    """A LLaVA: a CLIP tower, a projector, a Llama of two layers; its byte-level tokenizer has whole words."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
    from transformers import (
        CLIPImageProcessor,
        CLIPVisionConfig,
        LlamaConfig,
        LlavaConfig,
        LlavaForConditionalGeneration,
        LlavaProcessor,
        PreTrainedTokenizerFast,
    )

    torch.manual_seed(0)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {"</s>": 0, **{letter: i + 1 for i, letter in enumerate(letters)}}
    merges = [("y", "e"), ("ye", "s"), ("n", "o"), ("Y", "e"), ("Ye", "s"), ("N", "o"), ("Ġ", "yes"), ("Ġ", "no")]
    for left, right in merges:
        vocabulary[left + right] = len(vocabulary)
    raw = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, eos_token="</s>", pad_token="</s>")
    tokenizer.add_tokens([AddedToken("<image>", special=True)], special_tokens=True)
    image = tokenizer.convert_tokens_to_ids("<image>")
    sizes = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = LlavaConfig(
        vision_config=CLIPVisionConfig(**sizes, image_size=32, patch_size=8, projection_dim=16),
        text_config=LlamaConfig(
            **sizes, num_key_value_heads=2, vocab_size=len(tokenizer), max_position_embeddings=512,
            bos_token_id=0, eos_token_id=0, pad_token_id=0,
        ),
        image_token_index=image,
    )  # fmt: skip
    model = LlavaForConditionalGeneration(config)
    # Random weights of the usual size would answer every question alike.
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(4 if parameter.dim() > 1 else 1)
    model.save_pretrained(folder, safe_serialization=True)
    LlavaProcessor(
        CLIPImageProcessor(size={"height": 32, "width": 32}, crop_size={"height": 32, "width": 32}), tokenizer,
        patch_size=8, vision_feature_select_strategy="default", chat_template=TEMPLATE, num_additional_image_tokens=1,
    ).save_pretrained(folder)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def eyes(tmp_path_factory: pytest.TempPathFactory) -> VisionLanguageEyes:
    return VisionLanguageEyes(INFO, llava(tmp_path_factory.mktemp("llava")), {})


@pytest.fixture
def picture() -> Image.Image:
    return Image.linear_gradient("L").resize((48, 40)).convert("RGB")


def test_questions_of_different_length_are_answered_in_a_batch_as_alone(
    eyes: VisionLanguageEyes, picture: Image.Image
) -> None:
    together = [check.probability for check in eyes.check(picture, ASKED)]
    alone = [eyes.check(picture, [asked])[0].probability for asked in ASKED]
    assert together == pytest.approx(alone, abs=1e-4)
    assert max(together) - min(together) > 0.01
    eyes.processor.tokenizer.padding_side = "right"
    wrong = [check.probability for check in eyes.check(picture, ASKED)]
    eyes.processor.tokenizer.padding_side = "left"
    assert wrong != pytest.approx(alone, abs=1e-4)


def test_the_chat_template_frames_the_question(eyes: VisionLanguageEyes, picture: Image.Image) -> None:
    inputs = eyes._inputs(picture, ["is it?"])
    text = eyes.processor.tokenizer.decode(inputs["input_ids"][0])
    assert text.startswith("USER: <image>")
    assert text.endswith("is it? ASSISTANT:")
    assert inputs["pixel_values"].shape == (1, 3, 32, 32)


def test_every_spelling_of_yes_and_no_counts(eyes: VisionLanguageEyes, picture: Image.Image) -> None:
    words = [set(eyes.processor.tokenizer.convert_ids_to_tokens(ids)) for ids in eyes.answers]
    assert words == [{"yes", "Yes", "Ġyes"}, {"no", "No", "Ġno"}]
    inputs = eyes._inputs(picture, [eyes.question.format(statement=ASKED[0].statement)])
    with torch.inference_mode():
        chances = eyes.model(**inputs).logits[0, -1].float().softmax(-1)
    yes, no = (float(chances[ids].sum()) for ids in eyes.answers)
    assert eyes.check(picture, ASKED[:1])[0].probability == pytest.approx(yes / (yes + no), abs=1e-4)


def test_a_caption_is_what_was_written_after_the_question(eyes: VisionLanguageEyes, picture: Image.Image) -> None:
    text, confidence, _ = eyes.caption(picture)
    assert "USER" not in text
    assert 0 < confidence <= 1
