#include "server/adapters/web_calls.hpp"

#include <httplib.h>
#include <openssl/x509.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "shared/base/ascii.hpp"

namespace louxia::adapters {
namespace {

constexpr std::size_t url_bytes_max = 500;

bool is_host(std::string_view host) {
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        return host.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
    }
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-';
    });
}

bool is_port(std::string_view digits) {
    int port = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return read.ec == std::errc{} && read.ptr == digits.data() + digits.size() && port > 0 &&
           port <= 65'535;
}

/// "[::1]" of "[::1]:9100"; empty when it is no host, or has a port that is none.
std::string_view host_of(std::string_view authority) {
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view host = authority.substr(0, colon);
    const bool fits =
        is_host(host) && (colon == std::string_view::npos || is_port(authority.substr(colon + 1)));
    return fits ? host : std::string_view{};
}

bool is_this_machine(std::string_view host) {
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

}  // namespace

std::optional<WebAddress> read_web_address(std::string_view url) {
    constexpr std::string_view safe = "https://";
    constexpr std::string_view plain = "http://";
    const bool is_safe = url.substr(0, safe.size()) == safe;
    const std::size_t scheme = is_safe ? safe.size() : plain.size();
    const bool one_word = std::all_of(url.begin(), url.end(), [](char c) {
        return c > ' ' && c <= '~' &&
               std::string_view("\"'<>\\#").find(c) == std::string_view::npos;
    });
    if (url.size() > url_bytes_max || !one_word ||
        (!is_safe && url.substr(0, plain.size()) != plain)) {
        return std::nullopt;
    }
    const std::size_t path = std::min(url.find_first_of("/?", scheme), url.size());
    const std::string_view host = host_of(url.substr(scheme, path - scheme));
    if (host.empty() || (!is_safe && !is_this_machine(host))) {
        return std::nullopt;
    }
    return WebAddress{std::string(url.substr(0, path)), std::string(url.substr(path))};
}

std::optional<WebAddress> read_service_address(std::string_view url) {
    auto address = read_web_address(url);
    if (!address || address->path.find('?') != std::string::npos) {
        return std::nullopt;
    }
    while (!address->path.empty() && address->path.back() == '/') {
        address->path.pop_back();
    }
    return address;
}

bool is_certificate_file(const std::string& file) {
    const std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> store(X509_STORE_new(),
                                                                   X509_STORE_free);
    return store && X509_STORE_load_file(store.get(), file.c_str()) == 1;
}

std::string WebCaller::Answer::header(std::string_view name) const {
    for (const auto& [own, value] : headers) {
        if (is_same_in_any_case(own, name)) return value;
    }
    return {};
}

std::optional<WebCaller::Answer> WebCaller::get(std::string_view more) const {
    return send(more, [](httplib::Client& client, const std::string& path) {
        client.set_path_encode(false);  // commas and semicolons part a list: as they are
        return client.Get(path);
    });
}

std::optional<WebCaller::Answer> WebCaller::post(std::string_view more, const Headers& headers,
                                                 const std::string& body,
                                                 const std::string& type) const {
    return send(more, [&](httplib::Client& client, const std::string& path) {
        return client.Post(path, httplib::Headers(headers.begin(), headers.end()), body, type);
    });
}

template <class Sending>
std::optional<WebCaller::Answer> WebCaller::send(std::string_view more,
                                                 const Sending& sending) const {
    httplib::Client client(address_.origin);
    client.set_connection_timeout(limits_.seconds);
    client.set_read_timeout(limits_.seconds);
    client.set_write_timeout(limits_.seconds);
    client.set_max_timeout(static_cast<time_t>(limits_.seconds) * 1000);
    client.set_payload_max_length(limits_.answer_bytes);
    client.set_follow_location(false);
    if (!trusted_file_.empty()) {
        client.set_ca_cert_path(trusted_file_);
    }
    std::string path = address_.path + std::string(more);
    if (path.empty() || path.front() != '/') {
        path.insert(path.begin(), '/');
    }
    const auto reply = sending(client, path);
    if (!reply || reply->body.size() > limits_.answer_bytes) {
        return std::nullopt;
    }
    return Answer{reply->status, reply->body, {reply->headers.begin(), reply->headers.end()}};
}

}  // namespace louxia::adapters
