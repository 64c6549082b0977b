// Random days against a reference that is too simple to be wrong: after every step the store must
// say what it says. A seed that fails replays alone:
//   LOUXIA_MODEL_SEED=17 LOUXIA_MODEL_STEPS=500 louxia_server_tests -tc="random days*"
// LOUXIA_MODEL_SEEDS sets how many days (make test-long).

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>

#include "server/app/payments.hpp"
#include "server/app/settlements.hpp"
#include "tests/server/app/neighbourhood.hpp"
#include "tests/server/model/reference.hpp"

namespace louxia::test {

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Its words come in by take_notice, as the day wants them.
class SilentProvider final : public app::PaymentProvider {
public:
    Result<Created> create(CommunityId, const std::string&, const OnlinePayment&) override {
        return refuse(ErrorCode::unavailable);
    }
    Result<app::PaymentNotice> confirm(CommunityId, const OnlinePayment&) override {
        return refuse(ErrorCode::unavailable);
    }
    Result<ReturnState> refund(CommunityId, const OnlinePayment&, const PaymentReturn&) override {
        return refuse(ErrorCode::unavailable);
    }
    Result<app::PaymentNotice> verify(const app::SignedCall&) const override {
        return refuse(ErrorCode::not_allowed);
    }
};

/// One day of one neighbourhood, driven by a seed.
class Day {
public:
    explicit Day(std::uint64_t seed) : random_(seed), place_(house_), reference_(pieces_each) {
        place_.publish_list(pieces_each);
        const auto grown =
            house_.store->transact(place_.id, [&](app::Writer& writer) -> Result<void> {
                Item item = *writer.item(place_.item(0));
                item.batch.id = BatchId{5};
                item.batch.farm = "farm";
                item.cost = Money::fen_unchecked(Reference::farm_cost);
                writer.put(item);
                return {};
            });
        REQUIRE(grown.ok());
        house_.context.group_ends_at_once = 2;
        house_.context.payments = &provider_;
        const auto coupon = place_.call<api::IssueCoupon>(
            place_.leader(),
            {Money::fen_unchecked(coupon_off), Money::fen_unchecked(coupon_from),
             static_cast<std::int32_t>(reference_.coupons_left), House::at(23, 0)});
        coupon_ = coupon.value().code;
        house_.store->read(place_.id, [&](const app::Reader& reader) {
            for (const Hub& hub : reader.hubs())
                hubs_.push_back(hub.id);
        });
        REQUIRE(hubs_.size() == hubs);
    }

    void step() {
        // One in eight works is refused at its very end: nothing of it may stay.
        abort_ = chance(8);
        switch (below(21)) {
            case 0:
            case 1:
            case 2: order(); break;
            case 3:
            case 4: move_by_staff(); break;
            case 5: cancel_or_collect(); break;
            case 6:
            case 7: join(); break;
            case 8: chance(2) ? leave() : open_or_cancel_group(); break;
            case 9: chance(2) ? top_up() : change_price(); break;
            case 10: count_stock(); break;
            case 11:
            case 12: weigh(); break;
            case 13: refund(); break;
            case 14:
            case 15: change_order(); break;
            case 16: account(); break;
            case 17: share_shortage(); break;
            case 18: ask_for_payment(); break;
            case 19: pay(); break;
            default: pass(); break;
        }
        compare();
    }

    [[nodiscard]] std::string broken() const { return house_.broken(); }
    [[nodiscard]] int done() const { return done_; }

private:
    static constexpr std::int64_t pieces_each = 40;
    static constexpr std::int64_t coupon_off = 700;
    static constexpr std::int64_t coupon_from = 1000;

    std::uint64_t below(std::uint64_t limit) {
        // xorshift64* (Vigna 2016)
        random_ ^= random_ >> 12U;
        random_ ^= random_ << 25U;
        random_ ^= random_ >> 27U;
        return random_ * 2'685'821'657'736'338'717ULL % limit;
    }
    bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
    std::size_t any_household() { return below(households); }

