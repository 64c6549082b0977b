#include "server/http/server.hpp"

#include <sys/resource.h>

#include <array>
#include <chrono>
#include <mutex>

#include "server/app/store_failure.hpp"
#include "server/http/engine.hpp"
#include "server/http/guard.hpp"
#include "server/http/pages/pages.hpp"
#include "server/http/site.hpp"

namespace louxia::http {
namespace {

constexpr std::string_view page_policy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";
constexpr std::string_view data_policy = "default-src 'none'; frame-ancestors 'none'";

/// A stream is an open file, and what a process may open by itself is often a thousand.
void allow_all_files() {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
}

/// What no handler says itself, and what may be said for it.
std::string security_lines(bool page, bool secure, bool policy, bool caching) {
    std::string lines;
    const auto add = [&lines](std::string_view name, std::string_view value) {
        lines.append(name).append(": ").append(value).append("\r\n");
    };
    if (policy) {
        add("Content-Security-Policy", page ? page_policy : data_policy);
    }
    if (caching) {
        add("Cache-Control", "no-store");
    }
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    if (page) {
        add("Cross-Origin-Opener-Policy", "same-origin");
        add("X-Frame-Options", "DENY");
        add("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()");
    }
    if (secure) {
        add("Strict-Transport-Security", "max-age=31536000");
    }
    return lines;
}

/// The same, made once for each choice.
std::string_view kept_security_lines(bool page, bool secure, bool policy, bool caching) {
    static const std::array<std::string, 16> all = [] {
        std::array<std::string, 16> made;
        for (std::size_t choice = 0; choice < made.size(); ++choice) {
            made[choice] = security_lines((choice & 8U) != 0, (choice & 4U) != 0,
                                          (choice & 2U) != 0, (choice & 1U) != 0);
        }
        return made;
    }();
    return all[(page ? 8U : 0U) + (secure ? 4U : 0U) + (policy ? 2U : 0U) + (caching ? 1U : 0U)];
}

bool has_header(const Response& response, std::string_view name) {
    for (const auto& header : response.headers) {
        if (header.first == name) {
            return true;
        }
    }
    return false;
}

/// Unless the handler has said itself what becomes of the session.
void add_renewal(const std::string& set_cookie, Response& response) {
    const std::string_view name = std::string_view(set_cookie).substr(0, set_cookie.find('=') + 1);
    for (const auto& header : response.headers) {
        if (header.first == "Set-Cookie" && header.second.compare(0, name.size(), name) == 0) {
            return;
        }
    }
    response.set_header("Set-Cookie", set_cookie);
}

void add_security_headers(const Request& request, Response& response) {
    // A browser puts a 304's headers into the answer it kept, which has all of these already.
    if (response.status == 304) {
        return;
    }
    const bool page = response.content_type.rfind("text/html", 0) == 0;
    response.common_lines =
        kept_security_lines(page, request.secure, !has_header(response, "Content-Security-Policy"),
                            !has_header(response, "Cache-Control"));
}

}  // namespace

struct Server::Parts {
    Parts(app::Context& context, Config config)
        : site(std::make_shared<Site>(context, std::move(config))),
          engine(
              Engine::Limits{.threads_max = site->config.connections_max,
                             .per_address_max = site->config.connections_per_address},
              [this](const Request& request) { return answer(request); },
              [this](const Request& request, Response& response) { finish(request, response); }) {
        add_api_routes(router, *site);
        add_event_routes(router, *site);
        add_file_routes(router, *site);
        add_page_routes(router, *site);
        add_payment_routes(router, *site);
        add_crowd_routes(router, *site);
        for (const std::string_view name : router.names()) {
            site->metrics.add_route(name);
        }
        site->metrics.add_route(no_route);
        site->metrics.add_route("refused_early");
    }

