#pragma once

#include <tuple>

#include "server/app/store.hpp"
#include "server/store/query.hpp"
#include "server/store/table.hpp"

/// Which columns a domain value has, and in which of its members they live: the two lists of each
/// pair stand in the same order. `columns_of` serves reading and writing alike.
namespace louxia::store {

inline constexpr Table community_table{
    "community",
    "slug, name, time_zone, leader_name, demo, plan_width_m, plan_height_m, "
    "plan_origin_latitude_e7, plan_origin_longitude_e7, commission_permille, courier_pay_fen",
    0};
auto columns_of(auto& community) requires requires {
    community.slug;
}
{
    return std::tie(community.slug, community.name, community.time_zone, community.leader_name,
                    community.demo, community.plan.width_m, community.plan.height_m,
                    community.plan.origin_latitude_e7, community.plan.origin_longitude_e7,
                    community.split.commission_permille, community.split.courier_pay);
}

inline constexpr Table plan_shape_table{"plan_shape", "position, kind, label, width_m, points", 1};

inline constexpr Table building_table{
    "building",
    "building_id, number, units, floors, rooms_per_floor, corner_x_m, corner_y_m, width_m, "
    "depth_m",
    1};
auto columns_of(auto& building) requires requires {
    building.rooms_per_floor;
}
{
    return std::tie(building.id, building.number, building.units, building.floors,
                    building.rooms_per_floor, building.corner.x_m, building.corner.y_m,
                    building.width_m, building.depth_m);
}

inline constexpr Table hub_table{
    "hub",
    "hub_id, name, place, x_m, y_m, delivery_fee_fen, free_delivery_from_fen, minimum_order_fen, "
    "open",
    1};
auto columns_of(auto& hub) requires requires {
    hub.terms;
}
{
    return std::tie(hub.id, hub.name, hub.place, hub.at.x_m, hub.at.y_m, hub.terms.delivery_fee,
                    hub.terms.free_delivery_from, hub.terms.minimum_order, hub.open);
}

inline constexpr Table household_table{
    "household",
    "household_id, building_id, building_number, unit, room, nickname, surname, phone_last4, "
    "phone",
    1};
auto columns_of(auto& household) requires requires {
    household.phone_last4;
}
{
    return std::tie(household.id, household.address.building, household.address.building_number,
                    household.address.unit, household.address.room, household.nickname,
                    household.surname, household.phone_last4, household.phone);
}

inline constexpr Table member_table{
    "member", "member_id, role, household_id, hub_id, courier_id, nickname", 1};
auto columns_of(auto& member) requires requires {
    member.role;
}
{
    return std::tie(member.id, member.role, member.household, member.hub, member.courier,
                    member.nickname);
}

inline constexpr Table courier_table{
    "courier",
    "courier_id, name, on_shift, x_m, y_m, seen_at_ms, vehicle, shift_until_ms, "
    "crowd",
    1};
auto columns_of(auto& courier) requires requires {
    courier.on_shift;
}
{
    return std::tie(courier.id, courier.name, courier.on_shift, courier.at.x_m, courier.at.y_m,
                    courier.seen_at, courier.vehicle, courier.shift_until, courier.crowd);
}

inline constexpr Table fresh_list_table{
    "fresh_list", "list_id, list_date, state, publish_at_ms, published_at_ms", 1};
auto columns_of(auto& list) requires requires {
    list.publish_at;
}
{ return std::tie(list.id, list.date, list.state, list.publish_at, list.published_at); }

inline constexpr Table item_table{
    "item",
    "item_id, list_id, position, name, spec, category, unit, price_fen, cost_fen, origin, "
    "picture, batch_id, batch_farm, batch_place, batch_harvested_at_ms, batch_picture, "
    "batch_clip, chilled",
    1};
auto columns_of(auto& item) requires requires {
    item.batch.farm;
}
{
    return std::tie(item.id, item.list, item.position, item.name, item.spec, item.category,
                    item.unit, item.price, item.cost, item.origin, item.picture, item.batch.id,
                    item.batch.farm, item.batch.place, item.batch.harvested_at, item.batch.picture,
                    item.batch.clip, item.chilled);
}

inline constexpr Table stock_table{"stock", "hub_id, item_id, on_hand, reserved", 2};
auto columns_of(auto& stock) requires requires {
    stock.on_hand;
}
{ return std::tie(stock.hub, stock.item, stock.on_hand, stock.reserved); }

inline constexpr Table group_buy_table{
    "group_buy",
    "group_id, hub_id, state, title, serves, picture, price_fen, single_price_fen, "
    "target_households, cap_households, cutoff_at_ms, deliver_before_ms, opened_at_ms, "
    "formed_at_ms, ended_at_ms, cap_turnover_fen",
    1};
auto columns_of(auto& group) requires requires {
    group.target_households;
}
{
    return std::tie(group.id, group.hub, group.state, group.title, group.serves, group.picture,
                    group.price, group.single_price, group.target_households, group.cap_households,
                    group.cutoff_at, group.deliver_before, group.opened_at, group.formed_at,
                    group.ended_at, group.cap_turnover);
}

inline constexpr Table group_content_table{
    "group_content", "group_id, position, item_id, name, amount, picture, pieces", 2};
auto columns_of(auto& content) requires requires {
    content.amount;
    content.pieces;
}
{ return std::tie(content.item, content.name, content.amount, content.picture, content.pieces); }

inline constexpr Table group_share_table{
    "group_share", "group_id, household_id, paid_fen, joined_at_ms, order_id, released_at_ms", 2};
auto columns_of(auto& share) requires requires {
    share.joined_at;
}
{
    return std::tie(share.group, share.household, share.paid, share.joined_at, share.order,
                    share.released_at);
}

inline constexpr Table order_table{
    "orders",
    "order_id, number, household_id, hub_id, group_id, state, fulfilment, payment, building_id, "
    "building_number, unit, room, note, goods_total_fen, delivery_fee_fen, total_fen, "
    "promise_class, due_at_ms, estimate_at_ms, courier_id, pickup_code, collect_before_ms, "
    "placed_at_ms, accepted_at_ms, picking_at_ms, packed_at_ms, ready_at_ms, out_at_ms, "
    "done_at_ms, cancelled_at_ms, compensated, cut_fen, refunded_fen, tolerance_permille, "
    "coupon_id, discount_fen, quoted_at_ms",
    1};
auto columns_of(auto& order) requires requires {
    order.fulfilment;
}
{
    auto& at = order.entered_at;
    return std::tie(order.id, order.number, order.household, order.hub, order.group, order.state,
                    order.fulfilment, order.payment, order.address.building,
                    order.address.building_number, order.address.unit, order.address.room,
                    order.note, order.goods_total, order.delivery_fee, order.total,
                    order.promise.kind, order.promise.due_at, order.estimate_at, order.courier,
                    order.pickup_code, order.collect_before, at[0], at[1], at[2], at[3], at[4],
                    at[5], at[6], at[7], order.compensated, order.cut, order.refunded,
                    order.tolerance_permille, order.coupon, order.discount, order.quoted_at);
}

inline constexpr Table assignment_table{
    "assignment",
    "order_id, number, courier_id, assigned_at_ms, instead_id, saves_s, on_the_way, urgent, "
    "expected_at_ms, ended_at_ms, end_kind",
    2};
auto columns_of(auto& assignment) requires requires {
    assignment.on_the_way;
}
{
    return std::tie(assignment.order, assignment.number, assignment.courier, assignment.assigned_at,
                    assignment.instead, assignment.saves_s, assignment.on_the_way,
                    assignment.urgent, assignment.expected_at, assignment.ended_at, assignment.end);
}

inline constexpr Table route_stop_table{
    "route_stop", "courier_id, position, order_id, pickup, expected_at_ms", 2};
auto columns_of(auto& stop) requires requires {
    stop.pickup;
    stop.expected_at;
}
{ return std::tie(stop.courier, stop.position, stop.order, stop.pickup, stop.expected_at); }
inline constexpr Table handover_table{"handover", "order_id, proof, photo_id, handed_at_ms", 1};
auto columns_of(auto& handover) requires requires {
    handover.proof;
}
{ return std::tie(handover.order, handover.proof, handover.photo, handover.at); }
inline constexpr Table order_problem_table{
    "order_problem", "order_id, number, courier_id, kind, text, reported_at_ms, solved_at_ms", 2};
auto columns_of(auto& problem) requires requires {
    problem.solved_at;
}
{
    return std::tie(problem.order, problem.number, problem.courier, problem.kind, problem.text,
                    problem.reported_at, problem.solved_at);
}

inline constexpr Table order_line_table{
    "order_line",
    "order_id, position, item_id, name, picture, unit, quantity, unit_price_fen, total_fen, "
    "chilled, batch_text, missing, written_off, weighed_g, cut_fen, "
    "refunded_fen",
    2};
auto columns_of(auto& line) requires requires {
    line.batch_text;
}
{
    return std::tie(line.item, line.name, line.picture, line.unit, line.quantity, line.unit_price,
                    line.total, line.chilled, line.batch_text, line.missing, line.written_off,
                    line.weighed.count, line.cut, line.refunded);
}

inline constexpr Table refund_table{
    "refund", "order_id, number, line, amount_fen, reason, way, entry_id, refunded_at_ms", 2};
auto columns_of(auto& refund) requires requires {
    refund.way;
    refund.entry;
    refund.reason;
}
{
    return std::tie(refund.order, refund.number, refund.line, refund.amount, refund.reason,
                    refund.way, refund.entry, refund.at);
}

inline constexpr Table refund_claim_table{
    "refund_claim",
    "order_id, number, line, reason, text, claimed_at_ms, state, answer, "
    "answered_at_ms",
    2};
auto columns_of(auto& claim) requires requires {
    claim.claimed_at;
    claim.answered_at;
}
{
    return std::tie(claim.order, claim.number, claim.line, claim.reason, claim.text,
                    claim.claimed_at, claim.state, claim.answer, claim.answered_at);
}

inline constexpr Table recall_table{
    "recall", "item_id, since_ms, started_at_ms, ended_at_ms, orders, refunded_fen", 1};
auto columns_of(auto& recall) requires requires {
    recall.started_at;
}
{
    return std::tie(recall.item, recall.since, recall.started_at, recall.ended_at, recall.orders,
                    recall.refunded);
}

inline constexpr Table time_change_table{
    "time_change", "change_id, group_id, order_id, from_ms, to_ms, member_id, changed_at_ms", 1};
auto columns_of(auto& change) requires requires {
    change.changed_at;
}
{
    return std::tie(change.id, change.group, change.order, change.from, change.to, change.by,
                    change.changed_at);
}

inline constexpr Table shortage_table{
    "shortage",
    "shortage_id, hub_id, item_id, there, waiting, orders, taken, off_fen, member_id, noted_at_ms, "
    "ended_at_ms",
    1};
auto columns_of(auto& shortage) requires requires {
    shortage.noted_at;
}
{
    return std::tie(shortage.id, shortage.hub, shortage.item, shortage.there, shortage.waiting,
                    shortage.orders, shortage.taken, shortage.off, shortage.by, shortage.noted_at,
                    shortage.ended_at);
}

inline constexpr Table shortage_cut_table{
    "shortage_cut", "shortage_id, order_id, given, taken, off_fen, applied_at_ms", 2};
auto columns_of(auto& cut) requires requires {
    cut.applied_at;
}
{ return std::tie(cut.shortage, cut.order, cut.given, cut.taken, cut.off, cut.applied_at); }

inline constexpr Table settlement_table{
    "settlement",
    "order_id, permille, goods_fen, commission_fen, payable_fen, courier_id, courier_pay_fen, "
    "taken_back_fen, frozen_until_ms, released_at_ms",
    1};
auto columns_of(auto& settlement) requires requires {
    settlement.frozen_until;
}
{
    return std::tie(settlement.order, settlement.permille, settlement.goods, settlement.commission,
                    settlement.payable, settlement.courier, settlement.courier_pay,
                    settlement.taken_back, settlement.frozen_until, settlement.released_at);
}

inline constexpr Table supplier_table{"supplier", "supplier_id, name", 1};

inline constexpr Table payout_table{
    "payout",
    "payout_id, account_kind, account_owner, amount_fen, way, member_id, entry_id, paid_at_ms", 1};
auto columns_of(auto& payout) requires requires {
    payout.account.kind;
    payout.by;
}
{
    return std::tie(payout.id, payout.account.kind, payout.account.owner, payout.amount, payout.way,
                    payout.by, payout.entry, payout.at);
}

inline constexpr Table code_pad_table{"code_pad", "hub_id, wrong_tries, locked_until_ms", 1};

inline constexpr Table post_table{
    "post", "post_id, household_id, order_id, item_id, text, created_at_ms", 1};
auto columns_of(auto& post) requires requires {
    post.pictures;
    post.order;
}
{ return std::tie(post.id, post.household, post.order, post.item, post.text, post.created_at); }

inline constexpr Table post_picture_table{"post_picture", "post_id, position, url", 2};

inline constexpr Table picture_table{
    "picture", "picture_id, member_id, file_name, media_type, bytes, kept_at_ms", 1};
auto columns_of(auto& picture) requires requires {
    picture.media_type;
}
{
    return std::tie(picture.id, picture.by, picture.file_name, picture.media_type, picture.bytes,
                    picture.at);
}

inline constexpr Table invite_table{
    "invite", "invite_id, member_id, secret_hash, ends_at_ms, used_at_ms, reusable, code_hash", 1};
auto columns_of(auto& invite) requires requires {
    invite.reusable;
}
{
    return std::tie(invite.id, invite.member, invite.secret_hash, invite.ends_at, invite.used_at,
                    invite.reusable, invite.code_hash);
}

inline constexpr Table session_table{
    "session",
    "session_id, member_id, token_hash, created_at_ms, seen_at_ms, ends_at_ms, device, rotate", 1};
auto columns_of(auto& session) requires requires {
    session.token_hash;
}
{
    return std::tie(session.id, session.member, session.token_hash, session.created_at,
                    session.seen_at, session.ends_at, session.device, session.rotate);
}

inline constexpr Table building_code_table{"building_code", "building_id, secret_hash, made_at_ms",
                                           1};
auto columns_of(auto& code) requires requires {
    code.poster_hash;
}
{ return std::tie(code.building, code.poster_hash, code.made_at); }

inline constexpr Table admission_table{
    "admission",
    "member_id, building_id, building_number, unit, room, asked_at_ms, host_id, group_id", 1};
auto columns_of(auto& admission) requires requires {
    admission.asked_at;
}
{
    return std::tie(admission.member, admission.address.building, admission.address.building_number,
                    admission.address.unit, admission.address.room, admission.asked_at,
                    admission.host, admission.group);
}

inline constexpr Table new_phone_table{
    "new_phone",
    "member_id, session_id, state, secret_hash, claim_hash, device, digits, other_digits, "
    "more_digits, ends_at_ms, offers, offers_since_ms",
    1};
auto columns_of(auto& phone) requires requires {
    phone.claim_hash;
}
{
    return std::tie(phone.member, phone.session, phone.state, phone.secret_hash, phone.claim_hash,
                    phone.device, phone.digits, phone.other_digits, phone.more_digits,
                    phone.ends_at, phone.offers, phone.offers_since);
}

inline constexpr Table guest_link_table{
    "guest_link", "link_id, household_id, group_id, secret_hash, made_at_ms, ends_at_ms, asked", 1};
auto columns_of(auto& link) requires requires {
    link.guest_hash;
}
{
    return std::tie(link.id, link.host, link.group, link.guest_hash, link.made_at, link.ends_at,
                    link.asked);
}

inline constexpr Table linked_identity_table{
    "linked_identity", "identity_id, member_id, issuer, subject, linked_at_ms", 1};
auto columns_of(auto& identity) requires requires {
    identity.subject;
    identity.issuer;
}
{
    return std::tie(identity.id, identity.member, identity.issuer, identity.subject,
                    identity.linked_at);
}

inline constexpr Table identity_flow_table{"identity_flow",
                                           "state_hash, member_id, session_id, ends_at_ms", 1};
auto columns_of(auto& flow) requires requires {
    flow.state_hash;
}
{ return std::tie(flow.state_hash, flow.member, flow.session, flow.ends_at); }

inline constexpr Table passkey_table{
    "passkey",
    "passkey_id, member_id, credential, algorithm, public_key, sign_count, device, made_at_ms, "
    "used_at_ms",
    1};
auto columns_of(auto& passkey) requires requires {
    passkey.public_key;
}
{
    return std::tie(passkey.id, passkey.member, passkey.credential, passkey.algorithm,
                    passkey.public_key, passkey.sign_count, passkey.device, passkey.made_at,
                    passkey.used_at);
}

/// Any number: a later program may know more codes than this one.
inline void fetch(const Statement& statement, int column, ErrorCode& value) {
    std::int32_t number = 0;
    fetch(statement, column, number);
    value = static_cast<ErrorCode>(number);
}

inline constexpr Table coupon_table{
    "coupon",
    "coupon_id, code, off_fen, minimum_fen, count, taken, issued_at_ms, ends_at_ms, stopped_at_ms",
    1};
auto columns_of(auto& coupon) requires requires {
    coupon.issued_at;
}
{
    return std::tie(coupon.id, coupon.code, coupon.off, coupon.minimum, coupon.count, coupon.taken,
                    coupon.issued_at, coupon.ends_at, coupon.stopped_at);
}

inline constexpr Table payment_table{
    "payment",
    "payment_id, household_id, member_id, purpose, state, amount_fen, received_fen, returned_fen, "
    "reference, pay_url, wish, group_id, order_id, why, wanted_at_ms, came_at_ms, look_at_ms, "
    "looks",
    1};
auto columns_of(auto& payment) requires requires {
    payment.pay_url;
    payment.wish;
}
{
    return std::tie(payment.id, payment.household, payment.member, payment.purpose, payment.state,
                    payment.amount, payment.received, payment.returned, payment.reference,
                    payment.pay_url, payment.wish, payment.group, payment.order, payment.why,
                    payment.wanted_at, payment.came_at, payment.look_at, payment.looks);
}

inline constexpr Table payment_return_table{
    "payment_return",
    "return_id, payment_id, state, amount_fen, decided_at_ms, ended_at_ms, look_at_ms, looks", 1};
auto columns_of(auto& back) requires requires {
    back.payment;
    back.looks;
}
{
    return std::tie(back.id, back.payment, back.state, back.amount, back.decided_at, back.ended_at,
                    back.look_at, back.looks);
}

inline constexpr Table crowd_ride_table{
    "crowd_ride",
    "ride_id, courier_id, hub_id, state, why, price_fen, reference, rider, wanted_at_ms, "
    "called_at_ms, accept_by_ms, arrives_at_ms, at_pickup_at_ms, ended_at_ms, said, to_cancel, "
    "look_at_ms, looks",
    1};
auto columns_of(auto& ride) requires requires {
    ride.rider;
    ride.accept_by;
}
{
    return std::tie(ride.id, ride.courier, ride.hub, ride.state, ride.why, ride.price,
                    ride.reference, ride.rider, ride.wanted_at, ride.called_at, ride.accept_by,
                    ride.arrives_at, ride.at_pickup_at, ride.ended_at, ride.said, ride.to_cancel,
                    ride.look_at, ride.looks);
}

inline constexpr Table crowd_quote_table{
    "crowd_quote",
    "hub_id, base_fen, per_km_fen, arrive_s, acceptance_permille, quoted_at_ms, valid_until_ms", 1};
auto columns_of(auto& quote) requires requires {
    quote.acceptance_permille;
}
{
    return std::tie(quote.hub, quote.base, quote.per_km, quote.arrive_s, quote.acceptance_permille,
                    quote.quoted_at, quote.valid_until);
}

inline constexpr Table household_guard_table{"household_guard",
                                             "household_id, held_until_ms, ended_at_ms", 1};
auto columns_of(auto& guard) requires requires {
    guard.held_until;
}
{ return std::tie(guard.household, guard.held_until, guard.ended_at); }

inline constexpr Table kept_reply_table{"kept_reply",
                                        "reply_key, body_hash, status, body, kept_at_ms", 1};
auto columns_of(auto& reply) requires requires {
    reply.body_hash;
}
{ return std::tie(reply.key, reply.body_hash, reply.status, reply.body, reply.at); }

inline constexpr Table outbox_table{"outbox", "last_seq, first_seq, events, emitted_at_ms", 1};
auto columns_of(auto& pack) requires requires {
    pack.first_seq;
}
{ return std::tie(pack.last_seq, pack.first_seq, pack.events, pack.at); }

inline constexpr Table ledger_entry_table{"ledger_entry", "entry_id, cause, subject, moved_at_ms",
                                          1};
inline constexpr Table ledger_posting_table{
    "ledger_posting", "entry_id, position, account_kind, account_owner, amount_fen", 2};

}  // namespace louxia::store
