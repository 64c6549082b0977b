#include <doctest/doctest.h>

#include "client/model/basket.hpp"
#include "client/model/route.hpp"

using namespace louxia;
using namespace louxia::model;

TEST_CASE("every page of the client has a path that leads back to it") {
    for (const Page page :
         {Page::groups, Page::feed, Page::orders, Page::me, Page::checkout, Page::invite,
          Page::leader_today, Page::leader_list, Page::leader_picking, Page::leader_groups,
          Page::leader_households, Page::shop, Page::courier, Page::kiosk, Page::home}) {
        Route route;
        route.page = page;
        const Route read = parse_route(path_of(route, "yunshanli"));
        CHECK(read.page == page);
        CHECK(read.community == "yunshanli");
    }
    for (const Page page : {Page::group, Page::order, Page::item, Page::post}) {
        Route route;
        route.page = page;
        route.id = 713;
        CHECK(parse_route(path_of(route, "yunshanli")) == route);
    }
}

TEST_CASE("a day's list keeps its day, a day that does not exist is no page") {
    const Route route = parse_route("/c/yunshanli/leader/list/2026-11-23");
    CHECK(route.page == Page::leader_list);
    CHECK(route.date == CivilDate{2026, 11, 23});
    CHECK(parse_route("/c/yunshanli/leader/list/2026-02-30").page == Page::unknown);
}

TEST_CASE("query and fragment do not change the page, and strange paths are none") {
    CHECK(parse_route("/kiosk?x=1").page == Page::kiosk);
    CHECK(parse_route("/c/yunshanli/in#secret").page == Page::invite);
    CHECK(parse_route("/g/!").page == Page::unknown);
    CHECK(parse_route("/nowhere").page == Page::unknown);
    CHECK(parse_route("").page == Page::home);
}

TEST_CASE("a basket comes back from its text, and an unreadable text is an empty one") {
    Basket basket;
    basket.set(ItemId{11}, 2);
    basket.set(ItemId{12}, 1);
    const Basket read = Basket::from_text(basket.to_text());
    CHECK(read.count_of(ItemId{11}) == 2);
    CHECK(read.pieces() == 3);
    for (const char* text : {"", " ", "nonsense", "0:x", ":", "11:2:3"}) {
        CHECK(Basket::from_text(text).empty());
    }
}
