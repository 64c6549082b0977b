// What is put is what is got: places, lists, groups, orders and posts.

#include "tests/server/store/round_trip.hpp"

#include <doctest/doctest.h>

namespace louxia::test {

TEST_CASE("a community comes back with its plan") {
    FilledStore filled;
    const Community wanted = sample_community(filled.ids);
    const auto found = filled.get([](const auto& reader) { return reader.community(); });
    CHECK(found.id == wanted.id);
    CHECK(same(found, wanted));
    REQUIRE(found.plan.shapes.size() == 2);
    CHECK(found.plan.shapes[0].label == "云杉路");
    CHECK(found.plan.shapes[0].width_m == 6);
    CHECK(found.plan.shapes[0].points == wanted.plan.shapes[0].points);
    CHECK(found.plan.shapes[1].kind == PlanShape::Kind::green);
    CHECK(found.plan.shapes[1].points.empty());
}

TEST_CASE("an absent community reads as one without an id") {
    FilledStore filled;
    bool looked = false;
    filled.store->read(CommunityId{99}, [&](const app::Reader& reader) {
        looked = true;
        CHECK_FALSE(reader.community().id.is_set());
        CHECK(reader.households().empty());
        CHECK(reader.last_seq() == 0);
        CHECK(reader.first_kept_seq() == 1);
    });
    CHECK(looked);
}

TEST_CASE("places and people come back as they were put") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.building(ids.building()).value(), sample_building(ids)));
        CHECK(reader.buildings().size() == 1);
        CHECK(same(reader.hub(ids.hub()).value(), sample_hub(ids)));
        CHECK(reader.hubs().size() == 1);
        CHECK(same(reader.household(ids.household()).value(), sample_household(ids)));
        CHECK(reader.households().size() == 1);
        CHECK(same(reader.courier(ids.courier()).value(), sample_courier(ids)));
        CHECK(reader.couriers().size() == 1);
        CHECK(same(reader.member(ids.member()).value(), sample_member(ids)));
        CHECK(reader.members_of(ids.household()).size() == 1);
        CHECK(reader.staff().size() == 1);
        CHECK_FALSE(reader.building(BuildingId{1}).has_value());
        CHECK_FALSE(reader.member(MemberId{1}).has_value());
    });
}

TEST_CASE("households stand by building, unit and room, and staff without residents") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        Building second = sample_building(ids);
        second.id = ids.id<BuildingId>(60);
        second.number = 12;
        writer.put(second);
        const auto add = [&](std::uint64_t id, const Building& in, int unit, int room) {
            Household household = sample_household(ids);
            household.id = ids.id<HouseholdId>(id);
            household.address = {in.id, in.number, unit, room};
            writer.put(household);
        };
        add(70, second, 1, 101);
        add(71, sample_building(ids), 2, 401);
        add(72, sample_building(ids), 1, 902);
        Member resident = sample_member(ids);
        resident.id = ids.id<MemberId>(73);
        resident.role = Role::resident;
        resident.hub = {};
        writer.put(resident);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        std::vector<std::int32_t> rooms;
        for (const Household& each : reader.households())
            rooms.push_back(each.address.room);
        CHECK(rooms == std::vector<std::int32_t>{902, 401, 502, 101});
        CHECK(reader.staff().size() == 1);
        CHECK(reader.members_of(ids.household()).size() == 2);
        CHECK_FALSE(reader.member(ids.id<MemberId>(73)).value().hub.is_set());
    });
}

TEST_CASE("lists, items and stock come back, and a list is found by its day") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        FreshList draft{
            ids.id<ListId>(80), {2026, 11, 24}, ListState::draft, sample_time + 100, Instant{}};
        writer.put(draft);
        Item first = sample_item(ids);
        first.id = ids.id<ItemId>(81);
        first.position = 1;
        first.batch = {};
        writer.put(first);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.list(ids.list()).value(), sample_list(ids)));
        CHECK(reader.list_on({2026, 11, 23}).value().id == ids.list());
        CHECK_FALSE(reader.list_on({2026, 11, 25}).has_value());
        CHECK(reader.latest_published_list().value().id == ids.list());
        CHECK(reader.drafts_due(sample_time + 99).empty());
        CHECK(reader.drafts_due(sample_time + 100).size() == 1);
        CHECK(same(reader.item(ids.item()).value(), sample_item(ids)));
        REQUIRE(reader.items_of(ids.list()).size() == 2);
        CHECK(reader.items_of(ids.list())[0].position == 1);
        CHECK_FALSE(reader.items_of(ids.list())[0].batch.id.is_set());
        REQUIRE(reader.stock_of_item(ids.item()).size() == 1);
        CHECK(reader.stock_of_list(ids.list())[0].on_hand == Pieces{20});
    });
}

