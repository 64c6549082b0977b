#include <doctest/doctest.h>

#include "client/screens/leader/parts.hpp"
#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;
using model::test::group;
using model::test::signed_in;

namespace {

constexpr CivilDate today{2026, 11, 22};

model::State leading(model::Page page) {
    model::State state = signed_in(Role::leader);
    state.route.page = page;
    auto& community = state.home.value->community;
    community.name = "云杉里小区";
    community.leader_name = "王姐";
    api::HubView hub;
    hub.hub = model::test::corner_shop;
    hub.name = "老周便利店";
    community.hubs = {hub};
    api::GetLeaderToday::Response console;
    console.turnover = Money::fen_unchecked(428'650);
    console.orders = 128;
    console.households = 96;
    console.done_orders = 100;
    console.on_time_orders = 97;
    console.to_pick = 12;
    console.groups = {group()};
    console.tomorrow.date = {2026, 11, 23};
    console.tomorrow.publish_at = noon + 19 * hour_ms;
    console.tomorrow.without_price = 2;
    console.tomorrow.items.resize(34);
    state.leader_today.value = console;
    return state;
}

model::State with_list() {
    model::State state = leading(model::Page::leader_list);
    state.route.date = today;
    api::LeaderList list;
    list.date = today;
    list.publish_at = noon + hour_ms;
    list.without_price = 1;
    list.items.resize(2);
    list.items[0].item = ItemId{100};
    list.items[0].draft.name = "茼蒿";
    list.items[0].draft.price = Money::fen_unchecked(580);
    list.items[1].item = ItemId{101};
    list.items[1].draft.name = "冬笋";
    state.leader_list.value = list;
    return state;
}

model::State with_sheet() {
    model::State state = with_list();
    api::PreviewSheet::Response preview;
    preview.encoding = "gb18030";
    preview.mean_and_highest_swapped = true;
    preview.rows.resize(2);
    preview.rows[0].line = 2;
    preview.rows[0].usable = true;
    preview.rows[0].name = "大白菜";
    preview.rows[0].price = Money::fen_unchecked(62);
    preview.rows[1].line = 3;
    preview.rows[1].raw_name = "测试123";
    preview.rows[1].issues = {RowIssue::test_name, RowIssue::no_price};
    state.sheet = model::SheetImport{};
    state.sheet->file_name = "sheet.csv";
    state.sheet->date = today;
    state.sheet->preview.value = preview;
    state.sheet->chosen = {true, false};
    state.sheet->corrected = {false, false};
    state.sheet->drafts.resize(2);
    state.sheet->drafts[0].name = "大白菜";
    state.sheet->drafts[0].price = Money::fen_unchecked(62);
    return state;
}

}  // namespace

TEST_CASE("the console says today's figures, groups and tomorrow, and no alert when all is well") {
    Shown shown(leading(model::Page::leader_today), draw_leader);
    for (const char* text : {"中午好，王姐", "¥4,286.50", "128", "97%", "待拣货", "今晚火锅食材",
                             "还差 3 户", "34 样已填好", "2 样还没价", "补 2 个价"}) {
        CAPTURE(text);
        CHECK(shown.sees(text));
    }
    CHECK_FALSE(shown.sees("去处理"));
    check_touch(shown);
}

TEST_CASE("an alert stands on top and leads to the counter") {
    model::State state = leading(model::Page::leader_today);
    api::GetLeaderToday::Alert alert;
    alert.order = model::test::first_order;
    alert.order_number = 713;
    alert.building_number = 3;
    alert.since = noon + -6 * minute_ms;
    state.leader_today.value->alerts = {alert};
    Shown shown(state, draw_leader);
    CHECK(shown.sees("0713 号晚了 6 分钟"));
    CHECK(shown.tap_button("去处理"));
    CHECK(shown.state.route.page == model::Page::leader_picking);
}

TEST_CASE("the day's list is copied as a text for the chat") {
    Shown shown(leading(model::Page::leader_today), draw_leader);
    CHECK(shown.tap_button("复制接龙"));
    CHECK(shown.hands.platform().copied.find("1. 上海青 ¥3.90/500g") != std::string::npos);
    CHECK(shown.hands.platform().copied.find("http://localhost/c/yunshanli") != std::string::npos);
}

TEST_CASE("a delivered line is refunded with its reason, and what went back before is left out") {
    model::State state = leading(model::Page::leader_today);
    api::OrderView order;
    order.order = model::test::first_order;
    order.number = 713;
    order.state = OrderState::done;
    order.payment = Payment::on_handover;
    order.lines.resize(2);
    order.lines[0].name = "上海青";
    order.lines[0].total = Money::fen_unchecked(716);
    order.lines[0].cut = Money::fen_unchecked(29);
    order.lines[1].name = "豆腐";
    order.lines[1].total = Money::fen_unchecked(450);
    order.lines[1].refunded = Money::fen_unchecked(450);
    order.total = Money::fen_unchecked(1466);
    order.cut = Money::fen_unchecked(29);
    order.refunded = Money::fen_unchecked(450);
    state.leader_today.value->delivered = {order};
    Shown shown(std::move(state), draw_leader);
    CHECK(shown.hands.tap(ui::Id("delivered", order.order.value)));
    shown.hands.settle();
    CHECK(shown.sees("退 ¥6.87"));
    CHECK_FALSE(shown.tap(ui::Role::radio, "豆腐"));
    CHECK(shown.tap(ui::Role::radio, "整单"));
    CHECK(shown.tap(ui::Role::radio, "送错了"));
    CHECK(shown.tap(ui::Role::radio, "退现金"));
    CHECK(shown.hands.tap(ui::Id("refund_now")));
    shown.hands.settle();
    const auto* sent = shown.last_sent<model::RefundNow>();
    REQUIRE(sent != nullptr);
    CHECK(sent->request.order == order.order);
    CHECK(sent->request.line == whole_order);
    CHECK(sent->request.reason == RefundReason::wrong);
    CHECK(sent->request.way == RefundWay::cash);
    CHECK(model::test::count_of<model::Send<api::RefundOrder>>(shown.effects) == 1);
    SUBCASE("a refusal is said on the sheet") {
        shown.answer<api::RefundOrder>(sent->request, Error{ErrorCode::insufficient_funds, ""});
        CHECK(shown.sees("退现金"));
        CHECK(shown.sees(ui::catalog(false).refusals.insufficient_funds));
    }
    SUBCASE("once it is done the sheet closes") {
        order.refunded = Money::fen_unchecked(1437);
        shown.answer<api::RefundOrder>(sent->request, order);
        CHECK_FALSE(shown.sees("退现金"));
    }
}

TEST_CASE("what households ask back stands on top, and the refund begins with what was asked for") {
    model::State state = leading(model::Page::leader_today);
    state.leader_today.value->open_claims = 2;
    api::OrderView order;
    order.order = model::test::first_order;
    order.state = OrderState::done;
    order.lines.resize(2);
    order.lines[0].name = "上海青";
    order.lines[0].total = Money::fen_unchecked(716);
    order.lines[1].name = "豆腐";
    order.lines[1].total = Money::fen_unchecked(450);
    order.total = Money::fen_unchecked(1166);
    api::ClaimView claim;
    claim.number = 1;
    claim.line = 1;
    claim.reason = RefundReason::wrong;
    claim.text = "送来的是豆干";
    order.claims = {claim};
    state.leader_today.value->delivered = {order};
    Shown shown(std::move(state), draw_leader);
    CHECK(shown.sees("2 笔退款申请等你答复"));
    CHECK(shown.hands.tap(ui::Id("delivered", order.order.value)));
    shown.hands.settle();
    CHECK(shown.sees("送来的是豆干"));
    CHECK(shown.hands.tap(ui::Id("refund_now")));
    const auto* sent = shown.last_sent<model::RefundNow>();
    REQUIRE(sent != nullptr);
    CHECK(sent->request.line == 1);
    CHECK(sent->request.reason == RefundReason::wrong);
}

TEST_CASE("the console speaks English too") {
    model::State state = leading(model::Page::leader_today);
    state.language = model::Language::english;
    Shown shown(state, draw_leader);
    CHECK(shown.sees("Sold today"));
    CHECK(shown.sees("3 to go"));
    CHECK_FALSE(shown.sees("今天成交"));
}

TEST_CASE("publishing asks once and says what stays off the list") {
    Shown shown(with_list(), draw_leader);
    CHECK(shown.sees("1 样还没价"));
    CHECK(shown.tap_button("现在发布 1 样"));
    CHECK(shown.sees("没价的 1 样先不上"));
    CHECK(shown.last_sent<model::Publish>() == nullptr);
    CHECK(shown.hands.tap(ui::Id("publish_ask").child("yes")));
    shown.hands.settle();
    REQUIRE(shown.last_sent<model::Publish>() != nullptr);
    CHECK(shown.last_sent<model::Publish>()->date == today);
}

TEST_CASE("an item's price is typed, checked and saved") {
    Shown shown(with_list(), draw_leader);
    CHECK(shown.tap_button("冬笋"));
    REQUIRE(shown.state.item_form);
    CHECK(shown.hands.type(ui::Id("item_price"), "1x"));
    shown.hands.settle();
    CHECK(shown.sees("写成 12.80 这样"));
    CHECK(shown.hands.type(ui::Id("item_price"), "12.80"));
    shown.hands.settle();
    CHECK(shown.hands.tap(ui::Id("item_save")));
    shown.hands.settle();
    REQUIRE(shown.last_sent<model::SaveItem>() != nullptr);
    CHECK(shown.last_sent<model::SaveItem>()->draft.price == Money::fen_unchecked(1280));
}

TEST_CASE("the sheet's preview shows unusable rows with their reasons before the usable ones") {
    Shown shown(with_sheet(), draw_leader);
    CHECK(shown.sees("能用 1 样"));
    CHECK(shown.sees("用不了 1 行"));
    CHECK(shown.sees("第 3 行 测试123"));
    CHECK(shown.sees("像是试填的、没有价格"));
    CHECK(shown.sees("表头写反了"));
    check_touch(shown);
    CHECK(shown.tap(ui::Role::checkbox, "大白菜"));
    CHECK_FALSE(shown.state.sheet->chosen[0]);
    CHECK(shown.tap(ui::Role::checkbox, "大白菜"));
    CHECK(shown.tap_button("放进草稿 1 样"));
    CHECK(shown.last_sent<model::AcceptSheet>() != nullptr);
}

TEST_CASE("a row of the sheet is corrected in the item's form") {
    Shown shown(with_sheet(), draw_leader);
    CHECK(shown.tap_button("改 大白菜"));
    CHECK(shown.hands.type(ui::Id("item_name"), "黄心大白菜"));
    shown.hands.settle();
    CHECK(shown.hands.tap(ui::Id("item_save")));
    shown.hands.settle();
    CHECK(shown.state.sheet->drafts[0].name == "黄心大白菜");
    CHECK(shown.state.sheet->corrected[0]);
    CHECK_FALSE(shown.state.item_form);
}

TEST_CASE("a new group is put together from the list and its refusal stands at its field") {
    Shown shown(leading(model::Page::leader_groups), draw_leader);
    CHECK(shown.tap_button("开新团"));
    REQUIRE(shown.state.group_form);
    CHECK(shown.hands.type(ui::Id("group_title"), "今晚火锅"));
    shown.hands.settle();
    CHECK(shown.tap_button("加一样"));
    CHECK(shown.tap_button("基围虾"));
    REQUIRE(shown.state.group_form->request.contents.size() == 1);
    CHECK(shown.sees("单买合计 ¥58.80"));
    CHECK(shown.hands.tap(ui::Id("group_open")));
    shown.hands.settle();
    REQUIRE(shown.state.group_form->refusal);
    CHECK(shown.state.group_form->refusal->field == "price_fen");
    CHECK(shown.hands.type(ui::Id("group_price"), "49.9"));
    shown.hands.settle();
    CHECK(shown.hands.tap(ui::Id("group_open")));
    shown.hands.settle();
    CHECK(model::test::count_of<model::Send<api::OpenGroup>>(shown.effects) == 1);
}

TEST_CASE("a household is topped up and invited from its sheet") {
    model::State state = leading(model::Page::leader_households);
    api::HouseholdView view;
    view.household = model::test::household;
    view.address = {BuildingId{3}, 3, 2, 502};
    view.nickname = "小满";
    view.phone_last4 = "6621";
    state.households.value = api::ListHouseholds::Response{{view}};
    Shown shown(state, draw_leader);
    CHECK(shown.sees("尾号 6621"));
    CHECK(shown.tap_button("3栋2单元502"));
    CHECK(shown.tap_button("¥100"));
    CHECK(shown.tap_button("收到 ¥100.00"));
    REQUIRE(shown.last_sent<model::TopUpNow>() != nullptr);
    CHECK(shown.last_sent<model::TopUpNow>()->amount == Money::fen_unchecked(10'000));
    CHECK(shown.tap_button("做邀请链接"));
    REQUIRE(shown.last_sent<model::Invite>() != nullptr);
    CHECK_FALSE(shown.last_sent<model::Invite>()->lost_phone);
    shown.state.pending.clear();
    shown.state.invite =
        api::InviteHousehold::Response{"/c/yunshanli/in#s", noon + day_ms, "K7M2-9QXD"};
    shown.state.invited = model::test::household;
    shown.hands.platform().request_frame();
    shown.hands.settle();
    CHECK(shown.sees("邀请码 K7M2-9QXD"));
    CHECK(shown.tap_button("复制链接"));
    CHECK(shown.hands.platform().copied == "http://localhost/c/yunshanli/in#s");
    CHECK(shown.tap_button("手机丢了，重新邀请"));
    CHECK(shown.last_sent<model::Invite>()->lost_phone);
}

TEST_CASE("somebody else does not see the leader's faces") {
    model::State state = signed_in(Role::resident);
    state.route.page = model::Page::leader_today;
    Shown shown(state, draw_leader);
    CHECK_FALSE(shown.sees("今天成交"));
}
