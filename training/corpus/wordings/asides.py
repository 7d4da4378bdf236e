"""Patterns for what people say around a request that asks for nothing.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import BeforeAndAfter

POLITENESS: BeforeAndAfter = {
    "en": (
        ["please ", "could you ", "hey, ", "ok, ", "ok ", "now ", "can you ", "hmm, ", "great! ", "and ", "actually, ", "i think ", "so ", "well, ", "alright, ", "nice! now ", "cool, ", "love it. ", "good, but ", "would you kindly ", "wait, ", "hi! ", "umm ", "oh and ", "one more thing: ", "next: ", "perhaps "],
        [" please", " thanks", " now", "!", ".", " ok?", ", thank you", " for me", " if you can", " :)", "...", " pls", " thx", "!!", ", would you?", ", dear", " if possible", " asap"],
    ),
    "zh": (
        ["请", "帮我", "麻烦", "好的，", "现在", "嗯，", "能不能", "不错，", "那么", "请你", "麻烦你", "哦对了，", "那", "还有，", "我觉得", "可以，", "等等，", "好看！", "话说", "你好，", "亲，", "接下来", "另外，"],
        ["吧", "，谢谢", "好吗", "。", "！", "可以吗", "哈", "呗", "行吗", "~", "，麻烦了", "，拜托", "哦", "啊", "……"],
    ),
}  # fmt: skip
"""Politeness and hesitation."""

ASIDES: BeforeAndAfter = {
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
"""Reasons, praise, who it is for. Some name things and numbers that are not to be painted."""

SIDE_CLAUSES: BeforeAndAfter = {
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
"""Longer side clauses: why, for whom, who said so."""
