// The rules of a day once more, by themselves: straight lines, clocks and sums.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "tests/bench/day/log.hpp"

namespace louxia::bench::day {
namespace {

constexpr std::size_t faults_most = 10;

class Check {
public:
    Check(const Town& town, const DayLog& log) : town_(town), log_(log) {}

    std::vector<std::string> run() {
        for (std::size_t courier = 0; courier < log_.couriers.size(); ++courier)
            follow(static_cast<std::int32_t>(courier));
        for (const DayOrder& order : town_.orders)
            look_at(order);
        return faults_;
    }

private:
    void fault(const std::string& what, std::uint64_t order, std::int32_t courier) {
        if (faults_.size() < faults_most) {
            faults_.push_back(what + ": order " + std::to_string(order) + ", courier " +
                              std::to_string(courier));
        }
    }

    /// No faster than the fastest of the day's scooters in the day's weather.
    [[nodiscard]] double least_ride_s(Place from, Place to) const {
        const PlanPoint a = town_.places[static_cast<std::size_t>(from)];
        const PlanPoint b = town_.places[static_cast<std::size_t>(to)];
        const double metres =
            std::hypot(a.x_m - b.x_m, a.y_m - b.y_m) * town_.speeds.detour_permille / 1000.0;
        return metres / town_.speeds.metres_per_minute[2] * 60 * ride_least_permille / 1000.0 - 1;
    }

    void follow(std::int32_t courier) {
        const Carrier& who = log_.couriers[static_cast<std::size_t>(courier)];
        Place place = who.began_at;
        std::int32_t clock_s = who.on_s;
        std::int32_t load = 0;
        for (const Visit& visit : log_.visits) {
            if (visit.courier != courier) continue;
            const DayOrder& order = town_.orders[visit.order - 1];
            if (place != visit.at && visit.arrived_s - clock_s < least_ride_s(place, visit.at)) {
                fault("came sooner than one can ride", visit.order, courier);
            }
            if (visit.left_s < clock_s && visit.at != place)
                fault("left too soon", visit.order, courier);
            if (visit.done_s < clock_s || visit.done_s < visit.arrived_s ||
                visit.arrived_s < visit.left_s) {
                fault("done before it came", visit.order, courier);
            }
            if (visit.at != (visit.drop ? order.to : order.from)) {
                fault("at another place", visit.order, courier);
            }
            load += visit.drop ? -order.load : order.load;
            if (load > who.capacity || load < 0) fault("too much aboard", visit.order, courier);
            if (!visit.drop && visit.done_s > who.off_s)
                fault("after the shift", visit.order, courier);
            place = visit.at;
            clock_s = visit.done_s;
            tell(visit);
        }
        if (load != 0) fault("something stayed aboard", 0, courier);
    }

    struct Story {
        std::int32_t pickups = 0;
        std::int32_t drops = 0;
        std::int32_t courier = -1;
        std::int32_t picked_s = 0;
        std::int32_t dropped_s = 0;
    };

    void tell(const Visit& visit) {
        Story& story = stories_[visit.order];
        if (story.courier >= 0 && story.courier != visit.courier) {
            fault("two couriers", visit.order, visit.courier);
        }
        story.courier = visit.courier;
        if (visit.drop) {
            if (story.pickups == 0)
                fault("handed over before it was fetched", visit.order, visit.courier);
            ++story.drops;
            story.dropped_s = visit.done_s;
        } else {
            ++story.pickups;
            story.picked_s = visit.done_s;
        }
    }

    void look_at(const DayOrder& order) {
        const Outcome& outcome = log_.outcomes[order.id - 1];
        const Story story = stories_[order.id];
        if (outcome.promise == Class::none) {
            if (story.pickups + story.drops > 0)
                fault("not offered and carried", order.id, story.courier);
            return;
        }
        if (outcome.due_s < order.placed_s) fault("due before it was placed", order.id, -1);
        if (story.pickups > 1 || story.drops != story.pickups)
            fault("not once", order.id, story.courier);
        if (outcome.dropped_s != story.dropped_s || outcome.picked_s != story.picked_s) {
            fault("told otherwise than done", order.id, story.courier);
        }
        if (story.pickups == 0) return;
        if (story.picked_s < order.ready_s)
            fault("fetched before it was ready", order.id, story.courier);
        if (story.picked_s < order.placed_s)
            fault("fetched before it was placed", order.id, story.courier);
    }

    const Town& town_;
    const DayLog& log_;
    std::map<std::uint64_t, Story> stories_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> faults_of(const Town& town, const DayLog& log) {
    return Check(town, log).run();
}

}  // namespace louxia::bench::day
