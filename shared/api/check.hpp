#pragma once

#include <string>
#include <string_view>

#include "shared/base/instant.hpp"
#include "shared/base/result.hpp"

/// What several endpoints' check() have in common. Each refusal names `field`.
namespace louxia::api {

/// missing_field for an id or instant without a value.
template <class T>
[[nodiscard]] Result<void> check_set(const T& value, std::string_view field) {
    if (value.is_set()) return {};
    return refuse(ErrorCode::missing_field, std::string(field));
}

/// out_of_range outside least–most.
[[nodiscard]] inline Result<void> check_between(std::int64_t value, std::int64_t least,
                                                std::int64_t most, std::string_view field) {
    if (value >= least && value <= most) return {};
    return refuse(ErrorCode::out_of_range, std::string(field));
}

/// invalid_value for a day that does not exist.
[[nodiscard]] inline Result<void> check_date(CivilDate date, std::string_view field) {
    if (parse_date(to_text(date)) == date) return {};
    return refuse(ErrorCode::invalid_value, std::string(field));
}

/// The same refusal about a part of the request ("items[3]" + "name").
[[nodiscard]] inline Result<void> within(std::string_view part, Result<void> checked) {
    if (checked) return checked;
    return refuse(checked.error().code, std::string(part) + '.' + checked.error().field);
}

}  // namespace louxia::api
