#include "tests/server/adapters/simulated_roads.hpp"

#include <httplib.h>

#include <cmath>
#include <sstream>

namespace louxia::test {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);) {
        parts.push_back(part);
    }
    return parts;
}

std::int32_t e7(const std::string& degrees) {
    return static_cast<std::int32_t>(std::llround(std::stod(degrees) * 1e7));
}

}  // namespace

SimulatedRoads::SimulatedRoads(const Plan& plan, Distance distance)
    : plan_(plan), distance_(std::move(distance)) {
    server_.routes().Get(R"(/table/v1/bike/([-0-9.,;]+))", [this](const httplib::Request& request,
                                                                  httplib::Response& response) {
        const std::lock_guard lock(mutex_);
        asked_.push_back(request.target);
        response.status = status_;
        response.set_content(!said_.empty()
                                 ? said_
                                 : table(request.matches[1], request.get_param_value("sources"),
                                         request.get_param_value("destinations")),
                             "application/json");
    });
    server_.start();
}

std::string SimulatedRoads::url() const {
    return server_.origin() + "/table/v1/bike";
}

void SimulatedRoads::say(std::string body, int status) {
    const std::lock_guard lock(mutex_);
    said_ = std::move(body);
    status_ = status;
}

std::vector<std::string> SimulatedRoads::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

std::string SimulatedRoads::table(const std::string& coordinates, const std::string& sources,
                                  const std::string& destinations) const {
    std::vector<PlanPoint> points;
    for (const std::string& pair : split(coordinates, ';')) {
        const auto degrees = split(pair, ',');
        points.push_back(plan_point(plan_, e7(degrees.at(1)), e7(degrees.at(0))).value());
    }
    std::string rows;
    for (const std::string& from : split(sources, ';')) {
        std::string cells;
        for (const std::string& to : split(destinations, ';')) {
            const double metres = distance_(points.at(std::stoul(from)), points.at(std::stoul(to)));
            cells += (cells.empty() ? "" : ",") +
                     (metres < 0 ? std::string("null") : std::to_string(metres));
        }
        rows += (rows.empty() ? "[" : ",[") + cells + "]";
    }
    return R"({"code":"Ok","distances":[)" + rows + R"(],"sources":[],"destinations":[]})";
}

}  // namespace louxia::test
