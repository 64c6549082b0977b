#include <doctest/doctest.h>

#include "tests/client/model/worlds.hpp"

using namespace louxia;
using namespace louxia::model;
using namespace louxia::model::test;

namespace {

void type(State& state, std::string_view keys) {
    for (const char key : keys)
        did(state, PadKey{key});
}

State with_board() {
    State state = signed_in(Role::shop);
    state.route.page = Page::shop;
    api::GetShopBoard::Response board;
    api::ShopOrder one;
    one.order = first_order;
    board.orders = {one};
    api::GetShopBoard::StockRow stock;
    stock.item = greens;
    stock.on_hand = Pieces{46};
    board.stock = {stock};
    state.shop_board.value = board;
    return state;
}

}  // namespace

TEST_SUITE("the shop's state") {
    TEST_CASE("a double tap on the next step sends once, and the card shows the answer") {
        State state = with_board();
        CHECK(count_of<Send<api::MoveOrder>>(did(state, Move{first_order, OrderState::accepted})) ==
              1);
        CHECK(did(state, Move{first_order, OrderState::accepted}).empty());
        api::ShopOrder moved;
        moved.order = first_order;
        moved.state = OrderState::accepted;
        answered<api::MoveOrder>(state, {first_order, OrderState::accepted}, moved);
        CHECK(state.shop_board.value->orders[0].state == OrderState::accepted);
    }

    TEST_CASE("a count that is too low is refused at its item and changes nothing") {
        State state = with_board();
        did(state, CountStock{corner_shop, greens, 1});
        answered<api::SetStock>(state, {corner_shop, greens, 1},
                                refused(ErrorCode::sold_out, "on_hand"));
        CHECK(state.shop_board.value->stock[0].on_hand == Pieces{46});
        CHECK(state.refusal(api::SetStock::name, greens.value) != nullptr);
    }

    TEST_CASE("another hub's board is read, not shown under the old one's name") {
        State state = with_board();
        const Effects effects = did(state, ChooseHub{corner_shop});
        CHECK_FALSE(state.shop_board.value);
        REQUIRE(first_of<Send<api::GetShopBoard>>(effects) != nullptr);
        CHECK(first_of<Send<api::GetShopBoard>>(effects)->request.hub == corner_shop);
    }

    TEST_CASE("two pieces of news while the board is being read ask for it once more only") {
        State state = with_board();
        CHECK(count_of<Send<api::GetShopBoard>>(heard(state, api::BoardChanged{corner_shop})) == 1);
        CHECK(count_of<Send<api::GetShopBoard>>(heard(state, api::BoardChanged{corner_shop})) == 0);
        CHECK(count_of<Send<api::GetShopBoard>>(heard(state, api::BoardChanged{corner_shop})) == 0);
        const Effects effects =
            answered<api::GetShopBoard>(state, {}, *with_board().shop_board.value);
        CHECK(count_of<Send<api::GetShopBoard>>(effects) == 1);
    }
}

