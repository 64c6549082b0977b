#pragma once

#include <string>
#include <vector>

#include "server/app/context.hpp"
#include "server/app/store.hpp"
#include "shared/api/codec.hpp"

/// What others hear of, in the same transaction as the change. Each event carries no more than its
/// audience may know.
namespace louxia::app {

template <class E>
void Writer::emit_event(const E& message, api::Audience audience, std::uint64_t subject,
                        Instant at) {
    emit(Event{0, audience, subject, std::string(E::name), api::encode(message), at});
}

void emit_list_published(Writer& writer, CivilDate date, Instant now);
/// One event for all of them; nothing of items whose list is a draft, or that are gone.
void emit_items_changed(Writer& writer, std::vector<ItemId> items, Instant now);
void emit_group_changed(Writer& writer, const GroupBuy& group, Instant now);
void emit_order_changed(Writer& writer, const Order& order, Instant now);
/// And that the order changed.
void emit_order_refunded(Writer& writer, HouseholdId household, const Refund& refund, Instant now);
/// To its household: what it pays less, since something ran short.
void emit_order_cut(Writer& writer, HouseholdId household, const CutOrder& cut, Instant now);
void emit_wallet_changed(Writer& writer, HouseholdId household, Instant now);
void emit_board_changed(Writer& writer, HubId hub, Instant now);
/// Nothing for an unset courier.
void emit_run_changed(Writer& writer, CourierId courier, Instant now);
void emit_post_added(Writer& writer, PostId post, Instant now);
/// To the order's household, with the order's own estimate.
void emit_courier_moved(Writer& writer, const Order& order, const Courier& courier, Instant now);

}  // namespace louxia::app
