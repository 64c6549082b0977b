#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

std::string asset(const std::string& name) {
    std::ifstream file(std::string(LOUXIA_SOURCE_DIR) + "/assets/demo/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct DemoHouse : House {
    app::DemoFile file = app::read_demo_file(asset("community.json")).value();
    std::string sheet = asset("price-sheet.csv");
    app::DemoSecrets demo_secrets;

    app::Demo start(app::DemoList list = app::DemoList::by_the_clock) {
        return app::ensure_demo(context, file, sheet, demo_secrets, list).value();
    }
    api::GetHome::Response home(const app::Demo& demo) {
        Result<api::GetHome::Response> home = refuse(ErrorCode::unavailable);
        store->read(demo.community, [&](const app::Reader& reader) {
            home = app::get_home(context, app::Caller{demo.community, {}, {}}, {}, reader);
        });
        return home.value();
    }
};

TEST_CASE("by day the demo has its list, seven joins and posts of orders that were delivered") {
    DemoHouse house;
    house.set(House::at(9, 30));
    const app::Demo demo = house.start();
    const auto home = house.home(demo);
    REQUIRE(home.list.has_value());
    CHECK(home.list->items.size() == 432);
    CHECK(home.list->published_at == House::at(7, 0));
    REQUIRE(home.groups.size() == 1);
    CHECK(home.groups[0].households == 7);
    CHECK(home.groups[0].cutoff_at == House::at(16, 0));
    CHECK(home.groups[0].deliver_before == House::at(18, 0));
    CHECK(home.groups[0].single_price == Money::fen_unchecked(10'862));
    CHECK(home.delivery_offered);
    house.store->read(demo.community, [&](const app::Reader& reader) {
        CHECK(reader.households().size() == 120);
        CHECK(reader.running_orders().empty());
        const auto posts = reader.posts(50);
        CHECK(posts.size() == house.file.posts.size());
        for (const Post& post : posts) {
            CHECK(reader.order(post.order)->state == OrderState::done);
            CHECK(post.created_at < house.now());
        }
    });
    CHECK(house.broken() == "");
}

TEST_CASE("at night the demo's list is a draft that comes out at seven by itself") {
    DemoHouse house;
    house.set(House::at(3, 0));
    const app::Demo demo = house.start();
    CHECK_FALSE(house.home(demo).list.has_value());
    CHECK(house.home(demo).next_publish_at == House::at(7, 0));
    CHECK(house.home(demo).groups.at(0).households == 7);
    house.set(House::at(7, 0));
    house.jobs.run_due(house.now());
    CHECK(house.home(demo).list.has_value());
    CHECK(house.broken() == "");
}

TEST_CASE("a demo that nobody simulates has its list out at any hour") {
    DemoHouse house;
    house.set(House::at(3, 0));
    const auto home = house.home(house.start(app::DemoList::out_at_once));
    REQUIRE(home.list.has_value());
    CHECK(home.list->published_at == House::at(3, 0));
    CHECK(house.broken() == "");
}

TEST_CASE("later in the day the group's cut-off lies ahead and its title says so") {
    struct Case {
        int hour;
        Instant cutoff;
        const char* title;
    };
    for (const Case& expected : {Case{15, House::at(16, 0), "今晚火锅食材拼团"},
                                 Case{17, House::at(18, 0), "今晚火锅食材拼团"},
                                 Case{22, House::at(16, 0) + day_ms, "明晚火锅食材拼团"}}) {
        DemoHouse house;
        house.set(House::at(expected.hour, 0));
        const auto home = house.home(house.start());
        CHECK(home.groups.at(0).cutoff_at == expected.cutoff);
        CHECK(home.groups.at(0).title == expected.title);
        CHECK(home.groups.at(0).households == 7);
    }
}

TEST_CASE("a restart prints the same links, and the next day has its own list and group") {
    DemoHouse house;
    house.set(House::at(9, 0));
    const app::Demo first = house.start();
    const app::Demo again = house.start();
    REQUIRE(first.links.size() == again.links.size());
    for (std::size_t index = 0; index < first.links.size(); ++index) {
        CHECK(first.links[index].path == again.links[index].path);
    }
    CHECK(house.home(again).groups.size() == 1);
    house.pass(day_ms);
    house.jobs.run_due(house.now());
    const app::Demo next = house.start();
    CHECK(house.home(next).list->date == CivilDate{2026, 11, 24});
    CHECK(house.home(next).groups.size() == 1);
    CHECK(house.broken() == "");
}

TEST_CASE("a demo file with a wrong field is refused by that field's path") {
    std::string json = asset("community.json");
    const std::size_t at = json.find("yunshanli");
    REQUIRE(at != std::string::npos);
    json.replace(at - 1, 11, "7");
    CHECK(app::read_demo_file(json).error() == refuse(ErrorCode::invalid_value, "community.slug"));
    CHECK(app::read_demo_file("[]").error().code == ErrorCode::malformed);
}

}  // namespace
}  // namespace louxia::test
