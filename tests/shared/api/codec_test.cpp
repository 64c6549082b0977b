#include "shared/api/codec.hpp"

#include <doctest/doctest.h>

#include "shared/api/all.hpp"
#include "tests/shared/api/filler.hpp"
#include "tests/shared/outcome.hpp"

using namespace louxia;
using namespace louxia::api;
using test::outcome;

namespace {

constexpr int rounds = 20;

template <class T>
void comes_back(std::string_view name) {
    INFO(name);
    test::Random random(7);
    for (int round = 0; round < rounds; ++round) {
        const std::string sent = encode(test::filled<T>(random));
        const Result<T> received = decode<T>(sent);
        REQUIRE_MESSAGE(received.ok(), outcome(received), " in ", sent);
        REQUIRE(encode(*received) == sent);
    }
}

template <class E>
void request_comes_back() {
    INFO(E::name);
    test::Random random(11);
    for (int round = 0; round < rounds; ++round) {
        const auto request = test::filled<typename E::Request>(random);
        const EncodedRequest sent = encode_request<E>(request);
        const std::size_t question = sent.target.find('?');
        const auto path = match_path(E::path, sent.target.substr(0, question));
        REQUIRE(path.has_value());
        const auto query =
            parse_query(question == std::string::npos ? "" : sent.target.substr(question + 1));
        REQUIRE(query.ok());
        typename E::Request received;
        const auto read =
            untyped::decode_request(request_shape<E>, *path, *query, sent.body, &received);
        REQUIRE_MESSAGE(read.ok(), outcome(read), " in ", sent.target, " ", sent.body);
        const EncodedRequest again = encode_request<E>(received);
        REQUIRE(again.target == sent.target);
        REQUIRE(again.body == sent.body);
    }
}

constexpr std::string_view an_item = "0000000000001";
constexpr std::string_view another = "0000000000002";

std::string order_body(std::string_view lines, std::string_view rest = "") {
    return R"({"lines":)" + std::string(lines) + R"(,"fulfilment":"delivery","payment":"wallet")" +
           std::string(rest) + "}";
}

std::string line(std::string_view quantity, std::string_view item = R"("0000000000001")") {
    return R"([{"item":)" + std::string(item) + R"(,"quantity":)" + std::string(quantity) + "}]";
}

std::string place(std::string_view body) {
    return outcome(decode_request<PlaceOrder>({}, {}, body));
}

}  // namespace

TEST_CASE("every response comes back as it was sent, byte for byte") {
    for_each_type(Endpoints{}, []<class E>() { comes_back<typename E::Response>(E::name); });
}

TEST_CASE("every event comes back as it was sent, byte for byte") {
    for_each_type(Events{}, []<class E>() { comes_back<E>(E::name); });
}

TEST_CASE("every request comes back from its path, query and body") {
    for_each_type(Endpoints{}, []<class E>() { request_comes_back<E>(); });
}

TEST_CASE("values are written as the contract says") {
    PlaceOrder::Request request;
    request.lines = {{ItemId{1}, 2}};
    request.fulfilment = Fulfilment::pickup;
    request.payment = Payment::on_handover;
    request.note = "\"</script>\n\x01 阿";
    CHECK(
        encode_request<PlaceOrder>(request).body ==
        R"({"lines":[{"item":"0000000000001","quantity":2}],"fulfilment":"pickup","hub":null,)"
        R"("address":null,"payment":"on_handover","note":"\"\u003c/script>\n\u0001 阿","terms":null,)"
        R"("tolerance_permille":0,"coupon":""})");
    CHECK(encode(ListPublished{{2026, 11, 23}}) == R"({"date":"2026-11-23"})");
    CHECK(encode(ItemsChanged{{{ItemId{3}, Money::fen_unchecked(390), Pieces{7}}}}) ==
          R"({"items":[{"item":"0000000000003","price_fen":390,"available":7}]})");
    CHECK(encode(Hello{5, true, "a\xFFz"}) ==
          "{\"seq\":5,\"missed\":true,\"version\":\"a\xEF\xBF\xBDz\"}");
}

