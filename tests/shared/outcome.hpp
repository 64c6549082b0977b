#pragma once

#include <string>

#include "shared/base/result.hpp"

namespace louxia::test {

/// "ok", "sold_out" or "out_of_range lines[2].quantity": what a table of expected statuses holds.
template <class T>
[[nodiscard]] std::string outcome(const Result<T>& result) {
    if (result.ok()) return "ok";
    std::string text(error_word(result.error().code));
    if (!result.error().field.empty()) text += " " + result.error().field;
    return text;
}

}  // namespace louxia::test
