#include "shared/api/check.hpp"
#include "shared/api/dispatch.hpp"

namespace louxia::api {

Result<void> ReportProblem::check(const Request& request) {
    LOUXIA_TRY(check_set(request.order, "order"));
    return check_problem_text(request.text);
}

Result<void> GetFleet::check(const Request& /*request*/) {
    return {};
}

Result<void> SolveProblem::check(const Request& request) {
    return check_set(request.order, "order");
}

Result<void> TryRider::check(const Request& request) {
    constexpr std::int32_t day = 24 * 60;
    LOUXIA_TRY(check_between(request.from_minute, 0, day - 1, "from_minute"));
    return check_between(request.until_minute, request.from_minute + 1, day, "until_minute");
}

}  // namespace louxia::api
