#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "shared/base/instant.hpp"
#include "shared/base/strong_id.hpp"
#include "shared/dispatch/demand.hpp"
#include "shared/dispatch/travel.hpp"

namespace louxia::dispatch {

/// One place where something of an order is fetched.
struct PickupState {
    Place at = 0;
    Instant ready_at;             ///< known or estimated; never in the past while not ready yet
    std::int32_t ready_sd_s = 0;  ///< how far off the estimate tends to be; 0: it is known
};

/// An order that nobody carries or is committed to yet.
struct OpenOrder {
    OrderId order;
    std::vector<PickupState> pickups;  ///< 1 to 8
    Place dropoff = 0;
    Instant placed_at;
    Instant due_at;
    /// What a second beyond due_at costs more than one before it, in thousandths: a class of
    /// promise. An order due by 18:00 whose early delivery nobody waits for has door_permille 0.
    std::int32_t late_permille = 1000;
    std::int32_t door_permille = 1000;  ///< what a second between placing and drop-off costs
    std::int32_t load = 1;              ///< in the units of a courier's capacity
    std::int32_t cold_chain_s = 0;      ///< most between the first pickup and drop-off; 0: any
    std::vector<CourierId> not_by;      ///< couriers who declined it, or let it lie
};

/// One stop of a courier's way. `pickup` is an index of OpenOrder::pickups, or `drop_off`.
struct PlannedStop {
    static constexpr std::int32_t drop_off = -1;
    OrderId order;
    std::int32_t pickup = drop_off;
    Place at = 0;
    std::int32_t load = 0;  ///< what is taken aboard, or, negative, handed over
    Instant wanted_at;      ///< a pickup's ready time, a drop-off's due time
    Instant expected_at;    ///< when it is served as things stand
    Instant latest_at;      ///< a hard limit (end of shift, cold chain); unset: none

