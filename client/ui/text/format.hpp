// Filling values into the catalogue's patterns.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace louxia::ui {

// A value for a pattern: text, or a whole number written without grouping.
class Value {
public:
    Value(std::string_view text) : text_(text) {}    // NOLINT: values are written bare
    Value(const char* text) : text_(text) {}         // NOLINT
    Value(const std::string& text) : text_(text) {}  // NOLINT
    template <std::integral Number>
    Value(Number number) : Value(static_cast<std::int64_t>(number), Whole{}) {}  // NOLINT
    std::string_view text() const {
        return length_ > 0 ? std::string_view(digits_, length_) : text_;
    }

private:
    struct Whole {};
    Value(std::int64_t number, Whole);
    std::string_view text_;
    char digits_[21] = {};
    std::size_t length_ = 0;
};

// Replaces {0} … {9} by the values: format("还差 {0} 户", {3}). {0:s} is "s" unless the value is 1:
// "{0} item{0:s}". A number without a value stays as it is written.
std::string format(std::string_view pattern, std::initializer_list<Value> values);

}  // namespace louxia::ui
