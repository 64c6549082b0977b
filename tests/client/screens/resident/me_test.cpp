#include <doctest/doctest.h>

#include "tests/client/screens/shown.hpp"

using namespace louxia;
using namespace louxia::screens;
using namespace louxia::screens::test;
using model::test::signed_in;

namespace {

Shown me_of(Role role) {
    model::State state = signed_in(role);
    state.route.page = model::Page::me;
    return Shown(state, draw_me);
}

}  // namespace

TEST_CASE("everybody who works here finds the way back to their work") {
    for (const Role role : {Role::leader, Role::shop, Role::courier}) {
        CAPTURE(static_cast<int>(role));
        Shown shown = me_of(role);
        REQUIRE(shown.tap_button("去工作台"));
        CHECK(shown.state.route.page == model::face_of(role));
        check_touch(shown);
    }
    CHECK_FALSE(me_of(Role::resident).sees("去工作台"));
}

TEST_CASE("a wallet is shown to who has a household, and to nobody else") {
    for (const Role role : {Role::resident, Role::leader}) {
        CHECK(me_of(role).sees("家庭钱包"));
    }
    for (const Role role : {Role::shop, Role::courier}) {
        CHECK_FALSE(me_of(role).sees("家庭钱包"));
    }
}
