#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/model/basket.hpp"
#include "client/model/route.hpp"
#include "shared/api/all.hpp"

/// All that the faces draw from. Changed by update() alone; screens read it and send intents.
namespace louxia::model {

/// Something read from the server. `value` stays while it is read anew.
template <class T>
struct Remote {
    std::optional<T> value;
    std::optional<Error> error;  ///< of the last reading; cleared by a good one
    bool loading = false;
    bool stale = false;  ///< an event said that it changed
};

/// What was told while the home view was being read, in that order: its answer may be older.
struct LateNews {
    std::int64_t seq = 0;  ///< of the last of it
    std::vector<api::ItemState> items;
    std::vector<api::GroupView> groups;
};

enum class Language { chinese, english };
enum class Connection {
    connecting,
    live,
    offline,       ///< no answer; the last state is shown with its age
    update_ready,  ///< live, and a newer client has been deployed
};

/// The items of one category that the search lets through, as places in the list.
struct Shelf {
    Category category = Category::other;
    std::vector<std::uint32_t> items;
};

/// A mutation under way from this device, or kept until the net is back.
struct Pending {
    std::string what;       ///< endpoint's name
    std::uint64_t id = 0;   ///< of the order, group, item … that it concerns; 0: none
    bool kept = false;      ///< it waits for the net, or did: until it is answered
    std::int32_t step = 0;  ///< of a courier's stop: which; 0: not known
};

/// A coupon's code as it was typed, and why the server does not take it for this basket.
struct RefusedCoupon {
    std::string code;
    Error why;
};

/// The order being made.
struct Checkout {
    Fulfilment fulfilment = Fulfilment::delivery;
    HubId pickup_hub;
    std::optional<api::AddressPick> address;  ///< nothing: the household's own
    Payment payment = Payment::wallet;
    std::string note;
    std::string coupon;
    std::optional<RefusedCoupon> refused_coupon;  ///< asked for no more while it stands there
    Remote<api::QuoteOrder::Response> quote;
    std::optional<Error> refusal;  ///< of placing
};

/// The leader's sheet between choosing a file and accepting it.
struct SheetImport {
    std::string file_name;
    std::string bytes;
    std::int32_t markup_permille = 300;
    CivilDate date;
    Remote<api::PreviewSheet::Response> preview;
    std::vector<bool> chosen;            ///< per preview row; unusable rows stay false
    std::vector<bool> corrected;         ///< per preview row; corrections outlive a new mark-up
    std::vector<api::ItemDraft> drafts;  ///< per preview row, as corrected
};

/// The item that the leader is writing: a new one, one of the list, or a row of the sheet.
struct ItemForm {
    ItemId item;  ///< unset: a new one
    CivilDate date;
    std::optional<std::size_t> sheet_row;
    api::ItemDraft draft;
    std::string price_text;  ///< as typed; unreadable text leaves the price zero
    bool keeping_picture = false;
    bool keeping_clip = false;
    std::optional<Error> refusal;  ///< its field as in ItemDraft: "price_fen"
};

/// The group that the leader is about to open.
struct GroupForm {
    api::OpenGroup::Request request;
    std::string price_text;  ///< as typed
    std::optional<Error> refusal;
};

/// The kiosk's pad.
struct KioskPad {
    std::string typed;      ///< up to four digits
    bool by_phone = false;  ///< the digits are a phone's last four
    bool waiting = false;
    bool unreadable = false;  ///< what was scanned holds no pickup code
    std::optional<Error> refusal;
    std::optional<api::CollectByCode::Response> collected;  ///< shown for a while, then cleared
    std::optional<api::FindByPhone::Response> found;
    Instant touched_at;
};

/// What its household is about to change of an order.
struct OrderForm {
    OrderId order;
    std::vector<std::int64_t> quantities;  ///< of its lines, at most what they were
    Fulfilment fulfilment = Fulfilment::delivery;
    bool with_basket = false;  ///< what lies in the basket comes along
    Remote<api::QuoteChange::Response> quote;
};

/// How the courier hands over at one door.
struct HandingOver {
    OrderId order;      ///< unset: nothing yet
    bool open = false;  ///< the ways to do it are shown
    std::optional<api::KeepPicture::Response> photo;
    OrderId photo_for;  ///< whose photo is on its way to the server; outlives a change of the door
    std::optional<Error> refusal;  ///< of the photo
};

struct PostDraft {
    OrderId order;
    std::string text;
    std::vector<api::KeepPicture::Response> pictures;
    bool keeping_picture = false;
    std::optional<Error> refusal;
};

struct State {
    Route route;
    std::string community;  ///< slug; from the route or from the server's answer
    Language language = Language::chinese;
    Connection connection = Connection::connecting;
    Instant offline_since;           ///< server time of the last good answer
    std::int64_t clock_skew_ms = 0;  ///< server's clock − this device's
    std::int32_t utc_offset_minutes = 480;

