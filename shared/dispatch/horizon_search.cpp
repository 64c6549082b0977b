#include "shared/dispatch/horizon_search.hpp"

#include <algorithm>

namespace louxia::dispatch {
namespace {

constexpr std::int32_t candidates_max = 24;
constexpr std::int64_t matrix_max = 4'000'000;
constexpr std::int32_t timed_from = 6;  ///< in a shorter way looking costs more than it saves

std::size_t at(std::int32_t index) noexcept {
    return static_cast<std::size_t>(index);
}

std::int32_t size_of(const std::vector<Stop>& stops) noexcept {
    return static_cast<std::int32_t>(stops.size());
}

}  // namespace

void Search::begin() {
    ways_.resize(model_.couriers.size());
    courier_of_.assign(model_.orders.size(), -1);
    is_touched_.assign(model_.couriers.size(), 0);
    touched_.clear();
    saved_.resize(model_.couriers.size());
    for (std::int32_t courier = 0; courier < model_.courier_count(); ++courier) {
        Way& way = ways_[at(courier)];
        way.stops.clear();
        const Model::Courier& who = model_.couriers[at(courier)];
        for (std::int32_t stop = 0; stop < who.committed_count; ++stop) {
            way.stops.push_back({-1, who.first_committed + stop});
        }
        way.cost = model_.cost(courier, way.stops.data(), size_of(way.stops));
    }
    riders_.clear();
    for (std::int32_t courier = 0; courier < model_.courier_count(); ++courier) {
        const Model::Courier& who = model_.couriers[at(courier)];
        if (who.ride_price > 0 && who.committed_count == 0) riders_.push_back(courier);
    }
    gather_pool();
    find_candidates();
}

/// For each order the couriers that could be at its first pickup soonest.
void Search::find_candidates() {
    const std::int32_t couriers = model_.courier_count();
    candidate_count_ = std::min(couriers, candidates_max);
    candidates_.resize(at(candidate_count_) * model_.orders.size());
    for (std::int32_t order = 0; order < model_.order_count(); ++order) {
        const Place pickup = model_.pickups[at(model_.orders[at(order)].first_pickup)].at;
        ranked_.clear();
        for (std::int32_t courier = 0; courier < couriers; ++courier) {
            const Model::Courier& who = model_.couriers[at(courier)];
            const std::int64_t there_s =
                std::int64_t{who.free_s} + model_.ride(who.vehicle, who.at, pickup);
            ranked_.emplace_back(there_s * 1000 + who.ride_price + who.order_price, courier);
        }
        std::partial_sort(ranked_.begin(), ranked_.begin() + candidate_count_, ranked_.end());
        for (std::int32_t rank = 0; rank < candidate_count_; ++rank) {
            candidates_[at(order * candidate_count_ + rank)] = ranked_[at(rank)].second;
        }
    }
}

void Search::adopt(std::int32_t courier, const std::vector<Stop>& stops) {
    Way& way = ways_[at(courier)];
    const std::int64_t cost = model_.cost(courier, stops.data(), size_of(stops));
    if (cost >= Model::impossible) return;
    way.stops = stops;
    way.cost = cost;
    for (const Stop& stop : stops) {
        if (!stop.committed()) courier_of_[at(stop.order)] = courier;
    }
    gather_pool();
}

/// The way with the order's stops in it, in trial_.
void Search::compose(std::int32_t courier, std::int32_t order, const Insertion& where) {
    const std::vector<Stop>& stops = ways_[at(courier)].stops;
    const Model::Order& what = model_.orders[at(order)];
    trial_.clear();
    for (std::int32_t index = 0; index <= size_of(stops); ++index) {
        if (index == where.pickup_at) {
            for (std::int32_t each = 0; each < what.pickup_count; ++each) {
                const std::int32_t pickup = where.backwards ? what.pickup_count - 1 - each : each;
                trial_.push_back({order, what.first_pickup + pickup});
            }
        }
        if (index == where.drop_at) trial_.push_back({order, -1});
        if (index < size_of(stops)) trial_.push_back(stops[at(index)]);
    }
}

Search::Leaving Search::leaving(std::int32_t courier, std::int32_t stop) const {
    const Model::Courier& who = model_.couriers[at(courier)];
    if (stop == 0) return {who.at, who.free_s};
    const Stop& before = ways_[at(courier)].stops[at(stop - 1)];
    const std::int32_t after_s =
        model_.is_pickup(before) ? model_.rules.pickup_after_s : model_.rules.drop_after_s;
    return {model_.place_of(before), served_[at(stop - 1)].at_s + after_s};
}

/// What the insertion costs at least: the order's own waiting, were everybody else as before. No
/// stop is served sooner for another that comes before it, as long as no ride is shorter by way of
/// a third place.
std::int64_t Search::least_cost(std::int32_t courier, std::int32_t order, const Insertion& where,
                                bool joins) {
    const Model::Order& what = model_.orders[at(order)];
    const Model::Pickup& first = model_.pickups[at(what.first_pickup)];
    const Vehicle vehicle = model_.couriers[at(courier)].vehicle;
    const Rules& rules = model_.rules;
    const Leaving before = leaving(courier, where.pickup_at);
    // A visit that is joined may have begun long before it is left.
    std::int32_t picked_s = joins ? model_.couriers[at(courier)].free_s : before.at_s;
    if (what.pickup_count == 1) {
        const std::int32_t way_s = joins ? 0 : model_.ride(vehicle, before.from, first.at);
        // A mean over uncertain ready times may be a second less, in whole ones.
        picked_s = std::max(picked_s + way_s + rules.pickup_before_s, first.ready_s) - 1;
    }
    const Leaving last = where.drop_at > where.pickup_at
                             ? leaving(courier, where.drop_at)
                             : Leaving{first.at, picked_s + rules.pickup_after_s};
    std::int32_t way_s = 0;
    if (where.drop_at > where.pickup_at || what.pickup_count == 1) {
        way_s = model_.ride(vehicle, last.from, what.drop);
    }
    const std::int32_t dropped_s =
        last.at_s + way_s + std::min(rules.drop_before_s, rules.drop_again_s);
    const std::int64_t waited_s =
        what.pickup_count == 1 ? std::max(0, picked_s - first.ready_s) : 0;
    return std::int64_t{model_.weights.pickup_wait} * waited_s +
           std::int64_t{what.door} * (dropped_s - what.placed_s) +
           std::int64_t{what.late} * std::max(0, dropped_s - what.due_s);
}

Search::Insertion Search::best_insertion(std::int32_t courier, std::int32_t order) {
    const Way& way = ways_[at(courier)];
    const Model::Order& what = model_.orders[at(order)];
    const bool one_place = model_.rules.one_place_bundles;
    const std::int32_t length = size_of(way.stops);
    const Place place = model_.pickups[at(what.first_pickup)].at;
    const std::int32_t first =
        model_.rules.closed_while_busy ? model_.couriers[at(courier)].committed_count : 0;
    served_.resize(way.stops.size());
    const bool timed =
        length >= timed_from && model_.cost(courier, way.stops.data(), length, Model::impossible,
                                            served_.data()) < Model::impossible;
    Insertion best;
    std::int32_t aboard = model_.couriers[at(courier)].aboard;
    for (std::int32_t pickup_at = 0; pickup_at <= length; ++pickup_at) {
        if (pickup_at > 0 && model_.load_of(way.stops[at(pickup_at - 1)]) != 0) {
            aboard += model_.is_pickup(way.stops[at(pickup_at - 1)]) ? 1 : -1;
        }
        if (pickup_at < first) continue;
        const auto picks_here = [&](std::int32_t index) {
            return index >= 0 && index < length && model_.is_pickup(way.stops[at(index)]) &&
                   model_.place_of(way.stops[at(index)]) == place;
        };
        // Among pickups of one place the order is all the same: only behind them.
        if (what.pickup_count == 1 && picks_here(pickup_at)) continue;
        const bool joins = picks_here(pickup_at - 1);
        if (one_place && aboard > 0 && !joins) continue;
        for (std::int32_t drop_at = pickup_at; drop_at <= length; ++drop_at) {
            if (one_place && drop_at > pickup_at) {
                if (!joins || model_.is_pickup(way.stops[at(drop_at - 1)])) break;
            }
            for (const bool backwards : {false, true}) {
                if (backwards && what.pickup_count == 1) break;
                const Insertion here{0, pickup_at, drop_at, backwards};
                if (timed && least_cost(courier, order, here, joins) >= best.delta) continue;
                compose(courier, order, here);
                const std::int64_t bound =
                    best.delta >= Model::impossible ? best.delta : way.cost + best.delta;
                const std::int64_t cost =
                    model_.cost(courier, trial_.data(), size_of(trial_), bound);
                if (cost < Model::impossible && cost - way.cost < best.delta) {
                    best = {cost - way.cost, pickup_at, drop_at, backwards};
                }
            }
        }
    }
    return best;
}

void Search::apply(std::int32_t courier, std::int32_t order, const Insertion& insertion) {
    touch(courier);
    compose(courier, order, insertion);
    Way& way = ways_[at(courier)];
    way.stops = trial_;
    way.cost += insertion.delta;
    courier_of_[at(order)] = courier;
}

void Search::take_out(std::int32_t order) {
    const std::int32_t courier = courier_of_[at(order)];
    if (courier < 0) return;
    touch(courier);
    Way& way = ways_[at(courier)];
    std::erase_if(way.stops, [order](const Stop& stop) { return stop.order == order; });
    way.cost = model_.cost(courier, way.stops.data(), size_of(way.stops));
    courier_of_[at(order)] = -1;
}

void Search::remove(std::int32_t order) {
    take_out(order);
    touched_.clear();
    std::fill(is_touched_.begin(), is_touched_.end(), 0);
}

void Search::put_back(std::int32_t courier, std::int32_t order, const Way& way) {
    ways_[at(courier)] = way;
    courier_of_[at(order)] = courier;
}

void Search::look_at_all(std::int32_t slot) {
    const std::int32_t order = pool_[at(slot)];
    for (std::int32_t rank = 0; rank < candidate_count_; ++rank) {
        const std::int32_t courier = candidates_[at(order * candidate_count_ + rank)];
        insertions_[at(slot * candidate_count_ + rank)] = best_insertion(courier, order);
    }
    choose(slot);
}

/// The courier's way has changed.
void Search::look_again(std::int32_t slot, std::int32_t courier) {
    const std::int32_t order = pool_[at(slot)];
    for (std::int32_t rank = 0; rank < candidate_count_; ++rank) {
        if (candidates_[at(order * candidate_count_ + rank)] != courier) continue;
        insertions_[at(slot * candidate_count_ + rank)] = best_insertion(courier, order);
        choose(slot);
        return;
    }
}

void Search::choose(std::int32_t slot) {
    const std::int32_t order = pool_[at(slot)];
    Choice choice;
    choice.insertion.delta = Model::left_over_cost;
    std::int64_t second = Model::left_over_cost;
    for (std::int32_t rank = 0; rank < candidate_count_; ++rank) {
        const Insertion& here = insertions_[at(slot * candidate_count_ + rank)];
        if (here.delta < choice.insertion.delta) {
            second = std::min(second, choice.insertion.delta);
            choice.insertion = here;
            choice.courier = candidates_[at(order * candidate_count_ + rank)];
        } else {
            second = std::min(second, here.delta);
        }
    }
    choice.regret = second - choice.insertion.delta;
    choices_[at(slot)] = choice;
}

/// Regret insertion (Ropke, Pisinger 2006): the order first whose second-best way is worst.
void Search::insert_all() {
    insertions_.resize(at(candidate_count_) * pool_.size());
    choices_.resize(pool_.size());
    const auto slots = static_cast<std::int32_t>(pool_.size());
    for (std::int32_t slot = 0; slot < slots; ++slot)
        look_at_all(slot);
    for (;;) {
        std::int32_t best = -1;
        for (std::int32_t slot = 0; slot < slots; ++slot) {
            if (courier_of_[at(pool_[at(slot)])] >= 0 || choices_[at(slot)].courier < 0) continue;
            if (best < 0 || choices_[at(slot)].regret > choices_[at(best)].regret) best = slot;
        }
        if (best < 0) break;
        const std::int32_t courier = choices_[at(best)].courier;
        apply(courier, pool_[at(best)], choices_[at(best)].insertion);
        for (std::int32_t slot = 0; slot < slots; ++slot) {
            if (courier_of_[at(pool_[at(slot)])] < 0) look_again(slot, courier);
        }
    }
    gather_pool();
}

/// The pool is what can be carried and is not.
void Search::gather_pool() {
    pool_.clear();
    for (std::int32_t order = 0; order < model_.order_count(); ++order) {
        if (courier_of_[at(order)] < 0 && model_.orders[at(order)].pickup_count > 0) {
            pool_.push_back(order);
        }
    }
}

/// Gives the ways, as they are, to couriers so that together they cost least.
void Search::match_ways() {
    rows_.clear();
    columns_.clear();
    for (std::int32_t courier = 0; courier < model_.courier_count(); ++courier) {
        if (model_.couriers[at(courier)].committed_count > 0) continue;
        columns_.push_back(courier);
        if (!ways_[at(courier)].stops.empty()) rows_.push_back(courier);
    }
    const std::size_t width = columns_.size();
    if (rows_.size() < 2 || rows_.size() * width > static_cast<std::size_t>(matrix_max)) {
        return;
    }
    costs_.clear();
    for (const std::int32_t row : rows_) {
        const std::vector<Stop>& stops = ways_[at(row)].stops;
        for (const std::int32_t column : columns_) {
            const std::int64_t cost = model_.cost(column, stops.data(), size_of(stops));
            costs_.push_back(std::min(cost, Matching::forbidden));
        }
    }
    const std::vector<std::int32_t>& matched = matching_.solve(
        costs_, static_cast<std::int32_t>(rows_.size()), static_cast<std::int32_t>(width));
    std::int64_t gain = 0;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        gain += ways_[at(rows_[row])].cost - costs_[row * width + at(matched[row])];
    }
    if (gain <= 0) return;
    lifted_.resize(std::max(lifted_.size(), rows_.size()));
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        Way& way = ways_[at(rows_[row])];
        touch(rows_[row]);
        lifted_[row].swap(way.stops);
        way.stops.clear();
        way.cost = 0;
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        const std::int32_t courier = columns_[at(matched[row])];
        touch(courier);
        ways_[at(courier)].stops.swap(lifted_[row]);
        ways_[at(courier)].cost = costs_[row * width + at(matched[row])];
        for (const Stop& stop : ways_[at(courier)].stops)
            courier_of_[at(stop.order)] = courier;
    }
}

