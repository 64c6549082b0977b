#include "shared/domain/pickup.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

constexpr std::int32_t shanghai = 8 * 60;

std::vector<std::string> all_codes() {
    std::vector<std::string> codes;
    for (int number = 0; number < 10'000; ++number) {
        std::string code = std::to_string(number);
        codes.push_back(std::string(4 - code.size(), '0') + code);
    }
    return codes;
}

Instant at(const char* text) {
    return parse_rfc3339(text).value();
}

}  // namespace

TEST_CASE("a pickup code is four digits and nothing else") {
    for (const char* text : {"0000", "0417", "9999"}) {
        CAPTURE(text);
        CHECK(is_pickup_code(text));
    }
    for (const char* text : {"", "417", "04170", "041a", " 417", "-417", "０４１７"}) {
        CAPTURE(text);
        CHECK_FALSE(is_pickup_code(text));
    }
}

TEST_CASE("a chosen code is one that does not wait at the hub already") {
    const std::vector<std::string> taken{"0000", "0001", "9999", "no code", "0001"};
    CHECK(choose_pickup_code(taken, 0).value() == "0002");
    CHECK(choose_pickup_code({}, 0).value() == "0000");
    CHECK(choose_pickup_code({}, 9999).value() == "9999");
    CHECK(choose_pickup_code({}, 10'000).value() == "0000");
    for (const std::uint64_t random : {std::uint64_t{1}, std::uint64_t{9996}, UINT64_MAX}) {
        const std::string code = choose_pickup_code(taken, random).value();
        CAPTURE(code);
        CHECK(is_pickup_code(code));
        CHECK(std::find(taken.begin(), taken.end(), code) == taken.end());
    }
}

TEST_CASE("the last free code is found, and then none") {
    std::vector<std::string> taken = all_codes();
    CHECK(outcome(choose_pickup_code(taken, 17)) == "unavailable");
    taken.erase(std::find(taken.begin(), taken.end(), "4711"));
    for (const std::uint64_t random : {std::uint64_t{0}, std::uint64_t{17}, UINT64_MAX}) {
        CHECK(choose_pickup_code(taken, random).value() == "4711");
    }
}

TEST_CASE("every free code can be chosen") {
    const std::vector<std::string> codes = all_codes();
    const std::vector<std::string> taken(codes.begin(), codes.begin() + 9'990);
    std::set<std::string> chosen;
    for (std::uint64_t random = 0; random < 10; ++random) {
        chosen.insert(choose_pickup_code(taken, random).value());
    }
    CHECK(chosen.size() == 10);
}

TEST_CASE("the fifth wrong code locks the pad for a minute, then the count starts anew") {
    CodePad pad;
    const Instant start = at("2026-11-23T18:00:00+08:00");
    for (int wrong = 1; wrong <= 4; ++wrong) {
        pad = after_try(pad, false, start + wrong);
        CHECK(pad.wrong_tries == wrong);
        CHECK(may_try(pad, start + wrong).ok());
    }
    pad = after_try(pad, false, start + 5);
    CHECK(pad.wrong_tries == 0);
    CHECK(outcome(may_try(pad, start + 5)) == "pad_locked");
    CHECK(outcome(may_try(pad, start + 5 + minute_ms + -1)) == "pad_locked");
    CHECK(may_try(pad, start + 5 + minute_ms).ok());

    const CodePad while_locked = after_try(pad, false, start + 6);
    CHECK(while_locked.wrong_tries == 0);
    CHECK(while_locked.locked_until == pad.locked_until);

    const Instant later = start + hour_ms;
    for (int wrong = 1; wrong <= 4; ++wrong)
        pad = after_try(pad, false, later);
    CHECK(may_try(pad, later).ok());
    CHECK_FALSE(may_try(after_try(pad, false, later), later).ok());
}

TEST_CASE("a right code starts the count anew") {
    CodePad pad;
    for (int wrong = 1; wrong <= 4; ++wrong)
        pad = after_try(pad, false, Instant{1});
    pad = after_try(pad, true, Instant{2});
    CHECK(pad.wrong_tries == 0);
    CHECK(may_try(pad, Instant{2}).ok());
}

TEST_CASE("goods wait until nine in the evening, chilled ones four hours at most") {
    struct Row {
        const char* ready;
        bool chilled;
        std::int32_t offset;
        const char* until;
    };
    const Row rows[] = {
        {"2026-11-23T09:00:00+08:00", false, shanghai, "2026-11-23T21:00:00+08:00"},
        {"2026-11-23T00:00:00+08:00", false, shanghai, "2026-11-23T21:00:00+08:00"},
        {"2026-11-23T20:59:59+08:00", false, shanghai, "2026-11-23T21:00:00+08:00"},
        {"2026-11-23T21:00:00+08:00", false, shanghai, "2026-11-24T21:00:00+08:00"},
        {"2026-11-23T23:59:59+08:00", false, shanghai, "2026-11-24T21:00:00+08:00"},
        {"2026-11-30T22:00:00+08:00", false, shanghai, "2026-12-01T21:00:00+08:00"},
        {"2028-02-28T22:00:00+08:00", false, shanghai, "2028-02-29T21:00:00+08:00"},
        {"2026-12-31T22:00:00+08:00", false, shanghai, "2027-01-01T21:00:00+08:00"},
        {"2026-11-23T09:00:00+08:00", true, shanghai, "2026-11-23T13:00:00+08:00"},
        {"2026-11-23T17:00:00+08:00", true, shanghai, "2026-11-23T21:00:00+08:00"},
        {"2026-11-23T17:00:01+08:00", true, shanghai, "2026-11-23T21:00:00+08:00"},
        {"2026-11-23T22:30:00+08:00", true, shanghai, "2026-11-24T02:30:00+08:00"},
        // The same instant is another evening elsewhere.
        {"2026-11-23T21:30:00+08:00", false, 0, "2026-11-23T21:00:00Z"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.ready);
        CAPTURE(row.chilled);
        CHECK(collect_before(at(row.ready), row.chilled, row.offset) == at(row.until));
    }
}
