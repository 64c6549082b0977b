#include "shared/dispatch/dispatch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace louxia;
using namespace louxia::dispatch;

namespace {

Task task(std::uint64_t order, PlanPoint pickup, std::int64_t due_ms) {
    return {OrderId{order}, pickup, {0, 0}, Instant{1}, Instant{due_ms}};
}

CourierState courier(std::uint64_t id, PlanPoint at, bool free = true) {
    return {CourierId{id}, at, free};
}

/// "1>7@50": order 1 to courier 7, 50 m away.
std::string told(const std::vector<Assignment>& assignments) {
    std::string text;
    for (const Assignment& each : assignments) {
        if (!text.empty()) text += ' ';
        text += std::to_string(each.order.value) + ">" + std::to_string(each.courier.value) + "@" +
                std::to_string(each.distance_m);
    }
    return text;
}

}  // namespace

TEST_CASE("the nearest free courier gets the task") {
    CHECK(told(assign_nearest_free({task(1, {0, 0}, 100)},
                                   {courier(7, {30, 40}), courier(8, {100, 0}),
                                    courier(9, {1, 1}, false)})) == "1>7@50");
}

TEST_CASE("the most urgent task chooses first, and each courier has one task at most") {
    const std::vector<Task> tasks{task(1, {0, 0}, 300), task(2, {0, 0}, 100), task(3, {0, 0}, 200)};
    CHECK(told(assign_nearest_free(tasks, {courier(7, {50, 0}), courier(8, {10, 0})})) ==
          "2>8@10 3>7@50");
}

TEST_CASE("ties go to the smaller id") {
    const std::vector<Task> tasks{task(2, {0, 0}, 100), task(1, {0, 0}, 100)};
    const std::vector<CourierState> couriers{courier(9, {10, 0}), courier(8, {0, 10}),
                                             courier(7, {-10, 0})};
    CHECK(told(assign_nearest_free(tasks, couriers)) == "1>7@10 2>8@10");
}

TEST_CASE("nobody free, nothing to do: no assignment") {
    CHECK(assign_nearest_free({}, {}).empty());
    CHECK(assign_nearest_free({}, {courier(7, {0, 0})}).empty());
    CHECK(assign_nearest_free({task(1, {0, 0}, 100)}, {}).empty());
    CHECK(assign_nearest_free({task(1, {0, 0}, 100)}, {courier(7, {0, 0}, false)}).empty());
}

TEST_CASE("a courier who is told twice is still one courier") {
    CHECK(told(assign_nearest_free({task(1, {0, 0}, 100), task(2, {0, 0}, 200)},
                                   {courier(7, {0, 5}), courier(7, {0, 5})})) == "1>7@5");
}

TEST_CASE("points at the ends of the range are far, not near") {
    CHECK(told(assign_nearest_free({task(1, {INT32_MIN, 0}, 100)},
                                   {courier(7, {INT32_MAX, 0}), courier(8, {0, 0})})) ==
          "1>8@" + std::to_string(INT32_MAX));
}

TEST_CASE("the order in which tasks and couriers are told does not matter") {
    std::vector<Task> tasks{task(1, {0, 0}, 300), task(2, {90, 0}, 100), task(3, {50, 50}, 100)};
    std::vector<CourierState> couriers{courier(5, {0, 0}), courier(6, {90, 10}),
                                       courier(7, {50, 50})};
    const std::string expected = told(assign_nearest_free(tasks, couriers));
    CHECK(expected == "2>6@10 3>7@0 1>5@0");
    std::sort(couriers.begin(), couriers.end(),
              [](const CourierState& a, const CourierState& b) { return a.id < b.id; });
    do {
        std::rotate(tasks.begin(), tasks.begin() + 1, tasks.end());
        CHECK(told(assign_nearest_free(tasks, couriers)) == expected);
    } while (std::next_permutation(
        couriers.begin(), couriers.end(),
        [](const CourierState& a, const CourierState& b) { return a.id < b.id; }));
}
