#include "tests/server/store/samples.hpp"

#include <doctest/doctest.h>

#include "server/store/query.hpp"

namespace louxia::test {

Community sample_community(const SampleIds& ids) {
    Community community;
    community.id = ids.community();
    community.slug = "yunshan-" + std::to_string(ids.base);
    community.name = "云杉里小区";
    community.time_zone = "Asia/Shanghai";
    community.leader_name = "王姐";
    community.demo = true;
    community.plan = {420,
                      300,
                      312'000'000,
                      -1'214'000'000,
                      {{PlanShape::Kind::road, "云杉路", 6, {{-5, 20}, {420, 20}, {420, -300}}},
                       {PlanShape::Kind::green, "", 0, {}}}};
    return community;
}

Building sample_building(const SampleIds& ids) {
    return {ids.building(), 3, 2, 11, 4, {40, -60}, 48, 12};
}

Hub sample_hub(const SampleIds& ids) {
    return {ids.hub(),
            "阿芳便利店",
            "3栋架空层",
            {90, 70},
            {Money::fen_unchecked(300), Money::fen_unchecked(3900), Money::fen_unchecked(1500)},
            true};
}

Household sample_household(const SampleIds& ids) {
    return {ids.household(), {ids.building(), 3, 2, 502}, "小鹿家", "李", "0713", "13800000713"};
}

Courier sample_courier(const SampleIds& ids) {
    return {ids.courier(), "小周", true, {11, 12}, sample_time};
}

Member sample_member(const SampleIds& ids) {
    return {ids.member(), Role::leader, ids.household(), ids.hub(), ids.courier(), "王姐"};
}

FreshList sample_list(const SampleIds& ids) {
    return {ids.list(), {2026, 11, 23}, ListState::published, sample_time, sample_time + 5};
}

Item sample_item(const SampleIds& ids) {
    Item item;
    item.id = ids.item();
    item.list = ids.list();
    item.position = 4;
    item.name = "上海青";
    item.spec = "约 600g";
    item.category = Category::leafy;
    item.unit = Unit::bunch;
    item.price = Money::fen_unchecked(358);
    item.cost = Money::fen_unchecked(120);
    item.origin = "河北、山东";
    item.picture = "leafy_green";
    item.batch = {ids.id<BatchId>(40), "王家农场",    "青浦练塘",
                  sample_time,         "/pic/a.webp", "/clip/a.mp4"};
    item.chilled = true;
    return item;
}

GroupBuy sample_group(const SampleIds& ids) {
    GroupBuy group;
    group.id = ids.group();
    group.hub = ids.hub();
    group.state = GroupState::open;
    group.title = "今晚火锅食材拼团";
    group.serves = "3–4 人份";
    group.picture = "hot_pot";
    group.contents = {{ids.item(), "上海青", "2 把", "leafy_green", {2}},
                      {ids.id<ItemId>(50), "豆腐", "1 盒", "tofu", {1}}};
    group.price = Money::fen_unchecked(6800);
    group.single_price = Money::fen_unchecked(8210);
    group.target_households = 10;
    group.cap_households = 30;
    group.cutoff_at = sample_time + hour_ms;
    group.deliver_before = sample_time + 3 * hour_ms;
    group.opened_at = sample_time;
    return group;
}

Order sample_order(const SampleIds& ids) {
    Order order;
    order.id = ids.order();
    order.number = 713;
    order.household = ids.household();
    order.hub = ids.hub();
    order.state = OrderState::ready;
    order.fulfilment = Fulfilment::pickup;
    order.payment = Payment::on_handover;
    order.address = {ids.building(), 3, 2, 502};
    order.note = "放门口";
    order.lines = {{ids.item(),
                    "上海青",
                    "leafy_green",
                    Unit::bunch,
                    {2},
                    Money::fen_unchecked(358),
                    Money::fen_unchecked(716),
                    true,
                    "青浦练塘 王家农场"},
                   {ids.id<ItemId>(50),
                    "豆腐",
                    "tofu",
                    Unit::box,
                    {1},
                    Money::fen_unchecked(450),
                    Money::fen_unchecked(450),
                    false,
                    ""}};
    order.goods_total = Money::fen_unchecked(1166);
    order.delivery_fee = Money::fen_unchecked(300);
    order.total = Money::fen_unchecked(1466);
    order.promise = {PromiseClass::pickup, sample_time + hour_ms};
    order.estimate_at = sample_time + minute_ms;
    order.courier = ids.courier();
    order.pickup_code = "0042";
    order.collect_before = sample_time + 4 * hour_ms;
    for (std::size_t at = 0; at < 5; ++at) {
        order.entered_at[at] = sample_time + static_cast<std::int64_t>(at) * second_ms;
    }
    order.compensated = true;
    return order;
}

Post sample_post(const SampleIds& ids) {
    return {ids.post(), ids.household(),    ids.order(),
            ids.item(), "真新鲜\n下次还买", {"/pic/1.webp", "/pic/2.webp"},
            sample_time};
}

app::KeptPicture sample_picture(const SampleIds& ids) {
    return {ids.picture(), ids.member(), "abc.webp", "image/webp", 12'345, sample_time};
}

Coupon sample_coupon(const SampleIds& ids) {
    return {ids.id<CouponId>(15),
            "K7M29QXD",
            Money::fen_unchecked(500),
            Money::fen_unchecked(3000),
            9,
            4,
            sample_time,
            sample_time + day_ms,
            sample_time + 1};
}

OnlinePayment sample_payment(const SampleIds& ids) {
    OnlinePayment payment;
    payment.id = ids.id<PaymentId>(13);
    payment.household = ids.household();
    payment.member = ids.member();
    payment.purpose = PaymentPurpose::order;
    payment.state = PaymentState::used;
    payment.amount = Money::fen_unchecked(700);
    payment.received = Money::fen_unchecked(700);
    payment.returned = Money::fen_unchecked(300);
    payment.reference = "ref-1";
    payment.pay_url = "https://pay.example/ref-1";
    payment.wish = R"({"note":"放门口"})";
    payment.group = ids.group();
    payment.order = ids.order();
    payment.why = ErrorCode::sold_out;
    payment.wanted_at = sample_time;
    payment.came_at = sample_time + 1;
    payment.look_at = sample_time + 2;
    payment.looks = 3;
    return payment;
}

CrowdRide sample_ride(const SampleIds& ids) {
    CrowdRide ride;
    ride.id = ids.id<CrowdRideId>(40);
    ride.courier = ids.id<CourierId>(41);
    ride.hub = ids.hub();
    ride.orders = {ids.order()};
    ride.state = CrowdState::accepted;
    ride.price = Money::fen_unchecked(800);
    ride.reference = "ride-1";
    ride.rider = "小赵";
    ride.wanted_at = sample_time;
    ride.called_at = sample_time + 1;
    ride.accept_by = sample_time + 2;
    ride.arrives_at = sample_time + 3;
    ride.at_pickup_at = sample_time + 4;
    ride.said = 5;
    ride.look_at = sample_time + 6;
    ride.looks = 7;
    return ride;
}

Courier sample_rider(const SampleIds& ids) {
    return {ids.id<CourierId>(41),   "小赵",    true, {1, 2}, Instant{},
            CourierVehicle::bicycle, Instant{}, true};
}

CrowdQuote sample_quote(const SampleIds& ids) {
    return {ids.hub(),   Money::fen_unchecked(500), Money::fen_unchecked(150), 300, 900,
            sample_time, sample_time + minute_ms};
}

PaymentReturn sample_return(const SampleIds& ids) {
    return {ids.id<PaymentReturnId>(14),
            ids.id<PaymentId>(13),
            ReturnState::done,
            Money::fen_unchecked(300),
            sample_time + 1,
            sample_time + 3,
            sample_time + 2,
            1};
}

NewPhone sample_new_phone(const SampleIds& ids) {
    return {ids.member(),
            SessionId{6},
            NewPhoneState::claimed,
            "ff66",
            "ff77",
            "Android · Chrome",
            7,
            42,
            99,
            sample_time,
            3,
            sample_time};
}

GuestLink sample_guest_link(const SampleIds& ids) {
    return {GuestLinkId{5},
            ids.household(),
            ids.group(),
            "ff88",
            sample_time,
            sample_time + guest_link_ms,
            2};
}

LinkedIdentity sample_identity(const SampleIds& ids) {
    return {IdentityId{5}, ids.member(), "https://id.example", "somebody", sample_time};
}

Passkey sample_passkey(const SampleIds& ids) {
    return {PasskeyId{5},       ids.member(), "Y3JlZA",       -7, "a2V5", 12,
            "Android · Chrome", sample_time,  sample_time + 1};
}

app::Event sample_event(const std::string& data) {
    app::Event event;
    event.audience = api::Audience::household;
    event.subject = 0xF000'0000'0000'0001;
    event.name = "order_changed";
    event.data = data;
    event.at = sample_time;
    return event;
}

void put_samples(app::Writer& writer, const SampleIds& ids) {
    writer.put(sample_community(ids));
    writer.put(sample_courier(ids));
    put_samples_of_community(writer, ids);
}

void put_first_community(store::Connection& connection, const SampleIds& ids) {
    const Community community = sample_community(ids);
    store::Query(connection,
                 "INSERT INTO community (community_id, slug, name, time_zone, leader_name, demo, "
                 "plan_width_m, plan_height_m, plan_origin_latitude_e7, plan_origin_longitude_e7) "
                 "VALUES ($1, $2, $3, $4, $5, 1, 0, 0, 0, 0)",
                 community.id, community.slug, community.name, community.time_zone,
                 community.leader_name)
        .run();
    const Courier courier = sample_courier(ids);
    store::Query(connection,
                 "INSERT INTO courier (community_id, courier_id, name, on_shift, x_m, y_m, "
                 "seen_at_ms) VALUES ($1, $2, $3, 1, $4, $5, $6)",
                 community.id, courier.id, courier.name, courier.at.x_m, courier.at.y_m,
                 courier.seen_at)
        .run();
}

CourierAssignment sample_assignment(const SampleIds& ids, OrderId order) {
    return {order,
            1,
            ids.courier(),
            sample_time,
            CourierId{77},
            380,
            true,
            true,
            sample_time + 9,
            sample_time + 10,
            AssignmentEnd::brought_back};
}

OrderProblem sample_problem(const SampleIds& ids, OrderId order) {
    return {order,         1,           ids.courier(),   ProblemKind::wrong_address,
            "没有 3 单元", sample_time, sample_time + 11};
}

std::vector<RouteStop> sample_route(const SampleIds& ids, OrderId order) {
    return {{ids.courier(), 0, order, true, sample_time + 4},
            {ids.courier(), 1, order, false, sample_time + 9}};
}

void put_dispatch(const SampleIds& ids, app::Writer& writer, OrderId order) {
    writer.put(sample_assignment(ids, order));
    writer.put(sample_problem(ids, order));
    writer.put_route(ids.courier(), sample_route(ids, order));
}

void put_samples_of_community(app::Writer& writer, const SampleIds& ids) {
    writer.put(sample_building(ids));
    writer.put(sample_hub(ids));
    writer.put(sample_household(ids));
    writer.put(sample_member(ids));
    writer.put(sample_list(ids));
    writer.put(sample_item(ids));
}

void fill_with_samples(app::Store& store, const SampleIds& ids, std::int64_t on_hand) {
    const auto done = store.transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
        put_samples(writer, ids);
        return writer.set_on_hand(ids.hub(), ids.item(), Pieces{on_hand});
    });
    REQUIRE(done.ok());
}

}  // namespace louxia::test
