#include <algorithm>
#include <array>

#include "server/http/pages/frame.hpp"

/// Today's list: `/`, `/c/{community}` and the whole shelves behind it.
namespace louxia::http {
namespace {

/// A long list shows the first of each shelf; its page has to arrive with the first bytes.
constexpr std::size_t whole_list_items_max = 60;
constexpr std::size_t shelf_items_max = 5;
constexpr std::size_t list_page_items = 50;
constexpr std::int64_t few_pieces = 5;
constexpr std::size_t json_ld_items_max = 8;

struct Shelf {
    Category category = Category::other;
    std::vector<const api::ItemView*> items;
};

std::vector<Shelf> shelves_of(const api::ListView& list) {
    std::vector<Shelf> shelves;
    for (const api::ItemView& item : list.items) {
        if (shelves.empty() || shelves.back().category != item.category) {
            shelves.push_back(Shelf{item.category, {}});
        }
        shelves.back().items.push_back(&item);
    }
    return shelves;
}

std::string quantity_in(const std::vector<api::BasketLine>& basket, ItemId item) {
    for (const api::BasketLine& line : basket) {
        if (line.item == item) {
            return std::to_string(line.quantity);
        }
    }
    return {};
}

Result<api::GetHome::Response> home_of(const Page& page, const app::Reader& reader) {
    app::Caller nobody;
    nobody.community = page.place->community;
    return app::get_home(page.site.context, nobody, {}, reader);
}

void put_head(const Page& page, View& view, const LocalClock& clock,
              const api::GetHome::Response& home) {
    const std::string& leader = home.community.leader_name;
    if (home.list) {
        put(view, "list_words",
            page.say("list_words",
                     {{"leader", leader},
                      {"when", day_time(page.language, clock, home.list->published_at)},
                      {"count", std::to_string(home.list->items.size())}}));
    } else {
        put(view, "list_words", page.say("list_words_none", {{"leader", leader}}));
    }
    if (home.delivery_offered) {
        const std::int64_t minutes = (home.delivery_estimate_ms + minute_ms - 1) / minute_ms;
        put(view, "delivery_words",
            page.say("delivery_now", {{"promise", page.say(word_of(home.delivery_promise))},
                                      {"minutes", std::to_string(minutes)}}));
    } else {
        put(view, "delivery_words", page.say("delivery_off"));
    }
    View hubs = view_list();
    for (const api::HubView& hub : home.community.hubs) {
        View one;
        put(one, "words", page.say("hub_words", {{"place", hub.place}}));
        hubs.push_back(one);
    }
    view.set("hubs", hubs);
}

void put_groups(const Page& page, View& view, const LocalClock& clock,
                const std::vector<api::GroupView>& groups) {
    View cards = view_list();
    for (const api::GroupView& group : groups) {
        cards.push_back(group_card_view(page, clock, group));
    }
    view.set("groups", cards);
    put_flag(view, "has_groups", !groups.empty());
}

View shelf_view(const Page& page, const LocalClock& clock, const Shelf& shelf,
                const std::vector<api::BasketLine>& basket, std::size_t from, std::size_t count) {
    View view;
    const std::string word(word_of(shelf.category));
    put(view, "word", word);
    put(view, "category_name", page.say(word));
    put(view, "count", std::to_string(shelf.items.size()));
    put(view, "count_text",
        page.say("count_kinds", {{"count", std::to_string(shelf.items.size())}}));
    View items = view_list();
    for (std::size_t at = from; at < std::min(shelf.items.size(), from + count); ++at) {
        const api::ItemView& item = *shelf.items[at];
        items.push_back(item_row_view(page, clock, item, quantity_in(basket, item.item)));
    }
    view.set("items", items);
    put_flag(view, "shown", count > 0);
    return view;
}

std::string item_list_json(const Page& page, const api::GetHome::Response& home) {
    std::string json = R"({"@context":"https://schema.org","@type":"ItemList","name":)" +
                       json_string(home.community.name) +
                       ",\"numberOfItems\":" + std::to_string(home.list->items.size()) +
                       ",\"itemListElement\":[";
    std::size_t position = 0;
    for (const api::ItemView& item : home.list->items) {
        if (position == json_ld_items_max) {
            break;
        }
        json += (position == 0 ? "" : ",");
        json += R"({"@type":"ListItem","position":)" + std::to_string(++position) +
                ",\"url\":" + json_string(absolute_url(page, "/p/" + item.item.text())) +
                ",\"name\":" + json_string(item.name) + "}";
    }
    return json + "]}";
}

std::string description_of(const Page& page, const api::GetHome::Response& home) {
    const std::string count = std::to_string(home.list ? home.list->items.size() : 0);
    for (const api::GroupView& group : home.groups) {
        if (group.state == GroupState::open) {
            return page.say(
                "home_description_group",
                {{"title", group.title},
                 {"price", short_yuan(group.price)},
                 {"missing", std::to_string(group.target_households - group.households)},
                 {"count", count}});
        }
    }
    return page.say("home_description", {{"count", count}});
}

View home_frame(const Page& page, const app::Reader& reader, const api::GetHome::Response& home,
                LocalClock& clock) {
    View view = base_view(page,
                          page.say("home_title", {{"community", home.community.name},
                                                  {"leader", home.community.leader_name}}),
                          "home");
    clock = put_community(page, view, reader);
    put_head(page, view, clock, home);
    const bool has_items = home.list && !home.list->items.empty();
    put_flag(view, "has_items", has_items);
    if (!has_items) {
        put(view, "empty_title", page.say("not_out_title"));
        put(view, "empty_words",
            page.say("not_out_words",
                     {{"when", day_time(page.language, clock, home.next_publish_at)}}));
    }
    return view;
}

std::string render_home(const Page& page, const app::Reader& reader) {
    const auto home = home_of(page, reader);
    if (!home) {
        return {};
    }
    LocalClock clock;
    View view = home_frame(page, reader, *home, clock);
    put_groups(page, view, clock, home->groups);
    put_share(page, view, description_of(page, *home), "/c/" + page.place->slug,
              page.site.assets.address_of("icons/lamp-512.png"));
    if (home->list && !home->list->items.empty()) {
        const bool whole = home->list->items.size() <= whole_list_items_max;
        View categories = view_list();
        for (const Shelf& shelf : shelves_of(*home->list)) {
            const std::size_t count = whole ? shelf.items.size() : shelf_items_max;
            View one = shelf_view(page, clock, shelf, {}, 0, count);
            put(one, "href", "#" + std::string(word_of(shelf.category)));
            if (count < shelf.items.size()) {
                put(one, "more",
                    page.say("see_all", {{"count", std::to_string(shelf.items.size())}}));
                put(one, "more_href",
                    "/c/" + page.place->slug +
                        "/list?category=" + std::string(word_of(shelf.category)));
            }
            categories.push_back(one);
        }
        view.set("categories", categories);
        put_json_ld(view, item_list_json(page, *home));
    }
    return render_page("home", view);
}

/// The whole of one shelf, page by page. What was chosen elsewhere travels along in the query.
std::string render_list(const Page& page, const app::Reader& reader) {
    const auto home = home_of(page, reader);
    if (!home || !home->list) {
        return {};
    }
    const std::string wanted = page.request.parameter("category").value_or("");
    const std::string page_text = page.request.parameter("page").value_or("1");
    const std::vector<api::BasketLine> basket = basket_of(page.request.query);
    const std::vector<Shelf> shelves = shelves_of(*home->list);
    const auto current = std::find_if(shelves.begin(), shelves.end(), [&](const Shelf& shelf) {
        return word_of(shelf.category) == wanted;
    });
    const Shelf* const chosen = current != shelves.end() ? &*current
                                : shelves.empty()        ? nullptr
                                                         : &shelves.front();
    std::size_t page_number = 1;
    while (page_number < 100 && std::to_string(page_number) != page_text) {
        ++page_number;
    }
    const std::size_t from = page_number == 100 ? 0 : (page_number - 1) * list_page_items;

    LocalClock clock;
    View view = home_frame(page, reader, *home, clock);
    View categories = view_list();
    const std::string base = "/c/" + page.place->slug + "/list?";
    const std::string carried_query = basket.empty() ? "" : "&" + basket_query(basket);
    for (const Shelf& shelf : shelves) {
        const bool is_chosen = &shelf == chosen;
        View one = shelf_view(page, clock, shelf, basket, from, is_chosen ? list_page_items : 0);
        put_flag(one, "current", is_chosen);
        put(one, "href", base + "category=" + std::string(word_of(shelf.category)) + carried_query);
        categories.push_back(one);
    }
    view.set("categories", categories);
    View carried = view_list();
    for (const api::BasketLine& line : basket) {
        const bool here = chosen != nullptr &&
                          std::any_of(chosen->items.begin(), chosen->items.end(),
                                      [&](const auto* item) { return item->item == line.item; });
        if (!here) {
            View one;
            put(one, "id", line.item.text());
            put(one, "quantity", std::to_string(line.quantity));
            carried.push_back(one);
        }
    }
    view.set("carried", carried);
    put_if(view, "coupon", find_parameter(page.request.query, "coupon").value_or(""));
    if (chosen != nullptr && chosen->items.size() > list_page_items) {
        const std::string shelf_base =
            base + "category=" + std::string(word_of(chosen->category)) + carried_query + "&page=";
        View pager;
        if (from > 0) {
            put(pager, "previous", shelf_base + std::to_string(from / list_page_items));
        }
        if (from + list_page_items < chosen->items.size()) {
            put(pager, "next_page", shelf_base + std::to_string(from / list_page_items + 2));
        }
        view.set("pager", pager);
    }
    return render_page("home", view);
}

Response home_response(Site& site, const Request& request, std::optional<Place> place) {
    const auto page = open_page(site, request, std::move(place), false);
    if (!page) {
        return error_page(site, request, 404);
    }
    return shared_html(*page, "/c/" + page->place->slug,
                       [&](const app::Reader& reader) { return render_home(*page, reader); });
}

Response communities_response(Site& site, const Request& request) {
    const Page page{site, request, language_of(request), std::nullopt, {}};
    View view = base_view(page, page.say("product"), "");
    View list = view_list();
    for (const Community& community : site.context.store.communities()) {
        View one;
        put(one, "slug", community.slug);
        put(one, "name", community.name);
        put(one, "words", page.say("list_words_none", {{"leader", community.leader_name}}));
        list.push_back(one);
    }
    put_flag(view, "has_communities", list.is_non_empty_list());
    view.set("communities", list);
    return html(page, 200, render_page("communities", view));
}

std::string render_groups(const Page& page, const app::Reader& reader) {
    const auto home = home_of(page, reader);
    if (!home) {
        return {};
    }
    View view = base_view(page, page.say("groups_title"), "groups");
    const LocalClock clock = put_community(page, view, reader);
    put_bar(view, page.say("groups_title"), "/c/" + page.place->slug);
    put_groups(page, view, clock, home->groups);
    put_share(page, view, description_of(page, *home), "/c/" + page.place->slug + "/groups",
              page.site.assets.address_of("icons/lamp-512.png"));
    return render_page("groups", view);
}

}  // namespace

View item_row_view(const Page& page, const LocalClock& clock, const api::ItemView& item,
                   const std::string& quantity) {
    View view;
    put(view, "id", item.item.text());
    put(view, "name", item.spec.empty() ? item.name : item.name + " " + item.spec);
    put_picture(page, view, item.picture, 168);
    put_price(view, item.price, per_unit(page.language, item.unit));
    put_flag(view, "in_group", item.in_group);
    std::string from = item.origin;
    view.set("harvest", View(false));
    if (item.batch) {
        from = item.batch->place + (item.batch->farm.empty() ? "" : " " + item.batch->farm);
        if (item.batch->harvested_at.is_set()) {
            put(view, "harvest", harvest_time(page.language, clock, item.batch->harvested_at));
        }
    }
    view.set("from", from.empty() ? View(false) : View(from));
    const std::int64_t available = item.available.count;
    const bool few = available > 0 && available <= few_pieces;
    put(view, "stock",
        available <= 0
            ? page.say("sold_out_mark")
            : page.say(few ? "few_left" : "left", {{"count", std::to_string(available)}}));
    put_flag(view, "few", few);
    put_flag(view, "can_buy", available > 0);
    put(view, "max", std::to_string(std::min(available, line_quantity_max)));
    view.set("quantity", quantity.empty() ? View(false) : View(quantity));
    return view;
}

void add_home_pages(Router& router, Site& site) {
    router.add("GET", "/", "page_root", [&site](const Request& request, const api::Parameters&) {
        auto only = site.places.only();
        return only ? home_response(site, request, std::move(only))
                    : communities_response(site, request);
    });
    router.add("GET", "/c/{community}", "page_home",
               [&site](const Request& request, const api::Parameters& parts) {
                   return home_response(site, request, site.places.find(parts[0].second));
               });
    router.add("GET", "/c/{community}/groups", "page_groups",
               [&site](const Request& request, const api::Parameters& parts) {
                   const auto page =
                       open_page(site, request, site.places.find(parts[0].second), false);
                   return page ? shared_html(*page, "/c/" + page->place->slug + "/groups",
                                             [&](const app::Reader& reader) {
                                                 return render_groups(*page, reader);
                                             })
                               : error_page(site, request, 404);
               });
    router.add("GET", "/c/{community}/list", "page_list",
               [&site](const Request& request, const api::Parameters& parts) {
                   const auto page =
                       open_page(site, request, site.places.find(parts[0].second), false);
                   if (!page) {
                       return error_page(site, request, 404);
                   }
                   std::string body;
                   site.context.store.read(page->place->community, [&](const app::Reader& reader) {
                       body = render_list(*page, reader);
                   });
                   return body.empty() ? see_other("/c/" + page->place->slug)
                                       : html(*page, 200, std::move(body));
               });
}

}  // namespace louxia::http
