"""Wordings of messages in signs and lists, of corrections in one breath, of questions about one fact, of versions, and
of what long messages have around a wish. Patterns as in `training.corpus.wordings.things`."""

from __future__ import annotations

from training.corpus.wordings.things import Table

REPLACE: dict[str, list[str]] = {
    "en": [
        "{what} -> {b}", "{what}->{b}", "{what} => {b}", "{what} → {b}", "{what} > {b}", "{what} becomes {b}", "(make|let|have) {what} (be |) {np}(| instead| please|)", "what if {what} (was|were|had been) {np}(| instead|)", "(substitute|swap in|bring in|use|take) {np} for {what}", "{what} (was|is) (really |actually |)meant to be {np}",
        "(i'd say|i think|maybe|actually|hmm,) {what} should (really |rather |)be {np}", "{np} (would be|is) better than {what}(|, swap them|, change it)", "(lose|ditch|forget) {what}(,|;) {np} (goes there|instead|in its spot)", "{what}: {np} instead", "rather than {what}(,|) {np}(| please|)", "out with {what}, in with {np}", "{what} turns into {np}",
    ],
    "zh": [
        "{what}→{b}", "{what}->{b}", "{what}=>{b}", "{what}换{b}", "{what}改{b}", "(如果|要是|假如){what}(是|换成|变成){np}(呢|会怎样|？|)", "{what}(其实|应该|本来|最好)(是|该是){np}", "(拿|用){np}(顶替|顶掉|替下){what}", "{what}(换|改)(画|作){np}(|吧|试试)", "(与其|不如不)画{what}，(不如|)(画|换){np}", "{what}的话，(换|改成){np}(吧|好了)",
        "{np}比{what}(好|合适)(，换了吧|，换一下|)", "{what}(下场|撤了)，{np}(上|顶上)",
    ],
}  # fmt: skip
IT_BECOMES: dict[str, list[str]] = {
    "en": ["what if (it|this|that) (was|were) {np}(| instead|)", "(it|this|that) should (really |)be {np}(| instead|)", "(i meant|i wanted|rather) {np}, not this", "make (it|this|that) {np}(| instead| please|)"],
    "zh": ["(如果|要是|假如)(这|它|这个)是{np}(呢|？|)", "(这个|它)(换|改)成{np}(吧|)", "(这|它)(应该|其实)是{np}(才对|)", "(我要的是|我想要的是){np}，不是这个"],
}  # fmt: skip

VERSION: dict[str, list[str]] = {
    "en": [
        "(make|do|paint|give|show) (me |us |)(a|one|another) {color} (version|variant|one|take)(| of it| please| as well| too|)", "(can|could|may) (i|we) (see|have|get) (a|one|it) (in {color}|{color} version)(| too|)", "(and|now|also|next) (a|the) {color} (version|variant|one)(| please|)", "(and|now) (the same|the same thing|same again|once more) in {color}", "(let's see|show me|let me see) (it|that|this) in {color}(| for comparison| as well|)",
        "(a|one) version in {color}(| please| too|)", "{color} (edition|variant|version)(,|) (please|next|now)",
    ],
    "zh": [
        "(出|做|画|整|弄)(个|一个|一份){color}的(|瞧瞧|比较一下|吧)", "(再|还|也)(做|画|弄)(一个|个){color}的(|看看|吧)", "{color}的(也|再)(做|画|弄)(一个|一份|一张)(|看看)", "(出|做|要)个{color}(版|版本)(|看看|吧)", "(同样的|一样的|照样)(来|画)(一个|一版){color}的", "(想|我想|想要)(看|看看|要)(一版|个){color}的", "{color}版(的|)(也|)(给我|来)(一个|看看|一份)",
    ],
}  # fmt: skip

SWAP: dict[str, list[str]] = {
    "en": ["(swap|switch|exchange) (them|their places|the two|both|sides|places|these two)(| around| please| over|)", "(let|have|make) them (trade|swap|change|switch) (places|sides)", "(the other way|other way) (round|around)(, please|, with those two|)", "(put|place) each where the other (is|stands|was)", "(mirror|reverse) (their order|the order|who is where)", "(they|the two) should (trade|change|swap) (places|sides)"],
    "zh": ["(互换|对调|调换|换|倒)(一下|个|下)(位置|地方|左右)(|吧)", "(它们|两个|俩|这俩|两者)(互换|对调|换|调个)(位置|一下位置|个位置|)(|吧)", "位置(反过来|对调|互换|颠倒|调个个儿)(|一下|吧)", "(把|让)(它们|两个|它俩)(的位置|)(反过来|倒过来|互换|对换)(|吧)", "(左右|位置)(颠倒|反)(一下|过来)", "(谁在哪|顺序|两边)(反过来|换一下)"],
}  # fmt: skip

