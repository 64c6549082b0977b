#pragma once

#include "shared/api/resident.hpp"

/// What a household changes about its order before it is packed.
namespace louxia::api {

/// What an order would be after a change; nothing is kept. Refused as ChangeOrder.
struct QuoteChange {
    static constexpr std::string_view name = "quote_change";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/orders/{order}/quote";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool keyless = true;
    struct Line {
        std::int32_t line = 0;      ///< its place in the order, from 0
        std::int64_t quantity = 0;  ///< from now on: 0 to what it was
        static constexpr auto fields() {
            return field_list(field("line", &Line::line), field("quantity", &Line::quantity));
        }
    };
    struct Request {
        OrderId order;
        std::vector<Line> lines;      ///< those of which there shall be fewer
        std::vector<BasketLine> add;  ///< of today's list, at today's prices
        Fulfilment fulfilment = Fulfilment::delivery;
        static constexpr auto fields() {
            return field_list(
                field("order", &Request::order), optional_field("lines", &Request::lines),
                optional_field("add", &Request::add), field("fulfilment", &Request::fulfilment));
        }
    };
    using Response = QuoteOrder::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The same, done: goods, fee, stock and hold change together. Goods change until picking starts,
/// the way until it is packed. Refused: not_found, wrong_state (also a group's order),
/// invalid_value "lines" (nothing changes), out_of_range ("lines[i].…"), empty_basket (cancel it
/// instead), below_minimum, not_on_list and sold_out ("add[i].…"), unavailable ("fulfilment": no
/// courier), price_changed "terms", insufficient_funds.
struct ChangeOrder {
    static constexpr std::string_view name = "change_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/orders/{order}/change";
    static constexpr RoleSet roles = household_roles;
    struct Request {
        OrderId order;
        std::vector<QuoteChange::Line> lines;
        std::vector<BasketLine> add;
        Fulfilment fulfilment = Fulfilment::delivery;
        TermsId terms;  ///< of QuoteChange; refused when they are others now
        static constexpr auto fields() {
            return field_list(
                field("order", &Request::order), optional_field("lines", &Request::lines),
                optional_field("add", &Request::add), field("fulfilment", &Request::fulfilment),
                field("terms", &Request::terms));
        }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
