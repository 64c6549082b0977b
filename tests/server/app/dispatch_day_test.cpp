#include <doctest/doctest.h>

#include <algorithm>

#include "server/app/dispatching.hpp"
#include "server/jobs/road_rounds.hpp"
#include "tests/server/adapters/simulated_roads.hpp"
#include "tests/server/app/neighbourhood.hpp"

/// Whose an order is on its way, through everything that goes wrong there.
namespace louxia::test {
namespace {

using Step = api::CourierStep::Step;

struct DispatchDay {
    DispatchDay() { place.publish_list(40); }

    OrderId packed(std::size_t who) {
        const auto placed = place.order(place.resident(who), {{place.item(0), 1}});
        REQUIRE(placed.ok());
        place.move_to(placed->order, OrderState::packed);
        return placed->order;
    }
    std::vector<CourierAssignment> assignments(OrderId order) {
        std::vector<CourierAssignment> all;
        house.store->read(place.id,
                          [&](const app::Reader& reader) { all = reader.assignments_of(order); });
        return all;
    }
    std::vector<RouteStop> route(CourierId courier) {
        std::vector<RouteStop> stops;
        house.store->read(
            place.id, [&](const app::Reader& reader) { stops = reader.route_stops_of(courier); });
        return stops;
    }
    CourierId owner(OrderId order) { return place.stored(order).courier; }
    app::Caller other(OrderId order) {
        const auto first = place.courier(0);
        return first.member->courier == owner(order) ? place.courier(1) : first;
    }
    void minutes(int count) {
        for (int minute = 0; minute < count; ++minute) {
            house.pass(minute_ms);
            house.jobs.run_due(house.now());
        }
    }
    Result<api::RunView> report(const app::Caller& courier, OrderId order, ProblemKind kind,
                                std::string text = {}) {
        return place.call<api::ReportProblem>(courier, {order, kind, std::move(text)});
    }
    void cancel(OrderId order) {
        REQUIRE(place.call<api::MoveOrder>(place.leader(), {order, OrderState::cancelled}).ok());
    }
    void stand(const app::Caller& courier, PlanPoint at) {
        const GeoPoint degrees = geo_point(place.plan(), at);
        REQUIRE(
            place.call<api::ReportPosition>(courier, {degrees.latitude_e7, degrees.longitude_e7})
                .ok());
    }
    Result<api::RunView> step(const app::Caller& courier, OrderId order, Step what) {
        return place.call<api::CourierStep>(courier, {order, what});
    }

    House house;
    Neighbourhood place{house};
};

TEST_CASE("whoever is across the river is far away, where a router knows it") {
    // Doors of the two buildings; the hub is beside the first.
    constexpr PlanPoint over_there{50, 130};
    constexpr PlanPoint down_the_road{230, 130};
    const auto given_to = [&](bool by_road) {
        DispatchDay day;
        SimulatedRoads service(day.place.plan(), [&](PlanPoint from, PlanPoint) {
            return from == over_there ? 9000.0 : 200.0;
        });
        const auto roads = adapters::HttpRoads::make(service.url());
        if (by_road) {
            day.house.context.roads = roads.get();
            CHECK(jobs::RoadRounds(day.house.context).run());
        }
        day.stand(day.place.courier(0), over_there);
        day.stand(day.place.courier(1), down_the_road);
        return day.owner(day.packed(0)) == day.place.courier(0).member->courier ? 0 : 1;
    };
    CHECK(given_to(false) == 0);
    CHECK(given_to(true) == 1);
}

TEST_CASE("an order is given with its reason, and its stops are the courier's way") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto made = day.assignments(order);
    REQUIRE(made.size() == 1);
    CHECK(made[0].courier == day.owner(order));
    CHECK(made[0].end == AssignmentEnd::running);
    // The other courier is across the compound.
    CHECK(made[0].instead == day.other(order).member->courier);
    CHECK(made[0].saves_s > 0);
    const auto stops = day.route(day.owner(order));
    REQUIRE(stops.size() == 2);
    CHECK(stops[0].pickup);
    CHECK_FALSE(stops[1].pickup);
    CHECK(stops[0].expected_at < stops[1].expected_at);
    CHECK(day.place.stored(order).estimate_at == stops[1].expected_at);
    const auto fleet = day.place.call<api::GetFleet>(day.place.leader(), {});
    REQUIRE(fleet.ok());
    REQUIRE(fleet->decisions.size() == 1);
    CHECK(fleet->decisions[0].saves_s == made[0].saves_s);
    CHECK(fleet->couriers[0].stops.size() + fleet->couriers[1].stops.size() == 2);
    CHECK(day.house.broken() == "");
}

TEST_CASE("at the door the household's digits are asked for, and a wrong one changes nothing") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    const auto look = [&] {
        return day.place.call<api::GetOrder>(day.place.resident(0), {order}).value();
    };
    CHECK(look().pickup_code.empty());
    REQUIRE(day.step(courier, order, Step::take).ok());
    const std::string code = look().pickup_code;
    REQUIRE(code.size() == 4);
    // At the kiosk it opens nothing.
    CHECK(day.place.call<api::CollectByCode>(day.place.kiosk(), {code}).error().code ==
          ErrorCode::wrong_code);
    const auto hand_over = [&](std::string shown) {
        return day.place.call<api::CourierStep>(courier,
                                                {order, Step::deliver, std::move(shown), {}});
    };
    const std::string wrong = code == "0000" ? "0001" : "0000";
    CHECK(hand_over(wrong).error() == refuse(ErrorCode::wrong_code, "code"));
    CHECK(day.place.stored(order).state == OrderState::out);
    // Back at the hub it has none, and the next time another may be drawn.
    REQUIRE(day.step(courier, order, Step::bring_back).ok());
    CHECK(look().pickup_code.empty());
    REQUIRE(day.step(day.place.courier_with(order), order, Step::take).ok());
    REQUIRE(hand_over(look().pickup_code).ok());
    CHECK(look().state == OrderState::done);
    CHECK(look().pickup_code.empty());
    CHECK(look().handed_photo.empty());
    day.house.store->read(day.place.id, [&](const app::Reader& reader) {
        CHECK(reader.handover(order)->proof == HandoverProof::code);
    });
    CHECK(day.house.broken() == "");
}

