"""Layers that keep int8 weights in memory as they lie on disk: a quarter of float32's bytes to hold and to read.

Writing token by token waits for memory, not for arithmetic. A few rows at once are multiplied in bfloat16 by PyTorch's
own kernel; many rows, as when a long prompt is read, in float32 with the weights made float32 for the moment, exactly
as `dequantize` would.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

FEW = 32
"""Rows up to which the bfloat16 kernel is the faster one."""


def _fixed(value: Tensor) -> nn.Parameter:
    return nn.Parameter(value, requires_grad=False)


class Int8Linear(nn.Module):
    """y = x W^T without a bias; W is int8 (O, I) with one float32 scale a row (O, 1)."""

    def __init__(self, weight: Tensor, scale: Tensor) -> None:
        super().__init__()
        self.weight, self.scale = _fixed(weight), _fixed(scale)
        self.register_buffer("_ones", torch.ones(len(weight), dtype=torch.bfloat16), persistent=False)

    def rows(self, chosen: Tensor) -> Tensor:
        """Rows (N, I) of W in float32."""
        return self.weight[chosen] * self.scale[chosen]

    def forward(self, x: Tensor) -> Tensor:
        """(..., I) to (..., O), float32."""
        flat = x.reshape(-1, x.shape[-1])
        if len(flat) > FEW or x.device.type != "cpu":
            return nn.functional.linear(x, (self.weight * self.scale).to(x.dtype))
        made = torch._weight_int8pack_mm(flat.bfloat16(), self.weight, self._ones)
        return (made.to(x.dtype) * self.scale[:, 0]).view(*x.shape[:-1], -1)


class Int8Embedding(nn.Module):
    """Rows of an `Int8Linear`'s matrix by token id."""

    def __init__(self, matrix: Int8Linear) -> None:
        super().__init__()
        self.matrix = matrix

    def forward(self, ids: Tensor) -> Tensor:
        """(...) to (..., I), float32."""
        return self.matrix.rows(ids)


def load_int8(model: nn.Module, state: dict[str, Tensor]) -> None:
    """Put the matrices of `tools.networks.language.text_encoder.quantize`, by name, in the place of a causal model's layers, the
    embedding's for its head as well; vectors are loaded as they are."""
    for name, value in state.items():
        if value.dtype != torch.int8:
            continue
        where, _, leaf = name.removesuffix(".weight").rpartition(".")
        layer = Int8Linear(value, state[f"{name}.scale"])
        if leaf == "embed_tokens":
            model.set_output_embeddings(layer)  # type: ignore[operator]
            model.set_input_embeddings(Int8Embedding(layer))  # type: ignore[operator]
        else:
            setattr(model.get_submodule(where), leaf, layer)
    vectors = {k: v for k, v in state.items() if v.dtype != torch.int8 and not k.endswith(".scale")}
    model.load_state_dict(vectors, strict=False, assign=True)