    template <class E>
    Result<typename E::Response> attempt(const app::Caller& caller,
                                         const typename E::Request& request) {
        last_ = std::string(E::name) + (abort_ ? " (refused at its end)" : "");
        if (!abort_) return place_.call<E>(caller, request);
        static_cast<void>(
            house_.store->transact(place_.id, [&](app::Writer& writer) -> Result<void> {
                static_cast<void>(app::UseCase<E>::run(house_.context, caller, request, writer));
                return refuse(ErrorCode::conflict);
            }));
        return refuse(ErrorCode::conflict);
    }

    /// A refusal must be one of these, and what it says must be so.
    struct Reason {
        ErrorCode code;
        bool holds;
    };
    static void judge(ErrorCode code, std::initializer_list<Reason> reasons) {
        CAPTURE(error_word(code));
        CHECK(std::any_of(reasons.begin(), reasons.end(), [&](const Reason& reason) {
            return reason.code == code && reason.holds;
        }));
    }

    void order() {
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
        if (abort_) return;
        const bool funds =
            !expected.from_wallet || reference_.wallet[expected.household] >= expected.price();
        const bool goods_there = reference_.any_hub_has(basket);
        if (!placed) {
            return judge(
                placed.error().code,
                {{ErrorCode::sold_out, !goods_there},
                 {ErrorCode::no_hub, !goods_there},
                 {ErrorCode::insufficient_funds, !funds},
                 {ErrorCode::below_coupon, coupon && goods_fen < coupon_from},
                 {ErrorCode::coupon_used, coupon && reference_.has_coupon[expected.household]},
                 {ErrorCode::coupon_gone, coupon && reference_.coupons_left == 0},
                 {ErrorCode::unavailable, expected.delivery}});
        }
        CHECK(funds);
        CHECK((!coupon || (goods_fen >= coupon_from && reference_.coupons_left > 0 &&
                           !reference_.has_coupon[expected.household])));
        const Order stored = place_.stored(placed->order);
        CHECK(stored.total.fen() == expected.total);
        expected.id = stored.id;
        expected.hub = stored.hub == hubs_[0] ? 0 : 1;
        expected.due_ms = stored.promise.due_at.ms;
        expected.lines = lines_of(stored);
        CHECK(reference_.hub_has(expected.hub, basket));
        reference_.place(expected);
    }

