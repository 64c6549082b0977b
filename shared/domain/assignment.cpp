#include "shared/domain/assignment.hpp"

#include "shared/domain/text_rules.hpp"

namespace louxia {

Result<void> check_problem_text(std::string_view text) {
    return check_lines(text, problem_text_code_points_max, Presence::optional, "text");
}

}  // namespace louxia
