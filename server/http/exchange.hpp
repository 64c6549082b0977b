#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/api/codec.hpp"

/// A request and its answer, free of the library that carries them (engine.cpp).
namespace louxia::http {

/// The headers of a request; names in any case.
class HeaderSource {
public:
    virtual ~HeaderSource() = default;
    /// The first one's value; empty when there is none.
    [[nodiscard]] virtual std::string get(std::string_view name) const = 0;
    [[nodiscard]] virtual std::size_t count(std::string_view name) const = 0;
};

/// Reads a body of at most that many bytes; nothing when it is longer or did not come in time.
using BodyReader = std::function<std::optional<std::string>(std::size_t bytes_max)>;

struct Request {
    std::string method;       ///< "GET", "POST", "HEAD" …
    std::string path;         ///< percent-decoded, without the query
    api::Parameters query;    ///< percent-decoded, in its order
    std::string address;      ///< of the client; the front's word for it when the front is loopback
    bool secure = false;      ///< TLS at the front
    bool from_front = false;  ///< came through a front on this machine
    const HeaderSource* headers = nullptr;
    BodyReader read_body;  ///< set for methods with a body

    /// What looking up the session brings for the answer: a cookie that goes on, and its token when
    /// that is a new one. Filled by caller_of.
    struct Renewal {
        std::string set_cookie;
        std::string token;
    };
    mutable Renewal renewal;

    [[nodiscard]] std::string header(std::string_view name) const { return headers->get(name); }
    /// The first parameter of that name.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

/// Takes over the socket after the response's head has gone out; owns it from then on.
using TakeSocket = std::function<void(int socket)>;

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Headers that many answers have, as they are written, "Name: value\r\n" each; for ever there.
    std::string_view common_lines;
    std::string content_type;
    std::string body;
    std::shared_ptr<const std::string> shared_body;  ///< instead of `body`: rendered once for many
    bool ranges = false;                             ///< parts of it may be asked for
    TakeSocket take_socket;        ///< the rest of the body comes from whoever takes the socket
    std::string_view route;        ///< what metrics and logs call it; never a raw path
    std::int64_t began_at_us = 0;  ///< steady clock, for the latency figure

    void set_header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
    }
    [[nodiscard]] std::size_t body_bytes() const {
        return shared_body ? shared_body->size() : body.size();
    }
};

/// "a=1&b=%E8%8F%9C" and forms; malformed escapes stay as they are.
[[nodiscard]] api::Parameters parse_parameters(std::string_view text);
[[nodiscard]] std::string percent_encode(std::string_view text);
/// The value of a parameter, or nothing.
[[nodiscard]] std::optional<std::string> find_parameter(const api::Parameters& parameters,
                                                        std::string_view name);
/// One cookie of the request; empty when there is none.
[[nodiscard]] std::string cookie(const Request& request, std::string_view name);

}  // namespace louxia::http
