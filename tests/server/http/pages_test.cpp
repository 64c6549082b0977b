#include <doctest/doctest.h>

#include <set>

#include "server/http/pages/words.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

std::string form_fields(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

// What follows a colon is added to a number that is not one: languages without plurals have none.
std::set<std::string> blanks_in(std::string_view text) {
    std::set<std::string> blanks;
    while (text.find('{') != std::string_view::npos) {
        const std::size_t open = text.find('{');
        const std::size_t close = text.find('}', open);
        const std::string_view blank = text.substr(open, close - open);
        blanks.emplace(blank.substr(0, blank.find(':')));
        text.remove_prefix(close);
    }
    return blanks;
}

}  // namespace

TEST_CASE("amounts are written with their fen and grouped by thousands") {
    const std::pair<std::int64_t, const char*> table[] = {
        {0, "¥0.00"},           {5, "¥0.05"},     {99999, "¥999.99"},
        {100000, "¥1,000.00"},  {-300, "-¥3.00"}, {123456789, "¥1,234,567.89"},
        {-428650, "-¥4,286.50"}};
    for (const auto& [fen, words] : table) {
        CHECK(http::yuan(Money::fen_unchecked(fen)) == words);
    }
}

TEST_CASE("both catalogues say the same things with the same blanks") {
    using http::Language;
    CHECK(http::text_keys(Language::zh) == http::text_keys(Language::en));
    for (const std::string_view key : http::text_keys(Language::zh)) {
        const std::string name(key);
        CAPTURE(name);
        const std::string_view zh = http::text(Language::zh, key);
        const std::string_view en = http::text(Language::en, key);
        CHECK(!zh.empty());
        CHECK(!en.empty());
        CHECK(blanks_in(zh) == blanks_in(en));
    }
}

TEST_CASE("what is counted has an s, unless it is one") {
    const auto kinds = [](http::Language language, const char* count) {
        return http::text(language, "count_kinds", {{"count", count}});
    };
    CHECK(kinds(http::Language::en, "1") == "1 kind");
    CHECK(kinds(http::Language::en, "11") == "11 kinds");
    CHECK(kinds(http::Language::en, "0") == "0 kinds");
    CHECK(kinds(http::Language::zh, "1") == "1 样");
}

TEST_CASE("an order is placed, seen and cancelled with forms alone") {
    World world;
    const std::string secret = world.invite(world.place().resident(0));
    const Reply invited =
        post_form(world.port(), "/c/lanting/in",
                  "secret=http%3A%2F%2Fx%2Fc%2Flanting%2Fin%23" + secret + "&next=");
    REQUIRE(invited.status == 303);
    CHECK(invited.header("Location") == "/c/lanting");
    const std::string cookie = invited.header("Set-Cookie");
    const Headers who = {{"Cookie", cookie.substr(0, cookie.find(';'))}};

    const std::string basket =
        "q." + world.place().item(0).text() + "=2&q." + world.place().item(1).text() + "=";
    const Reply checkout = get(world.port(), "/c/lanting/checkout?" + basket, who);
    CHECK(checkout.status == 200);
    CHECK(checkout.has("小白菜"));
    CHECK(checkout.has("¥6.00"));
    CHECK(checkout.has("确认下单"));
    const std::string fields =
        basket + "&fulfilment=delivery&payment=wallet&note=" + "&" + form_fields(checkout);
    const Reply placed = post_form(world.port(), "/c/lanting/orders", fields, who);
    REQUIRE(placed.status == 303);
    const std::string order = placed.header("Location");
    CHECK(order.rfind("/o/", 0) == 0);
    // Pressing the button twice is one order.
    CHECK(post_form(world.port(), "/c/lanting/orders", fields, who).header("Location") == order);
    CHECK(world.place().available(0).count == 198);

    const Reply page = get(world.port(), order, who);
    CHECK(page.status == 200);
    CHECK(page.has("已下单"));
    CHECK(page.has("http-equiv=\"refresh\""));
    CHECK(get(world.port(), "/c/lanting/orders", who).has(order));
    const Reply cancelled = post_form(world.port(), order + "/cancel", form_fields(page), who);
    CHECK(cancelled.status == 303);
    CHECK(get(world.port(), order, who).has("已取消"));
    CHECK(world.place().available(0).count == 200);
    CHECK(world.house.broken() == "");
}

