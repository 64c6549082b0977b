#include "shared/domain/group_buy.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

const Instant now = parse_rfc3339("2026-11-23T10:00:00+08:00").value();
const Instant cutoff = parse_rfc3339("2026-11-23T16:00:00+08:00").value();

GroupBuy hot_pot(GroupState state = GroupState::open) {
    GroupBuy group;
    group.id = GroupId{1};
    group.hub = HubId{2};
    group.state = state;
    group.title = "今晚火锅食材拼团";
    group.serves = "3–4 人份";
    group.contents = {{ItemId{3}, "羊肉卷", "400g", "meat", Pieces{1}}};
    group.price = Money::fen_unchecked(9900);
    group.single_price = Money::fen_unchecked(12800);
    group.cutoff_at = cutoff;
    group.deliver_before = cutoff + 2 * hour_ms;
    group.opened_at = now;
    return group;
}

std::string repeated(const char* text, std::size_t count) {
    std::string all;
    for (std::size_t turn = 0; turn < count; ++turn)
        all += text;
    return all;
}

std::string effect_of(const Result<JoinEffect>& joined) {
    if (!joined.ok()) return outcome(joined);
    switch (joined.value()) {
        case JoinEffect::waiting: return "waiting";
        case JoinEffect::forms_now: return "forms_now";
        case JoinEffect::joins_formed: return "joins_formed";
    }
    return "?";
}

}  // namespace

TEST_CASE("a new group is refused by the first field that does not fit") {
    struct Row {
        const char* expected;
        void (*change)(GroupBuy&);
    };
    const Row rows[] = {
        {"ok", [](GroupBuy&) {}},
        {"ok", [](GroupBuy& group) { group.title = repeated("锅", 30); }},
        {"out_of_range title", [](GroupBuy& group) { group.title = repeated("锅", 31); }},
        {"missing_field title", [](GroupBuy& group) { group.title = " "; }},
        {"invalid_value title", [](GroupBuy& group) { group.title = "a\x01"; }},
        {"ok", [](GroupBuy& group) { group.serves = ""; }},
        {"out_of_range serves", [](GroupBuy& group) { group.serves = repeated("人", 21); }},
        {"missing_field contents", [](GroupBuy& group) { group.contents.clear(); }},
        {"ok", [](GroupBuy& group) { group.contents.resize(30, group.contents[0]); }},
        {"out_of_range contents",
         [](GroupBuy& group) { group.contents.resize(31, group.contents[0]); }},
        {"missing_field contents[1].item",
         [](GroupBuy& group) {
             group.contents.push_back({ItemId{}, "豆腐", "1 盒", "tofu", Pieces{1}});
         }},
        {"out_of_range contents[0].name",
         [](GroupBuy& group) { group.contents[0].name = repeated("肉", 41); }},
        {"invalid_value contents[0].amount",
         [](GroupBuy& group) { group.contents[0].amount = "4\n"; }},
        {"out_of_range contents[0].pieces",
         [](GroupBuy& group) { group.contents[0].pieces = Pieces{0}; }},
        {"out_of_range contents[0].pieces",
         [](GroupBuy& group) { group.contents[0].pieces = Pieces{1000}; }},
        {"out_of_range price_fen", [](GroupBuy& group) { group.price = Money{}; }},
        {"out_of_range price_fen",
         [](GroupBuy& group) { group.price = Money::fen_unchecked(-9900); }},
        {"out_of_range price_fen",
         [](GroupBuy& group) { group.price = Money::fen_unchecked(10'000'001); }},
        {"out_of_range target_households", [](GroupBuy& group) { group.target_households = 1; }},
        {"ok", [](GroupBuy& group) { group.target_households = 2; }},
        {"ok", [](GroupBuy& group) { group.target_households = 200; }},
        {"out_of_range target_households", [](GroupBuy& group) { group.target_households = 201; }},
        {"ok", [](GroupBuy& group) { group.cap_households = 10; }},
        {"out_of_range cap_households", [](GroupBuy& group) { group.cap_households = 9; }},
        {"out_of_range cap_households", [](GroupBuy& group) { group.cap_households = -1; }},
        {"out_of_range cap_households", [](GroupBuy& group) { group.cap_households = 2001; }},
        {"ok", [](GroupBuy& group) { group.cutoff_at = now + 1; }},
        {"cutoff_passed cutoff_at_ms", [](GroupBuy& group) { group.cutoff_at = now; }},
        {"cutoff_passed cutoff_at_ms", [](GroupBuy& group) { group.cutoff_at = Instant{}; }},
        {"out_of_range deliver_before_ms",
         [](GroupBuy& group) { group.deliver_before = group.cutoff_at; }},
    };
    for (const Row& row : rows) {
        GroupBuy group = hot_pot(GroupState::draft);
        row.change(group);
        CAPTURE(row.expected);
        CAPTURE(&row - rows);
        CHECK(outcome(check_new_group(group, now)) == row.expected);
    }
}

