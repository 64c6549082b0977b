#include "tests/server/model/day.hpp"

#include <doctest/doctest.h>

namespace louxia::test {

void Day::change_price() {
    const std::size_t good = below(goods);
    const auto list = place_.call<api::GetLeaderList>(place_.leader(), {CivilDate{2026, 11, 23}});
    REQUIRE(list.ok());
    api::ItemDraft draft = list->items[good].draft;
    if (good == 0) CHECK(draft.batch->farm == "farm");
    const auto price = static_cast<std::int64_t>(1 + below(4000));
    draft.price = Money::fen_unchecked(price);
    draft.stock.clear();
    const auto answer = attempt<api::ChangeItem>(place_.leader(), {place_.item(good), draft});
    if (lost_) return;
    REQUIRE(answer.ok());
    reference_.prices[good] = price;
}

void Day::count_stock() {
    const std::size_t hub = below(hubs);
    const std::size_t good = below(goods);
    const auto count = static_cast<std::int64_t>(below(60));
    const auto answer =
        attempt<api::SetStock>(place_.leader(), {hubs_[hub], place_.item(good), count});
    if (lost_) return;
    Reference::Shelf& shelf = reference_.shelves[hub][good];
    REQUIRE(answer.ok() == (count >= shelf.reserved));
    if (answer) shelf.on_hand = count;
}

void Day::share_shortage() {
    const std::size_t hub = below(hubs);
    const std::size_t good = below(goods);
    const auto there = static_cast<std::int64_t>(below(12));
    const std::int64_t waiting = reference_.waiting(hub, good);
    const auto answer =
        attempt<api::ShareShortage>(place_.leader(), {place_.item(good), hubs_[hub], there, 0});
    if (lost_) return;
    if (!answer) {
        return judge(answer.error().code, {{ErrorCode::not_short, there >= waiting}});
    }
    CHECK(answer->waiting == waiting);
    // The first are cut; the jobs do the rest.
    CHECK(house_.broken() == "");
    run_jobs();
    reference_.share_shortage(hub, good, there, house_.now().ms);
    for (RefGroup& group : reference_.groups) {
        reference_.follow_orders(group);
    }
    // What was cut may have been the last of a recalled item that was on its way.
    run_jobs();
    reference_.pass(house_.now().ms);
}

}  // namespace louxia::test
