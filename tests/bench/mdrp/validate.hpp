#pragma once

// Checks a day's solution files against an instance's own files, from the rules alone. It shares
// nothing with the engine, the simulator or their reading of the files.

#include <string>
#include <vector>

namespace louxia::bench::mdrp {

struct Claim {
    std::string folder;       ///< of the instance
    std::string assignments;  ///< the text of solution_info_assignments.txt
    std::string orders;
    std::string couriers;
    bool whole_minutes = true;  ///< rides are rounded up to minutes
};

struct Verdict {
    std::vector<std::string> faults;  ///< the first few rules that are broken; none: it is valid
    int orders = 0;                   ///< delivered
    int undelivered = 0;
    double click_to_door = 0;  ///< means over what is delivered, minutes
    double ready_to_pickup = 0;
    double overage = 0;
    double within_percent = 0;
    double click_to_door_p90 = 0;  ///< between the two nearest, in proportion (as numpy's default)
    double ready_to_pickup_p90 = 0;
    double cost_per_order = 0;
    /// What no dispatcher can go below: each order alone with a courier that stands there in time.
    double least_click_to_door = 0;
    double least_click_to_door_p90 = 0;
    double least_overage = 0;
};

[[nodiscard]] Verdict validate(const Claim& claim);

}  // namespace louxia::bench::mdrp
