// Two hundred at once, a thread each, for what only one can have: the tenth place of a group, the
// last piece, the last coupon. make test-days does it for 1,000 seeds:
//   LOUXIA_RUSH_SEEDS=1000 louxia_model_tests --test-case="of two hundred*"

#include <doctest/doctest.h>

#include <algorithm>
#include <latch>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "tests/server/app/neighbourhood.hpp"
#include "tests/server/model/from_environment.hpp"

namespace louxia::test {
namespace {

constexpr int at_once = 200;
constexpr std::size_t households = 13;
constexpr int target = 10;
constexpr Money share = Money::fen_unchecked(8900);

using Random = std::mt19937_64;
using Counts = std::map<std::string, int>;

/// How often each answer came when all asked together; those households ask in turn, in an order of
/// its own for each seed.
template <class Ask>
Counts rush(Neighbourhood& place, const std::vector<std::size_t>& asking, Random& random,
            const Ask& ask) {
    std::vector<app::Caller> callers;
    for (std::size_t index = 0; index < at_once; ++index) {
        callers.push_back(place.resident(asking[index % asking.size()]));
    }
    std::shuffle(callers.begin(), callers.end(), random);
    Counts counts;
    std::mutex counting;
    std::latch ready(at_once);
    std::vector<std::thread> threads;
    for (const app::Caller& caller : callers) {
        threads.emplace_back([&] {
            ready.arrive_and_wait();
            const auto answer = ask(caller);
            const std::lock_guard lock(counting);
            ++counts[answer ? "ok" : std::string(error_word(answer.error().code))];
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    return counts;
}

std::vector<std::size_t> shuffled_households(Random& random) {
    std::vector<std::size_t> all(households);
    for (std::size_t index = 0; index < households; ++index)
        all[index] = index;
    std::shuffle(all.begin(), all.end(), random);
    return all;
}

void tenth_place(Neighbourhood& place, Random& random) {
    const GroupId group = place.open_group(target, target);
    const auto join = [&](const app::Caller& caller) {
        return place.call<api::JoinGroup>(caller, {group});
    };
    auto asking = shuffled_households(random);
    for (int joined = 1; joined < target; ++joined) {
        REQUIRE(join(place.resident(asking.back())).ok());
        asking.pop_back();
    }
    Counts counts = rush(place, asking, random, join);
    CHECK(counts["ok"] == 1);
    CHECK(counts["group_full"] + counts["already_joined"] == at_once - 1);
    const auto view = place.call<api::GetGroup>(place.leader(), {group});
    CHECK(view->state == GroupState::formed);
    CHECK(view->households == target);
    // Ten hold its price, once each.
    int holding = 0;
    for (std::size_t index = 0; index < households; ++index) {
        const Money held = place.held(place.resident(index));
        CHECK((held == share || held.is_zero()));
        holding += held == share ? 1 : 0;
    }
    CHECK(holding == target);
}

api::PlaceOrder::Request one_piece(Neighbourhood& place, std::size_t item) {
    api::PlaceOrder::Request order;
    order.lines = {{place.item(item), 1}};
    order.fulfilment = Fulfilment::pickup;
    order.hub = place.shop().member->hub;
    order.payment = Payment::wallet;
    return order;
}

Stock stock_of(Neighbourhood& place, HubId hub, std::size_t item) {
    Stock found;
    place.house().store->read(place.id, [&](const app::Reader& reader) {
        for (const Stock& stock : reader.stock_of_item(place.item(item))) {
            if (stock.hub == hub) found = stock;
        }
    });
    return found;
}

void last_piece(Neighbourhood& place, Random& random) {
    const HubId hub = place.shop().member->hub;
    const std::int64_t all = stock_of(place, hub, 0).reserved.count + 1;
    REQUIRE(place.call<api::SetStock>(place.shop(), {hub, place.item(0), all}).ok());
    Counts counts =
        rush(place, shuffled_households(random), random, [&](const app::Caller& caller) {
            return place.call<api::PlaceOrder>(caller, one_piece(place, 0));
        });
    CHECK(counts["ok"] == 1);
    CHECK(counts["sold_out"] == at_once - 1);
    CHECK(stock_of(place, hub, 0).available() == Pieces{});
}

void last_coupon(Neighbourhood& place, Random& random) {
    const auto coupon = place.call<api::IssueCoupon>(
        place.leader(),
        {Money::fen_unchecked(100), Money::fen_unchecked(100), 1, place.house().now() + day_ms});
    REQUIRE(coupon.ok());
    Counts counts =
        rush(place, shuffled_households(random), random, [&](const app::Caller& caller) {
            auto order = one_piece(place, 2);
            order.coupon = coupon->code;
            return place.call<api::PlaceOrder>(caller, order);
        });
    CHECK(counts["ok"] == 1);
    CHECK(counts["coupon_gone"] + counts["coupon_used"] == at_once - 1);
    CHECK(place.call<api::ListCoupons>(place.leader(), {})->coupons.at(0).taken == 1);
}

}  // namespace

TEST_CASE("of two hundred at once one has the tenth place, the last piece, the last coupon") {
    const std::uint64_t seeds = from_environment("LOUXIA_RUSH_SEEDS", 10);
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        House house;
        Neighbourhood place(house);
        place.publish_list(100);
        tenth_place(place, random);
        last_piece(place, random);
        last_coupon(place, random);
        CHECK(house.broken() == "");
    }
}

}  // namespace louxia::test
