#include <type_traits>

#include "server/app/change.hpp"
#include "server/http/after_change.hpp"
#include "server/http/guard.hpp"
#include "server/http/site.hpp"
#include "shared/api/all.hpp"
#include "shared/api/openapi.hpp"

/// Every endpoint of shared/api, bound once: who may call it, what it may carry, which use case it
/// runs, what it answers.
namespace louxia::http {
namespace {

constexpr std::string_view json_type = "application/json";
constexpr std::int64_t cached_ms_max = 1000;  ///< how old a clock may be that a shared view tells

Response response_of(app::Reply reply) {
    Response response;
    response.status = reply.status;
    response.content_type = json_type;
    response.body = std::move(reply.body);
    return response;
}

Response response_of(const Error& error) {
    return refusal(error.code, error.field);
}

/// The query without what every endpoint takes.
api::Parameters own_query(const Request& request) {
    api::Parameters query;
    for (const auto& parameter : request.query) {
        if (parameter.first != "community") {
            query.push_back(parameter);
        }
    }
    return query;
}

Result<void> check_role(const app::Caller& caller, RoleSet roles) {
    if (roles.is_open()) {
        return {};
    }
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    if (!roles.has(caller.member->role)) {
        return refuse(ErrorCode::not_allowed);
    }
    return {};
}

/// Forms can be sent from foreign pages without asking; nothing else that a browser sends can.
bool is_form(const std::string& type) {
    return type == "application/x-www-form-urlencoded" || type == "multipart/form-data" ||
           type == "text/plain";
}

template <class E>
std::optional<Response> refuse_envelope(Site& site, const Request& request) {
    if constexpr (E::method == api::Method::post) {
        if (!is_same_origin(request, site.config.public_url)) {
            return refusal(ErrorCode::foreign_origin);
        }
        const std::string type = media_type_of(request.header("Content-Type"));
        const bool fits = api::body_of<E>() == api::Body::raw ? !type.empty() && !is_form(type)
                                                              : type == json_type;
        if (!fits) {
            return refusal(415, ErrorCode::malformed, "Content-Type");
        }
    }
    return std::nullopt;
}

template <class E>
Result<std::string> read_body(const Request& request) {
    if constexpr (E::method == api::Method::post) {
        std::optional<std::string> body = request.read_body
                                              ? request.read_body(api::body_bytes_max_of<E>())
                                              : std::optional<std::string>{std::string{}};
        if (!body) {
            return refuse(ErrorCode::too_large, "body");
        }
        return std::move(*body);
    }
    return std::string{};
}

template <class E>
Result<app::RequestKey> read_key(const Site& site, const Request& request,
                                 const app::Caller& caller, const std::string& body) {
    app::RequestKey key;
    if constexpr (api::needs_key<E>()) {
        const std::string header = request.header(api::idempotency_header);
        if (header.empty()) {
            return refuse(ErrorCode::missing_field, std::string(api::idempotency_header));
        }
        if (!api::is_idempotency_key(header)) {
            return refuse(ErrorCode::invalid_value, std::string(api::idempotency_header));
        }
        key.key = app::key_for(caller, header);
        key.body_hash =
            site.context.secrets.hash(request.method + " " + request.path + "\n" + body);
    }
    return key;
}

/// One of the open views that are the same for every reader.
template <class E>
Response cached_view(Site& site, const Request& http_request, const Place& place,
                     const typename E::Request& request) {
    const std::string key = "api:" + http_request.path;
    const auto rendered =
        site.cache.get(place.community, key, cached_ms_max, [&]() -> RenderedCache::Made {
            RenderedCache::Made made;
            made.content_type = json_type;
            app::Caller nobody;
            nobody.community = place.community;
            site.context.store.read(place.community, [&](const app::Reader& reader) {
                made.seq = reader.last_seq();
                auto view = app::UseCase<E>::run(site.context, nobody, request, reader);
                app::Reply reply = view ? app::Reply{200, api::encode(view.value())}
                                        : app::refusal_reply(view.error());
                made.status = reply.status;
                made.body = std::move(reply.body);
            });
            return made;
        });
    return rendered->response(http_request);
}

template <class E>
bool is_shared_view(const Site& site, const Place& place, const typename E::Request& request) {
    if constexpr (std::is_same_v<E, api::GetHome> || std::is_same_v<E, api::GetFeed>) {
        return true;
    } else if constexpr (std::is_same_v<E, api::GetGroup>) {
        // Made-up ids must not push real groups out of the cache.
        return site.context.store.community_of(request.group) == place.community;
    } else {
        static_cast<void>(site);
        static_cast<void>(place);
        static_cast<void>(request);
        return false;
    }
}

template <class T>
Response refused_answer(const LimitedAnswer<T>& answer) {
    Response refused = response_of(answer.result.error());
    if (answer.retry_after_s > 0) {
        refused.set_header("Retry-After", std::to_string(answer.retry_after_s));
    }
    return refused;
}

template <class T>
Response answer_limited(const LimitedAnswer<T>& answer) {
    return answer.result ? response_of(app::Reply{200, api::encode(answer.result.value())})
                         : refused_answer(answer);
}

Response answer_sign_in(Site& site, const Request& http_request, const Place& place,
                        const SignInAnswer& answer) {
    const auto& signed_in = answer.result;
    if (!signed_in) {
        return refused_answer(answer);
    }
    Response response = response_of(app::Reply{200, api::encode(signed_in->me)});
    const std::int64_t seconds = (signed_in->ends_at - site.context.clock.now()) / second_ms;
    response.set_header("Set-Cookie",
                        session_cookie(place, signed_in->token, seconds, http_request.secure));
    return response;
}

Response answer_finish_phone(Site& site, const Request& http_request, const Place& place,
                             const SignInAnswer& answer) {
    if (!answer.result && answer.result.error().code == ErrorCode::wrong_state) {
        return response_of(app::Reply{200, api::encode(api::FinishPhone::Response{})});
    }
    Response response = answer_sign_in(site, http_request, place, answer);
    if (answer.result) {
        response.body = api::encode(api::FinishPhone::Response{answer.result->me});
    }
    return response;
}

/// The endpoints that anybody may send, to come in or to look from outside.
template <class E>
inline constexpr bool is_entry =
    std::is_same_v<E, api::SignIn> || std::is_same_v<E, api::AskIn> ||
    std::is_same_v<E, api::ClaimPhone> || std::is_same_v<E, api::FinishPhone> ||
    std::is_same_v<E, api::OpenGuestLink> || std::is_same_v<E, api::AskAsGuest> ||
    std::is_same_v<E, api::BeginPasskeySignIn> || std::is_same_v<E, api::PasskeySignIn>;

template <class E>
Response run_entry(Site& site, const Request& http_request, const Place& place,
                   const typename E::Request& request) {
    if constexpr (std::is_same_v<E, api::SignIn>) {
        return answer_sign_in(site, http_request, place,
                              sign_in(site, http_request, place, request));
    } else if constexpr (std::is_same_v<E, api::AskIn>) {
        return answer_sign_in(site, http_request, place,
                              ask_in(site, http_request, place, request));
    } else if constexpr (std::is_same_v<E, api::ClaimPhone>) {
        return answer_limited(claim_phone(site, http_request, place, request));
    } else if constexpr (std::is_same_v<E, api::FinishPhone>) {
        return answer_finish_phone(site, http_request, place,
                                   finish_phone(site, http_request, place, request));
    } else if constexpr (std::is_same_v<E, api::OpenGuestLink>) {
        return answer_limited(open_guest_link(site, http_request, place, request));
    } else if constexpr (std::is_same_v<E, api::BeginPasskeySignIn>) {
        return answer_limited(begin_passkey_sign_in(site, http_request, place));
    } else if constexpr (std::is_same_v<E, api::PasskeySignIn>) {
        return answer_sign_in(site, http_request, place,
                              passkey_sign_in(site, http_request, place, request));
    } else {
        return answer_sign_in(site, http_request, place,
                              ask_as_guest(site, http_request, place, request));
    }
}

template <class E>
Response run(Site& site, const Request& http_request, const Place& place, const app::Caller& caller,
             const typename E::Request& request, const app::RequestKey& key) {
    if constexpr (is_entry<E>) {
        static_cast<void>(caller);
        static_cast<void>(key);
        return run_entry<E>(site, http_request, place, request);
    } else if constexpr (std::is_same_v<E, api::BeginPasskey>) {
        static_cast<void>(key);
        return answer_limited(begin_passkey(site, http_request, caller));
    } else if constexpr (std::is_same_v<E, api::AddPasskey>) {
        static_cast<void>(key);
        return answer_limited(add_passkey(site, http_request, caller, request));
    } else if constexpr (app::only_reads<E>()) {
        static_cast<void>(key);
        if (is_shared_view<E>(site, place, request)) {
            return cached_view<E>(site, http_request, place, request);
        }
        return response_of(app::run_read<E>(site.context, caller, request));
    } else {
        const AtStake stake = stake_of<E>(site, caller, request);
        Response response = response_of(app::run_change<E>(site.context, caller, request, key));
        if (response.status == 200) {
            settle(site, caller.community, stake);
        }
        if (std::is_same_v<E, api::SignOut> && response.status == 200) {
            site.hub.end_session(caller.session);
            response.set_header("Set-Cookie", session_cookie(place, "", 0, http_request.secure));
        }
        return response;
    }
}

template <class E>
Response answer(Site& site, const Request& request, const api::Parameters& parts) {
    if (auto refused = refuse_envelope<E>(site, request)) {
        return std::move(*refused);
    }
    const auto place = api_place(site, request);
    if (!place) {
        return response_of(place.error());
    }
    app::Caller caller;
    caller.community = place->community;
    if constexpr (!E::roles.is_open()) {
        caller = caller_of(site, request, *place);
    }
    if (const auto allowed = check_role(caller, E::roles); !allowed) {
        return response_of(allowed.error());
    }
    const api::Parameters query = own_query(request);
    if (E::method == api::Method::post && !query.empty()) {
        return response_of(Error{ErrorCode::unknown_field, query.front().first});
    }
    const auto body = read_body<E>(request);
    if (!body) {
        return response_of(body.error());
    }
    const auto key = read_key<E>(site, request, caller, body.value());
    if (!key) {
        return response_of(key.error());
    }
    const auto decoded = api::decode_request<E>(parts, query, body.value());
    if (!decoded) {
        return response_of(decoded.error());
    }
    return run<E>(site, request, *place, caller, decoded.value(), key.value());
}

}  // namespace

void add_api_routes(Router& router, Site& site) {
    api::for_each_type(api::Endpoints{}, [&]<class E>() {
        router.add(E::method == api::Method::get ? "GET" : "POST", E::path, E::name,
                   [&site](const Request& request, const api::Parameters& parts) {
                       return answer<E>(site, request, parts);
                   });
    });
    router.add("GET", "/api/openapi.json", "openapi",
               [&site](const Request& request, const api::Parameters&) {
                   const std::string url =
                       site.config.public_url.empty()
                           ? (request.secure ? "https://" : "http://") + request.header("Host")
                           : site.config.public_url;
                   Response response;
                   response.content_type = json_type;
                   response.body = api::openapi_document(url);
                   response.set_header("Cache-Control", "no-cache");
                   return response;
               });
}

}  // namespace louxia::http
