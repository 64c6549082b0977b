// What is put is what is got: payments, coupons, settlements and shortages.

#include "tests/server/store/round_trip.hpp"

#include <doctest/doctest.h>

namespace louxia::test {

TEST_CASE("payments and what goes back of them come back, by household, subject and time") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        writer.put(sample_order(ids));
        writer.put(sample_payment(ids));
        writer.put(sample_return(ids));
        writer.set_refunds_to_wallet(ids.household(), true);
        writer.set_refunds_to_wallet(ids.household(), false);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const OnlinePayment wanted = sample_payment(ids);
        CHECK(same(reader.payment(wanted.id).value(), wanted));
        CHECK(reader.payment_by_reference("ref-1")->id == wanted.id);
        CHECK_FALSE(reader.payment_by_reference("").has_value());
        CHECK(reader.payments_of(ids.household(), 5).size() == 1);
        CHECK(reader.payments_of(ids.household(), 0).empty());
        for (const std::uint64_t subject : {ids.order().value, ids.group().value}) {
            CHECK(reader.payments_for(ids.household(), subject).size() == 1);
        }
        CHECK(reader.payments_for(ids.household(), 1).empty());
        CHECK(reader.payments_to_look_at(sample_time + 1, 5).empty());
        CHECK(reader.payments_to_look_at(sample_time + 2, 5).size() == 1);
        CHECK(same(reader.returns_of(wanted.id).at(0), sample_return(ids)));
        CHECK(reader.returns_to_look_at(sample_time + 1, 5).empty());
        CHECK(reader.returns_to_look_at(sample_time + 2, 5).size() == 1);
        CHECK_FALSE(reader.refunds_to_wallet(ids.household()));
    });
}

TEST_CASE("rides come back with their orders, by courier, time and whether they have ended") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    CrowdRide ride = sample_ride(ids);
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        writer.put(sample_rider(ids));
        writer.add(ride);
        writer.put(sample_quote(ids));
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.crowd_ride(ride.id).value(), ride));
        CHECK(reader.crowd_ride(ride.id)->orders == ride.orders);
        CHECK(reader.crowd_ride_of(ride.courier)->id == ride.id);
        CHECK_FALSE(reader.crowd_ride_of(ids.courier()).has_value());
        CHECK(reader.running_crowd_rides().size() == 1);
        CHECK(reader.crowd_rides_to_look_at(sample_time + 5, 5).empty());
        CHECK(reader.crowd_rides_to_look_at(sample_time + 6, 5).size() == 1);
        CHECK(same(reader.crowd_quote(ids.hub()).value(), sample_quote(ids)));
        CHECK(reader.couriers().size() == 2);
        CHECK(same(reader.courier(ride.courier).value(), sample_rider(ids)));
    });
    // A rider of a ride that is over is found by its id, and stands in no list.
    Courier rests = sample_rider(ids);
    rests.on_shift = false;
    ride.state = CrowdState::vanished;
    ride.why = CrowdEnd::no_show;
    ride.ended_at = sample_time + 9;
    ride.to_cancel = true;
    filled.write([&](app::Writer& writer) {
        writer.put(rests);
        writer.put(ride);
        CHECK(writer.couriers().size() == 1);
        CHECK(same(writer.courier(ride.courier).value(), rests));
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.crowd_ride(ride.id).value(), ride));
        CHECK(reader.crowd_ride(ride.id)->orders == ride.orders);
        CHECK(reader.running_crowd_rides().empty());
        CHECK(reader.couriers().size() == 1);
    });
}

TEST_CASE("claims come back by their order, and those that wait the longest waiting first") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    RefundClaim claim{ids.order(),  1,           whole_order,      RefundReason::missing,
                      "少了\n两样", sample_time, ClaimState::open, "",
                      Instant{}};
    RefundClaim earlier = claim;
    earlier.number = 2;
    earlier.line = 0;
    earlier.claimed_at = sample_time + -1;
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        writer.put(claim);
        writer.put(earlier);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.claims_of(ids.order()).at(0), claim));
        CHECK(same(reader.claims_of(ids.order()).at(1), earlier));
        CHECK(same(reader.open_claims(5).at(0), earlier));
        CHECK(reader.open_claims(1).size() == 1);
        CHECK(reader.open_claim_count() == 2);
    });
    earlier.state = ClaimState::declined;
    earlier.answer = "称过了";
    earlier.answered_at = sample_time;
    filled.write([&](app::Writer& writer) { writer.put(earlier); });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.claims_of(ids.order()).at(1), earlier));
        CHECK(reader.open_claim_count() == 1);
    });
}

TEST_CASE("coupons come back, and each household takes one once, as long as there are some") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    Coupon running = sample_coupon(ids);
    running.stopped_at = Instant{};
    running.taken = 8;
    const CouponUse use{running.id, ids.household(), ids.order()};
    filled.write([&](app::Writer& writer) {
        writer.put(running);
        CHECK(writer.take_coupon(use).ok());
        CHECK(writer.take_coupon(use).error().code == ErrorCode::coupon_used);
        CHECK(writer.coupon(running.id)->taken == 9);
        writer.give_back_coupon({running.id, ids.household(), OrderId{5}});
        CHECK(writer.coupon(running.id)->taken == 9);
        writer.give_back_coupon(use);
        CHECK(writer.coupon(running.id)->taken == 8);
        writer.put(sample_coupon(ids));
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.coupon(running.id).value(), sample_coupon(ids)));
        CHECK(reader.coupon_by_code("K7M29QXD")->id == running.id);
        CHECK_FALSE(reader.coupon_by_code("K7M29QXE").has_value());
        CHECK(reader.coupons(5).size() == 1);
        CHECK_FALSE(reader.coupon_use(running.id, ids.household()).has_value());
    });
}

