"""Patterns for moving among pictures, and for looking at them.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

REQUESTS: WordingTable = {
    "undo": {
        "en": [
            "undo(| it| that)(| please)", "(undo|revert|rollback|roll back|take back|reverse|cancel|discard|drop|reject)(| that| it| this| the last change| the last edit| the last step| my last change| what you just did)", "(go|step|move|take me) (back|one back|back one step|one step back|a step back)(| please|)", "(no|nope|oh no|ugh|hmm)(,|) (undo|go back|take it back|revert it|not that)(| please|)",
            "(i liked|i preferred|i want|give me|bring me|show me) the (previous|last|earlier|old|former) (one|version|picture)(| better| back| again|)", "(that was|this is|that's) (wrong|worse|a mistake|not good|ugly|not it)(,|) (go back|undo|undo it|revert|take it back)", "(the previous|the earlier|the last) (one|version) was (better|nicer|fine|good)",
            "(scratch|forget|never mind|drop) (that|this|the last one|that change|the last change)", "(return|back) to (the previous|the last|the earlier) (version|one|state|picture)", "(it was better|i liked it better|it looked better) (before|without that|the way it was)", "(remove|delete|kill) the last (edit|change|modification|step)", "ctrl z", "(as it was|like it was|the way it was) before(| please|)",
            "(i changed my mind|i don't like it|i don't like that change|bad idea)(,|) (undo|go back|put it back the way it was|revert)",
        ],
        "zh": [
            "(请|)(撤销|撤回|回退|还原)(|！|。)", "(请|帮我|)(撤销|撤回)(|一下|吧|上一步)", "(撤销|撤回|回退|取消|还原|倒回去)(|吧|一下|上一步|刚才的修改|这一步|最后一步|刚才那步|这个修改)", "(回到|返回|退回|退到|恢复到|倒回)(上一步|上一张|上一个版本|之前那张|前一张|之前的|刚才的样子|修改前)", "(还是|我觉得)(上一张|前一张|之前的|刚才的|原来的|改之前)(好|更好|好看|比较好)", "(不对|不行|不好|错了|糟糕|算了)，(撤销|退回去|回去|改回去|撤回|还原)(|吧)",
            "(刚才的|这个|这次)(修改|改动|)(不要了|不算|取消|作废)", "(我|)(想|要)(回到|退回)(上一步|之前|刚才)", "(退|往回|后退)(一步|回去|一下)", "(改|变|退)回(去|来|原来的样子|原样)(|吧)", "(我不喜欢|不喜欢)(这个改动|这样)，(撤销|退回|改回去)", "(去掉|取消)(刚才|最后)的(修改|改动|那一步)", "(把|)(刚才|上一步)的(修改|改动)(撤了|撤掉|撤回|取消)",
        ],
    },
    "redo": {
        "en": [
            "redo(| that| it| the last change| please|)", "(bring|put|get) (it|that|the change|the edit) back", "(actually|on second thought|no wait|hmm)(,|) (put|bring) (the change|it|that) back(| again|)", "(undo|cancel|revert) the undo", "(go|step|move) (forward|forwards|ahead)(| again| one step|)", "(i changed my mind|i was wrong)(,|) (redo|redo it|put the change back)", "(reapply|restore) (it|the change|that|the edit|what i undid)", "(undo|undoing|that undo) was a mistake",
            "(i want|give me) the (newer|later) (one|version) (again|back)", "(repeat|do) what i (undid|took back)(| again|)", "the (newer|later|changed) (one|version) was better after all", "(forward|once more forward|one step forward)",
        ],
        "zh": [
            "(请|)重做(|吧|一下)", "(重做|恢复)(|吧|一下|刚才的|刚才的修改|那一步)", "(还是|)(改回来|变回来|恢复回来)(吧|)", "(取消|撤销|不要)(刚才的|)撤销(了|)", "(再|)(恢复|还原)(回来|刚才撤销的)", "(往前|前进|向前)(一步|)", "撤销(错了|是个错误|得不对)(，恢复|，重做|)", "(把|)(刚才|)撤(销|回|掉)的(修改|改动|)(恢复|拿回来|加回来|重新应用)", "(还是|)(后面|新)(的|那)(张|版)(好|更好)", "(重新应用|再应用一次)(刚才的|)(修改|)", "(我反悔了|又想要了)，(恢复|重做|改回来)", "(回到|去)(撤销|撤回)(之前|前)",
        ],
    },
    "goto": {
        "en": [
            "(go|get|take me|bring me|jump|let's go) (back |)to {pic}", "(show|open|display|load|use|pick|choose|select)(| me) {pic}(| again| please|)", "back to {pic}(| please|)", "(return|switch|jump|move|revert) to {pic}", "(i want|i'd like|i prefer|i choose|give me) {pic}(| back| again| better|)", "(let's|i want to|we should) (continue|go on|work|proceed) (from|with) {pic}", "(continue|go on|carry on) (from|with) {pic}", "{pic}(| please| was better| again| was the best|, that one)", "(let me|can i|can we) see {pic}(| again|)", "(take|make) {pic} (the current one|as the base)", "(i liked|i prefer) {pic} (best|better|most)",
        ],
        "zh": [
            "(回到|返回|回|跳到|切换到|转到|退回到|去){pic}(|吧)", "(打开|显示|看|看看|给我看|选|用|要|我要|选择){pic}(|吧|看看)", "(从|用|以|在){pic}(继续|接着画|开始|为准)", "(还是|我觉得|我喜欢){pic}(|好|更好|最好|那张好)", "{pic}(|吧|更好|最好|比较好|就这张)", "(让我|我想)(再|)看(看|一下|){pic}", "(换|切)回{pic}", "(把|)当前(的|)(换成|切到|改为){pic}", "(继续|接着)(改|画|用){pic}", "(我更喜欢|最喜欢){pic}", "(请|)回{pic}那里",
        ],
    },
    "branch": {
        "en": [
            "(like|same as|just like|as in|similar to) {pic}(,|) (but|only|except|just) {change}", "(take|use|start from|go back to|return to|start with|load|open) {pic} (and|but|, then) {change}", "(from|with|based on|starting from|in) {pic}(,|) {change}", "{pic} (again, |)(but|and|only|except) {change}", "{change}(,|) (but starting from|based on|from|using|in|but in|on) {pic}", "(do|try|make) {pic} (again |)(but|and) {change}", "{pic}(: |, ){change}", "(another version|a variant|a version) of {pic}(: |, | where you ){change}",
        ],
        "zh": [
            "(像|和|跟|同){pic}(一样|那样|相同)，(但|但是|不过|只是|只不过){change}", "(从|用|拿|以|基于|根据|按照){pic}(开始|为基础|出发|)，{change}", "(回到|返回|退回){pic}(，|再|然后|，然后){change}", "(在|){pic}(的基础上|里|那张上|上面)(，|){change}", "{pic}(，|：|，不过|，但是){change}", "{pic}(再来一次|重来)，{change}", "(还是|就用){pic}，(但是|不过|再|){change}",
        ],
    },
    "compare": {
        "en": [
            "(compare|contrast) {pic} (and|with|to|against) {pic2}", "(put|show|show me|display|see|view) {pic} and {pic2} (together|side by side|at once|at the same time|next to each other)", "(is|was) {pic} or {pic2} (better|nicer|closer to what i asked)", "how (has|did) (it|the picture) change (from|between) {pic} (to|and) {pic2}", "(what|what has|what's) (changed|different|the difference) between {pic} and {pic2}", "(the |show me the |what is the |)(difference|differences) between {pic} and {pic2}", "(show|put|place|display|see) {pic} (next to|beside|side by side with|and then) {pic2}", "how (do|does|are) {pic} and {pic2} (differ|different|compare)", "{pic} (vs|versus|against|compared to|or) {pic2}", "which is better(,|) {pic} or {pic2}",
        ],
        "zh": [
            "(比较|对比|比一比|比一下)(一下|){pic}(和|与|跟){pic2}", "(同时|一起|并排)(看|显示|打开)(一下|){pic}(和|跟){pic2}", "{pic}(和|跟){pic2}(一起|同时|都)(给我看|放出来|摆出来)", "{pic}到{pic2}(改了|变了|动了)(什么|哪里|多少)", "{pic}(和|跟|与){pic2}(有什么不同|有什么区别|的区别|的差别|哪里不一样|差在哪|有什么变化)", "(把|将){pic}(和|跟|与){pic2}(放一起|放在一起|并排|摆在一起)(看|比较|看看|对比)", "{pic}(对|vs){pic2}", "{pic}(和|跟|与|还是){pic2}哪个(好|更好|好看)", "(看看|告诉我){pic}(和|跟){pic2}的(不同|区别)", "(显示|列出){pic}(与|和){pic2}的(差异|不同)",
        ],
    },
    "describe": {
        "en": [
            "what (do|can) you see(| in it| there| now|)", "(describe|caption|explain|summarize)(| me) (it|this|the picture|the image|what you see|what you painted|the current picture|the scene)", "what('s| is) (in|on|shown in|depicted in) (it|the picture|this|this picture|the image)(| now| right now|)", "(tell me|say) what (you painted|is in the picture|you see|you drew|this is|is there)", "what (does|did) (it|the picture|this|you) (show|paint|draw|depict)", "(look at|have a look at) (it|the picture|this) and (tell me|describe it|say what you see)", "(give me|i need|write) a (description|caption|summary)(| of it| of the picture|)", "(read|interpret) the picture(| to me| for me|)", "i (can't|cannot) see (it|the picture)(, what is there|, describe it|, what does it show)", "what am i looking at",
        ],
        "zh": [
            "(你|)(看到|看见)了什么", "(描述|介绍|说明|讲讲|说说|形容)(一下|)(|这张图|这幅画|画面|图片|图里的内容|你画的)", "(图|画|画面|这张图|这幅画|里面)(里|中|上|)(有|是|画了)(什么|些什么|哪些东西)", "(说说|告诉我)(画了什么|里面有什么|图上是什么|你看到的)", "(看图说话|给这张图写个说明|写个标题|给个描述)", "(你|)(刚才|现在|)画的是什么", "(现在|目前)(图|画面)(里|上)(有什么|是什么样)", "(这|这张)(是|画的是)什么", "我看不见(图|画)，(描述一下|里面有什么|说说看)",
        ],
    },
    "check": {
        "en": [
            "(is|are) (everything|all|it all|all of it) (right|correct|ok|there|as i asked|fine|in order)", "(check|verify|inspect|double check|recheck|examine|validate|test) (it|this|the picture|everything|the result|your work|again)(| please|)", "does (it|this|the picture|everything) (match|fit|match what i asked|meet my request|contain everything|look right)", "(did you|have you) (get|got|paint|do|draw|include) (everything|it right|all i asked for|all of it)", "is (anything|something) (missing|wrong|forgotten|off|left out)", "are you (sure|certain)(| it is correct| about that| it's right| that's right|)", "is (it|this|that) (what i asked for|what i wanted|really what i said|correct|right)", "(how well|how much) does it (match|fit|agree)", "(did|does) it (work|turn out right|succeed|satisfy everything)", "(what|which requirements) (fails|failed|passed|is satisfied|hold)",
        ],
        "zh": [
            "(检查|核对|查看|验证|确认|检验)(一下|一遍|一次|)(|画面|结果|对不对|有没有错)", "(都|全|全部|一切)(对|正确|画对|符合)(了|)吗", "(有没有|有)(漏掉|遗漏|缺少|画错|忘了|少了)(什么|东西|哪里|的)(吗|)", "(符合|满足|达到)(我的|)(要求|需求|我说的)吗", "(画|做)(对|好|全)了(吗|没有|没)", "(是|这是)我(要|想要|说)的(吗|那样吗|样子吗)", "(再|重新)(检查|核对|看)(一遍|一下|一次)", "(你|)(确定|肯定)(吗|没错吗|是对的吗)", "(哪些|什么)(要求|地方)(没|没有)(满足|达到|画对)", "(结果|画面)(对不对|怎么样|正确吗|有问题吗)",
        ],
    },
    "again": {
        "en": [
            "(try|paint|do|draw|make|render|generate)(| it| this| that) (again|once more|one more time|anew|over)(| please|)", "(another|one more|a new|a different|a fresh|a second) (one|try|version|take|attempt|variation|variant|picture)(| please| of this| of it|)", "(not good|bad|ugly|no good|i don't like it|meh|disappointing|that's not nice)(,|) (try again|again|another|redo it from scratch|once more|do it over)", "(give me|show me|let me see|let's see|i want|make) (another|a different|a new|an alternative) (one|version|take|variation|try)", "(reroll|retry|resample|repaint|redraw|regenerate|shuffle)(| it| this| that| please|)", "(same thing|same|the same|same request)(,|) (another|one more|a different|new) (take|time|try|seed|version)", "(again|once more|one more time|encore)(| please|!|)", "(use|try|with|take) (another|a different|a new|some other) seed", "(you can do better|that could be better|do better)(,|) (try again|again|once more)", "(i'm not happy|not happy|not satisfied)(| with it| with this)(,|) (try again|another one|again)", "what else (have you got|can you come up with|could it look like)",
        ],
        "zh": [
            "(再|重新)(来|画|试|生成|做)(一张|一次|一遍|一下|一版|一个)(|吧)", "(换|再换)(一张|一个|一版|个样子|一下)(|看看|吧)", "(不好|不行|不好看|不满意|不喜欢|难看|一般)，(重来|重画|再来|换一个|再试|换一张)(|吧|一次)", "(另|另外|别的|新的)(一个|一张|)(版本|样子|一版)", "(重画|重试|重来|重新生成|刷新)(|一下|一次|吧|一遍)", "(给我|来|看看)(另|)(一个|个)(新|不同|别)的(版本|样子|)", "(同样|一样)的(要求|内容|东西)(，|)(再|重新)(来|画|生成)(一张|一次|一遍)", "(换|用)(个|一个|)(新的|别的|另外的|不同的|)种子", "(你|)(还|)(能|可以)画得更好(，再来|，重来|，再试试)", "(再|)(抽|来)一(次|张)", "(还有|有没有)(别的|其他)(版本|样子|方案)(吗|)",
        ],
    },
}  # fmt: skip
"""Requests by intent."""

REQUESTS_WITH_REASON: WordingTable = {
    "undo": {"en": ["(undo|revert|go back|take that back)(,|:| -) (that|it) (washed it out|ruined it|looks worse|was too much|made it ugly|spoiled it|isn't right|was better before|looks wrong now|is way off)", "(that|it) (washed it out|ruined it|is too much|made it worse|spoiled the mood|looks off now)(,|;) (undo|go back|revert|take it back)", "(much |)better without (that|it)(,|) (undo|go back|revert)(| it|)"], "zh": ["(撤销|撤回|退回|还原)(吧|)，(变丑了|更糟了|太过了|不好看|毁了|不对劲)", "(变丑了|更糟了|太过了|毁了|弄坏了|没必要)，(撤销|撤回|退回去|还原)(吧|)"]},
    "redo": {"en": ["(it|that) (was|looked) better (dark|that way|like that|with it|with the change|after all|bright|before i undid it)(,|;) (redo|redo it|put it back|bring it back|do it again after all)(| after all|)", "(redo|bring back) (it|that|the change)(,|) (it was better|i liked it|i was wrong)", "(no wait|on second thought|oh)(,|) (redo|redo that|put the change back|bring that back|keep the change)"], "zh": ["(还是|刚才)(改了|改过|那样|暗的|亮的|撤之前)(的|)好(，|)(重做|再恢复|恢复回来|改回去)(吧|)", "(等下|等等|诶)，(重做|恢复刚才的修改|还是要那个修改)(吧|)", "(后悔了|我错了)，(重做|恢复回来|再改回来)"]},
}  # fmt: skip
"""Back or forth, with a reason."""

NUMBERED_REQUESTS: WordingTable = {
    "describe": {
        "en": ["(describe|caption|explain|tell me about) {pic}(| again| please|)", "what (is|was|do you see|can you see) (in|on) {pic}", "what (does|did) {pic} (show|look like|have)", "what's (in|on) {pic}(| again|)", "(remind me|tell me) what (is in|was in|{pic} shows|is on) {pic}", "what about {pic}, what (is|was) in it", "look at {pic}(,|) what (is there|do you see)"],
        "zh": ["(描述|介绍|说说|讲讲)(一下|){pic}(|吧)", "{pic}(里|上|)(有|是|画了|画的是)(什么|些什么|啥)", "(看看|看一下){pic}(，|)(有什么|里面是什么|说说)", "{pic}是什么样(的|)", "(告诉我|提醒我){pic}(画了什么|里有什么)", "{pic}(里面|中)都有(什么|啥)"],
    },
    "check": {
        "en": ["(check|verify|inspect|recheck|look over) {pic}(| again| please| for me|)", "(is|was) {pic} (right|correct|complete|as i asked|ok)", "does {pic} (have|show|contain) everything( i asked for| i wanted|)", "(did|does) {pic} (work|turn out right|match|fit)", "is (anything|something) (missing|wrong) (in|on|with) {pic}", "how (good|right) is {pic}"],
        "zh": ["(检查|核对|看看|确认)(一下|){pic}(|对不对|有没有错)", "{pic}(对|画对|画全|符合要求)(了|)(吗|没有|不)", "{pic}(有没有|有)(漏|错|少)(什么|的|)", "{pic}(都|全)(对|有)吗", "{pic}是(不是|)我要的(|那样|吗)"],
    },
    "compare": {
        "en": ["(compare|contrast) (this|it|this one) (with|to|and|against) {pic}", "(compare|hold it|put it) (with|to|against|beside|next to) {pic}", "how (does|is) (this|it) (different|differ) from {pic}", "(what|what has|what's) (changed|different|new) (since|from|compared to) {pic}", "(show|see) (this|it) (next to|beside|side by side with) {pic}", "(difference|differences) (to|from|with) {pic}(| please|)", "is (this|it) better than {pic}"],
        "zh": ["(跟|和|与|同){pic}(比|比较|对比)(一下|一比|看看|)", "(和|跟|与|比){pic}(有什么不同|有什么区别|哪里不一样|改了什么|差在哪|变了什么)", "(拿|把)(这张|现在这张|它)(和|跟|与){pic}(比|放一起|对比)(一下|看看|)", "(这张|现在)(比|跟){pic}(好|好看|更像)吗", "对比{pic}"],
    },
    "again": {
        "en": ["(give|show|make|paint|draw) me {n} (more |other |different |)(versions|variations|variants|takes|options|tries|of these|alternatives)", "{n} (more |other |different |)(versions|variations|variants|takes|options|alternatives)(| please| of this|)", "(i want|i'd like|let me see|can i see|let's see) {n} (more |other |different |)(versions|variations|variants|takes|options|alternatives)(| of it| of this|)", "(paint|do|draw|make|generate) (it|this) {n} times", "(in|as) {n} (versions|variations|variants)"],
        "zh": ["(给我|来|画|出|生成|做|再来|再画)({n})(不同的|不一样的|别的|)(看看|吧|让我选|挑挑|)", "(同样的|一样的|这个)(画|来|出){n}(|看看|吧)", "(换|变)(着花样|)(画|来){n}", "(画|出){n}(版本|方案|变体)(|给我选|看看)"],
    },
}  # fmt: skip
"""Requests about a picture that is named, or for several variations."""

COMPARE_WITH_CURRENT: Wordings = {
    "en": ["(what's|what is) (different|the difference) between {pic} and (this one|the one now|the current one|this)", "(compare|put|show|lay) {pic} and (this one|the current one|the present one)(| side by side| next to each other|)", "{pic} (vs|versus|against|or) (this one|this|the current one)", "how (far|much) (have we|did we) come (since|from) {pic}"],
    "zh": ["{pic}(和|跟|与)(这张|现在这张|眼下这张)(放一块儿|摆一起|并排)(比比|看看|瞅瞅|)", "{pic}(和|跟|对)(这张|现在的)(有啥不同|差多少|哪个好|比一比)", "(拿|把){pic}(跟|和)(这张|眼前这张)(比比|对照|摆一块)", "从{pic}到(现在|这张)(变了多少|改了哪些)"],
}  # fmt: skip
"""A picture that is named beside the present one."""

COMPARE_NUMBERS: Wordings = {
    "en": ["diff {n} {m}", "{n} vs {m}", "{n} against {m}", "compare {n} {m}", "{n} or {m}, which one", "diff #{n} #{m}"],
    "zh": ["{n}和{m}比比", "对比{n}、{m}", "{n}对{m}", "{n} vs {m}", "diff {n} {m}", "{n}跟{m}哪个强"],
}  # fmt: skip
"""Two pictures by their numbers."""

FACT_QUESTIONS: WordingTable = {
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
}  # fmt: skip
"""Questions about one fact of the picture."""

PICTURE_NUMBERS: Wordings = {
    "en": ["#{n}", "{n}", "picture {n}", "number {n}", "image {n}", "no. {n}", "pic {n}", "version {n}"],
    "zh": ["第{n}张", "#{n}", "{n}号", "图{n}", "第{ordinal}张", "第{n}幅", "{n}号图"],
}
"""How a picture is named by its number."""
PICTURE_ORDINALS = ["the {ordinal} one", "the {ordinal} picture"]
"""More of these in English, for the first pictures."""
