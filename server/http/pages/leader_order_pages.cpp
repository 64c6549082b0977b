#include <algorithm>
#include <charconv>

#include "server/app/crowd.hpp"
#include "server/app/local_time.hpp"
#include "server/app/views.hpp"
#include "server/http/pages/refund_form.hpp"
#include "shared/api/claim_entry.hpp"

/// The leader finds any order, refunds it, and changes when orders and groups are handed over.
namespace louxia::http {
namespace {

/// Empty is 0; anything that is no number is refused later.
std::int32_t number_of(const std::string& text) {
    if (text.empty()) {
        return 0;
    }
    std::int32_t number = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc{} && end == text.data() + text.size() ? number : -1;
}

std::int32_t asked_number(const Page& page, std::string_view name) {
    return number_of(page.request.parameter(name).value_or(""));
}

std::string leader_path(const Page& page, std::string_view rest) {
    return "/c/" + page.place->slug + "/leader/" + std::string(rest);
}

/// "2026-11-23T18:30" of the community's clock; unset when it is no time.
Instant local_time(const Page& page, const app::Reader& reader, const std::string& text) {
    const std::size_t middle = text.find('T');
    const auto date = parse_date(std::string_view(text).substr(0, middle));
    if (middle == std::string::npos || !date) {
        return Instant{};
    }
    const auto minute = parse_clock(std::string_view(text).substr(middle + 1, 5));
    return minute ? app::local_instant(page.site.context, reader.community(), *date, *minute)
                  : Instant{};
}

std::string field_time(const LocalClock& clock, Instant at) {
    const CivilTime local = to_civil(at, clock.utc_offset_minutes);
    return to_text(local.date) + "T" + clock_time(clock, at);
}

std::string door_of(const api::OrderView& order) {
    return std::to_string(order.address.building_number) + "-" +
           std::to_string(order.address.unit) + "-" + std::to_string(order.address.room);
}

std::string order_words(const Page& page, const LocalClock& clock, const api::OrderView& order) {
    return page.say("order_line",
                    {{"number", std::to_string(order.number)},
                     {"when", day_time(page.language, clock, order.placed_at)},
                     {"state", page.say("short_" + std::string(word_of(order.state)))}});
}

void put_orders(const Page& page, View& view, const LocalClock& clock,
                const api::FindOrders::Response& found, const api::FindOrders::Request& asked) {
    View list = view_list();
    for (const api::OrderView& order : found.orders) {
        View one;
        put(one, "order", order.order.text());
        put(one, "door", door_of(order));
        put(one, "names", order.lines.empty() ? std::string{} : order.lines.front().name);
        put(one, "words", order_words(page, clock, order));
        put(one, "total", yuan(order.due()));
        list.push_back(one);
    }
    view.set("orders", list);
    put_flag(view, "has_orders", !found.orders.empty());
    put_flag(view, "none", found.orders.empty());
    std::string more;
    if (found.next.is_set()) {
        more = leader_path(page, "orders?before=") + found.next.text();
        for (const auto& [name, value] :
             {std::pair{"building", asked.building}, std::pair{"unit", asked.unit},
              std::pair{"room", asked.room}, std::pair{"number", asked.number}}) {
            more += value > 0 ? std::string("&") + name + "=" + std::to_string(value) : "";
        }
    }
    put_if(view, "more", more);
}

void put_groups(const Page& page, View& view, const LocalClock& clock, const app::Reader& reader) {
    View list = view_list();
    for (const GroupBuy& group : reader.groups_since(clock.now)) {
        if (!accepts_joins(group, clock.now) && group.state != GroupState::formed) {
            continue;
        }
        View one;
        put(one, "group", group.id.text());
        put(one, "title", group.title);
        put(one, "words",
            group_count_words(page, clock, app::view_of_group(reader, group)) + " · " +
                day_time(page.language, clock, group.deliver_before));
        list.push_back(one);
    }
    put_flag(view, "has_groups", list.is_non_empty_list());
    view.set("groups", list);
}

/// The orders of which something is asked back, above all others.
void put_claimed(const Page& page, View& view, const LocalClock& clock, const app::Reader& reader) {
    const auto claimed = app::list_refund_claims(page.site.context, page.caller, {}, reader);
    View list = view_list();
    for (const api::OrderView& order : claimed ? claimed->orders : std::vector<api::OrderView>{}) {
        for (const api::ClaimView& claim : order.claims) {
            if (claim.state != ClaimState::open) {
                continue;
            }
            View one;
            put(one, "order", order.order.text());
            put(one, "door", door_of(order));
            put(one, "words", claim_words(page, clock, order, claim));
            put_if(one, "text", claim.text);
            list.push_back(one);
        }
    }
    put_flag(view, "has_claimed", list.is_non_empty_list());
    view.set("claimed", list);
}

Response orders_page(const Page& page) {
    api::FindOrders::Request asked{
        asked_number(page, "building"), asked_number(page, "unit"), asked_number(page, "room"),
        asked_number(page, "number"),
        OrderId::parse(page.request.parameter("before").value_or("")).value_or(OrderId{})};
    std::string body;
    int status = 200;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        Result<api::FindOrders::Response> found = refuse(ErrorCode::invalid_value);
        if (const auto checked = api::FindOrders::check(asked); !checked) {
            found = checked.error();
        } else {
            found = app::find_orders(page.site.context, page.caller, asked, reader);
        }
        View view = base_view(page, page.say("find_orders_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("find_orders_title"), "/c/" + page.place->slug + "/leader");
        put_if(view, "problem",
               found ? std::string{} : error_text(page.language, found.error().code));
        for (const char* name : {"building", "unit", "room", "number"}) {
            put(view, name, page.request.parameter(name).value_or(""));
        }
        put_claimed(page, view, clock, reader);
        put_groups(page, view, clock, reader);
        put_orders(page, view, clock, found ? found.value() : api::FindOrders::Response{}, asked);
        status = found ? 200 : api::http_status(found.error().code);
        view.set("boot", View(false));
        body = render_page("leader_orders", view);
    });
    return html(page, status, std::move(body));
}

void put_refund(const Page& page, View& view, const api::OrderView& order) {
    put_refund_choices(page, view, order, api::open_claim(order));
    const bool left = order.left() > Money{};
    put_flag(view, "cash", order.payment == Payment::on_handover);
    put_flag(view, "refund", order.state == OrderState::done && left);
    put_if(view, "left",
           order.state != OrderState::done ? std::string{}
           : left ? page.say("order_left", {{"amount", yuan(order.left())}})
                  : page.say("refund_all_done"));
}

void put_claims(const Page& page, View& view, const LocalClock& clock,
                const api::OrderView& order) {
    View list = view_list();
    for (const api::ClaimView& claim : order.claims) {
        View one;
        put(one, "words", claim_words(page, clock, order, claim));
        put_if(one, "text", claim.text);
        put(one, "number", std::to_string(claim.number));
        put_flag(one, "open", claim.state == ClaimState::open);
        put_if(one, "answer",
               claim.state == ClaimState::declined
                   ? page.say("claim_declined", {{"answer", claim.answer}})
               : claim.state == ClaimState::granted ? page.say("claim_granted")
                                                    : std::string{});
        put_form(page, one);
        list.push_back(one);
    }
    view.set("claims", list);
}

Response order_page(const Page& page, int status, std::string_view problem, OrderId id) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto stored = reader.order(id);
        if (!stored) {
            return;
        }
        const api::OrderView order = app::view_with_claims(reader, *stored);
        View view = base_view(page, page.say("find_orders_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("find_orders_title"), leader_path(page, "orders"));
        put_if(view, "problem", problem);
        put_form(page, view);
        put(view, "order", id.text());
        put(view, "door", door_of(order));
        put(view, "words", order_words(page, clock, order));
        put(view, "total", yuan(order.due()));
        View lines = view_list();
        for (const api::LineView& line : order.lines) {
            View one;
            put(one, "name", line.name);
            put(one, "quantity", std::to_string(line.quantity.count));
            put(one, "due", yuan(Money::fen_unchecked(line.total.fen() - line.cut.fen())));
            lines.push_back(one);
        }
        view.set("lines", lines);
        put_claims(page, view, clock, order);
        put_refund(page, view, order);
        const auto ride = app::crowd_ride_of(reader, *stored);
        put_if(view, "rider",
               ride ? ride_words(page.language, ride->rider, ride->state, ride->price)
                    : std::string{});
        put_flag(view, "lost", ride && stored->state == OrderState::out);
        put_flag(view, "time", !is_finished(order.state) && !order.group.is_set());
        put(view, "at",
            field_time(clock,
                       order.state == OrderState::ready ? order.collect_before : order.due_at));
        view.set("boot", View(false));
        body = render_page("leader_order", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

Result<std::string> refund(const Page& page, const Form& form, OrderId id,
                           const std::string& here) {
    LOUXIA_ASSIGN(const RefundChoice choice, refund_choice(form));
    const api::RefundOrder::Request request{
        id, choice.line, choice.reason,
        enum_from_word<RefundWay>(form.get("way")).value_or(RefundWay::wallet)};
    return run_form<api::RefundOrder>(page, form, request,
                                      [&](const api::OrderView&) { return here; });
}

Result<std::string> decline(const Page& page, const Form& form, OrderId id,
                            const std::string& here) {
    const api::DeclineRefund::Request request{id, number_in(form, "claim"), form.lines("answer")};
    return run_form<api::DeclineRefund>(page, form, request,
                                        [&](const api::OrderView&) { return here; });
}

Result<std::string> settle_lost(const Page& page, const Form& form, OrderId id,
                                const std::string& here) {
    const auto outcome = enum_from_word<LostOutcome>(form.get("outcome"));
    if (!outcome) {
        return refuse(ErrorCode::invalid_value, "outcome");
    }
    return run_form<api::SettleLostOrder>(page, form, {id, *outcome},
                                          [&](const api::OrderView&) { return here; });
}

Instant time_in(const Page& page, const Form& form) {
    Instant at;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        at = local_time(page, reader, form.get("at"));
    });
    return at;
}

Response change_order_page(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return error_page(page.site, page.request, api::http_status(form.error().code));
    }
    const OrderId id = OrderId::parse(form->get("order")).value_or(OrderId{});
    const std::string here = leader_path(page, "order?order=") + id.text();
    const std::string step = form->get("step");
    const Result<std::string> done =
        step == "refund"    ? refund(page, *form, id, here)
        : step == "decline" ? decline(page, *form, id, here)
        : step == "lost"
            ? settle_lost(page, *form, id, here)
            : run_form<api::MoveOrderTime>(page, *form, {id, time_in(page, *form)},
                                           [&](const api::OrderView&) { return here; });
    return done ? see_other(here)
                : order_page(page, api::http_status(done.error().code),
                             error_text(page.language, done.error().code), id);
}

Response group_page(const Page& page, int status, std::string_view problem, GroupId id) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto group = reader.group(id);
        if (!group) {
            return;
        }
        View view = base_view(page, group->title, "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, group->title, leader_path(page, "orders"));
        put_if(view, "problem", problem);
        put_form(page, view);
        put(view, "group", id.text());
        put(view, "title_words", group->title);
        put(view, "words",
            group_count_words(page, clock, app::view_of_group(reader, *group)) + " · " +
                day_time(page.language, clock, group->deliver_before));
        put(view, "at", field_time(clock, group->deliver_before));
        put(view, "cap", to_yuan_text(group->cap_turnover));
        view.set("boot", View(false));
        body = render_page("leader_group", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

Response change_group_page(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return error_page(page.site, page.request, api::http_status(form.error().code));
    }
    const GroupId id = GroupId::parse(form->get("group")).value_or(GroupId{});
    const std::string here = leader_path(page, "group?group=") + id.text();
    api::ChangeGroup::Request request;
    request.group = id;
    if (form->get("step") == "cap") {
        const auto cap = parse_yuan(form->get("cap"));
        request.cap_turnover = cap ? cap.value() : Money::fen_unchecked(-1);
    } else {
        request.deliver_before = time_in(page, *form);
    }
    const auto done = run_form<api::ChangeGroup>(page, *form, request,
                                                 [&](const api::GroupView&) { return here; });
    return done ? see_other(here)
                : group_page(page, api::http_status(done.error().code),
                             error_text(page.language, done.error().code), id);
}

}  // namespace

void add_leader_order_pages(Router& router, Site& site) {
    const auto add = [&](std::string_view method, std::string_view path, std::string_view name,
                         RoleAnswer answer) {
        add_for_roles(router, site, method, path, name, api::leader_roles, std::move(answer));
    };
    add("GET", "/c/{community}/leader/orders", "page_leader_orders", orders_page);
    add("GET", "/c/{community}/leader/order", "page_leader_order", [](const Page& page) {
        const auto id = OrderId::parse(page.request.parameter("order").value_or(""));
        return order_page(page, 200, {}, id.value_or(OrderId{}));
    });
    add("POST", "/c/{community}/leader/order", "form_leader_order", change_order_page);
    add("GET", "/c/{community}/leader/group", "page_leader_group", [](const Page& page) {
        const auto id = GroupId::parse(page.request.parameter("group").value_or(""));
        return group_page(page, 200, {}, id.value_or(GroupId{}));
    });
    add("POST", "/c/{community}/leader/group", "form_leader_group", change_group_page);
}

}  // namespace louxia::http