    friend bool operator==(const PlannedStop&, const PlannedStop&) = default;
};

/// What a crowd rider asks, in seconds of waiting that are worth as much.
struct CrowdOffer {
    std::int32_t price_s = 0;  ///< for an order
    std::int32_t acceptance_permille = 1000;
    std::int32_t refusal_delay_s = 120;  ///< lost when the rider refuses or does not come
    std::int32_t ride_s = 0;             ///< for setting out, with however many orders
    /// For a second of riding from the first pickup to the last drop-off, in thousandths.
    std::int32_t riding_permille = 0;
};

struct CourierNow {
    CourierId id;
    Place at = 0;     ///< where it will be at free_at
    Instant free_at;  ///< when it can take the first stop that is not under way; may be past
    Instant works_from;
    Instant works_until;  ///< no pickup later than this
    std::int32_t capacity = 1 << 20;
    std::int32_t load = 0;  ///< aboard at free_at
    Vehicle vehicle = Vehicle::scooter;
    std::vector<PlannedStop> route;  ///< committed stops still ahead, in order; theirs is fixed
    /// Orders, in thousandths, that its guaranteed pay still covers: pay is due only beyond them.
    std::int32_t covered_milli = 0;
    bool crowd = false;
    CrowdOffer offer;  ///< if crowd
};

struct Plan {
    struct Way {
        CourierId courier;
        std::vector<PlannedStop> stops;   ///< without the committed ones
        std::vector<std::int32_t> after;  ///< how many committed stops come before each
        std::int32_t committed = 0;       ///< how many there are, those of this decision included
    };
    std::vector<Way> ways;  ///< by courier id; couriers with none are left out
};

/// All that a decision may know. Places are indexes into what `travel` knows.
struct Situation {
    Instant now;
    std::vector<OpenOrder> orders;     ///< ids differ
    std::vector<CourierNow> couriers;  ///< ids differ; on shift, or beginning soon
    const Travel* travel = nullptr;
    std::int32_t place_count = 0;
    std::vector<Demand> demand;  ///< see expected_demand(); may be empty
};

/// Why a commitment is what it is: what else was possible, and how much worse it would be.
struct Reason {
    /// The best other courier; none if there was no other way. Of crowd riders one stands for all.
    CourierId instead;
    std::int32_t saves_s = 0;  ///< seconds of waiting by which the choice is better
    bool on_the_way = false;   ///< it joins a way that the courier takes anyhow
    bool urgent = false;       ///< it had waited too long
};

struct Commitment {
    CourierId courier;
    std::vector<OrderId> orders;     ///< newly the courier's
    std::vector<PlannedStop> stops;  ///< all of the courier's stops from now on: its next route
    Reason reason;
};

struct Decision {
    std::vector<Commitment> commitments;  ///< by courier id
    Plan plan;                           ///< of what is not committed: hand it to the next decision
    std::vector<OrderId> unplanned;      ///< nobody could take these for now
    std::int32_t pressure_permille = 0;  ///< work at hand ÷ couriers at hand
};

/// What the problem's rules are.
struct Rules {
    std::int32_t pickup_before_s = 120;  ///< from arrival until things can be taken over
    std::int32_t pickup_after_s = 0;     ///< from then until leaving
    std::int32_t drop_before_s = 120;
    std::int32_t drop_after_s = 0;
    std::int32_t drop_again_s = 120;  ///< from one drop-off to the next at the same place
    /// Nothing is picked up while something from another place is aboard.
    bool one_place_bundles = false;
    /// A courier with committed stops ahead is told nothing until they are done.
    bool closed_while_busy = false;
    std::int32_t bundle_max = 8;  ///< orders aboard at a time
    std::int32_t step_s = 15;     ///< the next decision is at most this far away
};

/// What is weighed against one second of one resident's waiting, in thousandths of it where no unit
/// is named.
struct Weights {
    std::int32_t pickup_wait = 100;       ///< a second from ready to pickup, beside the door's own
    std::int32_t courier_time = 0;        ///< a second of a courier's work
    std::int32_t uncovered_order_s = 60;  ///< an order beyond a courier's guaranteed pay
    /// Taking away the courier who would be first at places where orders are expected: each
    /// expected order an hour, for each second by which the next courier is later there.
    std::int32_t cover = 12;
    std::int32_t cover_most_s = 1800;     ///< how much later than now a courier covers nothing
    std::int32_t cover_shift_s = 2700;    ///< nor does one whose shift ends so soon
    std::int32_t margin_permille = 2000;  ///< be there so much of an estimate's deviation earlier
    std::int32_t urgent_after_s = 1500;   ///< a meal that has waited so long counts fourfold
    /// Lateness counts from so long before a promise ends: what is expected is a mean, and rides
    /// and handovers may take longer.
    std::int32_t late_margin_s = 0;
};

struct Effort {
    std::int32_t iterations = 50;  ///< of remove-and-reinsert
    std::uint64_t seed = 1;
};

/// The rolling horizon: who carries what, when. Ask on every event and at least every
/// Rules::step_s; do what is committed, keep the plan for the next time.
///
/// The plan covers couriers that are still busy, from when and where they will be free. It is built
/// by regret insertion (Ropke, Pisinger 2006), its ways are given to couriers by an exact matching,
/// and remove-and-reinsert improves it (Shaw 1998); a commitment is made only when its courier
/// would otherwise be late (the two-stage commitment of Reyes, Erera, Savelsbergh, Sahasrabudhe,
/// O'Neil 2018, "The meal delivery routing problem", taken to its end). The object is working
/// memory only: a decision follows from its arguments, and after some calls nothing is allocated
/// but the answer.
class Horizon {
public:
    Horizon(const Rules& rules, const Weights& weights);
    ~Horizon();
    Horizon(const Horizon&) = delete;
    Horizon& operator=(const Horizon&) = delete;

    /// `before` is the plan of the last decision, or an empty one.
    /// Orders without a pickup, or with more than eight, are left unplanned.
    [[nodiscard]] Decision decide(const Situation& situation, const Plan& before,
                                  const Effort& effort);

private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace louxia::dispatch
