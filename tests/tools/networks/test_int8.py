"""Layers with int8 weights give what the same weights in float32 give."""

from __future__ import annotations

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from tools import profiles
from tools.model_manager import ModelManager
from tools.networks.language.int8 import FEW, Int8Linear, load_int8
from tools.networks.language.text_encoder import dequantize, quantize


def _near(found: torch.Tensor, wanted: torch.Tensor, share: float) -> bool:
    return bool((found - wanted).norm() <= share * wanted.norm())


@pytest.mark.parametrize("rows", [1, FEW, FEW + 1])
def test_a_layer_multiplies_as_its_float32_twin(rows: int) -> None:
    torch.manual_seed(0)
    state = quantize({"w": torch.randn(96, 64)})
    layer, x = Int8Linear(state["w"], state["w.scale"]), torch.randn(1, rows, 64)
    wanted = x @ dequantize(state)["w"].T
    found = layer(x)
    assert found.dtype == torch.float32
    assert found.shape == wanted.shape
    assert _near(found, wanted, 0.01)
    many = torch.randn(FEW + 1, 64)
    torch.testing.assert_close(layer(many), many @ dequantize(state)["w"].T)


def test_a_packed_model_scores_tokens_as_the_unpacked_one() -> None:
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=300, hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, tie_word_embeddings=True,
    )  # fmt: skip
    whole, small = LlamaForCausalLM(config).eval(), LlamaForCausalLM(config).eval()
    state = quantize({k: v for k, v in whole.state_dict().items() if k != "lm_head.weight"})
    whole.load_state_dict(dequantize(state), strict=False)
    load_int8(small, state)
    ids = torch.randint(0, 300, (1, 7))
    with torch.no_grad():
        wanted, found = (model(input_ids=ids).logits for model in (whole, small))
    assert _near(found, wanted, 0.02)
    assert sum(p.nbytes for p in small.parameters()) < sum(p.nbytes for p in whole.parameters()) / 3


def test_the_pocket_director_keeps_its_int8_weights() -> None:
    writer = ModelManager(profiles.load_profile("pocket")).get("director")
    assert isinstance(writer.model.get_output_embeddings(), Int8Linear)
    assert writer.nbytes() < 90e6
