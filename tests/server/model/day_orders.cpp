#include "tests/server/model/day.hpp"

#include <doctest/doctest.h>

#include <map>

namespace louxia::test {

namespace {

bool may_step(OrderState state, api::CourierStep::Step step) {
    using Step = api::CourierStep::Step;
    if (step == Step::take) return state == OrderState::packed;
    return step == Step::decline ? state <= OrderState::packed : state == OrderState::out;
}

/// An order with other lines: what it would cost and take.
struct Changed {
    std::int64_t sum = 0;  ///< of the goods, without tolerance
    std::int64_t count = 0;
    std::int64_t total = 0;
    Basket pieces{};
};

Changed changed_to(const RefOrder& order, const std::vector<RefOrder::Line>& lines, bool delivery) {
    Changed changed;
    // The same goods at the same price are one line, and rounded as one.
    std::map<std::pair<std::size_t, std::int64_t>, std::int64_t> ordered;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const RefOrder::Line& line = lines[at];
        changed.sum += line.ordered * line.price;
        changed.pieces[line.good] += line.bagged;
        changed.count += line.bagged;
        const std::pair kind{line.good, line.price};
        if (at >= order.lines.size() && ordered.contains(kind)) {
            const std::int64_t before = ordered[kind];
            changed.total +=
                order.most((before + line.ordered) * line.price) - order.most(before * line.price);
        } else {
            changed.total += order.most(line.ordered * line.price);
            if (line.ordered > 0) ordered.emplace(kind, line.ordered);
        }
    }
    changed.total += delivery ? Reference::fee_of(changed.sum) : 0;
    return changed;
}

}  // namespace

void Day::order() {
    Basket basket{};
    api::PlaceOrder::Request request;
    for (std::size_t good = 0; good < goods; ++good) {
        if (good != 0 && !chance(2)) continue;
        basket[good] = 1 + static_cast<std::int64_t>(below(chance(6) ? 30 : 4));
        request.lines.push_back({place_.item(good), basket[good]});
    }
    RefOrder expected;
    expected.household = any_household();
    expected.delivery = chance(2);
    expected.from_wallet = !chance(3);
    expected.pieces = basket;
    expected.tolerance = chance(3) ? static_cast<std::int64_t>(below(201)) : 0;
    expected.total = reference_.price_of(expected);
    request.tolerance_permille = static_cast<std::int32_t>(expected.tolerance);
    request.fulfilment = expected.delivery ? Fulfilment::delivery : Fulfilment::pickup;
    request.payment = expected.from_wallet ? Payment::wallet : Payment::on_handover;
    const bool coupon = chance(4);
    if (coupon) {
        request.coupon = coupon_;
        expected.discount = coupon_off;
    }
    RefOrder plain = expected;
    plain.tolerance = 0;
    plain.delivery = false;
    const std::int64_t goods_fen = reference_.price_of(plain);
    const auto placed = attempt<api::PlaceOrder>(place_.resident(expected.household), request);
    if (lost_) return;
    const bool funds =
        !expected.from_wallet || reference_.wallet[expected.household] >= expected.price();
    const bool goods_there = reference_.any_hub_has(basket);
    if (!placed) {
        return judge(placed.error().code,
                     {{ErrorCode::sold_out, !goods_there},
                      {ErrorCode::no_hub, !goods_there},
                      {ErrorCode::insufficient_funds, !funds},
                      {ErrorCode::below_coupon, coupon && goods_fen < coupon_from},
                      {ErrorCode::coupon_used, coupon && reference_.has_coupon[expected.household]},
                      {ErrorCode::coupon_gone, coupon && reference_.coupons_left == 0},
                      {ErrorCode::coupon_ended, coupon && house_.now() >= coupon_ends()},
                      {ErrorCode::unavailable, expected.delivery}});
    }
    CHECK(funds);
    CHECK((!coupon || (house_.now() < coupon_ends() && goods_fen >= coupon_from &&
                       reference_.coupons_left > 0 && !reference_.has_coupon[expected.household])));
    const Order stored = place_.stored(placed->order);
    CHECK(stored.total.fen() == expected.total);
    expected.id = stored.id;
    expected.hub = stored.hub == hubs_[0] ? 0 : 1;
    expected.due_ms = stored.promise.due_at.ms;
    expected.lines = lines_of(stored);
    CHECK(reference_.hub_has(expected.hub, basket));
    if (coupon) ++seen_["a coupon is used"];
    reference_.place(expected);
}

