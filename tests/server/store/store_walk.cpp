#include "tests/server/store/store_walk.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <vector>

namespace louxia::test {
namespace {

using Works = std::vector<std::function<Result<void>(app::Writer&)>>;

constexpr std::size_t closed_group = 200;
constexpr std::size_t paid_order = 201;
constexpr std::size_t urgent_order = 203;

LedgerEntry top_up(const SampleIds& ids, std::uint64_t number) {
    return {ids.id<LedgerEntryId>(number),
            Cause::top_up,
            ids.household().value,
            sample_time,
            {{cash_of(ids.hub()), Money::fen_unchecked(-500)},
             {wallet_of(ids.household()), Money::fen_unchecked(500)}}};
}

/// Writes, in transactions of their own; a refused one is part of the walk.
Works works(const SampleIds& ids) {
    Works all;
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        put_samples(writer, ids);
        put_samples(writer, ids);
        Item other = sample_item(ids);
        other.id = ids.id<ItemId>(50);
        other.position = 1;
        writer.put(other);
        LOUXIA_TRY(writer.set_on_hand(ids.hub(), ids.item(), Pieces{20}));
        LOUXIA_TRY(writer.set_on_hand(ids.hub(), other.id, Pieces{5}));
        LOUXIA_TRY(writer.reserve(ids.hub(), ids.item(), Pieces{3}));
        LOUXIA_TRY(writer.take_out(ids.hub(), ids.item(), Pieces{2}));
        LOUXIA_TRY(writer.put_back(ids.hub(), ids.item(), Pieces{2}));
        return writer.take_out(ids.hub(), ids.item(), Pieces{2});
    });
    all.push_back(
        [ids](app::Writer& writer) { return writer.reserve(ids.hub(), ids.item(), Pieces{1000}); });
    all.push_back([ids](app::Writer& writer) {
        return writer.set_on_hand(ids.hub(), ids.item(), Pieces{0});
    });
    all.push_back([ids](app::Writer& writer) {
        return writer.take_out(ids.hub(), ids.item(), Pieces{1000});
    });
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        Item gone = sample_item(ids);
        gone.id = ids.id<ItemId>(51);
        writer.put(gone);
        writer.remove_item(gone.id);
        return {};
    });
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        writer.put(sample_group(ids));
        GroupBuy closed = sample_group(ids);
        closed.id = ids.id<GroupId>(closed_group);
        closed.state = GroupState::failed;
        closed.ended_at = sample_time + hour_ms;
        writer.put(closed);
        writer.put(sample_order(ids));
        Order paid = sample_order(ids);
        paid.id = ids.id<OrderId>(paid_order);
        paid.group = ids.group();
        paid.state = OrderState::done;
        paid.pickup_code.clear();
        paid.number = 714;
        writer.put(paid);
        writer.put(paid);
        // Being picked, late, and nobody brings it; then with fewer lines.
        Order urgent = sample_order(ids);
        urgent.id = ids.id<OrderId>(urgent_order);
        urgent.state = OrderState::picking;
        urgent.fulfilment = Fulfilment::delivery;
        urgent.courier = CourierId{};
        urgent.pickup_code.clear();
        urgent.compensated = false;
        urgent.promise.due_at = sample_time;
        urgent.estimate_at = sample_time;
        urgent.number =
            writer.take_order_number(CivilDate{2026, 11, 23}, sample_time, sample_time + day_ms);
        writer.put(urgent);
        urgent.lines.pop_back();
        writer.put(urgent);
        writer.set_arrived_at(paid.id, sample_time);
        writer.put(GroupShare{ids.group(), ids.household(), Money::fen_unchecked(6800), sample_time,
                              OrderId{}});
        writer.put(GroupShare{closed.id, ids.household(), Money::fen_unchecked(6800), sample_time,
                              OrderId{}});
        writer.remove_share(closed.id, ids.household());
        writer.put_code_pad(ids.hub(), CodePad{3, sample_time});
        writer.put(sample_post(ids));
        writer.put(sample_picture(ids));
        return {};
    });
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        writer.put(
            app::Invite{InviteId{5}, ids.member(), "aa11", sample_time, Instant{}, true, {}});
        writer.put(
            app::Invite{InviteId{6}, ids.member(), "aa12", sample_time + day_ms, {}, false, {}});
        writer.put(app::Session{
            SessionId{6}, ids.member(), "bb22", sample_time, sample_time + 1, sample_time + 2, {}});
        writer.put(app::Session{SessionId{7},
                                ids.member(),
                                "bb23",
                                sample_time,
                                sample_time,
                                sample_time + day_ms,
                                {}});
        writer.put(app::Invite{
            InviteId{7}, ids.member(), "aa13", sample_time + day_ms, {}, false, "dd44"});
        writer.put(HouseholdGuard{ids.household(), sample_time, Instant{}});
        writer.put(app::BuildingCode{ids.building(), "ee55", sample_time});
        writer.put(Admission{ids.member(), sample_household(ids).address, sample_time,
                             ids.household(), ids.group()});
        writer.put(sample_new_phone(ids));
        writer.put(sample_guest_link(ids));
        writer.end_guest_link(GuestLinkId{99});
        writer.put(sample_identity(ids));
        writer.put(sample_passkey(ids));
        writer.put(IdentityFlow{"gg11", ids.member(), SessionId{6}, sample_time});
        writer.put(IdentityFlow{"gg12", {}, {}, sample_time + day_ms});
        writer.end_identity_flow("gg13");
        writer.end_identity(IdentityId{99});
        writer.end_passkey(PasskeyId{99});
        writer.vouch(ids.member(), ids.household(), sample_time);
        writer.vouch(ids.member(), ids.household(), sample_time);
        writer.rotate_sessions_of(ids.member());
        writer.end_invites_of(ids.member());
        writer.put(app::KeptReply{"m:k", "cc33", 201, "{\"note\":\"放门口 '\\\"\"}", sample_time});
        return {};
    });
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        LOUXIA_TRY(writer.post_entry(top_up(ids, 300)));
        writer.put(Refund{ids.id<OrderId>(paid_order), 1, whole_order, Money::fen_unchecked(5),
                          RefundReason::spoiled, RefundWay::wallet, ids.id<LedgerEntryId>(300),
                          sample_time});
        RefundClaim claim{ids.id<OrderId>(paid_order),
                          1,
                          0,
                          RefundReason::spoiled,
                          "坏了",
                          sample_time,
                          ClaimState::open,
                          "",
                          Instant{}};
        writer.put(claim);
        claim.state = ClaimState::declined;
        claim.answer = "没坏";
        claim.answered_at = sample_time + 1;
        writer.put(claim);
        put_dispatch(ids, writer, ids.id<OrderId>(paid_order));
        Recall recall{ids.item(), sample_time, sample_time, Instant{}, 0, {}};
        writer.put(recall);
        recall.ended_at = sample_time + 1;
        writer.put(recall);
        writer.put(app::TimeChange{ids.id<JobId>(330),
                                   ids.group(),
                                   {},
                                   sample_time,
                                   sample_time + hour_ms,
                                   ids.member(),
                                   sample_time});
        Shortage shortage;
        shortage.id = ids.id<ShortageId>(320);
        shortage.hub = ids.hub();
        shortage.item = ids.item();
        shortage.waiting = Pieces{2};
        shortage.by = ids.member();
        shortage.noted_at = sample_time;
        writer.put(shortage);
        writer.put(ShortageCut{shortage.id, ids.id<OrderId>(paid_order), {}, {}, {}, {}});
        const SupplierId farm = ids.id<SupplierId>(310);
        writer.put(Supplier{farm, "王家农场"});
        Settlement settlement;
        settlement.order = ids.id<OrderId>(paid_order);
        settlement.goods = Money::fen_unchecked(716);
        settlement.permille = 100;
        settlement.commission = Money::fen_unchecked(72);
        settlement.frozen_until = sample_time;
        writer.put(settlement);
        settlement.released_at = sample_time;
        writer.put(settlement);
        writer.put(Payout{ids.id<PayoutId>(311), payable_to(farm), Money::fen_unchecked(5),
                          PayoutWay::cash, ids.member(), ids.id<LedgerEntryId>(300), sample_time});
        return {};
    });
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        LOUXIA_TRY(writer.post_entry(top_up(ids, 301)));
        LOUXIA_TRY(writer.post_entry(top_up(ids, 302)));
        writer.emit(sample_event(R"({"a":1})"));
        writer.emit(sample_event(R"({"a":2})"));
        return {};
    });
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        writer.put(sample_payment(ids));
        writer.put(sample_payment(ids));
        writer.put(sample_return(ids));
        writer.put(sample_return(ids));
        writer.set_refunds_to_wallet(ids.household(), true);
        writer.put(sample_coupon(ids));
        Coupon running = sample_coupon(ids);
        running.stopped_at = Instant{};
        writer.put(running);
        const CouponUse use{running.id, ids.household(), ids.order()};
        LOUXIA_TRY(writer.take_coupon(use));
        writer.give_back_coupon(use);
        LOUXIA_TRY(writer.take_coupon(use));
        return {};
    });
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        writer.put(Handover{ids.id<OrderId>(paid_order), HandoverProof::none, {}, sample_time});
        writer.put(sample_rider(ids));
        writer.add(sample_ride(ids));
        writer.put(sample_ride(ids));
        writer.put(sample_quote(ids));
        writer.put(sample_quote(ids));
        return {};
    });
    // Refused inside, and the work goes on without it.
    all.push_back([ids](app::Writer& writer) -> Result<void> {
        LedgerEntry too_much = top_up(ids, 303);
        for (Posting& posting : too_much.postings)
            posting.amount = Money::fen_unchecked(-10 * posting.amount.fen());
        const auto refused = writer.post_entry(too_much);
        CHECK_FALSE(refused.ok());
        writer.emit(sample_event(R"({"a":3})"));
        return {};
    });
    // Refused after it wrote: run again, and back to its savepoint.
    all.push_back([](app::Writer& writer) -> Result<void> {
        (void)writer.take_order_number(CivilDate{2026, 11, 23}, sample_time, sample_time + day_ms);
        return refuse(ErrorCode::conflict);
    });
    return all;
}

}  // namespace

