#include "shared/domain/community.hpp"

#include <doctest/doctest.h>

using namespace louxia;

namespace {

Plan near_people_square() {
    Plan plan;
    plan.width_m = 400;
    plan.height_m = 300;
    plan.origin_latitude_e7 = 312'304'000;
    plan.origin_longitude_e7 = 1'214'737'000;
    return plan;
}

}  // namespace

TEST_CASE("a community's name in URLs has 3 to 40 small letters, digits and inner hyphens") {
    for (const char* slug : {"abc", "yunshan-li", "c3-po", "123", "a--b",
                             "a234567890123456789012345678901234567890"}) {
        CAPTURE(slug);
        CHECK(is_community_slug(slug));
    }
    for (const char* slug : {"", "ab", "-abc", "abc-", "---", "Abc", "a_b", "a b", "a/b", "..a",
                             "云杉里", "abc\n", "a2345678901234567890123456789012345678901"}) {
        CAPTURE(slug);
        CHECK_FALSE(is_community_slug(slug));
    }
}

TEST_CASE("a line is as long as its pieces together") {
    CHECK(length_m({}) == 0);
    CHECK(length_m({{5, 5}}) == 0);
    CHECK(length_m({{0, 0}, {3, 4}}) == 5);
    CHECK(length_m({{0, 0}, {3, 4}, {3, 0}, {0, 0}}) == 12);
    CHECK(length_m({{0, 0}, {1, 1}, {2, 2}, {3, 3}}) == 4);  // 4.24
    CHECK(length_m({{INT32_MIN, 0}, {INT32_MAX, 0}}) == INT32_MAX);
}

TEST_CASE("a position becomes a point of the plan") {
    const Plan plan = near_people_square();
    CHECK(plan_point(plan, plan.origin_latitude_e7, plan.origin_longitude_e7) == PlanPoint{0, 0});
    // A thousandth of a degree: 111.2 m south, and 95.1 m east at 31.23° north.
    CHECK(plan_point(plan, plan.origin_latitude_e7 - 10'000, plan.origin_longitude_e7) ==
          PlanPoint{0, 111});
    CHECK(plan_point(plan, plan.origin_latitude_e7, plan.origin_longitude_e7 + 10'000) ==
          PlanPoint{95, 0});
    CHECK(plan_point(plan, plan.origin_latitude_e7 + 10'000, plan.origin_longitude_e7 - 10'000) ==
          PlanPoint{-95, -111});
}

TEST_CASE("a position more than ten kilometres off the plan is nowhere") {
    const Plan plan = near_people_square();
    CHECK(plan_point(plan, plan.origin_latitude_e7 + 890'000, plan.origin_longitude_e7));
    CHECK_FALSE(plan_point(plan, plan.origin_latitude_e7 + 900'000, plan.origin_longitude_e7));
    // Counted from the far edge on the other side: 300 m further south.
    CHECK(plan_point(plan, plan.origin_latitude_e7 - 920'000, plan.origin_longitude_e7));
    CHECK_FALSE(plan_point(plan, plan.origin_latitude_e7 - 930'000, plan.origin_longitude_e7));
    CHECK_FALSE(plan_point(plan, 0, 0));
    CHECK_FALSE(plan_point(plan, INT32_MAX, plan.origin_longitude_e7));
    CHECK_FALSE(plan_point(plan, INT32_MIN, INT32_MIN));
    CHECK_FALSE(plan_point(plan, 900'000'001, plan.origin_longitude_e7));
}

TEST_CASE("a plan on the date line reaches over it") {
    Plan plan = near_people_square();
    plan.origin_latitude_e7 = 0;
    plan.origin_longitude_e7 = 1'799'995'000;
    CHECK(plan_point(plan, 0, -1'799'995'000) == PlanPoint{111, 0});
}
