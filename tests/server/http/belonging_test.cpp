#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "shared/api/endpoint_table.hpp"
#include "tests/server/http/world.hpp"

/// Every route × 7 roles × {own, another household's, another community's}.
namespace louxia::test {
namespace {

/// Whose a thing is that a route names.
enum class Belongs { nobody, household, community, session, member };

struct Route {
    std::string_view name;
    Belongs belongs = Belongs::nobody;
    std::string_view body = "{}";  ///< with {order}, {item} … for the things
    std::string_view query = {};   ///< the same, behind the path
    std::string_view type = {};    ///< Content-Type of a file
};

constexpr std::string_view basket =
    R"({"lines":[{"item":"{item}","quantity":1}],"fulfilment":"pickup"})";
constexpr std::string_view order =
    R"({"lines":[{"item":"{item}","quantity":1}],"fulfilment":"pickup","payment":"on_handover"})";
constexpr std::string_view draft =
    R"({"draft":{"name":"土豆","category":"root","unit":"jin","price_fen":100}})";
constexpr std::string_view group =
    R"({"title":"晚饭","hub":"{hub}","price_fen":100,"target_households":2,)"
    R"("cutoff_at_ms":1795420800000,"deliver_before_ms":1795428000000,)"
    R"("contents":[{"item":"{item}","pieces":1}]})";

/// A new route fails the test until it stands here.
constexpr Route routes[] = {
    {"sign_in", Belongs::nobody, R"({"secret":"0123456789abcdefghjkmnpqrs"})"},
    {"sign_out"},
    {"get_me"},
    {"get_home"},
    {"get_group", Belongs::community},
    {"join_group", Belongs::community},
    {"leave_group", Belongs::community},
    {"quote_order", Belongs::community, basket},
    {"place_order", Belongs::community, order},
    {"list_orders"},
    {"get_order", Belongs::household},
    {"cancel_order", Belongs::household},
    {"collect_order", Belongs::household},
    {"get_feed"},
    {"add_post", Belongs::household, R"({"order":"{order}","text":"到了","pictures":[]})"},
    {"keep_picture", Belongs::nobody, "GIF89a", {}, "image/gif"},
    {"preview_sheet", Belongs::nobody, "x", {}, "text/csv"},
    {"get_leader_list"},
    {"add_items", Belongs::nobody, R"({"items":[]})"},
    {"change_item", Belongs::community, draft},
    {"remove_item", Belongs::community},
    {"publish_list"},
    {"open_group", Belongs::community, group},
    {"cancel_group", Belongs::community},
    {"get_leader_today"},
    {"list_households"},
    {"invite_household", Belongs::community},
    {"top_up", Belongs::community, R"({"amount_fen":100})"},
    {"get_shop_board", Belongs::community, "{}", "hub={hub}"},
    {"move_order", Belongs::community, R"({"to":"accepted"})"},
    {"set_stock", Belongs::community, R"({"hub":"{hub}","item":"{item}","on_hand":50})"},
    {"get_run"},
    {"set_shift", Belongs::nobody, R"({"on":true})"},
    {"report_position", Belongs::nobody, R"({"latitude_e7":311500000,"longitude_e7":1211000000})"},
    {"courier_step", Belongs::community},
    {"report_problem", Belongs::community, R"({"kind":"other"})"},
    {"get_fleet"},
    {"solve_problem", Belongs::community},
    {"try_rider", Belongs::nobody, "{}", "from_minute=1020&until_minute=1140"},
    {"get_kiosk_board"},
    {"collect_by_code", Belongs::nobody, R"({"code":"9999"})"},
    {"find_by_phone", Belongs::nobody, R"({"phone_last4":"9999"})"},
    {"weigh_line", Belongs::community, R"({"line":0,"pieces":1})"},
    {"refund_order", Belongs::community, R"({"reason":"spoiled"})"},
    {"recall_item", Belongs::community},
    {"close_group", Belongs::community},
    {"quote_change", Belongs::household, R"({"fulfilment":"delivery"})"},
    {"change_order", Belongs::household, R"({"fulfilment":"delivery","terms":"{order}"})"},
    {"list_devices"},
    {"end_device", Belongs::session},
    {"end_other_devices"},
    {"list_staff_devices"},
    {"end_staff_device", Belongs::session},
    {"make_building_code", Belongs::community},
    {"ask_in", Belongs::nobody,
     R"({"secret":"0123456789abcdefghjkmnpqrs","nickname":"x","unit":1,"room":101})"},
    {"list_admissions"},
    {"admit", Belongs::community},
    {"turn_away", Belongs::community},
    {"get_accounts"},
    {"pay_out", Belongs::community,
     R"({"kind":"wallet","owner":"{household}","amount_fen":1,"way":"cash"})"},
    {"set_split", Belongs::nobody, R"({"commission_permille":100,"courier_pay_fen":300})"},
    {"get_earnings"},
    {"share_shortage", Belongs::community},
    {"find_orders", Belongs::community, "{}", "before={order}"},
    {"change_group", Belongs::community, R"({"deliver_before_ms":1795431600000})"},
    {"settle_lost_order", Belongs::community, R"({"outcome":"delivered"})"},
    {"move_order_time", Belongs::community, R"({"at_ms":1795431600000})"},
    {"offer_phone"},
    {"get_new_phone"},
    {"confirm_phone", Belongs::nobody, R"({"digits":7})"},
    {"claim_phone", Belongs::nobody, R"({"secret":"0123456789abcdefghjkmnpqrs"})"},
    {"finish_phone", Belongs::nobody,
     R"({"claim":"0123456789abcdefghjkmnpqrs0123456789abcdefghjkmnpqrs"})"},
    {"list_guest_links"},
    {"make_guest_link", Belongs::community},
    {"end_guest_link", Belongs::household},
    {"open_guest_link", Belongs::nobody, R"({"secret":"0123456789abcdefghjkmnpqrs"})"},
    {"ask_as_guest", Belongs::nobody,
     R"({"secret":"0123456789abcdefghjkmnpqrs","nickname":"x","building":"{building}",)"
     R"("unit":1,"room":101})"},
    {"list_identities"},
    {"end_identity", Belongs::member},
    {"list_passkeys"},
    {"begin_passkey"},
    {"add_passkey", Belongs::nobody, R"({"client_data":"e30","authenticator_data":"AAAA"})"},
    {"end_passkey", Belongs::member},
    {"begin_passkey_sign_in"},
    {"passkey_sign_in", Belongs::nobody,
     R"({"credential":"AAAA","client_data":"e30","authenticator_data":"AAAA","signature":"AAAA"})"},
    {"forget_household", Belongs::nobody, R"({"sure":true})"},
    {"start_payment", Belongs::community, R"({"group":"{group}"})"},
    {"get_payment", Belongs::household},
    {"list_payments"},
    {"set_refund_to", Belongs::nobody, R"({"wallet":true})"},
    {"list_coupons"},
    {"issue_coupon", Belongs::nobody,
     R"({"off_fen":100,"minimum_fen":500,"count":3,"ends_at_ms":1795520800000})"},
    {"stop_coupon", Belongs::community},
    {"claim_refund", Belongs::household, R"({"reason":"spoiled"})"},
    {"list_refund_claims"},
    {"decline_refund", Belongs::community, R"({"claim":1,"answer":"x"})"},
};

const Route* route_of(std::string_view name) {
    const auto found = std::find_if(std::begin(routes), std::end(routes),
                                    [&](const Route& route) { return route.name == name; });
    return found == std::end(routes) ? nullptr : found;
}

/// The things that stand in for {order}, {item} and so on.
using Things = std::map<std::string, std::string, std::less<>>;

std::string filled(std::string_view text, const Things& things) {
    std::string out(text);
    for (const auto& [name, value] : things) {
        const std::string blank = "{" + name + "}";
        for (std::size_t at = out.find(blank); at != std::string::npos; at = out.find(blank)) {
            out.replace(at, blank.size(), value);
        }
    }
    return out;
}

struct Person {
    std::optional<Role> role;
    Headers headers;
};

Reply ask(World& world, const api::EndpointRow& row, const Route& route, const Person& person,
          const Things& things, std::size_t place) {
    std::string target = filled(row.shape.path, things) + world.query(place);
    if (row.shape.method == api::Method::get) {
        if (!route.query.empty()) target += "&" + filled(route.query, things);
        return get(world.port(), target, person.headers);
    }
    Headers headers = person.headers;
    if (!route.type.empty()) headers.emplace_back("Content-Type", std::string(route.type));
    return post(world.port(), target, filled(route.body, things), headers);
}

std::string session_in(World& world, const Headers& who, std::size_t place) {
    const Reply list = get(world.port(), "/api/v1/me/devices" + world.query(place), who);
    return between(list.body, R"("session":")", "\"");
}

/// A linked identity, a passkey and a guest link of that resident, with one id. The group may have
/// ended by then, so not by asking for the link.
std::string add_ways_in(World& world, const app::Caller& who, GroupId shown) {
    static std::uint64_t last = 5000;
    const std::uint64_t id = ++last;
    const auto kept =
        world.house.store->transact(who.community, [&](app::Writer& writer) -> Result<void> {
            const std::string name = std::to_string(id);
            writer.end_sign_in_ways_of(who.member->id);
            writer.put(LinkedIdentity{IdentityId{id}, who.member->id, "https://id.example", name,
                                      world.clock.now()});
            writer.put(Passkey{
                PasskeyId{id}, who.member->id, name, -8, "AAAA", 0, {}, world.clock.now(), {}});
            writer.put(GuestLink{GuestLinkId{id}, who.member->household, shown, name,
                                 world.clock.now(), world.clock.now() + guest_link_ms, 0});
            return {};
        });
    REQUIRE(kept.ok());
    return IdentityId{id}.text();
}

/// Of a resident of that community: what a caller names who means that resident's things.
Things things_of(World& world, std::size_t resident, std::size_t place) {
    const Headers who = world.resident(resident, place);
    Things things{{"date", "2026-11-24"}, {"step", "take"}, {"markup_permille", "300"}};
    Neighbourhood& there = world.place(place);
    const auto placed = there.order(there.resident(resident), {{there.item(0), 1}},
                                    Fulfilment::pickup, Payment::on_handover);
    REQUIRE(placed.ok());
    things["order"] = placed->order.text();
    OnlinePayment payment;
    payment.household = there.resident(resident).member->household;
    payment.member = there.resident(resident).member->id;
    payment.amount = Money::fen_unchecked(100);
    payment.wanted_at = world.clock.now();
    payment.look_at = world.clock.now() + day_ms;
    payment.id = PaymentId{world.house.ids.next_id()};
    REQUIRE(world.house.store
                ->transact(there.id,
                           [&](app::Writer& writer) -> Result<void> {
                               writer.put(payment);
                               return {};
                           })
                .ok());
    things["payment"] = payment.id.text();
    const auto coupon = there.call<api::IssueCoupon>(
        there.leader(),
        {Money::fen_unchecked(100), Money::fen_unchecked(500), 3, world.clock.now() + day_ms});
    things["coupon"] = coupon.value().coupon.text();
    things["session"] = session_in(world, who, place);
    things["group"] = world.group(place).text();
    things["item"] = world.place(place).item(0).text();
    things["identity"] = add_ways_in(world, there.resident(resident), world.group(place));
    things["passkey"] = things["identity"];
    things["link"] = things["identity"];
    things["member"] = world.place(place).resident(resident).member->id.text();
    things["household"] = world.place(place).resident(resident).member->household.text();
    world.house.store->read(world.place(place).id, [&](const app::Reader& reader) {
        things["hub"] = reader.hubs().front().id.text();
        things["building"] = reader.buildings().front().id.text();
    });
    return things;
}

/// An operator lives in no list of the demo's.
app::Caller make_operator(World& world) {
    Member member;
    member.id = MemberId{7};
    member.role = Role::operator_role;
    member.nickname = "operator";
    const auto kept =
        world.house.store->transact(world.place().id, [&](app::Writer& writer) -> Result<void> {
            writer.put(member);
            return {};
        });
    REQUIRE(kept.ok());
    return {world.place().id, member, SessionId{}};
}

std::vector<Person> seven_roles(World& world) {
    Neighbourhood& place = world.place();
    std::vector<Person> people;
    people.push_back({std::nullopt, {}});
    people.push_back({Role::resident, world.resident(0)});
    people.push_back({Role::leader, world.as(place.leader())});
    people.push_back({Role::shop, world.as(place.shop())});
    people.push_back({Role::courier, world.as(place.courier(0))});
    people.push_back({Role::kiosk, world.as(place.kiosk())});
    people.push_back({Role::operator_role, world.as(make_operator(world))});
    return people;
}

bool may_call(const api::EndpointRow& row, const Person& person) {
    return row.roles.is_open() || (person.role && row.roles.has(*person.role));
}

/// Wrong secrets are sent for every role: none of them too many here.
http::Config patient() {
    http::Config config;
    config.failed_sign_ins_per_minute = 1000;
    return config;
}

/// What ends or forgets the one that asks, or takes the goods off sale, would spoil the rest of the
/// matrix.
bool spoils_the_rest(std::string_view name) {
    return name == "sign_out" || name == "forget_household" || name == "end_other_devices" ||
           name == "recall_item" || name == "share_shortage";
}

}  // namespace

