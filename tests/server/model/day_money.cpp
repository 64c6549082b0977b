#include "server/app/settlements.hpp"
#include "tests/server/model/day.hpp"

#include <doctest/doctest.h>

namespace louxia::test {

void Day::refund() {
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
    if (lost_) return;
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

void Day::recall() {
    const std::size_t good = below(goods);
    const bool batch = good == 0 && chance(2);
    const auto answer = attempt<api::RecallItem>(place_.leader(), {place_.item(good), batch});
    if (lost_) return;
    REQUIRE(answer.ok());
    // A few orders got their money back; the jobs do the rest.
    CHECK(broken() == "");
    run_jobs();
    const std::int64_t before = reference_.recalls[good].orders;
    reference_.recall(good);
    reference_.pass(house_.now().ms);
    if (reference_.recalls[good].orders > before) ++seen_["a recall refunds"];
}

void Day::ask_for_payment() {
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
        const auto quote = place_.call<api::QuoteOrder>(who, {wish.lines, wish.fulfilment, {}, {}});
        wish.terms = quote ? quote->terms : TermsId{1};
        request.order = wish;
    } else if (asked.purpose == PaymentPurpose::group_share) {
        const RefGroup* group = any_group();
        if (group == nullptr) return;
        asked.group = group->id;
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

void Day::pay() {
    if (asked_.empty()) return;
    const std::size_t at = below(asked_.size());
    const Asked asked = asked_[at];
    asked_.erase(asked_.begin() + static_cast<std::ptrdiff_t>(at));
    last_ = "a payment";
    app::PaymentNotice notice{place_.id, asked.id, "ref-" + asked.id.text(),
                              app::PaymentNotice::Outcome::paid,
                              Money::fen_unchecked(asked.amount + (chance(8) ? 1 : 0))};
    if (chance(8)) notice.outcome = app::PaymentNotice::Outcome::failed;
    for (std::uint64_t times = 1 + below(2); times > 0; --times) {
        Result<void> heard = refuse(ErrorCode::unavailable);
        survive([&] { heard = app::take_notice(house_.context, notice); });
        REQUIRE(heard.ok());
    }
    if (notice.outcome == app::PaymentNotice::Outcome::failed) return;
    const auto view = place_.call<api::GetPayment>(place_.resident(asked.household), {asked.id});
    REQUIRE(view.ok());
    const bool right = notice.amount.fen() == asked.amount;
    if (view->state == PaymentState::returning) {
        ++seen_["an online payment goes back"];
        CHECK((!right || asked.purpose != PaymentPurpose::top_up));
        CHECK((right || view->why == "payment_differs"));
        return;
    }
    REQUIRE(view->state == PaymentState::used);
    CHECK(right);
    take_up_paid(asked, view->order);
}

void Day::take_up_paid(const Asked& asked, OrderId id) {
    reference_.wallet[asked.household] += asked.amount;
    switch (asked.purpose) {
        case PaymentPurpose::top_up: ++seen_["a top-up is paid online"]; return;
        case PaymentPurpose::order:
            ++seen_["an order is paid online"];
            return take_up_paid_order(asked, id);
        case PaymentPurpose::group_share:
            ++seen_["a share is paid online"];
            for (RefGroup& group : reference_.groups) {
                if (group.id != asked.group) continue;
                group.online[asked.household] += asked.amount;
                reference_.join(group, asked.household, house_.now().ms);
                if (group.state != GroupState::open) take_up_orders(group);
            }
            return;
    }
}

void Day::take_up_paid_order(const Asked& asked, OrderId id) {
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

void Day::top_up() {
    const std::size_t household = any_household();
    const auto amount = static_cast<std::int64_t>(1 + below(5000));
    const auto answer = attempt<api::TopUp>(
        place_.leader(),
        {place_.resident(household).member->household, Money::fen_unchecked(amount)});
    if (lost_) return;
    REQUIRE(answer.ok());
    reference_.wallet[household] += amount;
}

void Day::account() {
    switch (below(3)) {
        case 0: return release();
        case 1: return set_split();
        default: return pay_out();
    }
}

void Day::release() {
    last_ = "release";
    const auto done = house_.store->transact(place_.id, [&](app::Writer& writer) {
        const auto more =
            app::release_commissions(house_.context, writer, house_.now() + commission_freeze_ms);
        CHECK(more.ok());
        return lost_ ? Result<void>{refuse(ErrorCode::conflict)} : Result<void>{};
    });
    if (done) reference_.release(app::released_at_once);
}

void Day::set_split() {
    const api::SetSplit::Request request{
        static_cast<std::int32_t>(below(501)),
        Money::fen_unchecked(static_cast<std::int64_t>(below(900)))};
    if (!attempt<api::SetSplit>(place_.leader(), request)) return;
    reference_.permille = request.commission_permille;
    reference_.courier_pay = request.courier_pay.fen();
}

void Day::pay_out() {
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
    if (lost_) return;
    if (!answer) {
        return judge(answer.error().code,
                     {{ErrorCode::nothing_owed, *account <= 0},
                      {ErrorCode::not_found, request.owner == OwnerId{1} && *account == 0}});
    }
    if (bank) reference_.banked += *account;
    *account = 0;
}

}  // namespace louxia::test