TEST_CASE("a picture of where it stands is the courier's own, and shown to its household") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    REQUIRE(day.step(courier, order, Step::take).ok());
    const auto keep = [&](const app::Caller& who) {
        return day.place.call<api::KeepPicture>(who, {png()}).value();
    };
    const auto hand_over = [&](PictureId photo) {
        return day.place.call<api::CourierStep>(courier, {order, Step::deliver, {}, photo});
    };
    const auto others = keep(day.other(order));
    CHECK(hand_over(others.picture).error() == refuse(ErrorCode::not_found, "photo"));
    CHECK(hand_over(PictureId{77}).error() == refuse(ErrorCode::not_found, "photo"));
    const auto photo = keep(courier);
    REQUIRE(hand_over(photo.picture).ok());
    const auto seen = day.place.call<api::GetOrder>(day.place.resident(0), {order});
    CHECK(seen->handed_photo == photo.url);
    CHECK(day.house.broken() == "");
    // A household that is forgotten takes the picture of its door with it.
    const auto forgotten =
        day.house.store->transact(day.place.id, [&](app::Writer& writer) -> Result<void> {
            writer.forget(*writer.household(day.place.resident(0).member->household), "住户");
            return {};
        });
    REQUIRE(forgotten.ok());
    day.house.store->read(day.place.id, [&](const app::Reader& reader) {
        CHECK_FALSE(reader.picture(photo.picture).has_value());
        CHECK(reader.handover(order)->proof == HandoverProof::none);
        CHECK(reader.picture(others.picture).has_value());
    });
}

TEST_CASE("how a courier goes is said with the shift, and how long it lasts") {
    DispatchDay day;
    const auto courier = day.place.courier(0);
    const Instant until = day.house.now() + 2 * hour_ms;
    const auto run = day.place.call<api::SetShift>(courier, {true, until, CourierVehicle::scooter});
    REQUIRE(run.ok());
    CHECK(run->vehicle == CourierVehicle::scooter);
    CHECK(run->shift_until == until);
    const auto fleet = day.place.call<api::GetFleet>(day.place.leader(), {});
    CHECK(fleet->couriers[0].vehicle == CourierVehicle::scooter);
    CHECK(fleet->couriers[0].shift_until == until);
    // Off shift it stays as it was.
    CHECK(day.place.call<api::SetShift>(courier, {false})->vehicle == CourierVehicle::scooter);
    CHECK(day.place.call<api::SetShift>(courier, {true, day.house.now()}).error() ==
          refuse(ErrorCode::out_of_range, "until_ms"));
    CHECK(day.place.call<api::SetShift>(courier, {true, day.house.now() + day_ms + 1}).error() ==
          refuse(ErrorCode::out_of_range, "until_ms"));
}

