#include "server/app/views.hpp"
#include "server/http/pages/frame.hpp"

/// `/p/{item}` with where it comes from, `/n/{post}` and the neighbours' posts.
namespace louxia::http {
namespace {

template <class Id>
std::optional<Page> page_of(Site& site, const Request& request, const api::Parameters& parts,
                            Id& into) {
    const auto id = Id::parse(parts[0].second);
    const auto community = id ? site.context.store.community_of(*id) : std::nullopt;
    if (!community) {
        return std::nullopt;
    }
    into = *id;
    return open_page(site, request, site.places.find(*community), false);
}

std::string offer_json(const Page& page, const api::ItemView& item) {
    return R"({"@context":"https://schema.org","@type":"Product","name":)" +
           json_string(item.name) + ",\"image\":" +
           json_string(absolute_url(page, page.site.assets.picture(item.picture, 288))) +
           R"(,"offers":{"@type":"Offer","priceCurrency":"CNY","price":)" + json_price(item.price) +
           ",\"availability\":\"https://schema.org/" +
           (item.available.count > 0 ? "InStock" : "SoldOut") +
           "\",\"url\":" + json_string(absolute_url(page, "/p/" + item.item.text())) + "}}";
}

std::string posting_json(const Page& page, const api::PostView& post) {
    return R"({"@context":"https://schema.org","@type":"SocialMediaPosting","articleBody":)" +
           json_string(post.text) + R"(,"author":{"@type":"Person","name":)" +
           json_string(post.by.nickname) +
           "},\"url\":" + json_string(absolute_url(page, "/n/" + post.post.text())) + "}";
}

void put_batch(View& view, const api::ItemView& item) {
    if (!item.batch) {
        return;
    }
    View batch;
    put(batch, "farm", item.batch->farm);
    put(batch, "place", item.batch->place);
    put(batch, "harvest",
        view.get("harvest")->is_string() ? view.get("harvest")->string_value() : "");
    put_if(batch, "batch_picture", item.batch->picture);
    put_if(batch, "clip", item.batch->clip);
    view.set("batch", batch);
}

std::string render_item(const Page& page, const app::Reader& reader, ItemId id) {
    const auto item = app::find_item_view(reader, id);
    if (!item) {
        return {};
    }
    const std::string per = per_unit(page.language, item->unit);
    View view = base_view(
        page,
        page.say("item_title",
                 {{"name", item->name}, {"price", to_yuan_text(item->price)}, {"per", per}}),
        "home");
    const LocalClock clock = put_community(page, view, reader);
    put_bar(view, page.say("item_heading"), "/c/" + page.place->slug);
    const View row = item_row_view(page, clock, *item, {});
    for (const char* name : {"id", "name", "tile", "yuan", "fen", "stock", "few", "can_buy", "max",
                             "harvest", "from"}) {
        if (const View* value = row.get(name)) {
            view.set(name, *value);
        }
    }
    put(view, "per", per);
    put_flag(view, "large", true);
    put(view, "picture", page.site.assets.picture(item->picture, 288));
    put_if(view, "spec", item->spec);
    put_batch(view, *item);
    const std::string from = row.get("from")->is_string() ? row.get("from")->string_value() : "";
    put_share(
        page, view,
        page.say("item_description", {{"community", view.get("community_name")->string_value()},
                                      {"from", from.empty() ? page.say("no_batch") : from}}),
        "/p/" + id.text(), page.site.assets.picture(item->picture, 288));
    put_json_ld(view, offer_json(page, *item));
    return render_page("item", view);
}

std::string by_words(const Page& page, const api::PostView& post) {
    return page.say("post_by", {{"nickname", post.by.nickname},
                                {"number", std::to_string(post.by.building_number)}});
}

View post_view(const Page& page, const LocalClock& clock, const api::PostView& post) {
    View view;
    put(view, "id", post.post.text());
    put(view, "by", by_words(page, post));
    put(view, "bought",
        page.say("post_bought", {{"when", day_time(page.language, clock, post.ordered_at)}}));
    put(view, "text", post.text);
    put(view, "when", day_time(page.language, clock, post.created_at));
    View pictures = view_list();
    for (const std::string& picture : post.pictures) {
        pictures.push_back(View(picture));
    }
    view.set("pictures", pictures);
    if (post.item) {
        View buy;
        put(buy, "item_id", post.item->item.text());
        put(buy, "item_name", post.item->name);
        put_picture(page, buy, post.item->picture, 168);
        put_price(buy, post.item->price, per_unit(page.language, post.item->unit));
        view.set("buy", buy);
    }
    return view;
}

std::string render_posts(const Page& page, const app::Reader& reader) {
    app::Caller nobody;
    nobody.community = page.place->community;
    const auto feed = app::get_feed(page.site.context, nobody, {}, reader);
    if (!feed) {
        return {};
    }
    View view = base_view(page, "", "posts");
    const LocalClock clock = put_community(page, view, reader);
    const std::string title =
        page.say("posts_page_title", {{"community", view.get("community_name")->string_value()}});
    put(view, "title", title);
    put_bar(view, page.say("posts_title"), "/c/" + page.place->slug);
    View posts = view_list();
    for (const api::PostView& post : feed->posts) {
        posts.push_back(post_view(page, clock, post));
    }
    put_flag(view, "has_posts", posts.is_non_empty_list());
    view.set("posts", posts);
    put_share(page, view, title, "/c/" + page.place->slug + "/posts",
              page.site.assets.address_of("icons/lamp-512.png"));
    return render_page("posts", view);
}

std::string render_post(const Page& page, const app::Reader& reader, PostId id) {
    const auto kept = reader.post(id);
    if (!kept) {
        return {};
    }
    const Instant now = page.site.context.clock.now();
    const api::PostView post =
        app::view_of_post(reader, *kept, app::published_list_today(page.site.context, reader, now));
    View view = base_view(page, "", "posts");
    const LocalClock clock = put_community(page, view, reader);
    const auto order = reader.order(kept->order);
    std::string item = post.item ? post.item->name : "";
    if (item.empty() && order && !order->lines.empty()) {
        item = order->lines.front().name;
    }
    put(view, "title", page.say("post_title", {{"name", post.by.nickname}, {"item", item}}));
    put_bar(view, page.say("posts_title"), "/c/" + page.place->slug + "/posts");
    View posts = view_list();
    posts.push_back(post_view(page, clock, post));
    put_flag(view, "has_posts", true);
    view.set("posts", posts);
    put_share(page, view, post.text, "/n/" + id.text(),
              post.pictures.empty() ? page.site.assets.address_of("icons/lamp-512.png")
                                    : post.pictures.front());
    put_json_ld(view, posting_json(page, post));
    return render_page("posts", view);
}

}  // namespace

void add_post_pages(Router& router, Site& site) {
    router.add("GET", "/p/{item}", "page_item",
               [&site](const Request& request, const api::Parameters& parts) {
                   ItemId id;
                   const auto page = page_of(site, request, parts, id);
                   return page ? shared_html(*page, "/p/" + id.text(),
                                             [&](const app::Reader& reader) {
                                                 return render_item(*page, reader, id);
                                             })
                               : error_page(site, request, 404);
               });
    router.add("GET", "/n/{post}", "page_post",
               [&site](const Request& request, const api::Parameters& parts) {
                   PostId id;
                   const auto page = page_of(site, request, parts, id);
                   return page ? shared_html(*page, "/n/" + id.text(),
                                             [&](const app::Reader& reader) {
                                                 return render_post(*page, reader, id);
                                             })
                               : error_page(site, request, 404);
               });
    router.add("GET", "/c/{community}/posts", "page_posts",
               [&site](const Request& request, const api::Parameters& parts) {
                   const auto page =
                       open_page(site, request, site.places.find(parts[0].second), false);
                   return page ? shared_html(*page, "/c/" + page->place->slug + "/posts",
                                             [&](const app::Reader& reader) {
                                                 return render_posts(*page, reader);
                                             })
                               : error_page(site, request, 404);
               });
}

}  // namespace louxia::http
