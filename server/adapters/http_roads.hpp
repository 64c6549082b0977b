#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/adapters/web_calls.hpp"
#include "server/app/roads.hpp"

namespace louxia::adapters {

/// A road router with OSRM's table service (API v1). It is told hubs and doors alone, and asked for
/// distances in metres: how fast somebody goes is ours to say, and one profile serves on foot, by
/// bicycle and by scooter. A call waits three seconds at most; 50 × 50 points at a time, since a
/// router takes 100 coordinates of itself.
class HttpRoads final : public app::Roads {
public:
    static constexpr std::size_t block = 50;
    /// More places than that are not asked for: straight lines do.
    static constexpr std::size_t points_max = 400;

    /// `url`: up to the coordinates, "http://127.0.0.1:5000/table/v1/bike", as
    /// read_service_address takes it; null for another one. `trusted_file` as WebCaller's.
    [[nodiscard]] static std::unique_ptr<HttpRoads> make(const std::string& url,
                                                         std::string trusted_file = {});

    [[nodiscard]] std::shared_ptr<const dispatch::RoadTable> known(
        CommunityId community) const override;
    [[nodiscard]] Result<void> ask(CommunityId community, const Plan& plan,
                                   const std::vector<PlanPoint>& points) override;
    /// The server ends: an ask() under way is given up after its next answer.
    void leave() noexcept { leaving_ = true; }

private:
    explicit HttpRoads(WebCaller caller) : caller_(std::move(caller)) {}
    /// Rows and columns from `first_row` and `first_column`, a block of them.
    [[nodiscard]] Result<void> ask_block(const std::vector<GeoPoint>& points, std::size_t first_row,
                                         std::size_t first_column,
                                         std::vector<std::int32_t>& metres) const;

    WebCaller caller_;
    mutable std::mutex mutex_;
    std::map<CommunityId, std::shared_ptr<const dispatch::RoadTable>> known_;
    std::atomic<bool> leaving_ = false;
};

}  // namespace louxia::adapters
