#include "server/app/identity_provider.hpp"
#include "server/http/pages/frame.hpp"

/// Coming in by invite, going out, and "me".
namespace louxia::http {
namespace {

/// A path of this site and nothing else; the community's home otherwise.
std::string safe_next(const Page& page, const std::string& next) {
    // Browsers drop tabs and line feeds from addresses and take a backslash for a slash.
    bool ours = next.size() > 1 && next.size() < 2000 && next[0] == '/' && next[1] != '/';
    for (const char letter : next) {
        ours = ours && letter > ' ' && letter <= '~' && letter != '\\';
    }
    return ours ? next : "/c/" + page.place->slug;
}

std::string landing_of(const Page& page, Role role) {
    const std::string home = "/c/" + page.place->slug;
    switch (role) {
        case Role::resident:
        case Role::operator_role: return home;
        case Role::leader: return home + "/leader";
        case Role::shop: return home + "/shop";
        case Role::courier: return home + "/courier";
        case Role::kiosk: return home + "/kiosk";
    }
    return home;
}

Response invite_page(const Page& page, int status, std::string_view problem,
                     std::string_view next) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, "", "");
        put_community(page, view, reader);
        const std::string title = page.say(
            "invite_page_title", {{"community", view.get("community_name")->string_value()}});
        put(view, "title", title);
        put(view, "title_words", title);
        put_bar(view, page.say("invite_title"), "/c/" + page.place->slug);
        put_if(view, "problem", problem);
        put(view, "next", next);
        put_flag(view, "passkeys", passkey_site(page.site, page.request).has_value());
        if (page.site.context.identities != nullptr) {
            const std::string label = page.site.context.identities->label();
            put(view, "identity", page.say("identity_sign_in", {{"provider", label}}));
        }
        // Two that exchange the same secret would spend it for nothing: the client waits.
        view.set("boot", View(false));
        put(view, "in_js", page.site.assets.address_of("in.js"));
        body = render_page("invite", view);
    });
    return html(page, status, std::move(body));
}

Response answer_come_in(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), false);
    if (!page) {
        return error_page(site, request, 404);
    }
    const auto form = read_form(*page, false);
    if (!form) {
        return invite_page(*page, api::http_status(form.error().code),
                           error_text(page->language, form.error().code), {});
    }
    const std::string next = form->get("next");
    const api::SignIn::Request proof = api::sign_in_request(form->get("secret"));
    const Result<void> checked = api::SignIn::check(proof);
    SignInAnswer answer;
    answer.result = checked.ok() ? Result<app::SignedIn>{refuse(ErrorCode::not_found)}
                                 : Result<app::SignedIn>{checked.error()};
    if (checked) {
        answer = sign_in(site, request, *page->place, proof);
    }
    const auto& signed_in = answer.result;
    if (!signed_in && signed_in.error().code == ErrorCode::rate_limited) {
        const std::string minutes = std::to_string((answer.retry_after_s + 59) / 60);
        Response limited =
            invite_page(*page, 429, page->say("invite_too_often", {{"minutes", minutes}}), next);
        limited.set_header("Retry-After", std::to_string(answer.retry_after_s));
        return limited;
    }
    if (!signed_in) {
        return invite_page(*page, 404, page->say("invite_failed"), next);
    }
    return come_in(*page, signed_in.value(), next);
}

std::string pending_until(const Page& page, const LocalClock& clock,
                          const std::optional<Admission>& admission) {
    return admission
               ? page.say(
                     "pending_until",
                     {{"when", day_time(page.language, clock, admission->asked_at + admission_ms)}})
               : std::string{};
}

Response answer_me(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    if (!page->caller.member) {
        return come_in_first(*page, request.path);
    }
    std::string body;
    site.context.store.read(page->place->community, [&](const app::Reader& reader) {
        const auto me = app::get_me(site.context, page->caller, {}, reader);
        if (!me) {
            return;
        }
        View view = base_view(*page, page->say("me_title"), "me");
        const LocalClock clock = put_community(*page, view, reader);
        put_bar(view, page->say("me_title"), "/c/" + page->place->slug);
        put(view, "nickname", me->nickname);
        put(view, "address", me->address ? full_address(page->language, *me->address) : "");
        const auto admission = reader.admission(page->caller.member->id);
        const bool over = admission && is_over(*admission, clock.now);
        if (me->role == Role::resident && !me->address) {
            put(view, "pending",
                over ? page->say("pending_over")
                     : page->say("pending_words") + " " + pending_until(*page, clock, admission));
        }
        if (admission && admission->group.is_set() && !over) {
            put(view, "pending_group", admission->group.text());
        }
        put_flag(view, "neighbours", api::household_roles.has(me->role) && me->address);
        put_flag(
            view, "pays_online",
            site.context.payments != nullptr && api::household_roles.has(me->role) && me->address);
        put(view, "wallet", yuan(me->wallet));
        put(view, "held", yuan(me->held));
        put_form(*page, view);
        body = render_page("me", view);
    });
    return body.empty() ? not_found_page(*page) : html(*page, 200, std::move(body));
}

Response answer_out(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    const auto form = read_form(*page, true);
    if (!form) {
        return invite_page(*page, api::http_status(form.error().code),
                           error_text(page->language, form.error().code), {});
    }
    const Result<void> ended = site.context.store.transact(
        page->caller.community, [&](app::Writer& writer) -> Result<void> {
            const auto done = app::sign_out(site.context, page->caller, {}, writer);
            return done ? Result<void>{} : Result<void>{done.error()};
        });
    if (!ended) {
        return error_page(site, request, 503);
    }
    site.hub.end_session(page->caller.session);
    Response response = see_other("/c/" + page->place->slug);
    response.set_header("Set-Cookie", session_cookie(*page->place, "", 0, request.secure));
    return response;
}

}  // namespace

Response come_in(const Page& page, const app::SignedIn& signed_in, const std::string& next) {
    const std::int64_t seconds = (signed_in.ends_at - page.site.context.clock.now()) / second_ms;
    Response response =
        see_other(next.empty() ? landing_of(page, signed_in.me.role) : safe_next(page, next));
    response.set_header("Set-Cookie",
                        session_cookie(*page.place, signed_in.token, seconds, page.request.secure));
    return response;
}

Response come_in_first(const Page& page, std::string_view next) {
    return invite_page(page, 401, page.say("invite_needed"), next);
}

void add_session_pages(Router& router, Site& site) {
    router.add("GET", "/c/{community}/in", "page_invite",
               [&site](const Request& request, const api::Parameters& parts) {
                   const auto page =
                       open_page(site, request, site.places.find(parts[0].second), false);
                   return page ? invite_page(*page, 200, {}, request.parameter("next").value_or(""))
                               : error_page(site, request, 404);
               });
    router.add("POST", "/c/{community}/in", "form_sign_in",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_come_in(site, request, parts);
               });
    router.add("GET", "/c/{community}/me", "page_me",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_me(site, request, parts);
               });
    router.add("POST", "/c/{community}/out", "form_sign_out",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_out(site, request, parts);
               });
}

}  // namespace louxia::http
