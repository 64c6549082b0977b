#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<app::Invite> SqlView::invite_by_hash(std::string_view secret_hash) const {
    static const std::string sql = select_sql(invite_table, "AND secret_hash = $2");
    return one_row<app::Invite>(connection_, sql, community_, secret_hash);
}

void SqlView::put(const app::Invite& invite) {
    static const std::string sql = upsert_sql(invite_table);
    write_row(connection_, sql, community_, invite);
}

std::optional<app::Session> SqlView::session_by_hash(std::string_view token_hash) const {
    static const std::string sql = select_sql(session_table, "AND token_hash = $2");
    return one_row<app::Session>(connection_, sql, community_, token_hash);
}

void SqlView::put(const app::Session& session) {
    static const std::string sql = upsert_sql(session_table);
    write_row(connection_, sql, community_, session);
}

void SqlView::end_session(SessionId id) {
    Query(connection_, "DELETE FROM session WHERE community_id = $1 AND session_id = $2",
          community_, id)
        .run();
}

std::optional<app::KeptReply> SqlView::kept_reply(std::string_view key) const {
    static const std::string sql = select_sql(kept_reply_table, "AND reply_key = $2");
    return one_row<app::KeptReply>(connection_, sql, community_, key);
}

void SqlView::put(const app::KeptReply& reply) {
    static const std::string sql = upsert_sql(kept_reply_table);
    write_row(connection_, sql, community_, reply);
}

}  // namespace louxia::store
