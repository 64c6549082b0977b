#include <doctest/doctest.h>

#include "tests/client/model/worlds.hpp"

using namespace louxia;
using namespace louxia::model;
using namespace louxia::model::test;

namespace {

constexpr CivilDate today{2026, 11, 22};
constexpr CivilDate yesterday{2026, 11, 21};
constexpr CivilDate tomorrow{2026, 11, 23};

api::PreviewSheet::Row row(std::int32_t line, std::string name, std::int64_t fen) {
    api::PreviewSheet::Row made;
    made.line = line;
    made.usable = fen > 0;
    if (!made.usable) made.issues = {RowIssue::no_price};
    made.name = made.raw_name = std::move(name);
    made.cost = made.price = Money::fen_unchecked(fen);
    return made;
}

api::PreviewSheet::Response preview(std::int64_t greens_fen) {
    api::PreviewSheet::Response made;
    made.encoding = "gb18030";
    made.rows = {row(2, "上海青", greens_fen), row(3, "测试", 0), row(4, "土豆", 180)};
    return made;
}

State with_sheet() {
    State state = signed_in(Role::leader);
    state.route.page = Page::leader_list;
    state.route.date = tomorrow;
    did(state, ChooseSheet{"xinfadi.csv", "bytes", tomorrow});
    answered<api::PreviewSheet>(state, {300, "bytes"}, preview(260));
    return state;
}

api::LeaderList list_of(CivilDate date, std::vector<std::string> names) {
    api::LeaderList list;
    list.date = date;
    std::uint64_t id = 100;
    for (std::string& name : names) {
        api::LeaderItem item;
        item.item = ItemId{id++};
        item.draft.name = std::move(name);
        item.draft.price = Money::fen_unchecked(500);
        item.draft.batch = api::BatchView{"王家农场", "青浦练塘", noon, "", ""};
        item.draft.stock = {{corner_shop, Pieces{9}, {}}};
        list.items.push_back(item);
    }
    return list;
}

api::ItemDraft draft(std::string name) {
    api::ItemDraft made;
    made.name = std::move(name);
    made.price = Money::fen_unchecked(880);
    return made;
}

}  // namespace

