// The native part of tests/bench/day.mjs, which says what is measured.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/bench/day/pictures.hpp"
#include "tests/bench/day/simulate.hpp"

namespace {

using namespace louxia::bench::day;

struct Wanted {
    std::uint64_t seed = 1;
    int days = 100;
    Setting setting;
    std::string pictures;  ///< a folder for those of the first day
};

constexpr const char* way_names[] = {"horizon", "own_only", "nearest_free"};

double at_share(std::vector<double>& values, std::size_t percent) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, values.size() * percent / 100)];
}

/// `day WAY SEED RAIN`, then for each class promised and kept, then the rest by name.
void print(const Town& town, Way way, DayLog& log) {
    int promised[class_count + 1] = {};
    int kept[class_count + 1] = {};
    int delivered = 0;
    double wait_min = 0;
    int instants = 0;
    for (const DayOrder& order : town.orders) {
        const Outcome& outcome = log.outcomes[order.id - 1];
        const auto kind = static_cast<std::size_t>(outcome.promise);
        ++promised[kind];
        if (outcome.dropped_s == 0) continue;
        ++delivered;
        if (outcome.dropped_s <= outcome.due_s) ++kept[kind];
        if (order.group >= 0) continue;
        ++instants;
        wait_min += (outcome.dropped_s - order.placed_s) / 60.0;
    }
    std::printf("day %s %llu %d", way_names[static_cast<std::size_t>(way)],
                static_cast<unsigned long long>(town.seed), town.rain ? 1 : 0);
    for (std::int32_t kind = 0; kind < class_count; ++kind)
        std::printf(" %d %d", promised[kind], kept[kind]);
    std::printf(" %d %d %.2f %.2f %.2f %d %d %d %d %.3f %.3f %.4f\n",
                promised[static_cast<std::size_t>(Class::none)], delivered,
                wait_min / std::max(1, instants), static_cast<double>(log.wages_fen) / 100,
                static_cast<double>(log.crowd_fen) / 100, log.crowd_orders, log.refusals,
                log.no_shows, log.given_back, at_share(log.decision_ms, 50),
                at_share(log.decision_ms, 99), at_share(log.quote_ms, 50));
}

/// False: the day breaks a rule.
bool play(const Wanted& wanted, Way way, bool draw) {
    History history;
    Setting setting = wanted.setting;
    setting.way = way;
    bool sound = true;
    for (int day = 0; day < wanted.days; ++day) {
        const Town town = make_town(wanted.seed + static_cast<std::uint64_t>(day));
        DayLog log = simulate(town, setting, history);
        for (const std::string& fault : faults_of(town, log)) {
            std::fprintf(stderr, "%s, day %llu: %s\n", way_names[static_cast<std::size_t>(way)],
                         static_cast<unsigned long long>(town.seed), fault.c_str());
            sound = false;
        }
        if (draw && day == 0) write_pictures(wanted.pictures, town, log);
        print(town, way, log);
        std::fflush(stdout);
    }
    return sound;
}

int usage() {
    std::fprintf(stderr,
                 "usage: louxia_day [seed=N] [days=N] [step=SECONDS] [iterations=N] "
                 "[only=horizon|own_only|nearest_free] [pictures=FOLDER]\n");
    return 2;
}

}  // namespace

int main(int count, char** words) {
    Wanted wanted;
    std::string only;
    for (int index = 1; index < count; ++index) {
        const std::string word = words[index];
        const std::size_t sign = word.find('=');
        if (sign == std::string::npos) return usage();
        const std::string name = word.substr(0, sign);
        const std::string value = word.substr(sign + 1);
        if (name == "seed") {
            wanted.seed = std::strtoull(value.c_str(), nullptr, 10);
        } else if (name == "days") {
            wanted.days = std::atoi(value.c_str());
        } else if (name == "step") {
            wanted.setting.step_s = std::max(1, std::atoi(value.c_str()));
        } else if (name == "iterations") {
            wanted.setting.iterations = std::atoi(value.c_str());
        } else if (name == "only") {
            only = value;
        } else if (name == "pictures") {
            wanted.pictures = value;
        } else {
            return usage();
        }
    }
    bool sound = true;
    for (const Way way : {Way::horizon, Way::own_only, Way::nearest_free}) {
        if (!only.empty() && only != way_names[static_cast<std::size_t>(way)]) continue;
        const bool draw = way == Way::horizon && !wanted.pictures.empty();
        sound = play(wanted, way, draw) && sound;
    }
    return sound ? 0 : 1;
}
