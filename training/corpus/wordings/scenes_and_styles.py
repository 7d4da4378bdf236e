"""Patterns for scenes, styles and restyling.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

SCENE_DESCRIPTIONS: WordingTable = {
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

CHANGE_SCENE: Wordings = {
    "en": ["{x}(| please| now| instead| then|)", "(make|set|put|show|draw|have) (it|everything|them|this|all of it|the whole thing) {x}(| please| instead|)", "(what|how) about {x}", "(can|could|should) (it|this|they) (be|happen|take place) {x}", "(i want|i'd like|i'd love|let's have|let me see) (it|this|them|everything) {x}", "(it|this|everything) should (be|play|happen|take place) {x}", "(now|and|then|actually|hmm|ok)(,|) {x}(| please|)", "(same thing|the same|same picture|keep it|keep everything) (but |, |but now |){x}", "what if (it|this|they) (was|were) {x}", "change it so (that |)(it is|it's|they are) {x}", "(move|take|bring) (it|them|everything) {x}"],
    "zh": ["{x}(|吧|好了|更好|的)", "(改成|换成|换到|放到|改到|搬到|挪到|变成|改为|弄成|设在){x}(|吧|的|去)", "(让|把|)(它|它们|整个画面|一切|大家)(都|)(在|放在|放到|去|到|变成在){x}(|吧|去)", "(现在|这次|最好|还是|那就|要不)(是|在|放|换|)({x})(|吧|好了)", "(要|我要|想要|我想要|想看|希望是)(在|){x}(|的|的样子|的感觉)", "(背景|场景|地点)(要|是|改|换|换成|改成|在|放){x}(|的)", "(同样|一样)的(东西|画面|内容|)，(但|不过|只是)(是|在|换到|){x}", "(如果|要是)(是|在){x}(呢|会怎样|就好了|怎么样)"],
}  # fmt: skip
"""Another scene, by such a description."""

STYLE_DESCRIPTIONS: WordingTable = {
    "pixel": {"en": ["(8 bit|8bit|8-bit) it( please| up|)", "(make|do) it (look |)(8-bit|like an old video game|like a retro game|blocky like minecraft|in big pixels)", "(retro game|old school game|game boy) (look|style)(| please|)", "pixelate it like (a|an old) game"], "zh": ["(做成|弄成|像)(8位|八位|红白机|老游戏|复古游戏)(的样子|那样|画面|风|风格)", "(弄|来)成(一格一格|像素块)的"]},
    "cartoon": {"en": ["(cartoonify|toonify|toon) it(| please|)", "like (in|from) (a|the) (cartoon|kids' show|comic strip)", "(make|turn) it (into |)(a |)cartoon(y|ish|)", "as a cartoon"], "zh": ["(卡通化|弄卡通一点|动画片那样)(|吧)", "像动画片(一样|里的|那样)"]},
    "sketch": {"en": ["as if (drawn|sketched) (by hand |)(with|in) (a pencil|pencil|graphite)", "like a (pencil|hand) drawing", "(just |)(pencil|graphite) (lines|strokes|only)", "(pencil|hand-drawn) (look|version)"], "zh": ["(像|跟)(用|)铅笔(画|手绘)(的|出来的)(一样|)", "(改|换)(成|)(铅笔|手绘)(稿|线条|的)", "素描(稿|那样)(|吧)"]},
    "watercolor": {"en": ["like (a |)(wet|soft|runny) (watercolor|watercolour|aquarelle)", "with (watery|runny|washed) (paint|colors)", "as an aquarelle"], "zh": ["(像|跟)水彩(画的|)(一样|那样)(晕开|)", "颜色(晕开|水水的)"]},
    "oil": {"en": ["like an (old|classic) (oil painting|master)", "with (thick|heavy) (oil |)paint", "oil on canvas(| please|)", "as if (van gogh|rembrandt) (painted|had painted) it"], "zh": ["(像|跟)(老|古典)油画(一样|那样)", "(厚涂|油画布)(的感觉|那样|)"]},
    "3d": {"en": ["(make|render) it (three-dimensional|in three dimensions|look 3d|with depth)", "like (a |)(clay|plastic|pixar) (model|toy|figure|film)", "give it (volume|depth)"], "zh": ["(做成|弄成)(立体|三维)(的|)(感觉|)", "(像|跟)(皮克斯|粘土|橡皮泥)(一样|那样)"]},
    "flat": {"en": ["(flatten|simplify) (it|the look)( to flat shapes| into flat shapes|)", "(flat|simple) (shapes|colors|design)(| only| please|)", "like a (flat |)(vector|app) icon"], "zh": ["(扁平化|弄扁平|平面化)(|一点|吧)", "(像|跟)(应用|App|矢量)图标(一样|那样)"]},
    "sticker": {"en": ["(make|turn) (it into |)a sticker(| of it| out of it|)", "with a white (border|outline|edge) like a sticker", "as a (die-cut |)sticker"], "zh": ["(做|弄|变)成贴纸(|吧|那样)", "(加|带)(个|)白边(像贴纸|)"]},
}  # fmt: skip
"""Another style, by a description of it."""

RESTYLE: WordingTable = {
    "picture": {
        "en": ["(paint|draw|restyle|do|render|make|redo) (it|this|my photo|the photo|the picture|my picture) (like|in the style of|in the manner of|to look like|after) {pic}", "(use|take|copy|borrow|apply) the style (of|from) {pic}(| for this| on it| here|)", "(make|let) it look like {pic}", "(give it|with|in) the (look|style|manner|brushwork) of {pic}", "(transfer|apply|copy) {pic}'s style(| to this| to it| here|)", "(same|the same) style as {pic}(| please|)", "style (it |this |transfer |)(like|from|after) {pic}"],
        "zh": ["(用|按|以|照|按照|模仿|学){pic}的(风格|样子|画风|笔触)(画|来画|重画|处理|改)(|这张|它|一下|这张照片)", "(把|将|让)(它|这张|照片|我的照片|这张图)(画成|变成|改成|处理成)(像|跟|和|){pic}(那样|一样的风格|的风格|的画风)", "(套用|借用|使用|应用|迁移){pic}的(风格|画风|笔触)", "(风格|画风)(像|跟|和|同|参考){pic}(一样|那样|相同|)", "(参考|模仿){pic}(的风格|的画风)(|来画|画一下)", "(要|换成|改成){pic}(那种|的|那样的)(风格|画风)"],
    },
    "named": {
        "en": ["(make|turn|do|render|redo|repaint|redraw|paint|draw|show) (it|this|the picture|everything) (in |as |in a |into |as a |like a |look like a |){style}(| style| please| instead|)", "(in|in a|in the) {style} (style|look|manner)(| please| instead|)", "(change|switch|set|convert) (the |its |)style to {style}", "(i want|i'd like|give it|let it have) a {style} (look|style|feel|version)", "(use|apply|try|take) (the |a |){style}(| style| look| filter| instead)", "{style} style(| please| instead| now|)", "(how|what) about (a |){style}(| style| look| version)", "(same|the same) but (in |as |){style}(| style)"],
        "zh": ["(换成|改成|变成|用|转成|做成|要|试试){style}(风格|效果|的风格|画风|的样子|)(|吧|的)", "(风格|画风)(换成|改成|变成|要|用){style}(的|)(|吧)", "(把|将)(风格|它|这张|图|画面)(换成|改成|变成|画成|做成){style}(风格|效果|的|)(|吧)", "(我|)(想要|要|希望是){style}(的|)(风格|效果|画风)", "(画成|做成|弄成|处理成){style}(风格|的|效果|)", "{style}(风格|效果|画风)(的|吧|)", "(用|以){style}(的|)(风格|方式|手法)(画|来画|重画)(|一下)"],
    },
}  # fmt: skip
"""The style of another picture, or one that only a swatch shows."""

RESTYLE_SECOND_SET: Wordings = {
    "en": ["(make|do) (a|me a|it as a|it like a) {style}( of it| version| out of it|)", "(what would|how would) (it|this) look as (a |){style}", "turn (it|this) into (a |an |){style}", "as (a |an |){style}( please|)", "(redo|remake) (it|this) (as|in) {style}"],
    "zh": ["(做|弄|搞|整)(个|成|一个){style}(版|的|看看|)", "(变|改)(一个|成){style}(版|的样子)", "(要是|如果)做成{style}(呢|会怎样)", "{style}(版|化)(|吧|来一个)"],
}  # fmt: skip
"""A style that only a swatch shows, in other words."""
