#include "shared/domain/refund.hpp"

namespace louxia {

Result<Refunded> refund(Order order, std::int32_t line, RefundWay way) {
    if (order.state != OrderState::done) return refuse(ErrorCode::not_delivered);
    if (way == RefundWay::cash && order.payment != Payment::on_handover) {
        return refuse(ErrorCode::invalid_value, "way");
    }
    if (line < whole_order || line >= static_cast<std::int32_t>(order.lines.size())) {
        return refuse(ErrorCode::out_of_range, "line");
    }
    Money left;
    if (line == whole_order) {
        LOUXIA_ASSIGN(left, subtract(due_of(order), order.refunded));
        for (OrderLine& each : order.lines)
            each.refunded = due_of(each);
    } else {
        OrderLine& one = order.lines[static_cast<std::size_t>(line)];
        LOUXIA_ASSIGN(left, subtract(due_of(one), one.refunded));
        one.refunded = due_of(one);
    }
    if (left <= Money{}) return refuse(ErrorCode::already_refunded, "line");
    LOUXIA_ASSIGN(order.refunded, add(order.refunded, left));
    LOUXIA_ASSERT(order.refunded <= due_of(order));
    return Refunded{std::move(order), left};
}

}  // namespace louxia
