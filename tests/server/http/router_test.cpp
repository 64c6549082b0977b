#include "server/http/router.hpp"

#include <doctest/doctest.h>

namespace louxia::http {
namespace {

Response said(std::string what) {
    Response response;
    response.body = std::move(what);
    return response;
}

/// What answers, "-" where nothing does.
std::string answer(const Router& router, std::string_view method, std::string_view path) {
    const Router::Found found = router.find(method, path);
    return found.handler == nullptr ? "-" : (*found.handler)(Request{}, found.parts).body;
}

void add(Router& router, std::string_view method, std::string_view pattern) {
    router.add(method, pattern, pattern, [pattern](const Request&, const api::Parameters&) {
        return said(std::string(pattern));
    });
}

}  // namespace

TEST_CASE("a word goes before a part, whichever was added first") {
    for (const bool part_first : {true, false}) {
        Router router;
        if (part_first) add(router, "POST", "/orders/{order}/{step}");
        add(router, "POST", "/orders/{order}/problem");
        if (!part_first) add(router, "POST", "/orders/{order}/{step}");
        CHECK(answer(router, "POST", "/orders/7/problem") == "/orders/{order}/problem");
        CHECK(answer(router, "POST", "/orders/7/take") == "/orders/{order}/{step}");
        const auto parts = router.find("POST", "/orders/7/take").parts;
        CHECK(parts == api::Parameters{{"order", "7"}, {"step", "take"}});
        CHECK(router.find("POST", "/orders/7/problem").parts == api::Parameters{{"order", "7"}});
    }
}

TEST_CASE("a path that is there with another method says with which, and HEAD is GET") {
    Router router;
    add(router, "GET", "/list");
    add(router, "POST", "/list");
    add(router, "GET", "/items/{item}");
    CHECK(answer(router, "HEAD", "/list") == "/list");
    CHECK(answer(router, "HEAD", "/items/3") == "/items/{item}");
    CHECK(answer(router, "DELETE", "/list") == "-");
    CHECK(router.find("DELETE", "/list").allowed == "GET, POST");
    CHECK(router.find("POST", "/items/3").allowed == "GET");
    CHECK(router.find("POST", "/items/3").parts.empty());
}

TEST_CASE("what is nearly a path is none") {
    Router router;
    add(router, "GET", "/items/{item}");
    add(router, "GET", "/list");
    for (const std::string_view path :
         {"", "list", "/list/", "//list", "/items/", "/items/3/4", "/items", "/Items/3"}) {
        CAPTURE(path);
        CHECK(answer(router, "GET", path) == "-");
        CHECK(router.find("GET", path).allowed.empty());
    }
}

}  // namespace louxia::http