std::vector<RefOrder::Line> Day::lines_of(const Order& stored) {
    std::vector<RefOrder::Line> lines;
    for (const OrderLine& line : stored.lines) {
        std::size_t good = 0;
        while (place_.item(good) != line.item)
            ++good;
        lines.push_back({good, line.quantity.count, line.unit_price.fen(),
                         line.quantity.count - line.missing.count, line.written_off,
                         line.total.fen() - line.cut.fen(), 0, 0});
    }
    return lines;
}

void Day::weigh() {
    RefOrder* order = any_order();
    if (order == nullptr) return;
    const std::size_t at = below(order->lines.size() + 1);
    api::WeighLine::Request request;
    request.order = order->id;
    request.line = static_cast<std::int32_t>(at);
    const bool there = at < order->lines.size();
    const std::int64_t ordered = there ? order->lines[at].ordered : 1;
    request.pieces = static_cast<std::int64_t>(below(static_cast<std::uint64_t>(ordered) + 2));
    if (chance(2)) request.grams = static_cast<std::int64_t>(1 + below(2000));
    request.written_off = chance(2);
    const auto answer = attempt<api::WeighLine>(place_.leader(), request);
    if (lost_) return;
    bool any = request.pieces > 0;
    for (std::size_t line = 0; line < order->lines.size(); ++line) {
        any = any || (line != at && order->lines[line].bagged > 0);
    }
    const bool weighed = request.grams > 0;
    if (!answer) {
        return judge(answer.error().code,
                     {{ErrorCode::wrong_state, order->state != OrderState::picking},
                      {ErrorCode::out_of_range,
                       !there || request.pieces > ordered || (weighed && request.pieces == 0)},
                      {ErrorCode::nothing_left, !any},
                      {ErrorCode::sold_out, there}});
    }
    REQUIRE(there);
    CHECK(order->state == OrderState::picking);
    CHECK(reference_.weigh(*order, at, request.pieces, request.grams, request.written_off));
    CHECK(place_.stored(order->id).cut.fen() == order->cut());
}

/// Fewer of one line, more of a good, or the other way of getting it.
void Day::change_order() {
    RefOrder* order = any_order();
    if (order == nullptr) return;
    const app::Caller who = place_.resident(order->household);
    api::QuoteChange::Request wish;
    wish.order = order->id;
    const bool delivery = chance(4) ? !order->delivery : order->delivery;
    wish.fulfilment = delivery ? Fulfilment::delivery : Fulfilment::pickup;
    std::vector<RefOrder::Line> lines = order->lines;
    if (chance(2) && !lines.empty()) {
        const std::size_t at = below(lines.size());
        lines[at].ordered =
            static_cast<std::int64_t>(below(static_cast<std::uint64_t>(lines[at].ordered) + 1));
        lines[at].bagged = std::min(lines[at].bagged, lines[at].ordered);
        wish.lines.push_back({static_cast<std::int32_t>(at), lines[at].ordered});
    }
    if (chance(2)) {
        const std::size_t good = below(goods);
        const auto more = static_cast<std::int64_t>(1 + below(chance(4) ? 40 : 3));
        wish.add.push_back({place_.item(good), more});
        lines.push_back({good, more, reference_.prices[good], more, false, 0, 0, 0});
    }
    const auto quote = place_.call<api::QuoteChange>(who, wish);
    const api::ChangeOrder::Request request{wish.order, wish.lines, wish.add, wish.fulfilment,
                                            quote ? quote->terms : TermsId{1}};
    const auto answer = attempt<api::ChangeOrder>(who, request);
    if (lost_) return;
    const bool goods_change = !wish.lines.empty() || !wish.add.empty();
    const Changed changed = changed_to(*order, lines, delivery);
    const bool early = order->state == OrderState::placed || order->state == OrderState::accepted;
    const bool allowed =
        !order->group.is_set() && (early || (order->state == OrderState::picking && !goods_change));
    if (!answer) {
        const std::int64_t more = changed.total - order->total;
        return judge(answer.error().code,
                     {{ErrorCode::wrong_state, !allowed},
                      {ErrorCode::invalid_value, !goods_change && delivery == order->delivery},
                      {ErrorCode::empty_basket, changed.count == 0},
                      {ErrorCode::below_coupon, order->discount > 0 && changed.sum < coupon_from},
                      {ErrorCode::sold_out, !reference_.can_change(*order, changed.pieces)},
                      {ErrorCode::insufficient_funds,
                       order->from_wallet && reference_.wallet[order->household] < more},
                      {ErrorCode::unavailable, delivery && !order->delivery}});
    }
    CHECK(allowed);
    // While it is picked only the way changes, whatever is missing of it.
    CHECK((!goods_change || reference_.can_change(*order, changed.pieces)));
    const Order stored = place_.stored(order->id);
    CHECK(stored.total.fen() == changed.total);
    reference_.change(*order, changed.pieces, changed.total);
    order->delivery = delivery;
    order->due_ms = stored.promise.due_at.ms;
    if (goods_change) order->lines = lines_of(stored);
}

