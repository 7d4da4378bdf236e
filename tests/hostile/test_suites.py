"""Any file as a suite's: it becomes scripts that can be read, or is refused with one sentence and leaves nothing."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.dialogues.scripts.loading import load_scripts
from agent.dialogues.suites.importing import import_suite
from tests.hostile.test_exports import is_clean, mutated
from tests.hostile.test_pictures import damaged
from tools.errors import GouacheError

FILES = 60
"""Files of each kind."""
ENTRIES: dict[str, Any] = {
    "geneval": {"tag": "position", "prompt": "a kite left of a dog", "exclude": [{"class": "owl", "count": 1}],
                 "include": [{"class": "dog", "count": 1, "color": "red"},
                             {"class": "kite", "count": 2, "position": ["left of", 0]}]},
    "geneval2": {"prompt": "four dogs", "skills": ["count"], "vqa_list": [
        ["How many dogs are in the image?", "four"], ["Are the dogs red?", "Yes"]]},
    "magicbrush": [{"input": "a.png", "instruction": "a hat"}, {"input": "b.png", "instruction": "no hat"}],
    "emu-edit": {"idx": 1, "image": "a.png", "task": "Add", "instruction": "a hat"},
    "imgedit": {"id": "a.png", "turn1": "a hat", "turn2": "no hat"},
    "dialogues": {"category": "x", "messages": [{"role": "user", "content": "a cup", "image": "a.png"},
                                                 {"role": "assistant", "content": "<draw>"}, "and a dog"]},
}  # fmt: skip
KEYED = ("magicbrush", "imgedit")
"""Kinds whose entries have names."""
TEXTS = {
    "dpg": 'item_id,text,category_broad,tuple\n1,a lamp,entity,"entity - whole (lamp)"\n1,a lamp,x,"global - (a, b)"\n',
    "drawbench": "Prompts,Category\na lamp,Colors\n",
    "edival": "image_index,turns,instructions\na,2,\"['a hat', 'no hat']\"\n",
    "t2i-compbench": "a lamp\na desk\n",
}


def _import(kind: str, data: bytes, folder: Path) -> bool:
    """Import a file; whether it became scripts."""
    Image.new("RGB", (8, 8)).save(folder / "a.png")
    file, out = folder / "suite", folder / "out"
    file.write_bytes(data)
    told = ""
    try:
        done = import_suite(kind, file, out)
    except GouacheError as error:
        told = str(error)
    assert is_clean(told)
    if told:
        assert not out.exists()
        return False
    scripts = [script for path in out.glob("*.yaml") for script in load_scripts(path)]
    assert len(scripts) == done.scripts
    assert all(is_clean(turn.say or "") for script in scripts for turn in script.turns)
    shutil.rmtree(out)
    return True


@pytest.mark.parametrize("kind", ENTRIES)
def test_any_json(kind: str, tmp_path: Path) -> None:
    rng = random.Random(kind)
    entry = ENTRIES[kind]
    four = {str(number): entry for number in range(4)} if kind in KEYED else [entry] * 4
    whole = json.dumps(four)
    assert _import(kind, whole.encode(), tmp_path)
    taken = [_import(kind, mutated(whole, rng), tmp_path) for _ in range(FILES)]
    assert 0 < sum(taken) < FILES


@pytest.mark.parametrize("kind", TEXTS)
def test_any_text(kind: str, tmp_path: Path) -> None:
    rng = random.Random(kind)
    assert _import(kind, TEXTS[kind].encode(), tmp_path)
    taken = [_import(kind, damaged(TEXTS[kind].encode(), rng), tmp_path) for _ in range(FILES)]
    assert sum(taken) < FILES