    Response answer(const Request& request) {
        const Router::Found found = router.find(request.method, request.path);
        Response response;
        try {
            if (found.counted) {
                count_for_address(*site, request);
            }
            response = found.handler == nullptr ? no_such_route(request, found.allowed)
                                                : (*found.handler)(request, found.parts);
        } catch (const TooManyRequests& refused) {
            response = too_many(request, refused.retry_after_s);
        } catch (const app::StoreFailure& failure) {
            site->log.write("error", "store_failed",
                            {{"route", found.name}, {"words", failure.what()}});
            const bool full = failure.kind() == app::StoreFailure::Kind::disk_full;
            response = full ? failed(request, 507, "disk") : failed(request, 503);
        } catch (const std::exception& failure) {
            site->log.write("error", "request_failed",
                            {{"route", found.name}, {"words", failure.what()}});
            response = failed(request, 500);
        }
        response.route = found.handler == nullptr ? no_route : found.name;
        return response;
    }

    [[nodiscard]] Response too_many(const Request& request, std::int64_t retry_after_s) const {
        Response response = is_page_path(request.path) ? error_page(*site, request, 429)
                                                       : refusal(ErrorCode::rate_limited);
        response.set_header("Retry-After", std::to_string(retry_after_s));
        return response;
    }

    [[nodiscard]] Response failed(const Request& request, int status,
                                  const std::string& field = {}) const {
        if (is_page_path(request.path)) {
            return error_page(*site, request, status);
        }
        return refusal(status, ErrorCode::unavailable, field);
    }

    [[nodiscard]] Response no_such_route(const Request& request, const std::string& allowed) const {
        if (!allowed.empty()) {
            Response response = refusal(405, ErrorCode::malformed, "method");
            response.set_header("Allow", allowed);
            return response;
        }
        return is_page_path(request.path) && request.method != "POST"
                   ? error_page(*site, request, 404)
                   : refusal(ErrorCode::not_found);
    }

    void finish(const Request& request, Response& response) {
        if (!request.renewal.set_cookie.empty()) {
            add_renewal(request.renewal.set_cookie, response);
        }
        add_security_headers(request, response);
        if (response.status == 429 && !has_header(response, "Retry-After")) {
            response.set_header("Retry-After", "60");
        }
        const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
                             std::chrono::steady_clock::now().time_since_epoch())
                             .count();
        const std::int64_t us = response.began_at_us == 0 ? 0 : now - response.began_at_us;
        site->metrics.count(response.route, response.status, us, response.body_bytes());
        if (site->config.log_requests) {
            site->log.write("info", "request",
                            {{"method", request.method}, {"route", response.route}},
                            {{"status", response.status},
                             {"us", us},
                             {"bytes", static_cast<std::int64_t>(response.body_bytes())}});
        }
    }

    static constexpr std::string_view no_route = "none";
    std::shared_ptr<Site> site;
    Router router;
    Engine engine;
    bool started = false;
    std::mutex stopping;
};

Server::Server(app::Context& context, Config config)
    : parts_(std::make_unique<Parts>(context, std::move(config))) {}

Server::~Server() {
    stop();
}

Result<void> Server::start() {
    allow_all_files();
    Site& site = *parts_->site;
    if (!parts_->engine.bind(site.config.bind, site.config.port)) {
        return refuse(ErrorCode::unavailable, "port");
    }
    // The store outlives this server, and so may its listener.
    site.context.store.on_events([weak = std::weak_ptr<Site>(parts_->site)](
                                     CommunityId community, const std::vector<app::Event>& events) {
        const auto alive = weak.lock();
        if (alive && !events.empty()) {
            alive->cache.on_seq(community, events.back().seq);
            alive->hub.on_events(community, events);
        }
    });
    parts_->engine.start();
    parts_->started = true;
    return {};
}

int Server::port() const noexcept {
    return parts_->engine.port();
}

void Server::stop() {
    const std::lock_guard lock(parts_->stopping);
    if (!parts_->started) {
        return;
    }
    parts_->started = false;
    parts_->site->hub.close();
    parts_->engine.stop();
    parts_->site->log.flush();
}

Log& Server::log() {
    return parts_->site->log;
}

}  // namespace louxia::http
