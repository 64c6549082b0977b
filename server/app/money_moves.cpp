#include "server/app/money_moves.hpp"

#include "server/app/emit.hpp"
#include "server/app/payments.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::app {
namespace {

Result<void> post_transfer(Context& context, Writer& writer, Cause cause, std::uint64_t subject,
                           Instant now, Account from, Account to, Money amount) {
    if (amount.is_zero()) {
        return {};
    }
    LOUXIA_ASSIGN(const LedgerEntry entry, transfer(context.ids.make<LedgerEntryId>(), cause,
                                                    subject, now, from, to, amount));
    return writer.post_entry(entry);
}

Money less(Money amount, Money by) {
    return Money::fen_unchecked(amount.fen() - by.fen());
}

/// Several movements as one entry; none for nothing.
Result<LedgerEntryId> post_all(Context& context, Writer& writer, Cause cause, const Order& order,
                               Instant now, std::initializer_list<Posting> postings) {
    LedgerEntry entry;
    entry.id = context.ids.make<LedgerEntryId>();
    entry.cause = cause;
    entry.subject = order.id.value;
    entry.at = now;
    for (const Posting& posting : postings) {
        if (!posting.amount.is_zero()) {
            entry.postings.push_back(posting);
        }
    }
    if (!entry.postings.empty()) {
        LOUXIA_TRY(writer.post_entry(entry));
    }
    return entry.id;
}

/// What its coupon pays the hub for a delivered order.
Money paid_by_coupon(const Order& order) {
    return less(due_of(order), owed_by_household(order));
}

/// The whole hold ends in one entry: the hub gets what was handed over, the rest goes back.
Result<void> capture_hold(Context& context, Writer& writer, const Order& order, Instant now) {
    const Money back = less(price_of(order), owed_by_household(order));
    LOUXIA_TRY(post_all(context, writer, due_of(order).is_zero() ? Cause::release : Cause::capture,
                        order, now,
                        {{hold_of(order.household), negate(price_of(order))},
                         {sales_of(order.hub), due_of(order)},
                         {coupons_account, negate(paid_by_coupon(order))},
                         {wallet_of(order.household), back}}));
    LOUXIA_TRY(send_back_online(context, writer, order.household, order.id.value, back, now));
    emit_wallet_changed(writer, order.household, now);
    return {};
}

}  // namespace

Result<void> hold_money(Context& context, Writer& writer, HouseholdId household, Money amount,
                        std::uint64_t subject, Instant now) {
    LOUXIA_TRY(post_transfer(context, writer, Cause::hold, subject, now, wallet_of(household),
                             hold_of(household), amount));
    emit_wallet_changed(writer, household, now);
    return {};
}

Result<void> release_money(Context& context, Writer& writer, HouseholdId household, Money amount,
                           std::uint64_t subject, Instant now) {
    LOUXIA_TRY(post_transfer(context, writer, Cause::release, subject, now, hold_of(household),
                             wallet_of(household), amount));
    LOUXIA_TRY(send_back_online(context, writer, household, subject, amount, now));
    emit_wallet_changed(writer, household, now);
    return {};
}

Result<void> settle_order(Context& context, Writer& writer, const Order& order, Instant now) {
    switch (order.payment) {
        case Payment::wallet: return capture_hold(context, writer, order, now);
        case Payment::on_handover:
            LOUXIA_TRY(post_all(context, writer, Cause::cash_sale, order, now,
                                {{cash_of(order.hub), negate(owed_by_household(order))},
                                 {sales_of(order.hub), due_of(order)},
                                 {coupons_account, negate(paid_by_coupon(order))}}));
            return {};
    }
    return {};
}

Result<void> top_up_wallet(Context& context, Writer& writer, HubId hub, HouseholdId household,
                           Money amount, Instant now) {
    LOUXIA_TRY(post_transfer(context, writer, Cause::top_up, household.value, now, cash_of(hub),
                             wallet_of(household), amount));
    emit_wallet_changed(writer, household, now);
    return {};
}

Result<BookedRefund> refund_money(Context& context, Writer& writer, const Order& order,
                                  RefundWay way, Money amount, Instant now) {
    const Account to = way == RefundWay::cash ? cash_of(order.hub) : wallet_of(order.household);
    Order after = order;
    LOUXIA_ASSIGN(after.refunded, add(order.refunded, amount));
    const Money back = less(refunded_to_household(after), refunded_to_household(order));
    LOUXIA_ASSIGN(const LedgerEntryId entry, post_all(context, writer, Cause::refund, order, now,
                                                      {{sales_of(order.hub), negate(amount)},
                                                       {to, back},
                                                       {coupons_account, less(amount, back)}}));
    if (way == RefundWay::cash) {
        return BookedRefund{entry, way, back};
    }
    LOUXIA_ASSIGN(const Money online,
                  send_back_online(context, writer, order.household, order.id.value, back, now));
    emit_wallet_changed(writer, order.household, now);
    return BookedRefund{entry, online.is_zero() ? RefundWay::wallet : RefundWay::online, back};
}

Result<bool> compensate_if_late(Context& context, Writer& writer, Order& order, Instant now) {
    if (!owes_late_compensation(order, now)) {
        return false;
    }
    order.compensated = true;
    LOUXIA_TRY(post_transfer(context, writer, Cause::late_compensation, order.id.value, now,
                             Account{AccountKind::compensation, 0}, wallet_of(order.household),
                             compensation_when_late));
    emit_wallet_changed(writer, order.household, now);
    return true;
}

}  // namespace louxia::app