TEST_CASE("the shop sees who is coming, the first first, with what to hand out") {
    DispatchDay day;
    const auto coming = [&] {
        return day.place.call<api::GetShopBoard>(day.place.shop(), {})->coming;
    };
    CHECK(coming().empty());
    const OrderId first = day.packed(0);
    const OrderId second = day.packed(1);
    const auto name_of = [&](OrderId order) {
        std::string name;
        day.house.store->read(day.place.id, [&](const app::Reader& reader) {
            name = reader.courier(day.owner(order))->name;
        });
        return name;
    };
    const auto all = coming();
    REQUIRE_FALSE(all.empty());
    std::vector<std::int32_t> numbers;
    for (std::size_t index = 0; index < all.size(); ++index) {
        CHECK(all[index].arrives_at.is_set());
        CHECK_FALSE(all[index].crowd);
        CHECK(all[index].packed == static_cast<std::int32_t>(all[index].numbers.size()));
        if (index > 0) CHECK(all[index - 1].arrives_at <= all[index].arrives_at);
        numbers.insert(numbers.end(), all[index].numbers.begin(), all[index].numbers.end());
    }
    std::sort(numbers.begin(), numbers.end());
    CHECK(numbers == std::vector<std::int32_t>{day.place.stored(first).number,
                                               day.place.stored(second).number});
    const bool together = day.owner(first) == day.owner(second);
    CHECK(all.size() == (together ? 1 : 2));
    REQUIRE(day.step(day.place.courier_with(first), first, Step::take).ok());
    const auto left = coming();
    REQUIRE(left.size() == 1);
    CHECK(left[0].courier_name == name_of(second));
    CHECK(left[0].numbers == std::vector<std::int32_t>{day.place.stored(second).number});
}

TEST_CASE("two orders of one building go together, and the taken one leaves the way") {
    DispatchDay day;
    const OrderId first = day.packed(0);
    REQUIRE(day.owner(first).is_set());
    // Who is free would be at the second door as soon as who is on the way to the first.
    REQUIRE(day.place.call<api::SetShift>(day.other(first), {false}).ok());
    const OrderId second = day.packed(1);
    CHECK(day.owner(first) == day.owner(second));
    CHECK(day.assignments(second)[0].on_the_way);
    const auto courier = day.place.courier_with(first);
    REQUIRE(day.step(courier, first, Step::take).ok());
    REQUIRE(day.step(courier, second, Step::take).ok());
    const auto stops = day.route(day.owner(first));
    REQUIRE(stops.size() == 2);
    CHECK(std::none_of(stops.begin(), stops.end(), [](const auto& stop) { return stop.pickup; }));
    REQUIRE(day.step(courier, second, Step::deliver).ok());
    REQUIRE(day.step(courier, first, Step::deliver).ok());
    CHECK(day.route(courier.member->courier).empty());
    CHECK(day.assignments(first)[0].end == AssignmentEnd::delivered);
    CHECK(day.step(courier, first, Step::decline).error().code == ErrorCode::wrong_state);
    CHECK(day.owner(first) == courier.member->courier);
    CHECK(day.house.broken() == "");
}

TEST_CASE("a declined order goes to somebody else, and never back") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto first = day.place.courier_with(order);
    const auto second = day.other(order);
    REQUIRE(day.step(first, order, Step::decline).ok());
    CHECK(day.owner(order) == second.member->courier);
    REQUIRE(day.assignments(order).size() == 2);
    CHECK(day.assignments(order)[0].end == AssignmentEnd::declined);
    CHECK(day.route(first.member->courier).empty());
    REQUIRE(day.step(second, order, Step::decline).ok());
    day.minutes(3);
    CHECK_FALSE(day.owner(order).is_set());
    CHECK(day.house.broken() == "");
}

TEST_CASE("a courier who is not heard of loses what lies packed, and the shift") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto silent = day.place.courier_with(order);
    day.minutes(9);
    CHECK(day.owner(order) == silent.member->courier);
    day.minutes(2);
    CHECK(day.owner(order).is_set());
    CHECK(day.owner(order) != silent.member->courier);
    CHECK(day.assignments(order)[0].end == AssignmentEnd::silent);
    CHECK_FALSE(day.place.call<api::GetRun>(silent, {})->on_shift);
    CHECK(day.house.broken() == "");
}

