"""Tiny real checkpoints of the diffusers families that gouache knows, created on the spot: one function a family.

Every autoencoder but Sana's shrinks eight times, as the real ones do, so that sizes are rounded as they are there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from tests.tiny import clip_tokenizer, stable_diffusion

MERGES = [("y", "e"), ("ye", "s"), ("n", "o"), ("Y", "e"), ("Ye", "s"), ("N", "o"), ("Ġ", "yes"), ("Ġ", "no")]
"""Merges of the byte-level tokenizer, which make whole words of the answers that eyes give."""
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>",
           "<|video_pad|>", "<think>", "</think>"]  # fmt: skip
CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{% if m['content'] is string %}{{ m['content'] }}{% else %}"
    "{% for c in m['content'] %}{% if c['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% else %}{{ c['text'] }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""A chat template with the special tokens of Qwen."""


def qwen_tokenizer() -> Any:
    """A byte-level Qwen tokenizer of some 270 tokens."""
    from tokenizers import pre_tokenizers
    from transformers import Qwen2Tokenizer

    vocabulary = {letter: number for number, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    for left, right in MERGES:
        vocabulary[left + right] = len(vocabulary)
    tokenizer = Qwen2Tokenizer(
        vocab=vocabulary, merges=list(MERGES), pad_token="<|endoftext|>", eos_token="<|im_end|>",
        unk_token="<|endoftext|>", extra_special_tokens=SPECIAL[1:],
    )  # fmt: skip
    tokenizer.chat_template = CHAT
    return tokenizer


def _clip(projected: bool = False) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    config = CLIPTextConfig(
        vocab_size=200, hidden_size=32, intermediate_size=37, num_attention_heads=4, num_hidden_layers=2,
        bos_token_id=188, eos_token_id=189, pad_token_id=189, projection_dim=32, max_position_embeddings=77,
    )  # fmt: skip
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(config)


def _t5() -> Any:
    from transformers import T5Config, T5EncoderModel

    return T5EncoderModel(T5Config(vocab_size=300, d_model=32, d_kv=8, d_ff=37, num_layers=1, num_heads=4))


def _flow(**values: Any) -> Any:
    from diffusers import FlowMatchEulerDiscreteScheduler

    return FlowMatchEulerDiscreteScheduler(**values)


def _vae(channels: int = 4, **values: Any) -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(4,) * 4, down_block_types=("DownEncoderBlock2D",) * 4, norm_num_groups=2,
        up_block_types=("UpDecoderBlock2D",) * 4, latent_channels=channels, sample_size=64, layers_per_block=1,
        **{"use_quant_conv": False, "use_post_quant_conv": False, "shift_factor": 0.1, "scaling_factor": 0.6} | values,
    )  # fmt: skip


def _qwen3(layers: int) -> Any:
    from transformers import Qwen3Config, Qwen3ForCausalLM

    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=300, hidden_size=16, intermediate_size=16, num_hidden_layers=layers, num_attention_heads=2,
            num_key_value_heads=2, head_dim=8, max_position_embeddings=2048,
        )
    )  # fmt: skip


def sdxl(folder: Path) -> Any:
    """Stable Diffusion XL."""
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel

    unet = UNet2DConditionModel(
        block_out_channels=(8, 16), layers_per_block=1, sample_size=8, cross_attention_dim=64, norm_num_groups=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4), use_linear_projection=True, addition_embed_type="text_time",
        addition_time_embed_dim=8, transformer_layers_per_block=(1, 1), projection_class_embeddings_input_dim=80,
    )  # fmt: skip
    return StableDiffusionXLPipeline(
        vae=_vae(use_quant_conv=True, use_post_quant_conv=True, shift_factor=None), text_encoder=_clip(),
        text_encoder_2=_clip(True), tokenizer=clip_tokenizer(folder / "a"), tokenizer_2=clip_tokenizer(folder / "b"),
        unet=unet, scheduler=EulerDiscreteScheduler(steps_offset=1, timestep_spacing="leading"),
    )  # fmt: skip


def _flux_parts(folder: Path, channels: int = 16, out: int | None = None, guided: bool = True) -> dict[str, Any]:
    from diffusers import FluxTransformer2DModel

    transformer = FluxTransformer2DModel(
        patch_size=1, in_channels=channels, out_channels=out, num_layers=1, num_single_layers=1, attention_head_dim=16,
        num_attention_heads=2, joint_attention_dim=32, pooled_projection_dim=32, axes_dims_rope=(4, 4, 8),
        guidance_embeds=guided,
    )  # fmt: skip
    return {
        "vae": _vae(), "text_encoder": _clip(), "text_encoder_2": _t5(), "tokenizer": clip_tokenizer(folder / "a"),
        "tokenizer_2": qwen_tokenizer(), "transformer": transformer, "scheduler": _flow(use_dynamic_shifting=guided),
    }  # fmt: skip


