#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/server/http/riding.hpp"

namespace louxia::test {
namespace {

namespace protocol = adapters::crowd_protocol;
using protocol::State;

Reply notify(Riding& riding, const std::string& body, const adapters::signing::Key& key,
             std::int64_t at_ms, std::string_view label = "notice") {
    const std::string time = std::to_string(at_ms);
    return post(riding.world.port(), "/api/crowd/notice", body,
                {{"Louxia-Time", time}, {"Louxia-Signature", key.sign(label, time, body)}});
}

/// As the provider would say it, with that number.
protocol::Status word(Riding& riding, CrowdRideId id, State state, std::int64_t number,
                      protocol::Stage stage = protocol::Stage::waiting) {
    protocol::Status status;
    status.community = riding.place().id;
    status.ride = id;
    status.reference = "sim-" + id.text();
    status.number = number;
    status.state = state;
    status.rider = "小周";
    status.arrives_in_s = 300;
    for (const OrderId order : riding.ride(id).orders)
        status.stops.push_back({order, stage});
    return status;
}

int said(Riding& riding, const protocol::Status& status) {
    return notify(riding, api::encode(status), crowd_key, adapters::signing::machine_now_ms())
        .status;
}

}  // namespace

TEST_CASE("a ride is called after the commit, carried to both doors and paid once") {
    Riding riding;
    const OrderId first = riding.packed(0);
    const OrderId second = riding.packed(1);
    const auto courier = riding.want({first, second});
    REQUIRE(courier.ok());
    CHECK(riding.provider.rides().empty());
    CHECK(riding.courier(*courier).crowd);
    CHECK(riding.courier(*courier).on_shift);
    const CrowdRideId id = riding.ride_of(*courier).id;
    CHECK(riding.ride(id).state == CrowdState::wanted);
    CHECK(riding.world.house.broken() == "");
    riding.rounds(2);
    REQUIRE(riding.provider.rides().size() == 1);
    CHECK(riding.ride(id).state == CrowdState::called);
    // The household is not told of a rider before there is one.
    const auto look = [&] {
        return riding.place().call<api::GetOrder>(riding.place().resident(0), {first}).value();
    };
    CHECK_FALSE(look().track.has_value());
    riding.step(id, State::accepted);
    CHECK(riding.ride(id).state == CrowdState::accepted);
    CHECK(riding.ride(id).arrives_at == riding.world.house.now() + 300 * second_ms);
    REQUIRE(look().track.has_value());
    CHECK(look().track->courier_name == riding.ride(id).rider);
    CHECK(look().estimate_at > riding.ride(id).arrives_at);
    riding.step(id, State::at_pickup);
    CHECK(riding.ride(id).at_pickup_at.is_set());
    riding.step(id, State::picked_up);
    CHECK(riding.ride(id).state == CrowdState::picked_up);
    CHECK(riding.place().stored(first).state == OrderState::out);
    CHECK(riding.place().stored(second).state == OrderState::out);
    REQUIRE(riding.provider.deliver(id, second));
    riding.provider.wait_for_notices();
    CHECK(riding.place().stored(second).state == OrderState::done);
    CHECK(riding.place().stored(first).state == OrderState::out);
    CHECK(riding.balance(crowd_account) == 0);
    const std::int64_t sales = riding.balance(sales_of(riding.ride(id).hub));
    REQUIRE(riding.provider.deliver(id, first));
    riding.provider.wait_for_notices();
    riding.rounds(3, minute_ms);
    CHECK(riding.place().stored(first).state == OrderState::done);
    CHECK(riding.ride(id).state == CrowdState::delivered);
    CHECK_FALSE(riding.courier(*courier).on_shift);
    CHECK(riding.balance(crowd_account) == 800);
    CHECK(riding.balance(earnings_of(*courier)) == 0);
    CHECK(riding.balance(sales_of(riding.ride(id).hub)) > sales - 800);
    CHECK(riding.world.house.broken() == "");
    // Paid out like whatever else is owed.
    const auto accounts = riding.place().call<api::GetAccounts>(riding.place().leader(), {});
    const auto owed =
        std::find_if(accounts->owed.begin(), accounts->owed.end(),
                     [](const api::OwedView& each) { return each.kind == AccountKind::crowd; });
    REQUIRE(owed != accounts->owed.end());
    CHECK(owed->amount.fen() == 800);
    CHECK(riding.place()
              .call<api::PayOut>(riding.place().leader(),
                                 {AccountKind::crowd, OwnerId{}, owed->amount, PayoutWay::bank})
              .ok());
    CHECK(riding.balance(crowd_account) == 0);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("the first word of a ride may be that its rider has vanished with the bag") {
    Riding riding;
    const OrderId order = riding.packed(0);
    const CrowdRideId id = riding.called({order});
    CHECK(said(riding, word(riding, id, State::vanished, 9, protocol::Stage::taken)) == 200);
    CHECK(riding.ride(id).state == CrowdState::vanished);
    CHECK_FALSE(riding.ride(id).ended_at.is_set());
    CHECK(riding.ride(id).rider == "小周");
    CHECK(riding.place().stored(order).state == OrderState::out);
    CHECK(riding.world.house.broken() == "");
    CHECK(riding.place()
              .call<api::SettleLostOrder>(riding.place().leader(), {order, LostOutcome::came_back})
              .ok());
    CHECK(riding.ride(id).ended_at.is_set());
    CHECK(riding.place().stored(order).state == OrderState::packed);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("a rider sees doors, numbers, pieces and notes, and nobody's name or phone") {
    Riding riding;
    const CrowdRideId id = riding.called({riding.packed(0, 3)});
    const auto rides = riding.provider.rides();
    REQUIRE(rides.size() == 1);
    const protocol::CallRequest& request = rides[0].request;
    CHECK(request.ride == id);
    CHECK(request.price.fen() == 800);
    CHECK(request.accept_within_s > 170);
    REQUIRE(request.doors.size() == 1);
    const Order order = riding.place().stored(request.doors[0].order);
    CHECK(request.doors[0].number == order.number);
    CHECK(request.doors[0].pieces == 3);
    CHECK(request.doors[0].building == order.address.building_number);
    CHECK(request.doors[0].room == order.address.room);
    Plan plan;
    PlanPoint door;
    std::optional<Household> household;
    riding.world.house.store->read(riding.place().id, [&](const app::Reader& reader) {
        plan = reader.community().plan;
        door = door_of(reader.building(order.address.building).value());
        household = reader.household(order.household);
    });
    const auto at =
        plan_point(plan, request.doors[0].at.latitude_e7, request.doors[0].at.longitude_e7);
    CHECK(at.has_value());
    CHECK(at->x_m == door.x_m);
    CHECK(at->y_m == door.y_m);
    const std::string sent = api::encode(request);
    CHECK(sent.find("phone") == std::string::npos);
    for (const std::string& own : {household->nickname, household->surname, household->phone}) {
        if (!own.empty()) CHECK(sent.find(own) == std::string::npos);
    }
}

TEST_CASE("a ride that nobody takes gives its order back to the queue and to somebody else") {
    Riding riding;
    const OrderId order = riding.packed(0);
    const CrowdRideId id = riding.called({order});
    REQUIRE(riding.place().call<api::SetShift>(riding.place().courier(0), {true}).ok());
    CHECK(riding.place().stored(order).courier == riding.ride(id).courier);
    riding.step(id, State::refused);
    CHECK(riding.ride(id).state == CrowdState::refused);
    CHECK(riding.ride(id).why == CrowdEnd::declined);
    CHECK(riding.place().stored(order).courier == riding.place().courier(0).member->courier);
    CHECK(riding.balance(crowd_account) == 0);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("a ride nobody accepts in three minutes ends, and its provider hears of it") {
    Riding riding;
    const OrderId order = riding.packed(0);
    const CrowdRideId id = riding.called({order});
    riding.rounds(40);
    CHECK(riding.ride(id).state == CrowdState::refused);
    CHECK(riding.ride(id).why == CrowdEnd::nobody);
    CHECK_FALSE(riding.place().stored(order).courier.is_set());
    CHECK(riding.provider.rides().at(0).cancel_heard);
    CHECK_FALSE(riding.ride(id).look_at.is_set());
    // Wanted once more, it is another ride.
    CHECK(riding.called({order}) != id);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("a rider who does not come is given up ten minutes after the time it told") {
    Riding riding;
    const OrderId order = riding.packed(0);
    const CrowdRideId id = riding.called({order});
    riding.step(id, State::accepted);
    riding.rounds(1, 14 * minute_ms);
    CHECK(riding.ride(id).state == CrowdState::accepted);
    // The provider still says that it is on its way, in five minutes.
    const Instant told = riding.ride(id).arrives_at;
    riding.provider.set_away(true);
    riding.rounds(12, minute_ms);
    riding.rounds(12, minute_ms);
    CHECK(riding.ride(id).state == CrowdState::vanished);
    CHECK(riding.ride(id).why == CrowdEnd::no_show);
    CHECK(riding.ride(id).ended_at >= told + crowd_no_show_ms);
    CHECK_FALSE(riding.place().stored(order).courier.is_set());
    CHECK_FALSE(riding.provider.rides().at(0).cancel_heard);
    riding.provider.set_away(false);
    riding.rounds(2, minute_ms);
    CHECK(riding.provider.rides().at(0).cancel_heard);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("what a vanished rider had not taken is replaced, what it carries the leader decides") {
    for (const LostOutcome outcome :
         {LostOutcome::delivered, LostOutcome::came_back, LostOutcome::packed_anew}) {
        CAPTURE(word_of(outcome));
        Riding riding;
        const OrderId taken = riding.packed(0, 2);
        const OrderId left = riding.packed(1);
        const CrowdRideId id = riding.called({taken, left});
        riding.step(id, State::accepted);
        protocol::Status gone = word(riding, id, State::vanished, 50);
        gone.stops[0].stage = protocol::Stage::taken;
        const Pieces before = riding.place().available(0);
        CHECK(said(riding, gone) == 200);
        CHECK(riding.ride(id).state == CrowdState::vanished);
        CHECK_FALSE(riding.ride(id).ended_at.is_set());
        CHECK_FALSE(riding.place().stored(left).courier.is_set());
        CHECK(riding.place().stored(left).state == OrderState::packed);
        CHECK(riding.place().stored(taken).state == OrderState::out);
        CHECK(riding.place().stored(taken).courier == riding.ride(id).courier);
        CHECK(riding.world.house.broken() == "");
        // The shop cannot move it; the leader says what became of it, on the order's page.
        const Headers leader = riding.world.as(riding.place().leader());
        const std::string here = "/c/lanting/leader/order?order=" + taken.text();
        const Reply page = get(riding.world.port(), here, leader);
        CHECK(page.has("value=\"came_back\""));
        const Reply noted = post_form(
            riding.world.port(), "/c/lanting/leader/order",
            "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key") +
                "&order=" + taken.text() + "&step=lost&outcome=" + std::string(word_of(outcome)),
            leader);
        CHECK(noted.status == 303);
        CHECK(riding.ride(id).ended_at.is_set());
        const Order after = riding.place().stored(taken);
        const bool done = outcome == LostOutcome::delivered;
        CHECK(after.state == (done ? OrderState::done : OrderState::packed));
        CHECK(after.courier.is_set() == done);
        const std::int64_t gone_anew = outcome == LostOutcome::packed_anew ? 2 : 0;
        CHECK(riding.place().available(0).count == before.count - gone_anew);
        CHECK(riding.balance(crowd_account) == 0);
        CHECK(riding.world.house.broken() == "");
        CHECK(riding.place()
                  .call<api::SettleLostOrder>(riding.place().leader(), {taken, outcome})
                  .error()
                  .code == ErrorCode::wrong_state);
    }
}

TEST_CASE(
    "a rider of the crowd is called where nobody of one's own is on shift, by the dispatcher") {
    Riding riding;
    riding.offers = true;
    riding.rounds();
    // With nobody on shift, a delivery is promised by the crowd alone.
    const auto order =
        riding.place().order(riding.place().resident(0), {{riding.place().item(0), 1}});
    REQUIRE(order.ok());
    const OrderId id = order->order;
    const auto decide = [&] {
        riding.rounds(1, 15 * second_ms);
        riding.decide();
    };
    decide();
    // Not before the hub has agreed to pack it.
    CHECK(riding.provider.rides().empty());
    riding.place().move_to(id, OrderState::packed);
    decide();
    riding.rounds();
    REQUIRE(riding.provider.rides().size() == 1);
    const CrowdRide ride = riding.ride(riding.provider.rides()[0].request.ride);
    CHECK(riding.place().stored(id).courier == ride.courier);
    CHECK(ride.price > Money{});
    const auto fleet = riding.place().call<api::GetFleet>(riding.place().leader(), {});
    REQUIRE(fleet->rides.size() == 1);
    CHECK(fleet->rides[0].price == ride.price);
    REQUIRE(fleet->rides[0].stops.size() == 1);
    CHECK(fleet->rides[0].stops[0].order == id);
    CHECK(fleet->crowd_spent.is_zero());
    CHECK(fleet->decisions.at(0).courier_name == "");
    riding.step(ride.id, State::refused);
    CHECK_FALSE(riding.place().stored(id).courier.is_set());
    // Nobody is asked again at once, and then somebody is.
    decide();
    CHECK_FALSE(riding.place().stored(id).courier.is_set());
    for (int round = 0; round < 9; ++round)
        decide();
    riding.rounds();
    REQUIRE(riding.provider.rides().size() == 2);
    const CourierId second = riding.place().stored(id).courier;
    REQUIRE(second.is_set());
    CHECK(second != ride.courier);
    const CrowdRideId again = riding.ride_of(second).id;
    riding.step(again, State::picked_up);
    riding.step(again, State::delivered);
    CHECK(riding.place().stored(id).state == OrderState::done);
    CHECK(riding.place().call<api::GetFleet>(riding.place().leader(), {})->crowd_spent ==
          riding.ride(again).price);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("a courier of one's own who is free goes before the crowd") {
    Riding riding;
    riding.offers = true;
    riding.rounds();
    riding.set_own_shift(true);
    const auto order =
        riding.place().order(riding.place().resident(0), {{riding.place().item(0), 1}});
    REQUIRE(order.ok());
    riding.place().move_to(order->order, OrderState::packed);
    riding.rounds(2, 15 * second_ms);
    riding.decide();
    riding.rounds();
    const Order stored = riding.place().stored(order->order);
    REQUIRE(stored.courier.is_set());
    CHECK_FALSE(riding.courier(stored.courier).crowd);
    CHECK(riding.provider.rides().empty());
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("a rider given up with a bag brings it after all") {
    Riding riding;
    const OrderId order = riding.packed(0);
    const CrowdRideId id = riding.called({order});
    riding.step(id, State::accepted);
    riding.step(id, State::picked_up);
    riding.step(id, State::vanished);
    CHECK(riding.place().stored(order).state == OrderState::out);
    CHECK(said(riding, word(riding, id, State::delivered, 90, protocol::Stage::delivered)) == 200);
    CHECK(riding.place().stored(order).state == OrderState::done);
    CHECK(riding.ride(id).state == CrowdState::vanished);
    CHECK(riding.ride(id).ended_at.is_set());
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("a ride with no order left is cancelled, one with some goes on") {
    Riding riding;
    const OrderId first = riding.packed(0);
    const OrderId second = riding.packed(1);
    const CrowdRideId id = riding.called({first, second});
    riding.step(id, State::accepted);
    const auto cancel = [&](OrderId order) {
        return riding.place()
            .call<api::MoveOrder>(riding.place().leader(), {order, OrderState::cancelled})
            .ok();
    };
    REQUIRE(cancel(first));
    CHECK(riding.ride(id).state == CrowdState::accepted);
    REQUIRE(cancel(second));
    CHECK(riding.ride(id).state == CrowdState::cancelled);
    CHECK(riding.ride(id).to_cancel);
    CHECK(riding.world.house.broken() == "");
    riding.rounds();
    CHECK(riding.provider.rides().at(0).cancel_heard);
    CHECK_FALSE(riding.ride(id).to_cancel);
    // What comes afterwards changes nothing, and the provider is told again.
    CHECK(said(riding, word(riding, id, State::at_pickup, 70)) == 200);
    CHECK(riding.ride(id).state == CrowdState::cancelled);
    CHECK(riding.ride(id).to_cancel);
    riding.rounds();
    CHECK_FALSE(riding.ride(id).to_cancel);
    CHECK(riding.balance(crowd_account) == 0);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("only the provider's own words of the last minutes are heard, older ones not any more") {
    Riding riding;
    const OrderId order = riding.packed(0);
    const CrowdRideId id = riding.called({order});
    const std::string body = api::encode(word(riding, id, State::accepted, 5));
    const std::int64_t now = adapters::signing::machine_now_ms();
    const auto another = adapters::signing::Key::of("another key, which is long enough for one");
    CHECK(notify(riding, body, another, now).status == 403);
    CHECK(notify(riding, body, crowd_key, now - 10 * minute_ms).status == 403);
    CHECK(notify(riding, body, crowd_key, now, "reply ").status == 403);
    CHECK(post(riding.world.port(), "/api/crowd/notice", body).status == 403);
    CHECK(notify(riding, "{}", crowd_key, now).status == 400);
    CHECK(notify(riding, std::string(5000, ' '), crowd_key, now).status == 413);
    CHECK(riding.ride(id).state == CrowdState::called);
    // Later words first, earlier ones afterwards, each twice.
    CHECK(said(riding, word(riding, id, State::picked_up, 8, protocol::Stage::taken)) == 200);
    CHECK(notify(riding, body, crowd_key, now).status == 200);
    CHECK(notify(riding, body, crowd_key, now).status == 200);
    CHECK(said(riding, word(riding, id, State::refused, 3)) == 200);
    CHECK(riding.ride(id).state == CrowdState::picked_up);
    CHECK(riding.ride(id).said == 8);
    CHECK(riding.place().stored(order).state == OrderState::out);
    // Another's reference, an order that it was not called for, a ride that is not ours.
    auto wrong = word(riding, id, State::delivered, 9, protocol::Stage::delivered);
    wrong.reference = "sim-another";
    CHECK(said(riding, wrong) == 409);
    wrong = word(riding, id, State::delivered, 9, protocol::Stage::delivered);
    wrong.stops.push_back({riding.packed(1), protocol::Stage::delivered});
    CHECK(said(riding, wrong) == 409);
    wrong = word(riding, id, State::delivered, 9);
    wrong.ride = CrowdRideId{99};
    CHECK(said(riding, wrong) == 404);
    const auto last = word(riding, id, State::delivered, 9, protocol::Stage::delivered);
    CHECK(said(riding, last) == 200);
    CHECK(said(riding, last) == 200);
    CHECK(riding.balance(crowd_account) == 800);
    CHECK(riding.world.house.broken() == "");
    CHECK(riding.world.log_text().find("a key of riders") == std::string::npos);
}

TEST_CASE("nobody hears of a ride without a provider, and what is asked wrongly writes nothing") {
    Riding riding;
    const OrderId order = riding.packed(0);
    const OrderId other = riding.packed(1);
    const auto couriers = [&] {
        std::size_t count = 0;
        riding.world.house.store->read(riding.place().id, [&](const app::Reader& reader) {
            count = reader.couriers().size();
        });
        return count;
    };
    const std::size_t own = couriers();
    CHECK(riding.want({order, order}).error().code == ErrorCode::conflict);
    CHECK(riding.want({order}, 0).error().code == ErrorCode::out_of_range);
    REQUIRE(riding.want({order}).ok());
    CHECK(couriers() == own + 1);
    CHECK(riding.want({order}).error().field == "orders[0]");
    CHECK(riding.want({other, order}).error().code == ErrorCode::conflict);
    riding.world.house.context.crowd = nullptr;
    CHECK(riding.want({other}).error().code == ErrorCode::not_offered);
    CHECK_FALSE(riding.place().stored(other).courier.is_set());
    // What was wanted before ends by itself.
    riding.rounds(5, minute_ms);
    CHECK_FALSE(riding.place().stored(order).courier.is_set());
    CHECK(couriers() == own);
    CHECK(riding.world.house.broken() == "");
    World without;
    CHECK(post(without.port(), "/api/crowd/notice", "{}").status == 404);
}

TEST_CASE("a ride that was wanted before a restart is called afterwards, once") {
    Riding riding;
    const OrderId order = riding.packed(0);
    riding.provider.set_away(true);
    const auto courier = riding.want({order});
    REQUIRE(courier.ok());
    riding.rounds(2);
    CHECK(riding.ride_of(*courier).state == CrowdState::wanted);
    // What the former process remembered is gone.
    jobs::CrowdRounds anew(riding.world.house.context);
    riding.provider.set_away(false);
    riding.world.pass(30 * second_ms);
    anew.run();
    anew.run();
    CHECK(riding.ride_of(*courier).state == CrowdState::called);
    CHECK(riding.provider.rides().size() == 1);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("an order that the rider has taken and nobody noted as packed goes out once it is") {
    Riding riding;
    const OrderId order = riding.delivery(0, OrderState::picking);
    const CrowdRideId id = riding.called({order});
    riding.step(id, State::accepted);
    riding.step(id, State::picked_up);
    CHECK(riding.place().stored(order).state == OrderState::picking);
    CHECK(riding.ride(id).state == CrowdState::accepted);
    REQUIRE(riding.place()
                .call<api::MoveOrder>(riding.place().leader(), {order, OrderState::packed})
                .ok());
    riding.rounds();
    CHECK(riding.place().stored(order).state == OrderState::out);
    CHECK(riding.ride(id).state == CrowdState::picked_up);
    CHECK(riding.world.house.broken() == "");
}

TEST_CASE("each open hub has a tariff of the last minute") {
    Riding riding;
    riding.offers = true;
    const auto quote = [&](HubId hub) {
        std::optional<CrowdQuote> found;
        riding.world.house.store->read(
            riding.place().id, [&](const app::Reader& reader) { found = reader.crowd_quote(hub); });
        return found;
    };
    HubId hub;
    riding.world.house.store->read(
        riding.place().id, [&](const app::Reader& reader) { hub = reader.hubs().front().id; });
    CHECK_FALSE(quote(hub).has_value());
    for (int round = 0; round < 40; ++round) {
        riding.rounds();
        if (round < 2) continue;
        REQUIRE(quote(hub).has_value());
        CHECK(is_fresh(*quote(hub), riding.world.house.now()));
        CHECK(riding.world.house.now() - quote(hub)->quoted_at <= minute_ms);
    }
    CHECK(quote(hub)->acceptance_permille == 1000);
    riding.provider.set_away(true);
    riding.rounds(20);
    CHECK_FALSE(is_fresh(*quote(hub), riding.world.house.now()));
}

TEST_CASE(
    "rides of a provider that loses, repeats, delays and reorders all end, owned by somebody") {
    for (const std::uint64_t seed : {1ULL, 2ULL}) {
        Riding riding({.seed = seed,
                       .lost_notices = 30,
                       .repeated_notices = 40,
                       .lost_replies = 30,
                       .delay_ms_max = 40},
                      {20, 30, 3600, false});
        std::vector<OrderId> orders;
        for (std::size_t who = 0; who < 10; ++who)
            orders.push_back(riding.packed(who));
        int rides = 0;
        const Instant until = riding.world.house.now() + 8 * hour_ms;
        const auto open = [&] {
            std::vector<OrderId> waiting;
            std::size_t unfinished = 0;
            for (const OrderId id : orders) {
                const Order order = riding.place().stored(id);
                unfinished += is_finished(order.state) ? 0 : 1;
                if (!is_finished(order.state) && !order.courier.is_set()) waiting.push_back(id);
            }
            return std::pair(waiting, unfinished);
        };
        for (;;) {
            const auto [waiting, unfinished] = open();
            if (unfinished == 0) break;
            REQUIRE(riding.world.house.now() < until);
            for (std::size_t at = 0; at < waiting.size(); at += 2) {
                std::vector<OrderId> some{waiting[at]};
                const bool pair =
                    at + 1 < waiting.size() && riding.place().stored(waiting[at + 1]).hub ==
                                                   riding.place().stored(waiting[at]).hub;
                if (pair) some.push_back(waiting[at + 1]);
                CHECK(riding.want(some, 700).ok());
                ++rides;
                if (!pair && at + 1 < waiting.size()) --at;
            }
            riding.rounds(1, 20 * second_ms);
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            // What was lost with its rider the leader decides.
            for (const OrderId id : orders) {
                const Order order = riding.place().stored(id);
                if (order.state != OrderState::out) continue;
                const CrowdRide ride = riding.ride_of(order.courier);
                if (ride.state != CrowdState::vanished) continue;
                CHECK(riding.place()
                          .call<api::SettleLostOrder>(riding.place().leader(),
                                                      {id, LostOutcome::came_back})
                          .ok());
            }
        }
        riding.provider.wait_for_notices();
        riding.rounds(30, minute_ms);
        std::int64_t paid = 0;
        for (const auto& each : riding.provider.rides()) {
            const CrowdRide ride = riding.ride(each.request.ride);
            CHECK_FALSE(lasts(ride.state));
            paid += ride.state == CrowdState::delivered ? 700 : 0;
        }
        CHECK(riding.balance(crowd_account) == paid);
        CHECK(rides > 5);
        CHECK(riding.world.house.broken() == "");
    }
}

}  // namespace louxia::test
