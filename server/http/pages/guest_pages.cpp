#include "server/http/pages/forms.hpp"

/// Guest links: made and ended by a household, opened by somebody who is not let in yet.
namespace louxia::http {
namespace {

struct Made {
    std::string link;
    std::string group;
};

void put_own_links(const Page& page, View& view, const LocalClock& clock,
                   const app::Reader& reader) {
    View groups = view_list();
    bool any = false;
    for (const GroupBuy& group : reader.groups_since(clock.now)) {
        if (accepts_joins(group, clock.now)) {
            View one;
            put(one, "name", group.title);
            put(one, "group", group.id.text());
            put(one, "key", page.site.context.secrets.make_secret());
            groups.push_back(one);
            any = true;
        }
    }
    view.set("groups", groups);
    put_flag(view, "no_groups", !any);
    View links = view_list();
    const auto list = app::list_guest_links(page.site.context, page.caller, {}, reader);
    for (const api::GuestLinkView& link :
         list.ok() ? list->links : std::vector<api::GuestLinkView>{}) {
        View one;
        put(one, "name", link.group_title);
        put(one, "link", link.link.text());
        put(one, "key", page.site.context.secrets.make_secret());
        put(one, "words",
            page.say("guest_link_line", {{"when", day_time(page.language, clock, link.ends_at)},
                                         {"count", std::to_string(link.asked)}}));
        links.push_back(one);
    }
    view.set("links", links);
}

Response links_page(const Page& page, int status, std::string_view problem, const Made& made) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("guests_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("guests_title"), "/c/" + page.place->slug + "/me/devices");
        put_if(view, "problem", problem);
        if (!made.link.empty()) {
            put(view, "made", page.say("guest_link_made", {{"title", made.group}}));
            put(view, "code", qr_image(made.link));
            put(view, "link", made.link);
        }
        put_own_links(page, view, clock, reader);
        put(view, "token", form_token(page));
        view.set("boot", View(false));
        body = render_page("guests", view);
    });
    return html(page, status, std::move(body));
}

Response make_link(const Page& page, const Form& form) {
    const auto group = GroupId::parse(form.get("group"));
    const auto path = run_form<api::MakeGuestLink>(
        page, form, {group.value_or(GroupId{})},
        [](const api::MakeGuestLink::Response& made) { return made.path; });
    if (!path) {
        return links_page(page, api::http_status(path.error().code),
                          error_text(page.language, path.error().code), {});
    }
    Made made{absolute_url(page, *path), {}};
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto found = reader.group(*group);
        made.group = found ? found->title : std::string{};
    });
    return links_page(page, 200, {}, made);
}

Response answer_links(const Page& page) {
    if (!page.caller.member->household.is_set()) {
        return not_found_page(page);
    }
    if (page.request.method != "POST") {
        return links_page(page, 200, {}, {});
    }
    const auto form = read_form(page, true);
    if (!form) {
        return links_page(page, api::http_status(form.error().code),
                          error_text(page.language, form.error().code), {});
    }
    if (form->get("step") == "make") {
        return make_link(page, *form);
    }
    const auto link = GuestLinkId::parse(form->get("link"));
    const auto next = run_form<api::EndGuestLink>(
        page, *form, {link.value_or(GuestLinkId{})},
        [&](const api::EndGuestLink::Response&) { return page.request.path; });
    return next ? see_other(*next)
                : links_page(page, api::http_status(next.error().code),
                             error_text(page.language, next.error().code), {});
}

void put_opened(const Page& page, View& view, const LocalClock& clock, const app::Reader& reader,
                const api::OpenGuestLink::Response& opened, const Form& typed) {
    put_group(page, view, clock, opened.group);
    put_contents(page, view, opened.group);
    put_flag(view, "group", true);
    put_if(view, "neighbours", neighbours_text(page, opened.group));
    put(view, "who_sees",
        page.say("guest_who_sees",
                 {{"host",
                   page.say("post_by", {{"nickname", opened.host.nickname},
                                        {"number", std::to_string(opened.host.building_number)}})},
                  {"when", day_time(page.language, clock, opened.ends_at)}}));
    put_flag(view, "joinable", can_join(clock, opened.group));
    View buildings = view_list();
    for (const Building& building : reader.buildings()) {
        View one;
        put(one, "building", building.id.text());
        put(one, "label",
            page.say("building_option", {{"number", std::to_string(building.number)}}));
        put_flag(one, "chosen", typed.get("building") == building.id.text());
        buildings.push_back(one);
    }
    view.set("buildings", buildings);
    for (const char* name : {"secret", "nickname", "unit", "room"}) {
        put(view, name, typed.get(name));
    }
}

