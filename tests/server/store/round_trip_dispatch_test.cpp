// What is put is what is got: assignments, ways and problems, and what they say of quotes.

#include <doctest/doctest.h>

#include "tests/server/store/round_trip.hpp"

namespace louxia::test {

TEST_CASE("assignments, ways and problems come back by order, courier and time") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    const OrderId order = ids.order();
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        put_dispatch(ids, writer, order);
    });
    CourierAssignment running = sample_assignment(ids, order);
    running.number = 2;
    running.instead = CourierId{};
    running.assigned_at = sample_time + 20;
    running.ended_at = Instant{};
    running.end = AssignmentEnd::running;
    OrderProblem open = sample_problem(ids, order);
    open.number = 2;
    open.solved_at = Instant{};
    filled.write([&](app::Writer& writer) {
        writer.put(running);
        writer.put(open);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        REQUIRE(reader.assignments_of(order).size() == 2);
        CHECK(same(reader.assignments_of(order).at(0), sample_assignment(ids, order)));
        CHECK(same(reader.assignments_of(order).at(1), running));
        CHECK(same(reader.assignments_since(sample_time, 1).at(0), running));
        CHECK(reader.assignments_since(sample_time + 1, 9).size() == 1);
        CHECK(reader.route_stops() == sample_route(ids, order));
        CHECK(reader.route_stops_of(ids.courier()) == sample_route(ids, order));
        CHECK(reader.route_stops_of(CourierId{77}).empty());
        CHECK(same(reader.problems_of(order).at(0), sample_problem(ids, order)));
        CHECK(same(reader.open_problems().at(0), open));
        CHECK(reader.open_problems().size() == 1);
    });
    filled.write([&](app::Writer& writer) { writer.put_route(ids.courier(), {}); });
    filled.store->read(ids.community(),
                       [&](const app::Reader& reader) { CHECK(reader.route_stops().empty()); });
}

TEST_CASE("how an order was handed over is kept once for each") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    Handover handover{ids.order(), HandoverProof::photo, PictureId{41}, sample_time + 9};
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        writer.put(handover);
    });
    const auto kept = [&] {
        std::optional<Handover> found;
        filled.store->read(ids.community(), [&](const app::Reader& reader) {
            found = reader.handover(ids.order());
            CHECK_FALSE(reader.handover(OrderId{77}).has_value());
        });
        return found.value();
    };
    CHECK(same(kept(), handover));
    handover = {ids.order(), HandoverProof::code, {}, sample_time + 10};
    filled.write([&](app::Writer& writer) { writer.put(handover); });
    CHECK(same(kept(), handover));
}

TEST_CASE("quotes are compared with hand-overs by promise, and deliveries are counted by hub") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    Order order = sample_order(ids);
    order.group = GroupId{};
    order.state = OrderState::done;
    order.fulfilment = Fulfilment::delivery;
    order.promise.kind = PromiseClass::within_1_hour;
    order.quoted_at = sample_time + minute_ms;
    order.entered_at[static_cast<std::size_t>(OrderState::placed) - 1] = sample_time;
    order.entered_at[static_cast<std::size_t>(OrderState::done) - 1] = sample_time + 3 * minute_ms;
    order.pickup_code.clear();
    filled.write([&](app::Writer& writer) { writer.put(order); });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const auto late = reader.quote_errors_ms(PromiseClass::within_1_hour, sample_time, 9);
        REQUIRE(late.size() == 1);
        CHECK(late[0] == 2 * minute_ms);
        CHECK(reader.quote_errors_ms(PromiseClass::within_1_hour, sample_time + 1, 9).empty());
        CHECK(reader.quote_errors_ms(PromiseClass::within_2_hours, sample_time, 9).empty());
        const auto placed = reader.deliveries_placed(sample_time, 9);
        REQUIRE(placed.size() == 1);
        CHECK(placed[0].hub == order.hub);
        CHECK(placed[0].at == sample_time);
    });
}

}  // namespace louxia::test