TEST_CASE("a removed item takes its stock with it, unless somebody was promised it") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    const auto remove = [&](app::Writer& writer) -> Result<void> {
        writer.remove_item(ids.item());
        return {};
    };
    filled.write(
        [&](app::Writer& writer) { CHECK(writer.reserve(ids.hub(), ids.item(), Pieces{1}).ok()); });
    CHECK_THROWS_AS((void)filled.store->transact(ids.community(), remove), app::StoreFailure);
    CHECK(filled.get([&](const auto& reader) { return reader.stock_of_item(ids.item()); }).size() ==
          1);
    filled.write([&](app::Writer& writer) {
        CHECK(writer.reserve(ids.hub(), ids.item(), Pieces{-1}).ok());
    });
    CHECK(filled.store->transact(ids.community(), remove).ok());
    CHECK_FALSE(filled.get([&](const auto& reader) { return reader.item(ids.item()); }));
}

TEST_CASE("a group comes back with its contents and shares") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    GroupBuy group = sample_group(ids);
    const GroupShare share{ids.group(), ids.household(), group.price, sample_time, OrderId{}};
    filled.write([&](app::Writer& writer) {
        writer.put(group);
        group.contents.pop_back();
        writer.put(group);
        writer.put(share);
        GroupBuy ended = group;
        ended.id = ids.id<GroupId>(90);
        ended.state = GroupState::failed;
        ended.ended_at = sample_time;
        writer.put(ended);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const auto found = reader.group(ids.group()).value();
        CHECK(same(found, group));
        REQUIRE(found.contents.size() == 1);
        CHECK(same(found.contents[0], group.contents[0]));
        CHECK(same(reader.share(ids.group(), ids.household()).value(), share));
        CHECK(reader.shares(ids.group()).size() == 1);
        CHECK(reader.share_count(ids.group()) == 1);
        CHECK(reader.open_shares_of(ids.household()) == std::vector{ids.group()});
        CHECK(reader.groups_to_fail(group.cutoff_at + -1).empty());
        CHECK(reader.groups_to_fail(group.cutoff_at).size() == 1);
        CHECK(reader.groups_since(sample_time).size() == 1);
        const auto both = reader.groups_since(sample_time + -1);
        REQUIRE(both.size() == 2);
        CHECK(both[0].id == ids.id<GroupId>(90));
        CHECK(both[0].contents.size() == 1);
        CHECK(both[1].contents.size() == 1);
    });
    filled.write([&](app::Writer& writer) { writer.remove_share(ids.group(), ids.household()); });
    CHECK(filled.get([&](const auto& reader) { return reader.share_count(ids.group()); }) == 0);
}

TEST_CASE("an order comes back with its lines, and is found in every way") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    Order order = sample_order(ids);
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        order.group = ids.group();
        writer.put(order);
        writer.set_arrived_at(order.id, sample_time + 9);
        writer.put(order);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const auto found = reader.order(ids.order()).value();
        CHECK(same(found, order));
        CHECK(same_lines(found, order));
        CHECK(reader.arrived_at(ids.order()) == sample_time + 9);
        CHECK(same_lines(reader.orders_of(ids.household(), 5).at(0), order));
        CHECK(reader.orders_of(ids.household(), 0).empty());
        CHECK(same_lines(reader.running_orders().at(0), order));
        CHECK(same_lines(reader.running_orders_of(ids.hub()).at(0), order));
        CHECK(same_lines(reader.running_orders_of(ids.courier()).at(0), order));
        CHECK(same_lines(reader.orders_of(ids.group()).at(0), order));
        CHECK(reader.orders_placed_between(sample_time, sample_time + 1).size() == 1);
        CHECK(reader.orders_placed_between(sample_time + 1, sample_time + 2).empty());
        CHECK(reader.order_with_code(ids.hub(), "0042").value().id == ids.order());
        CHECK_FALSE(reader.order_with_code(ids.hub(), "").has_value());
        CHECK(reader.codes_waiting_at(ids.hub()) == std::vector<std::string>{"0042"});
        CHECK(reader.order_count_of(ids.household()) == 1);
    });
}

TEST_CASE("several orders each keep their own lines, whatever the order they come in") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        for (std::uint64_t at = 0; at < 5; ++at) {
            Order order = sample_order(ids);
            order.id = ids.id<OrderId>(100 + (at * 3) % 5);
            order.pickup_code.clear();
            order.promise.due_at = sample_time + static_cast<std::int64_t>(at);
            order.lines[0].name = order.id.text();
            if (at == 2) order.lines.clear();
            writer.put(order);
        }
    });
    const auto orders = filled.get([](const auto& reader) { return reader.running_orders(); });
    REQUIRE(orders.size() == 5);
    for (std::size_t at = 0; at < 5; ++at) {
        CHECK(orders[at].promise.due_at == sample_time + static_cast<std::int64_t>(at));
        REQUIRE(orders[at].lines.size() == (at == 2 ? 0 : 2));
        if (at != 2) CHECK(orders[at].lines[0].name == orders[at].id.text());
    }
    const auto newest =
        filled.get([&](const auto& reader) { return reader.orders_of(ids.household(), 3); });
    REQUIRE(newest.size() == 3);
    CHECK(newest[0].id == ids.id<OrderId>(102));
    CHECK(newest[1].id == ids.id<OrderId>(104));
    CHECK(newest[2].id == ids.id<OrderId>(101));
    CHECK(newest[1].lines.size() == 2);
    CHECK(newest[1].lines[0].name == newest[1].id.text());
    CHECK(newest[2].lines.empty());
}

