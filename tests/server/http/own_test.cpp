#include <doctest/doctest.h>

#include <filesystem>

#include "server/app/devices.hpp"
#include "shared/api/json.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

constexpr const char* android =
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36";

/// Signs in with a browser of that name.
Headers signed_in(World& world, const app::Caller& caller, const std::string& user_agent,
                  Headers more = {}) {
    more.emplace_back("User-Agent", user_agent);
    const Reply reply = post(world.port(), "/api/v1/session",
                             R"({"secret":")" + world.invite(caller) + R"("})", more);
    REQUIRE(reply.status == 200);
    const std::string cookie = reply.header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

bool is_in(World& world, const Headers& who) {
    return get(world.port(), "/api/v1/me", who).status == 200;
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

std::string form_of(const Reply& page) {
    return "token=" + hidden_field(page, "token") + "&key=" + hidden_field(page, "key");
}

/// What the last one of them is: every household is a neighbour of the first.
std::string session_of(const Reply& list, bool current) {
    const std::string mark = current ? R"("current":true)" : R"("current":false)";
    const std::size_t at = list.body.find(mark);
    const std::size_t from = list.body.rfind(R"("session":")", at);
    return at == std::string::npos ? std::string{}
                                   : between(list.body.substr(from), R"("session":")", "\"");
}

}  // namespace

TEST_CASE("a member sees the devices that are signed in, and ends one or all others") {
    World world;
    const Headers phone = signed_in(world, world.place().resident(0), android);
    const Headers tablet = signed_in(world, world.place().resident(0),
                                     "Mozilla/5.0 (iPad; CPU OS 17_0) Version/17 Safari/604.1");
    const Headers other = world.resident(1);
    Reply list = get(world.port(), "/api/v1/me/devices", phone);
    CHECK(list.status == 200);
    CHECK(list.has("Android · Chrome"));
    CHECK(list.has("iPad · Safari"));
    CHECK(count_of(list.body, R"("session")") == 2);
    CHECK(count_of(list.body, R"("current":true)") == 1);
    CHECK(!list.has("Mozilla"));

    const std::string foreign = session_of(list, false);
    const std::string end = "/api/v1/me/devices/" + foreign + "/end";
    const std::string body = "{}";
    CHECK(post(world.port(), end, body, other).status == 404);
    CHECK(is_in(world, tablet));
    EventReader stream(world.port(), "", tablet);
    REQUIRE(stream.next().has_value());
    CHECK(post(world.port(), end, body, phone).status == 200);
    CHECK(!is_in(world, tablet));
    CHECK(stream.ends_within(5000));
    CHECK(is_in(world, phone));

    const Headers third = signed_in(world, world.place().resident(0), "curl");
    CHECK(post(world.port(), "/api/v1/me/devices/end-others", "{}", phone).status == 200);
    CHECK(!is_in(world, third));
    CHECK(is_in(world, phone));
    CHECK(is_in(world, other));
}

TEST_CASE("the page of devices works with forms alone, in both languages") {
    World world;
    const Headers phone = signed_in(world, world.place().resident(0), android);
    const Headers lost = signed_in(world, world.place().resident(0), "Mozilla/5.0 (iPhone) Safari");
    const Reply page = get(world.port(), "/c/lanting/me/devices", phone);
    CHECK(page.status == 200);
    CHECK(page.has("Android · Chrome · 就是这台"));
    CHECK(page.has("iPhone · Safari"));
    CHECK(get(world.port(), "/c/lanting/me/devices?lang=en", phone).has("this one"));
    const std::string session = session_of(get(world.port(), "/api/v1/me/devices", phone), false);
    const std::string ending = form_of(page) + "&session=" + session;
    CHECK(post_form(world.port(), "/c/lanting/me/devices", "session=" + session, phone).status ==
          403);
    CHECK(is_in(world, lost));
    CHECK(post_form(world.port(), "/c/lanting/me/devices", ending, phone).status == 303);
    CHECK(!is_in(world, lost));
    const Headers again = signed_in(world, world.place().resident(0), "Firefox");
    const Reply fresh = get(world.port(), "/c/lanting/me/devices", phone);
    CHECK(post_form(world.port(), "/c/lanting/me/devices/others", form_of(fresh), phone).status ==
          303);
    CHECK(!is_in(world, again));
    CHECK(get(world.port(), "/c/lanting/me/devices").status == 401);
    CHECK(get(world.port(), "/c/lanting/me", phone).has("/c/lanting/me/devices"));
}

