"""Questions about a picture, by what is asked; see `training.corpus.wordings.patterns` for what a pattern is."""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

ASK: WordingTable = {
    "where": {
        "en": [
            "where('s| is| did you put) {a}(|?| now?| exactly?)", "{a}, where(| is it|)?", "(wait|hm|sorry|ok)(,|) where is {a}(|?)", "i (can't|don't) (see|find) {a}(|, where is it?)(|?)", "(can|could) you tell me where {a} is(|?)", "where (has {a} gone|did {a} go|did {a} end up)(|?)",
            "(which|what) (corner|side|part|spot) is {a} (in|on|at)(|?)", "is {a} (on the left or the right|up or down|top or bottom)(|?)", "whereabouts is {a}(|?)", "{a} (position|location)?", "where does {a} (stand|sit|live in this)(|?)",
        ],
        "zh": [
            "{a}在哪(|里|儿)(|啊|呢|？)", "(请问|)(图里|画里|)(的|){a}在(什么位置|哪个位置|哪边|哪个角)(|？)", "{a}(呢|哪去了|跑哪去了|去哪了)(|？)", "(我|怎么)(没看到|找不到|看不见){a}(，在哪|啊在哪|)(|？)", "{a}是在(左边还是右边|上面还是下面|左上还是右上)(|？)", "{a}(放|画)(哪|在哪|到哪)(了|里了)(|？)", "位置：{a}？",
            "(告诉我|说说){a}在哪", "{a}站在哪(|里)(|？)", "你把{a}(放|画)哪了",
        ],
    },
    "count": {
        "en": [
            "how many {whats} (are there|are in it|do you see|did you draw|can you count|are there now)(|?)", "how many {whats}(|?| now?| total?)", "(count|can you count) the {whats}(| for me| please|)", "(number of|total) {whats}?", "is that {n} {whats} or {m}(|?)", "{whats}: how many(|?)", "(are|were) there (really |only |)(just |){n} {whats}(|?)",
            "(so|wait|hm|ok) how many {whats} (have we|do we have|are we at)(|?)", "did you (draw|paint|make) {n} {whats}(|?)", "what's the (count|number) of {whats}(|?)", "how many of the {whats} (are there|did you do)(|?)",
        ],
        "zh": [
            "(图里|画里|画面里|现在|一共|总共|)(有|)几{u}{whats}(|啊|呢|？)", "(数数|数一下|数一数)(有|)(几{u}|多少){whats}", "{whats}(有|)(几{u}|多少{u}|多少)(|了|啊|？)", "{whats}(一共|总共|现在)(有|是)(几{u}|多少)(|？)", "(是|有)(没有|){n}{whats}(吗|没|)(|？)", "多少{u}{whats}(|？)", "你画了(几{u}|多少){whats}(|？)",
            "{whats}够不够{n}(|？)", "(请问|那个|)(里面|上面)(有|)几{u}{whats}", "{whats}数量(|是多少)？",
        ],
    },
    "color": {
        "en": [
            "what colou?r is {a}(|?| now?)", "which colou?r (is {a}|does {a} have)(|?)", "is {a} {x}(|?| or {y}?)", "{a}: what colou?r(|?)", "(did you make|isn't) {a} {x}(|?)", "(what's|tell me) the colou?r of {a}(|?)", "colou?r of {a}?", "(wait|hm|sorry|so) what colou?r (is|did you give) {a}(|?)", "{a} looks {x}, (is it|right|no)(|?)", "is {a} still {x}(|?)", "(is that|are we sure it's) {x}, {a}(|?)", "what shade is {a}(|?)",
        ],
        "zh": [
            "{a}(是|)什么(颜色|色)(的|)(|啊|呢|？)", "{a}(的|)颜色(是|)(什么|啥)(|？)", "{a}是不是{x}(的|)(|？)", "{a}(是|)(啥|什么)色", "{a}是{x}(的|)(吗|还是{y}的)(|？)", "(请问|那|)(图里|)(的|){a}什么颜色", "{a}(还|)是{x}(的|)吗", "你把{a}画成什么颜色了", "{a}{x}(的|)？", "{a}看着像{x}，是(吗|不是)", "(告诉我|说说){a}的颜色",
        ],
    },
    "exists": {
        "en": [
            "is there (any|some|by chance any) {base}(| in it| in the picture| somewhere|)(|?)", "(are there|do we have|did you draw|can you see) (any |some |){whats}(| in it|)(|?)", "(do|can) you see (a|any) {base}(|?)", "(did you|you didn't) (add|paint|draw) (the|a) {base}(|, did you)(|?)", "(any|no) {whats}(| in there| at all)?", "is {the} (still |even |)(there|in it|in the picture)(|?)", "is the {base} (missing|gone)(|?)",
            "{base}: (yes or no|there or not|present)?", "(have we|has it) got (a|any) {base}(|?)", "(didn't i|did i) (ask for|get) a {base}(|? is it there?)", "is that a {base}(| in there| back there|)(|?)",
        ],
        "zh": [
            "(图里|画里|画面里|里面|)(有|有没有){base}(吗|没有|)(|？)", "{base}(还|)在(不在|吗|图里吗)(|？)", "(你|)(画|加)(了|){base}(吗|没有|没|了吗)(|？)", "(看得到|能看到|看见){base}(吗|不|)(|？)", "{base}(有|)没有(|画)(|？)", "(是不是|是)没(有|画){base}(|？)", "{base}(是不是|)(不见了|没了|漏了)(吗|)(|？)", "里面(到底|)有没有{base}", "那(个|)是{base}吗", "{base}，(有|在)吗",
        ],
    },
    "bigger": {
        "en": [
            "(which|who|what) is (bigger|larger|taller|smaller), {a} or {b}(|?)", "is {a} (bigger|larger|smaller|taller) than {b}(|?)", "(which|who)('s| is) (bigger|larger|smaller)(: |, |? ){a} or {b}(|?)", "{a} or {b}(,|:) which is (bigger|larger|smaller)(|?)", "how big is {a} (compared to|next to|vs) {b}(|?)", "does {a} look (bigger|smaller|taller) than {b}(|?)",
            "are {a} and {b} the same size(|?)", "{a} vs {b}, (who wins on size|size|bigger one)(|?)",
        ],
        "zh": [
            "{a}和{b}(哪个|谁)(大|更大|比较大|高|小)(|啊|？)", "{a}(是不是|)比{b}(大|小|高)(吗|)(|？)", "(谁|哪个)(大|更大|高)(，|：|？){a}还是{b}(|？)", "{a}跟{b}(一样大|差不多大)(吗|)(|？)", "{a}大还是{b}大(|？)", "{a}有{b}大吗(|？)", "比一下{a}和{b}(谁大|的大小)", "{a}和{b}的大小呢(|？)",
        ],
    },
    "relation": {
        "en": [
            "is {a} (next to|behind|in front of|on|in|under|above|left of|right of|near|touching) {b}(|?)", "which side of {b} is {a} (on|at)(|?)", "(how|where) (does|do) {a} stand to {b}(|?)", "is {a} (in front of or behind|left or right of|above or below) {b}(|?)",
            "is {b} (in front of|behind|next to|under) {a}(| or not)?", "{a} and {b}: who is (left|in front|on top)(|?)", "(did you put|isn't) {a} (on|next to|behind|under) {b}(|?)",
        ],
        "zh": [
            "{a}(在|是在)(不在|){b}(的|)(旁边|后面|前面|上面|里面|下面|左边|右边)(吗|)(|？)", "{a}在{b}(的|)(哪边|哪一边|什么位置|哪个方向)(|？)", "{a}在{b}(左边还是右边|前面还是后面|上面还是下面)(|？)", "{a}(是不是|有没有)(站|放|)在{b}(的|)(旁边|上面|后面|前面)(|？)", "{a}(跟|和){b}(谁在前|谁在左边|挨着吗|离得近吗)(|？)", "{b}的(左边|右边|旁边)是{a}(吗|吧)(|？)", "{a}离{b}(远吗|近不近)", "{a}是在{b}(里面|上面)吗",
        ],
    },
    "holds": {
        "en": ["is {a} (holding|carrying) {b}(|?)", "does {a} (have|hold|carry) {b}(| in (its|his|her) hand|)(|?)", "is {b} in {a}'s hands?(|?)", "(did you give|has) {a} {b}(|?)", "is {a} wearing {b}(|?)", "does {a} (wear|have) {b}(| on)(|?)", "has {a} got {b} on(|?)"],
        "zh": ["{a}(拿着|手里有|抱着|举着){b}(吗|没有|)(|？)", "{a}(有没有|是不是)(拿|抱|举)(着|){b}(|？)", "{b}(在|是不是在){a}手里(吗|)(|？)", "{a}(戴|穿)(着|了|){b}(吗|没有|没)(|？)", "{a}(有没有|是不是)(戴|穿)(着|){b}(|？)"],
    },
    "who": {
        "en": [
            "(who|what)('s| is) (next to|beside|behind|in front of|near|by) {a}(|?)", "(who|what) (stands|sits|is) (next to|behind|on|in|under) {a}(|?)", "(who|what) is {a} (standing|sitting) (next to|with|on)(|?)", "what is {a} (holding|carrying|wearing)(|?)", "what does {a} (have|hold|wear|have on|have in its hands)(|?)", "(is|are) (anyone|anybody|anything|somebody) (next to|with|behind|on) {a}(|?)",
            "(who|what) else is (there |)(with|around|by) {a}(|?)", "(who|what)'s (left|to the left|to the right|right) of {a}(|?)", "what('s| is) on {a}(|?)",
        ],
        "zh": [
            "{a}(的|)(旁边|后面|前面|左边|右边|身边|上面)(是|站着|有)(谁|什么|啥)(|？)", "(谁|什么)(在|站在){a}(的|)(旁边|后面|前面|上面)(|？)", "{a}(拿着|手里拿的是|戴着|穿着|抱着)(什么|啥)(|？)", "{a}跟谁(在一起|站一起)(|？)", "{a}(的|)(旁边|周围|身后)(有人吗|有东西吗|还有谁)(|？)", "{a}(手里|头上|身上)(有|是)(什么|啥)(|？)", "{a}(里面|上面)(有|是|放着)(什么|啥)(|？)",
        ],
    },
    "who_at": {
        "en": ["(what|who)('s| is) (in|at) the {place}(|?)", "what did you put (in|at) the {place}(|?)", "(what|who) (do you see|is there) (in|at) the {place}(|?)", "is (anything|something|anybody) (in|at) the {place}(|?)"],
        "zh": ["{place}(是|有|画的是)(什么|谁|啥)(|？)", "(什么|谁)在{place}(|？)", "{place}(有东西吗|那个是什么)(|？)", "你在{place}画了什么(|？)"],
    },
    "doing": {
        "en": [
            "what('s| is) {a} (doing|up to)(|?| there?| now?)", "is {a} {ing}(|?| or {other}?)", "(is|does) {a} (really |still |)(look like it's |){ing}(|?)", "(so|hm|wait) what does {a} do(|?)", "{a}(: |, )what's going on there(|?)", "is that {a} {ing}(|?)", "what is {a} supposed to be doing(|?)",
        ],
        "zh": [
            "{a}(在|正在)(干什么|干嘛|干啥|做什么)(|呢|啊|？)", "{a}是(在|){ing}(吗|还是{other})(|？)", "{a}(有没有|是不是)在{ing}(|？)", "{a}干嘛呢(|？)", "{a}(在|){ing}(吗|没|没有)(|？)", "{a}这是在(做什么|干啥)(|？)", "(看看|说说){a}在做什么", "{a}什么动作(|？)",
        ],
    },
    "place": {
        "en": [
            "where (is (this|it|the scene) (set|supposed to be)|does (this|it|the scene) (take place|play|happen))(|?)", "(is it|is this) (day or night|night or day|morning or evening|inside or outside)(|?)", "what('s| is) the (background|setting|scene|weather|time of day)(|?)", "(is it|is it still) (raining|snowing|night|day|dark|foggy|sunny|evening)(| in there| in it|)(|?)", "what time (of day |)is it (in the picture|there|in it)(|?)", "(is this|are we|is it) {in_scene}(|?)", "where are (we|they)(|?| exactly?)", "what('s| is) (behind them|in the back)(|?)",
            "(did you make|isn't) it (night|rain|snow|dark|evening)(|?)", "what place is (this|that)(|?)", "what's the weather like (there|in it|in the picture)(|?)",
        ],
        "zh": [
            "(这|背景|画面)(在|是)(哪|哪里|什么地方)(|？|啊)", "(是|)(白天还是晚上|晚上还是白天|早上还是傍晚|室内还是室外)(|？)", "(背景|场景)(是|)(什么|啥)(|？)", "(在下雨|下雨了|下雪了|是晚上|天黑了|有雾|出太阳)(吗|没有|没)(|？)", "(图里|画里|现在)(是|)(什么时候|几点|什么时间)(|？)", "(这是|是)在{in_scene}(吗|吧|么)(|？)", "(他们|它们|大家)(在哪|在什么地方)(|？)", "(图里|画里)(天气|什么天气)(怎么样|)(|？)", "(是不是|怎么是)(晚上|白天|下雨|下雪)(|？)", "后面(是|)什么(地方|背景)(|？)",
        ],
    },
}  # fmt: skip
OF_PICTURE: Wordings = {
    "en": ["in {pic}, {q}", "in {pic} {q}", "{q} in {pic}", "{q} (i mean {pic})", "about {pic}: {q}", "{pic}: {q}"],
    "zh": ["{pic}里，{q}", "{pic}里{q}", "{pic}，{q}", "(我说|)(的是|){pic}：{q}", "在{pic}里{q}"],
}  # fmt: skip
"""A question about another picture."""
PLACE_NAMES: dict[str, dict[str, str]] = {
    "en": {"left": "left", "right": "right", "middle": "middle", "top": "top", "bottom": "bottom", "background": "background", "foreground": "foreground", "top left": "top left", "top right": "top right", "bottom left": "bottom left", "bottom right": "bottom right", "corner": "corner"},
    "zh": {"左边": "左边", "右边": "右边", "中间": "中间", "上面": "上面", "下面": "下面", "背景": "背景", "左上角": "左上角", "右上角": "右上角", "左下角": "左下角", "右下角": "右下角"},
}  # fmt: skip
"""Places that a question may ask about; the plan copies them."""
