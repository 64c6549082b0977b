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
    return one_row<Household>(connection_, sql, community_, id);
}

void SqlView::put(const Household& household) {
    static const std::string sql = upsert_sql(household_table);
    write_row(connection_, sql, community_, household);
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
    static const std::string sql = upsert_sql(member_table);
    write_row(connection_, sql, community_, member);
}

std::vector<Courier> SqlView::couriers() const {
    static const std::string sql = select_sql(courier_table, "ORDER BY courier_id");
    return all_rows<Courier>(connection_, sql, community_);
}

std::optional<Courier> SqlView::courier(CourierId id) const {
    static const std::string sql = select_sql(courier_table, "AND courier_id = $2");
    return one_row<Courier>(connection_, sql, community_, id);
}

void SqlView::put(const Courier& courier) {
    static const std::string sql = upsert_sql(courier_table);
    write_row(connection_, sql, community_, courier);
}

}  // namespace louxia::store
