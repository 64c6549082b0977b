#pragma once

#include "shared/api/leader.hpp"
#include "shared/domain/settlement.hpp"

/// To whom the money of delivered orders belongs, and what was paid out by hand. All of it is on
/// the server's pages.
namespace louxia::api {

/// Something owed to somebody: a farm, a courier, the leader, a household with its wallet.
struct OwedView {
    AccountKind kind = AccountKind::payable;
    OwnerId owner;     ///< null for the leader's commission and the crowd
    std::string name;  ///< the farm's, the courier's; "3-2-502 小鹿家"; empty without an owner
    Money amount;      ///< negative: commission taken back after it was paid out
    Instant since;     ///< unset: not noted
    static constexpr auto fields() {
        return field_list(field("kind", &OwedView::kind), optional_field("owner", &OwedView::owner),
                          field("name", &OwedView::name), field("amount_fen", &OwedView::amount),
                          optional_field("since_ms", &OwedView::since));
    }
};

struct PayoutView {
    AccountKind kind = AccountKind::payable;
    std::string name;
    Money amount;
    PayoutWay way = PayoutWay::cash;
    std::string noted_by;
    Instant at;
    static constexpr auto fields() {
        return field_list(field("kind", &PayoutView::kind), field("name", &PayoutView::name),
                          field("amount_fen", &PayoutView::amount), field("way", &PayoutView::way),
                          field("noted_by", &PayoutView::noted_by),
                          field("at_ms", &PayoutView::at));
    }
};

/// What each hub has of its sales, and how much cash it took in and did not hand on.
struct HubMoneyView {
    std::string name;
    Money sales;
    Money cash;
    static constexpr auto fields() {
        return field_list(field("name", &HubMoneyView::name),
                          field("sales_fen", &HubMoneyView::sales),
                          field("cash_fen", &HubMoneyView::cash));
    }
};

struct GetAccounts {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "get_accounts";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/accounts";
    static constexpr RoleSet roles = leader_roles;
    using Request = Nothing;
    struct Response {
        std::int32_t commission_permille = 0;
        Money courier_pay;
        Money frozen;                   ///< commission of the last two days
        Instant next_release;           ///< unset: nothing is frozen
        std::vector<OwedView> owed;     ///< commission, farms, couriers, the crowd
        std::vector<OwedView> wallets;  ///< by id
        std::vector<HubMoneyView> hubs;
        std::vector<PayoutView> payouts;  ///< the latest first, at most 50
        static constexpr auto fields() {
            return field_list(field("commission_permille", &Response::commission_permille),
                              field("courier_pay_fen", &Response::courier_pay),
                              field("frozen_fen", &Response::frozen),
                              optional_field("next_release_ms", &Response::next_release),
                              field("owed", &Response::owed), field("wallets", &Response::wallets),
                              field("hubs", &Response::hubs), field("payouts", &Response::payouts));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Notes that an account was paid out by hand, in cash or by bank: all that it holds. Refused:
/// invalid_value "kind", not_found "owner", nothing_owed, balance_changed when it is not `amount`
/// any more, destination_held for the wallet of a household whose phone was lost.
struct PayOut {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "pay_out";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/payouts";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        AccountKind kind = AccountKind::payable;
        OwnerId owner;  ///< null for commission and crowd
        Money amount;   ///< as the leader saw it
        PayoutWay way = PayoutWay::cash;
        static constexpr auto fields() {
            return field_list(field("kind", &Request::kind),
                              optional_field("owner", &Request::owner),
                              field("amount_fen", &Request::amount), field("way", &Request::way));
        }
    };
    using Response = PayoutView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// For orders that are handed over from now on.
struct SetSplit {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "set_split";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/split";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        std::int32_t commission_permille = 0;  ///< 0-500
        Money courier_pay;                     ///< ¥0.00–¥50.00
        static constexpr auto fields() {
            return field_list(field("commission_permille", &Request::commission_permille),
                              field("courier_pay_fen", &Request::courier_pay));
        }
    };
    using Response = Request;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// What the courier who asks has earned.
struct GetEarnings {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "get_earnings";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/courier/earnings";
    static constexpr RoleSet roles = RoleSet::of(Role::courier);
    using Request = Nothing;
    struct Move {
        Cause cause = Cause::split;
        std::int32_t order_number = 0;  ///< 0: not for an order
        Money amount;                   ///< negative: paid out
        Instant at;
        static constexpr auto fields() {
            return field_list(field("cause", &Move::cause),
                              field("order_number", &Move::order_number),
                              field("amount_fen", &Move::amount), field("at_ms", &Move::at));
        }
    };
    struct Response {
        Money owed;
        Instant since;
        Money per_delivery;
        Money today;
        std::vector<Move> moves;  ///< the latest first, at most 60
        static constexpr auto fields() {
            return field_list(
                field("owed_fen", &Response::owed), optional_field("since_ms", &Response::since),
                field("per_delivery_fen", &Response::per_delivery),
                field("today_fen", &Response::today), field("moves", &Response::moves));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
