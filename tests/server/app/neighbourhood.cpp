#include "tests/server/app/neighbourhood.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace louxia::test {

std::string png() {
    std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x0A\0\0\0\x0A", 24);
    return bytes + std::string(20, '\x08');
}

namespace {

app::DemoFile small_place(const std::string& slug) {
    app::DemoFile file;
    file.community.slug = slug;
    file.community.name = slug;
    file.community.time_zone = "Asia/Shanghai";
    file.community.leader_name = "leader";
    file.community.demo = true;  // so that simulated couriers may work here
    file.community.plan.width_m = 300;
    file.community.plan.height_m = 300;
    file.community.plan.origin_latitude_e7 = 311'500'000;
    file.community.plan.origin_longitude_e7 = 1'211'000'000;
    file.community.plan.shapes.push_back({PlanShape::Kind::road, "", 6, {{0, 150}, {300, 150}}});
    file.buildings = {{BuildingId{}, 1, 2, 6, 4, {20, 100}, 60, 30},
                      {BuildingId{}, 2, 2, 6, 4, {200, 100}, 60, 30}};
    const HubTerms terms{Money::fen_unchecked(300), Money::fen_unchecked(2900), Money{}};
    file.hubs = {{"west", {HubId{}, "west", "1", {60, 160}, terms, true}},
                 {"east", {HubId{}, "east", "2", {240, 160}, terms, true}}};
    file.couriers = {{CourierId{}, "first", true, {60, 150}, Instant{}},
                     {CourierId{}, "second", true, {240, 150}, Instant{}}};
    file.leader_nickname = "leader";
    file.leader_household = "2-2-604";
    file.shop_members = {{"west", "west"}, {"east", "east"}};
    file.kiosks = {{"west", "kiosk"}};
    for (int index = 0; index < 14; ++index) {
        Household household;
        household.address.building_number = index < 7 ? 1 : 2;
        household.address.unit = index == 13 ? 2 : 1;
        household.address.room = index == 13 ? 604 : (index % 6 + 1) * 100 + 1 + index / 6;
        household.nickname = "n" + std::to_string(index);
        household.surname = "李";
        household.phone = "0000000" + std::to_string(1000 + index);
        household.phone_last4 = std::to_string(1000 + index);
        file.households.push_back({household, Money::fen_unchecked(30'000)});
    }
    return file;
}

api::ItemDraft draft(std::string name, std::int64_t price_fen, bool chilled) {
    api::ItemDraft item;
    item.name = std::move(name);
    item.category = Category::leafy;
    item.price = Money::fen_unchecked(price_fen);
    item.chilled = chilled;
    return item;
}

/// A store of its own, whose schema was made once for all houses of the process.
std::unique_ptr<store::SqlStore> open_fresh(const std::string& folder) {
    struct Made {
        TemporaryFolder folder;
        Made() { store::open_store(folder.path(), store::Access::serve).reset(); }
    };
    static const Made made;
    std::filesystem::copy_file(store::database_file(made.folder.path()),
                               store::database_file(folder));
    return store::open_store(folder, store::Access::serve);
}

}  // namespace

std::string SeededSecrets::make_secret() {
    std::string secret = encode_id(random()) + encode_id(random());
    return secret;
}

std::uint64_t SeededSecrets::random() {
    // splitmix64 (Steele, Lea, Flood 2014)
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBULL;
    return z ^ z >> 31U;
}

House::House()
    : clock(at(8, 0)),
      store(open_fresh(folder.path())),
      pictures(store::pictures_folder(folder.path())),
      context{door, clock, ids, secrets, zones, dispatcher, pictures},
      jobs(context) {}

Instant House::at(int hour, int minute, int second) {
    return from_civil(CivilDate{2026, 11, 23}, hour * 60 + minute, 480) + second * second_ms;
}

CommunityId House::add_community(const std::string& slug) {
    return app::make_community(context, small_place(slug)).value();
}

std::string House::broken() const {
    std::string text;
    for (const std::string& line : store->broken_invariants()) {
        text += line + "\n";
    }
    return text;
}

Neighbourhood::Neighbourhood(House& house, const std::string& slug)
    : id(house.add_community(slug)), house_(house) {
    house.store->read(id, [&](const app::Reader& reader) {
        for (const Household& household : reader.households()) {
            members_.push_back(reader.members_of(household.id).front());
        }
        staff_ = reader.staff();
        for (const Hub& hub : reader.hubs()) {
            hubs_.push_back(hub.id);
        }
    });
}

Plan Neighbourhood::plan() const {
    Plan plan;
    house_.store->read(id, [&](const app::Reader& reader) { plan = reader.community().plan; });
    return plan;
}

app::Caller Neighbourhood::resident(std::size_t index) const {
    return {id, members_.at(index), SessionId{}};
}

app::Caller Neighbourhood::leader() const {
    return {id, members_.back(), SessionId{}};
}

app::Caller Neighbourhood::shop(std::size_t hub) const {
    for (const Member& member : staff_) {
        if (member.role == Role::shop && member.hub == hubs_.at(hub)) {
            return {id, member, SessionId{}};
        }
    }
    return {};
}

app::Caller Neighbourhood::kiosk() const {
    for (const Member& member : staff_) {
        if (member.role == Role::kiosk) {
            return {id, member, SessionId{}};
        }
    }
    return {};
}

app::Caller Neighbourhood::courier(std::size_t index) const {
    for (const Member& member : staff_) {
        if (member.role == Role::courier && index-- == 0) {
            return {id, member, SessionId{}};
        }
    }
    return {};
}

app::Caller Neighbourhood::courier_with(OrderId order) const {
    const CourierId carrier = stored(order).courier;
    for (const Member& member : staff_) {
        if (member.role == Role::courier && member.courier == carrier) {
            return {id, member, SessionId{}};
        }
    }
    return {};
}

void Neighbourhood::publish_list(std::int64_t pieces) {
    const CivilDate today = to_civil(house_.now(), 480).date;
    api::AddItems::Request request;
    request.date = today;
    request.items = {draft("小白菜", 300, false), draft("白虾", 3000, true),
                     draft("豆腐", 500, false)};
    for (api::ItemDraft& item : request.items) {
        for (const HubId hub : hubs_) {
            item.stock.push_back({hub, Pieces{pieces}, Pieces{}});
        }
    }
    const auto list = call<api::AddItems>(leader(), request);
    REQUIRE(list.ok());
    items_.clear();
    for (const api::LeaderItem& item : list->items) {
        items_.push_back(item.item);
    }
    REQUIRE(call<api::PublishList>(leader(), {today}).ok());
}

GroupId Neighbourhood::open_group(int target, int cap) {
    api::OpenGroup::Request request;
    request.title = "今晚火锅";
    request.hub = hubs_.front();
    request.price = Money::fen_unchecked(8900);
    request.target_households = target;
    request.cap_households = cap;
    request.cutoff_at = House::at(16, 0);
    request.deliver_before = House::at(18, 0);
    request.contents = {{item(0), 3, ""}, {item(1), 2, "1000g"}, {item(2), 2, ""}};
    const auto group = call<api::OpenGroup>(leader(), request);
    REQUIRE(group.ok());
    return group->group;
}

Result<api::OrderView> Neighbourhood::order(const app::Caller& caller,
                                            std::vector<api::BasketLine> lines,
                                            Fulfilment fulfilment, Payment payment) {
    api::PlaceOrder::Request request;
    request.lines = std::move(lines);
    request.fulfilment = fulfilment;
    request.payment = payment;
    return call<api::PlaceOrder>(caller, request);
}

void Neighbourhood::move_to(OrderId order, OrderState last) {
    for (const OrderState to :
         {OrderState::accepted, OrderState::picking, OrderState::packed, OrderState::ready}) {
        if (to > last) {
            return;
        }
        if (stored(order).state < to) {
            const auto moved = call<api::MoveOrder>(leader(), {order, to});
            REQUIRE_MESSAGE(moved.ok(), error_word(moved.error().code));
        }
    }
}

Money Neighbourhood::wallet(const app::Caller& caller) const {
    Money amount;
    house_.store->read(id, [&](const app::Reader& reader) {
        amount = reader.balance(wallet_of(caller.member->household));
    });
    return amount;
}

Money Neighbourhood::held(const app::Caller& caller) const {
    Money amount;
    house_.store->read(id, [&](const app::Reader& reader) {
        amount = reader.balance(hold_of(caller.member->household));
    });
    return amount;
}

Pieces Neighbourhood::available(std::size_t index) const {
    Pieces sum;
    house_.store->read(id, [&](const app::Reader& reader) {
        for (const Stock& stock : reader.stock_of_item(item(index))) {
            sum = sum + stock.available();
        }
    });
    return sum;
}

Order Neighbourhood::stored(OrderId order) const {
    std::optional<Order> found;
    house_.store->read(id, [&](const app::Reader& reader) { found = reader.order(order); });
    REQUIRE(found.has_value());
    return *found;
}

std::vector<app::Event> Neighbourhood::events(std::string_view name) const {
    std::vector<app::Event> events;
    house_.store->read(id, [&](const app::Reader& reader) {
        for (app::Event& event : reader.events_after(0, 100'000)) {
            if (event.name == name) {
                events.push_back(std::move(event));
            }
        }
    });
    return events;
}

}  // namespace louxia::test
