// What the server reads out of a request's headers: cookies, codings, origins, media types.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/http/compress.hpp"
#include "server/http/exchange.hpp"
#include "server/http/guard.hpp"
#include "server/http/site.hpp"
#include "shared/base/utf8.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

bool same_name(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, {}, lower, lower);
}

class Lines final : public http::HeaderSource {
public:
    explicit Lines(std::string_view text) {
        while (!text.empty()) {
            const std::string_view line = take_line(text);
            const std::size_t colon = line.find(':');
            if (colon == std::string_view::npos) continue;
            const std::size_t from = line.find_first_not_of(' ', colon + 1);
            lines_.emplace_back(line.substr(0, colon),
                                from == std::string_view::npos ? "" : line.substr(from));
        }
    }
    [[nodiscard]] std::string get(std::string_view name) const override {
        for (const auto& [own, value] : lines_)
            if (same_name(own, name)) return value;
        return {};
    }
    [[nodiscard]] std::size_t count(std::string_view name) const override {
        return static_cast<std::size_t>(std::ranges::count_if(
            lines_, [name](const auto& line) { return same_name(line.first, name); }));
    }

private:
    std::vector<std::pair<std::string, std::string>> lines_;
};

/// What of the headers is kept or counted.
void check_stored(const Lines& lines) {
    const std::string device = http::device_words(lines.get("User-Agent"));
    demand(device.size() <= 100 && is_plain_text(device), "a device's words are few and plain");
    const std::string address = lines.get("X-Forwarded-For");
    const std::string counted = http::counted_address(address);
    demand(counted.size() <= address.size() + 8, "what is counted is not longer than the address");
}

}  // namespace

void headers(std::string_view bytes) {
    const Lines lines(bytes);
    http::Request request;
    request.method = "POST";
    request.path = "/api/v1/orders";
    request.headers = &lines;
    const std::string all = lines.get("Cookie");
    for (const std::string_view name : {"louxia", "__Host-louxia", "", "a"}) {
        const std::string value = http::cookie(request, name);
        demand(all.find(value) != std::string::npos, "a cookie's value stands in the header");
        demand(value.find(';') == std::string::npos, "a cookie ends at its semicolon");
    }
    const std::string fault = http::guard_head(lines);
    demand(lines.count("Host") < 2 || !fault.empty(), "two hosts are refused");
    (void)http::accepted_coding(lines.get("Accept-Encoding"));
    const std::string type = http::media_type_of(lines.get("Content-Type"));
    demand(type.find(';') == std::string::npos, "a media type ends at its parameters");
    const bool own = http::is_same_origin(request, "https://louxia.example");
    const std::string site = lines.get("Sec-Fetch-Site");
    demand(!own || site != "cross-site", "a foreign page is not ours");
    (void)http::is_same_origin(request, "");
    check_stored(lines);
}

}  // namespace louxia::fuzz
