"""Tiny checkpoints of the language models that people direct with, built on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SIZES: dict[str, Any] = {
    "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 4, "num_attention_heads": 4,
    "num_key_value_heads": 2, "head_dim": 8, "max_position_embeddings": 4096,
}  # fmt: skip
TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)


def chat_tokenizer(template: str | None = TEMPLATE) -> Any:
    """A byte-level tokenizer whose special tokens are a chat model's; it puts a first token before every text."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    raw = Tokenizer(models.BPE(vocab={letter: i for i, letter in enumerate(alphabet)}, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    special = ["<|begin|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>"]
    raw.add_special_tokens([AddedToken(token, special=True) for token in special])
    first = raw.token_to_id("<|begin|>")
    raw.post_processor = processors.TemplateProcessing(single="<|begin|> $A", special_tokens=[("<|begin|>", first)])
    made = PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<|begin|>", eos_token="<|im_end|>", pad_token="<|im_end|>"
    )
    made.chat_template = template
    return made


def _configuration(name: str, tokens: int) -> Any:
    import transformers as t

    ids = {"vocab_size": tokens, "bos_token_id": 256, "eos_token_id": 258, "pad_token_id": 258}
    linear = ["linear_attention", "linear_attention", "linear_attention", "full_attention"]
    makers: dict[str, Callable[[], Any]] = {
        "qwen2": lambda: t.Qwen2Config(**{k: v for k, v in SIZES.items() if k != "head_dim"}, **ids),
        "qwen3": lambda: t.Qwen3Config(**SIZES, **ids),
        "smollm3": lambda: t.SmolLM3Config(**{k: v for k, v in SIZES.items() if k != "head_dim"}, **ids),
        "gemma3": lambda: t.Gemma3TextConfig(**SIZES, **ids, sliding_window=16, query_pre_attn_scalar=8),
        "qwen3.5": lambda: t.Qwen3_5TextConfig(
            **SIZES, **ids, layer_types=linear, linear_num_key_heads=2, linear_num_value_heads=2,
            linear_key_head_dim=8, linear_value_head_dim=8,
        ),
        "gemma3 that sees": lambda: t.Gemma3Config(
            text_config=_configuration("gemma3", tokens),
            vision_config={
                "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
                "image_size": 28, "patch_size": 14,
            },
        ),
    }  # fmt: skip
    return makers[name]()


@pytest.fixture(scope="session")
def chat_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Save a tiny chat model of an architecture, with a chat template of its own."""
    import torch
    from transformers import AutoModelForCausalLM

    def save(name: str, template: str | None = TEMPLATE) -> Path:
        folder = tmp_path_factory.mktemp("chat")
        torch.manual_seed(0)
        tokenizer = chat_tokenizer(template)
        model = AutoModelForCausalLM.from_config(_configuration(name, len(tokenizer)))
        # Far from each other, so that what was read decides what is written.
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.data.normal_(0, 0.3)
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        return folder

    return save
