#pragma once

#include <string>
#include <vector>

#include "shared/domain/community.hpp"
#include "shared/domain/handed_over.hpp"
#include "shared/domain/ledger.hpp"

/// To whom the sales of a delivered order belong: the leader's commission, what the farms get for
/// their goods, the courier's pay; the hub keeps the rest. Every split sums to what was paid.
namespace louxia {

/// Commission stays frozen for so long after delivery, and shrinks with what goes back meanwhile.
inline constexpr std::int64_t commission_freeze_ms = 48 * hour_ms;
inline constexpr std::int32_t commission_permille_max = 500;
inline constexpr Money courier_pay_max = Money::fen_unchecked(5'000);

/// Who grew or made goods; known by the name that stands on the batch.
struct Supplier {
    SupplierId id;
    std::string name;
};

/// What one line of an order cost when it was handed over.
struct LineCost {
    std::string farm;  ///< empty: bought by the hub itself, nothing is owed for it
    Money cost;        ///< of one sale unit; zero: not known, nothing is owed for it
};

struct Split {
    struct Payable {
        std::string farm;
        Money amount;
    };
    Money goods;       ///< what the commission is of: paid for goods, without the fee
    Money commission;  ///< rounded half up to the fen, once for the order
    Money courier_pay;
    std::vector<Payable> payables;  ///< by farm, in the order of the lines; none is zero
    Money hub;  ///< the rest, every rounding in it; negative when sold at a loss
};

/// `costs` has an entry for each line. A line's cost is that of the pieces in the bag, or of its
/// weight where it was weighed. Pay only for a delivery that a courier brought. Refused:
/// money_overflow.
[[nodiscard]] Result<Split> split_sales(const Order& order, const SplitTerms& terms,
                                        const std::vector<LineCost>& costs);

/// What became of an order's sales; one for each delivered order.
struct Settlement {
    OrderId order;
    std::int32_t permille = 0;
    Money goods;
    Money commission;
    Money payable;  ///< to all farms
    CourierId courier;
    Money courier_pay;
    Money taken_back;  ///< of the commission
    Instant frozen_until;
    Instant released_at;  ///< unset while the commission is frozen
};

/// How much of the commission has to be back, all in all, for what the order's lines say went back:
/// in proportion, rounded half up, and the whole when all goods did.
[[nodiscard]] Money commission_to_take_back(const Settlement& settlement, const Order& order);

enum class PayoutWay : std::int32_t { cash = 1, bank = 2 };
template <>
struct EnumWords<PayoutWay> {
    static constexpr auto table =
        enum_table<PayoutWay>({{PayoutWay::cash, "cash"}, {PayoutWay::bank, "bank"}});
};

/// An account paid out by hand, to zero.
struct Payout {
    PayoutId id;
    Account account;
    Money amount;
    PayoutWay way = PayoutWay::cash;
    MemberId by;  ///< who noted it
    LedgerEntryId entry;
    Instant at;
};
/// Wallets, payables, couriers' pay, free commission and what the crowd is owed can be.
[[nodiscard]] bool may_be_paid_out(AccountKind kind) noexcept;
/// nothing_owed, or balance_changed when it is not `said`.
[[nodiscard]] Result<void> check_payout(Money balance, Money said);

[[nodiscard]] Result<void> check_split_terms(const SplitTerms& terms);

}  // namespace louxia
