"""The pocket language model: SmolLM2 with fewer layers, in int8 on disk, shared by director and painter.

Its first TEXT_LAYERS layers stay as the base model has them. The painter uses their hidden states and the director was
trained above them, so that both share one set of weights.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

TEXT_LAYERS = 6
"""Layers of the language model whose output the painter sees."""
TEXT_TOKENS = 72
"""Most tokens of a prompt that the painter sees."""
_FEATURE_LIMIT = 6.0
"""Features are clamped to so many standard deviations."""


def quantize(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Quantise weights.

    Returns:
        Matrices (O, I) in int8, each with a float32 scale for every row, absolute maximum / 127, as (O, 1) under its
        name and ".scale"; all other tensors in float32.
    """
    packed: dict[str, Tensor] = {}
    for name, value in state.items():
        if value.ndim == 2:
            scale = value.float().abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
            packed[name] = (value.float() / scale).round().to(torch.int8)
            packed[f"{name}.scale"] = scale.to(torch.float32)
        else:
            packed[name] = value.float()
    return packed


def dequantize(packed: dict[str, Tensor], dtype: torch.dtype = torch.float32) -> dict[str, Tensor]:
    """Return the weights that `quantize` packed, up to rounding, in a floating-point type."""
    return {
        name: (value.float() * packed[f"{name}.scale"]).to(dtype) if value.dtype == torch.int8 else value.to(dtype)
        for name, value in packed.items()
        if not name.endswith(".scale")
    }


class TextEncoder(nn.Module):
    """Hidden states after the first layers of a Llama model, normalised in each channel.

    Args:
        llama: a transformers `LlamaModel`; its embedding and layers are shared and not copied.
        mean: mean of each channel (576,).
        std: standard deviation of each channel (576,).
    """

    def __init__(self, llama: Any, mean: Tensor, std: Tensor) -> None:
        super().__init__()
        from transformers import LlamaModel

        config = type(llama.config)(**{**llama.config.to_dict(), "num_hidden_layers": TEXT_LAYERS})
        with torch.device("meta"):
            self.trunk = LlamaModel(config)
        self.trunk.embed_tokens = llama.embed_tokens
        self.trunk.layers = nn.ModuleList(llama.layers[:TEXT_LAYERS])
        self.trunk.rotary_emb = llama.rotary_emb
        self.trunk.norm = nn.Identity()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    @torch.no_grad()
    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Encode texts.

        Args:
            ids: token ids (B, L), see `tokens`.
            mask: (B, L), bool, False on padding.

        Returns:
            Features (B, L, 576), float32, in [-6, 6].
        """
        states = self.trunk(input_ids=ids, attention_mask=mask.long(), use_cache=False).last_hidden_state
        normal = (states.float() - self.mean) / self.std
        return normal.clamp(-_FEATURE_LIMIT, _FEATURE_LIMIT)


def tokens(tokenizer: Any, texts: list[str], length: int = TEXT_TOKENS) -> tuple[Tensor, Tensor]:
    """Tokenise texts.

    Args:
        tokenizer: a transformers tokenizer.
        texts: an empty one becomes a single end token.
        length: the most tokens of a text; longer ones are cut.

    Returns:
        Token ids (B, L), int64, and their mask (B, L), bool, False on padding. L is the longest text's number of
        tokens rounded up to a multiple of 8.
    """
    rows = [tokenizer(text)["input_ids"][:length] or [tokenizer.eos_token_id] for text in texts]
    width = -(-max(map(len, rows)) // 8) * 8
    ids = torch.full((len(rows), width), tokenizer.eos_token_id)
    mask = torch.zeros((len(rows), width), dtype=torch.bool)
    for row, values in enumerate(rows):
        ids[row, : len(values)] = torch.tensor(values)
        mask[row, : len(values)] = True
    return ids, mask
