"""Patterns that name pictures by what they show or what was done to them, and that go back to what was done.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

BACKTRACKING: WordingTable = {
    "first": {
        "en": ["(go |)back to the (first|very first|original|initial) (one|picture|version|image)", "(show|open|use|take|i want|give me) the (first|original|very first) (one|picture|version)", "(return|let's return|all the way back|go) to the (start|beginning|original|first one)", "start from the (first|original) (one|picture) again"],
        "zh": ["(回到|返回|打开|看|用|要)(最初|第一|最开始|原来)(的|)(那张|一张|版本|那个)", "(回到|返回)(开头|最开始|起点|最初)", "(还是|)(最初|最早|最开始)(的|那)(张|版)(好|吧|)", "从(最初|第一)(的|)(那张|版本)重新开始"],
    },
    "latest": {
        "en": ["(go|back|return|jump) to the (last|latest|newest|most recent) (one|picture|version)", "(show|open|use) the (latest|newest|most recent) (one|picture|version)", "the (latest|newest) (one|version)(| please|)"],
        "zh": ["(回到|打开|看|用)(最新|最后|最近)(的|)(那张|一张|版本)", "(最新|最后)(的|)(那张|一张|版本)(|吧)", "去(最新|最后)(一张|的)"],
    },
    "before": {
        "en": ["(go|get|take me|bring me|switch) back to before (the {what}|you added the {what}|i added the {what}|there was a {what})", "(go back|back|return) to the (one|version|picture) without the {what}", "the (one|version|picture) (before|without) the {what}", "(before|just before) the {what}(, please|, go there|)", "(i want|show me|use|open) the (one|version|picture) (from before|before|that had no|without) {what}", "(as|like) it was before the {what}", "(undo|take back|revert) everything (since|after|from) the {what}", "the last (one|picture) (without|that had no) {what}"],
        "zh": ["(回到|返回|退回|退到)(加|画|放|有){what}(之前|以前|前)(|的那张|的版本|的样子)", "(回到|打开|用|看)(没有|没加|没画|不带){what}的(那张|版本|时候|图)", "(没有|没加){what}的那(张|版)(|吧|就好)", "{what}(之前|加上之前|出现之前|出现以前)(的|)(那张|版本|样子|)", "(我想要|给我)(加|画){what}(之前|以前)的(那张|版本|图)", "(撤销|退)到(没有|没加){what}的时候"],
    },
    "having": {
        "en": ["(go back|back|return|switch|jump) to the (one|version|picture) (with|that had|that still had|where there was) the {what}", "the (one|version|picture) (with|that has|that still has) the {what}(| please| was better|)", "(show|open|use|take|i want|give me) the (one|version|picture|last one) (with|that had) the {what}", "(where was|which one had|i liked the one with) the {what}(, go there|)", "(when|while) there (was still|still was|was) a {what}, (go back there|that one|show that)", "(before|just before) (you removed|you deleted|i removed|we lost|removing) the {what}"],
        "zh": ["(回到|返回|打开|看|用|切到)(有|带|还有){what}的(那张|版本|那个|图)", "(有|带|还有){what}的那(张|个|版)(|吧|更好|就好)", "(我想要|给我|我要)(有|带){what}的(那张|版本|图)", "(删|去|移)(掉|除|){what}(之前|以前)的(那张|版本|样子)", "{what}(还在|没删)的(时候|那张|版本)", "(回到|退回)(去掉|删掉|删除){what}(之前|以前)"],
    },
    "wrong_thing": {
        "en": ["(no|nope|not that|wrong one|oops)(,|) (i meant|i mean|i said|i was talking about) {what}", "(i meant|i mean|i was thinking of) {what}(|, not {old})", "(not|no, not) {old}(,| but) {what}(| i meant|)", "{what}(,| i said,) not {old}", "(wrong thing|wrong one|that's the wrong one|you changed the wrong one)(,|) (it was about |it's |i meant |do it to |){what}", "(sorry|oh|hmm)(,|) (i meant|it should have been|should be|that was meant for) {what}", "(do|apply) (that|it) to {what} instead(| of {old}|)", "{what} instead(| of {old}|, not {old})"],
        "zh": ["(不对|不是|错了|不，)(，|)(我说的是|我是说|是|我指的是){what}", "(我说的是|我指的是|我的意思是|应该是){what}(|，不是{old})", "不是{old}，(是|而是){what}", "是{what}，不是{old}", "(改错了|弄错了|搞错了|你改错东西了)，(是|应该是|我要改的是|要改){what}", "(抱歉|啊|哦)，(我说的是|应该是){what}", "(不要改|别改|别动){old}，(改|要改的是){what}", "(应该|要)(改|变)的是{what}"],
    },
    "wrong_value": {
        "en": ["(no|nope|not quite|hmm|wait|oops)(,|) (i meant |i said |make it |)(|rather |better ){value}", "(not {old}|no, not {old})(,| but) {value}", "{value}(,| i said,) not {old}", "(i meant|i mean|i said|should have been|should be) {value}(|, not {old})", "(sorry|oh|actually|on second thought|hmm)(,|) {value}(| please| instead|)", "(rather|better|make that|or rather|well, rather) {value}", "{value} (would be better|instead|rather|after all)"],
        "zh": ["(不对|不，|错了|等等)(，|)(我说的是|要|应该是|改成|){value}", "不(是|要){old}，(是|要|而是){value}", "(我说的是|我的意思是|应该是){value}(|，不是{old})", "(还是|算了，|要不)(要|用|改成|换成|){value}(|吧)", "{value}，不是{old}", "(抱歉|哦|其实)，(是|要|我想要){value}", "{value}(会更好|更好|比较好|吧)"],
    },
    "same_for": {
        "en": ["{what} (too|as well|also)(| please|)", "(and|also|now) {what}(| too| as well|)", "(do|make|apply) the same (to|for|with) {what}", "(the same|same|likewise|ditto) for {what}(| please|)", "(same thing|the same thing|that too) (with|for|to) {what}", "and (what about |how about |)(|the same for ){what}"],
        "zh": ["{what}也(一样|是|这样|同样|要|来|改)(|吧)", "(对|给){what}也(这样做|同样处理|来一样的|一样)", "{what}(呢|也同样|同上)", "(同样|一样)的(改|处理|变化|)(用在|给|对){what}(|上)", "(还有|以及|和){what}(也是|也一样|)", "{what}(跟|和)(它|那个)一样(|改)"],
    },
    "all_color": {
        "en": ["make (them|both|them all|all of them|everything|them both|all things) {color}", "(both|all of them|all|everything|all things) (should be|in|must be) {color}", "(paint|turn|color) (them all|both|everything|all of them) {color}", "(all|everything) {color}(| please|)"],
        "zh": ["(全部|全都|都|所有的都|它们都|两个都)(变成|改成|换成|涂成|要){color}(的|)", "(把|将)(它们|所有东西|全部|所有的)(都|)(变成|改成|换成){color}", "(它们|所有东西|全部)(都|)(要|是){color}的"],
    },
    "all_gone": {
        "en": ["(remove|delete|get rid of|take out) (both|them both|them all|all of them|everything|all things)", "(both|all of them|they all|everything) (should go|must go|out|away)", "(clear|empty) (the picture|everything|it all|it)"],
        "zh": ["(把|将)(它们|所有东西|全部|所有的)(都|)(去掉|删掉|删了|拿走)", "(全部|全都|都|统统)(删掉|去掉|不要了|拿走)", "(清空|清除所有|去掉所有东西)(|画面)"],
    },
    "one_more": {
        "en": ["(add|draw|put|paint|i want|give me|let's have) (one more|another|an extra|a second|an additional) {base}(| please| there|)", "(one more|another|an extra) {base}(| please| too|)", "(add|draw|put in|i want) {n} more {whats}", "{n} more {whats}(| please|)"],
        "zh": ["(再|又)(加|来|画|添|放|多)一{m}{base}(|吧)", "(多|再多|再要)一{m}{base}", "(再|)(加|来|画|添){n}{base}", "{base}再(来|加|多){n}"],
    },
}  # fmt: skip
"""Messages that lean on earlier pictures or on the last change."""

BY_CONTENT: WordingTable = {
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
"""Pictures by what they show, and by how they were treated."""

BY_CHANGE: WordingTable = {
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
"""Pictures by the change that came after them."""

GOTO_BY_ACTION: WordingTable = {
    "last_two": {"en": ["(undo|drop|revert|take back|cancel) (both|the last two|two steps|both changes|the last two changes|both of them)", "(go|step) back (two|two steps|twice)(| please|)", "undo twice(| please|)", "two steps back(| please|)"], "zh": ["(撤销|退回|回退|撤回)两(步|次)(|吧)", "(最近|刚才|后面)(的|)(两次|两个|两步)(修改|改动|)(都|)(不要|撤了|撤销|取消)(了|吧|)", "(退|倒)(回|)两步(|吧)", "(这|那)两个(改动|修改)都(撤掉|取消|不要了)"]},
    "before_how": {"en": ["(back|go back|return|revert) to (before|how it was before) (the {how}|you did the {how}|the {how} step|that {how})", "(the one|the version|the picture|it) (without|before) the {how}(| please| was better| again|)", "(lose|drop|undo|take back) the {how}(| please| again|)", "(i liked it better|it was better|nicer) (before|without) the {how}"], "zh": ["(回到|恢复到|退回到|还原到)(没|没有|还没){how}(的|过的|之前)(|那张|样子|时候)", "(没|没有){how}过?的(那张|更好|好|版本)(|，回去|吧)", "{how}(之前|以前|前)(的|)(那张|版本|样子)(|吧|更好)", "(不要|取消|撤掉)(刚才的|){how}(了|吧|)"]},
    "turned": {"en": ["(back|go back|return) to (before|just before|when it had not yet|the one before) {it} (turned|became|went|was made) {value}", "(the version|the one|the picture) (from |)before {it} (turned|became|went|was made) {value}", "(as|how) it was before {it} (became|turned|went) {value}", "before {it} (was|got|became|turned) {value}(| please|, go there|)"], "zh": ["(回到|退回|返回)({it})(变|变成|改成|成){value}(之前|以前|前)(|的那张|的时候)", "{it}(还没|没)(变|变成|改成){value}(的|)(那张|时候|版本)(|吧)", "{it}(变|改){value}(之前|以前)的(那张|版本|样子)(|吧)", "(我要|给我|看){it}(变|变成|改成){value}(前|之前)的(那张|那版)"]},
    "added": {"en": ["the one where {it} (had just come in|was just added|first appeared|was new)", "when {it} (was just added|had just come in|first appeared)", "the picture in which {it} (first appears|was added|came in)", "right after {it} (was added|came in)"], "zh": ["(刚|刚刚)(加|加上|画上|有){it}(的|那张|那时候|的那张)", "{it}(刚|刚刚)(加上|出现|画上)(的|)(那张|时候|版本)", "(加|加上|添上){it}(之后|以后|后)的(那张|第一张)", "{it}(第一次|最早)出现的那张"]},
    "with_without": {"en": ["(when|back when|the one where|the version where) there (was|were|had been) {a} but no {b}", "(the one|the picture|the version) with {a} (but|and) (no|without the|not yet the) {b}", "{a} (yes|there), {b} (no|not yet)", "with the {a} still there but without the {b}"], "zh": ["有{a}(但|但是|可是|而)(没|没有|还没){b}的(那张|时候|版本)", "{a}(在|有了)(，|但){b}(还没有|没加|不在)的(那张|时候)", "(只有|光有){a}(没有|没){b}的(那张|版本)", "有{a}没{b}那(张|版)"]},
    "wins": {"en": ["(the |){color} (beats this|was best|was better|it is after all|looked better|please, the old one)", "(let me have|give me|i want|bring back) the {color} (back|one again|again|one back)", "(ok|fine|right)(,|) (the |){color} (one was better|was nicer|then, go back)", "back to {color}(| please| again|)", "(i'll take|go with|we take|use|pick) the {color} one(| after all|)"], "zh": ["(还是|我觉得|看来){color}(的|那个)(好看|最好|顺眼)(|，回去|，就它)", "(切|换|回)(回|到|回到){color}(的|那版|那张|那个)(|吧)", "(就|那就|)(用|要|选){color}(的那个|那版|那张)(|吧)", "{color}(赢了|胜出|更好)(，回去|，用那张|，切回|)", "(把|)({color}的)(那张|那版|)(拿回来|找回来|要回来)"]},
}  # fmt: skip
"""To the picture before or after something was done."""

WRONG_THING_WITH_VALUE: Wordings = {
    "en": [
        "it's {what} i wanted {value}, not {old}", "i wanted {what} {value}, not {old}", "{what} should be {value}, not {old}", "no, {what} {value}",
        "argh, it was {what} that should be {value}", "i meant {what}, {value}",
    ],
    "zh": [
        "我要的是{what}变{value}，不是{old}", "是{what}要{value}，不是{old}", "不是{old}{value}，是{what}", "不对，{what}{value}",
        "应该是{what}变成{value}",
    ],
}  # fmt: skip
"""The last change was done to the wrong thing; the whole request once more."""
OTHER_PLACE: Wordings = {
    "en": ["the other side", "on the other side", "the opposite side"],
    "zh": ["另一边", "另一侧", "反过来那边", "对面"],
}
"""The place opposite to the one just set."""
OTHER_SIDE: Wordings = {
    "en": ["the other side", "the opposite side", "the other way"],
    "zh": ["另一边", "另一侧", "对面", "反过来"],
}
"""The relation opposite to the one just set."""
GOTO_NAMED = ["go back to {}", "{}", "back to {}", "show me {}", "i want {}"]
"""To a picture that is named, in English."""
