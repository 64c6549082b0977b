#pragma once

#include <array>

#include "shared/api/endpoint.hpp"
#include "shared/api/views.hpp"
#include "shared/domain/post.hpp"

/// Signing in, looking, ordering, joining, showing what came.
namespace louxia::api {

inline constexpr RoleSet household_roles = Role::resident | Role::leader;
inline constexpr RoleSet signed_in_roles =
    Role::resident | Role::leader | Role::shop | Role::courier | Role::kiosk | Role::operator_role;

/// Exchanges an invite's secret (from the link's fragment) or its typed code for a session cookie.
/// One that is unknown, used up or ended is answered not_found. Needs no key: it is its own.
struct SignIn {
    static constexpr std::string_view name = "sign_in";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/session";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    struct Request {
        std::string secret{};  ///< 26 base32 digits: 128 bits
        std::string code{};    ///< instead of it, as typed (shared/domain/invite_code.hpp)
        static constexpr auto fields() {
            return field_list(optional_field("secret", &Request::secret),
                              optional_field("code", &Request::code));
        }
    };
    using Response = MeView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The request of what a person pasted or typed into one field: a link, its secret, or a code.
[[nodiscard]] SignIn::Request sign_in_request(std::string_view text);

struct SignOut {
    static constexpr std::string_view name = "sign_out";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/session/end";
    static constexpr RoleSet roles = signed_in_roles;
    static constexpr bool keyless = true;
    using Request = Nothing;
    using Response = Nothing;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct GetMe {
    static constexpr std::string_view name = "get_me";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/me";
    static constexpr RoleSet roles = signed_in_roles;
    using Request = Nothing;
    using Response = MeView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// All that the home face shows and that is the same for every reader. Served from bytes rendered
/// once per seq.
struct GetHome {
    static constexpr std::string_view name = "get_home";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/home";
    static constexpr RoleSet roles = RoleSet::anyone();
    using Request = Nothing;
    struct Response {
        std::int64_t seq = 0;  ///< the last event that this answer includes
        Instant now;           ///< the server's clock
        CommunityView community;
        std::optional<ListView> list;   ///< null: today's list is not out yet
        Instant next_publish_at;        ///< when the next list comes
        std::vector<GroupView> groups;  ///< open, formed and under way; newest first
        bool delivery_offered = false;  ///< somebody is on shift
        std::int64_t delivery_estimate_ms = 0;
        PromiseClass delivery_promise = PromiseClass::within_30_minutes;
        static constexpr auto fields() {
            return field_list(field("seq", &Response::seq), field("now_ms", &Response::now),
                              field("community", &Response::community),
                              optional_field("list", &Response::list),
                              field("next_publish_at_ms", &Response::next_publish_at),
                              field("groups", &Response::groups),
                              field("delivery_offered", &Response::delivery_offered),
                              field("delivery_estimate_ms", &Response::delivery_estimate_ms),
                              field("delivery_promise", &Response::delivery_promise));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct GetGroup {
    static constexpr std::string_view name = "get_group";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/groups/{group}";
    static constexpr RoleSet roles = RoleSet::anyone();
    struct Request {
        GroupId group;
        static constexpr auto fields() { return field_list(field("group", &Request::group)); }
    };
    using Response = GroupView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Joins for the caller's household: holds the price in its wallet. The reply tells whether it
/// formed.
struct JoinGroup {
    static constexpr std::string_view name = "join_group";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/groups/{group}/join";
    static constexpr RoleSet roles = household_roles;
    using Request = GetGroup::Request;
    using Response = GroupView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct LeaveGroup {
    static constexpr std::string_view name = "leave_group";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/groups/{group}/leave";
    static constexpr RoleSet roles = household_roles;
    using Request = GetGroup::Request;
    using Response = GroupView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct BasketLine {
    ItemId item;
    std::int64_t quantity = 0;  ///< 1-999
    static constexpr auto fields() {
        return field_list(field("item", &BasketLine::item),
                          field("quantity", &BasketLine::quantity));
    }
};

/// A place to deliver to, picked from the community's buildings.
struct AddressPick {
    BuildingId building;
    std::int32_t unit = 0;
    std::int32_t room = 0;
    static constexpr auto fields() {
        return field_list(field("building", &AddressPick::building),
                          field("unit", &AddressPick::unit), field("room", &AddressPick::room));
    }
};

/// 1-60 different items, quantities 1-999: empty_basket, out_of_range "lines[i].quantity",
/// invalid_value "lines[i].item" when one comes twice.
[[nodiscard]] Result<void> check_basket(const std::vector<BasketLine>& lines);

/// What a basket would cost and when it would come. Changes nothing, reserves nothing.
struct QuoteOrder {
    static constexpr std::string_view name = "quote_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/quote";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool keyless = true;
    struct Request {
        std::vector<BasketLine> lines;
        Fulfilment fulfilment = Fulfilment::delivery;
        HubId hub;                           ///< for pickup: where; null lets the server choose
        std::optional<AddressPick> address;  ///< null: the household's own
        std::string coupon{};                ///< its code as typed; empty: none
        static constexpr auto fields() {
            return field_list(
                field("lines", &Request::lines), field("fulfilment", &Request::fulfilment),
                optional_field("hub", &Request::hub), optional_field("address", &Request::address),
                optional_field("coupon", &Request::coupon));
        }
    };
    struct Response {
        HubId hub;
        std::string hub_name;
        std::vector<LineView> lines;
        Money goods_total;
        Money delivery_fee;
        Money discount;  ///< by the coupon
        Money total;     ///< what is to be paid
        Money wallet;
        TermsId terms;         ///< of lines, prices and fee; goes into the order
        bool offered = false;  ///< the promise can be kept; delivery only
        PromiseClass promise_kind = PromiseClass::within_30_minutes;
        Instant due_at;
        Instant estimate_at;
        static constexpr auto fields() {
            return field_list(
                field("hub", &Response::hub), field("hub_name", &Response::hub_name),
                field("lines", &Response::lines), field("goods_total_fen", &Response::goods_total),
                field("delivery_fee_fen", &Response::delivery_fee),
                optional_field("discount_fen", &Response::discount),
                field("total_fen", &Response::total), field("wallet_fen", &Response::wallet),
                field("terms", &Response::terms), field("offered", &Response::offered),
                field("promise_kind", &Response::promise_kind),
                optional_field("due_at_ms", &Response::due_at),
                optional_field("estimate_at_ms", &Response::estimate_at));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Refused besides check(): list_not_published, not_on_list, sold_out ("lines[i].quantity"),
/// no_hub, hub_closed, below_minimum, price_changed, insufficient_funds, invalid_value
/// ("address.room"), unavailable ("fulfilment": no courier on shift).
struct PlaceOrder {
    static constexpr std::string_view name = "place_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/orders";
    static constexpr RoleSet roles = household_roles;
    struct Request {
        std::vector<BasketLine> lines;
        Fulfilment fulfilment = Fulfilment::delivery;
        HubId hub;
        std::optional<AddressPick> address;
        Payment payment = Payment::wallet;
        std::string note;  ///< up to 100 code points
        TermsId terms;     ///< the quote's; the order is refused when they are others now
        /// Goods by weight may cost so much more when they are heavier, 0-200; it is held with
        /// them.
        std::int32_t tolerance_permille = 0;
        std::string coupon{};  ///< as in the quote
        static constexpr auto fields() {
            return field_list(
                field("lines", &Request::lines), field("fulfilment", &Request::fulfilment),
                optional_field("hub", &Request::hub), optional_field("address", &Request::address),
                field("payment", &Request::payment), optional_field("note", &Request::note),
                optional_field("terms", &Request::terms),
                optional_field("tolerance_permille", &Request::tolerance_permille),
                optional_field("coupon", &Request::coupon));
        }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A share that was paid for and is no order yet.
struct ShareView {
    GroupId group;
    std::string title;
    ShareState state = ShareState::waiting;
    Money paid;
    std::int32_t households = 0;
    std::int32_t target_households = 0;
    Instant cutoff_at;
    static constexpr auto fields() {
        return field_list(field("group", &ShareView::group), field("title", &ShareView::title),
                          field("state", &ShareView::state), field("paid_fen", &ShareView::paid),
                          field("households", &ShareView::households),
                          field("target_households", &ShareView::target_households),
                          field("cutoff_at_ms", &ShareView::cutoff_at));
    }
};

/// The household's own orders, newest first, at most 50, and its shares that wait for their group.
struct ListOrders {
    static constexpr std::string_view name = "list_orders";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/orders";
    static constexpr RoleSet roles = household_roles;
    using Request = Nothing;
    struct Response {
        std::vector<OrderView> orders;
        std::vector<ShareView> shares;
        static constexpr auto fields() {
            return field_list(field("orders", &Response::orders),
                              optional_field("shares", &Response::shares));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct GetOrder {
    static constexpr std::string_view name = "get_order";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/orders/{order}";
    static constexpr RoleSet roles = household_roles;
    struct Request {
        OrderId order;
        static constexpr auto fields() { return field_list(field("order", &Request::order)); }
    };
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct CancelOrder {
    static constexpr std::string_view name = "cancel_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/orders/{order}/cancel";
    static constexpr RoleSet roles = household_roles;
    using Request = GetOrder::Request;
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// "我已取走": the signed-in phone collects a ready pickup order.
struct CollectOrder {
    static constexpr std::string_view name = "collect_order";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/orders/{order}/collect";
    static constexpr RoleSet roles = household_roles;
    using Request = GetOrder::Request;
    using Response = OrderView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Newest first, at most 50.
struct GetFeed {
    static constexpr std::string_view name = "get_feed";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/posts";
    static constexpr RoleSet roles = RoleSet::anyone();
    using Request = Nothing;
    struct Response {
        std::vector<PostView> posts;
        static constexpr auto fields() { return field_list(field("posts", &Response::posts)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct AddPost {
    static constexpr std::string_view name = "add_post";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/posts";
    static constexpr RoleSet roles = household_roles;
    struct Request {
        OrderId order;
        ItemId item;                      ///< the one to buy again; null: the order's first line
        std::string text;                 ///< 1-300 code points
        std::vector<PictureId> pictures;  ///< kept before by KeepPicture, 0-9
        static constexpr auto fields() {
            return field_list(field("order", &Request::order),
                              optional_field("item", &Request::item), field("text", &Request::text),
                              field("pictures", &Request::pictures));
        }
    };
    using Response = PostView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Keeps a JPEG, PNG or WebP (known by its bytes, not its name), or an MP4 or WebM clip. Reply:
/// where it is served.
struct KeepPicture {
    static constexpr std::string_view name = "keep_picture";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/pictures";
    static constexpr RoleSet roles = household_roles | Role::shop | Role::courier;
    static constexpr Body body = Body::raw;
    static constexpr std::size_t body_bytes_max = 8U * 1024U * 1024U;
    struct Request {
        std::string bytes;
        static constexpr auto fields() { return field_list(); }
    };
    struct Response {
        PictureId picture;
        std::string url;  ///< "/m/{picture}.webp"
        static constexpr auto fields() {
            return field_list(field("picture", &Response::picture), field("url", &Response::url));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
