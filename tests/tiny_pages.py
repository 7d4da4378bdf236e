"""A tiny painter of pages with random weights, as the package stores one: real networks that have learnt nothing."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from tools.networks.pages.pipeline import PagePipeline
from tools.networks.pages.reader import PageReader
from tools.networks.pages.transformer import PageTransformer
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.pages.layouts import vocabulary


def _stirred(network: nn.Module) -> nn.Module:
    """The network with weights that all matter: many are zero before training."""
    for parameter in network.parameters():
        nn.init.normal_(parameter, std=0.2)
    return network


def tiny_page_pipeline(reader: bool = True) -> PagePipeline:
    """A pipeline of tiny networks, the same each time."""
    torch.manual_seed(0)
    names = vocabulary()
    transformer = PageTransformer(**names, width=64, depth=1, heads=1, atlas_side=3, atlas_width=4, cell_width=16)
    reading = {name: value for name, value in names.items() if name != "arts"}
    found = PageReader(**reading, width=32, depth=1, heads=1, local=8, convolutions=1, cell_width=16)
    autoencoder = PocketAutoencoder(width=8, deep=8, blocks=1)
    return PagePipeline(_stirred(transformer), autoencoder, found if reader else None)


def save_page_painter(folder: Path, reader: bool = True) -> Path:
    """Store a tiny painter in 16 bits, its atlas in 8."""
    pipeline = tiny_page_pipeline(reader)
    pipeline.transformer.bfloat16()
    pipeline.transformer.atlas.to(torch.float8_e4m3fn)
    pipeline.autoencoder.half()
    if reader:
        pipeline.reader.half()
    pipeline.save_pretrained(folder)
    return folder
