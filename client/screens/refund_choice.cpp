#include "client/screens/face.hpp"
#include "shared/api/claim_entry.hpp"

/// What of a delivered order, and why: chosen by who asks for it and by who gives it back.
namespace louxia::screens {

using namespace ui;

namespace {

/// What one choice would give back: a line, or all that is left behind the last line.
Money left_of(const api::OrderView& order, std::size_t choice) {
    return choice < order.lines.size() ? order.lines[choice].left() : order.left();
}

}  // namespace

std::size_t choose(const Face& face, std::string_view id, const std::vector<std::string>& names,
                   const std::vector<std::string>& amounts) {
    float& kept = face.ui.memory(Id(id));
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) continue;
        const bool on = static_cast<std::size_t>(kept) == i;
        const std::string_view amount = i < amounts.size() ? amounts[i] : std::string_view();
        if (radio_row(face.ui, Id(id, i), on, names[i], {}, amount)) kept = static_cast<float>(i);
    }
    return static_cast<std::size_t>(kept);
}

void start_refund_choice(const Face& face, const api::OrderView& order) {
    std::size_t line = 0;
    while (line < order.lines.size() && left_of(order, line) <= Money{})
        ++line;
    std::size_t why = 0;
    if (const api::ClaimView* claim = api::open_claim(order)) {
        line =
            claim->line == whole_order ? order.lines.size() : static_cast<std::size_t>(claim->line);
        while (api::refund_reasons[why] != claim->reason && why + 1 < api::refund_reasons.size())
            ++why;
    }
    face.ui.memory({"refund_line"}) = static_cast<float>(line);
    face.ui.memory({"refund_reason"}) = static_cast<float>(why);
}

RefundChoice refund_choice(const Face& face, const api::OrderView& order) {
    const auto& words = face.words.common;
    std::vector<std::string> names;
    std::vector<std::string> amounts;
    for (std::size_t i = 0; i <= order.lines.size(); ++i) {
        const bool line = i < order.lines.size();
        const bool gone = line && left_of(order, i) <= Money{};
        names.push_back(gone   ? std::string()
                        : line ? order.lines[i].name
                               : std::string(words.refund_whole));
        amounts.push_back(yuan(left_of(order, i)));
    }
    const std::size_t chosen = choose(face, "refund_line", names, amounts);
    face.ui.space(12);
    heading(face.ui, TextStyle::head, words.refund_why);
    names.clear();
    for (const RefundReason reason : api::refund_reasons)
        names.emplace_back(words.refund_reasons[static_cast<std::size_t>(reason) - 1]);
    const std::size_t why = choose(face, "refund_reason", names);
    const bool whole = chosen >= order.lines.size();
    return {whole ? whole_order : static_cast<std::int32_t>(chosen), api::refund_reasons[why],
            left_of(order, chosen)};
}

std::string claim_words(const Face& face, const api::OrderView& order,
                        const api::ClaimView& claim) {
    const auto& words = face.words.common;
    const auto line = static_cast<std::size_t>(claim.line);
    const std::string what =
        line < order.lines.size() ? order.lines[line].name : std::string(words.refund_whole);
    std::string text =
        what + " · " + words.refund_reasons[static_cast<std::size_t>(claim.reason) - 1];
    if (!claim.text.empty()) text += " · " + claim.text;
    return text;
}

}  // namespace louxia::screens
