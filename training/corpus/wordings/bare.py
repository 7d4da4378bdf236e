"""Wordings that say little: a value alone, a thing and a value without a verb, fewer of it, the other way round; and
what stands around a request without being one. Patterns as in `training.corpus.wordings.things`."""

from __future__ import annotations

from training.corpus.wordings.things import Table

BARE: Table = {
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

THING: Table = {
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

FEWER: Table = {
    "one": {
        "en": ["one (less|fewer) (of the |){whats}", "one {base} (less|fewer)(| please|)", "(remove|delete|take away|lose|drop|take out|erase) (just |only |)one (of the |of those |of ){whats}", "(take|remove|delete) (just |)one {base}(| away| out|)", "(there is|there's) one {base} too many", "(i want|make it|let's have) one {base} (less|fewer)"],
        "zh": ["(少|减|去掉|拿走|删|删掉|去|减少)一{m}{base}(|吧)", "{base}(少|减|去掉|删掉|拿走)一{m}(|吧)", "{base}多了一{m}(|，去掉|，删掉)", "(把|)其中一{m}{base}(去掉|删掉|拿走)"],
    },
    "last": {
        "en": ["(just|only) one {base}(| left| please| is enough|)", "(leave|keep) (just |only |)one (of the {whats}|{base})", "(remove|delete|take away|drop) all {whats} but one", "one {base} is enough(| for me| thanks|)", "a single {base}(| please| is enough|)"],
        "zh": ["(只|就)(要|留|剩|画)一{m}{base}(|就好|就够了|吧)", "{base}(只|就)(要|留|剩)一{m}(|就好|吧)", "{base}一{m}就(够|行|好)(|了)", "(留|剩)一{m}{base}(|就好|吧)"],
    },
}  # fmt: skip

WEAR: Table = {
    "wear": {
        "en": ["(put|place|stick|set) {np} on {what}(|'s head)", "(give|get|lend) {what} {np}(| to wear| on its head|)", "{what} (should wear|needs|must wear|could wear|wants) {np}(| on its head| on top|)", "(let|make|have) {what} wear {np}", "{np} (for|on) {what}(| please|)", "(can|could) {what} (wear|have) {np}(| on its head|)", "dress {what} (up |)(in|with) {np}"],
        "zh": ["(给|让|为){what}(戴|戴上|穿|穿上|配|整|来|弄)(个|){np}", "{what}(头上|头顶|脑袋上|身上)(加|放|戴|画|来|顶|整|要有){np}", "(让|使){what}(戴|穿|顶)(着|上|){np}", "(在|){what}(头上|头顶)(|再)(放|戴|加|画){np}"],
    },
    "ride": {
        "en": ["{np} (sitting on|riding|standing on|on top of|lying on|perched on|resting on|hovering over|floating over|flying over) {what}", "(add|put|draw|paint) {np} (sitting on|riding|standing on|on top of|lying on|perched on|hovering over|floating above|flying above) {what}", "(let|have) {np} (sit on|ride|stand on|lie on|hover over|float over|fly over) {what}"],
        "zh": ["{what}上(坐|站|骑|趴|躺|停|落|飘)(着|){np}", "(让|画){np}(坐在|骑在|站在|趴在|躺在|停在|飘在|飞在|浮在){what}(上|上面|上方)", "{np}(坐|骑|站|趴|停|飞|飘)在{what}(上|上面|上方)"],
    },
}  # fmt: skip

SETS: Table = {
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

SCENE_TALK: dict[str, dict[str, list[str]]] = {
    "meadow": {"en": ["on a green field", "in the grass", "in a flowery field", "on a lawn", "out on the grass", "in the countryside", "on a pasture"], "zh": ["草地上", "草原上", "田野里", "青草地上", "大草原上"]},
    "beach": {"en": ["by the seaside", "on the sand", "at the shore", "on a sandy beach", "down at the beach", "on the coast"], "zh": ["海边", "沙滩上", "海滩上", "海岸边"]},
    "desert": {"en": ["among the dunes", "out in the desert", "in a dry desert", "on sand dunes", "in the hot desert"], "zh": ["沙漠里", "沙漠中", "大漠里", "沙丘上"]},
    "snow": {"en": ["in winter", "with snow falling", "in deep snow", "in a snowy landscape", "with snow everywhere", "while it snows", "in wintertime", "on a snowy field"], "zh": ["雪地里", "雪地上", "下雪天", "下着雪", "冬天", "冰天雪地里", "雪里"]},
    "night": {"en": ["at nighttime", "after dark", "under the stars", "at midnight", "when it is dark", "under a starry sky", "in the middle of the night", "in the dark", "by night", "nighttime"], "zh": ["夜里", "晚上", "星空下", "半夜", "深夜", "夜空下", "黑夜里", "大晚上"]},
    "sunset": {"en": ["at dusk", "in the evening light", "while the sun goes down", "at golden hour", "under a setting sun", "in the evening", "at sundown"], "zh": ["傍晚", "黄昏时", "夕阳下", "日落时分", "太阳下山的时候", "晚霞里"]},
    "ocean": {"en": ["out at sea", "on the open sea", "on the waves", "in the middle of the sea", "on the water", "at sea", "on the high seas"], "zh": ["海上", "海里", "大海中间", "海面上", "大海里", "海洋里"]},
    "space": {"en": ["in outer space", "out in the universe", "floating in space", "in the cosmos", "up in space", "in a galaxy"], "zh": ["太空里", "宇宙里", "太空中", "外太空", "宇宙中", "银河里"]},
    "city": {"en": ["downtown", "in a town", "on a street", "in the streets", "between tall buildings", "in the big city", "in an urban setting"], "zh": ["城里", "街上", "马路上", "城市里", "市中心", "大街上", "高楼之间"]},
    "forest": {"en": ["in the woods", "among the trees", "deep in the forest", "between trees", "in the jungle", "in a wood", "in woodland"], "zh": ["森林里", "树林里", "林子里", "密林中", "森林深处"]},
    "room": {"en": ["indoors", "inside a room", "in a living room", "inside the house", "inside", "in a bedroom", "in somebody's room"], "zh": ["屋里", "房间里", "室内", "家里", "屋子里", "客厅里"]},
    "mountains": {"en": ["up in the mountains", "on a mountain", "among the peaks", "in the hills", "with mountains behind", "in the alps"], "zh": ["山上", "山里", "群山之间", "山顶", "高山上", "大山里"]},
    "sky": {"en": ["up in the sky", "among the clouds", "high above the clouds", "in a blue sky", "in the air", "up in the air", "in the clouds"], "zh": ["天上", "空中", "云里", "蓝天上", "天空中", "半空中", "云端"]},
    "plain": {"en": ["on a plain background", "on a blank background", "with nothing behind it", "with an empty background", "on plain ground", "without any scenery", "with no background", "just plain behind", "on a simple background"], "zh": ["纯色背景", "空白背景", "没有背景", "素色背景", "背景留白", "简单的背景", "干净的背景"]},
}  # fmt: skip
"""How people say where and when a picture plays, without its scene's name or beside it."""
TO_SCENE = {
    "en": ["{x}(| please| now| instead| then|)", "(make|set|put|show|draw|have) (it|everything|them|this|all of it|the whole thing) {x}(| please| instead|)", "(what|how) about {x}", "(can|could|should) (it|this|they) (be|happen|take place) {x}", "(i want|i'd like|i'd love|let's have|let me see) (it|this|them|everything) {x}", "(it|this|everything) should (be|play|happen|take place) {x}", "(now|and|then|actually|hmm|ok)(,|) {x}(| please|)", "(same thing|the same|same picture|keep it|keep everything) (but |, |but now |){x}", "what if (it|this|they) (was|were) {x}", "change it so (that |)(it is|it's|they are) {x}", "(move|take|bring) (it|them|everything) {x}"],
    "zh": ["{x}(|吧|好了|更好|的)", "(改成|换成|换到|放到|改到|搬到|挪到|变成|改为|弄成|设在){x}(|吧|的|去)", "(让|把|)(它|它们|整个画面|一切|大家)(都|)(在|放在|放到|去|到|变成在){x}(|吧|去)", "(现在|这次|最好|还是|那就|要不)(是|在|放|换|)({x})(|吧|好了)", "(要|我要|想要|我想要|想看|希望是)(在|){x}(|的|的样子|的感觉)", "(背景|场景|地点)(要|是|改|换|换成|改成|在|放){x}(|的)", "(同样|一样)的(东西|画面|内容|)，(但|不过|只是)(是|在|换到|){x}", "(如果|要是)(是|在){x}(呢|会怎样|就好了|怎么样)"],
}  # fmt: skip

AROUND: dict[str, tuple[list[str], list[str]]] = {
    "en": (
        [
            "(it's|this is) for (my nephew|my niece|my sister's birthday|a school project|our newsletter|grandma|a kids' book|my two boys|the office party|a friend who loves dogs)(, so |. |: |; )", "(haha|lol|lmao|wow|omg|oh nice|aww|nice|lovely|perfect|beautiful|great job|brilliant|sweet|cute|not bad|love it|so good|yay|ok cool)(!|,|.|!!) ", "(my boss|my wife|my daughter|the client|my son|the teacher|my editor|everybody here|my cat) (says|thinks|said|told me|complains|insists|feels) (it looks dull|it's too empty|something is missing|it's boring|it needs more life|we can do better)(, so |. |: |; )",
            "(that|it|this) (looks great|is almost it|is nearly perfect|is pretty|is cute|came out well|is close|is fine|works|is what i wanted)(, but |. now |. |, now |. next, |; )", "(sorry|excuse me|apologies|pardon|sorry to bother you)(, |, but | but )", "(i showed it to|i sent it to|i printed it for) (my kids|the team|my mom|a friend|my three nieces)(, and | and now |. )", "(it|this|that) (scares|bores|confuses|annoys|delights) (me|the kids|my son|us|my dog)(, so |. |; )",
            "(for|on) (the poster|the cover|the card|my blog|the invitation|the wall|page 3|sunday|the party at 5)(, |: | )", "(as|since|because) (it's|it is) (christmas|my birthday|monday|spring|late|for children|a gift)(, | )", "(i've been thinking|i thought about it|on reflection|after all|come to think of it|second thoughts)(, |: |; )", "(we|i) (have|need) (a card|a poster|a logo|a sticker) (for|by) (friday|the fair|next week|5 people)(. |, so |: )", "(ha|hm|hmm|mhm|uh|um|well|right|okay|fine|alright|so|er|look|listen|yo|hey|hello dear|good morning)(, |. | )",
            "(if it's not too much trouble|if you don't mind|if i may|when you have time|would you be so kind)(, | )", "(one|another|last|final|tiny|small|quick) (thing|request|change|wish|fix|idea)(: |, | - )", "(thank you|thanks|thanks a lot|cheers|much obliged|ta)(! |. |, | and )", "(he|she|the dog|my kid) (turned|is|just turned) (four|5|seven|3 today|10)(, so |. |; )", "(step|task|item|point|no.) (one|two|1|2|b)(: |, |) ", "(i have|we keep|i grew up with|he owns) (a dog|two cats|3 horses|a parrot|chickens)(, so |. )",
        ],
        [
            "(,|.|;) (it's|this is|that's) for (my nephew|my niece|a birthday|school|our newsletter|grandma|a kids' book|my two boys|the office)", "(,| -|;|.) (my daughter|my son|the kids|grandma|my wife|my friends|he|she) (will love|loves|adores|asked for|likes|is mad about) (that|it|those|them)", " (because|since|as) (it looks empty|it's boring|my boss says so|it's christmas|that's my favorite|it doesn't stand out|nobody can see it|it's hard to see|i said so)", "(, otherwise|, or else| or) (it's boring|it looks empty|nobody will notice|my son will cry|it makes no sense)",
            "(, haha|, lol| lol| haha| :D| xD|, if you ask me|, i think|, i guess|, i suppose|, you know|, right|, obviously|, finally)", "(, if you would be so kind|, if it's not too much trouble|, if that works|, when you can|, if you don't mind|, if at all possible|, thank you very much|, much appreciated|, cheers)", "(, that would be|. that would be|. that'd be|, it would be) (great|lovely|perfect|awesome|nice|cool)", "(, so|, so that| so that) (it|that|we|the kids) (looks better|can see it|fits the card|matches my sofa|know what it is|is easier to see)",
            "(. don't|, but don't|, just don't) (overdo it|ask why|worry about the rest|rush|tell anyone)", "(, keep the rest|, leave the rest|. everything else stays|, nothing else|, and leave everything else as it is|, rest is fine|, the rest is good)", "(, he|, she|, my kid) (turns|is|just turned) (four|5|seven|3|10)(| on sunday| today|)", " like (in|on) (the card i got|my dream|that movie|the book we read|my old sweater)", "(, for real|, seriously|, no joke|, i mean it|, pretty please|, asap|, today)",
        ],
    ),
    "zh": (
        [
            "(这是|这个是|)(给我侄子|给孩子|给我妈|给公司|给幼儿园|给两个女儿|给客户|做贺卡|做海报|送朋友|做头像)(用|看|)的，", "(哈哈|哈哈哈|哇|哇塞|绝了|太好了|好看|不错不错|可以可以|厉害|真棒|漂亮|爱了|好可爱|笑死|嘿嘿|嗯嗯|可以|行|好嘞|好滴)(！|，|~|。)", "(我老板|我老婆|我女儿|客户|孩子|老师|我妈|同事们|我家猫)(说|觉得|嫌)(太单调|太空了|不够好看|少点什么|没意思|不够热闹)，", "(这张|这个|画得|整体|效果)(不错|挺好|差不多了|很可爱|快成了|可以)，(就是|不过|但是|现在|接下来|然后|再)",
            "(不好意思|打扰一下|抱歉|劳驾|麻烦您|辛苦了)，", "(发给|给)(孩子们|同事|我妈|朋友)看(了|过)，", "(看着|看起来|感觉)(有点|太|怪)(单调|空|吓人|奇怪|冷清)，", "(海报|封面|贺卡|头像|请柬|第3页|周日的活动)(上|用|，|：)", "(因为|既然|毕竟)(是圣诞节|是生日|春天了|是给小孩的|是礼物|快过年了)，", "(我想了想|想了一下|仔细想想|说起来|话说回来|其实)，", "(我们|我)(要做|需要|想做)(一张|个)(贺卡|海报|标志|贴纸)，", "(呃|额|嗯|那个|唔|诶|哎|咳|喂|亲|您好|早上好|师傅|老师)，",
            "(如果方便的话|若方便|要是可以|不麻烦的话|有空的话)，", "(最后|再|还有|另外|小小)(一个|一点|个)(要求|小改动|请求|想法|建议)(：|，)", "(谢谢|多谢|感谢|谢啦|辛苦啦)(！|，|。)", "(孩子|他|她|我儿子|小家伙)(今年|刚|马上)(四岁|5岁|七岁|3岁)(了|)，", "(第一|第二|步骤1|其一)(，|：|、)", "(我家|我们家|我)(养了|有)(一只狗|两只猫|三匹马|只鹦鹉)，", "(烦请|敬请|恳请|请务必|请您|拜托)", "(从前|有一天|我梦见)，",
        ],
        [
            "，(这是|)(给我侄子|给孩子|给我妈|给公司|给幼儿园|做贺卡|做海报|送朋友)(用|)的", "，(孩子|女儿|我妈|他|她|客户|小朋友)(喜欢|会喜欢|最爱|就要|想要)(这个|)", "，(不然|要不然|否则)(太单调|太空|没意思|看不清|孩子要哭)(了|)", "，(因为|毕竟)(看着太空|太单调|过年嘛|是生日|我喜欢|看不清楚)", "(哈哈|哈|嘿嘿|啦|咯|哟|呀|喔|嘛|~~|！！|233|hhh|啊啊|呗|诶)", "，(麻烦了|辛苦了|多谢|感谢|谢谢您|劳驾|拜托拜托|万分感谢)", "，(这样|那样|会|应该会)(更好看|更热闹|更清楚|好一点|更可爱)(些|)", "，(别的|其他|其余|剩下的)(都|)(不变|别动|不用改|保持|不要动)",
            "，(他|她|孩子)(今年|刚满|快)(四岁|5岁|七岁)(了|)", "，(就像|像)(我梦里|书里|电影里|小时候)(那样|一样|见过的)", "，(真的|说真的|不开玩笑|快点|今天就要)", "，(可以的话|如果可以|方便的话|行的话)", "，(我觉得|我感觉)(不错|会好看|可以|更好)",
        ],
    ),
}  # fmt: skip
"""What people say before and after a request that asks for nothing: reasons, praise, who it is for. Some hold things and
numbers that are not to be painted."""
