"""Causal language models that write JSON under a schema, token by token."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event
from typing import Any

import torch

from tools.device import device, dtype
from tools.errors import Cancelled
from tools.networks.language.int8 import Int8Linear, load_int8
from tools.types import ModelInfo

Messages = list[dict[str, str]]
_MANY = 8192
"""Legal tokens from which on gathering their rows costs more than scoring all."""


class StructuredLanguageModel:
    """A causal model with constrained greedy decoding.

    Masks come from llguidance; tokens that the schema forces are taken without asking the network, and the
    keys and values of the prompt's beginning are kept from one call to the next.
    """

    takes_messages = False

    def __init__(self, info: ModelInfo, model: Any, tokenizer: Any) -> None:
        import llguidance.hf

        self.info, self.model, self.tokenizer = info, model.eval(), tokenizer
        self.guide = llguidance.hf.from_tokenizer(tokenizer, n_vocab=model.config.vocab_size)
        self._ids: list[int] = []
        self._cache: Any = None
        self.tokens_written = 0

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for p in self.model.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.model.to(where)
        self._ids, self._cache = [], None

    def _forward(self, ids: list[int]) -> torch.Tensor:
        """The last hidden state (D,) after `ids`, reusing what the cache holds of their beginning."""
        from transformers import DynamicCache

        shared = 0
        while shared < min(len(self._ids), len(ids) - 1) and self._ids[shared] == ids[shared]:
            shared += 1
        if self._cache is None:
            self._cache, shared = DynamicCache(config=self.model.config), 0
        elif shared < len(self._ids):
            self._cache.crop(shared - len(self._ids))
        rest = torch.tensor([ids[shared:]], device=self.model.device)
        cache, self._cache, self._ids = self._cache, None, []
        # A pass that fails half way (out of memory) leaves keys of some layers: only a whole one is kept.
        output = self.model.base_model(input_ids=rest, cache=cache, use_cache=True)
        self._cache, self._ids = cache, list(ids)
        state: torch.Tensor = output.last_hidden_state[0, -1]
        return state

    def _likeliest(self, state: torch.Tensor, legal: torch.Tensor) -> int:
        """The likeliest of the legal token ids (N,). Few are legal at most places, and the vocabulary's whole matrix
        costs as much time as all the layers; what a head does to all scores alike (scale, soft cap) is left out."""
        head = self.model.get_output_embeddings()
        if len(legal) > _MANY:
            return int(legal[head(state)[legal].argmax()])
        scores = torch.mv(head.rows(legal) if isinstance(head, Int8Linear) else head.weight[legal], state)
        if getattr(head, "bias", None) is not None:
            scores = scores + head.bias[legal]
        return int(legal[scores.argmax()])

    @torch.inference_mode()
    def write(self, prompt: str | Messages, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """JSON text that fits the schema.

        Raises:
            Cancelled: when the person stops it.
        """
        from llguidance import LLMatcher
        from llguidance.numpy import allocate_token_bitmask, fill_next_token_bitmask

        assert isinstance(prompt, str)
        grammar = LLMatcher.grammar_from_json_schema(json.dumps(schema), defaults={"whitespace_flexible": False})
        matcher = LLMatcher(self.guide, grammar)
        mask = allocate_token_bitmask(1, self.model.config.vocab_size)
        ids = self.tokenizer(prompt)["input_ids"]
        written: list[int] = []
        while len(written) < limit and not matcher.is_stopped():
            if cancel.is_set():
                raise Cancelled
            forced = matcher.compute_ff_tokens()
            if forced:
                matcher.consume_tokens(forced)
                written += forced
                continue
            fill_next_token_bitmask(matcher, mask)
            bits = torch.from_numpy(mask[0]).view(torch.uint8)
            flags = (bits[:, None] >> torch.arange(8, dtype=torch.uint8)) & 1
            legal = flags.flatten()[: self.model.config.vocab_size].nonzero()[:, 0].to(self.model.device)
            token = self._likeliest(self._forward(ids + written), legal)
            matcher.consume_token(token)
            if token == self.tokenizer.eos_token_id:
                break
            written.append(token)
        self.tokens_written += len(written)
        text: str = self.tokenizer.decode(written, skip_special_tokens=True)
        return text


class ChatLanguageModel(StructuredLanguageModel):
    """A hub chat model: messages through its own template."""

    takes_messages = True

    def write(self, prompt: str | Messages, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """JSON text that fits the schema; see `Writer.write`."""
        if not isinstance(prompt, str):
            if self.tokenizer.chat_template:
                prompt = self.tokenizer.apply_chat_template(prompt, tokenize=False, add_generation_prompt=True)
            else:
                prompt = "\n".join(f"{m['role']}: {m['content']}" for m in prompt) + "\nassistant: "
        return super().write(prompt, schema, cancel, limit)


def load_pocket_model(info: ModelInfo, folder: Path) -> StructuredLanguageModel:
    """The pocket director from its int8 weights, which stay so on a CPU."""
    from safetensors.torch import load_file
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

    from tools.networks.language.text_encoder import dequantize

    config = LlamaConfig.from_pretrained(folder)
    with torch.device("meta"):
        model = LlamaForCausalLM(config)
    state = load_file(folder / "model.safetensors")
    if device() == "cpu":
        load_int8(model, state)
    else:
        model.load_state_dict(dequantize(state, dtype(device())), strict=False, assign=True)
        model.tie_weights()
    # Rotary frequencies are no weights: they are computed anew outside the meta device.
    model.model.rotary_emb = type(model.model.rotary_emb)(config=config)
    return StructuredLanguageModel(info, model.to(device()), AutoTokenizer.from_pretrained(folder))


def load_hub_model(info: ModelInfo, where: Path | str, options: dict[str, Any]) -> StructuredLanguageModel:
    """A causal model by path or hub name; safetensors only."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(where, dtype=dtype(device()), use_safetensors=True, **options)
    return ChatLanguageModel(info, model.to(device()), AutoTokenizer.from_pretrained(where))
