// What does not add up about riders of the crowd is found and named.

#include <doctest/doctest.h>

#include "server/store/open_store.hpp"
#include "tests/server/store/raw.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

/// A ride that was delivered and paid.
void fill(const std::string& folder, const SampleIds& ids) {
    const auto store = store::open_store(folder, store::Access::serve);
    fill_with_samples(*store, ids, 20);
    const auto done = store->transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
        Courier rider = sample_rider(ids);
        rider.on_shift = false;
        writer.put(rider);
        CrowdRide ride = sample_ride(ids);
        ride.orders.clear();
        ride.state = CrowdState::delivered;
        ride.why = CrowdEnd::delivered;
        ride.ended_at = sample_time + 9;
        ride.look_at = Instant{};
        writer.add(ride);
        return writer.post_entry(transfer(LedgerEntryId{1}, Cause::crowd_ride, ride.id.value,
                                          sample_time, sales_of(ids.hub()), crowd_account,
                                          ride.price)
                                     .value());
    });
    REQUIRE(done.ok());
}

}  // namespace

TEST_CASE("rides, their couriers and what they cost have to agree") {
    const TemporaryFolder folder;
    fill(folder.path(), SampleIds{7});
    CHECK(lines_broken_in(folder.path()) == "");
    const auto breaks = [&](const std::string& sql, std::string_view words) {
        const TemporaryFolder other;
        fill(other.path(), SampleIds{7});
        run_raw(other.path(), sql);
        CAPTURE(sql);
        CHECK(lines_broken_in(other.path()).find(words) != std::string::npos);
    };
    breaks("UPDATE courier SET on_shift = 1 WHERE crowd = 1", "not on shift as it should be");
    breaks("UPDATE courier SET crowd = 0", "is none of the crowd or not on shift");
    breaks("UPDATE courier SET crowd = 1", "is of the crowd without a ride");
    breaks("UPDATE crowd_ride SET price_fen = 900", "800 fen were booked, it should be 900");
    breaks("UPDATE crowd_ride SET state = 7, why = 5", "800 fen were booked, it should be 0");
    breaks("UPDATE crowd_ride SET price_fen = 900", "the crowd's account stands at 800 fen");
    breaks("UPDATE crowd_ride SET state = 8, why = 8, ended_at_ms = NULL", "has no order left");
    breaks("UPDATE crowd_ride SET state = 2, why = 1, ended_at_ms = NULL",
           "the provider is not turned to again");
    breaks("UPDATE crowd_ride SET to_cancel = 1", "the provider is not turned to again");
    breaks("UPDATE crowd_ride SET ride_id = 99", "paid for the ride");
}

TEST_CASE("an order is with a ride that lasts and was called for it") {
    const SampleIds ids{7};
    const auto lines = [&](CrowdState state, OrderState order_state, bool called_for) {
        const TemporaryFolder folder;
        {
            const auto store = store::open_store(folder.path(), store::Access::serve);
            fill_with_samples(*store, ids, 20);
            const auto done =
                store->transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
                    Courier rider = sample_rider(ids);
                    rider.on_shift = lasts(state);
                    writer.put(rider);
                    Order order = sample_order(ids);
                    order.state = order_state;
                    order.courier = rider.id;
                    order.group = GroupId{};
                    order.pickup_code.clear();
                    writer.put(order);
                    CrowdRide ride = sample_ride(ids);
                    ride.state = state;
                    ride.why = lasts(state) ? CrowdEnd::none : CrowdEnd::lost;
                    if (!called_for) ride.orders.clear();
                    if (state == CrowdState::refused) ride.ended_at = sample_time + 9;
                    writer.add(ride);
                    return {};
                });
            REQUIRE(done.ok());
        }
        return lines_broken_in(folder.path());
    };
    const auto has = [](const std::string& text, std::string_view words) {
        return text.find(words) != std::string::npos;
    };
    CHECK_FALSE(has(lines(CrowdState::called, OrderState::packed, true), "ride"));
    CHECK_FALSE(has(lines(CrowdState::vanished, OrderState::out, true), "ride"));
    CHECK(has(lines(CrowdState::called, OrderState::packed, false), "which was not called for it"));
    CHECK(has(lines(CrowdState::refused, OrderState::packed, true), "which has ended in state 6"));
    CHECK(has(lines(CrowdState::vanished, OrderState::packed, true), "whose rider has vanished"));
}

}  // namespace louxia::test