def flux(folder: Path) -> Any:
    """FLUX.1 dev: its guidance is an input of the network."""
    from diffusers import FluxPipeline

    return FluxPipeline(**_flux_parts(folder))


def flux_schnell(folder: Path) -> Any:
    """FLUX.1 schnell: no guidance at all."""
    from diffusers import FluxPipeline

    return FluxPipeline(**_flux_parts(folder, guided=False))


def flux_kontext(folder: Path) -> Any:
    """FLUX.1 Kontext."""
    from diffusers import FluxKontextPipeline

    return FluxKontextPipeline(**_flux_parts(folder))


def flux_fill(folder: Path) -> Any:
    """FLUX.1 Fill: latents, those of what the mask leaves, and the mask, as channels."""
    from diffusers import FluxFillPipeline

    return FluxFillPipeline(**_flux_parts(folder, 16 + 16 + 256, 16))


def flux2_klein(folder: Path) -> Any:
    """FLUX.2 klein, distilled; it reads layers 9, 18 and 27 of a Qwen3."""
    from diffusers import AutoencoderKLFlux2, Flux2KleinPipeline, Flux2Transformer2DModel

    vae = AutoencoderKLFlux2(
        block_out_channels=(4,) * 4, down_block_types=("DownEncoderBlock2D",) * 4, latent_channels=4,
        up_block_types=("UpDecoderBlock2D",) * 4, norm_num_groups=1, layers_per_block=1, sample_size=64,
        use_quant_conv=False, use_post_quant_conv=False,
    )  # fmt: skip
    transformer = Flux2Transformer2DModel(
        patch_size=1, in_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=48, timestep_guidance_channels=16, axes_dims_rope=(4, 4, 4, 4), guidance_embeds=False,
    )  # fmt: skip
    return Flux2KleinPipeline(
        scheduler=_flow(use_dynamic_shifting=True), vae=vae, text_encoder=_qwen3(28), tokenizer=qwen_tokenizer(),
        transformer=transformer, is_distilled=True,
    )  # fmt: skip


def z_image(folder: Path) -> Any:
    """Z-Image."""
    from diffusers import ZImagePipeline, ZImageTransformer2DModel

    transformer = ZImageTransformer2DModel(
        all_patch_size=(2,), all_f_patch_size=(1,), in_channels=16, dim=32, n_layers=2, n_refiner_layers=1, n_heads=2,
        n_kv_heads=2, cap_feat_dim=16, axes_dims=[8, 4, 4], axes_lens=[1024, 32, 32],
    )  # fmt: skip
    with torch.no_grad():  # They are allocated without values.
        transformer.x_pad_token.fill_(0.1)
        transformer.cap_pad_token.fill_(0.1)
    return ZImagePipeline(
        scheduler=_flow(shift=3.0), vae=_vae(16), text_encoder=_qwen3(3), tokenizer=qwen_tokenizer(),
        transformer=transformer,
    )  # fmt: skip


def _qwen_image_parts() -> dict[str, Any]:
    from diffusers import AutoencoderKLQwenImage, QwenImageTransformer2DModel
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    tokenizer = qwen_tokenizer()
    special = {name: tokenizer.convert_tokens_to_ids(f"<|{name}|>") for name in ("image_pad", "video_pad",
               "vision_start", "vision_end")}  # fmt: skip
    config = Qwen2_5_VLConfig(
        text_config={
            "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
            "num_key_value_heads": 2, "vocab_size": 300, "max_position_embeddings": 4096,
            "rope_scaling": {"mrope_section": [1, 1, 2], "rope_type": "default", "type": "default"},
        },
        vision_config={
            "depth": 2, "hidden_size": 16, "intermediate_size": 16, "num_heads": 2, "out_hidden_size": 16,
            "fullatt_block_indexes": [1], "window_size": 112, "patch_size": 14, "spatial_merge_size": 2,
            "temporal_patch_size": 2,
        },
        image_token_id=special["image_pad"], video_token_id=special["video_pad"],
        vision_start_token_id=special["vision_start"], vision_end_token_id=special["vision_end"],
    )  # fmt: skip
    return {
        "vae": AutoencoderKLQwenImage(
            base_dim=8, z_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True],
            latents_mean=[0.0] * 4, latents_std=[1.0] * 4,
        ),
        "text_encoder": Qwen2_5_VLForConditionalGeneration(config), "tokenizer": tokenizer,
        "transformer": QwenImageTransformer2DModel(
            patch_size=2, in_channels=16, out_channels=4, num_layers=2, attention_head_dim=16, num_attention_heads=2,
            joint_attention_dim=16, guidance_embeds=False, axes_dims_rope=(8, 4, 4),
        ),
        "scheduler": _flow(use_dynamic_shifting=True, shift_terminal=0.02),
    }  # fmt: skip


