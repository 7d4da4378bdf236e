"""The storybook world: every word the pocket models know, in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from tools.vocabulary.chinese import MEASURE
from tools.vocabulary.english import plural as plural
from tools.vocabulary.names import Names as Names
from tools.vocabulary.names import fold
from tools.vocabulary.reference_styles import PAINTERLY
from tools.vocabulary.reference_styles import SWATCHES as SWATCHES

COLORS: dict[str, tuple[int, int, int]] = {
    "red": (222, 40, 44),
    "orange": (250, 136, 28),
    "yellow": (252, 212, 44),
    "green": (46, 164, 72),
    "blue": (44, 104, 220),
    "purple": (140, 64, 190),
    "pink": (248, 134, 180),
    "brown": (134, 84, 48),
    "black": (44, 44, 50),
    "white": (246, 246, 248),
}
COLOR_NAMES = Names({
    "red": ("红色", "红"), "orange": ("橙色", "橘色", "橙", "橘"), "yellow": ("黄色", "黄"), "green": ("绿色", "绿"),
    "blue": ("蓝色", "蓝"), "purple": ("紫色", "紫"), "pink": ("粉色", "粉红色", "粉红", "粉"),
    "brown": ("棕色", "褐色", "棕", "咖啡色"), "black": ("黑色", "黑"), "white": ("白色", "白"),
})  # fmt: skip
SIZES = Names(
    {
        "small": ("小", "little", "tiny", "小小", "迷你", "mini", "miniature"),
        "large": ("大", "big", "huge", "giant", "巨大", "超大", "gigantic", "enormous", "massive"),
    }
)
PLACES = Names({
    "left": ("左边", "on the left", "左侧"), "right": ("右边", "on the right", "右侧"),
    "center": ("中间", "in the middle", "centre", "中央", "正中", "居中", "中心", "middle"),
    "top": ("上方", "at the top", "顶部", "最上面"), "bottom": ("下方", "at the bottom", "底部", "最下面"),
})  # fmt: skip
RELATIONS = Names({
    "left of": ("在左边", "to the left of"), "right of": ("在右边", "to the right of"),
    "above": ("在上面", "over"), "below": ("在下面", "under", "beneath"),
})  # fmt: skip
SCENES = Names({
    "meadow": ("草地", "field", "grass", "草原", "草坪", "田野", "lawn", "grassland"),
    "beach": ("海滩", "seaside", "沙滩", "海边", "shore", "seashore"),
    "desert": ("沙漠", "dunes", "大漠"), "snow": ("雪地", "winter", "snowy field", "冬天", "雪景", "下雪"),
    "night": (
        "夜晚", "at night", "night sky", "晚上", "夜里", "nighttime", "midnight", "starry sky", "星空", "深夜", "夜空",
    ),
    "sunset": ("日落", "dusk", "黄昏", "夕阳", "傍晚", "sundown", "evening"),
    "ocean": ("大海", "sea", "海洋", "海上", "open sea", "海里"), "space": ("太空", "outer space", "宇宙", "universe"),
    "city": ("城市", "town", "街道", "street", "downtown", "街上", "城里"),
    "forest": ("森林", "woods", "树林", "jungle", "林子"),
    "room": ("房间", "indoors", "室内", "屋里", "家里", "living room"),
    "mountains": ("山", "mountain", "群山", "山里", "山上", "hills"),
    "sky": ("天空", "clouds", "blue sky", "蓝天", "天上", "空中"),
    "plain": ("纯色背景", "plain background", "blank", "空白", "纯色", "空白背景", "blank background"),
})  # fmt: skip
STYLES = Names({
    "cartoon": ("卡通", "卡通风格"), "flat": ("扁平", "flat vector", "扁平风格"),
    "3d": ("立体", "soft 3d", "三维", "3D"), "sticker": ("贴纸", "贴纸风格"),
    **PAINTERLY,
})  # fmt: skip
NONE = Names()
"""Of times of day, weathers, looks and doings the world has none."""
MAX_COUNT = 4
"""Things of one kind in a picture at most."""
GROUP_MEASURES = {"animal": "只", "vehicle": "辆"}
"""Measure words of most things of a group; `measure_words.tsv` has the others."""
_ALIKE = 70.0
"""How alike in spelling (0 to 100) a thing is named as near."""


@dataclass(frozen=True)
class Noun:
    """One thing the pocket can paint: its emoji, its names (first is canonical) and its group."""

    emoji: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    group: str

    @property
    def name(self) -> str:
        """Its canonical name."""
        return self.english[0]


@cache
def nouns() -> dict[str, Noun]:
    """Every noun by canonical English name, in file order."""
    text = resources.files(__package__).joinpath("nouns.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    found = (Noun(e, tuple(en.split("|")), tuple(zh.split("|")), group) for e, en, zh, group in rows)
    return {noun.name: noun for noun in found}


@cache
def _noun_index() -> dict[str, str]:
    index: dict[str, str] = {}
    for noun in nouns().values():
        for name in (*noun.english, *noun.chinese, noun.emoji):
            index[fold(name)] = noun.name
    return index


def _singulars(word: str) -> list[str]:
    """Candidate singular forms of an English noun phrase, likeliest first."""
    forms = [word]
    if word.endswith("ves"):
        forms += [word[:-3] + "f", word[:-3] + "fe"]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s"):
        forms.append(word[:-1])
    irregular = {"snowmen": "snowman", "fishes": "fish", "mice": "mouse", "leaves": "leaf"}
    return [irregular.get(word, word), *forms]


@lru_cache(8192)
def noun(word: str) -> str | None:
    """Canonical name of a noun given in English or Chinese, singular or plural, or None if unknown."""
    index = _noun_index()
    folded = fold(word)
    for article in ("a ", "an ", "the ", "some "):
        folded = folded.removeprefix(article)
    for form in _singulars(folded):
        if form in index:
            return index[form]
    for chinese_filler in ("一个", "一只", "一", "那个", "这个", "那只", "这只", "小", "大"):
        if folded.startswith(chinese_filler) and folded.removeprefix(chinese_filler) in index:
            return index[folded.removeprefix(chinese_filler)]
    if len(folded) == 2 and folded[0] == folded[1]:  # 猫猫, as one says it to children.
        return index.get(folded[0])
    return None


def _sound(word: str, tones: bool) -> str:
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(word, style=Style.TONE3 if tones else Style.NORMAL))


@cache
def _sounds(tones: bool) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for known in nouns().values():
        for name in known.chinese:
            if len(name) > 1:  # One letter sounds like too many others.
                found.setdefault(_sound(name, tones), []).append((name, known.name))
    return found


def sounding(word: str, tones: bool = True) -> list[str]:
    """The nouns that a Chinese word may stand for when it was typed by sound; may be empty.

    Typing by sound picks wrong characters, not wrong sounds: 菠罗 for 菠萝, 蜜峰 for 蜜蜂. The word must sound like a
    name of two characters or more and share a character with it that is more than an ending: a persimmon (柿子) is
    not a lion (狮子), and a gorilla (猩猩) is not a star (星星).
    """
    if len(word) < 2 or word.isascii():
        return []
    alike = _sounds(tones).get(_sound(word, tones), [])
    return [noun for name, noun in alike if set(name) & set(word) - {"子"}]


def lookup(word: str, table: Names) -> str | None:
    """The canonical name in a table that a word is a name of, or None."""
    return table.find(word)


def color(word: str) -> str | None:
    """Canonical colour, or None if unknown."""
    return lookup(word, COLOR_NAMES)


def scene(word: str) -> str | None:
    """Canonical scene, or None if unknown."""
    return lookup(word, SCENES)


def style(word: str) -> str | None:
    """Canonical style, or None if unknown."""
    return lookup(word.removesuffix(" style"), STYLES)


def chinese(value: str) -> str:
    """A word of the world in Chinese; other words as they are."""
    if value in nouns():
        return nouns()[value].chinese[0]
    tables = (COLOR_NAMES, SIZES, PLACES, RELATIONS, SCENES, STYLES, SWATCHES)
    return next((table[value][0] for table in tables if value in table), value)


@cache
def _measure_words() -> dict[str, str]:
    text = resources.files(__package__).joinpath("measure_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {name: measure for measure, names in rows for name in names.split("|")}


def measure_word(name: str) -> str:
    """The Chinese measure word of a thing by its canonical name: its own, its group's, or the one for anything."""
    known = nouns().get(name)
    return _measure_words().get(name) or GROUP_MEASURES.get(known.group if known else "", MEASURE)


