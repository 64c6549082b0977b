// What is counted and remembered beside the rows says what the rows say: after every step, after a
// refusal, and after another process has written.

#include <doctest/doctest.h>

#include "server/store/migration.hpp"
#include "server/store/open_store.hpp"
#include "server/store/sql_view.hpp"
#include "server/store/sqlite/engine.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

const CivilDate first_day{2026, 11, 23};
const CivilDate second_day{2026, 11, 24};
constexpr Instant midnight{1'795'363'200'000};

struct Shop {
    TemporaryFolder folder;
    std::unique_ptr<store::SqlStore> store = store::open_store(folder.path(), store::Access::serve);
    SampleIds ids{7};

    Shop() { fill_with_samples(*store, ids, 20); }

    Result<void> transact(const store::CommitQueue::Work& work) {
        return store->transact(ids.community(), work);
    }
    template <class Work>
    void write(const Work& work) {
        REQUIRE(transact([&](app::Writer& writer) -> Result<void> {
                    work(writer);
                    return {};
                }).ok());
    }
    [[nodiscard]] app::OrdersAhead ahead(HubId hub, Instant groups_due_by = sample_time) {
        app::OrdersAhead found;
        store->read(ids.community(), [&](const app::Reader& reader) {
            found = reader.orders_ahead(hub, groups_due_by);
        });
        return found;
    }
    [[nodiscard]] Order order(std::uint64_t number, OrderState state, Fulfilment fulfilment) const {
        Order order = sample_order(ids);
        order.id = ids.id<OrderId>(100 + number);
        order.state = state;
        order.fulfilment = fulfilment;
        order.courier = CourierId{};
        order.pickup_code.clear();
        return order;
    }
    [[nodiscard]] Hub second_hub() const {
        Hub hub = sample_hub(ids);
        hub.id = ids.id<HubId>(60);
        return hub;
    }
};

}  // namespace

TEST_CASE("an order is counted from its placing until it is packed, or on its way") {
    Shop shop;
    const HubId hub = shop.ids.hub();
    shop.write([&](app::Writer& writer) { writer.put(shop.second_hub()); });
    CHECK(shop.ahead(hub).to_pack == 0);
    struct Step {
        OrderState state;
        std::int32_t to_pack;
        std::int32_t to_deliver;
    };
    const std::vector<Step> way = {{OrderState::placed, 1, 1},   {OrderState::placed, 1, 1},
                                   {OrderState::accepted, 1, 1}, {OrderState::picking, 1, 1},
                                   {OrderState::packed, 0, 1},   {OrderState::out, 0, 0},
                                   {OrderState::done, 0, 0}};
    for (const Step& step : way) {
        CAPTURE(static_cast<int>(step.state));
        shop.write([&](app::Writer& writer) {
            writer.put(shop.order(1, step.state, Fulfilment::delivery));
        });
        CHECK(shop.ahead(hub).to_pack == step.to_pack);
        CHECK(shop.ahead(hub).to_deliver == step.to_deliver);
        // Couriers serve all hubs, pickers their own.
        CHECK(shop.ahead(shop.second_hub().id).to_pack == 0);
        CHECK(shop.ahead(shop.second_hub().id).to_deliver == step.to_deliver);
    }
    shop.write([&](app::Writer& writer) {
        writer.put(shop.order(2, OrderState::accepted, Fulfilment::pickup));
    });
    CHECK(shop.ahead(hub).to_pack == 1);
    CHECK(shop.ahead(hub).to_deliver == 0);
    shop.write([&](app::Writer& writer) {
        Order moved = shop.order(2, OrderState::accepted, Fulfilment::delivery);
        moved.hub = shop.second_hub().id;
        writer.put(moved);
    });
    CHECK(shop.ahead(hub).to_pack == 0);
    CHECK(shop.ahead(shop.second_hub().id).to_pack == 1);
    CHECK(shop.ahead(hub).to_deliver == 1);
    shop.write([&](app::Writer& writer) {
        writer.put(shop.order(2, OrderState::cancelled, Fulfilment::delivery));
    });
    CHECK(shop.ahead(shop.second_hub().id).to_pack == 0);
}

