// A page's form through both parsers of forms and the decoder of an endpoint.

#include <string>

#include "server/http/exchange.hpp"
#include "shared/api/all.hpp"
#include "shared/api/codec.hpp"
#include "shared/base/utf8.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

constexpr std::string_view some_id = "0000000000001";

template <class E>
void check_form(const api::Parameters& parts, const api::Parameters& fields) {
    const auto read = api::decode_form<E>(parts, fields);
    if (!read) return;
    const std::string written = api::encode(*read);
    demand(count_code_points(written).has_value(), "what a form gave is UTF-8");
    demand(api::decode<typename E::Request>(written).ok(), "what a form gave can be sent as JSON");
}

template <class E>
void check_endpoint(std::string_view text) {
    if constexpr (api::body_of<E>() == api::Body::json) {
        api::Parameters parts;
        for (std::size_t from = E::path.find('{'); from != std::string_view::npos;
             from = E::path.find('{', from + 1)) {
            const std::size_t end = E::path.find('}', from);
            parts.emplace_back(std::string(E::path.substr(from + 1, end - from - 1)), some_id);
        }
        check_form<E>(parts, http::parse_parameters(text));
        if (const auto strict = api::parse_query(text)) check_form<E>(parts, *strict);
    }
}

}  // namespace

void form(std::string_view bytes) {
    std::string_view text = bytes;
    const std::string_view name = take_line(text);
    bool known = false;
    api::for_each_type(api::Endpoints{}, [&]<class E>() { known = known || E::name == name; });
    const std::size_t chosen = number_of(name) % api::Endpoints::size;
    std::size_t at = 0;
    api::for_each_type(api::Endpoints{}, [&]<class E>() {
        const bool by_number = at++ == chosen;
        if (known ? E::name == name : by_number) check_endpoint<E>(text);
    });
}

}  // namespace louxia::fuzz
