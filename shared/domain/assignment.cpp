#include "shared/domain/assignment.hpp"

#include <algorithm>

#include "shared/domain/text_rules.hpp"

namespace louxia {

Result<void> check_problem_text(std::string_view text) {
    return check_lines(text, problem_text_code_points_max, Presence::optional, "text");
}

Result<OrderProblem> report_problem(const Order& order, std::int32_t earlier, OrderProblem wanted,
                                    Instant now) {
    const bool out = order.state == OrderState::out;
    if (is_finished(order.state) || earlier >= problems_per_order_max ||
        (out && wanted.kind == ProblemKind::item_missing)) {
        return refuse(ErrorCode::wrong_state);
    }
    LOUXIA_TRY(check_problem_text(wanted.text));
    wanted.order = order.id;
    wanted.number = earlier + 1;
    wanted.reported_at = now;
    wanted.solved_at = Instant{};
    return wanted;
}

Result<Handover> hand_over_at_door(const Order& order, std::string_view code, PictureId photo,
                                   Instant now) {
    if (order.state != OrderState::out) return refuse(ErrorCode::wrong_state);
    if (!code.empty() && photo.is_set()) return refuse(ErrorCode::invalid_value, "photo");
    if (!code.empty() && code != order.pickup_code) return refuse(ErrorCode::wrong_code, "code");
    const HandoverProof proof = photo.is_set() ? HandoverProof::photo
                                : code.empty() ? HandoverProof::none
                                               : HandoverProof::code;
    return Handover{order.id, proof, photo, now};
}

bool has_open(const std::vector<OrderProblem>& problems) noexcept {
    return std::any_of(problems.begin(), problems.end(),
                       [](const OrderProblem& problem) { return !problem.solved_at.is_set(); });
}

bool may_change_courier(const Order& order) noexcept {
    return order.state <= OrderState::packed;
}

bool is_let_lie(const Order& order, Instant assigned_at, Instant heard_of, Instant now) noexcept {
    const auto long_ago = [now](Instant at) { return now - at >= silent_after_ms; };
    return order.state == OrderState::packed && long_ago(order.at(OrderState::packed)) &&
           long_ago(assigned_at) && long_ago(heard_of);
}

bool is_told_anew(Instant before, Instant after) noexcept {
    const std::int64_t by_ms = after - before;
    return by_ms >= estimate_told_from_ms || by_ms <= -estimate_told_from_ms;
}

}  // namespace louxia
