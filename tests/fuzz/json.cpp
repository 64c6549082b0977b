// Requests, responses and events through the decoder of their endpoint. What is taken must come
// out of encode() and go in again as the same bytes, and only text that is UTF-8 may be taken.

#include <string>

#include "shared/api/all.hpp"
#include "shared/api/codec.hpp"
#include "shared/base/utf8.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

constexpr std::string_view some_id = "0000000000001";

/// The named parts of an endpoint's path: from the query when it has them, else some id.
api::Parameters path_parts(std::string_view pattern, api::Parameters& query) {
    api::Parameters parts;
    for (std::size_t from = pattern.find('{'); from != std::string_view::npos;
         from = pattern.find('{', from + 1)) {
        const std::string name(pattern.substr(from + 1, pattern.find('}', from) - from - 1));
        std::string value(some_id);
        std::erase_if(query, [&](const auto& each) {
            if (each.first != name) return false;
            value = each.second;
            return true;
        });
        parts.emplace_back(name, value);
    }
    return parts;
}

template <class Message>
void check_message(std::string_view body) {
    const auto read = api::decode<Message>(body);
    if (!read) return;
    const std::string written = api::encode(*read);
    demand(count_code_points(written).has_value(), "what is encoded is UTF-8");
    const auto again = api::decode<Message>(written);
    demand(again.ok(), "what was encoded is decoded");
    demand(api::encode(*again) == written, "encoding is stable");
}

template <class E>
void check_request(std::string_view query_text, std::string_view body) {
    auto query = api::parse_query(query_text);
    if (!query) return;
    api::Parameters parts = path_parts(E::path, *query);
    const auto read = api::decode_request<E>(parts, *query, body);
    if (!read) {
        demand(read.error().code != ErrorCode{}, "a refusal has a code");
        return;
    }
    demand(body.size() <= api::body_bytes_max_of<E>(), "a body above its limit is refused");
    const api::EncodedRequest written = api::encode_request<E>(*read);
    const std::string_view out = written.target;
    const std::size_t mark = out.find('?');
    const auto path = api::match_path(E::path, out.substr(0, mark));
    demand(path.has_value(), "an encoded request has its endpoint's path");
    const auto asked = api::parse_query(mark == std::string_view::npos ? std::string_view{}
                                                                       : out.substr(mark + 1));
    demand(asked.ok(), "an encoded query is a query");
    const auto again = api::decode_request<E>(*path, *asked, written.body);
    demand(again.ok(), "an encoded request is decoded");
    const api::EncodedRequest rewritten = api::encode_request<E>(*again);
    demand(rewritten.target == written.target && rewritten.body == written.body,
           "a request's encoding is stable");
}

}  // namespace

void json(std::string_view bytes) {
    std::string_view body = bytes;
    const std::string_view name = take_line(body);
    const std::string_view query = take_line(body);
    constexpr std::size_t count = api::Endpoints::size + api::Events::size;
    bool known = false;
    const auto is_known = [&]<class E>() { known = known || E::name == name; };
    api::for_each_type(api::Endpoints{}, is_known);
    api::for_each_type(api::Events{}, is_known);
    const std::size_t chosen = number_of(name) % count;
    std::size_t at = 0;
    const auto is_chosen = [&](std::string_view own) {
        const bool by_number = at++ == chosen;
        return known ? own == name : by_number;
    };
    api::for_each_type(api::Endpoints{}, [&]<class E>() {
        if (!is_chosen(E::name)) return;
        check_request<E>(query, body);
        check_message<typename E::Response>(body);
    });
    api::for_each_type(api::Events{}, [&]<class E>() {
        if (is_chosen(E::name)) check_message<E>(body);
    });
}

}  // namespace louxia::fuzz
