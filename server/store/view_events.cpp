#include <algorithm>

#include "server/store/packed_events.hpp"
#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

Known::Seq& SqlView::known_seq() const {
    auto& known = known_.counters(community_).seq;
    if (!known) {
        known = Known::Seq{Query(connection_,
                                 "SELECT last_seq FROM event_counter WHERE community_id = $1",
                                 community_)
                               .only<std::int64_t>()
                               .value_or(0)};
    }
    return *known;
}

std::int64_t SqlView::last_seq() const {
    return known_seq().last;
}

std::int64_t SqlView::first_kept_seq() const {
    known_.write_events(connection_, community_);
    const auto first = Query(connection_,
                             "SELECT first_seq FROM outbox WHERE community_id = $1 "
                             "ORDER BY last_seq LIMIT 1",
                             community_)
                           .only<std::int64_t>();
    return first ? *first : last_seq() + 1;
}

std::vector<app::Event> SqlView::events_after(std::int64_t seq, std::int32_t limit) const {
    static const std::string sql =
        select_sql(outbox_table, "AND last_seq > $2 ORDER BY last_seq LIMIT $3");
    known_.write_events(connection_, community_);
    std::vector<app::Event> found;
    const auto enough = static_cast<std::size_t>(std::max(limit, 0));
    Query rows(connection_, sql, community_, seq, limit);
    while (found.size() < enough && rows.next()) {
        EventPack pack;
        rows.into(columns_of(pack));
        for (app::Event& event : unpack_events(pack.events, pack.first_seq, pack.at)) {
            if (event.seq > seq && found.size() < enough) found.push_back(std::move(event));
        }
    }
    return found;
}

void SqlView::emit(app::Event event) {
    emitted_.push_back(std::move(event));
}

std::vector<app::Event> SqlView::write_events() {
    if (emitted_.empty()) return {};
    Known::Seq& seq = known_seq();
    for (app::Event& event : emitted_)
        event.seq = ++seq.last;
    seq.moved = true;
    known_.tell(connection_, community_, emitted_);
    return std::move(emitted_);
}

std::int32_t SqlView::drop_old(const app::Housekeeping& what) {
    const auto dropped = [&](std::string_view sql, const auto&... values) {
        return static_cast<std::int32_t>(
            Query(connection_, sql, community_, values...).template each<std::int32_t>().size());
    };
    std::int32_t rows = dropped(
        "DELETE FROM session WHERE community_id = $1 AND session_id IN (SELECT session_id FROM "
        "session WHERE community_id = $1 AND ends_at_ms < $2 ORDER BY ends_at_ms LIMIT $3) "
        "RETURNING 1",
        what.now.ms, what.rows_max);
    rows += dropped(
        "DELETE FROM invite WHERE community_id = $1 AND invite_id IN (SELECT invite_id FROM "
        "invite WHERE community_id = $1 AND ends_at_ms < $2 ORDER BY ends_at_ms LIMIT $3) "
        "RETURNING 1",
        what.now.ms, what.rows_max);
    rows += dropped(
        "DELETE FROM guest_link WHERE community_id = $1 AND link_id IN (SELECT link_id FROM "
        "guest_link WHERE community_id = $1 AND ends_at_ms < $2 ORDER BY ends_at_ms LIMIT $3) "
        "RETURNING 1",
        what.now.ms, what.rows_max);
    rows += dropped(
        "DELETE FROM identity_flow WHERE community_id = $1 AND state_hash IN (SELECT state_hash "
        "FROM identity_flow WHERE community_id = $1 AND ends_at_ms < $2 ORDER BY ends_at_ms LIMIT "
        "$3) RETURNING 1",
        what.now.ms, what.rows_max);
    rows += dropped(
        "UPDATE courier SET seen_at_ms = NULL, x_m = 0, y_m = 0 WHERE community_id = $1 AND "
        "seen_at_ms < $2 RETURNING 1",
        what.now.ms - positions_kept_ms);
    if (rows > 0) known().couriers.reset();
    // Counts of offers are kept as long as they are counted.
    rows += dropped(
        "DELETE FROM new_phone WHERE community_id = $1 AND member_id IN (SELECT member_id FROM "
        "new_phone WHERE community_id = $1 AND ends_at_ms < $2 ORDER BY ends_at_ms LIMIT $3) "
        "RETURNING 1",
        what.now.ms - new_phone_window_ms, what.rows_max);
    rows += dropped(
        "DELETE FROM kept_reply WHERE community_id = $1 AND reply_key IN (SELECT reply_key FROM "
        "kept_reply WHERE community_id = $1 AND kept_at_ms < $2 ORDER BY kept_at_ms LIMIT $3) "
        "RETURNING 1",
        what.replies_before.ms, what.rows_max);
    // From the front and up to the first younger one, so that what stays has no gap even if a
    // clock went back.
    const std::int64_t first = first_kept_seq();
    const std::int64_t kept = std::max<std::int64_t>(what.events_kept, 1);
    const std::int64_t up_to = std::min(last_seq() - kept, first + what.rows_max - 1);
    rows += dropped(
        "DELETE FROM outbox WHERE community_id = $1 AND last_seq <= $2 AND last_seq < (SELECT "
        "COALESCE(MIN(young.last_seq), $2 + 1) FROM outbox AS young WHERE young.community_id = $1 "
        "AND young.last_seq <= $2 AND young.emitted_at_ms >= $3) RETURNING 1",
        up_to, what.events_before.ms);
    return rows;
}

}  // namespace louxia::store