FACT: Table = {
    "color": {
        "en": ["is {what} (really |still |now |actually |)(in |){color}(| now| yet| or not|)(?|??|)", "did you (make|paint|get) {what} {color}(?|)", "{what} (is|should be) {color}, (right|isn't it|no|correct)(?|)", "did {what} (turn out|come out|end up) {color}(?|)", "are you sure {what} is {color}(?|)", "(has|did) {what} (become|become really|turn) {color}(?|)"],
        "zh": ["{what}(是|变|现在是|真的是){color}的吗(？|)", "{what}(是不是|有没有变|变成)({color})(了|的|)(没|没有|吗|呢)(？|)", "你(把|)({what})(画|涂)成{color}(了吗|了没有|没有)(？|)", "{what}应该是{color}的(吧|，对吗|，对不对)(？|)", "{what}的颜色是{color}(吗|没错吧)(？|)", "确定{what}是{color}的(吗|)(？|)"],
    },
    "place": {
        "en": ["is {what} (really |still |now |actually |){place}(| now| yet| or not|)(?|??|)", "did {what} (end up|land|stay) {place}(?|)", "{what} is {place}, (right|isn't it|correct|no)(?|)", "(so |) is {what} where i wanted (it|them), {place}(?|)", "did you (put|place|move) {what} {place}(| yet| already|)(?|)", "are you sure {what} is {place}(?|)"],
        "zh": ["{what}(在|还在|现在在|是在|真的在){place}(吗|呢|没有|了吗)(？|)", "{what}(是不是|有没有)在{place}(？|)", "{what}(放|移|挪)到{place}(了吗|了没|没有)(？|)", "{what}在{place}(，对吧|，对不对|没错吧)(？|)", "{place}(有没有|是不是){what}(？|)", "你把{what}放{place}了(吗|没)(？|)"],
    },
    "count": {
        "en": ["are there (really |still |now |exactly |){n} {whats}(| now| in it| or not|)(?|??|)", "(did you|have you) (paint|draw|painted|drawn) {n} {whats}(?|)", "do you (see|count|find) {n} {whats}(| too|)(?|)", "(it's|there are) {n} {whats}, (right|aren't there|correct)(?|)", "how many {whats} (are there|did you paint|do you count)(?|)", "is the number of {whats} (right|correct|{n})(?|)"],
        "zh": ["(是不是|有没有|真的有){n}{what}(？|)", "{what}(是|有){n}(吗|没有|对吧)(？|)", "(画|画面里|图里)(有|了){n}{what}(吗|没有|了吗)(？|)", "{what}(的数量|)(有几个|几个|多少个|对不对|够{n}吗)(？|)", "你(画|数)(了|到)几个{what}(？|)", "{what}(够|满)不够{n}(？|)"],
    },
    "there": {
        "en": ["is {what} (still |really |even |)(there|in it|in the picture|visible)(?|??|)", "(can you|do you) (still |)(see|find|spot) {what}(?|)", "did you (forget|keep|leave out|include) {what}(?|)", "where (is|did) {what}( go|)(?|)", "i (can't|don't) see {what}, is it there(?|)", "{what} (is|are) (in there|included), (right|yes)(?|)"],
        "zh": ["{what}(还在|在|真的在)(吗|不在|画里吗|图里吗)(？|)", "{what}(画了吗|画了没|有没有画|在哪儿|在哪)(？|)", "(看|找)(得|)到{what}吗(？|)", "你(忘了|漏了|画了){what}(吗|没有|吧)(？|)", "(怎么|我)没看见{what}(，有吗|，画了吗|)(？|)", "(里面|图里|画里)(有|有没有){what}(吗|)(？|)"],
    },
}  # fmt: skip
"""Questions about one fact of the picture: the studio looks again."""

REGRET: dict[str, list[str]] = {
    "en": [", sorry, ", ", no, ", ", no wait, ", ", wait, no, ", " - i mean ", ", i mean ", ", er, ", ", or rather ", "... no, ", ", scratch that, ", ", oops, ", ", correction: ", ". no, ", ", hold on, ", ", make that "],
    "zh": ["，啊不，", "，不对，", "，不不，", "，哦不，", "，说错了，", "，等等，", "……不，", "，应该是", "，错了，是", "，还是", "……还是", "，算了，", "，我是说"],
}  # fmt: skip

OTHERS: dict[str, list[str]] = {
    "en": ["(and |now |) the (other one|other) (in |){color}(| please| too|)", "(and |) the (others|other ones|rest|remaining ones|other two) (in |){color}(| too| please|)", "(make|paint|turn) the (other one|others|rest) {color}", "(and |) {color} for the (other one|others|rest|other)", "the (rest|others|other one) should be {color}"],
    "zh": ["(另|那|还有)(一个|外一个)(是|要|就|改成|变){color}(的|)(|吧)", "(剩下的|其他的|其余的|别的|剩下那些)(都|全|也|)(要|是|变|改|用|改成){color}(的|)(|吧)", "(另外|剩下)(那个|那些|几个)(也|都|)(要|涂|改成|弄成){color}(的|)", "{color}给(另一个|剩下的|其他的)(|吧)", "(余下|剩余)的(都|全)(涂|改){color}(的|)"],
}  # fmt: skip
"""Everything but the thing in focus."""

MORE: Table = {
    "more": {"en": ["(one|just one|make it one) more(| please| of those| of them|)", "(another|another one)(| of those| of them|, please| just like it|)", "(add|draw|paint|give me) (one|1) more(| of those| of them|)", "plus one(| more|)"], "zh": ["再(来|加|画|添|要)一{m}(|吧)", "多(来|加|画|)一{m}(|吧)", "(还要|还差|再)(一{m}|一{m}一样的)(|吧)", "加一{m}(|吧)"]},
    "fewer": {"en": ["one (less|fewer)(| please| then|)", "(take|remove|drop|lose) one(| of them| of those| away|)", "(too many by one|one too many)(|, take one out|)", "minus one(| please|)"], "zh": ["(少|减|去|去掉|拿走|删)一{m}(|吧)", "(多了|多出)一{m}(|，去掉)", "(减少|少画)一{m}(|吧)", "(拿掉|删掉)(一{m}|其中一{m})(|吧)"]},
}  # fmt: skip
"""One more or less of the thing in focus."""

