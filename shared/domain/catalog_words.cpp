#include "shared/domain/catalog_words.hpp"

#include <array>

namespace louxia {
namespace {

/// Words that share a shelf and a picture, with one space between them. A picture is chosen only
/// where it shows the good or its near kin; "seedling" stands for "no picture of it".
struct Kind {
    Category category;
    std::string_view picture;
    std::string_view words;
};

constexpr std::array kinds{
    Kind{Category::leafy, "leafy_green",
         "菜 白菜 菠菜 生菜 油菜 上海青 空心菜 芥菜 穿心莲 雪里蕻 雪菜 马齿苋 苋菜 "
         "油麦 娃娃菜 菊花菜 甘蓝 包心菜 芥兰 芥蓝 菜心 木耳菜 豆苗 豌豆苗 番薯叶 红薯叶 "
         "苦菊 苦苣 莴笋 莴苣 菜苔 菜薹 塌菜 草头"},
    Kind{Category::leafy, "herb",
         "芹 芹菜 香芹 西芹 香菜 芫荽 茴香 茼蒿 蒿 蒿子秆 荆芥 薄荷 紫苏 罗勒 迷迭香 "
         "韭菜 韭黄 韭苔 葱 大葱 小葱 香葱 蒜苗 青蒜 蒜黄 蒜苔 蒜薹 香椿 折耳根"},
    Kind{Category::leafy, "broccoli", "菜花 西兰花 西蓝花 花菜 花椰菜"},
    Kind{Category::gourd, "cucumber",
         "瓜 黄瓜 青瓜 冬瓜 苦瓜 丝瓜 瓠子 葫芦 西葫芦 佛手瓜 节瓜 秋葵"},
    Kind{Category::gourd, "pumpkin", "南瓜 北瓜 南北瓜 贝贝南瓜"},
    Kind{Category::gourd, "tomato", "番茄 西红柿 圣女果 小番茄 千禧"},
    Kind{Category::gourd, "eggplant", "茄 茄子"},
    Kind{Category::gourd, "chili", "椒 辣椒 尖椒 小米椒 小米辣 朝天椒"},
    Kind{Category::gourd, "bell_pepper", "柿子椒 彩椒 甜椒 青椒 灯笼椒"},
    Kind{Category::gourd, "corn", "玉米 苞米 苞谷"},
    Kind{Category::root, "carrot", "萝卜 心里美 胡萝卜"},
    Kind{Category::root, "potato",
         "土豆 马铃薯 洋芋 芋头 芋 莲藕 藕 洋姜 甘露 芥菜头 苤蓝 凉薯 魔芋"},
    Kind{Category::root, "sweet_potato", "薯 红薯 紫薯 白薯 地瓜 番薯 山药 甜菜根"},
    Kind{Category::root, "chestnut", "荸荠 马蹄"},
    Kind{Category::root, "seedling", "茭白 竹笋 冬笋 春笋 笋 芦笋 百合"},
    Kind{Category::root, "onion", "葱头 洋葱"},
    Kind{Category::root, "garlic", "蒜 大蒜 蒜米 蒜头"},
    Kind{Category::root, "ginger", "姜 生姜 沙姜"},
    Kind{Category::mushroom, "mushroom",
         "菇 菌 蘑 口蘑 香菇 白玉菇 蟹味菇 平菇 木耳 银耳 竹荪 猴头菇 虫草花"},
    Kind{Category::mushroom, "pea_pod",
         "架豆 豆王 扁豆 豇豆 豆角 四季豆 荷兰豆 豌豆 白不老 油豆 油豆角 刀豆"},
    Kind{Category::mushroom, "beans",
         "豆 毛豆 蚕豆 豆腐 豆干 豆腐干 豆腐皮 豆皮 豆腐丝 豆腐泡 腐竹 千张 面筋 "
         "香干 豆制品"},
    Kind{Category::mushroom, "seedling", "豆芽 绿豆芽 黄豆芽 芽菜 芽苗"},
    Kind{Category::fruit, "apple",
         "苹果 富士 黄元帅 花牛 阿克苏 王林 嘎啦 国光 蛇果 冰糖心 石榴 海棠"},
    Kind{Category::fruit, "pear", "梨 青皇冠 皇冠 啤梨 雪梨 香梨"},
    Kind{Category::fruit, "tangerine",
         "橘 桔 柑 橙 丑橘 耙耙柑 粑粑柑 爱媛 沃柑 柿 柿子 柿饼 金桔"},
    Kind{Category::fruit, "lemon", "柠檬 柚 蜜柚 西柚 葡萄柚"},
    Kind{Category::fruit, "peach", "桃 油桃 晚蜜 黄桃 蟠桃 水蜜桃 杏 杏子 李子 李 西梅 布林"},
    Kind{Category::fruit, "cherries", "樱桃 车厘子 枣 山楂 杨梅 荔枝 龙眼 桂圆 红毛丹 枸杞 红果"},
    Kind{Category::fruit, "blueberries", "蓝莓 桑葚 桑椹 黑莓 树莓 黑加仑"},
    Kind{Category::fruit, "strawberry", "草莓 红颜"},
    Kind{Category::fruit, "grapes",
         "葡萄 提子 红提 青提 黑提 巨峰 木纳格 紫甜 玫瑰香 阳光玫瑰 红宝石 克伦生 "
         "辽峰 夏黑 新疆无核 无核白 马奶子"},
    Kind{Category::fruit, "watermelon",
         "西瓜 无籽 麒麟 甜蜜蜜 黑美人 特小凤 吊秧瓜 京欣 甜王 8424"},
    Kind{Category::fruit, "melon",
         "甜瓜 香瓜 哈密瓜 蜜瓜 晓蜜 黄金瓜 玉菇 网纹 西洲蜜 西州蜜 羊角蜜 博阳 "
         "久红瑞 木瓜 人参果 伊丽莎白"},
    Kind{Category::fruit, "banana", "香蕉 芭蕉 蕉 帝王蕉 小米蕉"},
    Kind{Category::fruit, "pineapple", "菠萝 凤梨 菠萝蜜 榴莲"},
    Kind{Category::fruit, "mango", "芒 芒果 凯特 肯特 澳芒 新世纪 枇杷"},
    Kind{Category::fruit, "kiwi", "猕猴桃 奇异果"},
    Kind{Category::fruit, "coconut", "椰 椰子 椰青 山竹"},
    Kind{Category::fruit, "seedling",
         "果 火龙果 百香果 甘蔗 姑娘果 灯笼果 牛油果 鳄梨 无花果 杨桃 橄榄 莲雾 释迦 "
         "番石榴 芭乐"},
    Kind{Category::meat, "meat",
         "猪 牛 羊 肉 五花 臀尖 通脊 里脊 排骨 腔骨 棒骨 筒骨 肘 前肘 后肘 蹄 口条 "
         "腱 腩 上脑 肥膘 牛油 板油 羊尾巴油 羊油 香肠 火腿 培根 腊肠 驴 兔 鹿 肥牛 "
         "肥羊 黑猪"},
    Kind{Category::meat, "chicken", "鸡 鸭 鹅 鸽 鸽子 鹌鹑 鸡胸 翅 翅中 鸡翅 凤爪 乌鸡"},
    Kind{Category::meat, "egg", "蛋 鸡蛋 鸭蛋 松花蛋 皮蛋 鹌鹑蛋"},
    Kind{Category::seafood, "fish",
         "鱼 鳝 黄鳝 鳅 泥鳅 鲅 燕鲅 鲐鲅 鳗 鲈 鲑 三文鱼 鲳 鳕 牛蛙 蛙 鱼丸 鱼片 "
         "带鱼 甲鱼 龟"},
    Kind{Category::seafood, "shrimp", "虾 虾仁 虾滑 虾米 虾皮 皮皮虾 琵琶虾"},
    Kind{Category::seafood, "lobster", "龙虾 小龙虾"},
    Kind{Category::seafood, "crab", "蟹 螃蟹 蟹棒"},
    Kind{Category::seafood, "squid", "鱿 鱿鱼 墨鱼 八爪鱼 章鱼 乌贼 海蜇 海肠 海参"},
    Kind{Category::seafood, "oyster",
         "贝 扇贝 螺 蛤 蚶 蛏 蚝 生蚝 牡蛎 鲍 鲍鱼 海虹 青口 带子 象拔蚌 蚌 海胆 蚬"},
    Kind{Category::seafood, "seedling", "蚕蛹"},
    Kind{Category::staple, "rice", "米 大米 小米 糯米 薏米 燕麦 藜麦 麦片 米粉 粥"},
    Kind{Category::staple, "bread",
         "面 面粉 面条 挂面 面包 馒头 包子 饺子 饺 馄饨 馄钝 饼 油条 粉丝 粉条 米线 "
         "年糕"},
    Kind{Category::staple, "cake", "蛋糕 糕 点心 月饼 饼干 酥"},
    Kind{Category::staple, "peanuts", "花生 花生米 瓜子 葵花籽 芝麻 腰果 杏仁"},
    Kind{Category::staple, "chestnut", "板栗 栗 栗子 油栗 核桃 榛子 开心果 松子 坚果"},
    Kind{Category::staple, "milk", "奶 牛奶 鲜奶 酸奶 奶酪 黄油 奶油 豆浆 羊奶"},
    Kind{Category::staple, "hot_pot", "锅底 火锅 火锅底料 底料 麻辣烫 关东煮"},
    Kind{Category::staple, "seedling",
         "油 花生油 豆油 菜籽油 玉米油 香油 橄榄油 盐 酱 酱油 醋 糖 蜂蜜 料酒 淀粉 "
         "茶 海带 紫菜 花椒 八角 桂皮 香叶 干货 红枣干 葡萄干"},
};

constexpr std::size_t count_words() noexcept {
    std::size_t count = 0;
    for (const Kind& kind : kinds) {
        ++count;
        for (const char byte : kind.words) {
            count += byte == ' ' ? 1U : 0U;
        }
    }
    return count;
}

constexpr auto split_words() noexcept {
    std::array<GoodWord, count_words()> words{};
    std::size_t count = 0;
    for (const Kind& kind : kinds) {
        std::string_view rest = kind.words;
        while (!rest.empty()) {
            const std::string_view word = rest.substr(0, rest.find(' '));
            words[count++] = GoodWord{word, kind.category, kind.picture};
            rest.remove_prefix(word.size() < rest.size() ? word.size() + 1 : word.size());
        }
    }
    return words;
}

constexpr auto words = split_words();

}  // namespace

GoodWords good_words() noexcept {
    return {words.data(), words.size()};
}

const GoodWord* find_good_word(std::string_view name) noexcept {
    // From the end on: the first place where any word ends is the last one.
    for (; !name.empty(); name.remove_suffix(1)) {
        const GoodWord* best = nullptr;
        for (const GoodWord& candidate : words) {
            if (candidate.word.back() != name.back() || !name.ends_with(candidate.word)) continue;
            if (best == nullptr || candidate.word.size() > best->word.size()) best = &candidate;
        }
        if (best != nullptr) return best;
    }
    return nullptr;
}

}  // namespace louxia
