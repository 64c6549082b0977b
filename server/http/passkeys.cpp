#include <algorithm>

#include "server/app/encodings.hpp"
#include "server/http/site.hpp"

/// Making passkeys and signing in with them: challenges, and which site they are for.
namespace louxia::http {
namespace {

constexpr auto challenge_window = std::chrono::minutes(5);

std::string to_add(const app::Caller& caller) {
    return "add " + caller.session.text();
}

std::string to_sign_in(const Place& place) {
    return "in " + place.slug;
}

/// The host of "https://louxia.example:8443".
std::string host_in(const std::string& origin) {
    const std::string host = origin.substr(origin.find("://") + 3);
    return host.substr(0, host.find(':'));
}

}  // namespace

std::string Challenges::make(app::Secrets& secrets, const std::string& owner,
                             const std::string& purpose) {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    std::erase_if(live_, [&](const Live& one) { return one.ends_at <= now; });
    const auto is_owners = [&](const Live& one) { return one.owner == owner; };
    const auto count =
        static_cast<std::size_t>(std::count_if(live_.begin(), live_.end(), is_owners));
    if (count >= of_owner_max) {
        live_.erase(std::find_if(live_.begin(), live_.end(), is_owners));
    } else if (live_.size() >= live_max) {
        live_.erase(live_.begin());
    }
    Live& made = live_.emplace_back();
    made.challenge = app::base64url(app::sha256(secrets.make_secret() + secrets.make_secret()));
    made.owner = owner;
    made.purpose = purpose;
    made.ends_at = now + challenge_window;
    return made.challenge;
}

bool Challenges::take(const std::string& challenge, const std::string& purpose) {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(live_.begin(), live_.end(), [&](const Live& one) {
        return one.challenge == challenge && one.purpose == purpose && one.ends_at > now;
    });
    if (found == live_.end()) {
        return false;
    }
    live_.erase(found);
    return true;
}

std::optional<app::PasskeySite> passkey_site(const Site& site, const Request& request) {
    std::string origin = site.config.public_url;
    while (!origin.empty() && origin.back() == '/') {
        origin.pop_back();
    }
    if (origin.empty()) {
        origin = (request.secure ? "https://" : "http://") + request.header("Host");
    }
    const std::string host = host_in(origin);
    const bool safe = origin.rfind("https://", 0) == 0 || host == "localhost";
    if (!safe || site.context.passkeys == nullptr) {
        return std::nullopt;
    }
    return app::PasskeySite{host, origin};
}

LimitedAnswer<api::BeginPasskey::Response> begin_passkey(Site& site, const Request& request,
                                                         const app::Caller& caller) {
    LimitedAnswer<api::BeginPasskey::Response> answer;
    const auto where = passkey_site(site, request);
    if (!where || !caller.member) {
        answer.result = refuse(ErrorCode::not_found);
        return answer;
    }
    api::BeginPasskey::Response response;
    response.challenge =
        site.challenges.make(site.context.secrets, caller.member->id.text(), to_add(caller));
    response.site = where->id;
    response.user = app::base64url(
        app::sha256("member " + caller.community.text() + " " + caller.member->id.text()));
    response.nickname = caller.member->nickname;
    site.context.store.read(caller.community, [&](const app::Reader& reader) {
        for (const Passkey& passkey : reader.passkeys_of(caller.member->id)) {
            response.known.push_back(passkey.credential);
        }
    });
    answer.result = std::move(response);
    return answer;
}

LimitedAnswer<api::ListPasskeys::Response> add_passkey(Site& site, const Request& request,
                                                       const app::Caller& caller,
                                                       const api::AddPasskey::Request& asked) {
    LimitedAnswer<api::ListPasskeys::Response> answer;
    const auto where = passkey_site(site, request);
    if (!where) {
        answer.result = refuse(ErrorCode::not_found);
        return answer;
    }
    const auto challenge = app::challenge_in(*where, "webauthn.create", asked.client_data);
    if (!challenge || !site.challenges.take(challenge.value(), to_add(caller))) {
        answer.result = refuse(ErrorCode::invalid_value, "client_data");
        return answer;
    }
    const auto passkey = app::read_passkey(site.context, *where, asked);
    if (!passkey) {
        answer.result = passkey.error();
        return answer;
    }
    const std::string device = device_words(request.header("User-Agent"));
    const Result<void> committed =
        site.context.store.transact(caller.community, [&](app::Writer& writer) -> Result<void> {
            answer.result = app::add_passkey(site.context, caller, passkey.value(), device, writer);
            return answer.result ? Result<void>{} : Result<void>{answer.result.error()};
        });
    if (!committed) {
        answer.result = committed.error();
    }
    return answer;
}

LimitedAnswer<api::BeginPasskeySignIn::Response> begin_passkey_sign_in(Site& site,
                                                                       const Request& request,
                                                                       const Place& place) {
    LimitedAnswer<api::BeginPasskeySignIn::Response> answer;
    const auto where = passkey_site(site, request);
    if (!where) {
        answer.result = refuse(ErrorCode::not_found);
        return answer;
    }
    answer.result = api::BeginPasskeySignIn::Response{
        site.challenges.make(site.context.secrets, counted_address(request.address),
                             to_sign_in(place)),
        where->id};
    return answer;
}

SignInAnswer passkey_sign_in(Site& site, const Request& request, const Place& place,
                             const api::PasskeySignIn::Request& asked) {
    const std::string address = counted_address(request.address);
    SignInAnswer answer;
    answer.retry_after_s = site.secret_tries.wait_s(address);
    if (answer.retry_after_s > 0) {
        answer.result = refuse(ErrorCode::rate_limited);
        return answer;
    }
    answer.result = refuse(ErrorCode::not_found);
    const auto where = passkey_site(site, request);
    const auto challenge = where ? app::challenge_in(*where, "webauthn.get", asked.client_data)
                                 : Result<std::string>{refuse(ErrorCode::not_found)};
    if (challenge && site.challenges.take(challenge.value(), to_sign_in(place))) {
        const std::string device = device_words(request.header("User-Agent"));
        const Result<void> committed =
            site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
                answer.result =
                    app::sign_in_by_passkey(site.context, *where, asked, device, writer);
                return answer.result ? Result<void>{} : Result<void>{answer.result.error()};
            });
        if (!committed) {
            answer.result = committed.error();
        }
    }
    if (!answer.result) {
        static_cast<void>(site.secret_tries.take(address));
    }
    return answer;
}

}  // namespace louxia::http
