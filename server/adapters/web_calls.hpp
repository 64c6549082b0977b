#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Calls from here to other people's services.
namespace louxia::adapters {

/// "https://pay.example:8443/louxia" taken apart.
struct WebAddress {
    std::string origin;  ///< "https://pay.example:8443"
    std::string path;    ///< "/louxia", or empty; with its query
};

/// What may be called: https anywhere, http on this machine alone (127.0.0.1, [::1], localhost).
/// One word of printable ASCII of at most 500 bytes, without a user, a fragment, quotes or angle
/// brackets.
[[nodiscard]] std::optional<WebAddress> read_web_address(std::string_view url);

/// A service's address, to which paths are added: no query, and no slash at its end.
[[nodiscard]] std::optional<WebAddress> read_service_address(std::string_view url);

/// Whether it holds certificates in PEM.
[[nodiscard]] bool is_certificate_file(const std::string& file);

/// Sends to one address; each call on a connection of its own. Whoever answers over TLS has to show
/// a certificate for that host which the machine, or `trusted_file`, vouches for; nothing is
/// followed to anywhere else. Safe on several threads.
class WebCaller {
public:
    struct Limits {
        int seconds = 5;  ///< for a call as a whole
        std::size_t answer_bytes = 0;
    };
    using Headers = std::vector<std::pair<std::string, std::string>>;

    struct Answer {
        int status = 0;
        std::string body;
        Headers headers;
        /// The first one's value, the name in any case; empty when there is none.
        [[nodiscard]] std::string header(std::string_view name) const;
    };

    /// `trusted_file`: certificates in PEM that are trusted besides the machine's; may be empty.
    WebCaller(WebAddress address, Limits limits, std::string trusted_file)
        : address_(std::move(address)), limits_(limits), trusted_file_(std::move(trusted_file)) {}

    /// To the address' own path with `more` behind it. Nothing when nobody answered in time, or not
    /// who should, or more than the limit.
    [[nodiscard]] std::optional<Answer> get(std::string_view more) const;
    [[nodiscard]] std::optional<Answer> post(std::string_view more, const Headers& headers,
                                             const std::string& body,
                                             const std::string& type) const;

private:
    template <class Sending>
    [[nodiscard]] std::optional<Answer> send(std::string_view more, const Sending& sending) const;

    WebAddress address_;
    Limits limits_;
    std::string trusted_file_;
};

}  // namespace louxia::adapters
