#include "shared/domain/fresh_list.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

const Instant now = parse_rfc3339("2026-11-23T06:30:00+08:00").value();

Item item_at(std::uint64_t id, std::int32_t position, std::int64_t price_fen) {
    Item item;
    item.id = ItemId{id};
    item.position = position;
    item.name = "小白菜";
    item.price = Money::fen_unchecked(price_fen);
    return item;
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t turn = 0; turn < count; ++turn)
        all += text;
    return all;
}

}  // namespace

TEST_CASE("an item is refused by the first field that does not fit") {
    struct Row {
        const char* expected;
        void (*change)(Item&);
    };
    const Row rows[] = {
        {"ok", [](Item&) {}},
        {"ok", [](Item& item) { item.name = repeated("菜", 40); }},
        {"out_of_range name", [](Item& item) { item.name = repeated("菜", 41); }},
        {"missing_field name", [](Item& item) { item.name = ""; }},
        {"missing_field name", [](Item& item) { item.name = "\u3000 "; }},
        {"invalid_value name", [](Item& item) { item.name = "白菜\n"; }},
        {"invalid_value name", [](Item& item) { item.name = "\xB0\xD7"; }},
        {"ok", [](Item& item) { item.spec = repeated("大", item_spec_code_points_max); }},
        {"out_of_range spec",
         [](Item& item) { item.spec = repeated("大", item_spec_code_points_max + 1); }},
        {"ok", [](Item& item) { item.price = Money{}; }},
        {"ok", [](Item& item) { item.price = Money::fen_unchecked(10'000'000); }},
        {"out_of_range price_fen",
         [](Item& item) { item.price = Money::fen_unchecked(10'000'001); }},
        {"out_of_range price_fen", [](Item& item) { item.price = Money::fen_unchecked(-1); }},
        {"out_of_range cost_fen", [](Item& item) { item.cost = Money::fen_unchecked(-1); }},
        {"out_of_range origin",
         [](Item& item) { item.origin = repeated("冀", item_origin_code_points_max + 1); }},
        {"ok", [](Item& item) { item.batch.farm = repeated("农", 40); }},
        {"out_of_range batch.farm", [](Item& item) { item.batch.farm = repeated("农", 41); }},
        {"out_of_range batch.place", [](Item& item) { item.batch.place = repeated("塘", 41); }},
        {"invalid_value batch.place", [](Item& item) { item.batch.place = "a\tb"; }},
        {"ok", [](Item& item) { item.batch.harvested_at = now; }},
        {"out_of_range batch.harvested_at_ms",
         [](Item& item) { item.batch.harvested_at = now + 1; }},
        {"ok", [](Item& item) { item.batch.picture = "/pictures/0abc.webp"; }},
        {"invalid_value batch.picture",
         [](Item& item) { item.batch.picture = "//elsewhere/a.webp"; }},
        {"invalid_value batch.clip", [](Item& item) { item.batch.clip = "javascript:0"; }},
        {"invalid_value batch.clip", [](Item& item) { item.batch.clip = "/a\"onload=b"; }},
    };
    for (const Row& row : rows) {
        Item item = item_at(1, 0, 680);
        row.change(item);
        CAPTURE(item.name);
        CHECK(outcome(check_item(item, now)) == row.expected);
    }
}

TEST_CASE("items without a price are named in the list's order") {
    const std::vector<Item> items{item_at(1, 3, 0), item_at(2, 0, 680), item_at(3, 1, 0),
                                  item_at(4, 2, 0)};
    CHECK(items_without_price(items) == std::vector<ItemId>{ItemId{3}, ItemId{4}, ItemId{1}});
    CHECK(items_without_price({}).empty());
    CHECK(items_without_price({item_at(2, 0, 1)}).empty());
}

TEST_CASE("a draft is published once, and only with something to sell") {
    FreshList draft;
    draft.id = ListId{1};
    CHECK(outcome(publish(draft, {}, now)) == "empty_list");
    CHECK(outcome(publish(draft, {item_at(1, 0, 0), item_at(2, 1, 0)}, now)) == "empty_list");

    const std::vector<Item> items{item_at(1, 0, 0), item_at(2, 1, 680)};
    const FreshList published = publish(draft, items, now).value();
    CHECK(published.state == ListState::published);
    CHECK(published.published_at == now);
    CHECK(outcome(publish(published, items, now + day_ms)) == "already_published");
    CHECK(outcome(publish(published, {}, now)) == "already_published");
}

TEST_CASE("a draft is due from its hour on, a published list never") {
    FreshList list;
    list.date = {2026, 11, 23};
    CHECK_FALSE(is_due(list, now));
    list.publish_at = from_civil(list.date, publish_minute_of_day, 8 * 60);
    CHECK_FALSE(is_due(list, list.publish_at + -1));
    CHECK(is_due(list, list.publish_at));
    CHECK(is_due(list, list.publish_at + day_ms));
    list.state = ListState::published;
    CHECK_FALSE(is_due(list, list.publish_at));
}
