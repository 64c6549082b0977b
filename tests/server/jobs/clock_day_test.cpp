#include <doctest/doctest.h>

#include <filesystem>

#include "server/app/change.hpp"
#include "server/jobs/nightly_backup.hpp"
#include "server/jobs/simulated_couriers.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

TEST_CASE("the list publishes itself at 07:00 Shanghai time") {
    House house;
    house.set(House::at(5, 0));
    Neighbourhood place(house);
    api::AddItems::Request request;
    request.date = CivilDate{2026, 11, 23};
    request.items.resize(1);
    request.items[0].name = "小白菜";
    request.items[0].price = Money::fen_unchecked(300);
    REQUIRE(place.call<api::AddItems>(place.leader(), request).ok());
    const app::Caller nobody{place.id, {}, {}};
    const auto home = [&] { return place.call<api::GetHome>(nobody, {}).value(); };
    CHECK(home().next_publish_at == House::at(7, 0));
    house.set(House::at(6, 59, 59));
    house.jobs.run_due(house.now());
    CHECK_FALSE(home().list.has_value());
    house.set(House::at(7, 0));
    house.jobs.run_due(house.now());
    house.jobs.run_due(house.now());
    REQUIRE(home().list.has_value());
    CHECK(home().list->published_at == House::at(7, 0));
    CHECK(home().next_publish_at == House::at(7, 0) + day_ms);
    CHECK(place.events("list_published").size() == 1);
    house.set(House::at(0, 0) + day_ms);
    CHECK_FALSE(home().list.has_value());
}

TEST_CASE("an empty draft waits for its leader instead of being published") {
    House house;
    house.set(House::at(5, 0));
    Neighbourhood place(house);
    api::AddItems::Request request;
    request.date = CivilDate{2026, 11, 23};
    request.items.resize(1);
    request.items[0].name = "小白菜";
    REQUIRE(place.call<api::AddItems>(place.leader(), request).ok());
    house.set(House::at(7, 0));
    house.jobs.run_due(house.now());
    CHECK(place.events("list_published").empty());
}

TEST_CASE("simulated couriers deliver what is packed, through the couriers' own steps") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto first = place.order(place.resident(0), {{place.item(0), 1}});
    const auto second = place.order(place.resident(8), {{place.item(0), 1}});
    REQUIRE(first.ok());
    REQUIRE(second.ok());
    place.move_to(first->order, OrderState::packed);
    place.move_to(second->order, OrderState::packed);
    jobs::SimulatedCouriers couriers(house.context);
    for (int second_of_day = 0; second_of_day < 600; ++second_of_day) {
        house.pass(second_ms);
        house.jobs.run_due(house.now());
        couriers.run(house.now());
    }
    for (const OrderId id : {first->order, second->order}) {
        const Order order = place.stored(id);
        CHECK(order.state == OrderState::done);
        CHECK(order.at(OrderState::done) <= order.promise.due_at);
    }
    // Each on its way to the door, not to the hub.
    CHECK(place.events("courier_moved").size() >= 4);
    CHECK(house.broken() == "");
}

TEST_CASE("the nightly backup is made once, after three, and seven are kept") {
    House house;
    Neighbourhood place(house);
    const std::string folder = house.folder.file("backups");
    jobs::NightlyBackup nightly(house.context, folder, 7);
    nightly.run_due(House::at(2, 59));
    CHECK_FALSE(std::filesystem::exists(folder));
    for (int day = 0; day < 9; ++day) {
        nightly.run_due(House::at(3, 0) + day * day_ms);
        nightly.run_due(House::at(4, 0) + day * day_ms);
    }
    int kept = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        kept += entry.path().extension() == ".db" ? 1 : 0;
    }
    CHECK(kept == 7);
    CHECK(std::filesystem::exists(folder + "/louxia-2026-12-01.db"));
    CHECK_FALSE(std::filesystem::exists(folder + "/louxia-2026-11-24.db"));
}

