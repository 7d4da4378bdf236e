"""Patterns for enhancing a picture, and words for what was enhanced.

See `training.corpus.wordings.patterns` for what a pattern is.
"""

from __future__ import annotations

from training.corpus.wordings.patterns import WordingTable

ENHANCE: WordingTable = {
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
"""Better quality, by the method."""

ENHANCE_SECOND_SET: WordingTable = {
    "sharpen": {"en": ["(crispen|snap|tighten) it up(| a bit| please|)", "(now |)(it's|it is|that's) (a bit |way |much |)too (mushy|smooth|dreamy)(, bring the edges back|, get the edges back|)", "(bring|get) (out |back )the (edges|details|lines)", "(can't|i can't) make out the (details|edges)(| properly|)", "(everything|it) is a bit (hazy|smeared|woolly|milky)(|, tighten it)"], "zh": ["(太|有点)(软|柔|肉|朦胧)了(|，边缘清楚点|，利落一点|)", "(细节|边缘)(看不清|糊成一片|都没了)(|，救一下)", "(利落|锐)一点", "(糊|虚)得(不行|厉害)(|，救救它)", "画质(清楚|锐)(点|一些)"]},
    "denoise": {"en": ["(too much|so much|lots of) (sand|snow|static|speckle)(| in it| on it|)(|, get it off)", "(it|the picture) looks (sandy|gritty|like an old tv)", "smooth (out |)the (grit|speckles|grain)", "(get|wash) the (dots|specks|grit) (off|out)"], "zh": ["(像|跟)(撒了沙子|老电视|下雪花)(似的|一样)(|，清一下)", "(麻麻点点|沙沙的|颗粒感太强)(|，弄干净)", "(把|)(麻点|沙粒感|雪花点)(弄掉|磨平|清了)", "(磨皮|磨平)(一下|)"]},
    "deblock": {"en": ["(blocky|chunky|crumbly) (edges|patches|areas)(|, smooth those|, repair that)", "(there are|i spot|what about the) (codec|jpeg) (squares|leftovers|traces)(| in the corners| everywhere|)(|, repair that|, clean them|, get rid of them)", "(smooth|iron) out the (blocks|squares|blocky bits)", "(saved|sent) too often, (repair|fix) it"], "zh": ["(有|全是)(一块一块|一格一格)的(|，修一修|，抹平)", "(传|存|转发)(太多次|多了)(都糊成块了|有格子|)(|，修一下)", "(格子|色块)(抹平|修掉)(一下|)", "(压缩|转发)(出来的|的)(格子|块)(去掉|处理一下)"]},
    "brighter": {"en": ["(rather|quite|too|awfully) (dim|murky|sombre|dusky)(|, let there be light|, brighten it)", "(lighten|light) it (up|up a bit|a little)", "(i can|we can) (hardly|barely) see (it|anything)(|, more light)", "(let in|needs|give it) (more|some) light", "(turn|switch) the lights (on|up)"], "zh": ["(黑乎乎|乌漆嘛黑|昏暗|阴沉)(的|)(|，提亮|，亮堂点|，开灯)", "(亮堂|敞亮)(一点|点|些)", "(看不清|太暗了看不见)(|，亮一点)", "(打|加|补)(点|个)光(|吧)", "(画面|整体)(暗沉|阴沉)(|，提一提)"]},
    "darker": {"en": ["(too|way too|a bit too) (glaring|dazzling|bright|harsh)(|, it hurts my eyes|, tone it down|, dim it)", "(tone|dial) (it|the light|the brightness) down(| a bit| a notch|)", "(it|that) (hurts|blinds) my eyes", "(burnt out|overexposed|blown out)(|, bring it down)", "(turn|switch) the lights down"], "zh": ["(刺眼|晃眼|亮瞎了|闪眼睛)(|，压一压|，暗点|)", "(太亮|亮过头|曝光过度|过曝)(了|)(|，晃眼|，收一收|，压下来)", "(光|亮度)(收|压)(一点|一收|下来)", "(关|调低)(点|)灯光"]},
    "contrast": {"en": ["(so|too|a bit) (grey|lifeless|milky|limp)(|, more punch|, give it punch)", "(more|give it|add|some) (punch|pop|oomph|kick)", "(make|let) the (colours|colors|darks and lights) (stand out|pop)", "(blacks|darks) deeper(, whites whiter|)"], "zh": ["(没精神|不够劲|寡淡|发白|发灰)(|，加点反差|，提提神)", "(明暗|黑白)(分明|拉开)(一点|些)", "(层次|反差)(拉开|加大|强)(一点|些|)", "(来点|加点)(冲击力|反差)"]},
    "warmer": {"en": ["(too|a bit|rather) (icy|chilly|cold-looking|bluish)(|, cosy it up|, warm it)", "(give it|add) (a|some) (sunny|cosy|golden|candlelight) (touch|tone|feel|glow)", "(shift|push|nudge) (it|the tones|the white balance) (warmer|towards warm|to the warm side)", "more (sunshine|gold) in the tones"], "zh": ["(太冷清|冷冰冰|偏冷)(的|了|)(|，暖起来|，调暖和点)", "(暖和|温暖|暖意)(一点|多一点|些)", "(白平衡|色温)(往暖|偏暖|暖)(调|走|一点)", "(来点|加点)(阳光感|暖意|金色调)"]},
    "cooler": {"en": ["(too|a bit|rather) (yellowish|sunny|orangey|hot)(|, cool it off|, take the warmth out)", "(give it|add) (a|some) (wintry|icy|moonlit|chilly) (touch|tone|feel)", "(shift|push|nudge) (it|the tones|the white balance) (cooler|towards blue|to the cool side)", "(the white balance is wrong|the whites look yellow)(, | - |; )(make it cooler|too warm)"], "zh": ["(发黄|泛黄|黄过头)(了|)(|，冷下来|，调冷)", "(清冷|冷清|凉爽)(一点|些|感)", "(白平衡|色温)(往冷|偏冷|冷)(调|走|一点)", "(来点|加点)(冷意|月光感|冰凉感)"]},
    "auto": {"en": ["(just |)(make|get) it (prettier|tidier|finer) (all round|in general)", "(clean it up|tidy it up|polish it|spruce it up)(| a bit| overall| in general|)", "(overall|general|all round) (cleanup|polish|improvement)(| please|)", "(do|work) your (magic|thing) on the quality"], "zh": ["(整体|总体)(优化|美化|提升|修)(一下|)", "(弄|修|搞)(好看|精致|干净)(点|一点)(|就行)", "(质感|品质)(提一提|好一点|提升)", "(帮我|)(精修|润色|打磨)(一下|)"]},
}  # fmt: skip
"""The same in other words."""

ENHANCED: WordingTable = {
    "sharpen": {"en": ["sharpened", "sharp", "crisper"], "zh": ["锐化", "清晰"]}, "denoise": {"en": ["denoised", "cleaned up"], "zh": ["降噪"]},
    "brighter": {"en": ["brightened", "brighter", "lighter"], "zh": ["更亮", "提亮"]}, "darker": {"en": ["darkened", "darker", "dimmed"], "zh": ["更暗", "调暗"]},
    "contrast": {"en": ["contrasty", "high-contrast"], "zh": ["高对比", "对比强"]}, "warmer": {"en": ["warmer", "warm"], "zh": ["暖色", "更暖"]},
    "cooler": {"en": ["cooler", "cold"], "zh": ["冷色", "更冷"]}, "x2": {"en": ["enlarged", "upscaled", "bigger"], "zh": ["放大"]}, "x4": {"en": ["upscaled", "huge"], "zh": ["放大"]},
}  # fmt: skip
"""What an enhanced picture is called, by the method."""

ENHANCEMENTS: WordingTable = {
    "sharpen": {"en": ["sharpening"], "zh": ["锐化"]}, "denoise": {"en": ["denoising", "noise removal"], "zh": ["降噪", "去噪"]}, "deblock": {"en": ["jpeg repair", "deblocking"], "zh": ["去块"]},
    "brighter": {"en": ["brightening", "extra light"], "zh": ["提亮", "调亮"]}, "darker": {"en": ["darkening"], "zh": ["调暗", "压暗"]}, "contrast": {"en": ["contrast boost", "contrast change", "extra contrast"], "zh": ["加对比", "调对比度"]},
    "warmer": {"en": ["warming", "warm tint"], "zh": ["调暖"]}, "cooler": {"en": ["cooling", "cold tint"], "zh": ["调冷"]}, "x2": {"en": ["upscaling", "enlarging"], "zh": ["放大"]}, "x4": {"en": ["upscaling"], "zh": ["放大"]},
}  # fmt: skip
"""What an enhancement is called, by the method."""
