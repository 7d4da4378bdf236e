"""Transformer blocks that the pocket painter's networks share.

Query-key normalisation (arXiv:2302.05442), SwiGLU (arXiv:2002.05202), AdaLN conditioning shared by all blocks
(PixArt-alpha, arXiv:2310.00426).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def patches(latents: Tensor, side: int) -> Tensor:
    """Cut latents (B, C, H, W) into squares, row by row: (B, H / side * W / side, C * side * side)."""
    b, c, h, w = latents.shape
    squares = latents.reshape(b, c, h // side, side, w // side, side).permute(0, 2, 4, 1, 3, 5)
    return squares.reshape(b, -1, c * side**2)


class Attention(nn.Module):
    """Multi-head attention with normalised queries and keys.

    Args:
        width: length of a token, divisible by `heads`.
        heads: number of heads.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q = nn.Linear(width, width, bias=False)
        self.kv = nn.Linear(width, 2 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.q_norm = nn.RMSNorm(width // heads, eps=1e-6)
        self.k_norm = nn.RMSNorm(width // heads, eps=1e-6)

    def keys(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Return normalised keys, and values, of tokens (B, L, width): both (B, heads, L, width / heads)."""
        b, n, _ = source.shape
        k, v = self.kv(source).view(b, n, 2, self.heads, -1).permute(2, 0, 3, 1, 4)
        return self.k_norm(k), v

    def attend(self, x: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None, causal: bool = False) -> Tensor:
        """Attend from tokens (B, N, width) to keys and values; returns (B, N, width).

        Args:
            x: the tokens.
            k: keys, see `keys`.
            v: values, see `keys`.
            mask: bool, broadcast to (B, heads, N, L); True where a key may be seen.
            causal: whether a token sees only the keys up to its own position.
        """
        b, n, c = x.shape
        q = self.q_norm(self.q(x).view(b, n, self.heads, -1).transpose(1, 2))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
        out: Tensor = self.out(y.transpose(1, 2).reshape(b, n, c))
        return out

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Attend from tokens (B, N, width) to themselves; see `attend` for the mask."""
        return self.attend(x, *self.keys(x), mask)


class SwiGLU(nn.Module):
    """A gated two-layer network on each token.

    Args:
        width: length of a token.
        hidden: inner width.
    """

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.up = nn.Linear(width, 2 * hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map tokens (B, N, width) to the same shape."""
        gate, value = self.up(x).chunk(2, -1)
        out: Tensor = self.down(F.silu(gate) * value)
        return out


class PlainBlock(nn.Module):
    """Self-attention and a gated network, normalised beforehand."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = nn.RMSNorm(width, eps=1e-6)
        self.norm2 = nn.RMSNorm(width, eps=1e-6)
        self.attention = Attention(width, heads)
        self.mlp = SwiGLU(width, width * 2)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Map tokens (B, N, width) to the same shape; `mask` (B, 1, 1, N), bool, is False on padding."""
        x = x + self.attention(self.norm1(x), mask=mask)
        out: Tensor = x + self.mlp(self.norm2(x))
        return out


class TimedBlock(nn.Module):
    """Self-attention and a gated network, modulated by time."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.norm2 = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.attention = Attention(width, heads)
        self.mlp = SwiGLU(width, int(width * 8 / 3) // 32 * 32)
        self.modulation = nn.Parameter(torch.randn(6, width) / width**0.5)

    def forward(self, x: Tensor, time: Tensor) -> Tensor:
        """Map tokens (B, N, width) to the same shape.

        Args:
            x: the tokens.
            time: (B, 6, width): shift, scale and gate of the attention, then of the gated network.
        """
        shift1, scale1, gate1, shift2, scale2, gate2 = (time + self.modulation)[:, None].unbind(2)
        x = x + gate1 * self.attention(self.norm1(x) * (1 + scale1) + shift1)
        out: Tensor = x + gate2 * self.mlp(self.norm2(x) * (1 + scale2) + shift2)
        return out


def time_waves(time: Tensor) -> Tensor:
    """Return sines and cosines (B, 256) of times (B,) in [0, 1], from which transformers embed them."""
    rates = torch.exp(torch.arange(128, device=time.device) * (-math.log(10000) / 128))
    angles = time[:, None].float() * 1000 * rates
    return torch.cat([angles.cos(), angles.sin()], -1)