ONE_OF: dict[str, list[str]] = {
    "en": ["(remove|delete|drop|lose|take out|take away|get rid of|erase|subtract) one( of|) (the |of the |those |of those ){whats}(| please| so there is one less|)", "(make|let|have) one of the {whats} (disappear|go away|vanish|go|leave)(| please| so there are fewer|)", "one {base} (less|fewer)(| please|)", "one of the {whats} (should|must|can|has to) (go|leave|disappear)", "(there's|there is) one {base} too many", "send one of the {whats} away"],
    "zh": ["(去掉|删掉|拿走|擦掉|减去|减)(一|其中一){m}{base}(|吧)", "{base}(去掉|少|减|拿走|删)一{m}(|吧)", "(让|叫)一{m}{base}(消失|走开|不见)(|吧)", "{base}(多了|多出)一{m}(|，去掉)", "其中一{m}{base}(不要了|删了|去掉)"],
}  # fmt: skip
"""One less of a thing that is named."""

REASONS: Table = {
    "undo": {"en": ["(undo|revert|go back|take that back)(,|:| -) (that|it) (washed it out|ruined it|looks worse|was too much|made it ugly|spoiled it|isn't right|was better before|looks wrong now|is way off)", "(that|it) (washed it out|ruined it|is too much|made it worse|spoiled the mood|looks off now)(,|;) (undo|go back|revert|take it back)", "(much |)better without (that|it)(,|) (undo|go back|revert)(| it|)"], "zh": ["(撤销|撤回|退回|还原)(吧|)，(变丑了|更糟了|太过了|不好看|毁了|不对劲)", "(变丑了|更糟了|太过了|毁了|弄坏了|没必要)，(撤销|撤回|退回去|还原)(吧|)"]},
    "redo": {"en": ["(it|that) (was|looked) better (dark|that way|like that|with it|with the change|after all|bright|before i undid it)(,|;) (redo|redo it|put it back|bring it back|do it again after all)(| after all|)", "(redo|bring back) (it|that|the change)(,|) (it was better|i liked it|i was wrong)", "(no wait|on second thought|oh)(,|) (redo|redo that|put the change back|bring that back|keep the change)"], "zh": ["(还是|刚才)(改了|改过|那样|暗的|亮的|撤之前)(的|)好(，|)(重做|再恢复|恢复回来|改回去)(吧|)", "(等下|等等|诶)，(重做|恢复刚才的修改|还是要那个修改)(吧|)", "(后悔了|我错了)，(重做|恢复回来|再改回来)"]},
}  # fmt: skip
"""Back or forth, with a reason."""

STYLE_TALK: dict[str, dict[str, list[str]]] = {
    "pixel": {"en": ["(8 bit|8bit|8-bit) it( please| up|)", "(make|do) it (look |)(8-bit|like an old video game|like a retro game|blocky like minecraft|in big pixels)", "(retro game|old school game|game boy) (look|style)(| please|)", "pixelate it like (a|an old) game"], "zh": ["(做成|弄成|像)(8位|八位|红白机|老游戏|复古游戏)(的样子|那样|画面|风|风格)", "(弄|来)成(一格一格|像素块)的"]},
    "cartoon": {"en": ["(cartoonify|toonify|toon) it(| please|)", "like (in|from) (a|the) (cartoon|kids' show|comic strip)", "(make|turn) it (into |)(a |)cartoon(y|ish|)", "as a cartoon"], "zh": ["(卡通化|弄卡通一点|动画片那样)(|吧)", "像动画片(一样|里的|那样)"]},
    "sketch": {"en": ["as if (drawn|sketched) (by hand |)(with|in) (a pencil|pencil|graphite)", "like a (pencil|hand) drawing", "(just |)(pencil|graphite) (lines|strokes|only)", "(pencil|hand-drawn) (look|version)"], "zh": ["(像|跟)(用|)铅笔(画|手绘)(的|出来的)(一样|)", "(改|换)(成|)(铅笔|手绘)(稿|线条|的)", "素描(稿|那样)(|吧)"]},
    "watercolor": {"en": ["like (a |)(wet|soft|runny) (watercolor|watercolour|aquarelle)", "with (watery|runny|washed) (paint|colors)", "as an aquarelle"], "zh": ["(像|跟)水彩(画的|)(一样|那样)(晕开|)", "颜色(晕开|水水的)"]},
    "oil": {"en": ["like an (old|classic) (oil painting|master)", "with (thick|heavy) (oil |)paint", "oil on canvas(| please|)", "as if (van gogh|rembrandt) (painted|had painted) it"], "zh": ["(像|跟)(老|古典)油画(一样|那样)", "(厚涂|油画布)(的感觉|那样|)"]},
    "3d": {"en": ["(make|render) it (three-dimensional|in three dimensions|look 3d|with depth)", "like (a |)(clay|plastic|pixar) (model|toy|figure|film)", "give it (volume|depth)"], "zh": ["(做成|弄成)(立体|三维)(的|)(感觉|)", "(像|跟)(皮克斯|粘土|橡皮泥)(一样|那样)"]},
    "flat": {"en": ["(flatten|simplify) (it|the look)( to flat shapes| into flat shapes|)", "(flat|simple) (shapes|colors|design)(| only| please|)", "like a (flat |)(vector|app) icon"], "zh": ["(扁平化|弄扁平|平面化)(|一点|吧)", "(像|跟)(应用|App|矢量)图标(一样|那样)"]},
    "sticker": {"en": ["(make|turn) (it into |)a sticker(| of it| out of it|)", "with a white (border|outline|edge) like a sticker", "as a (die-cut |)sticker"], "zh": ["(做|弄|变)成贴纸(|吧|那样)", "(加|带)(个|)白边(像贴纸|)"]},
}  # fmt: skip
"""Styles by what one says of them."""
SWATCH_TALK: dict[str, list[str]] = {
    "en": ["(make|do) (a|me a|it as a|it like a) {style}( of it| version| out of it|)", "(what would|how would) (it|this) look as (a |){style}", "turn (it|this) into (a |an |){style}", "as (a |an |){style}( please|)", "(redo|remake) (it|this) (as|in) {style}"],
    "zh": ["(做|弄|搞|整)(个|成|一个){style}(版|的|看看|)", "(变|改)(一个|成){style}(版|的样子)", "(要是|如果)做成{style}(呢|会怎样)", "{style}(版|化)(|吧|来一个)"],
}  # fmt: skip

