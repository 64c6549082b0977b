#include "server/http/pages/refund_form.hpp"

#include "shared/api/claim_entry.hpp"

namespace louxia::http {
namespace {

std::string reason_words(const Page& page, RefundReason reason) {
    return page.say("refund_" + std::string(word_of(reason)));
}

}  // namespace

void put_refund_choices(const Page& page, View& view, const api::OrderView& order,
                        const api::ClaimView* claim) {
    View choices = view_list();
    const auto add = [&](std::int32_t line, const std::string& name, Money amount) {
        View one;
        put(one, "line", std::to_string(line));
        put(one, "name", name);
        put(one, "amount", yuan(amount));
        put_flag(one, "chosen", claim != nullptr && claim->line == line);
        choices.push_back(one);
    };
    for (std::size_t index = 0; index < order.lines.size(); ++index) {
        const api::LineView& line = order.lines[index];
        if (line.left() > Money{}) {
            add(static_cast<std::int32_t>(index), line.name, line.left());
        }
    }
    if (order.left() > Money{}) {
        add(whole_order, page.say("refund_whole"), order.left());
    }
    view.set("choices", choices);
    View list = view_list();
    for (const RefundReason reason : api::refund_reasons) {
        View one;
        put(one, "reason", word_of(reason));
        put(one, "label", reason_words(page, reason));
        put_flag(one, "chosen", claim != nullptr && claim->reason == reason);
        list.push_back(one);
    }
    view.set("reasons", list);
}

Result<RefundChoice> refund_choice(const Form& form) {
    const auto reason = enum_from_word<RefundReason>(form.get("reason"));
    if (!reason) {
        return refuse(ErrorCode::missing_field, "reason");
    }
    const std::string line = form.get("line");
    if (line.empty()) {
        return refuse(ErrorCode::missing_field, "line");
    }
    return RefundChoice{line == "-1" ? whole_order : std::max(number_in(form, "line"), 0), *reason};
}

std::string claim_words(const Page& page, const LocalClock& clock, const api::OrderView& order,
                        const api::ClaimView& claim) {
    const std::string what = claim.line == whole_order
                                 ? page.say("refund_whole")
                                 : order.lines.at(static_cast<std::size_t>(claim.line)).name;
    return what + " · " + reason_words(page, claim.reason) + " · " +
           day_time(page.language, clock, claim.claimed_at);
}

}  // namespace louxia::http
