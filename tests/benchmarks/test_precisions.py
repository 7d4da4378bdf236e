"""How near pictures of a precision are to those of bfloat16, on one tiny network."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.precisions import distance, in_4_bits, in_bfloat16, painter, pictures


def test_full_precision_is_near_and_not_the_same(painter_folder: Callable[[str], Path]) -> None:
    folder = painter_folder("flux2-klein")
    reference = pictures(in_bfloat16(folder))
    assert distance(reference, reference) == 99.0
    assert 35 < distance(reference, pictures(painter(folder))) < 99


@pytest.mark.skipif(find_spec("bitsandbytes") is None, reason="needs the extra “quantization”")
@pytest.mark.filterwarnings("ignore")
def test_fewer_bits_are_farther(painter_folder: Callable[[str], Path]) -> None:
    folder = painter_folder("z-image")
    reference = pictures(in_bfloat16(folder))
    eight = distance(reference, pictures(painter(folder, precision="8-bit")))
    assert 25 < distance(reference, pictures(in_4_bits(folder))) < eight
