#include "server/http/metrics.hpp"

#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace louxia::http {
namespace {

std::string seconds_text(std::int64_t us) {
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), "%lld.%06lld",
                                   static_cast<long long>(us / 1'000'000),
                                   static_cast<long long>(us % 1'000'000));
    return std::string(text.data(), static_cast<std::size_t>(size));
}

}  // namespace

void Metrics::add_route(std::string_view name) {
    auto& route = routes_[name];
    if (!route) {
        route = std::make_unique<Route>();
    }
}

void Metrics::count(std::string_view name, int status, std::int64_t us,
                    std::size_t bytes) noexcept {
    const auto found = routes_.find(name);
    if (found == routes_.end()) {
        return;
    }
    Route& route = *found->second;
    std::size_t place = 0;
    while (place + 1 < statuses.size() && statuses[place] != status) {
        ++place;
    }
    ++route.by_status[place];
    std::size_t bucket = 0;
    while (bucket < bounds_us.size() && us > bounds_us[bucket]) {
        ++bucket;
    }
    ++route.by_time[bucket];
    route.total_us += static_cast<std::uint64_t>(us);
    route.total_bytes += bytes;
}

std::string Metrics::text(const std::vector<Figure>& figures) const {
    std::string requests =
        "# HELP louxia_http_requests_total Requests answered, by route and status.\n"
        "# TYPE louxia_http_requests_total counter\n";
    std::string times =
        "# HELP louxia_http_request_seconds Time from head read to answer ready.\n"
        "# TYPE louxia_http_request_seconds histogram\n";
    std::string sent =
        "# HELP louxia_http_response_bytes_total Bytes of bodies.\n"
        "# TYPE louxia_http_response_bytes_total counter\n";
    for (const auto& [name, route] : routes_) {
        const std::string label = "route=\"" + std::string(name) + "\"";
        std::uint64_t all = 0;
        for (std::size_t place = 0; place < statuses.size(); ++place) {
            const std::uint64_t count = route->by_status[place].load();
            if (count == 0) {
                continue;
            }
            all += count;
            const std::string status =
                statuses[place] == 0 ? "other" : std::to_string(statuses[place]);
            requests += "louxia_http_requests_total{" + label + ",status=\"" + status + "\"} " +
                        std::to_string(count) + "\n";
        }
        if (all == 0) {
            continue;
        }
        std::uint64_t below = 0;
        for (std::size_t bucket = 0; bucket <= bounds_us.size(); ++bucket) {
            below += route->by_time[bucket].load();
            const std::string bound =
                bucket < bounds_us.size() ? seconds_text(bounds_us[bucket]) : "+Inf";
            times += "louxia_http_request_seconds_bucket{" + label + ",le=\"" + bound + "\"} " +
                     std::to_string(below) + "\n";
        }
        times += "louxia_http_request_seconds_sum{" + label + "} " +
                 seconds_text(static_cast<std::int64_t>(route->total_us.load())) + "\n" +
                 "louxia_http_request_seconds_count{" + label + "} " + std::to_string(below) + "\n";
        sent += "louxia_http_response_bytes_total{" + label + "} " +
                std::to_string(route->total_bytes.load()) + "\n";
    }
    std::string text = requests + times + sent;
    for (const Figure& figure : figures) {
        text += "# HELP " + figure.name + " " + figure.help + "\n# TYPE " + figure.name + " " +
                figure.kind + "\n" + figure.name + " " + std::to_string(figure.value) + "\n";
    }
    return text;
}

std::int64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    if (!(file >> total >> resident)) {
        return 0;
    }
    return resident * static_cast<std::int64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace louxia::http
