"""Places, times, weathers, colourings and styles as people say them, inside a sentence and alone."""

from __future__ import annotations

from training.corpus.wordings.patterns import Wordings, WordingTable

SCENES: WordingTable = {
    "meadow": {"en": ["in a meadow", "on the grass", "in a field", "on a lawn", "out in the grass"], "zh": ["草地上", "草坪上", "田野里", "草原上"]},
    "beach": {"en": ["on the beach", "at the beach", "at the seaside", "by the seaside", "on the shore"], "zh": ["沙滩上", "海边", "海滩上"]},
    "desert": {"en": ["in the desert", "in the dunes", "out in the desert"], "zh": ["沙漠里", "沙漠中", "大漠里"]},
    "snow": {"en": ["in a snowy landscape", "in a snowy field", "on a snowy field"], "zh": ["雪地里", "雪地上", "雪景里"]},
    "ocean": {"en": ["on the ocean", "at sea", "on the open sea", "out on the sea", "on the high seas"], "zh": ["海上", "大海上", "海面上", "海洋上"]},
    "underwater": {"en": ["underwater", "under the sea", "on the seabed"], "zh": ["海底", "水下", "水底"]},
    "space": {"en": ["in space", "in outer space", "out in space"], "zh": ["太空里", "宇宙里", "太空中", "外太空"]},
    "moon": {"en": ["on the moon", "on the moon surface", "on the lunar surface"], "zh": ["月球上", "月球表面"]},
    "city": {"en": ["in the city", "downtown", "in the street", "in town", "on a city street"], "zh": ["城市里", "街上", "城里", "马路上", "街道上"]},
    "village": {"en": ["in a village", "in a small town", "in a hamlet"], "zh": ["村子里", "村庄里", "小镇上", "乡村"]},
    "forest": {"en": ["in the forest", "in the woods", "deep in the woods", "in a woodland"], "zh": ["森林里", "树林里", "林子里"]},
    "jungle": {"en": ["in the jungle", "in a rainforest", "in the rainforest"], "zh": ["丛林里", "热带雨林里", "雨林里"]},
    "savanna": {"en": ["on the savanna", "in the savannah", "on the steppe"], "zh": ["热带草原上", "大草原上", "稀树草原上"]},
    "mountains": {"en": ["in the mountains", "on a mountain", "up in the hills", "in the hills"], "zh": ["山上", "山里", "群山里", "高山上"]},
    "river": {"en": ["by the river", "at the river", "by a lake", "at the lake", "by the pond", "at the riverside"], "zh": ["河边", "湖边", "小溪边", "池塘边"]},
    "farm": {"en": ["on a farm", "at the farm", "in the barnyard", "on a ranch"], "zh": ["农场里", "农家院里", "牧场上"]},
    "garden": {"en": ["in the garden", "in a garden", "in the backyard", "in a flower garden"], "zh": ["花园里", "院子里", "后院里"]},
    "park": {"en": ["in the park", "at the park", "in a city park"], "zh": ["公园里", "公园"]},
    "playground": {"en": ["at the playground", "on a playground", "in the schoolyard"], "zh": ["操场上", "游乐场里", "游乐园里"]},
    "harbor": {"en": ["at the harbor", "in the harbour", "at the port", "at the dock", "on the pier"], "zh": ["码头", "港口", "海港", "码头上"]},
    "cave": {"en": ["in a cave", "inside a cave", "in a cavern"], "zh": ["山洞里", "洞穴里"]},
    "stage": {"en": ["on stage", "on a stage", "in a theater", "at a concert"], "zh": ["舞台上", "剧院里"]},
    "room": {"en": ["in a room", "indoors", "in the living room", "in a bedroom", "at home"], "zh": ["房间里", "屋里", "家里", "客厅里", "卧室里"]},
    "kitchen": {"en": ["in the kitchen", "in a kitchen", "in the dining room"], "zh": ["厨房里", "餐厅里"]},
    "library": {"en": ["in the library", "in a library", "at the library", "in a reading room"], "zh": ["图书馆里", "书房里", "阅览室里"]},
    "classroom": {"en": ["in a classroom", "in the classroom"], "zh": ["教室里", "课堂上"]},
    "gym": {"en": ["in the gym", "at the gym", "in a sports hall", "in an arena"], "zh": ["体育馆里", "健身房里"]},
    "sky": {"en": ["in the sky", "up in the sky", "among the clouds", "in the air"], "zh": ["天上", "天空中", "空中", "蓝天上"]},
    "plain": {"en": ["on a plain background", "with a plain background", "on a blank background"], "zh": ["纯色背景", "空白背景", "纯色背景上"]},
}  # fmt: skip
"""Being at each of the second edition's places."""
OUTSIDE_SCENES: Wordings = {
    "en": [
        "bus stop", "train station", "supermarket", "swimming pool", "bakery", "swamp", "volcano", "parking lot",
        "rooftop", "attic", "basement", "bathroom", "garage", "laboratory", "museum", "cemetery", "vineyard", "casino",
        "zoo", "aquarium", "greenhouse", "tunnel", "subway station", "cafe", "restaurant", "bookshop", "barbershop",
        "office", "prison cell", "dungeon", "throne room", "ballroom", "waterfall", "canyon", "oasis", "iceberg",
        "coral reef", "highway", "construction site", "racetrack", "fairground", "market", "gas station", "car wash",
        "hair salon", "waiting room", "elevator", "hotel lobby", "treehouse", "bamboo grove", "rice field", "orchard",
    ],
    "zh": [
        "菜市场", "公交站", "火车站", "超市", "游泳池", "面包店", "沼泽", "停车场", "屋顶", "阁楼", "地下室", "浴室", "车库",
        "实验室", "博物馆", "墓地", "葡萄园", "动物园", "水族馆", "温室", "隧道", "地铁站", "咖啡馆", "饭馆", "书店", "理发店",
        "办公室", "监狱", "地牢", "舞厅", "瀑布", "峡谷", "绿洲", "冰山", "珊瑚礁", "高速公路", "工地", "赛道", "夜市", "加油站",
        "洗车店", "美发店", "候诊室", "电梯", "酒店大堂", "竹林", "稻田", "果园", "胡同", "弄堂", "茶馆", "网吧", "食堂", "宿舍",
        "天台", "小卖部", "健身中心", "机场",
    ],
}  # fmt: skip
"""Places that no list has; plans copy them."""
TIMES: WordingTable = {
    "dawn": {"en": ["at dawn", "at sunrise", "early in the morning", "at daybreak", "in the early morning"], "zh": ["清晨", "黎明", "日出时", "大清早", "早上", "天刚亮"]},
    "day": {"en": ["by day", "in the daytime", "in broad daylight", "at noon"], "zh": ["白天", "大白天", "中午"]},
    "dusk": {"en": ["at dusk", "at sunset", "in the evening", "at twilight", "at golden hour"], "zh": ["傍晚", "黄昏", "日落时", "夕阳下", "太阳落山的时候"]},
    "night": {"en": ["at night", "at midnight", "by night", "after dark", "in the dark", "late at night"], "zh": ["晚上", "夜里", "半夜", "深夜", "大晚上", "夜晚"]},
}  # fmt: skip
TIME_NAMES: WordingTable = {
    "dawn": {"en": ["dawn", "sunrise", "early morning", "morning", "daybreak"], "zh": ["清晨", "黎明", "日出", "早上", "早晨"]},
    "day": {"en": ["day", "daytime", "daylight", "noon"], "zh": ["白天", "中午", "大白天"]},
    "dusk": {"en": ["dusk", "sunset", "evening", "twilight"], "zh": ["黄昏", "傍晚", "日落", "夕阳"]},
    "night": {"en": ["night", "nighttime", "midnight"], "zh": ["晚上", "夜里", "夜晚", "半夜", "深夜"]},
}  # fmt: skip
WEATHERS: WordingTable = {
    "clear": {"en": ["in nice weather", "on a sunny day", "in the sunshine", "on a clear day"], "zh": ["大晴天", "晴天", "阳光下", "天气晴朗"]},
    "rain": {"en": ["in the rain", "in pouring rain", "on a rainy day", "while it rains"], "zh": ["雨里", "下雨天", "下着雨", "大雨中", "雨中"]},
    "snow": {"en": ["while it snows", "in falling snow", "with snow falling", "on a snowy day"], "zh": ["下着雪", "下雪天", "大雪中", "雪花飘着"]},
    "fog": {"en": ["in the fog", "in thick fog", "in the mist", "on a foggy day"], "zh": ["雾里", "大雾中", "起雾了", "雾蒙蒙的"]},
    "storm": {"en": ["in a storm", "in a thunderstorm", "during a storm", "in stormy weather"], "zh": ["暴风雨中", "雷雨中", "打雷闪电", "狂风暴雨里"]},
}  # fmt: skip
WEATHER_NAMES: WordingTable = {
    "clear": {"en": ["sunny", "sunshine", "clear weather", "clear skies", "nice weather"], "zh": ["晴天", "大晴天", "出太阳", "晴朗", "天晴"]},
    "rain": {"en": ["rain", "heavy rain", "rainy", "a downpour", "drizzle"], "zh": ["下雨", "大雨", "雨", "小雨", "毛毛雨"]},
    "snow": {"en": ["snowing", "snowfall", "falling snow", "a blizzard"], "zh": ["下雪", "大雪", "飘雪", "下大雪"]},
    "fog": {"en": ["fog", "mist", "foggy", "thick fog", "misty"], "zh": ["雾", "大雾", "起雾", "雾天"]},
    "storm": {"en": ["a storm", "thunderstorm", "stormy", "thunder and lightning", "a thunderstorm"], "zh": ["暴风雨", "雷雨", "打雷", "狂风暴雨", "雷暴"]},
}  # fmt: skip
LOOK_NAMES: WordingTable = {
    "black and white": {"en": ["black and white", "b&w", "greyscale", "monochrome", "black & white"], "zh": ["黑白", "黑白的", "黑白照片那样", "灰度"]},
    "sepia": {"en": ["sepia", "like an old photograph", "old photo style", "sepia toned", "faded brown like an old photo"], "zh": ["老照片", "怀旧", "复古色调", "泛黄的老照片", "旧照片那样", "棕褐色调"]},
    "color": {"en": ["in colour", "full color", "in color", "colored", "colorful again"], "zh": ["彩色", "彩色的", "有颜色的", "上色"]},
}  # fmt: skip
STYLE_NAMES: WordingTable = {
    "cartoon": {"en": ["cartoon", "cartoon style"], "zh": ["卡通", "卡通风格"]},
    "flat": {"en": ["flat", "flat vector"], "zh": ["扁平", "扁平风格"]},
    "3d": {"en": ["3d", "soft 3d"], "zh": ["立体", "3D", "三维"]},
    "sticker": {"en": ["sticker", "sticker style"], "zh": ["贴纸", "贴纸风格"]},
    "watercolor": {"en": ["watercolor", "watercolour"], "zh": ["水彩", "水彩风格"]},
    "oil": {"en": ["oil", "oil painting", "oil paint"], "zh": ["油画", "油画风格"]},
    "sketch": {"en": ["sketch", "pencil sketch", "pencil"], "zh": ["素描", "铅笔画"]},
    "pixel": {"en": ["pixel art", "pixel", "pixels"], "zh": ["像素", "像素风", "像素风格"]},
}  # fmt: skip
OUTSIDE_STYLES: Wordings = {
    "en": ["ukiyo-e", "anime", "impressionist", "art deco", "manga", "cubist", "graffiti", "claymation", "pop art", "charcoal", "steampunk", "vaporwave", "origami", "gothic"],
    "zh": ["浮世绘", "动漫", "印象派", "漫画", "立体主义", "涂鸦", "黏土", "波普艺术", "炭笔", "赛博朋克", "剪纸", "国潮", "工笔", "吉卜力"],
}  # fmt: skip
"""Styles that no list has; plans copy them."""
OUTSIDE_COLORS: Wordings = {
    "en": [
        "mint", "lavender", "coral", "peach", "rust", "indigo", "magenta", "olive", "mustard", "salmon", "ivory",
        "charcoal", "bronze", "copper", "lilac", "khaki", "plum", "emerald", "ruby", "rainbow", "fuchsia", "burgundy",
    ],
    "zh": [
        "薄荷绿", "珊瑚色", "橄榄绿", "玫瑰金", "古铜色", "靛蓝", "奶茶色", "香槟色", "荧光绿", "象牙白", "湖蓝", "焦糖色", "酒红",
        "彩虹色", "藕粉", "灰蓝", "姜黄", "豆沙色", "克莱因蓝", "牛油果绿", "橘红", "雾霾蓝",
    ],
}  # fmt: skip
"""Colours that no list has; plans copy them."""
SHORT_COLORS = {
    "墨绿": "dark green", "深绿": "dark green", "深蓝": "dark blue", "藏青": "dark blue", "浅蓝": "light blue",
    "天蓝": "light blue", "淡蓝": "light blue", "浅绿": "light green", "淡绿": "light green", "深红": "dark red",
    "暗红": "dark red", "米黄": "beige",
}  # fmt: skip
"""Chinese colours without the word for colour."""
DOINGS: WordingTable = {
    "sleeping": {"en": ["sleeping", "asleep", "taking a nap"], "zh": ["睡觉", "睡着", "打盹"]},
    "sitting": {"en": ["sitting"], "zh": ["坐着"]},
    "eating": {"en": ["eating", "having a snack"], "zh": ["吃东西", "吃饭"]},
    "running": {"en": ["running"], "zh": ["跑步", "奔跑"]},
    "flying": {"en": ["flying"], "zh": ["飞", "飞着"]},
    "dancing": {"en": ["dancing"], "zh": ["跳舞"]},
    "walking": {"en": ["walking", "strolling"], "zh": ["走路", "散步"]},
    "reading": {"en": ["reading"], "zh": ["看书", "读书"]},
    "standing": {"en": ["standing"], "zh": ["站着"]},
    "lying": {"en": ["lying down", "lying there"], "zh": ["躺着", "趴着"]},
    "jumping": {"en": ["jumping", "hopping"], "zh": ["跳", "蹦蹦跳跳"]},
    "swimming": {"en": ["swimming"], "zh": ["游泳"]},
    "playing": {"en": ["playing"], "zh": ["玩", "玩耍"]},
    "drinking": {"en": ["drinking"], "zh": ["喝水", "喝东西"]},
    "skating": {"en": ["skating"], "zh": ["滑冰", "溜冰"]},
    "waving": {"en": ["waving"], "zh": ["挥手", "招手"]},
    "fighting": {"en": ["fighting"], "zh": ["打架", "打斗"]},
    "crying": {"en": ["crying"], "zh": ["哭", "哭鼻子"]},
    "singing": {"en": ["singing"], "zh": ["唱歌"]},
    "laughing": {"en": ["laughing"], "zh": ["大笑", "笑"]},
    "climbing": {"en": ["climbing"], "zh": ["爬", "往上爬"]},
    "fishing": {"en": ["fishing"], "zh": ["钓鱼"]},
    "cooking": {"en": ["cooking"], "zh": ["做饭", "炒菜"]},
    "writing": {"en": ["writing"], "zh": ["写字"]},
    "floating": {"en": ["floating"], "zh": ["漂着", "飘着"]},
    "looking": {"en": ["looking around", "looking up"], "zh": ["东张西望", "往上看"]},
}  # fmt: skip
"""What animals and people do: the gerund of plans, and words for it."""
