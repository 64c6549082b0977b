#include <algorithm>
#include <vector>

#include "server/app/local_time.hpp"
#include "server/app/sourcing.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

/// From its nearest open hub to the building that half of all are no farther than.
struct TypicalWay {
    HubId hub;
    BuildingId building;
    std::int32_t distance_m = 0;
};

TypicalWay typical_way(const Reader& reader) {
    std::vector<TypicalWay> ways;
    for (const Building& building : reader.buildings()) {
        TypicalWay nearest;
        for (const Hub& hub : reader.hubs()) {
            const std::int32_t metres = reader.way_m(hub, building);
            if (hub.open && (!nearest.hub.is_set() || metres < nearest.distance_m)) {
                nearest = {hub.id, building.id, metres};
            }
        }
        if (nearest.hub.is_set()) {
            ways.push_back(nearest);
        }
    }
    if (ways.empty()) {
        return {};
    }
    const auto half = ways.begin() + static_cast<std::ptrdiff_t>((ways.size() - 1) / 2);
    std::ranges::nth_element(ways, half, {}, &TypicalWay::distance_m);
    return *half;
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
        Order order;
        order.hub = way.hub;
        order.address.building = way.building;
        const Quote quote = quote_way(context, reader, order, way.distance_m, now);
        response.delivery_offered = quote.offered;
        response.delivery_estimate_ms = quote.estimate_ms;
        response.delivery_promise =
            quote.offered ? quote.promise.kind : PromiseClass::within_2_hours;
    }
    return response;
}

}  // namespace louxia::app