TEST_CASE("every route says whose the things are that it names") {
    for (const api::EndpointRow& row : api::endpoint_table) {
        const std::string name(row.name);
        CAPTURE(name);
        CHECK(route_of(row.name) != nullptr);
    }
    CHECK(std::size(routes) == api::endpoint_table.size());
}

TEST_CASE("what belongs to another household or community is not there, for every role") {
    World world({"lanting", "meiyuan"}, patient());
    const std::vector<Person> people = seven_roles(world);
    const Things neighbours = things_of(world, 1, 0);
    const Things elsewhere = things_of(world, 2, 1);
    for (const api::EndpointRow& row : api::endpoint_table) {
        const Route* route = route_of(row.name);
        if (route == nullptr) continue;
        for (const Person& person : people) {
            const std::string name(row.name);
            const std::string role(person.role ? word_of(*person.role) : "nobody");
            CAPTURE(name);
            CAPTURE(role);
            const bool allowed = may_call(row, person);
            const bool household = route->belongs == Belongs::household;
            const bool session =
                route->belongs == Belongs::session || route->belongs == Belongs::member;
            if (household || session) {
                const Reply foreign = ask(world, row, *route, person, neighbours, 0);
                CAPTURE(foreign.body);
                CHECK(foreign.status == (!person.role ? 401 : allowed ? 404 : 403));
            }
            if (household || session || route->belongs == Belongs::community) {
                // Things of another community, asked for in one's own.
                const Reply foreign = ask(world, row, *route, person, elsewhere, 0);
                CAPTURE(foreign.body);
                CHECK(foreign.status >= 400);
                CHECK(foreign.status < 500);
                if (!allowed) {
                    CHECK(foreign.status == (person.role ? 403 : 401));
                } else if (row.shape.method == api::Method::get || route->body == "{}") {
                    CHECK(foreign.status == 404);
                }
            }
            if (!row.roles.is_open()) {
                // And in that community itself, where the session is nobody's.
                const Reply there = ask(world, row, *route, person, elsewhere, 1);
                CHECK(there.status == 401);
            }
        }
    }
    // Nothing of all that was done.
    CHECK(world.house.broken() == "");
    for (const std::size_t place : {std::size_t{0}, std::size_t{1}}) {
        const Things& things = place == 0 ? neighbours : elsewhere;
        const OrderId kept = *OrderId::parse(things.find("order")->second);
        CHECK(world.place(place).stored(kept).state == OrderState::placed);
        world.house.store->read(world.place(place).id, [&](const app::Reader& reader) {
            CHECK(reader.session(*SessionId::parse(things.find("session")->second)).has_value());
            CHECK(reader.share_count(world.group(place)) == 0);
            CHECK(reader.identity(*IdentityId::parse(things.find("identity")->second)));
            CHECK(reader.passkey(*PasskeyId::parse(things.find("passkey")->second)));
            CHECK(reader.guest_link(*GuestLinkId::parse(things.find("link")->second)));
        });
    }
}

