#include "shared/domain/catalog.hpp"

#include <algorithm>
#include <array>

#include "shared/domain/catalog_words.hpp"

namespace louxia {
namespace {

using namespace std::string_view_literals;

template <std::size_t Count>
bool contains_one(std::string_view name,
                  const std::array<std::string_view, Count>& words) noexcept {
    return std::any_of(words.begin(), words.end(), [name](std::string_view word) {
        return name.find(word) != std::string_view::npos;
    });
}

std::string_view picture_of_shelf(Category category) noexcept {
    switch (category) {
        case Category::leafy: return "leafy_green";
        case Category::mushroom: return "mushroom";
        case Category::meat: return "meat";
        case Category::seafood: return "fish";
        case Category::gourd:
        case Category::root:
        case Category::fruit:
        case Category::staple:
        case Category::other: break;  // too mixed for one picture to be true
    }
    return "seedling";
}

}  // namespace

Category suggest_category(std::string_view name) noexcept {
    const GoodWord* word = find_good_word(name);
    return word != nullptr ? word->category : Category::other;
}

std::string_view suggest_picture(std::string_view name, Category category) noexcept {
    const GoodWord* word = find_good_word(name);
    return word != nullptr ? word->picture : picture_of_shelf(category);
}

bool suggest_chilled(Category category, std::string_view name) noexcept {
    constexpr std::array dried{"干"sv, "虾皮"sv, "虾米"sv, "海米"sv};
    constexpr std::array milk{"牛奶"sv, "鲜奶"sv, "酸奶"sv, "羊奶"sv, "奶酪"sv, "黄油"sv, "奶油"sv};
    const GoodWord* word = find_good_word(name);
    switch (category) {
        case Category::meat: return word == nullptr || word->picture != "egg";
        case Category::seafood: return !contains_one(name, dried);
        case Category::leafy:
        case Category::gourd:
        case Category::root:
        case Category::mushroom:
        case Category::fruit: return false;
        case Category::staple:
        case Category::other: return contains_one(name, milk);
    }
    return false;
}

}  // namespace louxia
