#pragma once

#include "server/app/context.hpp"

namespace louxia::app {

/// A community's calendar day as instants.
struct Day {
    CivilDate date;
    Instant start;  ///< its midnight
    Instant end;    ///< the next day's midnight
};

/// The community's zone was checked when it was made; a database that has lost it is a broken
/// invariant.
[[nodiscard]] std::int32_t utc_offset_of(const Context& context, const Community& community,
                                         Instant at);
[[nodiscard]] Day day_at(const Context& context, const Community& community, Instant at);
/// The instant of a clock time of a date in the community's zone.
[[nodiscard]] Instant local_instant(const Context& context, const Community& community,
                                    CivilDate date, std::int32_t minute_of_day);
[[nodiscard]] CivilDate next_date(CivilDate date) noexcept;

}  // namespace louxia::app
