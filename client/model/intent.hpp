#pragma once

#include <string>
#include <variant>
#include <vector>

#include "client/model/state.hpp"

/// What a person did on a face (sent by screens), what the server said (sent by the shell), and
/// what the shell shall do in answer. Nothing else changes the State.
namespace louxia::model {

// ---- from screens -------------------------------------------------------------------------------
struct Open {
    Route route;
};  ///< go there; Back returns
struct GoBack {};
struct Retry {};  ///< read the face's views again
struct ChooseLanguage {
    Language language;
};
struct SignInWith {
    std::string secret;  ///< a link, its secret or a typed code, as it stands in the field
};
struct SignOutNow {};
struct Search {
    std::string text;
};
struct ChangeBasket {
    ItemId item;
    std::int64_t change = 1;
};
struct ClearBasket {};
struct RestoreBasket {
    std::string text;
};  ///< as it was, by Basket::to_text, as far as the list still has it
struct OrderAgain {
    OrderId order;
};  ///< what is still on the list goes into the basket
struct ChangeCheckout {
    Checkout checkout;
};  ///< fulfilment, hub, address, payment, note; asks for a quote
struct PlaceNow {};
struct Join {
    GroupId group;
};
struct Leave {
    GroupId group;
};
struct Cancel {
    OrderId order;
};
struct Collect {
    OrderId order;
};
struct ChangePost {
    PostDraft draft;
};
struct AddPostPicture {
    std::string bytes;
};
struct PublishPost {};

struct ChooseSheet {
    std::string file_name;
    std::string bytes;
    CivilDate date;
};
struct ChangeMarkup {
    std::int32_t markup_permille = 300;
};
struct ChangeSheetRow {
    std::size_t row = 0;
    bool chosen = true;
    api::ItemDraft draft;
};
struct AcceptSheet {
    bool replace = false;
};
struct DropSheet {};
struct SaveItem {
    ItemId item;
    CivilDate date;
    api::ItemDraft draft;
};  ///< item unset: a new one
struct EditItem {
    std::optional<ItemForm> form;
};  ///< opens or changes the item's form; nothing: closes it
struct AddItemPicture {
    std::string bytes;
    bool clip = false;
};  ///< of the item in the form; a clip is MP4 or WebM
struct RemoveListItem {
    ItemId item;
};
struct CopyList {
    CivilDate from;
    CivilDate to;
};  ///< yesterday's goods without stock and batch; reads `from` first when it is not shown
struct Publish {
    CivilDate date;
};
struct EditGroup {
    std::optional<GroupForm> form;
};
struct OpenGroupNow {
    api::OpenGroup::Request request;
};
struct CancelGroupNow {
    GroupId group;
};
struct EditOrder {
    std::optional<OrderForm> form;
};  ///< its quote is asked anew; without a form: closed
struct ChangeOrderNow {};
struct CloseGroupNow {
    GroupId group;
};
struct Invite {
    HouseholdId household;
    bool lost_phone = false;  ///< the household's devices are signed out
};
struct TopUpNow {
    HouseholdId household;
    Money amount;
};

struct ClaimNow {
    api::ClaimRefund::Request request;
};
struct RefundNow {
    api::RefundOrder::Request request;
};
struct RecallNow {
    ItemId item;
    bool whole_batch = false;
};

struct Move {
    OrderId order;
    OrderState to = OrderState::accepted;
};
struct Weigh {
    api::WeighLine::Request request;
};
struct CountStock {
    HubId hub;
    ItemId item;
    std::int64_t on_hand = 0;
};
struct ChooseHub {
    HubId hub;
};
struct Shift {
    bool on = false;
    Instant until;  ///< unset: until it is ended
    CourierVehicle vehicle = CourierVehicle::bicycle;
};
struct Step {
    OrderId order;
    api::CourierStep::Step step = api::CourierStep::Step::take;
    std::string code = {};  ///< handing over: the household's digits, or
    PictureId photo = {};   ///< where it was left
};
struct HandOver {
    OrderId order;
    bool open = true;
};  ///< shows the ways to do it; what was there of another door is forgotten
struct TakeDoorPhoto {
    OrderId order;
    std::string bytes;
};
struct ShowTrouble {
    OrderId order;  ///< unset: nothing is
};
struct Report {
    OrderId order;
    ProblemKind kind = ProblemKind::other;
};
struct Moved {
    std::int32_t latitude_e7 = 0;
    std::int32_t longitude_e7 = 0;
};
struct PadKey {
    char key = '0';
};  ///< '0'–'9', '<' clear, '>' delete last
struct PadMode {
    bool by_phone = false;
};
struct PadIdle {};  ///< twenty seconds untouched
struct Scanned {
    std::string text;  ///< by a scanner or the camera; may be anything
};
struct BoardAged {};  ///< the kiosk's board was read a while ago, and nothing was heard since

// ---- from the shell -----------------------------------------------------------------------------
struct Started {
    Route route;
    Language language;
    std::string community;  ///< slug, when the route or the page tells it
    std::string basket_text;
    std::string fragment;
    bool stranger = false;               ///< the page came without a session
    std::optional<api::MeView> kept_me;  ///< who used this device last, until the server answers
    std::optional<api::GetKioskBoard::Response> kept_board;  ///< the kiosk's last one
};
/// The device's clock was put right, or wrong, while the page stood there.
struct ClockJumped {
    std::int64_t forward_ms = 0;  ///< negative: it was put back
};
struct RouteShown {
    Route route;
};  ///< by Back or Forward
template <class E>
struct Answered {
    typename E::Request request;
    Result<typename E::Response> result;
};
/// Kept; will be sent once the net is back.
struct QueuedForNet {
    std::string what;
    std::uint64_t id = 0;
    std::int32_t step = 0;  ///< a courier's; 0: not known, or no step
};
template <class E>
struct Heard {
    std::int64_t seq = 0;
    E event;
};
struct ConnectionChanged {
    Connection connection;
};
struct DeviceClock {
    std::int64_t utc_ms = 0;
};  ///< before every other intent: what time it is here

// ---- what the shell shall do --------------------------------------------------------------------
template <class E>
struct Send {
    typename E::Request request;
};
struct Navigate {
    Route route;
    bool replace = false;
};
struct NavigateBack {};
enum class Saying {
    added_to_basket,
    order_placed,
    order_kept,
    joined,
    left,
    copied,
    published,
    saved,
    cancelled,
    collected,
    posted,
    invited,
    topped_up,
    basket_cut,
    group_formed,
    opened,
    order_refused,
    refunded,
    order_changed,
    claimed,
    taken_out,
    basket_emptied,
    estimate_moved
};
struct Say {
    Saying what;
    std::string detail;
};  ///< a toast; the words are the catalogue's
struct SaveBasket {
    std::string text;
};
struct KeepMe {};     ///< writes state.me to the device, or removes what stands there
struct KeepBoard {};  ///< the same with the kiosk's board, of which the device keeps no groups
struct SaveLanguage {
    Language language;
};
struct ForgetFragment {};
struct Reconnect {};  ///< the session changed: open the event stream anew

using Effect = std::variant<
    Send<api::SignIn>, Send<api::SignOut>, Send<api::GetMe>, Send<api::GetHome>,
    Send<api::GetGroup>, Send<api::JoinGroup>, Send<api::LeaveGroup>, Send<api::QuoteOrder>,
    Send<api::PlaceOrder>, Send<api::ListOrders>, Send<api::GetOrder>, Send<api::CancelOrder>,
    Send<api::CollectOrder>, Send<api::GetFeed>, Send<api::AddPost>, Send<api::KeepPicture>,
    Send<api::PreviewSheet>, Send<api::GetLeaderList>, Send<api::AddItems>, Send<api::ChangeItem>,
    Send<api::RemoveItem>, Send<api::PublishList>, Send<api::OpenGroup>, Send<api::CancelGroup>,
    Send<api::GetLeaderToday>, Send<api::ListHouseholds>, Send<api::InviteHousehold>,
    Send<api::TopUp>, Send<api::GetShopBoard>, Send<api::MoveOrder>, Send<api::SetStock>,
    Send<api::GetRun>, Send<api::SetShift>, Send<api::ReportPosition>, Send<api::CourierStep>,
    Send<api::GetKioskBoard>, Send<api::CollectByCode>, Send<api::FindByPhone>,
    Send<api::WeighLine>, Send<api::RefundOrder>, Send<api::RecallItem>, Send<api::CloseGroup>,
    Send<api::QuoteChange>, Send<api::ChangeOrder>, Send<api::ClaimRefund>,
    Send<api::ReportProblem>, Navigate, NavigateBack, Say, SaveBasket, KeepMe, KeepBoard,
    SaveLanguage, ForgetFragment, Reconnect>;
using Effects = std::vector<Effect>;

/// What screens may send.
using Intent = std::variant<
    Open, GoBack, Retry, ChooseLanguage, SignInWith, SignOutNow, Search, ChangeBasket, ClearBasket,
    RestoreBasket, OrderAgain, ChangeCheckout, PlaceNow, Join, Leave, Cancel, Collect, ChangePost,
    AddPostPicture, PublishPost, ChooseSheet, ChangeMarkup, ChangeSheetRow, AcceptSheet, DropSheet,
    SaveItem, EditItem, AddItemPicture, RemoveListItem, CopyList, Publish, EditGroup, OpenGroupNow,
    CancelGroupNow, CloseGroupNow, EditOrder, ChangeOrderNow, Invite, TopUpNow, RefundNow,
    RecallNow, Move, Weigh, CountStock, ChooseHub, Shift, Step, Moved, PadKey, PadMode, PadIdle,
    Scanned, BoardAged, ClaimNow, ShowTrouble, Report, HandOver, TakeDoorPhoto>;

/// Screens get the state and this, nothing else.
class IntentSink {
public:
    virtual ~IntentSink() = default;
    virtual void send(Intent intent) = 0;
};

}  // namespace louxia::model
