"""Trim a byte-pair vocabulary to what the director's messages use, so that its embeddings stay small."""

from __future__ import annotations

import csv
import json
import string
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from tools.vocabulary.base import TermKind
from tools.vocabulary.english import plural
from training.corpus.speech.outside_nouns import outside_nouns
from training.datasets.drawn_texts import draw_texts, read_texts

PAGES = Path(__file__).parents[2] / "tools" / "pages"
"""The lists of the storybook's second edition."""
SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


def _drawn(draw: tuple[int, int]) -> list[str]:
    """Texts of a number of examples from a seed."""
    seed, number = draw
    rng = np.random.default_rng(seed)
    texts: list[str] = []
    while len(texts) < 3 * number:
        texts += [text for example in draw_texts(rng) for text in example]
    return texts


def corpus_texts(examples: int, processes: int) -> list[str]:
    """Draw the texts of so many examples, as the director is trained on them, in several processes from fixed seeds."""
    share = -(-examples // processes)
    with Pool(processes) as pool:
        return [text for part in pool.map(_drawn, [(seed, share) for seed in range(processes)]) for text in part]


def folder_texts(folder: Path, examples: int) -> list[str]:
    """Return the texts of so many examples that were drawn ahead (`training/datasets/drawn_texts.py`)."""
    texts: list[str] = []
    for draw in read_texts(folder, np.random.default_rng(0)):
        texts += [text for example in draw for text in example]
        if len(texts) >= 3 * examples:
            break
    return texts


def world_names() -> Iterator[str]:
    """Yield all names of both editions' worlds, and of things outside them, as sentences and plans hold them."""
    from agent.director.pocket.candidates import WORDS

    names = [name for kind in get_args(TermKind) for term in WORDS.terms(kind) for name in term.names]
    for path in sorted(PAGES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                cells = (row.get(key) or "" for key in ("name", "english", "chinese"))
                names += [name for cell in cells for name in cell.split("|") if name]
    names += [name for lang in ("en", "zh") for testing in (False, True) for name in outside_nouns(lang, testing)]
    for name in dict.fromkeys(names):
        yield f'{name} "{name}"'
        if name.isascii():
            yield f"{name.capitalize()} a {plural(name)}"


def common_characters() -> Iterator[str]:
    """Yield printable ASCII, Chinese punctuation, and the 3,755 characters of GB 2312's first level, one by one."""
    yield from string.printable
    yield from "，。！？、；：“”‘’（）《》【】…—～·￥「」『』"
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312", "ignore")


class _Merges:
    """How a byte-pair vocabulary builds its tokens.

    Args:
        model: The model of a `tokenizers` file: vocabulary and merges.
    """

    def __init__(self, model: dict[str, Any]) -> None:
        self.vocabulary: dict[str, int] = model["vocab"]
        self.merges: list[tuple[str, str]] = [(left, right) for left, right in model["merges"]]
        self.rank = {pair: at for at, pair in enumerate(self.merges)}

    @cache  # noqa: B019 -- one is made in a process
    def build(self, token: str) -> frozenset[str]:
        """Return a token and all that is merged on the way to it; nothing where no merges lead to it."""
        pieces = list(token)
        seen = set(pieces)
        while len(pieces) > 1:
            ranks = [self.rank.get(pair, len(self.rank)) for pair in pairwise(pieces)]
            at = ranks.index(min(ranks))
            if ranks[at] == len(self.rank):
                return frozenset()
            pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
            seen.add(pieces[at])
        return frozenset(seen)


def _is_word(text: str) -> bool:
    """Whether a token is a plain word: Latin letters, maybe after a space, or Chinese characters."""
    word = text.removeprefix(" ")
    return (word.isascii() and word.isalpha()) or (
        bool(text) and all("\u4e00" <= letter <= "\u9fff" for letter in text)
    )


def rank_tokens(tokenizer: Any, corpus: Iterable[str], names: Iterable[str]) -> list[int]:
    """Return ids of tokens, the most needed first: the corpus's by frequency, those of names, then common words.

    Args:
        tokenizer: The whole tokenizer.
        corpus: Texts of the corpus.
        names: Names and single characters.
    """
    counted = Counter(token for ids in tokenizer(list(corpus))["input_ids"] for token in ids)
    ranked = [token for token, _ in counted.most_common()]
    ranked += [token for ids in tokenizer(list(names))["input_ids"] for token in ids]
    whole = tokenizer.vocab_size
    ranked += [at for at, text in enumerate(tokenizer.batch_decode([[at] for at in range(whole)])) if _is_word(text)]
    return list(dict.fromkeys(ranked))


def trim_tokenizer(tokenizer: Any, ranked: list[int], size: int) -> tuple[Any, Tensor]:
    """Cut a byte-pair tokenizer down to the tokens that are needed most.

    With a token stays all that is merged on the way to it, so a text whose tokens are all kept is cut as before; other
    texts are cut into smaller pieces, in the end into bytes.

    Args:
        tokenizer: The whole fast tokenizer.
        ranked: Ids of tokens, the most needed first; all bytes and SPECIAL stay anyway.
        size: Tokens to keep, with those.

    Returns:
        The trimmed tokenizer, and the kept tokens' ids in the whole one (size,) in their order, int64.
    """
    file = json.loads(tokenizer.backend_tokenizer.to_str())
    merges = _Merges(file["model"])
    names = {at: token for token, at in merges.vocabulary.items()}
    special = {token["content"]: token for token in file["added_tokens"] if token["content"] in SPECIAL}
    kept = {token for token in merges.vocabulary if len(token) == 1}
    room = size - len(special)
    for at in ranked:
        more = merges.build(names[at]) - kept if at in names and names[at] not in special else frozenset()
        if len(kept) + len(more) <= room:
            kept |= more
        if len(kept) == room:
            break
    ids = sorted(merges.vocabulary[token] for token in kept)
    # They may stand in the vocabulary, or beside it alone.
    names |= {token["id"]: token["content"] for token in special.values()}
    ids += [token["id"] for token in special.values()]
    file["model"]["vocab"] = {names[at]: number for number, at in enumerate(ids)}
    file["model"]["merges"] = [[a, b] for a, b in merges.merges if a in kept and b in kept and a + b in kept]
    file["added_tokens"] = [{**token, "id": ids.index(token["id"])} for token in special.values()]
    trimmed = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer.from_str(json.dumps(file)),
        bos_token=SPECIAL[1], eos_token=SPECIAL[2], pad_token=SPECIAL[0], clean_up_tokenization_spaces=False,
    )  # fmt: skip
    return trimmed, torch.tensor(ids)
