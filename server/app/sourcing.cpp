#include "server/app/sourcing.hpp"

#include <algorithm>
#include <optional>

#include "server/app/coupons.hpp"
#include "server/app/dispatching.hpp"
#include "server/app/emit.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/views.hpp"
#include "shared/dispatch/neighbourhood.hpp"
#include "shared/dispatch/promise_quote.hpp"
#include "shared/domain/handed_over.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

/// Group orders are picked towards their own deadline: only those due soon stand before a new
/// order.
constexpr std::int64_t group_ahead_ms = hour_ms;
/// A quote goes by what the dispatcher saw up to so long ago.
constexpr std::int64_t outlook_kept_ms = 20 * second_ms;

Result<Address> address_for(const Reader& reader, const Wish& wish) {
    if (!wish.address || wish.fulfilment == Fulfilment::pickup) {
        return wish.household.address;
    }
    const auto building = reader.building(wish.address->building);
    if (!building) {
        return refuse(ErrorCode::invalid_value, "address.building");
    }
    const Address address{building->id, building->number, wish.address->unit, wish.address->room};
    LOUXIA_TRY(check_address(*building, address));
    return address;
}

std::int64_t available_at(const Reader& reader, HubId hub, ItemId item) {
    for (const Stock& row : reader.stock_of_item(item)) {
        if (row.hub == hub) {
            return row.available().count;
        }
    }
    return 0;
}

/// The first line that the hub lacks, or the number of lines.
std::size_t first_lacking(const Reader& reader, HubId hub, const std::vector<OrderLine>& lines) {
    std::size_t index = 0;
    while (index < lines.size() &&
           available_at(reader, hub, lines[index].item) >= lines[index].quantity.count) {
        ++index;
    }
    return index;
}

Result<Hub> named_hub(const Reader& reader, HubId id, const std::vector<OrderLine>& lines) {
    const auto hub = reader.hub(id);
    if (!hub) {
        return refuse(ErrorCode::not_found, "hub");
    }
    if (!hub->open) {
        return refuse(ErrorCode::hub_closed, "hub");
    }
    const std::size_t lacking = first_lacking(reader, id, lines);
    if (lacking < lines.size()) {
        return refuse(ErrorCode::sold_out, indexed_field("lines", lacking, "quantity"));
    }
    return *hub;
}

/// The open hub nearest to the door that has all lines. A line that no hub has is named.
Result<Hub> nearest_hub(const Reader& reader, const Building& building,
                        const std::vector<OrderLine>& lines) {
    std::vector<Hub> hubs = reader.hubs();
    std::erase_if(hubs, [](const Hub& hub) { return !hub.open; });
    if (hubs.empty()) {
        return refuse(ErrorCode::hub_closed);
    }
    std::vector<std::pair<std::int32_t, std::size_t>> by_distance;
    for (std::size_t index = 0; index < hubs.size(); ++index) {
        by_distance.emplace_back(reader.way_m(hubs[index], building), index);
    }
    std::sort(by_distance.begin(), by_distance.end());
    for (const auto& [metres, index] : by_distance) {
        if (first_lacking(reader, hubs[index].id, lines) == lines.size()) {
            return hubs[index];
        }
    }
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const std::vector<OrderLine> alone{lines[index]};
        const bool somewhere = std::any_of(hubs.begin(), hubs.end(), [&](const Hub& hub) {
            return first_lacking(reader, hub.id, alone) == 1;
        });
        if (!somewhere) {
            return refuse(ErrorCode::sold_out, indexed_field("lines", index, "quantity"));
        }
    }
    return refuse(ErrorCode::no_hub, "lines");
}

}  // namespace

