"""The pocket eyes: a captioner with a closed grammar that also answers one question per requirement.

A question is a short token sequence; its answer is the next token, so a probability is read from the
captioner's own distribution. All questions about a picture share one pass of the encoder.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import PretrainedConfig, PreTrainedModel

from tools import world

TASKS = ("describe", "exists", "count", "color", "size", "place", "relation", "scene", "style")
_SPECIALS = ("<pad>", "<end>", "<and>", *(f"<{task}>" for task in TASKS))
ANSWERS: dict[str, tuple[str, ...]] = {
    "exists": ("yes", "no"),
    "count": ("0", "1", "2", "3", "4"),
    "color": (*world.COLORS, "mixed", "nothing"),
    "size": ("small", "medium", "large", "nothing"),
    "place": (*world.PLACES, "between", "nothing"),
    "relation": ("yes", "no"),
    "scene": tuple(f"scene:{name}" for name in world.SCENES),
    "style": tuple(f"style:{name}" for name in world.STYLES),
}
QUESTION_TOKENS, CAPTION_TOKENS = 4, 22


def vocabulary() -> list[str]:
    """Every token of the grammar, in a fixed order."""
    words = [*_SPECIALS, *world.RELATIONS, *(w for answers in ANSWERS.values() for w in answers)]
    return list(dict.fromkeys([*words, *(f"noun:{name}" for name in world.nouns())]))


class EyesConfig(PretrainedConfig):
    """Sizes of the encoder and the decoder; `vocabulary` travels with the weights."""

    model_type = "gouache_eyes"

    def __init__(
        self, width: int = 224, layers: int = 4, decoder_layers: int = 2, heads: int = 7, stem: int = 64,
        vocabulary: list[str] | None = None, **kwargs: object,
    ) -> None:  # fmt: skip
        self.width, self.layers, self.decoder_layers = width, layers, decoder_layers
        self.heads, self.stem, self.vocabulary = heads, stem, vocabulary or []
        super().__init__(**kwargs)


class _Conv(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, width, 3, padding=1),
            nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, width, 3, padding=1),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class EyesModel(PreTrainedModel):
    """Convolutional stem and transformer encoder over 8x8 tokens; causal decoder over the grammar."""

    config_class = EyesConfig
    base_model_prefix = "eyes"

    def __init__(self, config: EyesConfig) -> None:
        super().__init__(config)
        s, width = config.stem, config.width
        self.stem = nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, s, 3, padding=1), _Conv(s),
            nn.Conv2d(s, 2 * s, 2, stride=2), _Conv(2 * s), _Conv(2 * s),
            nn.Conv2d(2 * s, width, 2, stride=2), _Conv(width),
        )  # fmt: skip
        self.position = nn.Parameter(torch.randn(1, 64, width) * 0.02)
        self.encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(width, config.heads, width * 3, 0.0, F.gelu, batch_first=True, norm_first=True),
            config.layers, enable_nested_tensor=False,
        )  # fmt: skip
        self.words = nn.Embedding(len(config.vocabulary), width)
        self.order = nn.Parameter(torch.randn(1, CAPTION_TOKENS, width) * 0.02)
        self.decoder = nn.TransformerDecoder(
            nn.TransformerDecoderLayer(width, config.heads, width * 3, 0.0, F.gelu, batch_first=True, norm_first=True),
            config.decoder_layers,
        )  # fmt: skip
        self.norm = nn.LayerNorm(width)
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        if isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)

    def look(self, pixels: Tensor) -> Tensor:
        """Pictures (B, 3, 128, 128) in [-1, 1] to memory (B, 64, width)."""
        x = self.stem(pixels).flatten(2).transpose(1, 2) + self.position
        memory: Tensor = self.encoder(x)
        return memory

    def forward(self, memory: Tensor, ids: Tensor) -> Tensor:
        """Next-token logits of token sequences (B, L) about memories (B, 64, width).

        With ids (B, Q, L), Q sequences about each memory that can't see one another share its keys and
        values. Returns the shape of ids with the vocabulary's size behind it.
        """
        length, number = ids.shape[-1], ids.shape[1] if ids.ndim == 3 else 1
        own = torch.block_diag(*[torch.ones(length, length, device=ids.device).tril()] * number)
        places = self.order[:, :length].repeat(1, number, 1)
        x = self.decoder(self.words(ids.flatten(1)) + places, memory, tgt_mask=own == 0)
        return F.linear(self.norm(x), self.words.weight).view(*ids.shape, -1)

    def index(self) -> dict[str, int]:
        """Token numbers by word."""
        return {word: number for number, word in enumerate(self.config.vocabulary)}

    @torch.no_grad()
    def answers(self, pixels: Tensor, questions: list[tuple[str, ...]]) -> list[dict[str, float]]:
        """Probabilities of every legal answer to each question about one picture (1, 3, 128, 128).

        A question is its task and arguments, e.g. ("relation", "noun:dog", "above", "noun:tree").
        """
        index = self.index()
        ids = torch.full((len(questions), QUESTION_TOKENS), index["<pad>"], device=pixels.device)
        for row, (task, *arguments) in enumerate(questions):
            for column, word in enumerate([f"<{task}>", *arguments]):
                ids[row, column] = index[word]
        logits = self(self.look(pixels), ids[None])[0]
        result = []
        for row, question in enumerate(questions):
            legal = ANSWERS[question[0]]
            scores = logits[row, len(question) - 1, [index[word] for word in legal]].float().softmax(-1)
            result.append(dict(zip(legal, scores.tolist(), strict=True)))
        return result

    @torch.no_grad()
    def caption(self, pixels: Tensor) -> tuple[list[str], float]:
        """Greedy caption of one picture as grammar words, and its mean token log-probability."""
        index, memory = self.index(), self.look(pixels)
        ids, total = [index["<describe>"]], 0.0
        while len(ids) < CAPTION_TOKENS:
            scores = self(memory, torch.tensor([ids], device=pixels.device))[0, -1].float().log_softmax(-1)
            best = int(scores.argmax())
            total += float(scores[best])
            ids.append(best)
            if best == index["<end>"]:
                break
        words = [self.config.vocabulary[i] for i in ids[1:] if i != index["<end>"]]
        return words, total / max(1, len(ids) - 1)
