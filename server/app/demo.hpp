#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/context.hpp"
#include "server/app/demo_file.hpp"

namespace louxia::app {

/// A link that signs in as somebody of the demo, as often as one likes.
struct FaceLink {
    std::string face;  ///< resident, second_resident, leader, shop, courier, kiosk
    std::string name;  ///< whose it is, for people
    std::string path;  ///< "/c/yunshanli/in#…"
    bool main = true;  ///< false: a second shop or courier
};

/// Secrets of the demo's links by who they are for, so that a restart prints the same ones. New
/// ones are added; the caller keeps the map.
using DemoSecrets = std::map<std::string, std::string>;

struct Demo {
    CommunityId community;
    std::vector<FaceLink> links;
};

/// The demo community as it should be at the clock's time: made when it is absent, with today's
/// list (a draft until 07:00) from the supplier's sheet by the ordinary importer, a group with real
/// joins, and yesterday's orders shown to the neighbours. All through the use cases and rules that
/// everyone uses; only the clock is set back for what lies in the past.
[[nodiscard]] Result<Demo> ensure_demo(Context& context, const DemoFile& file,
                                       std::string_view sheet, DemoSecrets& secrets,
                                       DemoList list = DemoList::by_the_clock);

/// A real community with the people and places of a file, without list, groups and posts.
/// Refused: conflict "slug" when it exists, invalid_value "slug", "time_zone" or a household's
/// door.
[[nodiscard]] Result<CommunityId> make_community(Context& context, const DemoFile& file);

}  // namespace louxia::app
