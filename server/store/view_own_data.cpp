#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"
#include "shared/api/json.hpp"

/// All that is kept of one household, for reading it out and for forgetting it.
namespace louxia::store {

namespace {

/// A text as a LIKE pattern that means itself, with '!' as the escape.
std::string literal_pattern(std::string_view text) {
    std::string pattern;
    for (const char letter : text) {
        if (letter == '%' || letter == '_' || letter == '!') pattern.push_back('!');
        pattern.push_back(letter);
    }
    return pattern;
}

/// Finds events whose data name somebody.
std::string naming_pattern(std::string_view nickname) {
    api::JsonWriter json;
    json.open_object();
    json.member("nickname", nickname);
    json.close_object();
    const std::string object = json.take();
    return "%" + literal_pattern(object.substr(1, object.size() - 2)) + "%";
}

}  // namespace

std::vector<app::Invite> SqlView::invites_of(MemberId id) const {
    static const std::string sql =
        select_sql(invite_table, "AND member_id = $2 ORDER BY invite_id");
    return all_rows<app::Invite>(connection_, sql, community_, id);
}

std::vector<app::KeptPicture> SqlView::pictures_of(MemberId id) const {
    static const std::string sql =
        select_sql(picture_table, "AND member_id = $2 ORDER BY picture_id");
    return all_rows<app::KeptPicture>(connection_, sql, community_, id);
}

std::vector<app::KeptReply> SqlView::replies_of(MemberId id) const {
    static const std::string sql =
        select_sql(kept_reply_table, "AND reply_key LIKE $2 ORDER BY kept_at_ms, reply_key");
    return all_rows<app::KeptReply>(connection_, sql, community_, id.text() + ":%");
}

std::vector<GroupShare> SqlView::shares_of(HouseholdId id) const {
    static const std::string sql =
        select_sql(group_share_table, "AND household_id = $2 ORDER BY joined_at_ms, group_id");
    return all_rows<GroupShare>(connection_, sql, community_, id);
}

std::vector<Post> SqlView::posts_of(HouseholdId id) const {
    const auto ids = Query(connection_,
                           "SELECT post_id FROM post WHERE community_id = $1 AND "
                           "household_id = $2 ORDER BY post_id",
                           community_, id)
                         .each<PostId>();
    std::vector<Post> posts;
    for (const PostId one : ids) {
        if (auto found = post(one)) posts.push_back(std::move(*found));
    }
    return posts;
}

std::vector<app::AccountMove> SqlView::moves_of(Account account) const {
    Query query(connection_,
                "SELECT ledger_entry.entry_id, cause, subject, moved_at_ms, amount_fen FROM "
                "ledger_posting JOIN ledger_entry ON ledger_entry.community_id = "
                "ledger_posting.community_id AND ledger_entry.entry_id = ledger_posting.entry_id "
                "WHERE ledger_posting.community_id = $1 AND account_kind = $2 AND "
                "account_owner = $3 ORDER BY ledger_entry.entry_id, position",
                community_, account.kind, account.owner);
    std::vector<app::AccountMove> moves;
    while (query.next()) {
        app::AccountMove& move = moves.emplace_back();
        query.into(move.entry, move.cause, move.subject, move.moved_at, move.amount);
    }
    return moves;
}

std::vector<app::Event> SqlView::events_of(HouseholdId id) const {
    static const std::string sql =
        select_sql(outbox_table, "AND audience = $2 AND subject = $3 ORDER BY seq");
    return all_rows<app::Event>(connection_, sql, community_,
                                static_cast<std::int32_t>(api::Audience::household), id.value);
}

void SqlView::forget(const Household& household, std::string_view pseudonym) {
    const HouseholdId id = household.id;
    const auto run = [&](std::string_view sql, const auto&... values) {
        Query(connection_, sql, community_, values...).run();
    };
    std::vector<std::string> names{household.nickname};
    for (const Member& member : members_of(id)) {
        names.push_back(member.nickname);
        run("DELETE FROM kept_reply WHERE community_id = $1 AND reply_key LIKE $2",
            member.id.text() + ":%");
        run("DELETE FROM picture WHERE community_id = $1 AND member_id = $2", member.id);
        run("DELETE FROM invite WHERE community_id = $1 AND member_id = $2", member.id);
        run("DELETE FROM session WHERE community_id = $1 AND member_id = $2", member.id);
        end_sign_in_ways_of(member.id);
        run("DELETE FROM new_phone WHERE community_id = $1 AND member_id = $2", member.id);
    }
    run("DELETE FROM guest_link WHERE community_id = $1 AND household_id = $2", id);
    run("UPDATE admission SET host_id = NULL WHERE community_id = $1 AND host_id = $2", id);
    run("DELETE FROM admission_vouch WHERE community_id = $1 AND household_id = $2", id);
    run("DELETE FROM post_picture WHERE community_id = $1 AND post_id IN (SELECT post_id FROM post "
        "WHERE community_id = $1 AND household_id = $2)",
        id);
    run("DELETE FROM post WHERE community_id = $1 AND household_id = $2", id);
    run("UPDATE payment SET wish = '', pay_url = '' WHERE community_id = $1 AND household_id = $2",
        id);
    run("UPDATE orders SET note = '', unit = 0, room = 0 WHERE community_id = $1 AND "
        "household_id = $2",
        id);
    run("UPDATE member SET nickname = $3 WHERE community_id = $1 AND household_id = $2", id,
        pseudonym);
    run("UPDATE household SET nickname = $3, surname = '', phone = '', phone_last4 = '', unit = 0, "
        "room = 0 WHERE community_id = $1 AND household_id = $2",
        id, pseudonym);
    // A reader that meets an event without its data reads the view again.
    run("UPDATE outbox SET data = '{}' WHERE community_id = $1 AND audience = $2 AND subject = $3",
        static_cast<std::int32_t>(api::Audience::household), id.value);
    for (const std::string& name : names) {
        if (!name.empty()) {
            run("UPDATE outbox SET data = '{}' WHERE community_id = $1 AND data LIKE $2 ESCAPE '!'",
                naming_pattern(name));
        }
    }
}

}  // namespace louxia::store
