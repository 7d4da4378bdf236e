"""One person talking: nouns, attributes and noun phrases in English and Chinese."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from agent.brief.edits import Edit
from tools.vocabulary.base import UnknownTerm
from agent.brief.resolution import resolve_edit
from agent.brief.wording import NUMBERS
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training import CACHE
from training.corpus.wordings import things
from training.corpus.wordings.bare import SCENE_TALK

EMOJIBASE = CACHE / "node_modules" / "emojibase-data"
THINGS = (3, 4, 5, 6, 7)
"""Emojibase groups: animals and nature, food, travel, activities, objects."""


@cache
def outside(lang: str, testing: bool) -> list[str]:
    """Names of things that the world does not know, from CLDR through emojibase; a sixth is kept for testing.

    They teach the director to copy what is said instead of choosing among the nouns it has seen.
    """
    rows = json.loads((EMOJIBASE / lang / "data.json").read_text("utf-8"))
    labels = [row["label"].lower() for row in rows if row.get("group") in THINGS]
    fitting = [
        n for n in labels if lexicon.noun(n) is None and len(n.split()) < 4 and re.fullmatch(r"[a-z \u4e00-\u9fff]+", n)
    ]
    return things.split(list(dict.fromkeys(fitting)), testing)


@cache
def long_names() -> list[str]:
    """English names of several words: too rare among all for a small model to learn that they stay whole."""
    return [name for noun in lexicon.nouns().values() for name in noun.english if " " in name]


ZH_NUMBERS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八"}
MEASURES = {
    "animal": "只", "plant": "棵", "food": "个", "vehicle": "辆", "building": "座", "clothes": "件", "sky": "个",
    "music": "个", "thing": "个",
}  # fmt: skip
MEASURE_OF = {
    word: measure
    for measure, words in {
        "条": "fish snake scarf dress jeans crocodile shark caterpillar dolphin ribbon dragon dog", "匹": "horse zebra camel unicorn wolf llama",
        "头": "elephant cow pig lion rhino hippo whale bear", "朵": "rose tulip sunflower daisy cloud hibiscus cherry_blossom mushroom",
        "把": "umbrella guitar violin key scissors hammer chair sword broom", "根": "banana carrot candle pencil crayon corn lollipop magic_wand",
        "块": "cake cheese bread pizza cookie watermelon puzzle_piece", "台": "television laptop camera radio telescope", "架": "airplane piano helicopter",
        "艘": "ship sailboat ufo", "双": "shoe socks gloves boot", "片": "maple_leaf clover snowflake", "颗": "star diamond heart planet strawberry candy egg",
        "本": "book books", "顶": "top_hat crown tent cap", "份": "fries sushi popcorn burger pancakes", "面": "flag shield drum", "间": "house factory church",
        "串": "grapes blueberries", "张": "bed door", "盏": "light_bulb flashlight", "枚": "ring egg", "位": "robot alien ghost", "道": "rainbow lightning_bolt",
        "副": "glasses", "部": "telephone camera", "团": "fire", "枝": "rose pencil", "瓶": "wine_glass", "株": "cactus potted_plant tree",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Chinese measure words of single things, beside their group's."""
IN_SCENE = {
    "meadow": "in a meadow", "beach": "on the beach", "desert": "in the desert", "snow": "in the snow", "night": "at night",
    "sunset": "at sunset", "ocean": "on the ocean", "space": "in space", "city": "in the city", "forest": "in the forest",
    "room": "in a room", "mountains": "in the mountains", "sky": "in the sky", "plain": "on a plain background",
}  # fmt: skip
ODD_COLORS = {
    "en": ["turquoise", "golden", "silver", "grey", "gray", "beige", "maroon", "crimson", "violet"],
    "zh": ["银色", "金色", "灰色", "米色", "青色", "墨绿色", "银白色", "灰"],
}  # fmt: skip
"""Colours that the world does not know: they are copied."""
OTHER = {"en": ["the other one", "the other", "the other thing"], "zh": ["另一个", "另外那个", "另外一个", "其他那个"]}
ZH_RELATIONS = {
    "left of": ["左边", "左侧", "左面"], "right of": ["右边", "右侧", "右面"], "above": ["上面", "上方", "上边", "头顶"],
    "below": ["下面", "下方", "底下", "下边"],
}  # fmt: skip
RELATIONS = {
    "left of": ["to the left of", "left of", "on the left side of", "on the left of"],
    "right of": ["to the right of", "right of", "on the right side of", "on the right of"],
    "above": ["above", "over", "on top of", "above"], "below": ["below", "under", "beneath", "underneath"],
}  # fmt: skip


