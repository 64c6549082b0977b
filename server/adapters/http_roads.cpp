#include "server/adapters/http_roads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "shared/api/json.hpp"

namespace louxia::adapters {
namespace {

constexpr int seconds_max = 3;
/// 2,500 numbers and as many waypoints' names.
constexpr std::size_t answer_bytes_max = 1 << 20;
constexpr int depth_max = 8;
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

using api::JsonDocument;

/// The member "distances"; nothing when it is not there.
std::optional<JsonDocument::Node> distances_of(const JsonDocument& said) {
    const JsonDocument::Node root = said.root();
    if (said.kind(root) != JsonDocument::Kind::object) {
        return std::nullopt;
    }
    for (auto at = said.first(root); at != said.after(root); at = said.after(at)) {
        if (said.name(at) == "distances") {
            return at;
        }
    }
    return std::nullopt;
}

/// The elements of a list of so many; refused for anything else.
Result<std::vector<JsonDocument::Node>> elements_of(const JsonDocument& said,
                                                    JsonDocument::Node list, std::size_t count) {
    std::vector<JsonDocument::Node> elements;
    if (said.kind(list) == JsonDocument::Kind::array) {
        for (auto at = said.first(list); at != said.after(list); at = said.after(at)) {
            elements.push_back(at);
        }
    }
    if (elements.size() != count) {
        return refuse(ErrorCode::unavailable);
    }
    return elements;
}

/// A null, where there is no way, is no_way; anything else that is no distance is refused.
Result<std::int32_t> metres_of(const JsonDocument& said, JsonDocument::Node cell) {
    if (said.kind(cell) == JsonDocument::Kind::null) {
        return dispatch::RoadTable::no_way;
    }
    const double metres = said.number(cell).value_or(-1);
    if (!(metres >= 0 && metres <= metres_max)) {
        return refuse(ErrorCode::unavailable);
    }
    return static_cast<std::int32_t>(std::lround(metres));
}

}  // namespace

std::unique_ptr<HttpRoads> HttpRoads::make(const std::string& url, std::string trusted_file) {
    auto address = read_service_address(url);
    if (!address) {
        return nullptr;
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
    const auto said = JsonDocument::parse(answer->body, depth_max);
    const auto table = said ? distances_of(*said) : std::nullopt;
    if (!table) {
        return refuse(ErrorCode::unavailable);
    }
    std::vector<JsonDocument::Node> lines;
    LOUXIA_ASSIGN(lines, elements_of(*said, *table, rows));
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<JsonDocument::Node> cells;
        LOUXIA_ASSIGN(cells, elements_of(*said, lines[row], columns));
        for (std::size_t column = 0; column < columns; ++column) {
            LOUXIA_ASSIGN(metres[(first_row + row) * points.size() + first_column + column],
                          metres_of(*said, cells[column]));
        }
    }
    return {};
}

}  // namespace louxia::adapters
