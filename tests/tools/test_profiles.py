"""Profiles: where they are found, which chat models they may name, and what is said about odd ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import profiles
from tools.engines.registry import load_engine
from tools.errors import BadProfile, GouacheError, ModelMissing
from tools.profiles.chat_models import require_chat_model

FAKE = "langchain_core.language_models.fake_chat_models:FakeListChatModel"


def _write(path: Path, director: str) -> str:
    pocket = (Path(profiles.__file__).parent / "pocket.toml").read_text()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(pocket.replace('kind = "pocket"\nmodel = "package:director"', director))
    return str(path)


def test_a_persons_own_profiles_have_names(home: Path) -> None:
    packaged = profiles.profile_names()
    assert "pocket" in packaged
    _write(home / "profiles" / "mine.toml", f'kind = "langchain"\nmodel = "{FAKE}"')
    _write(home / "profiles" / "pocket.toml", 'kind = "langchain"\nmodel = "x:Y"')
    assert profiles.profile_names() == [*packaged, "mine"]
    assert profiles.load_profile("mine").director.kind == "langchain"
    assert profiles.load_profile("pocket").director.kind == "pocket"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "is not valid TOML"),
        ("width = " + "9" * 5000, "a number has too many digits"),
        ("x = " + "[" * 5000, "nested too deeply"),
        (".".join(["a"] * 20_000) + " = 1", "line 1 is nested too deeply"),
        ("#" * 300_000, "larger than 256 KB"),
        (b"name = '\xff'", "not UTF-8"),
        ('"\\u001b[2J\\n" = 1', "is wrong at"),
    ],
)
def test_odd_profiles_are_one_sentence(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BadProfile, match=message) as error:
        profiles.load_profile(str(path))
    assert "\n" not in str(error.value)
    assert "\x1b" not in str(error.value)


def test_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    for name in (str(tmp_path), str(tmp_path / "a.toml"), "/dev/zero", "a\0.toml", "\x1b[2J", ""):
        with pytest.raises(BadProfile) as error:
            profiles.load_profile(name)
        assert "\n" not in str(error.value)
        assert "\x1b" not in str(error.value)


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    path = Path(_write(tmp_path / "bom.toml", 'kind = "pocket"\nmodel = "package:director"'))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert profiles.load_profile(str(path)).name == "pocket"


@pytest.mark.parametrize(
    ("director", "error", "message"),
    [
        ('model = "subprocess:Popen"\noptions = {args = ["touch", "pwned"]}', BadProfile, "chat_models = "),
        ('model = ""', BadProfile, "names no chat model"),
        ('model = ":"', BadProfile, "names no chat model"),
        ('model = "..:X"', BadProfile, "names no chat model"),
        ('model = "langchain_core"', BadProfile, "names no chat model"),
        ('model = "sys:path"', BadProfile, "is of no langchain_… package"),
        ('model = "langchain_nowhere:Chat"', BadProfile, "install its package"),
        ('model = "langchain_core.language_models:Nothing"', BadProfile, "install its package"),
        ('model = "langchain_core.prompts:PromptTemplate"', BadProfile, "is no LangChain chat model"),
        ('model = "langchain_core.language_models:BaseChatModel"', ModelMissing, "could not be loaded"),
        (f'model = "{FAKE}"\noptions = {{responses = 3}}', ModelMissing, "could not be loaded"),
    ],
)
def test_a_director_is_a_chat_model_of_a_known_package(
    tmp_path: Path, director: str, error: type[GouacheError], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    profile = profiles.load_profile(_write(tmp_path / "x.toml", f'kind = "langchain"\n{director}'))
    with pytest.raises(error, match=message) as raised:
        load_engine("director", profile)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "pwned").exists()


def test_other_chat_models_are_imported_only_once_the_person_allows_them(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my_models.py").write_text(
        f"import pathlib\nfrom {FAKE.replace(':', ' import ')} as Mine\npathlib.Path('loaded').touch()\nnumber = 3\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    profile = profiles.load_profile(
        _write(tmp_path / "x.toml", 'kind = "langchain"\nmodel = "my_models:Mine"\noptions = {responses = ["hi"]}')
    )
    with pytest.raises(BadProfile, match=r'chat_models = \["my_models:Mine"\] at the top of .*settings\.toml'):
        load_engine("director", profile)
    assert not (tmp_path / "loaded").exists()
    home.mkdir()
    (home / "settings.toml").write_text('chat_models = ["my_models:Mine", "my_models:number"]\n')
    assert load_engine("director", profile).info.name == "my_models:Mine"
    with pytest.raises(BadProfile, match="is no LangChain chat model"):
        require_chat_model("my_models:number")
    sys.modules.pop("my_models")


def test_no_option_of_a_profile_runs_code(tiny: str, tmp_path: Path) -> None:
    path = tmp_path / "code.toml"
    path.write_text(Path(tiny).read_text() + "[eyes.options]\ntrust_remote_code = true\n")
    with pytest.raises(BadProfile, match="trust_remote_code of the eyes would run code"):
        load_engine("eyes", profiles.load_profile(str(path)))


def test_options_that_a_model_does_not_take_are_one_sentence(tiny: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(Path(tiny).read_text() + '[eyes.options]\nrevision = 5\nlocal_files_only = "x"\nnonsense = []\n')
    with pytest.raises(ModelMissing, match=r"The eyes model .* could not be loaded") as error:
        load_engine("eyes", profiles.load_profile(str(path)))
    assert "\n" not in str(error.value)


SHIPPED = ["pocket", "qwen21", "studio-16", "studio-24", "studio-8", "studio-80"]


def test_the_shipped_profiles_can_be_loaded_by_the_installed_libraries() -> None:
    import diffusers

    from tools.engines.diffusers.families import FAMILIES

    classes = {
        "black-forest-labs/FLUX.2-klein-4B": "Flux2KleinPipeline", "Tongyi-MAI/Z-Image-Turbo": "ZImagePipeline",
        "Qwen/Qwen-Image-2512": "QwenImagePipeline", "Qwen/Qwen-Image-Edit-2511": "QwenImageEditPlusPipeline",
        "Qwen/Qwen-Image-2.1-Turbo": "QwenImage21Pipeline",
    }  # fmt: skip
    assert profiles.profile_names() == SHIPPED
    for name in SHIPPED:
        profile = profiles.load_profile(name)
        assert profile.name == name
        assert {"en", "zh"} == set(profile.about)
        assert profile.licence
        for role in ("painter", "editor", "stylist"):
            spec = profile.spec(role)
            if spec.kind == "diffusers":
                family = FAMILIES[classes[spec.model]]
                assert hasattr(diffusers, classes[spec.model])
                assert family.paints or role != "painter"
                assert family.edit == "instruct" or role == "painter"
                assert family.references or role != "stylist"


def test_a_profile_takes_from_its_base_what_it_leaves_out(home: Path) -> None:
    folder = home / "profiles"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(
        'base = "studio-24"\nsteps = 12\n[painter]\noptions = { batch = 2 }\n'
        '[director]\nkind = "langchain"\nmodel = "langchain_openai:ChatOpenAI"\n'
    )
    mine, below = profiles.load_profile("mine"), profiles.load_profile("studio-24")
    assert (mine.name, mine.steps, mine.width) == ("mine", 12, below.width)
    assert mine.painter.options == {"distilled": True, "batch": 2}
    assert mine.painter.model == below.painter.model == profiles.load_profile("studio-16").painter.model
    assert (mine.painter.least, profiles.load_profile("studio-16").painter.least) == ("16-bit", "8-bit")
    assert mine.director == profiles.ModelSpec(kind="langchain", model="langchain_openai:ChatOpenAI")


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ('"loop"', "would build on itself"), ('"other"', r"other → loop → other|loop → other → loop"),
        ('"nowhere"', "There is no profile “nowhere”"), ("3", "is no name of a profile"),
        ('"/etc/x.toml"', "is no name of a profile"),
    ],
)  # fmt: skip
def test_a_base_that_makes_no_sense_is_one_sentence(home: Path, base: str, message: str) -> None:
    folder = home / "profiles"
    folder.mkdir(parents=True)
    (folder / "loop.toml").write_text(f"base = {base}\n")
    (folder / "other.toml").write_text('base = "loop"\n')
    with pytest.raises(BadProfile, match=message) as error:
        profiles.load_profile("loop")
    assert "\n" not in str(error.value)