TEST_CASE("the tenth household forms the group exactly once") {
    GroupBuy group = hot_pot();
    int formed = 0;
    for (std::int32_t households = 0; households < 30; ++households) {
        const JoinEffect effect = join(group, households, false, now + households).value();
        CAPTURE(households);
        if (effect == JoinEffect::forms_now) {
            ++formed;
            CHECK(households + 1 == 10);
            group = form(group, now + households).value();
        } else {
            CHECK((effect == JoinEffect::waiting) == (households < 9));
            CHECK((effect == JoinEffect::joins_formed) == (households >= 10));
        }
    }
    CHECK(formed == 1);
    CHECK(group.formed_at == now + 9);
    CHECK(outcome(form(group, now + 100)) == "wrong_state");
}

TEST_CASE("whether a household may join depends on state, cut-off, cap and itself, in that order") {
    struct Row {
        GroupState state;
        std::int32_t households;
        std::int32_t cap;
        bool already_joined;
        std::int64_t to_cutoff_ms;
        const char* expected;
    };
    const Row rows[] = {
        {GroupState::open, 0, 0, false, 1, "waiting"},
        {GroupState::open, 8, 0, false, 1, "waiting"},
        {GroupState::open, 9, 0, false, 1, "forms_now"},
        {GroupState::open, 9, 10, false, 1, "forms_now"},
        {GroupState::open, 9, 0, false, 0, "group_closed"},
        {GroupState::open, 9, 0, false, -day_ms, "group_closed"},
        {GroupState::open, 9, 0, true, 1, "already_joined"},
        {GroupState::open, 9, 0, true, 0, "already_joined"},
        {GroupState::formed, 10, 0, false, 1, "joins_formed"},
        {GroupState::formed, 11, 12, false, 1, "joins_formed"},
        {GroupState::formed, 12, 12, false, 1, "group_full"},
        {GroupState::formed, 12, 12, false, 0, "group_closed"},
        {GroupState::formed, 12, 12, true, 1, "already_joined"},
        {GroupState::formed, 10, 0, false, 0, "group_closed"},
        {GroupState::packing, 10, 0, false, 1, "joins_formed"},
        {GroupState::packing, 10, 0, false, 0, "group_closed"},
        {GroupState::draft, 0, 0, false, 1, "group_closed"},
        {GroupState::out, 10, 0, false, 1, "group_closed"},
        {GroupState::done, 10, 0, false, 1, "group_closed"},
        {GroupState::failed, 3, 0, false, 1, "group_closed"},
        {GroupState::cancelled, 3, 0, false, 1, "group_closed"},
        {GroupState::cancelled, 3, 0, true, 1, "already_joined"},
    };
    for (const Row& row : rows) {
        GroupBuy group = hot_pot(row.state);
        group.cap_households = row.cap;
        CAPTURE(word_of(row.state));
        CAPTURE(row.households);
        CAPTURE(row.to_cutoff_ms);
        CHECK(effect_of(join(group, row.households, row.already_joined,
                             cutoff + -row.to_cutoff_ms)) == row.expected);
    }
}

