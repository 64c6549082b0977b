#include "server/app/own_data.hpp"
#include "server/http/pages/forms.hpp"

/// What a person sees and does about devices and about what is kept: the leader's staff too.
namespace louxia::http {
namespace {

View device_view(const Page& page, const LocalClock& clock, const api::DeviceView& device,
                 bool staff) {
    View view;
    put(view, "device", device.device.empty() ? page.say("unknown_device") : device.device);
    put(view, "session", device.session.text());
    put_flag(view, "current", device.current);
    put(view, "seen",
        page.say("device_seen", {{"first", day_time(page.language, clock, device.first_seen)},
                                 {"last", day_time(page.language, clock, device.last_seen)}}));
    const std::string role = page.say("role_" + std::string(word_of(device.role)));
    put_if(view, "who", staff ? device.nickname + " · " + role : std::string{});
    return view;
}

struct Heading {
    std::string title;
    std::string back;
    std::string action;  ///< where the forms go
    bool staff = false;
};

/// The pages that are reached from here.
void put_links(const Page& page, View& view, bool staff) {
    const Role role = page.caller.member->role;
    const bool has_household = page.caller.member->household.is_set();
    const bool new_phone = api::new_phone_roles.has(role);
    put_flag(view, "links",
             staff || has_household || new_phone || role == Role::courier || role == Role::shop);
    put_flag(view, "issues_coupons", staff && api::IssueCoupon::roles.has(role));
    put_flag(view, "has_household", has_household);
    put_flag(view, "pays_online", !staff && has_household && page.site.context.payments != nullptr);
    put_flag(view, "may_forget", role == Role::resident);
    put_flag(view, "courier", role == Role::courier);
    put_flag(view, "shop", role == Role::shop);
    put_flag(view, "new_phone", new_phone);
    put_flag(view, "ways",
             new_phone && (page.site.context.identities != nullptr ||
                           passkey_site(page.site, page.request).has_value()));
}

Response device_page(const Page& page, int status, const Heading& heading,
                     std::string_view problem) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto list = heading.staff
                              ? app::list_staff_devices(page.site.context, page.caller, {}, reader)
                              : app::list_devices(page.site.context, page.caller, {}, reader);
        View view = base_view(page, heading.title, "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, heading.title, heading.back);
        put_if(view, "problem", problem);
        put(view, "action", heading.action);
        View devices = view_list();
        for (const api::DeviceView& device :
             list.ok() ? list->devices : std::vector<api::DeviceView>{}) {
            devices.push_back(device_view(page, clock, device, heading.staff));
        }
        put_flag(view, "none", !list.ok() || list->devices.empty());
        view.set("devices", devices);
        put_flag(view, "staff", heading.staff);
        put_flag(view, "own", !heading.staff);
        put_links(page, view, heading.staff);
        put_form(page, view);
        // It has no face in the client.
        view.set("boot", View(false));
        body = render_page("devices", view);
    });
    return html(page, status, std::move(body));
}

Heading own_heading(const Page& page) {
    const std::string me = "/c/" + page.place->slug + "/me";
    return {page.say("devices_title"), me, me + "/devices", false};
}

Heading staff_heading(const Page& page) {
    const std::string leader = "/c/" + page.place->slug + "/leader";
    return {page.say("staff_devices_title"), leader + "/households", leader + "/devices", true};
}

Response refused_form(const Page& page, const Heading& heading, const Error& error) {
    return device_page(page, api::http_status(error.code), heading,
                       error_text(page.language, error.code));
}

template <class E>
Response end_one(const Page& page, const Heading& heading) {
    const auto form = read_form(page, true);
    if (!form) {
        return refused_form(page, heading, form.error());
    }
    const auto session = SessionId::parse(form->get("session"));
    const auto done =
        run_form<E>(page, *form, {session.value_or(SessionId{})},
                    [&](const api::ListDevices::Response&) { return heading.action; });
    return done ? see_other(*done) : refused_form(page, heading, done.error());
}

Response end_others(const Page& page) {
    const Heading heading = own_heading(page);
    const auto form = read_form(page, true);
    if (!form) {
        return refused_form(page, heading, form.error());
    }
    const auto done = run_form<api::EndOtherDevices>(
        page, *form, {}, [&](const api::ListDevices::Response&) { return heading.action; });
    return done ? see_other(*done) : refused_form(page, heading, done.error());
}

Response export_file(const Page& page) {
    std::string json;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto household = reader.household(page.caller.member->household);
        if (household) {
            json = app::export_of(page.site.context, reader, *household);
        }
    });
    if (json.empty()) {
        return not_found_page(page);
    }
    Response response;
    response.content_type = "application/json";
    response.body = std::move(json);
    response.set_header("Content-Disposition",
                        "attachment; filename=\"louxia-" + page.place->slug + ".json\"");
    return response;
}

Response forget_page(const Page& page, int status, std::string_view problem) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("forget_title"), "");
        put_community(page, view, reader);
        put_bar(view, page.say("forget_title"), own_heading(page).action);
        put_if(view, "problem", problem);
        put_form(page, view);
        view.set("boot", View(false));
        body = render_page("forget", view);
    });
    return html(page, status, std::move(body));
}

Response forget(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return forget_page(page, api::http_status(form.error().code),
                           error_text(page.language, form.error().code));
    }
    if (form->get("sure") != "yes") {
        return forget_page(page, 400, page.say("forget_tick"));
    }
    const auto done = run_form<api::ForgetHousehold>(
        page, *form, {true}, [&](const api::Nothing&) { return "/c/" + page.place->slug; });
    if (!done) {
        return forget_page(page, api::http_status(done.error().code),
                           error_text(page.language, done.error().code));
    }
    Response response = see_other(*done);
    response.set_header("Set-Cookie", session_cookie(*page.place, "", 0, page.request.secure));
    return response;
}

}  // namespace

void add_own_pages(Router& router, Site& site) {
    const auto add = [&](std::string_view method, std::string_view path, std::string_view name,
                         RoleSet roles, RoleAnswer answer) {
        add_for_roles(router, site, method, path, name, roles, std::move(answer));
    };
    add("GET", "/c/{community}/me/devices", "page_devices", api::signed_in_roles,
        [](const Page& page) { return device_page(page, 200, own_heading(page), {}); });
    add("POST", "/c/{community}/me/devices", "form_end_device", api::EndDevice::roles,
        [](const Page& page) { return end_one<api::EndDevice>(page, own_heading(page)); });
    add("POST", "/c/{community}/me/devices/others", "form_end_other_devices",
        api::EndOtherDevices::roles, end_others);
    add("GET", "/c/{community}/me/export", "page_export", api::household_roles, export_file);
    add("GET", "/c/{community}/me/forget", "page_forget", api::ForgetHousehold::roles,
        [](const Page& page) { return forget_page(page, 200, {}); });
    add("POST", "/c/{community}/me/forget", "form_forget", api::ForgetHousehold::roles, forget);
    add("GET", "/c/{community}/leader/devices", "page_staff_devices", api::leader_roles,
        [](const Page& page) { return device_page(page, 200, staff_heading(page), {}); });
    add("POST", "/c/{community}/leader/devices", "form_end_staff_device",
        api::EndStaffDevice::roles,
        [](const Page& page) { return end_one<api::EndStaffDevice>(page, staff_heading(page)); });
}

}  // namespace louxia::http
