"""Layouts: maps and back, tokens and back, what an untrained composer writes is legal, what a reader is sure of."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.networks.painter.composer import PocketComposer
from tools.networks.painter.layout import (
    CELLS,
    PARTS,
    SIZES,
    Layout,
    Thing,
    changed_cells,
    decode_layout,
    decode_things,
    encode_layout,
)
from tools.networks.painter.tokens import MOST_THINGS, START, Codes, Wanted
from tools.vocabulary.storybook.prompts import named_things, read_change, scene_and_style

WORLD = {"nouns": list("abcde"), "colors": ["red", "blue"], "scenes": ["plain", "night"], "styles": ["flat"]}
COUNTS = [len(WORLD[kind]) for kind in ("nouns", "colors", "scenes", "styles")]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Legal layouts of a world of five nouns."""
    taken, things = set[int](), list[Thing]()
    for _ in range(draw(st.integers(0, 8))):
        size = draw(st.sampled_from(SIZES))
        y, x = draw(st.integers(0, CELLS - size)), draw(st.integers(0, CELLS - size))
        thing = Thing(y, x, size, draw(st.integers(0, 4)), draw(st.integers(0, 2)))
        if taken.isdisjoint(thing.cells):
            things.append(thing)
            taken.update(thing.cells)
    return Layout(tuple(sorted(things)), draw(st.integers(0, 1)), 0)


@settings(max_examples=40, deadline=None)
@given(layouts())
def test_maps_hold_the_whole_layout(layout: Layout) -> None:
    sizes = (len(WORLD["nouns"]) + 1, PARTS, len(WORLD["colors"]) + 1)
    sure = [
        (torch.nn.functional.one_hot(row, size).float() * 9).log_softmax(-1)
        for row, size in zip(layout.maps(), sizes, strict=True)
    ]
    assert decode_things(*sure) == layout.things


@settings(max_examples=40, deadline=None)
@given(layouts())
def test_tokens_hold_the_whole_layout_and_are_legal(layout: Layout) -> None:
    codes = Codes.of(*COUNTS)
    row = codes.encode(layout)
    assert codes.decode(row) == layout
    assert all(token in codes.legal(row[:at]) for at, token in enumerate(row))
    assert max(row) < codes.total


@given(layouts())
@settings(max_examples=50, deadline=None)
def test_a_packed_layout_comes_back_for_the_same_painter_only(layout: Layout) -> None:
    text = encode_layout(layout, "painter")
    assert decode_layout(text, "painter", *COUNTS) == layout
    assert decode_layout(text, "another", *COUNTS) is None


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '["p",0,0,0,[[0,0,9,0,0]]]', '["p",0,0,0,[[7,7,2,0,0]]]', '["p",0,0,0,[[0,0,2,99,0]]]',
     '["p",0,0,0,[[0,0,2,0,0],[1,1,2,0,0]]]', '["p",9,0,0,[]]', '["p",0,0,0,[["a",0,2,0,0]]]', '["p",0,0,0,[[0]]]',
     '["p",0,0,99,[]]', '["p",0,0,0,[[-1,0,2,0,0]]]'],
)  # fmt: skip
def test_what_is_no_layout_is_none(text: str) -> None:
    assert decode_layout(text, "p", *COUNTS) is None


def test_what_changed_is_where_the_things_are() -> None:
    before = Layout((Thing(0, 0, 2, 1, 0), Thing(4, 4, 3, 2, 1)), 0, 0)
    moved = Layout((Thing(0, 0, 2, 1, 0), Thing(4, 5, 3, 2, 1)), 0, 0)
    assert not changed_cells(before, before).any()
    assert {*changed_cells(before, moved).nonzero().flatten().tolist()} == {
        y * 8 + x for y in (4, 5, 6) for x in (4, 5, 6, 7)
    }
    assert changed_cells(before, Layout(before.things, 1, 0)).all()


@pytest.fixture(scope="module")
def composer() -> PocketComposer:
    """An untrained composer of a small world: it says anything."""
    torch.manual_seed(3)
    return PocketComposer(**WORLD, width=32, depth=2, heads=2, text_width=16, text_depth=1).eval()


def _text(rows: int) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.randn(rows, 6, 16, generator=torch.Generator().manual_seed(1)), torch.ones(rows, 6, dtype=torch.bool)


def test_whatever_it_thinks_what_it_writes_is_a_layout(composer: PocketComposer) -> None:
    source = Layout((Thing(2, 2, 4, 1, 1),), 1, 0)
    for start in (None, source):
        written = composer.compose(*_text(6), start, [torch.Generator().manual_seed(i) for i in range(6)])
        for layout in written:
            cells = [cell for thing in layout.things for cell in thing.cells]
            assert len(cells) == len(set(cells))
            assert len(layout.things) <= MOST_THINGS
            assert all(0 <= t.y <= CELLS - t.size and 0 <= t.x <= CELLS - t.size for t in layout.things)


def test_what_is_wanted_comes_and_nothing_else(composer: PocketComposer) -> None:
    text, mask = _text(4)
    wanted = Wanted((3, 1), frozenset({1, 3, 4}), {3: 2})
    generators: list[torch.Generator | None] = [torch.Generator().manual_seed(i) for i in range(4)]
    for layout in composer.compose(text, mask, None, generators, [wanted] * 4):
        nouns = [thing.noun for thing in layout.things]
        assert {1, 3} <= set(nouns) <= {1, 3, 4}
        assert nouns.index(3) < nouns.index(1)
        assert nouns.count(3) == 2
        assert all(nouns.count(noun) <= 4 for noun in nouns)


