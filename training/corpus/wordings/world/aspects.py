"""What is said of a whole picture that is there: its place, time, weather, colouring and style, set or taken back."""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

MOVE_TO: Wordings = {
    "en": [
        "(put|move|take|bring) (it|them|everything|everyone|us|the whole lot) {in_scene}(| please| instead|)", "{in_scene}(| please| instead| now|)", "(make|let) it (happen |be |take place |)(|all ){in_scene}", "(they|it|we) (should be|are|is supposed to be) {in_scene}",
        "(what if|how about|what about) {in_scene}(|?)", "(i want|i'd like) (it|this|them) {in_scene}", "(can|could) (it|this|they) be {in_scene}(|?)", "actually {in_scene}", "same thing but {in_scene}", "no, {in_scene}", "(move|cut) to: {in_scene}",
    ],
    "zh": [
        "(把|让)(它们|它|大家|画面|所有东西)(放到|搬到|挪到|移到|放在|去){in_scene}(|吧|去)", "{in_scene}(|吧|好了)", "(改|换|放|搬)(到|成|在){in_scene}(|吧)", "(应该|要|得)在{in_scene}", "(要是|如果)在{in_scene}呢", "(我想|想)要在{in_scene}", "(能不能|可以)在{in_scene}(吗|)", "还是在{in_scene}(吧|好)", "同样的，但是在{in_scene}",
        "不对，在{in_scene}", "(场景|镜头)(转|切)(到|去){in_scene}",
    ],
}  # fmt: skip
"""Somewhere else: {in_scene} is the phrase for being there."""
SET_SCENE: Wordings = {
    "en": [
        "(change|switch|set|turn) the (background|scene|setting|backdrop|place) (to|into) (a |the |){scene}", "(background|scene|setting|bg|backdrop)(: | = | -> | should be ){scene}", "(make|use|give me|i want) (a |the |){scene} (background|as the background|for a background|behind it|scene)", "(a |the |){scene} (instead|would be better|behind them|behind)",
        "(replace|swap) the (background|scene) (with|for) (a |the |){scene}", "not (here|there)(,| but) (a |the |){scene}", "{scene}(?| maybe?| background?)", "try (a |the |){scene}", "(a |the |){scene}, not this",
    ],
    "zh": [
        "(背景|场景)(改成|换成|变成|用|要|设为|=|：){scene}(|吧)", "(把|将)(背景|场景)(改成|换成|变成){scene}", "(换个|改个)(背景|地方|场景)(，|：){scene}", "(用|要|换){scene}(当|做|作)(背景|场景)", "(我想|想)要{scene}(背景|的背景|做背景)", "(后面|背景)(要是|是|换){scene}(|吧|就好了)", "{scene}(更好|吧|也行|行吗)", "(改|换)(成|到){scene}(|吧)", "背景(应该|得)是{scene}", "不要这里，要{scene}",
    ],
}  # fmt: skip
"""Another place by its name."""
SET_TIME: Wordings = {
    "en": [
        "(make|set|turn) it {time}(|time| please| instead| now|)", "{time}(| please| instead| now|)", "it('s| is| should be) {time}(| now| already|)", "(change|switch|set) the time (of day |)to {time}", "(time|time of day): {time}", "(i want|i'd like) it (to be |){time}", "(can|could) it be {time}(|?)",
        "(same|the same) (picture|scene|thing) (but |)at {time}", "(and |now |)(it gets|it becomes|it turns) {time}", "not (day|this light), {time}", "{time} (mood|light|lighting|vibes)",
    ],
    "zh": [
        "(改成|换成|变成|弄成){time}(|吧)", "{time}(|吧|的|好了)", "(现在|应该|要)是{time}(|了)", "时间(改|换|设|是|：)(到|成|){time}", "(我想|想)要{time}(的|)(感觉|样子|景色|)", "(能不能|可以)(是|变成|改成){time}(吗|)", "(天|时间)(到了|变成|改成){time}", "同样的画面，{time}", "还是{time}(吧|好看)", "{time}的(光线|氛围|版本)", "让它是{time}",
    ],
}  # fmt: skip
DARKNESS: WordingTable = {
    "night": {"en": ["(let|make) it (get |)dark", "(turn|switch) off the (sun|light)", "the sun (is gone|went down hours ago)", "it (is|should be) dark (already|outside)", "stars out, it's late"], "zh": ["(让|)天(黑|黑了|黑下来)(|吧)", "(关灯|太阳下山了，天黑了)", "天都黑了", "要(黑|暗)天"]},
    "day": {"en": ["(make|let) it be (bright|light) (again|outside)", "it's too dark, (make it |)day", "(bring|give) back (the |)(daylight|day)", "lights on, it's day"], "zh": ["天亮(了|吧)", "太黑了，(改成|要)白天", "(让|)天亮(起来|)", "改回白天"]},
    "dusk": {"en": ["the sun (is going down|sets|is setting)", "(make|let) the sun set", "golden hour (please|light)"], "zh": ["太阳(快下山|要落山|下山)了", "来点(晚霞|夕阳)", "(天|)快黑(了|的时候)"]},
    "dawn": {"en": ["the sun (is coming up|rises|is rising)", "(make|let) the sun rise", "first light(| of day)"], "zh": ["太阳(出来|升起来|刚升起)了", "天(刚|蒙蒙)亮", "来个日出"]},
}  # fmt: skip
"""Times of day in other words."""
SET_WEATHER: Wordings = {
    "en": [
        "(make it|let it be|it should be|it's) {weather}(| please| now|)", "{weather}(| please| now|)", "(add|give it|put in|i want|with|needs) (some |a bit of |){weather}", "weather: {weather}", "(change|switch|set) the weather to {weather}", "(and|now|also) {weather}", "(how about|what about|maybe) (some |){weather}(|?)", "(can|could) (we|it) have (some |){weather}(|?)",
        "{weather}, lots of it", "there(is|'s| should be) {weather}", "i'd like {weather} for the mood",
    ],
    "zh": [
        "(让它|让天|要|改成|换成|变成|来点|来场|加点){weather}(|吧)", "{weather}(|吧|了|的)", "(天气|气候)(改成|换成|是|：|要){weather}", "(现在|外面|天上)(在|是|要){weather}", "(我想|想)(要|看){weather}(的|)(感觉|样子|天气|)", "(能不能|可以)(来|加)(点|){weather}(吗|)", "(再|还要|加上){weather}", "{weather}，要大一点", "同样的画面，但是{weather}", "要是{weather}就好了",
    ],
}  # fmt: skip
FALLING: WordingTable = {
    "rain": {"en": ["(let|make) it (rain|pour)", "it (rains|is raining|should rain|starts raining)", "(it's|they're) getting wet, (rain|it rains)", "cats and dogs outside, rain i mean"], "zh": ["(让|)(它|天|)下雨(|吧)", "(外面|天)下起雨来", "下(点|场|大)雨", "淋雨"]},
    "snow": {"en": ["(let|make) it snow", "it (snows|is snowing|should snow|starts snowing)", "snow is falling", "(with|add) snowflakes coming down"], "zh": ["(让|)(它|天|)下雪(|吧)", "下(点|场|大)雪", "飘(点|着)雪花", "开始下雪"]},
    "clear": {"en": ["(let|make) the sun (shine|come out)", "the sun (shines|is out|comes out)", "sun's out", "(make|give) (it|us) (nice|good|sunny) weather"], "zh": ["(让|)太阳出来(|吧)", "出(大|)太阳", "(天|)放晴(|了|吧)", "阳光明媚"]},
    "fog": {"en": ["(let|make) it (foggy|misty)", "fog (rolls in|everywhere|comes up)", "you can hardly see, it's foggy"], "zh": ["(起|来点|加点|下)雾(|吧)", "雾蒙蒙的", "雾(大|浓)一点", "弄得(朦胧|雾蒙蒙)一点"]},
    "storm": {"en": ["(add|with|some|give it) (lightning|thunder and lightning)(| in the sky|)", "a storm (is coming|rages|breaks out)", "(let|make) it (storm|thunder)"], "zh": ["打雷(闪电|下雨)(|吧)", "来场(暴风雨|雷雨|风暴)", "(狂风|风雨)大作", "电闪雷鸣"]},
}  # fmt: skip
"""Weathers in other words."""
SET_LOOK: WordingTable = {
    "black and white": {"en": ["(make|turn|do) (it|this|everything) (all |)(black and white|b&w|greyscale|grayscale|monochrome)", "(black and white|b/w|monochrome|greyscale)(| please| version| now|)", "(take|drain|remove) (all |)(the |)colou?rs?(| out of it| away|)", "(no|without|lose the) colours?(| at all| please|)", "like an old (movie|film), black and white", "in (black and white|greyscale)", "how (does|would) it look in black and white", "(a |)noir(,| =) black and white"],
                        "zh": ["(改成|变成|弄成|换成|做成)(黑白|黑白的|灰度|黑白照片)(|吧)", "(黑白|黑白版|黑白的)(|吧|看看)", "(去掉|不要)(颜色|色彩)", "(要|我要|来个)黑白(的|效果|照片)", "(全|都)(变|改成)黑白", "黑白照片(那样|的感觉)", "把颜色(去掉|关掉|抽掉)", "像(老电影|黑白电视)一样黑白的"]},
    "sepia": {"en": ["(make|turn|do) (it|this|everything) (in |)sepia", "sepia(| please| tone| tint| version|)", "like (an old|a faded|grandma's) (photo|photograph)", "(old|vintage) photo (look|style|colours)", "give it (a|that) (vintage|sepia|aged) (look|tone)", "(yellowed|brownish) like old paper", "in sepia"],
              "zh": ["(改成|变成|弄成|做成)(老照片|怀旧|复古|泛黄)(的|)(颜色|色调|效果|感觉|样子)(|吧)", "(老照片|怀旧|复古)(滤镜|色调|效果|感觉|风)(|吧)", "(像|跟)(老照片|旧相片)(一样|那样)(泛黄|)", "泛黄(一点|的老照片那种)", "(要|来个)(怀旧|复古)色调", "做旧一点，像老照片", "棕褐色调"]},
    "color": {"en": ["(back|return) to colou?r", "(in|with) (full |)colou?r(| again| please|)", "(bring|give) (back |me |)(the |)colou?rs(| back| again|)", "(make|turn) it (colourful|colorful|coloured) again", "colou?r (on|again|please)", "no more (grey|black and white), colou?r", "i want (the |)colou?rs back"],
              "zh": ["(改回|变回|回到|恢复)(彩色|颜色|彩色的)(|吧)", "(彩色|彩色的)(|吧|好看)", "(还是|要)(彩色|有颜色)(的|)(吧|好|)", "(把|)颜色(还回来|加回来|恢复)", "(重新|)上色", "不要黑白(了|)，要彩色", "彩色版"]},
}  # fmt: skip
SET_STYLE: Wordings = {
    "en": [
        "(make|do|turn|render|paint|draw) it (in|as|into) (a |)(|nice ){style}(| style| please|)", "{style}(| style| please| version|)", "(in|as) {style}(| please| style|)", "(change|switch|set) the style to {style}", "style: {style}", "(i want|i'd like|can i get|try) (it in |a |){style}(| style| look|)",
        "(how about|what about|maybe) {style}(|?)", "(can|could) you do (it |that |)(in |as |){style}(|?)", "give it (a |an |that |){style} (look|feel|style)", "more {style}", "(same|this) but {style}", "{style} vibes",
    ],
    "zh": [
        "(改成|换成|变成|做成|用|画成){style}(|风格|画风|的风格|画|吧)", "{style}(|风格|风|吧|版|画风)", "(风格|画风)(改成|换成|换|用|：|要){style}", "(我想|想)要{style}(风格|的|那种|画风)", "(能不能|可以)(用|画成|换成){style}(风格|)(吗|)", "来(个|张){style}(版|风格|的)", "{style}(的感觉|那种感觉)", "同样的，{style}风格", "(试试|试一下){style}(风格|)", "要有{style}的味道",
    ],
}  # fmt: skip
CLEAR: WordingTable = {
    "weather": {
        "en": ["(stop|no|no more|remove|take away|get rid of|lose) the (rain|snow|fog|storm|weather)(| please|)", "(the rain|the snow|the fog|the storm) (should stop|can go|is too much)(|, take it out)", "(it|let it) (stops raining|stops snowing|stop raining|stop snowing)", "(rain|snow|fog|storm) off", "(without|minus) (the |)(rain|snow|fog|storm)", "let the (fog|rain|storm) (lift|end|pass)"],
        "zh": ["(雨|雪|雾|暴风雨)(停|停了|散了|去掉|不要了)(|吧)", "(不要|别|不)(下雨|下雪|起雾|打雷)了", "(去掉|取消|撤掉|拿掉)(雨|雪|雾|暴风雨|天气)", "让(雨|雪|雾|风暴)(停下来|停|散去)", "没有(雨|雪|雾)(就好|更好|)", "(雨|雪|雾)太大了，(去掉|不要了)"],
    },
    "style": {
        "en": ["(no|drop|lose|remove|take off|undo) the style", "(no|without any) (particular |special |)style", "style off(|, just normal)", "(back to|just) the (normal|usual|plain) style", "(i don't want|forget|never mind) (a |the |that |)style", "whatever style, the (default|usual)"],
        "zh": ["(不要|取消|去掉)(这个|那个|)风格(|了|吧)", "(风格|画风)(去掉|取消|不要了|还原)", "(用|回到|恢复)(普通|默认|正常|原来)的(风格|画风)", "(不要|别)(搞|用)什么风格(了|)", "不限风格", "画风随便，默认就行"],
    },
    "scene": {
        "en": ["(no|drop|remove|lose) the (background|scene|setting|place)", "(without|i preferred it without) (a |any |the |)(background|scene|place)", "(forget|never mind) the (scene|background|place)", "it needn't be anywhere"],
        "zh": ["(不要|去掉|取消)(背景|场景)(|了|吧)", "(背景|场景)(去掉|不要了|取消|删了)", "不用(背景|场景)", "没有场景也行"],
    },
    "time": {
        "en": ["(no|never mind the|forget the|remove the) time(| of day)", "any time(| of day) will do", "(it needn't be|no longer|not) (night|evening|morning)(| any more|)", "time of day: (none|whatever)"],
        "zh": ["(时间|时段)(随便|不限|去掉|不要了)(|吧)", "(不要|取消|去掉)时间(|了)", "什么时候都行", "不用管(白天|晚上|几点)"],
    },
    "look": {
        "en": ["(no|remove|drop|lose) the (filter|tint|sepia|black and white)", "(filter|sepia|b&w|tint) off", "(take|get) (that|the) (filter|tint) (off|away)", "without the (filter|tint)"],
        "zh": ["(滤镜|黑白|怀旧|老照片效果)(去掉|关掉|取消|不要了)", "(去掉|取消|关掉)(滤镜|黑白|怀旧色)", "不(复古|怀旧|黑白)了", "(不要|别用)滤镜(了|)"],
    },
    "avoid": {
        "en": ["(forget|drop|lift) (what i said not to draw|the ban|the things to avoid)", "(anything|everything) is allowed again", "you may (draw|paint) anything again"],
        "zh": ["(之前|)不许画的(现在|都|)(可以画了|取消|算了)", "(没有|取消)(禁忌|限制)了", "什么都可以画了"],
    },
}  # fmt: skip
"""What was said of the whole is taken back, by what it was."""
