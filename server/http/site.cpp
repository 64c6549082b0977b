#include "server/http/site.hpp"

#include "server/app/store_failure.hpp"
#include "server/http/guard.hpp"

namespace louxia::http {
namespace {

constexpr std::size_t token_bytes_max = 128;

}  // namespace

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

SignInLimit::Window& SignInLimit::window_of(const std::string& address) {
    const auto now = std::chrono::steady_clock::now();
    if (windows_.size() >= addresses_max) {
        windows_.clear();
    }
    Window& window = windows_[address];
    if (now - window.began > std::chrono::minutes(1)) {
        window = Window{now, 0};
    }
    return window;
}

bool SignInLimit::allows(const std::string& address) {
    const std::lock_guard lock(mutex_);
    return window_of(address).failures < per_minute_;
}

void SignInLimit::count_failure(const std::string& address) {
    const std::lock_guard lock(mutex_);
    ++window_of(address).failures;
}

Site::Site(app::Context& context_, Config config_)
    : context(context_),
      config(std::move(config_)),
      log(config.log_sink),
      assets(config.web_root),
      places(context.store),
      sign_in_limit(config.failed_sign_ins_per_minute),
      hub(StreamHub::Limits{.streams_max = config.streams_max},
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
          }) {}

std::string session_cookie_name(const Place& place) {
    return "louxia_" + place.slug;
}

std::string session_cookie(const Place& place, std::string_view token, std::int64_t seconds,
                           bool secure) {
    return session_cookie_name(place) + "=" + std::string(token) +
           "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Lax" +
           (secure ? "; Secure" : "");
}

app::Caller caller_of(Site& site, const Request& request, const Place& place) {
    app::Caller nobody;
    nobody.community = place.community;
    const std::string token = cookie(request, session_cookie_name(place));
    if (token.empty() || token.size() > token_bytes_max) {
        return nobody;
    }
    std::optional<app::FoundSession> found;
    site.context.store.read(place.community, [&](const app::Reader& reader) {
        found = app::find_session(site.context, reader, token);
    });
    if (!found) {
        return nobody;
    }
    if (found->renew) {
        const Result<void> renewed =
            site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
                app::renew_session(site.context, token, writer);
                return {};
            });
        if (!renewed) {
            site.log.write("warning", "session_not_renewed", {});
        }
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

Result<app::SignedIn> sign_in(Site& site, const Request& request, const Place& place,
                              const api::SignIn::Request& secret) {
    if (!site.sign_in_limit.allows(request.address)) {
        return refuse(ErrorCode::rate_limited);
    }
    Result<app::SignedIn> signed_in = refuse(ErrorCode::unavailable);
    const Result<void> committed =
        site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
            signed_in = app::sign_in(site.context, secret, writer);
            return signed_in ? Result<void>{} : Result<void>{signed_in.error()};
        });
    if (!committed) {
        if (committed.error().code == ErrorCode::not_found) {
            site.sign_in_limit.count_failure(request.address);
        }
        return committed.error();
    }
    return signed_in;
}

}  // namespace louxia::http
