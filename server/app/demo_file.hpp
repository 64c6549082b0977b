#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/domain/community.hpp"

/// assets/demo/community.json as values; its README.md says what each field means.
namespace louxia::app {

/// Whether the demo's list waits for 07:00, or is out at whatever hour somebody first looks.
enum class DemoList { by_the_clock, out_at_once };

struct DemoHub {
    std::string key;
    Hub hub;  ///< without id
};

struct DemoCounter {
    std::string hub;  ///< key
    std::string nickname;
};

struct DemoStock {
    std::string hub;  ///< key
    std::int64_t pieces_min = 0;
    std::int64_t pieces_max = 0;
};

struct DemoMoment {
    std::int32_t day_offset = 0;
    std::int32_t minute_of_day = 0;
};

struct DemoItem {
    std::string item;  ///< its name
    std::string farm;
    std::string place;
    DemoMoment harvested;
    std::vector<DemoStock> stock;
};

struct DemoContent {
    std::string item;
    std::string amount;
    std::int64_t pieces = 1;
};

struct DemoGroup {
    std::string title;
    std::string title_tomorrow;  ///< when it is too late for today's
    std::string serves;
    std::string picture;
    std::string hub;  ///< key
    Money price;
    std::int32_t target_households = 0;
    std::int32_t cap_households = 0;
    std::int32_t opened_minute_of_day = 0;
    std::int32_t cutoff_minute_of_day = 0;
    std::int32_t deliver_before_minute_of_day = 0;
    std::vector<DemoContent> contents;
    std::vector<std::string> joined;  ///< households, "3-1-302"
};

struct DemoPost {
    std::string household;
    std::string item;
    std::string hub;  ///< key
    std::int64_t pieces = 1;
    std::int32_t day_offset = -1;
    std::int32_t ordered_minute_of_day = 0;
    std::int32_t delivered_minute_of_day = 0;
    std::int32_t posted_minute_of_day = 0;
    std::string text;
    std::vector<std::string> pictures;  ///< keys of stock pictures
};

struct DemoHousehold {
    Household household;  ///< without ids
    Money wallet;
};

struct DemoFile {
    Community community;              ///< without id
    std::vector<Building> buildings;  ///< without ids
    std::vector<DemoHub> hubs;
    std::vector<Courier> couriers;  ///< without ids
    std::string leader_nickname;
    std::string leader_household;  ///< "1-1-101"
    std::vector<DemoCounter> shop_members;
    std::vector<DemoCounter> kiosks;
    std::vector<std::string> residents;  ///< households whose links are printed
    std::string sheet;                   ///< file name beside this one
    std::int32_t markup_permille = 0;
    std::vector<DemoItem> items;
    std::vector<DemoStock> rest_stock;
    std::vector<DemoGroup> groups;
    std::vector<DemoPost> posts;
    std::vector<DemoHousehold> households;
};

/// Refused with the path of the first field that is missing or of another kind.
[[nodiscard]] Result<DemoFile> read_demo_file(std::string_view json);

/// The same format for a real community: faces, list, groups and posts are not looked at, and
/// `community.demo` is false.
[[nodiscard]] Result<DemoFile> read_community_file(std::string_view json);

/// "3-2-502"
[[nodiscard]] std::string door_key(const Address& address);

}  // namespace louxia::app
