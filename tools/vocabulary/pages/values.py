"""The values of the storybook world by kind, with all their names in English and Chinese.

The tables of `tools.pages` have the names that the painter's own words go by; here are the others that people use.
The first Chinese name of each is the one that replies say.
"""

from __future__ import annotations

from tools.pages.colors import colors
from tools.pages.places import places
from tools.vocabulary.names import Names
from tools.vocabulary.reference_styles import PAINTERLY, SWATCHES

COLORS: dict[str, tuple[int, int, int]] = {color.name: color.rgb for color in colors().values()}
"""Every colour's red, green and blue (0 to 255)."""
_COLOR_NAMES: dict[str, tuple[str, ...]] = {
    "red": ("大红色", "鲜红色", "鲜红", "bright red"), "orange": ("橘黄色", "橙黄色", "橘红色"),
    "yellow": ("亮黄色", "bright yellow"), "green": ("草绿色", "bright green"), "blue": ("bright blue", "royal blue"),
    "purple": ("紫罗兰色",), "pink": ("hot pink", "light pink", "粉嫩"), "brown": ("褐", "棕褐色", "咖色"),
    "black": ("jet black", "漆黑"), "white": ("snow white", "雪白", "雪白色", "纯白"),
    "grey": ("light grey", "light gray", "浅灰色", "浅灰", "灰白色"),
    "gold": ("金黄色", "金黄", "gold colored", "gilded"), "silver": ("银白色", "银", "silver colored"),
    "turquoise": ("aqua", "aquamarine", "青绿", "青", "湖蓝色", "湖绿色"),
    "beige": ("米黄", "奶油色", "米白色", "米白", "卡其色", "sand colored", "khaki"),
    "light blue": ("baby blue", "pale blue", "azure", "浅蓝", "淡蓝", "天蓝", "粉蓝色"),
    "dark blue": ("deep blue", "midnight blue", "深蓝", "藏青", "藏蓝色", "海军蓝"),
    "light green": ("pale green", "mint green", "mint", "浅绿", "淡绿", "嫩绿色", "嫩绿", "薄荷绿"),
    "dark green": ("deep green", "forest green", "深绿", "墨绿"),
    "dark red": ("deep red", "burgundy", "wine red", "深红", "暗红", "酒红色", "酒红", "枣红色", "枣红"),
}  # fmt: skip
COLOR_NAMES = Names({
    color.name: (*color.chinese, *color.english[1:], *_COLOR_NAMES[color.name]) for color in colors().values()
})  # fmt: skip
SIZES = Names({
    "small": ("小", "little", "tiny", "小小", "迷你", "mini", "miniature", "teeny", "小号", "小型"),
    "large": (
        "大", "big", "huge", "giant", "巨大", "超大", "gigantic", "enormous", "massive", "great big", "大号", "大型",
        "特大",
    ),
})  # fmt: skip
PLACES = Names({
    "left": ("左边", "on the left", "左侧", "左面", "on the left side", "left side", "at the left", "左"),
    "right": ("右边", "on the right", "右侧", "右面", "on the right side", "right side", "at the right", "右"),
    "center": ("中间", "in the middle", "centre", "in the center", "in the centre", "中央", "正中", "正中间", "居中",
               "中心", "middle"),
    "top": ("上方", "at the top", "顶部", "最上面", "up top", "上"),
    "bottom": ("下方", "at the bottom", "底部", "最下面", "下"),
    "top left": ("左上角", "左上方", "左上", "upper left", "top left corner", "in the top left corner",
                 "upper left corner", "in the upper left corner", "at the top left", "in the top left", "上左"),
    "top right": ("右上角", "右上方", "右上", "upper right", "top right corner", "in the top right corner",
                  "upper right corner", "in the upper right corner", "at the top right", "in the top right", "上右"),
    "bottom left": ("左下角", "左下方", "左下", "lower left", "bottom left corner", "in the bottom left corner",
                    "lower left corner", "in the lower left corner", "at the bottom left", "in the bottom left",
                    "下左"),
    "bottom right": ("右下角", "右下方", "右下", "lower right", "bottom right corner", "in the bottom right corner",
                     "lower right corner", "in the lower right corner", "at the bottom right", "in the bottom right",
                     "下右"),
    "background": ("背景里", "背景", "in the background", "远处", "远方", "后景", "in the distance", "far away",
                   "at the back", "in the back"),
    "foreground": ("前景里", "前景", "in the foreground", "近处", "最前面", "up front", "at the front", "in the front"),
})  # fmt: skip
RELATIONS = Names({
    "left of": ("在左边", "to the left of", "on the left of", "on the left side of", "左边", "左侧"),
    "right of": ("在右边", "to the right of", "on the right of", "on the right side of", "右边", "右侧"),
    "above": ("在上方", "over", "high above", "上方"),
    "below": ("在下面", "under", "beneath", "underneath", "下面", "下方", "底下"),
    "next to": ("在旁边", "beside", "by", "near", "close to", "alongside", "旁边", "挨着", "附近", "身边", "边上"),
    "between": ("在中间", "in between", "之间", "中间"),
    "behind": ("在后面", "in back of", "at the back of", "后面", "背后", "身后"),
    "in front of": ("在前面", "before", "at the front of", "前面", "面前", "前方"),
    "on": ("在上面", "on top of", "upon", "onto", "上面", "上"),
    "in": ("在里面", "inside", "into", "inside of", "within", "里面", "里", "当中"),
    "around": ("在周围", "all around", "surrounding", "周围", "四周", "围着"),
    "holding": ("拿着", "holds", "carrying", "手里拿着", "举着", "抱着", "提着", "牵着", "端着", "打着", "撑着"),
    "wearing": ("穿戴着", "wears", "dressed in", "戴着", "穿着", "系着", "围上", "戴", "穿"),
})  # fmt: skip
_SCENE_NAMES: dict[str, tuple[str, ...]] = {
    "meadow": ("grassy field", "pasture", "prairie", "grassy meadow", "草丛", "草场", "绿草地"),
    "beach": ("coast", "sand", "seafront", "海滨", "海岸", "沙滩边"),
    "desert": ("sand dunes", "sahara", "沙丘", "荒漠", "沙地"),
    "snow": ("winter", "winter landscape", "snowy land", "snowfield", "snow field", "雪原", "冬天", "雪野", "冰天雪地"),
    "ocean": ("at sea", "out at sea", "the deep blue sea", "海", "汪洋"),
    "underwater": ("under water", "sea floor", "ocean floor", "deep sea", "bottom of the sea", "beneath the sea",
                   "水里", "水中", "深海", "海中", "海底世界"),
    "space": ("cosmos", "太空中", "星际"),
    "moon": ("on the moon", "月面", "月亮上"),
    "city": ("urban", "road", "busy street", "cityscape", "都市", "大街", "街头", "路上", "公路", "市中心"),
    "village": ("rural village", "小村庄", "小村子", "农村", "乡下", "乡间", "小镇子"),
    "forest": ("deep forest", "pine forest", "大森林", "小树林", "密林"),
    "jungle": ("tropical forest", "rain forest", "热带丛林", "热带森林"),
    "savanna": ("african savanna", "african plain", "非洲草原", "非洲大草原"),
    "mountains": ("mountain range", "mountainside", "in the mountains", "大山里", "山区", "山间", "山地"),
    "river": ("riverbank", "lakeside", "lakeshore", "creek", "brook", "河岸", "河里", "湖面", "湖里", "池边", "水边",
              "小河边", "溪边", "小河"),
    "farm": ("farmland", "barn yard", "on a farm", "农田", "农家", "田里", "田地"),
    "garden": ("yard", "back yard", "花园里", "小院", "庭院"),
    "park": ("public park", "公园里", "市民公园"),
    "playground": ("school yard", "amusement park", "theme park", "fairground", "funfair", "游乐场里", "乐园"),
    "harbor": ("marina", "wharf", "seaport", "dockside", "港湾", "渡口"),
    "cave": ("inside a cave", "岩洞", "溶洞", "洞里"),
    "stage": ("concert hall", "on stage", "theatre stage", "台上", "剧场", "戏台", "音乐厅"),
    "room": ("indoor", "inside a house", "house interior", "sitting room", "lounge", "屋子里", "屋内", "家中",
             "起居室"),
    "kitchen": ("dining hall", "饭厅", "餐室"),
    "library": ("in the library", "study room", "自习室"),
    "classroom": ("lecture room", "class room", "课室"),
    "gym": ("gymnasium", "sports arena", "fitness center", "体操馆", "运动馆"),
    "sky": ("in the sky", "up in the air", "up in the sky", "high up", "云上", "高空", "云里"),
    "plain": ("white background", "plain white background", "no background", "empty background", "solid background",
              "simple background", "白底", "白色背景", "白背景", "没有背景", "无背景", "空背景", "素色背景", "空白页"),
}  # fmt: skip
SCENES = Names({
    place.name: (*place.chinese, *place.english[1:], *_SCENE_NAMES[place.name]) for place in places().values()
})  # fmt: skip
"""Where a picture plays. Times of day and weathers are kinds of their own."""
TIMES = Names({
    "dawn": ("清晨", "sunrise", "daybreak", "early morning", "morning", "at dawn", "at sunrise", "first light", "黎明",
             "日出", "早晨", "早上", "破晓", "拂晓", "天亮", "大清早", "一大早", "晨曦"),
    "day": ("白天", "daytime", "daylight", "in the daytime", "by day", "noon", "midday", "afternoon", "大白天", "中午",
            "下午", "上午", "正午", "日间", "午后"),
    "dusk": ("黄昏", "sunset", "evening", "at dusk", "at sunset", "sundown", "twilight", "nightfall", "in the evening",
             "golden hour", "日落", "傍晚", "夕阳", "日落时分", "夕阳西下", "晚霞", "天黑前", "傍晚时分", "暮色"),
    "night": ("夜晚", "at night", "nighttime", "night time", "midnight", "night sky", "starry night", "starry sky",
              "after dark", "by night", "moonlit night", "晚上", "夜里", "深夜", "夜间", "半夜", "夜", "夜空", "星空",
              "大晚上", "午夜", "夜景", "黑夜", "月夜", "星夜", "天黑"),
})  # fmt: skip
WEATHERS = Names({
    "clear": ("晴", "sunny", "clear sky", "clear weather", "fine weather", "sunny weather", "fair weather", "晴天",
              "晴朗", "大晴天", "出太阳", "天晴", "好天气", "放晴"),
    "rain": ("雨", "rainy", "raining", "rainfall", "rain falling", "falling rain", "in the rain", "drizzle",
             "rainy day", 
             "rainy weather", "下雨", "下雨天", "雨天", "雨中", "雨里", "小雨", "大雨", "毛毛雨", "细雨", "阴雨"),
    "snow": ("雪", "snowy", "snowing", "snowfall", "snow falling", "falling snow", "in falling snow",
             "snowy weather", "snow flurries", "下雪", "下雪天", "雪天", "大雪", "小雪", "飘雪", "雪花纷飞", "雪中"),
    "fog": ("雾", "foggy", "mist", "misty", "haze", "hazy", "in the fog", "in the mist", "foggy weather", "雾天",
            "大雾", "起雾", "雾气", "薄雾", "雾里", "有雾", "雾蒙蒙"),
    "storm": ("暴风雨", "stormy", "thunderstorm", "in a storm", "in the storm", "thunder and lightning", "rainstorm",
              "stormy weather", "tempest", "雷雨", "雷暴", "狂风暴雨", "打雷", "电闪雷鸣", "雷阵雨", "暴雨", "风暴"),
})  # fmt: skip
LOOKS = Names({
    "black and white": ("黑白", "in black and white", "monochrome", "grayscale", "greyscale", "b&w", "black & white",
                        "黑白色", "黑白照", "单色", "灰度", "黑白照片"),
    "sepia": ("怀旧棕", "in sepia", "sepia tone", "sepia toned", "old photo", "old photograph", "棕褐色调", "怀旧",
              "老照片", "复古棕", "泛黄", "做旧"),
    "color": ("彩色", "colour", "full color", "full colour", "in color", "in colour", "normal colors", "colored"),
})  # fmt: skip
"""The whole picture's colouring; "color" takes the others back."""
STYLES = Names({
    "cartoon": ("卡通", "卡通风格", "卡通画", "cartoon style", "comic style"),
    "flat": ("扁平", "flat vector", "扁平风格", "扁平化", "flat design", "vector art"),
    "3d": ("立体", "soft 3d", "三维", "3D", "3d render", "立体风格", "3d风格", "三维风格"),
    "sticker": ("贴纸", "贴纸风格", "stickers", "贴画"),
    **PAINTERLY,
    **SWATCHES,
})  # fmt: skip
ATTRIBUTES = Names({
    "flock": ("成群", "in a flock", "herd", "in a herd", "swarm", "一群"),
    "light skin": ("浅色皮肤", "pale skin", "fair skin", "白皮肤", "浅肤色", "light skinned", "皮肤白"),
    "medium light skin": ("中浅色皮肤", "tanned skin", "中浅肤色"),
    "medium skin": ("中等肤色", "olive skin", "黄皮肤"),
    "medium dark skin": ("中深色皮肤", "brown skin", "棕色皮肤", "中深肤色"),
    "dark skin": ("深色皮肤", "black skin", "黑皮肤", "深肤色", "dark skinned", "皮肤黑"),
})  # fmt: skip
"""What else can be said of a thing: that many of it stand together, and the tone of a person's skin."""
MAX_COUNT = 6
"""Things of one kind in a picture at most."""
