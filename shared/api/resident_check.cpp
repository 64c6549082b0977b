#include <algorithm>
#include <vector>

#include "shared/api/check.hpp"
#include "shared/api/media.hpp"
#include "shared/api/resident.hpp"
#include "shared/base/ascii.hpp"
#include "shared/domain/coupon.hpp"
#include "shared/domain/invite_code.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::api {
namespace {

constexpr std::size_t secret_digits = 26;
constexpr std::int32_t building_units_max = 9;
constexpr std::int32_t building_floors_max = 60;
constexpr std::int32_t rooms_per_floor_max = 20;

/// What no building of any community has; whether this one has it is the server's say.
Result<void> check_address(const std::optional<AddressPick>& address) {
    if (!address) return {};
    LOUXIA_TRY(check_set(address->building, "address.building"));
    if (address->unit < 1 || address->unit > building_units_max) {
        return refuse(ErrorCode::invalid_value, "address.unit");
    }
    const std::int32_t floor = address->room / 100;
    const std::int32_t place = address->room % 100;
    if (floor < 1 || floor > building_floors_max || place < 1 || place > rooms_per_floor_max) {
        return refuse(ErrorCode::invalid_value, "address.room");
    }
    return {};
}

bool is_secret(std::string_view text) {
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
    return text.size() == secret_digits && std::all_of(text.begin(), text.end(), is_digit);
}

// The index of the line that names an item again, or lines.size().
std::size_t repeated_line(const std::vector<BasketLine>& lines) {
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const auto same = [&](const BasketLine& line) { return line.item == lines[index].item; };
        const auto end = lines.begin() + static_cast<std::ptrdiff_t>(index);
        if (std::any_of(lines.begin(), end, same)) return index;
    }
    return lines.size();
}

}  // namespace

Result<void> check_basket(const std::vector<BasketLine>& lines) {
    if (lines.empty()) return refuse(ErrorCode::empty_basket, "lines");
    if (lines.size() > order_lines_max) return refuse(ErrorCode::out_of_range, "lines");
    for (std::size_t index = 0; index < lines.size(); ++index) {
        LOUXIA_TRY(check_set(lines[index].item, indexed_field("lines", index, "item")));
        LOUXIA_TRY(check_between(lines[index].quantity, 1, line_quantity_max,
                                 indexed_field("lines", index, "quantity")));
    }
    if (const std::size_t again = repeated_line(lines); again != lines.size()) {
        return refuse(ErrorCode::invalid_value, indexed_field("lines", again, "item"));
    }
    return {};
}

Result<void> SignIn::check(const Request& request) {
    if (request.secret.empty() && request.code.empty()) {
        return refuse(ErrorCode::missing_field, "secret");
    }
    if (request.code.empty()) {
        return is_secret(request.secret) ? Result<void>{}
                                         : refuse(ErrorCode::invalid_value, "secret");
    }
    if (!request.secret.empty() || !read_invite_code(request.code)) {
        return refuse(ErrorCode::invalid_value, "code");
    }
    return {};
}

SignIn::Request sign_in_request(std::string_view text) {
    if (const std::size_t fragment = text.rfind('#'); fragment != std::string_view::npos) {
        text = text.substr(fragment + 1);
    }
    SignIn::Request request;
    for (const char letter : text) {
        if (letter == ' ' || (letter >= '\t' && letter <= '\r')) continue;
        request.secret.push_back(lower_letter(letter));
    }
    if (!is_secret(request.secret) && read_invite_code(request.secret)) {
        std::swap(request.secret, request.code);
    }
    return request;
}

Result<void> SignOut::check(const Request& /*request*/) {
    return {};
}

Result<void> GetMe::check(const Request& /*request*/) {
    return {};
}

Result<void> GetHome::check(const Request& /*request*/) {
    return {};
}

Result<void> GetGroup::check(const Request& request) {
    return check_set(request.group, "group");
}

Result<void> JoinGroup::check(const Request& request) {
    return check_set(request.group, "group");
}

Result<void> LeaveGroup::check(const Request& request) {
    return check_set(request.group, "group");
}

Result<void> QuoteOrder::check(const Request& request) {
    LOUXIA_TRY(check_basket(request.lines));
    LOUXIA_TRY(check_address(request.address));
    return check_line(request.coupon, coupon_code_points_max, Presence::optional, "coupon");
}

Result<void> PlaceOrder::check(const Request& request) {
    LOUXIA_TRY(check_basket(request.lines));
    LOUXIA_TRY(check_address(request.address));
    LOUXIA_TRY(
        check_between(request.tolerance_permille, 0, tolerance_permille_max, "tolerance_permille"));
    LOUXIA_TRY(check_line(request.coupon, coupon_code_points_max, Presence::optional, "coupon"));
    return check_line(request.note, order_note_code_points_max, Presence::optional, "note");
}

Result<void> ListOrders::check(const Request& /*request*/) {
    return {};
}

Result<void> GetOrder::check(const Request& request) {
    return check_set(request.order, "order");
}

Result<void> CancelOrder::check(const Request& request) {
    return check_set(request.order, "order");
}

Result<void> CollectOrder::check(const Request& request) {
    return check_set(request.order, "order");
}

Result<void> GetFeed::check(const Request& /*request*/) {
    return {};
}

Result<void> AddPost::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    LOUXIA_TRY(check_lines(request.text, post_text_code_points_max, Presence::required, "text"));
    const auto& pictures = request.pictures;
    if (pictures.size() > post_pictures_max) return refuse(ErrorCode::out_of_range, "pictures");
    for (std::size_t index = 0; index < pictures.size(); ++index) {
        LOUXIA_TRY(check_set(pictures[index], indexed_field("pictures", index, {})));
    }
    return {};
}

Result<void> KeepPicture::check(const Request& request) {
    if (request.bytes.empty()) return refuse(ErrorCode::missing_field, "bytes");
    if (request.bytes.size() > body_bytes_max) return refuse(ErrorCode::too_large, "bytes");
    if (media_type(request.bytes).empty()) return refuse(ErrorCode::invalid_value, "bytes");
    return {};
}

}  // namespace louxia::api
