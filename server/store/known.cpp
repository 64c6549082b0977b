#include "server/store/known.hpp"

#include "server/store/packed_reply.hpp"
#include "server/store/query.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

namespace {

void write_queue(Connection& connection, CommunityId community, Known::Queue& queue) {
    if (queue.has_row) {
        Query(connection,
              "UPDATE hub_queue SET to_pack = $3, to_deliver = $4 WHERE community_id = $1 AND "
              "hub_id = $2",
              community, queue.hub, queue.to_pack, queue.to_deliver)
            .run();
    } else {
        Query(connection,
              "INSERT INTO hub_queue (community_id, hub_id, to_pack, to_deliver) VALUES "
              "($1, $2, $3, $4)",
              community, queue.hub, queue.to_pack, queue.to_deliver)
            .run();
        queue.has_row = true;
    }
    queue.moved = false;
}

void write_counters(Connection& connection, CommunityId community, Known::Counters& counters) {
    if (counters.queues) {
        for (Known::Queue& queue : *counters.queues) {
            if (queue.moved) write_queue(connection, community, queue);
        }
    }
    if (counters.numbers && counters.numbers->moved) {
        Query(connection,
              "INSERT INTO order_counter (community_id, day, last_number) VALUES ($1, $2, $3) "
              "ON CONFLICT (community_id) DO UPDATE SET day = excluded.day, "
              "last_number = excluded.last_number",
              community, counters.numbers->day, counters.numbers->last)
            .run();
        counters.numbers->moved = false;
    }
    if (counters.seq && counters.seq->moved) {
        Query(connection,
              "INSERT INTO event_counter (community_id, last_seq) VALUES ($1, $2) "
              "ON CONFLICT (community_id) DO UPDATE SET last_seq = excluded.last_seq",
              community, counters.seq->last)
            .run();
        counters.seq->moved = false;
    }
}

}  // namespace

Known::Of& Known::of(CommunityId community) {
    if (known_.size() >= communities_max && !known_.contains(community)) known_.clear();
    return known_[community];
}

bool Known::keep(CommunityId community, const app::KeptReply& head, const app::LateBody& body) {
    if (!replies_) return false;
    replies_->add(community, head, body);
    count_move();
    return true;
}

void Known::tell(Connection& connection, CommunityId community,
                 const std::vector<app::Event>& events) {
    const app::Event& first = events.front();
    std::optional<EventPack>& pack = counters(community).events;
    if (pack && !takes(*pack, first.at)) write_events(connection, community);
    if (!pack) pack = EventPack{first.seq - 1, first.seq, {}, first.at};
    append(*pack, events);
    count_move();
    if (is_full(*pack)) write_events(connection, community);
}

void Known::write_events(Connection& connection, CommunityId community) {
    static const std::string sql = insert_sql(outbox_table);
    if (const auto pack = std::exchange(counters(community).events, std::nullopt)) {
        write_row(connection, sql, community, *pack);
    }
}

void Known::flush(Connection& connection) {
    if (flushed_ == moves_) return;
    if (replies_) {
        for (const ReplyPacker::Packed& reply : replies_->take())
            keep_packed(connection, reply.community, reply.head, reply.body);
    }
    for (auto& [community, counters] : counters_) {
        write_counters(connection, community, counters);
        write_events(connection, community);
    }
    flushed_ = moves_;
    // Between works: what is remembered may be forgotten at any time.
    if (counters_.size() > communities_max) counters_.clear();
    std::erase_if(known_, [](const auto& entry) {
        const Of& of = entry.second;
        return of.items.size() > rows_max || of.households.size() > rows_max ||
               of.balances_fen.size() > rows_max || of.own_orders.size() > rows_max ||
               of.stock.size() > rows_max || of.lists_on.size() > rows_max ||
               of.lists.size() > rows_max;
    });
}

void Known::clear() {
    known_.clear();
    counters_.clear();
    if (replies_) replies_->clear();
    flushed_ = moves_;
}

}  // namespace louxia::store
