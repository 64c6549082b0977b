#include <doctest/doctest.h>

#include "tests/client/model/worlds.hpp"

using namespace louxia;
using namespace louxia::model;
using namespace louxia::model::test;

TEST_SUITE("a resident's state") {
    TEST_CASE("a double tap on joining sends once") {
        State state = signed_in(Role::resident);
        CHECK(count_of<Send<api::JoinGroup>>(did(state, Join{hot_pot})) == 1);
        CHECK(count_of<Send<api::JoinGroup>>(did(state, Join{hot_pot})) == 0);
        CHECK(state.is_pending(api::JoinGroup::name, hot_pot.value));
    }

    TEST_CASE("a double tap on ordering sends once") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 1});
        CHECK(count_of<Send<api::PlaceOrder>>(did(state, PlaceNow{})) == 1);
        CHECK(count_of<Send<api::PlaceOrder>>(did(state, PlaceNow{})) == 0);
    }

    TEST_CASE("a refused join says why where it happened, and may be tried again") {
        State state = signed_in(Role::resident);
        did(state, Join{hot_pot});
        answered<api::JoinGroup>(state, {hot_pot}, refused(ErrorCode::insufficient_funds));
        REQUIRE(state.refusal(api::JoinGroup::name, hot_pot.value) != nullptr);
        CHECK(state.refusal(api::JoinGroup::name, hot_pot.value)->code ==
              ErrorCode::insufficient_funds);
        CHECK(count_of<Send<api::JoinGroup>>(did(state, Join{hot_pot})) == 1);
        CHECK(state.refusal(api::JoinGroup::name, hot_pot.value) == nullptr);
    }

    TEST_CASE("a joined group is in the home view at once, with its new count") {
        State state = signed_in(Role::resident);
        did(state, Join{hot_pot});
        const Effects effects =
            answered<api::JoinGroup>(state, {hot_pot}, group(GroupState::open, 8));
        CHECK(says(effects, Saying::joined));
        CHECK(state.has_joined(hot_pot));
        CHECK(state.home.value->groups[0].households == 8);
    }

    TEST_CASE("the join that forms the group says so and reads the orders again") {
        State state = signed_in(Role::resident);
        state.route.page = Page::orders;
        did(state, Join{hot_pot});
        const Effects effects =
            answered<api::JoinGroup>(state, {hot_pot}, group(GroupState::formed, 10));
        CHECK(says(effects, Saying::group_formed));
        CHECK(count_of<Send<api::ListOrders>>(effects) == 1);
    }

    TEST_CASE("an order made offline is kept, shown as waiting, and the basket is cleared") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        did(state, PlaceNow{});
        const Effects effects =
            update(state, QueuedForNet{std::string(api::PlaceOrder::name), 0}, noon);
        CHECK(state.basket.empty());
        CHECK(says(effects, Saying::order_kept));
        REQUIRE(first_of<SaveBasket>(effects) != nullptr);
        CHECK(first_of<SaveBasket>(effects)->text.empty());
        REQUIRE(state.pending.size() == 1);
        CHECK(state.pending[0].kept);
    }

    TEST_CASE("an order kept offline that is answered later is told and leads nowhere by itself") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        did(state, PlaceNow{});
        (void)update(state, QueuedForNet{std::string(api::PlaceOrder::name), 0}, noon);
        const Effects effects = answered<api::PlaceOrder>(state, {}, order());
        CHECK(state.pending.empty());
        CHECK(says(effects, Saying::order_placed));
        CHECK(state.route.page == Page::home);
        CHECK(first_of<Navigate>(effects) == nullptr);
        CHECK(state.order(first_order) != nullptr);
    }

    TEST_CASE(
        "without the net the device says who this is, and the server is asked once it is back") {
        const api::MeView me = *signed_in(Role::resident).me;
        Started started;
        started.route.page = Page::orders;
        started.kept_me = me;
        State state;
        (void)update(state, started, noon);
        CHECK(state.me_known);
        REQUIRE(state.me.has_value());
        CHECK(state.me->nickname == me.nickname);

        (void)answered<api::GetMe>(state, {}, refused(ErrorCode::unavailable));
        CHECK(state.me.has_value());
        (void)update(state, ConnectionChanged{Connection::offline}, noon);
        const Effects back = update(state, ConnectionChanged{Connection::live}, noon);
        CHECK(count_of<Send<api::GetMe>>(back) == 1);

        const Effects told = answered<api::GetMe>(state, {}, refused(ErrorCode::not_signed_in));
        CHECK_FALSE(state.me.has_value());
        CHECK(count_of<KeepMe>(told) == 1);
        (void)update(state, ConnectionChanged{Connection::offline}, noon);
        CHECK(count_of<Send<api::GetMe>>(
                  update(state, ConnectionChanged{Connection::live}, noon)) == 0);
    }

    TEST_CASE("what is on its way is not asked for once more, unless there is news meanwhile") {
        const api::GetHome::Response home = *signed_in(Role::resident).home.value;
        Started started;
        started.stranger = true;
        State state;
        CHECK(count_of<Send<api::GetHome>>(update(state, started, noon)) == 1);
        // The page says where it stands once it has started.
        CHECK(count_of<Send<api::GetHome>>(update(state, RouteShown{started.route}, noon)) == 0);
        CHECK(count_of<Send<api::GetHome>>(answered<api::GetHome>(state, {}, home)) == 0);

        State late;
        (void)update(late, started, noon);
        CHECK(count_of<Send<api::GetHome>>(heard(late, api::ListPublished{{2026, 11, 23}})) == 0);
        CHECK(count_of<Send<api::GetHome>>(answered<api::GetHome>(late, {}, home)) == 1);
    }

    TEST_CASE("an order carries the terms that its buyer saw; changed ones are quoted anew") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        state.route.page = Page::checkout;
        api::QuoteOrder::Response quote;
        quote.terms = TermsId{77};
        answered<api::QuoteOrder>(state, {}, quote);
        const Effects placed = did(state, PlaceNow{});
        REQUIRE(first_of<Send<api::PlaceOrder>>(placed) != nullptr);
        const auto request = first_of<Send<api::PlaceOrder>>(placed)->request;
        CHECK(request.terms == TermsId{77});
        const Effects refusal =
            answered<api::PlaceOrder>(state, request, refused(ErrorCode::price_changed, "terms"));
        CHECK(count_of<Send<api::QuoteOrder>>(refusal) == 1);
        REQUIRE(state.checkout.refusal.has_value());
        CHECK(state.checkout.refusal->code == ErrorCode::price_changed);
        CHECK(state.basket.count_of(greens) == 2);
    }

    TEST_CASE("an order kept offline that is refused later puts its goods back and says so") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        const Effects placed = did(state, PlaceNow{});
        REQUIRE(first_of<Send<api::PlaceOrder>>(placed) != nullptr);
        const auto request = first_of<Send<api::PlaceOrder>>(placed)->request;
        (void)update(state, QueuedForNet{std::string(api::PlaceOrder::name), 0}, noon);
        const Effects effects =
            answered<api::PlaceOrder>(state, request, refused(ErrorCode::price_changed, "terms"));
        CHECK(says(effects, Saying::order_refused));
        CHECK(state.basket.count_of(greens) == 2);
    }

    TEST_CASE("a device that knows nobody shows the guest's face without the net") {
        State state;
        (void)update(state, Started{}, noon);
        CHECK_FALSE(state.me_known);
        (void)answered<api::GetMe>(state, {}, refused(ErrorCode::unavailable));
        CHECK(state.me_known);
        CHECK_FALSE(state.me.has_value());
    }

    TEST_CASE("who came without a session is not asked for it, unless the device knows somebody") {
        Started started;
        started.stranger = true;
        State state;
        const Effects effects = update(state, started, noon);
        CHECK(state.me_known);
        CHECK_FALSE(state.me.has_value());
        CHECK(count_of<Send<api::GetMe>>(effects) == 0);
        CHECK(count_of<Send<api::GetHome>>(effects) == 1);

        // An older copy of the page may have said it.
        started.kept_me = signed_in(Role::resident).me;
        State known;
        CHECK(count_of<Send<api::GetMe>>(update(known, started, noon)) == 1);
        CHECK(known.me.has_value());

        started.kept_me.reset();
        started.kept_board.emplace();
        State kiosk;
        CHECK(count_of<Send<api::GetMe>>(update(kiosk, started, noon)) == 1);
    }

    TEST_CASE("the basket never holds more than there is") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{shrimp, 2});
        did(state, ChangeBasket{shrimp, 5});
        CHECK(state.basket.count_of(shrimp) == 3);
        did(state, ChangeBasket{shrimp, -9});
        CHECK(state.basket.empty());
    }

    TEST_CASE("when stock falls below the basket, the basket is cut and it is said") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{shrimp, 3});
        const Effects effects =
            heard(state, api::ItemsChanged{{{shrimp, Money::fen_unchecked(5880), Pieces{1}}}});
        CHECK(state.basket.count_of(shrimp) == 1);
        CHECK(says(effects, Saying::basket_cut));
        CHECK(first_of<SaveBasket>(effects) != nullptr);
    }

    TEST_CASE("a basket that is being placed is not cut under the order's feet") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{shrimp, 3});
        did(state, PlaceNow{});
        const Effects effects =
            heard(state, api::ItemsChanged{{{shrimp, Money::fen_unchecked(5880), Pieces{0}}}});
        CHECK(state.basket.count_of(shrimp) == 3);
        CHECK_FALSE(says(effects, Saying::basket_cut));
    }

    TEST_CASE("the shelves follow the list that was read and the search") {
        State state = signed_in(Role::resident);
        api::GetHome::Response home = *state.home.value;
        home.list->items[0].category = Category::leafy;
        home.list->items[1].category = Category::seafood;
        (void)answered<api::GetHome>(state, {}, home);
        REQUIRE(state.shelves.size() == 2);
        CHECK(state.shelves[0].category == Category::leafy);
        CHECK(state.shelves[1].items == std::vector<std::uint32_t>{1});
        did(state, Search{"基围"});
        REQUIRE(state.shelves.size() == 1);
        CHECK(state.shelves[0].category == Category::seafood);
        home.list->items.pop_back();
        (void)answered<api::GetHome>(state, {}, home);
        CHECK(state.shelves.empty());
        did(state, Search{});
        CHECK(state.shelves.size() == 1);
        home.list.reset();
        (void)answered<api::GetHome>(state, {}, home);
        CHECK(state.shelves.empty());
    }

    TEST_CASE("news of stock and price is put in place without reading the list again") {
        State state = signed_in(Role::resident);
        const Effects effects =
            heard(state, api::ItemsChanged{{{greens, Money::fen_unchecked(420), Pieces{7}}}});
        CHECK(effects.empty());
        CHECK(state.item(greens)->price == Money::fen_unchecked(420));
        CHECK(state.item(greens)->available == Pieces{7});
    }

    TEST_CASE("news that the home view already had changes nothing") {
        State state = signed_in(Role::resident);
        heard(state, api::ItemsChanged{{{greens, Money::fen_unchecked(999), Pieces{1}}}}, 50);
        CHECK(state.item(greens)->price == Money::fen_unchecked(390));
    }

    TEST_CASE("news heard while the list is read is not undone by an answer from before it") {
        const State before = signed_in(Role::resident);
        api::GetHome::Response home = *before.home.value;
        const auto reading = [&] {
            State state = before;
            CHECK(count_of<Send<api::GetHome>>(did(state, Retry{})) == 1);
            (void)heard(state, api::ItemsChanged{{{greens, Money::fen_unchecked(420), Pieces{7}}}},
                        100);
            (void)heard(state, api::GroupChanged{group(GroupState::open, 9)}, 101);
            return state;
        };
        State older = reading();
        home.seq = 99;
        CHECK(count_of<Send<api::GetHome>>(answered<api::GetHome>(older, {}, home)) == 0);
        CHECK(older.item(greens)->price == Money::fen_unchecked(420));
        CHECK(older.item(greens)->available == Pieces{7});
        CHECK(older.group(hot_pot)->households == 9);
        CHECK(older.late_news.items.empty());

        State newer = reading();
        home.seq = 101;
        (void)answered<api::GetHome>(newer, {}, home);
        CHECK(newer.item(greens)->price == Money::fen_unchecked(390));
        CHECK(newer.group(hot_pot)->households == 7);

        // The old list stays when there is no answer, with what was put into it.
        State none = reading();
        (void)answered<api::GetHome>(none, {}, refused(ErrorCode::unavailable));
        CHECK(none.item(greens)->price == Money::fen_unchecked(420));
        CHECK(none.late_news.items.empty());
    }

    TEST_CASE("a published list is read again where it is shown") {
        State state = signed_in(Role::resident);
        CHECK(count_of<Send<api::GetHome>>(heard(state, api::ListPublished{{2026, 11, 23}})) == 1);
    }

    TEST_CASE("an order's news shows its state at once and reads the rest") {
        State state = signed_in(Role::resident);
        state.orders[first_order.value].value = order(OrderState::packed);
        state.route.page = Page::order;
        state.route.id = first_order.value;
        const Effects effects = heard(state, api::OrderChanged{first_order, OrderState::out});
        CHECK(state.order(first_order)->state == OrderState::out);
        CHECK(count_of<Send<api::GetOrder>>(effects) == 1);
    }

    TEST_CASE("a stream that missed something reads what is shown anew") {
        State state = signed_in(Role::resident);
        CHECK(heard(state, api::Hello{50, false, "a"}).empty());
        CHECK(count_of<Send<api::GetHome>>(heard(state, api::Hello{60, true, "a"})) == 1);
    }

    TEST_CASE("a coupon is quoted once all of its code is typed") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        state.route.page = Page::checkout;
        answered<api::QuoteOrder>(state, {}, api::QuoteOrder::Response{});
        const auto typed = [&state](std::string coupon) {
            Checkout checkout = state.checkout;
            checkout.coupon = std::move(coupon);
            return did(state, ChangeCheckout{std::move(checkout)});
        };
        CHECK(count_of<Send<api::QuoteOrder>>(typed("k7m2-9qx")) == 0);
        const Effects whole = typed("k7m2-9qxd");
        REQUIRE(first_of<Send<api::QuoteOrder>>(whole) != nullptr);
        CHECK(first_of<Send<api::QuoteOrder>>(whole)->request.coupon == "k7m2-9qxd");
    }

    TEST_CASE("a refused coupon keeps its reason, and the basket is quoted without it") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        state.route.page = Page::checkout;
        answered<api::QuoteOrder>(state, {}, api::QuoteOrder::Response{});
        state.checkout.coupon = "K7M29QXD";
        api::QuoteOrder::Request asked;
        asked.coupon = state.checkout.coupon;
        const Effects again =
            answered<api::QuoteOrder>(state, asked, refused(ErrorCode::coupon_used, "coupon"));
        REQUIRE(first_of<Send<api::QuoteOrder>>(again) != nullptr);
        CHECK(first_of<Send<api::QuoteOrder>>(again)->request.coupon.empty());
        REQUIRE(state.checkout.refused_coupon.has_value());
        CHECK(state.checkout.refused_coupon->why.code == ErrorCode::coupon_used);
        CHECK(!state.checkout.quote.error);

        answered<api::QuoteOrder>(state, {}, api::QuoteOrder::Response{});
        const Effects placed = did(state, PlaceNow{});
        REQUIRE(first_of<Send<api::PlaceOrder>>(placed) != nullptr);
        CHECK(first_of<Send<api::PlaceOrder>>(placed)->request.coupon.empty());
    }

    TEST_CASE("a refused coupon is asked for again when it is typed again") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        state.route.page = Page::checkout;
        answered<api::QuoteOrder>(state, {}, api::QuoteOrder::Response{});
        state.checkout.coupon = "K7M29QXD";
        state.checkout.refused_coupon =
            RefusedCoupon{"K7M29QXD", refused(ErrorCode::coupon_gone, "coupon")};
        Checkout checkout = state.checkout;
        checkout.coupon.clear();
        did(state, ChangeCheckout{checkout});
        checkout = state.checkout;
        checkout.coupon = "K7M29QXD";
        const Effects again = did(state, ChangeCheckout{checkout});
        REQUIRE(first_of<Send<api::QuoteOrder>>(again) != nullptr);
        CHECK(first_of<Send<api::QuoteOrder>>(again)->request.coupon == "K7M29QXD");
    }

    TEST_CASE("a coupon that somebody of the household was quicker with is quoted without") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        state.route.page = Page::checkout;
        answered<api::QuoteOrder>(state, {}, api::QuoteOrder::Response{});
        state.checkout.coupon = "K7M29QXD";
        const Effects placed = did(state, PlaceNow{});
        REQUIRE(first_of<Send<api::PlaceOrder>>(placed) != nullptr);
        const auto request = first_of<Send<api::PlaceOrder>>(placed)->request;
        CHECK(request.coupon == "K7M29QXD");
        const Effects refusal =
            answered<api::PlaceOrder>(state, request, refused(ErrorCode::coupon_used, "coupon"));
        REQUIRE(first_of<Send<api::QuoteOrder>>(refusal) != nullptr);
        CHECK(first_of<Send<api::QuoteOrder>>(refusal)->request.coupon.empty());
        REQUIRE(state.checkout.refusal);
        CHECK(state.checkout.refusal->code == ErrorCode::coupon_used);
    }

    TEST_CASE("a basket that has changed may be enough for a coupon that was refused") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 1});
        state.route.page = Page::checkout;
        answered<api::QuoteOrder>(state, {}, api::QuoteOrder::Response{});
        state.checkout.coupon = "K7M29QXD";
        state.checkout.refused_coupon =
            RefusedCoupon{"K7M29QXD", refused(ErrorCode::below_coupon, "coupon")};
        const Effects more = did(state, ChangeBasket{greens, 1});
        REQUIRE(first_of<Send<api::QuoteOrder>>(more) != nullptr);
        CHECK(first_of<Send<api::QuoteOrder>>(more)->request.coupon == "K7M29QXD");
    }

    TEST_CASE("a refused order stays in the basket with its reason") {
        State state = signed_in(Role::resident);
        did(state, ChangeBasket{greens, 2});
        did(state, PlaceNow{});
        answered<api::PlaceOrder>(state, {}, refused(ErrorCode::sold_out, "lines[0].quantity"));
        CHECK(state.basket.count_of(greens) == 2);
        REQUIRE(state.checkout.refusal);
        CHECK(state.checkout.refusal->code == ErrorCode::sold_out);
        CHECK(state.pending.empty());
    }

    TEST_CASE("signing out forgets what was personal") {
        State state = signed_in(Role::resident);
        state.orders[first_order.value].value = order();
        did(state, SignOutNow{});
        const Effects effects = answered<api::SignOut>(state, {}, api::Nothing{});
        CHECK_FALSE(state.me);
        CHECK(state.orders.empty());
        CHECK(count_of<Reconnect>(effects) == 1);
    }

    TEST_CASE("Retry reads a failed view again") {
        State state;
        state.me_known = true;
        answered<api::GetHome>(state, {}, refused(ErrorCode::unavailable));
        CHECK(count_of<Send<api::GetHome>>(did(state, Retry{})) == 1);
    }
}
