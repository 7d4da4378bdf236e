"""Words for numbers, measures, colours, sizes, places, relations and pronouns.

Where a table has languages and then sizes, "small" and "large" are the sizes that a thing has or is to get.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

CHINESE_NUMBERS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八"}
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}
GENERAL_MEASURE = "个"
"""The Chinese measure word that fits most things."""
GROUP_MEASURES = {
    "animal": "只", "plant": "棵", "food": "个", "vehicle": "辆", "building": "座", "clothes": "件", "sky": "个",
    "music": "个", "thing": "个",
}  # fmt: skip
"""Chinese measure words of the lexicon's groups."""
NOUN_MEASURES = {
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
"""Chinese measure words of single nouns, where they differ from their group's."""
IN_SCENE = {
    "meadow": "in a meadow", "beach": "on the beach", "desert": "in the desert", "snow": "in the snow", "night": "at night",
    "sunset": "at sunset", "ocean": "on the ocean", "space": "in space", "city": "in the city", "forest": "in the forest",
    "room": "in a room", "mountains": "in the mountains", "sky": "in the sky", "plain": "on a plain background",
}  # fmt: skip
"""English words for being in a scene."""
UNKNOWN_COLORS: Wordings = {
    "en": ["turquoise", "golden", "silver", "grey", "gray", "beige", "maroon", "crimson", "violet"],
    "zh": ["银色", "金色", "灰色", "米色", "青色", "墨绿色", "银白色", "灰"],
}
"""Colours that the storybook does not know; plans copy them."""
UNKNOWN_SCENES: Wordings = {
    "en": ["volcano", "kitchen", "swamp", "farm"],
    "zh": ["火山", "厨房", "农场", "沼泽"],
}
UNKNOWN_STYLES: Wordings = {"en": ["cubist", "manga", "baroque"], "zh": ["立体主义", "漫画", "巴洛克"]}
SIZES: WordingTable = {
    "en": {"large": ["big", "large", "huge", "giant"], "small": ["small", "little", "tiny"]},
    "zh": {"large": ["大大的", "很大的", "巨大的"], "small": ["小小的", "很小的", "迷你的"]},
}
COMPARATIVES: WordingTable = {
    "en": {
        "large": ["bigger", "larger", "huge", "bigger", "big"],
        "small": ["smaller", "tiny", "smaller", "tinier", "small"],
    },
    "zh": {
        "large": ["大一点", "大一些", "更大", "大点", "大很多", "大"],
        "small": ["小一点", "小一些", "更小", "小点", "小很多", "小"],
    },
}
RESIZE_VERBS: WordingTable = {
    "en": {"large": ["enlarge", "grow", "scale up", "blow up"], "small": ["shrink", "reduce", "scale down"]},
    "zh": {"large": ["放大", "变大", "加大"], "small": ["缩小", "变小", "减小"]},
}
OPPOSITE_SIZES: WordingTable = {
    "en": {"large": ["small", "tiny", "little"], "small": ["big", "large", "huge"]},
    "zh": {"large": ["小", "小了点"], "small": ["大"]},
}
"""What a thing is now that is to get the size."""
PLACES: WordingTable = {
    "en": {
        "left": ["on the left", "to the left", "on the left side", "at the left edge", "on the left hand side", "left"],
        "right": ["on the right", "to the right", "on the right side", "at the right edge", "right"],
        "center": ["in the middle", "in the center", "in the centre", "to the middle", "right in the middle"],
        "top": ["at the top", "to the top", "up at the top", "up high", "at the upper edge", "at the very top"],
        "bottom": ["at the bottom", "to the bottom", "down at the bottom", "at the lower edge", "down low"],
    },
    "zh": {
        "left": ["左边", "左侧", "左面", "左边儿", "画面左边", "最左边"],
        "right": ["右边", "右侧", "右面", "画面右边", "最右边"],
        "center": ["中间", "中央", "正中间", "中心", "画面中间"],
        "top": ["上方", "顶部", "上边", "上面", "最上面", "画面上方"],
        "bottom": ["下方", "底部", "下边", "下面", "最下面", "画面下方"],
    },
}
RELATIONS: WordingTable = {
    "en": {
        "left of": ["to the left of", "left of", "on the left side of", "on the left of"],
        "right of": ["to the right of", "right of", "on the right side of", "on the right of"],
        "above": ["above", "over", "on top of", "above"],
        "below": ["below", "under", "beneath", "underneath"],
    },
    "zh": {
        "left of": ["左边", "左侧", "左面"],
        "right of": ["右边", "右侧", "右面"],
        "above": ["上面", "上方", "上边", "头顶"],
        "below": ["下面", "下方", "底下", "下边"],
    },
}
"""English prepositions, and Chinese words for the side, which follow the name of the other thing."""
RELATIONS_TO_IT: WordingTable = {
    "en": {
        "left of": ["to its left", "on its left", "left of it", "to the left of it", "on its left side"],
        "right of": ["to its right", "on its right", "right of it", "to the right of it", "on its right side"],
        "above": ["above it", "over it", "on top of it", "above its head"],
        "below": ["below it", "under it", "beneath it", "underneath it"],
    },
    "zh": {
        "left of": RELATIONS["zh"]["left of"],
        "right of": RELATIONS["zh"]["right of"],
        "above": [*RELATIONS["zh"]["above"], "头上", "头顶上"],
        "below": [*RELATIONS["zh"]["below"], "脚下"],
    },
}
"""The same beside a thing that is called "it"; in Chinese without the pronoun."""
CHINESE_IT = ["它", "它", "它的", "这个"]
"""Pronouns before the side."""
PRONOUNS: Wordings = {
    "en": ["it", "it", "it", "that", "this one", "that one", "him", "that thing"],
    "zh": ["它", "它", "这个"],
}
PLURAL_PRONOUNS: Wordings = {"en": ["them", "those", "these"], "zh": ["它们", "这些", "它们"]}
OTHER_ONE: Wordings = {
    "en": ["the other one", "the other", "the other thing"],
    "zh": ["另一个", "另外那个", "另外一个", "其他那个"],
}
"""How the one of two things is called that is not in focus."""