TEST_SUITE("the leader's state") {
    TEST_CASE("a sheet's usable rows are chosen, the others are shown and never sent") {
        State state = with_sheet();
        CHECK(state.sheet->chosen == std::vector<bool>{true, false, true});
        const Effects effects = did(state, AcceptSheet{});
        const auto* sent = first_of<Send<api::AddItems>>(effects);
        REQUIRE(sent != nullptr);
        REQUIRE(sent->request.items.size() == 2);
        CHECK(sent->request.items[0].name == "上海青");
        CHECK(sent->request.items[1].name == "土豆");
        CHECK(sent->request.date == tomorrow);
    }

    TEST_CASE("a corrected row is sent as corrected, an unticked one is left out") {
        State state = with_sheet();
        api::ItemDraft corrected = state.sheet->drafts[0];
        corrected.name = "小青菜";
        did(state, ChangeSheetRow{0, true, corrected});
        did(state, ChangeSheetRow{2, false, state.sheet->drafts[2]});
        const Effects effects = did(state, AcceptSheet{true});
        const auto* sent = first_of<Send<api::AddItems>>(effects);
        REQUIRE(sent != nullptr);
        REQUIRE(sent->request.items.size() == 1);
        CHECK(sent->request.items[0].name == "小青菜");
        CHECK(sent->request.replace);
    }

    TEST_CASE("another mark-up changes the prices but neither corrections nor ticks") {
        State state = with_sheet();
        api::ItemDraft corrected = state.sheet->drafts[2];
        corrected.price = Money::fen_unchecked(199);
        did(state, ChangeSheetRow{2, true, corrected});
        did(state, ChangeSheetRow{0, false, state.sheet->drafts[0]});
        CHECK(count_of<Send<api::PreviewSheet>>(did(state, ChangeMarkup{500})) == 1);
        answered<api::PreviewSheet>(state, {500, "bytes"}, preview(300));
        CHECK(state.sheet->drafts[0].price == Money::fen_unchecked(300));
        CHECK_FALSE(state.sheet->chosen[0]);
        CHECK(state.sheet->drafts[2].price == Money::fen_unchecked(199));
    }

    TEST_CASE("an accepted sheet is gone and its day's list is shown") {
        State state = with_sheet();
        state.route.date = today;
        did(state, AcceptSheet{});
        const Effects effects = answered<api::AddItems>(state, {tomorrow, {}, false},
                                                        list_of(tomorrow, {"上海青", "土豆"}));
        CHECK_FALSE(state.sheet);
        CHECK(state.route.date == tomorrow);
        CHECK(says(effects, Saying::saved));
    }

    TEST_CASE("a refused sheet stays, so that it can be mended") {
        State state = with_sheet();
        did(state, AcceptSheet{});
        answered<api::AddItems>(state, {tomorrow, {}, false},
                                refused(ErrorCode::out_of_range, "items[0].price_fen"));
        CHECK(state.sheet);
        CHECK(state.refusal(api::AddItems::name) != nullptr);
    }

    TEST_CASE("yesterday's list is read first when it is not shown, then copied without its day") {
        State state = signed_in(Role::leader);
        state.route.page = Page::leader_list;
        state.route.date = today;
        state.leader_list.value = list_of(today, {});
        const Effects asked = did(state, CopyList{yesterday, today});
        const auto* read = first_of<Send<api::GetLeaderList>>(asked);
        REQUIRE(read != nullptr);
        CHECK(read->request.date == yesterday);
        CHECK(did(state, CopyList{yesterday, today}).empty());  // a double tap
        const Effects effects = answered<api::GetLeaderList>(
            state, {yesterday}, list_of(yesterday, {"茼蒿", "西兰花"}));
        const auto* sent = first_of<Send<api::AddItems>>(effects);
        REQUIRE(sent != nullptr);
        CHECK(sent->request.date == today);
        REQUIRE(sent->request.items.size() == 2);
        CHECK_FALSE(sent->request.items[0].batch);
        CHECK(sent->request.items[0].stock.empty());
        CHECK(state.leader_list.value->date == today);
    }

    TEST_CASE("the list's face without a day shows today's, once the clock is known") {
        State state;
        state.me_known = true;
        state.me = signed_in(Role::leader).me;
        state.route.page = Page::leader_list;
        const Effects effects =
            answered<api::GetHome>(state, {}, *signed_in(Role::leader).home.value);
        CHECK(state.route.date == today);
        CHECK(count_of<Send<api::GetLeaderList>>(effects) == 1);
    }

    TEST_CASE("an item that breaks a rule is refused at its field before anything is sent") {
        State state = signed_in(Role::leader);
        did(state, EditItem{ItemForm{}});
        const Effects effects = did(state, SaveItem{{}, today, draft("")});
        CHECK(effects.empty());
        REQUIRE(state.item_form->refusal);
        CHECK(state.item_form->refusal->field == "name");
    }

    TEST_CASE("a saved item closes its form, a refused one keeps it with the field") {
        State state = signed_in(Role::leader);
        state.leader_list.value = list_of(today, {"茼蒿"});
        state.route.date = today;
        ItemForm form;
        form.item = ItemId{100};
        form.date = today;
        form.draft = draft("茼蒿");
        did(state, EditItem{form});
        CHECK(count_of<Send<api::ChangeItem>>(did(state, SaveItem{form.item, today, form.draft})) ==
              1);
        answered<api::ChangeItem>(state, {form.item, form.draft},
                                  refused(ErrorCode::out_of_range, "draft.price_fen"));
        REQUIRE(state.item_form);
        CHECK(state.item_form->refusal->field == "price_fen");
        did(state, SaveItem{form.item, today, form.draft});
        const Effects effects = answered<api::ChangeItem>(state, {form.item, form.draft},
                                                          api::LeaderItem{form.item, form.draft});
        CHECK_FALSE(state.item_form);
        CHECK(says(effects, Saying::saved));
        CHECK(state.leader_list.value->items[0].draft.price == Money::fen_unchecked(880));
    }

    TEST_CASE("a picture for the item goes into its batch; one that comes too late goes nowhere") {
        State state = signed_in(Role::leader);
        did(state, EditItem{ItemForm{}});
        CHECK(count_of<Send<api::KeepPicture>>(did(state, AddItemPicture{"bytes", false})) == 1);
        CHECK(did(state, AddItemPicture{"bytes", true}).empty());  // one at a time
        answered<api::KeepPicture>(state, {"bytes"},
                                   api::KeepPicture::Response{PictureId{1}, "/m/1.webp"});
        CHECK(state.item_form->draft.batch->picture == "/m/1.webp");
        did(state, AddItemPicture{"bytes", true});
        did(state, EditItem{});
        did(state, EditItem{ItemForm{}});
        answered<api::KeepPicture>(state, {"bytes"},
                                   api::KeepPicture::Response{PictureId{2}, "/m/2.mp4"});
        CHECK_FALSE(state.item_form->draft.batch);
    }

    TEST_CASE("a group without contents is refused at its field; a good one opens its own page") {
        State state = signed_in(Role::leader);
        GroupForm form;
        form.request.title = "今晚火锅食材";
        form.request.hub = corner_shop;
        form.request.price = Money::fen_unchecked(8900);
        form.request.cutoff_at = noon + 4 * hour_ms;
        form.request.deliver_before = noon + 6 * hour_ms;
        did(state, EditGroup{form});
        CHECK(did(state, OpenGroupNow{form.request}).empty());
        CHECK(state.group_form->refusal->field == "contents");
        form.request.contents = {{greens, 1, ""}};
        CHECK(count_of<Send<api::OpenGroup>>(did(state, OpenGroupNow{form.request})) == 1);
        CHECK(did(state, OpenGroupNow{form.request}).empty());
        answered<api::OpenGroup>(state, form.request, group(GroupState::open, 0));
        CHECK_FALSE(state.group_form);
        CHECK(state.route.page == Page::group);
        CHECK(state.route.id == hot_pot.value);
    }

    TEST_CASE("an invite link is kept with the household that it is for") {
        State state = signed_in(Role::leader);
        did(state, Invite{household});
        answered<api::InviteHousehold>(state, {household},
                                       {{"/c/yunshanli/in#s", noon, "K7M2-9QXD"}});
        REQUIRE(state.invite);
        CHECK(state.invited == household);
        did(state, Invite{HouseholdId{52}});
        CHECK_FALSE(state.invite);
    }

    TEST_CASE("a top-up shows the household's new wallet") {
        State state = signed_in(Role::leader);
        api::HouseholdView view;
        view.household = household;
        state.households.value = api::ListHouseholds::Response{{view}};
        did(state, TopUpNow{household, Money::fen_unchecked(5000)});
        view.wallet = Money::fen_unchecked(5000);
        const Effects effects =
            answered<api::TopUp>(state, {household, Money::fen_unchecked(5000)}, view);
        CHECK(state.households.value->households[0].wallet == Money::fen_unchecked(5000));
        CHECK(says(effects, Saying::topped_up));
    }

    TEST_CASE("Retry reads the leader's failed view again") {
        State state = signed_in(Role::leader);
        state.route.page = Page::leader_today;
        state.leader_today.error = refused(ErrorCode::not_allowed);
        CHECK(count_of<Send<api::GetLeaderToday>>(did(state, Retry{})) == 1);
    }
}
