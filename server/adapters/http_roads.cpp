#include "server/adapters/http_roads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace louxia::adapters {
namespace {

constexpr int seconds_max = 3;
/// 2,500 numbers and as many waypoints' names.
constexpr std::size_t answer_bytes_max = 1 << 20;
/// Farther is no neighbour.
constexpr double metres_max = 200'000;

/// "121.4737000,31.2304000"
void write_degrees(std::string& out, GeoPoint at) {
    constexpr double e7 = 1e7;
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.7f,%.7f", at.longitude_e7 / e7,
                                     at.latitude_e7 / e7);
    out.append(text.data(), static_cast<std::size_t>(length));
}

/// "0;1;2"
std::string numbers(std::size_t first, std::size_t count) {
    std::string out;
    for (std::size_t index = first; index < first + count; ++index) {
        out += (out.empty() ? "" : ";") + std::to_string(index);
    }
    return out;
}

/// A null, where there is no way, is no_way; anything else that is no distance is refused.
Result<std::int32_t> metres_of(const nlohmann::json& cell) {
    if (cell.is_null()) {
        return dispatch::RoadTable::no_way;
    }
    const double metres = cell.is_number() ? cell.get<double>() : -1;
    if (!(metres >= 0 && metres <= metres_max)) {
        return refuse(ErrorCode::unavailable);
    }
    return static_cast<std::int32_t>(std::lround(metres));
}

}  // namespace

std::unique_ptr<HttpRoads> HttpRoads::make(const std::string& url, std::string trusted_file) {
    auto address = read_web_address(url);
    if (!address || address->path.find('?') != std::string::npos) {
        return nullptr;
    }
    while (!address->path.empty() && address->path.back() == '/') {
        address->path.pop_back();
    }
    return std::unique_ptr<HttpRoads>(new HttpRoads(
        WebCaller(std::move(*address), {seconds_max, answer_bytes_max}, std::move(trusted_file))));
}

std::shared_ptr<const dispatch::RoadTable> HttpRoads::known(CommunityId community) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(community);
    return found == known_.end() ? nullptr : found->second;
}

Result<void> HttpRoads::ask(CommunityId community, const Plan& plan,
                            const std::vector<PlanPoint>& points) {
    if (points.size() > points_max) {
        return refuse(ErrorCode::out_of_range, "points");
    }
    std::vector<GeoPoint> degrees;
    for (const PlanPoint point : points) {
        degrees.push_back(geo_point(plan, point));
    }
    auto table = std::make_shared<dispatch::RoadTable>();
    table->points = points;
    table->metres.assign(points.size() * points.size(), dispatch::RoadTable::no_way);
    for (std::size_t row = 0; row < points.size(); row += block) {
        for (std::size_t column = 0; column < points.size(); column += block) {
            if (leaving_) {
                return refuse(ErrorCode::unavailable);
            }
            LOUXIA_TRY(ask_block(degrees, row, column, table->metres));
        }
    }
    const std::lock_guard lock(mutex_);
    known_[community] = std::move(table);
    return {};
}

Result<void> HttpRoads::ask_block(const std::vector<GeoPoint>& points, std::size_t first_row,
                                  std::size_t first_column,
                                  std::vector<std::int32_t>& metres) const {
    const std::size_t rows = std::min(block, points.size() - first_row);
    const std::size_t columns = std::min(block, points.size() - first_column);
    std::string path = "/";
    for (std::size_t index = 0; index < rows + columns; ++index) {
        path += index > 0 ? ";" : "";
        write_degrees(path, points[index < rows ? first_row + index : first_column + index - rows]);
    }
    path += "?annotations=distance&sources=" + numbers(0, rows) +
            "&destinations=" + numbers(rows, columns);
    const auto answer = caller_.get(path);
    if (!answer || answer->status != 200) {
        return refuse(ErrorCode::unavailable);
    }
    const auto said = nlohmann::json::parse(answer->body, nullptr, false);
    const auto table = said.is_object() ? said.find("distances") : said.end();
    if (!said.is_object() || table == said.end() || !table->is_array() || table->size() != rows) {
        return refuse(ErrorCode::unavailable);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const nlohmann::json& cells = (*table)[row];
        if (!cells.is_array() || cells.size() != columns) {
            return refuse(ErrorCode::unavailable);
        }
        for (std::size_t column = 0; column < columns; ++column) {
            LOUXIA_ASSIGN(metres[(first_row + row) * points.size() + first_column + column],
                          metres_of(cells[column]));
        }
    }
    return {};
}

}  // namespace louxia::adapters
