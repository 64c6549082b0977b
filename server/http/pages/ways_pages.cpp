#include "server/app/identity_provider.hpp"
#include "server/http/pages/forms.hpp"

/// Ways to sign in beside an invite: passkeys, and an identity provider when one is configured.
namespace louxia::http {
namespace {

std::string flow_cookie_name(const Page& page) {
    return (page.request.secure ? "__Host-louxia_flow_" : "louxia_flow_") + page.place->slug;
}

std::string flow_cookie(const Page& page, std::string_view secret) {
    const std::int64_t seconds = secret.empty() ? 0 : identity_flow_ms / second_ms;
    return flow_cookie_name(page) + "=" + std::string(secret) +
           "; Path=/; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Lax" +
           (page.request.secure ? "; Secure" : "");
}

std::string redirect_uri(const Page& page) {
    return absolute_url(page, "/c/" + page.place->slug + "/identity/back");
}

std::string used_words(const Page& page, const LocalClock& clock, Instant made, Instant used) {
    const std::string first = day_time(page.language, clock, made);
    return used.is_set() ? page.say("way_used", {{"first", first},
                                                 {"last", day_time(page.language, clock, used)}})
                         : page.say("way_made", {{"first", first}});
}

void put_ways(const Page& page, View& view, const LocalClock& clock, const app::Reader& reader) {
    app::Context& context = page.site.context;
    View passkeys = view_list();
    const auto keys = app::list_passkeys(context, page.caller, {}, reader);
    for (const auto& key : keys.ok() ? keys->passkeys : std::vector<api::PasskeyView>{}) {
        View one;
        put(one, "device", key.device.empty() ? page.say("unknown_device") : key.device);
        put(one, "passkey", key.passkey.text());
        put(one, "key", context.secrets.make_secret());
        put(one, "words", used_words(page, clock, key.made_at, key.used_at));
        passkeys.push_back(one);
    }
    view.set("passkeys", passkeys);
    put_flag(view, "passkeys_offered", passkey_site(page.site, page.request).has_value());
    View identities = view_list();
    const auto linked = app::list_identities(context, page.caller, {}, reader);
    for (const auto& each : linked.ok() ? linked->identities : std::vector<api::IdentityView>{}) {
        View one;
        put(one, "name", each.provider);
        put(one, "identity", each.identity.text());
        put(one, "key", context.secrets.make_secret());
        put(one, "words", used_words(page, clock, each.linked_at, {}));
        identities.push_back(one);
    }
    view.set("identities", identities);
    if (context.identities != nullptr) {
        const std::string label = context.identities->label();
        put(view, "provider", label);
        put(view, "link_words", page.say("link_identity", {{"provider", label}}));
    }
}

Response ways_page(const Page& page, int status, std::string_view problem,
                   std::string_view notice) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("ways_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("ways_title"), "/c/" + page.place->slug + "/me/devices");
        put_if(view, "problem", problem);
        put_if(view, "notice", notice);
        put_ways(page, view, clock, reader);
        put_form(page, view);
        view.set("boot", View(false));
        put(view, "in_js", page.site.assets.address_of("in.js"));
        body = render_page("ways", view);
    });
    return html(page, status, std::move(body));
}

Response refused_ways(const Page& page, const Error& error) {
    return ways_page(page, api::http_status(error.code), error_text(page.language, error.code), {});
}

/// A page that says something and leads on.
Response words_page(const Page& page, int status, std::string_view heading, std::string_view words,
                    std::string_view href, std::string_view label) {
    View view = base_view(page, heading, "");
    put(view, "heading", heading);
    put(view, "words", words);
    put(view, "href", href);
    put(view, "label", label);
    view.set("boot", View(false));
    return html(page, status, render_page("words", view));
}

/// Leads to the provider by a link of its own: a form's answer may not lead off this site.
Response go_to_provider(const Page& page, bool link) {
    Result<app::IdentityStart> start = refuse(ErrorCode::unavailable);
    const Result<void> committed = page.site.context.store.transact(
        page.place->community, [&](app::Writer& writer) -> Result<void> {
            start = app::begin_identity(page.site.context, page.caller, link, redirect_uri(page),
                                        writer);
            return start ? Result<void>{} : Result<void>{start.error()};
        });
    if (!committed) {
        return not_found_page(page);
    }
    const std::string label = page.site.context.identities->label();
    Response response =
        words_page(page, 200, page.say("identity_go_heading", {{"provider", label}}),
                   page.say(link ? "identity_go_link" : "identity_go_words", {{"provider", label}}),
                   start->url, page.say("identity_go", {{"provider", label}}));
    response.set_header("Set-Cookie", flow_cookie(page, start->secret));
    return response;
}

Response answer_ways(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return refused_ways(page, form.error());
    }
    const std::string step = form->get("step");
    if (step == "link") {
        return go_to_provider(page, true);
    }
    Result<std::string> next = refuse(ErrorCode::not_found);
    if (step == "end_passkey") {
        const auto passkey = PasskeyId::parse(form->get("passkey"));
        next = run_form<api::EndPasskey>(
            page, *form, {passkey.value_or(PasskeyId{})},
            [&](const api::ListPasskeys::Response&) { return page.request.path; });
    } else if (step == "end_identity") {
        const auto identity = IdentityId::parse(form->get("identity"));
        next = run_form<api::EndIdentity>(
            page, *form, {identity.value_or(IdentityId{})},
            [&](const api::ListIdentities::Response&) { return page.request.path; });
    }
    return next ? see_other(*next) : refused_ways(page, next.error());
}

