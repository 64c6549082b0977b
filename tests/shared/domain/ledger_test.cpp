#include "shared/domain/ledger.hpp"

#include <doctest/doctest.h>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

const Account wallet = wallet_of(HouseholdId{7});
const Account hold = hold_of(HouseholdId{7});
const Account sales = sales_of(HubId{2});

Result<LedgerEntry> moved(std::int64_t fen) {
    return transfer(LedgerEntryId{1}, Cause::hold, 42, Instant{5}, wallet, hold,
                    Money::fen_unchecked(fen));
}

LedgerEntry entry_of(std::vector<std::int64_t> amounts) {
    LedgerEntry entry;
    for (const std::int64_t fen : amounts) {
        entry.postings.push_back({wallet, Money::fen_unchecked(fen)});
    }
    return entry;
}

}  // namespace

TEST_CASE("a transfer takes from one account what it gives to the other") {
    const LedgerEntry entry = moved(1280).value();
    CHECK(entry.id == LedgerEntryId{1});
    CHECK(entry.cause == Cause::hold);
    CHECK(entry.subject == 42);
    CHECK(entry.at == Instant{5});
    REQUIRE(entry.postings.size() == 2);
    CHECK(entry.postings[0].account == wallet);
    CHECK(entry.postings[0].amount.fen() == -1280);
    CHECK(entry.postings[1].account == hold);
    CHECK(entry.postings[1].amount.fen() == 1280);
    CHECK(check_entry(entry).ok());
}

TEST_CASE("only an amount above zero and within the limit can be moved") {
    for (const std::int64_t fen : {std::int64_t{0}, std::int64_t{-1}, -Money::limit_fen,
                                   Money::limit_fen + 1, INT64_MAX, INT64_MIN}) {
        CAPTURE(fen);
        CHECK(outcome(moved(fen)) == "out_of_range amount_fen");
    }
    CHECK(moved(1).ok());
    CHECK(moved(Money::limit_fen).ok());
}

TEST_CASE("an entry balances or is refused") {
    struct Row {
        std::vector<std::int64_t> amounts;
        const char* expected;
    };
    const Row rows[] = {
        {{}, "unbalanced"},
        {{0}, "unbalanced"},
        {{5}, "unbalanced"},
        {{5, -5}, "ok"},
        {{-5, 5}, "ok"},
        {{5, -4}, "unbalanced"},
        {{5, -5, 0}, "unbalanced"},
        {{0, 0}, "unbalanced"},
        {{-1280, 980, 300}, "ok"},
        {{-1280, 980, 301}, "unbalanced"},
        {{Money::limit_fen, Money::limit_fen, -Money::limit_fen, -Money::limit_fen}, "ok"},
        {{INT64_MAX, INT64_MAX, 2}, "unbalanced"},
        {{INT64_MIN, INT64_MIN}, "unbalanced"},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows);
        CHECK(outcome(check_entry(entry_of(row.amounts))) == row.expected);
    }
}

TEST_CASE("a household's wallet and hold never fall below zero, the hub's side may") {
    CHECK(must_not_be_negative(AccountKind::wallet));
    CHECK(must_not_be_negative(AccountKind::hold));
    CHECK_FALSE(must_not_be_negative(AccountKind::hub_sales));
    CHECK_FALSE(must_not_be_negative(AccountKind::cash));
    CHECK_FALSE(must_not_be_negative(AccountKind::compensation));
    CHECK_FALSE(must_not_be_negative(AccountKind::provider));
}

TEST_CASE("accounts of one owner differ by kind") {
    CHECK_FALSE(wallet == hold);
    CHECK(wallet == wallet_of(HouseholdId{7}));
    CHECK_FALSE(wallet == wallet_of(HouseholdId{8}));
    CHECK_FALSE(sales == cash_of(HubId{2}));
}