TEST_SUITE("the courier's state") {
    TEST_CASE("positions are reported on shift only") {
        State state = signed_in(Role::courier);
        CHECK(did(state, Moved{1, 2}).empty());
        state.run.value = api::RunView{};
        CHECK(did(state, Moved{1, 2}).empty());
        state.run.value->on_shift = true;
        CHECK(count_of<Send<api::ReportPosition>>(did(state, Moved{1, 2})) == 1);
    }

    TEST_CASE("a step's answer is the new run") {
        State state = signed_in(Role::courier);
        state.run.value = api::RunView{};
        did(state, Step{first_order, api::CourierStep::Step::deliver});
        CHECK(did(state, Step{first_order, api::CourierStep::Step::deliver}).empty());
        api::RunView run;
        run.done_today = 1;
        answered<api::CourierStep>(state, {first_order, api::CourierStep::Step::deliver}, run);
        CHECK(state.run.value->done_today == 1);
        CHECK(state.pending.empty());
    }

    TEST_CASE("without net an arrival waits, and what is handed over then waits behind it") {
        State state = signed_in(Role::courier);
        using Kind = api::CourierStep::Step;
        did(state, Step{first_order, Kind::arrive});
        CHECK(did(state, Step{first_order, Kind::bring_back}).empty());
        CHECK(count_of<Send<api::CourierStep>>(
                  did(state, Step{first_order, Kind::deliver, "0713"})) == 1);
        CHECK(did(state, Step{first_order, Kind::deliver}).empty());
        const QueuedForNet queued{std::string(api::CourierStep::name), first_order.value};
        (void)update(state, queued, noon);
        CHECK(state.pending_step(first_order, Kind::arrive)->kept);
        CHECK_FALSE(state.pending_step(first_order, Kind::deliver)->kept);
        (void)update(state, queued, noon);
        CHECK(state.pending.size() == 2);
        answered<api::CourierStep>(state, {first_order, Kind::arrive}, api::RunView{});
        CHECK(state.pending_step(first_order, Kind::arrive) == nullptr);
        CHECK(state.pending_step(first_order, Kind::deliver) != nullptr);
        answered<api::CourierStep>(state, {first_order, Kind::deliver}, api::RunView{});
        CHECK(state.pending.empty());
    }

    TEST_CASE("what is kept counts as done, and what comes next is kept behind it") {
        State state = signed_in(Role::courier);
        using Kind = api::CourierStep::Step;
        const OrderId second{first_order.value + 1};
        api::RunView run;
        run.stops.resize(2);
        run.stops[0].order = first_order;
        run.stops[1].order = second;
        state.run.value = run;
        const auto keep = [&](OrderId order, Kind step) {
            (void)update(state,
                         QueuedForNet{std::string(api::CourierStep::name), order.value,
                                      static_cast<std::int32_t>(step)},
                         noon);
        };
        const auto sent = [&](OrderId order, Kind step) {
            return count_of<Send<api::CourierStep>>(did(state, Step{order, step})) == 1;
        };
        CHECK_FALSE(state.run_as_kept().has_value());
        CHECK(sent(first_order, Kind::take));
        // On its way, it may still be refused.
        CHECK_FALSE(state.run_as_kept().has_value());
        CHECK_FALSE(sent(first_order, Kind::deliver));
        keep(first_order, Kind::take);
        REQUIRE(state.run_as_kept().has_value());
        CHECK(state.run_as_kept()->stops[0].state == OrderState::out);
        CHECK(sent(first_order, Kind::arrive));
        keep(first_order, Kind::arrive);
        CHECK(state.run_as_kept()->stops[0].arrived);
        CHECK_FALSE(sent(first_order, Kind::arrive));
        CHECK(sent(first_order, Kind::deliver));
        keep(first_order, Kind::deliver);
        CHECK_FALSE(sent(first_order, Kind::bring_back));
        REQUIRE(state.run_as_kept()->stops.size() == 1);
        CHECK(state.run_as_kept()->stops[0].order == second);
        CHECK(sent(second, Kind::take));
        // The net is back: done until each is answered, and no stop comes back in between.
        (void)update(state, ConnectionChanged{Connection::offline}, noon);
        (void)update(state, ConnectionChanged{Connection::live}, noon);
        run.stops[0].state = OrderState::out;
        answered<api::CourierStep>(state, {first_order, Kind::take}, run);
        CHECK(state.run_as_kept()->stops.size() == 1);
        answered<api::CourierStep>(state, {first_order, Kind::arrive}, run);
        // Refused after all: it is there again, with its reason.
        answered<api::CourierStep>(state, {first_order, Kind::deliver},
                                   refused(ErrorCode::invalid_value, "code"));
        CHECK_FALSE(state.run_as_kept().has_value());
        CHECK(state.run.value->stops.size() == 2);
        CHECK(state.refusal(api::CourierStep::name, first_order.value) != nullptr);
    }

    TEST_CASE("a step kept by an earlier load of the page counts as done too") {
        State state = signed_in(Role::courier);
        using Kind = api::CourierStep::Step;
        (void)update(state,
                     QueuedForNet{std::string(api::CourierStep::name), first_order.value,
                                  static_cast<std::int32_t>(Kind::take)},
                     noon);
        CHECK_FALSE(state.run_as_kept().has_value());  // no run is here yet
        api::RunView run;
        run.stops.resize(1);
        run.stops[0].order = first_order;
        state.run.value = run;
        CHECK(state.run_as_kept()->stops[0].state == OrderState::out);
        CHECK(count_of<Send<api::CourierStep>>(did(state, Step{first_order, Kind::arrive})) == 1);
    }

    TEST_CASE("a step kept by an earlier load of the page may be any, where none is named") {
        State state = signed_in(Role::courier);
        using Kind = api::CourierStep::Step;
        (void)update(state, QueuedForNet{std::string(api::CourierStep::name), first_order.value},
                     noon);
        CHECK(did(state, Step{first_order, Kind::deliver}).empty());
    }

    TEST_CASE("a photo is its own door's, also when it comes late") {
        State state = signed_in(Role::courier);
        const OrderId second{first_order.value + 1};
        const api::KeepPicture::Response kept{PictureId{7}, "/m/7.webp"};
        did(state, HandOver{first_order});
        CHECK(count_of<Send<api::KeepPicture>>(did(state, TakeDoorPhoto{first_order, "a"})) == 1);
        CHECK(did(state, TakeDoorPhoto{first_order, "b"}).empty());  // one at a time
        did(state, HandOver{second});
        CHECK(did(state, TakeDoorPhoto{second, "c"}).empty());
        answered<api::KeepPicture>(state, {"a"}, kept);
        CHECK_FALSE(state.handing_over.photo);
        CHECK(count_of<Send<api::KeepPicture>>(did(state, TakeDoorPhoto{second, "c"})) == 1);
        answered<api::KeepPicture>(state, {"c"}, kept);
        REQUIRE(state.handing_over.photo);
        did(state, HandOver{second, false});
        CHECK(state.handing_over.photo);  // closed and opened again it is still there
        did(state, HandOver{first_order});
        CHECK_FALSE(state.handing_over.photo);
    }

    TEST_CASE("an order that is out no more is handed over no more") {
        State state = signed_in(Role::courier);
        api::RunView run;
        run.stops.resize(1);
        run.stops[0].order = first_order;
        run.stops[0].state = OrderState::out;
        answered<api::GetRun>(state, {}, run);
        did(state, HandOver{first_order});
        answered<api::GetRun>(state, {}, run);
        CHECK(state.handing_over.open);
        run.stops.clear();
        answered<api::GetRun>(state, {}, run);
        CHECK_FALSE(state.handing_over.open);
    }
}