HOLDING: dict[str, list[str]] = {
    "en": ["{what} (should be|is|could be|has to be) (holding|carrying|playing with|eating|watching|looking at|chasing|meeting|walking with) {np}", "(let|have|make) {what} (hold|carry|meet|look at|chase|play with) {np}", "{what} (needs|wants|deserves) (a friend|company|a companion|a toy|a neighbour): {np}", "(a friend|company|some company|a playmate) for {what}: {np}", "(now|and|ok|then|so) {he} (needs|gets|wants|has) (a friend|company|a pal|a playmate)(, |: | - ){np}"],
    "zh": ["(让|给){what}(拿着|抱着|牵着|追着|看着|陪着){np}", "{what}(手里|身边|跟前)(要有|拿着|来|有){np}", "(给|替){what}(找|配|安排)(个伴|个朋友|个伙伴)(，|：|，来){np}", "{what}(一个人|自己)(太孤单|好孤单|有点寂寞)(了|)，(加|来|配){np}", "(它|他)(缺|需要|要)(个伴|个朋友|点陪伴)(，|：){np}"],
}  # fmt: skip

AFTER_ALL: dict[str, list[str]] = {
    "en": ["(i changed my mind about|about) {whats}(:|,) (add|put in|give me|i want) {np}(| after all|)", "{np} after all(| please|)", "(ok|fine|well|hmm)(,|) {np} after all", "{whats} are (allowed|fine|ok|welcome) (now|again|after all)(,|:|;) (add|paint|have) {np}", "(forget what i said about|never mind what i said about) {whats}, (add|i want|draw) {np}"],
    "zh": ["{what}还是(要|加上|画上)(吧|)(，{np}|)", "(我改主意了|我变卦了|想了想)，{what}(还是|)(要|加|画)(吧|)(，{np}|)", "(还是|其实)(要|加上|画上){np}(吧|)", "{what}(可以|又可以|允许)(有|出现)了，(加|画|来){np}", "(刚才说|之前说)不要{what}(，|的，)(现在|还是)(加|要|来){np}(吧|)"],
}  # fmt: skip
"""A thing that was to be left out is wanted now."""

REMARKS: dict[str, list[str]] = {
    "en": [
        "(can|could|would|do|does) (you|it|a {noun}|the {noun}) (eat|smell|sleep|dream|bite|like|swim|get cold|remember)(| things| that| me| cake| rain| too|)(?|)", "(that|this|the|your) {noun} looks (just |a bit |exactly |kinda |)like (my uncle|my cat|my boss|a potato|a cloud|a sock|me on monday|cotton candy|my old teacher)(| haha| lol|)", "(spot on|that's the one|just as i imagined it|could not be better|nailed it|that's it exactly)(|!|, thanks)", "(what a|such a) (pair|couple|team|sight|crew|duo|mess|beauty)(| haha| lol|!|)", "(the kids|my niece|my flatmate|the whole team) (will|would|is going to) (love|go crazy for|frame|steal) (it|this|that {noun})",
        "(fun fact|did you know)(:|,) (a {noun}|my {noun}|that {noun}) (can|once|never) (outran me|sleeps all day|bit me|cost a fortune|sings)", "(enough|good enough|that will do|we'll keep this|i'll take it|i'll hand this in)(| then| for now|, thanks| as it is|)", "(i think|i guess|maybe) (the|that|your) {noun} (is hungry|is smiling at me|has a name|needs a holiday|wants to go home)(| haha|)", "(is|are) (that|the|your) {noun} (a boy or a girl|happy|friendly|asleep|on holiday)(?|)", "(slow|lazy|happy|weird|fancy|royal) (team|gang|club|family|party)(| haha| lol| here|)",
        "(never|haven't) seen (such a|a) {noun} (like that|before|that chubby)(|!|)", "(so|and) (what's|what is) (its|his|her|the {noun}'s) name(?|)",
    ],
    "zh": [
        "(这|那|你这|这个){noun}(画得|长得|看着|)(跟|像)(我二舅|我家猫|棉花糖|土豆|一朵云|真的|我老师|包子)(似的|一样|)(|哈哈|！|)", "(你|它|这{noun})(会|能|吃|喜欢)(吃|睡|咬人|做梦|冷|游泳|下雨)(吗|么)(？|)", "(就是它了|就这个了|正合我意|跟我想的一样|完全就是我想的|没得挑)(|！|，谢谢)", "(好一对|绝配|最佳组合|懒洋洋组合|快乐一家|什么神仙组合|搞笑二人组)(|哈哈|哈哈哈|！|啊)", "(孩子|我侄女|同事|全家|老师)(肯定|一定|会)(喜欢|爱|乐坏|抢着要)(它|这张|这{noun}|)(的|了|)",
        "(够了|行了|就这样|可以了|那就这张)(，|)(我|)(拿去用|拿去交差|先存着|先收下|发出去)(了|吧|)(|，谢谢|，辛苦)", "(这|那|你的|)({noun})(是公的还是母的|饿了吧|好像在笑|有名字吗|看起来很困|想回家了)(|哈哈|？|)", "(没见过|从没见过)(这么|这样)(胖|逗|可爱|奇怪)的{noun}(|！|哈哈)", "(冷知识|你知道吗)(：|，){noun}(会|能|不会)(游泳|睡一整天|唱歌|认人)", "(它|这{noun})叫什么(名字|)(好|呢|)(？|)", "(好|真|太)(治愈|解压|喜庆|温馨|上头|下饭)(了|)(|！|啊)", "(我|)(笑死|笑喷了|乐了|服了|惊了)(|，这{noun}|哈哈)(|！)",
    ],
}  # fmt: skip
"""Remarks and jokes that ask for nothing."""