TEST_CASE("a request's ids and words go into the path, what remains into query or body") {
    CourierStep::Request step;
    step.order = OrderId{9};
    step.step = CourierStep::Step::deliver;
    CHECK(encode_request<CourierStep>(step).target ==
          "/api/v1/courier/orders/0000000000009/deliver");
    CHECK(encode_request<CourierStep>(step).body == R"({"code":"","photo":null})");
    CHECK(encode_request<GetShopBoard>({HubId{4}}).target ==
          "/api/v1/shop/board?hub=0000000000004");
    CHECK(encode_request<GetShopBoard>({}).target == "/api/v1/shop/board");
    CHECK(encode_request<PreviewSheet>({300, "a,b\n"}).target == "/api/v1/leader/sheets/300");
    CHECK(encode_request<PreviewSheet>({300, "a,b\n"}).body == "a,b\n");
}

TEST_CASE("what is not exactly the message is refused with its place") {
    struct Row {
        std::string body;
        std::string_view expected;
    };
    const std::string_view deep_end = R"(,"note":"")";
    const Row rows[] = {
        {order_body(line("2")), "ok"},
        {order_body(line("2"), R"(,"note":null,"hub":null,"address":null)"), "ok"},
        {" \r\n\t" + order_body(line("2")) + "\n", "ok"},
        {"", "missing_field lines"},
        {"{}", "missing_field lines"},
        {"null", "malformed"},
        {"[]", "malformed"},
        {"{", "malformed"},
        {order_body(line("2")) + "x", "malformed"},
        {order_body(line("2")) + "{}", "malformed"},
        {order_body(line("2")) + std::string(1, '\0'), "malformed"},
        {order_body(line("2")) + std::string(1, '\0') + "{}", "malformed"},
        {"\xEF\xBB\xBF" + order_body(line("2")), "malformed"},
        {order_body(line("2"), ","), "malformed"},
        {"/**/" + order_body(line("2")), "malformed"},
        {order_body(line("2"), R"(,"price_fen":1)"), "unknown_field price_fen"},
        {order_body(line("2"), R"(,"":1)"), "unknown_field \"\""},
        {order_body(line("2"), R"(,"note":"a","note":"b")"), "malformed note"},
        {order_body(line("2"), R"(,"note":7)"), "malformed note"},
        {order_body(line("2"), ",\"note\":\"\xFF\""), "malformed note"},
        {order_body(line("2"), ",\"note\":\"\xED\xA0\x80\""), "malformed note"},
        {order_body(line("2"), R"(,"note":"\ud800")"), "malformed note"},
        {order_body(line("2"), ",\"note\":\"\n\""), "malformed note"},
        {order_body(line("2"), R"(,"note":"\u0000")"), "invalid_value note"},
        {order_body("{}"), "malformed lines"},
        {order_body("null"), "malformed lines"},
        {order_body("[null]"), "malformed lines[0]"},
        {order_body("[1]"), "malformed lines[0]"},
        {order_body("[]"), "empty_basket lines"},
        {order_body(R"([{"item":"0000000000001"}])"), "missing_field lines[0].quantity"},
        {order_body(line("\"2\"")), "malformed lines[0].quantity"},
        {order_body(line("2.0")), "malformed lines[0].quantity"},
        {order_body(line("2e0")), "malformed lines[0].quantity"},
        {order_body(line("1e99")), "malformed lines[0].quantity"},
        {order_body(line("true")), "malformed lines[0].quantity"},
        {order_body(line("null")), "malformed lines[0].quantity"},
        {order_body(line("02")), "malformed lines[0]"},
        {order_body(line("+2")), "malformed lines[0].quantity"},
        {order_body(line("NaN")), "malformed lines[0].quantity"},
        {order_body(line("-0")), "out_of_range lines[0].quantity"},
        {order_body(line("9223372036854775808")), "out_of_range lines[0].quantity"},
        {order_body(line("-9223372036854775809")), "out_of_range lines[0].quantity"},
        {order_body(line("99999999999999999999")), "out_of_range lines[0].quantity"},
        {order_body(line("2", "1")), "malformed lines[0].item"},
        {order_body(line("2", "null")), "missing_field lines[0].item"},
        {order_body(line("2", R"("1")")), "invalid_value lines[0].item"},
        {order_body(line("2", R"("0000000000000")")), "invalid_value lines[0].item"},
        {order_body(line("2", R"("000000000000O")")), "invalid_value lines[0].item"},
        {order_body(line("2"), R"(,"address":{"building":"0000000000003","unit":1})"),
         "missing_field address.room"},
        {order_body(line("2"),
                    R"(,"address":{"building":"0000000000003","unit":2147483648,"room":502})"),
         "out_of_range address.unit"},
        {order_body(line("2"), R"(,"address":[])"), "malformed address"},
        {R"({"lines":[],"fulfilment":"teleport","payment":"wallet"})", "invalid_value fulfilment"},
        {R"({"lines":[],"fulfilment":"Delivery","payment":"wallet"})", "invalid_value fulfilment"},
        {R"({"lines":[],"fulfilment":1,"payment":"wallet"})", "malformed fulfilment"},
        {order_body(line("2"), deep_end), "ok"},
    };
    for (const Row& row : rows) {
        INFO(row.body);
        CHECK(place(row.body) == row.expected);
    }
}

