"""The composer: writes a layout from a prompt and, for edits, from the layout of the picture.

It is an autoregressive transformer over things, as LayoutTransformer is (Gupta et al., arXiv:2006.14615), with
cross-attention to the language model's hidden states. What it writes is always a layout, because tokens that may not
follow are masked while it decodes.
"""

from __future__ import annotations

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn

from tools.networks.painter.blocks import Attention, PlainBlock, SwiGLU
from tools.networks.painter.layout import Layout
from tools.networks.painter.tokens import END, MOST_THINGS, START, Codes, Wanted

_NUCLEUS = 0.9
"""Share of the probability from which cells are drawn (nucleus sampling)."""


class _Block(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.RMSNorm(width, eps=1e-6) for _ in range(3))
        self.attention, self.cross = Attention(width, heads), Attention(width, heads)
        self.mlp = SwiGLU(width, width * 2)

    def forward(
        self, x: Tensor, text: tuple[Tensor, Tensor], mask: Tensor, past: list[tuple[Tensor, Tensor]] | None
    ) -> Tensor:
        """Map tokens (B, N, width) to the same shape.

        Args:
            x: the tokens.
            text: keys and values of the text, see `Attention.keys`.
            mask: (B, 1, 1, L), bool, False on the text's padding.
            past: keys and values of the tokens before these, none or one pair, which is replaced by that of all
                tokens; None where nothing is to be kept.
        """
        normal = self.norms[0](x)
        k, v = self.attention.keys(normal)
        if past:
            k, v = (torch.cat([old, new], 2) for old, new in zip(past[-1], (k, v), strict=True))
        if past is not None:
            past[:] = [(k, v)]
        x = x + self.attention.attend(normal, k, v, causal=x.shape[1] > 1)
        x = x + self.cross.attend(self.norms[1](x), *text, mask)
        out: Tensor = x + self.mlp(self.norms[2](x))
        return out


class PocketComposer(ModelMixin, ConfigMixin):
    """A causal transformer over the tokens of layouts, with cross-attention to text features.

    A row of tokens is the layout of the picture to edit if there is one, START, and the layout to write.

    Args:
        nouns: names of the nouns; only the number of names counts here and below.
        colors: names of the colours.
        scenes: names of the scenes.
        styles: names of the styles.
        width: length of a token.
        depth: number of blocks.
        heads: attention heads.
        text_width: length of a text feature.
        text_depth: number of blocks that the text features go through first.
    """

    @register_to_config
    def __init__(  # noqa: PLR0913 - These are the keys of the configuration file.
        self,
        nouns: list[str],
        colors: list[str],
        scenes: list[str],
        styles: list[str],
        width: int = 256,
        depth: int = 6,
        heads: int = 4,
        text_width: int = 576,
        text_depth: int = 2,
    ) -> None:
        super().__init__()
        self.codes = Codes.of(len(nouns), len(colors), len(scenes), len(styles))
        self.longest = 2 * (2 + 4 * MOST_THINGS) + 2
        self.token = nn.Embedding(self.codes.total, width)
        self.position = nn.Embedding(self.longest, width)
        self.text_in = nn.Linear(text_width, width)
        self.text_blocks = nn.ModuleList(PlainBlock(width, heads) for _ in range(text_depth))
        self.blocks = nn.ModuleList(_Block(width, heads) for _ in range(depth))
        self.norm = nn.RMSNorm(width, eps=1e-6)
        self.out = nn.Linear(width, self.codes.total)
        for table in (self.token, self.position):
            nn.init.normal_(table.weight, std=0.1)

    def listen(self, text: Tensor, mask: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Return each block's keys and values of the text, which are the same for every token that is written.

        Args:
            text: features (B, L, text_width).
            mask: (B, L), bool, False on padding.
        """
        x: Tensor = self.text_in(text)
        for block in self.text_blocks:
            x = block(x, mask[:, None, None])
        return [block.cross.keys(x) for block in self.blocks]

    def forward(self, ids: Tensor, text: Tensor, mask: Tensor) -> Tensor:
        """Predict the next tokens.

        Args:
            ids: tokens (B, N).
            text: features (B, L, text_width).
            mask: (B, L), bool, False on the text's padding.

        Returns:
            Logits (B, N, tokens) of the token after each.
        """
        return self._logits(ids, self.listen(text, mask), mask, 0, [None] * len(self.blocks))

    def _logits(
        self,
        ids: Tensor,
        heard: list[tuple[Tensor, Tensor]],
        mask: Tensor,
        start: int,
        past: list[list[tuple[Tensor, Tensor]] | None] | list[None],
    ) -> Tensor:
        """Predict the tokens after `ids` (B, N), which stand at positions from `start` on.

        Args:
            ids: tokens.
            heard: see `listen`.
            mask: (B, L), bool, False on the text's padding.
            start: position of the first token.
            past: for each block what `_Block.forward` takes.
        """
        where = torch.arange(start, start + ids.shape[1], device=ids.device)
        x = self.token(ids) + self.position(where)
        for block, text, before in zip(self.blocks, heard, past, strict=True):
            x = block(x, text, mask[:, None, None], before)
        out: Tensor = self.out(self.norm(x))
        return out

    @torch.no_grad()
    def compose(
        self,
        text: Tensor,
        mask: Tensor,
        source: Layout | None,
        generators: list[torch.Generator | None],
        wanted: list[Wanted | None] | None = None,
    ) -> list[Layout]:
        """Write a layout for each text.

        Tokens are the likeliest ones, except that cells are drawn at random from the likeliest nine tenths.

        Args:
            text: features (B, L, text_width).
            mask: (B, L), bool, False on padding.
            source: the layout of the picture to edit, for all rows; None without one.
            generators: for each row, on the CPU; None for torch's own.
            wanted: what each layout must show. Decoding is lexically constrained with it (Hokamp and Liu,
                arXiv:1704.07138), because a composer with little training often names the last of two things twice.
        """
        prefix = [*(self.codes.encode(source.cut(MOST_THINGS)) if source else []), START]
        ids = torch.tensor([prefix] * len(text), device=text.device)
        heard, start = self.listen(text, mask), 0
        past: list[list[tuple[Tensor, Tensor]] | None] = [[] for _ in self.blocks]
        rows: list[list[int]] = [[] for _ in generators]
        while any(END not in row for row in rows):
            logits = self._logits(ids, heard, mask, start, past)[:, -1].float().cpu()
            start += ids.shape[1]
            for number, (row, scores) in enumerate(zip(rows, logits, strict=True)):
                legal = [END] if END in row else self.codes.legal(row, wanted[number] if wanted else None)
                row.append(self._next(legal, scores[legal], generators[number]))
            ids = torch.tensor([row[-1:] for row in rows], device=text.device)
        return [self.codes.decode(row) for row in rows]

    def _next(self, legal: list[int], scores: Tensor, generator: torch.Generator | None) -> int:
        """Choose one of the legal tokens by their logits (N,)."""
        shares, order = scores.softmax(0).sort(descending=True)
        if legal[0] < self.codes.first["cell"]:
            return legal[int(order[0])]
        shares = shares * (shares.cumsum(0) - shares < _NUCLEUS)
        drawn = torch.rand((), generator=generator) * shares.sum()
        return legal[int(order[int((shares.cumsum(0) < drawn).sum().clamp(max=len(legal) - 1))])]
