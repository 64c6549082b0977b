#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

/// What lets somebody in from outside for a while: a further phone, a guest.
namespace louxia::store {

std::optional<NewPhone> SqlView::new_phone(MemberId id) const {
    static const std::string sql = select_sql(new_phone_table, "AND member_id = $2");
    return one_row<NewPhone>(connection_, sql, community_, id);
}

std::optional<NewPhone> SqlView::new_phone_by_secret(std::string_view secret_hash) const {
    static const std::string sql = select_sql(new_phone_table, "AND secret_hash = $2");
    return one_row<NewPhone>(connection_, sql, community_, secret_hash);
}

std::optional<NewPhone> SqlView::new_phone_by_claim(std::string_view claim_hash) const {
    static const std::string sql =
        select_sql(new_phone_table, "AND claim_hash = $2 AND claim_hash <> ''");
    return one_row<NewPhone>(connection_, sql, community_, claim_hash);
}

void SqlView::put(const NewPhone& phone) {
    static const std::string sql = upsert_sql(new_phone_table);
    write_row(connection_, sql, community_, phone);
}

std::optional<GuestLink> SqlView::guest_link(GuestLinkId id) const {
    static const std::string sql = select_sql(guest_link_table, "AND link_id = $2");
    return one_row<GuestLink>(connection_, sql, community_, id);
}

std::optional<GuestLink> SqlView::guest_link_by_hash(std::string_view secret_hash) const {
    static const std::string sql = select_sql(guest_link_table, "AND secret_hash = $2");
    return one_row<GuestLink>(connection_, sql, community_, secret_hash);
}

std::vector<GuestLink> SqlView::guest_links_of(HouseholdId id) const {
    static const std::string sql =
        select_sql(guest_link_table, "AND household_id = $2 ORDER BY made_at_ms DESC, link_id");
    return all_rows<GuestLink>(connection_, sql, community_, id);
}

void SqlView::put(const GuestLink& link) {
    static const std::string sql = upsert_sql(guest_link_table);
    write_row(connection_, sql, community_, link);
}

void SqlView::end_guest_link(GuestLinkId id) {
    Query(connection_, "DELETE FROM guest_link WHERE community_id = $1 AND link_id = $2",
          community_, id)
        .run();
}

}  // namespace louxia::store
