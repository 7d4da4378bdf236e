"""How things stand to one another, in words; see `training.corpus.wordings.patterns` for what a pattern is."""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

RELATIONS: WordingTable = {
    "left of": {"en": ["(to the |)left of {of}", "on the left (side |)of {of}"], "zh": ["{of}(|的)(左边|左侧|左面|左手边)"]},
    "right of": {"en": ["(to the |)right of {of}", "on the right (side |)of {of}"], "zh": ["{of}(|的)(右边|右侧|右面|右手边)"]},
    "above": {"en": ["above {of}", "over {of}", "hovering over {of}", "floating above {of}"], "zh": ["{of}(上方|的上方|头顶上|正上方|上空)"]},
    "below": {"en": ["below {of}", "under {of}", "underneath {of}", "beneath {of}"], "zh": ["{of}(下面|底下|下方|的下面)"]},
    "next to": {"en": ["next to {of}", "beside {of}", "by {of}", "right next to {of}", "at the side of {of}", "close to {of}", "alongside {of}"], "zh": ["{of}(旁边|身边|边上|旁|的旁边)"]},
    "behind": {"en": ["behind {of}", "right behind {of}", "at the back of {of}", "hiding behind {of}"], "zh": ["{of}(后面|背后|身后|的后面|后头)"]},
    "in front of": {"en": ["in front of {of}", "right in front of {of}", "before {of}"], "zh": ["{of}(前面|面前|跟前|的前面|前头)"]},
    "on": {"en": ["on {of}", "on top of {of}", "(sitting |standing |)on {of}", "atop {of}"], "zh": ["{of}上", "{of}上面", "{of}上头"]},
    "in": {"en": ["in {of}", "inside {of}", "inside of {of}"], "zh": ["{of}里", "{of}里面", "{of}(里头|当中)"]},
    "around": {"en": ["around {of}", "all around {of}", "in a circle around {of}", "surrounding {of}"], "zh": ["{of}(周围|四周|的周围|一圈)"]},
    "between": {"en": ["between {of}", "in between {of}", "right between {of}"], "zh": ["{of}(中间|之间|当中)"]},
}  # fmt: skip
"""Prepositions, and the Chinese words for a side, which follow the name of the landmark."""
PRONOUN_OF: Wordings = {"en": ["it", "it", "that"], "zh": ["它", "它", "这个"]}
HOLDING: Wordings = {
    "en": ["{a} (holding|carrying|with|clutching) {b}", "{a} with {b} in (its|his|her) (hand|arms|hands)", "{a} (playing with|gripping) {b}"],
    "zh": ["{a}(拿着|抱着|举着|手里拿着|捧着|拎着){b}", "{a}，手里(拿着|抱着|举着){b}"],
}  # fmt: skip
WEARING: Wordings = {
    "en": ["{a} (wearing|in|with) {b}", "{a} with {b} on", "{a} dressed in {b}"],
    "zh": ["{a}(穿着|戴着|身穿|戴了){b}", "{a}，(身上|头上|)(穿着|戴着){b}"],
}  # fmt: skip
GIVE: Wordings = {
    "en": [
        "(give|hand) {a} {b}(| to hold| please|)", "{a} (should|must|needs to|could) (hold|carry|have) {b}", "(let|have) {a} (hold|carry) {b}",
        "put {b} in {as} (hand|hands|arms|paws)", "{a} (holds|is holding|carries) {b}", "(i want|i'd like) {a} (to hold|holding|carrying) {b}",
        "{b} in {as} hand(|s)", "(make|draw) {a} (hold|holding|carrying) {b}", "{a} with {b} in hand",
    ],
    "zh": [
        "(让|叫|请|){a}(拿着|抱着|举着|手里拿){b}", "给{a}(手里|手上|)(拿|塞|递|抱){b}", "{a}(手里|手上)(要|应该|得|)(拿着|有|拿){b}", "{a}(要|应该|得)(拿着|抱着|举着){b}",
        "让{a}(拿|抱|举|端)(着|){b}", "(我想|想)要{a}(拿着|抱着){b}", "{b}(放|塞)(到|在){a}手里", "{a}拿{b}(|吧)",
    ],
}  # fmt: skip
"""Something new, or something that is there, for a thing to hold."""
WEAR: Wordings = {
    "en": [
        "(give|get|buy) {a} {b}(| to wear| please|)", "put {b} on {a}", "{a} (should|must|needs to|could) wear {b}", "(let|have|make) {a} wear {b}",
        "{a} (wears|is wearing|in|with) {b}", "dress {a} in {b}", "(i want|i'd like) {a} (to wear|wearing|in) {b}", "{b} on {a}(| please|)", "{a} needs {b}",
        "{a} (looks cold|looks bare|is boring), (give it|put on|add) {b}",
    ],
    "zh": [
        "给{a}(戴|戴上|穿|穿上|套上|配){b}", "让{a}(戴|戴上|穿|穿上|戴着|穿着){b}", "{a}(要|应该|得|最好)(戴|穿|戴着|穿着){b}", "{a}(穿|戴){b}(|吧|好看)",
        "(我想|想)要{a}(戴着|穿着){b}", "{b}(给|戴在|穿在){a}(身上|头上|)", "{a}(身上|头上)(加|来|要){b}", "{a}(光秃秃的|太素了)，(戴|配){b}",
    ],
}  # fmt: skip
"""Something new, or something that is there, for a thing to wear."""
PLACE_AT: Wordings = {
    "en": [
        "(put|move|place|set|shift|bring) {a} {where}(| please| instead| now|)", "{a} (should be|must be|goes|belongs|has to be|should go) {where}", "{a} {where}(| please| then|)",
        "(i want|i'd like|i need) {a} {where}", "(can|could) (you put|you move|we have) {a} {where}", "(let|have) {a} (be|stand|sit|go) {where}", "{a}: {where}", "no(,| no|) {a} {where}",
        "{a}(?|...) {where}(| i said|)", "(isn't|shouldn't) {a} (be |){where}(? put it there|? do it)", "not there. {a} (goes |)(should be |){where}",
    ],
    "zh": [
        "(把|将){a}(放到|放在|挪到|移到|搬到|摆在|弄到){where}(|去|吧)", "{a}(要|应该|得|)(在|放|放在|站在|到|去){where}(|吧|才对)", "{a}(挪|移|放|换)(到|){where}", "让{a}(站在|待在|坐在|到|去|在){where}",
        "(我想|想)(把|让){a}(放在|在|到){where}", "{a}呢，(放|在|到){where}", "{a}：{where}", "不对，{a}(在|应该在|要在){where}", "{a}(能不能|可以)(放|在|到){where}(吗|)", "{a}放错了，(应该|要)(在|放){where}",
        "{a}{where}(|去|吧)",
    ],
}  # fmt: skip
"""What is there, beside something or at a place."""
ADD_AT: Wordings = {
    "en": [
        "(add|put|draw|place|paint) {np} {where}(| please|)", "{np} {where}(| please|)", "(and|plus|also|now|then) {np} {where}", "{where}(,| put| add|) {np}", "(there should be|i want|i'd like|we need|give me) {np} {where}",
        "(can|could) (you add|we have|you put|i get) {np} {where}", "{where} (there is|there's|should be) {np}", "(how about|what about|maybe) {np} {where}", "(stick|pop|throw|squeeze) {np} {where}", "oh and {np} {where}",
    ],
    "zh": [
        "(加|添|画|放|来|再加|再来){np}，(在|放在|放|站在){where}", "(在|){where}(加|放|画|添|来|摆){np}(|吧)", "{where}(有|要有|再加|来|得有|还有){np}", "{np}(放在|放|在|站在){where}", "(还要|还有|另外|再){np}，{where}",
        "{where}(能不能|可以)(加|放|画){np}(吗|)", "(我想|想)在{where}(加|放|看到){np}", "{where}是不是(可以|该)(有|加|放){np}", "{np}，{where}",
    ],
}  # fmt: skip
"""Something new beside something or at a place."""
DO_ACT: Wordings = {
    "en": [
        "(make|let|have|get) {a} {base}", "{a} (should be|is|must be|needs to be) {ing}", "{a} {ing}(| please| now|)", "(i want|i'd like|show) {a} {ing}", "{a}: {ing}", "(can|could) {a} be {ing}(|?)", "{a} isn't {ing}, it should be",
        "no, {a} is {ing}(|!)",
    ],
    "zh": [
        "让{a}(在|){zh}", "{a}(要|应该|得)(在|是|){zh}", "{a}(正|)在{zh}(|呢)", "(我想|想)要{a}在{zh}", "(把|){a}(改成|画成|变成){zh}(的|的样子)", "{a}{zh}(|吧)", "(能不能|可以)让{a}{zh}(吗|)", "{a}没在{zh}啊，改一下",
    ],
}  # fmt: skip
"""What a thing of the picture is to be doing: {ing} the gerund, {base} the verb."""
PLACES: WordingTable = {
    "left": {"en": ["on the left", "to the left", "far left", "at the left edge"], "zh": ["左边", "最左边", "左侧"]},
    "right": {"en": ["on the right", "to the right", "far right", "on the right side"], "zh": ["右边", "最右边", "右侧"]},
    "center": {"en": ["in the middle", "in the centre", "dead centre", "right in the center"], "zh": ["正中间", "画面中间", "中央", "正中央"]},
    "top": {"en": ["at the top", "up high", "along the top"], "zh": ["最上面", "画面上方", "顶部"]},
    "bottom": {"en": ["at the bottom", "down low", "along the bottom"], "zh": ["最下面", "画面下方", "底部"]},
    "top left": {"en": ["in the top left corner", "top left", "in the upper left", "upper left corner", "at the top left"], "zh": ["左上角", "左上", "左上方"]},
    "top right": {"en": ["in the top right corner", "top right", "in the upper right", "upper right corner", "at the top right"], "zh": ["右上角", "右上", "右上方"]},
    "bottom left": {"en": ["in the bottom left corner", "bottom left", "in the lower left", "lower left corner"], "zh": ["左下角", "左下", "左下方"]},
    "bottom right": {"en": ["in the bottom right corner", "bottom right", "in the lower right", "lower right corner"], "zh": ["右下角", "右下", "右下方"]},
    "background": {"en": ["in the background", "in the distance", "at the back", "far away", "way in the back"], "zh": ["背景里", "远处", "最后面", "后景", "远方"]},
    "foreground": {"en": ["in the foreground", "up front", "at the very front", "closer to us"], "zh": ["前景", "最前面", "前景里", "靠近镜头的地方"]},
}  # fmt: skip
"""Being at each place of the picture."""
CORNER_PAIRS: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {
    "en": [
        (("left", "right"), ["on both sides", "left and right", "one on each side", "on either side"]),
        (("top left", "top right", "bottom left", "bottom right"), ["in every corner", "in all four corners", "in each corner"]),
        (("top left", "top right"), ["in both top corners", "in the upper corners"]),
        (("bottom left", "bottom right"), ["in both bottom corners", "in the lower corners"]),
    ],
    "zh": [
        (("left", "right"), ["两边", "左右两边", "左边右边各一个", "两侧"]),
        (("top left", "top right", "bottom left", "bottom right"), ["四个角", "四角", "每个角落"]),
        (("top left", "top right"), ["上面两个角", "左上右上"]),
        (("bottom left", "bottom right"), ["下面两个角", "左下右下"]),
    ],
}  # fmt: skip
"""Several places at once: one of the thing at each."""
