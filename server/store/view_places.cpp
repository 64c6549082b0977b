#include <algorithm>
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

template <class Value, class Id>
std::optional<Value> find_id(const std::vector<Value>& values, Id id) {
    const auto found = std::ranges::find(values, id, &Value::id);
    return found == values.end() ? std::nullopt : std::optional<Value>(*found);
}

}  // namespace

const Community& SqlView::known_community() const {
    static const std::string sql = select_sql(community_table, "");
    static const std::string shapes_sql = select_sql(plan_shape_table, "ORDER BY position");
    auto& known = this->known().community;
    if (known) return *known;
    auto found = one_row<Community>(connection_, sql, community_);
    if (!found) return known.emplace();
    found->id = community_;
    Query query(connection_, shapes_sql, community_);
    while (query.next()) {
        std::int64_t position = 0;
        std::string points;
        PlanShape& shape = found->plan.shapes.emplace_back();
        query.into(position, shape.kind, shape.label, shape.width_m, points);
        shape.points = points_from(points);
    }
    return known.emplace(*std::move(found));
}

const Community& SqlView::community() const {
    return known_community();
}

std::int32_t SqlView::way_m(const Hub& from, const Building& to) const {
    auto& ways_m = known().ways_m;
    const std::pair ends(from.id, to.id);
    if (const auto known = ways_m.find(ends); known != ways_m.end()) return known->second;
    const std::int32_t metres =
        length_m(route_between(known_community().plan, from.at, door_of(to)));
    ways_m.emplace(ends, metres);
    return metres;
}

void SqlView::put(const Community& community) {
    static const std::string sql = upsert_sql(community_table);
    static const std::string shape_sql = insert_sql(plan_shape_table);
    if (community.id != community_) {
        throw app::StoreFailure("a community is written in its own transaction only");
    }
    known_.forget(community_);
    write_row(connection_, sql, community_, community);
    Query(connection_, "DELETE FROM plan_shape WHERE community_id = $1", community_).run();
    std::int32_t position = 0;
    for (const PlanShape& shape : community.plan.shapes) {
        Query(connection_, shape_sql, community_, position++, shape.kind, shape.label,
              shape.width_m, points_text(shape.points))
            .run();
    }
}

const std::vector<Building>& SqlView::known_buildings() const {
    static const std::string sql = select_sql(building_table, "ORDER BY number");
    auto& known = this->known().buildings;
    if (!known) known = all_rows<Building>(connection_, sql, community_);
    return *known;
}

std::vector<Building> SqlView::buildings() const {
    return known_buildings();
}

std::optional<Building> SqlView::building(BuildingId id) const {
    return find_id(known_buildings(), id);
}

void SqlView::put(const Building& building) {
    static const std::string sql = upsert_sql(building_table);
    known_.forget(community_);
    write_row(connection_, sql, community_, building);
}

const std::vector<Hub>& SqlView::known_hubs() const {
    static const std::string sql = select_sql(hub_table, "ORDER BY hub_id");
    auto& known = this->known().hubs;
    if (!known) known = all_rows<Hub>(connection_, sql, community_);
    return *known;
}

std::vector<Hub> SqlView::hubs() const {
    return known_hubs();
}

std::optional<Hub> SqlView::hub(HubId id) const {
    return find_id(known_hubs(), id);
}

void SqlView::put(const Hub& hub) {
    static const std::string sql = upsert_sql(hub_table);
    known_.forget(community_);
    write_row(connection_, sql, community_, hub);
}

}  // namespace louxia::store