DECLINE: dict[str, list[tuple[str, str]]] = {
    "en": [
        ("(and|finally|also|now|one last thing:) (write|letter|put) {quoted} (across it|underneath|above everything|in big letters|in gold|on top)(|, can you do that|, please)", "text"), ("(the|its) (company name|date|title|price|address|slogan|website) (goes|should go|belongs|in) (at the bottom|on the {noun}|in the middle|there)", "text"), ("(some|big|three|four) (letters|words|characters)(:| saying|,) {quoted}(| please| on the {noun}|)", "text"), ("(numbers|initials|letters) on the {noun}(|: {quoted}| please)", "text"),
        ("{quoted} (printed|painted|stitched|stamped|written) on (it|the {noun})(| please|)", "text"), ("(turn|make) the {noun} (around|upside down|face the other way|look back|lie on its side)", "geometry"), ("(let|have) the {noun} (smile|cry|frown|raise a hand|close its eyes|stick out its tongue)", "geometry"), ("(make|can you make) it (sing|talk back|greet my mom|read the news)(| please|)", "sound"),
    ],
    "zh": [
        ("(最后|还要|再|另外|顺便)(在上面|在下面|在{noun}上|)(写|印|加)(上|着|)({quoted})(几个大字|这几个字|四个字|两个字|)(，行吗|，可以吗|，能做到吗|)", "text"), ("{noun}(上|中间|上面|正中)(印|写|刻|加)(上|个|)({quoted}|公司名字|店名|编号|标语|日期|地址)(两个字|几个字|字样|的文字|)", "text"), ("(写|印)(个|几个|四个|两个)(大|)字(：|，){quoted}", "text"), ("(加|放|配)(上|)(标题|文案|广告语|店名|电话号码|公司标志)(|：{quoted}|，写{quoted})", "text"),
        ("(要有|得有|带上){quoted}(这几个字|字样|的字)(|，放{noun}上|)", "text"), ("(让|把)({noun})(转过去|倒过来|背过身|侧躺|翻个面)", "geometry"), ("(让)({noun})(笑一个|闭眼|吐舌头|哭|招手|张嘴)(|吧)", "geometry"), ("(让|叫)(它|{noun})(说句话|打个招呼|念新闻|学猫叫)", "sound"),
    ],
}  # fmt: skip

UNDO_DONE: Table = {
    "last_two": {"en": ["(undo|drop|revert|take back|cancel) (both|the last two|two steps|both changes|the last two changes|both of them)", "(go|step) back (two|two steps|twice)(| please|)", "undo twice(| please|)", "two steps back(| please|)"], "zh": ["(撤销|退回|回退|撤回)两(步|次)(|吧)", "(最近|刚才|后面)(的|)(两次|两个|两步)(修改|改动|)(都|)(不要|撤了|撤销|取消)(了|吧|)", "(退|倒)(回|)两步(|吧)", "(这|那)两个(改动|修改)都(撤掉|取消|不要了)"]},
    "before_how": {"en": ["(back|go back|return|revert) to (before|how it was before) (the {how}|you did the {how}|the {how} step|that {how})", "(the one|the version|the picture|it) (without|before) the {how}(| please| was better| again|)", "(lose|drop|undo|take back) the {how}(| please| again|)", "(i liked it better|it was better|nicer) (before|without) the {how}"], "zh": ["(回到|恢复到|退回到|还原到)(没|没有|还没){how}(的|过的|之前)(|那张|样子|时候)", "(没|没有){how}过?的(那张|更好|好|版本)(|，回去|吧)", "{how}(之前|以前|前)(的|)(那张|版本|样子)(|吧|更好)", "(不要|取消|撤掉)(刚才的|){how}(了|吧|)"]},
    "turned": {"en": ["(back|go back|return) to (before|just before|when it had not yet|the one before) {it} (turned|became|went|was made) {value}", "(the version|the one|the picture) (from |)before {it} (turned|became|went|was made) {value}", "(as|how) it was before {it} (became|turned|went) {value}", "before {it} (was|got|became|turned) {value}(| please|, go there|)"], "zh": ["(回到|退回|返回)({it})(变|变成|改成|成){value}(之前|以前|前)(|的那张|的时候)", "{it}(还没|没)(变|变成|改成){value}(的|)(那张|时候|版本)(|吧)", "{it}(变|改){value}(之前|以前)的(那张|版本|样子)(|吧)", "(我要|给我|看){it}(变|变成|改成){value}(前|之前)的(那张|那版)"]},
    "added": {"en": ["the one where {it} (had just come in|was just added|first appeared|was new)", "when {it} (was just added|had just come in|first appeared)", "the picture in which {it} (first appears|was added|came in)", "right after {it} (was added|came in)"], "zh": ["(刚|刚刚)(加|加上|画上|有){it}(的|那张|那时候|的那张)", "{it}(刚|刚刚)(加上|出现|画上)(的|)(那张|时候|版本)", "(加|加上|添上){it}(之后|以后|后)的(那张|第一张)", "{it}(第一次|最早)出现的那张"]},
    "with_without": {"en": ["(when|back when|the one where|the version where) there (was|were|had been) {a} but no {b}", "(the one|the picture|the version) with {a} (but|and) (no|without the|not yet the) {b}", "{a} (yes|there), {b} (no|not yet)", "with the {a} still there but without the {b}"], "zh": ["有{a}(但|但是|可是|而)(没|没有|还没){b}的(那张|时候|版本)", "{a}(在|有了)(，|但){b}(还没有|没加|不在)的(那张|时候)", "(只有|光有){a}(没有|没){b}的(那张|版本)", "有{a}没{b}那(张|版)"]},
    "wins": {"en": ["(the |){color} (beats this|was best|was better|it is after all|looked better|please, the old one)", "(let me have|give me|i want|bring back) the {color} (back|one again|again|one back)", "(ok|fine|right)(,|) (the |){color} (one was better|was nicer|then, go back)", "back to {color}(| please| again|)", "(i'll take|go with|we take|use|pick) the {color} one(| after all|)"], "zh": ["(还是|我觉得|看来){color}(的|那个)(好看|最好|顺眼)(|，回去|，就它)", "(切|换|回)(回|到|回到){color}(的|那版|那张|那个)(|吧)", "(就|那就|)(用|要|选){color}(的那个|那版|那张)(|吧)", "{color}(赢了|胜出|更好)(，回去|，用那张|，切回|)", "(把|)({color}的)(那张|那版|)(拿回来|找回来|要回来)"]},
}  # fmt: skip
"""How the pictures of a session are named by what was done to them; the first ends in words for undoing."""
HOW_WORDS: dict[str, dict[str, list[str]]] = {
    "sharpen": {"en": ["sharpening"], "zh": ["锐化"]}, "denoise": {"en": ["denoising", "noise removal"], "zh": ["降噪", "去噪"]}, "deblock": {"en": ["jpeg repair", "deblocking"], "zh": ["去块"]},
    "brighter": {"en": ["brightening", "extra light"], "zh": ["提亮", "调亮"]}, "darker": {"en": ["darkening"], "zh": ["调暗", "压暗"]}, "contrast": {"en": ["contrast boost", "contrast change", "extra contrast"], "zh": ["加对比", "调对比度"]},
    "warmer": {"en": ["warming", "warm tint"], "zh": ["调暖"]}, "cooler": {"en": ["cooling", "cold tint"], "zh": ["调冷"]}, "x2": {"en": ["upscaling", "enlarging"], "zh": ["放大"]}, "x4": {"en": ["upscaling"], "zh": ["放大"]},
}  # fmt: skip