void Search::touch(std::int32_t courier) {
    if (is_touched_[at(courier)] != 0) return;
    is_touched_[at(courier)] = 1;
    touched_.push_back(courier);
    saved_[at(courier)].stops = ways_[at(courier)].stops;
    saved_[at(courier)].cost = ways_[at(courier)].cost;
}

std::int64_t Search::total() const {
    std::int64_t sum = 0;
    for (const Way& way : ways_)
        sum += way.cost;
    return sum + Model::left_over_cost * static_cast<std::int64_t>(pool_.size());
}

/// How alike two orders are: rides between their pickups and the time between their readiness.
std::int64_t Search::relatedness(std::int32_t a, std::int32_t b) {
    const Model::Pickup& first = model_.pickups[at(model_.orders[at(a)].first_pickup)];
    const Model::Pickup& second = model_.pickups[at(model_.orders[at(b)].first_pickup)];
    const std::int32_t apart_s = first.ready_s - second.ready_s;
    const std::int64_t same_way = courier_of_[at(a)] == courier_of_[at(b)] ? 0 : 300;
    return model_.ride(Vehicle::scooter, first.at, second.at) + (apart_s < 0 ? -apart_s : apart_s) +
           same_way;
}

void Search::remove_related(std::int32_t order, std::int32_t count) {
    ranked_.clear();
    for (std::int32_t other = 0; other < model_.order_count(); ++other) {
        if (courier_of_[at(other)] < 0) continue;
        // Some chance, so that the same ones do not go together each time.
        const std::int64_t chance = 500 + random_.below(1000);
        ranked_.emplace_back(relatedness(order, other) * chance, other);
    }
    const auto taken = std::min<std::size_t>(at(count), ranked_.size());
    std::partial_sort(ranked_.begin(), ranked_.begin() + static_cast<std::ptrdiff_t>(taken),
                      ranked_.end());
    for (std::size_t index = 0; index < taken; ++index) {
        take_out(ranked_[index].second);
        pool_.push_back(ranked_[index].second);
    }
}

