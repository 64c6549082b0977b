#include <algorithm>
#include <array>

#include "server/http/pages/forms.hpp"

/// From the list's quantities to an order: `/c/{community}/checkout`, one form, no script.
namespace louxia::http {
namespace {

/// What the form says so far; the server's own choice where it says nothing yet.
struct Choice {
    std::vector<api::BasketLine> basket;
    Fulfilment fulfilment = Fulfilment::delivery;
    Payment payment = Payment::wallet;
    bool online = false;  ///< paid into the wallet first, for this order
    HubId hub;
    std::optional<api::AddressPick> address;
    std::string note;
    bool tolerant = false;
    std::string coupon;  ///< as typed
    std::string problem;
    int status = 200;
};

Choice choice_of(const Form& form) {
    Choice choice;
    choice.basket = basket_of(form.fields);
    choice.fulfilment =
        enum_from_word<Fulfilment>(form.get("fulfilment")).value_or(Fulfilment::delivery);
    choice.payment = enum_from_word<Payment>(form.get("payment")).value_or(Payment::wallet);
    choice.online = form.get("payment") == "online";
    choice.hub = HubId::parse(form.get("hub")).value_or(HubId{});
    choice.note = form.get("note");
    choice.tolerant = form.get("tolerance") == "yes";
    choice.coupon = form.get("coupon");
    const auto building = BuildingId::parse(form.get("building"));
    const std::int32_t floor = number_in(form, "floor");
    const std::int32_t door = number_in(form, "door");
    if (building && floor > 0 && floor < 100 && door > 0 && door < 100) {
        choice.address = api::AddressPick{*building, number_in(form, "unit"), floor * 100 + door};
    }
    return choice;
}

/// What goes on with the basket's query.
std::string coupon_query(const Choice& choice) {
    return choice.coupon.empty() ? std::string{} : "&coupon=" + percent_encode(choice.coupon);
}

using Quote = Result<api::QuoteOrder::Response>;

/// What one tick agrees to, as its words say.
constexpr std::int32_t tolerance_offered = 50;

bool is_weighed(const api::QuoteOrder::Response& quote) {
    return std::any_of(quote.lines.begin(), quote.lines.end(),
                       [](const api::LineView& line) { return line.unit == Unit::jin; });
}

Quote quote_of(const Page& page, const app::Reader& reader, const Choice& choice,
               Fulfilment fulfilment) {
    api::QuoteOrder::Request request{choice.basket, fulfilment, {}, std::nullopt, choice.coupon};
    if (fulfilment == Fulfilment::pickup) {
        request.hub = choice.hub;
    } else {
        request.address = choice.address;
    }
    if (const auto checked = api::QuoteOrder::check(request); !checked) {
        return checked.error();
    }
    return app::quote_order(page.site.context, page.caller, request, reader);
}

void put_ways(const Page& page, View& view, const LocalClock& clock, const Choice& choice,
              const Quote& delivery, const Quote& pickup) {
    const bool delivers = delivery && delivery->offered;
    if (delivery) put(view, "delivery_terms_id", delivery->terms.text());
    if (pickup) put(view, "pickup_terms_id", pickup->terms.text());
    put_flag(view, "delivery_offered", delivers);
    put_flag(view, "pickup_offered", pickup.ok());
    const bool wants_delivery = choice.fulfilment == Fulfilment::delivery;
    put_flag(view, "delivery_on", delivers && (wants_delivery || !pickup));
    put_flag(view, "pickup_on", pickup && (!wants_delivery || !delivers));
    if (delivers) {
        put(view, "delivery_words",
            page.say("delivery_terms",
                     {{"time", clock_time(clock, delivery->due_at)},
                      {"fee", delivery->delivery_fee.is_zero() ? page.say("free")
                                                               : yuan(delivery->delivery_fee)},
                      {"total", yuan(delivery->total)}}));
    } else {
        put(view, "delivery_words",
            delivery ? page.say("delivery_not_offered")
                     : error_text(page.language, delivery.error().code));
    }
    put(view, "pickup_words",
        pickup ? page.say("pickup_terms", {{"time", clock_time(clock, pickup->due_at)},
                                           {"total", yuan(pickup->total)}})
               : error_text(page.language, pickup.error().code));
}

void put_lines(const Page& page, View& view, const api::QuoteOrder::Response& quote) {
    View lines = view_list();
    for (const api::LineView& line : quote.lines) {
        View one;
        put(one, "id", line.item.text());
        put(one, "name", line.name);
        put_picture(page, one, line.picture, 168);
        put(one, "per", unit_word(page.language, line.unit));
        put(one, "quantity", std::to_string(line.quantity.count));
        put(one, "total", yuan(line.total));
        lines.push_back(one);
    }
    view.set("lines", lines);
    put(view, "goods", yuan(quote.goods_total));
    if (!quote.discount.is_zero()) {
        put(view, "discount", yuan(quote.discount));
    }
    put(view, "wallet_words", page.say("wallet_has", {{"amount", yuan(quote.wallet)}}));
}

View option_view(const std::string& id, const std::string& label, bool on) {
    View option;
    put(option, "id", id);
    put(option, "label", label);
    put_flag(option, "on", on);
    return option;
}

View numbers_view(std::int32_t count, std::int32_t chosen) {
    View list = view_list();
    for (std::int32_t number = 1; number <= count; ++number) {
        list.push_back(option_view({}, std::to_string(number), number == chosen));
    }
    return list;
}

void put_places(const Page& page, View& view, const app::Reader& reader, const Choice& choice) {
    api::AddressPick chosen;
    if (choice.address) {
        chosen = *choice.address;
    } else if (const auto own = reader.household(page.caller.member->household)) {
        chosen = {own->address.building, own->address.unit, own->address.room};
    }
    std::int32_t units = 1;
    std::int32_t floors = 1;
    std::int32_t doors = 1;
    View buildings = view_list();
    for (const Building& building : reader.buildings()) {
        units = std::max(units, building.units);
        floors = std::max(floors, building.floors);
        doors = std::max(doors, building.rooms_per_floor);
        buildings.push_back(
            option_view(building.id.text(),
                        page.say("building_option", {{"number", std::to_string(building.number)}}),
                        building.id == chosen.building));
    }
    view.set("buildings", buildings);
    view.set("units", numbers_view(units, chosen.unit));
    view.set("floors", numbers_view(floors, chosen.room / 100));
    view.set("doors", numbers_view(doors, chosen.room % 100));
    View hubs = view_list();
    for (const Hub& hub : reader.hubs()) {
        hubs.push_back(
            option_view(hub.id.text(), hub.name + " · " + hub.place, hub.id == choice.hub));
    }
    view.set("hubs", hubs);
}

Response message_page(const Page& page, int status, std::string_view heading,
                      std::string_view words) {
    View view = base_view(page, heading, "");
    put(view, "heading", heading);
    put(view, "words", words);
    put(view, "href", "/c/" + page.place->slug);
    put(view, "label", page.say("to_list"));
    return html(page, status, render_page("words", view));
}

Response checkout_page(const Page& page, Choice choice) {
    if (choice.basket.empty()) {
        return message_page(page, choice.status, page.say("empty_basket_heading"),
                            page.say("empty_basket_words"));
    }
    std::string body;
    std::string refused;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        Quote delivery = quote_of(page, reader, choice, Fulfilment::delivery);
        Quote pickup = quote_of(page, reader, choice, Fulfilment::pickup);
        if (!delivery && !pickup && pickup.error().field == "coupon") {
            choice.problem = error_text(page.language, pickup.error().code == ErrorCode::not_found
                                                           ? ErrorCode::coupon_ended
                                                           : pickup.error().code);
            choice.status = api::http_status(pickup.error().code);
            choice.coupon.clear();
            delivery = quote_of(page, reader, choice, Fulfilment::delivery);
            pickup = quote_of(page, reader, choice, Fulfilment::pickup);
        }
        if (!delivery && !pickup) {
            refused = error_text(page.language, pickup.error().code);
            return;
        }
        View view = base_view(page, page.say("checkout_title"), "home");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("checkout_title"), "/c/" + page.place->slug);
        put_if(view, "problem", choice.problem);
        put_lines(page, view, delivery ? *delivery : *pickup);
        put_ways(page, view, clock, choice, delivery, pickup);
        put_places(page, view, reader, choice);
        put_flag(view, "pays_online", page.site.context.payments != nullptr);
        put_flag(view, "online_on", choice.online);
        put_flag(view, "wallet_on", choice.payment == Payment::wallet && !choice.online);
        put_flag(view, "handover_on", choice.payment == Payment::on_handover);
        put(view, "note", choice.note);
        put_flag(view, "weighed", is_weighed(delivery ? *delivery : *pickup));
        put_flag(view, "tolerant", choice.tolerant);
        put(view, "coupon", choice.coupon);
        put(view, "here", "/c/" + page.place->slug + "/checkout");
        put(view, "add_href",
            "/c/" + page.place->slug + "/list?" + basket_query(choice.basket) +
                coupon_query(choice));
        put_form(page, view);
        body = render_page("checkout", view);
    });
    if (body.empty()) {
        return message_page(page, 422, page.say("checkout_title"), refused);
    }
    return html(page, choice.status, std::move(body));
}

