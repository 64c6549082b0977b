#pragma once

#include "server/app/context.hpp"

namespace louxia::adapters {

/// The system's time zone database, by H. Hinnant's date library. Safe on several threads.
class IanaTimeZones final : public app::TimeZones {
public:
    [[nodiscard]] Result<std::int32_t> utc_offset_minutes(const std::string& zone,
                                                          Instant at) const override;
};

}  // namespace louxia::adapters
