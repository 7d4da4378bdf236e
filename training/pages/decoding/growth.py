"""A larger decoder that begins by doing exactly what a smaller one does."""

from __future__ import annotations

import torch
from torch import Tensor

from tools.networks.painter.autoencoder import PocketAutoencoder


class TooSmall(ValueError):
    """A decoder cannot grow to a smaller size than it has."""


def sizes_of(model: PocketAutoencoder) -> tuple[int, int, int]:
    """Return a decoder's channels and blocks at a quarter of the resolution, and its channels at half of it."""
    config = model.config
    return config.decoder_width or config.width, config.decoder_blocks or config.blocks, config.fine


@torch.no_grad()
def grow_decoder(model: PocketAutoencoder, width: int, blocks: int, fine: int) -> PocketAutoencoder:
    """Return an autoencoder with the same encoder and a larger decoder that gives the same pictures.

    Nothing that was there hears the new channels yet, and what the new blocks and the fine layers add is zero
    (function-preserving growth as in Net2Net, arXiv:1511.05641).

    Args:
        model: the smaller one.
        width: the decoder's channels at a quarter of the resolution.
        blocks: its blocks there.
        fine: its channels at half of the resolution; 0 for none.

    Raises:
        TooSmall: a size is smaller than what the model has, or it has fine layers of another width.
    """
    old_width, old_blocks, old_fine = sizes_of(model)
    if width < old_width or blocks < old_blocks or old_fine not in (0, fine):
        raise TooSmall(
            f"The decoder has {old_width} channels, {old_blocks} blocks and {old_fine} fine channels; it cannot become"
            f" one of {width}, {blocks} and {fine}."
        )
    config = model.config
    larger: PocketAutoencoder = PocketAutoencoder(
        latent_channels=config.latent_channels,
        width=config.width,
        deep=config.deep,
        blocks=config.blocks,
        decoder_width=width,
        decoder_blocks=blocks,
        fine=fine,
    )
    # The first module behind the blocks at a quarter of the resolution.
    behind = 3 + config.blocks + old_blocks
    for number in range(behind, behind + blocks - old_blocks):
        larger.decoder[number].body[3].bias.zero_()
    state = larger.state_dict()
    for name, value in model.state_dict().items():
        _put(state[_name_in_larger(name, behind, blocks - old_blocks, bool(fine and not old_fine))], value)
    return larger


def _name_in_larger(name: str, behind: int, more: int, gets_head: bool) -> str:
    """Return where a parameter lies in the larger autoencoder."""
    if not name.startswith("decoder."):
        return name
    _, number, rest = name.split(".", 2)
    if int(number) < behind:
        return name
    return f"decoder.{int(number) + more}." + (f"coarse.0.{rest}" if gets_head else rest)


def _put(target: Tensor, value: Tensor) -> None:
    """Copy weights into the first channels of larger ones, in place; what was there does not hear the others."""
    if target.ndim < 2:
        target[: len(value)] = value
        return
    out, heard = value.shape[:2]
    target[:out] = 0
    target[:out, :heard] = value
