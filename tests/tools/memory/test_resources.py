"""What an actor with a profile's models asks a cluster for."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.dialogues.cluster import NoCluster, rooms
from agent.messages.errors import error_sentence
from tools.memory.costs import GB
from tools.memory.resources import Resources, needed_resources
from tools.profiles import load_profile, packaged_names

# Worked out by hand from the sizes in the profiles: the parts of the pipeline that take turns on the smallest card.
ASKED = {
    "pocket": (0, 0.0),
    "studio-8": (1, 7.9),  # 8-bit parts of FLUX.2-klein: .52 * (7.3 + 7.5) + .2
    "studio-16": (1, 15.0),  # 16-bit parts of FLUX.2-klein: 7.3 + 7.5 + .2; Z-Image takes turns in 8 bits
    "studio-24": (1, 19.2),  # 16-bit parts of Z-Image: 11.5 + 7.5 + .2
    "studio-80": (1, 0.0),  # each model alone has room on the card
    "qwen21": (1, 15.1),  # 8-bit parts of Qwen-Image: .52 * (13.2 + 15.2) + .3
}


def test_every_shipped_profile_asks_for_what_its_plan_takes() -> None:
    asked = {name: needed_resources([load_profile(name)]) for name in packaged_names()}
    assert {name: (gpus, round(memory, 1)) for name, (gpus, memory) in asked.items()} == ASKED


def test_a_judge_takes_memory_beside_the_models_and_shares_their_card() -> None:
    both = needed_resources(map(load_profile, ("pocket", "studio-8", "studio-24")))
    assert both.gpus == 1
    assert both.memory == pytest.approx(7.896 + 19.2)


def test_a_profile_that_is_not_made_for_a_card_takes_its_models_in_32_bits(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('base = "studio-8"\nmemory = 0\n')
    gpus, memory = needed_resources([load_profile(str(file))])
    assert gpus == 0
    assert memory > 2 * (7.3 + 7.5 + 0.2)


_NODES = [
    {"Alive": True, "Resources": {"CPU": 4.0, "GPU": 2.0, "memory": 32.0 * GB}},
    {"Alive": True, "Resources": {"CPU": 2.0, "memory": 16.0 * GB}},
    {"Alive": True, "Resources": {"memory": 64.0 * GB}},
    {"Alive": False, "Resources": {"CPU": 64.0, "GPU": 8.0, "memory": 512.0 * GB}},
]


def test_room_is_counted_machine_by_machine() -> None:
    asked = {"a": Resources(0, 0.0), "b": Resources(1, 0.0), "c": Resources(1, 19.2), "d": Resources(0, 10.0)}
    assert rooms(_NODES, asked) == {"a": 6, "b": 2, "c": 1, "d": 4}


def test_a_profile_that_has_room_nowhere_is_refused_in_both_languages() -> None:
    with pytest.raises(NoCluster, match=r"has the 1 GPUs and 60\.0 GB of memory that huge asks for") as refusal:
        rooms(_NODES, {"pocket": Resources(0, 0.0), "huge": Resources(1, 60.0)})
    assert error_sentence(refusal.value, "zh").startswith("集群里没有一台机器有 huge 要的1张显卡和60.0 GB 内存")