TEST_SUITE("the kiosk's pad") {
    TEST_CASE("the fourth digit submits") {
        State state = signed_in(Role::kiosk);
        type(state, "071");
        const Effects effects = did(state, PadKey{'3'});
        REQUIRE(first_of<Send<api::CollectByCode>>(effects) != nullptr);
        CHECK(first_of<Send<api::CollectByCode>>(effects)->request.code == "0713");
        CHECK(state.pad.waiting);
    }

    TEST_CASE("while it waits for the answer no key counts") {
        State state = signed_in(Role::kiosk);
        type(state, "0713");
        CHECK(did(state, PadKey{'9'}).empty());
        CHECK(state.pad.typed == "0713");
    }

    TEST_CASE("delete takes the last digit, clear all of them") {
        State state = signed_in(Role::kiosk);
        type(state, "07>");
        CHECK(state.pad.typed == "0");
        type(state, "12<");
        CHECK(state.pad.typed.empty());
        type(state, ">");
        CHECK(state.pad.typed.empty());
    }

    TEST_CASE("a scan is four digits and nothing else, whatever the pad was about") {
        State state = signed_in(Role::kiosk);
        did(state, PadMode{true});
        for (const char* text :
             {"", "071", "07133", "6901234567892", "071a", "https://x/0713", "0 713"}) {
            CAPTURE(text);
            CHECK(did(state, Scanned{text}).empty());
            CHECK(state.pad.unreadable);
        }
        const Effects effects = did(state, Scanned{" 0713\r\n"});
        REQUIRE(first_of<Send<api::CollectByCode>>(effects) != nullptr);
        CHECK(first_of<Send<api::CollectByCode>>(effects)->request.code == "0713");
        CHECK_FALSE(state.pad.unreadable);
        CHECK(did(state, Scanned{"0714"}).empty());
    }

    TEST_CASE("in phone mode four digits only look up") {
        State state = signed_in(Role::kiosk);
        did(state, PadMode{true});
        type(state, "662");
        const Effects effects = did(state, PadKey{'1'});
        CHECK(count_of<Send<api::CollectByCode>>(effects) == 0);
        REQUIRE(first_of<Send<api::FindByPhone>>(effects) != nullptr);
        CHECK(first_of<Send<api::FindByPhone>>(effects)->request.phone_last4 == "6621");
    }

    TEST_CASE("a wrong code is said and the next key starts anew") {
        State state = signed_in(Role::kiosk);
        type(state, "0713");
        answered<api::CollectByCode>(state, {"0713"}, refused(ErrorCode::wrong_code, "code"));
        REQUIRE(state.pad.refusal);
        CHECK(state.pad.typed.empty());
        CHECK_FALSE(state.pad.waiting);
        type(state, "5");
        CHECK_FALSE(state.pad.refusal);
        CHECK(state.pad.typed == "5");
    }

    TEST_CASE("what was collected is shown until somebody touches the pad or it stands idle") {
        State state = signed_in(Role::kiosk);
        type(state, "0713");
        api::CollectByCode::Response got;
        got.masked_name = "李**";
        answered<api::CollectByCode>(state, {"0713"}, got);
        REQUIRE(state.pad.collected);
        CHECK(state.pad.collected->masked_name == "李**");
        did(state, PadIdle{});
        CHECK_FALSE(state.pad.collected);
    }

    TEST_CASE("standing idle also leaves the phone mode") {
        State state = signed_in(Role::kiosk);
        did(state, PadMode{true});
        type(state, "66");
        did(state, PadIdle{});
        CHECK_FALSE(state.pad.by_phone);
        CHECK(state.pad.typed.empty());
    }

    TEST_CASE("the board's clock is the server's") {
        State state = signed_in(Role::kiosk);
        api::GetKioskBoard::Response board;
        board.now = noon + 90 * second_ms;
        board.utc_offset_minutes = 480;
        answered<api::GetKioskBoard>(state, {}, board);
        CHECK(state.server_now(noon.ms) == noon + 90 * second_ms);
    }
}

