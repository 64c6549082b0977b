#include "server/http/pages/frame.hpp"

#include <qrcodegen/qrcodegen.hpp>

#include <charconv>

#include "server/app/local_time.hpp"
#include "server/http/guard.hpp"
#include "shared/api/codec.hpp"
#include "shared/api/resident.hpp"

namespace louxia::http {
namespace {

constexpr std::string_view language_cookie = "louxia_lang";
constexpr std::size_t form_bytes_max = 8192;  // the library's own limit for forms
constexpr std::int64_t shared_ms_max = 5000;
constexpr std::size_t basket_lines_max = 60;

const View& words_view(Language language) {
    static const auto make = [](Language which) {
        View words;
        for (const std::string_view key : text_keys(which)) {
            put(words, std::string(key).c_str(), text(which, key));
        }
        return words;
    };
    static const View zh = make(Language::zh);
    static const View en = make(Language::en);
    return language == Language::zh ? zh : en;
}

std::string json_for_html(std::string_view json) {
    std::string out;
    for (const char letter : json) {
        if (letter == '<') {
            out += "\\u003c";
        } else {
            out += letter;
        }
    }
    return out;
}

/// Who comes without a session, so that the client need not ask who this is.
bool is_stranger(const Page& page) {
    return page.place && session_token(page.request, *page.place).empty();
}

/// What the client asks for first, with blanks between: the page asks while the client is compiled.
std::string asked_early(const Page& page) {
    const std::string of = "?community=" + api::percent_encode(page.place->slug);
    const std::string home = std::string(api::GetHome::path) + of;
    return is_stranger(page) ? home : std::string(api::GetMe::path) + of + " " + home;
}

}  // namespace

Language language_of(const Request& request) {
    const std::string asked = request.parameter("lang").value_or("");
    if (asked == "en" || asked == "zh") {
        return asked == "en" ? Language::en : Language::zh;
    }
    return cookie(request, language_cookie) == "en" ? Language::en : Language::zh;
}

std::optional<Page> open_page(Site& site, const Request& request, std::optional<Place> place,
                              bool with_caller) {
    if (!place) {
        return std::nullopt;
    }
    Page page{site, request, language_of(request), place, {}};
    page.caller.community = place->community;
    if (with_caller) {
        page.caller = caller_of(site, request, *place);
    }
    return page;
}

View base_view(const Page& page, std::string_view title, std::string_view tab) {
    View view;
    view.set("t", words_view(page.language));
    put(view, "title", title);
    put(view, "css", page.site.assets.address_of("css/shell.css"));
    put(view, "icon", page.site.assets.address_of("icons/lamp.svg"));
    put(view, "touch_icon", page.site.assets.address_of("icons/lamp-180.png"));
    put(view, "version", page.site.assets.version());
    put(view, "lamp_width", "44");
    put(view, "lamp_height", "56");
    const std::string boot = page.site.assets.address_of("boot.js");
    if (boot != "/static/boot.js") {
        put(view, "boot", boot);
        // Fetched while the page is still being read; low, so that its own parts come first.
        put(view, "program", page.site.assets.address_of("app.wasm"));
    }
    const std::string offline = page.site.assets.address_of("offline.js");
    if (offline != "/static/offline.js") {
        put(view, "offline_js", offline);
    }
    if (page.place) {
        put(view, "slug", page.place->slug);
        put_flag(view, "stranger", is_stranger(page));
        put(view, "early", asked_early(page));
    }
    if (tab.empty()) {
        put_flag(view, "plain", true);
    } else {
        put_flag(view, ("tab_" + std::string(tab)).c_str(), true);
    }
    put(view, "other_language_href",
        page.request.path + (page.language == Language::zh ? "?lang=en" : "?lang=zh"));
    return view;
}

LocalClock put_community(const Page& page, View& view, const app::Reader& reader) {
    const Community& community = reader.community();
    put(view, "community_name", community.name);
    put(view, "leader_name", community.leader_name);
    put_flag(view, "demo", community.demo);
    const Instant now = page.site.context.clock.now();
    return LocalClock{now, app::utc_offset_of(page.site.context, community, now)};
}

std::string absolute_url(const Page& page, std::string_view path) {
    const std::string& outside = page.site.config.public_url;
    if (!outside.empty()) {
        return outside + std::string(path);
    }
    return (page.request.secure ? "https://" : "http://") + page.request.header("Host") +
           std::string(path);
}

void put_share(const Page& page, View& view, std::string_view description, std::string_view path,
               std::string_view image) {
    put_flag(view, "share", true);
    put(view, "description", description);
    put(view, "url", absolute_url(page, path));
    put(view, "image", absolute_url(page, image));
}

void put_bar(View& view, std::string_view heading, std::string_view back) {
    put(view, "heading", heading);
    put(view, "back", back);
}

void put_price(View& view, Money amount, std::string_view per, bool large) {
    const std::string plain = to_yuan_text(amount);
    put(view, "yuan", plain.substr(0, plain.size() - 3));
    put(view, "fen", plain.substr(plain.size() - 3));
    view.set("per", per.empty() ? View(false) : View(std::string(per)));
    put_flag(view, "large", large);
}

void put_picture(const Page& page, View& view, std::string_view key, int pixels) {
    const bool kept = !key.empty() && key.front() == '/';
    put(view, "picture",
        kept ? std::string(key) + "?w=320" : page.site.assets.picture(key, pixels));
    put(view, "tile", page.site.assets.tile_of(key));
}

void put_json_ld(View& view, const std::string& json) {
    put(view, "json_ld",
        "<script type=\"application/ld+json\">" + json_for_html(json) + "</script>\n");
}

std::string json_price(Money amount) {
    return "\"" + to_yuan_text(amount) + "\"";
}

Response html(const Page& page, int status, std::string body) {
    Response response;
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = std::move(body);
    response.set_header("Content-Language", page.say("lang"));
    const std::string asked = page.request.parameter("lang").value_or("");
    if (asked == "en" || asked == "zh") {
        response.set_header("Set-Cookie", std::string(language_cookie) + "=" + asked +
                                              "; Path=/; Max-Age=31536000; SameSite=Lax");
    }
    return response;
}

Response shared_html(const Page& page, const std::string& key,
                     const std::function<std::string(const app::Reader&)>& render) {
    // The address that a page names itself by is part of it.
    const std::string whole = std::string(page.language == Language::zh ? "zh " : "en ") +
                              (is_stranger(page) ? "stranger " : "") + absolute_url(page, key);
    const auto rendered = page.site.cache.get(
        page.place->community, whole, shared_ms_max, [&]() -> RenderedCache::Made {
            RenderedCache::Made made;
            made.content_type = "text/html; charset=utf-8";
            page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
                made.seq = reader.last_seq();
                made.body = render(reader);
            });
            made.status = made.body.empty() ? 404 : 200;
            return made;
        });
    if (rendered->status != 200) {
        return not_found_page(page);
    }
    Response response = rendered->response(page.request);
    const Response head = html(page, 200, {});
    response.headers.insert(response.headers.end(), head.headers.begin(), head.headers.end());
    return response;
}

