"""Files of public suites become scripts: small files of the same shape, in words of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.dialogues.scripts.loading import load_scripts
from agent.dialogues.scripts.schema import Script
from agent.dialogues.suites.importing import KINDS, KNOWN_WORLD, Imported, import_suite
from agent.dialogues.suites.reading import BadSuite
from storage.errors import CannotWrite
from tools.errors import BadArguments

Import = Callable[..., tuple[Imported, list[Script]]]


@pytest.fixture
def bring(tmp_path: Path) -> Import:
    """Writes a file, imports it, and reads the scripts back as `gouache run` does."""

    def bring_in(kind: str, text: str, name: str = "suite.jsonl", **options: Any) -> tuple[Imported, list[Script]]:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        out = tmp_path / "out"
        done = import_suite(kind, file, out, **options)
        return done, [script for path in sorted(out.glob("*.yaml")) for script in load_scripts(path)]

    return bring_in


def _lines(*rows: Any) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def _asked(script: Script, turn: int = 0) -> list[str]:
    checks = script.turns[turn].expect.checks
    assert isinstance(checks, list)
    return [" ".join(filter(None, (c.kind, c.subject, c.value, c.object))) for c in checks]


GENEVAL = (
    {"tag": "counting", "include": [{"class": "owl", "count": 3}], "exclude": [{"class": "owl", "count": 4}],
     "prompt": "a photo of three owls"},
    {"tag": "position", "prompt": "a photo of a boat left of a kite",
     "include": [{"class": "kite", "count": 1}, {"class": "boat", "count": 1, "position": ["left of", 0]}]},
    {"tag": "color_attr", "prompt": "a photo of a red surfboard", "exclude": [{"class": "dog", "count": 1}],
     "include": [{"class": "surfboard", "count": 1, "color": "red"}]},
)  # fmt: skip


def test_genevals_rule_becomes_checks_and_what_is_too_many_is_a_wish(bring: Import) -> None:
    done, scripts = bring("geneval", _lines(*GENEVAL))
    assert [_asked(script) for script in scripts] == [
        ["exists owl", "count owl 3"],
        ["exists kite", "exists sailboat", "relation sailboat left of kite"],
        ["exists surfboard", "color surfboard red", "absent dog"],
    ]
    wishes = [script.turns[0].should for script in scripts]
    assert wishes[0] is None
    assert wishes[1] is not None
    assert [c.value for c in wishes[1].checks or [] if not isinstance(c, str)] == ["1", "1"]
    assert (done.scripts, done.checks, done.known) == (3, 8, 2)
    assert [KNOWN_WORLD in script.tags for script in scripts] == [True, True, False]
    assert scripts[1].tags[:2] == ["geneval", "position"]
    assert scripts[0].turns[0].expect.picture is not None


def test_strictly_one_too_many_fails(bring: Import) -> None:
    _, scripts = bring("geneval", _lines(GENEVAL[1]), strict=True)
    assert _asked(scripts[0])[-2:] == ["count kite 1", "count sailboat 1"]
    assert scripts[0].turns[0].should is None


def test_geneval_2s_questions_become_requirements(bring: Import) -> None:
    questions = [
        ["How many boats are in the image?", "four"], ["Are there any boats in the image?", "Yes"],
        ["Are the boats red?", "Yes"], ["Are the boats to the left of the kites?", "Yes"],
        ["Are there any kites in the image?", "Yes"], ["Are the kites plastic?", "Yes"], ["Who is flying?", "a man"],
    ]  # fmt: skip
    row = {"prompt": "four red boats left of plastic kites", "vqa_list": questions, "skills": ["count", "object"]}
    done, scripts = bring("geneval2", _lines(row))
    assert _asked(scripts[0]) == [
        "count sailboat 4", "exists sailboat", "color sailboat red", "relation sailboat left of kite", "exists kite",
        "attribute kite plastic",
    ]  # fmt: skip
    assert done.unfollowed == 1


def test_dpgs_propositions_become_requirements(bring: Import) -> None:
    rows = [
        "entity - whole (lamps)", "attribute - color (lamp, green)", "relation - spatial (lamp, desk, on)",
        "other - count (lamps, ==2)", "attribute - texture (desk, rough)", "global - (a photograph)",
    ]  # fmt: skip
    table = "item_id,text,proposition_id,category_broad,tuple\n" + "".join(
        f'7,"two lamps, green, on a desk",{number},{row.split()[0]},"{row}"\n' for number, row in enumerate(rows)
    )
    done, scripts = bring("dpg", table, "dpg.csv")
    assert _asked(scripts[0]) == [
        "exists lamp", "color lamp green", "relation lamp on desk", "count lamp 2", "attribute desk rough",
    ]  # fmt: skip
    assert (done.scripts, done.unfollowed) == (1, 1)
    assert scripts[0].turns[0].say == "two lamps, green, on a desk"


@pytest.mark.parametrize(
    ("kind", "name", "text", "tags"),
    [
        ("t2i-compbench", "color_val.txt", "a green lamp and a blue desk\n\na red door\n", {"color"}),
        ("drawbench", "d.csv", 'Prompts,Category\n"a lamp, green",Colors\na red door,Colors\n', {"colors"}),
        ("partiprompts", "p.tsv", "Prompt\tCategory\tChallenge\na lamp\tIndoor\tBasic\na door\tIndoor\tBasic\n",
         {"indoor", "basic"}),
    ],
)  # fmt: skip
def test_lists_and_tables_of_prompts(bring: Import, kind: str, name: str, text: str, tags: set[str]) -> None:
    done, scripts = bring(kind, text, name)
    assert (done.scripts, done.turns, done.checks, done.known) == (2, 2, 0, None)
    assert set(scripts[0].tags) == {kind} | tags


@pytest.mark.parametrize(
    ("kind", "name", "text", "picture", "said"),
    [
        ("magicbrush", "edit_sessions.json",
         json.dumps({"12": [{"input": "12-input.png", "mask": "m.png", "output": "o.png", "instruction": "a hat on it"},
                            {"input": "o.png", "mask": "n.png", "output": "p.png", "instruction": "make it blue"}]}),
         "images/12/12-input.png", ["a hat on it", "make it blue"]),
        ("emu-edit", "emu.jsonl", _lines({"idx": 4, "task": "Color", "instruction": "make it blue"}), "4.png",
         ["make it blue"]),
        ("imgedit", "turns.json", json.dumps({"1": {"id": "a/x.jpg", "turn1": "only green now", "turn2": "a cup"}}),
         "a/x.jpg", ["only green now", "a cup"]),
        ("imgedit", "basic.json", json.dumps({"1": {"id": "x.png", "prompt": "a cup", "edit_type": "add"}}), "x.png",
         ["a cup"]),
        ("edival", "edival.csv",
         "image_index,turns,instructions\n3,1,\"['a cup']\"\n3,2,\"['a cup', \"\"the cup's colour to red\"\"]\"\n",
         "3_input_raw.jpg", ["a cup", "the cup's colour to red"]),
    ],
)  # fmt: skip
def test_edits_begin_with_their_picture(
    bring: Import, tmp_path: Path, kind: str, name: str, text: str, picture: str, said: list[str]
) -> None:
    file = tmp_path / "pictures" / picture
    file.parent.mkdir(parents=True)
    Image.new("RGB", (8, 8), "red").save(file)
    done, scripts = bring(kind, text, name, pictures=tmp_path / "pictures")
    assert done.scripts == 1
    first, *turns = scripts[0].turns
    assert (tmp_path / "out" / str(first.open)).read_bytes() == file.read_bytes()
    assert [turn.say for turn in turns] == said


def test_dialogues_tell_where_pictures_come(bring: Import) -> None:
    said = [
        {"role": "system", "content": "be kind"}, {"role": "user", "content": "draw a cup"},
        {"role": "assistant", "content": "<draw> a cup"}, {"from": "human", "value": "what is a cup for?"},
        {"from": "gpt", "value": "for tea"}, "thank you",
    ]  # fmt: skip
    _, scripts = bring("dialogues", json.dumps([{"messages": said, "category": "Mixed"}]), "d.json")
    first, second, third = scripts[0].turns
    assert first.expect.picture is not None
    assert (second.expect.picture, second.expect.pictures) == (None, 0)
    assert third.expect.model_fields_set == set()
    assert scripts[0].tags == ["dialogues", "mixed"]


@pytest.mark.parametrize(
    ("kind", "name", "text", "told"),
    [
        ("geneval", "x.jsonl", _lines(GENEVAL[0]) + "{no\n", r"x\.jsonl, line 2: no valid JSON"),
        ("geneval", "x.jsonl", _lines({"prompt": "a cup"}), "line 1: nothing is included"),
        ("geneval", "x.jsonl", _lines({"prompt": "a", "include": [{"class": "owl", "count": 10**9}]}), "a count is"),
        ("geneval", "x.jsonl", _lines({"prompt": "a", "include": [{"class": "owl", "position": ["on", 0]}]}), "a pos"),
        ("geneval", "x.jsonl", _lines({"prompt": ["a cup"], "include": [{"class": "owl"}]}), "“prompt” is no text"),
        ("imgedit", "x.json", '{"1": {"id": "../a.png", "prompt": "a"}}', "line 1: “../a.png” is not a path inside"),
        ("imgedit", "x.json", '{"1":\n {"id": "a.png", "prompt": "a"},\n "2": {"id": "b"}}', "line 3: there is no"),
        ("imgedit", "x.json", '{"1": {"id": "gone.png", "prompt": "a"}}', "there is no picture “gone.png”"),
        ("imgedit", "x.json", "[" * 100_000, "nested too deeply"),
        ("edival", "x.csv", 'image_index,turns,instructions\n1,1,"exit(1)"\n', "line 2: “instructions” is no list"),
        ("dpg", "x.csv", "item_id,text\n1,a cup\n", "line 2: the table has no column “tuple”"),
        ("drawbench", "x.csv", "Text,Category\na cup,x\n", "line 2: there is no text under “Prompts”"),
        ("t2i-compbench", "x.txt", "a cup\n/open /etc/passwd\n", "line 2: .* would be taken for a command"),
        ("t2i-compbench", "x.txt", "a cup\n" + "a" * 5000, "line 2: a message has 5,000 characters"),
        ("t2i-compbench", "x.txt", "\n\n", "has no entries"),
        ("dialogues", "x.json", '[{"messages": [{"role": "king", "content": "a"}]}]', "“king” is no role"),
        ("dialogues", "x.json", '[{"text": "a"}]', "line 1: there is no list of messages"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_sentence_and_nothing_is_written(
    bring: Import, tmp_path: Path, kind: str, name: str, text: str, told: str
) -> None:
    with pytest.raises(BadSuite, match=told):
        bring(kind, text, name)
    assert not (tmp_path / "out").exists()


def test_what_a_file_says_reaches_no_terminal_and_no_parameter(bring: Import) -> None:
    _, scripts = bring("t2i-compbench", "a \x1b[31mcup {color} # no: [comment]\n", "x.txt")
    assert scripts[0].turns[0].say == "a cup {color} # no: [comment]"


def test_an_unknown_kind_and_a_full_folder_are_refused(bring: Import, tmp_path: Path) -> None:
    with pytest.raises(BadArguments, match="did you mean geneval"):
        bring("genval", "{}")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.yaml").write_text("name: mine")
    with pytest.raises(CannotWrite, match="not empty"):
        bring("t2i-compbench", "a cup\n")
    assert (tmp_path / "out" / "mine.yaml").read_text() == "name: mine"


def test_scripts_for_a_profile_file_do_not_tell_its_folder(tmp_path: Path, tiny: str) -> None:
    (tmp_path / "list.txt").write_text("a lamp\n")
    import_suite("t2i-compbench", tmp_path / "list.txt", tmp_path / "out", profile=tiny)
    (file,) = (tmp_path / "out").iterdir()
    assert f"profile: {Path(tiny).name}\n" in file.read_text()
    (script,) = load_scripts(file, tiny)  # As `gouache run --profile FILE` does.
    assert script.profile == tiny


def test_every_kind_says_how_it_scores() -> None:
    from tools.sentences import read_catalogue

    rules = read_catalogue("tui.texts", "zh")["suites"]
    assert {kind.rule for kind in KINDS.values()} <= rules.keys()