TEST_CASE("three communities never see each other's things") {
    House house;
    std::vector<std::unique_ptr<Neighbourhood>> places;
    std::vector<OrderId> orders;
    std::vector<GroupId> groups;
    for (const char* slug : {"east", "west", "north"}) {
        places.push_back(std::make_unique<Neighbourhood>(house, slug));
        places.back()->publish_list(60);
        groups.push_back(places.back()->open_group());
        const auto order =
            places.back()->order(places.back()->resident(0), {{places.back()->item(0), 1}});
        REQUIRE(order.ok());
        CHECK(order->number == 1);
        orders.push_back(order->order);
    }
    for (std::size_t own = 0; own < 3; ++own) {
        Neighbourhood& place = *places[own];
        for (std::size_t other = 0; other < 3; ++other) {
            const bool same = own == other;
            CHECK(place.call<api::GetOrder>(place.resident(0), {orders[other]}).ok() == same);
            CHECK(place.call<api::GetGroup>(place.resident(0), {groups[other]}).ok() == same);
            const auto foreign = places[other]->item(0);
            CHECK(place.order(place.resident(1), {{foreign, 1}}).ok() == same);
        }
        CHECK(place.call<api::ListOrders>(place.resident(0), {})->orders.size() == 1);
        CHECK(place.call<api::GetLeaderToday>(place.leader(), {})->orders == 2);
        CHECK(place.events("list_published").size() == 1);
    }
    CHECK(house.broken() == "");
}

TEST_CASE("the same key and body get the same reply, another body is refused") {
    House house;
    Neighbourhood place(house);
    place.publish_list(10);
    const auto caller = place.resident(0);
    api::PlaceOrder::Request request;
    request.lines = {{place.item(0), 1}};
    const app::RequestKey key{app::key_for(caller, "0123456789abcdef"), "hash-of-the-body"};
    const auto first = app::run_change<api::PlaceOrder>(house.context, caller, request, key);
    const auto again = app::run_change<api::PlaceOrder>(house.context, caller, request, key);
    CHECK(first.status == 200);
    CHECK(again.body == first.body);
    CHECK(place.call<api::ListOrders>(caller, {})->orders.size() == 1);
    const auto other =
        app::run_change<api::PlaceOrder>(house.context, caller, request, {key.key, "another-hash"});
    CHECK(other.status == 409);
    CHECK(place.call<api::ListOrders>(caller, {})->orders.size() == 1);
    CHECK(house.broken() == "");
}

TEST_CASE("an invite signs one phone in, once; the session is known by its token alone") {
    House house;
    Neighbourhood place(house);
    const auto household = place.resident(0).member->household;
    const auto invite = place.call<api::InviteHousehold>(place.leader(), {household});
    REQUIRE(invite.ok());
    const std::string secret = invite->path.substr(invite->path.find('#') + 1);
    const auto sign_in = [&](const std::string& word) {
        Result<app::SignedIn> answer = refuse(ErrorCode::unavailable);
        static_cast<void>(house.store->transact(place.id, [&](app::Writer& writer) -> Result<void> {
            answer = app::sign_in(house.context, app::InviteProof{house.secrets.hash(word), {}}, "",
                                  writer);
            return answer ? Result<void>{} : Result<void>{answer.error()};
        }));
        return answer;
    };
    CHECK(sign_in("0123456789012345678901234x").error().code == ErrorCode::not_found);
    const auto signed_in = sign_in(secret);
    REQUIRE(signed_in.ok());
    CHECK(signed_in->me.nickname == "n0");
    CHECK(sign_in(secret).error().code == ErrorCode::not_found);
    const auto found = [&](const std::string& token) {
        bool known = false;
        house.store->read(place.id, [&](const app::Reader& reader) {
            const auto session = app::find_session(house.context, reader, token);
            known = session && session->caller.member->household == household;
        });
        return known;
    };
    CHECK(found(signed_in->token));
    CHECK_FALSE(found(signed_in->token + "x"));
    house.pass(180 * day_ms);
    CHECK_FALSE(found(signed_in->token));
}

}  // namespace
}  // namespace louxia::test
