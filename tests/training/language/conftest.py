"""A small byte-pair tokenizer and a small language model with biases, made here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from training.language.int8_folder import save_model
from training.language.vocabulary import SPECIAL, rank_tokens, trim_tokenizer

TEXTS = [
    "have: red balloon; castle left\nuser: make the balloon blue\nplan: ",
    '{"do":"edit","edits":[{"op":"change","what":"balloon","color":"blue"}]}',
    "have: nothing\nuser: 画一只红色的气球和一座城堡\nplan: ",
    '{"do":"create","edits":[{"op":"add","what":"气球","color":"red"},{"op":"add","what":"城堡"}]}',
    "user: now the castle, please, and two balloons beside the castle",
]


@pytest.fixture(scope="session")
def whole_tokenizer() -> Any:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600, special_tokens=[], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    # Real ones have their special tokens at the end, and more of them than are kept.
    tokenizer.add_special_tokens([*SPECIAL, "<|fim_pad|>"])
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=SPECIAL[2])


@pytest.fixture(scope="session")
def trimmed(whole_tokenizer: Any) -> tuple[Any, torch.Tensor]:
    return trim_tokenizer(whole_tokenizer, rank_tokens(whole_tokenizer, TEXTS[:3], ["气球"]), 330)


@pytest.fixture
def tiny_model(trimmed: tuple[Any, torch.Tensor]) -> Any:
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(trimmed[0]), hidden_size=64, intermediate_size=128, num_hidden_layers=8, num_attention_heads=4,
        num_key_value_heads=2, attention_bias=True, tie_word_embeddings=True, eos_token_id=trimmed[0].eos_token_id,
        bos_token_id=None, plan_edition=2, rope_parameters={"rope_type": "default", "rope_theta": 1e6},
    )  # fmt: skip
    model = LlamaForCausalLM(config).eval()
    for name, value in model.named_parameters():
        if name.endswith("bias"):
            torch.nn.init.normal_(value)
    return model


@pytest.fixture
def tiny_folder(tiny_model: Any, trimmed: tuple[Any, torch.Tensor], tmp_path: Path) -> Path:
    save_model(tiny_model, trimmed[0], tmp_path / "start", limit=60_000)
    return tmp_path / "start"
