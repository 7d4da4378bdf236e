"""The pocket language model: SmolLM2 with fewer layers, int8 on disk, shared by director and painter.

Its first `TEXT_LAYERS` layers stay as the base model has them, so that the painter, which listens to
their hidden states, and the director, which is tuned above them, use one set of weights.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

TEXT_LAYERS = 6
TEXT_TOKENS = 72
_FEATURE_LIMIT = 6.0


def quantize(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Matrices to int8 with one scale a row (absolute maximum / 127); vectors stay in float32."""
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
    """The inverse of `quantize`, up to rounding."""
    return {
        name: (value.float() * packed[f"{name}.scale"]).to(dtype) if value.dtype == torch.int8 else value.to(dtype)
        for name, value in packed.items()
        if not name.endswith(".scale")
    }


class TextEncoder(nn.Module):
    """Hidden states after the first layers of a Llama model, normalised a channel, for the painter.

    The model's layers are shared, not copied.
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
        """Token ids and mask (B, L) to features (B, L, 576), clamped to +-6 standard deviations."""
        states = self.trunk(input_ids=ids, attention_mask=mask.long(), use_cache=False).last_hidden_state
        normal = (states.float() - self.mean) / self.std
        return normal.clamp(-_FEATURE_LIMIT, _FEATURE_LIMIT)


def tokens(tokenizer: Any, texts: list[str], length: int = TEXT_TOKENS) -> tuple[Tensor, Tensor]:
    """Ids and boolean mask (B, L) of texts; an empty text is one end token.

    L is the longest text's length rounded up to 8, and at most `length`: longer texts are cut.
    """
    rows = [tokenizer(text)["input_ids"][:length] or [tokenizer.eos_token_id] for text in texts]
    length = -(-max(map(len, rows)) // 8) * 8
    ids = torch.full((len(rows), length), tokenizer.eos_token_id)
    mask = torch.zeros((len(rows), length), dtype=torch.bool)
    for row, values in enumerate(rows):
        ids[row, : len(values)] = torch.tensor(values)
        mask[row, : len(values)] = True
    return ids, mask
