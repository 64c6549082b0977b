#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/app/store.hpp"
#include "server/store/commit_queue.hpp"
#include "server/store/folder_lock.hpp"
#include "server/store/ledger_chain.hpp"
#include "server/store/reader_pool.hpp"

namespace louxia::store {

/// app::Store over an engine: a queue with the one writing connection, and a pool that reads.
class SqlStore final : public app::Store {
public:
    /// `lock` is kept as long as the store; `writer` is null for a store that only reads.
    SqlStore(std::unique_ptr<FileLock> lock, std::unique_ptr<Engine> engine,
             std::unique_ptr<Connection> writer);

    [[nodiscard]] Result<void> transact(
        CommunityId community, const std::function<Result<void>(app::Writer&)>& work) override;
    void read(CommunityId community,
              const std::function<void(const app::Reader&)>& work) const override;

    [[nodiscard]] std::vector<Community> communities() const override;
    [[nodiscard]] std::optional<CommunityId> community_of(GroupId id) const override;
    [[nodiscard]] std::optional<CommunityId> community_of(OrderId id) const override;
    [[nodiscard]] std::optional<CommunityId> community_of(ItemId id) const override;
    [[nodiscard]] std::optional<CommunityId> community_of(PostId id) const override;
    [[nodiscard]] std::optional<CommunityId> community_of(PictureId id) const override;

    void on_events(Listener listener) override;
    [[nodiscard]] std::uint64_t people_version() const noexcept override;
    [[nodiscard]] std::vector<std::string> broken_invariants() const override;
    void backup_to(const std::string& path, const std::function<bool()>& goes_on) const override;
    /// By community; none for those whose ledger is empty.
    [[nodiscard]] std::vector<LedgerRoot> roots() const;
    /// Of all communities: each names a file that has to be there.
    [[nodiscard]] std::vector<std::pair<CommunityId, app::KeptPicture>> pictures() const;

    [[nodiscard]] WriteFigures figures() const;

private:
    [[nodiscard]] std::optional<CommunityId> owner_of(std::string_view sql, std::uint64_t id) const;

    std::unique_ptr<FileLock> lock_;
    std::unique_ptr<Engine> engine_;
    mutable ReaderPool readers_;
    std::unique_ptr<CommitQueue> writer_;
};

}  // namespace louxia::store
