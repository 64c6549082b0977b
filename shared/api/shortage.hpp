#pragma once

#include "shared/api/staff.hpp"

/// What the shop says once about an item that ran short.
namespace louxia::api {

/// Only so much of an item is there for the orders that wait for it at a hub: it is sold no more,
/// and what is there is shared by what they ordered, the rest to the earliest. Every household that
/// gets less is told, with what it pays less; an order with nothing left is cancelled. Refused:
/// not_found, not_short when it is enough for all, invalid_value "grams" for what is not sold by
/// weight.
struct ShareShortage {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "share_shortage";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/shop/items/{item}/shortage";
    static constexpr RoleSet roles = Role::shop | Role::leader;
    struct Request {
        ItemId item;
        HubId hub;                ///< null: the caller's own; a leader names it
        std::int64_t pieces = 0;  ///< sale units that are there
        std::int64_t grams = 0;   ///< or its weight; whole sale units of 500 g are shared
        static constexpr auto fields() {
            return field_list(field("item", &Request::item), optional_field("hub", &Request::hub),
                              optional_field("pieces", &Request::pieces),
                              optional_field("grams", &Request::grams));
        }
    };
    struct Response {
        std::int64_t there = 0;
        std::int64_t waiting = 0;  ///< before
        std::int32_t orders = 0;   ///< that get less
        static constexpr auto fields() {
            return field_list(field("there", &Response::there),
                              field("waiting", &Response::waiting),
                              field("orders", &Response::orders));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
