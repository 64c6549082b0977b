#include "server/http/pages/forms.hpp"

/// The leader's fleet: who is on the way to whom and why, what couriers reported, and what one more
/// rider would have changed. `/c/{community}/leader/fleet`
namespace louxia::http {
namespace {

/// Without JavaScript; a minute, since the trial's times may be half typed.
constexpr std::string_view refresh_seconds = "60";

std::string fleet_path(const Page& page) {
    return "/c/" + page.place->slug + "/leader/fleet";
}

std::string minutes_words(std::int64_t span_ms) {
    return std::to_string((span_ms + minute_ms / 2) / minute_ms);
}

std::string share_words(const api::DeliveryFigures& figures) {
    return figures.orders == 0 ? "–" : std::to_string(figures.on_time * 100 / figures.orders) + "%";
}

/// "给 2 号骑手：顺路，比派小李早 6 分钟"
std::string reason_words(const Page& page, const api::FleetDecision& made) {
    std::string why;
    const auto add = [&](const std::string& part) {
        why += (why.empty() ? "" : page.say("fleet_comma")) + part;
    };
    if (made.urgent) add(page.say("fleet_urgent"));
    if (made.on_the_way) add(page.say("fleet_on_the_way"));
    const std::int64_t saved_ms = made.saves_s * second_ms;
    const std::string instead = made.instead_crowd ? page.say("ride_title") : made.instead_name;
    if (instead.empty()) {
        add(page.say("fleet_only_one"));
    } else if (saved_ms >= minute_ms / 2) {
        add(page.say("fleet_saves", {{"name", instead}, {"minutes", minutes_words(saved_ms)}}));
    } else {
        add(page.say("fleet_as_good", {{"name", instead}}));
    }
    const std::string name = made.courier_name.empty() ? page.say("ride_title") : made.courier_name;
    return page.say("fleet_given", {{"name", name}, {"why", why}});
}

View decision_view(const Page& page, const LocalClock& clock, const api::FleetDecision& made) {
    View view;
    put(view, "what", reason_words(page, made));
    const std::string end = "fleet_end_" + std::string(word_of(made.end));
    put(view, "when", clock_time(clock, made.assigned_at) + " · " + page.say(end));
    put(view, "number", order_number_text(made.number));
    return view;
}

View stop_view(const Page& page, const LocalClock& clock, const api::FleetStop& stop) {
    View view;
    put(view, "where",
        stop.pickup ? page.say("fleet_fetch", {{"hub", stop.hub_name}})
                    : full_address(page.language, stop.address));
    put(view, "due",
        order_number_text(stop.number) + " · " +
            page.say("fleet_due", {{"when", clock_time(clock, stop.due_at)}}));
    put(view, "at", clock_time(clock, stop.expected_at));
    put_flag(view, "late", !stop.pickup && stop.expected_at > stop.due_at);
    return view;
}

View courier_view(const Page& page, const LocalClock& clock, const api::FleetCourier& courier) {
    View view;
    put(view, "name", courier.courier_name);
    std::string status = page.say(courier.on_shift ? "fleet_on" : "fleet_off");
    if (courier.shift_until.is_set()) {
        status +=
            " · " + page.say("fleet_until", {{"when", clock_time(clock, courier.shift_until)}});
    }
    if (courier.on_shift) {
        status += " · " + page.say("fleet_by_" + std::string(word_of(courier.vehicle)));
        status +=
            " · " + (courier.seen_at.is_set()
                         ? page.say("fleet_seen", {{"when", clock_time(clock, courier.seen_at)}})
                         : page.say("fleet_not_seen"));
    }
    put(view, "status", status);
    if (courier.done_today > 0) {
        put(view, "figures",
            page.say("fleet_courier_done", {{"count", std::to_string(courier.done_today)},
                                            {"on_time", std::to_string(courier.on_time_today)}}));
    }
    View stops = view_list();
    for (const api::FleetStop& stop : courier.stops) {
        stops.push_back(stop_view(page, clock, stop));
    }
    view.set("stops", stops);
    return view;
}

View ride_view(const Page& page, const LocalClock& clock, const api::FleetRide& ride) {
    View view;
    put(view, "words", ride_words(page.language, ride.rider_name, ride.state, ride.price));
    if (ride.arrives_at.is_set() && ride.state == CrowdState::accepted) {
        put(view, "arrives",
            page.say("fleet_arrives",
                     {{"hub", ride.hub_name}, {"when", clock_time(clock, ride.arrives_at)}}));
    }
    View stops = view_list();
    for (const api::FleetRide::Stop& stop : ride.stops) {
        View one;
        put(one, "where", full_address(page.language, stop.address));
        put(one, "order", stop.order.text());
        put(one, "due",
            order_number_text(stop.number) + " · " +
                page.say("fleet_due", {{"when", clock_time(clock, stop.due_at)}}));
        put(one, "at", clock_time(clock, stop.expected_at));
        put_flag(one, "late", stop.expected_at > stop.due_at);
        put_flag(one, "lost", ride.state == CrowdState::vanished && stop.state == OrderState::out);
        stops.push_back(one);
    }
    view.set("stops", stops);
    return view;
}

View problem_view(const Page& page, const LocalClock& clock, const api::FleetProblem& problem) {
    View view;
    put(view, "what", page.say("fleet_problem_" + std::string(word_of(problem.kind))));
    put(view, "where",
        order_number_text(problem.number) + " · " + full_address(page.language, problem.address));
    put_if(view, "text", problem.text);
    put(view, "who",
        page.say("fleet_reported", {{"name", problem.courier_name},
                                    {"when", clock_time(clock, problem.reported_at)}}));
    put(view, "hint",
        page.say(problem.state == OrderState::out ? "fleet_still_out" : "fleet_held"));
    put(view, "order", problem.order.text());
    put(view, "number", order_number_text(problem.number));
    return view;
}

void put_figures(const Page& page, View& view, const api::GetFleet::Response& fleet) {
    std::int32_t on_shift = 0;
    for (const api::FleetCourier& courier : fleet.couriers) {
        on_shift += courier.on_shift ? 1 : 0;
    }
    put(view, "on_shift", std::to_string(on_shift));
    put(view, "waiting", std::to_string(fleet.waiting));
    put(view, "done",
        fleet.today.orders == 0
            ? page.say("fleet_none_done")
            : page.say("fleet_figures", {{"count", std::to_string(fleet.today.orders)},
                                         {"share", share_words(fleet.today)},
                                         {"minutes", minutes_words(fleet.today.mean_ms)}}));
    put(view, "pay", yuan(fleet.courier_pay));
    put_flag(view, "has_crowd", page.site.context.crowd != nullptr || !fleet.crowd_spent.is_zero());
    put(view, "crowd_spent", yuan(fleet.crowd_spent));
    put(view, "compensation", yuan(fleet.compensation));
}

/// The trial that the address asks for, answered.
void put_trial(const Page& page, const app::Reader& reader, View& view) {
    const std::string from = find_parameter(page.request.query, "from").value_or("");
    const std::string until = find_parameter(page.request.query, "until").value_or("");
    put(view, "from", from.empty() ? "17:00" : from);
    put(view, "until", until.empty() ? "19:00" : until);
    if (from.empty() && until.empty()) return;
    const api::TryRider::Request wanted{parse_clock(from).value_or(-1),
                                        parse_clock(until).value_or(-1)};
    if (!api::TryRider::check(wanted)) {
        put(view, "problem", page.say("trial_bad_time"));
        return;
    }
    const auto trial = app::try_rider(page.site.context, page.caller, wanted, reader);
    if (!trial) return;
    const api::DeliveryFigures& before = trial->without;
    const api::DeliveryFigures& after = trial->with;
    put(view, "trial",
        before.orders == 0
            ? page.say("trial_nothing")
            : page.say("trial_answer", {{"orders", std::to_string(before.orders)},
                                        {"before", share_words(before)},
                                        {"after", share_words(after)},
                                        {"minutes_before", minutes_words(before.mean_ms)},
                                        {"minutes_after", minutes_words(after.mean_ms)}}));
}

Response fleet_page(const Page& page, int status) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto fleet = app::get_fleet(page.site.context, page.caller, {}, reader);
        if (!fleet) {
            return;
        }
        View view = base_view(page, page.say("fleet_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("fleet_title"), "/c/" + page.place->slug + "/leader");
        put(view, "action", fleet_path(page));
        put(view, "fresh_js", page.site.assets.address_of("fresh.js"));
        put(view, "refresh", refresh_seconds);
        put(view, "as_of", page.say("fleet_as_of", {{"when", clock_time(clock, clock.now)}}));
        put_figures(page, view, *fleet);
        put_trial(page, reader, view);
        View problems = view_list();
        for (const api::FleetProblem& problem : fleet->problems) {
            problems.push_back(problem_view(page, clock, problem));
        }
        view.set("problems", problems);
        View couriers = view_list();
        for (const api::FleetCourier& courier : fleet->couriers) {
            couriers.push_back(courier_view(page, clock, courier));
        }
        view.set("couriers", couriers);
        put_flag(view, "no_couriers", fleet->couriers.empty());
        View rides = view_list();
        for (const api::FleetRide& ride : fleet->rides) {
            rides.push_back(ride_view(page, clock, ride));
        }
        view.set("rides", rides);
        View decisions = view_list();
        for (const api::FleetDecision& made : fleet->decisions) {
            decisions.push_back(decision_view(page, clock, made));
        }
        view.set("decisions", decisions);
        put_flag(view, "none", fleet->decisions.empty());
        put_form(page, view);
        // It has no face in the client.
        view.set("boot", View(false));
        body = render_page("fleet", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

Response solve(const Page& page) {
    const auto form = read_form(page, true);
    const auto order = form ? OrderId::parse(form->get("order")) : std::nullopt;
    if (!form || !order) {
        return fleet_page(page, 400);
    }
    const auto done = run_form<api::SolveProblem>(
        page, *form, {*order}, [&](const api::GetFleet::Response&) { return fleet_path(page); });
    // Answered before, or of no matter any more: the page as it is now.
    return done ? see_other(*done) : fleet_page(page, api::http_status(done.error().code));
}

}  // namespace

void add_fleet_pages(Router& router, Site& site) {
    const auto add = [&](std::string_view method, std::string_view path, std::string_view name,
                         RoleAnswer answer) {
        add_for_roles(router, site, method, path, name, api::leader_roles, std::move(answer));
    };
    add("GET", "/c/{community}/leader/fleet", "page_fleet",
        [](const Page& page) { return fleet_page(page, 200); });
    add("POST", "/c/{community}/leader/fleet/solve", "form_solve_problem", solve);
}

}  // namespace louxia::http