TEST_CASE("a position is a sign of life") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    for (int round = 0; round < 4; ++round) {
        day.minutes(4);
        REQUIRE(day.place.call<api::ReportPosition>(courier, {311'490'000, 1'211'005'000}).ok());
    }
    CHECK(day.owner(order) == courier.member->courier);
    CHECK(day.house.broken() == "");
}

TEST_CASE("what a courier carries stays the courier's until it is handed over or back") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    REQUIRE(day.step(courier, order, Step::take).ok());
    CHECK(day.place.available(0) == Pieces{79});
    day.minutes(30);
    CHECK(day.owner(order) == courier.member->courier);
    CHECK(day.step(courier, order, Step::decline).error().code == ErrorCode::wrong_state);
    CHECK(day.place.call<api::SetShift>(courier, {false, Instant{}}).error().code ==
          ErrorCode::wrong_state);
    REQUIRE(day.step(courier, order, Step::bring_back).ok());
    CHECK(day.assignments(order)[0].end == AssignmentEnd::brought_back);
    // Nothing is wrong with it, so it goes out again, by whoever is best placed.
    CHECK(day.place.stored(order).state == OrderState::packed);
    CHECK(day.owner(order).is_set());
    CHECK(day.place.available(0) == Pieces{79});
    CHECK(day.house.broken() == "");
}

TEST_CASE("a reported order waits for the leader, then goes on") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    REQUIRE(day.report(courier, order, ProblemKind::item_missing, "少一把葱").ok());
    CHECK_FALSE(day.owner(order).is_set());
    day.minutes(5);
    CHECK_FALSE(day.owner(order).is_set());
    const auto fleet = day.place.call<api::GetFleet>(day.place.leader(), {});
    REQUIRE(fleet->problems.size() == 1);
    CHECK(fleet->problems[0].text == "少一把葱");
    REQUIRE(day.place.call<api::SolveProblem>(day.place.leader(), {order}).ok());
    CHECK(day.owner(order).is_set());
    CHECK(day.place.call<api::SolveProblem>(day.place.leader(), {order}).error().code ==
          ErrorCode::not_found);
    CHECK(day.house.broken() == "");
}

TEST_CASE("a wrong address: reported at the door, brought back, cancelled with all money") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    REQUIRE(day.step(courier, order, Step::take).ok());
    CHECK(day.report(courier, order, ProblemKind::item_missing).error().code ==
          ErrorCode::wrong_state);
    const auto run = day.report(courier, order, ProblemKind::wrong_address);
    REQUIRE(run.ok());
    REQUIRE(run->stops.size() == 1);
    CHECK(run->stops[0].reported);
    CHECK(day.owner(order) == courier.member->courier);
    REQUIRE(day.step(courier, order, Step::bring_back).ok());
    day.minutes(5);
    CHECK_FALSE(day.owner(order).is_set());
    REQUIRE(
        day.place.call<api::MoveOrder>(day.place.leader(), {order, OrderState::cancelled}).ok());
    CHECK(day.place.wallet(day.place.resident(0)) == Money::fen_unchecked(30'000));
    CHECK(day.place.available(0) == Pieces{80});
    CHECK(day.place.call<api::GetFleet>(day.place.leader(), {})->problems.empty());
    CHECK(day.house.broken() == "");
}

TEST_CASE("a cancelled order leaves the way of its courier") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    REQUIRE(
        day.place.call<api::MoveOrder>(day.place.leader(), {order, OrderState::cancelled}).ok());
    CHECK(day.route(courier.member->courier).empty());
    CHECK(day.assignments(order)[0].end == AssignmentEnd::cancelled);
    CHECK(day.place.call<api::GetRun>(courier, {})->stops.empty());
    CHECK(day.house.broken() == "");
}

TEST_CASE("a hub without power: nothing is fetched there, and nothing promised from it") {
    DispatchDay day;
    const auto close = [&](bool open) {
        REQUIRE(day.house.store
                    ->transact(day.place.id,
                               [&](app::Writer& writer) -> Result<void> {
                                   for (Hub& hub : writer.hubs()) {
                                       hub.open = open;
                                       writer.put(hub);
                                   }
                                   return {};
                               })
                    .ok());
    };
    const auto placed = day.place.order(day.place.resident(0), {{day.place.item(0), 1}});
    REQUIRE(placed.ok());
    close(false);
    day.place.move_to(placed->order, OrderState::packed);
    day.minutes(2);
    CHECK_FALSE(day.owner(placed->order).is_set());
    CHECK_FALSE(day.place.order(day.place.resident(1), {{day.place.item(0), 1}}).ok());
    close(true);
    day.minutes(1);
    CHECK(day.owner(placed->order).is_set());
    CHECK(day.house.broken() == "");
}

