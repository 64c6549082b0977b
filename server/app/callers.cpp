#include "server/app/callers.hpp"

namespace louxia::app {

Result<Household> household_of(const Caller& caller, const Reader& reader) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    const HouseholdId id = caller.member->household;
    auto household = id.is_set() ? reader.household(id) : std::nullopt;
    if (!household) {
        return refuse(ErrorCode::not_allowed);
    }
    return *household;
}

Result<Order> own_order(const Caller& caller, const Reader& reader, OrderId id) {
    auto order = reader.order(id);
    if (!order || !caller.member || !caller.member->household.is_set() ||
        order->household != caller.member->household) {
        return refuse(ErrorCode::not_found);
    }
    return *order;
}

Result<Hub> hub_of(const Caller& caller, const Reader& reader, HubId named) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    HubId id = caller.member->hub;
    if (caller.member->role == Role::leader) {
        const auto hubs = reader.hubs();
        id = named.is_set() || hubs.empty() ? named : hubs.front().id;
    } else if (named.is_set() && named != id) {
        return refuse(ErrorCode::not_found, "hub");
    }
    auto hub = id.is_set() ? reader.hub(id) : std::nullopt;
    if (!hub) {
        return refuse(ErrorCode::not_found, "hub");
    }
    return *hub;
}

Result<Courier> courier_of(const Caller& caller, const Reader& reader) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    const CourierId id = caller.member->courier;
    auto courier = id.is_set() ? reader.courier(id) : std::nullopt;
    if (!courier) {
        return refuse(ErrorCode::not_allowed);
    }
    return *courier;
}

}  // namespace louxia::app