TEST_CASE("a refused work counts nothing, and a number it took is given again") {
    Shop shop;
    const auto place = [&](app::Writer& writer, std::uint64_t number) {
        Order order = shop.order(number, OrderState::placed, Fulfilment::delivery);
        order.number = writer.take_order_number(first_day, midnight, midnight + day_ms);
        writer.put(order);
        return order.number;
    };
    shop.write([&](app::Writer& writer) { CHECK(place(writer, 1) == 1); });
    CHECK_FALSE(shop.transact([&](app::Writer& writer) -> Result<void> {
                        CHECK(place(writer, 2) == 2);
                        writer.emit(sample_event("{}"));
                        return refuse(ErrorCode::sold_out);
                    })
                    .ok());
    CHECK(shop.ahead(shop.ids.hub()).to_pack == 1);
    shop.write([&](app::Writer& writer) { CHECK(place(writer, 3) == 2); });
    CHECK(shop.ahead(shop.ids.hub()).to_pack == 2);
}

TEST_CASE("a group's orders wait until their deadline comes near, and count while in work") {
    Shop shop;
    const Instant due = sample_time + 3 * hour_ms;
    shop.write([&](app::Writer& writer) {
        writer.put(sample_group(shop.ids));
        for (std::uint64_t number = 1; number <= 3; ++number) {
            Order order = shop.order(number, OrderState::accepted, Fulfilment::delivery);
            order.group = shop.ids.group();
            order.promise.due_at = due;
            if (number == 2) order.state = OrderState::picking;
            if (number == 3) order.state = OrderState::packed;
            writer.put(order);
        }
    });
    CHECK(shop.ahead(shop.ids.hub(), due + -1).to_pack == 1);
    CHECK(shop.ahead(shop.ids.hub(), due + -1).to_deliver == 2);
    CHECK(shop.ahead(shop.ids.hub(), due).to_pack == 2);
    CHECK(shop.ahead(shop.ids.hub(), due).to_deliver == 3);
    CHECK(shop.ahead(shop.second_hub().id, due).to_pack == 0);
}

TEST_CASE("each day's numbers begin at one, also when the clock goes back") {
    Shop shop;
    const auto take = [&](CivilDate day, Instant start, std::uint64_t order_number) {
        std::int32_t number = 0;
        shop.write([&](app::Writer& writer) {
            number = writer.take_order_number(day, start, start + day_ms);
            Order order = shop.order(order_number, OrderState::placed, Fulfilment::pickup);
            order.number = number;
            order.entered_at[0] = start + hour_ms;
            writer.put(order);
        });
        return number;
    };
    CHECK(take(first_day, midnight, 1) == 1);
    CHECK(take(first_day, midnight, 2) == 2);
    CHECK(take(second_day, midnight + day_ms, 3) == 1);
    CHECK(take(first_day, midnight, 4) == 3);
    CHECK(take(second_day, midnight + day_ms, 5) == 2);
}

