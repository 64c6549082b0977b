#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<LinkedIdentity> SqlView::identity(IdentityId id) const {
    static const std::string sql = select_sql(linked_identity_table, "AND identity_id = $2");
    return one_row<LinkedIdentity>(connection_, sql, community_, id);
}

std::optional<LinkedIdentity> SqlView::identity_of(std::string_view issuer,
                                                   std::string_view subject) const {
    static const std::string sql =
        select_sql(linked_identity_table, "AND issuer = $2 AND subject = $3");
    return one_row<LinkedIdentity>(connection_, sql, community_, issuer, subject);
}

std::vector<LinkedIdentity> SqlView::identities_of(MemberId id) const {
    static const std::string sql =
        select_sql(linked_identity_table, "AND member_id = $2 ORDER BY identity_id");
    return all_rows<LinkedIdentity>(connection_, sql, community_, id);
}

std::optional<IdentityFlow> SqlView::identity_flow(std::string_view state_hash) const {
    static const std::string sql = select_sql(identity_flow_table, "AND state_hash = $2");
    return one_row<IdentityFlow>(connection_, sql, community_, state_hash);
}

std::optional<Passkey> SqlView::passkey(PasskeyId id) const {
    static const std::string sql = select_sql(passkey_table, "AND passkey_id = $2");
    return one_row<Passkey>(connection_, sql, community_, id);
}

std::optional<Passkey> SqlView::passkey_by_credential(std::string_view credential) const {
    static const std::string sql = select_sql(passkey_table, "AND credential = $2");
    return one_row<Passkey>(connection_, sql, community_, credential);
}

std::vector<Passkey> SqlView::passkeys_of(MemberId id) const {
    static const std::string sql =
        select_sql(passkey_table, "AND member_id = $2 ORDER BY passkey_id");
    return all_rows<Passkey>(connection_, sql, community_, id);
}

void SqlView::put(const LinkedIdentity& identity) {
    static const std::string sql = upsert_sql(linked_identity_table);
    write_row(connection_, sql, community_, identity);
}

void SqlView::end_identity(IdentityId id) {
    Query(connection_, "DELETE FROM linked_identity WHERE community_id = $1 AND identity_id = $2",
          community_, id)
        .run();
}

void SqlView::put(const IdentityFlow& flow) {
    static const std::string sql = upsert_sql(identity_flow_table);
    write_row(connection_, sql, community_, flow);
}

void SqlView::end_identity_flow(std::string_view state_hash) {
    Query(connection_, "DELETE FROM identity_flow WHERE community_id = $1 AND state_hash = $2",
          community_, state_hash)
        .run();
}

void SqlView::put(const Passkey& passkey) {
    static const std::string sql = upsert_sql(passkey_table);
    write_row(connection_, sql, community_, passkey);
}

void SqlView::end_passkey(PasskeyId id) {
    Query(connection_, "DELETE FROM passkey WHERE community_id = $1 AND passkey_id = $2",
          community_, id)
        .run();
}

void SqlView::end_sign_in_ways_of(MemberId id) {
    for (const std::string_view sql :
         {"DELETE FROM linked_identity WHERE community_id = $1 AND member_id = $2",
          "DELETE FROM identity_flow WHERE community_id = $1 AND member_id = $2",
          "DELETE FROM passkey WHERE community_id = $1 AND member_id = $2"}) {
        Query(connection_, sql, community_, id).run();
    }
}

}  // namespace louxia::store
