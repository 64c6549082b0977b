#include "server/app/money_moves.hpp"

#include "server/app/emit.hpp"

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
    emit_wallet_changed(writer, household, now);
    return {};
}

Result<void> settle_order(Context& context, Writer& writer, const Order& order, Instant now) {
    switch (order.payment) {
        case Payment::wallet:
            LOUXIA_TRY(post_transfer(context, writer, Cause::capture, order.id.value, now,
                                     hold_of(order.household), sales_of(order.hub), order.total));
            emit_wallet_changed(writer, order.household, now);
            return {};
        case Payment::on_handover:
            return post_transfer(context, writer, Cause::cash_sale, order.id.value, now,
                                 cash_of(order.hub), sales_of(order.hub), order.total);
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
