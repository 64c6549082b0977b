#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/api/fields.hpp"
#include "shared/api/views.hpp"

/// What `GET /api/v1/events` (Server-Sent Events) sends. Each has the community's next seq as its
/// id, its name as the event's type and its message as the data. A reader that sees a gap in what
/// concerns it, or an unknown name, reads the face's view again. Absent events are never made up.
namespace louxia::api {

/// Who may receive an event. Stored as numbers.
enum class Audience : std::int32_t {
    everyone = 1,   ///< no personal data in it
    household = 2,  ///< one household, and the leader
    staff = 3,      ///< leader, and the shop and kiosk of that hub
    courier = 4,    ///< one courier, and the leader
};

/// A list came out, or items were added to it: read the home view again.
struct ListPublished {
    static constexpr std::string_view name = "list_published";
    CivilDate date;
    static constexpr auto fields() { return field_list(field("date", &ListPublished::date)); }
};

/// What there is of an item on the published list, and for how much.
struct ItemState {
    ItemId item;
    Money price;
    Pieces available;  ///< at the hub that has most of it
    static constexpr auto fields() {
        return field_list(field("item", &ItemState::item), field("price_fen", &ItemState::price),
                          field("available", &ItemState::available));
    }
    friend bool operator==(const ItemState&, const ItemState&) = default;
};

/// Stock or price changed of items on the published list: all that one change changed.
struct ItemsChanged {
    static constexpr std::string_view name = "items_changed";
    std::vector<ItemState> items;
    static constexpr auto fields() { return field_list(field("items", &ItemsChanged::items)); }
};

/// A group opened, a household joined or left, it formed, failed or moved on.
struct GroupChanged {
    static constexpr std::string_view name = "group_changed";
    GroupView group;
    static constexpr auto fields() { return field_list(field("group", &GroupChanged::group)); }
};

/// To its household: the order's state moved. Read it again for the rest.
struct OrderChanged {
    static constexpr std::string_view name = "order_changed";
    OrderId order;
    OrderState state = OrderState::placed;
    static constexpr auto fields() {
        return field_list(field("order", &OrderChanged::order),
                          field("state", &OrderChanged::state));
    }
};

/// To the household that waits: where the courier is, and when it will be there.
struct CourierMoved {
    static constexpr std::string_view name = "courier_moved";
    OrderId order;
    PointView at;
    Instant seen_at;
    Instant estimate_at;
    static constexpr auto fields() {
        return field_list(field("order", &CourierMoved::order), field("at", &CourierMoved::at),
                          field("seen_at_ms", &CourierMoved::seen_at),
                          field("estimate_at_ms", &CourierMoved::estimate_at));
    }
};

/// To a household: its wallet changed.
struct WalletChanged {
    static constexpr std::string_view name = "wallet_changed";
    Money wallet;
    Money held;
    static constexpr auto fields() {
        return field_list(field("wallet_fen", &WalletChanged::wallet),
                          field("held_fen", &WalletChanged::held));
    }
};

/// To a hub's shop and kiosk, and the leader: what waits there changed.
struct BoardChanged {
    static constexpr std::string_view name = "board_changed";
    HubId hub;
    static constexpr auto fields() { return field_list(field("hub", &BoardChanged::hub)); }
};

/// To a courier: its stops changed.
struct RunChanged {
    static constexpr std::string_view name = "run_changed";
    CourierId courier;
    static constexpr auto fields() { return field_list(field("courier", &RunChanged::courier)); }
};

struct PostAdded {
    static constexpr std::string_view name = "post_added";
    PostId post;
    static constexpr auto fields() { return field_list(field("post", &PostAdded::post)); }
};

/// To its household: money of a delivered order went back. Read the order again for the rest.
struct OrderRefunded {
    static constexpr std::string_view name = "order_refunded";
    OrderId order;
    Money amount;
    RefundReason reason = RefundReason::other;
    RefundWay way = RefundWay::wallet;
    static constexpr auto fields() {
        return field_list(
            field("order", &OrderRefunded::order), field("amount_fen", &OrderRefunded::amount),
            field("reason", &OrderRefunded::reason), field("way", &OrderRefunded::way));
    }
};

/// Sent first on every stream, without an id: where the reader stands and whether it missed
/// something that is no longer kept (then it reads its views again).
struct Hello {
    static constexpr std::string_view name = "hello";
    std::int64_t seq = 0;
    bool missed = false;
    std::string version;  ///< of the client files; another one than its own: a new version is out
    static constexpr auto fields() {
        return field_list(field("seq", &Hello::seq), field("missed", &Hello::missed),
                          field("version", &Hello::version));
    }
};

inline constexpr std::string_view events_path = "/api/v1/events";
inline constexpr std::int64_t heartbeat_ms = 15'000;

}  // namespace louxia::api
