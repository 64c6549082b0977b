#include "server/http/pages/forms.hpp"

/// Paying online: `/c/{community}/me/payments`, one page for each payment, and what a share of a
/// group is paid with. None of it is there without a provider.
namespace louxia::http {
namespace {

constexpr std::string_view look_again_s = "3";

std::string payments_path(const Page& page) {
    return "/c/" + page.place->slug + "/me/payments";
}

std::string purpose_words(const Page& page, const api::PaymentView& payment) {
    return page.say("payment_for_" + std::string(word_of(payment.purpose)));
}

std::string state_words(const Page& page, const api::PaymentView& payment) {
    if (payment.state == PaymentState::created && payment.pay_url.empty()) {
        return page.say("payment_asking");
    }
    const Money back = payment.returned;
    std::string words = page.say("payment_" + std::string(word_of(payment.state)),
                                 {{"amount", yuan(payment.received)}});
    if (payment.state == PaymentState::used && back > Money{}) {
        words += " " + page.say("payment_partly_back", {{"amount", yuan(back)}});
    }
    return words;
}

/// Why its purpose was not done, in the words of that refusal.
std::string why_words(const Page& page, const api::PaymentView& payment) {
    if (payment.why.empty()) {
        return {};
    }
    const std::string key = "error_" + payment.why;
    const std::string_view words = text(page.language, key);
    return std::string(words == key ? text(page.language, "payment_why_other") : words);
}

Response payments_page(const Page& page, int status, std::string_view problem) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto list = app::list_payments(page.site.context, page.caller, {}, reader);
        if (!list || (!list->offered && list->payments.empty())) {
            return;
        }
        View view = base_view(page, page.say("payments_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("payments_title"), "/c/" + page.place->slug + "/me");
        put_if(view, "problem", problem);
        put_flag(view, "offered", list->offered);
        put_flag(view, "to_wallet", list->refunds_to_wallet);
        put(view, "action", payments_path(page));
        View payments = view_list();
        for (const api::PaymentView& payment : list->payments) {
            View one;
            put(one, "href", payments_path(page) + "/" + payment.payment.text());
            put(one, "amount", yuan(payment.amount));
            put(one, "purpose", purpose_words(page, payment));
            put(one, "state", state_words(page, payment));
            put(one, "when", day_time(page.language, clock, payment.asked_at));
            payments.push_back(one);
        }
        put_flag(view, "has_payments", payments.is_non_empty_list());
        view.set("payments", payments);
        put_form(page, view);
        // It has no face in the client.
        view.set("boot", View(false));
        body = render_page("payments", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

void put_where_next(const Page& page, View& view, const api::PaymentView& payment) {
    if (payment.order.is_set()) {
        put(view, "next", "/o/" + payment.order.text());
        put(view, "next_label", page.say("payment_see_order"));
    } else if (payment.group.is_set()) {
        put(view, "next", "/g/" + payment.group.text());
        put(view, "next_label", page.say("see_group"));
    }
}

Response payment_page(const Page& page, const api::Parameters& parts) {
    const auto id = PaymentId::parse(parts[1].second);
    std::string body;
    bool waits = false;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto payment = id ? app::get_payment(page.site.context, page.caller, {*id}, reader)
                                : Result<api::PaymentView>{refuse(ErrorCode::not_found)};
        if (!payment) {
            return;
        }
        waits = payment->state == PaymentState::created;
        View view = base_view(page, page.say("payment_title"), "");
        put_community(page, view, reader);
        put_bar(view, page.say("payment_title"), payments_path(page));
        put(view, "amount", yuan(payment->amount));
        put(view, "purpose", purpose_words(page, *payment));
        put(view, "state", state_words(page, *payment));
        put_if(view, "why", why_words(page, *payment));
        put_if(view, "pay_url", payment->pay_url);
        put_where_next(page, view, *payment);
        view.set("boot", View(false));
        body = render_page("payment", view);
    });
    if (body.empty()) {
        return not_found_page(page);
    }
    Response response = html(page, 200, std::move(body));
    if (waits) {
        response.set_header("Refresh", std::string(look_again_s));
    }
    return response;
}

Response top_up(const Page& page) {
    const auto form = read_form(page, true);
    Result<std::string> next = refuse(ErrorCode::malformed);
    if (!form) {
        next = form.error();
    } else if (const auto amount = parse_yuan(form->get("amount")); !amount) {
        next = refuse(ErrorCode::out_of_range);
    } else {
        next = start_payment_form(page, *form, {*amount, std::nullopt, GroupId{}});
    }
    return next ? see_other(std::move(next).value())
                : payments_page(page, api::http_status(next.error().code),
                                error_text(page.language, next.error().code));
}

Response choose_refunds(const Page& page) {
    const auto form = read_form(page, true);
    const auto next = form ? run_form<api::SetRefundTo>(page, *form, {form->get("to") == "wallet"},
                                                        [&](const api::ListPayments::Response&) {
                                                            return payments_path(page);
                                                        })
                           : Result<std::string>{form.error()};
    return next ? see_other(*next)
                : payments_page(page, api::http_status(next.error().code),
                                error_text(page.language, next.error().code));
}

using Answer = std::function<Response(const Page&, const api::Parameters&)>;

Response for_households(Site& site, const Request& request, const api::Parameters& parts,
                        const Answer& answer) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    if (!page->caller.member) {
        return come_in_first(*page, request.path);
    }
    return api::household_roles.has(page->caller.member->role) ? answer(*page, parts)
                                                               : not_found_page(*page);
}

}  // namespace

Result<std::string> start_payment_form(const Page& page, const Form& form,
                                       const api::StartPayment::Request& request) {
    return run_form<api::StartPayment>(page, form, request, [&](const api::PaymentView& payment) {
        return payments_path(page) + "/" + payment.payment.text();
    });
}

void add_payment_pages(Router& router, Site& site) {
    const auto add = [&](std::string_view method, std::string_view path, std::string_view name,
                         Answer answer) {
        router.add(method, path, name,
                   [&site, answer = std::move(answer)](const Request& request,
                                                       const api::Parameters& parts) {
                       return for_households(site, request, parts, answer);
                   });
    };
    add("GET", "/c/{community}/me/payments", "page_payments",
        [](const Page& page, const api::Parameters&) { return payments_page(page, 200, {}); });
    add("GET", "/c/{community}/me/payments/{payment}", "page_payment", payment_page);
    add("POST", "/c/{community}/me/payments", "form_start_payment",
        [](const Page& page, const api::Parameters&) { return top_up(page); });
    add("POST", "/c/{community}/me/payments/refund-to", "form_refund_to",
        [](const Page& page, const api::Parameters&) { return choose_refunds(page); });
}

}  // namespace louxia::http
