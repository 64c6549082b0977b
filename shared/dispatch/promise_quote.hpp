#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "shared/dispatch/horizon.hpp"

namespace louxia::dispatch {

/// By how much recent orders arrived later than was expected when they were placed. Keep one for
/// each class of promise: an order that may take two hours is put off on purpose. A value without
/// allocations; what was added in the same order gives the same answers.
class RecentErrors {
public:
    static constexpr std::size_t kept = 200;
    /// The last few, which tell rain, a peak or a rider that is missing from the days before.
    static constexpr std::size_t latest = 30;
    /// Until so many are known, made-up ones fill up, spread evenly from 5 min early to 10 late.
    static constexpr std::size_t prior = 20;

    /// Seconds from when it was expected to when it came; negative: it came sooner. Clamped to a
    /// day. Of more than `kept` the oldest goes.
    void add(std::int32_t late_s) noexcept;
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// The least error of which `permille` (1 to 1000, clamped) of the last `last` are no more;
    /// nearest rank.
    [[nodiscard]] std::int32_t quantile_s(std::int32_t permille,
                                          std::size_t last = kept) const noexcept;

private:
    std::array<std::int32_t, kept> errors_{};
    std::size_t count_ = 0;
    std::size_t next_ = 0;
};

struct Arrival {
    CourierId courier;  ///< who would carry it
    Instant at;         ///< when it would be handed over; never before `now`
};

/// When a new order would arrive as things stand: the last plan with the order at its cheapest
/// place, where everybody else keeps courier and sequence. What the plan lacks besides is put in
/// by regret as a decision would do, so let `plan` be the last decision's.
///
/// `order` is one of the situation's orders, with the due time and weights of the promise that is
/// being tried and any id that no other has. Nothing if it is not there, has no pickup or more than
/// eight, or nobody can carry it (capacity, shift, cold chain). A crowd rider's refusals are not
/// foreseen. Pure; some tens of microseconds for ten couriers, below a millisecond for fifty.
[[nodiscard]] std::optional<Arrival> expected_arrival(OrderId order, const Situation& situation,
                                                      const Plan& plan, const Rules& rules,
                                                      const Weights& weights);

/// A promise is given when so many of recent orders would have kept it.
inline constexpr std::int32_t promise_kept_permille = 900;

/// Would an order that is expected at `expected` be there before `due_at`, given those errors: all
/// that are kept, and the latest of them alone?
[[nodiscard]] bool keepable(Instant expected, const RecentErrors& errors, Instant due_at) noexcept;

}  // namespace louxia::dispatch
