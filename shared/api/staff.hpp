#pragma once

#include "shared/api/leader.hpp"

/// The shop's counter, the courier on the way, the kiosk at the pickup point.
namespace louxia::api {

inline constexpr RoleSet shop_roles = Role::shop | Role::leader;
inline constexpr RoleSet courier_roles = RoleSet::of(Role::courier);
inline constexpr RoleSet kiosk_roles = RoleSet::of(Role::kiosk);

/// An order as the shop picks it: whose bag, what is in it, when it has to go.
struct ShopOrder {
    OrderId order;
    std::int32_t number = 0;
    OrderState state = OrderState::placed;
    Fulfilment fulfilment = Fulfilment::delivery;
    std::string label;        ///< "3栋2单元502" for delivery, "3栋 李**" for pickup
    std::string group_title;  ///< empty: not from a group
    std::string note;
    std::vector<LineView> lines;
    Money to_collect;  ///< cash due at handing over; zero when paid
    Instant due_at;
    Instant placed_at;
    std::string courier_name;  ///< empty: none yet
    Instant collect_before;
    static constexpr auto fields() {
        return field_list(
            field("order", &ShopOrder::order), field("number", &ShopOrder::number),
            field("state", &ShopOrder::state), field("fulfilment", &ShopOrder::fulfilment),
            field("label", &ShopOrder::label), field("group_title", &ShopOrder::group_title),
            field("note", &ShopOrder::note), field("lines", &ShopOrder::lines),
            field("to_collect_fen", &ShopOrder::to_collect), field("due_at_ms", &ShopOrder::due_at),
            field("placed_at_ms", &ShopOrder::placed_at),
            field("courier_name", &ShopOrder::courier_name),
            optional_field("collect_before_ms", &ShopOrder::collect_before));
    }
};

/// The hub's unfinished orders by promise, what to pick in total, and its stock. A leader names the
/// hub.
struct GetShopBoard {
    static constexpr std::string_view name = "get_shop_board";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/shop/board";
    static constexpr RoleSet roles = shop_roles;
    struct Request {
        HubId hub;  ///< null: the caller's own hub (for a leader: the first)
        static constexpr auto fields() { return field_list(optional_field("hub", &Request::hub)); }
    };
    struct PickRow {
        ItemId item;
        std::string name;
        std::string picture;
        Unit unit = Unit::jin;
        Pieces quantity;  ///< over all orders still to be picked
        static constexpr auto fields() {
            return field_list(field("item", &PickRow::item), field("name", &PickRow::name),
                              field("picture", &PickRow::picture), field("unit", &PickRow::unit),
                              field("quantity", &PickRow::quantity));
        }
    };
    struct StockRow {
        ItemId item;
        std::string name;
        std::string picture;
        Unit unit = Unit::jin;
        Category category = Category::other;
        Pieces on_hand;
        Pieces reserved;
        static constexpr auto fields() {
            return field_list(field("item", &StockRow::item), field("name", &StockRow::name),
                              field("picture", &StockRow::picture), field("unit", &StockRow::unit),
                              field("category", &StockRow::category),
                              field("on_hand", &StockRow::on_hand),
                              field("reserved", &StockRow::reserved));
        }
    };
    /// Who is to fetch something here.
    struct Coming {
        std::string courier_name;  ///< empty: a rider of the crowd whom nobody has found yet
        bool crowd = false;
        Instant arrives_at;                 ///< null: not known yet
        std::vector<std::int32_t> numbers;  ///< of the orders, by promise
        std::int32_t packed = 0;            ///< how many of them lie packed
        static constexpr auto fields() {
            return field_list(field("courier_name", &Coming::courier_name),
                              field("crowd", &Coming::crowd),
                              optional_field("arrives_at_ms", &Coming::arrives_at),
                              field("numbers", &Coming::numbers), field("packed", &Coming::packed));
        }
    };
    struct Response {
        HubView hub;
        std::vector<ShopOrder> orders;
        std::vector<Coming> coming;  ///< who is there first comes first
        std::vector<PickRow> to_pick;
        std::vector<StockRow> stock;
        std::int32_t done_today = 0;
        static constexpr auto fields() {
            return field_list(
                field("hub", &Response::hub), field("orders", &Response::orders),
                field("coming", &Response::coming), field("to_pick", &Response::to_pick),
                field("stock", &Response::stock), field("done_today", &Response::done_today));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// accepted, picking, packed, ready, done (handing out at the counter) or cancelled.
struct MoveOrder {
    static constexpr std::string_view name = "move_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/shop/orders/{order}/move";
    static constexpr RoleSet roles = shop_roles;
    struct Request {
        OrderId order;
        OrderState to = OrderState::accepted;
        static constexpr auto fields() {
            return field_list(field("order", &Request::order), field("to", &Request::to));
        }
    };
    using Response = ShopOrder;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// What is really in the bag of one line, while it is picked; said again, the last word holds. The
/// buyer pays for that at handing over and sees it at once. Refused: wrong_state unless picking,
/// out_of_range ("line", "pieces", "grams"), invalid_value ("grams": not sold by weight), sold_out
/// ("pieces": back from missing, and sold in between), nothing_left.
struct WeighLine {
    static constexpr std::string_view name = "weigh_line";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/shop/orders/{order}/weigh";
    static constexpr RoleSet roles = shop_roles;
    struct Request {
        OrderId order;
        std::int32_t line = 0;    ///< its place in the order, from 0
        std::int64_t pieces = 0;  ///< in the bag
        std::int64_t grams = 0;   ///< their weight; 0: not weighed
        bool written_off = true;  ///< the missing ones are gone, and not on the shelf again
        static constexpr auto fields() {
            return field_list(field("order", &Request::order), field("line", &Request::line),
                              field("pieces", &Request::pieces),
                              optional_field("grams", &Request::grams),
                              optional_field("written_off", &Request::written_off));
        }
    };
    using Response = ShopOrder;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// What is really on the shelf, counted: 0-100000, not less than what is reserved (sold_out
/// "on_hand").
struct SetStock {
    static constexpr std::string_view name = "set_stock";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/shop/stock";
    static constexpr RoleSet roles = shop_roles;
    struct Request {
        HubId hub;  ///< null: the caller's own
        ItemId item;
        std::int64_t on_hand = 0;
        static constexpr auto fields() {
            return field_list(optional_field("hub", &Request::hub), field("item", &Request::item),
                              field("on_hand", &Request::on_hand));
        }
    };
    using Response = HubStock;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A stop of the courier's run. The whole phone number is here only while the order is with this
/// courier.
struct StopView {
    OrderId order;
    std::int32_t number = 0;
    OrderState state = OrderState::packed;
    AddressView address;
    std::string household_name;  ///< surname or nickname
    std::string phone_last4;
    std::string phone;
    std::int32_t pieces = 0;
    std::int32_t chilled = 0;  ///< lines that stay cold
    Money to_collect;
    std::string note;
    Instant due_at;
    Instant expected_at;  ///< at the door
    PointView hub_at;
    std::string hub_name;
    PointView door;
    bool arrived = false;
    std::vector<PointView> route;  ///< from the hub, or the stop before it
    std::int32_t distance_m = 0;
    bool reported = false;  ///< a problem of it waits for the leader
    static constexpr auto fields() {
        return field_list(
            field("order", &StopView::order), field("number", &StopView::number),
            field("state", &StopView::state), field("address", &StopView::address),
            field("household_name", &StopView::household_name),
            field("phone_last4", &StopView::phone_last4), field("phone", &StopView::phone),
            field("pieces", &StopView::pieces), field("chilled", &StopView::chilled),
            field("to_collect_fen", &StopView::to_collect), field("note", &StopView::note),
            field("due_at_ms", &StopView::due_at), field("expected_at_ms", &StopView::expected_at),
            field("hub_at", &StopView::hub_at), field("hub_name", &StopView::hub_name),
            field("door", &StopView::door), field("arrived", &StopView::arrived),
            field("route", &StopView::route), field("distance_m", &StopView::distance_m),
            field("reported", &StopView::reported));
    }
};

struct RunView {
    std::string courier_name;
    bool on_shift = false;
    PointView at;
    Instant seen_at;
    std::vector<StopView> stops;  ///< in the order in which each comes next, at its hub or door
    Instant shift_until;          ///< null: not said
    CourierVehicle vehicle = CourierVehicle::bicycle;
    std::int32_t done_today = 0;
    std::int32_t on_time_today = 0;
    static constexpr auto fields() {
        return field_list(
            field("courier_name", &RunView::courier_name), field("on_shift", &RunView::on_shift),
            field("at", &RunView::at), optional_field("seen_at_ms", &RunView::seen_at),
            field("stops", &RunView::stops),
            optional_field("shift_until_ms", &RunView::shift_until),
            field("vehicle", &RunView::vehicle), field("done_today", &RunView::done_today),
            field("on_time_today", &RunView::on_time_today));
    }
};

struct GetRun {
    static constexpr std::string_view name = "get_run";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/courier/run";
    static constexpr RoleSet roles = courier_roles;
    using Request = Nothing;
    using Response = RunView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Going off shift with something aboard is refused with wrong_state; what was not taken yet goes
/// to others. `until` lets nothing begin that would end later; out_of_range unless within a day.
/// `vehicle` is how the courier goes in this shift; it says how fast, and how much at a time.
struct SetShift {
    static constexpr std::string_view name = "set_shift";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/courier/shift";
    static constexpr RoleSet roles = courier_roles;
    struct Request {
        bool on = false;
        Instant until;  ///< null: until the courier ends it
        CourierVehicle vehicle = CourierVehicle::bicycle;
        static constexpr auto fields() {
            return field_list(field("on", &Request::on),
                              optional_field("until_ms", &Request::until),
                              optional_field("vehicle", &Request::vehicle));
        }
    };
    using Response = RunView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// From the browser (degrees × 10^7) or already on the plan. At most one every 5 s is kept.
struct ReportPosition {
    static constexpr std::string_view name = "report_position";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/courier/position";
    static constexpr RoleSet roles = courier_roles;
    static constexpr bool keyless = true;
    struct Request {
        std::int32_t latitude_e7 = 0;
        std::int32_t longitude_e7 = 0;
        static constexpr auto fields() {
            return field_list(field("latitude_e7", &Request::latitude_e7),
                              field("longitude_e7", &Request::longitude_e7));
        }
    };
    using Response = Nothing;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The courier took the bag at the hub (packed → out), stands at the door (arrived), handed over
/// (out → done); or will not take it (somebody else does), or has brought it back to the hub
/// (out → packed). Handed over, the household's digits or a picture may show that it came. Refused:
/// wrong_code "code", invalid_value ("code": not four digits, or with another step; "photo": with
/// another step, or with digits), not_found "photo" unless the courier kept it (KeepPicture).
struct CourierStep {
    static constexpr std::string_view name = "courier_step";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/courier/orders/{order}/{step}";
    static constexpr RoleSet roles = courier_roles;
    enum class Step : std::int32_t {
        take = 1,
        arrive = 2,
        deliver = 3,
        decline = 4,
        bring_back = 5
    };
    struct Request {
        OrderId order;
        Step step = Step::take;
        std::string code;  ///< empty: none
        PictureId photo;   ///< null: none
        static constexpr auto fields() {
            return field_list(field("order", &Request::order), field("step", &Request::step),
                              optional_field("code", &Request::code),
                              optional_field("photo", &Request::photo));
        }
    };
    using Response = RunView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// What waits, by building; masked surnames, never what was bought, never a room.
struct GetKioskBoard {
    static constexpr std::string_view name = "get_kiosk_board";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/kiosk/board";
    static constexpr RoleSet roles = kiosk_roles;
    using Request = Nothing;
    struct Waiting {
        std::string masked_name;
        std::int32_t pieces = 0;
        Instant collect_before;
        bool chilled = false;
        static constexpr auto fields() {
            return field_list(field("masked_name", &Waiting::masked_name),
                              field("pieces", &Waiting::pieces),
                              field("collect_before_ms", &Waiting::collect_before),
                              field("chilled", &Waiting::chilled));
        }
    };
    struct Row {
        std::int32_t building_number = 0;
        std::vector<Waiting> waiting;
        static constexpr auto fields() {
            return field_list(field("building_number", &Row::building_number),
                              field("waiting", &Row::waiting));
        }
    };
    struct Response {
        std::int64_t seq = 0;
        Instant now;
        std::int32_t utc_offset_minutes = 0;
        std::string community_name;
        bool demo = false;
        std::string hub_name;
        std::string hub_place;
        std::int32_t open_until_minute = 21 * 60;  ///< of the day
        std::vector<Row> rows;                     ///< by building number
        std::vector<GroupView> groups;             ///< open ones
        static constexpr auto fields() {
            return field_list(
                field("seq", &Response::seq), field("now_ms", &Response::now),
                field("utc_offset_minutes", &Response::utc_offset_minutes),
                field("community_name", &Response::community_name), field("demo", &Response::demo),
                field("hub_name", &Response::hub_name), field("hub_place", &Response::hub_place),
                field("open_until_minute", &Response::open_until_minute),
                field("rows", &Response::rows), field("groups", &Response::groups));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A right code marks the order done. Refused: wrong_code, pad_locked.
struct CollectByCode {
    static constexpr std::string_view name = "collect_by_code";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/kiosk/collect";
    static constexpr RoleSet roles = kiosk_roles | Role::shop;
    struct Request {
        std::string code;  ///< four digits
        static constexpr auto fields() { return field_list(field("code", &Request::code)); }
    };
    struct Response {
        std::string masked_name;
        std::int32_t building_number = 0;
        std::int32_t pieces = 0;
        Money to_collect;  ///< pay at the counter; zero when paid
        static constexpr auto fields() {
            return field_list(field("masked_name", &Response::masked_name),
                              field("building_number", &Response::building_number),
                              field("pieces", &Response::pieces),
                              field("to_collect_fen", &Response::to_collect));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The phone's last four digits find masked rows only; handing out still needs the code.
struct FindByPhone {
    static constexpr std::string_view name = "find_by_phone";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/kiosk/find";
    static constexpr RoleSet roles = kiosk_roles | Role::shop;
    static constexpr bool keyless = true;
    struct Request {
        std::string phone_last4;
        static constexpr auto fields() {
            return field_list(field("phone_last4", &Request::phone_last4));
        }
    };
    struct Response {
        std::vector<GetKioskBoard::Row> rows;
        static constexpr auto fields() { return field_list(field("rows", &Response::rows)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api

template <>
struct louxia::EnumWords<louxia::api::CourierStep::Step> {
    using Step = louxia::api::CourierStep::Step;
    static constexpr auto table = louxia::enum_table<Step>({{Step::take, "take"},
                                                            {Step::arrive, "arrive"},
                                                            {Step::deliver, "deliver"},
                                                            {Step::decline, "decline"},
                                                            {Step::bring_back, "bring_back"}});
};
