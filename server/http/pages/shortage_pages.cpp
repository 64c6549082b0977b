#include <algorithm>

#include "server/http/pages/forms.hpp"

/// `/c/{community}/shop/shortage`: what ran short, said once and shared by rule.
namespace louxia::http {
namespace {

/// Empty means none; anything that is no number is refused later.
std::int64_t number_or_none(const Form& form, std::string_view name) {
    return form.get(name).empty() ? 0 : large_number_in(form, name);
}

View item_view(const Page& page, const api::GetShopBoard::Response& board,
               const api::GetShopBoard::PickRow& row) {
    const std::string unit = unit_word(page.language, row.unit);
    View view;
    put(view, "name", row.name);
    put(view, "item", row.item.text());
    put(view, "hub", board.hub.hub.text());
    put(view, "waiting",
        page.say("shortage_waiting",
                 {{"count", std::to_string(row.quantity.count)}, {"unit", unit}}));
    put(view, "pieces_label", page.say("shortage_pieces", {{"unit", unit}}));
    put_flag(view, "by_weight", row.unit == Unit::jin);
    return view;
}

/// The other hubs, for a leader.
void put_hubs(const Page& page, View& view, const app::Reader& reader, HubId shown) {
    View hubs = view_list();
    for (const Hub& hub : reader.hubs()) {
        if (page.caller.member->role != Role::leader || hub.id == shown) {
            continue;
        }
        View one;
        put(one, "name", hub.name);
        put(one, "href", "/c/" + page.place->slug + "/shop/shortage?hub=" + hub.id.text());
        hubs.push_back(one);
    }
    put_flag(view, "has_hubs", hubs.is_non_empty_list());
    view.set("hubs", hubs);
}

/// After sharing: how many households get less.
std::string shared_words(const Page& page) {
    const std::string orders = page.request.parameter("shared").value_or("");
    const bool number =
        !orders.empty() && orders.size() < 6 &&
        std::all_of(orders.begin(), orders.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number ? page.say("shortage_done", {{"orders", orders}}) : std::string{};
}

Response shortage_page(const Page& page, int status, std::string_view problem,
                       const std::string& hub) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto board = app::get_shop_board(page.site.context, page.caller,
                                               {HubId::parse(hub).value_or(HubId{})}, reader);
        if (!board) {
            return;
        }
        View view = base_view(page, page.say("shortage_title"), "");
        put_community(page, view, reader);
        put_bar(view, page.say("shortage_title"), "/c/" + page.place->slug + "/shop");
        put_if(view, "problem", problem);
        put_if(view, "done", problem.empty() ? shared_words(page) : std::string{});
        put(view, "hub_name", board->hub.name);
        put_hubs(page, view, reader, board->hub.hub);
        put_form(page, view);
        View items = view_list();
        for (const api::GetShopBoard::PickRow& row : board->to_pick) {
            items.push_back(item_view(page, *board, row));
        }
        view.set("items", items);
        put_flag(view, "none", board->to_pick.empty());
        view.set("boot", View(false));
        body = render_page("shortage", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

Response share(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return shortage_page(page, api::http_status(form.error().code),
                             error_text(page.language, form.error().code), {});
    }
    const std::string hub = form->get("hub");
    if (form->get("sure") != "yes") {
        return shortage_page(page, 400, page.say("shortage_tick"), hub);
    }
    api::ShareShortage::Request request;
    request.item = ItemId::parse(form->get("item")).value_or(ItemId{});
    request.hub = HubId::parse(hub).value_or(HubId{});
    request.pieces = number_or_none(*form, "pieces");
    request.grams = number_or_none(*form, "grams");
    if (form->get("pieces").empty() && form->get("grams").empty()) {
        request.pieces = -1;
    }
    const auto done = run_form<api::ShareShortage>(
        page, *form, request, [&](const api::ShareShortage::Response& shared) {
            return "/c/" + page.place->slug + "/shop/shortage?hub=" + hub +
                   "&shared=" + std::to_string(shared.orders);
        });
    return done ? see_other(*done)
                : shortage_page(page, api::http_status(done.error().code),
                                error_text(page.language, done.error().code), hub);
}

}  // namespace

void add_shortage_pages(Router& router, Site& site) {
    add_for_roles(router, site, "GET", "/c/{community}/shop/shortage", "page_shortage",
                  api::ShareShortage::roles, [](const Page& page) {
                      return shortage_page(page, 200, {},
                                           page.request.parameter("hub").value_or(""));
                  });
    add_for_roles(router, site, "POST", "/c/{community}/shop/shortage", "form_shortage",
                  api::ShareShortage::roles, share);
}

}  // namespace louxia::http
