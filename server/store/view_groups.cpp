#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

namespace {

/// Groups and, in one more query, their contents. `condition` follows "WHERE community_id = $1".
template <class... Conditions>
std::vector<GroupBuy> groups_where(Connection& connection, const std::string& condition,
                                   CommunityId community, const Conditions&... conditions) {
    auto groups = all_rows<GroupBuy>(
        connection, select_sql(group_buy_table, condition + " ORDER BY group_id DESC"), community,
        conditions...);
    if (groups.empty()) return groups;
    Query query(connection,
                select_sql(group_content_table,
                           "AND group_id IN (SELECT group_id FROM group_buy WHERE community_id = "
                           "$1 " +
                               condition + ") ORDER BY group_id DESC, position"),
                community, conditions...);
    auto group = groups.begin();
    while (query.next()) {
        GroupId id;
        std::int64_t position = 0;
        GroupContent content;
        query.into(std::tuple_cat(std::tie(id, position), columns_of(content)));
        while (group->id != id)
            ++group;
        group->contents.push_back(std::move(content));
    }
    return groups;
}

}  // namespace

std::optional<GroupBuy> SqlView::group(GroupId id) const {
    auto found = groups_where(connection_, "AND group_id = $2", community_, id);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<GroupBuy> SqlView::groups_since(Instant ended_after) const {
    // 6, 7 and 8 are done, failed and cancelled.
    return groups_where(connection_, "AND (state <= 5 OR ended_at_ms > $2)", community_,
                        ended_after.ms);
}

std::vector<GroupBuy> SqlView::groups_to_fail(Instant now) const {
    return groups_where(connection_, "AND state = $2 AND cutoff_at_ms <= $3", community_,
                        GroupState::open, now.ms);
}

void SqlView::put(const GroupBuy& group) {
    static const std::string sql = upsert_sql(group_buy_table);
    static const std::string content_sql = insert_sql(group_content_table);
    write_row(connection_, sql, community_, group);
    Query(connection_, "DELETE FROM group_content WHERE community_id = $1 AND group_id = $2",
          community_, group.id)
        .run();
    std::int32_t position = 0;
    for (const GroupContent& content : group.contents) {
        std::apply(
            [&](const auto&... columns) {
                Query(connection_, content_sql, community_, group.id, position, columns...).run();
            },
            columns_of(content));
        ++position;
    }
}

std::vector<GroupShare> SqlView::shares(GroupId id) const {
    static const std::string sql =
        select_sql(group_share_table, "AND group_id = $2 ORDER BY joined_at_ms, household_id");
    return all_rows<GroupShare>(connection_, sql, community_, id);
}

std::vector<GroupShare> SqlView::held_shares(GroupId id, std::int32_t limit) const {
    static const std::string sql =
        select_sql(group_share_table,
                   "AND group_id = $2 AND COALESCE(order_id, released_at_ms) IS NULL "
                   "ORDER BY joined_at_ms, household_id LIMIT $3");
    return all_rows<GroupShare>(connection_, sql, community_, id, limit);
}

std::vector<GroupId> SqlView::groups_to_end() const {
    // In one expression, as its own index has it: by order_id alone are all that ever failed.
    // 7 and 8 are failed and cancelled; an order can be cancelled up to 4, packed. The bound on
    // due_at_ms makes SQLite take the index of groups' orders that wait.
    return Query(connection_,
                 "SELECT s.group_id FROM group_share AS s JOIN group_buy AS g ON "
                 "g.community_id = s.community_id AND g.group_id = s.group_id "
                 "WHERE s.community_id = $1 AND COALESCE(s.order_id, s.released_at_ms) IS NULL "
                 "AND g.state IN (7, 8) UNION "
                 "SELECT o.group_id FROM orders AS o JOIN group_buy AS g ON "
                 "g.community_id = o.community_id AND g.group_id = o.group_id "
                 "WHERE o.community_id = $1 AND o.state <= 4 AND o.group_id IS NOT NULL AND "
                 "o.due_at_ms >= 0 AND g.state = 8",
                 community_)
        .each<GroupId>();
}

std::optional<GroupShare> SqlView::share(GroupId id, HouseholdId household) const {
    static const std::string sql =
        select_sql(group_share_table, "AND group_id = $2 AND household_id = $3");
    return one_row<GroupShare>(connection_, sql, community_, id, household);
}

std::int32_t SqlView::share_count(GroupId id) const {
    return Query(connection_,
                 "SELECT COUNT(*) FROM group_share WHERE community_id = $1 AND group_id = $2",
                 community_, id)
        .only<std::int32_t>()
        .value_or(0);
}

std::vector<GroupId> SqlView::open_shares_of(HouseholdId household) const {
    return Query(connection_,
                 "SELECT group_id FROM group_share WHERE community_id = $1 AND household_id = $2 "
                 "AND group_id IN (SELECT group_id FROM group_buy WHERE community_id = $1 AND "
                 "state <= 5) ORDER BY group_id DESC",
                 community_, household)
        .each<GroupId>();
}

void SqlView::put(const GroupShare& share) {
    static const std::string sql = upsert_sql(group_share_table);
    write_row(connection_, sql, community_, share);
}

void SqlView::remove_share(GroupId group, HouseholdId household) {
    Query(connection_,
          "DELETE FROM group_share WHERE community_id = $1 AND group_id = $2 AND "
          "household_id = $3",
          community_, group, household)
        .run();
}

}  // namespace louxia::store