def qwen_image(folder: Path) -> Any:
    """Qwen-Image."""
    from diffusers import QwenImagePipeline

    return QwenImagePipeline(**_qwen_image_parts())


def qwen_image_edit_plus(folder: Path) -> Any:
    """Qwen-Image-Edit-Plus; saved with the processor that needs no torchvision, as the real one lies on the hub."""
    from diffusers import QwenImageEditPlusPipeline
    from transformers import Qwen2VLImageProcessorPil, Qwen2VLProcessor

    from tools.engines.vision.processors import picture_processor

    parts = _qwen_image_parts()
    pixels = Qwen2VLImageProcessorPil(size={"shortest_edge": 56 * 56, "longest_edge": 28 * 28 * 64})
    processor = picture_processor(Qwen2VLProcessor)(pixels, parts["tokenizer"])
    return QwenImageEditPlusPipeline(processor=processor, **parts)


def qwen_image_edit(folder: Path) -> Any:
    """Qwen-Image-Edit, the one that looks at a single picture."""
    from diffusers import QwenImageEditPipeline

    plus = qwen_image_edit_plus(folder)
    return QwenImageEditPipeline(**plus.components)


def qwen_image_21(folder: Path) -> Any:
    """Qwen-Image 2.1: one class paints and edits; pictures with transparency; it reads with a Qwen3-VL."""
    from diffusers import AutoencoderKLQwenImage21, QwenImage21Pipeline, QwenImage21Transformer2DModel

    model, processor = qwen3_vl_parts(hidden=16)
    vae = AutoencoderKLQwenImage21(
        base_dim=4, decoder_base_dim=4, z_dim=4, dim_mult=[1, 1, 1, 1, 1], num_res_blocks=1, is_residual=False,
        latents_mean=[0.0] * 4, latents_std=[1.0] * 4,
    )  # fmt: skip
    transformer = QwenImage21Transformer2DModel(
        in_channels=4, out_channels=4, num_layers=2, attention_head_dim=16, num_attention_heads=2, context_in_dim=16,
        mlp_ratio=1, axes_dims_rope=(4, 6, 6),
    )  # fmt: skip
    return QwenImage21Pipeline(
        scheduler=_flow(use_dynamic_shifting=True), vae=vae, text_encoder=model, processor=processor,
        transformer=transformer,
    )  # fmt: skip


def qwen3_vl_parts(hidden: int) -> tuple[Any, Any]:
    """A Qwen3-VL of three layers and its processor without the video part."""
    from transformers import Qwen2VLImageProcessorPil, Qwen3VLConfig, Qwen3VLForConditionalGeneration, Qwen3VLProcessor

    from tools.engines.vision.processors import picture_processor

    tokenizer = qwen_tokenizer()
    special = {name: tokenizer.convert_tokens_to_ids(f"<|{name}|>") for name in ("image_pad", "video_pad",
               "vision_start", "vision_end", "im_end")}  # fmt: skip
    config = Qwen3VLConfig(
        text_config={
            "hidden_size": hidden, "intermediate_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4,
            "num_key_value_heads": 2, "head_dim": 8, "vocab_size": 300, "max_position_embeddings": 4096,
            "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 1, 1]},
            "bos_token_id": 0, "eos_token_id": special["im_end"], "pad_token_id": 0,
        },
        vision_config={
            "depth": 2, "hidden_size": 32, "intermediate_size": 32, "num_heads": 2, "out_hidden_size": hidden,
            "patch_size": 16, "spatial_merge_size": 2, "temporal_patch_size": 2, "num_position_embeddings": 16,
            "deepstack_visual_indexes": [0, 1],
        },
        image_token_id=special["image_pad"], video_token_id=special["video_pad"],
        vision_start_token_id=special["vision_start"], vision_end_token_id=special["vision_end"],
    )  # fmt: skip
    pixels = Qwen2VLImageProcessorPil(
        patch_size=16, size={"shortest_edge": 32 * 32, "longest_edge": 32 * 32 * 16}, merge_size=2
    )
    processor = picture_processor(Qwen3VLProcessor)(pixels, tokenizer, chat_template=tokenizer.chat_template)
    return Qwen3VLForConditionalGeneration(config), processor


