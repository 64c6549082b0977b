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
        const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
        if (close != std::string_view::npos && close > i + 1) {
            const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
            const bool plural = pattern[i + 2] == ':';
            if (index < values.size() && (plural || close == i + 2)) {
                const std::string_view value = (values.begin() + index)->text();
                if (!plural) out += value;
                if (plural && value != "1") out += pattern.substr(i + 3, close - i - 3);
                i = close;
                continue;
            }
        }
        out += pattern[i];
    }
    return out;
}

}  // namespace louxia::ui
