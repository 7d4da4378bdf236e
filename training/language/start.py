"""What the director's training starts from: a folder of int8 weights, tokenizer and configuration, in small files.

`python -m training.language.start SOURCE [--layers N] [--tokens N]` writes `cache/SOURCE_start`, where SOURCE is
`smollm2` (the base model's first 14 layers), `qwen` (8 layers, vocabulary trimmed) or `packaged` (what the package
ships, for going on from there).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from training import CACHE
from training.language import qwen
from training.language.bases import BASES
from training.language.int8_folder import load_model, save_model
from training.language.vocabulary import (
    common_characters,
    corpus_texts,
    folder_texts,
    rank_tokens,
    trim_tokenizer,
    world_names,
)
from training.language_model import BASE_MODEL
from training.weights import WEIGHTS

EXAMPLES = 30_000
"""Examples of the corpus whose tokens are counted."""
PROCESSES = 2


def _cut(source: Path, layers: int) -> Any:
    config = LlamaConfig.from_pretrained(source)
    config.num_hidden_layers = layers
    return LlamaForCausalLM.from_pretrained(source, config=config, dtype=torch.float32)


def cut_smollm2(layers: int) -> tuple[Any, Any]:
    """Return the first layers of SmolLM2, and its whole tokenizer."""
    return _cut(BASE_MODEL, layers), AutoTokenizer.from_pretrained(BASE_MODEL)


def cut_qwen(layers: int, tokens: int, texts: Path | None = None) -> tuple[Any, Any]:
    """Return the first layers of Qwen2.5-Coder-0.5B, and its tokenizer, with the most needed tokens.

    Args:
        layers: How many are kept.
        tokens: Likewise.
        texts: A folder of texts that were drawn ahead, whose tokens are counted; without one they are drawn here.
    """
    whole = AutoTokenizer.from_pretrained(qwen.MODEL)
    corpus = folder_texts(texts, EXAMPLES) if texts else corpus_texts(EXAMPLES, PROCESSES)
    ranked = rank_tokens(whole, corpus, [*common_characters(), *world_names()])
    tokenizer, kept = trim_tokenizer(whole, ranked, tokens)
    model = _cut(qwen.MODEL, layers)
    table = torch.nn.Embedding.from_pretrained(model.model.embed_tokens.weight[kept].detach().clone())
    model.set_input_embeddings(table)
    model.tie_weights()
    model.config.vocab_size = len(kept)
    model.config.language_base = "qwen"
    for name in ("bos_token_id", "eos_token_id", "pad_token_id"):
        setattr(model.config, name, getattr(tokenizer, name))
    return model, tokenizer


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source", choices=[*BASES, "packaged"])
    parser.add_argument("--layers", type=int, help="14 of smollm2, 8 of qwen")
    parser.add_argument("--tokens", type=int, default=24_000, help="of qwen's vocabulary")
    parser.add_argument("--texts", type=Path, help="folder of texts drawn ahead, whose tokens qwen keeps")
    options = parser.parse_args()
    if options.source == "packaged":
        model, tokenizer = load_model(WEIGHTS / "director")
    elif options.source == "qwen":
        model, tokenizer = cut_qwen(options.layers or BASES["qwen"].layers, options.tokens, options.texts)
    else:
        model, tokenizer = cut_smollm2(options.layers or BASES["smollm2"].layers)
    save_model(model, tokenizer, CACHE / f"{options.source}_start")


if __name__ == "__main__":
    main()
