#include "server/http/site.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

#include "server/app/store_failure.hpp"
#include "server/http/guard.hpp"

namespace louxia::http {
namespace {

constexpr std::size_t token_bytes_max = 128;
constexpr auto code_window = std::chrono::minutes(15);

void take_or_throw(RequestRate& rate, const std::string& sender, const Request& request) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const std::int64_t wait_s =
        rate.take(sender, reads ? RequestRate::reading : RequestRate::changing,
                  std::chrono::steady_clock::now());
    if (wait_s > 0) {
        throw TooManyRequests{wait_s};
    }
}

}  // namespace

// An IPv6 host has its whole /64 for itself.
std::string counted_address(const std::string& address) {
    in6_addr bytes{};
    if (::inet_pton(AF_INET6, address.c_str(), &bytes) != 1 || IN6_IS_ADDR_V4MAPPED(&bytes)) {
        return address;
    }
    return std::string(reinterpret_cast<const char*>(bytes.s6_addr), 8);
}

void count_for_address(Site& site, const Request& request) {
    if (!is_this_machine(request.address)) {
        take_or_throw(site.address_rate, counted_address(request.address), request);
    }
}

std::optional<Place> Places::find(std::string_view slug) {
    const std::lock_guard lock(mutex_);
    for (int round = 0; round < 2; ++round) {
        for (const Place& place : places_) {
            if (place.slug == slug) {
                return place;
            }
        }
        look_again();
    }
    return std::nullopt;
}

std::optional<Place> Places::find(CommunityId community) {
    const std::lock_guard lock(mutex_);
    for (int round = 0; round < 2; ++round) {
        for (const Place& place : places_) {
            if (place.community == community) {
                return place;
            }
        }
        look_again();
    }
    return std::nullopt;
}

std::optional<Place> Places::only() {
    const std::lock_guard lock(mutex_);
    if (places_.empty()) {
        look_again();
    }
    return places_.size() == 1 ? std::optional(places_.front()) : std::nullopt;
}

void Places::look_again() {
    const auto now = std::chrono::steady_clock::now();
    if (now - looked_at_ < std::chrono::seconds(1)) {
        return;
    }
    looked_at_ = now;
    places_.clear();
    for (const Community& community : store_.communities()) {
        places_.push_back(Place{community.id, community.slug});
    }
}

TryLimit::Window& TryLimit::window_of(const std::string& key) {
    const auto now = std::chrono::steady_clock::now();
    const auto is_over = [&](const Window& window) { return now - window.began >= window_; };
    if (windows_.size() >= keys_max && windows_.count(key) == 0) {
        std::erase_if(windows_, [&](const auto& entry) { return is_over(entry.second); });
    }
    // Who comes when all places are taken shares one: forgetting the others would free them.
    const bool full = windows_.size() >= keys_max && windows_.count(key) == 0;
    Window& window = windows_[full ? std::string{} : key];
    if (is_over(window)) {
        window = Window{now, 0};
    }
    return window;
}

std::int64_t TryLimit::wait_in(const Window& window) const {
    if (window.tries < tries_max_) {
        return 0;
    }
    const auto left = window.began + window_ - std::chrono::steady_clock::now();
    return std::max<std::int64_t>(
        1, std::chrono::duration_cast<std::chrono::seconds>(left).count() + 1);
}

std::int64_t TryLimit::take(const std::string& key) {
    const std::lock_guard lock(mutex_);
    Window& window = window_of(key);
    const std::int64_t wait = wait_in(window);
    window.tries += wait == 0 ? 1 : 0;
    return wait;
}

std::int64_t TryLimit::wait_s(const std::string& key) {
    const std::lock_guard lock(mutex_);
    return wait_in(window_of(key));
}

void TryLimit::forgive(const std::string& key) {
    const std::lock_guard lock(mutex_);
    Window& window = window_of(key);
    window.tries = std::max(0, window.tries - 1);
}

Site::Site(app::Context& context_, Config config_)
    : context(context_),
      config(std::move(config_)),
      log(config.log_sink),
      assets(config.web_root),
      places(context.store),
      sessions(context),
      address_rate(config.requests_per_address),
      account_rate(config.requests_per_account),
      secret_tries(config.failed_sign_ins_per_minute, std::chrono::minutes(1)),
      code_tries(config.code_tries, code_window),
      community_code_tries(config.community_code_tries, code_window),
      notice_tries(config.failed_sign_ins_per_minute, std::chrono::minutes(1)),
      hub(
          StreamHub::Limits{.streams_max = config.streams_max},
          [this](CommunityId community, std::int64_t seq, std::int32_t limit) {
              std::vector<app::Event> events;
              try {
                  context.store.read(community, [&](const app::Reader& reader) {
                      events = reader.events_after(seq, limit);
                  });
              } catch (const app::StoreFailure& failure) {
                  log.write("error", "store_failed", {{"words", failure.what()}});
              }
              return events;
          },
          [this](CommunityId community) {
              std::optional<std::vector<SessionId>> live;
              try {
                  context.store.read(community, [&](const app::Reader& reader) {
                      live = reader.live_sessions(context.clock.now());
                  });
              } catch (const app::StoreFailure& failure) {
                  log.write("error", "store_failed", {{"words", failure.what()}});
              }
              return live;
          }) {}

std::string session_cookie_name(const Place& place, bool secure) {
    return (secure ? "__Host-louxia_" : "louxia_") + place.slug;
}

std::string session_token(const Request& request, const Place& place) {
    return cookie(request, session_cookie_name(place, request.secure));
}

