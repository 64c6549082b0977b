#include "shared/domain/household.hpp"

#include <doctest/doctest.h>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

TEST_CASE("an address is one that its building has") {
    Building building;
    building.id = BuildingId{7};
    building.number = 3;
    building.units = 2;
    building.floors = 12;
    building.rooms_per_floor = 4;
    struct Row {
        std::uint64_t building;
        std::int32_t unit;
        std::int32_t room;
        const char* expected;
    };
    const Row rows[] = {{7, 1, 101, "ok"},
                        {7, 2, 502, "ok"},
                        {7, 2, 1204, "ok"},
                        {7, 0, 502, "invalid_value address.unit"},
                        {7, 3, 502, "invalid_value address.unit"},
                        {7, -1, 502, "invalid_value address.unit"},
                        {7, 1, 1301, "invalid_value address.room"},
                        {7, 1, 505, "invalid_value address.room"},
                        {7, 1, 500, "invalid_value address.room"},
                        {7, 1, 1, "invalid_value address.room"},
                        {7, 1, 0, "invalid_value address.room"},
                        {7, 1, -101, "invalid_value address.room"},
                        {7, 1, INT32_MAX, "invalid_value address.room"},
                        {7, 1, INT32_MIN, "invalid_value address.room"},
                        {8, 1, 101, "invalid_value address.building"},
                        {0, 1, 101, "invalid_value address.building"},
                        {7, 9, 9999, "invalid_value address.unit"}};
    for (const Row& row : rows) {
        CAPTURE(row.unit);
        CAPTURE(row.room);
        const Address address{BuildingId{row.building}, 3, row.unit, row.room};
        CHECK(outcome(check_address(building, address)) == row.expected);
    }
}

TEST_CASE("couriers stop at the middle of a building's south side") {
    Building building;
    building.corner = {100, 40};
    building.width_m = 60;
    building.depth_m = 14;
    CHECK(door_of(building) == PlanPoint{130, 54});
}

TEST_CASE("a masked name shows the surname and never how long the name is") {
    Household household;
    CHECK(masked_name(household) == "**");
    household.surname = "李";
    CHECK(masked_name(household) == "李**");
    household.surname = "欧阳";
    CHECK(masked_name(household) == "欧阳**");
}

TEST_CASE("a role set has the roles put into it, and the open one has all") {
    const RoleSet staff = Role::shop | Role::leader;
    CHECK(staff.has(Role::shop));
    CHECK(staff.has(Role::leader));
    CHECK_FALSE(staff.has(Role::resident));
    CHECK_FALSE(staff.has(Role::operator_role));
    CHECK_FALSE(staff.is_open());
    CHECK_FALSE(RoleSet{}.has(Role::resident));
    CHECK(RoleSet::anyone().is_open());
    for (const auto& role_row : EnumWords<Role>::table) {
        const auto role = role_row.first;
        const std::string_view word = role_row.second;

        CAPTURE(word);
        CHECK(RoleSet::anyone().has(role));
        CHECK(RoleSet::of(role).has(role));
        CHECK_FALSE(RoleSet::of(role).is_open());
    }
}