TEST_CASE("the leader ends devices of staff, and no household's") {
    World world;
    const Headers leader = world.as(world.place().leader());
    const Headers kiosk = signed_in(world, world.place().kiosk(), android);
    const Headers courier = world.as(world.place().courier(0));
    const Headers resident = world.resident(0);
    const Reply list = get(world.port(), "/api/v1/leader/devices", leader);
    CHECK(list.status == 200);
    CHECK(count_of(list.body, R"("session")") == 2);
    CHECK(!list.has(R"("role":"resident")"));
    const std::string own = session_of(get(world.port(), "/api/v1/me/devices", resident), true);
    CHECK(post(world.port(), "/api/v1/leader/devices/" + own + "/end", "{}", leader).status == 404);
    const Reply page = get(world.port(), "/c/lanting/leader/devices", leader);
    CHECK(page.has("自提屏"));
    const std::string session = session_of(get(world.port(), "/api/v1/me/devices", kiosk), true);
    CHECK(post_form(world.port(), "/c/lanting/leader/devices",
                    form_of(page) + "&session=" + session, leader)
              .status == 303);
    CHECK(!is_in(world, kiosk));
    CHECK(is_in(world, courier));
    CHECK(get(world.port(), "/c/lanting/leader/devices", resident).status == 404);
}

TEST_CASE("a lost phone: a new invite ends the household's sessions and older invites") {
    World world;
    const Headers leader = world.as(world.place().leader());
    const Headers finder = world.resident(0);
    const std::string older = world.invite(world.place().resident(0));
    const HouseholdId household = world.place().resident(0).member->household;
    const Reply made =
        post(world.port(), "/api/v1/leader/households/" + household.text() + "/invite",
             R"({"lost_phone":true})", leader);
    CHECK(made.status == 200);
    CHECK(!is_in(world, finder));
    CHECK(post(world.port(), "/api/v1/session", R"({"secret":")" + older + R"("})").status == 404);
    const std::string code = between(made.body, R"("code":")", "\"");
    CHECK(post(world.port(), "/api/v1/session", R"({"code":")" + code + R"("})").status == 200);
    world.house.store->read(world.place().id, [&](const app::Reader& reader) {
        const HouseholdGuard guard = reader.guard(household);
        CHECK(guard.held_until == world.clock.now() + day_ms);
        const auto early = check_refund_destination_change(guard, world.clock.now() + (day_ms - 1));
        CHECK(!early.ok());
        CHECK(early.error().code == ErrorCode::destination_held);
        CHECK(check_refund_destination_change(guard, world.clock.now() + day_ms).ok());
    });
}

TEST_CASE("who may do something else goes on with a new token, and the old one ends") {
    World world;
    const Headers before = world.resident(0);
    const auto changed =
        world.house.store->transact(world.place().id, [&](app::Writer& writer) -> Result<void> {
            app::put_changed_rights(writer, *world.place().resident(0).member);
            return {};
        });
    REQUIRE(changed.ok());
    const Reply first = get(world.port(), "/api/v1/me", before);
    CHECK(first.status == 200);
    const std::string cookie = first.header("Set-Cookie");
    const Headers after = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
    REQUIRE(!cookie.empty());
    CHECK(after[0].second != before[0].second);
    // What was under way with the old one still arrives.
    CHECK(is_in(world, before));
    CHECK(get(world.port(), "/api/v1/me", after).header("Set-Cookie").empty());
    world.clock.set(world.clock.now() + minute_ms);
    CHECK(!is_in(world, before));
    CHECK(is_in(world, after));
}

TEST_CASE("a page that brings a new token has forms that this token sends") {
    World world;
    const Headers before = world.resident(0);
    REQUIRE(world.house.store
                ->transact(world.place().id,
                           [&](app::Writer& writer) -> Result<void> {
                               app::put_changed_rights(writer, *world.place().resident(0).member);
                               return {};
                           })
                .ok());
    const Reply page = get(world.port(), "/c/lanting/me", before);
    const std::string cookie = page.header("Set-Cookie");
    const Headers after = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
    CHECK(post_form(world.port(), "/c/lanting/out", form_of(page), after).status == 303);
    CHECK(!is_in(world, after));
}

TEST_CASE("behind TLS the session's cookie has the __Host- prefix, and no other name is believed") {
    World world;
    const Headers front = {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "203.0.113.9"}};
    const Reply reply =
        post(world.port(), "/api/v1/session",
             R"({"secret":")" + world.invite(world.place().resident(2)) + R"("})", front);
    const std::string cookie = reply.header("Set-Cookie");
    CHECK(cookie.find("__Host-louxia_lanting=") == 0);
    CHECK(cookie.find("; Path=/;") != std::string::npos);
    CHECK(cookie.find("; Secure") != std::string::npos);
    CHECK(cookie.find("Domain") == std::string::npos);
    const std::string pair = cookie.substr(0, cookie.find(';'));
    const std::string token = pair.substr(pair.find('='));
    const auto status = [&](const std::string& sent, Headers headers) {
        headers.emplace_back("Cookie", sent);
        return get(world.port(), "/api/v1/me", headers).status;
    };
    CHECK(status(pair, front) == 200);
    CHECK(status("louxia_lanting" + token, front) == 401);
    CHECK(status(pair, {}) == 401);
}