    std::vector<RefOrder::Line> lines_of(const Order& stored) {
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

    void weigh() {
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
        if (abort_) return;
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
    void change_order() {
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
        api::ChangeOrder::Request request{wish.order, wish.lines, wish.add, wish.fulfilment,
                                          quote ? quote->terms : TermsId{1}};
        const auto answer = attempt<api::ChangeOrder>(who, request);
        if (abort_) return;
        const bool goods_change = !wish.lines.empty() || !wish.add.empty();
        const bool early =
            order->state == OrderState::placed || order->state == OrderState::accepted;
        const bool allowed = !order->group.is_set() &&
                             (early || (order->state == OrderState::picking && !goods_change));
        std::int64_t sum = 0;
        std::int64_t pieces = 0;
        Basket wanted{};
        // The same goods at the same price are one line, and rounded as one.
        std::map<std::pair<std::size_t, std::int64_t>, std::int64_t> ordered;
        std::int64_t held = 0;
        for (std::size_t at = 0; at < lines.size(); ++at) {
            const RefOrder::Line& line = lines[at];
            sum += line.ordered * line.price;
            wanted[line.good] += line.bagged;
            pieces += line.bagged;
            if (at >= order->lines.size() && ordered.contains({line.good, line.price})) {
                const std::int64_t before = ordered[{line.good, line.price}];
                held += order->most((before + line.ordered) * line.price) -
                        order->most(before * line.price);
            } else {
                held += order->most(line.ordered * line.price);
                if (line.ordered > 0) {
                    ordered.emplace(std::pair{line.good, line.price}, line.ordered);
                }
            }
        }
        const std::int64_t total = held + (delivery ? Reference::fee_of(sum) : 0);
        if (!answer) {
            const std::int64_t more = total - order->total;
            return judge(answer.error().code,
                         {{ErrorCode::wrong_state, !allowed},
                          {ErrorCode::invalid_value, !goods_change && delivery == order->delivery},
                          {ErrorCode::empty_basket, pieces == 0},
                          {ErrorCode::below_coupon, order->discount > 0 && sum < coupon_from},
                          {ErrorCode::sold_out, !reference_.can_change(*order, wanted)},
                          {ErrorCode::insufficient_funds,
                           order->from_wallet && reference_.wallet[order->household] < more},
                          {ErrorCode::unavailable, delivery && !order->delivery}});
        }
        CHECK(allowed);
        // While it is picked only the way changes, whatever is missing of it.
        CHECK((!goods_change || reference_.can_change(*order, wanted)));
        const Order stored = place_.stored(order->id);
        CHECK(stored.total.fen() == total);
        reference_.change(*order, wanted, total);
        order->delivery = delivery;
        order->due_ms = stored.promise.due_at.ms;
        if (goods_change) order->lines = lines_of(stored);
    }

    void refund() {
        RefOrder* order = any_order();
        if (order == nullptr) return;
        const std::size_t at = below(order->lines.size() + 1);
        const bool whole = at == order->lines.size();
        const bool cash = chance(3);
        api::RefundOrder::Request request;
        request.order = order->id;
        request.line = whole ? whole_order : static_cast<std::int32_t>(at);
        request.reason = RefundReason::spoiled;
        request.way = cash ? RefundWay::cash : RefundWay::wallet;
        const auto answer = attempt<api::RefundOrder>(place_.leader(), request);
        if (abort_) return;
        const std::int64_t left = whole ? order->total - order->cut() - order->refunded
                                        : order->lines[at].due - order->lines[at].refunded;
        if (!answer) {
            return judge(answer.error().code,
                         {{ErrorCode::not_delivered, order->state != OrderState::done},
                          {ErrorCode::invalid_value, cash && order->from_wallet},
                          {ErrorCode::already_refunded, left == 0}});
        }
        CHECK(order->state == OrderState::done);
        CHECK(reference_.refund(*order, at, cash) > 0);
        CHECK(answer->refunded.fen() == std::min(order->refunded, order->owed()));
    }

    RefOrder* any_order() {
        if (reference_.orders.empty()) return nullptr;
        // The latest are the ones that still move.
        const std::size_t count = std::min<std::size_t>(reference_.orders.size(), 14);
        return &reference_.orders[reference_.orders.size() - 1 - below(count)];
    }

    void apply(RefOrder& order, OrderState to) {
        order.carried = place_.stored(order.id).courier.is_set();
        reference_.move(order, to, house_.now().ms);
        for (RefGroup& group : reference_.groups) {
            if (group.id == order.group) reference_.follow_orders(group);
        }
    }

    void move_by_staff() {
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
            who_may_move(order->state, to,
                         order->delivery ? Fulfilment::delivery : Fulfilment::pickup)
                .has(Role::leader);
        const auto moved = attempt<api::MoveOrder>(place_.leader(), {order->id, to});
        if (abort_) return;
        REQUIRE(moved.ok() == allowed);
        if (moved) apply(*order, to);
    }

    void cancel_or_collect() {
        RefOrder* order = any_order();
        if (order == nullptr) return;
        const bool collect = chance(2);
        const std::size_t who = chance(10) ? any_household() : order->household;
        const app::Caller caller = place_.resident(who);
        const auto answer = collect ? attempt<api::CollectOrder>(caller, {order->id})
                                    : attempt<api::CancelOrder>(caller, {order->id});
        if (abort_) return;
        const bool mine = who == order->household;
        const bool allowed = collect
                                 ? order->state == OrderState::ready
                                 : !order->group.is_set() && (order->state == OrderState::placed ||
                                                              order->state == OrderState::accepted);
        REQUIRE(answer.ok() == (mine && allowed));
        if (!mine) CHECK(answer.error().code == ErrorCode::not_found);
        if (answer) apply(*order, collect ? OrderState::done : OrderState::cancelled);
    }

    void open_or_cancel_group() {
        if (!reference_.groups.empty() && chance(3)) {
            RefGroup& group = reference_.groups[below(reference_.groups.size())];
            const auto answer = attempt<api::CancelGroup>(place_.leader(), {group.id});
            if (abort_) return;
            const bool allowed =
                group.state == GroupState::open || group.state == GroupState::formed;
            REQUIRE(answer.ok() == allowed);
            if (answer) {
                // Two shares or orders went back; what is still held adds up, and the jobs do it.
                CHECK(house_.broken() == "");
                house_.jobs.run_due(house_.now());
                reference_.end(group, GroupState::cancelled, house_.now().ms);
                reference_.pass(house_.now().ms);
            }
            return;
        }
        if (house_.now() >= House::at(15, 0) || reference_.groups.size() >= 3) return;
        RefGroup group;
        group.target = 2 + below(5);
        group.id = place_.open_group(static_cast<int>(group.target));
        group.cutoff_ms = House::at(16, 0).ms;
        reference_.groups.push_back(group);
        last_ = "open_group";
    }

    /// The orders that a group made, which the reference has not seen.
    void take_up_orders(const RefGroup& group) {
        std::vector<Order> orders;
        house_.store->read(place_.id,
                           [&](const app::Reader& reader) { orders = reader.orders_of(group.id); });
        CHECK(orders.size() == group.members.size());
        for (const std::size_t household : group.members) {
            const HouseholdId id = place_.resident(household).member->household;
            const auto made = std::find_if(orders.begin(), orders.end(), [&](const Order& order) {
                return order.household == id;
            });
            REQUIRE(made != orders.end());
            const bool known =
                std::any_of(reference_.orders.begin(), reference_.orders.end(),
                            [&](const RefOrder& order) { return order.id == made->id; });
            if (known) continue;
            CHECK(made->state == OrderState::accepted);
            CHECK(made->total.fen() == group.price);
            // Its money is held and its goods are reserved since the joining.
            reference_.orders.push_back({made->id, household, 0, Reference::share, group.price,
                                         true, true, made->state, made->promise.due_at.ms, false,
                                         group.id, lines_of(*made)});
            reference_.orders.back().online = group.online[household];
        }
    }

    void join() {
        if (reference_.groups.empty()) return;
        RefGroup& group = reference_.groups[below(reference_.groups.size())];
        const std::size_t household = any_household();
        const auto joined = attempt<api::JoinGroup>(place_.resident(household), {group.id});
        if (abort_) return;
        const bool open = group.state == GroupState::open || group.state == GroupState::formed ||
                          group.state == GroupState::packing;
        const bool in_time = house_.now().ms < group.cutoff_ms;
        const bool funds = reference_.wallet[household] >= group.price;
        const bool there = reference_.hub_has(0, Reference::share);
        if (!joined) {
            return judge(joined.error().code, {{ErrorCode::already_joined, group.has(household)},
                                               {ErrorCode::group_closed, !open || !in_time},
                                               {ErrorCode::insufficient_funds, !funds},
                                               {ErrorCode::sold_out, !there}});
        }
        CHECK((open && in_time && funds && there && !group.has(household)));
        reference_.join(group, household);
        if (group.state != GroupState::open) take_up_orders(group);
    }

    void leave() {
        if (reference_.groups.empty()) return;
        RefGroup& group = reference_.groups[below(reference_.groups.size())];
        const std::size_t household = any_household();
        const auto left = attempt<api::LeaveGroup>(place_.resident(household), {group.id});
        if (abort_) return;
        REQUIRE(left.ok() == (group.state == GroupState::open && group.has(household)));
        if (left) reference_.leave(group, household);
    }

    /// What somebody was asked to pay online, and has not paid.
    struct Asked {
        PaymentId id;
        std::size_t household = 0;
        PaymentPurpose purpose = PaymentPurpose::top_up;
        std::int64_t amount = 0;
        RefOrder order;
        GroupId group;
    };

    void ask_for_payment() {
        Asked asked;
        asked.household = any_household();
        const app::Caller who = place_.resident(asked.household);
        api::StartPayment::Request request;
        asked.purpose = static_cast<PaymentPurpose>(1 + below(3));
        if (asked.purpose == PaymentPurpose::order) {
            asked.order.household = asked.household;
            asked.order.delivery = chance(2);
            api::PlaceOrder::Request wish;
            for (std::size_t good = 0; good < goods; ++good) {
                if (good != 0 && !chance(2)) continue;
                asked.order.pieces[good] = 1 + static_cast<std::int64_t>(below(4));
                wish.lines.push_back({place_.item(good), asked.order.pieces[good]});
            }
            wish.fulfilment = asked.order.delivery ? Fulfilment::delivery : Fulfilment::pickup;
            const auto quote =
                place_.call<api::QuoteOrder>(who, {wish.lines, wish.fulfilment, {}, {}});
            wish.terms = quote ? quote->terms : TermsId{1};
            request.order = wish;
        } else if (asked.purpose == PaymentPurpose::group_share) {
            if (reference_.groups.empty()) return;
            asked.group = reference_.groups[below(reference_.groups.size())].id;
            request.group = asked.group;
        } else {
            request.amount = Money::fen_unchecked(static_cast<std::int64_t>(100 + below(5000)));
        }
        const auto started = attempt<api::StartPayment>(who, request);
        if (!started) return;
        asked.id = started->payment;
        asked.amount = started->amount.fen();
        asked_.push_back(asked);
    }

    void pay() {
        if (asked_.empty()) return;
        const std::size_t at = below(asked_.size());
        const Asked asked = asked_[at];
        asked_.erase(asked_.begin() + static_cast<std::ptrdiff_t>(at));
        last_ = "a payment";
        app::PaymentNotice notice{place_.id, asked.id, "ref-" + asked.id.text(),
                                  app::PaymentNotice::Outcome::paid,
                                  Money::fen_unchecked(asked.amount + (chance(8) ? 1 : 0))};
        if (chance(8)) {
            notice.outcome = app::PaymentNotice::Outcome::failed;
            REQUIRE(app::take_notice(house_.context, notice).ok());
            return;
        }
        for (std::uint64_t times = 1 + below(2); times > 0; --times) {
            REQUIRE(app::take_notice(house_.context, notice).ok());
        }
        const auto view =
            place_.call<api::GetPayment>(place_.resident(asked.household), {asked.id});
        REQUIRE(view.ok());
        const bool right = notice.amount.fen() == asked.amount;
        if (view->state == PaymentState::returning) {
            CHECK((!right || asked.purpose != PaymentPurpose::top_up));
            CHECK((right || view->why == "payment_differs"));
            return;
        }
        REQUIRE(view->state == PaymentState::used);
        CHECK(right);
        reference_.wallet[asked.household] += asked.amount;
        switch (asked.purpose) {
            case PaymentPurpose::top_up: break;
            case PaymentPurpose::order: take_up_paid(asked, view->order); break;
            case PaymentPurpose::group_share:
                for (RefGroup& group : reference_.groups) {
                    if (group.id != asked.group) continue;
                    group.online[asked.household] += asked.amount;
                    reference_.join(group, asked.household);
                    if (group.state != GroupState::open) take_up_orders(group);
                }
                break;
        }
    }

    void take_up_paid(const Asked& asked, OrderId id) {
        const Order stored = place_.stored(id);
        RefOrder order = asked.order;
        order.id = id;
        order.total = asked.amount;
        order.online = asked.amount;
        order.hub = stored.hub == hubs_[0] ? 0 : 1;
        order.due_ms = stored.promise.due_at.ms;
        order.lines = lines_of(stored);
        CHECK(reference_.price_of(order) == asked.amount);
        CHECK(reference_.hub_has(order.hub, order.pieces));
        reference_.place(order);
    }

    void top_up() {
        const std::size_t household = any_household();
        const auto amount = static_cast<std::int64_t>(1 + below(5000));
        const auto answer = attempt<api::TopUp>(
            place_.leader(),
            {place_.resident(household).member->household, Money::fen_unchecked(amount)});
        if (abort_) return;
        REQUIRE(answer.ok());
        reference_.wallet[household] += amount;
    }

    /// Two days pass for the first commissions, other terms, or somebody is paid out.
    void account() {
        switch (below(3)) {
            case 0: return release();
            case 1: return set_split();
            default: return pay_out();
        }
    }

    void share_shortage() {
        const std::size_t hub = below(hubs);
        const std::size_t good = below(goods);
        const auto there = static_cast<std::int64_t>(below(12));
        const std::int64_t waiting = reference_.waiting(hub, good);
        const auto answer =
            attempt<api::ShareShortage>(place_.leader(), {place_.item(good), hubs_[hub], there, 0});
        if (abort_) return;
        if (!answer) {
            return judge(answer.error().code, {{ErrorCode::not_short, there >= waiting}});
        }
        CHECK(answer->waiting == waiting);
        // The first are cut; the jobs do the rest.
        CHECK(house_.broken() == "");
        house_.jobs.run_due(house_.now());
        reference_.share_shortage(hub, good, there, house_.now().ms);
        for (RefGroup& group : reference_.groups) {
            reference_.follow_orders(group);
        }
        reference_.pass(house_.now().ms);
    }

    void release() {
        last_ = "release";
        const auto done = house_.store->transact(place_.id, [&](app::Writer& writer) {
            const auto more = app::release_commissions(house_.context, writer,
                                                       house_.now() + commission_freeze_ms);
            CHECK(more.ok());
            return abort_ ? Result<void>{refuse(ErrorCode::conflict)} : Result<void>{};
        });
        if (done) reference_.release(app::released_at_once);
    }

    void set_split() {
        const api::SetSplit::Request request{
            static_cast<std::int32_t>(below(501)),
            Money::fen_unchecked(static_cast<std::int64_t>(below(900)))};
        if (!attempt<api::SetSplit>(place_.leader(), request)) return;
        reference_.permille = request.commission_permille;
        reference_.courier_pay = request.courier_pay.fen();
    }

    void pay_out() {
        const bool bank = chance(2);
        const std::size_t household = any_household();
        api::PayOut::Request request;
        request.way = bank ? PayoutWay::bank : PayoutWay::cash;
        std::int64_t* account = nullptr;
        switch (below(3)) {
            case 0:
                request.kind = AccountKind::commission;
                account = &reference_.free;
                break;
            case 1: {
                const auto accounts = place_.call<api::GetAccounts>(place_.leader(), {}).value();
                request.owner = OwnerId{1};
                for (const api::OwedView& owed : accounts.owed) {
                    if (owed.kind == AccountKind::payable) request.owner = owed.owner;
                }
                account = &reference_.farm;
                break;
            }
            default:
                if (!chance(4)) return;
                request.kind = AccountKind::wallet;
                request.owner = OwnerId{place_.resident(household).member->household.value};
                account = &reference_.wallet[household];
                break;
        }
        request.amount = Money::fen_unchecked(std::max<std::int64_t>(*account, 1));
        const auto answer = attempt<api::PayOut>(place_.leader(), request);
        if (abort_) return;
        if (!answer) {
            return judge(answer.error().code,
                         {{ErrorCode::nothing_owed, *account <= 0},
                          {ErrorCode::not_found, request.owner == OwnerId{1} && *account == 0}});
        }
        if (bank) reference_.banked += *account;
        *account = 0;
    }

    void change_price() {
        const std::size_t good = below(goods);
        const auto list =
            place_.call<api::GetLeaderList>(place_.leader(), {CivilDate{2026, 11, 23}});
        REQUIRE(list.ok());
        api::ItemDraft draft = list->items[good].draft;
        if (good == 0) CHECK(draft.batch->farm == "farm");
        const auto price = static_cast<std::int64_t>(1 + below(4000));
        draft.price = Money::fen_unchecked(price);
        draft.stock.clear();
        const auto answer = attempt<api::ChangeItem>(place_.leader(), {place_.item(good), draft});
        if (abort_) return;
        REQUIRE(answer.ok());
        reference_.prices[good] = price;
    }

    void count_stock() {
        const std::size_t hub = below(hubs);
        const std::size_t good = below(goods);
        const auto count = static_cast<std::int64_t>(below(60));
        const auto answer =
            attempt<api::SetStock>(place_.leader(), {hubs_[hub], place_.item(good), count});
        if (abort_) return;
        Reference::Shelf& shelf = reference_.shelves[hub][good];
        REQUIRE(answer.ok() == (count >= shelf.reserved));
        if (answer) shelf.on_hand = count;
    }

    void pass() {
        last_ = "the clock";
        if (house_.now() < House::at(22, 0)) {
            house_.pass(static_cast<std::int64_t>(1 + below(25)) * minute_ms);
        }
        house_.jobs.run_due(house_.now());
        reference_.pass(house_.now().ms);
    }

    static std::int64_t sum_of(const app::Reader& reader, AccountKind kind) {
        std::int64_t sum = 0;
        for (const app::Balance& balance : reader.balances(kind)) {
            sum += balance.amount.fen();
        }
        return sum;
    }

    void compare() {
        ++done_;
        CAPTURE(last_);
        house_.store->read(place_.id, [&](const app::Reader& reader) {
            for (std::size_t index = 0; index < households; ++index) {
                CAPTURE(index);
                const HouseholdId id = place_.resident(index).member->household;
                CHECK(reader.balance(wallet_of(id)).fen() == reference_.wallet[index]);
                CHECK(reader.balance(hold_of(id)).fen() == reference_.held[index]);
            }
            std::int64_t sales = 0;
            for (std::size_t hub = 0; hub < hubs; ++hub) {
                sales += reader.balance(sales_of(hubs_[hub])).fen();
            }
            CHECK(sales == reference_.sales);
            CHECK(reader.balance(frozen_commission).fen() == reference_.frozen);
            CHECK(reader.balance(free_commission).fen() == reference_.free);
            CHECK(reader.balance(bank_account).fen() == reference_.banked);
            CHECK(sum_of(reader, AccountKind::payable) == reference_.farm);
            CHECK(sum_of(reader, AccountKind::courier) == reference_.couriers);
            CHECK(reader.balance(coupons_account).fen() == -reference_.coupons_paid);
            for (std::size_t good = 0; good < goods; ++good) {
                for (const Stock& stock : reader.stock_of_item(place_.item(good))) {
                    const std::size_t hub = stock.hub == hubs_[0] ? 0 : 1;
                    const Reference::Shelf shelf{stock.on_hand.count, stock.reserved.count};
                    CHECK(shelf == reference_.shelves[hub][good]);
                }
            }
            for (const RefOrder& order : reference_.orders) {
                const auto stored = reader.order(order.id);
                REQUIRE(stored.has_value());
                CHECK(stored->state == order.state);
                CHECK(stored->compensated == order.compensated);
            }
            for (const RefGroup& group : reference_.groups) {
                CHECK(reader.group(group.id)->state == group.state);
            }
        });
    }

    std::uint64_t random_;
    House house_;
    Neighbourhood place_;
    Reference reference_;
    std::vector<HubId> hubs_;
    SilentProvider provider_;
    std::string coupon_;
    std::vector<Asked> asked_;
    bool abort_ = false;
    std::string last_;
    int done_ = 0;
};

}  // namespace

TEST_CASE("random days leave the same money, shelves, orders and groups as the reference") {
    const std::uint64_t steps = from_environment("LOUXIA_MODEL_STEPS", 250);
    const std::uint64_t seeds = from_environment("LOUXIA_MODEL_SEEDS", 6);
    const std::uint64_t only = from_environment("LOUXIA_MODEL_SEED", 0);
    for (std::uint64_t seed = only == 0 ? 1 : only; seed <= (only == 0 ? seeds : only); ++seed) {
        CAPTURE(seed);
        Day day(seed * 0x9E3779B97F4A7C15ULL);
        for (std::uint64_t at = 0; at < steps; ++at) {
            CAPTURE(at);
            day.step();
        }
        CHECK(day.done() == static_cast<int>(steps));
        CHECK(day.broken() == "");
    }
}

}  // namespace louxia::test
