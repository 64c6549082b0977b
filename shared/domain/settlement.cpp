#include "shared/domain/settlement.hpp"

#include <algorithm>

namespace louxia {
namespace {

__extension__ using Wide = __int128;

Result<Money> cost_of(const OrderLine& line, Money cost) {
    if (line.weighed.count > 0) return weighed_total_rounded_half_up(cost, line.weighed);
    return multiply(cost, handed_of(line));
}

Result<void> owe(std::vector<Split::Payable>& payables, const std::string& farm, Money amount) {
    const auto known = std::find_if(payables.begin(), payables.end(),
                                    [&](const auto& each) { return each.farm == farm; });
    if (known == payables.end()) {
        payables.push_back({farm, amount});
        return {};
    }
    LOUXIA_ASSIGN(known->amount, add(known->amount, amount));
    return {};
}

}  // namespace

Result<Split> split_sales(const Order& order, const SplitTerms& terms,
                          const std::vector<LineCost>& costs) {
    LOUXIA_ASSERT(costs.size() == order.lines.size());
    Split split;
    LOUXIA_ASSIGN(split.goods, subtract(due_of(order), order.delivery_fee));
    LOUXIA_ASSIGN(split.commission,
                  permille_of_rounded_half_up(split.goods, terms.commission_permille));
    if (order.fulfilment == Fulfilment::delivery && order.courier.is_set()) {
        split.courier_pay = terms.courier_pay;
    }
    for (std::size_t index = 0; index < costs.size(); ++index) {
        const LineCost& known = costs[index];
        if (known.farm.empty()) continue;
        LOUXIA_ASSIGN(const Money amount, cost_of(order.lines[index], known.cost));
        if (!amount.is_zero()) LOUXIA_TRY(owe(split.payables, known.farm, amount));
    }
    LOUXIA_ASSIGN(split.hub, subtract(due_of(order), split.commission));
    LOUXIA_ASSIGN(split.hub, subtract(split.hub, split.courier_pay));
    for (const Split::Payable& each : split.payables) {
        LOUXIA_ASSIGN(split.hub, subtract(split.hub, each.amount));
    }
    return split;
}

Money commission_to_take_back(const Settlement& settlement, const Order& order) {
    std::int64_t refunded = 0;
    for (const OrderLine& line : order.lines)
        refunded += line.refunded.fen();
    if (settlement.goods.is_zero()) return {};
    // Goods and commission are at most Money's limit, about 2^40: their product fits in 128 bits.
    const Wide goods{settlement.goods.fen()};
    const Wide twice = Wide{settlement.commission.fen()} * refunded * 2;
    return Money::fen_unchecked(static_cast<std::int64_t>((twice + goods) / (goods * 2)));
}

bool may_be_paid_out(AccountKind kind) noexcept {
    switch (kind) {
        case AccountKind::wallet:
        case AccountKind::commission:
        case AccountKind::payable:
        case AccountKind::courier:
        case AccountKind::crowd: return true;
        case AccountKind::hold:
        case AccountKind::hub_sales:
        case AccountKind::cash:
        case AccountKind::compensation:
        case AccountKind::commission_frozen:
        case AccountKind::bank:
        case AccountKind::provider:
        case AccountKind::coupons: return false;
    }
    return false;
}

Result<void> check_payout(Money balance, Money said) {
    if (balance <= Money{}) return refuse(ErrorCode::nothing_owed);
    if (balance != said) return refuse(ErrorCode::balance_changed, "amount_fen");
    return {};
}

Result<void> check_split_terms(const SplitTerms& terms) {
    if (terms.commission_permille < 0 || terms.commission_permille > commission_permille_max) {
        return refuse(ErrorCode::out_of_range, "commission_permille");
    }
    if (terms.courier_pay.is_negative() || terms.courier_pay > courier_pay_max) {
        return refuse(ErrorCode::out_of_range, "courier_pay_fen");
    }
    return {};
}

}  // namespace louxia