TEST_CASE("leaving is free until the group forms, and never after") {
    for (const auto& state_row : EnumWords<GroupState>::table) {
        const auto state = state_row.first;
        const std::string_view word = state_row.second;

        CAPTURE(word);
        const char* expected = state == GroupState::open ? "ok" : "wrong_state";
        CHECK(outcome(leave(hot_pot(state), true, now)) == expected);
        CHECK(outcome(leave(hot_pot(state), true, cutoff + day_ms)) == expected);
        CHECK(outcome(leave(hot_pot(state), false, now)) == "not_joined");
    }
}

TEST_CASE("every step of a group that is not in the machine is refused") {
    using S = GroupState;
    const std::set<S> forming{S::open};
    const std::set<S> failing{S::open};
    const std::set<S> cancelling{S::draft, S::open, S::formed};
    for (const auto& state_row : EnumWords<GroupState>::table) {
        const auto state = state_row.first;
        const std::string_view word = state_row.second;

        CAPTURE(word);
        const GroupBuy group = hot_pot(state);

        const auto formed = form(group, now);
        CHECK(outcome(formed) == (forming.count(state) != 0 ? "ok" : "wrong_state"));
        if (formed.ok()) CHECK(formed->state == S::formed);

        const auto failed = fail(group, cutoff);
        CHECK(outcome(failed) == (failing.count(state) != 0 ? "ok" : "wrong_state"));
        if (failed.ok()) {
            CHECK(failed->state == S::failed);
            CHECK(failed->ended_at == cutoff);
        }
        CHECK(outcome(fail(group, cutoff + -1)) == "wrong_state");

        const auto cancelled = cancel(group, now);
        CHECK(outcome(cancelled) == (cancelling.count(state) != 0 ? "ok" : "wrong_state"));
        if (cancelled.ok()) {
            CHECK(cancelled->state == S::cancelled);
            CHECK(cancelled->ended_at == now);
        }
    }
}

TEST_CASE("a group fails at its cut-off when it is still open, not a millisecond before") {
    for (const auto& state_row : EnumWords<GroupState>::table) {
        const auto state = state_row.first;
        const std::string_view word = state_row.second;

        CAPTURE(word);
        CHECK_FALSE(fails_now(hot_pot(state), cutoff + -1));
        CHECK(fails_now(hot_pot(state), cutoff) == (state == GroupState::open));
        CHECK(fails_now(hot_pot(state), cutoff + day_ms) == (state == GroupState::open));
    }
}

TEST_CASE("joins are accepted in exactly the states that join accepts") {
    for (const auto& state_row : EnumWords<GroupState>::table) {
        const auto state = state_row.first;
        const std::string_view word = state_row.second;

        CAPTURE(word);
        const GroupBuy group = hot_pot(state);
        CHECK(accepts_joins(group, now) == join(group, 3, false, now).ok());
        CHECK_FALSE(accepts_joins(group, cutoff));
    }
}

