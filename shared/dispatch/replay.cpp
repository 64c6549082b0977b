#include "shared/dispatch/replay.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

namespace louxia::dispatch {
namespace {

constexpr std::int64_t beyond_ms = 2 * hour_ms;
constexpr std::int32_t overdue_s = 60;  ///< what should be ready and is not, is expected then

bool is_pickup(const PlannedStop& stop) noexcept {
    return stop.pickup != PlannedStop::drop_off;
}

/// One courier as it works through what it is told.
struct Rider {
    const ReplayCourier* who = nullptr;
    Place at = 0;
    Instant free_at;  ///< done with the stop under way
    std::int32_t load = 0;
    bool dropped = false;  ///< the stop before was a drop-off
    std::vector<PlannedStop> route;
};

class Replay {
public:
    Replay(const ReplayInput& input, const Rules& rules, const Weights& weights)
        : input_(input), rules_(rules), horizon_(rules, weights) {
        arrivals_.resize(input.orders.size());
        state_.resize(input.orders.size(), State::unknown);
        for (std::size_t index = 0; index < input.orders.size(); ++index) {
            number_[input.orders[index].order.order] = index;
        }
        for (const ReplayCourier& courier : input.couriers) {
            riders_.push_back({&courier, courier.at, courier.from, 0, false, {}});
            end_ = std::max(end_, courier.until + beyond_ms);
        }
    }

    std::vector<Instant> run() {
        if (input_.orders.empty() || riders_.empty()) {
            return arrivals_;
        }
        Instant now = first_order();
        while (now < end_ && !all_done()) {
            step(now);
            now = now + rules_.step_s * second_ms;
        }
        return arrivals_;
    }

private:
    enum class State { unknown, open, given, done };

    [[nodiscard]] Instant first_order() const {
        Instant first = input_.orders.front().known_at;
        for (const ReplayOrder& order : input_.orders) {
            first = std::min(first, order.known_at);
        }
        return first;
    }

    [[nodiscard]] bool all_done() const {
        return std::all_of(state_.begin(), state_.end(),
                           [](State state) { return state == State::done; });
    }

    void step(Instant now) {
        for (Rider& rider : riders_) {
            move(rider, now);
        }
        Situation situation;
        situation.now = now;
        situation.travel = input_.travel;
        situation.place_count = input_.place_count;
        for (std::size_t index = 0; index < input_.orders.size(); ++index) {
            if (state_[index] == State::unknown && input_.orders[index].known_at <= now) {
                state_[index] = State::open;
            }
            if (state_[index] == State::open) {
                situation.orders.push_back(as_known(input_.orders[index], now));
            }
        }
        if (situation.orders.empty()) {
            return;
        }
        for (const Rider& rider : riders_) {
            if (rider.who->from <= now && now < rider.who->until) {
                situation.couriers.push_back(as_seen(rider, now));
            }
        }
        Decision decision = horizon_.decide(situation, plan_, {});
        plan_ = std::move(decision.plan);
        for (const Commitment& commitment : decision.commitments) {
            for (Rider& rider : riders_) {
                if (rider.who->id == commitment.courier) {
                    rider.route = commitment.stops;
                }
            }
            for (const OrderId order : commitment.orders) {
                state_[number_[order]] = State::given;
            }
        }
    }

    /// Whether it is ready shows when it is; before, only what packing usually takes is known.
    [[nodiscard]] OpenOrder as_known(const ReplayOrder& order, Instant now) const {
        OpenOrder known = order.order;
        for (PickupState& pickup : known.pickups) {
            pickup.ready_at = expected_ready(order, pickup.ready_at, now);
        }
        return known;
    }

    [[nodiscard]] Instant expected_ready(const ReplayOrder& order, Instant ready,
                                         Instant now) const {
        if (ready <= now) {
            return ready;
        }
        return std::max(order.known_at + input_.estimate_s * second_ms,
                        now + overdue_s * second_ms);
    }

    [[nodiscard]] CourierNow as_seen(const Rider& rider, Instant now) const {
        CourierNow seen;
        seen.id = rider.who->id;
        seen.at = rider.at;
        seen.free_at = std::max(now, rider.free_at);
        seen.works_from = rider.who->from;
        seen.works_until = rider.who->until;
        seen.capacity = rider.who->capacity;
        seen.vehicle = rider.who->vehicle;
        seen.load = rider.load;
        seen.covered_milli = 1'000'000;
        seen.route = rider.route;
        return seen;
    }

    /// Sets out for the next stop as soon as the one before is done.
    void move(Rider& rider, Instant now) {
        while (!rider.route.empty() && rider.free_at <= now) {
            const Instant leaves = std::max(rider.free_at, left_at(rider, now));
            const PlannedStop stop = rider.route.front();
            rider.route.erase(rider.route.begin());
            serve(rider, stop, leaves);
        }
    }

    /// A route that was told at a step begins at it.
    [[nodiscard]] Instant left_at(const Rider& rider, Instant now) const {
        const bool waited = rider.free_at < now + -rules_.step_s * second_ms;
        return waited ? now + -rules_.step_s * second_ms : rider.free_at;
    }

    void serve(Rider& rider, const PlannedStop& stop, Instant leaves) {
        const std::int64_t ride_ms =
            input_.travel->seconds(rider.at, stop.at, rider.who->vehicle) * second_ms;
        const std::size_t index = number_[stop.order];
        rider.load += stop.load;
        if (is_pickup(stop)) {
            const bool same = rider.at == stop.at && !rider.dropped && rider.load > stop.load;
            const PickupState& pickup =
                input_.orders[index].order.pickups[static_cast<std::size_t>(stop.pickup)];
            const Instant there =
                leaves + ride_ms + (same ? 0 : rules_.pickup_before_s * second_ms);
            rider.free_at = std::max(there, pickup.ready_at) + rules_.pickup_after_s * second_ms;
            rider.dropped = false;
        } else {
            const bool again = rider.dropped && rider.at == stop.at;
            const std::int32_t hand_over_s = again ? rules_.drop_again_s : rules_.drop_before_s;
            arrivals_[index] = leaves + ride_ms + hand_over_s * second_ms;
            state_[index] = State::done;
            rider.free_at = arrivals_[index] + rules_.drop_after_s * second_ms;
            rider.dropped = true;
        }
        rider.at = stop.at;
    }

    const ReplayInput& input_;
    Rules rules_;
    Horizon horizon_;
    Plan plan_;
    std::vector<Rider> riders_;
    std::vector<State> state_;
    std::map<OrderId, std::size_t> number_;
    std::vector<Instant> arrivals_;
    Instant end_;
};

}  // namespace

std::vector<Instant> replay(const ReplayInput& input, const Rules& rules, const Weights& weights) {
    return Replay(input, rules, weights).run();
}

}  // namespace louxia::dispatch
