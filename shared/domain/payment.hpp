#pragma once

#include <string>

#include "shared/base/error.hpp"
#include "shared/domain/ledger.hpp"

/// Money that a provider of online payments takes for us, and gives back for us.
namespace louxia {

/// What it was asked for; done in the transaction that enters the money.
enum class PaymentPurpose : std::int32_t {
    top_up = 1,       ///< stays in the wallet
    order = 2,        ///< places the order that was asked for with it
    group_share = 3,  ///< joins a group
};
template <>
struct EnumWords<PaymentPurpose> {
    static constexpr auto table =
        enum_table<PaymentPurpose>({{PaymentPurpose::top_up, "top_up"},
                                    {PaymentPurpose::order, "order"},
                                    {PaymentPurpose::group_share, "group_share"}});
};

///   created ─┬─ used       the money came and its purpose is done
///            ├─ returning ─┬─ returned   it came, the purpose could not be done any more
///            │             └─ kept       … and the provider would not take it back
///            └─ failed ── returning      nobody paid; paid after all, it goes back
enum class PaymentState : std::int32_t {
    created = 1,
    used = 2,
    returning = 3,
    returned = 4,
    kept = 5,
    failed = 6,
};
template <>
struct EnumWords<PaymentState> {
    static constexpr auto table = enum_table<PaymentState>({{PaymentState::created, "created"},
                                                            {PaymentState::used, "used"},
                                                            {PaymentState::returning, "returning"},
                                                            {PaymentState::returned, "returned"},
                                                            {PaymentState::kept, "kept"},
                                                            {PaymentState::failed, "failed"}});
};

struct OnlinePayment {
    PaymentId id;
    HouseholdId household;
    MemberId member;  ///< who asked, and does what it is for
    PaymentPurpose purpose = PaymentPurpose::top_up;
    PaymentState state = PaymentState::created;
    Money amount;           ///< asked for
    Money received;         ///< what came; zero until then
    Money returned;         ///< gone or going back of it
    std::string reference;  ///< the provider's; empty until it knows of it
    std::string pay_url;    ///< where a person pays
    std::string wish;       ///< the order that was asked for, as JSON
    GroupId group;
    OrderId order;      ///< what came of it
    ErrorCode why{};    ///< the purpose could not be done
    Instant wanted_at;  ///< by the person
    Instant came_at;
    Instant look_at;  ///< when to ask the provider next; unset: no more
    std::int32_t looks = 0;
};

enum class ReturnState : std::int32_t { asked = 1, done = 2, refused = 3 };
template <>
struct EnumWords<ReturnState> {
    static constexpr auto table = enum_table<ReturnState>({{ReturnState::asked, "asked"},
                                                           {ReturnState::done, "done"},
                                                           {ReturnState::refused, "refused"}});
};

/// A part of a payment, or all of it, on its way back. Its id makes asking the provider again
/// harmless.
struct PaymentReturn {
    PaymentReturnId id;
    PaymentId payment;
    ReturnState state = ReturnState::asked;
    Money amount;
    Instant decided_at;
    Instant ended_at;
    Instant look_at;  ///< when to tell the provider next; unset: no more
    std::int32_t looks = 0;
};

inline constexpr Money payment_least = Money::fen_unchecked(100);
inline constexpr Money payment_most = Money::fen_unchecked(500'000);
/// Of one household, not paid yet; so that nobody fills the provider's books.
inline constexpr std::int32_t payments_open_max = 5;

/// Whether money that has come may go to the purpose: `wrong_state` when it was given up before,
/// payment_differs when it is another sum than was asked for.
[[nodiscard]] Result<void> check_purpose(const OnlinePayment& payment, Money received);
/// What may still go back to where it came from.
[[nodiscard]] Money returnable(const OnlinePayment& payment) noexcept;
/// How long to wait before asking the provider again: 1, 2, 4 … 32 s, then a minute each for an
/// hour, in which nearly everything ends; then twice as long each time, an hour at most.
[[nodiscard]] std::int64_t wait_before_look_ms(std::int32_t looks) noexcept;

}  // namespace louxia
