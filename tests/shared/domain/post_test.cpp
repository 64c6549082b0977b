#include "shared/domain/post.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/shared/outcome.hpp"

using namespace louxia;
using test::outcome;

namespace {

Order delivered() {
    Order order;
    order.id = OrderId{5};
    order.household = HouseholdId{7};
    order.state = OrderState::done;
    return order;
}

Post post_of(std::string text) {
    Post post;
    post.household = HouseholdId{7};
    post.order = OrderId{5};
    post.text = std::move(text);
    return post;
}

std::string repeated(const char* text, std::size_t count) {
    std::string all;
    for (std::size_t turn = 0; turn < count; ++turn)
        all += text;
    return all;
}

}  // namespace

TEST_CASE("only the household of a done order shows what came") {
    for (const auto& state_row : EnumWords<OrderState>::table) {
        const auto state = state_row.first;
        const std::string_view word = state_row.second;

        CAPTURE(word);
        Order order = delivered();
        order.state = state;
        CHECK(outcome(check_post(post_of("菜很新鲜"), order)) ==
              (state == OrderState::done ? "ok" : "not_delivered"));
        order.household = HouseholdId{8};
        CHECK(outcome(check_post(post_of("菜很新鲜"), order)) == "not_found");
    }
    Order other = delivered();
    other.id = OrderId{6};
    CHECK(outcome(check_post(post_of("菜很新鲜"), other)) == "not_found");
}

TEST_CASE("a post has one to three hundred code points in lines") {
    struct Row {
        std::string text;
        const char* expected;
    };
    const Row rows[] = {{"好", "ok"},
                        {"菜很新鲜\n下次还买", "ok"},
                        {repeated("鲜", 300), "ok"},
                        {repeated("鲜", 301), "out_of_range text"},
                        {"", "missing_field text"},
                        {" \n\u3000", "missing_field text"},
                        {"a\x07", "invalid_value text"},
                        {"\xC7\xE0", "invalid_value text"},
                        {"\u202E鲜", "invalid_value text"}};
    for (const Row& row : rows) {
        CAPTURE(&row - rows);
        CHECK(outcome(check_post(post_of(row.text), delivered())) == row.expected);
    }
}

TEST_CASE("a post has nine pictures of this server at most") {
    Post post = post_of("好");
    post.pictures.assign(9, "/pictures/0000000000001.webp");
    CHECK(check_post(post, delivered()).ok());
    post.pictures.push_back("/pictures/0000000000002.webp");
    CHECK(outcome(check_post(post, delivered())) == "out_of_range pictures");
    for (const char* path : {"", "/", "//elsewhere/a.webp", "https://elsewhere/a.webp", "a.webp",
                             "/a b.webp", "/a\\b", "/图.webp", "/<script>"}) {
        CAPTURE(path);
        post.pictures = {"/pictures/0000000000001.webp", path};
        CHECK(outcome(check_post(post, delivered())) == "invalid_value pictures[1]");
    }
    post.pictures = {"/" + repeated("a", 200)};
    CHECK(outcome(check_post(post, delivered())) == "invalid_value pictures[0]");
}