void Day::move_by_staff() {
    RefOrder* order = any_order();
    if (order == nullptr) return;
    const auto last = static_cast<std::uint64_t>(OrderState::cancelled);
    OrderState to = static_cast<OrderState>(static_cast<std::uint64_t>(order->state) + 1);
    if (order->state == OrderState::packed) {
        to = order->delivery ? OrderState::out : OrderState::ready;
    } else if (order->state == OrderState::ready || order->state == OrderState::out) {
        to = OrderState::done;
    }
    if (chance(6)) to = static_cast<OrderState>(1 + below(last));
    const bool allowed =
        who_may_move(order->state, to, order->delivery ? Fulfilment::delivery : Fulfilment::pickup)
            .has(Role::leader);
    const auto moved = attempt<api::MoveOrder>(place_.leader(), {order->id, to});
    if (lost_) return;
    REQUIRE(moved.ok() == allowed);
    if (moved) apply(*order, to);
}

/// What the courier's phone says; two in three times it is the one who has the order.
void Day::carry() {
    RefOrder* order = any_order();
    if (order == nullptr) return;
    using Step = api::CourierStep::Step;
    const Order stored = place_.stored(order->id);
    std::size_t who = below(2);
    if (!chance(3) && place_.courier(1 - who).member->courier == stored.courier) who = 1 - who;
    const app::Caller caller = place_.courier(who);
    Step step = order->state == OrderState::packed ? Step::take : Step::deliver;
    if (chance(4)) step = static_cast<Step>(1 + below(5));
    const auto answer = attempt<api::CourierStep>(caller, {order->id, step});
    if (lost_) return;
    const bool mine = stored.courier.is_set() && stored.courier == caller.member->courier;
    const bool fits = order->delivery && may_step(order->state, step);
    if (!answer) {
        return judge(answer.error().code, {{ErrorCode::not_found, !mine},
                                           {ErrorCode::wrong_state, !fits},
                                           {ErrorCode::not_allowed, !fits}});
    }
    CHECK((mine && fits));
    switch (step) {
        case Step::take: apply(*order, OrderState::out); break;
        case Step::arrive: break;
        case Step::deliver:
            ++seen_["a courier delivers"];
            apply(*order, OrderState::done);
            break;
        case Step::decline: ++seen_["a courier declines"]; break;
        case Step::bring_back:
            ++seen_["a courier brings back"];
            apply(*order, OrderState::packed);
            break;
    }
}

void Day::cancel_or_collect() {
    RefOrder* order = any_order();
    if (order == nullptr) return;
    const bool collect = chance(2);
    const std::size_t who = chance(10) ? any_household() : order->household;
    const app::Caller caller = place_.resident(who);
    const auto answer = collect ? attempt<api::CollectOrder>(caller, {order->id})
                                : attempt<api::CancelOrder>(caller, {order->id});
    if (lost_) return;
    const bool mine = who == order->household;
    const bool allowed = collect ? order->state == OrderState::ready
                                 : !order->group.is_set() && (order->state == OrderState::placed ||
                                                              order->state == OrderState::accepted);
    REQUIRE(answer.ok() == (mine && allowed));
    if (!mine) CHECK(answer.error().code == ErrorCode::not_found);
    if (answer) apply(*order, collect ? OrderState::done : OrderState::cancelled);
}

void Day::apply(RefOrder& order, OrderState to) {
    order.carried = place_.stored(order.id).courier.is_set();
    reference_.move(order, to, house_.now().ms);
    for (RefGroup& group : reference_.groups) {
        if (group.id == order.group) reference_.follow_orders(group);
    }
}

}  // namespace louxia::test
