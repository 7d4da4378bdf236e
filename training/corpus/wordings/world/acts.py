"""Acts of the second edition, and its edits of several things; see `training.corpus.wordings.patterns`."""

from __future__ import annotations

from training.corpus.wordings.patterns import LabelledWordings, Wordings, WordingTable

SWAP_PLACES: Wordings = {
    "en": [
        "(swap|switch|exchange) {a} and {b}(| around| please|)", "(swap|switch|exchange) the (places|positions|spots) of {a} and {b}", "{a} and {b} (should |)(swap|trade|switch|change) (places|positions|seats)", "put {a} where {b} is(| and vice versa|)",
        "{a} where {b} is(,| and) {b} where {a} is", "(can|could) {a} and {b} (swap|trade) places(|?)", "{a} <-> {b}", "(let|have|make) {a} (change|trade|swap) places with {b}", "{a} and {b} the other way round", "swap: {a}, {b}",
    ],
    "zh": [
        "(把|将|){a}(和|跟|与){b}(换|对调|调换|互换)(一下|)(位置|)(|吧)", "{a}(和|跟){b}(换|交换)(个|一下|)(位置|地方)", "(让|叫){a}(和|跟){b}(对调|换位置|互换位置)", "{a}放(到|在){b}那(里|)，{b}放(到|在){a}那(里|)", "(交换|对调|调换)(一下|){a}(和|跟){b}(|的位置)",
        "{a}跟{b}反过来", "{a}(和|与){b}的位置(互换|对调|反一下)", "(能不能|可以)把{a}和{b}换(一下|)位置(吗|)",
    ],
}  # fmt: skip
SWAP_COLORS: Wordings = {
    "en": [
        "(swap|switch|exchange|trade) the colou?rs of {a} and {b}", "{a} and {b} (should |)(swap|trade|switch|exchange) colou?rs", "give {a} the colou?r of {b} and {b} the colou?r of {a}", "{a} in {b}'s colou?r and {b} in {a}'s",
        "(can|could) {a} and {b} (swap|trade) colou?rs(|?)", "(let|have) {a} (change|swap) colou?rs with {b}", "colou?r swap: {a} and {b}", "(swap|exchange) colou?rs between {a} and {b}",
    ],
    "zh": [
        "(把|将){a}(和|跟|与){b}的颜色(对调|互换|换一下|调换|交换)(|吧)", "{a}(和|跟){b}(换|互换|交换)(一下|)颜色", "{a}用{b}的颜色，{b}用{a}的(颜色|)", "(交换|对调)(一下|){a}(和|跟){b}的颜色", "{a}颜色跟{b}(换|对调)", "(让|叫){a}跟{b}(换|互换)颜色", "{a}和{b}的颜色反(过来|一下)",
    ],
}  # fmt: skip
SWAP_TWO: WordingTable = {
    "place": {"en": ["(swap|switch) (them|the two|places)(| please|)", "(the two|they|both) (should |)(swap|trade|change) (places|positions)", "the other way (round|around)(| please|)", "(change|exchange) their (places|positions)"], "zh": ["(换|对调|互换)(一下|个|)位置(|吧)", "(让|把)(它们|它俩|他们|两个)(换|对调|互换)(一下|)(位置|)", "(左右|位置)(反|对调|换)(一下|过来)", "两个(换|调)个(位置|地方)"]},
    "color": {"en": ["(swap|switch|exchange|trade) (their |the |)colou?rs(| please| around|)", "(the two|they|both) (should |)(swap|trade) colou?rs", "colou?rs the other way (round|around)"], "zh": ["颜色(换|对调|互换|反)(一下|过来|)(|吧)", "(让|把)(它们|它俩|两个)的颜色(对调|互换|换一下)", "两个(换|互换)(一下|)颜色"]},
}  # fmt: skip
"""The same of the only two things."""
KEEP: Wordings = {
    "en": [
        "(keep|leave) (only|just) {a}(| please|)", "only {a}(,| please,|) (the rest|everything else|the others) (can go|must go|out)", "(remove|delete|take out|get rid of|clear) (everything|all|everything else) (but|except|except for|besides) {a}", "just {a}(| please| now|, nothing else|)", "nothing but {a}(| please| in it|)",
        "(everything|everyone) (but|except) {a} (goes|can go|out|should go|leaves)", "(i want|leave me|i only want) (only|just|nothing but) {a}", "(lose|drop) (the rest|everyone else|all else)(,| but) keep {a}", "{a} stays, (the rest|everything else|the others) (can go|must go|should leave)", "all (gone|out) (but|except) {a}", "{a} alone(| please|)",
    ],
    "zh": [
        "(只|就|仅)(留|保留|要|留下){a}(|吧|就行)", "除了{a}(，|)(其他|其余|别的)(都|全|)(去掉|删掉|不要|拿走|删了)", "(其他|别的|其余)(的|)(都|全|)(不要|去掉|删掉)(|了)，(只|就)(留|要){a}", "(把|)除{a}(以外|之外)的(东西|)(都|全)(去掉|删掉|清掉|不要)", "(光|就)要{a}(，别的不要|就好|)", "{a}留(着|下)，(其他|别的|其余)(的|)(都|)(删|去掉|不要了|走)", "(画面|图)里只(要|剩|留){a}",
        "(清空|删掉)(其他|别的)(，|)(留|留下){a}", "让{a}一个(留下|待着)，别的都走",
    ],
}  # fmt: skip
TAKE: Wordings = {
    "en": [
        "(take|bring|copy|get|borrow) {a} from {pic}(| into this one| over here| too| please|)", "(put|add|place) {a} (of|from) {pic} (in here|here|in this one|into this)(| too|)", "(i want|i'd like|give me) {a} (from|of) {pic} (in here|here|in this picture|too|back)", "{a} from {pic}(,| please,|) (in here|here too|back)", "(use|insert|paste) {a} (of|from) {pic}(| here|)",
        "(can|could) (you bring|we have|i have) {a} from {pic}(| in here| here|)(|?)", "bring (over|back) {a} from {pic}", "remember {a} (in|of) {pic}? (bring it here|i want it here|put it in here)", "same {a0} as in {pic}(,| please,| put it) here",
    ],
    "zh": [
        "(把|将){pic}(里|上|)的{a}(拿|搬|放|挪|加|带)(过来|到这里|到这张|进来)(|吧)", "(用|要|加上){pic}(里|)的(那个|){a}", "{pic}(里|)的{a}(也|)(放|搬|加|拿)(到这张|过来|进来)", "从{pic}(里|)(拿|搬|借|取|带)(来|过来|){a}(|到这张)", "(我想|想)要{pic}里(的|那个){a}(在这里|也在这张|)", "(能不能|可以)把{pic}的{a}(放|加)(进来|过来)(吗|)",
        "{pic}那(个|只|){a}，(搬|请|带)过来", "把{a}从{pic}(拿|搬|挪)(过来|到这张)",
    ],
}  # fmt: skip
"""A thing of another picture."""
REPLACE: Wordings = {
    "en": [
        "(replace|swap out) {a} (with|for|by) {np}", "(change|turn|transform) {a} (into|to) {np}", "instead of {a}(,|) {np}", "{np} instead of {a}(| please|)", "{np}, not {a}", "(make|let) {a} (be |become ){np}", "not {a}(,| i want|:) {np}", "{a} -> {np}", "{a}? (no, |)(rather |make that |better ){np}",
        "(i said|i meant|should be) {np}(,| and) not {a}", "{a} should be {np}", "lose {a}(,|;) {np} (there|in its place)", "(can|could) {a} be {np} instead(|?)",
    ],
    "zh": [
        "(把|将){a}(换成|改成|变成|替换成){np}(|吧)", "{a}(换成|改成|变成|换){np}(|吧)", "不要{a}(了|)，(要|换|改成|来){np}", "(用|拿){np}(代替|换掉|替换|顶替){a}", "(我说|我要)的是{np}，不是{a}", "{a}(应该|得)是{np}", "{a}？(还是|换成|改成){np}(吧|)", "{a}(撤|拿|去)掉，(放|换|上){np}", "让{a}变成{np}", "{a}→{np}", "(能不能|可以)把{a}换成{np}(吗|)",
    ],
}  # fmt: skip
BETTER: Wordings = {
    "en": [
        "(which|what) (is|do you think is|looks) (better|nicer|the better one)(,|:| -) {pic} or {pic2}(|?)", "(is|was) {pic} better than {pic2}(|?)", "(between|of) {pic} and {pic2}(,|) which (is better|would you pick|fits better|do you prefer)(|?)", "{pic} or {pic2}(,| -) (which one|your pick|be honest|what do you say)(|?)", "does {pic} or {pic2} (fit|match) (better|what i asked for better)(|?)",
        "(should i|shall i) (take|use|keep|send) {pic} or {pic2}(|?)", "(pick|choose) (the better one|one)(:| of) {pic}(,| and| or) {pic2}", "which (one |)(comes closer|is closer) to what i (said|wanted|asked)(:|,) {pic} or {pic2}(|?)",
    ],
    "zh": [
        "{pic}(和|跟|与){pic2}(哪个|哪张|谁)(好|更好|更好看|好看|合适|更合适)(|？|一点)", "(你觉得|你说|说实话)(|，){pic}(好|好看)还是{pic2}(好|好看)(|？)", "{pic}(是不是|)比{pic2}(好|好看)(吗|)(|？)", "(选|挑|留)(哪张|哪个)(，|：|){pic}还是{pic2}(|？)", "{pic}(和|跟){pic2}(哪张|哪个)更(像|符合|接近)我(说|要|想)的(|？)", "{pic}还是{pic2}(，|？)你(选|挑|觉得呢)", "比比{pic}和{pic2}哪个(好|强)", "用{pic}还是{pic2}合适(|？)",
    ],
}  # fmt: skip
BETTER_THAN_NOW: Wordings = {
    "en": ["(is|was) {pic} better(| than this(| one)|)(|?)", "this (one |)or {pic}(|?| which is better?| be honest)", "(do you think|would you say) {pic} (was|is) (better|nicer)(|?)", "is this better than {pic}(|?)", "which (fits|is) better, this (one |)or {pic}(|?)", "honestly, (better|worse) than {pic}(|?)"],
    "zh": ["(这张|现在这张|这个)(和|跟|比){pic}(哪个|哪张|谁)(好|更好|好看)(|？)", "(是不是|)还是{pic}(好|好看)(|些)(|？)", "(这张|现在的)比{pic}(好|好看)(吗|)(|？)", "{pic}(好|好看)还是这张(好|好看)(|？)", "(你觉得|说实话){pic}更好(吗|)(|？)", "这张跟{pic}比(，|)哪个更(合适|像我说的)(|？)"],
}  # fmt: skip
LIST: WordingTable = {
    "styles": {"en": ["(what|which) (styles|art styles|painting styles) (do you know|are there|can you do|have you got|can i pick|do you have)(|?)", "(list|show me|tell me) (the|all|your) styles(| please|)", "styles?", "what (other |)styles (exist|are possible)(|?)", "how else can you paint it, (which|what) styles(|?)", "(is|are) there (other|more) styles(|?)", "(can you do|do you know) any (other |)styles(|?)"],
               "zh": ["(有|会|能画|你有)(哪些|什么)(风格|画风)(|？|啊)", "(风格|画风)(有|都有)(哪些|什么)(|？)", "(列|说|报)(一下|出|)(所有|全部|)(的|)风格", "还有(什么|哪些|别的)(风格|画风)(|吗|？)", "能用(什么|哪些)(风格|画法)(画|)(|？)", "(看看|给我)风格(列表|清单)", "(可选|可用)的风格(有|)"]},
    "colors": {"en": ["(what|which) colou?rs (do you know|are there|can you do|have you got|can i (use|pick|choose from))(|?)", "(list|show me|tell me) (the|all|your) colou?rs(| please|)", "colou?rs?", "what other colou?rs (exist|are there|do you have)(|?)", "how many colou?rs do you know, which(|?)", "(the |)colou?r (list|palette|names)(| please|?)"],
               "zh": ["(有|会|能用|你有)(哪些|什么)颜色(|？|啊)", "颜色(有|都有)(哪些|什么)(|？)", "(列|说|报)(一下|出|)(所有|全部|)颜色", "还有(什么|哪些|别的)颜色(|吗|？)", "(看看|给我)颜色(列表|清单|表)", "能(选|用|涂)(哪些|什么)颜色(|？)"]},
    "places": {"en": ["(what|which) (places|scenes|backgrounds|settings|locations) (do you know|are there|can you do|have you got|can you paint)(|?)", "(list|show me|tell me) (the|all|your) (places|scenes|backgrounds)(| please|)", "(places|scenes|backgrounds)?", "where (all |)can (it|they|a picture) be(|?)", "what other (places|backgrounds|scenes) (do you have|exist)(|?)", "which (locations|settings) are possible(|?)"],
               "zh": ["(有|会|能画|你有)(哪些|什么)(场景|地方|背景|地点)(|？|啊)", "(场景|地方|背景)(有|都有)(哪些|什么)(|？)", "(列|说|报)(一下|出|)(所有|全部|)(场景|背景)", "还有(什么|哪些|别的)(地方|场景|背景)(|吗|？)", "能(去|放在|画在)(哪些|什么)地方(|？)", "(可选|可用)的背景(有|)(哪些|)"]},
    "people": {"en": ["(what|which|what sort of|what kinds of) people can you (paint|draw|do)(|?)", "(can you|do you) (draw|paint|do) people(|?| which?)", "(list|show me|tell me) (the|all|your) people", "who (all |)can you (paint|draw)(|?)", "what (jobs|characters|roles) (do you know|can you draw)(|?)", "people?", "which (people|persons) do you (know|have)(|?)"],
               "zh": ["(能|会|可以)画(哪些|什么)(人|人物|职业|角色)(|？)", "(你|)(会|能)画人(吗|不)(|？)", "(有|都有)(哪些|什么)(人物|人|角色)(|？)", "(列|说)(一下|出|)(能画的|所有)人物", "人物(有|都有)(哪些|谁)(|？)", "还(能|会)画(哪些|什么)人"]},
    "weathers": {"en": ["(what|which) (weather|weathers|kinds of weather) (do you know|are there|can you do|can you paint|could i have)(|?)", "(list|show me|tell me) (the|all|your) weathers?", "weathers?", "what weather (is|would be) possible(|?)", "can you do (weather|other weathers)(|?)", "what other weather (is there|do you have)(|?)"],
                 "zh": ["(有|会|能画|你有)(哪些|什么)天气(|？|啊)", "天气(有|都有)(哪些|什么)(|？)", "(列|说)(一下|出|)(所有|全部|)天气", "还有(什么|哪些|别的)天气(|吗|？)", "(能|可以)下(什么|哪些)(|？)", "天气能选(哪些|什么)"]},
    "acts": {"en": ["what (can|could|may|do) i (say|type|tell you|ask|write)( to you| here| next|)(|?)", "(what|which) (commands|instructions|orders) (are there|do you know|do you understand)(|?)", "what can (be done|i do) (here|with (it|a picture|this))(|?)", "(list|show me) (the|all) commands", "how do i talk to you(|?)", "what (sort|kind) of (things|changes) can i ask for(|?)", "what (all |)can you do to a picture(|?)"],
             "zh": ["(我|)(能|可以)(说|打|问|让你做)(什么|些什么|哪些话)(|？)", "(有|都有)(哪些|什么)(命令|指令|操作)(|？)", "(能|可以)(怎么|对图)(改|做什么|操作)(|？)", "(列|说)(一下|出|)(所有|)(命令|指令|功能)", "怎么(跟你说|指挥你|下指令)(|？)", "(一张图|图)(能|可以)做(什么|哪些)(改动|修改)(|？)", "我该说什么"]},
    "things": {"en": ["(what|which) things (do you know|are there|can you (paint|draw|do))(|?)", "(list|show me|tell me) (the|all|your|all the) things(| you can paint| please|)", "what (all |else |)can you (paint|draw)(|?)", "what is there to (paint|draw)(|?)", "things?", "what (objects|subjects) do you know(|?)", "is there anything you can't (paint|draw)(|?)"],
               "zh": ["(你|)(能|会|可以)画(哪些|什么)(东西|)(|？|啊)", "(列|说)(一下|出|)(能画的|所有)(东西|物品)", "(有|都有)(哪些|什么)东西(可以画|能画)(|？)", "还(能|会)画(什么|哪些|别的)(|？)", "什么都能画(吗|么)(|？)", "能画的东西(有|都有)(哪些|)"]},
}  # fmt: skip
"""What the studio is asked to list."""
LIST_GROUP: Wordings = {
    "en": ["(what|which) {group} (can you (paint|draw|do)|do you know|have you got|are there)(|?)", "(list|show me|tell me) (the|all|your|all the) {group}(| please|)", "(do you know|can you do|have you got) (any |other |more |){group}(|?)", "what (kinds|sorts|types) of {group} (do you know|are there|can i have)(|?)", "{group}: (what have you got|which ones)(|?)", "what (other|else in the way of) {group}(|?| do you have?)", "any {group}(| you can do)?"],
    "zh": ["(你|)(能|会|可以)画(哪些|什么){group}(|？|啊)", "{group}(有|都有|类有|能画)(哪些|什么)(|？)", "(列|说)(一下|出|)(能画的|所有|){group}", "还(能|会)画(哪些|什么|别的){group}(|？)", "(有|都有)(哪些|什么){group}(|？)", "{group}(里|类|方面)(你|)(会|能画)(哪些|什么)(|？)"],
}  # fmt: skip
GROUPS: Wordings = {
    "en": ["animals", "birds", "food", "fruit", "vegetables", "drinks", "vehicles", "cars", "buildings", "furniture", "tools", "instruments", "musical instruments", "clothes", "hats", "toys", "plants", "flowers", "trees", "sports", "insects", "sea animals", "farm animals", "desserts", "monsters", "household things", "kitchen things", "weapons", "fairytale creatures"],
    "zh": ["动物", "鸟", "吃的", "水果", "蔬菜", "饮料", "交通工具", "车", "建筑", "家具", "工具", "乐器", "衣服", "帽子", "玩具", "植物", "花", "树", "运动", "昆虫", "海洋动物", "农场动物", "甜点", "怪物", "家里的东西", "厨房用品", "武器", "童话人物", "食物", "小动物"],
}  # fmt: skip
SAVE: Wordings = {
    "en": ["(save|keep|store|export|download) (it|this|this one|the picture|that)(| please| now| as png| to a file|)", "save(| please| it!|)", "(write|put) (it|this) (to a file|on disk|to disk)", "(i want to|can i|let me) (save|keep|download|export) (it|this|the picture)(|?)", "(perfect|great|ok|done|nice)(,|) (save|keep|export) (it|this|that)", "export(| png| this|)", "don't lose (it|this one)(,| -) save(| it)", "(that's a keeper|this one's the keeper)(,| -) save", "(can|could) you save (it|this)(| for me|)(|?)", "where do i get the file, save it"],
    "zh": ["(保存|存|存一下|导出|下载|存下来)(这张|这个|图|)(|吧)", "(把|)(这张|图|它)(保存|存下来|导出来|存一下|存成文件)(|吧)", "(好|完美|可以|行)(了|)(，|)(保存|存|导出)(|吧)", "(我想|我要|能不能)(保存|下载|导出)(这张|图|)(|吗)", "存(一份|本地|png|成图片)", "导出(png|图片|文件)", "别丢了，(存|保存)(好|下来)", "就这张，(存|保存)(吧|了)"],
}  # fmt: skip
NAME: Wordings = {
    "en": ["(call|name) (it|this|this session|the session|the whole thing|it all) {name}", "name: {name}", "title: {name}", "(rename|retitle) (it|this|the session|the project) (to |){name}", "(the name|its name|the title) (is|should be) {name}", "let's (call|name) (it|this) {name}", "(give|set) (it |)the (name|title) {name}", "(this session|the project) is (called |named ){name}", "save the session (as|under) {name}"],
    "zh": ["(这次|这个|这组|它)(就|)(叫|命名为|取名|名字是)(|“){name}", "(名字|标题|题目)(：|叫|改成|是){name}", "(改名|重命名|起名|取名)(为|叫|成|：|){name}", "(把|)(这次|会话|项目)(叫做|命名为|改名为|取名叫){name}", "给(它|这个|这次)(起|取)(个|)名(字|)(叫|：|){name}", "就叫{name}(|吧)"],
}  # fmt: skip
NAMES: Wordings = {
    "en": ["Sunday", "the {noun}", "{noun} story", "Tom's {noun}", "birthday card", "my {noun}s", "Sleepless", "Winter Tale", "draft two", "{noun} and friends", "Page One", "grandma's garden", "the big {noun}", "untitled 3", "{Noun} Parade", "A Day Out", "poster v2", "{noun} {noun2}"],
    "zh": ["三月", "{noun}的故事", "小{noun}", "生日贺卡", "星期天", "我的{noun}", "冬天的童话", "第二稿", "{noun}和朋友们", "第一页", "外婆的花园", "大{noun}", "海报二", "{noun}日记", "一日游", "{noun}{noun2}", "夏夜", "梦"],
}  # fmt: skip
RESTART: Wordings = {
    "en": ["(start|begin) (over|again|afresh|from scratch|from zero)(| please|)", "(new|blank|empty|fresh|clean) (sheet|page|canvas|paper|slate)(| please|)", "(throw|scrap|forget|scratch) (it all|everything|all of it)( away|,| and|) start (over|again|fresh)", "(clear|wipe|reset) (everything|it all|the canvas|all)(|,| please)", "let's start (from scratch|over|from nothing)", "restart(| please|)", "reset", "(i want to|can we|let me) (start over|begin again|start clean)(|?)", "give me (a blank page|an empty canvas|a clean sheet)", "all (gone|away), clean (page|slate)"],
    "zh": ["(重来|从头来|重新开始|从头开始|重开)(|吧|一次)", "(给我|来|要)(张|一张)(白纸|新画布|空白的|空白纸)(|吧)", "(全部|全都|都)(不要了|作废|清掉)(，|)(重来|从头来|重新开始)", "(清空|清除)(画布|全部|所有|一切)(，重来|重新来|)", "(推倒|全部推翻)重来", "重置(|吧)", "(我想|能不能)(从头来|重新开始)(|吗|一次)", "换张白纸", "归零，重新来"],
}  # fmt: skip
SURPRISE: Wordings = {
    "en": ["surprise me(| please| again|!|)", "(paint|draw|make) (whatever you like|whatever you want|what you like|anything you like|something random)(| please|)", "(you choose|you decide|your choice|you pick)(| what to (paint|draw)|, surprise me|)", "(i have no idea|no ideas|i'm out of ideas)(,| -) (you choose|surprise me|just paint)", "(something|anything) random(| please|)", "(i'm feeling lucky|random|dealer's choice|go wild)", "(just |)(do|paint|draw) (any old thing|something you like|your favourite thing)", "what would you (paint|draw) if (nobody asked|it were up to you)(|?)", "(be|get) creative, (no rules|anything goes|i don't mind what)"],
    "zh": ["(随便|随便你|随意)(画|画一张|来一张|画点什么|画个啥)(|吧)", "(给我|来)(一个|个|点)(惊喜|意外|随机的)(|吧)", "(你|)(自己|)(决定|选|看着办|发挥)(画什么|吧|，我不挑)", "(我|)(没主意|没想法|不知道画啥)(，|)(你来|随便画|你定)(|吧)", "(画|来)(你|)(喜欢|想画)的(|吧)", "(随机|盲盒)(来一张|一张|)(|吧)", "(随便|任意)来(一张|一幅)(|吧)", "(画什么都行|啥都行)，你(定|来|看着办)"],
}  # fmt: skip
COMPLAINT: Wordings = {
    "en": ["i didn't (ask|tell) you to (touch|change|move|recolor|replace) {a}", "(hey|hm|wait|no)(,| -) (why|how come) did {a} change(|?)", "(who|i never) (told you to change|said anything about|asked you to touch) {a}(|?)", "{a} (was fine|was not part of it|had nothing to do with it)(, why did you change it|)", "(not|oh no not) {a}(!| i meant the other one| you changed the wrong thing)", "you (changed|moved|touched|ruined) {a}(, i didn't ask for that| as well| too| though i never said so)", "why (is|has) {a} (different|changed|like that) now(|?)", "what did you do to {a}(?|!)", "leave {a} alone(!|, i said)", "i (said|asked for) something else, not {a}"],
    "zh": ["(我|)(没|没有|可没)(让|叫|要)你(动|改|碰|换){a}(啊|)", "(怎么|为什么)(把|连){a}(也|都|)(改|动|换|变)了(|？|啊)", "(谁|我什么时候)(让|叫)你(改|动|换){a}(了|的|)(|？)", "{a}(本来|原来)(好好的|没问题)(，|)(你|)(动|改)它(干嘛|干什么)", "你(把|连){a}(也|)(改|动|换|弄)(了|没了|坏了)(，我没说要改|)", "不是(让你改|叫你动){a}", "(别|不要|不许)(动|碰|改){a}啊", "{a}怎么变(样|)了(|？)", "我(说|要)的不是{a}"],
}  # fmt: skip
"""Something was changed that was not to be: it is offered to undo."""
TWO_READINGS: LabelledWordings = {
    "en": [
        ("{x} or {y} for {a}(|?| hm)", "color"), ("should {a} be {x} or (rather |){y}(|?)", "color"), ("{a}... {x}? {y}? (i can't decide|not sure|you tell me|help)", "color"), ("(is|would) {x} or {y} (be |)(better|nicer) (for|on) {a}(|?)", "color"), ("{a} needs a (colou?r that pops|better colou?r|proper colou?r)", "color"),
        ("(put|should i put) {a} left or right(|?)", "place"), ("{a} (up|over|down) (there|here) (or not|maybe)(|?)", "place"), ("where would {a} look (best|better)(|?)", "place"), ("{a} is in the wrong (spot|place)(|.)", "place"), ("(move|shift) {a} a bit(| to the ... you know)", "place"),
        ("(more|fewer) {whats}(| or less?)(| maybe)", "count"), ("(change|a different) (number|amount) of {whats}", "count"), ("how many {whats} would (be good|look right)(|?)", "count"), ("{whats}: (not enough|too many)(| i think)", "count"),
        ("(day or night|night or day|dawn or dusk)(,| -) (hm|i can't decide|what do you think)(|?)", "vague"), ("(make|get) it (pop|nicer|more alive|better somehow|less boring)", "vague"), ("(something|it) (is off|feels wrong|isn't right yet|needs more)", "vague"), ("(a |){n1} or (a |){n2}(|?| hm| i can't decide)", "thing"), ("(add|give it) (a friend|some company|something next to {a})", "thing"), ("(the|that) (left|right|top) corner (is|looks) (so |)(empty|bare)", "thing"),
        ("(another|a different|some other) (place|background|scene)(| maybe| please|)", "scene"), ("{s1} or {s2}(, i wonder|? hm|?)", "scene"), ("(another|some other|a nicer) style", "style"), ("mosaic or (crayon|woodcut)(|?)", "style"),
    ],
    "zh": [
        ("{a}(用|要|){x}还是{y}(好|呢|)(|？)", "color"), ("{a}{x}？{y}？(拿不准|纠结|你说呢|)", "color"), ("{a}{x}(好看|)还是{y}好看(|？)", "color"), ("{a}(得|要)(显眼|抢眼|换个好看)的颜色", "color"), ("{a}的颜色(我再想想|你说呢|再亮眼一点|不太好)", "color"),
        ("{a}(放|搁|摆)左边还是右边(|好|呢)(|？)", "place"), ("{a}放哪(儿|里|)(好|合适)(|？)", "place"), ("{a}(位置|地方)(不对|不太好|怪怪的)", "place"), ("{a}(挪|移|动)(一下|一点|)(|吧)", "place"),
        ("{whats}(几个|多少)(合适|好)(|？)", "count"), ("{whats}(太多|太少|不够)(了|)", "count"), ("(多|少)(几个|点){whats}", "count"), ("{whats}的数量(改|变|调)(一下|)", "count"),
        ("(白天还是晚上|晚上还是白天|下雨还是下雪)(好|呢)(|？)", "vague"), ("(再|)(好看|生动|高级|有感觉)(一点|些)", "vague"), ("(感觉|总觉得)(少了点什么|哪里不对|不太对|差点意思)", "vague"), ("{n1}还是{n2}(好|呢|)(|？|，纠结)", "thing"), ("(给{a}|)(加|配|找)(个伴|个朋友|点东西陪着)", "thing"), ("(左边|右边|上面|角落)(太空了|空荡荡的|有点空)", "thing"),
        ("(换|改)(个|一个)(地方|背景|场景)(|吧)", "scene"), ("{s1}还是{s2}(好|呢)(|？|，你说)", "scene"), ("(换|改)(个|种)(风格|画风)(|吧)", "style"), ("(马赛克|蜡笔)还是(木刻|刺绣)(好|)", "style"),
    ],
}  # fmt: skip
"""Messages that leave something open, with what it is."""
