"""Layers that keep int8 weights in memory as they are on disk, in a quarter of the bytes of float32.

Writing token by token waits for memory and not for arithmetic. A few rows at once are multiplied in bfloat16 by
PyTorch's own kernel. Many rows, as of a long prompt, are multiplied in float32, for which the weights are converted
each time, exactly as `tools.networks.language.text_encoder.dequantize` does.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

FEW = 32
"""Number of rows up to which the bfloat16 kernel is faster."""


def _frozen(value: Tensor) -> nn.Parameter:
    return nn.Parameter(value, requires_grad=False)


class Int8Linear(nn.Module):
    """Linear layer: y = x W^T + b.

    Args:
        weight: W (O, I), int8.
        scale: what each row of W is multiplied by (O, 1), float32.
        bias: b (O,), float32; None adds nothing.
    """

    def __init__(self, weight: Tensor, scale: Tensor, bias: Tensor | None = None) -> None:
        super().__init__()
        self.weight = _frozen(weight)
        self.scale = _frozen(scale)
        self.bias = None if bias is None else _frozen(bias)
        self.register_buffer("_ones", torch.ones(len(weight), dtype=torch.bfloat16), persistent=False)

    def rows(self, chosen: Tensor) -> Tensor:
        """Return rows of W by their numbers: (...) to (..., I), float32."""
        return self.weight[chosen] * self.scale[chosen]

    def forward(self, x: Tensor) -> Tensor:
        """Map (..., I) to (..., O), of the same type."""
        flat = x.reshape(-1, x.shape[-1])
        if len(flat) > FEW or x.device.type != "cpu":
            bias = None if self.bias is None else self.bias.to(x.dtype)
            return nn.functional.linear(x, (self.weight * self.scale).to(x.dtype), bias)
        product = torch._weight_int8pack_mm(flat.bfloat16(), self.weight, self._ones).to(x.dtype) * self.scale[:, 0]
        if self.bias is not None:
            product = product + self.bias
        return product.view(*x.shape[:-1], -1)


class Int8Embedding(nn.Module):
    """Embedding whose table is the matrix of an `Int8Linear`."""

    def __init__(self, matrix: Int8Linear) -> None:
        super().__init__()
        self.matrix = matrix

    def forward(self, ids: Tensor) -> Tensor:
        """Map token ids (...) to embeddings (..., I), float32."""
        return self.matrix.rows(ids)


def load_int8(model: nn.Module, state: dict[str, Tensor]) -> None:
    """Load quantised weights into a causal language model, keeping the matrices in int8.

    Args:
        model: a transformers model with its head tied to its embedding; its linear layers are replaced by
            `Int8Linear`, its embedding by `Int8Embedding`.
        state: as of `tools.networks.language.text_encoder.quantize`, by the names of the model's parameters.
    """
    for name, value in state.items():
        if value.dtype != torch.int8:
            continue
        parent, _, child = name.removesuffix(".weight").rpartition(".")
        layer = Int8Linear(value, state[f"{name}.scale"], state.get(name.removesuffix("weight") + "bias"))
        if child == "embed_tokens":
            model.set_output_embeddings(layer)
            model.set_input_embeddings(Int8Embedding(layer))
        else:
            setattr(model.get_submodule(parent), child, layer)
    vectors = {k: v for k, v in state.items() if v.dtype != torch.int8 and not k.endswith(".scale")}
    model.load_state_dict(vectors, strict=False, assign=True)
