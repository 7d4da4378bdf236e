"""Wordings for everything but things: moving among pictures, looking, enhancing, declining, asking, small talk.

Patterns as in `training.corpus.wordings.things`.
"""

from __future__ import annotations

from training.corpus.wordings.things import Table

PLAIN: Table = {
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

HISTORY: Table = {
    "first": {
        "en": ["(go |)back to the (first|very first|original|initial) (one|picture|version|image)", "(show|open|use|take|i want|give me) the (first|original|very first) (one|picture|version)", "(return|let's return|all the way back|go) to the (start|beginning|original|first one)", "start from the (first|original) (one|picture) again"],
        "zh": ["(回到|返回|打开|看|用|要)(最初|第一|最开始|原来)(的|)(那张|一张|版本|那个)", "(回到|返回)(开头|最开始|起点|最初)", "(还是|)(最初|最早|最开始)(的|那)(张|版)(好|吧|)", "从(最初|第一)(的|)(那张|版本)重新开始"],
    },
    "latest": {
        "en": ["(go|back|return|jump) to the (last|latest|newest|most recent) (one|picture|version)", "(show|open|use) the (latest|newest|most recent) (one|picture|version)", "the (latest|newest) (one|version)(| please|)"],
        "zh": ["(回到|打开|看|用)(最新|最后|最近)(的|)(那张|一张|版本)", "(最新|最后)(的|)(那张|一张|版本)(|吧)", "去(最新|最后)(一张|的)"],
    },
    "before": {
        "en": ["(go|get|take me|bring me|switch) back to before (the {what}|you added the {what}|i added the {what}|there was a {what})", "(go back|back|return) to the (one|version|picture) without the {what}", "the (one|version|picture) (before|without) the {what}", "(before|just before) the {what}(, please|, go there|)", "(i want|show me|use|open) the (one|version|picture) (from before|before|that had no|without) {what}", "(as|like) it was before the {what}", "(undo|take back|revert) everything (since|after|from) the {what}", "the last (one|picture) (without|that had no) {what}"],
        "zh": ["(回到|返回|退回|退到)(加|画|放|有){what}(之前|以前|前)(|的那张|的版本|的样子)", "(回到|打开|用|看)(没有|没加|没画|不带){what}的(那张|版本|时候|图)", "(没有|没加){what}的那(张|版)(|吧|就好)", "{what}(之前|加上之前|出现之前|出现以前)(的|)(那张|版本|样子|)", "(我想要|给我)(加|画){what}(之前|以前)的(那张|版本|图)", "(撤销|退)到(没有|没加){what}的时候"],
    },
    "having": {
        "en": ["(go back|back|return|switch|jump) to the (one|version|picture) (with|that had|that still had|where there was) the {what}", "the (one|version|picture) (with|that has|that still has) the {what}(| please| was better|)", "(show|open|use|take|i want|give me) the (one|version|picture|last one) (with|that had) the {what}", "(where was|which one had|i liked the one with) the {what}(, go there|)", "(when|while) there (was still|still was|was) a {what}, (go back there|that one|show that)", "(before|just before) (you removed|you deleted|i removed|we lost|removing) the {what}"],
        "zh": ["(回到|返回|打开|看|用|切到)(有|带|还有){what}的(那张|版本|那个|图)", "(有|带|还有){what}的那(张|个|版)(|吧|更好|就好)", "(我想要|给我|我要)(有|带){what}的(那张|版本|图)", "(删|去|移)(掉|除|){what}(之前|以前)的(那张|版本|样子)", "{what}(还在|没删)的(时候|那张|版本)", "(回到|退回)(去掉|删掉|删除){what}(之前|以前)"],
    },
    "wrong_thing": {
        "en": ["(no|nope|not that|wrong one|oops)(,|) (i meant|i mean|i said|i was talking about) {what}", "(i meant|i mean|i was thinking of) {what}(|, not {old})", "(not|no, not) {old}(,| but) {what}(| i meant|)", "{what}(,| i said,) not {old}", "(wrong thing|wrong one|that's the wrong one|you changed the wrong one)(,|) (it was about |it's |i meant |do it to |){what}", "(sorry|oh|hmm)(,|) (i meant|it should have been|should be|that was meant for) {what}", "(do|apply) (that|it) to {what} instead(| of {old}|)", "{what} instead(| of {old}|, not {old})"],
        "zh": ["(不对|不是|错了|不，)(，|)(我说的是|我是说|是|我指的是){what}", "(我说的是|我指的是|我的意思是|应该是){what}(|，不是{old})", "不是{old}，(是|而是){what}", "是{what}，不是{old}", "(改错了|弄错了|搞错了|你改错东西了)，(是|应该是|我要改的是|要改){what}", "(抱歉|啊|哦)，(我说的是|应该是){what}", "(不要改|别改|别动){old}，(改|要改的是){what}", "(应该|要)(改|变)的是{what}"],
    },
    "wrong_value": {
        "en": ["(no|nope|not quite|hmm|wait|oops)(,|) (i meant |i said |make it |)(|rather |better ){value}", "(not {old}|no, not {old})(,| but) {value}", "{value}(,| i said,) not {old}", "(i meant|i mean|i said|should have been|should be) {value}(|, not {old})", "(sorry|oh|actually|on second thought|hmm)(,|) {value}(| please| instead|)", "(rather|better|make that|or rather|well, rather) {value}", "{value} (would be better|instead|rather|after all)"],
        "zh": ["(不对|不，|错了|等等)(，|)(我说的是|要|应该是|改成|){value}", "不(是|要){old}，(是|要|而是){value}", "(我说的是|我的意思是|应该是){value}(|，不是{old})", "(还是|算了，|要不)(要|用|改成|换成|){value}(|吧)", "{value}，不是{old}", "(抱歉|哦|其实)，(是|要|我想要){value}", "{value}(会更好|更好|比较好|吧)"],
    },
    "same_for": {
        "en": ["{what} (too|as well|also)(| please|)", "(and|also|now) {what}(| too| as well|)", "(do|make|apply) the same (to|for|with) {what}", "(the same|same|likewise|ditto) for {what}(| please|)", "(same thing|the same thing|that too) (with|for|to) {what}", "and (what about |how about |)(|the same for ){what}"],
        "zh": ["{what}也(一样|是|这样|同样|要|来|改)(|吧)", "(对|给){what}也(这样做|同样处理|来一样的|一样)", "{what}(呢|也同样|同上)", "(同样|一样)的(改|处理|变化|)(用在|给|对){what}(|上)", "(还有|以及|和){what}(也是|也一样|)", "{what}(跟|和)(它|那个)一样(|改)"],
    },
    "all_color": {
        "en": ["make (them|both|them all|all of them|everything|them both|all things) {color}", "(both|all of them|all|everything|all things) (should be|in|must be) {color}", "(paint|turn|color) (them all|both|everything|all of them) {color}", "(all|everything) {color}(| please|)"],
        "zh": ["(全部|全都|都|所有的都|它们都|两个都)(变成|改成|换成|涂成|要){color}(的|)", "(把|将)(它们|所有东西|全部|所有的)(都|)(变成|改成|换成){color}", "(它们|所有东西|全部)(都|)(要|是){color}的"],
    },
    "all_gone": {
        "en": ["(remove|delete|get rid of|take out) (both|them both|them all|all of them|everything|all things)", "(both|all of them|they all|everything) (should go|must go|out|away)", "(clear|empty) (the picture|everything|it all|it)"],
        "zh": ["(把|将)(它们|所有东西|全部|所有的)(都|)(去掉|删掉|删了|拿走)", "(全部|全都|都|统统)(删掉|去掉|不要了|拿走)", "(清空|清除所有|去掉所有东西)(|画面)"],
    },
    "one_more": {
        "en": ["(add|draw|put|paint|i want|give me|let's have) (one more|another|an extra|a second|an additional) {base}(| please| there|)", "(one more|another|an extra) {base}(| please| too|)", "(add|draw|put in|i want) {n} more {whats}", "{n} more {whats}(| please|)"],
        "zh": ["(再|又)(加|来|画|添|放|多)一{m}{base}(|吧)", "(多|再多|再要)一{m}{base}", "(再|)(加|来|画|添){n}{base}", "{base}再(来|加|多){n}"],
    },
}  # fmt: skip

ENHANCE: Table = {
    "auto": {
        "en": ["(enhance|improve|polish|clean up|touch up|restore|retouch|fix up|beautify|perfect) (it|this|the picture|the photo|the image|the quality|my photo)(| a bit| please|)", "(make|get) (it|the picture|the photo) (look |)(better|cleaner|nicer|prettier|higher quality|crisper and cleaner)", "(better|higher|more|improve the|increase the|raise the) quality(| please|)", "(the quality|the picture|it) (is bad|is poor|could be better|looks bad|is not great)(|, fix it|, improve it|, can you fix that)", "(give it|it needs) a (clean up|polish|touch up|finishing touch)", "(fix|repair|rescue) (the|this|my|that) (photo|picture|image|old photo|bad photo)", "auto enhance(| it|)"],
        "zh": ["(增强|优化|美化|修复|修饰|完善|改善|提升)(一下|)(|画质|图片|照片|质量|这张图|画面)", "(画质|质量|清晰度|图片)(不好|太差|有点差|不行)(|，修一下|，改善一下|，优化一下)", "(提高|提升|改善|增强)(画质|质量|画面质量|图片质量)", "(让|把|使)(它|图|画面|照片)(更好看|更精致|更干净|质量更好|变得更好)(|一点|一些)", "(修|处理|润色)(一下|修)(图|照片|画面|)(|吧)", "(把|)(照片|图|这张)(修一修|修复一下|弄好看点|处理干净)", "自动(增强|优化|修复)"],
    },
    "denoise": {
        "en": ["(it is|it's|this is|the picture is|too|so|very) (noisy|grainy|speckled)(|, clean it up|, fix that|, clean it)", "(remove|reduce|get rid of|clean|take out|filter) (the |)(noise|grain|speckles|graininess|dots)", "denoise(| it| this| the picture| please|)", "(there is|i see) (too much|a lot of|lots of) (noise|grain)(|, remove it|, clean that up)", "(make it|get it|i want it) (less noisy|less grainy|noise free|smoother)", "(noise|grain) (reduction|removal)(| please|)", "(clean|wipe) (the noise|the grain|it) (up|away|off)"],
        "zh": ["(去|降|除|减少|消除|去除|去掉)(噪|噪点|噪声|颗粒|噪音|杂点|颗粒感)(|吧|一下)", "(噪点|颗粒|杂点|噪声)(太多|有点多|很重|太重|明显)(了|)(|，去掉|，清理一下|，处理一下)", "(图|画面|照片|它)(有|全是|都是)(噪点|颗粒|杂点)(|，清理一下|，去掉)", "(把|)(噪点|颗粒|杂点)(去掉|清除|弄掉|去一下)", "(降噪|去噪|除噪)(一下|处理|)", "(让|使)(画面|图片)(没有|少点)(噪点|颗粒)", "清理(一下|)(噪点|杂点|颗粒)"],
    },
    "deblock": {
        "en": ["(remove|fix|clean|get rid of|reduce) (the |)(jpeg |compression |)(artifacts|artefacts|blocks|blockiness|squares)", "(it is|it's|looks|the picture is) (blocky|over-compressed|full of jpeg artifacts|badly compressed)(|, fix that|, clean it)", "deblock(| it| this|)", "(there are|i see) (blocks|little squares|compression artifacts)(|, remove them|, fix that)", "(jpeg|compression) (cleanup|repair|artifact removal)", "(it was|was) saved (badly|too small|at low quality)(|, repair it|, fix the jpeg)", "(undo|repair) the (jpeg|compression)(| damage|)"],
        "zh": ["(去|去掉|去除|消除|修复)(一下|)(压缩|jpeg|JPEG)(痕迹|伪影|块|失真|方块)", "(有|全是|都是)(方块|块状|马赛克块|压缩痕迹|色块)(|，去掉|，修一下)", "(压缩|jpeg)(太厉害|得太狠|痕迹很重)(了|)(|，修复一下)", "(把|)(压缩痕迹|方块|伪影)(去掉|修掉|清除)", "去(块|伪影|压缩痕)", "修复(压缩|JPEG)(|的问题|失真)"],
    },
    "sharpen": {
        "en": ["(sharpen|deblur|unblur|focus)(| it| this| the picture| the photo| please|)", "(make|get|i want) (it|the picture|the photo|everything) (|a bit |much |)(sharper|crisper|clearer|less blurry|in focus)", "(it is|it's|this is|the photo is|too|so) (blurry|blurred|soft|out of focus|fuzzy|unsharp)(|, fix that|, sharpen it|, fix it)", "(remove|fix|reduce) the (blur|fuzziness|softness)", "(more|add|increase the|some more) (sharpness|detail|crispness|definition)", "(sharper|crisper|clearer)(| please|, please|)", "the (edges|lines|details) (should be|need to be|must be) (sharper|crisper|clearer)"],
        "zh": ["(锐化|去模糊|清晰化)(|一下|图片|这张|吧)", "(清晰|清楚|锐利)(一点|一些|点)(|吧)", "(让|把|使)(它|图|画面|照片)(变得|弄|变|)(更清晰|清晰一点|更清楚|更锐利|清楚些)", "(太|有点|很|好)(模糊|糊|虚)(了|)(|，锐化一下|，修一下|，弄清楚)", "(去掉|去除|减少|修复)模糊", "(提高|增加|增强)(清晰度|锐度|细节)", "(边缘|细节|线条)(清楚|清晰|锐利)(一点|些)", "(照片|图)(没对焦|糊了|虚了)(|，修一下|，处理一下)"],
    },
    "x2": {
        "en": ["(make|get) it (twice|two times|2x|2 times|double) (as large|as big|the size|larger|bigger in pixels|the resolution)", "(upscale|enlarge|scale|scale up|blow up|magnify)(| it| this| the picture| the image) (by two|twice|2x|x2|by 2|by a factor of two|two times|to double)", "double the (resolution|size of the picture|pixels|picture size|image size)", "(2x|x2|twofold)(| upscale| please| resolution| it|)", "(upscale|enlarge) (the picture|the image|the photo|the resolution)(| please|)", "(higher|more|increase the) resolution(| please|)", "(i need|give me) (it|the picture) (at|in) (double|twice the) (size|resolution)"],
        "zh": ["(放大|扩大|增大)(两倍|2倍|一倍|到两倍|二倍)(|吧)", "(图片|图像|画面|照片|分辨率)(放大|提高|提升|增大)(两倍|一倍|2倍|到两倍)", "(把|将)(图片|分辨率|整张图|照片)(放大|提高|增加)(两倍|一倍|2倍)", "(分辨率|像素)(翻倍|提高一倍|加倍)", "(提高|提升|增加)分辨率(|吧|一下)", "(两倍|2倍)(分辨率|超分|放大)", "(超分|高清化|放大图片)(|一下|吧)"],
    },
    "x4": {
        "en": ["(make|get) it (four times|4x|4 times) (as large|as big|the size|larger|the resolution)", "(upscale|enlarge|scale|scale up|blow up|magnify)(| it| this| the picture| the image) (by four|4x|x4|by 4|four times|by a factor of four|fourfold)", "quadruple the (resolution|size of the picture|pixels|picture size)", "(4x|x4|fourfold)(| upscale| please| resolution| it|)", "(poster size|big enough for a poster|in large format|large enough to print)(| please|)", "(i need|give me) (it|the picture) (at|in) four times the (size|resolution)", "(4k|hd|super resolution|full hd|make it 4k|in 4k)(| please|)"],
        "zh": ["(放大|扩大|增大)(四倍|4倍|到四倍)(|吧)", "(图片|图像|画面|照片|分辨率)(放大|提高|提升|增大)(四倍|4倍|到四倍)", "(把|将)(图片|分辨率|整张图|照片)(放大|提高|增加)(四倍|4倍)", "(四倍|4倍)(分辨率|超分|放大)", "(海报|打印)(那么大|大小|尺寸)(的|)", "(变成|要|改成|做成)(4K|4k|高清大图|超清)(|的)"],
    },
    "brighter": {
        "en": ["(make|get|i want) (it|the picture|everything|the image|the photo) (|a bit |much |a little |)(brighter|lighter)", "(brighten|lighten)(| up)(| it| the picture| this| everything| the photo)(| a bit|)", "(it is|it's|this is|the picture is|far|way) too dark(|, fix that|, brighten it)", "(more|add|increase the|raise the|turn up the) (brightness|light|exposure)(| a bit|)", "(brighter|lighter)(| please|, please|)", "(turn|crank) the brightness up"],
        "zh": ["(调|提|弄|变)(亮|亮一点|亮一些|得亮一点)(|吧|画面)", "(让|把|使)(它|图|画面|照片|整体)(变|调|弄|)(亮一点|更亮|亮些)", "(太|有点|画面太|图太)(暗|黑)(了|)(|，调亮|，提亮一下|，亮一点)", "(提高|增加|加大)(亮度|曝光)(|一点|一些)", "(提亮|增亮|加亮)(|一下|画面|整体)", "亮度(高一点|调高|加一点|大一些)"],
    },
    "darker": {
        "en": ["(make|get|i want) (it|the picture|everything|the image|the photo) (|a bit |much |a little |)(darker|dimmer)", "(darken|dim)(| it| the picture| this| everything| the photo)(| a bit| down|)", "(it is|it's|this is|the picture is|far|way) too (bright|light)(|, fix that|, darken it)", "(less|reduce the|lower the|decrease the|turn down the) (brightness|light|exposure)(| a bit|)", "(darker|dimmer)(| please|, please|)", "(turn|bring) the brightness down"],
        "zh": ["(调|弄|变|压)(暗|暗一点|暗一些|黑一点)(|吧|画面)", "(让|把|使)(它|图|画面|照片|整体)(变|调|弄|)(暗一点|更暗|暗些)", "(太|有点|画面太|图太)亮(了|)(|，调暗|，暗一点)", "(降低|减少|减小)(亮度|曝光)(|一点|一些)", "(压暗|调暗|减暗)(|一下|画面|整体)", "亮度(低一点|调低|减一点|小一些)"],
    },
    "contrast": {
        "en": ["(more|add|increase the|boost the|raise the|stronger|higher) contrast(| please| a bit|)", "(make|get) (it|the picture|the colors) (more contrasty|punchier|more vivid|pop|pop more|less flat)", "(it is|it's|looks|the picture is) too (flat|dull|pale|washed out)(|, fix that|, add contrast)", "contrast (up|higher|stronger)(| please|)", "(turn|crank) up the contrast", "the colors (are|look) (faded|washed out|dull)(|, fix it|)"],
        "zh": ["(增加|提高|加大|加强|增强)(对比度|对比|反差)(|一点|一些)", "对比度(高一点|调高|大一点|强一些|加强)", "(画面|图|颜色|照片)(太|有点|很)(灰|平|淡|发灰|没对比)(了|)(|，加强对比|，调一下)", "(让|把)(颜色|画面)(更鲜明|更强烈|更有反差|鲜艳些)", "(加|调)(点|高|强)对比(度|)", "灰蒙蒙的(|，加点对比|，处理一下)"],
    },
    "warmer": {
        "en": ["(make|get|i want) (it|the picture|the colors|the light|the tone) (|a bit |much |a little |)(warmer|more golden|cozier in color)", "(warm)(| up)(| it| the picture| the colors)(| up)(| a bit|)", "(it is|it's|looks|the picture is) too (cold|cool|blue|bluish)(|, fix that|, warm it up)", "(warmer|warm) (tones|colors|light|color temperature|white balance)(| please|)", "warmer(| please|, please|)", "(add|more) warmth(| please|)"],
        "zh": ["(色调|颜色|画面|光线|色温|整体)(暖|偏暖|暖一点|更暖|调暖|暖一些)(|一点|些)", "(让|把|使)(它|图|画面|色调|颜色)(变|调|弄|)(暖一点|更暖|暖些|温暖些)", "(太|有点|画面太|颜色太)(冷|冷了|偏蓝)(|，调暖|，暖一点)", "(调|加)(暖|点暖色|暖色调)(|吧|一点)", "(要|换成|改成)(暖色调|暖一点的颜色|暖光)", "(提高|调高)色温"],
    },
    "cooler": {
        "en": ["(make|get|i want) (it|the picture|the colors|the light|the tone) (|a bit |much |a little |)(cooler|colder|bluer overall)", "(cool)(| down)(| it| the picture| the colors)(| down)(| a bit|)", "(it is|it's|looks|the picture is) too (warm|yellow|yellowish|orange overall)(|, fix that|, cool it down)", "(cooler|cool|cold|colder) (tones|colors|light|color temperature|white balance)(| please|)", "(cooler|colder)(| please|, please|)", "(less|reduce the) warmth(| please|)"],
        "zh": ["(色调|颜色|画面|光线|色温|整体)(冷|偏冷|冷一点|更冷|调冷|冷一些)(|一点|些)", "(让|把|使)(它|图|画面|色调|颜色)(变|调|弄|)(冷一点|更冷|冷些)", "(太|有点|画面太|颜色太)(暖|暖了|偏黄)(|，调冷|，冷一点)", "(调|加)(冷|点冷色|冷色调)(|吧|一点)", "(要|换成|改成)(冷色调|冷一点的颜色|冷光)", "(降低|调低)色温"],
    },
}  # fmt: skip

RESTYLE: Table = {
    "picture": {
        "en": ["(paint|draw|restyle|do|render|make|redo) (it|this|my photo|the photo|the picture|my picture) (like|in the style of|in the manner of|to look like|after) {pic}", "(use|take|copy|borrow|apply) the style (of|from) {pic}(| for this| on it| here|)", "(make|let) it look like {pic}", "(give it|with|in) the (look|style|manner|brushwork) of {pic}", "(transfer|apply|copy) {pic}'s style(| to this| to it| here|)", "(same|the same) style as {pic}(| please|)", "style (it |this |transfer |)(like|from|after) {pic}"],
        "zh": ["(用|按|以|照|按照|模仿|学){pic}的(风格|样子|画风|笔触)(画|来画|重画|处理|改)(|这张|它|一下|这张照片)", "(把|将|让)(它|这张|照片|我的照片|这张图)(画成|变成|改成|处理成)(像|跟|和|){pic}(那样|一样的风格|的风格|的画风)", "(套用|借用|使用|应用|迁移){pic}的(风格|画风|笔触)", "(风格|画风)(像|跟|和|同|参考){pic}(一样|那样|相同|)", "(参考|模仿){pic}(的风格|的画风)(|来画|画一下)", "(要|换成|改成){pic}(那种|的|那样的)(风格|画风)"],
    },
    "named": {
        "en": ["(make|turn|do|render|redo|repaint|redraw|paint|draw|show) (it|this|the picture|everything) (in |as |in a |into |as a |like a |look like a |){style}(| style| please| instead|)", "(in|in a|in the) {style} (style|look|manner)(| please| instead|)", "(change|switch|set|convert) (the |its |)style to {style}", "(i want|i'd like|give it|let it have) a {style} (look|style|feel|version)", "(use|apply|try|take) (the |a |){style}(| style| look| filter| instead)", "{style} style(| please| instead| now|)", "(how|what) about (a |){style}(| style| look| version)", "(same|the same) but (in |as |){style}(| style)"],
        "zh": ["(换成|改成|变成|用|转成|做成|要|试试){style}(风格|效果|的风格|画风|的样子|)(|吧|的)", "(风格|画风)(换成|改成|变成|要|用){style}(的|)(|吧)", "(把|将)(风格|它|这张|图|画面)(换成|改成|变成|画成|做成){style}(风格|效果|的|)(|吧)", "(我|)(想要|要|希望是){style}(的|)(风格|效果|画风)", "(画成|做成|弄成|处理成){style}(风格|的|效果|)", "{style}(风格|效果|画风)(的|吧|)", "(用|以){style}(的|)(风格|方式|手法)(画|来画|重画)(|一下)"],
    },
}  # fmt: skip
