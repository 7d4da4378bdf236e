"""Patterns for new pictures.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings

CREATE: Wordings = {
    "en": [
        "{things}", "(draw|paint|make|create|generate|produce|render|sketch|show|imagine|design|do|compose)(| me| us|) {things}(| for me|)", "(a|one) (picture|image|painting|drawing|scene|illustration) (of|with|showing|that shows) {things}",
        "(i want|i'd like|i need|give me|get me|let me see|i wish for|we want) (|a picture of |a picture with |an image of |){things}", "(can|could|would|will) you (paint|draw|make|create|show me|do|generate) {things}(| for me|)", "(let's|let us|we should|you should) (draw|paint|make|create|start with|begin with|do) {things}",
        "(start over|start again|from scratch|new picture|new image|next picture|something new|fresh start|clean slate|a new one)(: |, |, now | with | - ){things}", "(forget that|forget it|never mind|scrap that|ok something else|leave that)(,|) (draw|paint|make|i want|show me|let's do|) {things}",
        "{things}(, please|, that's all|, nothing else| please|, ok)", "(today|this time|first|now) (i want|i'd like|draw|paint|let's paint|make) {things}", "(my daughter|my son|my boss|grandma|the client|my friend) (wants|would like|needs|asked for) {things}", "(think of|picture|there is|there are|imagine) {things}(|, paint that|, draw it)",
    ],
    "zh": [
        "{things}", "(画|帮我画|给我画|请画|请帮我画|来画|想画|我想画|能不能画|画一下|绘制|创作|生成|制作|做){things}(|吧|好吗)", "(我|)(想要|要|想看|希望看到|需要)(|一张|一幅画，|一张图：|){things}", "(画|来|给我|生成|做)(一张|一幅|个|一幅画：|一张图：|张){things}(的图|的画|)", "(重新画|重新开始|从头开始|换个主题|新的一张|再画一张新的|全新的|重来)(：|，|，画|，我要|){things}",
        "(不要这个了|算了|忘了那个|别管那个了)，(画|我要|来|改画){things}", "(能|可以|能不能)(画|帮我画|生成|给我看){things}吗", "(今天|这次|先|首先|现在)(画|来|我要|想画|给我){things}", "(我女儿|孩子|客户|老板|我妈|朋友)(想要|要|想看){things}", "{things}(，谢谢|，就这些|，画出来|，好吗|)", "(想象一下|有|画面是|场景是|画面里有){things}",
    ],
}  # fmt: skip
"""A new picture of {things}."""

CREATE_SECOND_SET: Wordings = {
    "en": [
        "(ok|okay|fine|alright|right|well|too bad|then)(,|) (then |)({things})(| then| will do| instead|)", "(poster|icon|logo|postcard|card|sticker|cover|homework|avatar|banner|thumbnail|title page|idea|request|scene|wallpaper)(: | - |: a |, ){things}", "({things}) (will|would) do(| then| as well|)", "just {things}(| then| please| and nothing else|)", "(hey|hello|hi|good morning|yo|hi there)(!|,|.) {things}(| please|)", "(for|on) (the poster|my card|page one|the cover|the blog)(:|,|) {things}",
        "(do|whip up|cook up|knock out|conjure up|spin me|doodle|illustrate|picture|visualize) {things}", "(i should like|i would love|might i have|could i have|may i have|kindly paint|i fancy|i'm after|i am looking for) {things}(| if you please| if i may|)", "(want|need|wanna see|gimme|lemme see|pls draw|u draw) {things}", "{things} - (can you|could you) (do|draw|manage) that", "(what about|how about) {things}(| then| instead|)", "({things}) (is|are) what i (want|need|had in mind)",
        "(once upon a time there was|i dreamt of|in my dream there was|the story starts with) {things}", "(once more from the start|whole new idea|different picture|another idea|totally different)(:|,|) {things}",
    ],
    "zh": [
        "(好吧|行吧|那|那就|算了，那|好，那)(画|来|要|)({things})(吧|总行吧|好了|也行|可以吧|)", "(海报|头像|贺卡|封面|作业|标志|图标|明信片|壁纸|插图|场景|主题|需求)(：|，|:){things}", "(整|搞|弄|给|来)(个|张|一张|){things}(呗|吧|看看|瞧瞧|)", "(早|你好|您好|嗨|哈喽|老师好|在吗)(，|！|，请|，麻烦)(画|来|){things}", "(就|只)(画|要){things}(就行|就好|，别的不要|)", "(烦请|请您|劳驾|敬请)(绘制|画|作|画一幅){things}(，谢谢|，多谢|)",
        "(我梦见|梦里有|故事里有|从前有){things}(，画出来|)", "{things}(能画吗|会画吗|可以吗|行不行|来一张|走起|整一个)", "(求|想要|想看|蹲|要){things}(！|，谢谢|~|)", "(想|我想)(请你|麻烦你|让你)画{things}", "(另外画|换个画|再画个别的|换一幅)(：|，|){things}", "{things}(就是我想要的|是我想画的)",
    ],
}  # fmt: skip
"""The same in other words: after a refusal, under a heading, colloquially."""

CREATE_ANEW: Wordings = {
    "en": [
        "(a new one|a new picture|new picture|another picture|next picture|fresh canvas|blank page)(: |, | - |. ){things}", "(clear|empty|wipe) the (canvas|page|board)(, |: |. )(now |then |)(paint |draw |){things}", "(scrap|bin|drop|leave|forget) (all that|this one|everything|the whole thing)(, |. |; )(draw |paint |new one: |instead |){things}", "(paint|draw|make|start|begin) a (new|fresh|second|separate|different) (one|picture|painting|image) (of|with|showing) {things}", "(now for|time for|let's do|on to) something (else|new|completely different)(: |, ){things}", "(start|begin) (over|anew|afresh|again from nothing)(: |, | with ){things}",
        "(instead of all this|not this at all)(, |: )(a picture of |){things}", "(different|other|next|second) (subject|motif|idea|picture)(: |, ){things}",
    ],
    "zh": [
        "(新的一张|新画一张|新图|另起一张|下一张|新开一张)(：|，){things}", "(清空|擦掉|清掉)(画布|全部|画面)(，|，再|，改)画{things}", "(这张|前面的|这些)(都|)(不要了|作废|算了)(，|。)(重新|另|新)画{things}", "(再|另)(开|起|画)一张(新的|)(，|：|，画){things}", "(换个|换一个)(题材|主题|内容)(，|：|，画){things}", "(从头|重头|从零)(来|画|开始)(，|：|，画){things}",
        "(画|来)一张(新的|别的|完全不同的)(，|：){things}", "(接下来|现在)(画|来)(另一张|下一张|新的一张)(，|：){things}",
    ],
}  # fmt: skip
"""A new picture where there is one already: without such words a lone thing is added to it."""

THING_JOINS: Wordings = {
    "en": [" and ", ", ", " with ", " plus ", " and also ", ", and "],
    "zh": ["和", "，", "，还有", "、", "以及", "，再加"],
}
"""What joins the things of a new picture."""
RELATED: Wordings = {
    "en": ["{a} {side} {b}"],
    "zh": ["{a}在{b}{side}", "{b}{side}有{a}", "{b}的{side}是{a}"],
}
"""Two things, the first beside the second."""
BESIDE_IT: Wordings = {
    "en": ["{a} with {b} {side}", "{a} and {b} {side}", "{a}, and {side} {b}", "{a}, {b} {side}", "{a} that has {b} {side}"],
    "zh": ["{a}，它{side}有{b}", "{a}，{side}有{b}", "{a}，{side}是{b}", "{a}，{side}放{b}", "{a}，{b}在它{side}"],
}  # fmt: skip
"""Two things, the second beside the first, which is called "it"."""
IN_DESCRIBED_SCENE: Wordings = {
    "en": ["{things} {scene}", "{things} {scene}", "{things}, {scene}", "{scene}: {things}", "{scene}, {things}", "{things}. {scene}"],
    "zh": ["{scene}有{things}", "{scene}{things}", "{scene}的{things}", "{scene}，{things}", "{things}在{scene}", "在{scene}画{things}", "{things}，{scene}"],
}  # fmt: skip
"""Things in a scene that is described."""
IN_NAMED_SCENE: Wordings = {
    "en": [
        "{things} {inside}", "{things}, {scene} background", "{things}, {inside}", "{inside}, {things}", "{things}; scene: {scene}",
        "{things}, {scene}", "{things}. {scene}.", "a {scene} with {things}", "{scene}: {things}", "a picture of {article} {scene} with {things}",
    ],
    "zh": [
        "{things}，{scene}背景", "{things}，在{scene}", "{scene}里的{things}", "{scene}，{things}", "在{scene}，{things}",
        "{scene}里有{things}", "{things}，{scene}", "{scene}：{things}", "一个{scene}，里面有{things}", "{things}，{scene}底",
    ],
}  # fmt: skip
"""Things in a scene that is named."""
STYLE_FIRST: Wordings = {
    "en": ["{style}: {things}", "a {style} of {things}", "{style} of {things}", "{style} picture of {things}"],
    "zh": ["{style}的{things}", "{style}风格的{things}", "一张{style}，{things}", "{style}：{things}"],
}
"""The style comes first, as the kind of picture."""
STYLE_LAST: Wordings = {
    "en": ["{things}, {style} style", "{things} in {style} style", "{things}, {style}", "{things} in {style}", "{style} style: {things}", "{things}, as a {style}"],
    "zh": ["{things}，{style}风格", "{things}，{style}", "{things}，用{style}画", "{things}，{style}的", "{things}，{style}画风", "{things}（{style}）"],
}  # fmt: skip
"""The style elsewhere."""
AVOIDING: Wordings = {
    "en": [", no {whats}", ", without any {whats}", " but no {what}"],
    "zh": ["，不要{what}", "，没有{what}", "，别画{what}"],
}
"""What is to be left out, at the end."""
