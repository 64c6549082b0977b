#include <doctest/doctest.h>

#include "shared/api/all.hpp"
#include "shared/api/codec.hpp"
#include "tests/shared/outcome.hpp"

using namespace louxia;
using namespace louxia::api;
using test::outcome;

TEST_CASE("texts go through a URL unharmed") {
    CHECK(percent_encode("a-._~Z9 /?&=%云") == "a-._~Z9%20%2F%3F%26%3D%25%E4%BA%91");
    CHECK(percent_decode("%E4%BA%91%20+") == "云 +");
    CHECK(percent_decode("%E4%BA%91%20+", true) == "云  ");
    for (const std::string_view broken : {"%", "%4", "%4g", "%-1", "%ff", "%ed%a0%80"}) {
        INFO(broken);
        CHECK_FALSE(percent_decode(broken).has_value());
    }
}

TEST_CASE("a query is taken apart, empty parts left out") {
    const auto query = parse_query("a=1&&b=x%20y+z&c&=d");
    REQUIRE(query.ok());
    CHECK(*query == Parameters{{"a", "1"}, {"b", "x y z"}, {"c", ""}, {"", "d"}});
    CHECK(outcome(parse_query("a=%")) == "invalid_value");
    CHECK(outcome(parse_query("%ff=1")) == "invalid_value");
    std::string many;
    for (int part = 0; part < 2001; ++part)
        many += "a&";
    CHECK(outcome(parse_query(many)) == "too_large");
}

TEST_CASE("a path fits its pattern segment by segment") {
    constexpr std::string_view pattern = "/orders/{order}/{step}";
    CHECK(match_path(pattern, "/orders/7/take") == Parameters{{"order", "7"}, {"step", "take"}});
    CHECK(match_path(pattern, "/orders/a%2Fb/take") ==
          Parameters{{"order", "a/b"}, {"step", "take"}});
    for (const std::string_view other :
         {"/orders/7", "/orders/7/", "/orders//take", "/orders/7/take/", "/order/7/take",
          "/orders/7/take?x=1/", "/orders/%/take", ""}) {
        INFO(other);
        CHECK_FALSE(match_path(pattern, other).has_value());
    }
}

TEST_CASE("a page's form is an order like any other") {
    const Parameters form{{"lines[0].item", "0000000000001"},
                          {"lines[0].quantity", "2"},
                          {"lines[1].item", "0000000000002"},
                          {"lines[1].quantity", "1"},
                          {"fulfilment", "pickup"},
                          {"hub", ""},
                          {"address.building", ""},
                          {"payment", "wallet"},
                          {"note", "放门口"}};
    const auto request = decode_form<PlaceOrder>({}, form);
    REQUIRE_MESSAGE(request.ok(), outcome(request));
    CHECK(request->lines.size() == 2);
    CHECK(request->lines[1].item == ItemId{2});
    CHECK(request->lines[0].quantity == 2);
    CHECK(request->fulfilment == Fulfilment::pickup);
    CHECK_FALSE(request->hub.is_set());
    CHECK_FALSE(request->address.has_value());
    CHECK(request->note == "放门口");
}

TEST_CASE("a form's mistakes are named as a body's are") {
    struct Row {
        Parameters form;
        std::string_view expected;
    };
    const Parameters good{{"lines[0].item", "0000000000001"},
                          {"lines[0].quantity", "2"},
                          {"fulfilment", "delivery"},
                          {"payment", "wallet"}};
    const auto with = [&good](std::string name, std::string value) {
        Parameters form = good;
        for (auto& entry : form) {
            if (entry.first == name) {
                entry.second = value;
                return form;
            }
        }
        form.emplace_back(std::move(name), std::move(value));
        return form;
    };
    const auto without = [&good](std::string_view name) {
        Parameters form;
        for (const auto& entry : good) {
            if (entry.first != name) form.push_back(entry);
        }
        return form;
    };
    const Row rows[] = {
        {good, "ok"},
        {with("csrf", "1"), "unknown_field csrf"},
        {with("lines[2].item", "0000000000001"), "unknown_field lines[2].item"},
        {with("lines[0].quantity", "2.5"), "malformed lines[0].quantity"},
        {with("lines[0].quantity", " 2"), "malformed lines[0].quantity"},
        {with("lines[0].quantity", "99999999999999999999"), "out_of_range lines[0].quantity"},
        {with("lines[0].quantity", ""), "missing_field lines[0].quantity"},
        {with("lines[0].item", "x"), "invalid_value lines[0].item"},
        {with("payment", "gold"), "invalid_value payment"},
        {with("note", "\xFF"), "malformed note"},
        {with("address.building", "0000000000003"), "missing_field address.unit"},
        {without("payment"), "missing_field payment"},
        {without("lines[0].quantity"), "missing_field lines[0].quantity"},
    };
    for (const Row& row : rows) {
        INFO(row.expected);
        CHECK(outcome(decode_form<PlaceOrder>({}, row.form)) == row.expected);
    }
    Parameters twice = good;
    twice.emplace_back("payment", "wallet");
    CHECK(outcome(decode_form<PlaceOrder>({}, twice)) == "malformed payment");
}

TEST_CASE("a form's path names the thing, and an unticked box is false") {
    CHECK(outcome(decode_form<JoinGroup>({{"group", "0000000000005"}}, {})) == "ok");
    CHECK(outcome(decode_form<JoinGroup>({{"group", "nonsense"}}, {})) == "not_found");
    CHECK(decode_form<SetShift>({}, {{"on", "on"}})->on);
    CHECK_FALSE(decode_form<SetShift>({}, {})->on);
    CHECK(outcome(decode_form<SetShift>({}, {{"on", "maybe"}})) == "invalid_value on");
    const auto post = decode_form<AddPost>(
        {}, {{"order", "0000000000005"}, {"text", "好"}, {"pictures[0]", "0000000000006"}});
    REQUIRE_MESSAGE(post.ok(), outcome(post));
    CHECK(post->pictures == std::vector<PictureId>{PictureId{6}});
}
