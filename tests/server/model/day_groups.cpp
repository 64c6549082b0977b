#include "tests/server/model/day.hpp"

#include <doctest/doctest.h>

namespace louxia::test {

void Day::open_group() {
    if (house_.now() >= House::at(20, 0) || reference_.groups.size() >= 6) return;
    RefGroup group;
    group.target = 2 + below(5);
    if (chance(4)) group.cap = group.target + below(3);
    if (chance(4)) {
        group.cap_turnover = static_cast<std::int64_t>(group.target + below(3)) * group.price;
    }
    const Instant cutoff = house_.now() + static_cast<std::int64_t>(20 + below(300)) * minute_ms;
    group.cutoff_ms = cutoff.ms;
    api::OpenGroup::Request request;
    request.title = "hot pot";
    request.hub = hubs_.front();
    request.price = Money::fen_unchecked(group.price);
    request.target_households = static_cast<std::int32_t>(group.target);
    request.cap_households = static_cast<std::int32_t>(group.cap);
    request.cap_turnover = Money::fen_unchecked(group.cap_turnover);
    request.cutoff_at = cutoff;
    request.deliver_before = cutoff + 2 * hour_ms;
    for (std::size_t good = 0; good < goods; ++good) {
        request.contents.push_back({place_.item(good), Reference::share[good], ""});
    }
    const auto opened = attempt<api::OpenGroup>(place_.leader(), request);
    if (lost_) return;
    REQUIRE(opened.ok());
    group.id = opened->group;
    reference_.groups.push_back(group);
}

/// The leader calls it off, or lets nobody else in.
void Day::end_group() {
    RefGroup* group = any_group();
    if (group == nullptr) return;
    if (chance(2)) {
        const auto closed = attempt<api::CloseGroup>(place_.leader(), {group->id});
        if (lost_) return;
        const bool formed =
            group->state == GroupState::formed || group->state == GroupState::packing;
        REQUIRE(closed.ok() == (formed && house_.now().ms < group->cutoff_ms));
        if (closed) group->cutoff_ms = house_.now().ms;
        return;
    }
    const auto cancelled = attempt<api::CancelGroup>(place_.leader(), {group->id});
    if (lost_) return;
    const bool allowed = group->state == GroupState::open || group->state == GroupState::formed;
    REQUIRE(cancelled.ok() == allowed);
    if (!cancelled) return;
    // Two shares or orders went back; what is still held adds up, and the jobs do it.
    CHECK(broken() == "");
    run_jobs();
    reference_.end(*group, GroupState::cancelled, house_.now().ms);
    reference_.pass(house_.now().ms);
}

void Day::join() {
    RefGroup* chosen = any_group();
    if (chosen == nullptr) return;
    RefGroup& group = *chosen;
    const std::size_t household = any_household();
    const auto joined = attempt<api::JoinGroup>(place_.resident(household), {group.id});
    if (lost_) return;
    const bool open = group.state == GroupState::open || group.state == GroupState::formed ||
                      group.state == GroupState::packing;
    const bool in_time = house_.now().ms < group.cutoff_ms;
    const bool funds = reference_.wallet[household] >= group.price;
    const bool there = reference_.hub_has(0, Reference::share);
    const bool full = group.cap > 0 && group.members.size() >= group.cap;
    if (!joined) {
        return judge(joined.error().code, {{ErrorCode::already_joined, group.has(household)},
                                           {ErrorCode::group_closed, !open || !in_time},
                                           {ErrorCode::group_full, full},
                                           {ErrorCode::insufficient_funds, !funds},
                                           {ErrorCode::sold_out, !there}});
    }
    CHECK((open && in_time && !full && funds && there && !group.has(household)));
    reference_.join(group, household, house_.now().ms);
    if (group.state != GroupState::open) take_up_orders(group);
}

void Day::leave() {
    RefGroup* chosen = any_group();
    if (chosen == nullptr) return;
    RefGroup& group = *chosen;
    // More often than not one who is in it.
    const std::size_t household = group.members.empty() || chance(3)
                                      ? any_household()
                                      : group.members[below(group.members.size())];
    const auto left = attempt<api::LeaveGroup>(place_.resident(household), {group.id});
    if (lost_) return;
    REQUIRE(left.ok() == (group.state == GroupState::open && group.has(household)));
    if (left) reference_.leave(group, household);
}

void Day::take_up_orders(const RefGroup& group) {
    std::vector<Order> orders;
    house_.store->read(place_.id,
                       [&](const app::Reader& reader) { orders = reader.orders_of(group.id); });
    CHECK(orders.size() == group.members.size());
    // By their ids: those who joined in the same minute of this day are as early as each other, and
    // a shortage's remainder goes to the first of them.
    for (const Order& made : orders) {
        const auto known = std::ranges::find(reference_.orders, made.id, &RefOrder::id);
        if (known != reference_.orders.end()) continue;
        const auto household = std::ranges::find_if(group.members, [&](std::size_t member) {
            return place_.resident(member).member->household == made.household;
        });
        REQUIRE(household != group.members.end());
        CHECK(made.state == OrderState::accepted);
        CHECK(made.total.fen() == group.price);
        // Its money is held and its goods are reserved since the joining.
        reference_.orders.push_back({made.id, *household, 0, Reference::share, group.price, true,
                                     true, made.state, made.promise.due_at.ms, false, group.id,
                                     lines_of(made)});
        reference_.orders.back().online = group.online[*household];
    }
}

}  // namespace louxia::test
