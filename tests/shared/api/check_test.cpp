#include "shared/api/check.hpp"

#include <doctest/doctest.h>

#include "shared/api/all.hpp"
#include "tests/shared/outcome.hpp"

using namespace louxia;
using namespace louxia::api;
using test::outcome;

namespace {

/// What E says after `change` was done to a request that it accepts.
template <class E, class Change>
std::string after(typename E::Request request, Change&& change) {
    REQUIRE(outcome(E::check(request)) == "ok");
    change(request);
    return outcome(E::check(request));
}

PlaceOrder::Request an_order() {
    PlaceOrder::Request request;
    request.lines = {{ItemId{1}, 2}, {ItemId{2}, 999}};
    request.address = AddressPick{BuildingId{3}, 2, 502};
    request.note = "放门口";
    return request;
}

ItemDraft a_draft() {
    ItemDraft draft;
    draft.name = "菠菜";
    draft.price = Money::fen_unchecked(390);
    draft.picture = "leafy_green";
    draft.batch = BatchView{"王家农场", "青浦练塘", Instant{1}, "/m/1.webp", ""};
    draft.stock = {{HubId{1}, Pieces{100'000}, {}}, {HubId{2}, Pieces{0}, {}}};
    return draft;
}

OpenGroup::Request a_group() {
    OpenGroup::Request request;
    request.title = "今晚火锅食材拼团";
    request.hub = HubId{1};
    request.price = Money::fen_unchecked(6900);
    request.cutoff_at = Instant{1000};
    request.deliver_before = Instant{2000};
    request.contents = {{ItemId{1}, 1, "400g"}};
    return request;
}

}  // namespace

TEST_CASE("a basket has one to sixty different items, one to 999 of each") {
    using Request = PlaceOrder::Request;
    const auto order = [](auto&& change) { return after<PlaceOrder>(an_order(), change); };
    CHECK(order([](Request& r) { r.lines.clear(); }) == "empty_basket lines");
    CHECK(order([](Request& r) { r.lines[1].quantity = 0; }) == "out_of_range lines[1].quantity");
    CHECK(order([](Request& r) { r.lines[1].quantity = -1; }) == "out_of_range lines[1].quantity");
    CHECK(order([](Request& r) { r.lines[1].quantity = 1000; }) ==
          "out_of_range lines[1].quantity");
    CHECK(order([](Request& r) { r.lines[1].item = r.lines[0].item; }) ==
          "invalid_value lines[1].item");
    CHECK(order([](Request& r) { r.lines[0].item = {}; }) == "missing_field lines[0].item");
    CHECK(order([](Request& r) {
              r.lines.clear();
              for (std::uint64_t item = 1; item <= 61; ++item)
                  r.lines.push_back({ItemId{item}, 1});
          }) == "out_of_range lines");
    CHECK(order([](Request& r) {
              r.lines.clear();
              for (std::uint64_t item = 1; item <= 60; ++item)
                  r.lines.push_back({ItemId{item}, 1});
          }) == "ok");
}

TEST_CASE("an address is one that some building could have") {
    using Request = PlaceOrder::Request;
    const auto order = [](auto&& change) { return after<PlaceOrder>(an_order(), change); };
    CHECK(order([](Request& r) { r.address.reset(); }) == "ok");
    CHECK(order([](Request& r) { r.address->building = {}; }) == "missing_field address.building");
    CHECK(order([](Request& r) { r.address->unit = 0; }) == "invalid_value address.unit");
    CHECK(order([](Request& r) { r.address->unit = 10; }) == "invalid_value address.unit");
    CHECK(order([](Request& r) { r.address->room = 6020; }) == "ok");
    for (const std::int32_t room : {-101, 0, 1, 99, 100, 500, 521, 6101}) {
        INFO(room);
        CHECK(order([room](Request& r) { r.address->room = room; }) ==
              "invalid_value address.room");
    }
}

TEST_CASE("a note is one short line") {
    using Request = PlaceOrder::Request;
    const auto order = [](auto&& change) { return after<PlaceOrder>(an_order(), change); };
    const auto many = [](int count) {
        std::string text;
        for (; count > 0; --count)
            text += "门";
        return text;
    };
    CHECK(order([&](Request& r) { r.note = many(100); }) == "ok");
    CHECK(order([&](Request& r) { r.note = many(101); }) == "out_of_range note");
    CHECK(order([](Request& r) { r.note = "a\nb"; }) == "invalid_value note");
    CHECK(order([](Request& r) { r.note = "a\xFF"; }) == "invalid_value note");
    CHECK(order([](Request& r) { r.note.clear(); }) == "ok");
}

TEST_CASE("a quote follows the order's rules") {
    QuoteOrder::Request request;
    CHECK(outcome(QuoteOrder::check(request)) == "empty_basket lines");
    request.lines = {{ItemId{1}, 1}};
    CHECK(outcome(QuoteOrder::check(request)) == "ok");
    request.address = AddressPick{BuildingId{3}, 2, 0};
    CHECK(outcome(QuoteOrder::check(request)) == "invalid_value address.room");
}

TEST_CASE("a secret is 26 digits") {
    const SignIn::Request good{std::string(26, '7')};
    CHECK(outcome(SignIn::check(good)) == "ok");
    CHECK(outcome(SignIn::check({""})) == "missing_field secret");
    CHECK(outcome(SignIn::check({std::string(25, 'a')})) == "invalid_value secret");
    CHECK(outcome(SignIn::check({std::string(26, 'A')})) == "invalid_value secret");
    CHECK(outcome(SignIn::check({std::string(25, 'a') + "/"})) == "invalid_value secret");
    CHECK(outcome(SignIn::check({"", "k7m2-9qxd"})) == "ok");
    CHECK(outcome(SignIn::check({"", "k7m2-9qx"})) == "invalid_value code");
    CHECK(outcome(SignIn::check({std::string(26, 'a'), "k7m2-9qxd"})) == "invalid_value code");
    CHECK(sign_in_request("https://a.b/c/x/in#" + std::string(26, 'A')).secret ==
          std::string(26, 'a'));
    CHECK(sign_in_request(" K7M2-9qxd ").code == "k7m2-9qxd");
    CHECK(sign_in_request(" K7M2-9qxd ").secret.empty());
    CHECK(outcome(SignIn::check(sign_in_request("hello"))) == "invalid_value secret");
}

TEST_CASE("ids that are needed are asked for by name") {
    CHECK(outcome(GetGroup::check({})) == "missing_field group");
    CHECK(outcome(JoinGroup::check({})) == "missing_field group");
    CHECK(outcome(LeaveGroup::check({})) == "missing_field group");
    CHECK(outcome(CancelGroup::check({})) == "missing_field group");
    CHECK(outcome(GetOrder::check({})) == "missing_field order");
    CHECK(outcome(CancelOrder::check({})) == "missing_field order");
    CHECK(outcome(CollectOrder::check({})) == "missing_field order");
    CHECK(outcome(MoveOrder::check({})) == "missing_field order");
    CHECK(outcome(CourierStep::check({})) == "missing_field order");
    CHECK(outcome(RemoveItem::check({})) == "missing_field item");
    CHECK(outcome(SetStock::check({})) == "missing_field item");
    CHECK(outcome(InviteHousehold::check({})) == "missing_field household");
    CHECK(outcome(GetShopBoard::check({})) == "ok");
}

TEST_CASE("only what is handed over is shown to have come, by four digits or a picture") {
    using Step = CourierStep::Step;
    const auto step = [](Step what, std::string code, PictureId photo) {
        return outcome(CourierStep::check({OrderId{1}, what, std::move(code), photo}));
    };
    CHECK(step(Step::deliver, "", {}) == "ok");
    CHECK(step(Step::deliver, "0713", {}) == "ok");
    CHECK(step(Step::deliver, "", PictureId{3}) == "ok");
    CHECK(step(Step::deliver, "713", {}) == "invalid_value code");
    CHECK(step(Step::deliver, "0713", PictureId{3}) == "invalid_value photo");
    CHECK(step(Step::take, "0713", {}) == "invalid_value code");
    CHECK(step(Step::bring_back, "", PictureId{3}) == "invalid_value photo");
}

TEST_CASE("a post has words and up to nine pictures") {
    using Request = AddPost::Request;
    const Request good{OrderId{1}, {}, "很新鲜\n还会再买", {PictureId{1}}};
    const auto post = [&](auto&& change) { return after<AddPost>(good, change); };
    CHECK(post([](Request& r) { r.order = {}; }) == "missing_field order");
    CHECK(post([](Request& r) { r.text = " \n"; }) == "missing_field text");
    CHECK(post([](Request& r) { r.text = std::string(301, 'a'); }) == "out_of_range text");
    CHECK(post([](Request& r) { r.text = "a\tb"; }) == "invalid_value text");
    CHECK(post([](Request& r) { r.pictures.assign(9, PictureId{1}); }) == "ok");
    CHECK(post([](Request& r) { r.pictures.assign(10, PictureId{1}); }) == "out_of_range pictures");
    CHECK(post([](Request& r) { r.pictures.push_back({}); }) == "missing_field pictures[1]");
}

TEST_CASE("files are there, small enough, and what they have to be") {
    CHECK(outcome(KeepPicture::check({""})) == "missing_field bytes");
    CHECK(outcome(KeepPicture::check({"GIF89a"})) == "invalid_value bytes");
    CHECK(outcome(KeepPicture::check({"\xFF\xD8\xFF\xE0"})) == "ok");
    const std::string big = "\xFF\xD8\xFF" + std::string(KeepPicture::body_bytes_max, 'a');
    CHECK(outcome(KeepPicture::check({big})) == "too_large bytes");
    CHECK(outcome(PreviewSheet::check({0, "a"})) == "ok");
    CHECK(outcome(PreviewSheet::check({5000, "a"})) == "ok");
    CHECK(outcome(PreviewSheet::check({-1, "a"})) == "out_of_range markup_permille");
    CHECK(outcome(PreviewSheet::check({5001, "a"})) == "out_of_range markup_permille");
    CHECK(outcome(PreviewSheet::check({300, ""})) == "missing_field bytes");
}

TEST_CASE("an item obeys the domain's rules, named within its request") {
    using Request = AddItems::Request;
    const Request good{{2026, 11, 23}, {a_draft(), a_draft()}, false};
    const auto add = [&](auto&& change) { return after<AddItems>(good, change); };
    CHECK(add([](Request& r) { r.date = {2026, 2, 29}; }) == "invalid_value date");
    CHECK(add([](Request& r) { r.items.clear(); }) == "missing_field items");
    CHECK(add([](Request& r) { r.items.resize(list_items_max + 1); }) == "out_of_range items");
    CHECK(add([](Request& r) { r.items[1].name = " "; }) == "missing_field items[1].name");
    CHECK(add([](Request& r) { r.items[1].price = Money::fen_unchecked(-1); }) ==
          "out_of_range items[1].price_fen");
    CHECK(add([](Request& r) { r.items[1].price = {}; }) == "ok");
    CHECK(add([](Request& r) { r.items[1].batch->picture = "https://x/y"; }) ==
          "invalid_value items[1].batch.picture");
    CHECK(add([](Request& r) { r.items[1].batch.reset(); }) == "ok");
    CHECK(add([](Request& r) { r.items[1].picture = "\"><script>"; }) ==
          "invalid_value items[1].picture");
    CHECK(add([](Request& r) { r.items[1].stock[1].hub = HubId{1}; }) ==
          "invalid_value items[1].stock[1].hub");
    CHECK(add([](Request& r) { r.items[1].stock[1].hub = {}; }) ==
          "missing_field items[1].stock[1].hub");
    CHECK(add([](Request& r) { r.items[1].stock[1].on_hand = Pieces{-1}; }) ==
          "out_of_range items[1].stock[1].on_hand");
    CHECK(after<ChangeItem>({ItemId{1}, a_draft()}, [](ChangeItem::Request& r) {
              r.draft.origin = "a\x01";
          }) == "invalid_value draft.origin");
    CHECK(after<ChangeItem>({ItemId{1}, a_draft()}, [](ChangeItem::Request& r) { r.item = {}; }) ==
          "missing_field item");
    CHECK(outcome(GetLeaderList::check({{2026, 13, 1}})) == "invalid_value date");
    CHECK(outcome(PublishList::check({{2026, 11, 31}})) == "invalid_value date");
}

TEST_CASE("a group obeys the domain's rules, the clock aside") {
    using Request = OpenGroup::Request;
    const auto open = [](auto&& change) { return after<OpenGroup>(a_group(), change); };
    CHECK(open([](Request& r) { r.title.clear(); }) == "missing_field title");
    CHECK(open([](Request& r) { r.hub = {}; }) == "missing_field hub");
    CHECK(open([](Request& r) { r.price = {}; }) == "out_of_range price_fen");
    CHECK(open([](Request& r) { r.target_households = 1; }) == "out_of_range target_households");
    CHECK(open([](Request& r) { r.cap_households = 9; }) == "out_of_range cap_households");
    CHECK(open([](Request& r) { r.cap_households = 10; }) == "ok");
    CHECK(open([](Request& r) { r.cutoff_at = {}; }) == "missing_field cutoff_at_ms");
    CHECK(open([](Request& r) { r.deliver_before = r.cutoff_at; }) ==
          "out_of_range deliver_before_ms");
    CHECK(open([](Request& r) { r.contents.clear(); }) == "missing_field contents");
    CHECK(open([](Request& r) { r.contents[0].item = {}; }) == "missing_field contents[0].item");
    CHECK(open([](Request& r) { r.contents[0].pieces = 0; }) == "out_of_range contents[0].pieces");
    CHECK(open([](Request& r) { r.contents[0].pieces = 100; }) ==
          "out_of_range contents[0].pieces");
}

TEST_CASE("a top-up is one fen to five thousand yuan") {
    const auto top_up = [](std::int64_t fen) {
        return outcome(TopUp::check({HouseholdId{1}, Money::fen_unchecked(fen)}));
    };
    CHECK(top_up(1) == "ok");
    CHECK(top_up(500'000) == "ok");
    CHECK(top_up(0) == "out_of_range amount_fen");
    CHECK(top_up(-1) == "out_of_range amount_fen");
    CHECK(top_up(500'001) == "out_of_range amount_fen");
}

TEST_CASE("what was packed, refunded and changed is named by places and pieces in range") {
    CHECK(outcome(WeighLine::check({OrderId{1}, 0, 0, 0, true})) == "ok");
    CHECK(outcome(WeighLine::check({{}, 0, 1, 0, true})) == "missing_field order");
    CHECK(outcome(WeighLine::check({OrderId{1}, -1, 1, 0, true})) == "out_of_range line");
    CHECK(outcome(WeighLine::check({OrderId{1}, 60, 1, 0, true})) == "out_of_range line");
    CHECK(outcome(WeighLine::check({OrderId{1}, 0, 1000, 0, true})) == "out_of_range pieces");
    CHECK(outcome(WeighLine::check({OrderId{1}, 0, 1, -1, true})) == "out_of_range grams");
    CHECK(outcome(RefundOrder::check({OrderId{1}, -1, RefundReason::late})) == "ok");
    CHECK(outcome(RefundOrder::check({OrderId{1}, -2, RefundReason::late})) == "out_of_range line");
    CHECK(outcome(RefundOrder::check({OrderId{1}, 0, RefundReason::recalled})) ==
          "invalid_value reason");
    CHECK(outcome(RecallItem::check({})) == "missing_field item");
    const auto change = [](std::vector<QuoteChange::Line> lines, std::vector<BasketLine> add,
                           TermsId terms) {
        return outcome(ChangeOrder::check(
            {OrderId{1}, std::move(lines), std::move(add), Fulfilment::pickup, terms}));
    };
    CHECK(change({{0, 0}}, {{ItemId{2}, 1}}, TermsId{3}) == "ok");
    CHECK(change({}, {}, {}) == "missing_field terms");
    CHECK(change({{0, -1}}, {}, TermsId{3}) == "out_of_range lines[0].quantity");
    CHECK(change({{0, 1}, {0, 2}}, {}, TermsId{3}) == "invalid_value lines[1].line");
    CHECK(change({}, {{ItemId{2}, 0}}, TermsId{3}) == "out_of_range add[0].quantity");
    CHECK(change({}, {{ItemId{2}, 1}, {ItemId{2}, 1}}, TermsId{3}) == "invalid_value add[1].item");
}

TEST_CASE("staff send steps, counts, positions and codes that exist") {
    for (const auto& row : EnumWords<OrderState>::table) {
        const OrderState state = row.first;
        INFO(row.second);
        const bool may = state != OrderState::placed && state != OrderState::out;
        CHECK(outcome(MoveOrder::check({OrderId{1}, state})) == (may ? "ok" : "invalid_value to"));
    }
    CHECK(outcome(SetStock::check({{}, ItemId{1}, 100'000})) == "ok");
    CHECK(outcome(SetStock::check({{}, ItemId{1}, 100'001})) == "out_of_range on_hand");
    CHECK(outcome(SetStock::check({{}, ItemId{1}, -1})) == "out_of_range on_hand");
    CHECK(outcome(ReportPosition::check({900'000'000, -1'800'000'000})) == "ok");
    CHECK(outcome(ReportPosition::check({900'000'001, 0})) == "out_of_range latitude_e7");
    CHECK(outcome(ReportPosition::check({0, -1'800'000'001})) == "out_of_range longitude_e7");
    CHECK(outcome(CollectByCode::check({"0042"})) == "ok");
    CHECK(outcome(CollectByCode::check({"42"})) == "invalid_value code");
    CHECK(outcome(CollectByCode::check({"004a"})) == "invalid_value code");
    CHECK(outcome(FindByPhone::check({"1234"})) == "ok");
    CHECK(outcome(FindByPhone::check({"12345"})) == "invalid_value phone_last4");
}

TEST_CASE("who comes in another way sends digits, claims, doors and bytes that can be") {
    const std::string half = "0123456789abcdefghjkmnpqrs";
    CHECK(outcome(ConfirmPhone::check({})) == "ok");
    CHECK(outcome(ConfirmPhone::check({99})) == "ok");
    CHECK(outcome(ConfirmPhone::check({100})) == "out_of_range digits");
    CHECK(outcome(ConfirmPhone::check({-2})) == "out_of_range digits");
    CHECK(outcome(ClaimPhone::check({half})) == "ok");
    CHECK(outcome(ClaimPhone::check({half + "0"})) == "invalid_value secret");
    CHECK(outcome(FinishPhone::check({half + half})) == "ok");
    CHECK(outcome(FinishPhone::check({half})) == "invalid_value claim");
    CHECK(outcome(FinishPhone::check({half + half + "0"})) == "invalid_value claim");
    CHECK(outcome(MakeGuestLink::check({})) == "missing_field group");
    CHECK(outcome(EndGuestLink::check({})) == "missing_field link");
    CHECK(outcome(OpenGuestLink::check({"x"})) == "invalid_value secret");
    const AskAsGuest::Request asked{half, "阿林", BuildingId{1}, 2, 602};
    CHECK(outcome(AskAsGuest::check(asked)) == "ok");
    CHECK(after<AskAsGuest>(asked, [](auto& request) { request.building = {}; }) ==
          "missing_field building");
    CHECK(after<AskAsGuest>(asked, [](auto& request) { request.room = 99; }) ==
          "out_of_range room");
    CHECK(after<AskAsGuest>(asked, [](auto& request) { request.nickname.clear(); }) ==
          "missing_field nickname");
    CHECK(outcome(EndIdentity::check({})) == "missing_field identity");
    CHECK(outcome(EndPasskey::check({})) == "missing_field passkey");
    CHECK(outcome(AddPasskey::check({"e30", "AZaz09-_"})) == "ok");
    CHECK(outcome(AddPasskey::check({"e30=", "AA"})) == "invalid_value client_data");
    CHECK(outcome(AddPasskey::check({"e30", ""})) == "invalid_value authenticator_data");
    CHECK(outcome(PasskeySignIn::check({"AA", "AA", "AA", std::string(8193, 'A')})) ==
          "invalid_value signature");
}
