"""Regions become masks, and masks decide whose pixels a picture has."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tools.errors import BadArguments
from tools.images.regions import Region, paste_masked, region_mask


def test_a_region_is_white_in_its_mask() -> None:
    mask = np.asarray(region_mask((0.25, 0, 0.5, 1), (8, 4), "edit"))
    assert (mask[:, 2:4] == 255).all()
    assert mask.sum() == 255 * 2 * 4


@pytest.mark.parametrize("region", [(0.5, 0, 0.5, 1), (0.6, 0, 0.5, 1), (-0.5, 0, 0.5, 1), (0, 0, 1, 1.5)])
def test_a_region_outside_the_picture_is_refused(region: Region) -> None:
    with pytest.raises(BadArguments, match="edit: region: left, top, right, bottom must enclose"):
        region_mask(region, (8, 4), "edit")


def test_the_source_stays_where_the_mask_is_black() -> None:
    source, edited = Image.new("RGB", (8, 4), "red"), Image.new("RGB", (16, 8), "blue")
    source.info["note"] = "of the source"
    mask = region_mask((0, 0, 0.5, 1), source.size, "edit")
    pasted = paste_masked(source, edited, mask)
    assert pasted.crop((4, 0, 8, 4)).tobytes() == source.crop((4, 0, 8, 4)).tobytes()
    assert pasted.getpixel((0, 0)) == (0, 0, 255)
    assert pasted.info == {}
    assert paste_masked(source, edited, mask, keep_info=True).info == source.info
    assert source.info == {"note": "of the source"}
