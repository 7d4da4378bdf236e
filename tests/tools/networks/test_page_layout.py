"""Layouts of pages: which things cells show, what an edit changes, and what the network makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from tools.networks.pages.atlas import MARGIN, Atlas
from tools.networks.pages.layout import (
    CELLS,
    PATCH,
    TOKENS,
    cell_layers,
    changed_cells,
    to_tensors,
    tokens_of,
)
from tools.networks.pages.transformer import PageTransformer
from tools.pages.layouts import PageLayout, PlacedThing
from tools.pages.page import MOST_THINGS

DOG = PlacedThing(1, 0, 0, 0, x=0.5, foot=0.75, width=0.25, height=0.25)
CAT = PlacedThing(2, 3, 0, 0, x=0.6, foot=0.8, width=0.25, height=0.25)


def page(*things: PlacedThing, **whole: int) -> PageLayout:
    return PageLayout(things, **(dict.fromkeys(("place", "variant", "time", "weather", "look", "style"), 0) | whole))


def shown_at(layout: PageLayout, x: float, y: float) -> list[int]:
    """Return the rows of the things that the cell at a point shows, front first."""
    layers = cell_layers(to_tensors([layout]).boxes)
    cell = int(y * CELLS) * CELLS + int(x * CELLS)
    return [int(layers.thing[0, k, cell]) for k in range(2) if layers.shown[0, k, cell]]


def test_a_cell_shows_the_front_thing_first_and_the_one_behind() -> None:
    layout = page(DOG, CAT)
    assert shown_at(layout, 0.42, 0.6) == [0]
    assert shown_at(layout, 0.55, 0.7) == [1, 0]
    assert shown_at(layout, 0.7, 0.78) == [1]
    assert shown_at(layout, 0.1, 0.1) == []


def test_the_box_that_holds_a_cell_counts_before_the_pads_of_others() -> None:
    small = PlacedThing(1, 0, 0, 0, x=0.5, foot=0.5, width=0.25, height=0.25)
    beside = [replace(small, x=0.5 - 0.26 * side) for side in (-1, 1)]
    # The middle one, painted first, is alone at the edges that the pads of both others reach.
    assert shown_at(page(small, *beside), 0.385, 0.4)[-1] == 0


def test_a_cell_knows_its_place_in_the_thing() -> None:
    layers = cell_layers(to_tensors([page(DOG)]).boxes)
    cell = int(0.7 * CELLS) * CELLS + int(0.45 * CELLS)
    assert float(layers.across[0, 0, cell]) == pytest.approx((14.5 / CELLS - 0.375) / 0.25)
    assert float(layers.down[0, 0, cell]) == pytest.approx((22.5 / CELLS - 0.5) / 0.25)


def test_nothing_differs_between_a_page_and_itself() -> None:
    assert not changed_cells(page(DOG, CAT), page(DOG, CAT)).any()


@pytest.mark.parametrize("changes", [{"color": 2}, {"noun": 3}, {"flip": True}, {"tone": 1}, {"ground": 1}])
def test_a_changed_thing_changes_its_cells_and_its_shadow_alone(changes: dict[str, int]) -> None:
    changed = changed_cells(page(DOG, CAT), page(replace(DOG, **changes), CAT))
    assert changed[int(0.6 * CELLS), int(0.45 * CELLS)]
    assert changed[int(0.76 * CELLS), int(0.4 * CELLS)]
    # Behind the cat, too: what shows there beside it is the dog.
    assert changed[int(0.7 * CELLS), int(0.55 * CELLS)]
    assert not changed[:, : int(0.3 * CELLS)].any()
    assert not changed[int(0.6 * CELLS), int(0.7 * CELLS)]
    assert not changed[: int(0.4 * CELLS)].any()


def test_a_moved_thing_changes_both_places_and_a_new_hour_everything() -> None:
    changed = changed_cells(page(DOG), page(replace(DOG, x=0.2)))
    assert changed[20, 16]
    assert changed[20, 6]
    assert not changed[5].any()
    assert changed_cells(page(DOG), page(DOG, time=1)).all()


def test_a_token_with_a_changed_cell_is_changed() -> None:
    cells = torch.zeros(1, CELLS, CELLS, dtype=torch.bool)
    cells[0, 5, 9] = True
    tokens = tokens_of(cells)
    assert tokens.shape == (1, TOKENS)
    assert tokens.nonzero().tolist() == [[0, 5 // PATCH * (CELLS // PATCH) + 9 // PATCH]]


def test_a_page_with_too_many_things_is_refused() -> None:
    with pytest.raises(ValueError, match=f"at most {MOST_THINGS} things"):
        to_tensors([page(*[DOG] * (MOST_THINGS + 1))])


def test_an_atlas_is_sampled_between_its_points() -> None:
    atlas = Atlas(2, 2, 3, 4)
    points = torch.arange(9.0).repeat_interleave(4).view(9, 4)
    atlas.points.weight.data[18:27] = points
    at = torch.tensor([-MARGIN, 0.5, 1 + MARGIN, 9.0])
    noun = torch.ones(4, dtype=torch.long)
    sampled = atlas(noun, torch.zeros_like(noun), at, torch.full((4,), 0.5))
    assert torch.allclose(sampled[:, 0], torch.tensor([3.0, 4.0, 5.0, 5.0]), atol=1e-5)


@pytest.fixture(scope="module")
def network() -> PageTransformer:
    torch.manual_seed(0)
    names = {"nouns": list("abcd"), "colors": list("abc"), "grounds": list("ab"), "places": ["x"], "times": list("ab")}
    model: PageTransformer = PageTransformer(
        **names, weathers=["x"], looks=["x"], styles=["x"], arts=[0], variants=1, width=32, depth=1, heads=2,
        atlas_side=4, atlas_width=4, cell_width=8,
    )  # fmt: skip
    for layer in (model.latent_out, model.cell.out):
        torch.nn.init.normal_(layer.weight, std=0.1)
    return model.eval()


def test_an_edit_leaves_what_is_given_exactly_as_it_was(network: PageTransformer) -> None:
    before, after = page(DOG, CAT), page(DOG, replace(CAT, color=1))
    noise = torch.randn(1, 16, CELLS, CELLS)
    old = network.paint(to_tensors([before]), noise)
    changed = tokens_of(changed_cells(before, after)[None])
    new = network.paint(to_tensors([after]), noise, known=old, given=~changed)
    differs = (old != new).any(1)
    assert differs.any()
    assert not (tokens_of(differs) & ~changed).any()


def test_things_and_their_order_decide_what_is_painted(network: PageTransformer) -> None:
    noise = torch.randn(1, 16, CELLS, CELLS)
    pictures = [
        network.paint(to_tensors([layout]), noise, steps=1)
        for layout in (page(DOG, CAT), page(CAT, DOG), page(replace(DOG, flip=True), CAT), page(DOG, CAT, time=1))
    ]
    for k, one in enumerate(pictures):
        assert one.isfinite().all()
        assert all((one - other).abs().max() > 1e-4 for other in pictures[k + 1 :])


def test_a_network_goes_to_a_folder_and_back(network: PageTransformer, tmp_path) -> None:
    network.save_pretrained(tmp_path)
    again = PageTransformer.from_pretrained(tmp_path)
    noise = torch.randn(1, 16, CELLS, CELLS)
    layouts = to_tensors([page(DOG, CAT)])
    assert torch.equal(network.paint(layouts, noise), again.paint(layouts, noise))
