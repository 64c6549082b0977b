#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "shared/domain/group_buy.hpp"
#include "shared/domain/order.hpp"

/// The neighbourhood's money, shelves, orders and groups in the plainest words, with none of the
/// program's code but its enumerators: what the store must say after every step.
namespace louxia::test {

inline constexpr std::size_t households = 13;
inline constexpr std::size_t hubs = 2;
inline constexpr std::size_t goods = 3;
using Basket = std::array<std::int64_t, goods>;  ///< pieces of each good

struct RefOrder {
    OrderId id;
    std::size_t household = 0;
    std::size_t hub = 0;
    Basket pieces{};
    std::int64_t total = 0;
    bool from_wallet = true;
    bool delivery = true;
    OrderState state = OrderState::placed;
    std::int64_t due_ms = 0;
    bool compensated = false;
    GroupId group;
    // As it was packed, line by line.
    struct Line {
        std::size_t good = 0;
        std::int64_t ordered = 0;
        std::int64_t price = 0;
        std::int64_t bagged = 0;
        bool gone = false;
        std::int64_t due = 0;
        std::int64_t refunded = 0;
        std::int64_t grams = 0;
    };
    std::vector<Line> lines;
    std::int64_t refunded = 0;
    std::int64_t tolerance = 0;  ///< per mille
    bool carried = false;        ///< by a courier
    std::int64_t commission = 0;
    std::int64_t taken_back = 0;
    bool released = false;
    std::int64_t online = 0;  ///< of what was paid online, what has not gone back
    std::int64_t discount = 0;

    /// What goods by weight for so much may cost.
    [[nodiscard]] std::int64_t most(std::int64_t fen) const {
        return fen + (fen * tolerance * 2 + 1000) / 2000;
    }
    [[nodiscard]] std::int64_t cut() const {
        std::int64_t sum = 0;
        for (const Line& line : lines) {
            sum += most(line.ordered * line.price) - line.due;
        }
        return sum;
    }
    [[nodiscard]] std::int64_t price() const { return total - discount; }
    /// The household's part: cut first, refunded first.
    [[nodiscard]] std::int64_t owed() const { return std::max<std::int64_t>(0, price() - cut()); }
    [[nodiscard]] bool finished() const {
        return state == OrderState::done || state == OrderState::cancelled;
    }
};

struct RefGroup {
    GroupId id;
    std::int64_t price = 8900;
    std::size_t target = 10;
    std::int64_t cutoff_ms = 0;
    std::size_t cap = 0;            ///< households; 0: any number
    std::int64_t cap_turnover = 0;  ///< 0: none
    GroupState state = GroupState::open;
    std::vector<std::size_t> members;
    std::array<std::int64_t, households> online{};  ///< as RefOrder's, while there is no order

    [[nodiscard]] bool has(std::size_t household) const {
        return std::find(members.begin(), members.end(), household) != members.end();
    }
};

class Reference {
public:
    static constexpr Basket share{3, 2, 2};         ///< of a group, from the first hub
    static constexpr std::int64_t farm_cost = 180;  ///< of the first good; the others have no farm

    struct Shelf {
        std::int64_t on_hand = 0;
        std::int64_t reserved = 0;
        friend bool operator==(const Shelf&, const Shelf&) = default;
    };

    explicit Reference(std::int64_t pieces_each);

    /// With the order's tolerance, which the fee does not look at.
    [[nodiscard]] std::int64_t price_of(const RefOrder& order) const;
    [[nodiscard]] bool hub_has(std::size_t hub, const Basket& basket) const;
    [[nodiscard]] bool any_hub_has(const Basket& basket) const;

    void place(RefOrder order);
    /// Also cancels and finishes, with all that these bring.
    void move(RefOrder& order, OrderState to, std::int64_t now_ms);
    /// `grams` 0: not weighed. False when the shelf no longer has what comes back into the bag.
    bool weigh(RefOrder& order, std::size_t line, std::int64_t bagged, std::int64_t grams,
               bool gone);
    /// What waits for the good at the hub.
    [[nodiscard]] std::int64_t waiting(std::size_t hub, std::size_t good) const;
    /// Only so much is there for it.
    void share_shortage(std::size_t hub, std::size_t good, std::int64_t there, std::int64_t now_ms);
    [[nodiscard]] static std::int64_t fee_of(std::int64_t goods_fen);
    [[nodiscard]] bool can_change(const RefOrder& order, const Basket& wanted) const;
    /// Other pieces, another total: shelf and hold follow.
    void change(RefOrder& order, const Basket& wanted, std::int64_t total);
    /// `line` behind the last: all that is left, the fee too. What went back; 0 when nothing is
    /// left.
    std::int64_t refund(RefOrder& order, std::size_t line, bool in_cash);
    void join(RefGroup& group, std::size_t household, std::int64_t now_ms);
    void leave(RefGroup& group, std::size_t household);
    /// Everything goes back to everybody.
    void end(RefGroup& group, GroupState how, std::int64_t now_ms);
    /// Sold no more; who has it and has it still to come gets the money back, by pass().
    void recall(std::size_t good);
    /// What the clock does by itself.
    void pass(std::int64_t now_ms);
    /// The next ones in time, at most so many: the leader's for good.
    void release(std::size_t most);
    /// Where the group stands by its orders.
    void follow_orders(RefGroup& group);

    struct Recalled {
        bool runs = false;
        bool ended = false;
        std::int64_t orders = 0;
        std::int64_t refunded = 0;
    };
    std::array<Recalled, goods> recalls{};

    std::array<bool, households> has_coupon{};
    std::int64_t coupons_left = 4;
    std::int64_t coupons_paid = 0;

    std::array<std::int64_t, households> wallet{};
    std::array<std::int64_t, households> held{};
    std::array<std::array<Shelf, goods>, hubs> shelves{};
    std::array<std::int64_t, goods> prices{300, 3000, 500};
    std::vector<RefOrder> orders;
    std::vector<RefGroup> groups;
    std::vector<OrderId> done;  ///< in the order of their hand-over
    std::int64_t sales = 0;
    std::int64_t frozen = 0;
    std::int64_t free = 0;
    std::int64_t farm = 0;
    std::int64_t couriers = 0;
    std::int64_t banked = 0;
    std::int64_t permille = 100;
    std::int64_t courier_pay = 300;

private:
    [[nodiscard]] static std::int64_t waits(const RefOrder& order, std::size_t good);
    void split(RefOrder& order);
    void continue_recall(std::size_t good);
    [[nodiscard]] bool is_under_way(std::size_t good) const;
    void reserve(std::size_t hub, const Basket& basket, std::int64_t times);
    void take(const RefOrder& order);
    void put_back(const RefOrder& order);
    void credit(std::size_t household, std::int64_t amount, std::int64_t& online);
    void compensate_if_late(RefOrder& order, std::int64_t now_ms);
};

}  // namespace louxia::test