std::string session_cookie(const Place& place, std::string_view token, std::int64_t seconds,
                           bool secure) {
    return session_cookie_name(place, secure) + "=" + std::string(token) +
           "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Lax" +
           (secure ? "; Secure" : "");
}

namespace {

void renew(Site& site, const Request& request, const Place& place, const std::string& token,
           app::Caller& caller) {
    std::optional<app::RenewedSession> renewed;
    const Result<void> done =
        site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
            renewed = app::renew_session(site.context, token, writer);
            return {};
        });
    if (!done || !renewed) {
        site.log.write("warning", "session_not_renewed", {});
        return;
    }
    caller.session = renewed->id;
    request.renewal.token = renewed->token == token ? std::string{} : renewed->token;
    const std::int64_t seconds = (renewed->ends_at - site.context.clock.now()) / second_ms;
    request.renewal.set_cookie = session_cookie(place, renewed->token, seconds, request.secure);
}

}  // namespace

app::Caller caller_of(Site& site, const Request& request, const Place& place) {
    app::Caller nobody;
    nobody.community = place.community;
    const std::string token = session_token(request, place);
    if (token.empty() || token.size() > token_bytes_max) {
        return nobody;
    }
    std::optional<app::FoundSession> found = site.sessions.find(place.community, token);
    if (!found) {
        return nobody;
    }
    if (found->caller.member) {
        take_or_throw(site.account_rate, found->caller.member->id.text(), request);
    }
    if (found->renew) {
        renew(site, request, place, token, found->caller);
    }
    return found->caller;
}

Result<Place> api_place(Site& site, const Request& request) {
    const std::optional<std::string> slug = request.parameter("community");
    std::optional<Place> place = slug ? site.places.find(*slug) : site.places.only();
    if (place) {
        return *place;
    }
    return slug ? refuse(ErrorCode::not_found, "community")
                : refuse(ErrorCode::missing_field, "community");
}

SignInAnswer sign_in(Site& site, const Request& request, const Place& place,
                     const api::SignIn::Request& proof) {
    const std::string address = counted_address(request.address);
    const std::string pair = place.slug + " " + address;
    const bool typed = !proof.code.empty();
    SignInAnswer answer;
    answer.retry_after_s = typed ? site.code_tries.take(pair) : site.secret_tries.wait_s(address);
    if (typed && answer.retry_after_s == 0) {
        answer.retry_after_s = site.community_code_tries.take(place.slug);
    }
    if (answer.retry_after_s > 0) {
        answer.result = refuse(ErrorCode::rate_limited);
        return answer;
    }
    const app::InviteProof hashed = app::proof_of(site.context, place.community, proof);
    const std::string device = device_words(request.header("User-Agent"));
    const Result<void> committed =
        site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
            answer.result = app::sign_in(site.context, hashed, device, writer);
            return answer.result ? Result<void>{} : Result<void>{answer.result.error()};
        });
    if (!committed) {
        answer.result = committed.error();
        if (!typed) {
            static_cast<void>(site.secret_tries.take(address));
        }
        return answer;
    }
    if (typed) {
        site.code_tries.forgive(pair);
        site.community_code_tries.forgive(place.slug);
    }
    return answer;
}

SignInAnswer ask_in(Site& site, const Request& request, const Place& place,
                    const api::AskIn::Request& asked) {
    SignInAnswer answer;
    answer.retry_after_s =
        site.code_tries.take("ask " + place.slug + " " + counted_address(request.address));
    if (answer.retry_after_s > 0) {
        answer.result = refuse(ErrorCode::rate_limited);
        return answer;
    }
    const std::string device = device_words(request.header("User-Agent"));
    const Result<void> committed =
        site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
            answer.result = app::ask_in(site.context, asked, device, writer);
            return answer.result ? Result<void>{} : Result<void>{answer.result.error()};
        });
    if (!committed) {
        answer.result = committed.error();
        answer.retry_after_s = committed.error().code == ErrorCode::rate_limited ? 3600 : 0;
    }
    return answer;
}

std::string device_words(std::string_view user_agent) {
    struct Sign {
        std::string_view mark;
        std::string_view word;
    };
    // The first that fits: each later one is also said by those before it.
    constexpr Sign systems[] = {{"HarmonyOS", "HarmonyOS"}, {"iPad", "iPad"},
                                {"iPhone", "iPhone"},       {"Android", "Android"},
                                {"Windows", "Windows"},     {"CrOS", "ChromeOS"},
                                {"Mac OS X", "Mac"},        {"Linux", "Linux"}};
    constexpr Sign browsers[] = {
        {"MicroMessenger", "WeChat"}, {"QQBrowser", "QQ"},        {"UCBrowser", "UC"},
        {"DingTalk", "DingTalk"},     {"AlipayClient", "Alipay"}, {"Edg", "Edge"},
        {"Firefox", "Firefox"},       {"FxiOS", "Firefox"},       {"SamsungBrowser", "Samsung"},
        {"CriOS", "Chrome"},          {"Chrome", "Chrome"},       {"Safari", "Safari"}};
    const auto first_of = [&](const auto& signs) {
        for (const Sign& sign : signs) {
            if (user_agent.find(sign.mark) != std::string_view::npos) return std::string(sign.word);
        }
        return std::string{};
    };
    const std::string system = first_of(systems);
    const std::string browser = first_of(browsers);
    return system + (system.empty() || browser.empty() ? "" : " · ") + browser;
}

}  // namespace louxia::http