def _sana_parts(sprint: bool) -> dict[str, Any]:
    from diffusers import AutoencoderDC, SanaTransformer2DModel
    from transformers import Gemma2Config, Gemma2Model

    blocks = ("ResBlock",) * 6
    sides: dict[str, Any] = {"out_channels": (4,) * 6, "layers_per_block": (1,) * 6}
    vae = AutoencoderDC(
        latent_channels=4, attention_head_dim=2, encoder_block_types=blocks, decoder_block_types=blocks,
        encoder_block_out_channels=sides["out_channels"], decoder_block_out_channels=sides["out_channels"],
        encoder_qkv_multiscales=((),) * 6, decoder_qkv_multiscales=((),) * 6,
        encoder_layers_per_block=sides["layers_per_block"], decoder_layers_per_block=sides["layers_per_block"],
        downsample_block_type="conv", upsample_block_type="interpolate", decoder_norm_types="rms_norm",
        decoder_act_fns="silu", scaling_factor=0.4,
    )  # fmt: skip
    guided = {"guidance_embeds": True, "qk_norm": "rms_norm_across_heads"} if sprint else {}
    transformer = SanaTransformer2DModel(
        patch_size=1, in_channels=4, out_channels=4, num_layers=1, num_attention_heads=2, attention_head_dim=4,
        num_cross_attention_heads=2, cross_attention_head_dim=4, cross_attention_dim=8, caption_channels=8,
        sample_size=32, **guided,
    )  # fmt: skip
    text = Gemma2Model(
        Gemma2Config(
            vocab_size=300, hidden_size=8, head_dim=8, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
            num_key_value_heads=2, bos_token_id=0, eos_token_id=0, pad_token_id=0,
        )
    )  # fmt: skip
    return {"tokenizer": qwen_tokenizer(), "text_encoder": text, "vae": vae, "transformer": transformer}


def sana(folder: Path) -> Any:
    """Sana; its autoencoder shrinks thirty-two times."""
    from diffusers import SanaPipeline

    return SanaPipeline(scheduler=_flow(shift=3.0), **_sana_parts(False))


def sana_sprint(folder: Path) -> Any:
    """Sana-Sprint."""
    from diffusers import SanaSprintPipeline, SCMScheduler

    return SanaSprintPipeline(scheduler=SCMScheduler(), **_sana_parts(True))


def sd3(folder: Path) -> Any:
    """Stable Diffusion 3.5."""
    from diffusers import SD3Transformer2DModel, StableDiffusion3Pipeline

    transformer = SD3Transformer2DModel(
        sample_size=8, patch_size=2, in_channels=16, num_layers=2, attention_head_dim=8, num_attention_heads=4,
        caption_projection_dim=32, joint_attention_dim=64, pooled_projection_dim=64, out_channels=16,
        pos_embed_max_size=64,
    )  # fmt: skip
    return StableDiffusion3Pipeline(
        transformer=transformer, scheduler=_flow(shift=3.0), vae=_vae(16), text_encoder=_clip(True),
        tokenizer=clip_tokenizer(folder / "a"), text_encoder_2=_clip(True), text_encoder_3=_wide_t5(),
        tokenizer_2=clip_tokenizer(folder / "b"), tokenizer_3=qwen_tokenizer(),
    )  # fmt: skip


def _wide_t5() -> Any:
    from transformers import T5Config, T5EncoderModel

    return T5EncoderModel(T5Config(vocab_size=300, d_model=64, d_kv=8, d_ff=37, num_layers=1, num_heads=4))


PAINTERS: dict[str, Callable[[Path], Any]] = {
    "sd": stable_diffusion, "sdxl": sdxl, "flux": flux, "flux-schnell": flux_schnell, "flux-kontext": flux_kontext,
    "flux-fill": flux_fill, "flux2-klein": flux2_klein, "z-image": z_image, "qwen-image": qwen_image,
    "qwen-image-edit-plus": qwen_image_edit_plus, "qwen-image-edit": qwen_image_edit, "qwen-image-21": qwen_image_21,
    "sana": sana, "sana-sprint": sana_sprint, "sd3": sd3,
}  # fmt: skip
"""By name the function that makes the family's pipeline."""


def save_painter(name: str, folder: Path) -> Path:
    """Make a family's tiny pipeline and save it; returns the folder that holds `model_index.json`."""
    torch.manual_seed(0)
    pipeline = PAINTERS[name](folder / "tokenizers")
    where = folder / name
    pipeline.save_pretrained(where, safe_serialization=True)
    return where


def save_lora(painter: Any, file: Path, seed: int = 0) -> None:
    """Save a random LoRA of rank 2 for the attention of a painter's transformer."""
    generator = torch.Generator().manual_seed(seed)
    tensors = {}
    for name, module in painter.pipeline.transformer.named_modules():
        if name.endswith((".to_q", ".to_v")) and "layers" in name:
            wide, out = module.in_features, module.out_features
            tensors[f"transformer.{name}.lora_A.weight"] = torch.randn(2, wide, generator=generator)
            tensors[f"transformer.{name}.lora_B.weight"] = torch.randn(out, 2, generator=generator)
    save_file(tensors, file)
