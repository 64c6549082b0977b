#include "shared/domain/catalog.hpp"

#include <doctest/doctest.h>

#include <string>

#include "shared/domain/catalog_words.hpp"
#include "tests/shared/domain/sheet_files.hpp"

using namespace louxia;

TEST_CASE("a good's kind is the word that its name ends with") {
    struct Row {
        const char* name;
        Category category;
        const char* picture;
    };
    const Row rows[] = {
        {"大白菜", Category::leafy, "leafy_green"},
        {"上海青", Category::leafy, "leafy_green"},
        {"茼蒿", Category::leafy, "herb"},
        {"西兰花", Category::leafy, "broccoli"},
        {"绿菜花", Category::leafy, "broccoli"},
        {"鸡毛菜", Category::leafy, "leafy_green"},
        {"木耳菜", Category::leafy, "leafy_green"},
        {"普罗旺斯番茄", Category::gourd, "tomato"},
        {"水果黄瓜", Category::gourd, "cucumber"},
        {"板栗南瓜", Category::gourd, "pumpkin"},
        {"柿子椒", Category::gourd, "bell_pepper"},
        {"小米椒", Category::gourd, "chili"},
        {"樱桃萝卜", Category::root, "carrot"},
        {"蒜米", Category::root, "garlic"},
        {"白玉菇", Category::mushroom, "mushroom"},
        {"玉菇", Category::fruit, "melon"},
        {"白玉北豆腐", Category::mushroom, "beans"},
        {"黄豆芽", Category::mushroom, "seedling"},
        {"砂糖橘", Category::fruit, "tangerine"},
        {"红颜草莓", Category::fruit, "strawberry"},
        {"L600吊秧瓜", Category::fruit, "watermelon"},
        {"圣女果", Category::gourd, "tomato"},
        {"黑猪五花肉", Category::meat, "meat"},
        {"牛油果", Category::fruit, "seedling"},
        {"牛油", Category::meat, "meat"},
        {"鸡肝", Category::meat, "chicken"},
        {"散养鸡蛋", Category::meat, "egg"},
        {"面包蟹", Category::seafood, "crab"},
        {"小龙虾", Category::seafood, "lobster"},
        {"鲜活基围虾", Category::seafood, "shrimp"},
        {"八爪鱼", Category::seafood, "squid"},
        {"花生油", Category::staple, "seedling"},
        {"去皮核桃", Category::staple, "chestnut"},
        {"鲜牛奶", Category::staple, "milk"},
        {"防滑垫", Category::other, "seedling"},
        {"", Category::other, "seedling"},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.name));
        CHECK(suggest_category(row.name) == row.category);
        CHECK(suggest_picture(row.name, row.category) == row.picture);
    }
}

TEST_CASE("where no word is known the shelf gives a picture only if it cannot be wrong") {
    CHECK(suggest_picture("某某", Category::meat) == "meat");
    CHECK(suggest_picture("某某", Category::seafood) == "fish");
    CHECK(suggest_picture("某某", Category::fruit) == "seedling");
    CHECK(suggest_picture("番茄", Category::fruit) == "tomato");
}

TEST_CASE("meat, seafood and milk have to stay cold, eggs and dried goods have not") {
    CHECK(suggest_chilled(Category::meat, "五花肉"));
    CHECK(suggest_chilled(Category::meat, "鸡心"));
    CHECK_FALSE(suggest_chilled(Category::meat, "散鸡蛋"));
    CHECK(suggest_chilled(Category::seafood, "基围虾"));
    CHECK_FALSE(suggest_chilled(Category::seafood, "鱿鱼干"));
    CHECK(suggest_chilled(Category::staple, "鲜牛奶"));
    CHECK(suggest_chilled(Category::other, "酸奶"));
    CHECK_FALSE(suggest_chilled(Category::leafy, "奶白菜"));
    CHECK_FALSE(suggest_chilled(Category::staple, "大米"));
}

TEST_CASE("no word stands in the table twice, and none is empty") {
    for (const GoodWord& word : good_words()) {
        CAPTURE(std::string(word.word));
        CHECK_FALSE(word.word.empty());
        CHECK(find_good_word(word.word)->word == word.word);
        int count = 0;
        for (const GoodWord& other : good_words()) {
            count += other.word == word.word ? 1 : 0;
        }
        CHECK(count == 1);
    }
}

TEST_CASE("every picture that a name can get is among the stock pictures") {
    const auto listed = test::read_text_file("assets/pictures/pictures.json");
    if (!listed) {
        MESSAGE("assets/pictures/pictures.json cannot be read here; not compared");
        return;
    }
    for (const GoodWord& word : good_words()) {
        const std::string key = '"' + std::string(word.picture) + '"';
        CAPTURE(key);
        CHECK(listed->find(key) != std::string::npos);
    }
}
