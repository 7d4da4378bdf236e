"""Wordings for pictures named by what they show, or by what was done after them. Patterns as in `training.corpus.wordings.things`."""

from __future__ import annotations

from training.corpus.wordings.things import Table

SHOWN: Table = {
    "thing_color": {"en": ["the one (with|where there is) the {color} {what}", "the {color} {what}(| one| version| picture)", "the (version|one|picture) (in which|where) the {what} (is|was|is still|was still) {color}", "when the {what} was (still |){color}", "the (picture|one) that has (a|the) {color} {what}", "our {color} {what}", "(that|the) one, you know, with the {color} {what}"], "zh": ["{color}{what}(的|)那张", "{what}(还|)是{color}的(那张|时候|那版|那幅)", "(有|带|画了|画着){color}{what}的(那张|那幅|图)", "{color}{what}那(个版本|一版|幅)", "{what}为{color}的那张"]},
    "color": {"en": ["the {color} (one|version|picture)", "{color} one", "(that|our) {color} (one|version)", "the (one|picture) in {color}", "the one that (is|was|came out) {color}"], "zh": ["{color}的(那张|那个版本|那一版|那幅|那个)", "{color}那(张|版|幅)", "(还|)是{color}的(时候|那张)"]},
    "count": {"en": ["the (one|picture|version) (with|that has|showing) {n} {whats}", "the {n} {whats}(| one| picture)", "when there were (still |){n} {whats}", "the one where there are {n}( of them|)", "the {n}-{what} (one|version|picture)"], "zh": ["{n}{what}(的|)(那张|那幅|那版)", "(有|画了){n}{what}的(那张|时候|那幅)", "{what}有{n}的那张"]},
    "scene": {"en": ["the {scene} (one|version|picture|scene)", "the (one|version) {inside}", "the picture {inside}", "the one that (plays|is set|was|takes place) {inside}", "the one with the {scene}(| background| behind it)", "when (it was|we were) {inside}"], "zh": ["{scene}(的|)(那张|那幅|那版)", "(在|背景是|场景是){scene}的(那张|那幅)", "{scene}(那个|)版本", "(还在|还是){scene}的(时候|那张)", "{scene}背景(的|)那张"]},
    "style": {"en": ["the {style} (one|version|picture)", "the one in {style}", "the one (painted|done|drawn) (in|as) {style}", "when it was (still |){style}", "the one with the {style} (look|style)"], "zh": ["{style}(的|)(那张|那幅)", "{style}(那个|)版本", "{style}(风格|画风)的(那张|那幅|图)", "(还|)是{style}(风格|)的时候"]},
    "thing": {"en": ["the (one|picture|version) (with|that has|that still has|showing|of) (the|a) {what}", "the {what} (one|version|picture)", "the (one|picture) (with|where there was) (a|the) {what} in it", "where (we had|there is) the {what}", "(that|the) {what} from (before|earlier)"], "zh": ["(有|带|还有|画了|画着){what}的(那张|那幅|图)", "{what}(那张|那幅|那版|的图)", "(里面|上面)有{what}的(那张|那个)", "之前的{what}"]},
    "thing_scene": {"en": ["the {what} {inside}", "the one with the {what} {inside}", "the {scene} (one|picture|version) with the {what}", "the (one|picture) where the {what} (is|was) {inside}", "the {scene} {what}"], "zh": ["{scene}里(的|){what}(那张|)", "(有|带){what}的{scene}那张", "{scene}(加|配){what}(的|)那张", "{what}在{scene}的(那张|时候)"]},
    "thing_place": {"en": ["the one with the {what} {place}", "the (one|picture|version) where the {what} (is|was|sits|stands|is still) {place}", "when the {what} was (still |){place}", "the one that has the {what} {place}"], "zh": ["{what}(还|)在{place}的(那张|时候|那版)", "{place}有{what}的那张", "{what}放{place}的那张"]},
    "thing_size": {"en": ["the one with the {size} {what}", "the {size} {what}(| one| version)", "the (one|version) where the {what} (is|was) (still |){size}", "when the {what} was (still |){size}"], "zh": ["{what}{size}那张", "{size}{what}(的|)那张", "{what}还是{size}时候", "(有|带){size}{what}的那张"]},
    "pair": {"en": ["the one with (both |)(the|a) {what} and (the|a) {other}", "the {what} and {other} (one|picture|version)", "the (one|picture) (with|of) the {what} and the {other}(| together| in it)", "the {what} with the {other}"], "zh": ["{what}(和|跟|加|配){other}(的|)那张", "(有|既有){what}(和|又有|也有|还有){other}的那张", "{what}{other}都(在|有)的(那张|时候)"]},
    "only": {"en": ["the one with (just|only|nothing but) the {what}", "(just|only) the {what}(, nothing else|, alone|)", "when (there was|we had) (only|just|nothing but) the {what}", "the {what} (alone|by itself|on its own)"], "zh": ["只有{what}的(那张|时候)", "(就|只)(一|)个{what}的那张", "{what}(自己|单独)(一个|)的那张", "还只有{what}的时候"]},
    "without": {"en": ["the (one|version|picture) (without|with no|that has no|lacking) {what}", "the one that (doesn't|does not) have the {what}", "the {what}-free (one|version)", "the (one|version) (minus|sans) the {what}"], "zh": ["(没有|没|不带|缺){what}的(那张|那版|那个)", "没画{what}的(那张|那幅)", "无{what}(版|的那张)"]},
    "how": {"en": ["the {how} (one|version|picture)", "the one (in|as|with the) {how}", "the (one|version) you (did|made) (in|as) {how}", "when it was {how}", "{how} (one|version)"], "zh": ["{how}(的|)(那张|那幅|那版|版本)", "(做成|弄成|变成){how}的那张", "{how}(风格|效果)的那张"]},
    "better": {"en": ["the (one|version) (with|after) the {how}", "the one (you|we) did the {how} on", "the (result|one) of the {how}"], "zh": ["{how}(过|后)的(那张|那版|)", "{how}(之后|以后)(的|)(那张|图)", "做(过|了){how}的那张"]},
}  # fmt: skip
"""By what they show, and by the way they were treated."""

