#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/server.hpp"

namespace louxia::http {

/// Requests by route and status, how long they took, and what else /metrics shows.
class Metrics {
public:
    /// Routes are named before the first request; counting is lock-free.
    void add_route(std::string_view name);
    void count(std::string_view route, int status, std::int64_t us, std::size_t bytes) noexcept;

    /// Prometheus text format 0.0.4.
    [[nodiscard]] std::string text(const std::vector<Figure>& figures) const;

    static constexpr std::array<std::int64_t, 11> bounds_us = {
        500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 2'500'000};

private:
    static constexpr std::array<int, 20> statuses = {200, 201, 204, 206, 303, 304, 400,
                                                     401, 403, 404, 405, 409, 413, 415,
                                                     422, 429, 500, 503, 507, 0};
    struct Route {
        std::array<std::atomic<std::uint64_t>, statuses.size()> by_status{};
        std::array<std::atomic<std::uint64_t>, bounds_us.size() + 1> by_time{};
        std::atomic<std::uint64_t> total_us{0};
        std::atomic<std::uint64_t> total_bytes{0};
    };
    std::map<std::string_view, std::unique_ptr<Route>> routes_;
};

/// Resident memory of this process in bytes; zero where /proc is missing.
[[nodiscard]] std::int64_t resident_bytes();

}  // namespace louxia::http
