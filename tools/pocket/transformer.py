"""The pocket painter's network: one flow-matching transformer that generates and edits.

AdaLN conditioning on time shared over blocks (PixArt-alpha, arXiv:2310.00426), query-key
normalisation (arXiv:2302.05442), SwiGLU (arXiv:2002.05202), rectified-flow velocity
(arXiv:2209.03003). An edit gives the source picture by channel concatenation, as InstructPix2Pix does
(arXiv:2211.09800).
"""

from __future__ import annotations

import math

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F


class _Attention(nn.Module):
    """Multi-head attention with normalised queries and keys; over `context` where it is given."""

    def __init__(self, width: int, heads: int, cross: bool = False) -> None:
        super().__init__()
        self.heads, self.cross = heads, cross
        self.q = nn.Linear(width, width, bias=False)
        self.kv = nn.Linear(width, 2 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.q_norm = nn.RMSNorm(width // heads, eps=1e-6)
        self.k_norm = nn.RMSNorm(width // heads, eps=1e-6)

    def forward(self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        source = x if context is None else context
        b, n, c = x.shape
        q = self.q(x).view(b, n, self.heads, -1).transpose(1, 2)
        k, v = self.kv(source).view(b, source.shape[1], 2, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(self.q_norm(q), self.k_norm(k), v, attn_mask=mask)
        out: Tensor = self.out(y.transpose(1, 2).reshape(b, n, c))
        return out


class _SwiGLU(nn.Module):
    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.up = nn.Linear(width, 2 * hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        gate, value = self.up(x).chunk(2, -1)
        out: Tensor = self.down(F.silu(gate) * value)
        return out


class _TextBlock(nn.Module):
    """Refines the language model's features for the painter; padding is masked."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.RMSNorm(width, eps=1e-6), nn.RMSNorm(width, eps=1e-6)
        self.attention, self.mlp = _Attention(width, heads), _SwiGLU(width, width * 2)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x + self.attention(self.norm1(x), mask=mask)
        out: Tensor = x + self.mlp(self.norm2(x))
        return out


class _Block(nn.Module):
    """Self-attention, attention over the text, and a gated MLP, modulated by time."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.norm2 = nn.RMSNorm(width, eps=1e-6)
        self.norm3 = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.attention, self.cross = _Attention(width, heads), _Attention(width, heads, cross=True)
        self.mlp = _SwiGLU(width, int(width * 8 / 3) // 32 * 32)
        self.modulation = nn.Parameter(torch.randn(6, width) / width**0.5)

    def forward(self, x: Tensor, text: Tensor, mask: Tensor, time: Tensor) -> Tensor:
        shift1, scale1, gate1, shift2, scale2, gate2 = (time + self.modulation)[:, None].unbind(2)
        x = x + gate1 * self.attention(self.norm1(x) * (1 + scale1) + shift1)
        x = x + self.cross(self.norm2(x), text, mask)
        out: Tensor = x + gate2 * self.mlp(self.norm3(x) * (1 + scale2) + shift2)
        return out


class PocketTransformer(ModelMixin, ConfigMixin):
    """Predicts the velocity (noise - data) of latents.

    `forward(latents, time, text, mask, source)`: latents (B, C, H, W); time (B,) in [0, 1], 1 is noise;
    text (B, L, text_width) normalised language-model features; mask (B, L) bool, True on real tokens;
    source (B, C, H, W) latents of the picture to edit, or None to generate. Returns (B, C, H, W).
    """

    @register_to_config
    def __init__(
        self, channels: int = 16, side: int = 16, patch: int = 2, width: int = 320, depth: int = 8,
        heads: int = 5, text_width: int = 576, text_depth: int = 2, guidance_distilled: bool = False,
    ) -> None:  # fmt: skip
        """`guidance_distilled` is a note on the weights: guidance must not be distilled into them once more."""
        super().__init__()
        self.patch, self.side, self.channels = patch, side, channels
        tokens = (side // patch) ** 2
        dims = channels * patch * patch
        self.latent_in = nn.Linear(dims, width)
        self.source_in = nn.Linear(dims + 1, width)
        self.position = nn.Parameter(torch.randn(1, tokens, width) * 0.02)
        self.text_in = nn.Linear(text_width, width)
        self.text_blocks = nn.ModuleList(_TextBlock(width, heads) for _ in range(text_depth))
        self.time_in = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))
        self.time_out = nn.Sequential(nn.SiLU(), nn.Linear(width, 6 * width))
        self.blocks = nn.ModuleList(_Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.final = nn.Linear(width, 2 * width)
        self.latent_out = nn.Linear(width, dims)
        for layer in (self.time_out[1], self.final, self.latent_out):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def _patches(self, latents: Tensor) -> Tensor:
        b, c, h, w = latents.shape
        p = self.patch
        return latents.view(b, c, h // p, p, w // p, p).permute(0, 2, 4, 1, 3, 5).reshape(b, -1, c * p * p)

    def _picture(self, patches: Tensor) -> Tensor:
        n, p = self.side // self.patch, self.patch
        x = patches.view(-1, n, n, self.channels, p, p).permute(0, 3, 1, 4, 2, 5)
        return x.reshape(-1, self.channels, self.side, self.side)

    def _time(self, time: Tensor) -> Tensor:
        rates = torch.exp(torch.arange(128, device=time.device) * (-math.log(10000) / 128))
        angles = time[:, None].float() * 1000 * rates
        embedded: Tensor = self.time_in(torch.cat([angles.cos(), angles.sin()], -1).to(self.final.weight.dtype))
        return embedded

    def encode_text(self, text: Tensor, mask: Tensor) -> Tensor:
        """Features refined once a prompt: the same for every step. (B, L, text_width) to (B, L, width)."""
        x: Tensor = self.text_in(text)
        for block in self.text_blocks:
            x = block(x, mask[:, None, None])
        return x

    def forward(
        self, latents: Tensor, time: Tensor, text: Tensor, mask: Tensor, source: Tensor | None = None,
        early: int | None = None,
    ) -> Tensor | tuple[Tensor, Tensor]:  # fmt: skip
        """See the class. `text` may be refined already; with `early`, that block's tokens come back too."""
        if text.shape[-1] != self.position.shape[-1]:
            text = self.encode_text(text, mask)
        x = self.latent_in(self._patches(latents)) + self.position
        if source is not None:
            given = self._patches(source)
            # A source of exactly zero stands for none, so that one batch can hold both tasks.
            flag = (given.abs().sum((1, 2), keepdim=True) > 0).to(given.dtype).expand(-1, given.shape[1], 1)
            x = x + self.source_in(torch.cat([given, flag], -1)) * flag
        embedded = self._time(time)
        shared = self.time_out(embedded).view(-1, 6, embedded.shape[-1])
        tokens = x
        for index, block in enumerate(self.blocks):
            x = block(x, text, mask[:, None, None], shared)
            if index == early:
                tokens = x
        shift, scale = self.final(F.silu(embedded))[:, None].chunk(2, -1)
        velocity = self._picture(self.latent_out(self.norm(x) * (1 + scale) + shift))
        return velocity if early is None else (velocity, tokens)
