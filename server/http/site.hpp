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
#include "server/http/request_rate.hpp"
#include "server/http/router.hpp"
#include "server/http/server.hpp"
#include "server/http/session_memory.hpp"
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

/// Numbers to sign, each for one use within five minutes. `owner` is whose are counted together: a
/// member, or an address; `purpose` what it was made for.
class Challenges {
public:
    [[nodiscard]] std::string make(app::Secrets& secrets, const std::string& owner,
                                   const std::string& purpose);
    /// True once.
    [[nodiscard]] bool take(const std::string& challenge, const std::string& purpose);

private:
    static constexpr std::size_t live_max = 4096;
    static constexpr std::size_t of_owner_max = 16;  ///< a further one ends its first
    struct Live {
        std::string challenge;
        std::string owner;
        std::string purpose;
        std::chrono::steady_clock::time_point ends_at;
    };
    std::mutex mutex_;
    std::vector<Live> live_;  ///< in the order of making
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
    SessionMemory sessions;
    RequestRate address_rate;
    RequestRate account_rate;
    TryLimit secret_tries;          ///< links' secrets, by address
    TryLimit code_tries;            ///< typed codes, by community and address
    TryLimit community_code_tries;  ///< typed codes, by community
    TryLimit notice_tries;          ///< providers' notices that nobody signed, by address
    Challenges challenges;
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
/// which Request::renewal tells the answer. Throws TooManyRequests beyond the account's rate.
[[nodiscard]] app::Caller caller_of(Site& site, const Request& request, const Place& place);

/// The place that an API request means: `community`, or the only one. Refused: missing_field,
/// not_found.
[[nodiscard]] Result<Place> api_place(Site& site, const Request& request);

/// What is limited by address: `retry_after_s` is set when it was refused with rate_limited.
template <class T>
struct LimitedAnswer {
    Result<T> result = refuse(ErrorCode::unavailable);
    std::int64_t retry_after_s = 0;
};
using SignInAnswer = LimitedAnswer<app::SignedIn>;
/// Whose tries are counted together: an IPv6 host has its whole /64 for itself.
[[nodiscard]] std::string counted_address(const std::string& address);
/// Counts a request for its address. Throws TooManyRequests.
void count_for_address(Site& site, const Request& request);
/// Exchanges an invite's secret or typed code within the limits: rate_limited, not_found.
[[nodiscard]] SignInAnswer sign_in(Site& site, const Request& request, const Place& place,
                                   const api::SignIn::Request& proof);
/// The same for a building's code: asks to be let in, 5 times in 15 minutes from one address.
[[nodiscard]] SignInAnswer ask_in(Site& site, const Request& request, const Place& place,
                                  const api::AskIn::Request& asked);
/// A new phone opens its code and comes in; wrong ones count as an invite's secret does.
[[nodiscard]] LimitedAnswer<api::ClaimPhone::Response> claim_phone(
    Site& site, const Request& request, const Place& place, const api::ClaimPhone::Request& asked);
/// wrong_state while the old phone has not said yet.
[[nodiscard]] SignInAnswer finish_phone(Site& site, const Request& request, const Place& place,
                                        const api::FinishPhone::Request& asked);
/// A guest looks, and asks to be let in: 5 times in 15 minutes from one address.
[[nodiscard]] LimitedAnswer<api::OpenGuestLink::Response> open_guest_link(
    Site& site, const Request& request, const Place& place,
    const api::OpenGuestLink::Request& asked);
[[nodiscard]] SignInAnswer ask_as_guest(Site& site, const Request& request, const Place& place,
                                        const api::AskAsGuest::Request& asked);
/// Where this request's passkeys work; nothing where none are offered: without HTTPS, but on this
/// machine itself.
[[nodiscard]] std::optional<app::PasskeySite> passkey_site(const Site& site,
                                                           const Request& request);
/// What a browser needs to make a passkey, and what it made. not_found where none are offered.
[[nodiscard]] LimitedAnswer<api::BeginPasskey::Response> begin_passkey(Site& site,
                                                                       const Request& request,
                                                                       const app::Caller& caller);
[[nodiscard]] LimitedAnswer<api::ListPasskeys::Response> add_passkey(
    Site& site, const Request& request, const app::Caller& caller,
    const api::AddPasskey::Request& asked);
[[nodiscard]] LimitedAnswer<api::BeginPasskeySignIn::Response> begin_passkey_sign_in(
    Site& site, const Request& request, const Place& place);
[[nodiscard]] SignInAnswer passkey_sign_in(Site& site, const Request& request, const Place& place,
                                           const api::PasskeySignIn::Request& asked);
/// "Android · Chrome" of a User-Agent; empty when it says neither.
[[nodiscard]] std::string device_words(std::string_view user_agent);

/// Each adds its routes. The router is built before the first request.
void add_api_routes(Router& router, Site& site);
void add_event_routes(Router& router, Site& site);
void add_file_routes(Router& router, Site& site);
void add_page_routes(Router& router, Site& site);
void add_payment_routes(Router& router, Site& site);
void add_crowd_routes(Router& router, Site& site);

}  // namespace louxia::http
