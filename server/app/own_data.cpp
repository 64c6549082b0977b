#include "server/app/own_data.hpp"

#include <limits>

#include "server/app/callers.hpp"
#include "server/app/use_cases.hpp"
#include "shared/api/json.hpp"

namespace louxia::app {
namespace {

using api::JsonWriter;

void put(JsonWriter& json, std::string_view name, std::int64_t value) {
    json.key(name);
    json.integer(value);
}

void put_time(JsonWriter& json, std::string_view name, Instant at) {
    json.key(name);
    at.is_set() ? json.integer(at.ms) : json.null();
}

template <class Rows, class Write>
void put_list(JsonWriter& json, std::string_view name, const Rows& rows, Write&& write) {
    json.key(name);
    json.open_array();
    for (const auto& row : rows) {
        json.open_object();
        write(row);
        json.close_object();
    }
    json.close_array();
}

void put_member(JsonWriter& json, const Reader& reader, const Member& member) {
    json.member("member", member.id.text());
    json.member("role", word_of(member.role));
    json.member("nickname", member.nickname);
    put_list(json, "sessions", reader.sessions_of(member.id), [&](const Session& session) {
        json.member("device", session.device);
        put_time(json, "created_at_ms", session.created_at);
        put_time(json, "seen_at_ms", session.seen_at);
        put_time(json, "ends_at_ms", session.ends_at);
    });
    put_list(json, "invites", reader.invites_of(member.id), [&](const Invite& invite) {
        put_time(json, "ends_at_ms", invite.ends_at);
        put_time(json, "used_at_ms", invite.used_at);
    });
    if (const auto phone = reader.new_phone(member.id)) {
        json.key("new_phone");
        json.open_object();
        json.member("state", word_of(phone->state));
        json.member("device", phone->device);
        put_time(json, "ends_at_ms", phone->ends_at);
        json.close_object();
    }
    put_list(json, "identities", reader.identities_of(member.id),
             [&](const LinkedIdentity& identity) {
                 json.member("issuer", identity.issuer);
                 json.member("subject", identity.subject);
                 put_time(json, "linked_at_ms", identity.linked_at);
             });
    put_list(json, "passkeys", reader.passkeys_of(member.id), [&](const Passkey& passkey) {
        json.member("credential", passkey.credential);
        json.member("public_key", passkey.public_key);
        json.member("device", passkey.device);
        put_time(json, "made_at_ms", passkey.made_at);
        put_time(json, "used_at_ms", passkey.used_at);
    });
    put_list(json, "pictures", reader.pictures_of(member.id), [&](const KeptPicture& picture) {
        json.member("url", "/m/" + picture.file_name);
        json.member("media_type", picture.media_type);
        put(json, "bytes", picture.bytes);
        put_time(json, "kept_at_ms", picture.at);
    });
    put_list(json, "kept_replies", reader.replies_of(member.id), [&](const KeptReply& reply) {
        put(json, "status", reply.status);
        json.member("body", reply.body);
        put_time(json, "kept_at_ms", reply.at);
    });
}

void put_order(JsonWriter& json, const Reader& reader, const Order& order) {
    json.member("order", order.id.text());
    put(json, "number", order.number);
    json.member("state", word_of(order.state));
    json.member("fulfilment", word_of(order.fulfilment));
    json.member("payment", word_of(order.payment));
    put(json, "building", order.address.building_number);
    put(json, "unit", order.address.unit);
    put(json, "room", order.address.room);
    json.member("note", order.note);
    put(json, "goods_total_fen", order.goods_total.fen());
    put(json, "delivery_fee_fen", order.delivery_fee.fen());
    put(json, "total_fen", order.total.fen());
    put(json, "tolerance_permille", order.tolerance_permille);
    put(json, "discount_fen", order.discount.fen());
    put(json, "cut_fen", order.cut.fen());
    put(json, "refunded_fen", order.refunded.fen());
    json.key("entered_states_at_ms");
    json.open_array();
    for (const Instant at : order.entered_at) {
        at.is_set() ? json.integer(at.ms) : json.null();
    }
    json.close_array();
    put_list(json, "lines", order.lines, [&](const OrderLine& line) {
        json.member("name", line.name);
        put(json, "quantity", line.quantity.count);
        json.member("unit", word_of(line.unit));
        put(json, "unit_price_fen", line.unit_price.fen());
        put(json, "total_fen", line.total.fen());
        json.member("batch", line.batch_text);
        put(json, "missing", line.missing.count);
        put(json, "weighed_g", line.weighed.count);
        put(json, "cut_fen", line.cut.fen());
        put(json, "refunded_fen", line.refunded.fen());
    });
    put_list(json, "refunds", reader.refunds_of(order.id), [&](const Refund& refund) {
        put(json, "line", refund.line);
        put(json, "amount_fen", refund.amount.fen());
        json.member("reason", word_of(refund.reason));
        json.member("way", word_of(refund.way));
        put_time(json, "refunded_at_ms", refund.at);
    });
}

void put_claims(JsonWriter& json, const Reader& reader, OrderId order) {
    put_list(json, "claims", reader.claims_of(order), [&](const RefundClaim& claim) {
        put(json, "line", claim.line);
        json.member("reason", word_of(claim.reason));
        json.member("text", claim.text);
        put_time(json, "claimed_at_ms", claim.claimed_at);
        json.member("state", word_of(claim.state));
        json.member("answer", claim.answer);
        put_time(json, "answered_at_ms", claim.answered_at);
    });
}

void put_handover(JsonWriter& json, const Reader& reader, OrderId order) {
    const auto handover = reader.handover(order);
    if (!handover) {
        return;
    }
    json.key("handover");
    json.open_object();
    json.member("proof", word_of(handover->proof));
    if (const auto photo = reader.picture(handover->photo)) {
        json.member("photo", "/m/" + photo->file_name);
    }
    put_time(json, "handed_at_ms", handover->at);
    json.close_object();
}

void put_moves(JsonWriter& json, const Reader& reader, std::string_view name, Account account) {
    put_list(json, name, reader.moves_of(account), [&](const AccountMove& move) {
        json.member("entry", move.entry.text());
        json.member("cause", word_of(move.cause));
        json.member("subject", encode_id(move.subject));
        put(json, "amount_fen", move.amount.fen());
        put_time(json, "moved_at_ms", move.moved_at);
    });
}

void put_payment(JsonWriter& json, const Reader& reader, const OnlinePayment& payment) {
    json.member("payment", payment.id.text());
    json.member("purpose", word_of(payment.purpose));
    json.member("state", word_of(payment.state));
    json.member("reference", payment.reference);
    put(json, "amount_fen", payment.amount.fen());
    put(json, "received_fen", payment.received.fen());
    put(json, "returned_fen", payment.returned.fen());
    put_time(json, "wanted_at_ms", payment.wanted_at);
    put_time(json, "came_at_ms", payment.came_at);
    put_list(json, "returns", reader.returns_of(payment.id), [&](const PaymentReturn& back) {
        json.member("state", word_of(back.state));
        put(json, "amount_fen", back.amount.fen());
        put_time(json, "decided_at_ms", back.decided_at);
        put_time(json, "ended_at_ms", back.ended_at);
    });
}

void put_household(JsonWriter& json, const Reader& reader, const Household& household) {
    json.key("household");
    json.open_object();
    json.member("household", household.id.text());
    put(json, "building", household.address.building_number);
    put(json, "unit", household.address.unit);
    put(json, "room", household.address.room);
    json.member("nickname", household.nickname);
    json.member("surname", household.surname);
    json.member("phone", household.phone);
    put_time(json, "refunds_held_until_ms", reader.guard(household.id).held_until);
    json.key("refunds_to_wallet");
    json.boolean(reader.refunds_to_wallet(household.id));
    put(json, "wallet_fen", reader.balance(wallet_of(household.id)).fen());
    put(json, "held_fen", reader.balance(hold_of(household.id)).fen());
    json.close_object();
}

}  // namespace

std::string export_of(const Context& context, const Reader& reader, const Household& household) {
    JsonWriter json;
    json.open_object();
    json.member("format", "louxia-household-1");
    put_time(json, "exported_at_ms", context.clock.now());
    json.member("community", reader.community().slug);
    put_household(json, reader, household);
    put_list(json, "members", reader.members_of(household.id),
             [&](const Member& member) { put_member(json, reader, member); });
    put_moves(json, reader, "wallet_moves", wallet_of(household.id));
    put_moves(json, reader, "held_moves", hold_of(household.id));
    constexpr std::int32_t all = std::numeric_limits<std::int32_t>::max();
    put_list(json, "orders", reader.orders_of(household.id, all), [&](const Order& order) {
        put_order(json, reader, order);
        put_claims(json, reader, order.id);
        put_handover(json, reader, order.id);
    });
    put_list(json, "group_shares", reader.shares_of(household.id), [&](const GroupShare& share) {
        const auto group = reader.group(share.group);
        json.member("group", share.group.text());
        json.member("title", group ? group->title : "");
        put(json, "paid_fen", share.paid.fen());
        put_time(json, "joined_at_ms", share.joined_at);
        put_time(json, "released_at_ms", share.released_at);
    });
    put_list(json, "payments", reader.payments_of(household.id, all),
             [&](const OnlinePayment& payment) { put_payment(json, reader, payment); });
    put_list(json, "guest_links", reader.guest_links_of(household.id), [&](const GuestLink& link) {
        json.member("group", link.group.text());
        put_time(json, "made_at_ms", link.made_at);
        put_time(json, "ends_at_ms", link.ends_at);
        put(json, "asked", link.asked);
    });
    put_list(json, "posts", reader.posts_of(household.id), [&](const Post& post) {
        json.member("post", post.id.text());
        json.member("order", post.order.text());
        json.member("text", post.text);
        json.key("pictures");
        json.open_array();
        for (const std::string& picture : post.pictures) {
            json.string(picture);
        }
        json.close_array();
        put_time(json, "created_at_ms", post.created_at);
    });
    put_list(json, "events", reader.events_of(household.id), [&](const Event& event) {
        json.member("name", event.name);
        json.key("data");
        json.raw(event.data);
        put_time(json, "emitted_at_ms", event.at);
    });
    json.close_object();
    return json.take();
}

Result<api::Nothing> forget_household(Context& context, const Caller& caller,
                                      const api::ForgetHousehold::Request&, Writer& writer) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    for (const Member& member : writer.members_of(household.id)) {
        if (member.role != Role::resident) {
            return refuse(ErrorCode::not_allowed);
        }
    }
    OpenTrade open;
    for (const Order& order : writer.running_orders()) {
        open.orders = open.orders || order.household == household.id;
    }
    open.orders = open.orders || !writer.open_shares_of(household.id).empty();
    open.money = !writer.balance(wallet_of(household.id)).is_zero() ||
                 !writer.balance(hold_of(household.id)).is_zero();
    LOUXIA_TRY(check_forgetting(open));
    writer.forget(household, pseudonym_of(household.id));
    HouseholdGuard guard = writer.guard(household.id);
    guard.ended_at = context.clock.now();
    writer.put(guard);
    return api::Nothing{};
}

}  // namespace louxia::app
