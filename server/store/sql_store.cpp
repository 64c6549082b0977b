#include "server/store/sql_store.hpp"

#include "server/store/invariants.hpp"
#include "server/store/sql_view.hpp"

namespace louxia::store {

SqlStore::SqlStore(std::unique_ptr<FileLock> lock, std::unique_ptr<Engine> engine,
                   std::unique_ptr<Connection> writer)
    : lock_(std::move(lock)), engine_(std::move(engine)), readers_(*engine_) {
    if (writer) writer_ = std::make_unique<CommitQueue>(std::move(writer), readers_);
}

Result<void> SqlStore::transact(CommunityId community,
                                const std::function<Result<void>(app::Writer&)>& work) {
    if (!writer_) throw app::StoreFailure("the store was opened for reading only");
    return writer_->run(community, work);
}

void SqlStore::read(CommunityId community,
                    const std::function<void(const app::Reader&)>& work) const {
    readers_.read([&](Connection& connection) { work(SqlView(connection, community)); });
}

std::vector<Community> SqlStore::communities() const {
    std::vector<Community> found;
    readers_.read([&](Connection& connection) {
        const auto ids =
            Query(connection, "SELECT community_id FROM community ORDER BY community_id")
                .each<CommunityId>();
        for (const CommunityId id : ids)
            found.push_back(SqlView(connection, id).community());
    });
    return found;
}

std::optional<CommunityId> SqlStore::owner_of(std::string_view sql, std::uint64_t id) const {
    std::optional<CommunityId> owner;
    readers_.read(
        [&](Connection& connection) { owner = Query(connection, sql, id).only<CommunityId>(); });
    return owner;
}

std::optional<CommunityId> SqlStore::community_of(GroupId id) const {
    return owner_of("SELECT community_id FROM group_buy WHERE group_id = $1", id.value);
}
std::optional<CommunityId> SqlStore::community_of(OrderId id) const {
    // Orders grow without end: an index of them by id alone would cost each order a tree more.
    return owner_of(
        "SELECT c.community_id FROM community AS c WHERE EXISTS (SELECT 1 FROM orders AS o WHERE "
        "o.community_id = c.community_id AND o.order_id = $1)",
        id.value);
}
std::optional<CommunityId> SqlStore::community_of(ItemId id) const {
    return owner_of("SELECT community_id FROM item WHERE item_id = $1", id.value);
}
std::optional<CommunityId> SqlStore::community_of(PostId id) const {
    return owner_of("SELECT community_id FROM post WHERE post_id = $1", id.value);
}
std::optional<CommunityId> SqlStore::community_of(PictureId id) const {
    return owner_of("SELECT community_id FROM picture WHERE picture_id = $1", id.value);
}

void SqlStore::on_events(Listener listener) {
    if (writer_) writer_->on_events(std::move(listener));
}

std::uint64_t SqlStore::people_version() const noexcept {
    return writer_ ? writer_->people_version() : 0;
}

std::vector<std::string> SqlStore::broken_invariants() const {
    std::vector<std::string> broken;
    readers_.read([&](Connection& connection) { broken = find_broken_invariants(connection); });
    return broken;
}

std::vector<LedgerRoot> SqlStore::roots() const {
    std::vector<LedgerRoot> found;
    readers_.read([&](Connection& connection) { found = ledger_roots(connection); });
    return found;
}

std::vector<std::pair<CommunityId, app::KeptPicture>> SqlStore::pictures() const {
    std::vector<std::pair<CommunityId, app::KeptPicture>> found;
    readers_.read([&](Connection& connection) {
        Query query(connection,
                    "SELECT community_id, picture_id, member_id, file_name, media_type, bytes, "
                    "kept_at_ms FROM picture ORDER BY community_id, picture_id");
        while (query.next()) {
            auto& [community, picture] = found.emplace_back();
            query.into(community, picture.id, picture.by, picture.file_name, picture.media_type,
                       picture.bytes, picture.at);
        }
    });
    return found;
}

void SqlStore::backup_to(const std::string& path, const std::function<bool()>& goes_on) const {
    engine_->backup_to(path, goes_on);
}

WriteFigures SqlStore::figures() const {
    return writer_ ? writer_->figures() : WriteFigures{};
}

}  // namespace louxia::store
