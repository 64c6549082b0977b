#pragma once

#include "shared/api/resident.hpp"
#include "shared/domain/guest.hpp"

/// A link for somebody who is not let in yet: shows one group, and lets ask. Their faces are pages
/// of the server's.
namespace louxia::api {

struct GuestLinkView {
    GuestLinkId link;
    GroupId group;
    std::string group_title;
    Instant made_at;
    Instant ends_at;
    std::int32_t asked = 0;  ///< how many have asked with it
    static constexpr auto fields() {
        return field_list(
            field("link", &GuestLinkView::link), field("group", &GuestLinkView::group),
            field("group_title", &GuestLinkView::group_title),
            field("made_at_ms", &GuestLinkView::made_at),
            field("ends_at_ms", &GuestLinkView::ends_at), field("asked", &GuestLinkView::asked));
    }
};

/// The links that the caller's household has made and that still work, newest first.
struct ListGuestLinks {
    static constexpr std::string_view name = "list_guest_links";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/me/guest-links";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::vector<GuestLinkView> links;
        static constexpr auto fields() { return field_list(field("links", &Response::links)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A link for that group, for 72 hours. It is in this answer only. Of more than five of a household
/// the first one ends. Refused: group_closed when the group can no longer be joined.
struct MakeGuestLink {
    static constexpr std::string_view name = "make_guest_link";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/groups/{group}/guest-link";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    struct Request {
        GroupId group;
        static constexpr auto fields() { return field_list(field("group", &Request::group)); }
    };
    struct Response {
        GuestLinkId link;
        std::string path{};  ///< "/c/yunshanli/guest#…", to be put behind the server's own address
        Instant ends_at;
        static constexpr auto fields() {
            return field_list(field("link", &Response::link), field("path", &Response::path),
                              field("ends_at_ms", &Response::ends_at));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The household that made it ends it; not_found for another's. Who has asked already stays asked.
struct EndGuestLink {
    static constexpr std::string_view name = "end_guest_link";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/guest-links/{link}/end";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    struct Request {
        GuestLinkId link;
        static constexpr auto fields() { return field_list(field("link", &Request::link)); }
    };
    using Response = ListGuestLinks::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// What a guest sees. A post, since the secret must not stand in an address; it changes nothing.
/// not_found for a link that is none or has ended.
struct OpenGuestLink {
    static constexpr std::string_view name = "open_guest_link";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/guest";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        std::string secret{};  ///< from the link: 26 base32 digits
        static constexpr auto fields() { return field_list(field("secret", &Request::secret)); }
    };
    struct Response {
        GroupView group{};
        NeighbourView host{};  ///< who made the link
        Instant ends_at;
        static constexpr auto fields() {
            return field_list(field("group", &Response::group), field("host", &Response::host),
                              field("ends_at_ms", &Response::ends_at));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Asks to be let in: as AskIn, with the guest link instead of the building's code. Where the host
/// lives in the same building it has vouched with the link. Refused as AskIn, rate_limited after 10
/// with one link, and group_closed when the group can no longer be joined.
struct AskAsGuest {
    static constexpr std::string_view name = "ask_as_guest";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/guest/ask";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        std::string secret{};
        std::string nickname{};  ///< 1-24 code points
        BuildingId building;
        std::int32_t unit = 0;
        std::int32_t room = 0;
        static constexpr auto fields() {
            return field_list(field("secret", &Request::secret),
                              field("nickname", &Request::nickname),
                              field("building", &Request::building), field("unit", &Request::unit),
                              field("room", &Request::room));
        }
    };
    using Response = MeView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