TEST_CASE("what is one's own is there, for every role that a route names") {
    World world({"lanting"}, patient());
    const std::vector<Person> people = seven_roles(world);
    Things own = things_of(world, 0, 0);
    for (const api::EndpointRow& row : api::endpoint_table) {
        const Route* route = route_of(row.name);
        if (route == nullptr || spoils_the_rest(row.name)) continue;
        for (const Person& person : people) {
            const std::string name(row.name);
            const std::string role(person.role ? word_of(*person.role) : "nobody");
            CAPTURE(name);
            CAPTURE(role);
            // Made anew where a route uses up what it is given.
            if (route->belongs == Belongs::household) own = things_of(world, 0, 0);
            const Reply reply = ask(world, row, *route, person, own, 0);
            CAPTURE(reply.body);
            CHECK(reply.status < 500);
            if (!may_call(row, person)) {
                CHECK(reply.status == (person.role ? 403 : 401));
                continue;
            }
            CHECK(reply.status != 401);
            CHECK(!reply.has("not_allowed"));
            const bool file_or_list = !route->type.empty() || row.name == "add_items" ||
                                      row.name == "sign_in" || row.name == "ask_in";
            if (!file_or_list) CHECK(reply.status != 400);
            const bool resident = person.role && *person.role == Role::resident;
            if (route->belongs == Belongs::household && resident) {
                CHECK(reply.status != 404);
            }
        }
    }
    CHECK(world.house.broken() == "");
}

}  // namespace louxia::test
