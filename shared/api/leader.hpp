#pragma once

#include "shared/api/resident.hpp"
#include "shared/domain/price_sheet.hpp"

/// The leader's list, groups and households.
namespace louxia::api {

inline constexpr RoleSet leader_roles = RoleSet::of(Role::leader);

/// Reads a supplier's sheet and shows what it would become. Keeps nothing.
struct PreviewSheet {
    static constexpr std::string_view name = "preview_sheet";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/sheets/{markup_permille}";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool keyless = true;
    static constexpr Body body = Body::raw;
    static constexpr std::size_t body_bytes_max = sheet_bytes_max;
    struct Request {
        std::int32_t markup_permille = 0;  ///< 0-5000
        std::string bytes;                 ///< the file: UTF-8, with or without mark, or GB18030
        static constexpr auto fields() {
            return field_list(field("markup_permille", &Request::markup_permille));
        }
    };
    struct Row {
        std::int32_t line = 0;
        bool usable = false;
        std::vector<RowIssue> issues;
        std::string raw_name;
        std::string name;
        std::string spec;
        std::string origin;
        Category category = Category::other;
        Unit unit = Unit::jin;
        std::string picture;
        Money cost;   ///< the mean of the sheet
        Money price;  ///< with the mark-up
        static constexpr auto fields() {
            return field_list(field("line", &Row::line), field("usable", &Row::usable),
                              field("issues", &Row::issues), field("raw_name", &Row::raw_name),
                              field("name", &Row::name), field("spec", &Row::spec),
                              field("origin", &Row::origin), field("category", &Row::category),
                              field("unit", &Row::unit), field("picture", &Row::picture),
                              field("cost_fen", &Row::cost), field("price_fen", &Row::price));
        }
    };
    struct Response {
        std::string encoding;
        bool mean_and_highest_swapped = false;
        std::vector<Row> rows;
        static constexpr auto fields() {
            return field_list(
                field("encoding", &Response::encoding),
                field("mean_and_highest_swapped", &Response::mean_and_highest_swapped),
                field("rows", &Response::rows));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

inline constexpr std::int64_t stock_on_hand_max = 100'000;

/// How much of an item a hub has: 0-stock_on_hand_max.
struct HubStock {
    HubId hub;
    Pieces on_hand;
    Pieces reserved;  ///< ignored in requests
    static constexpr auto fields() {
        return field_list(field("hub", &HubStock::hub), field("on_hand", &HubStock::on_hand),
                          optional_field("reserved", &HubStock::reserved));
    }
};

/// An item as the leader writes it. Prices come from the leader alone; residents never send any.
struct ItemDraft {
    std::string name;
    std::string spec;
    std::string origin;
    Category category = Category::other;
    Unit unit = Unit::jin;
    Money price;  ///< zero: none yet
    Money cost;
    std::string picture;
    bool chilled = false;
    std::optional<BatchView> batch;  ///< null: leaves or has none
    std::vector<HubStock> stock;     ///< hubs left out keep what they have
    static constexpr auto fields() {
        return field_list(
            field("name", &ItemDraft::name), optional_field("spec", &ItemDraft::spec),
            optional_field("origin", &ItemDraft::origin), field("category", &ItemDraft::category),
            field("unit", &ItemDraft::unit), field("price_fen", &ItemDraft::price),
            optional_field("cost_fen", &ItemDraft::cost),
            optional_field("picture", &ItemDraft::picture),
            optional_field("chilled", &ItemDraft::chilled),
            optional_field("batch", &ItemDraft::batch), optional_field("stock", &ItemDraft::stock));
    }
};

struct LeaderItem {
    ItemId item;
    ItemDraft draft;
    static constexpr auto fields() {
        return field_list(field("item", &LeaderItem::item), field("draft", &LeaderItem::draft));
    }
};

/// A day's list as the leader works on it.
struct LeaderList {
    ListId list;  ///< null: none yet for that day
    CivilDate date;
    ListState state = ListState::draft;
    Instant publish_at;
    Instant published_at;
    std::int32_t without_price = 0;
    std::vector<LeaderItem> items;
    static constexpr auto fields() {
        return field_list(optional_field("list", &LeaderList::list),
                          field("date", &LeaderList::date), field("state", &LeaderList::state),
                          optional_field("publish_at_ms", &LeaderList::publish_at),
                          optional_field("published_at_ms", &LeaderList::published_at),
                          field("without_price", &LeaderList::without_price),
                          field("items", &LeaderList::items));
    }
};

struct GetLeaderList {
    static constexpr std::string_view name = "get_leader_list";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/lists/{date}";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        CivilDate date;
        static constexpr auto fields() { return field_list(field("date", &Request::date)); }
    };
    using Response = LeaderList;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Adds items to the day's draft (makes the draft when there is none), all or none. Also how an
/// accepted sheet comes in, and "copied from yesterday". Refused: already_published is not: items
/// may be added to a published list, they appear at once. out_of_range "items" above the limit.
struct AddItems {
    static constexpr std::string_view name = "add_items";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/lists/{date}/items";
    static constexpr RoleSet roles = leader_roles;
    static constexpr std::size_t body_bytes_max = 2U * 1024U * 1024U;
    struct Request {
        CivilDate date;
        std::vector<ItemDraft> items;
        bool replace = false;  ///< true: the draft's former items go; only while it is a draft
        static constexpr auto fields() {
            return field_list(field("date", &Request::date), field("items", &Request::items),
                              optional_field("replace", &Request::replace));
        }
    };
    using Response = LeaderList;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Replaces what the item says; a price change shows on every open page at once.
struct ChangeItem {
    static constexpr std::string_view name = "change_item";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/items/{item}";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        ItemId item;
        ItemDraft draft;
        static constexpr auto fields() {
            return field_list(field("item", &Request::item), field("draft", &Request::draft));
        }
    };
    using Response = LeaderItem;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Only from a draft; wrong_state once it is published (set its stock to zero instead).
struct RemoveItem {
    static constexpr std::string_view name = "remove_item";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/items/{item}/remove";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        ItemId item;
        static constexpr auto fields() { return field_list(field("item", &Request::item)); }
    };
    using Response = Nothing;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct PublishList {
    static constexpr std::string_view name = "publish_list";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/lists/{date}/publish";
    static constexpr RoleSet roles = leader_roles;
    using Request = GetLeaderList::Request;
    using Response = LeaderList;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct OpenGroup {
    static constexpr std::string_view name = "open_group";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/groups";
    static constexpr RoleSet roles = leader_roles;
    struct Content {
        ItemId item;
        std::int64_t pieces = 1;  ///< sale units per share, 1-99
        std::string amount;       ///< "400g"; empty: derived from unit and pieces
        static constexpr auto fields() {
            return field_list(field("item", &Content::item), field("pieces", &Content::pieces),
                              optional_field("amount", &Content::amount));
        }
    };
    struct Request {
        std::string title;
        std::string serves;
        std::string picture;
        HubId hub;
        Money price;
        std::int32_t target_households = 10;
        std::int32_t cap_households = 0;
        Instant cutoff_at;
        Instant deliver_before;
        std::vector<Content> contents;
        Money cap_turnover;  ///< closes by itself once its shares are worth that; 0: never
        static constexpr auto fields() {
            return field_list(field("title", &Request::title),
                              optional_field("serves", &Request::serves),
                              optional_field("picture", &Request::picture),
                              field("hub", &Request::hub), field("price_fen", &Request::price),
                              field("target_households", &Request::target_households),
                              optional_field("cap_households", &Request::cap_households),
                              field("cutoff_at_ms", &Request::cutoff_at),
                              field("deliver_before_ms", &Request::deliver_before),
                              field("contents", &Request::contents),
                              optional_field("cap_turnover_fen", &Request::cap_turnover));
        }
    };
    using Response = GroupView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct CancelGroup {
    static constexpr std::string_view name = "cancel_group";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/groups/{group}/cancel";
    static constexpr RoleSet roles = leader_roles;
    using Request = GetGroup::Request;
    using Response = GroupView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// No more join a formed group, before its cut-off. Refused: wrong_state, cutoff_passed.
struct CloseGroup {
    static constexpr std::string_view name = "close_group";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/groups/{group}/close";
    static constexpr RoleSet roles = leader_roles;
    using Request = GetGroup::Request;
    using Response = GroupView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The console: what goes wrong without the leader, today's figures, work under way, groups,
/// tomorrow.
struct GetLeaderToday {
    static constexpr std::string_view name = "get_leader_today";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/today";
    static constexpr RoleSet roles = leader_roles;
    using Request = Nothing;
    /// Something that goes wrong without the leader.
    struct Alert {
        enum class Kind : std::int32_t {
            late_order = 1,
            waiting_for_courier = 2,
            spoiling_pickup = 3,
            unclaimed_pickup = 4,
            no_courier = 5,
        };
        Kind kind = Kind::late_order;
        OrderId order;  ///< null for no_courier
        std::int32_t order_number = 0;
        std::int32_t building_number = 0;
        Instant since;
        static constexpr auto fields() {
            return field_list(field("kind", &Alert::kind), optional_field("order", &Alert::order),
                              field("order_number", &Alert::order_number),
                              field("building_number", &Alert::building_number),
                              field("since_ms", &Alert::since));
        }
    };
    struct Response {
        Money turnover;  ///< of today's orders that were not cancelled, without what went back
        std::int32_t orders = 0;
        std::int32_t households = 0;  ///< distinct, that ordered today
        std::int32_t done_orders = 0;
        std::int32_t on_time_orders = 0;  ///< of the done ones
        std::int32_t formed_groups = 0;
        std::int32_t to_pick = 0;       ///< placed, accepted or picking
        std::int32_t to_hand_over = 0;  ///< packed, ready or out
        std::int32_t open_claims = 0;   ///< refunds that households ask for, and wait for a word
        std::vector<Alert> alerts;
        std::vector<GroupView> groups;
        LeaderList tomorrow;             ///< without its items when there are none
        std::vector<OrderView> running;  ///< orders not finished, oldest promise first, at most 100
        std::vector<OrderView> delivered;  ///< of three days, the latest placed first, at most 30
        static constexpr auto fields() {
            return field_list(
                field("turnover_fen", &Response::turnover), field("orders", &Response::orders),
                field("households", &Response::households),
                field("done_orders", &Response::done_orders),
                field("on_time_orders", &Response::on_time_orders),
                field("formed_groups", &Response::formed_groups),
                field("to_pick", &Response::to_pick),
                field("to_hand_over", &Response::to_hand_over),
                optional_field("open_claims", &Response::open_claims),
                field("alerts", &Response::alerts), field("groups", &Response::groups),
                field("tomorrow", &Response::tomorrow), field("running", &Response::running),
                optional_field("delivered", &Response::delivered));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A household as its leader sees it: the phone's last four digits only.
struct HouseholdView {
    HouseholdId household;
    AddressView address;
    std::string nickname;
    std::string surname;
    std::string phone_last4;
    Money wallet;
    std::int32_t orders = 0;  ///< ever, not cancelled
    static constexpr auto fields() {
        return field_list(
            field("household", &HouseholdView::household),
            field("address", &HouseholdView::address), field("nickname", &HouseholdView::nickname),
            field("surname", &HouseholdView::surname),
            field("phone_last4", &HouseholdView::phone_last4),
            field("wallet_fen", &HouseholdView::wallet), field("orders", &HouseholdView::orders));
    }
};

/// By building, unit, room.
struct ListHouseholds {
    static constexpr std::string_view name = "list_households";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/households";
    static constexpr RoleSet roles = leader_roles;
    using Request = Nothing;
    struct Response {
        std::vector<HouseholdView> households;
        static constexpr auto fields() {
            return field_list(field("households", &Response::households));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A link that signs a phone in for that household, and a code for who has to type it; both are one
/// invite: single use, seven days. They are in this answer only. `lost_phone`: the household's
/// sessions and unused invites end, and where its refunds go cannot change for a day.
struct InviteHousehold {
    static constexpr std::string_view name = "invite_household";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/households/{household}/invite";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        HouseholdId household;
        bool lost_phone = false;
        static constexpr auto fields() {
            return field_list(field("household", &Request::household),
                              optional_field("lost_phone", &Request::lost_phone));
        }
    };
    struct Response {
        std::string path;  ///< "/c/yunshanli/in#…", to be put behind the server's own address
        Instant ends_at;
        std::string code;  ///< "K7M2-9QXD"
        static constexpr auto fields() {
            return field_list(field("path", &Response::path),
                              field("ends_at_ms", &Response::ends_at),
                              field("code", &Response::code));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Cash given to the leader goes into the household's wallet: ¥0.01–¥5,000.00.
struct TopUp {
    static constexpr std::string_view name = "top_up";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/households/{household}/top-up";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        HouseholdId household;
        Money amount;
        static constexpr auto fields() {
            return field_list(field("household", &Request::household),
                              field("amount_fen", &Request::amount));
        }
    };
    using Response = HouseholdView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api

template <>
struct louxia::EnumWords<louxia::api::GetLeaderToday::Alert::Kind> {
    using Kind = louxia::api::GetLeaderToday::Alert::Kind;
    static constexpr auto table =
        louxia::enum_table<Kind>({{Kind::late_order, "late_order"},
                                  {Kind::waiting_for_courier, "waiting_for_courier"},
                                  {Kind::spoiling_pickup, "spoiling_pickup"},
                                  {Kind::unclaimed_pickup, "unclaimed_pickup"},
                                  {Kind::no_courier, "no_courier"}});
};
