#include "shared/domain/household.hpp"

namespace louxia {
namespace {

bool has_room(const Building& building, std::int32_t room) noexcept {
    const std::int32_t floor = room / 100;
    const std::int32_t on_floor = room % 100;
    return floor >= 1 && floor <= building.floors && on_floor >= 1 &&
           on_floor <= building.rooms_per_floor;
}

}  // namespace

Result<void> check_address(const Building& building, const Address& address) {
    if (address.building != building.id) {
        return refuse(ErrorCode::invalid_value, "address.building");
    }
    if (address.unit < 1 || address.unit > building.units) {
        return refuse(ErrorCode::invalid_value, "address.unit");
    }
    if (!has_room(building, address.room)) {
        return refuse(ErrorCode::invalid_value, "address.room");
    }
    return {};
}

PlanPoint door_of(const Building& building) noexcept {
    return {building.corner.x_m + building.width_m / 2, building.corner.y_m + building.depth_m};
}

Result<void> check_refund_destination_change(const HouseholdGuard& guard, Instant now) {
    if (guard.held_until.is_set() && now < guard.held_until) {
        return refuse(ErrorCode::destination_held);
    }
    return {};
}

Result<void> check_forgetting(const OpenTrade& open) {
    if (open.orders) return refuse(ErrorCode::orders_running);
    if (open.money) return refuse(ErrorCode::wallet_not_empty);
    return {};
}

std::string pseudonym_of(HouseholdId id) {
    constexpr std::size_t shown_digits = 6;
    const std::string digits = id.text();
    return "#" + digits.substr(digits.size() - shown_digits);
}

std::string masked_name(const Household& household) {
    return household.surname + "**";
}

}  // namespace louxia
