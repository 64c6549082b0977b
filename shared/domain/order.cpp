#include "shared/domain/order.hpp"

#include <algorithm>

#include "shared/domain/handed_over.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia {
namespace {

struct Step {
    OrderState from;
    OrderState to;
    RoleSet by;
};

constexpr RoleSet hub_staff = Role::shop | Role::leader;
constexpr RoleSet carriers = Role::courier | Role::leader;

constexpr std::array steps_of_both{
    Step{OrderState::placed, OrderState::accepted, hub_staff},
    Step{OrderState::accepted, OrderState::picking, hub_staff},
    Step{OrderState::picking, OrderState::packed, hub_staff},
    Step{OrderState::placed, OrderState::cancelled, hub_staff | Role::resident},
    Step{OrderState::accepted, OrderState::cancelled, hub_staff | Role::resident},
    Step{OrderState::picking, OrderState::cancelled, hub_staff},
    Step{OrderState::packed, OrderState::cancelled, hub_staff},
};
constexpr std::array steps_of_pickup{
    Step{OrderState::packed, OrderState::ready, hub_staff},
    Step{OrderState::ready, OrderState::done, hub_staff | Role::kiosk},
};
constexpr std::array steps_of_delivery{
    Step{OrderState::packed, OrderState::out, carriers},
    Step{OrderState::out, OrderState::packed, carriers},
    Step{OrderState::out, OrderState::done, carriers},
};

template <std::size_t Count>
RoleSet find_step(const std::array<Step, Count>& steps, OrderState from, OrderState to) noexcept {
    for (const Step& step : steps) {
        if (step.from == from && step.to == to) return step.by;
    }
    return {};
}

Result<void> check_line_figures(const OrderLine& line, std::size_t index) {
    if (line.quantity.count < 1 || line.quantity.count > line_quantity_max) {
        return refuse(ErrorCode::out_of_range, indexed_field("lines", index, "quantity"));
    }
    if (line.unit_price.is_negative()) {
        return refuse(ErrorCode::out_of_range, indexed_field("lines", index, "unit_price_fen"));
    }
    return {};
}

Money fee_for(Fulfilment fulfilment, Money goods, const HubTerms& terms) noexcept {
    const bool free = fulfilment == Fulfilment::pickup || goods >= terms.free_delivery_from;
    return free ? Money{} : terms.delivery_fee;
}

}  // namespace

RoleSet who_may_move(OrderState from, OrderState to, Fulfilment fulfilment) noexcept {
    const RoleSet either_way = find_step(steps_of_both, from, to);
    switch (fulfilment) {
        case Fulfilment::pickup: return either_way | find_step(steps_of_pickup, from, to);
        case Fulfilment::delivery: return either_way | find_step(steps_of_delivery, from, to);
    }
    return {};
}

Result<Order> move(Order order, OrderState to, Role by, Instant now) {
    const RoleSet movers = who_may_move(order.state, to, order.fulfilment);
    if (movers.bits == 0) return refuse(ErrorCode::wrong_state);
    if (!movers.has(by)) return refuse(ErrorCode::not_allowed);
    const bool back = to == OrderState::packed && order.state == OrderState::out;
    if (back) order.entered_at[static_cast<std::size_t>(OrderState::out) - 1] = Instant{};
    order.state = to;
    order.entered_at[static_cast<std::size_t>(to) - 1] = now;
    if (is_finished(to)) order.pickup_code.clear();
    return order;
}

Result<Order> price_order(Order order, const HubTerms& terms) {
    if (order.lines.empty()) return refuse(ErrorCode::empty_basket);
    if (order.lines.size() > order_lines_max) return refuse(ErrorCode::out_of_range, "lines");
    Money counted;
    Money most;
    Money cut;
    for (std::size_t index = 0; index < order.lines.size(); ++index) {
        OrderLine& line = order.lines[index];
        LOUXIA_TRY(check_line_figures(line, index));
        LOUXIA_ASSIGN(const LinePrice price,
                      price_line(line, line.quantity, order.tolerance_permille));
        line.total = price.most;
        LOUXIA_ASSIGN(const Money due, price_handed_over(line, order.tolerance_permille));
        LOUXIA_ASSIGN(line.cut, subtract(line.total, due));
        LOUXIA_ASSIGN(counted, add(counted, price.counted));
        LOUXIA_ASSIGN(most, add(most, line.total));
        LOUXIA_ASSIGN(cut, add(cut, line.cut));
    }
    if (counted < terms.minimum_order) return refuse(ErrorCode::below_minimum);
    order.goods_total = most;
    order.cut = cut;
    order.delivery_fee = fee_for(order.fulfilment, counted, terms);
    LOUXIA_ASSIGN(order.total, add(order.goods_total, order.delivery_fee));
    return order;
}

Result<LinePrice> price_line(const OrderLine& line, Pieces pieces,
                             std::int32_t tolerance_permille) {
    LinePrice price;
    LOUXIA_ASSIGN(price.counted, multiply(line.unit_price, pieces));
    const std::int32_t permille = line.unit == Unit::jin ? tolerance_permille : 0;
    LOUXIA_ASSIGN(const Money more, permille_of_rounded_half_up(price.counted, permille));
    LOUXIA_ASSIGN(price.most, add(price.counted, more));
    return price;
}

TermsId terms_of(const Order& priced) noexcept {
    std::uint64_t hash = 14'695'981'039'346'656'037ULL;
    const auto mix = [&hash](std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) {
            hash = (hash ^ (value >> shift & 0xFF)) * 1'099'511'628'211ULL;
        }
    };
    for (const OrderLine& line : priced.lines) {
        mix(line.item.value);
        mix(static_cast<std::uint64_t>(line.unit_price.fen()));
        mix(static_cast<std::uint64_t>(line.quantity.count));
    }
    mix(static_cast<std::uint64_t>(priced.delivery_fee.fen()));
    if (priced.coupon.is_set()) {
        mix(priced.coupon.value);
        mix(static_cast<std::uint64_t>(priced.discount.fen()));
    }
    return TermsId{hash == 0 ? 1 : hash};
}

Result<Order> move_time(Order order, Instant at, Instant now) {
    constexpr std::int64_t week_ms = 7 * day_ms;
    if (is_finished(order.state) || order.group.is_set()) return refuse(ErrorCode::wrong_state);
    if (at <= now || at - now > week_ms) return refuse(ErrorCode::out_of_range, "at_ms");
    if (order.state == OrderState::ready) {
        order.collect_before = at;
    } else {
        order.promise.due_at = at;
        order.estimate_at = std::max(order.estimate_at, now);
    }
    return order;
}

bool owes_late_compensation(const Order& order, Instant now) noexcept {
    return !order.compensated && order.fulfilment == Fulfilment::delivery &&
           !is_finished(order.state) && order.promise.due_at.is_set() &&
           now >= order.promise.due_at + late_after_ms;
}

bool is_finished(OrderState state) noexcept {
    return state == OrderState::done || state == OrderState::cancelled;
}

bool has_chilled(const Order& order) noexcept {
    return std::any_of(order.lines.begin(), order.lines.end(),
                       [](const OrderLine& line) { return line.chilled; });
}

std::int64_t piece_count(const Order& order) noexcept {
    std::int64_t count = 0;
    for (const OrderLine& line : order.lines)
        count += line.quantity.count - line.missing.count;
    return count;
}

}  // namespace louxia
