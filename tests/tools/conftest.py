"""Restorers and stylists: small random ones, and the packaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from tools import profiles
from tools.engines.restoration.restorer import PocketRestorer
from tools.engines.style.stylist import PocketStylist
from tools.networks.restorer import PocketRestorer as RestorationNetwork
from tools.networks.stylist import PocketStyleNetwork
from tools.types import ModelInfo


@pytest.fixture(scope="session")
def restorer_info() -> ModelInfo:
    return ModelInfo(role="restorer", kind="pocket", name="small", hash="")


@pytest.fixture(scope="session")
def stylist_info() -> ModelInfo:
    return ModelInfo(role="stylist", kind="pocket", name="small", hash="")


@pytest.fixture(scope="session")
def small_restorer(restorer_info: ModelInfo, tmp_path_factory: pytest.TempPathFactory) -> PocketRestorer:
    """A random network of few weights that changes pictures visibly."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("restorer")
    network = RestorationNetwork(widths=(8, 8, 8), blocks=(1, 1, 1), condition=8)
    torch.nn.init.normal_(network.leave.weight, std=0.05)
    network.save_pretrained(folder)
    return PocketRestorer(restorer_info, folder)


@pytest.fixture(scope="session")
def packaged_restorer(restorer_info: ModelInfo) -> PocketRestorer:
    return PocketRestorer(restorer_info, Path(profiles.resolve_weights("package:restorer")))


@pytest.fixture(scope="session")
def small_stylist(stylist_info: ModelInfo, tmp_path_factory: pytest.TempPathFactory) -> PocketStylist:
    """A random network of few weights that changes pictures visibly."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("stylist")
    network = PocketStyleNetwork(width=8, depth=2, code=8, maps=2, tile=32, cells=1)
    torch.nn.init.normal_(network.pixel.leave.weight, std=0.3)
    network.patterns.copy_(torch.randint(-127, 128, network.patterns.shape))
    network.save_pretrained(folder)
    return PocketStylist(stylist_info, folder)


@pytest.fixture(scope="session")
def packaged_stylist(stylist_info: ModelInfo) -> PocketStylist:
    return PocketStylist(stylist_info, Path(profiles.resolve_weights("package:stylist")))
