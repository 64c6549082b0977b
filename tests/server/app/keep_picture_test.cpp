#include "server/app/keep_picture.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "server/app/change.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

namespace fs = std::filesystem;

/// A neighbourhood, and what lies in its folder of pictures.
struct Gallery {
    House house;
    Neighbourhood place{house};

    [[nodiscard]] std::string folder() const { return house.folder.file("pictures"); }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder()), {}));
    }
    void put_file(const std::string& name) const { std::ofstream(folder() + "/" + name) << "x"; }
    void make_old() const {
        for (const auto& entry : fs::directory_iterator(folder())) {
            fs::last_write_time(entry.path(),
                                fs::file_time_type::clock::now() - std::chrono::hours(2));
        }
    }
    app::Reply keep(const app::RequestKey& key) {
        return app::run_change<api::KeepPicture>(house.context, place.resident(0), {png()}, key);
    }
};

TEST_CASE("a kept picture lies in the folder by its id and belongs to who sent it") {
    House house;
    Neighbourhood place(house);
    place.publish_list(5);
    const auto kept = place.call<api::KeepPicture>(place.resident(0), {png()});
    REQUIRE(kept.ok());
    const std::string name = kept->picture.text() + ".png";
    CHECK(kept->url == "/m/" + name);
    CHECK(house.pictures.load(name) == png());
    CHECK_FALSE(house.pictures.load("../louxia.db").has_value());

    const auto placed = place.order(place.resident(1), {{place.item(0), 1}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(1), {placed->order}).ok());
    const api::AddPost::Request post{placed->order, ItemId{}, "到了", {kept->picture}};
    CHECK(place.call<api::AddPost>(place.resident(1), post).error() ==
          refuse(ErrorCode::not_found, "pictures[0]"));
    CHECK(house.broken() == "");
}

TEST_CASE("a picture whose request was answered before leaves no second file") {
    Gallery gallery;
    const app::Reply first = gallery.keep({"a key", "of a body"});
    REQUIRE(first.status == 200);
    CHECK(gallery.files() == 1);
    const app::Reply again = gallery.keep({"a key", "of a body"});
    CHECK(again.body == first.body);
    CHECK(gallery.keep({"a key", "of another body"}).status == 409);
    CHECK(gallery.files() == 1);
}

TEST_CASE("a refused picture leaves no file") {
    Gallery gallery;
    app::Caller waiting = gallery.place.resident(0);
    waiting.member->household = HouseholdId{};
    CHECK(gallery.place.call<api::KeepPicture>(waiting, {png()}).error() ==
          refuse(ErrorCode::not_allowed));
    CHECK(gallery.place.call<api::KeepPicture>(gallery.place.leader(), {"GIF89a"}).error() ==
          refuse(ErrorCode::invalid_value, "bytes"));
    CHECK(gallery.files() == 0);
}

TEST_CASE("a picture's row is the same when its transaction's work is run twice") {
    Gallery gallery;
    app::Context& context = gallery.house.context;
    const app::Caller caller = gallery.place.resident(0);
    const app::WrittenPicture written = app::write_picture(context, caller, {png()});
    REQUIRE(written.row.ok());
    CHECK(context.store
              .transact(gallery.place.id,
                        [&](app::Writer& writer) -> Result<void> {
                            for (int run = 0; run < 2; ++run) {
                                LOUXIA_TRY(
                                    app::keep_picture(context, caller, {png()}, written, writer));
                            }
                            return {};
                        })
              .ok());
    app::settle_picture(context, caller, written);
    CHECK(gallery.files() == 1);
    CHECK(gallery.house.pictures.load(written.row->file_name) == png());
}

TEST_CASE("a file without a row goes an hour later, and nothing else does") {
    Gallery gallery;
    app::Context& context = gallery.house.context;
    const app::Caller caller = gallery.place.resident(0);
    REQUIRE(gallery.keep({"a key", "of a body"}).status == 200);
    gallery.put_file("notes.txt");              // somebody else's
    gallery.put_file("0000000000001.png.new");  // begun by keep() before a crash
    {
        // The process dies between the file and its row.
        const auto lost = app::write_picture(context, caller, {png()});
        REQUIRE(lost.row.ok());
        gallery.make_old();
        CHECK(app::sweep_pictures(context) == 0);  // still in hand, however old
        CHECK(gallery.files() == 3);               // but the unfinished one has gone
    }
    const auto under_way = app::write_picture(context, caller, {png()});
    REQUIRE(under_way.row.ok());
    CHECK(app::sweep_pictures(context) == 1);
    CHECK(gallery.files() == 3);
    CHECK(gallery.house.pictures.load(under_way.row->file_name).has_value());
    CHECK(app::sweep_pictures(context) == 0);
}

TEST_CASE("the clock's round sweeps the folder of pictures once an hour") {
    Gallery gallery;
    const auto lose_one = [&] {
        REQUIRE(
            app::write_picture(gallery.house.context, gallery.place.resident(0), {png()}).row.ok());
        gallery.make_old();
    };
    lose_one();
    gallery.house.jobs.run_due(gallery.house.now());
    CHECK(gallery.files() == 0);
    lose_one();
    gallery.house.pass(minute_ms);
    gallery.house.jobs.run_due(gallery.house.now());
    CHECK(gallery.files() == 1);
    gallery.house.pass(hour_ms);
    gallery.house.jobs.run_due(gallery.house.now());
    CHECK(gallery.files() == 0);
}

}  // namespace
}  // namespace louxia::test