TEST_CASE("an order's page says what was short and what went back, and changes its way") {
    World world;
    Neighbourhood& place = world.place();
    const app::Caller caller = place.resident(0);
    const Headers who = world.as(caller);
    const auto placed = place.order(caller, {{place.item(0), 2}, {place.item(1), 1}});
    REQUIRE(placed.ok());
    const std::string path = "/o/" + placed->order.text();
    const Reply first = get(world.port(), path, who);
    CHECK(first.has("改成自己取，一共 ¥36.00"));
    const std::string terms = "&fulfilment=pickup&terms=" + hidden_field(first, "terms");
    CHECK(post_form(world.port(), path + "/change", form_fields(first) + "&fulfilment=pickup", who)
              .status == 400);
    CHECK(post_form(world.port(), path + "/change", form_fields(first) + terms, who).status == 303);
    CHECK(get(world.port(), path, who).has("改成送到家，一共 ¥36.00"));
    place.move_to(placed->order, OrderState::picking);
    REQUIRE(place.call<api::WeighLine>(place.leader(), {placed->order, 0, 1, 460, true}).ok());
    const Reply weighed = get(world.port(), path, who);
    CHECK(weighed.has("缺 1 · 实称 460 克，按实称算 · 退 ¥3.24"));
    CHECK(weighed.has("¥32.76"));
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(caller, {placed->order}).ok());
    REQUIRE(place.call<api::RefundOrder>(place.leader(), {placed->order, 1, RefundReason::spoiled})
                .ok());
    CHECK(get(world.port(), path, who).has("已退 ¥30.00 到钱包 · 白虾 不新鲜"));
    CHECK_FALSE(get(world.port(), path, who).has("/change"));
    CHECK(world.house.broken() == "");
}

