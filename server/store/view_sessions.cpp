#include "server/store/packed_reply.hpp"
#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<app::Invite> SqlView::invite_by_hash(std::string_view secret_hash) const {
    static const std::string sql = select_sql(invite_table, "AND secret_hash = $2");
    return one_row<app::Invite>(connection_, sql, community_, secret_hash);
}

std::optional<app::Invite> SqlView::invite_by_code(std::string_view code_hash) const {
    static const std::string sql = select_sql(invite_table, "AND code_hash = $2");
    return code_hash.empty() ? std::nullopt
                             : one_row<app::Invite>(connection_, sql, community_, code_hash);
}

void SqlView::end_invites_of(MemberId id) {
    Query(connection_,
          "DELETE FROM invite WHERE community_id = $1 AND member_id = $2 AND reusable = 0 AND "
          "used_at_ms IS NULL",
          community_, id)
        .run();
}

void SqlView::put(const app::Invite& invite) {
    static const std::string sql = upsert_sql(invite_table);
    write_row(connection_, sql, community_, invite);
}

std::optional<app::Session> SqlView::session_by_hash(std::string_view token_hash) const {
    static const std::string sql = select_sql(session_table, "AND token_hash = $2");
    return one_row<app::Session>(connection_, sql, community_, token_hash);
}

std::optional<app::Session> SqlView::session(SessionId id) const {
    static const std::string sql = select_sql(session_table, "AND session_id = $2");
    return one_row<app::Session>(connection_, sql, community_, id);
}

std::vector<SessionId> SqlView::live_sessions(Instant now) const {
    return Query(connection_,
                 "SELECT session_id FROM session WHERE community_id = $1 AND ends_at_ms > $2",
                 community_, now)
        .each<SessionId>();
}

std::vector<app::Session> SqlView::sessions_of(MemberId id) const {
    static const std::string sql =
        select_sql(session_table, "AND member_id = $2 ORDER BY seen_at_ms DESC, session_id DESC");
    return all_rows<app::Session>(connection_, sql, community_, id);
}

void SqlView::rotate_sessions_of(MemberId id) {
    wrote_people_ = true;
    Query(connection_, "UPDATE session SET rotate = 1 WHERE community_id = $1 AND member_id = $2",
          community_, id)
        .run();
}

HouseholdGuard SqlView::guard(HouseholdId id) const {
    static const std::string sql = select_sql(household_guard_table, "AND household_id = $2");
    return one_row<HouseholdGuard>(connection_, sql, community_, id)
        .value_or(HouseholdGuard{id, {}, {}});
}

void SqlView::put(const HouseholdGuard& guard) {
    static const std::string sql = upsert_sql(household_guard_table);
    write_row(connection_, sql, community_, guard);
}

void SqlView::put(const app::Session& session) {
    wrote_people_ = true;
    static const std::string sql = upsert_sql(session_table);
    write_row(connection_, sql, community_, session);
}

void SqlView::end_session(SessionId id) {
    wrote_people_ = true;
    Query(connection_, "DELETE FROM session WHERE community_id = $1 AND session_id = $2",
          community_, id)
        .run();
}

std::optional<app::KeptReply> SqlView::kept_reply(std::string_view key) const {
    static const std::string sql = select_sql(kept_reply_table, "AND reply_key = $2");
    if (known_.keeps(community_, key)) known_.flush(connection_);
    auto kept = one_row<app::KeptReply>(connection_, sql, community_, key);
    if (kept) kept->body = unpack_reply(kept->body);
    return kept;
}

void SqlView::put(const app::KeptReply& reply) {
    keep_packed(connection_, community_, reply, pack_reply(reply.body));
}

void SqlView::put(const app::KeptReply& head, app::LateBody body) {
    if (known_.keep(community_, head, body)) return;
    keep_packed(connection_, community_, head, pack_reply(body()));
}

}  // namespace louxia::store
