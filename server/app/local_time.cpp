#include "server/app/local_time.hpp"

namespace louxia::app {

std::int32_t utc_offset_of(const Context& context, const Community& community, Instant at) {
    return context.zones.utc_offset_minutes(community.time_zone, at).value();
}

CivilDate next_date(CivilDate date) noexcept {
    return civil_from_days(days_from_civil(date) + 1);
}

Instant local_instant(const Context& context, const Community& community, CivilDate date,
                      std::int32_t minute_of_day) {
    // Two steps: the offset in force there, found from a first guess with today's.
    const Instant guess =
        from_civil(date, minute_of_day, utc_offset_of(context, community, context.clock.now()));
    return from_civil(date, minute_of_day, utc_offset_of(context, community, guess));
}

Day day_at(const Context& context, const Community& community, Instant at) {
    const CivilDate date = to_civil(at, utc_offset_of(context, community, at)).date;
    return Day{date, local_instant(context, community, date, 0),
               local_instant(context, community, next_date(date), 0)};
}

}  // namespace louxia::app