TEST_CASE("settlements, farms and payouts come back, and what is frozen is found by its time") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    Settlement settlement;
    settlement.order = ids.order();
    settlement.permille = 100;
    settlement.goods = Money::fen_unchecked(716);
    settlement.commission = Money::fen_unchecked(72);
    settlement.payable = Money::fen_unchecked(240);
    settlement.courier = ids.courier();
    settlement.courier_pay = Money::fen_unchecked(300);
    settlement.taken_back = Money::fen_unchecked(5);
    settlement.frozen_until = sample_time + hour_ms;
    const Supplier farm{ids.id<SupplierId>(90), "王家农场"};
    Payout payout{ids.id<PayoutId>(91), payable_to(farm.id), Money::fen_unchecked(240),
                  PayoutWay::bank,      ids.member(),        LedgerEntryId{501},
                  sample_time + 9};
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        writer.put(settlement);
        writer.put(farm);
        for (const std::uint64_t id : {500U, 501U, 502U}) {
            const bool out = id == 501;
            const Account owed = payable_to(farm.id);
            const auto entry = transfer(LedgerEntryId{id}, out ? Cause::payout : Cause::split, 7,
                                        sample_time + static_cast<std::int64_t>(id),
                                        out ? owed : sales_of(ids.hub()), out ? bank_account : owed,
                                        payout.amount);
            CHECK(writer.post_entry(entry.value()).ok());
        }
        writer.put(payout);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.settlement(ids.order()).value(), settlement));
        CHECK_FALSE(reader.settlement(OrderId{1}).has_value());
        CHECK(reader.settlements_to_release(sample_time, 10).empty());
        CHECK(reader.settlements_to_release(sample_time + hour_ms, 10).size() == 1);
        CHECK(reader.next_release() == sample_time + hour_ms);
        CHECK(reader.supplier(farm.id)->name == farm.name);
        CHECK(reader.supplier_named(farm.name)->id == farm.id);
        CHECK_FALSE(reader.supplier_named("别家").has_value());
        REQUIRE(reader.payouts(10).size() == 1);
        CHECK(same(reader.payouts(10).front(), payout));
        CHECK(reader.owed_since(payable_to(farm.id)) == sample_time + 502);
        CHECK(reader.latest_moves(payable_to(farm.id), 2).size() == 2);
        CHECK(reader.latest_moves(payable_to(farm.id), 2).front().entry == LedgerEntryId{502});
        REQUIRE(reader.balances(AccountKind::payable).size() == 1);
        CHECK(reader.balances(AccountKind::payable).front().amount == payout.amount);
        const auto entries = reader.entries_between(sample_time + 501, sample_time + 502);
        REQUIRE(entries.size() == 1);
        CHECK(entries[0].id == LedgerEntryId{501});
        CHECK(entries[0].postings.size() == 2);
        CHECK(reader.entries_between(sample_time, sample_time + day_ms).size() == 3);
    });
    settlement.released_at = sample_time + hour_ms;
    filled.write([&](app::Writer& writer) { writer.put(settlement); });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.next_release(); }).is_set());
}

TEST_CASE("a shortage comes back with the cuts that wait, and who waits by time") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    Shortage shortage{
        ids.id<ShortageId>(95),     ids.hub(),    ids.item(),  Pieces{3}, Pieces{7}, 1, Pieces{4},
        Money::fen_unchecked(1432), ids.member(), sample_time, Instant{}};
    ShortageCut cut{shortage.id, ids.order(), Pieces{3}, Pieces{}, Money{}, Instant{}};
    Order order = sample_order(ids);
    order.state = OrderState::accepted;
    order.pickup_code.clear();
    order.tolerance_permille = 50;
    filled.write([&](app::Writer& writer) {
        writer.put(order);
        writer.put(shortage);
        writer.put(cut);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.order(ids.order())->tolerance_permille == 50);
        CHECK(same(reader.shortage(shortage.id).value(), shortage));
        CHECK(reader.running_shortages() == std::vector<ShortageId>{shortage.id});
        REQUIRE(reader.cuts_to_apply(shortage.id, 5).size() == 1);
        CHECK(same(reader.cuts_to_apply(shortage.id, 5).front(), cut));
        const auto waiting = reader.orders_waiting_for(ids.hub(), order.lines[0].item);
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0].order == order.id);
    });
    cut.applied_at = sample_time;
    shortage.ended_at = sample_time;
    filled.write([&](app::Writer& writer) {
        writer.put(cut);
        writer.put(shortage);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.cuts_to_apply(shortage.id, 5).empty());
        CHECK(reader.running_shortages().empty());
    });
}

}  // namespace louxia::test
