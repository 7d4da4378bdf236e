"""Decoders beside one another: `python -m training.pages.decoders FOLDER... --pool POOL --out SHEET.png`.

A folder is an autoencoder's, or one of `training.pages.decode` with `plain` and `adversarial` in it. It prints a table
of figures on held-out pages, writes it beside the sheet (the same name with .md), and draws the sheet: the originals,
the packaged decoder's pictures and those of the others, cut out where there is most detail and enlarged twice.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from training.pages.decoding.measures import FIGURES, measure_decoder
from training.pages.learning.latents import AUTOENCODER, HELD_OUT, load_autoencoder
from training.pages.look import grid, to_pictures
from training.tensors import signed_pixels

CUT = 128
"""Side in pixels of what is cut out of a page for the sheet."""
TITLES = {
    "psnr": "PSNR dB",
    "ssim": "SSIM",
    "gradients": "gradient energy",
    "disturbed": "PSNR dB, disturbed",
    "cycle": "latents' error",
}


class Incomparable(ValueError):
    """Decoders do not belong together, or there are no pages to compare them on."""


def find_autoencoders(folders: list[Path]) -> dict[str, Path]:
    """Return the folders of autoencoders by name: each folder, or its `plain` and `adversarial`.

    Raises:
        Incomparable: a folder holds none.
    """
    found = {"packaged": AUTOENCODER}
    for folder in folders:
        inside = [folder] if (folder / "config.json").exists() else [folder / "plain", folder / "adversarial"]
        there = [one for one in inside if (one / "config.json").exists()]
        if not there:
            raise Incomparable(f"{folder} holds no autoencoder.")
        found |= {str(one): one for one in there}
    return found


def held_out_pictures(pool: Path, most: int) -> np.ndarray:
    """Return pages of a pool that nothing is trained on: (N, side, side, 3), uint8.

    Raises:
        Incomparable: there are none.
    """
    shards = [np.load(lines.with_suffix(".npy"), mmap_mode="r")[::HELD_OUT] for lines in sorted(pool.glob("*.jsonl"))]
    if not shards:
        raise Incomparable(f"{pool} holds no finished shard.")
    return np.concatenate(shards)[:most]


def load_all(folders: dict[str, Path]) -> dict[str, PocketAutoencoder]:
    """Return autoencoders by name.

    Raises:
        Incomparable: one has another encoder than the first: its latents mean something else.
    """
    models = {name: load_autoencoder(folder).to(device()) for name, folder in folders.items()}
    first_name, first = next(iter(models.items()))
    for name, model in models.items():
        own, other = (_encoder_state(one) for one in (model, first))
        if own.keys() != other.keys() or any(not torch.equal(own[key], other[key]) for key in own):
            raise Incomparable(f"{name} and {first_name} have different encoders.")
    return models


def _encoder_state(model: PocketAutoencoder) -> dict[str, Tensor]:
    return {key: value for key, value in model.state_dict().items() if not key.startswith("decoder.")}


def compare(models: dict[str, PocketAutoencoder], pictures: np.ndarray) -> dict[str, dict[str, float]]:
    """Return the figures of decoders (`measure_decoder`) on pictures (N, side, side, 3), uint8."""
    pixels = signed_pixels(pictures).to(device())
    with torch.no_grad():
        latents = torch.cat([next(iter(models.values())).encode(part) for part in pixels.split(16)])
    return {name: measure_decoder(model, latents, pixels) for name, model in models.items()}


def table(figures: dict[str, dict[str, float]]) -> str:
    """Return figures as a table in Markdown."""
    lines = [f"| decoder | {' | '.join(TITLES[key] for key in FIGURES)} |", "|---" * (len(FIGURES) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(f'{row[key]:.3f}' for key in FIGURES)} |" for name, row in figures.items()]
    return "\n".join(lines) + "\n"


def busiest_corner(picture: np.ndarray) -> tuple[int, int]:
    """Return the upper left corner (y, x) of the CUT x CUT pixels of a picture (side, side, 3) with most detail."""
    grey = picture.astype(np.float32).mean(-1)
    detail = np.abs(np.diff(grey, axis=0, append=grey[-1:])) + np.abs(np.diff(grey, axis=1, append=grey[:, -1:]))
    sums = np.pad(detail.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    inside = sums[CUT:, CUT:] - sums[:-CUT, CUT:] - sums[CUT:, :-CUT] + sums[:-CUT, :-CUT]
    y, x = np.unravel_index(int(inside.argmax()), inside.shape)
    return int(y), int(x)


@torch.no_grad()
def draw_sheet(models: dict[str, PocketAutoencoder], pictures: np.ndarray) -> Image.Image:
    """Return originals and what each decoder makes of them, a row each, below a line that names the rows.

    Args:
        models: autoencoders with the same encoder.
        pictures: the columns, (N, side, side, 3), uint8.
    """
    latents = next(iter(models.values())).encode(signed_pixels(pictures).to(device()))
    rows = {"original": pictures} | {name: to_pictures(model.decode(latents)) for name, model in models.items()}
    corners = [busiest_corner(picture) for picture in pictures]
    cut = {
        name: np.stack([row[k, y : y + CUT, x : x + CUT] for k, (y, x) in enumerate(corners)])
        for name, row in rows.items()
    }
    sheet = grid([row.repeat(2, 1).repeat(2, 2) for row in cut.values()])
    named = Image.new("RGB", (sheet.width, sheet.height + 16), "white")
    named.paste(sheet, (0, 16))
    ImageDraw.Draw(named).text((4, 2), "from above: " + ", ".join(rows), fill="black")
    return named


def main() -> None:
    """Print and write the comparison."""
    parser = argparse.ArgumentParser(description="Compare decoders on held-out pages.")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="folders of autoencoders or trainings")
    parser.add_argument("--pool", type=Path, required=True, help="folder of a pool of pages")
    parser.add_argument("--out", type=Path, required=True, help="the picture file to write")
    parser.add_argument("--count", type=int, default=64, help="held-out pages that are measured at most")
    parser.add_argument("--columns", type=int, default=6, help="pages on the sheet")
    args = parser.parse_args()
    try:
        models = load_all(find_autoencoders(args.folders))
        pictures = held_out_pictures(args.pool, args.count)
    except Incomparable as error:
        parser.error(str(error))
    text = table(compare(models, pictures))
    print(text)
    args.out.with_suffix(".md").write_text(text, "utf-8")
    draw_sheet(models, pictures[: args.columns]).save(args.out)


if __name__ == "__main__":
    main()
