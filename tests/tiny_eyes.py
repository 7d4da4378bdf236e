"""Tiny real vision-language models, created on the spot: LLaVA, Qwen3-VL and SmolVLM."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from tests.tiny_painters import qwen3_vl_parts, qwen_tokenizer


def _spread(model: Any) -> None:
    """Random weights of the usual size would answer every question alike."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(4 if parameter.dim() > 1 else 1)


def qwen3_vl(folder: Path) -> Path:
    """Save a Qwen3-VL of three layers; as on the hub, its processor has a video part that wants torchvision."""
    torch.manual_seed(0)
    model, processor = qwen3_vl_parts(hidden=32)
    _spread(model)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


SMOL_CHAT = (
    "{% for m in messages %}User:{% for c in m['content'] %}{% if c['type'] == 'image' %}<image>{% else %}"
    "{{ c['text'] }}{% endif %}{% endfor %}<end_of_utterance>\n{% endfor %}"
    "{% if add_generation_prompt %}Assistant:{% endif %}"
)


def smolvlm(folder: Path) -> Path:
    """Save a SmolVLM of two layers, which cuts a picture into tiles and writes words around them."""
    from transformers import SmolVLMConfig, SmolVLMForConditionalGeneration, SmolVLMProcessor
    from transformers.models.smolvlm.image_processing_pil_smolvlm import SmolVLMImageProcessorPil

    from tools.engines.vision.processors import picture_processor

    torch.manual_seed(0)
    tokenizer = qwen_tokenizer()
    tokenizer.add_special_tokens(
        {"additional_special_tokens": ["<image>", "<fake_token_around_image>", "<global-img>", "<end_of_utterance>"]}
    )
    config = SmolVLMConfig(
        text_config={
            "model_type": "llama", "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2,
            "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 320, "max_position_embeddings": 4096,
            "bos_token_id": 0, "eos_token_id": tokenizer.convert_tokens_to_ids("<end_of_utterance>"), "pad_token_id": 0,
        },
        vision_config={
            "hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
            "image_size": 32, "patch_size": 8,
        },
        scale_factor=2, image_token_id=tokenizer.convert_tokens_to_ids("<image>"), pad_token_id=0,
    )  # fmt: skip
    model = SmolVLMForConditionalGeneration(config)
    _spread(model)
    model.save_pretrained(folder)
    pixels = SmolVLMImageProcessorPil(
        size={"longest_edge": 64}, max_image_size={"longest_edge": 32}, do_image_splitting=True
    )
    made = picture_processor(SmolVLMProcessor)(pixels, tokenizer, image_seq_len=4, chat_template=SMOL_CHAT)
    made.save_pretrained(folder)
    return folder


LLAVA_CHAT = (
    "{% for m in messages %}USER: {% for c in m['content'] %}{% if c['type'] == 'image' %}<image>\n"
    "{% else %}{{ c['text'] }}{% endif %}{% endfor %}{% endfor %}{% if add_generation_prompt %} ASSISTANT:{% endif %}"
)


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
    _spread(model)
    model.save_pretrained(folder, safe_serialization=True)
    LlavaProcessor(
        CLIPImageProcessor(size={"height": 32, "width": 32}, crop_size={"height": 32, "width": 32}), tokenizer,
        patch_size=8, vision_feature_select_strategy="default", chat_template=LLAVA_CHAT, num_additional_image_tokens=1,
    ).save_pretrained(folder)  # fmt: skip
    return folder


EYES: dict[str, Callable[[Path], Path]] = {"llava": llava, "qwen3-vl": qwen3_vl, "smolvlm": smolvlm}
"""By name the function that saves the model."""
