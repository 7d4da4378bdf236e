"""Settings come from a TOML file and the environment, and saving keeps what else is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import BadSettings
from storage.settings import load_settings, save_settings


@pytest.fixture
def file(home: Path) -> Path:
    """The settings file; its folder exists, the file does not."""
    home.mkdir()
    return home / "settings.toml"


def test_without_a_file_there_are_defaults(home: Path) -> None:
    settings = load_settings()
    assert (settings.profile, settings.seed, settings.graphics) == ("pocket", 0, "auto")


def test_the_environment_overrides_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("seed = 3\n")
    monkeypatch.setenv("GOUACHE_SEED", "4")
    assert load_settings().seed == 4


def test_saving_creates_the_file(home: Path) -> None:
    save_settings(seed=12, theme="textual-light")
    assert (home / "settings.toml").read_text() == 'seed = 12\ntheme = "textual-light"\n'


def test_saving_keeps_comments_unknown_keys_and_tables(file: Path) -> None:
    file.write_text('# mine\nseed = 3  # lucky\nfuture = "kept"\n\n[other]\nseed = 1 # not ours\n')
    save_settings(seed=12, theme="textual-light")
    text = file.read_text()
    assert text.startswith('# mine\nseed = 12  # lucky\nfuture = "kept"\n')
    assert text.endswith("\n[other]\nseed = 1 # not ours\n")
    assert text.index("theme") < text.index("[other]")
    assert load_settings().theme == "textual-light"
    assert list(file.parent.glob("*.part")) == []


def test_text_is_quoted_as_toml(file: Path) -> None:
    save_settings(profile='C:\\models\\"mine".toml')
    assert load_settings().profile == 'C:\\models\\"mine".toml'


def test_an_invalid_value_is_named_and_not_written(file: Path) -> None:
    file.write_text("seed = 3\n")
    with pytest.raises(BadSettings, match="The setting seed is invalid"):
        save_settings(seed=-4)
    assert file.read_text() == "seed = 3\n"


def test_an_invalid_value_in_the_file_is_named(file: Path) -> None:
    file.write_text('graphics = "loud"\n')
    with pytest.raises(BadSettings, match=r"The setting graphics is invalid.*settings\.toml or GOUACHE_GRAPHICS"):
        load_settings()


@pytest.mark.parametrize("change", [load_settings, lambda: save_settings(seed=1)])
def test_a_file_that_is_not_toml_is_named(file: Path, change: object) -> None:
    file.write_text("seed = = 3\n")
    with pytest.raises(BadSettings, match="not valid TOML"):
        change()  # type: ignore[operator]
    assert file.read_text() == "seed = = 3\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed = " + "9" * 5000, "a number has too many digits"),
        ("x = " + "[" * 5000, "nested too deeply"),
        (".".join(["a"] * 20_000) + " = 1", "nested too deeply"),
        ("#" * 300_000, "larger than 256 KB"),
    ],
)
def test_odd_settings_are_one_sentence(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    for use in (load_settings, lambda: save_settings(seed=1)):
        with pytest.raises(BadSettings, match=message) as error:
            use()
        assert "\n" not in str(error.value)
    assert file.read_text() == text


def test_a_byte_order_mark_is_left_out(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfseed = 3\n")
    assert load_settings().seed == 3
    save_settings(seed=4)
    assert file.read_text() == "seed = 4\n"
