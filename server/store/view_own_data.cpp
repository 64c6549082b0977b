#include <algorithm>
#include <limits>

#include "server/store/packed_events.hpp"
#include "server/store/packed_reply.hpp"
#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"
#include "shared/api/json.hpp"

/// All that is kept of one household, for reading it out and for forgetting it.
namespace louxia::store {

namespace {

bool is_for(const app::Event& event, HouseholdId id) {
    return event.audience == api::Audience::household && event.subject == id.value;
}

/// How an event's data names somebody.
std::string naming(std::string_view nickname) {
    api::JsonWriter json;
    json.open_object();
    json.member("nickname", nickname);
    json.close_object();
    const std::string object = json.take();
    return object.substr(1, object.size() - 2);
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
    auto replies = all_rows<app::KeptReply>(connection_, sql, community_, "%:" + id.text());
    for (app::KeptReply& reply : replies)
        reply.body = unpack_reply(reply.body);
    return replies;
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

// There are as many events as housekeeping leaves, and households ask for theirs once in their
// time.
std::vector<app::Event> SqlView::events_of(HouseholdId id) const {
    static const std::string sql = select_sql(outbox_table, "ORDER BY last_seq");
    known_.write_events(connection_, community_);
    std::vector<app::Event> found;
    for (const EventPack& pack : all_rows<EventPack>(connection_, sql, community_)) {
        for (app::Event& event : unpack_events(pack.events, pack.first_seq, pack.at)) {
            if (is_for(event, id)) found.push_back(std::move(event));
        }
    }
    return found;
}

void SqlView::forget_events(HouseholdId id, const std::vector<std::string>& names) {
    static const std::string sql = select_sql(outbox_table, "ORDER BY last_seq");
    known_.write_events(connection_, community_);
    const auto names_one = [&](const app::Event& event) {
        return std::ranges::any_of(names, [&](const std::string& name) {
            return !name.empty() && event.data.find(naming(name)) != std::string::npos;
        });
    };
    for (const EventPack& pack : all_rows<EventPack>(connection_, sql, community_)) {
        auto events = unpack_events(pack.events, pack.first_seq, pack.at);
        for (app::Event& event : events) {
            // A reader that meets an event without its data reads the view again.
            if (is_for(event, id) || names_one(event)) event.data = "{}";
        }
        std::string left = pack_events(events);
        if (left == pack.events) continue;
        Query(connection_,
              "UPDATE outbox SET events = $3 WHERE community_id = $1 AND last_seq = $2", community_,
              pack.last_seq, left)
            .run();
    }
}

void SqlView::forget(const Household& household, std::string_view pseudonym) {
    const HouseholdId id = household.id;
    known_.forget(community_);
    known_.flush(connection_);
    wrote_people_ = true;
    const auto run = [&](std::string_view sql, const auto&... values) {
        Query(connection_, sql, community_, values...).run();
    };
    std::vector<std::string> names{household.nickname};
    for (const Member& member : members_of(id)) {
        names.push_back(member.nickname);
        run("DELETE FROM kept_reply WHERE community_id = $1 AND reply_key LIKE $2",
            "%:" + member.id.text());
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
    for (const Order& own : orders_of(id, std::numeric_limits<std::int32_t>::max())) {
        run("UPDATE refund_claim SET text = '', answer = '' WHERE community_id = $1 AND "
            "order_id = $2",
            own.id);
        run("DELETE FROM picture WHERE community_id = $1 AND picture_id IN (SELECT photo_id FROM "
            "handover WHERE community_id = $1 AND order_id = $2)",
            own.id);
        run("UPDATE handover SET proof = 1, photo_id = NULL WHERE community_id = $1 AND "
            "order_id = $2",
            own.id);
        run("UPDATE order_problem SET text = '' WHERE community_id = $1 AND order_id = $2", own.id);
        run("UPDATE orders SET note = '', unit = 0, room = 0 WHERE community_id = $1 AND "
            "order_id = $2",
            own.id);
    }
    run("UPDATE member SET nickname = $3 WHERE community_id = $1 AND household_id = $2", id,
        pseudonym);
    run("UPDATE household SET nickname = $3, surname = '', phone = '', phone_last4 = '', unit = 0, "
        "room = 0 WHERE community_id = $1 AND household_id = $2",
        id, pseudonym);
    forget_events(id, names);
}

}  // namespace louxia::store
