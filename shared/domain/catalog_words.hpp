#pragma once

#include <cstddef>
#include <string_view>

#include "shared/domain/catalog.hpp"

namespace louxia {

/// A word that tells a good's shelf and stock picture when it stands in its name.
struct GoodWord {
    std::string_view word;
    Category category = Category::other;
    std::string_view picture;
};

/// The word that ends last in `name`, as Chinese names their kind last (樱桃萝卜 is a 萝卜); of
/// several that end there the longest. nullptr when none stands in it.
[[nodiscard]] const GoodWord* find_good_word(std::string_view name) noexcept;

/// The whole table, for tests.
struct GoodWords {
    const GoodWord* first = nullptr;
    std::size_t count = 0;
    [[nodiscard]] const GoodWord* begin() const noexcept { return first; }
    [[nodiscard]] const GoodWord* end() const noexcept { return first + count; }
};
[[nodiscard]] GoodWords good_words() noexcept;

}  // namespace louxia
