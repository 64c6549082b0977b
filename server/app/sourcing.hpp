#pragma once

#include <vector>

#include "server/app/context.hpp"
#include "shared/api/resident.hpp"

/// What a basket costs, who has it, and when it would come. Prices come from the store alone.
namespace louxia::app {

struct Wish {
    Household household;
    std::vector<api::BasketLine> lines;
    Fulfilment fulfilment = Fulfilment::delivery;
    HubId hub;  ///< for pickup: where; unset lets the server choose
    std::optional<api::AddressPick> address;
    std::int32_t tolerance_permille = 0;
    std::string coupon;  ///< as typed; empty: none
};

/// A priced order without id and number, not yet stored, and what was promised for it.
struct Offer {
    Order order;
    Hub hub;
    Quote quote;
};

/// Refused: not_on_list, invalid_value "address.…", not_found "hub", hub_closed, no_hub, sold_out
/// naming the line, below_minimum. A promise that cannot be kept is not a refusal here: see
/// quote.offered.
[[nodiscard]] Result<Offer> make_offer(const Context& context, const Reader& reader,
                                       const FreshList& list, const Wish& wish, Instant now);

/// Lines of the list's items at its prices. Refused: not_on_list, as "<field>[i].item".
[[nodiscard]] Result<std::vector<OrderLine>> lines_from_list(
    const Reader& reader, const FreshList& list, const std::vector<api::BasketLine>& wished,
    std::string_view field);

/// Promises its handing over from what hub and couriers have before them: quote, promise and
/// estimate. Refused: address_needed.
[[nodiscard]] Result<void> promise_offer(const Context& context, const Reader& reader, Offer& offer,
                                         Instant now);

/// As its household is shown it, before it agrees.
[[nodiscard]] api::QuoteOrder::Response view_of_offer(const Reader& reader, const Offer& offer,
                                                      Instant now);

/// Stores the offer's order: reserved, numbered, its money held when it is paid from the wallet.
[[nodiscard]] Result<Order> keep_order(Context& context, Writer& writer, Order order, Instant now);

/// What is offered for a delivery from that hub to that building now: the tightest promise that
/// nine in ten orders would keep, by the dispatcher's plan and how far off its last quotes were.
/// Where more waits than the plan looks at, by what waits.
[[nodiscard]] Quote quote_way(const Context& context, const Reader& reader, const Order& order,
                              std::int32_t distance_m, Instant now);

}  // namespace louxia::app
