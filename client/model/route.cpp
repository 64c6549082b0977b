#include "client/model/route.hpp"

#include <array>
#include <vector>

namespace louxia::model {
namespace {

struct CommunityPage {
    std::string_view path;  // behind /c/{community}
    Page page;
};
constexpr std::array community_pages{
    CommunityPage{"", Page::home},
    CommunityPage{"/groups", Page::groups},
    CommunityPage{"/posts", Page::feed},
    CommunityPage{"/orders", Page::orders},
    CommunityPage{"/me", Page::me},
    CommunityPage{"/checkout", Page::checkout},
    CommunityPage{"/in", Page::invite},
    CommunityPage{"/leader", Page::leader_today},
    CommunityPage{"/leader/list", Page::leader_list},
    CommunityPage{"/leader/picking", Page::leader_picking},
    CommunityPage{"/leader/groups", Page::leader_groups},
    CommunityPage{"/leader/households", Page::leader_households},
    CommunityPage{"/shop", Page::shop},
    CommunityPage{"/courier", Page::courier},
    CommunityPage{"/kiosk", Page::kiosk},
};

struct ThingPage {
    std::string_view path;
    Page page;
};
constexpr std::array thing_pages{
    ThingPage{"/g/", Page::group},
    ThingPage{"/o/", Page::order},
    ThingPage{"/p/", Page::item},
    ThingPage{"/n/", Page::post},
};

Route page_route(Page page, std::uint64_t id = 0) {
    Route route;
    route.page = page;
    route.id = id;
    return route;
}

Route community_route(std::string_view rest) {
    const auto slash = rest.find('/');
    Route route;
    route.community = std::string(rest.substr(0, slash));
    std::string_view behind = slash == std::string_view::npos ? "" : rest.substr(slash);
    if (!behind.empty() && behind.back() == '/') behind.remove_suffix(1);
    for (const CommunityPage& known : community_pages) {
        if (known.path == behind) {
            route.page = known.page;
            return route;
        }
    }
    constexpr std::string_view dated = "/leader/list/";
    if (behind.substr(0, dated.size()) == dated) {
        route.date = parse_date(behind.substr(dated.size()));
        route.page = route.date ? Page::leader_list : Page::unknown;
        return route;
    }
    route.page = Page::unknown;
    return route;
}

}  // namespace

Page face_of(Role role) {
    switch (role) {
        case Role::resident: return Page::home;
        case Role::leader: return Page::leader_today;
        case Role::shop: return Page::shop;
        case Role::courier: return Page::courier;
        case Role::kiosk: return Page::kiosk;
        case Role::operator_role: return Page::home;
    }
    return Page::home;
}

Route parse_route(std::string_view path) {
    path = path.substr(0, path.find_first_of("?#"));
    if (path.empty() || path == "/") return Route{};
    if (path == "/kiosk" || path == "/kiosk/") return page_route(Page::kiosk);
    if (path.substr(0, 3) == "/c/") return community_route(path.substr(3));
    for (const ThingPage& known : thing_pages) {
        if (path.substr(0, known.path.size()) == known.path) {
            const auto id = decode_id(path.substr(known.path.size()));
            return id ? page_route(known.page, *id) : page_route(Page::unknown);
        }
    }
    return page_route(Page::unknown);
}

std::string path_of(const Route& route, std::string_view community) {
    for (const ThingPage& known : thing_pages) {
        if (known.page == route.page) return std::string(known.path) + encode_id(route.id);
    }
    const std::string slug = route.community.empty() ? std::string(community) : route.community;
    if (slug.empty()) return route.page == Page::kiosk ? "/kiosk" : "/";
    for (const CommunityPage& known : community_pages) {
        if (known.page == route.page) {
            std::string path = "/c/" + slug + std::string(known.path);
            if (route.date) path += "/" + to_text(*route.date);
            return path;
        }
    }
    return "/c/" + slug;
}

}  // namespace louxia::model
