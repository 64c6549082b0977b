// The native part of tests/bench/dispatch.mjs, which says what is measured.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/bench/mdrp/simulate.hpp"
#include "tests/bench/mdrp/validate.hpp"

namespace {

using namespace louxia::bench::mdrp;

std::vector<std::string> folders_in(const std::string& data) {
    std::vector<std::string> folders;
    for (const auto& entry : std::filesystem::directory_iterator(data)) {
        if (std::filesystem::exists(entry.path() / "orders.txt")) {
            folders.push_back(entry.path().string());
        }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

void write_files(const std::string& folder, const SolutionFiles& files) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/solution_info_assignments.txt") << files.assignments;
    std::ofstream(folder + "/solution_info_orders.txt") << files.orders;
    std::ofstream(folder + "/solution_info_couriers.txt") << files.couriers;
}

/// A line: `day NAME` and the measures in the order of the printing below. False: not valid.
bool one_day(const std::string& folder, const Setting& setting, const std::string& out) {
    const Instance instance = read_instance(folder);
    Day day = simulate(instance, setting);
    const SolutionFiles files = solution_files(instance, day);
    if (!out.empty()) write_files(out + "/" + instance.name, files);
    const Verdict verdict =
        validate({folder, files.assignments, files.orders, files.couriers, setting.whole_minutes});
    for (const std::string& fault : verdict.faults) {
        std::fprintf(stderr, "%s: %s\n", instance.name.c_str(), fault.c_str());
    }
    std::sort(day.decision_ms.begin(), day.decision_ms.end());
    const std::size_t decisions = day.decision_ms.size();
    std::printf(
        "day %s %.4f %.4f %.4f %.4f %.4f %.4f %d %d %.4f %.4f %zu %.3f %d %.4f %.4f %.4f\n",
        instance.name.c_str(), verdict.click_to_door, verdict.click_to_door_p90, verdict.overage,
        verdict.within_percent, verdict.ready_to_pickup, verdict.ready_to_pickup_p90,
        verdict.undelivered, verdict.orders, verdict.cost_per_order, day.processor_s, decisions,
        decisions == 0 ? 0.0 : day.decision_ms[decisions * 99 / 100], day.given_back,
        verdict.least_click_to_door, verdict.least_click_to_door_p90, verdict.least_overage);
    return verdict.faults.empty();
}

int usage() {
    std::fprintf(stderr,
                 "usage: louxia_mdrp days DATA [noise=MINUTES] [seed=N] [iterations=N] "
                 "[whole_minutes=0] [only=TEXT] [out=FOLDER]\n");
    return 2;
}

}  // namespace

int main(int count, char** words) {
    const std::string what = count > 2 ? words[1] : "";
    if (what != "days") return usage();
    Setting setting;
    std::string out;
    std::string only;
    for (int index = 3; index < count; ++index) {
        const std::string word = words[index];
        const std::size_t sign = word.find('=');
        if (sign == std::string::npos) return usage();
        const std::string name = word.substr(0, sign);
        const std::string value = word.substr(sign + 1);
        if (name == "noise") {
            setting.noise_sd = std::atoi(value.c_str());
        } else if (name == "seed") {
            setting.noise_seed = std::strtoull(value.c_str(), nullptr, 10);
        } else if (name == "iterations") {
            setting.effort.iterations = std::atoi(value.c_str());
        } else if (name == "whole_minutes") {
            setting.whole_minutes = value != "0";
        } else if (name == "only") {
            only = value;
        } else if (name == "out") {
            out = value;
        } else {
            return usage();
        }
    }
    bool valid = true;
    for (const std::string& folder : folders_in(words[2])) {
        if (folder.find(only) != std::string::npos) valid = one_day(folder, setting, out) && valid;
    }
    return valid ? 0 : 1;
}