/// `opened` null: the field for the link.
Response guest_page(const Page& page, int status, std::string_view problem,
                    const api::OpenGuestLink::Response* opened, const Form& typed) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("guest_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put(view, "title_words", page.say("guest_title"));
        put_bar(view, page.say("guest_title"), "/c/" + page.place->slug);
        put_if(view, "problem", problem);
        put_flag(view, "open", opened == nullptr);
        if (opened != nullptr) {
            put_opened(page, view, clock, reader, *opened, typed);
        }
        view.set("boot", View(false));
        put(view, "in_js", page.site.assets.address_of("in.js"));
        body = render_page("guest", view);
    });
    return html(page, status, std::move(body));
}

template <class T>
Response refused_guest(const Page& page, const LimitedAnswer<T>& answer,
                       const api::OpenGuestLink::Response* opened, const Form& typed) {
    const ErrorCode code = answer.result.error().code;
    Response response =
        guest_page(page, api::http_status(code),
                   code == ErrorCode::not_found       ? page.say("guest_over")
                   : code == ErrorCode::invalid_value ? page.say("ask_unclear")
                                                      : error_text(page.language, code),
                   code == ErrorCode::not_found ? nullptr : opened, typed);
    if (answer.retry_after_s > 0) {
        response.set_header("Retry-After", std::to_string(answer.retry_after_s));
    }
    return response;
}

Response ask_on_page(const Page& page, const Form& form, const std::string& secret,
                     const api::OpenGuestLink::Response& opened) {
    const auto building = BuildingId::parse(form.get("building"));
    const api::AskAsGuest::Request asked{secret, form.get("nickname"),
                                         building.value_or(BuildingId{}), number_in(form, "unit"),
                                         number_in(form, "room")};
    if (!api::AskAsGuest::check(asked)) {
        return guest_page(page, 400, page.say("ask_unclear"), &opened, form);
    }
    const SignInAnswer answer = ask_as_guest(page.site, page.request, *page.place, asked);
    return answer.result ? come_in(page, answer.result.value(), "/c/" + page.place->slug + "/me")
                         : refused_guest(page, answer, &opened, form);
}

Response answer_guest(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), false);
    if (!page) {
        return error_page(site, request, 404);
    }
    auto form = read_form(*page, false);
    if (!form) {
        return guest_page(*page, api::http_status(form.error().code),
                          error_text(page->language, form.error().code), nullptr, {});
    }
    const std::string secret = api::sign_in_request(form->get("secret")).secret;
    if (!api::OpenGuestLink::check({secret})) {
        return guest_page(*page, 404, page->say("guest_over"), nullptr, {});
    }
    const auto opened = open_guest_link(site, request, *page->place, {secret});
    if (!opened.result) {
        return refused_guest(*page, opened, nullptr, {});
    }
    if (form->get("step") == "ask") {
        return ask_on_page(*page, *form, secret, opened.result.value());
    }
    // What was pasted may be a whole link: the form behind carries the secret alone.
    const Form shown{{{"secret", secret}}};
    return guest_page(*page, 200, {}, &opened.result.value(), shown);
}

}  // namespace

void add_guest_pages(Router& router, Site& site) {
    for (const std::string_view method : {"GET", "POST"}) {
        router.add(method, "/c/{community}/guests",
                   method == "GET" ? "page_guest_links" : "form_guest_links",
                   [&site](const Request& request, const api::Parameters& parts) {
                       return for_roles(site, request, parts, api::household_roles, answer_links);
                   });
    }
    router.add(
        "GET", "/c/{community}/guest", "page_guest",
        [&site](const Request& request, const api::Parameters& parts) {
            const auto page = open_page(site, request, site.places.find(parts[0].second), false);
            return page ? guest_page(*page, 200, {}, nullptr, {}) : error_page(site, request, 404);
        });
    router.add("POST", "/c/{community}/guest", "form_guest",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_guest(site, request, parts);
               });
}

}  // namespace louxia::http
