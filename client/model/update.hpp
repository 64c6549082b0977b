#pragma once

#include "client/model/intent.hpp"

/// The only way in which the State changes. Pure but for its first argument: what has to be done
/// outside comes back as effects, in order. `device_now` is this device's clock.
namespace louxia::model {

[[nodiscard]] Effects update(State& state, const Intent& intent, Instant device_now);

[[nodiscard]] Effects update(State& state, const Started& started, Instant device_now);
[[nodiscard]] Effects update(State& state, const RouteShown& shown, Instant device_now);
[[nodiscard]] Effects update(State& state, const ConnectionChanged& changed, Instant device_now);
[[nodiscard]] Effects update(State& state, const ClockJumped& jumped, Instant device_now);
[[nodiscard]] Effects update(State& state, const QueuedForNet& queued, Instant device_now);

/// An answer, good or not, to what was sent. One overload per endpoint of api::Endpoints
/// that a face sends.
#define LOUXIA_ANSWERED(E) \
    [[nodiscard]] Effects update(State& state, const Answered<api::E>& answer, Instant device_now)
LOUXIA_ANSWERED(SignIn);
LOUXIA_ANSWERED(SignOut);
LOUXIA_ANSWERED(GetMe);
LOUXIA_ANSWERED(GetHome);
LOUXIA_ANSWERED(GetGroup);
LOUXIA_ANSWERED(JoinGroup);
LOUXIA_ANSWERED(LeaveGroup);
LOUXIA_ANSWERED(QuoteOrder);
LOUXIA_ANSWERED(PlaceOrder);
LOUXIA_ANSWERED(ListOrders);
LOUXIA_ANSWERED(GetOrder);
LOUXIA_ANSWERED(CancelOrder);
LOUXIA_ANSWERED(CollectOrder);
LOUXIA_ANSWERED(ClaimRefund);
LOUXIA_ANSWERED(GetFeed);
LOUXIA_ANSWERED(AddPost);
LOUXIA_ANSWERED(KeepPicture);
LOUXIA_ANSWERED(PreviewSheet);
LOUXIA_ANSWERED(GetLeaderList);
LOUXIA_ANSWERED(AddItems);
LOUXIA_ANSWERED(ChangeItem);
LOUXIA_ANSWERED(RemoveItem);
LOUXIA_ANSWERED(PublishList);
LOUXIA_ANSWERED(OpenGroup);
LOUXIA_ANSWERED(CancelGroup);
LOUXIA_ANSWERED(GetLeaderToday);
LOUXIA_ANSWERED(ListHouseholds);
LOUXIA_ANSWERED(InviteHousehold);
LOUXIA_ANSWERED(TopUp);
LOUXIA_ANSWERED(GetShopBoard);
LOUXIA_ANSWERED(MoveOrder);
LOUXIA_ANSWERED(WeighLine);
LOUXIA_ANSWERED(RefundOrder);
LOUXIA_ANSWERED(RecallItem);
LOUXIA_ANSWERED(CloseGroup);
LOUXIA_ANSWERED(QuoteChange);
LOUXIA_ANSWERED(ChangeOrder);
LOUXIA_ANSWERED(SetStock);
LOUXIA_ANSWERED(GetRun);
LOUXIA_ANSWERED(SetShift);
LOUXIA_ANSWERED(ReportPosition);
LOUXIA_ANSWERED(CourierStep);
LOUXIA_ANSWERED(ReportProblem);
LOUXIA_ANSWERED(GetKioskBoard);
LOUXIA_ANSWERED(CollectByCode);
LOUXIA_ANSWERED(FindByPhone);
#undef LOUXIA_ANSWERED

/// An event of the stream. One overload per event of api::Events.
#define LOUXIA_HEARD(E) \
    [[nodiscard]] Effects update(State& state, const Heard<api::E>& heard, Instant device_now)
LOUXIA_HEARD(ListPublished);
LOUXIA_HEARD(ItemsChanged);
LOUXIA_HEARD(GroupChanged);
LOUXIA_HEARD(OrderChanged);
LOUXIA_HEARD(CourierMoved);
LOUXIA_HEARD(WalletChanged);
LOUXIA_HEARD(BoardChanged);
LOUXIA_HEARD(RunChanged);
LOUXIA_HEARD(PostAdded);
LOUXIA_HEARD(OrderRefunded);
LOUXIA_HEARD(Hello);
#undef LOUXIA_HEARD

/// What the face on the route has to read, as far as it is not there or is stale.
[[nodiscard]] Effects read_what_is_shown(State& state);

}  // namespace louxia::model