Response answer_checkout(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    Choice choice;
    choice.basket = basket_of(request.query);
    choice.coupon = find_parameter(request.query, "coupon").value_or("");
    if (!page->caller.member) {
        return come_in_first(
            *page, request.path + "?" + basket_query(choice.basket) + coupon_query(choice));
    }
    if (!api::household_roles.has(page->caller.member->role)) {
        return message_page(*page, 403, page->say("checkout_title"),
                            error_text(page->language, ErrorCode::not_allowed));
    }
    return checkout_page(*page, choice);
}

Response answer_order(Site& site, const Request& request, const api::Parameters& parts) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    if (!page->caller.member) {
        return come_in_first(*page, "/c/" + page->place->slug);
    }
    const auto form = read_form(*page, true);
    Choice choice = form ? choice_of(*form) : Choice{};
    Result<std::string> next = refuse(ErrorCode::malformed);
    if (!form) {
        next = form.error();
    } else {
        api::PlaceOrder::Request order;
        order.lines = choice.basket;
        order.fulfilment = choice.fulfilment;
        order.payment = choice.payment;
        order.note = choice.note;
        order.tolerance_permille = choice.tolerant ? tolerance_offered : 0;
        order.coupon = choice.coupon;
        // One form shows both ways; each has a fee of its own.
        order.terms =
            TermsId::parse(form->get(choice.fulfilment == Fulfilment::pickup ? "pickup_terms"
                                                                             : "delivery_terms"))
                .value_or(TermsId{});
        if (choice.fulfilment == Fulfilment::pickup) {
            order.hub = choice.hub;
        } else {
            order.address = choice.address;
        }
        next = choice.online ? start_payment_form(*page, *form, {Money{}, order, GroupId{}})
                             : run_form<api::PlaceOrder>(*page, *form, order,
                                                         [](const api::OrderView& placed) {
                                                             return "/o/" + placed.order.text();
                                                         });
    }
    if (next) {
        return see_other(std::move(next).value());
    }
    choice.problem = error_text(page->language, next.error().code);
    choice.status = api::http_status(next.error().code);
    return checkout_page(*page, choice);
}

}  // namespace

void add_checkout_pages(Router& router, Site& site) {
    router.add("GET", "/c/{community}/checkout", "page_checkout",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_checkout(site, request, parts);
               });
    router.add("POST", "/c/{community}/orders", "form_place_order",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_order(site, request, parts);
               });
}

}  // namespace louxia::http