void write_all(store::SqlStore& store, const SampleIds& ids) {
    for (const auto& work : works(ids))
        (void)store.transact(ids.community(), work);
    // The engine refuses a second order with a waiting code; the next work finds it in order.
    const auto same_code = [ids](app::Writer& writer) -> Result<void> {
        Order order = sample_order(ids);
        order.id = ids.id<OrderId>(202);
        writer.put(order);
        return {};
    };
    CHECK_THROWS_AS((void)store.transact(ids.community(), same_code), app::StoreFailure);
}

namespace {

void read_places_and_people(const app::Reader& reader, const SampleIds& ids) {
    (void)reader.community();
    (void)reader.buildings();
    (void)reader.building(ids.building());
    (void)reader.hubs();
    (void)reader.hub(ids.hub());
    (void)reader.households();
    (void)reader.household(ids.household());
    (void)reader.member(ids.member());
    (void)reader.members_of(ids.household());
    (void)reader.staff();
    (void)reader.couriers();
    (void)reader.courier(ids.courier());
    (void)reader.code_pad(ids.hub());
    (void)reader.invite_by_hash("aa11");
    (void)reader.invite_by_code("dd44");
    (void)reader.session(SessionId{6});
    (void)reader.sessions_of(ids.member());
    (void)reader.guard(ids.household());
    (void)reader.building_code_by_hash("ee55");
    (void)reader.admission(ids.member());
    (void)reader.admissions();
    (void)reader.vouchers_of(ids.member());
    (void)reader.admissions_before(sample_time, 10);
    (void)reader.new_phone(ids.member());
    (void)reader.new_phone_by_secret("ff66");
    (void)reader.new_phone_by_claim("ff77");
    (void)reader.guest_link(GuestLinkId{5});
    (void)reader.guest_link_by_hash("ff88");
    (void)reader.guest_links_of(ids.household());
    (void)reader.live_sessions(sample_time);
    (void)reader.identity(IdentityId{5});
    (void)reader.identity_of("https://id.example", "somebody");
    (void)reader.identities_of(ids.member());
    (void)reader.identity_flow("gg12");
    (void)reader.passkey(PasskeyId{5});
    (void)reader.passkey_by_credential("Y3JlZA");
    (void)reader.passkeys_of(ids.member());
    (void)reader.session_by_hash("bb22");
    (void)reader.kept_reply("m:k");
}

void read_trade(const app::Reader& reader, const SampleIds& ids) {
    (void)reader.list_on({2026, 11, 23});
    (void)reader.list(ids.list());
    (void)reader.latest_published_list();
    (void)reader.drafts_due(sample_time);
    (void)reader.items_of(ids.list());
    (void)reader.item(ids.item());
    (void)reader.stock_of_item(ids.item());
    (void)reader.stock_of_list(ids.list());
    (void)reader.group(ids.group());
    (void)reader.groups_since(sample_time);
    (void)reader.groups_to_fail(sample_time + day_ms);
    (void)reader.shares(ids.group());
    (void)reader.share(ids.group(), ids.household());
    (void)reader.share_count(ids.group());
    (void)reader.held_shares(ids.group(), 50);
    (void)reader.groups_to_end();
    (void)reader.open_shares_of(ids.household());
    (void)reader.order(ids.order());
    (void)reader.orders_of(ids.household(), 50);
    (void)reader.running_orders();
    (void)reader.running_orders_of(ids.hub());
    (void)reader.running_orders_of(ids.courier());
    (void)reader.orders_of(ids.group());
    (void)reader.orders_placed_between(sample_time, sample_time + day_ms);
    (void)reader.delivered_since(sample_time, 60);
    (void)reader.refunds_of(ids.id<OrderId>(paid_order));
    (void)reader.claims_of(ids.id<OrderId>(paid_order));
    (void)reader.open_claims(20);
    (void)reader.open_claim_count();
    (void)reader.recall(ids.item());
    (void)reader.running_recalls();
    (void)reader.orders_to_recall(Recall{ids.item(), sample_time, {}, {}, 0, {}}, 20);
    (void)reader.is_under_way(ids.item());
    (void)reader.waiting_shares_of(ids.household());
    (void)reader.delivered_before(sample_time + day_ms, ids.order(), 10);
    (void)reader.orders_numbered(713, sample_time, 10);
    (void)reader.orders_to_move(10);
    (void)reader.time_change(ids.group(), {});
    (void)reader.time_change({}, ids.order());
    (void)reader.orders_waiting_for(ids.hub(), ids.item());
    (void)reader.shortage(ids.id<ShortageId>(320));
    (void)reader.running_shortages();
    (void)reader.cuts_to_apply(ids.id<ShortageId>(320), 10);
    (void)reader.settlement(ids.id<OrderId>(paid_order));
    (void)reader.settlements_to_release(sample_time, 10);
    (void)reader.next_release();
    (void)reader.supplier(ids.id<SupplierId>(310));
    (void)reader.supplier_named("王家农场");
    (void)reader.payouts(10);
    (void)reader.owed_since(wallet_of(ids.household()));
    (void)reader.latest_moves(wallet_of(ids.household()), 10);
    (void)reader.balances(AccountKind::wallet);
    (void)reader.entries_between(sample_time, sample_time + day_ms);
    (void)reader.order_with_code(ids.hub(), "0042");
    (void)reader.codes_waiting_at(ids.hub());
    (void)reader.orders_ahead(ids.hub(), sample_time);
    (void)reader.orders_without_courier(10);
    (void)reader.deliveries_placed(sample_time, 10);
    (void)reader.route_stops();
    (void)reader.route_stops_of(ids.courier());
    (void)reader.assignments_of(ids.id<OrderId>(paid_order));
    (void)reader.assignments_since(sample_time, 10);
    (void)reader.handover(ids.id<OrderId>(paid_order));
    (void)reader.problems_of(ids.id<OrderId>(paid_order));
    (void)reader.open_problems();
    (void)reader.quote_errors_ms(PromiseClass::within_30_minutes, sample_time, 10);
    (void)reader.busy_couriers();
    (void)reader.orders_to_compensate(sample_time, 10);
    (void)reader.orders_past_estimate(sample_time, 10);
    (void)reader.order_count_of(ids.household());
    (void)reader.arrived_at(ids.id<OrderId>(paid_order));
    (void)reader.courier(CourierId{1});
    (void)reader.crowd_ride(sample_ride(ids).id);
    (void)reader.crowd_ride_of(sample_ride(ids).courier);
    (void)reader.running_crowd_rides();
    (void)reader.crowd_rides_to_look_at(sample_time + day_ms, 50);
    (void)reader.crowd_spent_since(sample_time);
    (void)reader.crowd_quote(ids.hub());
    (void)reader.coupon(sample_coupon(ids).id);
    (void)reader.coupon_by_code("K7M29QXD");
    (void)reader.coupons(50);
    (void)reader.coupon_use(sample_coupon(ids).id, ids.household());
    (void)reader.payment(sample_payment(ids).id);
    (void)reader.payment_by_reference("ref-1");
    (void)reader.payments_of(ids.household(), 50);
    (void)reader.payments_for(ids.household(), ids.order().value);
    (void)reader.payments_to_look_at(sample_time + day_ms, 50);
    (void)reader.returns_of(sample_payment(ids).id);
    (void)reader.returns_to_look_at(sample_time + day_ms, 50);
    (void)reader.refunds_to_wallet(ids.household());
    (void)reader.post(ids.post());
    (void)reader.posts(10);
    (void)reader.has_post_for(ids.order());
    (void)reader.picture(ids.picture());
    (void)reader.balance(wallet_of(ids.household()));
    (void)reader.last_seq();
    (void)reader.first_kept_seq();
    (void)reader.events_after(0, 10);
}

/// What a household asks for once in a while, and may take its time.
void read_own_data(const app::Reader& reader, const SampleIds& ids) {
    (void)reader.invites_of(ids.member());
    (void)reader.pictures_of(ids.member());
    (void)reader.replies_of(ids.member());
    (void)reader.shares_of(ids.household());
    (void)reader.posts_of(ids.household());
    (void)reader.moves_of(wallet_of(ids.household()));
    (void)reader.events_of(ids.household());
}

}  // namespace

void read_day(const app::Reader& reader, const SampleIds& ids) {
    read_places_and_people(reader, ids);
    read_trade(reader, ids);
}

void read_all(const store::SqlStore& store, const SampleIds& ids) {
    (void)store.communities();
    (void)store.community_of(ids.group());
    (void)store.community_of(ids.order());
    (void)store.community_of(ids.item());
    (void)store.community_of(ids.post());
    (void)store.community_of(ids.picture());
    store.read(ids.community(), [&](const app::Reader& reader) {
        read_day(reader, ids);
        read_own_data(reader, ids);
    });
    (void)store.roots();
    (void)store.pictures();
    (void)store.broken_invariants();
}

}  // namespace louxia::test
