#include <doctest/doctest.h>

#include "server/app/group_steps.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

const Money start = Money::fen_unchecked(30'000);

std::int64_t held_by_all(const Neighbourhood& place) {
    std::int64_t fen = 0;
    for (std::size_t who = 0; who < 13; ++who)
        fen += place.held(place.resident(who)).fen();
    return fen;
}

GroupBuy group_as_stored(Neighbourhood& place, GroupId id) {
    std::optional<GroupBuy> group;
    place.house().store->read(place.id,
                              [&](const app::Reader& reader) { group = reader.group(id); });
    return group.value();
}

/// The program stops behind this one transaction.
template <class Work>
void one_transaction(House& house, const Neighbourhood& place, Work work) {
    REQUIRE(house.store
                ->transact(place.id,
                           [&](app::Writer& writer) -> Result<void> {
                               return work(writer).ok() ? Result<void>{}
                                                        : refuse(ErrorCode::conflict);
                           })
                .ok());
}

}  // namespace

TEST_CASE("a group that fails says so at once, and gives back in steps that survive a crash") {
    House house;
    Neighbourhood place(house);
    house.context.group_ends_at_once = 3;
    place.publish_list(60);
    const GroupId group = place.open_group(12);
    for (std::size_t who = 0; who < 11; ++who) {
        REQUIRE(place.call<api::JoinGroup>(place.resident(who), {group}).ok());
    }
    house.set(House::at(16, 0));
    one_transaction(house, place, [&](app::Writer& writer) {
        return app::fail_group(house.context, writer, group, house.now());
    });
    CHECK(group_as_stored(place, group).state == GroupState::failed);
    CHECK(held_by_all(place) == 8 * 8900);
    CHECK(house.broken() == "");
    CHECK(place.call<api::JoinGroup>(place.resident(11), {group}).error().code ==
          ErrorCode::group_closed);
    CHECK(place.call<api::LeaveGroup>(place.resident(10), {group}).error().code ==
          ErrorCode::wrong_state);
    one_transaction(house, place, [&](app::Writer& writer) {
        return app::continue_ending(house.context, writer, group_as_stored(place, group),
                                    house.now());
    });
    CHECK(held_by_all(place) == 5 * 8900);
    CHECK(house.broken() == "");
    jobs::Jobs after_the_crash(house.context);
    after_the_crash.run_due(house.now());
    after_the_crash.run_due(house.now());
    CHECK(held_by_all(place) == 0);
    for (std::size_t who = 0; who < 11; ++who)
        CHECK(place.wallet(place.resident(who)) == start);
    CHECK(place.available(0) == Pieces{120});
    CHECK(house.broken() == "");
}

TEST_CASE("a formed group that is cancelled cancels its orders in steps") {
    House house;
    Neighbourhood place(house);
    house.context.group_ends_at_once = 2;
    place.publish_list(60);
    const GroupId group = place.open_group(5);
    for (std::size_t who = 0; who < 7; ++who) {
        REQUIRE(place.call<api::JoinGroup>(place.resident(who), {group}).ok());
    }
    const auto cancelled = place.call<api::CancelGroup>(place.leader(), {group});
    REQUIRE(cancelled.ok());
    CHECK(cancelled->state == GroupState::cancelled);
    CHECK(held_by_all(place) == 5 * 8900);
    CHECK(house.broken() == "");
    house.jobs.run_due(house.now());
    CHECK(held_by_all(place) == 0);
    CHECK(place.available(0) == Pieces{120});
    CHECK(house.broken() == "");
}

TEST_CASE("a formed group can be closed before its cut-off, and nobody else gets in") {
    House house;
    Neighbourhood place(house);
    place.publish_list(60);
    const GroupId group = place.open_group(2);
    CHECK(place.call<api::CloseGroup>(place.leader(), {group}).error().code ==
          ErrorCode::wrong_state);
    REQUIRE(place.call<api::JoinGroup>(place.resident(0), {group}).ok());
    REQUIRE(place.call<api::JoinGroup>(place.resident(1), {group}).ok());
    REQUIRE(place.call<api::JoinGroup>(place.resident(2), {group}).ok());
    const auto closed = place.call<api::CloseGroup>(place.leader(), {group});
    REQUIRE(closed.ok());
    CHECK(closed->cutoff_at == house.now());
    CHECK(closed->state == GroupState::formed);
    CHECK(place.call<api::JoinGroup>(place.resident(3), {group}).error().code ==
          ErrorCode::group_closed);
    CHECK(place.call<api::CloseGroup>(place.leader(), {group}).error().code ==
          ErrorCode::cutoff_passed);
    house.jobs.run_due(house.now());
    CHECK(group_as_stored(place, group).state == GroupState::formed);
    CHECK(house.broken() == "");
}

}  // namespace louxia::test
