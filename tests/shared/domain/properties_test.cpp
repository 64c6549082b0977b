#include "tests/shared/property.hpp"

#ifdef LOUXIA_HAS_RAPIDCHECK

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "shared/domain/group_buy.hpp"
#include "shared/domain/ledger.hpp"
#include "shared/domain/order.hpp"
#include "shared/domain/pickup.hpp"

using namespace louxia;
using test::between;
using test::holds;

namespace {

/// A group as the store would keep it: who is in, and whether it ever formed.
struct Neighbourhood {
    GroupBuy group;
    std::set<std::int64_t> inside;
    int times_formed = 0;
    std::size_t households_when_formed = 0;

    void press_join(std::int64_t household, Instant now) {
        const auto effect = join(group, static_cast<std::int32_t>(inside.size()),
                                 inside.count(household) != 0, now);
        if (!effect.ok()) return;
        RC_ASSERT(inside.insert(household).second);
        if (effect.value() != JoinEffect::forms_now) return;
        const auto formed = form(group, now);
        RC_ASSERT(formed.ok());
        group = formed.value();
        ++times_formed;
        households_when_formed = inside.size();
    }
    void press_leave(std::int64_t household, Instant now) {
        if (leave(group, inside.count(household) != 0, now).ok()) inside.erase(household);
    }
    void tick(Instant now) {
        if (!fails_now(group, now)) return;
        group = fail(group, now).value();
        inside.clear();
    }
};

}  // namespace

TEST_CASE("no sequence of joins and leaves forms a group twice or with fewer than its target") {
    holds("a group forms once with exactly its target, or fails with everybody out", [] {
        Neighbourhood all;
        all.group.state = GroupState::open;
        all.group.target_households = static_cast<std::int32_t>(*between(2, 12));
        all.group.cap_households =
            *rc::gen::arbitrary<bool>()
                ? all.group.target_households + static_cast<std::int32_t>(*between(0, 5))
                : 0;
        all.group.cutoff_at = Instant{*between(50, 400)};
        const auto presses = *rc::gen::container<std::vector<std::int64_t>>(between(-60, 60));
        std::int64_t clock = 1;
        for (const std::int64_t press : presses) {
            const bool formed_before = all.times_formed > 0;
            if (press >= 0) all.press_join(press % 20, Instant{clock});
            if (press < 0) all.press_leave(-press % 20, Instant{clock});
            all.tick(Instant{clock});
            clock += 2;

            const auto inside = static_cast<std::int32_t>(all.inside.size());
            RC_ASSERT(all.times_formed <= 1);
            if (formed_before) RC_ASSERT(inside >= all.group.target_households);
            if (all.times_formed == 0) RC_ASSERT(inside < all.group.target_households);
            if (all.group.cap_households > 0) RC_ASSERT(inside <= all.group.cap_households);
        }
        all.tick(all.group.cutoff_at);
        RC_CLASSIFY(all.times_formed == 1, "formed");
        RC_ASSERT((all.group.state == GroupState::formed) == (all.times_formed == 1));
        RC_ASSERT((all.group.state == GroupState::failed) == (all.times_formed == 0));
        RC_ASSERT(
            (all.times_formed == 0 ||
             all.households_when_formed == static_cast<std::size_t>(all.group.target_households)));
    });
}

TEST_CASE("a group never goes back, whatever its orders do") {
    holds("the state's number never falls", [] {
        GroupBuy group;
        group.state = GroupState::formed;
        const auto steps = *rc::gen::container<std::vector<std::int64_t>>(between(0, 14641 - 1));
        for (std::int64_t step : steps) {
            GroupProgress progress;
            for (std::int32_t* part :
                 {&progress.orders, &progress.started, &progress.left_hub, &progress.finished}) {
                *part = static_cast<std::int32_t>(step % 11);
                step /= 11;
            }
            const GroupBuy after = advance(group, progress, Instant{9});
            RC_ASSERT(after.state >= group.state);
            RC_ASSERT(after.state <= GroupState::done);
            group = after;
        }
    });
}