TEST_CASE("a refund is asked for, declined and given with forms alone") {
    World world;
    Neighbourhood& place = world.place();
    const app::Caller caller = place.resident(0);
    const Headers who = world.as(caller);
    const Headers leader = world.as(place.leader());
    const auto placed =
        place.order(caller, {{place.item(0), 2}, {place.item(1), 1}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    const std::string path = "/o/" + placed->order.text();
    CHECK(get(world.port(), path, who).has("送到后 48 小时内"));
    CHECK_FALSE(get(world.port(), path, who).has(path + "/claim"));
    place.move_to(placed->order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(caller, {placed->order}).ok());

    const Reply page = get(world.port(), path, who);
    CHECK(page.has("白虾 · ¥30.00"));
    const auto ask = [&](const std::string& more) {
        return post_form(world.port(), path + "/claim",
                         form_fields(get(world.port(), path, who)) + more, who);
    };
    CHECK(ask("&line=1&text=").status == 400);
    CHECK(ask("&line=7&reason=spoiled&text=").status == 400);
    CHECK(ask("&line=1&reason=spoiled&text=%3Cb%3E%E5%9D%8F%E4%BA%86").status == 303);
    CHECK(get(world.port(), path, who).has("申请了，等团长答复"));
    CHECK(ask("&line=1&reason=missing&text=").has("已经申请过了"));

    const std::string console = "/c/lanting/leader/";
    const std::string one = console + "order?order=" + placed->order.text();
    const Reply list = get(world.port(), console + "orders", leader);
    CHECK(list.has("等你答复的退款"));
    CHECK(list.has("&lt;b&gt;坏了"));
    const Reply asked = get(world.port(), one, leader);
    CHECK(asked.has("value=\"1\" required checked"));
    CHECK(asked.has("value=\"spoiled\" required checked"));
    const auto answer = [&](const std::string& more) {
        return post_form(
            world.port(), console + "order",
            form_fields(get(world.port(), one, leader)) + "&order=" + placed->order.text() + more,
            leader);
    };
    CHECK(answer("&step=decline&claim=1&answer=").status == 400);
    CHECK(answer("&step=decline&claim=1&answer=%E6%B2%A1%E5%9D%8F").status == 303);
    CHECK(get(world.port(), path, who).has("团长没同意：没坏"));
    CHECK_FALSE(get(world.port(), console + "orders", leader).has("等你答复的退款"));
    CHECK(ask("&line=1&reason=spoiled&text=").status == 303);
    CHECK(answer("&step=refund&line=1&reason=spoiled").status == 303);
    CHECK(get(world.port(), path, who).has("已退 ¥30.00 到钱包 · 白虾 不新鲜"));
    CHECK(get(world.port(), one, leader).has("已经退了"));
    CHECK(world.house.broken() == "");
}

TEST_CASE("a household joins and leaves a group with forms alone") {
    World world;
    const Headers who = world.resident(0);
    const std::string group = "/g/" + world.group().text();
    const Reply open = get(world.port(), group);
    CHECK(open.has("还差 10 户"));
    CHECK(open.has("凑不齐 10 户，16:00 自动全额退回"));
    CHECK(open.has(group + "/join"));
    const Reply confirm = get(world.port(), group + "/join", who);
    CHECK(confirm.has("¥89.00"));
    CHECK(post_form(world.port(), group + "/join", form_fields(confirm), who).status == 303);
    const Reply joined = get(world.port(), group, who);
    CHECK(joined.has("已付款，等成团"));
    CHECK(joined.has("还差 9 户"));
    CHECK(get(world.port(), group).has("n0"));
    CHECK(post_form(world.port(), group + "/leave", form_fields(joined), who).status == 303);
    CHECK(get(world.port(), group).has("还差 10 户"));
    CHECK(world.house.broken() == "");
}

TEST_CASE("a form is only taken from its own session's page") {
    World world;
    const Headers who = world.resident(0);
    const std::string group = "/g/" + world.group().text() + "/join";
    const Reply confirm = get(world.port(), group, who);
    CHECK(post_form(world.port(), group, "key=" + hidden_field(confirm, "key"), who).status == 403);
    CHECK(post_form(world.port(), group, form_fields(confirm), world.resident(1)).status == 403);
    Headers foreign = who;
    foreign.emplace_back("Origin", "https://elsewhere.example");
    CHECK(post_form(world.port(), group, form_fields(confirm), foreign).status == 403);
    CHECK(post_form(world.port(), group, form_fields(confirm)).status == 401);
    CHECK(get(world.port(), "/g/" + world.group().text()).has("还差 10 户"));
}

TEST_CASE("a refused form says why, in words, and keeps what was chosen") {
    World world;
    const Headers who = world.resident(0);
    const std::string basket = "q." + world.place().item(0).text() + "=150";
    const Reply checkout = get(world.port(), "/c/lanting/checkout?" + basket, who);
    CHECK(checkout.status == 422);
    CHECK(checkout.has("剩下的不够了，少拿一点"));
    const std::string fine = "q." + world.place().item(1).text() + "=20";
    const Reply costly = get(world.port(), "/c/lanting/checkout?" + fine, who);
    REQUIRE(costly.status == 200);
    const Reply refused = post_form(
        world.port(), "/c/lanting/orders",
        fine + "&fulfilment=delivery&payment=wallet&note=hello&" + form_fields(costly), who);
    CHECK(refused.status >= 400);
    CHECK(refused.has("钱包不够"));
    CHECK(refused.has("value=\"hello\""));
    CHECK(get(world.port(), "/c/lanting/checkout", who).has("还没选东西"));
}

TEST_CASE("pages that need somebody ask to come in first and come back") {
    World world;
    const std::string target = "/c/lanting/checkout?q." + world.place().item(0).text() + "=1";
    const Reply asked = get(world.port(), target);
    CHECK(asked.status == 401);
    CHECK(hidden_field(asked, "next") == target);
    const std::string secret = world.invite(world.place().resident(1));
    for (const std::string& next :
         {std::string("%2F%2Fevil.example"), std::string("https%3A%2F%2Fevil.example"),
          std::string("%2F%5Cevil.example"), std::string("%2F%09%2Fevil.example")}) {
        const std::string once = world.invite(world.place().resident(1));
        CHECK(post_form(world.port(), "/c/lanting/in", "secret=" + once + "&next=" + next)
                  .header("Location") == "/c/lanting");
    }
    CHECK(post_form(world.port(), "/c/lanting/in", "secret=" + secret + "&next=%2Fc%2Flanting%2Fme")
              .header("Location") == "/c/lanting/me");
    const std::string leads = world.invite(world.place().leader());
    CHECK(post_form(world.port(), "/c/lanting/in", "secret=" + leads).header("Location") ==
          "/c/lanting/leader");
    CHECK(post_form(world.port(), "/c/lanting/in", "secret=wrong").status == 404);
}

TEST_CASE("names that look like markup stay text") {
    World world;
    const Headers leader = world.as(world.place().leader());
    const std::string evil = "<script>alert(1)</script>";
    const Reply added = post(world.port(), "/api/v1/leader/lists/2026-11-23/items",
                             R"({"items":[{"name":")" + evil +
                                 R"(","category":"leafy","unit":"box","price_fen":100,)"
                                 R"("origin":"\"><img src=x onerror=alert(1)>"}]})",
                             leader);
    REQUIRE(added.status == 200);
    for (const char* target : {"/", "/c/lanting/list"}) {
        const Reply page = get(world.port(), target);
        CHECK(page.has("&lt;script&gt;alert(1)"));
        CHECK(!page.has("<script>alert"));
        CHECK(!page.has("<img src=x"));
    }
    const std::string found = get(world.port(), "/").body;
    const std::string id = between(found.substr(found.find("&lt;script&gt;") - 200), "/p/", "\"");
    const Reply item = get(world.port(), "/p/" + id);
    CHECK(item.status == 200);
    CHECK(!item.has("<script>alert"));
    CHECK(item.has("\\u003cscript>"));
}

