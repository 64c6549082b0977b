#include <charconv>

#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

namespace {

// "12,34 12,80": a shape's points are read and written as one, so they are one column.
std::string points_text(const std::vector<PlanPoint>& points) {
    std::string text;
    for (const PlanPoint& point : points) {
        if (!text.empty()) text += ' ';
        text.append(std::to_string(point.x_m)).append(",").append(std::to_string(point.y_m));
    }
    return text;
}

std::vector<PlanPoint> points_from(std::string_view text) {
    std::vector<PlanPoint> points;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto take = [&](std::int32_t& value, char after) {
        const auto read = std::from_chars(at, end, value);
        if (read.ec != std::errc{} || (read.ptr != end && *read.ptr != after)) {
            throw app::StoreFailure("a stored shape of the plan has points that are none");
        }
        at = read.ptr == end ? end : read.ptr + 1;
    };
    while (at != end) {
        PlanPoint& point = points.emplace_back();
        take(point.x_m, ',');
        take(point.y_m, ' ');
    }
    return points;
}

}  // namespace

Community SqlView::community() const {
    static const std::string sql = select_sql(community_table, "");
    static const std::string shapes_sql = select_sql(plan_shape_table, "ORDER BY position");
    auto found = one_row<Community>(connection_, sql, community_);
    if (!found) return Community{};
    found->id = community_;
    Query query(connection_, shapes_sql, community_);
    while (query.next()) {
        std::int64_t position = 0;
        std::string points;
        PlanShape& shape = found->plan.shapes.emplace_back();
        query.into(position, shape.kind, shape.label, shape.width_m, points);
        shape.points = points_from(points);
    }
    return *std::move(found);
}

void SqlView::put(const Community& community) {
    static const std::string sql = upsert_sql(community_table);
    static const std::string shape_sql = insert_sql(plan_shape_table);
    if (community.id != community_) {
        throw app::StoreFailure("a community is written in its own transaction only");
    }
    write_row(connection_, sql, community_, community);
    Query(connection_, "DELETE FROM plan_shape WHERE community_id = $1", community_).run();
    std::int32_t position = 0;
    for (const PlanShape& shape : community.plan.shapes) {
        Query(connection_, shape_sql, community_, position++, shape.kind, shape.label,
              shape.width_m, points_text(shape.points))
            .run();
    }
}

std::vector<Building> SqlView::buildings() const {
    static const std::string sql = select_sql(building_table, "ORDER BY number");
    return all_rows<Building>(connection_, sql, community_);
}

std::optional<Building> SqlView::building(BuildingId id) const {
    static const std::string sql = select_sql(building_table, "AND building_id = $2");
    return one_row<Building>(connection_, sql, community_, id);
}

void SqlView::put(const Building& building) {
    static const std::string sql = upsert_sql(building_table);
    write_row(connection_, sql, community_, building);
}

std::vector<Hub> SqlView::hubs() const {
    static const std::string sql = select_sql(hub_table, "ORDER BY hub_id");
    return all_rows<Hub>(connection_, sql, community_);
}

std::optional<Hub> SqlView::hub(HubId id) const {
    static const std::string sql = select_sql(hub_table, "AND hub_id = $2");
    return one_row<Hub>(connection_, sql, community_, id);
}

void SqlView::put(const Hub& hub) {
    static const std::string sql = upsert_sql(hub_table);
    write_row(connection_, sql, community_, hub);
}

}  // namespace louxia::store
