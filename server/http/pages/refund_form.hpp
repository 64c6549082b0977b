#pragma once

#include "server/http/pages/forms.hpp"

/// What of a delivered order, and why: the same choices for who asks for it and who gives it back.
namespace louxia::http {

/// "choices" and "reasons" of the partial refund_choices; what `claim` names is chosen, if any.
void put_refund_choices(const Page& page, View& view, const api::OrderView& order,
                        const api::ClaimView* claim);

/// What those fields of the form say. Refused: missing_field "line" or "reason".
struct RefundChoice {
    std::int32_t line = whole_order;
    RefundReason reason = RefundReason::other;
};
[[nodiscard]] Result<RefundChoice> refund_choice(const Form& form);

/// "上海青 · 不新鲜 · 今天 13:20"
[[nodiscard]] std::string claim_words(const Page& page, const LocalClock& clock,
                                      const api::OrderView& order, const api::ClaimView& claim);

}  // namespace louxia::http
