#include <doctest/doctest.h>

#include "server/app/group_steps.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

OrderId collected(Neighbourhood& place, std::size_t who) {
    const auto placed = place.order(place.resident(who), {{place.item(0), 1}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(who), {placed->order}).ok());
    place.house().pass(second_ms);
    return placed->order;
}

api::FindOrders::Response found(Neighbourhood& place, const api::FindOrders::Request& request) {
    const auto answer = place.call<api::FindOrders>(place.leader(), request);
    REQUIRE(answer.ok());
    return *answer;
}

std::vector<Order> orders_of(Neighbourhood& place, GroupId group) {
    std::vector<Order> orders;
    place.house().store->read(place.id,
                              [&](const app::Reader& reader) { orders = reader.orders_of(group); });
    return orders;
}

}  // namespace

TEST_CASE("older delivered orders are found page by page, and by door and number") {
    House house;
    Neighbourhood place(house);
    place.publish_list(100);
    std::vector<OrderId> orders;
    for (std::size_t index = 0; index < 65; ++index) {
        orders.push_back(collected(place, index % 12));
    }
    std::vector<OrderId> seen;
    api::FindOrders::Request request;
    std::size_t pages = 0;
    do {
        const auto page = found(place, request);
        for (const api::OrderView& order : page.orders)
            seen.push_back(order.order);
        request.before = page.next;
        ++pages;
    } while (request.before.is_set());
    CHECK(pages == 3);
    CHECK(seen == std::vector<OrderId>(orders.rbegin(), orders.rend()));
    const Order first = place.stored(orders[0]);
    api::FindOrders::Request door;
    door.building = first.address.building_number;
    door.unit = first.address.unit;
    door.room = first.address.room;
    const auto there = found(place, door);
    CHECK(there.orders.size() == 6);
    CHECK(there.orders.back().order == orders[0]);
    door.number = first.number;
    CHECK(found(place, door).orders.size() == 1);
    api::FindOrders::Request number;
    number.number = first.number;
    CHECK(found(place, number).orders.size() == 1);
    house.pass(15 * day_ms);
    CHECK(found(place, number).orders.empty());
    api::FindOrders::Request room;
    room.room = 502;
    CHECK_FALSE(api::FindOrders::check(room).ok());
}

TEST_CASE("a group closes by itself with the share that reaches its turnover") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group(2);
    CHECK(place.call<api::ChangeGroup>(place.leader(), {group, {}, fen(17'799)}).error().code ==
          ErrorCode::out_of_range);
    REQUIRE(place.call<api::ChangeGroup>(place.leader(), {group, {}, fen(26'000)}).ok());
    for (std::size_t who = 0; who < 3; ++who) {
        CHECK(place.call<api::JoinGroup>(place.resident(who), {group}).ok());
    }
    CHECK(place.call<api::JoinGroup>(place.resident(3), {group}).error().code ==
          ErrorCode::group_closed);
    CHECK(orders_of(place, group).size() == 3);
    CHECK(house.broken() == "");
    // Lowered below what is sold, it closes at once.
    const GroupId other = place.open_group(2);
    for (std::size_t who = 0; who < 3; ++who) {
        CHECK(place.call<api::JoinGroup>(place.resident(who), {other}).ok());
    }
    REQUIRE(place.call<api::ChangeGroup>(place.leader(), {other, {}, fen(20'000)}).ok());
    CHECK(place.call<api::JoinGroup>(place.resident(3), {other}).error().code ==
          ErrorCode::group_closed);
    CHECK(house.broken() == "");
}

TEST_CASE("a group's other time reaches every order and every household, in steps") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group(2);
    for (std::size_t who = 0; who < 4; ++who) {
        REQUIRE(place.call<api::JoinGroup>(place.resident(who), {group}).ok());
    }
    const std::size_t told = place.events("order_changed").size();
    const auto at = [&](Instant deliver_before) {
        return place.call<api::ChangeGroup>(place.leader(), {group, deliver_before, fen(-1)});
    };
    CHECK(at(House::at(15, 59)).error().code == ErrorCode::out_of_range);
    CHECK(at(House::at(18, 0) + 8 * day_ms).error().code == ErrorCode::out_of_range);
    const auto moved = at(House::at(19, 30));
    REQUIRE(moved.ok());
    CHECK(moved->deliver_before == House::at(19, 30));
    for (const Order& order : orders_of(place, group)) {
        CHECK(order.promise.due_at == House::at(19, 30));
    }
    CHECK(place.events("order_changed").size() == told + 4);
    const OrderId order = orders_of(place, group)[0].id;
    CHECK(place.call<api::GetOrder>(place.resident(0), {order})->moved_from == House::at(18, 0));
    CHECK(place.call<api::MoveOrderTime>(place.leader(), {order, House::at(20, 0)}).error().code ==
          ErrorCode::wrong_state);
    // What a stop left behind, the jobs do.
    REQUIRE(house.store
                ->transact(place.id,
                           [&](app::Writer& writer) -> Result<void> {
                               GroupBuy later = *writer.group(group);
                               later.deliver_before = House::at(20, 30);
                               writer.put(later);
                               return {};
                           })
                .ok());
    house.jobs.run_due(house.now());
    CHECK(orders_of(place, group)[3].promise.due_at == House::at(20, 30));
    house.store->read(place.id, [&](const app::Reader& reader) {
        const auto noted = reader.time_change(group, {});
        REQUIRE(noted.has_value());
        CHECK(noted->by == place.leader().member->id);
    });
    CHECK(house.broken() == "");
}

TEST_CASE("an order's other time is told, and what was owed for the former one is paid") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto pickup = place.order(place.resident(0), {{place.item(0), 1}}, Fulfilment::pickup);
    REQUIRE(pickup.ok());
    place.move_to(pickup->order, OrderState::ready);
    const Instant evening = House::at(21, 30);
    const Instant before = place.stored(pickup->order).collect_before;
    REQUIRE(place.call<api::MoveOrderTime>(place.leader(), {pickup->order, evening}).ok());
    CHECK(place.stored(pickup->order).collect_before == evening);
    CHECK(place.call<api::GetOrder>(place.resident(0), {pickup->order})->moved_from == before);
    CHECK(place.events("order_changed").back().subject ==
          place.resident(0).member->household.value);
    CHECK(
        place.call<api::MoveOrderTime>(place.leader(), {pickup->order, house.now()}).error().code ==
        ErrorCode::out_of_range);
    const auto late = place.order(place.resident(1), {{place.item(0), 1}});
    REQUIRE(late.ok());
    house.pass(2 * hour_ms);
    const Money wallet = place.wallet(place.resident(1));
    REQUIRE(place.call<api::MoveOrderTime>(place.leader(), {late->order, evening}).ok());
    CHECK(place.wallet(place.resident(1)) == fen(wallet.fen() + compensation_when_late.fen()));
    CHECK(place.stored(late->order).compensated);
    CHECK(house.broken() == "");
}

TEST_CASE("a share that is paid for waits for its group, and the household is told so") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group(2);
    REQUIRE(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    const auto mine = [&] { return place.call<api::ListOrders>(place.resident(0), {}).value(); };
    REQUIRE(mine().shares.size() == 1);
    CHECK(mine().shares[0].state == ShareState::waiting);
    CHECK(mine().shares[0].paid == fen(8900));
    CHECK(mine().orders.empty());
    REQUIRE(place.call<api::JoinGroup>(place.resident(1), {group}).ok());
    CHECK(mine().shares.empty());
    CHECK(mine().orders.size() == 1);
}

}  // namespace louxia::test
