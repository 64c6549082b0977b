#include "shared/dispatch/horizon.hpp"

#include <algorithm>
#include <utility>

#include "shared/dispatch/horizon_model.hpp"
#include "shared/dispatch/horizon_numbers.hpp"
#include "shared/dispatch/horizon_search.hpp"

namespace louxia::dispatch {
namespace {

std::size_t at(std::int32_t index) noexcept {
    return static_cast<std::size_t>(index);
}

}  // namespace

/// One decision at a time: the model of the situation, the search over it, and what is made of it.
struct Horizon::Work {
    Work(const Rules& given_rules, const Weights& given_weights)
        : rules(given_rules), weights(given_weights), search(model) {}

    void commit(const Situation& situation, Decision& decision);
    void commit_way(std::int32_t courier, const Situation& situation, Decision& decision);
    [[nodiscard]] bool starts_now(std::int32_t courier, std::int32_t first,
                                  std::int32_t last) const;
    [[nodiscard]] bool times_of_starting(std::int32_t courier);
    [[nodiscard]] std::int32_t mark_starting(std::int32_t courier);
    [[nodiscard]] Reason reason_for(std::int32_t courier, std::int32_t order,
                                    const Situation& situation);
    [[nodiscard]] PlannedStop told(const Stop& stop, const Situation& situation,
                                   std::int32_t courier, std::int32_t served_s);
    void write_plan(const Situation& situation, Decision& decision);

