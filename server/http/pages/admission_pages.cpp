#include "server/http/pages/forms.hpp"

/// Asking to be let in with a building's code, and letting in.
namespace louxia::http {
namespace {

Response ask_page(const Page& page, int status, std::string_view problem, const Form& typed) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, "", "");
        put_community(page, view, reader);
        const std::string title =
            page.say("ask_title", {{"community", view.get("community_name")->string_value()}});
        put(view, "title", title);
        put(view, "title_words", title);
        put_bar(view, page.say("invite_title"), "/c/" + page.place->slug);
        put_if(view, "problem", problem);
        for (const char* name : {"secret", "nickname", "unit", "room"}) {
            put(view, name, typed.get(name));
        }
        view.set("boot", View(false));
        put(view, "in_js", page.site.assets.address_of("in.js"));
        body = render_page("ask", view);
    });
    return html(page, status, std::move(body));
}

Response answer_ask(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), false);
    if (!page) {
        return error_page(site, request, 404);
    }
    const auto form = read_form(*page, false);
    if (!form) {
        return ask_page(*page, api::http_status(form.error().code),
                        error_text(page->language, form.error().code), {});
    }
    const api::AskIn::Request asked{api::sign_in_request(form->get("secret")).secret,
                                    form->get("nickname"), number_in(*form, "unit"),
                                    number_in(*form, "room")};
    if (const auto checked = api::AskIn::check(asked); !checked) {
        return ask_page(*page, 400, page->say("ask_unclear"), *form);
    }
    const SignInAnswer answer = ask_in(site, request, *page->place, asked);
    if (!answer.result) {
        const ErrorCode code = answer.result.error().code;
        Response refused =
            ask_page(*page, api::http_status(code),
                     code == ErrorCode::not_found       ? page->say("ask_failed")
                     : code == ErrorCode::invalid_value ? page->say("ask_unclear")
                                                        : error_text(page->language, code),
                     *form);
        if (answer.retry_after_s > 0) {
            refused.set_header("Retry-After", std::to_string(answer.retry_after_s));
        }
        return refused;
    }
    return come_in(*page, answer.result.value(), "/c/" + page->place->slug + "/me");
}

View waiting_view(const Page& page, const LocalClock& clock,
                  const api::ListAdmissions::Waiting& waiting) {
    View view;
    const std::string number = std::to_string(waiting.building_number);
    put(view, "name",
        waiting.nickname + " · " +
            (waiting.address ? full_address(page.language, *waiting.address)
                             : page.say("of_building", {{"number", number}})));
    put(view, "words",
        page.say("admission_line", {{"when", day_time(page.language, clock, waiting.asked_at)},
                                    {"count", std::to_string(waiting.vouches)}}));
    put(view, "member", waiting.member.text());
    put_if(view, "guest",
           waiting.host
               ? page.say("admission_guest",
                          {{"host",
                            page.say("post_by",
                                     {{"nickname", waiting.host->nickname},
                                      {"number", std::to_string(waiting.host->building_number)}})},
                           {"group", waiting.group_title}})
               : std::string{});
    put_flag(view, "known", waiting.door_is_known);
    put_flag(view, "vouched", waiting.vouched && !waiting.address);
    return view;
}

struct Poster {
    std::string building;
    std::string link;
};

Response admissions_page(const Page& page, int status, std::string_view problem,
                         const Poster& poster) {
    std::string body;
    const bool leader = page.caller.member->role == Role::leader;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("admissions_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        const std::string home = "/c/" + page.place->slug;
        put_bar(view, page.say("admissions_title"), home + (leader ? "/leader/households" : "/me"));
        put_if(view, "problem", problem);
        put_flag(view, "leader", leader);
        const auto list = app::list_admissions(page.site.context, page.caller, {}, reader);
        View waiting = view_list();
        for (const auto& one :
             list.ok() ? list->waiting : std::vector<api::ListAdmissions::Waiting>{}) {
            waiting.push_back(waiting_view(page, clock, one));
        }
        put_flag(view, "none", !list.ok() || list->waiting.empty());
        view.set("waiting", waiting);
        View buildings = view_list();
        for (const Building& building : reader.buildings()) {
            View one;
            put(one, "building", building.id.text());
            put(one, "label",
                page.say("make_poster", {{"number", std::to_string(building.number)}}));
            buildings.push_back(one);
        }
        view.set("buildings", buildings);
        if (!poster.link.empty()) {
            put(view, "poster", qr_image(poster.link));
            put(view, "poster_link", poster.link);
            put(view, "poster_title", page.say("poster_title", {{"number", poster.building}}));
        }
        put_form(page, view);
        view.set("boot", View(false));
        body = render_page("admissions", view);
    });
    return html(page, status, std::move(body));
}

template <class E>
Response decide(const Page& page, const Form& form) {
    const std::string here = "/c/" + page.place->slug + "/neighbours";
    const auto member = MemberId::parse(form.get("member"));
    const auto done = run_form<E>(page, form, {member.value_or(MemberId{})},
                                  [&](const api::ListAdmissions::Response&) { return here; });
    return done ? see_other(*done)
                : admissions_page(page, api::http_status(done.error().code),
                                  error_text(page.language, done.error().code), {});
}

Response make_poster(const Page& page, const Form& form) {
    const auto id = BuildingId::parse(form.get("building"));
    const auto path = run_form<api::MakeBuildingCode>(
        page, form, {id.value_or(BuildingId{})},
        [](const api::MakeBuildingCode::Response& made) { return made.path; });
    if (!path) {
        return admissions_page(page, api::http_status(path.error().code),
                               error_text(page.language, path.error().code), {});
    }
    Poster poster{{}, absolute_url(page, *path)};
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto building = reader.building(*id);
        poster.building = building ? std::to_string(building->number) : std::string{};
    });
    return admissions_page(page, 200, {}, poster);
}

Response answer_admissions(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    if (!page->caller.member) {
        return come_in_first(*page, request.path);
    }
    const bool lives_here = api::ListAdmissions::roles.has(page->caller.member->role) &&
                            page->caller.member->household.is_set();
    if (!lives_here) {
        return not_found_page(*page);
    }
    if (request.method != "POST") {
        return admissions_page(*page, 200, {}, {});
    }
    const auto form = read_form(*page, true);
    if (!form) {
        return admissions_page(*page, api::http_status(form.error().code),
                               error_text(page->language, form.error().code), {});
    }
    const std::string step = form->get("step");
    if (step == "poster") {
        return make_poster(*page, *form);
    }
    return step == "turn_away" ? decide<api::TurnAway>(*page, *form)
                               : decide<api::Admit>(*page, *form);
}

}  // namespace

void add_admission_pages(Router& router, Site& site) {
    router.add("GET", "/c/{community}/ask", "page_ask",
               [&site](const Request& request, const api::Parameters& parts) {
                   const auto page =
                       open_page(site, request, site.places.find(parts[0].second), false);
                   return page ? ask_page(*page, 200, {}, {}) : error_page(site, request, 404);
               });
    router.add("POST", "/c/{community}/ask", "form_ask",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_ask(site, request, parts);
               });
    for (const std::string_view method : {"GET", "POST"}) {
        router.add(method, "/c/{community}/neighbours",
                   method == "GET" ? "page_admissions" : "form_admissions",
                   [&site](const Request& request, const api::Parameters& parts) {
                       return answer_admissions(site, request, parts);
                   });
    }
}

}  // namespace louxia::http
