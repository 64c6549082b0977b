#include <algorithm>

#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::vector<Household> SqlView::households() const {
    static const std::string sql =
        select_sql(household_table,
                   "AND NOT EXISTS (SELECT 1 FROM household_guard AS guard WHERE "
                   "guard.community_id = $1 AND guard.household_id = household.household_id AND "
                   "guard.ended_at_ms IS NOT NULL) "
                   "ORDER BY building_number, unit, room, household_id");
    return all_rows<Household>(connection_, sql, community_);
}

std::optional<Household> SqlView::household(HouseholdId id) const {
    static const std::string sql = select_sql(household_table, "AND household_id = $2");
    const auto [known, fresh] = this->known().households.try_emplace(id);
    if (fresh) known->second = one_row<Household>(connection_, sql, community_, id);
    return known->second;
}

// In one statement for both SQLite would be ready to look through all orders for whose household
// this is.
void SqlView::put(const Household& household) {
    static const std::string insertion = insert_sql(household_table);
    static const std::string update = update_sql(household_table);
    const bool is_there = this->household(household.id).has_value();
    known().households.erase(household.id);
    write_row(connection_, is_there ? update : insertion, community_, household);
}

std::optional<Member> SqlView::member(MemberId id) const {
    static const std::string sql = select_sql(member_table, "AND member_id = $2");
    return one_row<Member>(connection_, sql, community_, id);
}

std::vector<Member> SqlView::members_of(HouseholdId id) const {
    static const std::string sql =
        select_sql(member_table, "AND household_id = $2 ORDER BY member_id");
    return all_rows<Member>(connection_, sql, community_, id);
}

std::vector<Member> SqlView::staff() const {
    static const std::string sql = select_sql(member_table, "AND role > $2 ORDER BY member_id");
    return all_rows<Member>(connection_, sql, community_, Role::resident);
}

void SqlView::put(const Member& member) {
    wrote_people_ = true;
    static const std::string sql = upsert_sql(member_table);
    write_row(connection_, sql, community_, member);
}

const std::vector<Courier>& SqlView::known_couriers() const {
    // As the partial index says it: riders of ended rides only grow in number.
    static const std::string sql =
        select_sql(courier_table, "AND (crowd = 0 OR on_shift = 1) ORDER BY courier_id");
    auto& known = this->known().couriers;
    if (!known) known = all_rows<Courier>(connection_, sql, community_);
    return *known;
}

std::vector<Courier> SqlView::couriers() const {
    return known_couriers();
}

std::optional<Courier> SqlView::courier(CourierId id) const {
    const auto& couriers = known_couriers();
    const auto found = std::ranges::find(couriers, id, &Courier::id);
    if (found != couriers.end()) return *found;
    static const std::string sql = select_sql(courier_table, "AND courier_id = $2");
    return one_row<Courier>(connection_, sql, community_, id);
}

void SqlView::put(const Courier& courier) {
    static const std::string sql = upsert_sql(courier_table);
    known().couriers.reset();
    write_row(connection_, sql, community_, courier);
}

}  // namespace louxia::store
