#include <array>

#include "server/http/pages/refund_form.hpp"
#include "shared/api/arrival.hpp"
#include "shared/api/claim_entry.hpp"

/// `/o/{order}` for its own household, and the list of its orders.
namespace louxia::http {
namespace {

constexpr std::string_view refresh_seconds = "20";

/// Everything that is not this household's own order is the same absent page.
std::optional<Page> order_page(Site& site, const Request& request, const api::Parameters& parts,
                               OrderId& order) {
    const auto id = OrderId::parse(parts[0].second);
    const auto community = id ? site.context.store.community_of(*id) : std::nullopt;
    if (!community) {
        return std::nullopt;
    }
    auto page = open_page(site, request, site.places.find(*community), true);
    if (!page || !page->caller.member || !api::household_roles.has(page->caller.member->role)) {
        return std::nullopt;
    }
    order = *id;
    return page;
}

struct Step {
    std::string_view label;
    Instant at;
};

std::vector<Step> steps_of(const api::OrderView& order) {
    if (order.fulfilment == Fulfilment::pickup) {
        return {{"short_placed", order.placed_at},
                {"short_packed", order.packed_at},
                {"short_ready", order.out_at},
                {"step_done_pickup", order.done_at}};
    }
    return {{"short_placed", order.placed_at},
            {"short_packed", order.packed_at},
            {"short_out", order.out_at},
            {"step_done_delivery", order.done_at}};
}

void put_steps(const Page& page, View& view, const LocalClock& clock, const api::OrderView& order) {
    View list = view_list();
    const std::vector<Step> steps = steps_of(order);
    std::size_t reached = 0;
    while (reached + 1 < steps.size() && steps[reached + 1].at.is_set()) {
        ++reached;
    }
    const bool over = is_finished(order.state);
    for (std::size_t at = 0; at < steps.size(); ++at) {
        View one;
        const bool now = at == reached && !over;
        put(one, "label", page.say(steps[at].label));
        put_if(one, "class", now ? "now" : steps[at].at.is_set() ? "past" : "");
        put_flag(one, "now", now);
        std::string time = steps[at].at.is_set() ? clock_time(clock, steps[at].at) : "";
        if (at + 1 == steps.size() && !over && order.estimate_at.is_set()) {
            time = page.say("about_time", {{"time", clock_time(clock, order.estimate_at)}});
        }
        put(one, "time", time);
        list.push_back(one);
    }
    view.set("steps", list);
}

std::string state_words(const Page& page, const api::OrderView& order) {
    switch (order.state) {
        case OrderState::placed: return page.say("state_placed");
        case OrderState::accepted: return page.say("state_accepted");
        case OrderState::picking: return page.say("state_picking");
        case OrderState::packed:
            return page.say(order.fulfilment == Fulfilment::pickup ? "state_packed_pickup"
                                                                   : "state_packed");
        case OrderState::ready: return page.say("state_ready");
        case OrderState::out:
            return page.say("state_out",
                            {{"number", std::to_string(order.address.building_number)}});
        case OrderState::done: return page.say("state_done");
        case OrderState::cancelled: return page.say("state_cancelled");
    }
    return {};
}

void put_promise(const Page& page, View& view, const LocalClock& clock,
                 const api::OrderView& order) {
    const bool over = is_finished(order.state);
    const std::string due = day_time(page.language, clock, order.due_at);
    const bool delivery = order.fulfilment == Fulfilment::delivery;
    put(view, "promise_words",
        page.say(delivery ? "promise_delivery" : "promise_ready", {{"when", due}}));
    if (!order.pickup_code.empty() && delivery) {
        put(view, "door_code", page.say("code_at_door", {{"code", order.pickup_code}}));
    } else if (!order.pickup_code.empty()) {
        put(view, "code", order.pickup_code);
        put(view, "code_words",
            page.say("code_until",
                     {{"when", day_time(page.language, clock, order.collect_before)}}));
    }
    put_if(view, "handed_photo", order.handed_photo);
    if (delivery && !over && order.estimate_at > clock.now) {
        const std::int64_t minutes = api::minutes_until(order.estimate_at, clock.now);
        put(view, "minutes_words",
            api::is_told_in_minutes(order.estimate_at, clock.now)
                ? page.say("about_minutes", {{"minutes", std::to_string(minutes)}})
                : page.say("about_time", {{"time", clock_time(clock, order.estimate_at)}}));
    }
    put_if(
        view, "moved",
        order.moved_from.is_set()
            ? page.say("time_moved", {{"when", day_time(page.language, clock, order.moved_from)}})
            : std::string{});
    if (order.compensated) {
        put(view, "late", page.say("late_paid", {{"amount", yuan(order.compensation)}}));
    } else if (delivery && !over) {
        put(view, "late",
            page.say("late_promise", {{"time", clock_time(clock, order.due_at)},
                                      {"amount", yuan(compensation_when_late)}}));
    }
}

Fulfilment other_fulfilment(const api::OrderView& order) noexcept {
    return order.fulfilment == Fulfilment::pickup ? Fulfilment::delivery : Fulfilment::pickup;
}

/// What became of a line while it was packed: "实称 460 克，按实称算 · 退 ¥0.40"; or nothing.
std::string change_words(const Page& page, const api::OrderView& order, const api::LineView& line) {
    std::string words;
    const auto add = [&words](const std::string& part) {
        words += (words.empty() ? "" : " · ") + part;
    };
    if (line.missing.count > 0) {
        add(page.say("line_missing", {{"count", std::to_string(line.missing.count)}}));
    }
    if (line.weighed.count > 0) {
        add(page.say("line_weighed", {{"grams", std::to_string(line.weighed.count)}}));
    }
    if (!line.cut.is_zero()) {
        const bool paid = order.payment == Payment::wallet;
        add(page.say(paid ? "line_cut" : "line_cut_unpaid", {{"amount", yuan(line.cut)}}));
    }
    return words;
}

/// 50 per mille is "5", 25 is "2.5".
std::string percent_text(std::int32_t permille) {
    const std::string whole = std::to_string(permille / 10);
    return permille % 10 == 0 ? whole : whole + "." + std::to_string(permille % 10);
}

void put_goods(const Page& page, View& view, const api::OrderView& order) {
    View lines = view_list();
    std::int64_t pieces = 0;
    for (const api::LineView& line : order.lines) {
        View one;
        put(one, "name", line.name);
        put_picture(page, one, line.picture, 168);
        put(one, "per", unit_word(page.language, line.unit));
        put(one, "quantity", std::to_string(line.quantity.count));
        put(one, "total", yuan(line.total));
        put_if(one, "changed", change_words(page, order, line));
        lines.push_back(one);
        pieces += line.quantity.count;
    }
    view.set("lines", lines);
    put(view, "count_words", page.say("count_pieces", {{"count", std::to_string(pieces)}}));
    put(view, "goods", yuan(order.goods_total));
    if (!order.discount.is_zero()) {
        put(view, "discount", yuan(order.discount));
    }
    put_if(view, "delivery_fee",
           order.fulfilment == Fulfilment::pickup ? ""
           : order.delivery_fee.is_zero()         ? page.say("free")
                                                  : yuan(order.delivery_fee));
    const bool pays_later = order.payment == Payment::on_handover && !is_finished(order.state);
    put(view, "pay_words", page.say(pays_later ? "to_pay" : "paid"));
    if (!order.cut.is_zero()) {
        const bool by_wallet = order.payment == Payment::wallet;
        put(view, "cut_words", page.say(by_wallet ? "goes_back" : "not_to_pay"));
        put(view, "cut", yuan(order.cut));
    }
    put(view, "total", yuan(order.due()));
    put_if(view, "tolerance",
           order.tolerance_permille > 0 && !is_finished(order.state)
               ? page.say("tolerance_agreed", {{"percent", percent_text(order.tolerance_permille)}})
               : std::string{});
    put(view, "where_words",
        order.fulfilment == Fulfilment::pickup
            ? page.say("order_waits_at", {{"hub", order.hub_name}, {"place", order.hub_place}})
            : page.say("order_goes_to", {{"address", full_address(page.language, order.address)}}));
    put_if(view, "note", order.note);
}

void put_refunds(const Page& page, View& view, const LocalClock& clock,
                 const api::OrderView& order) {
    View list = view_list();
    for (const api::RefundView& refund : order.refunds) {
        std::string reason = page.say("refund_" + std::string(word_of(refund.reason)));
        if (refund.line != whole_order) {
            reason.insert(0, order.lines.at(static_cast<std::size_t>(refund.line)).name + " ");
        }
        View one;
        put(one, "words",
            page.say("refunded_" + std::string(word_of(refund.way)),
                     {{"amount", yuan(refund.amount)},
                      {"reason", reason},
                      {"when", day_time(page.language, clock, refund.at)}}));
        list.push_back(one);
    }
    view.set("refunds", list);
}

/// What it asked back and was not given; the entry for more stands there from the beginning.
void put_claims(const Page& page, View& view, const LocalClock& clock,
                const api::OrderView& order) {
    View list = view_list();
    for (const api::ClaimView& claim : order.claims) {
        const bool declined = claim.state == ClaimState::declined;
        if (claim.state == ClaimState::granted) {
            continue;
        }
        View one;
        put(one, "words", claim_words(page, clock, order, claim));
        put(one, "answer",
            declined ? page.say("claim_declined", {{"answer", claim.answer}})
                     : page.say("claim_waits"));
        put_flag(one, "declined", declined);
        list.push_back(one);
    }
    view.set("claims", list);
    const api::ClaimEntry now = api::claim_entry(order, clock.now);
    if (now == api::ClaimEntry::none) {
        return;
    }
    View entry;
    if (now == api::ClaimEntry::open) {
        const std::string end = day_time(page.language, clock, api::claims_end(order));
        put(entry, "about", page.say("claim_until", {{"when", end}}));
        View form;
        put_refund_choices(page, form, order, nullptr);
        put_form(page, form);
        entry.set("form", form);
    } else {
        put(entry, "about", page.say(now == api::ClaimEntry::over ? "claim_over" : "claim_later"));
    }
    view.set("claim", entry);
}

/// The other way of getting it, as long as it can be had.
std::optional<api::QuoteChange::Response> other_way(const Page& page, const api::OrderView& order,
                                                    const app::Reader& reader) {
    const api::QuoteChange::Request request{order.order, {}, {}, other_fulfilment(order)};
    const auto quote = app::quote_change(page.site.context, page.caller, request, reader);
    if (!quote || !quote->offered) {
        return std::nullopt;
    }
    return *quote;
}

void put_other_way(const Page& page, View& view, const api::OrderView& order,
                   const app::Reader& reader) {
    const auto quote = other_way(page, order, reader);
    if (!quote) {
        return;
    }
    const Fulfilment way = other_fulfilment(order);
    View one;
    put(one, "way", word_of(way));
    put(one, "terms", quote->terms.text());
    put(one, "label",
        page.say("change_to_" + std::string(word_of(way)), {{"amount", yuan(quote->total)}}));
    put(one, "about", page.say("change_about"));
    put_form(page, one);
    view.set("change", one);
}

void put_actions(const Page& page, View& view, const api::OrderView& order) {
    View actions = view_list();
    const auto add = [&](const char* action, std::string_view label, const std::string& about,
                         bool quiet, std::string_view asks) {
        View one;
        put(one, "action", action);
        put(one, "label", page.say(label));
        put(one, "about", about);
        put_flag(one, "quiet", quiet);
        if (!asks.empty()) {
            put(one, "asks_text", page.say(asks));
        }
        put_form(page, one);
        actions.push_back(one);
    };
    if (order.state == OrderState::ready) {
        add("collect", "collected", page.say("collected_about"), false, {});
    }
    const bool can_cancel =
        order.state == OrderState::placed || order.state == OrderState::accepted;
    if (can_cancel && !order.group.is_set()) {
        add("cancel", "cancel_order",
            order.payment == Payment::wallet
                ? page.say("cancel_about", {{"amount", to_yuan_text(order.total)}})
                : page.say("cancel_about_unpaid"),
            true, {});
    }
    if (order.state == OrderState::done && !order.posted) {
        add("post", "post_order", {}, false, "post_ask");
    }
    view.set("actions", actions);
}

Response order_response(const Page& page, OrderId id, const std::string& problem, int status) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto order = app::get_order(page.site.context, page.caller, {id}, reader);
        if (!order) {
            return;
        }
        const std::string title =
            page.say("order_title", {{"number", order_number_text(order->number)}});
        View view = base_view(page, title, "orders");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, title, "/c/" + page.place->slug + "/orders");
        put(view, "id", id.text());
        put(view, "number_words", title);
        put_if(view, "problem", problem);
        put(view, "state_words", state_words(page, *order));
        put_promise(page, view, clock, *order);
        put_steps(page, view, clock, *order);
        put_goods(page, view, *order);
        put_refunds(page, view, clock, *order);
        put_claims(page, view, clock, *order);
        put_other_way(page, view, *order, reader);
        put_actions(page, view, *order);
        if (!is_finished(order->state)) {
            put(view, "refresh", refresh_seconds);
        }
        body = render_page("order", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

template <class E>
Response answer_change(Site& site, const Request& request, const api::Parameters& parts,
                       const std::function<typename E::Request(OrderId, const Form&)>& make) {
    OrderId id;
    const auto page = order_page(site, request, parts, id);
    if (!page) {
        return error_page(site, request, 404);
    }
    const auto form = read_form(*page, true);
    const std::string here = "/o/" + id.text();
    const Result<std::string> next =
        form ? run_form<E>(*page, *form, make(id, *form),
                           [&](const typename E::Response&) { return here; })
             : Result<std::string>{form.error()};
    if (next) {
        return see_other(here);
    }
    return order_response(*page, id, error_text(page->language, next.error().code),
                          api::http_status(next.error().code));
}

std::string names_of(const Page& page, const api::OrderView& order) {
    if (!order.group_title.empty()) {
        return order.group_title;
    }
    if (order.lines.size() == 1) {
        return order.lines.front().name;
    }
    return page.say("names_and_more",
                    {{"name", order.lines.empty() ? std::string{} : order.lines.front().name},
                     {"count", std::to_string(order.lines.size())}});
}

/// Shares that are paid and no orders yet stand above the orders.
void put_shares(const Page& page, View& view, const LocalClock& clock,
                const std::vector<api::ShareView>& shares) {
    View list = view_list();
    for (const api::ShareView& share : shares) {
        View one;
        put(one, "group", share.group.text());
        put(one, "state", page.say("share_" + std::string(word_of(share.state))));
        put(one, "words",
            page.say("share_line", {{"title", share.title},
                                    {"count", std::to_string(share.households)},
                                    {"target", std::to_string(share.target_households)},
                                    {"when", day_time(page.language, clock, share.cutoff_at)}}));
        put(one, "paid", yuan(share.paid));
        list.push_back(one);
    }
    view.set("shares", list);
}

Response answer_orders(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    if (!page->caller.member || !api::household_roles.has(page->caller.member->role)) {
        return come_in_first(*page, request.path);
    }
    std::string body;
    site.context.store.read(page->place->community, [&](const app::Reader& reader) {
        const auto orders = app::list_orders(site.context, page->caller, {}, reader);
        View view = base_view(*page, page->say("orders_title"), "orders");
        const LocalClock clock = put_community(*page, view, reader);
        put_bar(view, page->say("orders_title"), "/c/" + page->place->slug);
        View list = view_list();
        if (orders) {
            for (const api::OrderView& order : orders->orders) {
                View one;
                put(one, "id", order.order.text());
                put(one, "names", names_of(*page, order));
                put(one, "when", day_time(page->language, clock, order.placed_at));
                put(one, "state", page->say("short_" + std::string(word_of(order.state))));
                put(one, "total", yuan(order.due()));
                list.push_back(one);
            }
        }
        put_shares(*page, view, clock, orders ? orders->shares : std::vector<api::ShareView>{});
        put_flag(view, "has_orders", list.is_non_empty_list());
        view.set("orders", list);
        body = render_page("orders", view);
    });
    return html(*page, 200, std::move(body));
}

}  // namespace

void add_order_pages(Router& router, Site& site) {
    router.add("GET", "/c/{community}/orders", "page_orders",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_orders(site, request, parts);
               });
    router.add("GET", "/o/{order}", "page_order",
               [&site](const Request& request, const api::Parameters& parts) {
                   OrderId id;
                   const auto page = order_page(site, request, parts, id);
                   return page ? order_response(*page, id, {}, 200)
                               : error_page(site, request, 404);
               });
    router.add("POST", "/o/{order}/cancel", "form_cancel_order",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_change<api::CancelOrder>(
                       site, request, parts,
                       [](OrderId id, const Form&) { return api::CancelOrder::Request{id}; });
               });
    router.add("POST", "/o/{order}/change", "form_change_order",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_change<api::ChangeOrder>(
                       site, request, parts, [](OrderId id, const Form& form) {
                           const auto way = enum_from_word<Fulfilment>(form.get("fulfilment"));
                           return api::ChangeOrder::Request{
                               id,
                               {},
                               {},
                               way.value_or(Fulfilment::delivery),
                               TermsId::parse(form.get("terms")).value_or(TermsId{})};
                       });
               });
    router.add("POST", "/o/{order}/claim", "form_claim_refund",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_change<api::ClaimRefund>(
                       site, request, parts, [](OrderId id, const Form& form) {
                           // Without a choice it asks for what its check refuses.
                           const auto choice = refund_choice(form);
                           return api::ClaimRefund::Request{
                               id, choice ? choice->line : whole_order,
                               choice ? choice->reason : RefundReason::recalled,
                               form.lines("text")};
                       });
               });
    router.add("POST", "/o/{order}/collect", "form_collect_order",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_change<api::CollectOrder>(
                       site, request, parts,
                       [](OrderId id, const Form&) { return api::CollectOrder::Request{id}; });
               });
    router.add("POST", "/o/{order}/post", "form_add_post",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_change<api::AddPost>(
                       site, request, parts, [](OrderId id, const Form& form) {
                           return api::AddPost::Request{id, {}, form.lines("text"), {}};
                       });
               });
}

}  // namespace louxia::http
