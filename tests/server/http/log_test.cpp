#include "server/http/log.hpp"

#include <doctest/doctest.h>

#include <future>
#include <limits>
#include <map>
#include <vector>

#include "shared/api/json.hpp"

namespace louxia::http {
namespace {

/// The lines' members as texts, in the order of writing.
std::vector<std::map<std::string, std::string>> lines_of(std::string_view text) {
    std::vector<std::map<std::string, std::string>> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        REQUIRE(end != std::string_view::npos);
        const auto parsed = api::JsonDocument::parse(text.substr(0, end), 2);
        REQUIRE_MESSAGE(parsed, text.substr(0, end));
        auto& line = lines.emplace_back();
        const auto& json = *parsed;
        for (auto node = json.first(json.root()); node != json.after(json.root());
             node = json.after(node)) {
            line[std::string(json.name(node))] = json.kind(node) == api::JsonDocument::Kind::string
                                                     ? std::string(json.string(node))
                                                     : std::to_string(json.integer(node));
        }
        text.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace

TEST_CASE("a line of the log is one object, whatever its words and figures are") {
    std::string written;
    Log log([&](std::string_view lines) { written += lines; });
    const std::string awkward = "\"quoted\" \\ line\nand \x01 云";
    const std::int64_t least = std::numeric_limits<std::int64_t>::min();
    log.write("info", "first", {{"words", awkward}}, {{"least", least}, {"none", 0}});
    log.write("warning", "second", {});
    log.flush();
    const auto lines = lines_of(written);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].at("level") == "info");
    CHECK(lines[0].at("event") == "first");
    CHECK(lines[0].at("words") == awkward);
    CHECK(lines[0].at("least") == std::to_string(least));
    CHECK(lines[0].at("none") == "0");
    CHECK(lines[1].at("event") == "second");
    std::string shape = lines[1].at("at");
    for (char& letter : shape) {
        if (letter >= '0' && letter <= '9') letter = '0';
    }
    CHECK(shape == "0000-00-00T00:00:00.000Z");
    CHECK(lines[0].at("at") <= lines[1].at("at"));
}

TEST_CASE("lines that find no room are counted, and the log says how many") {
    std::string written;
    std::promise<void> held;
    std::promise<void> go_on;
    bool first = true;
    Log log([&](std::string_view lines) {
        written += lines;
        if (std::exchange(first, false)) {
            held.set_value();
            go_on.get_future().wait();
        }
    });
    log.write("info", "first", {});
    held.get_future().wait();
    // The sink is stuck: what comes now waits, up to a bound.
    const std::string long_words(64 * 1024, 'x');
    constexpr std::int64_t count = 200;
    for (std::int64_t number = 0; number < count; ++number) {
        log.write("info", "long", {{"words", long_words}});
    }
    go_on.set_value();
    log.flush();
    std::int64_t kept = 0;
    std::int64_t dropped = 0;
    for (const auto& line : lines_of(written)) {
        if (line.at("event") == "long") ++kept;
        if (line.at("event") == "log_lines_dropped") dropped += std::stoll(line.at("count"));
    }
    CHECK(kept > 0);
    CHECK(dropped > 0);
    CHECK(kept + dropped == count);
}

}  // namespace louxia::http