TEST_CASE("each household finds its own orders, the latest first") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    const auto neighbour = ids.id<HouseholdId>(90);
    const auto place = [&](std::uint64_t number, HouseholdId household) {
        Order order = sample_order(ids);
        order.id = ids.id<OrderId>(number);
        order.household = household;
        order.pickup_code.clear();
        return order;
    };
    const auto numbers_of = [&](HouseholdId household) {
        std::vector<OrderId> found;
        filled.get([&](const auto& reader) {
            for (const Order& order : reader.orders_of(household, 50))
                found.push_back(order.id);
            return reader.order_count_of(household);
        });
        return found;
    };
    filled.write([&](app::Writer& writer) {
        Household other = sample_household(ids);
        other.id = neighbour;
        other.nickname = "隔壁";
        writer.put(other);
        writer.put(place(101, ids.household()));
        writer.put(place(102, neighbour));
    });
    // In a work of its own, and one that is changed later stays where it is.
    filled.write([&](app::Writer& writer) {
        writer.put(place(103, ids.household()));
        Order first = place(101, ids.household());
        first.note = "放门口";
        writer.put(first);
    });
    CHECK(numbers_of(ids.household()) == std::vector{ids.id<OrderId>(103), ids.id<OrderId>(101)});
    CHECK(numbers_of(neighbour) == std::vector{ids.id<OrderId>(102)});
    filled.get([&](const auto& reader) {
        CHECK(reader.order_count_of(ids.household()) == 2);
        CHECK(reader.order_count_of(neighbour) == 1);
        CHECK(reader.order_count_of(ids.id<HouseholdId>(91)) == 0);
        CHECK(reader.orders_of(ids.id<HouseholdId>(91), 50).empty());
        return 0;
    });

    filled.write([&](app::Writer& writer) {
        for (const std::uint64_t number : {101, 102, 103}) {
            Order noted = *writer.order(ids.id<OrderId>(number));
            noted.note = "放门口";
            writer.put(noted);
        }
        writer.forget(sample_household(ids), "住户");
    });
    filled.get([&](const auto& reader) {
        for (const std::uint64_t number : {101, 103})
            CHECK(reader.order(ids.id<OrderId>(number))->note.empty());
        CHECK(reader.order(ids.id<OrderId>(102))->note == "放门口");
        return 0;
    });
}

TEST_CASE("two orders cannot wait at one hub with the same code") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) { writer.put(sample_order(ids)); });
    const auto again = [&](app::Writer& writer) -> Result<void> {
        Order order = sample_order(ids);
        order.id = ids.id<OrderId>(110);
        writer.put(order);
        return {};
    };
    CHECK_THROWS_AS((void)filled.store->transact(ids.community(), again), app::StoreFailure);
}

TEST_CASE("posts, pictures and the code pad come back") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        writer.put(sample_post(ids));
        writer.put(sample_picture(ids));
        writer.put_code_pad(ids.hub(), CodePad{3, sample_time});
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const auto post = reader.post(ids.post()).value();
        CHECK(same(post, sample_post(ids)));
        CHECK(post.pictures == sample_post(ids).pictures);
        CHECK(reader.posts(10).at(0).pictures.size() == 2);
        CHECK(reader.posts(0).empty());
        CHECK(reader.has_post_for(ids.order()));
        CHECK_FALSE(reader.has_post_for(OrderId{1}));
        CHECK(same(reader.picture(ids.picture()).value(), sample_picture(ids)));
        CHECK(reader.code_pad(ids.hub()).wrong_tries == 3);
        CHECK(reader.code_pad(ids.hub()).locked_until == sample_time);
        CHECK(reader.code_pad(HubId{1}).wrong_tries == 0);
    });
}

TEST_CASE("an id's community is found, and ids of 64 bits survive") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        writer.put(sample_order(ids));
        writer.put(sample_post(ids));
        writer.put(sample_picture(ids));
        Courier late = sample_courier(ids);
        late.id = CourierId{0xFFFF'FFFF'FFFF'FFFF};
        writer.put(late);
    });
    CHECK(filled.store->community_of(ids.group()) == ids.community());
    CHECK(filled.store->community_of(ids.order()) == ids.community());
    CHECK(filled.store->community_of(ids.item()) == ids.community());
    CHECK(filled.store->community_of(ids.post()) == ids.community());
    CHECK(filled.store->community_of(ids.picture()) == ids.community());
    CHECK_FALSE(filled.store->community_of(OrderId{1}).has_value());
    CHECK(filled
              .get([](const auto& reader) {
                  return reader.courier(CourierId{0xFFFF'FFFF'FFFF'FFFF});
              })
              .has_value());
}

}  // namespace louxia::test