ENHANCE: Table = {
    "sharpen": {"en": ["(crispen|snap|tighten) it up(| a bit| please|)", "(now |)(it's|it is|that's) (a bit |way |much |)too (mushy|smooth|dreamy)(, bring the edges back|, get the edges back|)", "(bring|get) (out |back )the (edges|details|lines)", "(can't|i can't) make out the (details|edges)(| properly|)", "(everything|it) is a bit (hazy|smeared|woolly|milky)(|, tighten it)"], "zh": ["(太|有点)(软|柔|肉|朦胧)了(|，边缘清楚点|，利落一点|)", "(细节|边缘)(看不清|糊成一片|都没了)(|，救一下)", "(利落|锐)一点", "(糊|虚)得(不行|厉害)(|，救救它)", "画质(清楚|锐)(点|一些)"]},
    "denoise": {"en": ["(too much|so much|lots of) (sand|snow|static|speckle)(| in it| on it|)(|, get it off)", "(it|the picture) looks (sandy|gritty|like an old tv)", "smooth (out |)the (grit|speckles|grain)", "(get|wash) the (dots|specks|grit) (off|out)"], "zh": ["(像|跟)(撒了沙子|老电视|下雪花)(似的|一样)(|，清一下)", "(麻麻点点|沙沙的|颗粒感太强)(|，弄干净)", "(把|)(麻点|沙粒感|雪花点)(弄掉|磨平|清了)", "(磨皮|磨平)(一下|)"]},
    "deblock": {"en": ["(blocky|chunky|crumbly) (edges|patches|areas)(|, smooth those|, repair that)", "(there are|i spot|what about the) (codec|jpeg) (squares|leftovers|traces)(| in the corners| everywhere|)(|, repair that|, clean them|, get rid of them)", "(smooth|iron) out the (blocks|squares|blocky bits)", "(saved|sent) too often, (repair|fix) it"], "zh": ["(有|全是)(一块一块|一格一格)的(|，修一修|，抹平)", "(传|存|转发)(太多次|多了)(都糊成块了|有格子|)(|，修一下)", "(格子|色块)(抹平|修掉)(一下|)", "(压缩|转发)(出来的|的)(格子|块)(去掉|处理一下)"]},
    "brighter": {"en": ["(rather|quite|too|awfully) (dim|murky|sombre|dusky)(|, let there be light|, brighten it)", "(lighten|light) it (up|up a bit|a little)", "(i can|we can) (hardly|barely) see (it|anything)(|, more light)", "(let in|needs|give it) (more|some) light", "(turn|switch) the lights (on|up)"], "zh": ["(黑乎乎|乌漆嘛黑|昏暗|阴沉)(的|)(|，提亮|，亮堂点|，开灯)", "(亮堂|敞亮)(一点|点|些)", "(看不清|太暗了看不见)(|，亮一点)", "(打|加|补)(点|个)光(|吧)", "(画面|整体)(暗沉|阴沉)(|，提一提)"]},
    "darker": {"en": ["(too|way too|a bit too) (glaring|dazzling|bright|harsh)(|, it hurts my eyes|, tone it down|, dim it)", "(tone|dial) (it|the light|the brightness) down(| a bit| a notch|)", "(it|that) (hurts|blinds) my eyes", "(burnt out|overexposed|blown out)(|, bring it down)", "(turn|switch) the lights down"], "zh": ["(刺眼|晃眼|亮瞎了|闪眼睛)(|，压一压|，暗点|)", "(太亮|亮过头|曝光过度|过曝)(了|)(|，晃眼|，收一收|，压下来)", "(光|亮度)(收|压)(一点|一收|下来)", "(关|调低)(点|)灯光"]},
    "contrast": {"en": ["(so|too|a bit) (grey|lifeless|milky|limp)(|, more punch|, give it punch)", "(more|give it|add|some) (punch|pop|oomph|kick)", "(make|let) the (colours|colors|darks and lights) (stand out|pop)", "(blacks|darks) deeper(, whites whiter|)"], "zh": ["(没精神|不够劲|寡淡|发白|发灰)(|，加点反差|，提提神)", "(明暗|黑白)(分明|拉开)(一点|些)", "(层次|反差)(拉开|加大|强)(一点|些|)", "(来点|加点)(冲击力|反差)"]},
    "warmer": {"en": ["(too|a bit|rather) (icy|chilly|cold-looking|bluish)(|, cosy it up|, warm it)", "(give it|add) (a|some) (sunny|cosy|golden|candlelight) (touch|tone|feel|glow)", "(shift|push|nudge) (it|the tones|the white balance) (warmer|towards warm|to the warm side)", "more (sunshine|gold) in the tones"], "zh": ["(太冷清|冷冰冰|偏冷)(的|了|)(|，暖起来|，调暖和点)", "(暖和|温暖|暖意)(一点|多一点|些)", "(白平衡|色温)(往暖|偏暖|暖)(调|走|一点)", "(来点|加点)(阳光感|暖意|金色调)"]},
    "cooler": {"en": ["(too|a bit|rather) (yellowish|sunny|orangey|hot)(|, cool it off|, take the warmth out)", "(give it|add) (a|some) (wintry|icy|moonlit|chilly) (touch|tone|feel)", "(shift|push|nudge) (it|the tones|the white balance) (cooler|towards blue|to the cool side)", "(the white balance is wrong|the whites look yellow)(, | - |; )(make it cooler|too warm)"], "zh": ["(发黄|泛黄|黄过头)(了|)(|，冷下来|，调冷)", "(清冷|冷清|凉爽)(一点|些|感)", "(白平衡|色温)(往冷|偏冷|冷)(调|走|一点)", "(来点|加点)(冷意|月光感|冰凉感)"]},
    "auto": {"en": ["(just |)(make|get) it (prettier|tidier|finer) (all round|in general)", "(clean it up|tidy it up|polish it|spruce it up)(| a bit| overall| in general|)", "(overall|general|all round) (cleanup|polish|improvement)(| please|)", "(do|work) your (magic|thing) on the quality"], "zh": ["(整体|总体)(优化|美化|提升|修)(一下|)", "(弄|修|搞)(好看|精致|干净)(点|一点)(|就行)", "(质感|品质)(提一提|好一点|提升)", "(帮我|)(精修|润色|打磨)(一下|)"]},
}  # fmt: skip

