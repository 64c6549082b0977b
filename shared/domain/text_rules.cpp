#include "shared/domain/text_rules.hpp"

#include "shared/base/utf8.hpp"

namespace louxia {
namespace {

constexpr std::size_t url_path_bytes_max = 200;

Result<void> check_text(std::string_view text, bool plain, std::size_t most, Presence presence,
                        std::string_view field) {
    if (text.empty() && presence == Presence::optional) return {};
    if (presence == Presence::required && is_blank(text)) {
        return refuse(ErrorCode::missing_field, std::string(field));
    }
    if (!plain) return refuse(ErrorCode::invalid_value, std::string(field));
    if (count_code_points(text).value_or(most + 1) > most) {
        return refuse(ErrorCode::out_of_range, std::string(field));
    }
    return {};
}

}  // namespace

Result<void> check_line(std::string_view text, std::size_t most, Presence presence,
                        std::string_view field) {
    return check_text(text, is_plain_text(text), most, presence, field);
}

Result<void> check_lines(std::string_view text, std::size_t most, Presence presence,
                         std::string_view field) {
    return check_text(text, is_plain_lines(text), most, presence, field);
}

bool is_url_path(std::string_view text) noexcept {
    if (text.size() < 2 || text.size() > url_path_bytes_max) return false;
    // "//host/…" is an address on another machine.
    if (text[0] != '/' || text[1] == '/') return false;
    for (const char c : text) {
        if (c <= ' ' || c > '~' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '\\') {
            return false;
        }
    }
    return true;
}

std::string indexed_field(std::string_view list, std::size_t index, std::string_view member) {
    std::string field(list);
    field += '[';
    field += std::to_string(index);
    field += ']';
    if (!member.empty()) {
        field += '.';
        field += member;
    }
    return field;
}

}  // namespace louxia
