#pragma once

#include <cstdint>
#include <vector>

#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/base/result.hpp"
#include "shared/base/strong_id.hpp"

namespace louxia {

/// Whose money it is. Balances of wallet, hold, frozen commission, payables, couriers and the crowd
/// never fall below zero.
enum class AccountKind : std::int32_t {
    wallet = 1,     ///< a household's, owner = household
    hold = 2,       ///< a household's money set aside for an order or group, owner = household
    hub_sales = 3,  ///< what was captured for goods and delivery, owner = hub
    cash = 4,       ///< cash taken in by leader, shop or courier, owner = hub; negative = taken in
    compensation = 5,  ///< paid out for lateness and goodwill, owner unset
    // What an order's sales are split into (settlement.hpp).
    commission_frozen = 11,  ///< the leader's, until two days after delivery; owner unset
    commission = 12,         ///< the leader's, to be paid out; negative = taken back too late
    payable = 13,            ///< owed for goods, owner = supplier
    courier = 14,            ///< earned by deliveries, owner = courier
    bank = 15,               ///< paid out by bank; owner unset; positive = paid out
    provider = 21,  ///< of online payments, owner unset; negative = it was paid so much for us
    coupons = 22,   ///< what coupons took off, owner unset; negative = given
    crowd = 31,     ///< owed to the provider of crowd riders; owner unset
};
template <>
struct EnumWords<AccountKind> {
    static constexpr auto table =
        enum_table<AccountKind>({{AccountKind::wallet, "wallet"},
                                 {AccountKind::hold, "hold"},
                                 {AccountKind::hub_sales, "hub_sales"},
                                 {AccountKind::cash, "cash"},
                                 {AccountKind::compensation, "compensation"},
                                 {AccountKind::commission_frozen, "commission_frozen"},
                                 {AccountKind::commission, "commission"},
                                 {AccountKind::payable, "payable"},
                                 {AccountKind::courier, "courier"},
                                 {AccountKind::bank, "bank"},
                                 {AccountKind::provider, "provider"},
                                 {AccountKind::coupons, "coupons"},
                                 {AccountKind::crowd, "crowd"}});
};

struct Account {
    AccountKind kind = AccountKind::wallet;
    std::uint64_t owner = 0;  ///< value of the owner's id; 0 for none
    friend bool operator==(const Account&, const Account&) = default;
};
[[nodiscard]] inline Account wallet_of(HouseholdId id) {
    return {AccountKind::wallet, id.value};
}
[[nodiscard]] inline Account hold_of(HouseholdId id) {
    return {AccountKind::hold, id.value};
}
[[nodiscard]] inline Account sales_of(HubId id) {
    return {AccountKind::hub_sales, id.value};
}
[[nodiscard]] inline Account cash_of(HubId id) {
    return {AccountKind::cash, id.value};
}
[[nodiscard]] inline Account payable_to(SupplierId id) {
    return {AccountKind::payable, id.value};
}
[[nodiscard]] inline Account earnings_of(CourierId id) {
    return {AccountKind::courier, id.value};
}
inline constexpr Account frozen_commission{AccountKind::commission_frozen, 0};
inline constexpr Account free_commission{AccountKind::commission, 0};
inline constexpr Account bank_account{AccountKind::bank, 0};

inline constexpr Account provider_account{AccountKind::provider, 0};
inline constexpr Account coupons_account{AccountKind::coupons, 0};
inline constexpr Account crowd_account{AccountKind::crowd, 0};

/// Why money moved; with the id of the order, group or household it was for.
enum class Cause : std::int32_t {
    top_up = 1,
    hold = 2,
    release = 3,
    capture = 4,
    cash_sale = 5,
    refund = 6,
    late_compensation = 7,
    split = 21,               ///< an order's sales, to whom they belong
    commission_release = 22,  ///< of the orders that were delivered two days ago
    commission_back = 23,     ///< part of an order's commission, since money went back
    payout = 24,              ///< an account paid out by hand; the subject is the payout
    online_payment = 31,      ///< the provider was paid; subject: the payment
    online_return = 32,       ///< on its way back to where it came from; subject: the payment
    return_refused = 33,      ///< the provider would not, so it stays in the wallet
    crowd_ride = 41,          ///< a rider of the crowd delivered; subject: the ride
};
template <>
struct EnumWords<Cause> {
    static constexpr auto table =
        enum_table<Cause>({{Cause::top_up, "top_up"},
                           {Cause::hold, "hold"},
                           {Cause::release, "release"},
                           {Cause::capture, "capture"},
                           {Cause::cash_sale, "cash_sale"},
                           {Cause::refund, "refund"},
                           {Cause::late_compensation, "late_compensation"},
                           {Cause::split, "split"},
                           {Cause::commission_release, "commission_release"},
                           {Cause::commission_back, "commission_back"},
                           {Cause::payout, "payout"},
                           {Cause::online_payment, "online_payment"},
                           {Cause::online_return, "online_return"},
                           {Cause::return_refused, "return_refused"},
                           {Cause::crowd_ride, "crowd_ride"}});
};

struct Posting {
    Account account;
    Money amount;  ///< positive: the account has more afterwards
};

/// One movement: two or more postings that sum to zero.
struct LedgerEntry {
    LedgerEntryId id;
    Cause cause = Cause::top_up;
    std::uint64_t subject = 0;  ///< id of the order, group or household it was for
    Instant at;
    std::vector<Posting> postings;
};

/// Moves `amount` (> 0 and within Money's limit, else out_of_range "amount_fen") from one account
/// to another: the posting of `from` first.
[[nodiscard]] Result<LedgerEntry> transfer(LedgerEntryId id, Cause cause, std::uint64_t subject,
                                           Instant at, Account from, Account to, Money amount);
/// unbalanced unless there are two or more postings, none zero, summing to zero.
[[nodiscard]] Result<void> check_entry(const LedgerEntry& entry);
/// True when the kind's balance may not go below zero.
[[nodiscard]] bool must_not_be_negative(AccountKind kind) noexcept;

}  // namespace louxia
