#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/store/engine.hpp"
#include "server/store/packed_events.hpp"
#include "server/store/reply_packer.hpp"
#include "shared/domain/community.hpp"
#include "shared/domain/fresh_list.hpp"
#include "shared/domain/ledger.hpp"

namespace louxia::store {

/// What a community's rows say, as last read or written by one connection: nearly every work asks
/// for the same few. Whoever keeps one between transactions clears it after any rollback, and when
/// another connection may have written.
///
/// Counters that every order moves are ahead of their rows until flush(), which stands before each
/// commit, so that a batch writes each of them once. So are events, which its works share rows of
/// the outbox for, and replies to be kept, once they are packed beside.
class Known {
public:
    /// Its latest order, which names the one before it, and so on.
    struct OwnOrders {
        OrderId last;
        std::int64_t count = 0;  ///< 0: it has no row yet
    };

    struct Of {
        std::optional<Community> community;
        std::optional<std::vector<Hub>> hubs;                         ///< by id
        std::optional<std::vector<Building>> buildings;               ///< by number
        std::map<std::pair<HubId, BuildingId>, std::int32_t> ways_m;  ///< along the plan

        std::unordered_map<ListId, std::optional<FreshList>> lists;
        std::map<CivilDate, std::optional<FreshList>> lists_on;
        std::unordered_map<ItemId, std::optional<Item>> items;
        std::unordered_map<ItemId, std::vector<Stock>> stock;

        std::unordered_map<HouseholdId, std::optional<Household>> households;
        std::optional<std::vector<Courier>> couriers;  ///< by id
        std::optional<std::vector<CourierId>> busy_couriers;
        std::map<std::pair<AccountKind, std::uint64_t>, std::optional<std::int64_t>>
            balances_fen;  ///< nothing: the account has no row yet
        std::unordered_map<HouseholdId, OwnOrders> own_orders;
    };

    struct Queue {
        HubId hub;
        std::int32_t to_pack = 0;
        std::int32_t to_deliver = 0;
        bool has_row = false;
        bool moved = false;  ///< ahead of its row
    };
    struct Numbers {
        CivilDate day;
        std::int32_t last = 0;
        bool moved = false;
    };
    struct Seq {
        std::int64_t last = 0;
        bool moved = false;
    };
    struct Link {
        std::int64_t position = 0;
        std::string hash;
    };
    struct Counters {
        std::optional<std::vector<Queue>> queues;  ///< a hub without one has nothing waiting
        std::optional<Numbers> numbers;
        std::optional<Seq> seq;
        std::optional<EventPack> events;  ///< given their seq, and not written yet
        std::optional<Link> last_link;    ///< of the ledger's chain; never ahead of its row
    };

    [[nodiscard]] Of& of(CommunityId community);
    [[nodiscard]] Counters& counters(CommunityId community) { return counters_[community]; }
    /// To be called when a counter goes ahead of its row: like a row that was written.
    void count_move() noexcept { ++moves_; }
    [[nodiscard]] std::int64_t moves() const noexcept { return moves_; }

    /// From now on replies are packed beside; before, keep() takes none.
    void pack_beside() { replies_ = std::make_unique<ReplyPacker>(); }
    /// False: not taken, and to be written at once.
    [[nodiscard]] bool keep(CommunityId community, const app::KeptReply& head,
                            const app::LateBody& body);
    /// Whether a reply with this key was taken and has no row yet.
    [[nodiscard]] bool keeps(CommunityId community, std::string_view key) const {
        return replies_ && replies_->has(community, key);
    }

    /// Takes events that have their seq, at least one, and were emitted at one moment. A full row
    /// is written at once.
    void tell(Connection& connection, CommunityId community, const std::vector<app::Event>& events);
    /// Writes the events that were taken. Whoever reads the outbox while writing calls it before.
    void write_events(Connection& connection, CommunityId community);

    /// Writes the counters that are ahead, and the events and replies that were taken.
    void flush(Connection& connection);

    /// The community's places and people changed in a way that is not followed one by one.
    void forget(CommunityId community) { known_.erase(community); }
    /// Everything, also counters that are ahead: their transaction is gone.
    void clear();

private:
    static constexpr std::size_t communities_max = 256;
    /// Rows kept of one community and kind; there are some hundred in use at a time.
    static constexpr std::size_t rows_max = 5'000;

    std::unordered_map<CommunityId, Of> known_;
    std::unordered_map<CommunityId, Counters> counters_;
    std::unique_ptr<ReplyPacker> replies_;
    std::int64_t moves_ = 0;
    std::int64_t flushed_ = 0;
};

}  // namespace louxia::store
