"""New pictures and new things in the second edition's words; see `training.corpus.wordings.patterns`."""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings

CREATE: Wordings = {
    "en": [
        "(draw|paint|make|create|show|sketch) {x}(| please| for me)", "{x}", "{x}(| please| pls)", "(can|could) you (draw|paint|make|do) {x}(|?)", "(i want|i'd like|i need|give me) {x}",
        "(let's see|how about|let's have|let's start with) {x}", "(a picture of|an image of|a painting of) {x}", "(i'm thinking|i imagine|i picture|picture this:) {x}", "(new one|new picture|next one|fresh one): {x}",
        "(do|gimme|i wanna see) {x}", "(ok so|so|right,|okay) {x}", "my (kid|son|daughter|niece|wife) wants {x}", "(start over with|now something else:|forget that one,) {x}", "(would you|kindly) paint {x}",
        "for the (cover|card|poster|invitation): {x}", "there (is|was|should be) {x}", "once upon a time there was {x}", "hi, (paint|draw) {x}",
    ],
    "zh": [
        "(画|来|画一幅|画一张|来张|给我画|帮我画){x}(|吧)", "{x}", "(请|麻烦)(画|帮我画){x}", "(我想要|我要|想要|想看){x}", "(能不能|可以|能)(画|来){x}(吗|)", "(新的一张|新图|换一张|下一张|另起一张)(：|，){x}",
        "(画面是|画面里|图里|内容)(：|，|){x}", "(画个图|来一张图|整一张)，{x}", "(我闺女|孩子|我儿子|我妈|客户)(想要|要|想看){x}", "(封面|海报|贺卡|请柬)(用|)(：|，){x}", "(首先|先|那就)(画|来){x}", "有{x}", "从前有{x}",
        "(你好，|您好，|)(想请你|请您)画{x}", "(今天|这次)(画|来){x}",
    ],
}  # fmt: skip
ADD: Wordings = {
    "en": [
        "(add|include|put in|draw|paint|throw in) {x}(| too| as well| please|)", "(and|plus|also|now|then) {x}(| too|)", "{x}(| too| as well| please)", "(i want|i'd like|we need|give me|let's have) {x}(| in there| too|)",
        "(can|could) (you add|we have|i get|there be) {x}(|?)", "(there should be|there's also|there are also|it needs|missing:) {x}", "(how about|what about|maybe) {x}(|?)", "(you forgot|don't forget|i miss) {x}", "oh(,| and) {x}(| too)",
        "{x}(...| yes)(| add that)", "+ {x}", "in comes {x}", "(who's|what's) missing? {x}",
    ],
    "zh": [
        "(加|再加|添|加上|画上|再画|放|再来|来){x}(|吧)", "(还要|还有|另外|然后|再|顺便|对了){x}", "{x}(也|)(加上|来|要|画上|安排)", "(我想|想)(加|要|再要){x}", "(能|可以|能不能)(加|添|再来){x}(吗|)", "(还差|少了|忘了|别忘了){x}", "(画面里|图里|里面)(再加|要有|还要有|得有){x}",
        "{x}", "(要是|如果)有{x}就好了", "＋{x}", "(接着|后来)来了{x}", "(嗯|哦)(，|……)(再|)(来|加){x}",
    ],
}  # fmt: skip
JOINS: Wordings = {
    "en": [" and ", ", ", " and ", " with ", " plus ", ", and ", " + ", " n "],
    "zh": ["和", "、", "，", "跟", "，还有", "，再来", "加"],
}
ENDS: Wordings = {"en": [" ", ", ", ", ", " ", ". ", " - "], "zh": ["，", "，", "。", " ", "，"]}
"""What stands between the things of a picture and what is said of the whole."""
SECOND_OF_KIND: dict[str, dict[str, list[str]]] = {
    "en": {
        "color": ["a {x} {one} and a {y} one", "a {x} {one} and a {y} {one}", "two {ones}, one {x} and one {y}", "two {ones}: {x} and {y}", "a {x} and a {y} {one}", "one {x} {one}, one {y}", "{ones}: one {x}, the other {y}", "2 {ones}, {x} n {y}"],
        "size": ["a big {one} and a small one", "a big {one} and a little {one}", "two {ones}, one big, one small", "a large and a small {one}", "one big {one} and one tiny", "a giant {one} plus a tiny {one}"],
        "place": ["a {one} on the left and one on the right", "two {ones}, one on the left, one on the right", "one {one} left and one right", "a {one} on each side", "{ones} on both sides"],
    },
    "zh": {
        "color": ["一{m}{x}{one}和一{m}{y}{one}", "两{m}{one}，一{m}{x}一{m}{y}", "一{m}{x}的{one}，一{m}{y}的", "{one}两{m}，{x}的和{y}的", "{x}{one}和{y}{one}各一{m}", "两{m}{one}：{x}、{y}"],
        "size": ["一{m}大{one}和一{m}小{one}", "两{m}{one}，一大一小", "一{m}大的{one}，一{m}小的", "大{one}小{one}各一{m}", "{one}两{m}，一{m}大一{m}小"],
        "place": ["左边一{m}{one}，右边一{m}{one}", "两{m}{one}，一左一右", "左右各一{m}{one}", "{one}两{m}，左边一{m}右边一{m}", "两边各放一{m}{one}"],
    },
}  # fmt: skip
"""Two of a kind that differ."""
MORE_OF_KIND: dict[str, list[str]] = {
    "en": ["another {one}, but {x}", "one more {one}, a {x} one", "a second {one}, {x}", "a {x} {one} too", "and a {x} {one} as well"],
    "zh": ["再来一{m}{x}的{one}", "再加一{m}{one}，要{x}的", "还要一{m}{x}{one}", "另外一{m}{one}，{x}的"],
}  # fmt: skip
"""One more of what is there that differs."""
CORRECTED: Wordings = {
    "en": ["{wrong}, no, {right}", "{wrong}... no wait, {right}", "not {wrong}, {right}", "{right} (not {wrong}!)", "{wrong}? no. {right}", "{wrong}, sorry, i mean {right}"],
    "zh": ["{wrong}，不对，{right}", "{wrong}……算了，{right}", "不要{wrong}，要{right}", "{right}，不是{wrong}", "{wrong}？不，{right}", "{wrong}，哦说错了，是{right}"],
}  # fmt: skip
"""A thing that is taken back in the same breath."""