BEFORE: Table = {
    "added": {"en": ["(the one|how it was|the version|what we had|the picture) before (the {what}|the {what} came|you added the {what}|i asked for the {what}|the {what} went in|there was a {what})", "(the one|the state|the version) (prior to|just before|right before) the {what}"], "zh": ["(加|画|放|添|有|出现){what}(之前|以前|前)(的|)(那张|样子|版本|那版)", "{what}(加|画|出现|来)(之前|以前)(的|)(那张|样子)", "还没(加|画|有){what}的(那张|时候)"]},
    "gone": {"en": ["(the one|how it was|the version) (before|just before|right before) (you took out the {what}|the {what} (left|was removed|went away|disappeared|was gone)|losing the {what}|i dropped the {what})"], "zh": ["(删|去|拿)(掉|走){what}(之前|以前|前)(的|)(那张|样子|版本)", "{what}(没了|消失|不见)(之前|以前)的(那张|样子)", "{what}还没(删|去|拿)(掉|走)的时候"]},
    "color": {"en": ["(the one|how it was|the version|what it was) before (it|the {what}) (was|turned|went|became|got) {color}", "(the one|the version) before (the {color}|all that {color}|you made it {color}|the {color} paint)"], "zh": ["{what}(变|改|涂|换)(成|){color}(之前|以前|前)(的|)(那张|样子)", "(改|变|涂)(成|){color}(之前|以前)(的|)(那张|版本)", "{what}还不是{color}的时候"]},
    "place": {"en": ["(the one|how it was|the version) before (the {what}|it) (moved|went|was moved|was put) {place}", "(the one|how it was) before you moved the {what}"], "zh": ["{what}(移|挪|放|换)(到|){place}(之前|以前)(的|)(那张|样子)", "(移|挪|动){what}(之前|以前)的(那张|样子)"]},
    "size": {"en": ["(the one|how it was|the version) before (the {what}|it) (got|became|was made|went) {bigger}", "(the one|how it was) before you (resized|changed the size of) the {what}"], "zh": ["{what}(变|改){bigger}(之前|以前)(的|)(那张|样子)", "(改|调){what}大小(之前|以前)的(那张|样子)"]},
    "count": {"en": ["(the one|how it was|the version) before there were {n}( {whats}|)", "(the one|how it was) before you made it {n}", "(the one|how it was) before the {whats} multiplied"], "zh": ["(变|改)成{n}{what}(之前|以前)(的|)(那张|样子)", "{what}还没(变成|有){n}的时候"]},
    "scene": {"en": ["(the one|how it was|the version|where we were) before (the {scene}|it was {inside}|we went to the {scene}|the {scene} (background|scene|backdrop)|you put it {inside})"], "zh": ["(换|改|变|放)(成|到|){scene}(之前|以前|前)(的|)(那张|样子|版本)", "(背景|场景)(还不|还没)是{scene}的(那张|时候)", "还没换{scene}的时候"]},
    "style": {"en": ["(the one|how it was|the version|the look) before (the {style}|it (was|went|became|turned) {style}|the {style} (look|style|treatment|thing|makeover))"], "zh": ["(换|改|变|做)成{style}(风格|)(之前|以前|前)(的|)(那张|样子|版本)", "还不是{style}(风格|)的时候"]},
    "better": {"en": ["(the one|how it was|the version) before the {how}(| thing| tweak| step| business| stuff)", "(the one|how it was) (prior to|without) the {how}"], "zh": ["{how}(之前|以前|前)(的|)(那张|样子|版本)", "没(做|)(过|){how}的那张", "还没{how}的时候"]},
    "replace": {"en": ["(the one|how it was|the version) before (you swapped the {what}|the {what} (became|turned into|was swapped for) (a|the) {other}|the {other} took over)", "(the one|how it was) when it was (still |)the {what}"], "zh": ["{what}(换|变|改)成{other}(之前|以前)(的|)(那张|样子)", "还是{what}(没换|)的时候", "(换|改)成{other}(之前|以前)的(那张|样子)"]},
}  # fmt: skip
"""By the change that came after them."""

TREATED: dict[str, dict[str, list[str]]] = {
    "sharpen": {"en": ["sharpened", "sharp", "crisper"], "zh": ["锐化", "清晰"]}, "denoise": {"en": ["denoised", "cleaned up"], "zh": ["降噪"]},
    "brighter": {"en": ["brightened", "brighter", "lighter"], "zh": ["更亮", "提亮"]}, "darker": {"en": ["darkened", "darker", "dimmed"], "zh": ["更暗", "调暗"]},
    "contrast": {"en": ["contrasty", "high-contrast"], "zh": ["高对比", "对比强"]}, "warmer": {"en": ["warmer", "warm"], "zh": ["暖色", "更暖"]},
    "cooler": {"en": ["cooler", "cold"], "zh": ["冷色", "更冷"]}, "x2": {"en": ["enlarged", "upscaled", "bigger"], "zh": ["放大"]}, "x4": {"en": ["upscaled", "huge"], "zh": ["放大"]},
}  # fmt: skip
"""What a picture is called that was made better in a way."""
