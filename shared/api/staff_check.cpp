#include <algorithm>

#include "shared/api/check.hpp"
#include "shared/api/staff.hpp"
#include "shared/domain/handed_over.hpp"
#include "shared/domain/pickup.hpp"

namespace louxia::api {
namespace {

constexpr std::int32_t latitude_e7_max = 900'000'000;
constexpr std::int32_t longitude_e7_max = 1'800'000'000;
constexpr std::size_t phone_tail_digits = 4;

bool is_shop_step(OrderState to) noexcept {
    switch (to) {
        case OrderState::accepted:
        case OrderState::picking:
        case OrderState::packed:
        case OrderState::ready:
        case OrderState::done:
        case OrderState::cancelled: return true;
        case OrderState::placed:
        case OrderState::out: return false;
    }
    return false;
}

bool is_phone_tail(std::string_view text) noexcept {
    return text.size() == phone_tail_digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<void> GetShopBoard::check(const Request& /*request*/) {
    return {};
}

Result<void> MoveOrder::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    if (!is_shop_step(request.to)) return refuse(ErrorCode::invalid_value, "to");
    return {};
}

Result<void> WeighLine::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    LOUXIA_TRY(check_between(request.line, 0, order_lines_max - 1, "line"));
    LOUXIA_TRY(check_between(request.pieces, 0, line_quantity_max, "pieces"));
    return check_between(request.grams, 0, line_grams_max, "grams");
}

Result<void> SetStock::check(const Request& request) {
    LOUXIA_TRY(check_set(request.item, "item"));
    return check_between(request.on_hand, 0, stock_on_hand_max, "on_hand");
}

Result<void> GetRun::check(const Request& /*request*/) {
    return {};
}

Result<void> SetShift::check(const Request& /*request*/) {
    return {};
}

Result<void> ReportPosition::check(const Request& request) {
    LOUXIA_TRY(
        check_between(request.latitude_e7, -latitude_e7_max, latitude_e7_max, "latitude_e7"));
    return check_between(request.longitude_e7, -longitude_e7_max, longitude_e7_max, "longitude_e7");
}

Result<void> CourierStep::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    const bool handed = request.step == Step::deliver;
    if (!request.code.empty() && (!handed || !is_pickup_code(request.code))) {
        return refuse(ErrorCode::invalid_value, "code");
    }
    if (request.photo.is_set() && (!handed || !request.code.empty())) {
        return refuse(ErrorCode::invalid_value, "photo");
    }
    return {};
}

Result<void> GetKioskBoard::check(const Request& /*request*/) {
    return {};
}

Result<void> CollectByCode::check(const Request& request) {
    if (!is_pickup_code(request.code)) return refuse(ErrorCode::invalid_value, "code");
    return {};
}

Result<void> FindByPhone::check(const Request& request) {
    if (!is_phone_tail(request.phone_last4)) return refuse(ErrorCode::invalid_value, "phone_last4");
    return {};
}

}  // namespace louxia::api