Response see_other(std::string location) {
    Response response;
    response.status = 303;
    response.set_header("Location", std::move(location));
    return response;
}

Response not_found_page(const Page& page) {
    return error_page(page.site, page.request, 404);
}

void add_for_roles(Router& router, Site& site, std::string_view method, std::string_view path,
                   std::string_view name, RoleSet roles, RoleAnswer answer) {
    router.add(
        method, path, name,
        [&site, roles, answer = std::move(answer)](const Request& request,
                                                   const api::Parameters& parts) -> Response {
            const auto page = open_page(site, request, site.places.find(parts[0].second), true);
            if (!page) {
                return error_page(site, request, 404);
            }
            if (!page->caller.member) {
                return come_in_first(*page, request.path);
            }
            return roles.has(page->caller.member->role) ? answer(*page) : not_found_page(*page);
        });
}

std::string form_token(const Page& page) {
    const std::string& fresh = page.request.renewal.token;
    const std::string token = fresh.empty() ? session_token(page.request, *page.place) : fresh;
    return page.site.context.secrets.hash("form " + page.caller.session.text() + " " + token);
}

void put_form(const Page& page, View& view) {
    put(view, "token", form_token(page));
    put(view, "key", page.site.context.secrets.make_secret());
}

Result<Form> read_form(const Page& page, bool needs_session) {
    if (!is_same_origin(page.request, page.site.config.public_url)) {
        return refuse(ErrorCode::foreign_origin);
    }
    if (media_type_of(page.request.header("Content-Type")) != "application/x-www-form-urlencoded") {
        return refuse(ErrorCode::malformed, "Content-Type");
    }
    const auto body = page.request.read_body ? page.request.read_body(form_bytes_max)
                                             : std::optional<std::string>{};
    if (!body) {
        return refuse(ErrorCode::too_large, "body");
    }
    Form form{parse_parameters(*body)};
    if (needs_session && !page.caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    if (needs_session && form.get("token") != form_token(page)) {
        return refuse(ErrorCode::foreign_origin, "token");
    }
    return form;
}

/// A code of dark squares as an image's address.
std::string qr_image(const std::string& text) {
    using qrcodegen::QrCode;
    const QrCode code = QrCode::encodeText(text.c_str(), QrCode::Ecc::MEDIUM);
    constexpr int quiet = 4;
    const std::string size = std::to_string(code.getSize() + 2 * quiet);
    std::string squares;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize(); ++x) {
            if (code.getModule(x, y)) {
                squares +=
                    "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
            }
        }
    }
    const std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size +
                            " " + size + "\"><path fill=\"#fff\" d=\"M0 0h" + size + "v" + size +
                            "H0z\"/><path d=\"" + squares + "\"/></svg>";
    return "data:image/svg+xml," + percent_encode(svg);
}

