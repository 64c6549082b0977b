#include <doctest/doctest.h>

#include <set>

#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

const Money start = Money::fen_unchecked(30'000);
const Money paid = Money::fen_unchecked(21'100);

std::vector<Order> orders_of(Neighbourhood& place, GroupId group) {
    std::vector<Order> orders;
    place.house().store->read(place.id,
                              [&](const app::Reader& reader) { orders = reader.orders_of(group); });
    return orders;
}

TEST_CASE("the tenth household forms the group and ten orders exist") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group();
    for (std::size_t index = 0; index < 9; ++index) {
        const auto joined = place.call<api::JoinGroup>(place.resident(index), {group});
        REQUIRE(joined.ok());
        CHECK(joined->state == GroupState::open);
    }
    CHECK(orders_of(place, group).empty());
    const auto formed = place.call<api::JoinGroup>(place.resident(9), {group});
    REQUIRE(formed.ok());
    CHECK(formed->state == GroupState::formed);
    CHECK(formed->households == 10);
    const auto orders = orders_of(place, group);
    REQUIRE(orders.size() == 10);
    std::set<std::int32_t> numbers;
    for (const Order& order : orders) {
        CHECK(order.state == OrderState::accepted);
        CHECK(order.total == Money::fen_unchecked(8900));
        CHECK(order.promise.due_at == House::at(18, 0));
        numbers.insert(order.number);
    }
    CHECK(numbers.size() == 10);

    const auto later = place.call<api::JoinGroup>(place.resident(10), {group});
    REQUIRE(later.ok());
    CHECK(orders_of(place, group).size() == 11);
    CHECK(place.call<api::JoinGroup>(place.resident(10), {group}).error().code ==
          ErrorCode::already_joined);
    CHECK(place.call<api::LeaveGroup>(place.resident(0), {group}).error().code ==
          ErrorCode::wrong_state);
    CHECK(place.wallet(place.resident(0)) == paid);
    CHECK(house.broken() == "");
}

TEST_CASE("a failed group gives every fen and every piece back") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group();
    for (std::size_t index = 0; index < 9; ++index) {
        REQUIRE(place.call<api::JoinGroup>(place.resident(index), {group}).ok());
    }
    CHECK(place.wallet(place.resident(0)) == paid);
    CHECK(place.available(0) == Pieces{120 - 27});
    house.set(House::at(15, 59, 59));
    house.jobs.run_due(house.now());
    CHECK(place.call<api::GetGroup>(place.resident(0), {group})->state == GroupState::open);
    house.set(House::at(16, 0));
    house.jobs.run_due(house.now());
    house.jobs.run_due(house.now());
    CHECK(place.call<api::GetGroup>(place.resident(0), {group})->state == GroupState::failed);
    for (std::size_t index = 0; index < 9; ++index) {
        CHECK(place.wallet(place.resident(index)) == start);
        CHECK(place.held(place.resident(index)) == Money{});
    }
    for (std::size_t item = 0; item < 3; ++item) {
        CHECK(place.available(item) == Pieces{120});
    }
    CHECK(place.call<api::JoinGroup>(place.resident(9), {group}).error().code ==
          ErrorCode::group_closed);
    CHECK(house.broken() == "");
}

TEST_CASE("a join at the cut-off's instant is too late, one before it is not") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group(2);
    REQUIRE(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    house.set(House::at(16, 0));
    CHECK(place.call<api::JoinGroup>(place.resident(1), {group}).error().code ==
          ErrorCode::group_closed);
    house.set(House::at(15, 59, 59));
    CHECK(place.call<api::JoinGroup>(place.resident(1), {group})->state == GroupState::formed);
    house.set(House::at(16, 0));
    house.jobs.run_due(house.now());
    CHECK(place.call<api::GetGroup>(place.resident(0), {group})->state == GroupState::formed);
    CHECK(house.broken() == "");
}

TEST_CASE("leaving an open group releases the share, and the household may come back") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group();
    REQUIRE(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    const auto left = place.call<api::LeaveGroup>(place.resident(0), {group});
    REQUIRE(left.ok());
    CHECK(left->households == 0);
    CHECK(place.wallet(place.resident(0)) == start);
    CHECK(place.available(1) == Pieces{120});
    CHECK(place.call<api::LeaveGroup>(place.resident(0), {group}).error().code ==
          ErrorCode::not_joined);
    CHECK(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    CHECK(house.broken() == "");
}

TEST_CASE("a group moves as its orders move, until the last is at its door") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group(2);
    REQUIRE(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    REQUIRE(place.call<api::JoinGroup>(place.resident(7), {group}).ok());
    const auto orders = orders_of(place, group);
    const auto state = [&] { return place.call<api::GetGroup>(place.leader(), {group})->state; };
    place.move_to(orders[0].id, OrderState::picking);
    CHECK(state() == GroupState::packing);
    using Step = api::CourierStep::Step;
    for (const Order& order : orders) {
        place.move_to(order.id, OrderState::packed);
    }
    for (const Order& order : orders) {
        const auto courier = place.courier_with(order.id);
        REQUIRE(place.call<api::CourierStep>(courier, {order.id, Step::take}).ok());
    }
    CHECK(state() == GroupState::out);
    for (const Order& order : orders) {
        const auto courier = place.courier_with(order.id);
        REQUIRE(place.call<api::CourierStep>(courier, {order.id, Step::deliver}).ok());
    }
    CHECK(state() == GroupState::done);
    CHECK(place.held(place.resident(0)) == Money{});
    CHECK(place.wallet(place.resident(0)) == paid);
    CHECK(house.broken() == "");
}

TEST_CASE("a formed group that the leader cancels gives everything back") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group(2);
    REQUIRE(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    REQUIRE(place.call<api::JoinGroup>(place.resident(1), {group}).ok());
    const auto cancelled = place.call<api::CancelGroup>(place.leader(), {group});
    REQUIRE(cancelled.ok());
    CHECK(cancelled->state == GroupState::cancelled);
    CHECK(place.wallet(place.resident(0)) == start);
    CHECK(place.available(0) == Pieces{120});
    CHECK(house.broken() == "");
}

TEST_CASE("a share whose goods have run out is not sold, and costs nothing") {
    House house;
    Neighbourhood place(house);
    place.publish_list(3);
    const GroupId group = place.open_group(2);
    REQUIRE(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    const auto second = place.call<api::JoinGroup>(place.resident(1), {group});
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code == ErrorCode::sold_out);
    CHECK(place.wallet(place.resident(1)) == start);
    CHECK(house.broken() == "");
}

TEST_CASE("a group shows neighbours by nickname and building, never by room or phone") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group();
    REQUIRE(place.call<api::JoinGroup>(place.resident(3), {group}).ok());
    const auto events = place.events("group_changed");
    REQUIRE_FALSE(events.empty());
    const std::string& data = events.back().data;
    CHECK(data.find(place.resident(3).member->nickname) != std::string::npos);
    CHECK(data.find("1003") == std::string::npos);
    CHECK(data.find("room") == std::string::npos);
    CHECK(data.find("phone") == std::string::npos);
}

}  // namespace
}  // namespace louxia::test