def test_prompts_name_their_things() -> None:
    found = named_things("two red balloons above a castle, the balloon above the castle, some stars, night scene")
    assert [(t.name, t.count, t.certain) for t in found] == [
        ("balloon", 2, True), ("castle", 1, True), ("star", None, True),
    ]  # fmt: skip
    orange = named_things("an orange cat on the left, beach scene, oil style")
    assert [(t.name, t.count, t.certain) for t in orange] == [("cat", 1, True)]
    assert named_things("") == ()
    assert scene_and_style("make the dog small: a small dog, beach scene, oil style") == ("beach", "oil")
    assert scene_and_style("change the scene to night") == ("night", None)


def test_a_seed_fixes_a_layout_alone_and_in_a_batch(composer: PocketComposer) -> None:
    text, mask = _text(3)
    together = composer.compose(text, mask, None, [torch.Generator().manual_seed(i) for i in range(3)])
    alone = [
        composer.compose(text[i : i + 1], mask[i : i + 1], None, [torch.Generator().manual_seed(i)])[0]
        for i in range(3)
    ]
    assert together == alone


def test_remembered_keys_change_nothing(composer: PocketComposer) -> None:
    row = composer.codes.encode(Layout((Thing(0, 0, 2, 1, 0), Thing(4, 4, 3, 2, 1)), 0, 0))
    ids, (text, mask) = torch.tensor([[*row, START, *row]]), _text(1)
    whole, past, heard = composer(ids, text, mask), [[] for _ in composer.blocks], composer.listen(text, mask)
    parts = [composer._logits(ids[:, :7], heard, mask, 0, past)]
    parts += [composer._logits(ids[:, i : i + 1], heard, mask, i, past) for i in range(7, ids.shape[1])]
    assert torch.allclose(torch.cat(parts, 1), whole, atol=1e-5)


def test_what_no_word_names_stays_where_it_is(composer: PocketComposer) -> None:
    text, mask = _text(4)
    source = Layout((Thing(0, 0, 3, 2, 1), Thing(4, 4, 2, 1, 0), Thing(6, 4, 2, 1, 0)), 0, 0)
    generators: list[torch.Generator | None] = [torch.Generator().manual_seed(i) for i in range(4)]
    wanted = Wanted((2, 1, 3), frozenset({1, 2, 3}), {1: 2, 2: 1, 3: 1}, source.things)
    for layout in composer.compose(text, mask, source, generators, [wanted] * 4):
        assert set(source.things) < set(layout.things)
        assert [thing.noun for thing in layout.things] == [2, 1, 1, 3]
    misread = Wanted((2, 1), frozenset({1, 2}), {1: 1, 2: 1}, source.things)
    for layout in composer.compose(text, mask, source, generators, [misread] * 4):
        assert [thing.noun for thing in layout.things] == [2, 1]


def test_what_changes_its_colour_or_size_stays_in_its_place(composer: PocketComposer) -> None:
    text, mask = _text(4)
    source = Layout((Thing(0, 0, 3, 2, 1), Thing(4, 4, 2, 1, 0)), 0, 0)
    generators: list[torch.Generator | None] = [torch.Generator().manual_seed(i) for i in range(4)]
    kinds = {2: frozenset({"color"}), 1: frozenset({"size", "cell"})}
    wanted = Wanted((2, 1), frozenset({1, 2}), {1: 1, 2: 1}, source.things, kinds)
    for layout in composer.compose(text, mask, source, generators, [wanted] * 4):
        recolored, resized = layout.things
        assert (recolored.y, recolored.x, recolored.size) == (0, 0, 3)
        assert resized.color == 0
        middle = resized.y + resized.size / 2, resized.x + resized.size / 2
        assert max(abs(middle[0] - 5), abs(middle[1] - 5)) <= 1
    moved = Wanted((2, 1), frozenset({1, 2}), {1: 1, 2: 1}, source.things, {1: frozenset({"cell"})})
    for layout in composer.compose(text, mask, source, generators, [moved] * 4):
        assert layout.things[0] == source.things[0]
        assert (layout.things[1].size, layout.things[1].color) == (2, 0)


@pytest.mark.parametrize(
    ("words", "free", "heirs"),
    [
        ("make the scarf pink", {"scarf": {"color"}}, {}),
        ("make the cat pink, move the cat to the left; add a moon above the castle",
         {"cat": {"color", "cell"}, "moon": set()}, {}),
        ("make the bird large", {"bird": {"size", "cell"}}, {}), ("move the cat above the dog", {"cat": {"cell"}}, {}),
        ("replace the cat with a blue dog", {"cat": set(), "dog": {"color"}}, {"dog": "cat"}),
        ("show two lobsters", {"lobster": set()}, {}), ("no change", {}, {}),
    ],
)  # fmt: skip
def test_an_instruction_says_what_it_changes(words: str, free: dict[str, set[str]], heirs: dict[str, str]) -> None:
    change = read_change(words)
    assert (change.freed, change.replaced) == (free, heirs)
