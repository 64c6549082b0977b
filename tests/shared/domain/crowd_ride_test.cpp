#include "shared/domain/crowd_ride.hpp"

#include <doctest/doctest.h>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

constexpr Instant noon{1'795'000'000'000};

CrowdRide ride_in(CrowdState state) {
    CrowdRide ride;
    ride.state = state;
    ride.wanted_at = noon;
    ride.accept_by = noon + crowd_accept_ms;
    return ride;
}

constexpr std::array lasting{CrowdState::wanted, CrowdState::called, CrowdState::accepted,
                             CrowdState::picked_up};
constexpr std::array ended{CrowdState::delivered, CrowdState::refused, CrowdState::cancelled,
                           CrowdState::vanished};

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

}  // namespace

TEST_CASE("a ride goes on, also over what was never heard, and never back") {
    for (const CrowdState from : lasting) {
        for (const CrowdState to : lasting) {
            CAPTURE(word_of(from));
            CAPTURE(word_of(to));
            const auto moved = advance(ride_in(from), to, noon + 5);
            CHECK(moved.ok() == (to >= from));
            if (moved) CHECK(moved->state == to);
        }
        for (const CrowdState to : ended) {
            CHECK(outcome(advance(ride_in(from), to, noon)) == "wrong_state");
            CHECK(outcome(advance(ride_in(to), from, noon)) == "wrong_state");
        }
    }
    const auto taken = advance(ride_in(CrowdState::wanted), CrowdState::picked_up, noon + 5);
    CHECK(taken->called_at == noon + 5);
    CHECK(taken->at_pickup_at == noon + 5);
    const auto again = advance(*taken, CrowdState::picked_up, noon + 9);
    CHECK(again->at_pickup_at == noon + 5);
}

TEST_CASE("how a ride ends depends on whether a rider had accepted it") {
    struct Row {
        CrowdState from;
        CrowdEnd why;
        CrowdState to;
    };
    for (const Row& row :
         {Row{CrowdState::wanted, CrowdEnd::declined, CrowdState::refused},
          Row{CrowdState::wanted, CrowdEnd::nothing_left, CrowdState::cancelled},
          Row{CrowdState::called, CrowdEnd::nobody, CrowdState::refused},
          Row{CrowdState::called, CrowdEnd::given_back, CrowdState::refused},
          Row{CrowdState::accepted, CrowdEnd::given_back, CrowdState::vanished},
          Row{CrowdState::accepted, CrowdEnd::no_show, CrowdState::vanished},
          Row{CrowdState::accepted, CrowdEnd::nothing_left, CrowdState::cancelled},
          Row{CrowdState::picked_up, CrowdEnd::lost, CrowdState::vanished},
          Row{CrowdState::picked_up, CrowdEnd::delivered, CrowdState::delivered}}) {
        CAPTURE(word_of(row.from));
        CAPTURE(word_of(row.why));
        const auto over = end_ride(ride_in(row.from), row.why, false, noon + 7);
        REQUIRE(over.ok());
        CHECK(over->state == row.to);
        CHECK(over->why == row.why);
        CHECK(over->ended_at == noon + 7);
        CHECK_FALSE(over->look_at.is_set());
        CHECK(outcome(end_ride(*over, row.why, false, noon + 8)) == "wrong_state");
    }
    for (const CrowdState from : {CrowdState::wanted, CrowdState::called, CrowdState::accepted}) {
        CHECK(outcome(end_ride(ride_in(from), CrowdEnd::delivered, false, noon)) == "wrong_state");
    }
    CHECK(outcome(end_ride(ride_in(CrowdState::called), CrowdEnd::none, false, noon)) ==
          "wrong_state");
}

