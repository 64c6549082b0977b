#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<app::BuildingCode> SqlView::building_code_by_hash(
    std::string_view secret_hash) const {
    static const std::string sql = select_sql(building_code_table, "AND secret_hash = $2");
    return one_row<app::BuildingCode>(connection_, sql, community_, secret_hash);
}

std::optional<Admission> SqlView::admission(MemberId id) const {
    static const std::string sql = select_sql(admission_table, "AND member_id = $2");
    return one_row<Admission>(connection_, sql, community_, id);
}

std::vector<Admission> SqlView::admissions() const {
    static const std::string sql = select_sql(admission_table, "ORDER BY asked_at_ms, member_id");
    return all_rows<Admission>(connection_, sql, community_);
}

std::vector<HouseholdId> SqlView::vouchers_of(MemberId id) const {
    return Query(connection_,
                 "SELECT household_id FROM admission_vouch WHERE community_id = $1 AND "
                 "member_id = $2 ORDER BY household_id",
                 community_, id)
        .each<HouseholdId>();
}

std::vector<MemberId> SqlView::admissions_before(Instant asked_at, std::int32_t limit) const {
    return Query(connection_,
                 "SELECT member_id FROM admission WHERE community_id = $1 AND asked_at_ms < $2 "
                 "ORDER BY asked_at_ms, member_id LIMIT $3",
                 community_, asked_at, limit)
        .each<MemberId>();
}

void SqlView::put(const app::BuildingCode& code) {
    static const std::string sql = upsert_sql(building_code_table);
    write_row(connection_, sql, community_, code);
}

void SqlView::put(const Admission& admission) {
    static const std::string sql = upsert_sql(admission_table);
    write_row(connection_, sql, community_, admission);
}

void SqlView::vouch(MemberId id, HouseholdId voucher, Instant at) {
    Query(connection_,
          "INSERT INTO admission_vouch (community_id, member_id, household_id, vouched_at_ms) "
          "VALUES ($1, $2, $3, $4) ON CONFLICT (community_id, member_id, household_id) DO NOTHING",
          community_, id, voucher, at)
        .run();
}

void SqlView::end_admission(MemberId id) {
    for (const std::string_view sql :
         {"DELETE FROM admission_vouch WHERE community_id = $1 AND member_id = $2",
          "DELETE FROM admission WHERE community_id = $1 AND member_id = $2"}) {
        Query(connection_, sql, community_, id).run();
    }
}

void SqlView::remove_member(MemberId id) {
    wrote_people_ = true;
    end_sign_in_ways_of(id);
    for (const std::string_view sql :
         {"DELETE FROM session WHERE community_id = $1 AND member_id = $2",
          "DELETE FROM invite WHERE community_id = $1 AND member_id = $2",
          "DELETE FROM picture WHERE community_id = $1 AND member_id = $2",
          "DELETE FROM new_phone WHERE community_id = $1 AND member_id = $2",
          "DELETE FROM member WHERE community_id = $1 AND member_id = $2"}) {
        Query(connection_, sql, community_, id).run();
    }
}

}  // namespace louxia::store
