"""Any text as a script, a profile or settings: it is taken, or refused with one sentence that names the file."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.dialogues.scripts.loading import BadScript, find_scripts, load_scripts
from storage.errors import BadSettings
from storage.settings import load_settings, save_settings
from tools import profiles
from tools.engines.registry import load_engine
from tools.errors import BadProfile, GouacheError

ROUNDS = 60
EXAMPLES = Path(__file__).parents[2] / "examples"
PIECES = (
    "[" * 2000, "{" * 2000, "{a: " * 500, "- " * 500, "9" * 5000, "1e999", ".nan", "-.inf", "0o9", "0x", "2001-99-99",
    "2020-13-45 99:99:99", "!!int abc", "!!float zz", "!!bool perhaps", "!!binary x", "!!timestamp x", "!!set {a}",
    "!!python/object/apply:os.system [ls]", "&a [*a]", "*nowhere", "<<: 3", "? [a]", "%YAML 9.9", "---", "...", "\t",
    "|", ">-", "\x00", "\x7f", "\x1b[2J", "\u202e", "\ufeff", "\uffff", "'", '"', '"""', "'''", "\\", ": : :",
    "a.b.c = 1", ".".join(["a"] * 5000) + " = 1", "[[x]]", "[director]", "= =", "\r", "null", "~", "no", "”", "𝒇" * 99,
)  # fmt: skip


MANY_KEYS = """
name: "{color} bird"
tags: [quick]
for each: {color: [red, blue], count: [1, 2]}
setup:
  - include: _part.yaml
turns:
  - say: "{count} {color} birds"
    if asked: the {color} one
    passes: 1 of 2
    expect: {intent: [create, edit], checks: [{kind: exists, subject: bird, at_least: 0.5}], seconds: 3, pictures: 1}
    should: {says: {has: [bird], lacks: [dog]}, prompt: ["{color}"]}
  - open: dog.png
    expect: {picture: {is: new, size: 8x8, changed: {most: 0.5}, region: [0, 0, 1, 0.5], outside_db: 30}}
"""


def mutated(text: str, rng: random.Random) -> bytes:
    """A text with odd pieces in it, lines out of order, or in another encoding."""
    lines = text.splitlines(keepends=True)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines[at] = lines[at].partition(rng.choice(":="))[0] + "\n"
            case 1 | 2:
                head, mark, _ = lines[at].partition(rng.choice((":", "=")))
                lines[at] = f"{head}{mark or ':'} {rng.choice(PIECES)}\n"
            case 3:
                lines.insert(at, " " * rng.randrange(8) + rng.choice(PIECES) + "\n")
            case 4:
                rng.shuffle(lines)
            case _:
                lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
    whole = "".join(lines)
    if rng.random() < 0.1:
        return whole.encode(rng.choice(("utf-16", "utf-32", "utf-8-sig", "cp037")), "replace")
    data = bytearray(whole.encode("utf-8", "replace"))
    if data and rng.random() < 0.2:
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def refusal(use: Callable[[], object], expected: type[GouacheError]) -> str | None:
    """The one sentence with which something is refused; None where it is taken."""
    try:
        use()
    except expected as error:
        text = str(error)
        assert text.endswith("."), text
        assert text.isprintable(), text
        assert len(text) < 1500, text
        return text
    return None


def test_any_text_as_a_script(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(19)
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.yaml"))] + [MANY_KEYS] * 6
    (tmp_path / "_part.yaml").write_text("turns:\n  - say: hi\n")
    (tmp_path / "dog.png").write_bytes(b"")
    path, refused = tmp_path / "x.yaml", 0
    path.write_text(MANY_KEYS)
    assert len(load_scripts(path)) == 4
    for _ in range(ROUNDS):
        path.write_bytes(mutated(rng.choice(texts), rng))
        sentence = refusal(lambda: load_scripts(path), BadScript)
        refused += sentence is not None
        assert sentence is None or str(path) in sentence
    assert refused > ROUNDS / 3
    assert capfd.readouterr() == ("", "")


def test_any_text_as_a_profile_or_settings(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rng, text = random.Random(20), (Path(profiles.__file__).parent / "pocket.toml").read_text("utf-8")
    path, refused = tmp_path / "x.toml", 0
    home.mkdir()
    monkeypatch.delenv("GOUACHE_PROFILE", raising=False)
    for _ in range(ROUNDS):
        data = mutated(text, rng)
        path.write_bytes(data)
        refused += refusal(lambda: profiles.load_profile(str(path)), BadProfile) is not None
        (home / "settings.toml").write_bytes(data)
        refusal(load_settings, BadSettings)
        refusal(lambda: save_settings(seed=3), BadSettings)
    assert refused > ROUNDS / 3
    assert capfd.readouterr() == ("", "")


CLASSES = ("", ":", "::", "..:X", "a:", ":A", "sys:path", "os:system", "subprocess:Popen", "builtins:exec", "x y:Z",
           "langchain_core", "langchain_core:", "langchain_core:x", "langchain_core.prompts:PromptTemplate",
           "langchain_core.runnables:RunnableLambda", "langchain_:X", "langchain_core.language_models:BaseChatModel",
           "langchain_core/../os:system", "langchain_core;os:system", "\x1b[2J:X")  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_no_class_is_loaded_that_is_no_chat_model(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    spec = profiles.ModelSpec(kind="langchain", model=name, options={"args": ["touch", "pwned"], "command": "ls"})
    profile = profiles.load_profile("pocket").model_copy(update={"director": spec})
    assert refusal(lambda: load_engine("director", profile), GouacheError)
    assert not list(tmp_path.glob("pwned"))


def test_what_is_no_regular_file_is_no_script_and_no_profile(tmp_path: Path) -> None:
    for ending in ("yaml", "toml"):
        os.mkfifo(tmp_path / f"pipe.{ending}")
        (tmp_path / f"folder.{ending}").mkdir()
        (tmp_path / f"zero.{ending}").symlink_to("/dev/zero")
        (tmp_path / f"loop.{ending}").symlink_to(f"loop.{ending}")
    for path in tmp_path.iterdir():
        script = refusal(lambda path=path: [load_scripts(file) for file in find_scripts([path])], BadScript)
        assert script is not None
        if path.suffix == ".toml":
            assert refusal(lambda path=path: profiles.load_profile(str(path)), BadProfile) is not None