TEST_CASE("sixty-four levels are read and judged, the sixty-fifth is refused") {
    const auto nested = [](std::size_t levels) {
        return std::string(levels, '[') + std::string(levels, ']');
    };
    CHECK(place(nested(64)) == "malformed");
    CHECK(outcome(decode<Hello>(R"({"x":)" + nested(63) + "}")) == "unknown_field x");
    const std::string beyond = outcome(decode<Hello>(R"({"x":)" + nested(64) + "}"));
    CHECK(beyond.substr(0, 15) == "malformed x[0][");
    CHECK(beyond.size() < 200);
    CHECK(place(nested(200'000)).size() < 200);
}

TEST_CASE("a list that nobody could mean is refused before it is made") {
    const auto ids = [](std::size_t count) {
        std::string text = R"({"order":"0000000000001","text":"a","pictures":[)";
        for (; count > 0; --count)
            text += count == 1 ? "0]}" : "0,";
        return outcome(decode_request<AddPost>({}, {}, text));
    };
    CHECK(ids(20'000) == "malformed pictures[0]");
    CHECK(ids(20'001) == "too_large pictures");
}

TEST_CASE(
    "money and times outside their range are refused, negative money is not the codec's say") {
    const auto wallet = [](std::string_view fen) {
        return outcome(
            decode<WalletChanged>(R"({"held_fen":0,"wallet_fen":)" + std::string(fen) + "}"));
    };
    CHECK(wallet("-5") == "ok");
    CHECK(wallet("1000000000000") == "ok");
    CHECK(wallet("1000000000001") == "out_of_range wallet_fen");
    CHECK(wallet("-1000000000001") == "out_of_range wallet_fen");
    const auto moved = [](std::string_view seen) {
        return outcome(decode<CourierMoved>(
            R"({"order":"0000000000001","at":{"x_m":1,"y_m":2},"estimate_at_ms":5,"seen_at_ms":)" +
            std::string(seen) + "}"));
    };
    CHECK(moved("1") == "ok");
    CHECK(moved("null") == "ok");
    CHECK(moved("0") == "out_of_range seen_at_ms");
    CHECK(moved("-1") == "out_of_range seen_at_ms");
    CHECK(moved("253402300800000") == "out_of_range seen_at_ms");
    CHECK(outcome(decode<ListPublished>(R"({"date":"2026-02-29"})")) == "invalid_value date");
}

TEST_CASE("a path or query that is none is refused before anything is looked up") {
    const Parameters order{{"order", std::string(an_item)}};
    CHECK(outcome(decode_request<GetOrder>(order, {}, "")) == "ok");
    CHECK(outcome(decode_request<GetOrder>(order, {{"community", "yunshanli"}}, "")) == "ok");
    CHECK(outcome(decode_request<GetOrder>({{"order", "x"}}, {}, "")) == "not_found");
    CHECK(outcome(decode_request<GetOrder>(order, {{"a", "b"}}, "")) == "unknown_field a");
    CHECK(outcome(decode_request<GetOrder>(order, {{"order", std::string(another)}}, "")) ==
          "unknown_field order");
    CHECK(outcome(decode_request<GetOrder>(order, {}, "{}")) == "malformed");
    CHECK(outcome(decode_request<CancelOrder>(order, {}, "")) == "ok");
    CHECK(outcome(decode_request<CancelOrder>(order, {}, "{}")) == "ok");
    CHECK(outcome(decode_request<CancelOrder>(order, {}, R"({"order":"0000000000001"})")) ==
          "unknown_field order");
    CHECK(outcome(decode_request<GetLeaderList>({{"date", "2026-02-30"}}, {}, "")) ==
          "invalid_value date");
    CHECK(outcome(decode_request<CourierStep>({{"order", std::string(an_item)}, {"step", "dance"}},
                                              {}, "")) == "not_found");
    CHECK(outcome(decode_request<GetShopBoard>({}, {{"hub", ""}}, "")) == "ok");
    CHECK(outcome(decode_request<GetShopBoard>({}, {{"hub", "x"}}, "")) == "invalid_value hub");
    CHECK(outcome(decode_request<GetShopBoard>(
              {}, {{"hub", std::string(an_item)}, {"hub", std::string(another)}}, "")) ==
          "malformed hub");
    CHECK(outcome(decode_request<PreviewSheet>({{"markup_permille", "300"}}, {}, "a,b")) == "ok");
    CHECK(outcome(decode_request<PreviewSheet>({{"markup_permille", "3e2"}}, {}, "a,b")) ==
          "malformed markup_permille");
    CHECK(outcome(decode_request<PreviewSheet>({{"markup_permille", "5001"}}, {}, "a,b")) ==
          "out_of_range markup_permille");
    const std::string too_long(sheet_bytes_max + 1, 'a');
    CHECK(outcome(decode_request<PreviewSheet>({{"markup_permille", "300"}}, {}, too_long)) ==
          "too_large");
}

TEST_CASE("twenty thousand damaged messages are read or refused, and what is read is whole") {
    test::Random random(23);
    const std::string sent = encode(test::filled<GetHome::Response>(random));
    const std::string alphabet = "{}[]\",:0129.eE+-ntfu\\ \n\x80\xFF";
    int read = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string damaged =
            sent.substr(0, random() % 8 == 0 ? random() % sent.size() : sent.size());
        for (auto changes = 1 + random() % 3; changes > 0 && !damaged.empty(); --changes) {
            const std::size_t at = random() % damaged.size();
            const char byte = alphabet[random() % alphabet.size()];
            switch (random() % 3) {
                case 0: damaged[at] = byte; break;
                case 1: damaged.insert(at, 1, byte); break;
                default: damaged.erase(at, 1 + random() % 4); break;
            }
        }
        const auto result = decode<GetHome::Response>(damaged);
        if (!result) continue;
        ++read;
        const std::string again = encode(*result);
        const auto twice = decode<GetHome::Response>(again);
        REQUIRE(twice.ok());
        REQUIRE(encode(*twice) == again);
    }
    CHECK(read < 20'000);
}
