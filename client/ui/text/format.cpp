#include "client/ui/text/format.hpp"

#include <charconv>

namespace louxia::ui {

Value::Value(std::int64_t number, Whole) {
    const auto end = std::to_chars(digits_, digits_ + sizeof digits_, number).ptr;
    length_ = static_cast<std::size_t>(end - digits_);
}

std::string format(std::string_view pattern, std::initializer_list<Value> values) {
    std::string out;
    out.reserve(pattern.size() + 16);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}') {
            const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
            if (index < values.size()) {
                out += (values.begin() + index)->text();
                i += 2;
                continue;
            }
        }
        out += pattern[i];
    }
    return out;
}

}  // namespace louxia::ui
