#include "shared/api/openapi.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "shared/api/endpoint_table.hpp"
#include "shared/api/json.hpp"

using namespace louxia;
using namespace louxia::api;

namespace {

using Kind = JsonDocument::Kind;
using Node = JsonDocument::Node;

const std::string& text() {
    static const std::string document = openapi_document("http://127.0.0.1:8080");
    return document;
}

const JsonDocument& document() {
    static const JsonDocument parsed = JsonDocument::parse(text(), 64).value();
    return parsed;
}

Node member(Node object, std::string_view name) {
    const JsonDocument& json = document();
    for (Node node = json.first(object); node != json.after(object); node = json.after(node)) {
        if (json.name(node) == name) return node;
    }
    FAIL("no member ", name);
    return 0;
}

bool has_member(Node object, std::string_view name) {
    const JsonDocument& json = document();
    for (Node node = json.first(object); node != json.after(object); node = json.after(node)) {
        if (json.name(node) == name) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("the document is the same each time and names its server") {
    CHECK(text() == openapi_document("http://127.0.0.1:8080"));
    CHECK(document().string(member(0, "openapi")) == "3.1.0");
    CHECK(text().find(R"("url":"http://127.0.0.1:8080")") != std::string::npos);
}

TEST_CASE("each endpoint stands in the document exactly once") {
    const JsonDocument& json = document();
    std::map<std::string, std::string> operations;
    const Node paths = member(0, "paths");
    std::set<std::string> seen;
    for (Node path = json.first(paths); path != json.after(paths); path = json.after(path)) {
        CHECK(seen.emplace(json.name(path)).second);
        for (Node method = json.first(path); method != json.after(path);
             method = json.after(method)) {
            const std::string id(json.string(member(method, "operationId")));
            const std::string route =
                std::string(json.name(method)) + ' ' + std::string(json.name(path));
            CHECK(operations.emplace(id, route).second);
        }
    }
    CHECK(operations.size() == endpoint_table.size() + 1);
    CHECK(operations["events"] == "get " + std::string(events_path));
    for (const EndpointRow& row : endpoint_table) {
        const std::string method = row.shape.method == Method::get ? "get " : "post ";
        CHECK(operations[std::string(row.name)] == method + std::string(row.shape.path));
    }
}

TEST_CASE("every reference leads to a part of the document") {
    const JsonDocument& json = document();
    std::size_t references = 0;
    for (Node node = 1; node < json.after(0); ++node) {
        if (json.name(node) != "$ref") continue;
        ++references;
        std::string_view path = json.string(node);
        REQUIRE(path.substr(0, 2) == "#/");
        path.remove_prefix(2);
        Node at = 0;
        while (!path.empty()) {
            const std::string_view part = path.substr(0, path.find('/'));
            path.remove_prefix(std::min(part.size() + 1, path.size()));
            REQUIRE(has_member(at, part));
            at = member(at, part);
        }
        CHECK(json.kind(at) == Kind::object);
    }
    CHECK(references > endpoint_table.size());
}

TEST_CASE("a mutation asks for its key, a path for its parameters") {
    const JsonDocument& json = document();
    const Node paths = member(0, "paths");
    for (const EndpointRow& row : endpoint_table) {
        INFO(row.name);
        const Node path = member(paths, row.shape.path);
        const Node operation = member(path, row.shape.method == Method::get ? "get" : "post");
        std::set<std::string> names;
        bool key = false;
        const Node parameters = member(operation, "parameters");
        for (Node node = json.first(parameters); node != json.after(parameters);
             node = json.after(node)) {
            if (has_member(node, "name")) names.emplace(json.string(member(node, "name")));
            key |= has_member(node, "$ref") && json.string(member(node, "$ref")).ends_with("_key");
        }
        CHECK(key == row.needs_key);
        for (std::size_t at = row.shape.path.find('{'); at != std::string_view::npos;
             at = row.shape.path.find('{', at + 1)) {
            const std::size_t end = row.shape.path.find('}', at);
            CHECK(names.count(std::string(row.shape.path.substr(at + 1, end - at - 1))) == 1);
        }
    }
}