void Search::remove_some() {
    const std::int32_t orders = model_.order_count();
    const std::int32_t count = 2 + random_.below(std::min(7, orders));
    if (random_.below(4) != 0) {
        remove_related(random_.below(orders), count);
        return;
    }
    for (std::int32_t each = 0; each < count; ++each) {
        const std::int32_t order = random_.below(orders);
        if (courier_of_[at(order)] < 0) continue;
        take_out(order);
        pool_.push_back(order);
    }
}

/// Gives one of those without a way to a rider who would have to be called for it: others may then
/// go along, and together be worth the price of setting out.
void Search::open_ride() {
    if (riders_.empty() || pool_.empty() || random_.below(4) != 0) return;
    const std::int32_t order = pool_[at(random_.below(static_cast<std::int32_t>(pool_.size())))];
    const std::int32_t rider =
        riders_[at(random_.below(static_cast<std::int32_t>(riders_.size())))];
    if (!ways_[at(rider)].stops.empty()) return;
    const Insertion there = best_insertion(rider, order);
    if (there.delta < Model::impossible) apply(rider, order, there);
}

void Search::undo() {
    for (const std::int32_t courier : touched_) {
        ways_[at(courier)].stops.swap(saved_[at(courier)].stops);
        ways_[at(courier)].cost = saved_[at(courier)].cost;
    }
    courier_of_ = saved_courier_of_;
    gather_pool();
}

void Search::improve(const Effort& effort) {
    random_ = SplitMix(effort.seed);
    insert_all();
    match_ways();
    if (model_.orders.empty()) return;
    total_ = total();
    std::int64_t best_total = total_;
    best_ways_ = ways_;
    best_courier_of_ = courier_of_;
    const std::int64_t slack_most = 60 * 1000;
    for (std::int32_t iteration = 0; iteration < effort.iterations; ++iteration) {
        touched_.clear();
        std::fill(is_touched_.begin(), is_touched_.end(), 0);
        saved_courier_of_ = courier_of_;
        remove_some();
        open_ride();
        insert_all();
        if (iteration % 32 == 31) match_ways();
        const std::int64_t now = total();
        const std::int64_t slack = slack_most * (effort.iterations - iteration) / effort.iterations;
        if (now > best_total + slack) {
            undo();
            continue;
        }
        total_ = now;
        if (total_ < best_total) {
            best_total = total_;
            best_ways_ = ways_;
            best_courier_of_ = courier_of_;
        }
    }
    ways_ = best_ways_;
    courier_of_ = best_courier_of_;
    gather_pool();
}

}  // namespace louxia::dispatch
