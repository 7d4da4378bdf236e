"""Tiny real vision-language models, created on the spot: LLaVA, Qwen3-VL and Qwen3.5, Gemma 3, SmolVLM."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from tests.tiny_painters import MERGES, qwen3_vl_parts, qwen_tokenizer


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


def qwen3_5(folder: Path) -> Path:
    """Save a Qwen3.5 of four layers: three of linear attention, whose cache can't be cut back, and one of full."""
    from transformers import Qwen3_5Config, Qwen3_5ForConditionalGeneration

    torch.manual_seed(0)
    _, processor = qwen3_vl_parts(hidden=32)
    special = {name: processor.tokenizer.convert_tokens_to_ids(f"<|{name}|>") for name in ("image_pad", "video_pad",
               "vision_start", "vision_end", "im_end")}  # fmt: skip
    config = Qwen3_5Config(
        text_config={
            "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 4, "num_attention_heads": 4,
            "num_key_value_heads": 2, "head_dim": 16, "vocab_size": 300, "max_position_embeddings": 2048,
            "linear_num_key_heads": 2, "linear_num_value_heads": 4, "linear_key_head_dim": 8,
            "linear_value_head_dim": 8,
            "layer_types": ["linear_attention"] * 3 + ["full_attention"],
            "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [1, 1, 0],
                                "partial_rotary_factor": 0.25, "mrope_interleaved": True},
            "bos_token_id": 0, "eos_token_id": special["im_end"], "pad_token_id": 0,
        },
        vision_config={
            "depth": 2, "hidden_size": 32, "intermediate_size": 32, "num_heads": 2, "out_hidden_size": 32,
            "patch_size": 16, "spatial_merge_size": 2, "temporal_patch_size": 2, "num_position_embeddings": 16,
        },
        image_token_id=special["image_pad"], video_token_id=special["video_pad"],
        vision_start_token_id=special["vision_start"], vision_end_token_id=special["vision_end"],
    )  # fmt: skip
    model = Qwen3_5ForConditionalGeneration(config)
    _spread(model)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


GEMMA_CHAT = (
    "{{ bos_token }}{% for m in messages %}{{ m['role'] }}\n{% for c in m['content'] %}"
    "{% if c['type'] == 'image' %}<start_of_image>{% else %}{{ c['text'] }}{% endif %}{% endfor %}\n{% endfor %}"
    "{% if add_generation_prompt %}model\n{% endif %}"
)


def gemma3(folder: Path) -> Path:
    """Save a Gemma 3 of three layers, two of them with a sliding window shorter than a question."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration, Gemma3Processor, PreTrainedTokenizerFast
    from transformers.models.gemma3.image_processing_pil_gemma3 import Gemma3ImageProcessorPil

    torch.manual_seed(0)
    names = ["<pad>", "<bos>", "<eos>", *sorted(pre_tokenizers.ByteLevel.alphabet()), *(a + b for a, b in MERGES)]
    raw = Tokenizer(models.BPE(vocab={name: number for number, name in enumerate(names)}, merges=MERGES))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    places = {"boi_token": "<start_of_image>", "eoi_token": "<end_of_image>", "image_token": "<image_soft_token>"}
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", extra_special_tokens=places
    )
    ids = {name: tokenizer.convert_tokens_to_ids(token) for name, token in places.items()}
    config = Gemma3Config(
        text_config={
            "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4,
            "num_key_value_heads": 2, "head_dim": 8, "vocab_size": 320, "max_position_embeddings": 2048,
            "sliding_window": 16, "layer_types": ["sliding_attention", "full_attention", "sliding_attention"],
            "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0,
        },
        vision_config={
            "hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
            "image_size": 32, "patch_size": 8,
        },
        mm_tokens_per_image=4, boi_token_index=ids["boi_token"], eoi_token_index=ids["eoi_token"],
        image_token_index=ids["image_token"],
    )  # fmt: skip
    model = Gemma3ForConditionalGeneration(config)
    _spread(model)
    model.save_pretrained(folder)
    pixels = Gemma3ImageProcessorPil(size={"height": 32, "width": 32}, image_seq_length=4)
    Gemma3Processor(pixels, tokenizer, chat_template=GEMMA_CHAT, image_seq_length=4).save_pretrained(folder)
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


EYES: dict[str, Callable[[Path], Path]] = {
    "llava": llava, "qwen3-vl": qwen3_vl, "qwen3.5": qwen3_5, "gemma3": gemma3, "smolvlm": smolvlm,
}  # fmt: skip
"""By name the function that saves the model."""
