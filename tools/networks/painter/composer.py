"""The composer: from a prompt, and the layout of the picture to edit where there is one, to a layout.

An autoregressive transformer over things, as LayoutTransformer is (Gupta et al., arXiv:2006.14615), listening to the
language model's hidden states. What it writes is always a layout: illegal tokens are masked while it decodes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn

from tools.networks.painter.blocks import Attention, PlainBlock, SwiGLU
from tools.networks.painter.layout import CELLS, SIZES, Layout, Thing
from tools.vocabulary.storybook import lexicon

END, START = 0, 1
MOST_THINGS = 12
_NUCLEUS = 0.9
KINDS = ("noun", "color", "size", "cell")
"""The tokens of one thing, in order."""


@dataclass(frozen=True)
class Wanted:
    """Numbers of the nouns that a layout must have, in order, and of all that it may have; how many of which; things
    of the picture to edit that stay, and by their nouns the kinds of tokens in which they may change."""

    sure: tuple[int, ...]
    maybe: frozenset[int]
    counts: dict[int, int] = field(default_factory=dict)
    kept: tuple[Thing, ...] = ()
    open: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def stays(self, noun: int, there: tuple[Thing, ...]) -> Thing | None:
        """The thing to be written next of that noun where it is one that stays.

        None too where the words say another number than was read: then nothing is sure of them.
        """
        same = [thing for thing in self.kept if thing.noun == noun]
        done = sum(thing.noun == noun for thing in there)
        if done >= len(same) or self.counts.get(noun, len(same)) != len(same):
            return None
        taken = {cell for thing in there for cell in thing.cells}
        return same[done] if taken.isdisjoint(same[done].cells) else None

    def reserved(self, there: tuple[Thing, ...]) -> set[int]:
        """Cells of the things that stay where they are and are not written yet."""
        fixed = (t for t in self.kept if t not in there and "cell" not in self.open.get(t.noun, ()))
        return {cell for thing in fixed for cell in thing.cells}

    def next(self, there: list[int]) -> tuple[set[int], bool]:
        """Nouns that may follow those that are there, and whether the layout may end.

        One noun after the other, in the prompt's order; as many of each as is said, else as the composer thinks.
        """
        last = there[-1] if there else None
        if last is not None and there.count(last) < self.counts.get(last, 1):
            return {last}, False
        missing = [noun for noun in self.sure if noun not in there]
        allowed = {*missing[:1], *there[-1:], *self.maybe.difference(self.sure)}
        most = {noun: self.counts.get(noun, lexicon.MAX_COUNT) for noun in allowed}
        return {noun for noun in allowed if there.count(noun) < most[noun]}, not missing


@dataclass(frozen=True)
class Codes:
    """Token numbers: the first of each kind, and how many there are."""

    first: dict[str, int]
    count: dict[str, int]

    @classmethod
    def of(cls, nouns: int, colors: int, scenes: int, styles: int) -> Codes:
        """Numbers for a world of that many nouns, colours, scenes and styles."""
        count = {"scene": scenes, "style": styles, "noun": nouns, "color": colors + 1, "size": len(SIZES)}
        count["cell"] = CELLS**2
        first, at = dict[str, int](), START + 1
        for kind, number in count.items():
            first[kind], at = at, at + number
        return cls(first, count)

    @property
    def total(self) -> int:
        return START + 1 + sum(self.count.values())

    def encode(self, layout: Layout) -> list[int]:
        """The layout's tokens, things in the given order."""
        row = [self.first["scene"] + layout.scene, self.first["style"] + layout.style]
        for t in layout.things:
            values = {"noun": t.noun, "color": t.color, "size": SIZES.index(t.size), "cell": t.y * CELLS + t.x}
            row += [self.first[kind] + values[kind] for kind in KINDS]
        return row

    def decode(self, row: list[int]) -> Layout:
        """The inverse of `encode`, up to an END or an unfinished thing."""
        row = row[: row.index(END)] if END in row else row
        things = []
        for at in range(2, len(row) - 3, 4):
            noun, color, size, cell = (v - self.first[k] for k, v in zip(KINDS, row[at : at + 4], strict=True))
            things.append(Thing(cell // CELLS, cell % CELLS, SIZES[size], noun, color))
        return Layout(tuple(things), row[0] - self.first["scene"], row[1] - self.first["style"])

    def legal(self, row: list[int], wanted: Wanted | None = None) -> list[int]:
        """Tokens that may follow a row: whole things, inside the picture, none over another; only things that are
        wanted, and no end before each has come."""
        if len(row) < 2:
            kind = ("scene", "style")[len(row)]
            return list(range(self.first[kind], self.first[kind] + self.count[kind]))
        kind, done = KINDS[(len(row) - 2) % 4], self.decode(row)
        tokens = list(range(self.first[kind], self.first[kind] + self.count[kind]))
        taken = {cell for thing in done.things for cell in thing.cells}
        if kind == "noun":
            room = len(done.things) < MOST_THINGS and self._spots(taken, SIZES[0])
            if not room or wanted is None:
                return [END, *tokens] if room else [END]
            allowed, enough = wanted.next([thing.noun for thing in done.things])
            return [*([END] if enough else []), *(self.first["noun"] + noun for noun in sorted(allowed))]
        if wanted is not None:
            noun = row[2 + 4 * len(done.things)] - self.first["noun"]
            thing = wanted.stays(noun, done.things)
            open_ = wanted.open.get(noun, frozenset())
            if thing is not None and kind not in open_:
                return [self.encode(Layout((thing,), 0, 0))[2 + KINDS.index(kind)]]
            free = taken | wanted.reserved(done.things)
            taken = free if self._spots(free, SIZES[0]) else taken
            if thing is not None and kind == "cell" and "size" in open_:
                return self._around(thing, taken, SIZES[row[-1] - self.first["size"]])
        if kind == "size":
            return [t for t, size in zip(tokens, SIZES, strict=True) if self._spots(taken, size)]
        if kind == "cell":
            return [self.first["cell"] + c for c in self._spots(taken, SIZES[row[-1] - self.first["size"]])]
        return tokens

    def _around(self, thing: Thing, taken: set[int], size: int) -> list[int]:
        """Cell tokens at which a thing of another size has its middle as near to where it was as there is room."""

        def away(cell: int) -> float:
            dy, dx = cell // CELLS - thing.y, cell % CELLS - thing.x
            return abs(dy + (size - thing.size) / 2) + abs(dx + (size - thing.size) / 2)

        spots = self._spots(taken, size)
        least = min(map(away, spots))
        return [self.first["cell"] + cell for cell in spots if away(cell) == least]

    @staticmethod
    def _spots(taken: set[int], size: int) -> list[int]:
        reach = range(CELLS - size + 1)
        return [y * CELLS + x for y in reach for x in reach if taken.isdisjoint(Thing(y, x, size, 0, 0).cells)]


class _Block(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.RMSNorm(width, eps=1e-6) for _ in range(3))
        self.attention, self.cross = Attention(width, heads), Attention(width, heads)
        self.mlp = SwiGLU(width, width * 2)

    def forward(
        self, x: Tensor, text: tuple[Tensor, Tensor], mask: Tensor, past: list[tuple[Tensor, Tensor]] | None
    ) -> Tensor:
        """`past` holds the keys and values of the tokens before these, and gets these."""
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
    """`forward` takes token ids (B, N), text features (B, L, text_width) and their mask (B, L), and gives logits of
    the next token (B, N, tokens). A row is the source's layout if there is one, START, then the layout to write."""

    @register_to_config
    def __init__(
        self, nouns: list[str], colors: list[str], scenes: list[str], styles: list[str], width: int = 256,
        depth: int = 6, heads: int = 4, text_width: int = 576, text_depth: int = 2,
    ) -> None:  # fmt: skip
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
        """Each block's keys and values of the text, the same for every token that is written."""
        x: Tensor = self.text_in(text)
        for block in self.text_blocks:
            x = block(x, mask[:, None, None])
        return [block.cross.keys(x) for block in self.blocks]  # type: ignore[union-attr, operator]

    def forward(self, ids: Tensor, text: Tensor, mask: Tensor) -> Tensor:
        """See the class."""
        return self._logits(ids, self.listen(text, mask), mask, 0, [None] * len(self.blocks))

    def _logits(
        self, ids: Tensor, heard: list[tuple[Tensor, Tensor]], mask: Tensor, start: int,
        past: list[list[tuple[Tensor, Tensor]] | None] | list[None],
    ) -> Tensor:  # fmt: skip
        where = torch.arange(start, start + ids.shape[1], device=ids.device)
        x = self.token(ids) + self.position(where)
        for block, text, before in zip(self.blocks, heard, past, strict=True):
            x = block(x, text, mask[:, None, None], before)
        out: Tensor = self.out(self.norm(x))
        return out

    @torch.no_grad()
    def compose(
        self, text: Tensor, mask: Tensor, source: Layout | None, generators: list[torch.Generator | None],
        wanted: list[Wanted | None] | None = None,
    ) -> list[Layout]:  # fmt: skip
        """A layout for each row of text (B, L, text_width), all from the same source where there is one.

        With `wanted`, decoding is lexically constrained (Hokamp and Liu, arXiv:1704.07138): a young composer often
        names the last of two things twice. Only where things go is drawn by chance (from the likeliest nine tenths); a
        generator a row, on the CPU.
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
        shares, order = scores.softmax(0).sort(descending=True)
        if legal[0] < self.codes.first["cell"]:
            return legal[int(order[0])]
        shares = shares * (shares.cumsum(0) - shares < _NUCLEUS)
        drawn = torch.rand((), generator=generator) * shares.sum()
        return legal[int(order[int((shares.cumsum(0) < drawn).sum().clamp(max=len(legal) - 1))])]
