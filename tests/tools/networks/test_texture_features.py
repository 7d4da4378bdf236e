"""Random filters tell textures apart."""

from __future__ import annotations

import torch

from tools.networks.texture_features import RandomFeatures


def test_texture_distance_is_least_for_the_same_texture() -> None:
    features, noise = RandomFeatures(), torch.Generator().manual_seed(0)
    fine = torch.rand(2, 3, 64, 64, generator=noise) * 2 - 1
    coarse = torch.nn.functional.interpolate(fine[:, :, :8, :8], size=(64, 64), mode="bicubic")
    same, other = features.distance(fine[:1], fine[1:]), features.distance(fine[:1], coarse[:1])
    assert float(features.distance(fine, fine).max()) < 1e-5
    assert float(same) < 0.3 * float(other)