TEST_CASE("links shown in chat carry title, price, count and structured data") {
    World world;
    const Reply group = get(world.port(), "/g/" + world.group().text());
    CHECK(group.has("<meta property=\"og:title\" content=\""));
    CHECK(between(group.body, "<title>", "</title>").find("¥89") != std::string::npos);
    CHECK(between(group.body, "<title>", "</title>").find("还差 10 户") != std::string::npos);
    CHECK(group.has("application/ld+json"));
    CHECK(group.has("\"priceCurrency\":\"CNY\",\"price\":\"89.00\""));
    CHECK(group.has("lang=\"zh-CN\""));
    const Reply english = get(world.port(), "/g/" + world.group().text() + "?lang=en");
    CHECK(english.has("lang=\"en\""));
    CHECK(english.has("10 more to go"));
    CHECK(english.header("Set-Cookie").find("louxia_lang=en") == 0);
    CHECK(get(world.port(), "/", {{"Cookie", "louxia_lang=en"}}).has("Check out"));
    const Reply item = get(world.port(), "/p/" + world.place().item(0).text());
    CHECK(item.has("\"@type\":\"Product\""));
    CHECK(between(item.body, "<title>", "</title>") == "小白菜 ¥3.00/500g");
    CHECK(get(world.port(), "/").has("\"@type\":\"ItemList\""));
    for (const char* face : {"/kiosk", "/c/lanting/leader", "/c/lanting/leader/list/2026-11-23",
                             "/c/lanting/shop", "/c/lanting/courier"}) {
        CHECK(get(world.port(), face).status == 200);
    }
}

TEST_CASE("a page says when it came without a session, also from the shared copies") {
    World world;
    const Headers who = world.resident(0);
    const std::string mark = " data-stranger=\"yes\"";
    for (const std::string& target :
         {std::string("/"), std::string("/c/lanting"), "/g/" + world.group().text(),
          "/p/" + world.place().item(0).text(), std::string("/c/lanting/groups")}) {
        CAPTURE(target);
        for (int times = 0; times < 2; ++times) {
            CHECK(get(world.port(), target).has(mark));
            CHECK_FALSE(get(world.port(), target, who).has(mark));
        }
        // And a browser asks again before it shows a kept one to who has come in since.
        const std::string kept = get(world.port(), target).header("Cache-Control");
        CHECK((kept == "no-cache" || kept == "no-store"));
    }
}

TEST_CASE("a key in no catalogue never reaches a page") {
    World world;
    const Headers who = world.resident(0);
    const std::string order = "/o/" + world.order(who);
    for (const std::string& target :
         {std::string("/"), std::string("/c/lanting/groups"), std::string("/c/lanting/me"),
          std::string("/c/lanting/posts"), "/g/" + world.group().text(), order,
          "/c/lanting/checkout?q." + world.place().item(0).text() + "=1"}) {
        CAPTURE(target);
        const Reply page = get(world.port(), target, who);
        CHECK(page.status == 200);
        CHECK(!page.has("{{"));
        CHECK(page.body.find("_words") == std::string::npos);
        CHECK(page.body.find(">tab_") == std::string::npos);
    }
}

}  // namespace louxia::test
