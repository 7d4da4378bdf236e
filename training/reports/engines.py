"""The director's tokens a second beside llama.cpp's on the same weights: `python -m training.reports.engines`.

Needs `pip install gguf xllamacpp` and the base model's GGUF (`python -m training.base` unpacks it), whose vocabulary
and tokenizer the converted file takes over. llama.cpp gets the weights as Q8_0, one thread and two; both write greedily
after the same text.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file

from agent.director.view import render_view
from benchmarks.datasets import load_rows
from benchmarks.dialogues import replay_rows
from benchmarks.suites.director import model_interpreter
from tools import profiles
from tools.model_manager import ModelManager
from tools.networks.language.text_encoder import dequantize
from training import CACHE
from training.export import WEIGHTS

TOKENS, MESSAGES = 48, 40
NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}  # fmt: skip


def _interleaved(weight: np.ndarray, heads: int) -> np.ndarray:
    """Rows of a query or key matrix in llama.cpp's order: rotary pairs side by side."""
    return weight.reshape(heads, 2, -1, weight.shape[1]).swapaxes(1, 2).reshape(weight.shape)


def convert(weights: dict[str, torch.Tensor], config: Any, base: Path, target: Path) -> None:
    """Write the weights as a GGUF file of Q8_0, with the metadata of another file of the same vocabulary."""
    import gguf

    source, writer = gguf.GGUFReader(base), gguf.GGUFWriter(target, "llama")
    for name, field in source.fields.items():
        if name.startswith("GGUF.") or name in ("general.architecture", "llama.block_count", "general.file_type"):
            continue
        kind, *inner = field.types
        writer.add_key_value(name, field.contents(), kind, inner[-1] if inner else None)
    writer.add_block_count(config.num_hidden_layers)
    renamed = {"model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight"}
    for layer in range(config.num_hidden_layers):
        renamed |= {f"model.layers.{layer}.{a}.weight": f"blk.{layer}.{b}.weight" for a, b in NAMES.items()}
    for name, target_name in renamed.items():
        values = weights[name].float().numpy()
        if "q_proj" in name or "k_proj" in name:
            heads = config.num_attention_heads if "q_proj" in name else config.num_key_value_heads
            values = _interleaved(values, heads)
        if values.ndim == 1:
            writer.add_tensor(target_name, values)
        else:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(target_name, gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def llama(path: Path, texts: list[str], threads: int) -> dict[str, float]:
    """Tokens a second of llama.cpp over all texts: read, and written."""
    import xllamacpp

    given = xllamacpp.CommonParams()
    given.model.path, given.n_ctx, given.n_parallel = str(path), 1024, 1
    given.cpuparams.n_threads = threads
    server, told = xllamacpp.Server(given), []
    for text in texts:
        made = server.handle_completions(
            {"prompt": text, "n_predict": TOKENS, "temperature": 0, "ignore_eos": True, "cache_prompt": False}
        )
        told.append((json.loads(made) if isinstance(made, str) else made)["timings"])
    read = sum(t["prompt_n"] for t in told) / sum(t["prompt_ms"] for t in told) * 1000
    written = sum(t["predicted_n"] for t in told) / sum(t["predicted_ms"] for t in told) * 1000
    return {"read": round(read, 1), "written": round(written, 1)}


@torch.no_grad()
def plain(writer: Any, texts: list[str]) -> float:
    """Tokens a second that the director's network writes with a cache and without a schema."""
    seconds = 0.0
    for text in texts:
        ids = writer.tokenizer(text, return_tensors="pt")["input_ids"]
        out = writer.model(ids, use_cache=True)
        start = time.perf_counter()
        for _ in range(TOKENS):
            token = out.logits[:, -1:].argmax(-1)
            out = writer.model(token, cache=out.cache, use_cache=True)
        seconds += time.perf_counter() - start
    return round(TOKENS * len(texts) / seconds, 1)


def main() -> None:
    """Measure and print, as JSON."""
    writer = ModelManager(profiles.load_profile("pocket")).get("director")
    views = [view for row in load_rows("dialogues") for _, view, _, _ in replay_rows(row)][:: 538 // MESSAGES][
        :MESSAGES
    ]
    texts = [render_view(view) for view in views]
    found: dict[str, Any] = {"plain": plain(writer, texts[:10])}
    read, before, start = model_interpreter(writer), writer.tokens_written, time.perf_counter()
    for view in views:
        read(view)
    seconds = time.perf_counter() - start
    found |= {"in_use": round((writer.tokens_written - before) / seconds, 1), "ms_a_message": seconds / MESSAGES * 1000}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "director.gguf"
        weights = dequantize(load_file(WEIGHTS / "director" / "model.safetensors"))
        convert(weights, writer.model.config, CACHE / "smollm2.gguf", path)
        found["llama.cpp Q8_0"] = {f"{n} threads": llama(path, texts, n) for n in (1, 2)}
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