LONG: dict[str, tuple[list[str], list[str]]] = {
    "en": (
        [
            "(so |well |)(i was|we were) (talking about|sitting over|going back and forth on) (this|it|the cover|the invitation)(| since lunch| for a week) and ", "(my boss|the client|my mother-in-law|our teacher|the committee) (came by|had a look|called this morning|looked at it) and (said|thinks|feels) (it's fine but a bit dull|it is nearly there|it lacks something), so ", "(i know|i'm aware) (this is the fifth wish today|i'm being difficult|you must be tired of me)(, but |; still, |. anyway, )", "(it's for|this will be for|i need this for) (the hallway of our school|a birthday next saturday|the front page of the newsletter|a bedtime story)(, and|, so|:) ",
            "(don't take this the wrong way|no offence|i don't want to be picky)(, but | - |: )", "(what would really|something that would) (make my day|help us)(| is| would be) (this|the following)(: |, )", "(after|since) (the meeting|lunch|talking to my wife|sleeping on it)( i think|, i believe|, we decided)(:|,| that) ", "(would it be possible|do you think you could manage|might it be possible)(,|) (when you have a moment|if it's not too much|without too much trouble)(,| -|) ",
        ],
        [", (nothing too busy|keep it simple|you know what i mean)", "(, | - )(the kids will love it|my niece adores that|it suits the sofa|it goes well with the frame|it looks more expensive that way)", ". (take your time|no hurry|i'd be very grateful|that's all for now|let's see how that looks)", ", (which is what my boss wanted|because the deadline is tomorrow|since everyone asks for it|if you ask me)", "(, i think|, i believe|, or so my wife says|, if that makes sense|, does that work)"],
    ),
    "zh": (
        [
            "(情况是这样|跟你说啊|你听我说)，(我们单位|我们班|我家孩子|我们店|社区)(要办活动|下周要用图|想做个展板|要布置房间)，(商量了半天|琢磨了很久)，(还是|就)", "(主任|老板|客户|老师|我媳妇|评委)(看过了|刚看完)(说不错|觉得可以)，(不过|就是)(觉得|嫌)(不够热闹|太素|差点意思)，(所以|那就)", "(真抱歉|对不住)(又打扰了|老是改来改去|又改主意了)，", "(我知道|我明白)(我要求有点多|改了好几遍了|你也不容易)，(但|但是|不过)", "(这张|这个|图)(是要|是用来|准备)(挂在客厅|送给奶奶|贴在教室|发朋友圈)(的|)，(所以|就)", "(我|)(昨晚|早上|开会时)(想了想|又看了一遍)，(觉得|还是)",
            "(另外|再就是|还有一点)，", "(麻烦你|劳驾|辛苦你)(有空的时候|方便的话|顺手)，",
        ],
        ["，(简单大方|热闹一点|随意一点)", "，(小朋友|外孙女|奶奶|客户)(喜欢|爱看|高兴|看着舒服)", "，(显得|看着|看起来)(大气|精神|温馨)", "，(给|送)(孩子|老师|朋友)(当礼物|做纪念|留着)(|用)", "，(我觉得|)(这样|这么着)(就行|最好|合适)", "，(你看|你觉得)(行吗|行不行|可以不|成不成)", "，(不着急|慢慢来|辛苦了|拜托了)"],
    ),
}  # fmt: skip
"""Side clauses before a wish and behind it."""
ANEW: dict[str, list[str]] = {
    "en": [
        "(a new one|a new picture|new picture|another picture|next picture|fresh canvas|blank page)(: |, | - |. ){things}", "(clear|empty|wipe) the (canvas|page|board)(, |: |. )(now |then |)(paint |draw |){things}", "(scrap|bin|drop|leave|forget) (all that|this one|everything|the whole thing)(, |. |; )(draw |paint |new one: |instead |){things}", "(paint|draw|make|start|begin) a (new|fresh|second|separate|different) (one|picture|painting|image) (of|with|showing) {things}", "(now for|time for|let's do|on to) something (else|new|completely different)(: |, ){things}", "(start|begin) (over|anew|afresh|again from nothing)(: |, | with ){things}",
        "(instead of all this|not this at all)(, |: )(a picture of |){things}", "(different|other|next|second) (subject|motif|idea|picture)(: |, ){things}",
    ],
    "zh": [
        "(新的一张|新画一张|新图|另起一张|下一张|新开一张)(：|，){things}", "(清空|擦掉|清掉)(画布|全部|画面)(，|，再|，改)画{things}", "(这张|前面的|这些)(都|)(不要了|作废|算了)(，|。)(重新|另|新)画{things}", "(再|另)(开|起|画)一张(新的|)(，|：|，画){things}", "(换个|换一个)(题材|主题|内容)(，|：|，画){things}", "(从头|重头|从零)(来|画|开始)(，|：|，画){things}",
        "(画|来)一张(新的|别的|完全不同的)(，|：){things}", "(接下来|现在)(画|来)(另一张|下一张|新的一张)(，|：){things}",
    ],
}  # fmt: skip
"""New pictures where one is there already: a lone thing without such words is added to it."""
BARE_ADD: dict[str, list[str]] = {
    "en": ["{np}", "{np}(| please|, please| too)", "(and |)(now|next|then|also|ok|right)(,|) {np}", "(better|nicer|what's missing|missing|still missing)(:| is| would be) {np}", "{np}, (give me that|put that in|that's missing|and that's it)", "(it|he|she) (needs|gets|wants) {np}", "oh, and {np}"],
    "zh": ["{np}", "{np}(|吧|也要|走起)", "(还有|再就是|然后|对了，|接着){np}", "(缺|还缺|差)(的是|){np}", "{np}，(给我来|安排|别忘了|也放上)", "(它|画面)(得|该|要)有{np}", "(这次|现在)(来|要){np}"],
}  # fmt: skip
COMPARE: dict[str, list[str]] = {
    "en": ["(what's|what is) (different|the difference) between {pic} and (this one|the one now|the current one|this)", "(compare|put|show|lay) {pic} and (this one|the current one|the present one)(| side by side| next to each other|)", "{pic} (vs|versus|against|or) (this one|this|the current one)", "how (far|much) (have we|did we) come (since|from) {pic}"],
    "zh": ["{pic}(和|跟|与)(这张|现在这张|眼下这张)(放一块儿|摆一起|并排)(比比|看看|瞅瞅|)", "{pic}(和|跟|对)(这张|现在的)(有啥不同|差多少|哪个好|比一比)", "(拿|把){pic}(跟|和)(这张|眼前这张)(比比|对照|摆一块)", "从{pic}到(现在|这张)(变了多少|改了哪些)"],
}  # fmt: skip
"""A picture that is named beside the one there is now."""
BETWEEN: dict[str, list[str]] = {
    "en": ["diff {n} {m}", "{n} vs {m}", "{n} against {m}", "compare {n} {m}", "{n} or {m}, which one", "diff #{n} #{m}"],
    "zh": ["{n}和{m}比比", "对比{n}、{m}", "{n}对{m}", "{n} vs {m}", "diff {n} {m}", "{n}跟{m}哪个强"],
}  # fmt: skip
PLACE_SIZE: dict[str, list[str]] = {
    "en": ["{a} {place}(,| and) (a bit |much |){bigger}", "{a} {bigger} and {place}", "(put|move) {a} {place} and (make it|draw it) {bigger}", "(make|draw) {a} {bigger}(,| and) (put|move) it {place}", "{a} {place}, (but |and |){bigger}(| please)", "{a}: {place}, {bigger}"],
    "zh": ["{a}(放|移到|挪到){place}，(再|还要|也要|)(画|变|)({bigger})", "{a}{place}，{bigger}", "把{a}(画|变){bigger}，(放|移到|挪到){place}", "{a}{bigger}，(去|在|放){place}", "(让|把){a}到{place}，{bigger}(|一下|吧)", "{a}：{place}，{bigger}"],
}  # fmt: skip