    bool me_known = false;       ///< it is told who this is, signed in or not
    bool me_unconfirmed = true;  ///< by the device alone, or by no answer: ask when the net is back
    std::optional<api::MeView> me;  ///< nothing: not signed in
    std::optional<Error> sign_in_refusal;

    Remote<api::GetHome::Response> home;
    LateNews late_news;                                      ///< only while `home` is loading
    std::map<std::uint64_t, Remote<api::GroupView>> groups;  ///< opened by link, also ended ones
    std::map<std::uint64_t, Remote<api::OrderView>> orders;
    Remote<std::vector<OrderId>> order_list;  ///< newest first; values in `orders`
    Remote<api::GetFeed::Response> feed;

    Remote<api::GetLeaderToday::Response> leader_today;
    Remote<api::LeaderList> leader_list;  ///< of the date on the route
    Remote<api::ListHouseholds::Response> households;
    std::optional<SheetImport> sheet;
    std::optional<OrderForm> order_form;
    std::optional<ItemForm> item_form;
    std::optional<GroupForm> group_form;
    std::optional<CivilDate> copying_from;  ///< that day's list is on its way, to be copied
    std::optional<api::InviteHousehold::Response> invite;  ///< the link just made
    HouseholdId invited;                                   ///< whom it is for
    HubId shop_hub;  ///< the hub a leader chose to look at; unset: the caller's own
    Remote<api::GetShopBoard::Response> shop_board;
    Remote<api::RunView> run;
    OrderId in_trouble;  ///< the stop whose problems can be chosen from; unset: none
    HandingOver handing_over;
    /// Its `now` is the last moment of which it is known that the board was so.
    Remote<api::GetKioskBoard::Response> kiosk_board;
    bool board_current = false;  ///< the server says so now, not only the device

    Basket basket;
    std::string search;
    std::vector<Shelf> shelves;  ///< by category; see arrange_shelves
    Checkout checkout;
    PostDraft post;
    KioskPad pad;

    std::vector<Pending> pending;
    std::map<std::string, Error>
        refusals;  ///< last refusal by "endpoint:id", shown where it happened

    [[nodiscard]] const api::ListView* list() const noexcept;
    [[nodiscard]] const api::ItemView* item(ItemId id) const noexcept;
    /// The group from the home view or opened by link, whichever is newer.
    [[nodiscard]] const api::GroupView* group(GroupId id) const noexcept;
    [[nodiscard]] const api::OrderView* order(OrderId id) const noexcept;
    [[nodiscard]] bool has_joined(GroupId id) const noexcept;
    [[nodiscard]] bool is_pending(std::string_view what, std::uint64_t id = 0) const noexcept;
    /// The run as it is once all that is kept of it has been told; nothing while nothing is, or no
    /// run is here.
    [[nodiscard]] std::optional<api::RunView> run_as_kept() const;
    /// The courier's step on its way to the server; one left by an earlier load may be any.
    [[nodiscard]] const Pending* pending_step(OrderId order,
                                              api::CourierStep::Step step) const noexcept;
    [[nodiscard]] const Error* refusal(std::string_view what, std::uint64_t id = 0) const noexcept;
    /// The server's time, from this device's clock.
    [[nodiscard]] Instant server_now(std::int64_t device_utc_ms) const noexcept {
        return Instant{device_utc_ms + clock_skew_ms};
    }
};

/// Made anew when the list or the search is another, since a list of thousands is too long to be
/// gone through for each frame. A price or a stock may change without it.
void arrange_shelves(State& state);

}  // namespace louxia::model