TEST_CASE("the clock's work is found without looking at every order") {
    Shop shop;
    shop.write([&](app::Writer& writer) {
        const auto put = [&](std::uint64_t number, OrderState state, std::int64_t due,
                             std::int64_t estimate, CourierId courier) {
            Order order = shop.order(number, state, Fulfilment::delivery);
            order.promise.due_at = sample_time + due;
            order.estimate_at = sample_time + estimate;
            order.courier = courier;
            order.compensated = false;
            writer.put(order);
        };
        put(1, OrderState::picking, 10, 5, CourierId{});
        put(2, OrderState::packed, 5, 50, CourierId{});
        put(3, OrderState::out, 7, 1, shop.ids.courier());
        put(4, OrderState::done, 1, 1, shop.ids.courier());
        put(5, OrderState::placed, 20, 2, CourierId{});
    });
    const auto numbers = [&](const std::vector<Order>& orders) {
        std::vector<std::uint64_t> found;
        for (const Order& order : orders)
            found.push_back(order.id.value - shop.ids.base - 100);
        return found;
    };
    using Numbers = std::vector<std::uint64_t>;
    shop.store->read(shop.ids.community(), [&](const app::Reader& reader) {
        CHECK(numbers(reader.orders_without_courier(9)) == Numbers{2, 1, 5});
        CHECK(numbers(reader.orders_without_courier(1)) == Numbers{2});
        CHECK(reader.busy_couriers() == std::vector<CourierId>{shop.ids.courier()});
        CHECK(numbers(reader.orders_to_compensate(sample_time + 10, 9)) == Numbers{2, 3, 1});
        CHECK(numbers(reader.orders_to_compensate(sample_time + 6, 9)) == Numbers{2});
        CHECK(numbers(reader.orders_past_estimate(sample_time + 4, 9)) == Numbers{3, 5});
        CHECK(numbers(reader.orders_past_estimate(sample_time + 4, 1)) == Numbers{3});
    });
}

TEST_CASE("what another process changed is known to the next work") {
    Shop shop;
    const auto name_seen = [&] {
        std::string name;
        shop.write([&](app::Writer& writer) { name = writer.community().name; });
        return name;
    };
    const auto rename = [&](store::SqlStore& store, const std::string& name) {
        REQUIRE(store
                    .transact(shop.ids.community(),
                              [&](app::Writer& writer) -> Result<void> {
                                  Community community = writer.community();
                                  community.name = name;
                                  writer.put(community);
                                  return {};
                              })
                    .ok());
    };
    const std::string before = name_seen();
    rename(*shop.store, "和平里");
    CHECK(name_seen() == "和平里");
    CHECK(name_seen() != before);
    const auto guest = store::open_store(shop.folder.path(), store::Access::command);
    rename(*guest, "建国里");
    CHECK(name_seen() == "建国里");
    CHECK_FALSE(shop.transact([&](app::Writer& writer) -> Result<void> {
                        Community community = writer.community();
                        community.name = "不要";
                        writer.put(community);
                        CHECK(writer.community().name == "不要");
                        return refuse(ErrorCode::conflict);
                    })
                    .ok());
    CHECK(name_seen() == "建国里");
}

TEST_CASE("orders of a database from before the counts are counted when it is opened") {
    TemporaryFolder folder;
    const SampleIds ids{3};
    const auto all = store::migrations_for("sqlite");
    {
        store::sqlite::SqliteEngine engine(store::database_file(folder.path()),
                                           folder.file("writing"));
        const auto writer = engine.open_writer(store::Standing::owner);
        store::migrate(engine, *writer, std::span(all).first(4));
        writer->begin_write();
        store::SqlView view(*writer, ids.community());
        put_first_community(*writer, ids);
        put_samples_of_community(view, ids);
        for (const int state : {1, 3, 4, 7}) {
            store::Query(*writer,
                         "INSERT INTO orders (community_id, order_id, number, household_id, "
                         "hub_id, state, fulfilment, payment, building_number, unit, room, note, "
                         "goods_total_fen, delivery_fee_fen, total_fen, promise_class, "
                         "pickup_code, placed_at_ms, compensated) VALUES "
                         "($1, $2, $3, $4, $5, $6, 1, 1, 1, 1, 101, '', 0, 0, 0, 1, '', 5, 0)",
                         ids.community(), ids.id<OrderId>(100 + static_cast<std::uint64_t>(state)),
                         state, ids.household(), ids.hub(), state)
                .run();
        }
        writer->commit();
    }
    const auto store = store::open_store(folder.path(), store::Access::serve);
    store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.orders_ahead(ids.hub(), sample_time).to_pack == 2);
        CHECK(reader.orders_ahead(ids.hub(), sample_time).to_deliver == 3);
    });
}

}  // namespace louxia::test
