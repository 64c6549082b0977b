#include "server/app/local_time.hpp"
#include "server/app/sourcing.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

/// The mean way from each building's door to the hub nearest to it, and the hub most are nearest
/// to.
struct TypicalWay {
    HubId hub;
    std::int32_t distance_m = 0;
};

TypicalWay typical_way(const Reader& reader) {
    std::int64_t sum_m = 0;
    std::int64_t count = 0;
    TypicalWay way;
    for (const Building& building : reader.buildings()) {
        std::int32_t nearest_m = -1;
        for (const Hub& hub : reader.hubs()) {
            const std::int32_t metres = reader.way_m(hub, building);
            if (hub.open && (nearest_m < 0 || metres < nearest_m)) {
                nearest_m = metres;
                way.hub = way.hub.is_set() ? way.hub : hub.id;
            }
        }
        if (nearest_m >= 0) {
            sum_m += nearest_m;
            ++count;
        }
    }
    way.distance_m = count > 0 ? static_cast<std::int32_t>(sum_m / count) : 0;
    return way;
}

Instant next_publish_at(const Context& context, const Reader& reader, Instant now) {
    const Community& community = reader.community();
    const CivilDate today = day_at(context, community, now).date;
    for (const CivilDate date : {today, next_date(today)}) {
        const auto list = reader.list_on(date);
        if (list && list->state == ListState::published) {
            continue;
        }
        const Instant usual = local_instant(context, community, date, publish_minute_of_day);
        const Instant at = list && list->publish_at.is_set() ? list->publish_at : usual;
        if (at > now) {
            return at;
        }
    }
    return local_instant(context, community, next_date(next_date(today)), publish_minute_of_day);
}

}  // namespace

Result<api::GetHome::Response> get_home(const Context& context, const Caller&, const api::Nothing&,
                                        const Reader& reader) {
    const Instant now = context.clock.now();
    api::GetHome::Response response;
    response.seq = reader.last_seq();
    response.now = now;
    response.community = view_of_community(context, reader, now);
    if (const auto list = published_list_today(context, reader, now)) {
        response.list = view_of_list(reader, *list, now);
    }
    response.next_publish_at = next_publish_at(context, reader, now);
    response.groups = running_groups(reader, now);
    const TypicalWay way = typical_way(reader);
    if (way.hub.is_set()) {
        const Quote quote = quote_delivery(quote_input(reader, way.hub, way.distance_m, now));
        response.delivery_offered = quote.offered;
        response.delivery_estimate_ms = quote.estimate_ms;
        response.delivery_promise =
            quote.offered ? quote.promise.kind : PromiseClass::within_2_hours;
    }
    return response;
}

}  // namespace louxia::app
