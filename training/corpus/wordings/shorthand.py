"""Patterns for edits in signs, for things taken back in the same message, versions, and things by number.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

REPLACE: Wordings = {
    "en": [
        "{what} -> {b}", "{what}->{b}", "{what} => {b}", "{what} → {b}", "{what} > {b}", "{what} becomes {b}", "(make|let|have) {what} (be |) {np}(| instead| please|)", "what if {what} (was|were|had been) {np}(| instead|)", "(substitute|swap in|bring in|use|take) {np} for {what}", "{what} (was|is) (really |actually |)meant to be {np}",
        "(i'd say|i think|maybe|actually|hmm,) {what} should (really |rather |)be {np}", "{np} (would be|is) better than {what}(|, swap them|, change it)", "(lose|ditch|forget) {what}(,|;) {np} (goes there|instead|in its spot)", "{what}: {np} instead", "rather than {what}(,|) {np}(| please|)", "out with {what}, in with {np}", "{what} turns into {np}",
    ],
    "zh": [
        "{what}→{b}", "{what}->{b}", "{what}=>{b}", "{what}换{b}", "{what}改{b}", "(如果|要是|假如){what}(是|换成|变成){np}(呢|会怎样|？|)", "{what}(其实|应该|本来|最好)(是|该是){np}", "(拿|用){np}(顶替|顶掉|替下){what}", "{what}(换|改)(画|作){np}(|吧|试试)", "(与其|不如不)画{what}，(不如|)(画|换){np}", "{what}的话，(换|改成){np}(吧|好了)",
        "{np}比{what}(好|合适)(，换了吧|，换一下|)", "{what}(下场|撤了)，{np}(上|顶上)",
    ],
}  # fmt: skip
"""One thing in place of another, with an arrow or as a thought; {b} has no article."""

IT_BECOMES: Wordings = {
    "en": ["what if (it|this|that) (was|were) {np}(| instead|)", "(it|this|that) should (really |)be {np}(| instead|)", "(i meant|i wanted|rather) {np}, not this", "make (it|this|that) {np}(| instead| please|)"],
    "zh": ["(如果|要是|假如)(这|它|这个)是{np}(呢|？|)", "(这个|它)(换|改)成{np}(吧|)", "(这|它)(应该|其实)是{np}(才对|)", "(我要的是|我想要的是){np}，不是这个"],
}  # fmt: skip
"""The thing in focus becomes another."""

VERSION: Wordings = {
    "en": [
        "(make|do|paint|give|show) (me |us |)(a|one|another) {color} (version|variant|one|take)(| of it| please| as well| too|)", "(can|could|may) (i|we) (see|have|get) (a|one|it) (in {color}|{color} version)(| too|)", "(and|now|also|next) (a|the) {color} (version|variant|one)(| please|)", "(and|now) (the same|the same thing|same again|once more) in {color}", "(let's see|show me|let me see) (it|that|this) in {color}(| for comparison| as well|)",
        "(a|one) version in {color}(| please| too|)", "{color} (edition|variant|version)(,|) (please|next|now)",
    ],
    "zh": [
        "(出|做|画|整|弄)(个|一个|一份){color}的(|瞧瞧|比较一下|吧)", "(再|还|也)(做|画|弄)(一个|个){color}的(|看看|吧)", "{color}的(也|再)(做|画|弄)(一个|一份|一张)(|看看)", "(出|做|要)个{color}(版|版本)(|看看|吧)", "(同样的|一样的|照样)(来|画)(一个|一版){color}的", "(想|我想|想要)(看|看看|要)(一版|个){color}的", "{color}版(的|)(也|)(给我|来)(一个|看看|一份)",
    ],
}  # fmt: skip
"""The picture with the thing in focus in another colour."""

SWAP_BOTH: Wordings = {
    "en": ["(swap|switch|exchange) (them|their places|the two|both|sides|places|these two)(| around| please| over|)", "(let|have|make) them (trade|swap|change|switch) (places|sides)", "(the other way|other way) (round|around)(, please|, with those two|)", "(put|place) each where the other (is|stands|was)", "(mirror|reverse) (their order|the order|who is where)", "(they|the two) should (trade|change|swap) (places|sides)"],
    "zh": ["(互换|对调|调换|换|倒)(一下|个|下)(位置|地方|左右)(|吧)", "(它们|两个|俩|这俩|两者)(互换|对调|换|调个)(位置|一下位置|个位置|)(|吧)", "位置(反过来|对调|互换|颠倒|调个个儿)(|一下|吧)", "(把|让)(它们|两个|它俩)(的位置|)(反过来|倒过来|互换|对换)(|吧)", "(左右|位置)(颠倒|反)(一下|过来)", "(谁在哪|顺序|两边)(反过来|换一下)"],
}  # fmt: skip
"""The only two things change places."""

ALL_OTHERS: Wordings = {
    "en": ["(and |now |) the (other one|other) (in |){color}(| please| too|)", "(and |) the (others|other ones|rest|remaining ones|other two) (in |){color}(| too| please|)", "(make|paint|turn) the (other one|others|rest) {color}", "(and |) {color} for the (other one|others|rest|other)", "the (rest|others|other one) should be {color}"],
    "zh": ["(另|那|还有)(一个|外一个)(是|要|就|改成|变){color}(的|)(|吧)", "(剩下的|其他的|其余的|别的|剩下那些)(都|全|也|)(要|是|变|改|用|改成){color}(的|)(|吧)", "(另外|剩下)(那个|那些|几个)(也|都|)(要|涂|改成|弄成){color}(的|)", "{color}给(另一个|剩下的|其他的)(|吧)", "(余下|剩余)的(都|全)(涂|改){color}(的|)"],
}  # fmt: skip
"""A colour for everything but the thing in focus."""

ONE_MORE_OR_FEWER: WordingTable = {
    "more": {"en": ["(one|just one|make it one) more(| please| of those| of them|)", "(another|another one)(| of those| of them|, please| just like it|)", "(add|draw|paint|give me) (one|1) more(| of those| of them|)", "plus one(| more|)"], "zh": ["再(来|加|画|添|要)一{m}(|吧)", "多(来|加|画|)一{m}(|吧)", "(还要|还差|再)(一{m}|一{m}一样的)(|吧)", "加一{m}(|吧)"]},
    "fewer": {"en": ["one (less|fewer)(| please| then|)", "(take|remove|drop|lose) one(| of them| of those| away|)", "(too many by one|one too many)(|, take one out|)", "minus one(| please|)"], "zh": ["(少|减|去|去掉|拿走|删)一{m}(|吧)", "(多了|多出)一{m}(|，去掉)", "(减少|少画)一{m}(|吧)", "(拿掉|删掉)(一{m}|其中一{m})(|吧)"]},
}  # fmt: skip
"""One more or one fewer of the thing in focus."""

REMOVE_ONE: Wordings = {
    "en": ["(remove|delete|drop|lose|take out|take away|get rid of|erase|subtract) one( of|) (the |of the |those |of those ){whats}(| please| so there is one less|)", "(make|let|have) one of the {whats} (disappear|go away|vanish|go|leave)(| please| so there are fewer|)", "one {base} (less|fewer)(| please|)", "one of the {whats} (should|must|can|has to) (go|leave|disappear)", "(there's|there is) one {base} too many", "send one of the {whats} away"],
    "zh": ["(去掉|删掉|拿走|擦掉|减去|减)(一|其中一){m}{base}(|吧)", "{base}(去掉|少|减|拿走|删)一{m}(|吧)", "(让|叫)一{m}{base}(消失|走开|不见)(|吧)", "{base}(多了|多出)一{m}(|，去掉)", "其中一{m}{base}(不要了|删了|去掉)"],
}  # fmt: skip
"""One fewer of a thing that is named."""


AFTER_ALL: Wordings = {
    "en": ["(i changed my mind about|about) {whats}(:|,) (add|put in|give me|i want) {np}(| after all|)", "{np} after all(| please|)", "(ok|fine|well|hmm)(,|) {np} after all", "{whats} are (allowed|fine|ok|welcome) (now|again|after all)(,|:|;) (add|paint|have) {np}", "(forget what i said about|never mind what i said about) {whats}, (add|i want|draw) {np}"],
    "zh": ["{what}还是(要|加上|画上)(吧|)(，{np}|)", "(我改主意了|我变卦了|想了想)，{what}(还是|)(要|加|画)(吧|)(，{np}|)", "(还是|其实)(要|加上|画上){np}(吧|)", "{what}(可以|又可以|允许)(有|出现)了，(加|画|来){np}", "(刚才说|之前说)不要{what}(，|的，)(现在|还是)(加|要|来){np}(吧|)"],
}  # fmt: skip
"""A thing that was to be left out is wanted now."""

CORRECTIONS: Wordings = {
    "en": [", sorry, ", ", no, ", ", no wait, ", ", wait, no, ", " - i mean ", ", i mean ", ", er, ", ", or rather ", "... no, ", ", scratch that, ", ", oops, ", ", correction: ", ". no, ", ", hold on, ", ", make that "],
    "zh": ["，啊不，", "，不对，", "，不不，", "，哦不，", "，说错了，", "，等等，", "……不，", "，应该是", "，错了，是", "，还是", "……还是", "，算了，", "，我是说"],
}  # fmt: skip
"""What stands between a word and the word that corrects it."""

ADD_VERBS: Wordings = {
    "en": ["add ", "put ", "draw ", "i want ", "", "now ", "place "],
    "zh": ["加", "画", "放", "来", "再画", "", "添"],
}
"""Verbs that add a thing."""
PLACE_CORRECTION: Wordings = {
    "en": ["{verb}{np} {wrong}{correction}{right}"],
    "zh": ["{wrong}{verb}{np}{correction}{right}", "{verb}{np}，放{wrong}{correction}{right}", "在{wrong}{verb}{np}{correction}{right}吧"],
}  # fmt: skip
"""A thing whose place is corrected before the message ends."""
LISTED_COLOR: Wordings = {
    "en": ["{color} {what}", "{what} {color}", "{what}, {color}", "{what} ({color})"],
    "zh": ["{color}{what}", "{what} {color}", "{color}的{what}", "{what}，{color}"],
}
"""A thing of a list, with its colour."""
LISTED_PLACE: Wordings = {
    "en": ["{thing}, {place}", "{thing} {place}", "{place}: {thing}"],
    "zh": ["{place}：{thing}", "{place}{thing}", "{thing}，{place}"],
}
"""A thing of a list, with its place."""
LIST_LABELS: WordingTable = {
    "scene": {"en": ["", "", "background ", "scene: "], "zh": ["", "背景", "背景：", "场景："]},
    "style": {"en": ["", "style: ", ""], "zh": ["", "风格：", "画风"]},
}
"""What stands before the scene and the style in a list."""
LIST_SEPARATORS: Wordings = {
    "en": [". ", "; ", ", ", " / ", " | ", ". "],
    "zh": ["；", "，", "。", "、", "；", " "],
}
