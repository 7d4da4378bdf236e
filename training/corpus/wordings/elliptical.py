"""Patterns for edits that leave words out, and for edits of a whole group of things.

A value alone, a thing and a value without a verb, one fewer, who wears what, the other way round. See
`training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

VALUE_ALONE: WordingTable = {
    "color": {
        "en": [
            "{color}(| please| instead| then| actually| now|, thanks)", "(make|try|i'd say|prefer|rather|let's try|go with|go for|how about|what about|maybe) {color}(| instead| then| please|)", "(no|hmm|well|ok|hm|eh|nah)(,|) {color}(| please| then|)",
            "in {color}(| please| then|)", "(make|turn) (it|that) {color}(| instead|)", "{color} (would be|is|looks) (nicer|better|cooler|prettier)(| i think|)", "(i want|i'd like|i prefer|i'd rather have|can i have|could i get) (it |that |)(in |){color}", "(a|the) {color} (one|version)(| please| instead|)", "{color}(,|) not that", "(now|and|so|but) {color}(| please|)",
            "{color} (works|it is|will do|then|i guess|maybe|for me)",
        ],
        "zh": [
            "{color}(的|)(|吧|好了|更好|行吗|试试)", "(要|换|改|变|换成|改成|变成|来个|试试|还是要|就要|改用){color}(的|)(|吧|看看|好了)", "(还是|不如|其实|那就|嗯，|不，|算了，){color}(的|)(吧|好|好看|好了|更好看)", "(颜色|色)(要|改|换|用|换成){color}(的|)", "(我|)(喜欢|想要|要|更喜欢|想看){color}(的|)", "{color}(的那种|色系|那种)(吧|)",
            "(弄|搞|涂|染|刷|画)(成|){color}(的|)(|吧)", "(能|可以)(是|要|换){color}(的|)吗",
        ],
    },
    "size": {
        "en": [
            "(a bit |a little |much |way |even |slightly |a lot |a tad |)bigger(| please| then| still|):large", "(a bit |a little |much |way |even |slightly |a lot |a tad |)smaller(| please| then| still|):small", "(it's |that's |still |looks |)(too|a bit|way too|rather|kinda) (small|tiny|little)(|, grow it|, fix that):large", "(it's |that's |still |looks |)(too|a bit|way too|rather|kinda) (big|large|huge)(|, shrink it|, fix that):small",
            "not (big|large) enough:large", "not small enough:small", "(make it |should be |i want it |)(huge|gigantic|enormous|massive|as big as you can):large", "(make it |should be |i want it |)(tiny|teeny|minuscule|as small as you can):small", "(larger|bigger)(, please|, thanks|!):large", "(tinier|smaller)(, please|, thanks|!):small",
        ],
        "zh": [
            "(再|还要|稍微|)大(一点|点|些|一些|很多)(|吧|儿):large", "(再|还要|稍微|)小(一点|点|些|一些|很多)(|吧|儿):small", "(有点|太|还是太|好像|)小了(点|)(|，大一点|，放大):large", "(有点|太|还是太|好像|)大了(点|)(|，小一点|，缩小):small", "不够大:large", "不够小:small", "(弄|搞|画|整|变|做)大(点|一点|些|):large", "(弄|搞|画|整|变|做)小(点|一点|些|):small", "(要|画|来)(个|)(巨大|超大|特别大|大大)的:large", "(要|画|来)(个|)(迷你|超小|特别小|小小)的:small",
        ],
    },
    "place": {
        "en": [
            "(more |over |a bit |further |) {place}(| please| instead| then|)", "(put it|move it|shift it|it goes|place it|slide it) (over |more |) {place}", "(no|hmm|rather|actually|maybe|ok|better)(,|) {place}(| please|)", "{place} (would be better|is better|i think|looks better|works)", "(i want|i'd like|i prefer) (it |that |){place}",
        ],
        "zh": [
            "(放|去|到|移|挪|靠|摆|站|往|移到|放到|挪到|换到){place}(|吧|去|一点|点|好了)", "{place}(吧|好了|更好|一点|点)", "(还是|其实|不如|嗯，|不，|那就)(放|在|)({place})(吧|好|更好|)", "(要|想|应该)(在|放|摆)({place})(|的)", "(往|向|朝){place}(挪|移|靠|来)(|一下|点|一点)",
        ],
    },
    "count": {
        "en": [
            "{n}(| please| actually| then| instead| will do| is enough| are enough| of them| of those|)", "(make that|make it|i said|i meant|only|just|let's say|rather|better|no,|actually|hmm,) {n}(| of them| please|)", "(too many|too much|that's a lot|fewer|less)(,|:|;) (|just |only |make it ){n}", "(too few|not enough|more of them|more)(,|:|;) (|make it |i want ){n}", "{n} in (all|total)", "(i want|i'd like|there should be|we need) {n}(| of them| of those| in total|)",
        ],
        "zh": [
            "{n}(|吧|就够了|就行|好了|就好)", "(要|改|改成|其实是|一共|只要|我说的是|我要|不，|还是|换成|来|得有){n}(|吧|就行|才对)", "(太多了|多了|有点多)(，)(|只要|要|改成|留){n}(|就够)", "(太少了|少了|不够)(，)(|要|改成|来){n}", "(应该|总共|一共)(有|要|是|){n}",
        ],
    },
    "style": {
        "en": [
            "{style}(| please| instead| then| style| look|)", "(try|maybe|rather|how about|what about|go for|let's try|make it|do it|as) (a |){style}(| style| look| instead|)", "(like|as if it were|as if done in|as if painted in) (a |){style}", "(hmm|ok|no|well)(,|) {style}(| then| please|)", "{style}-(ish|like)(| please|)",
        ],
        "zh": ["{style}(风|风格|的|画|效果|)(|吧|试试|看看|好了)", "(试试|来个|要|换|改|画成|弄成|整成|还是|不如){style}(风|风格|的|效果|)(|吧|看看)", "(像|跟){style}(一样|那样|似的)(|的)", "(嗯，|那就|好，){style}(风|的|)(吧|)"],
    },
}  # fmt: skip
"""A value alone, said of the thing in focus; a size's patterns end in the size that they ask for (":large")."""

