"""Finish the decoder for pages: `python -m training.pages.decode POOL --out FOLDER --minutes M [--painted FOLDER]`.

The encoder stays as it is: a painter's latents mean the same before and after. The pool may still grow. The folder gets
two autoencoders in half precision, `plain` (trained against the originals alone) and `adversarial` (gone on with a
critic), and `figures.jsonl`: losses, and figures on held-out pages beside those of the decoder before. Which of them is
better is for `python -m training.pages.decoders` and a person's eye.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch

from tools.device import device
from training.pages.decoding.growth import TooSmall, grow_decoder, sizes_of
from training.pages.decoding.painted import PaintedLatents
from training.pages.decoding.steps import DecodingSettings
from training.pages.decoding.trainer import DecoderTraining
from training.pages.learning.growing_pool import GrowingPool
from training.pages.learning.latents import AUTOENCODER, load_autoencoder
from training.runtime import configure_process


def parse_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options of the command line."""
    usual = DecodingSettings()
    parser = argparse.ArgumentParser(description="Finish the autoencoder's decoder on pages; its encoder stays.")
    parser.add_argument("pool", type=Path, metavar="POOL", help="folder of a pool of pages, which may still grow")
    parser.add_argument("--out", type=Path, required=True, help="folder of the two results and their figures")
    parser.add_argument("--minutes", type=float, default=7.0, help="how long everything takes (default: 7)")
    parser.add_argument("--batch", type=int, default=usual.batch, help="pages in a batch")
    parser.add_argument("--painted", type=Path, help="folder of painted latents, which may come later")
    parser.add_argument(
        "--width", type=int, help="the decoder's channels at a quarter of the resolution (default: as before)"
    )
    parser.add_argument("--blocks", type=int, default=4, help="its blocks there (default: 4)")
    parser.add_argument("--fine", type=int, default=48, help="its channels at half of the resolution (default: 48)")
    parser.add_argument("--peak", type=float, default=usual.peak, help="highest learning rate without the critic")
    parser.add_argument("--alone", type=float, default=usual.alone, help="share of the time without the critic")
    parser.add_argument("--strength", type=float, default=usual.strength, help="the critic's strength")
    parser.add_argument("--capacity", type=int, default=20_000, help="pages that are kept at most")
    parser.add_argument("--autoencoder", type=Path, default=AUTOENCODER, help="the autoencoder to begin from")
    parser.add_argument("--threads", type=int, default=2, help="threads that PyTorch may use")
    options = parser.parse_args(arguments)
    if not 0 <= options.alone <= 1:
        parser.error(f"--alone is a share from 0 to 1, and {options.alone} is not.")
    if options.batch < 1 or options.capacity < options.batch:
        parser.error("--batch must be at least 1 and at most --capacity.")
    return options


def train(options: argparse.Namespace, deadline: float) -> None:
    """Train a decoder until a time.

    Args:
        options: those of the command line.
        deadline: when everything must be over, in seconds of `time.time`.

    Raises:
        TooSmall: the options name a smaller decoder than there is.
        TimeoutError: so few pages came that the training never began.
    """
    options.out.mkdir(parents=True, exist_ok=True)
    begun = load_autoencoder(options.autoencoder)
    width = options.width or sizes_of(begun)[0]
    model = grow_decoder(begun, width, options.blocks, options.fine).to(device(), memory_format=torch.channels_last)
    begun = begun.to(device())
    # Every batch has the same shape: it pays to try which convolution is fastest.
    torch.backends.cudnn.benchmark = True
    pool = GrowingPool(options.pool, begun, options.capacity, pictures=True)
    painted = PaintedLatents(options.painted, model.config.latent_channels)
    settings = DecodingSettings(options.batch, options.peak, options.alone, options.strength)
    DecoderTraining(model, begun, pool, painted, options.out, settings).train(deadline)


def main() -> None:
    """Train for as long as the command line says."""
    start = time.time()
    options = parse_options()
    configure_process(options.threads)
    try:
        train(options, start + 60 * options.minutes)
    except (TooSmall, TimeoutError) as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