TEST_CASE("a formed group goes as far as its orders, never back and never alone") {
    using S = GroupState;
    struct Row {
        S from;
        GroupProgress progress;  // orders, started, left_hub, finished, cancelled
        S expected;
    };
    const Row rows[] = {
        {S::formed, {10, 0, 0, 0, 0}, S::formed},
        {S::formed, {10, 1, 0, 0, 0}, S::packing},
        {S::formed, {10, 10, 10, 0, 0}, S::out},
        {S::formed, {10, 10, 10, 10, 0}, S::done},
        {S::formed, {10, 0, 0, 1, 1}, S::formed},
        {S::formed, {10, 0, 0, 10, 10}, S::done},
        {S::formed, {0, 0, 0, 0, 0}, S::formed},
        {S::packing, {10, 0, 0, 0, 0}, S::packing},
        {S::packing, {10, 10, 9, 0, 0}, S::packing},
        {S::packing, {10, 10, 9, 5, 0}, S::packing},
        {S::packing, {10, 9, 9, 1, 1}, S::out},
        {S::packing, {10, 9, 8, 3, 1}, S::packing},
        {S::packing, {10, 10, 10, 0, 0}, S::out},
        {S::packing, {0, 0, 0, 0, 0}, S::packing},
        {S::out, {11, 10, 10, 9, 0}, S::out},
        {S::out, {10, 10, 10, 9, 0}, S::out},
        {S::out, {10, 10, 10, 10, 0}, S::done},
        {S::out, {10, 9, 9, 10, 1}, S::done},
        {S::done, {10, 1, 0, 0, 0}, S::done},
        {S::draft, {10, 10, 10, 10, 0}, S::draft},
        {S::open, {10, 10, 10, 10, 0}, S::open},
        {S::failed, {10, 10, 10, 10, 0}, S::failed},
        {S::cancelled, {10, 10, 10, 10, 0}, S::cancelled},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows);
        const GroupBuy after = advance(hot_pot(row.from), row.progress, now + 5);
        CHECK(word_of(after.state) == word_of(row.expected));
        const bool ended = row.expected == S::done && row.from != S::done;
        CHECK(after.ended_at == (ended ? now + 5 : Instant{}));
    }
}

TEST_CASE("the households still missing never fall below none") {
    const GroupBuy group = hot_pot();
    CHECK(households_missing(group, 0) == 10);
    CHECK(households_missing(group, 7) == 3);
    CHECK(households_missing(group, 10) == 0);
    CHECK(households_missing(group, 12) == 0);
}

TEST_CASE("a share is paid and waits, is an order, goes back or went back") {
    GroupBuy group = hot_pot();
    GroupShare share;
    CHECK(share_state(group, share) == ShareState::waiting);
    group.state = GroupState::failed;
    CHECK(share_state(group, share) == ShareState::going_back);
    share.released_at = now;
    CHECK(share_state(group, share) == ShareState::gone_back);
    group.state = GroupState::formed;
    share = GroupShare{};
    share.order = OrderId{3};
    CHECK(share_state(group, share) == ShareState::ordered);
}

TEST_CASE("a turnover cap is not below what the target is worth, and only a formed group has it") {
    GroupBuy group = hot_pot();
    group.target_households = 3;
    CHECK(outcome(set_cap(group, Money::fen_unchecked(29'699))) == "out_of_range cap_turnover_fen");
    CHECK(outcome(set_cap(group, Money{})) == "ok");
    GroupBuy capped = set_cap(group, Money::fen_unchecked(30'000)).value();
    CHECK_FALSE(reaches_cap(capped, 4));
    capped.state = GroupState::formed;
    CHECK_FALSE(reaches_cap(capped, 3));
    CHECK(reaches_cap(capped, 4));
    capped.state = GroupState::out;
    CHECK_FALSE(reaches_cap(capped, 4));
    CHECK(outcome(set_cap(capped, Money{})) == "wrong_state");
}

TEST_CASE("a group's time moves ahead, behind its cut-off, as long as it takes part in the day") {
    const Instant later = cutoff + 3 * hour_ms;
    CHECK(move_time(hot_pot(), later, now)->deliver_before == later);
    CHECK(outcome(move_time(hot_pot(), cutoff, now)) == "out_of_range deliver_before_ms");
    CHECK(outcome(move_time(hot_pot(), now + 8 * day_ms, now)) == "out_of_range deliver_before_ms");
    CHECK(outcome(move_time(hot_pot(GroupState::formed), later, later)) ==
          "out_of_range deliver_before_ms");
    CHECK(outcome(move_time(hot_pot(GroupState::out), later, now)) == "wrong_state");
    CHECK(outcome(move_time(hot_pot(GroupState::failed), later, now)) == "wrong_state");
}
