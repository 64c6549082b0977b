#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/instant.hpp"
#include "shared/base/strong_id.hpp"
#include "shared/domain/catalog.hpp"
#include "shared/domain/household.hpp"

namespace louxia::model {

/// Which face of the client a path shows. Each is a real URL that the server renders too.
enum class Page {
    home,               ///< / and /c/{community}
    groups,             ///< /c/{community}/groups
    feed,               ///< /c/{community}/posts
    orders,             ///< /c/{community}/orders
    me,                 ///< /c/{community}/me
    checkout,           ///< /c/{community}/checkout
    invite,             ///< /c/{community}/in, with the secret in the fragment
    group,              ///< /g/{group}
    order,              ///< /o/{order}
    item,               ///< /p/{item}
    post,               ///< /n/{post}
    leader_today,       ///< /c/{community}/leader
    leader_list,        ///< /c/{community}/leader/list[/{date}]
    leader_picking,     ///< /c/{community}/leader/picking
    leader_groups,      ///< /c/{community}/leader/groups
    leader_households,  ///< /c/{community}/leader/households
    shop,               ///< /c/{community}/shop
    courier,            ///< /c/{community}/courier
    kiosk,              ///< /kiosk and /c/{community}/kiosk
    unknown,
};

struct Route {
    Page page = Page::home;
    std::string community;          ///< slug; empty in paths that do not name it
    std::uint64_t id = 0;           ///< of the group, order, item or post
    std::optional<CivilDate> date;  ///< leader_list only
    friend bool operator==(const Route&, const Route&) = default;
};

/// A face of the leader, the shop, a courier or the kiosk.
[[nodiscard]] constexpr bool is_staff_page(Page page) {
    return page >= Page::leader_today && page <= Page::kiosk;
}

/// Where a member's own work stands.
[[nodiscard]] Page face_of(Role role);

/// `path` without origin; the query is ignored.
[[nodiscard]] Route parse_route(std::string_view path);
/// `community` fills in where the route names none and the path needs one.
[[nodiscard]] std::string path_of(const Route& route, std::string_view community);

}  // namespace louxia::model
