#include <array>

#include "server/http/pages/frame.hpp"

/// Faces that live in the canvas client alone: leader, shop, courier, kiosk. The server gives the
/// frame, and words for a browser that cannot run it.
namespace louxia::http {
namespace {

constexpr std::string_view kiosk_heading = "face_kiosk";

Response face_page(Site& site, const Request& request, std::optional<Place> place,
                   std::string_view heading) {
    const auto page = open_page(site, request, std::move(place), false);
    if (!page) {
        return error_page(site, request, 404);
    }
    std::string body;
    site.context.store.read(page->place->community, [&](const app::Reader& reader) {
        View view = base_view(*page, page->say(heading), "");
        put_community(*page, view, reader);
        put(view, "heading", page->say(heading));
        put(view, "words", page->say("face_words"));
        if (heading == kiosk_heading) {
            put(view, "unattended_js", site.assets.address_of("unattended/stand.js"));
            view.set("early", View(false));  // it reads its board instead
        }
        body = render_page("face", view);
    });
    return html(*page, 200, std::move(body));
}

}  // namespace

void add_face_pages(Router& router, Site& site) {
    struct Face {
        std::string_view path;
        std::string_view heading;
    };
    static constexpr std::array<Face, 9> faces = {{
        {"/c/{community}/leader", "face_leader"},
        {"/c/{community}/leader/list", "face_leader"},
        {"/c/{community}/leader/list/{date}", "face_leader"},
        {"/c/{community}/leader/picking", "face_leader"},
        {"/c/{community}/leader/groups", "face_leader"},
        {"/c/{community}/leader/households", "face_leader"},
        {"/c/{community}/shop", "face_shop"},
        {"/c/{community}/courier", "face_courier"},
        {"/c/{community}/kiosk", kiosk_heading},
    }};
    for (const Face& face : faces) {
        router.add(
            "GET", face.path, "page_face",
            [&site, heading = face.heading](const Request& request, const api::Parameters& parts) {
                return face_page(site, request, site.places.find(parts[0].second), heading);
            });
    }
#ifndef NDEBUG
    // The kit's gallery, in debug builds only; the client that is staged shows it.
    for (const char* path : {"/dev/gallery", "/dev/gallery/{page}"}) {
        router.add("GET", path, "page_face",
                   [&site](const Request& request, const api::Parameters&) {
                       return face_page(site, request, site.places.only(), "face_gallery");
                   });
    }
#endif
    // A screen is set up once, by a link that names its community; afterwards the cookie says
    // which.
    router.add("GET", "/kiosk", "page_face",
               [&site](const Request& request, const api::Parameters&) {
                   auto place = site.places.only();
                   if (const auto slug = request.parameter("community")) {
                       place = site.places.find(*slug);
                   }
                   for (const Community& community : site.context.store.communities()) {
                       const Place candidate{community.id, community.slug};
                       if (!place && !session_token(request, candidate).empty()) {
                           place = candidate;
                       }
                   }
                   return face_page(site, request, std::move(place), kiosk_heading);
               });
}

}  // namespace louxia::http