TEST_CASE("a household reads out all that is kept about it, and nobody else's") {
    World world;
    const Headers who = signed_in(world, world.place().resident(0), android);
    const std::string order = world.order(who);
    CHECK(
        post(world.port(), "/api/v1/groups/" + world.group().text() + "/join", "{}", who).status ==
        200);
    const Reply file = get(world.port(), "/c/lanting/me/export", who);
    CHECK(file.status == 200);
    CHECK(file.header("Content-Type") == "application/json");
    CHECK(file.header("Content-Disposition").find("attachment") == 0);
    CHECK(file.header("Cache-Control") == "no-store");
    CHECK(api::JsonDocument::parse(file.body, 64).ok());
    for (const std::string& part :
         {order, world.group().text(), std::string("00000001000"), std::string("Android · Chrome"),
          std::string(R"("surname":"李")"), std::string(R"("cause":"hold")"),
          std::string(R"("wallet_moves")"), std::string("小白菜")}) {
        CAPTURE(part);
        CHECK(file.has(part));
    }
    CHECK(!file.has("00000001001"));
    CHECK(!file.has("token"));
    CHECK(get(world.port(), "/c/lanting/me/export").status == 401);
    CHECK(get(world.port(), "/c/lanting/me/export", world.as(world.place().shop())).status == 404);
}

TEST_CASE("a household is forgotten once nothing is open, and the books still add up") {
    World world;
    Neighbourhood& place = world.place();
    const Headers who = world.resident(0);
    const HouseholdId household = place.resident(0).member->household;
    const auto placed = place.order(place.resident(0), {{place.item(0), 2}}, Fulfilment::pickup);
    REQUIRE(placed.ok());
    const OrderId order = placed->order;
    const auto forget = [&](const std::string& sure = "&sure=yes") {
        const Reply page = get(world.port(), "/c/lanting/me/forget", who);
        return post_form(world.port(), "/c/lanting/me/forget", form_of(page) + sure, who);
    };
    CHECK(forget("").status == 400);
    const Reply running = forget();
    CHECK(running.status == 409);
    CHECK(running.has("还有订单或拼团没结束"));
    place.move_to(order, OrderState::ready);
    REQUIRE(place.call<api::CollectOrder>(place.resident(0), {order}).ok());
    const Reply rich = forget();
    CHECK(rich.status == 409);
    CHECK(rich.has("钱包里还有钱"));
    // Paid out: what the wallet holds goes back over the counter.
    REQUIRE(
        place
            .call<api::PayOut>(place.leader(), {AccountKind::wallet, OwnerId{household.value},
                                                place.wallet(place.resident(0)), PayoutWay::cash})
            .ok());
    const Reply done = forget();
    CHECK(done.status == 303);
    CHECK(done.header("Set-Cookie").find("Max-Age=0") != std::string::npos);
    CHECK(!is_in(world, who));
    CHECK(world.house.broken() == "");
    world.house.store->read(place.id, [&](const app::Reader& reader) {
        const Household kept = *reader.household(household);
        CHECK(kept.nickname == pseudonym_of(household));
        CHECK(kept.surname.empty());
        CHECK(kept.phone.empty());
        CHECK(kept.address.room == 0);
        CHECK(reader.members_of(household).front().nickname == pseudonym_of(household));
        CHECK(reader.households().size() == 13);
        const Order old = *reader.order(order);
        CHECK(old.address.room == 0);
        CHECK(old.note.empty());
        CHECK(reader.posts_of(household).empty());
        for (const app::Event& event : reader.events_after(0, 1000)) {
            CHECK(event.data.find(R"("nickname":"n0")") == std::string::npos);
        }
    });
    // The leader's list has it no more, and no invite brings it back.
    const Headers leader = world.as(place.leader());
    CHECK(!get(world.port(), "/api/v1/leader/households", leader).has(household.text()));
    CHECK(post(world.port(), "/api/v1/leader/households/" + household.text() + "/invite", "{}",
               leader)
              .status == 404);
}

TEST_CASE("where the leader lives is not forgotten") {
    World world;
    const Headers leader = world.as(world.place().leader());
    CHECK(post(world.port(), "/api/v1/me/forget", R"({"sure":true})", leader).status == 403);
    CHECK(post(world.port(), "/api/v1/me/forget", R"({"sure":false})", world.resident(0)).status ==
          400);
}

}  // namespace louxia::test
