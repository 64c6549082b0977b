#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "server/adapters/http_roads.hpp"
#include "tests/server/adapters/local_server.hpp"

namespace louxia::test {

/// A road router's table service where no road is: what its words are tested with.
class SimulatedRoads {
public:
    /// Metres between two points of the plan; below zero: no way.
    using Distance = std::function<double(PlanPoint from, PlanPoint to)>;

    SimulatedRoads(const Plan& plan, Distance distance);

    [[nodiscard]] std::string url() const;
    /// Answered instead of a table from now on; empty: a table again.
    void say(std::string body, int status = 200);
    /// The paths that were asked for, the queries included.
    [[nodiscard]] std::vector<std::string> asked() const;

private:
    [[nodiscard]] std::string table(const std::string& coordinates, const std::string& sources,
                                    const std::string& destinations) const;

    Plan plan_;
    Distance distance_;
    mutable std::mutex mutex_;
    std::string said_;
    int status_ = 200;
    std::vector<std::string> asked_;
    LocalServer server_;  ///< ends first
};

}  // namespace louxia::test
