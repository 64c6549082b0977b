#include <charconv>

#include "server/http/pages/forms.hpp"

/// The leader's coupons: issue one, see how many were taken, stop it.
/// `/c/{community}/leader/coupons`
namespace louxia::http {
namespace {

std::string coupons_path(const Page& page) {
    return "/c/" + page.place->slug + "/leader/coupons";
}

View coupon_view(const Page& page, const LocalClock& clock, const api::CouponView& coupon) {
    View view;
    put(view, "code", coupon.code);
    put(view, "coupon", coupon.coupon.text());
    put(view, "terms",
        page.say("coupon_terms", {{"off", yuan(coupon.off)}, {"minimum", yuan(coupon.minimum)}}));
    put(view, "taken",
        page.say("coupon_taken", {{"taken", std::to_string(coupon.taken)},
                                  {"count", std::to_string(coupon.count)}}));
    const bool over = coupon.stopped || clock.now >= coupon.ends_at;
    put(view, "until",
        coupon.stopped ? page.say("coupon_stopped")
                       : page.say(over ? "coupon_over" : "coupon_until",
                                  {{"when", day_time(page.language, clock, coupon.ends_at)}}));
    put(view, "link", absolute_url(page, "/c/" + page.place->slug + "/list?coupon=" + coupon.code));
    put_flag(view, "running", !over);
    return view;
}

Response coupons_page(const Page& page, int status, std::string_view problem) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto list = app::list_coupons(page.site.context, page.caller, {}, reader);
        if (!list) {
            return;
        }
        View view = base_view(page, page.say("coupons_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("coupons_title"), "/c/" + page.place->slug + "/leader");
        put_if(view, "problem", problem);
        put(view, "action", coupons_path(page));
        View coupons = view_list();
        for (const api::CouponView& coupon : list->coupons) {
            coupons.push_back(coupon_view(page, clock, coupon));
        }
        view.set("coupons", coupons);
        put_form(page, view);
        // It has no face in the client.
        view.set("boot", View(false));
        body = render_page("coupons", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

Response refused(const Page& page, const Error& error) {
    return coupons_page(page, api::http_status(error.code), error_text(page.language, error.code));
}

Result<std::int32_t> number_of(const Form& form, std::string_view name) {
    const std::string value = form.get(name);
    std::int32_t number = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failed != std::errc{} || end != value.data() + value.size()) {
        return refuse(ErrorCode::out_of_range, std::string(name));
    }
    return number;
}

Result<api::IssueCoupon::Request> wanted_coupon(const Page& page, const Form& form) {
    api::IssueCoupon::Request request;
    LOUXIA_ASSIGN(request.off, parse_yuan(form.get("off")));
    LOUXIA_ASSIGN(request.minimum, parse_yuan(form.get("minimum")));
    LOUXIA_ASSIGN(request.count, number_of(form, "count"));
    LOUXIA_ASSIGN(const std::int32_t days, number_of(form, "days"));
    if (days < 1 || days > 366) {
        return refuse(ErrorCode::out_of_range, "days");
    }
    request.ends_at = page.site.context.clock.now() + days * day_ms;
    return request;
}

Response issue(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return refused(page, form.error());
    }
    const auto wanted = wanted_coupon(page, *form);
    if (!wanted) {
        return refused(page, wanted.error());
    }
    const auto done = run_form<api::IssueCoupon>(
        page, *form, *wanted, [&](const api::CouponView&) { return coupons_path(page); });
    return done ? see_other(*done) : refused(page, done.error());
}

Response stop(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return refused(page, form.error());
    }
    const auto coupon = CouponId::parse(form->get("coupon"));
    const auto done =
        run_form<api::StopCoupon>(page, *form, {coupon.value_or(CouponId{})},
                                  [&](const api::CouponView&) { return coupons_path(page); });
    return done ? see_other(*done) : refused(page, done.error());
}

}  // namespace

void add_coupon_pages(Router& router, Site& site) {
    const auto add = [&](std::string_view method, std::string_view path, std::string_view name,
                         RoleAnswer answer) {
        add_for_roles(router, site, method, path, name, api::leader_roles, std::move(answer));
    };
    add("GET", "/c/{community}/leader/coupons", "page_coupons",
        [](const Page& page) { return coupons_page(page, 200, {}); });
    add("POST", "/c/{community}/leader/coupons", "form_issue_coupon", issue);
    add("POST", "/c/{community}/leader/coupons/stop", "form_stop_coupon", stop);
}

}  // namespace louxia::http
