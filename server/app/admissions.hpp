#pragma once

#include "server/app/context.hpp"

namespace louxia::app {

/// A member without a household who waits behind that door; the admission's member is made here.
/// Refused: invalid_value naming "unit" or "room", rate_limited when too many of the building wait.
[[nodiscard]] Result<Member> begin_admission(Context& context, Writer& writer,
                                             const Building& building, const std::string& nickname,
                                             Admission admission);

/// Lets go of requests that have been over for as long as they were open; those who asked have seen
/// it meanwhile. The number of people that went.
std::int32_t drop_admissions(Writer& writer, Instant now, std::int32_t limit);

}  // namespace louxia::app
