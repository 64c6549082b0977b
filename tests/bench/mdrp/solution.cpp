#include <algorithm>
#include <cstdio>

#include "tests/bench/mdrp/simulate.hpp"

namespace louxia::bench::mdrp {
namespace {

/// Minutes, with as many digits as whole seconds need.
std::string minutes(std::int32_t second) {
    char text[32];
    if (second % minute_s == 0) {
        std::snprintf(text, sizeof text, "%d", second / minute_s);
    } else {
        std::snprintf(text, sizeof text, "%.4f", static_cast<double>(second) / minute_s);
    }
    return text;
}

}  // namespace

SolutionFiles solution_files(const Instance& instance, const Day& day) {
    SolutionFiles files;
    files.assignments = "assignment_time\tpickup_time\tcourier\torders\n";
    files.orders = "order\tplacement_time\tready_time\tpickup_time\tdropoff_time\tcourier\n";
    files.couriers = "courier\tdeparture_time\torigin\tdestination\n";
    const std::int32_t service_s = instance.drop_service * minute_s / 2;
    for (const Trip& trip : day.trips) {
        const std::string& driver = instance.drivers[static_cast<std::size_t>(trip.driver)].name;
        files.assignments += minutes(trip.assigned) + '\t' + minutes(trip.picked) + '\t' + driver;
        for (std::size_t index = 0; index < trip.orders.size(); ++index) {
            const MealOrder& meal = instance.orders[static_cast<std::size_t>(trip.orders[index])];
            files.assignments += '\t' + meal.name;
            files.orders += meal.name + '\t' + std::to_string(meal.placed) + '\t' +
                            std::to_string(meal.ready) + '\t' + minutes(trip.picked) + '\t' +
                            minutes(trip.dropped[index]) + '\t' + driver + '\n';
        }
        files.assignments += '\n';
    }
    for (std::size_t index = 0; index < instance.drivers.size(); ++index) {
        const std::string& driver = instance.drivers[index].name;
        std::string origin = "0";
        for (const Trip& trip : day.trips) {
            if (static_cast<std::size_t>(trip.driver) != index) continue;
            const MealOrder& first = instance.orders[static_cast<std::size_t>(trip.orders[0])];
            std::string next =
                instance.restaurants[static_cast<std::size_t>(first.restaurant)].name;
            files.couriers +=
                driver + '\t' + minutes(trip.assigned) + '\t' + origin + '\t' + next + '\n';
            std::int32_t leaves = trip.picked + instance.pickup_service * minute_s / 2;
            for (std::size_t drop = 0; drop < trip.orders.size(); ++drop) {
                origin = next;
                next = instance.orders[static_cast<std::size_t>(trip.orders[drop])].name;
                files.couriers +=
                    driver + '\t' + minutes(leaves) + '\t' + origin + '\t' + next + '\n';
                leaves = trip.dropped[drop] + service_s;
            }
            origin = next;
        }
    }
    return files;
}

}  // namespace louxia::bench::mdrp
