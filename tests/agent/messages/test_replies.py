"""What is said of wishes, pictures and the packaged director's own sentences."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from agent.brief.edits import Edit, EditError
from agent.brief.model import Brief, Element
from agent.brief.resolution import resolve_edits
from agent.director.plan import Plan
from agent.messages.catalogue import catalogue
from agent.messages.replies import Replies
from storage.store import Store
from tests.agent.plans import BLUE, RED_BIRD, Make
from tools.sentences import LANGUAGES
from tools.types import Check, Requirement, Verdict
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Language, UnknownTerm

STORYBOOK = vocabulary_of("storybook")
HERE = Brief(elements=(Element(what="horse"), Element(what="tent")))


def _refusal(language: Language, *edits: Edit) -> str:
    replies = Replies(language, STORYBOOK)
    try:
        resolve_edits(edits, HERE, STORYBOOK)
    except UnknownTerm as wish:
        return replies.unknown_term(wish)
    except EditError as error:
        return replies.edit_error(error)
    return "granted"


def test_everything_unknown_is_told_at_once() -> None:
    edits = (
        Edit(op="add", what="wyvern"), Edit(op="add", what="harp", color="gold"),
        Edit(op="remove", what="zebra"), Edit(op="scene", to="moon"),
    )  # fmt: skip
    said = _refusal("en", *edits)
    assert said.startswith("I can't paint “wyvern” and “harp”: they are outside my storybook world.")
    assert "Closest to “harp”: trumpet, violin and guitar." in said
    assert said.endswith(
        "I don't have the color “gold”. Closest: yellow. I don't have the scene “moon”. Closest: space."
    )
    assert "“wyvern”和“harp”" in _refusal("zh", *edits)


@pytest.mark.parametrize(
    ("kind", "word", "near"),
    [
        ("color", "golden", ["yellow"]), ("color", "grey", ["black", "white"]), ("color", "silver", ["white", "black"]),
        ("color", "turquoise", ["blue", "green"]), ("color", "beige", ["white", "brown"]),
        ("color", "dark blue", ["blue"]), ("color", "灰色", ["black", "white"]), ("color", "深蓝色", ["blue"]),
        ("color", "purpel", ["purple"]), ("scene", "moon", ["space"]), ("scene", "公园", ["meadow", "forest"]),
        ("style", "baroque", ["oil"]), ("style", "国画风格", ["ink wash", "watercolor"]), ("size", "tall", ["large"]),
    ],
)  # fmt: skip
def test_the_nearest_value_is_near_in_meaning(kind: str, word: str, near: list[str]) -> None:
    assert STORYBOOK.unknown(kind, word).near == near  # type: ignore[arg-type]


def test_the_table_of_near_values_names_only_values_of_the_world() -> None:
    text = resources.files("tools.vocabulary.storybook").joinpath("near_values.tsv").read_text("utf-8")
    seen: set[tuple[str, str]] = set()
    for kind, near, words in (line.split("\t") for line in text.splitlines()):
        instead = {"time": "scene", "weather": "scene", "look": "style"}.get(kind, kind)
        known = {term.name for term in STORYBOOK.terms(instead)} | {  # type: ignore[arg-type]
            "woodcut", "mosaic", "ink wash", "stained glass", "pointillism", "crayon", "embroidery", "blueprint",
        }  # fmt: skip
        assert set(near.split("|")) <= known, near
        for word in words.split("|"):
            assert (kind, word) not in seen, word
            seen.add((kind, word))


@pytest.mark.parametrize(
    ("language", "edit", "said"),
    [
        ("zh", Edit(op="add", what="蓝"), "“蓝”是颜色，说说要用在什么东西上。"),
        ("zh", Edit(op="add", what="沙漠"), "“沙漠”是场景，可以说“场景换成沙漠”。"),
        ("zh", Edit(op="add", what="糕"), "“糕”是指蛋糕或纸杯蛋糕吗？请说全名。"),
        ("en", Edit(op="add", what="watercolor"), "“watercolor” is a style; say “change the style to watercolor”."),
        ("en", Edit(op="add", what="cat", count=9), "I can paint at most 4 things of one kind, not 9."),
        ("zh", Edit(op="remove", what="sheep"), "图里没有绵羊，现在只有马和帐篷。"),
        ("zh", Edit(op="add", what="cat", rel="left of", of="tree"),
         "图里没有树，没法放在它旁边；可以先说“加一棵树”。"),
        ("en", Edit(op="add", what="horse", color="black"),
         "All things of one kind share one color, size and place; ask for one of these, for example “two horses”."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_can_be_done_instead(language: Language, edit: Edit, said: str) -> None:
    assert _refusal(language, edit) == said


def test_two_of_a_kind_that_differ_are_told_what_they_share() -> None:
    cats = (Edit(op="add", what="cat", color="black"), Edit(op="add", what="cat", color="white"))
    assert _refusal("zh", *cats).endswith("选一种就行，比如“两只黑色的猫”。")


def _check(kind: str, seen: str = "", verdict: Verdict = "fail", **asked: str) -> Check:
    requirement = Requirement.model_validate({"kind": kind, **asked})
    return Check(requirement=requirement, verdict=verdict, probability=0.01, seen=seen)


@pytest.mark.parametrize(
    ("check", "english", "chinese"),
    [
        (_check("exists", subject="pear"), "I can't make out a pear", "没认出梨"),
        (_check("absent", subject="cat"), "the cat is still there", "猫还在"),
        (_check("count", "2", subject="banana", value="3"),
         "there should be three bananas, but I see two", "香蕉该有三根，现在看着是两根"),
        (_check("color", "mixed", subject="bicycle", value="red"),
         "the bicycle should be red, but I see several colors", "自行车该是红色，现在看着是好几种颜色"),
        (_check("place", "center", subject="sailboat", value="left"),
         "the sailboat should be on the left, but I see it in the center", "帆船该在左边，现在看着在中间"),
        (_check("relation", "no", subject="rabbit", value="right of", object="bear"),
         "the rabbit should be right of the bear, but it is not", "兔子该在熊的右边，现在不在那儿"),
        (_check("relation", "no", subject="cat", value="between", object="dog and tree"),
         "the cat should be between the dog and the tree, but it is not", "猫该在狗和树的中间，现在不在那儿"),
        (_check("place", "between", subject="cat", value="left"),
         "the cat should be on the left, but I see it in between", "猫该在左边，现在看着在两者之间"),
        (_check("style", "cartoon", value="pixel"), "the style should be pixel, but I see cartoon",
         "风格该是像素，现在看着像卡通"),
    ],
)  # fmt: skip
def test_a_failure_says_what_was_asked_and_what_is_seen(check: Check, english: str, chinese: str) -> None:
    assert Replies("en", STORYBOOK).verdicts([check]) == f"Not right yet: {english}."
    assert Replies("zh", STORYBOOK).verdicts([check]) == f"还差一点：{chinese}。"
    unsure = check.model_copy(update={"verdict": "unsure"})
    assert Replies("en", STORYBOOK).verdicts([unsure]).startswith("I am not sure whether ")
    assert re.search("有没有|是不是|在不在", Replies("zh", STORYBOOK).verdicts([unsure]))


def test_every_taught_sentence_is_said_in_the_person_s_language() -> None:
    taught = tomllib.loads(resources.files("agent.messages").joinpath("taught.toml").read_text("utf-8"))
    for language in LANGUAGES:
        assert catalogue(language)["taught"].keys() == taught.keys()
    english, chinese = Replies("en", STORYBOOK), Replies("zh", STORYBOOK)
    for sentences in taught.values():
        assert len({chinese.taught(one.replace("{names}", "horse, cat")) for one in sentences}) <= len(sentences)
        assert not re.search("[一-鿿]", "".join(map(english.taught, sentences)).replace("{names}", ""))
    assert chinese.taught("Which one: horse, 帐篷?") == "哪一个：马、帐篷？"
    assert english.taught("Ask me later.") == "Ask me later."


def test_what_the_painter_knows_is_listed(studio: Make) -> None:
    chinese = Replies("zh", STORYBOOK)
    assert chinese.world().startswith("我会画248种东西，有10种颜色、14种场景和16种风格。")
    assert "ink wash" in Replies("en", STORYBOOK).world("style")
    things = chinese.world("thing")
    assert all(f"{term.chinese[0]}" in things for term in STORYBOOK.terms("thing"))
    assert "takes any words" in (studio(RED_BIRD).send("/world scenes").reply or "")


def test_an_edit_that_changed_nothing_says_so(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, Plan(intent="enhance", method="brighter"))
    made.send("a red bird in a meadow")
    turn = made.send("/region 0,0,.01,.01 make it so")
    del turn
    assert store.current(made.session_id) is not None


def test_a_replaced_thing_whose_color_is_gone_is_told(studio: Make) -> None:
    red_car = Plan(intent="create", edits=(Edit(op="add", what="car", color="red"),))
    made = studio(red_car, Plan(intent="edit", edits=(Edit(op="replace", what="car", to="tractor"),)))
    made.send("a red car")
    said = made.send("a tractor instead of the car").reply or ""
    assert "The tractor need not be red as the car was; say so if it should." in said


def test_an_edit_of_an_older_picture_says_which(studio: Make) -> None:
    made = studio(RED_BIRD, BLUE, Plan(intent="branch", picture=1, edits=BLUE.edits))
    assert (made.send("a red bird").reply or "").startswith("Here is #1. ")
    assert (made.send("make it blue").reply or "").startswith("Here is #2. ")
    assert (made.send("go back to 1 and make it blue").reply or "").startswith("Here is #3, made from #1. ")


@pytest.mark.parametrize(("psnr", "words"), [(99.0, "same"), (45.0, "nearly"), (24.2, "alike"), (12.9, "different")])
def test_a_comparison_says_in_words_how_alike_pictures_look(psnr: float, words: str) -> None:
    said = Replies("en", vocabulary_of("storybook")).comparison(1, 2, psnr, [])
    assert words in said.split(".")[0]
    assert "dB" not in said
