#include "client/net/reply.hpp"

#include <doctest/doctest.h>

#include "client/net/backoff.hpp"
#include "shared/api/resident.hpp"

using namespace louxia;
using namespace louxia::net;

TEST_CASE("a refusal is read from its body, else from its status") {
    struct Row {
        Reply reply;
        Error expected;
        Outcome outcome;
    };
    const Row rows[] = {
        {{0, ""}, {ErrorCode::unavailable, ""}, Outcome::no_answer},
        {{409, R"({"code":61,"error":"group_full","field":""})"},
         {ErrorCode::group_full, ""},
         Outcome::answered},
        {{400, R"({"code":4,"error":"out_of_range","field":"lines[2].quantity"})"},
         {ErrorCode::out_of_range, "lines[2].quantity"},
         Outcome::answered},
        {{409, R"({"code":99999,"error":"newer","field":""})"},
         {ErrorCode::conflict, ""},
         Outcome::answered},
        {{409, R"({"code":22,"error":"group_full","field":""})"},
         {ErrorCode::conflict, ""},
         Outcome::answered},
        {{401, "<html>"}, {ErrorCode::not_signed_in, ""}, Outcome::answered},
        {{403, ""}, {ErrorCode::not_allowed, ""}, Outcome::answered},
        {{404, ""}, {ErrorCode::not_found, ""}, Outcome::answered},
        {{413, ""}, {ErrorCode::too_large, ""}, Outcome::answered},
        {{429, ""}, {ErrorCode::rate_limited, ""}, Outcome::failed},
        {{429, R"({"code":48,"error":"pad_locked","field":""})"},
         {ErrorCode::pad_locked, ""},
         Outcome::answered},
        {{500, ""}, {ErrorCode::unavailable, ""}, Outcome::failed},
        {{502, ""}, {ErrorCode::unavailable, ""}, Outcome::no_answer},
        {{503, ""}, {ErrorCode::unavailable, ""}, Outcome::failed},
        {{504, ""}, {ErrorCode::unavailable, ""}, Outcome::no_answer},
    };
    for (const Row& row : rows) {
        INFO(row.reply.status, " ", row.reply.body);
        CHECK(refusal_of(row.reply) == row.expected);
        CHECK(outcome_of(row.reply) == row.outcome);
    }
    CHECK(outcome_of({200, "{}"}) == Outcome::answered);
    CHECK(read_reply<api::SignOut>({200, ""}).ok());
    CHECK(read_reply<api::SignOut>({204, ""}).ok());
}

TEST_CASE("waits double up to their limit and are never the same for all") {
    Backoff backoff(1000, 30'000);
    const std::int64_t least[] = {500, 1000, 2000, 4000, 8000, 15'000, 15'000};
    for (const std::int64_t expected : least) {
        Backoff copy = backoff;
        CHECK(copy.next_ms(0) == expected);
        copy = backoff;
        CHECK(copy.next_ms(static_cast<std::uint64_t>(expected)) == 2 * expected);
        CHECK(backoff.next_ms(~std::uint64_t{0}) <= 2 * expected);
    }
    backoff.reset();
    CHECK(backoff.next_ms(0) == 500);
}