Result<std::vector<OrderLine>> lines_from_list(const Reader& reader, const FreshList& list,
                                               const std::vector<api::BasketLine>& wished,
                                               std::string_view field) {
    std::vector<OrderLine> lines;
    lines.reserve(wished.size());
    for (std::size_t index = 0; index < wished.size(); ++index) {
        const auto item = reader.item(wished[index].item);
        if (!item || item->list != list.id || item->price.is_zero()) {
            return refuse(ErrorCode::not_on_list, indexed_field(field, index, "item"));
        }
        OrderLine line;
        line.item = item->id;
        line.name = item->name;
        line.picture = item->picture;
        line.unit = item->unit;
        line.quantity = Pieces{wished[index].quantity};
        line.unit_price = item->price;
        line.chilled = item->chilled;
        line.batch_text = item->batch.place;
        if (!item->batch.farm.empty()) {
            line.batch_text += (line.batch_text.empty() ? "" : " ") + item->batch.farm;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

namespace {

QuoteInput quote_input(const Reader& reader, HubId hub, std::int32_t distance_m, Instant now) {
    QuoteInput input;
    input.now = now;
    input.distance_m = distance_m;
    const OrdersAhead ahead = reader.orders_ahead(hub, now + group_ahead_ms);
    input.orders_ahead = ahead.to_pack;
    input.deliveries_waiting = ahead.to_deliver;
    const auto busy_couriers = reader.busy_couriers();
    const auto is_free = [&](const Courier& courier) {
        return courier.on_shift &&
               std::ranges::find(busy_couriers, courier.id) == busy_couriers.end();
    };
    for (const Courier& courier : reader.couriers()) {
        input.couriers_on_shift += courier.on_shift ? 1 : 0;
        input.couriers_free += is_free(courier) ? 1 : 0;
    }
    return input;
}

/// What the dispatcher last saw, unless that is too long ago: then it looks again.
Outlook outlook_of(const Context& context, const Reader& reader, Instant now) {
    Outlook outlook = context.dispatcher.outlook(reader.community_id());
    const bool lately = outlook.scene && now >= outlook.scene->situation.now &&
                        now - outlook.scene->situation.now < outlook_kept_ms;
    if (!lately) {
        static_cast<void>(propose(context, reader, now));
        outlook = context.dispatcher.outlook(reader.community_id());
    }
    return outlook;
}

/// When an order with that promise would be at its door, by the plan; nothing: nobody can bring it.
std::optional<Instant> arrival_of(const Outlook& outlook, Order order, std::int32_t ahead,
                                  Instant now) {
    const Scene& scene = *outlook.scene;
    order.id = OrderId{1};  // no order's: ids have their time in front
    dispatch::OpenOrder open = open_order_of(scene, order, ahead, now);
    if (open.dropoff < 0 || open.pickups.front().at < 0) {
        return std::nullopt;
    }
    dispatch::Situation situation = scene.situation;
    situation.now = now;
    situation.orders.push_back(std::move(open));
    const auto arrival = dispatch::expected_arrival(
        order.id, situation, *outlook.plan, dispatch::neighbourhood_rules, dispatch::Weights{});
    return arrival ? std::optional(arrival->at) : std::nullopt;
}

}  // namespace

Quote quote_way(const Context& context, const Reader& reader, const Order& order,
                std::int32_t distance_m, Instant now) {
    const QuoteInput input = quote_input(reader, order.hub, distance_m, now);
    const Outlook outlook = outlook_of(context, reader, now);
    if (outlook.scene->left_out > 0) {
        return quote_delivery(input);
    }
    Quote quote;
    for (std::size_t index = 0; index < offered_classes.size(); ++index) {
        Order tried = order;
        tried.promise = Promise{offered_classes[index].kind, now + offered_classes[index].limit_ms};
        const auto arrival = arrival_of(outlook, std::move(tried), input.orders_ahead, now);
        if (!arrival) {
            break;
        }
        const dispatch::RecentErrors& errors = outlook.scene->errors[index];
        const std::int32_t late_s = std::max(0, errors.quantile_s(dispatch::promise_kept_permille));
        quote.likely_ms = *arrival - now;
        quote.estimate_ms = quote.likely_ms + late_s * second_ms;
        if (dispatch::keepable(*arrival, errors, now + offered_classes[index].limit_ms)) {
            quote.offered = true;
            quote.promise =
                Promise{offered_classes[index].kind, now + offered_classes[index].limit_ms};
            break;
        }
    }
    if (quote.likely_ms == 0) {
        quote.likely_ms = quote_delivery(input).likely_ms;
        quote.estimate_ms = quote.likely_ms;
    }
    return quote;
}

Result<Offer> make_offer(const Context& context, const Reader& reader, const FreshList& list,
                         const Wish& wish, Instant now) {
    Offer offer;
    Order& order = offer.order;
    order.household = wish.household.id;
    order.fulfilment = wish.fulfilment;
    order.tolerance_permille = wish.tolerance_permille;
    LOUXIA_ASSIGN(order.lines, lines_from_list(reader, list, wish.lines, "lines"));
    LOUXIA_ASSIGN(order.address, address_for(reader, wish));
    const auto building = reader.building(order.address.building);
    if (!building) {
        return refuse(ErrorCode::address_needed, "address");
    }
    if (wish.fulfilment == Fulfilment::pickup && wish.hub.is_set()) {
        LOUXIA_ASSIGN(offer.hub, named_hub(reader, wish.hub, order.lines));
    } else {
        LOUXIA_ASSIGN(offer.hub, nearest_hub(reader, *building, order.lines));
    }
    order.hub = offer.hub.id;
    LOUXIA_ASSIGN(order, price_order(std::move(order), offer.hub.terms));
    LOUXIA_TRY(offer_coupon(reader, order, wish.coupon, now));
    LOUXIA_TRY(promise_offer(context, reader, offer, now));
    return offer;
}

Result<void> promise_offer(const Context& context, const Reader& reader, Offer& offer,
                           Instant now) {
    Order& order = offer.order;
    const auto building = reader.building(order.address.building);
    if (!building) {
        return refuse(ErrorCode::address_needed, "address");
    }
    const std::int32_t distance_m = reader.way_m(offer.hub, *building);
    order.hub = offer.hub.id;
    switch (order.fulfilment) {
        case Fulfilment::delivery:
            offer.quote = quote_way(context, reader, order, distance_m, now);
            break;
        case Fulfilment::pickup:
            offer.quote = quote_pickup(quote_input(reader, offer.hub.id, distance_m, now));
            break;
    }
    order.promise = offer.quote.promise;
    order.estimate_at = now + offer.quote.likely_ms;
    order.quoted_at = order.fulfilment == Fulfilment::delivery ? order.estimate_at : Instant{};
    return {};
}

api::QuoteOrder::Response view_of_offer(const Reader& reader, const Offer& offer, Instant now) {
    const Order& order = offer.order;
    api::QuoteOrder::Response view;
    view.hub = offer.hub.id;
    view.hub_name = offer.hub.name;
    view.lines = view_of_lines(order.lines);
    view.goods_total = shown_goods(order);
    view.delivery_fee = order.delivery_fee;
    view.discount = order.discount;
    view.total = shown_price(order);
    view.wallet = reader.balance(wallet_of(order.household));
    view.terms = terms_of(order);
    view.offered = offer.quote.offered;
    if (offer.quote.offered) {
        view.promise_kind = offer.quote.promise.kind;
        view.due_at = offer.quote.promise.due_at;
        view.estimate_at = now + offer.quote.estimate_ms;
    }
    return view;
}

Result<Order> keep_order(Context& context, Writer& writer, Order order, Instant now) {
    order.id = context.ids.make<OrderId>();
    order.number = next_order_number(context, writer, now);
    order.state = OrderState::placed;
    order.entered_at[static_cast<std::size_t>(OrderState::placed) - 1] = now;
    LOUXIA_TRY(reserve_lines(writer, order, now));
    switch (order.payment) {
        case Payment::wallet:
            LOUXIA_TRY(
                hold_money(context, writer, order.household, price_of(order), order.id.value, now));
            break;
        case Payment::on_handover: break;
    }
    LOUXIA_TRY(take_coupon(writer, order));
    writer.add(order);
    emit_order_changed(writer, order, now);
    emit_board_changed(writer, order.hub, now);
    return order;
}

}  // namespace louxia::app
