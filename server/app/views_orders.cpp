#include <algorithm>
#include <unordered_map>

#include "server/app/views.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::app {
namespace {

std::optional<api::TrackView> view_of_track(const Reader& reader, const Order& order,
                                            const Hub& hub) {
    if (order.fulfilment != Fulfilment::delivery || !order.courier.is_set() ||
        is_finished(order.state)) {
        return std::nullopt;
    }
    const auto courier = reader.courier(order.courier);
    const auto building = reader.building(order.address.building);
    const bool is_looked_for = courier && courier->crowd && courier->name.empty();
    if (!courier || !building || is_looked_for) {
        return std::nullopt;
    }
    const auto route = route_between(reader.community().plan, hub.at, door_of(*building));
    // Where a courier is, is seen by those alone whose order is on its way.
    const bool seen = order.state == OrderState::out;
    return api::TrackView{courier->name, view_of_point(seen ? courier->at : hub.at),
                          seen ? courier->seen_at : Instant{}, view_of_line(route)};
}

}  // namespace

std::vector<api::LineView> view_of_lines(const std::vector<OrderLine>& lines) {
    std::vector<api::LineView> views;
    views.reserve(lines.size());
    for (const OrderLine& line : lines) {
        const Money total = shown_total(line);
        const Money cut = Money::fen_unchecked(total.fen() - due_of(line).fen());
        views.push_back({line.item, line.name, line.picture, line.unit, line.quantity,
                         line.unit_price, total, line.missing, line.weighed, cut, line.refunded});
    }
    return views;
}

api::OrderView view_of_order(const Reader& reader, const Order& order) {
    api::OrderView view;
    view.order = order.id;
    view.number = order.number;
    view.state = order.state;
    view.fulfilment = order.fulfilment;
    view.payment = order.payment;
    view.hub = order.hub;
    if (const auto hub = reader.hub(order.hub)) {
        view.hub_name = hub->name;
        view.hub_place = hub->place;
        view.track = view_of_track(reader, order, *hub);
    }
    view.group = order.group;
    if (const auto group = order.group.is_set() ? reader.group(order.group) : std::nullopt) {
        view.group_title = group->title;
    }
    view.address = view_of_address(order.address);
    view.note = order.note;
    view.lines = view_of_lines(order.lines);
    view.goods_total = shown_goods(order);
    view.delivery_fee = order.delivery_fee;
    const Money owed = owed_by_household(order);
    view.discount = order.discount;
    view.tolerance_permille = order.tolerance_permille;
    view.total = shown_price(order);
    view.cut = Money::fen_unchecked(view.total.fen() - owed.fen());
    view.refunded = refunded_to_household(order);
    if (!order.refunded.is_zero()) {
        // What went back to a coupon is not the household's.
        Money before;
        for (const Refund& refund : reader.refunds_of(order.id)) {
            const Money upto =
                std::min(owed, Money::fen_unchecked(before.fen() + refund.amount.fen()));
            view.refunds.push_back({refund.line, Money::fen_unchecked(upto.fen() - before.fen()),
                                    refund.reason, refund.way, refund.at});
            before = upto;
        }
    }
    view.promise_kind = order.promise.kind;
    view.due_at = order.promise.due_at;
    view.estimate_at = order.estimate_at;
    view.pickup_code = order.pickup_code;
    view.collect_before = order.collect_before;
    view.placed_at = order.at(OrderState::placed);
    view.accepted_at = order.at(OrderState::accepted);
    view.packed_at = order.at(OrderState::packed);
    view.out_at =
        order.at(order.fulfilment == Fulfilment::pickup ? OrderState::ready : OrderState::out);
    view.done_at = order.at(OrderState::done);
    view.cancelled_at = order.at(OrderState::cancelled);
    view.compensated = order.compensated;
    view.compensation = order.compensated ? compensation_when_late : Money{};
    view.posted = order.state == OrderState::done && reader.has_post_for(order.id);
    return view;
}

api::OrderView view_with_claims(const Reader& reader, const Order& order) {
    api::OrderView view = view_of_order(reader, order);
    if (order.state == OrderState::done) {
        const auto handover = reader.handover(order.id);
        const bool shown = handover && handover->photo.is_set();
        if (const auto photo = shown ? reader.picture(handover->photo) : std::nullopt) {
            view.handed_photo = "/m/" + photo->file_name;
        }
        for (const RefundClaim& claim : reader.claims_of(order.id)) {
            view.claims.push_back({claim.number, claim.line, claim.reason, claim.text, claim.state,
                                   claim.answer, claim.claimed_at, claim.answered_at});
        }
    }
    return view;
}

api::MeView view_of_member(const Reader& reader, const Member& member) {
    api::MeView view;
    view.role = member.role;
    view.nickname = member.nickname;
    if (const auto household =
            member.household.is_set() ? reader.household(member.household) : std::nullopt) {
        view.address = view_of_address(household->address);
        view.wallet = reader.balance(wallet_of(household->id));
        view.held = reader.balance(hold_of(household->id));
        view.joined = reader.open_shares_of(household->id);
    }
    if (const auto hub = member.hub.is_set() ? reader.hub(member.hub) : std::nullopt) {
        view.hub = hub->id;
        view.hub_name = hub->name;
    }
    return view;
}

api::LeaderItem view_of_leader_item(const Item& item, const std::vector<Stock>& stock) {
    api::LeaderItem view;
    view.item = item.id;
    view.draft = {item.name, item.spec,    item.origin,  item.category, item.unit, item.price,
                  item.cost, item.picture, item.chilled, std::nullopt,  {}};
    if (item.batch.id.is_set()) {
        view.draft.batch = view_of_batch(item.batch);
    }
    for (const Stock& row : stock) {
        view.draft.stock.push_back({row.hub, row.on_hand, row.reserved});
    }
    return view;
}

api::LeaderList view_of_leader_list(const Reader& reader, CivilDate date,
                                    const std::optional<FreshList>& list) {
    api::LeaderList view;
    view.date = date;
    if (!list) {
        return view;
    }
    view.list = list->id;
    view.state = list->state;
    view.publish_at = list->publish_at;
    view.published_at = list->published_at;
    std::unordered_map<ItemId, std::vector<Stock>> stock;
    for (const Stock& row : reader.stock_of_list(list->id)) {
        stock[row.item].push_back(row);
    }
    const auto items = reader.items_of(list->id);
    view.without_price = static_cast<std::int32_t>(items_without_price(items).size());
    for (const Item& item : items) {
        view.items.push_back(view_of_leader_item(item, stock[item.id]));
    }
    return view;
}

api::HouseholdView view_of_household(const Reader& reader, const Household& household) {
    return api::HouseholdView{household.id,
                              view_of_address(household.address),
                              household.nickname,
                              household.surname,
                              household.phone_last4,
                              reader.balance(wallet_of(household.id)),
                              reader.order_count_of(household.id)};
}

}  // namespace louxia::app
