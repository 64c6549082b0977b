#pragma once

#include <memory>
#include <utility>

#include "server/store/sql_store.hpp"

namespace louxia::test {

/// The store as use cases and jobs have it, who keep a reference for good: the one behind it may be
/// closed and opened again, as after a death of the process.
class StoreDoor final : public app::Store {
public:
    using Transaction = std::function<Result<void>()>;
    /// How a transaction is run; a test may let the process die in it. Empty: as it is.
    std::function<Result<void>(const Transaction&)> around;
    mutable int reads = 0;  ///< so far

    explicit StoreDoor(const std::unique_ptr<store::SqlStore>& behind) : behind_(behind) {}

    Result<void> transact(CommunityId community,
                          const std::function<Result<void>(app::Writer&)>& work) override {
        const Transaction transaction = [&] { return behind_->transact(community, work); };
        return around ? around(transaction) : transaction();
    }
    void read(CommunityId community,
              const std::function<void(const app::Reader&)>& work) const override {
        ++reads;
        behind_->read(community, work);
    }
    [[nodiscard]] std::vector<Community> communities() const override {
        return behind_->communities();
    }
    [[nodiscard]] std::optional<CommunityId> community_of(GroupId id) const override {
        return behind_->community_of(id);
    }
    [[nodiscard]] std::optional<CommunityId> community_of(OrderId id) const override {
        return behind_->community_of(id);
    }
    [[nodiscard]] std::optional<CommunityId> community_of(ItemId id) const override {
        return behind_->community_of(id);
    }
    [[nodiscard]] std::optional<CommunityId> community_of(PostId id) const override {
        return behind_->community_of(id);
    }
    [[nodiscard]] std::optional<CommunityId> community_of(PictureId id) const override {
        return behind_->community_of(id);
    }
    void on_events(Listener listener) override { behind_->on_events(std::move(listener)); }
    [[nodiscard]] std::uint64_t people_version() const noexcept override {
        return behind_->people_version();
    }
    [[nodiscard]] std::vector<std::string> broken_invariants() const override {
        return behind_->broken_invariants();
    }
    void backup_to(const std::string& path, const std::function<bool()>& goes_on) const override {
        behind_->backup_to(path, goes_on);
    }

private:
    const std::unique_ptr<store::SqlStore>& behind_;
};

}  // namespace louxia::test
