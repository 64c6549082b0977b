#pragma once

#include "shared/api/after_sale.hpp"
#include "shared/api/coupons.hpp"
#include "shared/api/dispatch.hpp"
#include "shared/api/events.hpp"
#include "shared/api/guests.hpp"
#include "shared/api/leader_orders.hpp"
#include "shared/api/new_phone.hpp"
#include "shared/api/order_change.hpp"
#include "shared/api/payments.hpp"
#include "shared/api/people.hpp"
#include "shared/api/settlement.hpp"
#include "shared/api/shortage.hpp"
#include "shared/api/sign_in_ways.hpp"
#include "shared/api/staff.hpp"

/// Every endpoint, once. Routing, the round-trip tests, the roles matrix and the OpenAPI document
/// are made from this list.
namespace louxia::api {

template <class... Types>
struct TypeList {
    static constexpr std::size_t size = sizeof...(Types);
};

using Endpoints = TypeList<
    SignIn, SignOut, GetMe, GetHome, GetGroup, JoinGroup, LeaveGroup, QuoteOrder, PlaceOrder,
    ListOrders, GetOrder, CancelOrder, CollectOrder, GetFeed, AddPost, KeepPicture, PreviewSheet,
    GetLeaderList, AddItems, ChangeItem, RemoveItem, PublishList, OpenGroup, CancelGroup,
    GetLeaderToday, ListHouseholds, InviteHousehold, TopUp, GetShopBoard, MoveOrder, SetStock,
    GetRun, SetShift, ReportPosition, CourierStep, GetKioskBoard, CollectByCode, FindByPhone,
    WeighLine, RefundOrder, RecallItem, CloseGroup, QuoteChange, ChangeOrder, ListDevices,
    EndDevice, EndOtherDevices, ListStaffDevices, EndStaffDevice, ForgetHousehold, MakeBuildingCode,
    AskIn, ListAdmissions, Admit, TurnAway, GetAccounts, PayOut, SetSplit, GetEarnings,
    ShareShortage, FindOrders, ChangeGroup, MoveOrderTime, StartPayment, GetPayment, ListPayments,
    SetRefundTo, ListCoupons, IssueCoupon, StopCoupon, OfferPhone, GetNewPhone, ConfirmPhone,
    ClaimPhone, FinishPhone, ListGuestLinks, MakeGuestLink, EndGuestLink, OpenGuestLink, AskAsGuest,
    ListIdentities, EndIdentity, ListPasskeys, BeginPasskey, AddPasskey, EndPasskey,
    BeginPasskeySignIn, PasskeySignIn, ClaimRefund, ListRefundClaims, DeclineRefund, ReportProblem,
    GetFleet, SolveProblem, TryRider, SettleLostOrder>;

using Events = TypeList<ListPublished, ItemsChanged, GroupChanged, OrderChanged, CourierMoved,
                        WalletChanged, BoardChanged, RunChanged, PostAdded, Hello, OrderRefunded>;

/// Calls `visit.template operator()<E>()` for each type of the list, in its order.
template <class... Types, class Visitor>
constexpr void for_each_type(TypeList<Types...>, Visitor&& visit) {
    (visit.template operator()<Types>(), ...);
}

}  // namespace louxia::api
