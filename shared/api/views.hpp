#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/api/fields.hpp"
#include "shared/domain/community.hpp"
#include "shared/domain/fresh_list.hpp"
#include "shared/domain/group_buy.hpp"
#include "shared/domain/ledger.hpp"
#include "shared/domain/order.hpp"
#include "shared/domain/refund_claim.hpp"

/// What faces see. Views never hold what their reader may not know: neighbours appear as nickname
/// and building number only. Absent optional fields mean what each comment says.
namespace louxia::api {

struct PointView {
    std::int32_t x_m = 0;
    std::int32_t y_m = 0;
    static constexpr auto fields() {
        return field_list(field("x_m", &PointView::x_m), field("y_m", &PointView::y_m));
    }
};

struct PlanShapeView {
    PlanShape::Kind kind = PlanShape::Kind::road;
    std::string label;
    std::int32_t width_m = 0;
    std::vector<PointView> points;
    static constexpr auto fields() {
        return field_list(
            field("kind", &PlanShapeView::kind), field("label", &PlanShapeView::label),
            field("width_m", &PlanShapeView::width_m), field("points", &PlanShapeView::points));
    }
};

struct BuildingView {
    BuildingId building;
    std::int32_t number = 0;
    std::int32_t units = 1;
    std::int32_t floors = 1;
    std::int32_t rooms_per_floor = 1;
    std::int32_t x_m = 0;
    std::int32_t y_m = 0;
    std::int32_t width_m = 0;
    std::int32_t depth_m = 0;
    static constexpr auto fields() {
        return field_list(
            field("building", &BuildingView::building), field("number", &BuildingView::number),
            field("units", &BuildingView::units), field("floors", &BuildingView::floors),
            field("rooms_per_floor", &BuildingView::rooms_per_floor),
            field("x_m", &BuildingView::x_m), field("y_m", &BuildingView::y_m),
            field("width_m", &BuildingView::width_m), field("depth_m", &BuildingView::depth_m));
    }
};

struct HubView {
    HubId hub;
    std::string name;
    std::string place;
    PointView at;
    Money delivery_fee;
    Money free_delivery_from;
    Money minimum_order;
    bool open = true;
    static constexpr auto fields() {
        return field_list(field("hub", &HubView::hub), field("name", &HubView::name),
                          field("place", &HubView::place), field("at", &HubView::at),
                          field("delivery_fee_fen", &HubView::delivery_fee),
                          field("free_delivery_from_fen", &HubView::free_delivery_from),
                          field("minimum_order_fen", &HubView::minimum_order),
                          field("open", &HubView::open));
    }
};

struct CommunityView {
    std::string slug;
    std::string name;
    std::string leader_name;
    bool demo = false;
    std::string time_zone;
    std::int32_t utc_offset_minutes = 0;  ///< in force at the time of the answer
    std::int32_t plan_width_m = 0;
    std::int32_t plan_height_m = 0;
    std::vector<PlanShapeView> shapes;
    std::vector<BuildingView> buildings;
    std::vector<HubView> hubs;
    static constexpr auto fields() {
        return field_list(
            field("slug", &CommunityView::slug), field("name", &CommunityView::name),
            field("leader_name", &CommunityView::leader_name), field("demo", &CommunityView::demo),
            field("time_zone", &CommunityView::time_zone),
            field("utc_offset_minutes", &CommunityView::utc_offset_minutes),
            field("plan_width_m", &CommunityView::plan_width_m),
            field("plan_height_m", &CommunityView::plan_height_m),
            field("shapes", &CommunityView::shapes), field("buildings", &CommunityView::buildings),
            field("hubs", &CommunityView::hubs));
    }
};

struct BatchView {
    std::string farm;
    std::string place;
    Instant harvested_at;  ///< null: not told
    std::string picture;
    std::string clip;
    static constexpr auto fields() {
        return field_list(field("farm", &BatchView::farm), field("place", &BatchView::place),
                          optional_field("harvested_at_ms", &BatchView::harvested_at),
                          field("picture", &BatchView::picture), field("clip", &BatchView::clip));
    }
};

/// An item as residents see it.
struct ItemView {
    ItemId item;
    std::string name;
    std::string spec;
    Category category = Category::other;
    Unit unit = Unit::jin;
    Money price;
    Pieces available;  ///< at the hub that has most of it
    std::string origin;
    std::string picture;
    bool chilled = false;
    bool in_group = false;           ///< part of an open group
    std::optional<BatchView> batch;  ///< null: none given
    static constexpr auto fields() {
        return field_list(
            field("item", &ItemView::item), field("name", &ItemView::name),
            field("spec", &ItemView::spec), field("category", &ItemView::category),
            field("unit", &ItemView::unit), field("price_fen", &ItemView::price),
            field("available", &ItemView::available), field("origin", &ItemView::origin),
            field("picture", &ItemView::picture), field("chilled", &ItemView::chilled),
            field("in_group", &ItemView::in_group), optional_field("batch", &ItemView::batch));
    }
};

struct ListView {
    ListId list;
    CivilDate date;
    Instant published_at;
    std::vector<ItemView> items;  ///< by category, then position
    static constexpr auto fields() {
        return field_list(field("list", &ListView::list), field("date", &ListView::date),
                          field("published_at_ms", &ListView::published_at),
                          field("items", &ListView::items));
    }
};

struct GroupContentView {
    ItemId item;
    std::string name;
    std::string amount;
    std::string picture;
    Pieces pieces;
    static constexpr auto fields() {
        return field_list(optional_field("item", &GroupContentView::item),
                          field("name", &GroupContentView::name),
                          field("amount", &GroupContentView::amount),
                          field("picture", &GroupContentView::picture),
                          field("pieces", &GroupContentView::pieces));
    }
};

/// A neighbour, as every other neighbour may see them.
struct NeighbourView {
    std::string nickname;
    std::int32_t building_number = 0;
    static constexpr auto fields() {
        return field_list(field("nickname", &NeighbourView::nickname),
                          field("building_number", &NeighbourView::building_number));
    }
};

struct GroupView {
    GroupId group;
    GroupState state = GroupState::draft;
    std::string title;
    std::string serves;
    std::string picture;
    Money price;
    Money single_price;
    std::int32_t target_households = 0;
    std::int32_t cap_households = 0;
    std::int32_t households = 0;  ///< distinct households in it
    Instant cutoff_at;
    Instant deliver_before;
    Instant formed_at;
    std::vector<GroupContentView> contents;
    std::vector<NeighbourView> neighbours;  ///< in the order of joining
    std::string hub_name;
    Money cap_turnover;  ///< 0: none
    static constexpr auto fields() {
        return field_list(
            field("group", &GroupView::group), field("state", &GroupView::state),
            field("title", &GroupView::title), field("serves", &GroupView::serves),
            field("picture", &GroupView::picture), field("price_fen", &GroupView::price),
            field("single_price_fen", &GroupView::single_price),
            field("target_households", &GroupView::target_households),
            field("cap_households", &GroupView::cap_households),
            field("households", &GroupView::households),
            field("cutoff_at_ms", &GroupView::cutoff_at),
            field("deliver_before_ms", &GroupView::deliver_before),
            optional_field("formed_at_ms", &GroupView::formed_at),
            field("contents", &GroupView::contents), field("neighbours", &GroupView::neighbours),
            field("hub_name", &GroupView::hub_name),
            optional_field("cap_turnover_fen", &GroupView::cap_turnover));
    }
};

struct PostView {
    PostId post;
    NeighbourView by;
    Instant created_at;
    Instant ordered_at;  ///< of the order it shows
    std::string text;
    std::vector<std::string> pictures;
    std::optional<ItemView>
        item;  ///< what can be bought again today; null when it is not on the list
    static constexpr auto fields() {
        return field_list(field("post", &PostView::post), field("by", &PostView::by),
                          field("created_at_ms", &PostView::created_at),
                          field("ordered_at_ms", &PostView::ordered_at),
                          field("text", &PostView::text), field("pictures", &PostView::pictures),
                          optional_field("item", &PostView::item));
    }
};

struct AddressView {
    BuildingId building;
    std::int32_t building_number = 0;
    std::int32_t unit = 0;
    std::int32_t room = 0;
    static constexpr auto fields() {
        return field_list(field("building", &AddressView::building),
                          field("building_number", &AddressView::building_number),
                          field("unit", &AddressView::unit), field("room", &AddressView::room));
    }
};

struct LineView {
    ItemId item;
    std::string name;
    std::string picture;
    Unit unit = Unit::jin;
    Pieces quantity;
    Money unit_price;
    Money total;       ///< as ordered
    Pieces missing{};  ///< of them not in the bag
    Grams weighed{};   ///< zero: not weighed
    Money cut{};       ///< taken off the total for what is missing or lighter
    Money refunded{};  ///< went back after delivery
    /// What of it can still be refunded.
    [[nodiscard]] Money left() const noexcept {
        return Money::fen_unchecked(total.fen() - cut.fen() - refunded.fen());
    }
    static constexpr auto fields() {
        return field_list(
            field("item", &LineView::item), field("name", &LineView::name),
            field("picture", &LineView::picture), field("unit", &LineView::unit),
            field("quantity", &LineView::quantity), field("unit_price_fen", &LineView::unit_price),
            field("total_fen", &LineView::total), optional_field("missing", &LineView::missing),
            optional_field("weighed_g", &LineView::weighed),
            optional_field("cut_fen", &LineView::cut),
            optional_field("refunded_fen", &LineView::refunded));
    }
};

/// Money of a delivered order that went back.
struct RefundView {
    std::int32_t line = whole_order;  ///< its place in the order; −1: all that was left
    Money amount;
    RefundReason reason = RefundReason::other;
    RefundWay way = RefundWay::wallet;
    Instant at;
    static constexpr auto fields() {
        return field_list(optional_field("line", &RefundView::line),
                          field("amount_fen", &RefundView::amount),
                          field("reason", &RefundView::reason), field("way", &RefundView::way),
                          field("at_ms", &RefundView::at));
    }
};

/// What its household asks back, and what became of it.
struct ClaimView {
    std::int32_t number = 0;          ///< in its order
    std::int32_t line = whole_order;  ///< its place in the order; −1: all that was left
    RefundReason reason = RefundReason::other;
    std::string text;  ///< the household's; may be empty
    ClaimState state = ClaimState::open;
    std::string answer;  ///< the leader's, when declined
    Instant claimed_at;
    Instant answered_at;
    static constexpr auto fields() {
        return field_list(field("number", &ClaimView::number), field("line", &ClaimView::line),
                          field("reason", &ClaimView::reason), field("text", &ClaimView::text),
                          field("state", &ClaimView::state), field("answer", &ClaimView::answer),
                          field("claimed_at_ms", &ClaimView::claimed_at),
                          optional_field("answered_at_ms", &ClaimView::answered_at));
    }
};

/// An item that is taken back, and how far that is.
struct RecallView {
    ItemId item;
    std::string name;
    std::int32_t orders = 0;
    Money refunded;
    Instant started_at;
    Instant ended_at;  ///< null: goes on
    static constexpr auto fields() {
        return field_list(field("item", &RecallView::item), field("name", &RecallView::name),
                          field("orders", &RecallView::orders),
                          field("refunded_fen", &RecallView::refunded),
                          field("started_at_ms", &RecallView::started_at),
                          optional_field("ended_at_ms", &RecallView::ended_at));
    }
};

/// The courier under way, for the household that waits for it.
struct TrackView {
    std::string courier_name;
    PointView courier_at;
    Instant seen_at;               ///< null: not on its way, or no position yet
    std::vector<PointView> route;  ///< from the hub to the door
    static constexpr auto fields() {
        return field_list(field("courier_name", &TrackView::courier_name),
                          field("courier_at", &TrackView::courier_at),
                          optional_field("seen_at_ms", &TrackView::seen_at),
                          field("route", &TrackView::route));
    }
};

/// An order as its own household sees it.
struct OrderView {
    OrderId order;
    std::int32_t number = 0;
    OrderState state = OrderState::placed;
    Fulfilment fulfilment = Fulfilment::delivery;
    Payment payment = Payment::wallet;
    HubId hub;
    std::string hub_name;
    std::string hub_place;
    GroupId group;  ///< null: not from a group
    std::string group_title;
    AddressView address;
    std::string note;
    std::vector<LineView> lines;
    Money goods_total;
    Money delivery_fee;
    Money discount;  ///< by a coupon
    Money total;     ///< what is to be paid: goods and fee less the discount
    Money cut;       ///< of it goes back, or is not paid
    Money refunded;
    std::vector<RefundView> refunds;  ///< in their order
    std::vector<ClaimView> claims;    ///< in their order; told where one order is read
    PromiseClass promise_kind = PromiseClass::within_30_minutes;
    Instant due_at;
    Instant estimate_at;
    std::string pickup_code;  ///< empty unless it waits at the hub or is on its way to the door
    Instant collect_before;
    Instant placed_at;
    Instant accepted_at;
    Instant packed_at;
    Instant out_at;  ///< ready, for pickup
    Instant done_at;
    Instant cancelled_at;
    std::int32_t tolerance_permille =
        0;  ///< agreed for goods by weight; held, paid if it is needed
    bool compensated = false;
    Money compensation;
    bool posted = false;  ///< already shown to the neighbours
    Instant moved_from;   ///< the time before the leader changed it; told by GetOrder alone
    std::optional<TrackView> track;  ///< null: no courier yet, or pickup
    std::string handed_photo;        ///< where it was left; told where one order is read
    /// What is paid in the end.
    [[nodiscard]] Money due() const noexcept {
        return Money::fen_unchecked(total.fen() - cut.fen());
    }
    /// What of it can still be refunded.
    [[nodiscard]] Money left() const noexcept {
        return Money::fen_unchecked(due().fen() - refunded.fen());
    }
    static constexpr auto fields() {
        return field_list(
            field("order", &OrderView::order), field("number", &OrderView::number),
            field("state", &OrderView::state), field("fulfilment", &OrderView::fulfilment),
            field("payment", &OrderView::payment), field("hub", &OrderView::hub),
            field("hub_name", &OrderView::hub_name), field("hub_place", &OrderView::hub_place),
            optional_field("group", &OrderView::group),
            field("group_title", &OrderView::group_title), field("address", &OrderView::address),
            field("note", &OrderView::note), field("lines", &OrderView::lines),
            field("goods_total_fen", &OrderView::goods_total),
            field("delivery_fee_fen", &OrderView::delivery_fee),
            optional_field("discount_fen", &OrderView::discount),
            field("total_fen", &OrderView::total), optional_field("cut_fen", &OrderView::cut),
            optional_field("refunded_fen", &OrderView::refunded),
            optional_field("refunds", &OrderView::refunds),
            optional_field("claims", &OrderView::claims),
            field("promise_kind", &OrderView::promise_kind), field("due_at_ms", &OrderView::due_at),
            optional_field("estimate_at_ms", &OrderView::estimate_at),
            field("pickup_code", &OrderView::pickup_code),
            optional_field("collect_before_ms", &OrderView::collect_before),
            field("placed_at_ms", &OrderView::placed_at),
            optional_field("accepted_at_ms", &OrderView::accepted_at),
            optional_field("packed_at_ms", &OrderView::packed_at),
            optional_field("out_at_ms", &OrderView::out_at),
            optional_field("done_at_ms", &OrderView::done_at),
            optional_field("cancelled_at_ms", &OrderView::cancelled_at),
            optional_field("tolerance_permille", &OrderView::tolerance_permille),
            field("compensated", &OrderView::compensated),
            field("compensation_fen", &OrderView::compensation),
            field("posted", &OrderView::posted),
            optional_field("moved_from_ms", &OrderView::moved_from),
            optional_field("track", &OrderView::track),
            optional_field("handed_photo", &OrderView::handed_photo));
    }
};

/// Who is signed in.
struct MeView {
    Role role = Role::resident;
    std::string nickname;
    std::optional<AddressView> address;  ///< null for staff without a household
    Money wallet;                        ///< free to spend
    Money held;                          ///< set aside for orders and groups
    HubId hub;                           ///< shop and kiosk
    std::string hub_name;
    std::vector<GroupId> joined;  ///< groups that this household is in, still running
    static constexpr auto fields() {
        return field_list(field("role", &MeView::role), field("nickname", &MeView::nickname),
                          optional_field("address", &MeView::address),
                          field("wallet_fen", &MeView::wallet), field("held_fen", &MeView::held),
                          optional_field("hub", &MeView::hub), field("hub_name", &MeView::hub_name),
                          field("joined", &MeView::joined));
    }
};

}  // namespace louxia::api