    Rules rules;
    Weights weights;
    Model model;
    Search search;
    Numbers numbers;
    std::vector<Stop> stops;
    Search::Way kept;
    std::vector<Model::Served> served;
    std::vector<std::int32_t> picked_s;  ///< by order, in the way that is being told
    std::vector<char> starting;          ///< by order: committed now
};

/// Must the courier set out for these pickups before the next decision?
bool Horizon::Work::starts_now(std::int32_t courier, std::int32_t first, std::int32_t last) const {
    const std::vector<Stop>& way = search.way(courier).stops;
    std::int32_t margin_s = 0;
    for (std::int32_t index = first; index < last; ++index) {
        if (way[at(index)].committed()) continue;
        const std::int32_t sd_s = model.pickups[at(way[at(index)].pickup)].sd_s;
        margin_s = std::max(margin_s, sd_s * weights.margin_permille / 1000);
    }
    return served[at(first)].leave_before_s - margin_s < rules.step_s;
}

/// Marks the orders of the courier's way that must start now; returns how many.
std::int32_t Horizon::Work::mark_starting(std::int32_t courier) {
    const Search::Way& way = search.way(courier);
    const Model::Courier& who = model.couriers[at(courier)];
    const auto count = static_cast<std::int32_t>(way.stops.size());
    if (count == who.committed_count) return 0;
    if (rules.closed_while_busy && (who.committed_count > 0 || who.free_s > 0)) return 0;
    served.resize(way.stops.size());
    if (model.cost(courier, way.stops.data(), count, Model::impossible, served.data()) >=
        Model::impossible) {
        return 0;
    }
    std::int32_t marked = 0;
    for (std::int32_t first = 0; first < count;) {
        const Stop& stop = way.stops[at(first)];
        std::int32_t last = first + 1;
        if (!model.is_pickup(stop)) {
            first = last;
            continue;
        }
        const Place place = model.place_of(stop);
        bool any_new = !stop.committed();
        while (last < count && model.is_pickup(way.stops[at(last)]) &&
               model.place_of(way.stops[at(last)]) == place) {
            any_new = any_new || !way.stops[at(last)].committed();
            ++last;
        }
        if (any_new) {
            if (!starts_now(courier, first, last)) break;
            for (std::int32_t index = first; index < last; ++index) {
                const std::int32_t order = way.stops[at(index)].order;
                if (order < 0 || starting[at(order)] != 0) continue;
                starting[at(order)] = 1;
                ++marked;
            }
            if (rules.closed_while_busy) break;
        }
        first = last;
    }
    return marked;
}

/// The best other way for an order, as long as nobody else changes theirs.
Reason Horizon::Work::reason_for(std::int32_t courier, std::int32_t order,
                                 const Situation& situation) {
    Reason reason;
    reason.urgent = model.orders[at(order)].urgent;
    const std::vector<Stop>& way = search.way(courier).stops;
    reason.on_the_way = std::any_of(way.begin(), way.end(),
                                    [order](const Stop& stop) { return stop.order != order; });
    kept = search.way(courier);
    search.remove(order);
    const std::int64_t own = kept.cost - search.way(courier).cost;
    std::int64_t least = Model::impossible;
    for (std::int32_t other = 0; other < model.courier_count(); ++other) {
        const bool alike =
            situation.couriers[at(other)].crowd && situation.couriers[at(courier)].crowd;
        if (other == courier || alike) continue;
        const Search::Insertion there = search.best_insertion(other, order);
        if (there.delta >= least) continue;
        least = there.delta;
        reason.instead = situation.couriers[at(other)].id;
    }
    search.put_back(courier, order, kept);
    if (least < Model::impossible) {
        reason.saves_s = static_cast<std::int32_t>(
            std::clamp<std::int64_t>((least - own) / 1000, -86400, 86400));
    }
    return reason;
}

/// A stop for others to read; a way's stops are told in their order.
PlannedStop Horizon::Work::told(const Stop& stop, const Situation& situation, std::int32_t courier,
                                std::int32_t served_s) {
    const CourierNow& who = situation.couriers[at(courier)];
    PlannedStop out;
    if (stop.committed()) {
        out = who.route[at(stop.pickup - model.couriers[at(courier)].first_committed)];
        out.expected_at = situation.now + served_s * second_ms;
        return out;
    }
    const OpenOrder& order = situation.orders[at(stop.order)];
    const Model::Order& what = model.orders[at(stop.order)];
    out.order = order.order;
    out.load = stop.pickup < 0 ? -order.load : 0;
    out.expected_at = situation.now + served_s * second_ms;
    if (stop.pickup < 0) {
        out.pickup = PlannedStop::drop_off;
        out.at = order.dropoff;
        out.wanted_at = order.due_at;
        if (what.cold_s > 0) {
            out.latest_at = situation.now + (picked_s[at(stop.order)] + what.cold_s) * second_ms;
        }
        return out;
    }
    if (picked_s[at(stop.order)] < 0) {
        picked_s[at(stop.order)] = served_s;
        out.load = order.load;
    }
    out.pickup = stop.pickup - what.first_pickup;
    out.at = order.pickups[at(out.pickup)].at;
    out.wanted_at = order.pickups[at(out.pickup)].ready_at;
    out.latest_at = who.works_until;
    return out;
}

/// The way without what need not start yet, in `stops` and `served`. False: it breaks a rule.
bool Horizon::Work::times_of_starting(std::int32_t courier) {
    stops.clear();
    for (const Stop& stop : search.way(courier).stops) {
        if (stop.committed() || starting[at(stop.order)] != 0) stops.push_back(stop);
    }
    served.resize(stops.size());
    return model.cost(courier, stops.data(), static_cast<std::int32_t>(stops.size()),
                      Model::impossible, served.data()) < Model::impossible;
}

void Horizon::Work::commit_way(std::int32_t courier, const Situation& situation,
                               Decision& decision) {
    if (mark_starting(courier) == 0) return;
    if (!times_of_starting(courier)) {
        // Without the others it waits elsewhere and something gets too warm: all of it, then.
        for (const Stop& stop : search.way(courier).stops) {
            if (!stop.committed()) starting[at(stop.order)] = 1;
        }
        if (!times_of_starting(courier)) return;
    }
    Commitment commitment;
    commitment.courier = situation.couriers[at(courier)].id;
    std::int32_t first_order = -1;
    for (const Stop& stop : stops) {
        if (stop.committed() || stop.pickup >= 0) continue;
        if (first_order < 0) first_order = stop.order;
        commitment.orders.push_back(situation.orders[at(stop.order)].order);
    }
    for (std::size_t index = 0; index < stops.size(); ++index) {
        commitment.stops.push_back(told(stops[index], situation, courier, served[index].at_s));
    }
    commitment.reason = reason_for(courier, first_order, situation);
    decision.commitments.push_back(std::move(commitment));
}

void Horizon::Work::commit(const Situation& situation, Decision& decision) {
    starting.assign(situation.orders.size(), 0);
    picked_s.assign(situation.orders.size(), -1);
    for (const auto& [id, courier] : numbers.couriers()) {
        commit_way(courier, situation, decision);
    }
}

void Horizon::Work::write_plan(const Situation& situation, Decision& decision) {
    for (const auto& [id, courier] : numbers.couriers()) {
        const Search::Way& way = search.way(courier);
        Plan::Way out;
        out.courier = id;
        served.resize(way.stops.size());
        const std::int64_t cost =
            model.cost(courier, way.stops.data(), static_cast<std::int32_t>(way.stops.size()),
                       Model::impossible, served.data());
        if (cost >= Model::impossible) continue;
        for (std::size_t index = 0; index < way.stops.size(); ++index) {
            const Stop& stop = way.stops[index];
            if (stop.committed() || starting[at(stop.order)] != 0) {
                ++out.committed;
                continue;
            }
            out.stops.push_back(told(stop, situation, courier, served[index].at_s));
            out.after.push_back(out.committed);
        }
        if (!out.stops.empty()) decision.plan.ways.push_back(std::move(out));
    }
    for (const auto& [id, order] : numbers.orders()) {
        if (search.courier_of(order) < 0) decision.unplanned.push_back(id);
    }
}

Horizon::Horizon(const Rules& rules, const Weights& weights)
    : work_(std::make_unique<Work>(rules, weights)) {}
Horizon::~Horizon() = default;

Decision Horizon::decide(const Situation& situation, const Plan& before, const Effort& effort) {
    Work& work = *work_;
    Decision decision;
    work.model.read(situation, work.rules, work.weights);
    work.numbers.read(situation);
    work.search.begin();
    work.numbers.adopt(before, work.model, work.search);
    work.search.improve(effort);
    work.commit(situation, decision);
    work.write_plan(situation, decision);
    decision.pressure_permille = work.model.pressure_permille;
    return decision;
}

}  // namespace louxia::dispatch
