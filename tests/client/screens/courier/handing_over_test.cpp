#include <doctest/doctest.h>

#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;
using model::test::signed_in;

namespace {

using Step = api::CourierStep::Step;

constexpr OrderId at_door{14};

api::StopView stop(OrderId order, Money cash = {}) {
    api::StopView made;
    made.order = order;
    made.number = static_cast<std::int32_t>(order.value);
    made.state = OrderState::out;
    made.address = {BuildingId{3}, 3, 2, 502};
    made.household_name = "王女士";
    made.arrived = true;
    made.to_collect = cash;
    made.due_at = noon + hour_ms;
    return made;
}

model::State standing(Money cash = {}) {
    model::State state = signed_in(Role::courier);
    state.route.page = model::Page::courier;
    state.run.value = api::RunView{};
    state.run.value->on_shift = true;
    state.run.value->stops = {stop(at_door, cash), stop(OrderId{15})};
    return state;
}

/// The sheet open before the first door.
struct Door : Shown {
    explicit Door(Money cash = {}) : Shown(standing(cash), draw_courier) {
        CHECK(tap_button(cash.is_zero() ? "交付" : "收 ¥16.80 交付"));
    }
    bool type(const char* digits) {
        const bool typed = hands.type(ui::Id("door_code", at_door.value), digits, false);
        hands.settle();
        return typed;
    }
    const api::CourierStep::Request& asked() const { return one<api::CourierStep>(); }
    template <class E>
    const typename E::Request& one() const {
        const auto* found = model::test::first_of<model::Send<E>>(effects);
        REQUIRE(found != nullptr);
        return found->request;
    }
    void photograph() {
        hands.platform().next_file.bytes = "bytes";
        CHECK(tap_button("拍张照"));
        hands.settle();
    }
    void redraw() {
        hands.platform().request_frame();
        hands.settle();
    }
};

}  // namespace

TEST_CASE("the sheet says whose it is, what to collect, and three ways to hand over") {
    Door door(Money::fen_unchecked(1680));
    for (const char* text : {"交给邻居", "3栋2单元502", "王女士", "当面收 ¥16.80",
                             "拍张照，放在门口", "当面交给了本人", "收货码", "凭收货码交付"}) {
        CAPTURE(text);
        CHECK(door.sees(text));
    }
    check_touch(door);
    CHECK(door.last_sent<model::Step>() == nullptr);
    CHECK(door.tap_button("关闭"));
    CHECK_FALSE(door.state.handing_over.open);
}

TEST_CASE("the code is sent once it has four digits, and a wrong one is said at its field") {
    Door door;
    CHECK(door.type("071"));
    const ui::Node* button = door.hands.a11y().find(ui::Role::button, "凭收货码交付");
    REQUIRE(button != nullptr);
    CHECK(button->disabled);
    CHECK(door.type("0713"));
    CHECK(door.tap_button("凭收货码交付"));
    CHECK(door.asked().step == Step::deliver);
    CHECK(door.asked().code == "0713");
    CHECK_FALSE(door.asked().photo.is_set());
    door.answer<api::CourierStep>(door.asked(), Error{ErrorCode::wrong_code, "code"});
    const ui::Node* field = door.hands.a11y().find(ui::Role::textbox, "收货码");
    REQUIRE(field != nullptr);
    CHECK(field->description == "收货码不对，还没交付。问清楚再输一次");
    CHECK(field->value == "0713");
    CHECK(door.state.handing_over.open);
    CHECK(door.type("0714"));
    CHECK(door.tap_button("凭收货码交付"));
    CHECK(door.last_sent<model::Step>()->code == "0714");
    api::RunView next;
    next.stops = {stop(OrderId{15})};
    door.answer<api::CourierStep>(door.asked(), next);
    CHECK_FALSE(door.sees("交给邻居"));
    CHECK(door.state.handing_over.order == OrderId{});
}

TEST_CASE("a photo is shown before it is handed over by it, and may be taken again") {
    Door door;
    door.photograph();
    CHECK(door.one<api::KeepPicture>().bytes == "bytes");
    door.answer<api::KeepPicture>({"bytes"}, api::KeepPicture::Response{PictureId{7}, "/m/7.webp"});
    CHECK(door.hands.a11y().find(ui::Role::image, "放在门口的照片") != nullptr);
    CHECK(door.sees("重拍"));
    CHECK_FALSE(door.sees("当面交给了本人"));
    CHECK(door.tap_button("确认交付"));
    CHECK(door.asked().photo == PictureId{7});
    CHECK(door.asked().code.empty());
    door.answer<api::CourierStep>(door.asked(), Error{ErrorCode::not_found, "photo"});
    CHECK(door.sees("照片过期了，重拍一张"));
    CHECK(door.sees("拍张照"));
}

TEST_CASE("a photo that was not sent leaves the other ways") {
    Door door;
    door.photograph();
    door.answer<api::KeepPicture>({"bytes"}, Error{ErrorCode::unavailable, ""});
    CHECK(door.sees("照片没传上去"));
    CHECK(door.tap_button("当面交给了本人"));
    CHECK(door.asked().step == Step::deliver);
}

TEST_CASE("handed over without net it is kept, and a refusal that comes later is seen") {
    Door door;
    CHECK(door.type("0713"));
    CHECK(door.tap_button("凭收货码交付"));
    (void)model::update(
        door.state, model::QueuedForNet{std::string(api::CourierStep::name), at_door.value}, noon);
    door.redraw();
    CHECK_FALSE(door.sees("交给邻居"));
    CHECK(door.sees("没网，做过的先记下了"));
    door.answer<api::CourierStep>(door.asked(), Error{ErrorCode::wrong_code, "code"});
    CHECK_FALSE(door.sees("没网，做过的先记下了"));
    CHECK(door.sees("收货码不对，还没交付"));
    // Also when another stop comes first by then.
    std::swap(door.state.run.value->stops[0], door.state.run.value->stops[1]);
    door.redraw();
    CHECK(door.sees("收货码不对，还没交付"));
}

TEST_CASE("the sheet says the same in English") {
    model::State state = standing();
    state.language = model::Language::english;
    Shown shown(std::move(state), draw_courier);
    CHECK(shown.tap_button("Hand over"));
    for (const char* text : {"Hand it over", "Photo, left at the door", "Handed over in person",
                             "Door code", "Hand over by code"}) {
        CAPTURE(text);
        CHECK(shown.sees(text));
    }
}
