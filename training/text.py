"""The frozen part of the language model, as the painter hears it in training and in use."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer

from tools.device import device
from tools.networks.language.text_encoder import TextEncoder, dequantize, quantize, tokens
from training.language_model import BASE
from training.loop import sent


def base() -> tuple[Any, Any]:
    """The base causal model, rounded to int8 and back as it will be shipped, and its tokenizer."""
    model = AutoModelForCausalLM.from_pretrained(BASE, dtype=torch.float32).eval()
    state = {k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}
    model.load_state_dict(dequantize(quantize(state)), strict=False)
    return model, AutoTokenizer.from_pretrained(BASE)


def encoder(captions: list[str]) -> tuple[TextEncoder, Any, dict[str, Tensor]]:
    """A text encoder whose feature statistics come from captions; also its tokenizer and the statistics."""
    model, tokenizer = base()
    width = model.config.hidden_size
    raw = TextEncoder(model.model, torch.zeros(width), torch.ones(width)).to(device())
    states = []
    for start in range(0, len(captions), 64):
        ids, mask = sent(tokens(tokenizer, captions[start : start + 64]))
        hidden = raw.trunk(input_ids=ids, attention_mask=mask.long(), use_cache=False).last_hidden_state
        # The first token's state is an outlier of a hundred times; it is clamped later, not measured.
        states.append(hidden[:, 1:][mask[:, 1:]].detach())
    every = torch.cat(states)
    statistics = {"text_mean": every.mean(0), "text_std": every.std(0)}
    raw.mean, raw.std = statistics["text_mean"], statistics["text_std"]
    return raw, tokenizer, statistics