@dataclass
class Speaker:
    """One person talking: a language, a source of chance, and whether test wordings are used."""

    rng: np.random.Generator
    lang: str
    testing: bool = False
    outside: float = 0.35

    def pick(self, options: Any) -> Any:
        """One of a list's entries."""
        return options[int(self.rng.integers(len(options)))]

    def wording(self, options: list[Any]) -> Any:
        """One of a list's wordings on our side of the train/test split, spoken; a pair keeps its second half."""
        chosen = self.pick(things.split(options, self.testing))
        if isinstance(chosen, tuple):
            return things.spoken(chosen[0], self.pick), chosen[1]
        return things.spoken(chosen, self.pick)

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def noun(self) -> str:
        """How a random thing is called; sometimes one that the world does not know."""
        if self.chance(self.outside):
            return str(self.pick(outside(self.lang, self.testing)))
        if self.lang == "en" and self.chance(0.12):
            return str(self.pick(long_names()))
        known = self.pick(list(lexicon.nouns().values()))
        # Some Chinese messages have an English word in them.
        english = self.lang == "en" or self.chance(0.03)
        return str(self.pick(known.english if english else known.chinese))

    def any_color(self) -> tuple[str, str]:
        """A colour's words and its canonical name, or an unknown one that stays as it is."""
        if self.chance(0.06):
            odd = str(self.pick(ODD_COLORS[self.lang]))
            return odd, odd
        name = str(self.pick(list(lexicon.COLORS)))
        return self.color(name), name

    def color(self, name: str) -> str:
        if self.lang == "zh" and name in lexicon.COLOR_NAMES:
            others = [n for n in lexicon.COLOR_NAMES[name] if not n.isascii()]
            return str(self.pick(others)) if self.chance(0.4) else others[0]
        return name

    def size(self, name: str) -> str:
        if self.lang == "zh":
            return str(self.pick(["大大的", "很大的", "巨大的"] if name == "large" else ["小小的", "很小的", "迷你的"]))
        return str(self.pick(["big", "large", "huge", "giant"] if name == "large" else ["small", "little", "tiny"]))

    def bigger(self, name: str) -> str:
        if self.lang == "zh":
            large, small = (
                ["大一点", "大一些", "更大", "大点", "大很多", "大"],
                ["小一点", "小一些", "更小", "小点", "小很多", "小"],
            )
            return str(self.pick(large if name == "large" else small))
        large, small = ["bigger", "larger", "huge", "bigger", "big"], ["smaller", "tiny", "smaller", "tinier", "small"]
        return str(self.pick(large if name == "large" else small))

    def grow(self, name: str) -> str:
        """A verb that makes larger or smaller."""
        large, small = (
            (["放大", "变大", "加大"], ["缩小", "变小", "减小"]) if self.lang == "zh"
            else (["enlarge", "grow", "scale up", "blow up"], ["shrink", "reduce", "scale down"])
        )  # fmt: skip
        return str(self.pick(large if name == "large" else small))

    def opposite(self, name: str) -> str:
        """What a thing is that should get this size."""
        large, small = (
            (["小", "小了点"], ["大"]) if self.lang == "zh" else (["small", "tiny", "little"], ["big", "large", "huge"])
        )
        return str(self.pick(large if name == "large" else small))

    def place(self, name: str) -> str:
        return str(self.pick(self._places()[name]))

    def _places(self) -> dict[str, list[str]]:
        en = {
            "left": ["on the left", "to the left", "on the left side", "at the left edge", "on the left hand side", "left"],
            "right": ["on the right", "to the right", "on the right side", "at the right edge", "right"],
            "center": ["in the middle", "in the center", "in the centre", "to the middle", "right in the middle"],
            "top": ["at the top", "to the top", "up at the top", "up high", "at the upper edge", "at the very top"],
            "bottom": ["at the bottom", "to the bottom", "down at the bottom", "at the lower edge", "down low"],
        }  # fmt: skip
        zh = {
            "left": ["左边", "左侧", "左面", "左边儿", "画面左边", "最左边"], "right": ["右边", "右侧", "右面", "画面右边", "最右边"],
            "center": ["中间", "中央", "正中间", "中心", "画面中间"], "top": ["上方", "顶部", "上边", "上面", "最上面", "画面上方"],
            "bottom": ["下方", "底部", "下边", "下面", "最下面", "画面下方"],
        }  # fmt: skip
        return en if self.lang == "en" else zh

    def scene(self) -> tuple[str, str]:
        """A scene's words and its canonical name, or unknown words that stay as they are."""
        if self.chance(0.06):
            odd = self.pick(
                ["volcano", "kitchen", "swamp", "farm"] if self.lang == "en" else ["火山", "厨房", "农场", "沼泽"]
            )
            return odd, odd
        name = str(self.pick(list(lexicon.SCENES)))
        others = [n for n in lexicon.SCENES[name] if n.isascii() == (self.lang == "en") and " " not in n]
        return str(self.pick([name, *others] if self.lang == "en" else others)), name

    def style(self) -> tuple[str, str]:
        if self.chance(0.06):
            odd = self.pick(["cubist", "manga", "baroque"] if self.lang == "en" else ["立体主义", "漫画", "巴洛克"])
            return odd, odd
        name = str(self.pick(list(lexicon.STYLES)))
        others = [n for n in lexicon.STYLES[name] if n.isascii() == (self.lang == "en") and not n.endswith("风格")]
        return str(self.pick([name, *others] if self.lang == "en" else others)), name

    def thing(self, rich: bool = True, plural_ok: bool = True, after: bool = False) -> tuple[str, dict[str, Any]]:
        """A noun phrase and the attributes it says, `what` as it is said; with `after` they may come behind the noun."""
        what, said = self.noun(), {}
        count = int(self.rng.choice([1, 2, 3, 4, 5], p=[0.66, 0.15, 0.1, 0.07, 0.02])) if plural_ok else 1
        color = str(self.pick(list(lexicon.COLORS))) if rich and self.chance(0.45) else None
        if color and self.chance(0.06):
            color = str(self.pick(ODD_COLORS[self.lang]))
        size = str(self.pick(["small", "large"])) if rich and self.chance(0.18) else None
        place = str(self.pick(list(lexicon.PLACES))) if rich and self.chance(0.2) else None
        if self.lang == "en":
            name = what if count == 1 else lexicon.plural(what)
            number = (
                str(self.pick([NUMBERS.get(count, "five"), str(count)]))
                if count > 1
                else str(self.pick(["a", "a", "one"]))
            )
            if after and (color or place) and self.chance(0.35):
                tail = [w for w in (color, self.place(place) if place else "") if w]
                glue = str(self.pick([", ", ": ", " - ", " in " if tail == [color] else ", "]))
                text = f"{number} {self.size(size) + ' ' if size else ''}{name}{glue}{', '.join(tail)}"
                return text, self._said(name, color, count, size, place)
            words = [number, self.size(size) if size else "", color or "", name, self.place(place) if place else ""]
            text = " ".join(w for w in words if w)
            said["what"] = name
        else:
            if after and (color or place or size) and self.chance(0.35):
                return self._after(what, color, count, size, place)
            measure = self.measure(what)
            number = str(self.pick([ZH_NUMBERS[count], str(count)])) if count > 1 else "一"
            middle = (self.size(size) if size else "") + (self.color(color) + "的" if color else "")
            if (
                size
                and not color
                and self.chance(0.4)
                and lexicon.noun(("大" if size == "large" else "小") + what) is None
            ):
                middle = "大" if size == "large" else "小"
            elif color and not size and self.chance(0.15):
                middle = self.color(color)
            text = f"{number}{measure}{middle}{what}" if count > 1 or self.chance(0.7) else f"{middle}{what}"
            if count == 1 and text.startswith("一") and self.chance(0.15):
                text = text[1:]
            text = f"{self.place(place)}{self.pick(['有', '的', ''])}{text}" if place else text
            said["what"] = what
        return text, self._said(said["what"], color, count, size, place)

    @staticmethod
    def _said(what: str, color: str | None, count: int, size: str | None, place: str | None) -> dict[str, Any]:
        values = {"color": color, "count": count if count > 1 else None, "size": size, "place": place}
        return {"what": what} | {k: v for k, v in values.items() if v is not None}

    def _after(
        self, what: str, color: str | None, count: int, size: str | None, place: str | None
    ) -> tuple[str, dict[str, Any]]:
        """A Chinese thing with what is said of it behind it: 一把雨伞，红的，放左边."""
        number = (ZH_NUMBERS[count] if count > 1 else str(self.pick(["一", ""]))) + self.measure(what)
        parts = [f"{self.pick(['', '要', ''])}{self.color(color)}{self.pick(['的', '的那种', ''])}"] if color else []
        parts += (
            [
                f"{self.pick(['', '要'])}{self.pick(['大' if size == 'large' else '小', self.size(size)[:-1]])}{self.pick(['的', '一点的', '点'])}"
            ]
            if size
            else []
        )
        parts += [f"{self.pick(['放', '在', ''])}{self.place(place)}"] if place else []
        glue = str(self.pick(["，", "，", "：", "、"]))
        return f"{number}{what}{glue}{'，'.join(parts)}", self._said(what, color, count, size, place)

    def measure(self, what: str) -> str:
        """A Chinese measure word for a thing, by any name of it; often just 个."""
        known = lexicon.noun(what)
        if known is None or self.chance(0.2):
            return "个"
        return MEASURE_OF.get(known.replace(" ", "_"), MEASURES[lexicon.nouns()[known].group])

    def every_place(self) -> list[str]:
        """All words for places, to tell whether one is said already."""
        return [self._places()[name][at] for name in lexicon.PLACES for at in range(len(self._places()[name]))]

    def somewhere(self) -> tuple[str, str]:
        """Where a picture plays, by what one says of it ("under the stars"), and the scene."""
        name = str(self.pick(list(SCENE_TALK)))
        return str(self.pick(SCENE_TALK[name][self.lang])), name

    def _short(self, view: View, what: str) -> str | None:
        """The end of a thing's name, where it tells the thing from the others there."""
        known = lexicon.nouns().get(what)
        names = [what] if known is None else known.english if self.lang == "en" else known.chinese
        name = str(self.pick(list(names)))
        if self.lang == "en":
            last = name.split(" ")[-1]
        else:
            last = next((name[at:] for at in (1, 2) if len(name) - at > 0 and lexicon.noun(name[at:])), name)
        if last == name:
            return None
        try:
            found = resolve_edit(Edit(op="remove", what=last), view.brief, True).what
        except UnknownTerm:
            return None
        return last if found == what else None

    def named(self, view: View, what: str) -> tuple[str, str]:
        """How a person points at something in the picture, and the name the plan should carry."""
        if view.focus == what and self.chance(0.5):
            element = view.brief.element(what)
            if element and element.count > 1:
                return str(
                    self.pick(["them", "those", "these"] if self.lang == "en" else ["它们", "这些", "它们"])
                ), what
            return str(
                self.pick(
                    ["it", "it", "it", "that", "this one", "that one", "him", "that thing"]
                    if self.lang == "en"
                    else ["它", "它", "这个"]
                )
            ), what
        names = [e.what for e in view.brief.elements]
        if len(names) == 2 and view.focus in names and what != view.focus and self.chance(0.25):
            return str(self.pick(OTHER[self.lang])), what
        if self.chance(0.1) and (short := self._short(view, what)):
            return (f"{self.pick(['the ', 'the ', 'that ', ''])}{short}" if self.lang == "en" else short), short
        known = lexicon.nouns().get(what)
        element = view.brief.element(what)
        if self.lang == "zh":
            name = str(self.pick(known.chinese)) if known and self.chance(0.85) else known.chinese[0] if known else what
            return (f"那{self.pick(['个', '只', '些'])}{name}" if self.chance(0.15) else name), name
        name = str(self.pick(known.english)) if known and self.chance(0.25) else what
        if element and element.count > 1:
            name = lexicon.plural(name)
        tail = str(
            self.pick(
                [
                    "the ",
                    "the ",
                    "the ",
                    "that ",
                    "",
                    "the " + element.color + " " if element and element.color else "the ",
                ]
            )
        )
        return f"{tail}{name}", name