TEST_CASE("whatever is moved, the books sum to zero") {
    holds("every transfer is a balanced entry, and so are all together", [] {
        const auto amounts =
            *rc::gen::container<std::vector<std::int64_t>>(between(1, Money::limit_fen));
        std::map<std::pair<AccountKind, std::uint64_t>, std::int64_t> balances;
        for (const std::int64_t fen : amounts) {
            const Account from = wallet_of(HouseholdId{static_cast<std::uint64_t>(fen) % 7});
            const Account to = sales_of(HubId{static_cast<std::uint64_t>(fen) % 2});
            const auto entry = transfer(LedgerEntryId{1}, Cause::capture, 3, Instant{4}, from, to,
                                        Money::fen_unchecked(fen));
            RC_ASSERT(check_entry(entry.value()).ok());
            for (const Posting& posting : entry->postings) {
                balances[{posting.account.kind, posting.account.owner}] += posting.amount.fen();
            }
        }
        std::int64_t sum = 0;
        for (const auto& [account, fen] : balances)
            sum += fen;
        RC_ASSERT(sum == 0);
    });
    holds("an entry of any postings passes only when it sums to zero", [] {
        const auto amounts = *rc::gen::container<std::vector<std::int64_t>>(between(-3, 3));
        LedgerEntry entry;
        std::int64_t sum = 0;
        for (const std::int64_t fen : amounts) {
            entry.postings.push_back({wallet_of(HouseholdId{1}), Money::fen_unchecked(fen)});
            sum += fen;
        }
        const bool none_zero = std::count(amounts.begin(), amounts.end(), 0) == 0;
        RC_ASSERT((check_entry(entry).ok() == (amounts.size() >= 2 && none_zero && sum == 0)));
    });
}

TEST_CASE("an order's total is its lines and its fee, whatever is in the basket") {
    holds("the sum is exact", [] {
        Order order;
        order.fulfilment = *rc::gen::element(Fulfilment::delivery, Fulfilment::pickup);
        const auto count = *between(1, static_cast<std::int64_t>(order_lines_max));
        std::int64_t goods = 0;
        for (std::int64_t index = 0; index < count; ++index) {
            OrderLine line;
            line.quantity = Pieces{*between(1, line_quantity_max)};
            line.unit_price = Money::fen_unchecked(*between(0, 10'000'000));
            goods += line.quantity.count * line.unit_price.fen();
            order.lines.push_back(line);
        }
        const HubTerms terms{Money::fen_unchecked(*between(0, 1000)),
                             Money::fen_unchecked(*between(0, 100'000)), Money{}};
        const auto priced = price_order(order, terms);
        RC_ASSERT(priced.ok());
        RC_ASSERT(priced->goods_total.fen() == goods);
        const bool free =
            order.fulfilment == Fulfilment::pickup || goods >= terms.free_delivery_from.fen();
        RC_ASSERT(priced->total.fen() == goods + (free ? 0 : terms.delivery_fee.fen()));
    });
}

TEST_CASE("an order that anybody moves at random only ever takes the machine's steps") {
    holds("a finished order is left alone, and each state is entered once, but for what comes back",
          [] {
              Order order;
              order.fulfilment = *rc::gen::element(Fulfilment::delivery, Fulfilment::pickup);
              const auto pushes = *rc::gen::container<std::vector<std::int64_t>>(between(0, 47));
              std::set<OrderState> seen{order.state};
              for (const std::int64_t push : pushes) {
                  const auto to = static_cast<OrderState>(push % 8 + 1);
                  const auto role = static_cast<Role>(push / 8 + 1);
                  const auto moved = move(order, to, role, Instant{5});
                  if (!moved.ok()) continue;
                  RC_ASSERT(!is_finished(order.state));
                  if (order.state == OrderState::out && to == OrderState::packed) {
                      seen.erase(OrderState::out);
                      seen.erase(OrderState::packed);
                  }
                  RC_ASSERT(seen.insert(to).second);
                  RC_ASSERT(role != Role::operator_role);
                  order = moved.value();
              }
              RC_ASSERT(!(seen.count(OrderState::ready) != 0 && seen.count(OrderState::out) != 0));
          });
}

TEST_CASE("goods never wait beyond a day, and a code is never given twice") {
    holds("collect_before lies ahead, by a day at most", [] {
        const Instant ready{*between(0, 4'102'444'800) * second_ms};
        const auto offset = static_cast<std::int32_t>(*between(-12 * 60, 14 * 60));
        const Instant until = collect_before(ready, false, offset);
        RC_ASSERT(until > ready);
        RC_ASSERT(until - ready <= day_ms);
        RC_ASSERT(to_civil(until, offset).minute_of_day == pickup_until_minute_of_day);
        const Instant chilled = collect_before(ready, true, offset);
        RC_ASSERT(chilled <= until);
        RC_ASSERT(chilled - ready <= chilled_keep_ms);
    });
    holds("codes chosen one after the other differ", [] {
        const auto count = *between(1, 200);
        std::vector<std::string> taken;
        for (std::int64_t turn = 0; turn < count; ++turn) {
            const auto code = choose_pickup_code(taken, *rc::gen::arbitrary<std::uint64_t>());
            RC_ASSERT(is_pickup_code(code.value()));
            RC_ASSERT(std::find(taken.begin(), taken.end(), code.value()) == taken.end());
            taken.push_back(code.value());
        }
    });
}

#endif
