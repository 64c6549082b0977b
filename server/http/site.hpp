#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/use_cases.hpp"
#include "server/http/assets.hpp"
#include "server/http/exchange.hpp"
#include "server/http/log.hpp"
#include "server/http/metrics.hpp"
#include "server/http/rendered.hpp"
#include "server/http/router.hpp"
#include "server/http/server.hpp"
#include "server/http/stream_hub.hpp"

/// What the routes share.
namespace louxia::http {

/// A community as far as an address needs it.
struct Place {
    CommunityId community;
    std::string slug;
};

/// The communities by slug. They are added by hand and rarely: an unknown slug looks again, at most
/// once a second.
class Places {
public:
    explicit Places(const app::Store& store) : store_(store) {}
    [[nodiscard]] std::optional<Place> find(std::string_view slug);
    [[nodiscard]] std::optional<Place> find(CommunityId community);
    /// Set when there is exactly one.
    [[nodiscard]] std::optional<Place> only();

private:
    void look_again();

    const app::Store& store_;
    std::mutex mutex_;
    std::vector<Place> places_;
    std::chrono::steady_clock::time_point looked_at_{};
};

/// Tries per key within a window. A scarce one is counted before it is made (take), so that a burst
/// gets no more than its number, and forgiven when it was right; of the others only the wrong ones
/// are counted.
class TryLimit {
public:
    TryLimit(int tries_max, std::chrono::seconds window) : tries_max_(tries_max), window_(window) {}
    /// Counts a try. 0: it may be made; else the whole seconds until the next one may.
    [[nodiscard]] std::int64_t take(const std::string& key);
    void forgive(const std::string& key);
    /// The same answer without counting.
    [[nodiscard]] std::int64_t wait_s(const std::string& key);

private:
    static constexpr std::size_t keys_max = 4096;
    struct Window {
        std::chrono::steady_clock::time_point began;
        int tries = 0;
    };
    [[nodiscard]] Window& window_of(const std::string& key);
    [[nodiscard]] std::int64_t wait_in(const Window& window) const;

    const int tries_max_;
    const std::chrono::seconds window_;
    std::mutex mutex_;
    std::map<std::string, Window> windows_;
};

struct Site {
    Site(app::Context& context, Config config);

    app::Context& context;
    const Config config;
    Log log;
    Metrics metrics;
    const Assets assets;
    RenderedCache cache;
    Places places;
    TryLimit secret_tries;          ///< links' secrets, by address
    TryLimit code_tries;            ///< typed codes, by community and address
    TryLimit community_code_tries;  ///< typed codes, by community
    TryLimit notice_tries;          ///< payment notices that nobody signed, by address
    StreamHub hub;
};

/// "louxia_yunshanli": one session per community in the same browser; behind TLS
/// "__Host-louxia_yunshanli", which no other host and no plain connection can set. Its path is "/"
/// because a community's pages stand under several (/c/…, /g/…, /o/…), hence the slug in the name.
[[nodiscard]] std::string session_cookie_name(const Place& place, bool secure);
/// The token that the request came with; empty when there is none.
[[nodiscard]] std::string session_token(const Request& request, const Place& place);
[[nodiscard]] std::string session_cookie(const Place& place, std::string_view token,
                                         std::int64_t seconds, bool secure);
/// Who asks; without a member when the cookie is absent, unknown or has ended. Renews what is due,
/// which Request::renewal tells the answer.
[[nodiscard]] app::Caller caller_of(Site& site, const Request& request, const Place& place);

/// The place that an API request means: `community`, or the only one. Refused: missing_field,
/// not_found.
[[nodiscard]] Result<Place> api_place(Site& site, const Request& request);

/// An exchange of an invite: `retry_after_s` is set when it was refused with rate_limited.
struct SignInAnswer {
    Result<app::SignedIn> result = refuse(ErrorCode::unavailable);
    std::int64_t retry_after_s = 0;
};
/// Exchanges an invite's secret or typed code within the limits: rate_limited, not_found.
[[nodiscard]] SignInAnswer sign_in(Site& site, const Request& request, const Place& place,
                                   const api::SignIn::Request& proof);
/// The same for a building's code: asks to be let in, 5 times in 15 minutes from one address.
[[nodiscard]] SignInAnswer ask_in(Site& site, const Request& request, const Place& place,
                                  const api::AskIn::Request& asked);
/// "Android · Chrome" of a User-Agent; empty when it says neither.
[[nodiscard]] std::string device_words(std::string_view user_agent);

/// What stands for an address where tries are counted: of IPv6 its /64.
[[nodiscard]] std::string counted_address(const std::string& address);

/// Each adds its routes. The router is built before the first request.
void add_api_routes(Router& router, Site& site);
void add_event_routes(Router& router, Site& site);
void add_file_routes(Router& router, Site& site);
void add_page_routes(Router& router, Site& site);
void add_payment_routes(Router& router, Site& site);

}  // namespace louxia::http
