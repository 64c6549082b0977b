#include <charconv>

#include "server/http/guard.hpp"
#include "server/http/site.hpp"
#include "shared/api/events.hpp"

namespace louxia::http {
namespace {

/// A reader further behind reads its views again: that is less than all it missed.
constexpr std::int32_t resumed_events_max = 1000;

Viewer viewer_of(const app::Caller& caller) {
    Viewer viewer;
    viewer.community = caller.community;
    viewer.session = caller.session;
    if (caller.member) {
        viewer.role = caller.member->role;
        viewer.household = caller.member->household;
        viewer.hub = caller.member->hub;
        viewer.courier = caller.member->courier;
    }
    return viewer;
}

/// Where the reader was, as it says; nothing when it says nothing, refused when it says nonsense.
Result<std::optional<std::int64_t>> resume_from(const Request& request) {
    std::string text = request.header("Last-Event-ID");
    if (text.empty()) {
        text = request.parameter("last_event_id").value_or("");
    }
    if (text.empty()) {
        return std::optional<std::int64_t>{};
    }
    std::int64_t seq = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (failed != std::errc{} || end != text.data() + text.size() || seq < 0) {
        return refuse(ErrorCode::invalid_value, "last_event_id");
    }
    return std::optional(seq);
}

struct Beginning {
    api::Hello hello;
    std::int64_t seq = 0;
    std::vector<app::Event> events;
};

Beginning begin_stream(const Site& site, CommunityId community, std::optional<std::int64_t> from) {
    Beginning beginning;
    beginning.hello.version = site.assets.version();
    site.context.store.read(community, [&](const app::Reader& reader) {
        const std::int64_t last = reader.last_seq();
        beginning.seq = last;
        beginning.hello.seq = from.value_or(last);
        if (!from || *from == last) {
            return;
        }
        const bool missed = *from > last || last - *from > resumed_events_max ||
                            *from + 1 < reader.first_kept_seq();
        if (missed) {
            beginning.hello.seq = last;
            beginning.hello.missed = true;
            return;
        }
        beginning.events = reader.events_after(*from, resumed_events_max);
    });
    return beginning;
}

Response answer_events(Site& site, const Request& request) {
    const auto place = api_place(site, request);
    if (!place) {
        return refusal(place.error().code, place.error().field);
    }
    const auto from = resume_from(request);
    if (!from) {
        return refusal(from.error().code, from.error().field);
    }
    const std::shared_ptr<StreamHub::Place> seat = site.hub.reserve(request.address);
    if (!seat) {
        Response full = refusal(ErrorCode::unavailable);
        full.set_header("Retry-After", "5");
        return full;
    }
    const Viewer viewer = viewer_of(caller_of(site, request, *place));
    const Beginning beginning = begin_stream(site, place->community, from.value());
    std::string first = "retry: 2000\nevent: " + std::string(api::Hello::name) +
                        "\ndata: " + api::encode(beginning.hello) + "\n\n";
    for (const app::Event& event : beginning.events) {
        if (may_see(viewer, event)) {
            first += stream_text(event);
        }
    }
    Response response;
    response.content_type = "text/event-stream";
    response.set_header("Cache-Control", "no-store");
    response.set_header("X-Accel-Buffering", "no");
    response.take_socket = [&site, viewer, seat, seq = beginning.seq, first = std::move(first)](
                               int socket) { site.hub.add(socket, viewer, seq, first, seat); };
    return response;
}

}  // namespace

void add_event_routes(Router& router, Site& site) {
    router.add("GET", api::events_path, "events",
               [&site](const Request& request, const api::Parameters&) {
                   return answer_events(site, request);
               });
}

}  // namespace louxia::http
