#include "server/http/pages/forms.hpp"

/// A further phone: what the old one shows and picks, and what the new one shows.
namespace louxia::http {
namespace {

std::string two_digits(std::int32_t digits) {
    const std::string text = std::to_string(digits);
    return text.size() < 2 ? "0" + text : text;
}

struct OldPhone {
    int status = 200;
    std::string problem;
    std::string link;  ///< a code that was just made
};

void put_attempt(const Page& page, View& view, const api::NewPhoneAttempt& attempt) {
    put(view, "state", word_of(attempt.state));
    const std::string device = attempt.device.empty() ? page.say("unknown_device") : attempt.device;
    switch (attempt.state) {
        case NewPhoneState::offered:
            put(view, "wait", page.say("new_phone_waits"));
            put_flag(view, "offer", true);
            return;
        case NewPhoneState::claimed: {
            put(view, "ask", page.say("new_phone_ask", {{"device", device}}));
            View choices = view_list();
            for (const std::int32_t digits : attempt.choices) {
                View one;
                put(one, "digits", two_digits(digits));
                choices.push_back(one);
            }
            view.set("choices", choices);
            return;
        }
        case NewPhoneState::confirmed: put(view, "wait", page.say("new_phone_matched")); return;
        case NewPhoneState::done:
            put(view, "notice", page.say("new_phone_done", {{"device", device}}));
            put_flag(view, "offer", true);
            return;
        case NewPhoneState::ended:
            put(view, "notice", page.say("new_phone_ended"));
            put_flag(view, "offer", true);
            return;
    }
}

Response old_phone_page(const Page& page, const OldPhone& shown) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("new_phone_title"), "");
        put_community(page, view, reader);
        put_bar(view, page.say("new_phone_title"), "/c/" + page.place->slug + "/me/devices");
        put_if(view, "problem", shown.problem);
        const auto found = app::get_new_phone(page.site.context, page.caller, {}, reader);
        if (!shown.link.empty()) {
            put(view, "state", word_of(NewPhoneState::offered));
            put(view, "code", qr_image(shown.link));
            put(view, "link", shown.link);
        } else if (found && found->attempt) {
            put_attempt(page, view, *found->attempt);
        } else {
            put_flag(view, "offer", true);
        }
        put_form(page, view);
        view.set("boot", View(false));
        put(view, "in_js", page.site.assets.address_of("in.js"));
        body = render_page("new_phone", view);
    });
    return html(page, shown.status, std::move(body));
}

Response refused(const Page& page, const Error& error) {
    return old_phone_page(
        page, {api::http_status(error.code), error_text(page.language, error.code), {}});
}

Response answer_old_phone(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return refused(page, form.error());
    }
    if (form->get("step") == "offer") {
        const auto path = run_form<api::OfferPhone>(
            page, *form, {}, [](const api::OfferPhone::Response& made) { return made.path; });
        return path ? old_phone_page(page, {200, {}, absolute_url(page, *path)})
                    : refused(page, path.error());
    }
    const bool none = form->get("digits") == "none";
    const api::ConfirmPhone::Request chosen{none ? api::ConfirmPhone::Request::no_digits
                                                 : number_in(*form, "digits")};
    const auto next = run_form<api::ConfirmPhone>(
        page, *form, chosen, [&](const api::ConfirmPhone::Response&) { return page.request.path; });
    return next ? see_other(*next) : refused(page, next.error());
}

struct ShownDigits {
    std::string digits;
    std::string nickname;
    std::string claim;
};

Response phone_page(const Page& page, int status, std::string_view problem,
                    const ShownDigits& shown) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("phone_title"), "");
        put_community(page, view, reader);
        put(view, "title_words", page.say("phone_title"));
        put_bar(view, page.say("phone_title"), "/c/" + page.place->slug);
        put_if(view, "problem", problem);
        put_flag(view, "open", shown.claim.empty());
        if (!shown.claim.empty()) {
            put(view, "digits", shown.digits);
            put(view, "claim", shown.claim);
            put(view, "who", page.say("phone_who", {{"nickname", shown.nickname}}));
        }
        view.set("boot", View(false));
        put(view, "in_js", page.site.assets.address_of("in.js"));
        body = render_page("phone", view);
    });
    return html(page, status, std::move(body));
}

template <class T>
Response refused_phone(const Page& page, const LimitedAnswer<T>& answer) {
    const ErrorCode code = answer.result.error().code;
    const std::string words =
        code == ErrorCode::not_found ? page.say("phone_over") : error_text(page.language, code);
    Response response = phone_page(page, api::http_status(code), words, {});
    if (answer.retry_after_s > 0) {
        response.set_header("Retry-After", std::to_string(answer.retry_after_s));
    }
    return response;
}

Response answer_claimed(const Page& page, const std::string& claim) {
    const api::FinishPhone::Request asked{claim};
    if (!api::FinishPhone::check(asked)) {
        return phone_page(page, 400, page.say("phone_over"), {});
    }
    const SignInAnswer answer = finish_phone(page.site, page.request, *page.place, asked);
    if (answer.result) {
        return come_in(page, answer.result.value());
    }
    if (answer.result.error().code != ErrorCode::wrong_state) {
        return refused_phone(page, answer);
    }
    ShownDigits shown;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto phone = reader.new_phone_by_claim(page.site.context.secrets.hash(claim));
        const auto member = phone ? reader.member(phone->member) : std::nullopt;
        if (member) {
            shown = {two_digits(phone->digits), member->nickname, claim};
        }
    });
    return phone_page(page, 200, {}, shown);
}

Response answer_phone(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), false);
    if (!page) {
        return error_page(site, request, 404);
    }
    const auto form = read_form(*page, false);
    if (!form) {
        return phone_page(*page, api::http_status(form.error().code),
                          error_text(page->language, form.error().code), {});
    }
    if (const std::string claim = form->get("claim"); !claim.empty()) {
        return answer_claimed(*page, claim);
    }
    const api::ClaimPhone::Request asked{api::sign_in_request(form->get("secret")).secret};
    if (!api::ClaimPhone::check(asked)) {
        return phone_page(*page, 404, page->say("phone_over"), {});
    }
    const auto answer = claim_phone(site, request, *page->place, asked);
    return answer.result ? phone_page(*page, 200, {},
                                      {two_digits(answer.result->digits), answer.result->nickname,
                                       answer.result->claim})
                         : refused_phone(*page, answer);
}

}  // namespace

void add_new_phone_pages(Router& router, Site& site) {
    router.add("GET", "/c/{community}/me/phone", "page_new_phone",
               [&site](const Request& request, const api::Parameters& parts) {
                   return for_roles(site, request, parts, api::new_phone_roles,
                                    [](const Page& page) { return old_phone_page(page, {}); });
               });
    router.add("POST", "/c/{community}/me/phone", "form_new_phone",
               [&site](const Request& request, const api::Parameters& parts) {
                   return for_roles(site, request, parts, api::new_phone_roles, answer_old_phone);
               });
    router.add("GET", "/c/{community}/phone", "page_phone",
               [&site](const Request& request, const api::Parameters& parts) {
                   const auto page =
                       open_page(site, request, site.places.find(parts[0].second), false);
                   return page ? phone_page(*page, 200, {}, {}) : error_page(site, request, 404);
               });
    router.add("POST", "/c/{community}/phone", "form_phone",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_phone(site, request, parts);
               });
}

}  // namespace louxia::http