TEST_SUITE("the kiosk's board") {
    api::GetKioskBoard::Response board() {
        api::GetKioskBoard::Response response;
        response.now = noon;
        response.rows = {{3, {{"王**", 2, noon + hour_ms, false}}}};
        return response;
    }

    TEST_CASE("the last one is there at once, and read again") {
        State state;
        Started started;
        started.route.page = Page::kiosk;
        started.kept_me = *signed_in(Role::kiosk).me;
        started.kept_board = board();
        const Effects effects = update(state, started, noon);
        CHECK(state.kiosk_board.value);
        CHECK_FALSE(state.board_current);
        CHECK(count_of<Send<api::GetKioskBoard>>(effects) == 1);
        CHECK(count_of<KeepBoard>(answered<api::GetKioskBoard>(state, {}, board())) == 1);
        CHECK(state.board_current);
    }

    TEST_CASE("when the net goes it is true until then") {
        State state = signed_in(Role::kiosk);
        state.route.page = Page::kiosk;
        answered<api::GetKioskBoard>(state, {}, board());
        (void)update(state, ConnectionChanged{Connection::live}, noon);
        const Effects effects =
            update(state, ConnectionChanged{Connection::offline}, noon + 7 * minute_ms);
        CHECK(count_of<KeepBoard>(effects) == 1);
        CHECK_FALSE(state.board_current);
        CHECK(state.kiosk_board.value->now == noon + 7 * minute_ms);
        (void)update(state, ConnectionChanged{Connection::connecting}, noon + 8 * minute_ms);
        (void)update(state, ConnectionChanged{Connection::offline}, noon + 9 * minute_ms);
        CHECK(state.kiosk_board.value->now == noon + 7 * minute_ms);
    }

    TEST_CASE("a screen that was ended keeps nothing of the neighbours'") {
        State state = signed_in(Role::kiosk);
        state.route.page = Page::kiosk;
        answered<api::GetKioskBoard>(state, {}, board());
        const Effects effects =
            answered<api::GetKioskBoard>(state, {}, refused(ErrorCode::not_signed_in));
        CHECK_FALSE(state.kiosk_board.value);
        CHECK_FALSE(state.me);
        CHECK(count_of<KeepBoard>(effects) == 1);
        CHECK(count_of<KeepMe>(effects) == 1);
    }

    TEST_CASE("no answer takes nothing away") {
        State state = signed_in(Role::kiosk);
        answered<api::GetKioskBoard>(state, {}, board());
        answered<api::GetKioskBoard>(state, {}, refused(ErrorCode::unavailable));
        CHECK(state.kiosk_board.value);
        CHECK(state.me);
    }

    TEST_CASE("a clock that jumps by hours changes no hour on it") {
        for (const std::int64_t jump : {5 * hour_ms, -5 * hour_ms}) {
            State state = signed_in(Role::kiosk);
            state.route.page = Page::kiosk;
            answered<api::GetKioskBoard>(state, {}, board());
            const Instant before = state.server_now(noon.ms);
            const Effects effects = update(state, ClockJumped{jump}, noon + jump);
            CHECK(state.server_now(noon.ms + jump) == before);
            CHECK(count_of<Send<api::GetKioskBoard>>(effects) == 1);
        }
    }
}