def names_with(word: str, limit: int = 3) -> list[str]:
    """The things that a word is a piece of the names of: 糕 of 蛋糕, "cream" of ice cream; may be empty."""
    piece = fold(word)
    index = _noun_index().items()
    han = not piece.isascii()
    found = (noun for name, noun in index if (piece in name if han else piece in name.split(" ")))
    return list(dict.fromkeys(found))[:limit]


@cache
def _near() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("nearest.tsv").read_text("utf-8")
    return {word: names.split("|") for word, names in (line.split("\t") for line in text.splitlines())}


def is_keyword(word: str) -> bool:
    """Whether the table of keywords says what comes near a word."""
    return any(form in _near() for form in _singulars(fold(word)))


def nearest(word: str, limit: int = 3) -> list[str]:
    """Known nouns nearest to an unknown word, best first; may be empty.

    They are near in meaning where the table of keywords has the word, else in sound and spelling.
    """
    form = next((form for form in _singulars(fold(word)) if form in _near()), None)
    if form:
        return _near()[form][:limit]
    found = list(sounding(word, tones=False))
    alike = process.extract(fold(word), list(_noun_index()), scorer=fuzz.ratio, limit=limit * 2, score_cutoff=_ALIKE)
    for match, _, _ in alike:
        name = _noun_index()[match]
        if name not in found:
            found.append(name)
    return found[:limit]
