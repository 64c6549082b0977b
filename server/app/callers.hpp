#pragma once

#include "server/app/context.hpp"

/// Whose things the caller's are. Refusals never tell what exists.
namespace louxia::app {

/// The caller's own household; not_allowed for staff without one.
[[nodiscard]] Result<Household> household_of(const Caller& caller, const Reader& reader);
/// An order of the caller's household, else not_found.
[[nodiscard]] Result<Order> own_order(const Caller& caller, const Reader& reader, OrderId id);
/// The hub that shop or kiosk stands in; a leader may name any and gets the first without. Another
/// hub than one's own is not_found "hub".
[[nodiscard]] Result<Hub> hub_of(const Caller& caller, const Reader& reader, HubId named);
/// The caller as a courier; not_allowed for others.
[[nodiscard]] Result<Courier> courier_of(const Caller& caller, const Reader& reader);

}  // namespace louxia::app