TEST_CASE("after a restart everything is where it was") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const CourierId owner = day.owner(order);
    const auto before = day.route(owner);
    adapters::HorizonDispatcher fresh;
    app::Context context{day.house.door,  day.house.clock, day.house.ids,     day.house.secrets,
                         day.house.zones, fresh,           day.house.pictures};
    jobs::Jobs jobs(context);
    jobs.run_due(day.house.now());
    CHECK(day.owner(order) == owner);
    CHECK(day.route(owner) == before);
    CHECK(day.assignments(order).size() == 1);
    CHECK(day.house.broken() == "");
}

TEST_CASE("going off shift hands on what was not taken") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    const auto second = day.other(order);
    const auto run = day.place.call<api::SetShift>(courier, {false, Instant{}});
    REQUIRE(run.ok());
    CHECK(run->stops.empty());
    CHECK(day.owner(order) == second.member->courier);
    CHECK(day.place.call<api::SetShift>(courier, {true, Instant{day.house.now().ms - 1}}).error() ==
          refuse(ErrorCode::out_of_range, "until_ms"));
    CHECK(day.house.broken() == "");
}

TEST_CASE("a promise that nobody could keep is not offered, and a position is kept for a day") {
    DispatchDay day;
    for (const std::size_t who : {std::size_t{0}, std::size_t{1}}) {
        REQUIRE(day.place.call<api::SetShift>(day.place.courier(who), {false, Instant{}}).ok());
    }
    const auto refused = day.place.order(day.place.resident(0), {{day.place.item(0), 1}});
    CHECK_FALSE(refused.ok());
    const auto courier = day.place.courier(0);
    REQUIRE(day.place.call<api::SetShift>(courier, {true, Instant{}}).ok());
    REQUIRE(day.place.call<api::ReportPosition>(courier, {311'490'000, 1'211'005'000}).ok());
    CHECK(day.place.call<api::GetRun>(courier, {})->seen_at.is_set());
    day.house.pass(day_ms + hour_ms);
    day.house.jobs.run_due(day.house.now());
    CHECK_FALSE(day.place.call<api::GetRun>(courier, {})->seen_at.is_set());
    CHECK(day.house.broken() == "");
}

TEST_CASE("a courier is seen only by those whose order is on its way") {
    DispatchDay day;
    const OrderId order = day.packed(0);
    const auto courier = day.place.courier_with(order);
    const auto track = [&] {
        return day.place.call<api::GetOrder>(day.place.resident(0), {order})->track;
    };
    REQUIRE(day.place.call<api::ReportPosition>(courier, {311'490'000, 1'211'005'000}).ok());
    REQUIRE(track().has_value());
    CHECK_FALSE(track()->seen_at.is_set());
    CHECK(day.place.events("courier_moved").empty());
    REQUIRE(day.step(courier, order, Step::take).ok());
    REQUIRE(track().has_value());
    CHECK(track()->seen_at.is_set());
    REQUIRE(day.step(courier, order, Step::deliver).ok());
    CHECK_FALSE(track().has_value());
    CHECK(day.house.broken() == "");
}

TEST_CASE("one more rider would have helped, says the trial, and changes nothing") {
    DispatchDay day;
    REQUIRE(day.place.call<api::SetShift>(day.place.courier(1), {false, Instant{}}).ok());
    const auto nothing = day.place.call<api::TryRider>(day.place.leader(), {8 * 60, 12 * 60});
    REQUIRE(nothing.ok());
    CHECK(nothing->without.orders == 0);
    std::vector<OrderId> orders;
    for (std::size_t who = 0; who < 12; ++who) {
        orders.push_back(day.packed(who));
    }
    const auto trial = day.place.call<api::TryRider>(day.place.leader(), {8 * 60, 12 * 60});
    REQUIRE(trial.ok());
    CHECK(trial->without.orders == 12);
    CHECK(trial->with.orders == 12);
    CHECK(trial->with.mean_ms < trial->without.mean_ms);
    CHECK(trial->with.on_time >= trial->without.on_time);
    CHECK(std::all_of(orders.begin(), orders.end(), [&](OrderId order) {
        return day.place.stored(order).state == OrderState::packed;
    }));
    CHECK(day.house.broken() == "");
}

}  // namespace
}  // namespace louxia::test
