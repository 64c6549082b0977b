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

/// The whole hold ends in one entry: the hub gets what was handed over, the rest goes back.
Result<void> capture_hold(Context& context, Writer& writer, const Order& order, Instant now) {
    LedgerEntry entry;
    entry.id = context.ids.make<LedgerEntryId>();
    entry.cause = due_of(order).is_zero() ? Cause::release : Cause::capture;
    entry.subject = order.id.value;
    entry.at = now;
    const auto post = [&entry](Account account, Money amount) {
        if (!amount.is_zero()) {
            entry.postings.push_back({account, amount});
        }
    };
    post(hold_of(order.household), negate(order.total));
    post(sales_of(order.hub), due_of(order));
    post(wallet_of(order.household), order.cut);
    if (entry.postings.empty()) {
        return {};
    }
    LOUXIA_TRY(writer.post_entry(entry));
    LOUXIA_TRY(send_back_online(context, writer, order.household, order.id.value, order.cut, now));
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
            return post_transfer(context, writer, Cause::cash_sale, order.id.value, now,
                                 cash_of(order.hub), sales_of(order.hub), due_of(order));
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
    LOUXIA_ASSIGN(const LedgerEntry entry,
                  transfer(context.ids.make<LedgerEntryId>(), Cause::refund, order.id.value, now,
                           sales_of(order.hub), to, amount));
    LOUXIA_TRY(writer.post_entry(entry));
    if (way == RefundWay::cash) {
        return BookedRefund{entry.id, way};
    }
    LOUXIA_ASSIGN(const Money online,
                  send_back_online(context, writer, order.household, order.id.value, amount, now));
    emit_wallet_changed(writer, order.household, now);
    return BookedRefund{entry.id, online.is_zero() ? RefundWay::wallet : RefundWay::online};
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
