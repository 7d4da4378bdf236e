"""Patterns for edits of the picture: single ones, and several in one message.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

EDITS: WordingTable = {
    "add": {
        "en": [
            "(add|include|insert|place|draw|paint|put in|throw in|drop in|stick in|squeeze in|sneak in|pop in|bring in|introduce) {np}(| to it| to the picture| to the scene| as well| too|)",
            "(put|place|draw|paint|have|show) {np} (in|in there|in the picture|into the scene|somewhere|there)",
            "(i want|i'd like|i need|give me|get me|we need|let me have|let's have) {np} (too|as well|also|in there|in it|next)",
            "(also|now|next|then) (draw|add|paint|put|show|give it) {np}", "(there should be|there must be|there ought to be|i'd like to see|let there be) {np} (as well|too|in it|also|there)",
            "(can|could) (we|you|i) (have|get|add|see|put in|include) {np}(| too| as well| there|)", "(let's|let us|we could|you could|maybe) (add|put in|include|have) {np}(| too|)",
            "(it|this|the picture|the scene) (needs|wants|could use|is missing|lacks|should have|should include) {np}", "(plus|and|with|and also|and then) {np}(| please| too| in it|)",
            "(how|what) about (adding |)(having |){np}(| too| as well|)", "{np} (would be nice|would be good|would look good|would fit|would be great)(| too| there| in it)",
            "(it would be|it'd be) (nice|better|great|good|fun) (with|to have) {np}(| in it| there)", "(where is|what about|don't forget|you forgot|i miss) {np}(| there|)",
            "(surprise me with|complete it with|finish it with|decorate it with|fill the space with) {np}",
        ],
        "zh": [
            "(加|再加|添|添加|加上|加入|增加|补上|补|插入|放|画|画上|再画|多画|来|再来|摆){np}(|吧|上去|进去|进来|进画面|)", "(我|)(还|也|)(想要|想加|要|需要|希望有){np}",
            "(画面|图|画|里面|场景)(里|中|上|)(要有|还要有|应该有|再加|加上|缺|少了|需要){np}", "(能|可以|能不能|可不可以)(加|再加|画|添|放){np}(吗|进去吗|)",
            "(给|为)(我|它|画面)(加|添|画|来){np}", "(再|还|另外|顺便|然后|接着)(给我|帮我|)(加|画|添|来|放){np}", "(如果|要是)(有|再有|能有|加){np}(就好了|就更好了|会更好)",
            "(旁边|边上|空的地方|那里|里面)(添|加|放|画|来){np}", "(把|将){np}(加|画|放|添)(进去|上去|上|到画里|到图里)", "(别忘了|不要忘了|少了|还差|还缺){np}",
            "(让|使)(画面|图)(里|中)(出现|多出){np}", "{np}(也|)(加上|画上|要|来|放进去|安排上)", "(多|再多)(来|加|画){np}",
        ],
    },
    "remove": {
        "en": [
            "(remove|delete|erase|drop|cut|hide|eliminate|scrap|ditch|kill|lose|strip out|wipe out|rub out|clear|throw out|scratch|get rid of|do away with|take away|take out) {what}(| from it| from the picture| completely| entirely|)",
            "(take|cut|throw|leave|edit|rub|wipe) {what} (away|out|off|out of there|out of the picture)", "(no|no more|without|minus|less) {what}(| please| this time| in it| now|)",
            "(i|we) (don't want|don't need|don't like|hate|no longer want|no longer need) {what}(| anymore| any more| in it| there|)", "{what} (should go|must go|has to go|have to go|should not be there|should disappear|is not needed|are not needed|can go|needs to go)",
            "(can|could|would) you (remove|delete|erase|get rid of|take out|lose) {what}(| for me|)", "(make|let) {what} (disappear|vanish|go away)", "(the picture|it|this) (is better|would be better|looks better|would look better) without {what}",
            "(i'd|i would) (rather not have|prefer no|prefer it without|like it without) {what}", "{what}(: |, )(remove|delete|gone|out|away|get rid of it)", "(please |)(stop showing|don't show|don't draw|don't paint) {what}(| anymore| any longer|)",
            "(bye bye|goodbye|away with|off with) {what}", "{what} (bothers me|is in the way|is too much|looks wrong there), (remove it|take it out|away with it|delete it)",
        ],
        "zh": [
            "(去掉|删除|删掉|移除|移走|擦掉|擦除|拿走|拿掉|去除|抹掉|清除|除掉|取消|弄走){what}(|吧|好了|)", "(把|将){what}(去掉|删了|删除|删掉|拿掉|拿走|擦掉|移走|移除|弄掉|抹去|去了|搬走|清掉)(|吧|好了)",
            "(我|)(不要|不想要|不需要|不喜欢){what}(了|)", "{what}(不要了|去掉|删掉|删了吧|拿走|不需要了|可以去掉|多余了|没必要)", "(别画|别要|不要画|不要再有|不要出现){what}(了|)", "(没有|少了|去了){what}(会更好|更好看|就好了)",
            "(让|使){what}消失", "(能|可以|能不能)(把|将){what}(去掉|删掉|拿走)(吗|)", "{what}(太碍眼|碍事|多余|不好看|很奇怪)(了|)，(去掉|删了|拿走|不要)(吧|它|)", "(图|画|画面)(里|中)(的|)(不要|别有|不该有){what}(了|)",
            "(从|在)(图|画面)(里|中)(去掉|删掉|移除){what}", "{what}(请|帮我|)(删|去|擦)(一下|掉|了)",
        ],
    },
    "recolor": {
        "en": [
            "(make|turn|paint|color|colour|dye|tint|render|get|have|keep|do) {what} (|all |completely |fully |totally |bright |){color}(| instead| now| this time|)",
            "(change|switch|recolor|recolour|repaint|convert|set|alter|adjust|update) {what} (to|to be|into) {color}", "(i want|i'd like|i need|i'd prefer|i'd love|let me see|show me|give me) {what} (|to be |in ){color}(| instead|)",
            "{what} (should be|must be|has to be|ought to be|needs to be|is supposed to be|would look better|would be nicer|was meant to be) (|in ){color}(| instead| actually|)", "{color} for {what}(| please| instead|)",
            "(change|switch|set|make) the (color|colour) of {what} (|to |into |){color}", "(let|could|can|may|might) {what} be {color}(| instead|)", "{what} in {color}(| please| instead| now| this time|)",
            "(give|grant) {what} a {color} (color|colour|tone|look|coat|shade|tint|paint job)", "(how|what) about {what} (in|being|but) {color}", "(can|could) you (make|paint|turn|color) {what} {color}(| for me|)",
            "(not like that, |no, |hmm, |well, |)(i meant |make |){what} {color}", "{what}(: |, |-> |= ){color}(| please|)", "{what} (doesn't look good|is ugly|is boring) like that, (make it|try|use) {color}",
        ],
        "zh": [
            "(把|将|让|给){what}(变成|改成|涂成|画成|染成|换成|弄成|调成|刷成|变为|改为|涂|变){color}(的|)(|吧|好了)", "{what}(要|应该是|改成|换成|变成|改为|换|用|涂成|最好是|得是){color}(的|)(|吧)",
            "(我|)(想要|想|希望|喜欢|要)(把|){what}(是|变|变成|变得|){color}(的|)", "{what}的颜色(改成|换成|变成|改为|要|调成|换){color}", "(我想要|我要|来个|给我){color}的{what}", "(给){what}(换个|换成|上|涂上|刷上|换上|来个){color}(的颜色|)",
            "{what}(能|可以|能不能)(变|是|换成|改成){color}(的|)(吗|)", "{color}的{what}(更好看|会更好|就好了|更好|比较好看)", "{what}(不好看|太普通|颜色不对)，(换成|改成|用){color}(的|)", "(把|将){what}(的颜色|)(改|换|调|变)(一下|)，(要|用|变成){color}(的|)",
            "{what}(，|：|=){color}(的|)", "(试试|试一下){color}的{what}",
        ],
    },
    "resize": {
        "en": [
            "(make|get|turn|draw|paint) {what} (|a bit |a little |much |way |slightly |a lot |even |){bigger}(| please| instead| now|)", "{bigger} {what}(| please|, please| this time)", "{what} (should be|must be|needs to be|has to be|could be|ought to be) (|a bit |much |a lot |){bigger}",
            "(i want|i'd like|i'd prefer|give me|let me have|show) {what} (|to be |a bit |a little |much |){bigger}", "(can|could|may) {what} be (|a bit |a little |made |){bigger}", "(turn|change|make|transform) {what} into a {size} one",
            "{what} (a bit|much|a lot|a little|way) {bigger}(| please)", "(let|have) {what} be {size}", "(resize|scale|change|set) {what} to {size}", "a {bigger} {what} would (be|look) (better|nicer|good|great)", "{grow} {what}(| a bit| a little| please| a lot|)",
            "(can|could) you {grow} {what}(| a bit| for me|)", "{what} is too {opposite}(|, fix that|, make it {bigger}|)", "(i|we) (want|need) {what} {size}",
        ],
        "zh": [
            "(把|将|让){what}(变|改|画|弄|调|做|搞|变得|再画){bigger}(|吧|些)", "{what}(再|要|应该|得|还要|可以|能不能|){bigger}(|吧|就好了|才对|更好)", "{what}(画|变|改|弄|做|调){bigger}(|吧|)", "(我|)(想|想要|希望|要)(让|){what}(再|){bigger}",
            "(把|将){what}{grow}(|吧|一点|一些|一下)", "{grow}{what}", "{what}太{opposite}了(|，{bigger}吧|，改{bigger}|，{bigger})", "{bigger}的{what}(会更好|更好|就好了|)", "{what}(看起来|显得|)有点{opposite}(|，{bigger}|，再{bigger})",
            "{what}(需要|必须){bigger}", "(能|可以)(让|把){what}{bigger}吗",
        ],
    },
    "move": {
        "en": [
            "(move|put|shift|place|set|bring|drag|push|slide|relocate|reposition|transfer|nudge|send) {what} (|over |all the way |){place}(| instead| please|)", "{what} (should be|must be|belongs|goes|should go|should stand|has to be|ought to be|should sit) {place}(| instead|)",
            "(i want|i'd like|i'd prefer|i need|let me see|give me) {what} {place}(| instead|)", "(can|could|may) {what} (be|go|stand|sit|move) {place}", "(let|have|make) {what} (stand|sit|be|go|appear|rest) {place}(| instead|)", "(can|could) you (move|put|shift|place|get) {what} {place}",
            "{what} {place}(| please|, please| instead| this time|)", "(position|arrange|align|locate) {what} {place}", "(change|switch) the (position|place|location) of {what}(: |, | so it is |, it should be ){place}", "{what} (would look better|would be better|looks better|fits better) {place}", "(take|grab) {what} and (put|place|set) (it|them) {place}",
        ],
        "zh": [
            "(把|将|让|给){what}(移到|放到|挪到|移动到|挪去|搬到|放在|移去|摆到|摆在|换到|调到|拖到|移){place}(去|来|)(|吧)", "{what}(放|应该|要|得|最好|)(在|放在|放到|移到|挪到|摆在|站在){place}(|吧|才对|更好)", "(我|)(想要|希望|想|要)(让|把|){what}(在|放在|移到|放到){place}",
            "(让|使){what}(在|站在|待在|出现在|去){place}", "{what}(往|向|朝){place}(移|挪|移动|放)(一点|一下|)", "{what}(能|可以|能不能)(移到|放到|放在|挪到){place}(吗|)", "{what}的位置(改到|换到|改成|调到|要在){place}", "{what}(换|移|挪)(个位置|一下|)，(放|到|放到){place}",
            "(移动|挪动|调整){what}到{place}", "{place}(放|摆|才是){what}(|的位置)", "{what}(：|，|到){place}",
        ],
    },
    "count": {
        "en": [
            "(make it|make that|make them|change it to|change that to|turn it into) {n} {whats}(| instead| please|)", "(i want|i need|i'd like|we need|let's have|let there be|give me|show|show me|draw|paint) {n} {whats}(| instead| in total| altogether| of them|)", "there (should|must|ought to) be (|exactly |){n} {whats}(| in total|)", "{n} {whats}(| please|, please| instead| in total|, not more|)",
            "(can|could) (we|i|you) (have|make it|get|see|show|draw) {n} {whats}(| in total| instead|)", "(exactly|precisely|only|just) {n} {whats}(| please|)", "(the number of|how many) {base}(: |, make it |, it should be |, let's say ){n}", "(set|change) the number of {base} to {n}", "(instead of that|rather|actually|no,|hmm,) {n} {whats}(| please|)",
            "{whats}(: |, |, make it |, i want ){n}", "(have|keep) {n} {whats}(| in the picture| there|)",
        ],
        "zh": [
            "(要|改成|变成|画|画成|一共要|换成|改为|总共|给我|来|得有|弄成){n}{what}(|吧|)", "{what}(要|改成|变成|画|应该有|换成|得有|弄成|变为){n}(|吧|)", "(应该|得|必须|需要|最好)有{n}{what}", "(把|将|让){what}(改成|变成|画成|增加到|减少到|弄成|调成){n}", "(我|)(想要|要|希望有|想看){n}{what}", "{what}的数量(改成|变成|要|是|为|调到){n}",
            "(只要|正好|就要|一共){n}{what}", "(能|可以)(画|变成|有){n}{what}吗", "{what}(，|：){n}(吧|)", "(画面|图)(里|中)(要有|应该有|只要|一共有){n}{what}", "(不是|不对，|不，)(应该是|是|要){n}{what}",
        ],
    },
    "replace": {
        "en": [
            "(replace|trade|swap out|exchange) {what} (with|for) {np}", "(swap|exchange|switch|trade) {what} (for|with|to) {np}", "(change|turn|transform|convert|morph|make) {what} (into|to) {np}", "instead of {what}(,|) (draw|paint|show|put|have|use|i want|give me) {np}", "make {what} {np}(| instead| please)", "{np} instead of {what}(| please|)",
            "(put|draw|place|show|paint) {np} (where|in the place where) {what} (is|was|stands)", "(i'd|i would) (rather have|prefer|like) {np} (than|to|instead of) {what}", "(take|remove|delete) {what} and (put|draw|add|place|show) {np} (there|in its place|instead)", "(can|could) you (swap|replace|change) {what} (for|with|to|into) {np}", "(let|have) {what} (become|be replaced by|be replaced with|turn into) {np}",
            "{what} (should become|should be|becomes|has to become) {np}(| instead)", "not {what}(,| but) {np}", "(substitute|put in|use|swap in) {np} for {what}", "{what} (->|=>|becomes|out,) {np}(| in|)", "{np} (in place of|rather than|where i have) {what}",
        ],
        "zh": [
            "(把|将){what}(换成|替换成|替换为|换为|变成|改成|改为|换作|变为|改画成){np}(|吧)", "用{np}(代替|替换|取代|替代|换掉|换){what}", "{what}(换成|替换成|改成|变成|改为|换){np}(|吧|好了)", "(不要|不画|去掉|别画){what}(了|)，(要|画|换成|改画|来|给我){np}", "让{what}(变成|变为|成为){np}", "(我|)(想|要|想要)(把|用){what}(换成|换){np}",
            "{np}(代替|取代|替换){what}", "(把|将){what}(去掉|删了|拿走)，(换成|换上|改成|放){np}", "{what}(能|可以|能不能)(换成|变成|改成){np}(吗|)", "(原来|之前)的{what}(换成|改成){np}", "(在|){what}(的位置|那里)(画|放|换成){np}", "不是{what}，(而|)是{np}",
        ],
    },
    "avoid": {
        "en": [
            "(don't draw|don't paint|don't show|never draw|please avoid|avoid|leave out|i don't want to see) any {whats}", "(there should be|there must be|i want|make sure there are) no {whats}(| in it| anywhere|)", "no {whats}(| please| allowed| anywhere|)",
            "(keep|leave) {whats} out of (it|the picture)", "without any {whats}",
        ],
        "zh": [
            "(不要|别|不要再|绝对不要)(有|画|出现){what}", "(画面|图)(里|中)(不要|不能|别)(有|出现){what}", "(避免|不许)(出现|画|有){what}", "(千万|一定)(别|不要)(画|有){what}",
        ],
    },
    "scene": {
        "en": [
            "(change|switch|set|turn|make|move) the (background|scene|setting|backdrop|surroundings|place) (to|into) {scene}", "(put|place|set|move|take|bring|show) (it|them|everything|this|the whole thing|all of it) {in_scene}(| instead|)", "(make|let) it (be |happen |take place |look like it's |){in_scene}", "the (scene|background|setting|backdrop) (should be|must be|ought to be|is|becomes|could be) {scene}",
            "(i want|i'd like|i'd prefer|let me see) (it|them|everything|this|the same) {in_scene}", "(use|give it|take|try|put in|choose) (a |){scene} (background|backdrop|scene|setting)", "{scene} (background|backdrop|scene|setting)(| please| instead|)", "(now|this time|actually|and) {in_scene}(| please|)",
            "(the same|same thing|the same thing|same picture|keep everything) but {in_scene}", "(can|could) (it|this|they|we) be {in_scene}", "what if (it|they|all this) (was|were) {in_scene}", "(how|what) about {in_scene}", "(replace|swap) the (background|scene|backdrop) (with|for|by) {scene}", "{in_scene}(,| would be| is) (please|better|nicer|nice)",
        ],
        "zh": [
            "(背景|场景|地点|画面背景|环境)(换成|改成|变成|换到|改为|要|改到|用|换){scene}(的|)(|吧)", "(把|将|给)(背景|场景|地点|环境)(换成|改成|变成|改为|换到|设成|弄成){scene}(|吧)", "(放在|放到|移到|搬到|挪到|换到|改到|改在|画在){scene}(里|上|中|去|)(|吧)", "(我|)(想要|要|希望是|想看){scene}(的|)(背景|场景)", "(改成|换成|变成|用|来个){scene}(的|)(背景|场景|环境)",
            "(让|使)(它|它们|一切|画面|大家)(在|出现在|都在|变成在){scene}(里|中|上|)", "(如果|要是)(是|在){scene}(里|中|上|)(就好了|会怎么样|呢|更好)", "(同样的|一样的|还是这样)，(但|但是|不过|只是)(在|背景是){scene}(里|中|上|)", "(背景|场景)(能|可以)(是|换成|改成){scene}吗", "(用|拿){scene}(做|当|作为)背景", "{scene}(背景|场景|的背景)(吧|更好|)", "(整个|全部|所有东西)(都|)(搬|放|移)到{scene}(里|上|中|去|)",
        ],
    },
    "style": {
        "en": [
            "(make|turn|do|render|redo|repaint|redraw|paint|draw|show) (it|this|the picture|everything) (in |as |in a |into |as a |){style}(| style| please| instead|)", "(in|in a|in the) {style} (style|look|manner)(| please| instead|)", "(change|switch|set|convert) (the |its |)style to {style}", "(i want|i'd like|i'd prefer|give it|let it have|let me see) a {style} (look|style|feel|version)",
            "(turn|convert|transform|change) (it|this|the picture) into (a |){style}(| style| picture| painting|)", "(use|apply|try|take) (the |a |){style}(| style| look| filter| instead)", "{style} style(| please| instead| now|)", "(how|what) about (a |){style}(| style| look| version)", "(can|could) (it|this|you do it|we have it) (be |)(in |as |){style}(| style)",
            "(the style|it) (should be|must be|ought to be) {style}", "(same|the same|same thing) but (in |as |){style}(| style)", "(as|like) (a |){style}(| style| picture|, please)", "(switch|go|move) to {style}(| style|)",
        ],
        "zh": [
            "(换成|改成|变成|用|转成|改用|改为|换|来个|要|试试){style}(风格|效果|的风格|画风|的样子|)(|吧|的)", "(风格|画风)(换成|改成|变成|改为|要|用|换){style}(的|)(|吧)", "(把|将)(风格|画风|它|这张|图|画面)(换成|改成|变成|改为|转成|画成|做成){style}(风格|效果|的|)(|吧)", "(我|)(想要|要|喜欢|希望是|想看){style}(的|)(风格|效果|画风|版本)",
            "(画成|做成|弄成|处理成|渲染成){style}(风格|的|效果|)", "{style}(风格|效果|画风)(的|吧|更好|)", "(用|以){style}(的|)(风格|方式|手法|效果)(画|来画|重画|表现)(|一下|一遍)", "(能|可以)(画成|变成|用|改成){style}(风格|)吗", "(同样的|一样的|还是这样)，(但是|不过|只是)(用|要|是){style}(风格|)", "(整体|整个画面|全部)(都|)(用|改成|变成){style}(风格|)",
        ],
    },
}  # fmt: skip
"""One edit, by its kind."""

JOINS: Wordings = {
    "en": [" and ", ", then ", ", ", " and also ", "; ", ". ", ", and ", " + ", " plus ", ". also ", " and then ", ". oh and "],
    "zh": ["，", "，再", "，然后", "，并且", "；", "，同时", "。", "，还有", "，顺便", "。另外", "，接着"],
}  # fmt: skip
"""What joins one edit to the next in a message."""

ADD_WITHOUT_VERB: Wordings = {
    "en": ["{np}", "{np}(| please|, please| too)", "(and |)(now|next|then|also|ok|right)(,|) {np}", "(better|nicer|what's missing|missing|still missing)(:| is| would be) {np}", "{np}, (give me that|put that in|that's missing|and that's it)", "(it|he|she) (needs|gets|wants) {np}", "oh, and {np}"],
    "zh": ["{np}", "{np}(|吧|也要|走起)", "(还有|再就是|然后|对了，|接着){np}", "(缺|还缺|差)(的是|){np}", "{np}，(给我来|安排|别忘了|也放上)", "(它|画面)(得|该|要)有{np}", "(这次|现在)(来|要){np}"],
}  # fmt: skip
"""A thing without a verb: it is to be added."""

ADD_AT_PLACE: Wordings = {
    "zh": ["加{np}在{place}", "{np}放{place}", "加{np}，放{place}", "再加{np}在{place}", "{np}，{place}"],
}
"""A thing and its place in the picture."""
ADD_BESIDE: Wordings = {
    "en": ["{np} {side}", "{side}, {np}", "{side}: {np}", "with {np} {side}"],
    "zh": ["加{np}在{side}", "{np}放{side}", "加{np}，放在{side}", "{side}来{np}", "{side}{np}"],
}
"""A thing and its place beside another thing; they need no verb, and may come the other way round."""
TWO_CHANGES: WordingTable = {
    "color": {
        "en": [
            "(make|paint|turn|color|colour|get) {a} {x}(,| and|, and) {b} {y}(| please| instead|)", "{a} {x}(,| and) {b} {y}(| please|)", "(i want|i'd like|let's have|give me) {a} {x}(,| and) {b} {y}",
            "(make|paint) {a} {x} and (make|paint) {b} {y}", "{a} (should be|in|to) {x}(,| and) {b} (|in |to ){y}", "(change|switch|recolor) {a} to {x} and {b} to {y}", "(can|could) {a} be {x} and {b} {y}",
        ],
        "zh": [
            "把{a}(变成|改成|换成|涂成){x}(，|，把|，再把){b}(变成|改成|换成|涂成){y}", "{a}(要|是|用|改|换){x}(的|)，{b}(要|是|用|改|换){y}(的|)", "{a}{x}，{b}{y}", "(让|把){a}变{x}，{b}变{y}(|吧)",
            "(我要|想要|希望){a}是{x}(的|)，{b}是{y}(的|)", "{x}的{a}(和|，){y}的{b}，这样改", "{a}(改为|变为){x}，{b}(改为|变为){y}",
        ],
    },
    "place": {
        "en": [
            "(put|move|place|bring|shift) {a} {x} and {b} {y}(| please|)", "{a} {x}(,| and) {b} {y}", "(i want|i'd like) {a} {x} and {b} {y}", "{a} should (go|be|stand) {x} and {b} {y}", "(put|move) {a} {x}(,|, then|;) {b} {y}",
            "(can|could) you put {a} {x} and {b} {y}", "{a} goes {x}, {b} goes {y}",
        ],
        "zh": [
            "把{a}(放|放到|移到|挪到){x}(，|，把|，再把){b}(放|放到|移到|挪到){y}", "{a}(在|放|去|到){x}，{b}(在|放|去|到){y}", "{a}{x}，{b}{y}", "(我要|想要){a}在{x}，{b}在{y}", "{a}放{x}，{b}放{y}(|吧)", "(让|把){a}到{x}去，{b}到{y}去",
            "{a}站{x}，{b}站{y}",
        ],
    },
}  # fmt: skip
"""Two things changed differently: {a} becomes {x}, and {b} becomes {y}."""

COLOR_AND: WordingTable = {
    "size": {
        "en": [
            "(make|turn) {a} {size} and {color}(| please|)", "(make|turn|paint) {a} {color} and {bigger}(| please| too|)", "{a} should be {bigger} and {color}", "(i want|i'd like) {a} {color} and {bigger}", "{a} (a bit |){bigger} and {color}",
            "(make|paint) {a} {color}(,| and) (make it|also) {bigger}", "{a}: {bigger}(,| and) {color}",
        ],
        "zh": [
            "把{a}(变成|改成|换成){color}(，|，再|，并且){bigger}", "{a}(要|变){bigger}，(要|变|改成){color}(的|)", "{a}{bigger}，{color}(的|)", "(让|把){a}{bigger}(，|，而且|，还要){color}", "(我想|想)要{a}{bigger}，还要{color}的", "{a}变{color}，也(要|变){bigger}",
            "(把|让){a}又{bigger}又变{color}",
        ],
    },
    "place": {
        "en": [
            "(make|paint|turn) {a} {color} and (move|put|place) it {place}", "(move|put|place|bring) {a} {place} and (make|paint|turn|color) it {color}", "{a} {color} and {place}", "{a} should be {color} and (stand |be |){place}", "(i want|i'd like) {a} {color}(,| and) {place}",
            "(paint|make) {a} {color}(,|, then) (move|put) it {place}", "{color} for {a}(,| and) (put|move) it {place}",
        ],
        "zh": [
            "把{a}(变成|改成|涂成){color}(，|，再|并)(放到|移到|挪到){place}", "把{a}(放到|移到|挪到){place}(，|，再|并)(变成|改成|涂成){color}", "{a}(要|改){color}(的|)，(放|在|移到){place}", "{a}{place}，{color}(的|)", "(让|把){a}变{color}，去{place}",
            "(我要|想要){a}在{place}，{color}的", "{a}(移|挪)到{place}，(换成|变成){color}",
        ],
    },
}  # fmt: skip
"""One thing changed in two ways, of which one is its colour."""

PLACE_AND_SIZE: Wordings = {
    "en": ["{a} {place}(,| and) (a bit |much |){bigger}", "{a} {bigger} and {place}", "(put|move) {a} {place} and (make it|draw it) {bigger}", "(make|draw) {a} {bigger}(,| and) (put|move) it {place}", "{a} {place}, (but |and |){bigger}(| please)", "{a}: {place}, {bigger}"],
    "zh": ["{a}(放|移到|挪到){place}，(再|还要|也要|)(画|变|)({bigger})", "{a}{place}，{bigger}", "把{a}(画|变){bigger}，(放|移到|挪到){place}", "{a}{bigger}，(去|在|放){place}", "(让|把){a}到{place}，{bigger}(|一下|吧)", "{a}：{place}，{bigger}"],
}  # fmt: skip
"""One thing changed in its place and its size."""

LIST_JOINS: Wordings = {
    "en": [" and ", ", ", " and also ", ", and ", " plus "],
    "zh": ["和", "、", "跟", "，还有", "以及"],
}
"""What joins things in a list."""
