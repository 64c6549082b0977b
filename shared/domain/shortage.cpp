#include "shared/domain/shortage.hpp"

#include <algorithm>

#include "shared/domain/handed_over.hpp"

namespace louxia {

std::vector<Pieces> share_shortage(Pieces there, const std::vector<Pieces>& waiting) {
    std::int64_t all = 0;
    for (const Pieces& each : waiting)
        all += each.count;
    if (there.count >= all) return waiting;
    std::vector<Pieces> given;
    std::int64_t left = std::max<std::int64_t>(there.count, 0);
    const std::int64_t shared = left;
    for (const Pieces& each : waiting) {
        // A hub's orders times a line's pieces: far from 64 bits.
        given.push_back(Pieces{each.count * shared / all});
        left -= given.back().count;
    }
    for (std::size_t index = 0; index < given.size() && left > 0; ++index) {
        if (given[index] < waiting[index]) {
            given[index] = given[index] + Pieces{1};
            --left;
        }
    }
    return given;
}

Result<CutOrder> cut_order(Order order, ItemId item, Pieces given) {
    if (order.state > OrderState::picking) return refuse(ErrorCode::wrong_state);
    Pieces waits;
    for (const OrderLine& line : order.lines) {
        if (line.item == item && line.weighed.count == 0) waits = waits + handed_of(line);
    }
    const Money before = owed_by_household(order);
    CutOrder result;
    result.taken = Pieces{std::max<std::int64_t>(waits.count - given.count, 0)};
    Pieces left = result.taken;
    for (auto line = order.lines.rbegin(); line != order.lines.rend() && left.count > 0; ++line) {
        if (line->item != item || line->weighed.count > 0) continue;
        const Pieces here = std::min(left, handed_of(*line));
        if (here.count == 0) continue;
        left = left - here;
        line->missing = line->missing + here;
        line->written_off = true;
        LOUXIA_ASSIGN(const Money price, price_handed_over(*line, order.tolerance_permille));
        LOUXIA_ASSIGN(line->cut, subtract(line->total, price));
    }
    Money cut;
    for (const OrderLine& line : order.lines) {
        LOUXIA_ASSIGN(cut, add(cut, line.cut));
    }
    order.cut = cut;
    result.nothing_left =
        std::all_of(order.lines.begin(), order.lines.end(),
                    [](const OrderLine& line) { return handed_of(line).count == 0; });
    LOUXIA_ASSIGN(result.off, subtract(before, owed_by_household(order)));
    result.order = std::move(order);
    return result;
}

}  // namespace louxia
