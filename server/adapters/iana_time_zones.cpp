#include "server/adapters/iana_time_zones.hpp"

#include <chrono>
#include <stdexcept>

#include <date/tz.h>

namespace louxia::adapters {

Result<std::int32_t> IanaTimeZones::utc_offset_minutes(const std::string& zone, Instant at) const {
    const date::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds{at.ms}};
    try {
        const auto offset = date::locate_zone(zone)->get_info(time).offset;
        return static_cast<std::int32_t>(
            std::chrono::duration_cast<std::chrono::minutes>(offset).count());
    } catch (const std::runtime_error&) {
        return refuse(ErrorCode::invalid_value, "time_zone");
    }
}

}  // namespace louxia::adapters
