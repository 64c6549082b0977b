#pragma once

#include <chrono>
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

/// Wrong secrets per address and minute. A right one is never counted.
class SignInLimit {
public:
    explicit SignInLimit(int per_minute) : per_minute_(per_minute) {}
    [[nodiscard]] bool allows(const std::string& address);
    void count_failure(const std::string& address);

private:
    static constexpr std::size_t addresses_max = 4096;
    struct Window {
        std::chrono::steady_clock::time_point began;
        int failures = 0;
    };
    [[nodiscard]] Window& window_of(const std::string& address);

    const int per_minute_;
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
    SignInLimit sign_in_limit;
    StreamHub hub;
};

/// "louxia_yunshanli": one session per community in the same browser.
[[nodiscard]] std::string session_cookie_name(const Place& place);
[[nodiscard]] std::string session_cookie(const Place& place, std::string_view token,
                                         std::int64_t seconds, bool secure);
/// Who asks; without a member when the cookie is absent, unknown or has ended. Renews what is due.
[[nodiscard]] app::Caller caller_of(Site& site, const Request& request, const Place& place);

/// The place that an API request means: `community`, or the only one. Refused: missing_field,
/// not_found.
[[nodiscard]] Result<Place> api_place(Site& site, const Request& request);

/// Exchanges an invite's secret, counting failures by address: rate_limited, not_found.
[[nodiscard]] Result<app::SignedIn> sign_in(Site& site, const Request& request, const Place& place,
                                            const api::SignIn::Request& secret);

/// Each adds its routes. The router is built before the first request.
void add_api_routes(Router& router, Site& site);
void add_event_routes(Router& router, Site& site);
void add_file_routes(Router& router, Site& site);
void add_page_routes(Router& router, Site& site);

}  // namespace louxia::http