THING_AND_VALUE: WordingTable = {
    "color": {
        "en": ["{color} {bare}(| please| instead| then| now|)", "{bare} {color}(| please| instead| now|)", "{bare} in {color}(| please|)", "{bare}: {color}", "{bare} (-|—|=|->) {color}", "(the |){bare}, (but |only |now |){color}", "(fine|ok|and|so|now|just|good)(,|.|) {color} {bare}(| then| please|)", "{bare} {color}, (pls|please|thanks)"],
        "zh": ["{bare}{color}(的|)(|吧)", "{bare}(变|换|要|改|涂|染|弄){color}(的|)(|吧)", "{bare}：{color}", "{bare}，{color}的(|吧)", "{bare}(还是|应该|最好){color}(的|)(好|好看|吧|)"],
    },
    "size": {
        "en": ["{bigger} {bare}(| please| then| now|)", "{bare} {bigger}(| please| now|)", "{bare}: {bigger}", "(ok|and|now|just)(,|) {bigger} {bare}"],
        "zh": ["{bare}{bigger}(|吧)", "{bare}：{bigger}", "{bare}，{bigger}(|吧)", "{bare}(要|得|还是){bigger}(|才行|吧)"],
    },
    "place": {
        "en": ["{bare} {place}(| please| instead| now|)", "{bare}: {place}", "(ok|and|now|just|then)(,|) {bare} {place}(| please|)", "{bare} -> {place}"],
        "zh": ["{bare}{place}(|吧)", "{bare}(放|去|到|靠|摆|站|往|飞到|跑到|坐到){place}(|吧|去)", "{bare}：{place}", "{place}是{bare}"],
    },
}  # fmt: skip
"""A thing of the picture and what becomes of it, without a verb."""

