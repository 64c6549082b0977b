#include "tests/server/model/reference.hpp"

namespace louxia::test {

namespace {

constexpr std::int64_t delivery_fee = 300;
constexpr std::int64_t free_from = 2900;
constexpr std::int64_t late_after_ms_ref = 5 * 60 * 1000;
constexpr std::int64_t late_pay = 300;
constexpr std::int64_t opening_wallet = 30'000;

}  // namespace

Reference::Reference(std::int64_t pieces_each) {
    wallet.fill(opening_wallet);
    for (auto& hub : shelves) {
        hub.fill(Shelf{pieces_each, 0});
    }
}

std::int64_t Reference::price_of(const RefOrder& order) const {
    std::int64_t sum = 0;
    std::int64_t most = 0;
    for (std::size_t good = 0; good < goods; ++good) {
        sum += order.pieces[good] * prices[good];
        most += order.most(order.pieces[good] * prices[good]);
    }
    return most + (order.delivery ? fee_of(sum) : 0);
}

std::int64_t Reference::waits(const RefOrder& order, std::size_t good) {
    std::int64_t sum = 0;
    for (const RefOrder::Line& line : order.lines) {
        if (line.good == good && line.grams == 0) sum += line.bagged;
    }
    return order.state <= OrderState::picking ? sum : 0;
}

std::int64_t Reference::waiting(std::size_t hub, std::size_t good) const {
    std::int64_t sum = 0;
    for (const RefOrder& order : orders) {
        if (order.hub == hub) sum += waits(order, good);
    }
    return sum;
}

void Reference::share_shortage(std::size_t hub, std::size_t good, std::int64_t there,
                               std::int64_t now_ms) {
    const std::int64_t all = waiting(hub, good);
    std::vector<std::pair<RefOrder*, std::int64_t>> given;
    std::int64_t left = there;
    for (RefOrder& order : orders) {
        if (order.hub != hub || waits(order, good) == 0) continue;
        given.emplace_back(&order, waits(order, good) * there / all);
        left -= given.back().second;
    }
    Shelf& shelf = shelves[hub][good];
    shelf.on_hand = shelf.reserved;
    for (auto& [order, part] : given) {
        if (left > 0 && part < waits(*order, good)) {
            ++part;
            --left;
        }
        const std::int64_t taken = waits(*order, good) - part;
        if (taken == 0) continue;
        std::int64_t all_pieces = 0;
        for (const std::int64_t pieces : order->pieces)
            all_pieces += pieces;
        if (all_pieces == taken) {
            move(*order, OrderState::cancelled, now_ms);
            shelf.on_hand -= taken;
            continue;
        }
        std::int64_t rest = taken;
        for (std::size_t at = order->lines.size(); at-- > 0 && rest > 0;) {
            RefOrder::Line& line = order->lines[at];
            if (line.good != good || line.grams > 0) continue;
            const std::int64_t here = std::min(rest, line.bagged);
            if (here == 0) continue;
            rest -= here;
            line.bagged -= here;
            line.gone = true;
            line.due = line.bagged * line.price;
        }
        order->pieces[good] -= taken;
        shelf.reserved -= taken;
        shelf.on_hand -= taken;
    }
}

bool Reference::hub_has(std::size_t hub, const Basket& basket) const {
    for (std::size_t good = 0; good < goods; ++good) {
        const Shelf& shelf = shelves[hub][good];
        if (shelf.on_hand - shelf.reserved < basket[good]) return false;
    }
    return true;
}

bool Reference::any_hub_has(const Basket& basket) const {
    return hub_has(0, basket) || hub_has(1, basket);
}

void Reference::reserve(std::size_t hub, const Basket& basket, std::int64_t times) {
    for (std::size_t good = 0; good < goods; ++good) {
        shelves[hub][good].reserved += times * basket[good];
    }
}

void Reference::take(const RefOrder& order) {
    reserve(order.hub, order.pieces, -1);
    for (std::size_t good = 0; good < goods; ++good) {
        shelves[order.hub][good].on_hand -= order.pieces[good];
    }
}

void Reference::put_back(const RefOrder& order) {
    reserve(order.hub, order.pieces, 1);
    for (std::size_t good = 0; good < goods; ++good) {
        shelves[order.hub][good].on_hand += order.pieces[good];
    }
}

void Reference::place(RefOrder order) {
    reserve(order.hub, order.pieces, 1);
    if (order.from_wallet) {
        wallet[order.household] -= order.price();
        held[order.household] += order.price();
    }
    if (order.discount > 0) {
        has_coupon[order.household] = true;
        --coupons_left;
    }
    orders.push_back(order);
}

/// What comes back goes on to where it was paid from, as far as it was.
void Reference::credit(std::size_t household, std::int64_t amount, std::int64_t& online) {
    const std::int64_t on = std::min(amount, online);
    online -= on;
    wallet[household] += amount - on;
}

void Reference::compensate_if_late(RefOrder& order, std::int64_t now_ms) {
    if (!order.delivery || order.finished() || order.compensated) return;
    if (now_ms < order.due_ms + late_after_ms_ref) return;
    order.compensated = true;
    wallet[order.household] += late_pay;
}

void Reference::move(RefOrder& order, OrderState to, std::int64_t now_ms) {
    if (to == OrderState::cancelled) {
        if (order.discount > 0) {
            has_coupon[order.household] = false;
            ++coupons_left;
        }
        reserve(order.hub, order.pieces, -1);
        if (order.from_wallet) {
            held[order.household] -= order.price();
            credit(order.household, order.price(), order.online);
        }
    } else if (to == OrderState::out) {
        take(order);
    } else if (to == OrderState::packed && order.state == OrderState::out) {
        put_back(order);
    } else if (to == OrderState::done) {
        compensate_if_late(order, now_ms);
        if (!order.delivery) take(order);
        if (order.from_wallet) {
            held[order.household] -= order.price();
            credit(order.household, order.price() - order.owed(), order.online);
        }
        coupons_paid += order.total - order.cut() - order.owed();
        sales += order.total - order.cut();
        split(order);
    }
    order.state = to;
}

void Reference::split(RefOrder& order) {
    std::int64_t goods_fen = 0;
    std::int64_t cost = 0;
    for (const RefOrder::Line& line : order.lines) {
        goods_fen += line.due;
        if (line.good != 0) continue;
        cost +=
            line.grams > 0 ? (farm_cost * line.grams * 2 + 500) / 1000 : farm_cost * line.bagged;
    }
    order.commission = (goods_fen * permille * 2 + 1000) / 2000;
    const std::int64_t pay = order.delivery && order.carried ? courier_pay : 0;
    sales -= order.commission + cost + pay;
    frozen += order.commission;
    farm += cost;
    couriers += pay;
    order.released = order.commission == 0;
    done.push_back(order.id);
}

void Reference::release(std::size_t most) {
    for (const OrderId id : done) {
        for (RefOrder& order : orders) {
            if (order.id != id || order.released || most == 0) continue;
            --most;
            order.released = true;
            frozen -= order.commission - order.taken_back;
            free += order.commission - order.taken_back;
        }
    }
}

bool Reference::weigh(RefOrder& order, std::size_t line, std::int64_t bagged, std::int64_t grams,
                      bool gone) {
    RefOrder::Line& at = order.lines[line];
    Shelf shelf = shelves[order.hub][at.good];
    // What was written off is there again first, and what is missing now is written off at last.
    const std::int64_t before = at.ordered - at.bagged;
    const std::int64_t missing = at.ordered - bagged;
    gone = gone && missing > 0;
    if (before != missing || at.gone != gone) {
        if (at.gone) shelf.on_hand += before;
        shelf.reserved += before - missing;
        if (shelf.on_hand < shelf.reserved) return false;
        if (gone) shelf.on_hand -= missing;
        if (shelf.on_hand < shelf.reserved) return false;
    }
    shelves[order.hub][at.good] = shelf;
    order.pieces[at.good] += bagged - at.bagged;
    at.bagged = bagged;
    at.gone = gone;
    at.grams = grams;
    at.due = bagged * at.price;
    if (grams > 0) at.due = std::min(order.most(at.due), (at.price * grams * 2 + 500) / 1000);
    return true;
}

std::int64_t Reference::fee_of(std::int64_t goods_fen) {
    return goods_fen < free_from ? delivery_fee : 0;
}

bool Reference::can_change(const RefOrder& order, const Basket& wanted) const {
    for (std::size_t good = 0; good < goods; ++good) {
        const Shelf& shelf = shelves[order.hub][good];
        if (shelf.on_hand - shelf.reserved < wanted[good] - order.pieces[good]) return false;
    }
    return true;
}

void Reference::change(RefOrder& order, const Basket& wanted, std::int64_t total) {
    for (std::size_t good = 0; good < goods; ++good) {
        if (order.state == OrderState::picking) break;  // the goods stay as they are
        shelves[order.hub][good].reserved += wanted[good] - order.pieces[good];
        order.pieces[good] = wanted[good];
    }
    if (order.from_wallet) {
        if (total < order.total) {
            credit(order.household, order.total - total, order.online);
        } else {
            wallet[order.household] -= total - order.total;
        }
        held[order.household] += total - order.total;
    }
    order.total = total;
}

std::int64_t Reference::refund(RefOrder& order, std::size_t line, bool in_cash) {
    std::int64_t back = 0;
    if (line < order.lines.size()) {
        back = order.lines[line].due - order.lines[line].refunded;
        order.lines[line].refunded += back;
    } else {
        back = order.total - order.cut() - order.refunded;
        for (RefOrder::Line& each : order.lines) {
            each.refunded = each.due;
        }
    }
    const std::int64_t before = std::min(order.refunded, order.owed());
    order.refunded += back;
    sales -= back;
    std::int64_t goods_fen = 0;
    std::int64_t goods_back = 0;
    for (const RefOrder::Line& each : order.lines) {
        goods_fen += each.due;
        goods_back += each.refunded;
    }
    const std::int64_t wanted =
        goods_fen == 0 ? 0 : (order.commission * goods_back * 2 + goods_fen) / (goods_fen * 2);
    (order.released ? free : frozen) -= wanted - order.taken_back;
    sales += wanted - order.taken_back;
    order.taken_back = wanted;
    const std::int64_t own = std::min(order.refunded, order.owed()) - before;
    coupons_paid -= back - own;
    if (!in_cash) credit(order.household, own, order.online);
    return back;
}

void Reference::recall(std::size_t good) {
    for (auto& hub : shelves) {
        hub[good].on_hand = hub[good].reserved;
    }
    recalls[good].runs = true;
}

bool Reference::is_under_way(std::size_t good) const {
    for (const RefGroup& group : groups) {
        if (group.state <= GroupState::out) return true;
    }
    for (const RefOrder& order : orders) {
        for (const RefOrder::Line& line : order.lines) {
            if (line.good == good && !order.finished()) return true;
        }
    }
    return false;
}

void Reference::continue_recall(std::size_t good) {
    Recalled& recall = recalls[good];
    if (!recall.runs || recall.ended) return;
    for (RefOrder& order : orders) {
        if (order.state != OrderState::done) continue;
        std::int64_t back = 0;
        for (std::size_t at = 0; at < order.lines.size(); ++at) {
            const RefOrder::Line& line = order.lines[at];
            if (line.good == good && line.refunded < line.due) back += refund(order, at, false);
        }
        recall.orders += back > 0 ? 1 : 0;
        recall.refunded += back;
    }
    recall.ended = !is_under_way(good);
}

void Reference::join(RefGroup& group, std::size_t household, std::int64_t now_ms) {
    wallet[household] -= group.price;
    held[household] += group.price;
    reserve(0, share, 1);
    group.members.push_back(household);
    if (group.state == GroupState::open && group.members.size() == group.target) {
        group.state = GroupState::formed;
    }
    const auto worth = static_cast<std::int64_t>(group.members.size()) * group.price;
    const bool formed = group.state != GroupState::open;
    if (formed && group.cap_turnover > 0 && worth >= group.cap_turnover) group.cutoff_ms = now_ms;
}

void Reference::leave(RefGroup& group, std::size_t household) {
    credit(household, group.price, group.online[household]);
    held[household] -= group.price;
    reserve(0, share, -1);
    std::erase(group.members, household);
}

void Reference::end(RefGroup& group, GroupState how, std::int64_t now_ms) {
    if (group.state == GroupState::open) {
        const auto members = group.members;
        for (const std::size_t household : members) {
            leave(group, household);
        }
        group.members = members;
    }
    for (RefOrder& order : orders) {
        if (order.group == group.id && !order.finished()) {
            move(order, OrderState::cancelled, now_ms);
        }
    }
    group.state = how;
}

void Reference::pass(std::int64_t now_ms) {
    for (RefGroup& group : groups) {
        if (group.state == GroupState::open && now_ms >= group.cutoff_ms) {
            end(group, GroupState::failed, now_ms);
        }
    }
    for (std::size_t good = 0; good < goods; ++good) {
        continue_recall(good);
    }
    for (RefOrder& order : orders) {
        compensate_if_late(order, now_ms);
    }
}

void Reference::follow_orders(RefGroup& group) {
    if (group.state < GroupState::formed || group.state > GroupState::out) return;
    std::size_t started = 0;
    std::size_t inside = 0;
    std::size_t running = 0;
    std::size_t all = 0;
    for (const RefOrder& order : orders) {
        if (order.group != group.id) continue;
        ++all;
        if (!order.finished()) ++running;
        if (order.state == OrderState::cancelled) continue;
        if (order.state >= OrderState::picking) ++started;
        if (order.state <= OrderState::packed) ++inside;
    }
    if (all == 0) return;
    if (running == 0) {
        group.state = GroupState::done;
    } else if (inside == 0) {
        group.state = std::max(group.state, GroupState::out);
    } else if (started > 0) {
        group.state = std::max(group.state, GroupState::packing);
    }
}

}  // namespace louxia::test