namespace {

template <class Number>
Number number_from(std::string_view text) {
    Number number = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc{} && end == text.data() + text.size() ? number : -1;
}

}  // namespace

std::int32_t number_in(const Form& form, std::string_view name) {
    return number_from<std::int32_t>(form.get(name));
}

std::int64_t large_number_in(const Form& form, std::string_view name) {
    return number_from<std::int64_t>(form.get(name));
}

Response for_roles(Site& site, const Request& request, const api::Parameters& parts, RoleSet roles,
                   const std::function<Response(const Page&)>& answer) {
    const auto page = open_page(site, request, site.places.find(parts[0].second), true);
    if (!page) {
        return error_page(site, request, 404);
    }
    if (!page->caller.member) {
        return come_in_first(*page, request.path);
    }
    return roles.has(page->caller.member->role) ? answer(*page) : not_found_page(*page);
}

std::vector<api::BasketLine> basket_of(const api::Parameters& parameters) {
    std::vector<api::BasketLine> basket;
    for (const auto& [name, value] : parameters) {
        if (name.rfind("q.", 0) != 0 || basket.size() >= basket_lines_max) {
            continue;
        }
        const auto item = ItemId::parse(std::string_view(name).substr(2));
        std::int64_t quantity = 0;
        const auto [end, failed] =
            std::from_chars(value.data(), value.data() + value.size(), quantity);
        const bool whole = failed == std::errc{} && end == value.data() + value.size();
        if (!item || !whole || quantity < 1 || quantity > line_quantity_max) {
            continue;
        }
        basket.push_back(api::BasketLine{*item, quantity});
    }
    return basket;
}

std::string basket_query(const std::vector<api::BasketLine>& basket) {
    std::string query;
    for (const api::BasketLine& line : basket) {
        query +=
            (query.empty() ? "q." : "&q.") + line.item.text() + "=" + std::to_string(line.quantity);
    }
    return query;
}

bool is_page_path(std::string_view path) {
    return path.rfind("/api/", 0) != 0 && path.rfind("/static/", 0) != 0 &&
           path.rfind("/m/", 0) != 0;
}

Response error_page(Site& site, const Request& request, int status) {
    const Page page{site, request, language_of(request), std::nullopt, {}};
    const std::string what = status == 404 ? "not_found" : status == 429 ? "too_fast" : "broken";
    const auto heading = page.say(what + "_heading");
    View view = base_view(page, heading, "");
    put(view, "heading", heading);
    put(view, "words", page.say(what + "_words"));
    put(view, "href", "/");
    put(view, "label", page.say("to_list"));
    Response response = html(page, status, render_page("words", view));
    if (status == 503 || status == 507) {
        response.set_header("Retry-After", "5");
    }
    return response;
}

void add_page_routes(Router& router, Site& site) {
    add_home_pages(router, site);
    add_group_pages(router, site);
    add_checkout_pages(router, site);
    add_order_pages(router, site);
    add_post_pages(router, site);
    add_session_pages(router, site);
    add_own_pages(router, site);
    add_account_pages(router, site);
    add_shortage_pages(router, site);
    add_leader_order_pages(router, site);
    add_admission_pages(router, site);
    add_new_phone_pages(router, site);
    add_guest_pages(router, site);
    add_ways_pages(router, site);
    add_face_pages(router, site);
    add_payment_pages(router, site);
    add_coupon_pages(router, site);
    add_fleet_pages(router, site);
}

}  // namespace louxia::http