Response identity_failed(const Page& page, ErrorCode code) {
    const std::string label = page.site.context.identities->label();
    const char* words = code == ErrorCode::unavailable ? "identity_unavailable"
                        : code == ErrorCode::conflict  ? "identity_of_another"
                                                       : "identity_failed";
    return words_page(page, api::http_status(code),
                      page.say("identity_failed_heading", {{"provider", label}}),
                      page.say(words, {{"provider", label}}), "/c/" + page.place->slug + "/in",
                      page.say("come_in"));
}

Response slowed(const Page& page, std::int64_t wait_s) {
    Response response = identity_failed(page, ErrorCode::rate_limited);
    response.set_header("Retry-After", std::to_string(wait_s));
    return response;
}

Response answer_go(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), false);
    if (!page || site.context.identities == nullptr) {
        return error_page(site, request, 404);
    }
    if (const auto form = read_form(*page, false); !form) {
        return come_in_first(*page, {});
    }
    // A flow is a row: nobody makes more of them than wrong tries are allowed.
    const std::string address = counted_address(request.address);
    if (const std::int64_t wait = site.secret_tries.take(address); wait > 0) {
        return slowed(*page, wait);
    }
    return go_to_provider(*page, false);
}

/// The transaction that ends the flow; its refusal is no reason to keep it.
Result<IdentityFlow> take_flow(const Page& page, const std::string& secret) {
    Result<IdentityFlow> flow = refuse(ErrorCode::unavailable);
    const Result<void> committed = page.site.context.store.transact(
        page.place->community, [&](app::Writer& writer) -> Result<void> {
            flow = app::take_identity_flow(page.site.context, secret,
                                           page.request.parameter("state").value_or(""), writer);
            return {};
        });
    return committed ? flow : Result<IdentityFlow>{committed.error()};
}

Response linked(const Page& page, const IdentityFlow& flow, const std::string& subject) {
    const Result<void> done = page.site.context.store.transact(
        page.place->community, [&](app::Writer& writer) -> Result<void> {
            return app::link_identity(page.site.context, flow, subject, writer);
        });
    return done ? see_other("/c/" + page.place->slug + "/me/ways")
                : identity_failed(page, done.error().code);
}

Response signed_in(const Page& page, const std::string& subject) {
    Result<app::SignedIn> in = refuse(ErrorCode::unavailable);
    const std::string device = device_words(page.request.header("User-Agent"));
    const Result<void> committed = page.site.context.store.transact(
        page.place->community, [&](app::Writer& writer) -> Result<void> {
            in = app::sign_in_by_identity(page.site.context, subject, device, writer);
            return in ? Result<void>{} : Result<void>{in.error()};
        });
    return committed ? come_in(page, in.value()) : identity_failed(page, committed.error().code);
}

Response come_back(const Page& page, const std::string& secret) {
    const auto flow = take_flow(page, secret);
    if (!flow) {
        return identity_failed(page, flow.error().code);
    }
    const std::string issuer = page.request.parameter("iss").value_or("");
    const std::string code = page.request.parameter("code").value_or("");
    // RFC 9207: who answers says so, if at all, truthfully.
    if (code.empty() || (!issuer.empty() && issuer != page.site.context.identities->issuer())) {
        return identity_failed(page, ErrorCode::not_allowed);
    }
    const auto subject = app::ask_identity(page.site.context, secret, code, redirect_uri(page));
    if (!subject) {
        // What the provider says is no secret of anybody's; which check failed helps its operator.
        page.site.log.write("warning", "identity_refused",
                            {{"error", std::string(error_word(subject.error().code))},
                             {"field", subject.error().field}});
        return identity_failed(page, subject.error().code);
    }
    return flow->member.is_set() ? linked(page, flow.value(), subject.value())
                                 : signed_in(page, subject.value());
}

Response answer_back(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), false);
    if (!page || site.context.identities == nullptr) {
        return error_page(site, request, 404);
    }
    const std::string address = counted_address(request.address);
    if (const std::int64_t wait = site.secret_tries.wait_s(address); wait > 0) {
        return slowed(*page, wait);
    }
    Response response = come_back(*page, cookie(request, flow_cookie_name(*page)));
    response.status >= 400 ? static_cast<void>(site.secret_tries.take(address))
                           : site.secret_tries.forgive(address);
    response.set_header("Set-Cookie", flow_cookie(*page, ""));
    return response;
}

}  // namespace

void add_ways_pages(Router& router, Site& site) {
    router.add("GET", "/c/{community}/me/ways", "page_ways",
               [&site](const Request& request, const api::Parameters& parts) {
                   return for_roles(site, request, parts, api::new_phone_roles,
                                    [](const Page& page) { return ways_page(page, 200, {}, {}); });
               });
    router.add("POST", "/c/{community}/me/ways", "form_ways",
               [&site](const Request& request, const api::Parameters& parts) {
                   return for_roles(site, request, parts, api::new_phone_roles, answer_ways);
               });
    router.add("POST", "/c/{community}/identity/go", "form_identity",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_go(site, request, parts);
               });
    router.add("GET", "/c/{community}/identity/back", "page_identity_back",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_back(site, request, parts);
               });
}

}  // namespace louxia::http