TEST_CASE("what a vanished rider carries keeps its ride from ending until it is decided") {
    const auto gone = end_ride(ride_in(CrowdState::picked_up), CrowdEnd::lost, true, noon + 7);
    REQUIRE(gone.ok());
    CHECK(gone->state == CrowdState::vanished);
    CHECK_FALSE(gone->ended_at.is_set());
    // Also one of whom nothing was heard before.
    const auto unheard = end_ride(ride_in(CrowdState::called), CrowdEnd::lost, true, noon + 7);
    REQUIRE(unheard.ok());
    CHECK(unheard->state == CrowdState::vanished);
    CHECK_FALSE(unheard->ended_at.is_set());
    CHECK(settle(*gone, noon + 9).ended_at == noon + 9);
    CHECK(settle(settle(*gone, noon + 9), noon + 11).ended_at == noon + 9);
    CHECK_FALSE(settle(ride_in(CrowdState::called), noon).ended_at.is_set());
    CHECK(outcome(end_ride(ride_in(CrowdState::picked_up), CrowdEnd::delivered, true, noon)) ==
          "wrong_state");
    CHECK(outcome(end_ride(ride_in(CrowdState::picked_up), CrowdEnd::nothing_left, true, noon)) ==
          "wrong_state");
}

TEST_CASE("nobody accepts for three minutes, or nobody comes for ten after the time told") {
    CrowdRide called = ride_in(CrowdState::called);
    CHECK_FALSE(timed_out(called, called.accept_by + -1).has_value());
    CHECK(timed_out(called, called.accept_by) == CrowdEnd::nobody);
    CrowdRide comes = ride_in(CrowdState::accepted);
    comes.arrives_at = noon + minute_ms;
    CHECK_FALSE(timed_out(comes, comes.arrives_at + crowd_no_show_ms + -1).has_value());
    CHECK(timed_out(comes, comes.arrives_at + crowd_no_show_ms) == CrowdEnd::no_show);
    comes.at_pickup_at = noon + 2 * minute_ms;
    CHECK_FALSE(timed_out(comes, noon + day_ms).has_value());
    CHECK_FALSE(timed_out(ride_in(CrowdState::picked_up), noon + day_ms).has_value());
    CHECK_FALSE(timed_out(ride_in(CrowdState::refused), noon + day_ms).has_value());
}

TEST_CASE("the provider is turned to at once, later after a silence, and at the deadline") {
    CrowdRide ride = ride_in(CrowdState::wanted);
    CHECK(next_look(ride, noon) == noon);
    ride.looks = 1;
    CHECK(next_look(ride, noon) == noon + second_ms);
    ride.looks = 4;
    CHECK(next_look(ride, noon) == noon + 8 * second_ms);
    ride.looks = 40;
    CHECK(next_look(ride, noon) == noon + minute_ms);
    CHECK(next_look(ride, ride.accept_by + -second_ms) == ride.accept_by);
    ride = ride_in(CrowdState::accepted);
    CHECK(next_look(ride, noon) == noon + 15 * second_ms);
    ride.arrives_at = noon;
    CHECK(next_look(ride, noon + crowd_no_show_ms + -1) == noon + crowd_no_show_ms);
    for (const CrowdState state : ended) {
        CHECK_FALSE(next_look(ride_in(state), noon).is_set());
        CrowdRide told = ride_in(state);
        told.to_cancel = true;
        CHECK(next_look(told, noon) == noon);
    }
}

TEST_CASE("a tariff holds for a minute or less, and a way costs its kilometres") {
    CrowdQuote quote;
    quote.base = fen(500);
    quote.per_km = fen(150);
    quote.quoted_at = noon;
    quote.valid_until = noon + hour_ms;
    CHECK(is_fresh(quote, noon + minute_ms));
    CHECK_FALSE(is_fresh(quote, noon + minute_ms + 1));
    quote.valid_until = noon + second_ms;
    CHECK_FALSE(is_fresh(quote, noon + second_ms));
    CHECK(crowd_price(quote, 0).value() == fen(500));
    CHECK(crowd_price(quote, 1000).value() == fen(650));
    CHECK(crowd_price(quote, 1).value() == fen(501));
    CHECK(outcome(crowd_price(quote, -1)) == "out_of_range metres");
    CHECK(outcome(crowd_price(quote, 100'001)) == "out_of_range metres");
    quote.per_km = crowd_price_max;
    CHECK(outcome(crowd_price(quote, 2000)) == "out_of_range price_fen");
}
