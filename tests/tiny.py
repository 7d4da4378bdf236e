"""Tiny real checkpoints of hub architectures, created on the spot: a pipeline, a captioner, a language model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

WORDS = [
    "there", "is", "a", "the", "no", "yes", "number", "of", "scene", "style", "red", "blue", "dog", "cat", "tree",
    "and", "in", "on", "left", "right", "above", "below",
]  # fmt: skip
"""The whole words that the captioner's tokenizer knows."""


def clip_tokenizer(folder: Path) -> Any:
    """A tokenizer of single characters."""
    from transformers import CLIPTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    letters = [chr(c) for c in range(33, 127)]
    tokens = [*letters, *(f"{c}</w>" for c in letters), "<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({t: i for i, t in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77)


def pipeline(folder: Path) -> Path:
    """Save a Stable Diffusion pipeline of a few thousand weights that paints 32-pixel pictures."""
    torch.manual_seed(0)
    stable_diffusion(folder / "clip").save_pretrained(folder / "pipeline", safe_serialization=True)
    return folder / "pipeline"


def stable_diffusion(folder: Path) -> Any:
    """A tiny Stable Diffusion pipeline; the folder is for its tokenizer."""
    from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionPipeline, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    tokenizer = clip_tokenizer(folder)
    text = CLIPTextModel(
        CLIPTextConfig(
            vocab_size=200, hidden_size=32, intermediate_size=37, num_attention_heads=4, num_hidden_layers=2,
            bos_token_id=188, eos_token_id=189, pad_token_id=189,
        )
    )  # fmt: skip
    unet = UNet2DConditionModel(
        block_out_channels=(8, 16), layers_per_block=1, sample_size=16, cross_attention_dim=32, norm_num_groups=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
    )  # fmt: skip
    vae = AutoencoderKL(
        block_out_channels=(8, 8), down_block_types=("DownEncoderBlock2D",) * 2, norm_num_groups=4,
        up_block_types=("UpDecoderBlock2D",) * 2, latent_channels=4, sample_size=32,
    )  # fmt: skip
    return StableDiffusionPipeline(
        vae=vae, text_encoder=text, tokenizer=tokenizer, unet=unet, scheduler=EulerDiscreteScheduler(steps_offset=1),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )  # fmt: skip


def captioner(folder: Path) -> Path:
    """Save a BLIP captioner with a vocabulary of words."""
    from transformers import (
        BertTokenizer,
        BlipConfig,
        BlipForConditionalGeneration,
        BlipImageProcessor,
        BlipProcessor,
    )

    torch.manual_seed(0)
    folder.mkdir(parents=True)
    letters = [chr(c) for c in range(97, 123)]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]", *WORDS]
    tokens = list(dict.fromkeys([*tokens, *letters, *(f"##{c}" for c in letters), ":", "?", "."]))
    (folder / "vocab.txt").write_text("\n".join(tokens))
    tokenizer = BertTokenizer(str(folder / "vocab.txt"))
    sizes = {"hidden_size": 32, "intermediate_size": 37, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = BlipConfig(
        text_config={
            **sizes, "vocab_size": len(tokens), "encoder_hidden_size": 32, "max_position_embeddings": 128,
            "bos_token_id": 5, "eos_token_id": 3, "sep_token_id": 3, "pad_token_id": 0,
        },
        vision_config={**sizes, "image_size": 32, "patch_size": 8},
        projection_dim=16, image_text_hidden_size=16,
    )  # fmt: skip
    model = BlipForConditionalGeneration(config)
    model.save_pretrained(folder / "blip", safe_serialization=True)
    processor = BlipProcessor(BlipImageProcessor(size={"height": 32, "width": 32}), tokenizer)
    processor.save_pretrained(folder / "blip")
    return folder / "blip"


def causal(folder: Path) -> Path:
    """Save a Llama of two layers with a byte-level tokenizer."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.manual_seed(0)
    folder.mkdir(parents=True)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {"</s>": 0, **{letter: i + 1 for i, letter in enumerate(alphabet)}}
    raw = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, eos_token="</s>", pad_token="</s>")
    tokenizer.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=8192, bos_token_id=0, eos_token_id=0, pad_token_id=0,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder, safe_serialization=True)
    return folder


def tiny_profile(folder: Path) -> str:
    """Save all three and a profile that names them, and return the profile's path."""
    paint, see, write = pipeline(folder / "sd"), captioner(folder / "eyes"), causal(folder / "lm")
    path = folder / "tiny.toml"
    path.write_text(
        f'name = "tiny"\nworld = "open"\nwidth = 32\nheight = 32\nsteps = 2\nguidance = 2.0\nrewrite = false\n'
        f'[director]\nkind = "transformers"\nmodel = "{write}"\n'
        f'[painter]\nkind = "diffusers"\nmodel = "{paint}"\n'
        f'[editor]\nkind = "diffusers"\nmodel = "{paint}"\n'
        f'[eyes]\nkind = "captioner"\nmodel = "{see}"\n'
    )
    return str(path)