FEWER: WordingTable = {
    "one": {
        "en": ["one (less|fewer) (of the |){whats}", "one {base} (less|fewer)(| please|)", "(remove|delete|take away|lose|drop|take out|erase) (just |only |)one (of the |of those |of ){whats}", "(take|remove|delete) (just |)one {base}(| away| out|)", "(there is|there's) one {base} too many", "(i want|make it|let's have) one {base} (less|fewer)"],
        "zh": ["(少|减|去掉|拿走|删|删掉|去|减少)一{m}{base}(|吧)", "{base}(少|减|去掉|删掉|拿走)一{m}(|吧)", "{base}多了一{m}(|，去掉|，删掉)", "(把|)其中一{m}{base}(去掉|删掉|拿走)"],
    },
    "last": {
        "en": ["(just|only) one {base}(| left| please| is enough|)", "(leave|keep) (just |only |)one (of the {whats}|{base})", "(remove|delete|take away|drop) all {whats} but one", "one {base} is enough(| for me| thanks|)", "a single {base}(| please| is enough|)"],
        "zh": ["(只|就)(要|留|剩|画)一{m}{base}(|就好|就够了|吧)", "{base}(只|就)(要|留|剩)一{m}(|就好|吧)", "{base}一{m}就(够|行|好)(|了)", "(留|剩)一{m}{base}(|就好|吧)"],
    },
}  # fmt: skip
"""One fewer of a thing, or only one left of it."""


GROUPS: WordingTable = {
    "swap": {
        "en": ["(swap|switch|exchange) {a} and {b}(| please| around|)", "(swap|switch|exchange) (the places|the positions|places) of {a} and {b}", "{a} and {b} (should |must |)(swap|switch|change) (places|sides|positions)", "{a} where {b} is(, and | and |, )(the other way round|vice versa)", "put {a} and {b} the other way (around|round)"],
        "zh": ["(把|让|){a}(和|跟|与){b}(换|对调|互换|交换|调换)(|一下)(位置|)(|吧)", "(交换|对调|互换|调换){a}(和|跟|与){b}(的位置|)", "{a}(和|跟){b}(反过来|掉个个儿|换一换)(|放|吧)"],
    },
    "except": {
        "en": ["(make|paint|turn) everything (except|but|other than) {a} {color}", "everything (except|but|apart from) {a} (should be|in|must be) {color}", "all but {a} (in |){color}", "(make|paint|turn) all the (others|rest) {color}, (not|except|just not) {a}"],
        "zh": ["(除了|除){a}(以外|之外|，|)(都|全都|全|其他都)(变|换|改|涂|变成|改成|换成){color}(的|)", "(其他|别的|其余)(的|)(都|全)(变成|改成|换成|要){color}(的|)，{a}(不变|除外|不用改)", "{a}(以外|之外)(的|)(都|全)(变|改|换)(成|){color}(的|)"],
    },
    "only": {
        "en": ["(remove|delete|take out|clear|get rid of) everything (except|but|apart from) {a}", "(keep|leave) only {a}(| please| in it|)", "only {a} (stays|should stay|may stay|remains)", "(i want|leave) {a} (all |)(alone|on its own|by itself)", "(everything|all) but {a} (can|should|must) go"],
        "zh": ["(只|就|光)(留|要|保留|剩){a}(|，其他都不要|，别的都去掉|就好|吧)", "(除了|除){a}(以外|之外|)(都|全都|全|其他都)(去掉|删掉|不要了|删了)", "(让|)({a})(单独|自己|一个)(待着|在画面里|留下)", "{a}(以外|之外)的(都|全)(删|去|拿)掉"],
    },
    "all_size": {
        "en": ["(make|get|draw) (them|all of them|everything|both|both of them|all) (|a bit |much ){bigger}", "(both|all of them|everything|they all|they) (should be|must be) (|a bit |much ){bigger}", "(all|both|everything) {bigger}(| please|)"],
        "zh": ["(把|让|)(它们|两个|全部|所有东西|全都|都)(都|)(变|画|弄|)({bigger})(|吧)", "(都|全|全部)(要|){bigger}(|吧)"],
    },
}  # fmt: skip
"""Two things that change places, all but one, only one that stays, all of one size."""

COLOR_VERBS: Wordings = {
    "en": ["make", "paint", "turn", "i want"],
    "zh": ["变成", "改成", "换成", "要"],
}
"""Verbs that give a thing a colour."""
COLOR_CORRECTIONS: Wordings = {
    "en": [", no wait, ", ", no, ", ", sorry, ", " - i mean ", ", wait no ", ", actually ", " or rather "],
    "zh": ["，不对，", "，啊不，", "，不，", "，等等，还是", "，说错了，", "……算了，"],
}
"""What stands between a colour and the one that corrects it."""
