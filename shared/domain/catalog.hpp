#pragma once

#include <string>
#include <string_view>

#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/base/strong_id.hpp"

namespace louxia {

/// The shelf on which a list shows an item, in the order of the list.
enum class Category : std::int32_t {
    leafy = 1,     ///< 叶菜
    gourd = 2,     ///< 瓜果茄椒
    root = 3,      ///< 根茎
    mushroom = 4,  ///< 菌豆
    fruit = 5,     ///< 水果
    meat = 6,      ///< 肉禽蛋
    seafood = 7,   ///< 水产
    staple = 8,    ///< 粮油干货
    other = 9,     ///< 其他
};
template <>
struct EnumWords<Category> {
    static constexpr auto table = enum_table<Category>({{Category::leafy, "leafy"},
                                                        {Category::gourd, "gourd"},
                                                        {Category::root, "root"},
                                                        {Category::mushroom, "mushroom"},
                                                        {Category::fruit, "fruit"},
                                                        {Category::meat, "meat"},
                                                        {Category::seafood, "seafood"},
                                                        {Category::staple, "staple"},
                                                        {Category::other, "other"}});
};

/// What one piece of an item is. `jin` is 500 g and priced per 500 g.
enum class Unit : std::int32_t {
    jin = 1,      ///< 斤
    piece = 2,    ///< 个
    box = 3,      ///< 盒
    bag = 4,      ///< 袋
    carton = 5,   ///< 箱
    portion = 6,  ///< 份
    bunch = 7,    ///< 把
    fish = 8,     ///< 条
};
template <>
struct EnumWords<Unit> {
    static constexpr auto table = enum_table<Unit>({{Unit::jin, "jin"},
                                                    {Unit::piece, "piece"},
                                                    {Unit::box, "box"},
                                                    {Unit::bag, "bag"},
                                                    {Unit::carton, "carton"},
                                                    {Unit::portion, "portion"},
                                                    {Unit::bunch, "bunch"},
                                                    {Unit::fish, "fish"}});
};

/// Where and when it was harvested. Every published item should have one; absent means "not told
/// yet".
struct Batch {
    BatchId id;
    std::string farm;      ///< 王家农场, up to 40 code points
    std::string place;     ///< 青浦练塘, up to 40 code points
    Instant harvested_at;  ///< not in the future when set
    std::string picture;   ///< URL path of a kept picture, or empty
    std::string clip;      ///< URL path of a short clip, or empty
};

/// One line of a day's fresh list.
struct Item {
    ItemId id;
    ListId list;
    std::int32_t position = 0;  ///< order within the list, from 0
    std::string name;           ///< 1-40 code points
    std::string spec;           ///< size, grade or pack ("约 600g"), may be empty
    Category category = Category::other;
    Unit unit = Unit::jin;
    Money price;           ///< what a resident pays for one unit; zero means "no price yet"
    Money cost;            ///< what the supplier's sheet says; zero when typed by hand
    std::string origin;    ///< 河北、山东 as read from the sheet, may be empty
    std::string picture;   ///< key of a stock picture ("leafy_green"), see assets/pictures
    Batch batch;           ///< batch.id unset when there is none
    bool chilled = false;  ///< spoils after four hours at the pickup point
};

/// The shelf that the name of a good suggests, by the words it contains; `other` when none does.
[[nodiscard]] Category suggest_category(std::string_view name) noexcept;
/// The stock picture for a good's name; "seedling" when none fits.
[[nodiscard]] std::string_view suggest_picture(std::string_view name, Category category) noexcept;
/// Meat, seafood and milk have to stay cold.
[[nodiscard]] bool suggest_chilled(Category category, std::string_view name) noexcept;

/// What one hub has of one item. `on_hand` counts what is in the shop, `reserved` what is promised.
struct Stock {
    HubId hub;
    ItemId item;
    Pieces on_hand;
    Pieces reserved;

    [[nodiscard]] constexpr Pieces available() const noexcept { return on_hand - reserved; }
};

}  // namespace louxia
