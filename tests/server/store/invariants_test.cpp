// Breaks planted behind the store's back are found and named.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "server/store/open_store.hpp"
#include "server/store/sqlite/engine.hpp"
#include "tests/server/store/raw.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

std::vector<std::string> broken_in(const std::string& folder) {
    return store::open_store(folder, store::Access::read_only)->broken_invariants();
}

bool names(const std::vector<std::string>& lines, const std::string& part) {
    return std::ranges::any_of(
        lines, [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

/// A folder in which all holds: a done order that was paid, a group that waits, events.
void fill_whole(const std::string& folder, const SampleIds& ids) {
    const auto store = store::open_store(folder, store::Access::serve);
    fill_with_samples(*store, ids, 20);
    const auto done = store->transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
        Order order = sample_order(ids);
        order.lines.pop_back();
        order.goods_total = order.lines[0].total;
        order.total = Money::fen_unchecked(order.goods_total.fen() + order.delivery_fee.fen());
        order.state = OrderState::done;
        order.pickup_code.clear();
        order.entered_at[6] = sample_time;
        order.compensated = false;
        writer.put(order);
        Post post = sample_post(ids);
        writer.put(post);
        const auto book = [&](std::uint64_t number, Cause cause, std::uint64_t subject,
                              Account from, Account to, Money amount) {
            return writer.post_entry(
                transfer(LedgerEntryId{number}, cause, subject, sample_time, from, to, amount)
                    .value());
        };
        const HouseholdId household = ids.household();
        LOUXIA_TRY(book(1, Cause::cash_sale, order.id.value, cash_of(ids.hub()),
                        sales_of(ids.hub()), order.total));
        Settlement settlement;
        settlement.order = order.id;
        settlement.goods = order.goods_total;
        settlement.permille = 100;
        settlement.commission = Money::fen_unchecked(72);
        settlement.frozen_until = sample_time + 48 * hour_ms;
        writer.put(settlement);
        LOUXIA_TRY(book(2, Cause::top_up, household.value, cash_of(ids.hub()), wallet_of(household),
                        Money::fen_unchecked(9000)));
        GroupBuy group = sample_group(ids);
        group.contents.pop_back();
        writer.put(group);
        writer.put(GroupShare{ids.group(), household, group.price, sample_time, OrderId{}});
        LOUXIA_TRY(book(3, Cause::hold, group.id.value, wallet_of(household), hold_of(household),
                        group.price));
        LOUXIA_TRY(book(4, Cause::split, order.id.value, sales_of(ids.hub()), frozen_commission,
                        settlement.commission));
        LOUXIA_TRY(writer.reserve(ids.hub(), ids.item(), Pieces{2}));
        return {};
    });
    REQUIRE(done.ok());
    // Each of a work of its own, which is a row of its own.
    for (int at = 0; at < 5; ++at) {
        REQUIRE(store
                    ->transact(ids.community(),
                               [&](app::Writer& writer) -> Result<void> {
                                   writer.emit(sample_event("{}"));
                                   return {};
                               })
                    .ok());
    }
}

}  // namespace

TEST_CASE("a day that adds up has nothing to report") {
    TemporaryFolder folder;
    fill_whole(folder.path(), SampleIds{7});
    CHECK(broken_in(folder.path()) == std::vector<std::string>{});
}

TEST_CASE("each planted break is found, with the community and the id") {
    const SampleIds ids{7};
    const std::string item = ids.item().text();
    const std::string order = ids.order().text();
    const std::string group = ids.group().text();
    const std::string household = ids.household().text();
    const std::vector<std::pair<std::string, std::string>> table = {
        {"DELETE FROM outbox WHERE first_seq <= 3 AND last_seq >= 2", "events 2 to 3 are missing"},
        {"DELETE FROM outbox WHERE last_seq = 5", "the last event is counted as 5 but kept as 4"},
        {"DELETE FROM event_counter", "5 events stand beside no counter"},
        {"UPDATE stock SET on_hand = 1",
         "item " + item + " at hub " + ids.hub().text() + ": 1 on hand, 2 reserved"},
        {"UPDATE stock SET reserved = 3", "3 reserved, but orders and groups were promised 2"},
        {"DELETE FROM stock", "0 reserved, but orders and groups were promised 2"},
        {"DROP TRIGGER ledger_posting_stays; UPDATE ledger_posting SET amount_fen = 1 WHERE "
         "entry_id = 2 AND position = 0",
         "ledger entry " + LedgerEntryId{2}.text() + ": its 2 postings sum to 9001 fen"},
        {"DROP TRIGGER ledger_posting_is_kept; DELETE FROM ledger_posting WHERE entry_id = 3",
         "ledger entry " + LedgerEntryId{3}.text() + ": its 0 postings sum to 0 fen"},
        {"DROP TRIGGER ledger_posting_stays; UPDATE ledger_posting SET amount_fen = amount_fen * 2 "
         "WHERE entry_id = 3",
         "ledger entry " + LedgerEntryId{3}.text() + " is not what link 3 of the chain says"},
        {"DROP TRIGGER ledger_entry_stays; UPDATE ledger_entry SET moved_at_ms = 1 WHERE "
         "entry_id = 1",
         "ledger entry " + LedgerEntryId{1}.text() + " is not what link 1 of the chain says"},
        {"DROP TRIGGER ledger_link_is_kept; DELETE FROM ledger_link WHERE position = 2",
         "the ledger's chain has no link 2"},
        {"DROP TRIGGER ledger_link_is_kept; DELETE FROM ledger_link WHERE position = 3",
         "ledger entry " + LedgerEntryId{3}.text() + " is not in the chain"},
        {"INSERT INTO ledger_entry SELECT community_id, 9, cause, subject, moved_at_ms FROM "
         "ledger_entry WHERE entry_id = 2; INSERT INTO ledger_posting SELECT community_id, 9, "
         "position, account_kind, account_owner, amount_fen FROM ledger_posting WHERE entry_id = 2",
         "ledger entry " + LedgerEntryId{9}.text() + " is not in the chain"},
        {"UPDATE orders SET before_order_id = order_id",
         "order " + order + " of household " + household + " is named 2 times by those after it"},
        {"DELETE FROM household_orders",
         "order " + order + " of household " + household + " is named 0 times by those after it"},
        {"UPDATE household_orders SET order_count = 7",
         "household " + household + " has 1 orders, 7 are counted"},
        {"DELETE FROM settlement",
         "order " + order + " of household " + household + " is in state 7, but has 0 settlements"},
        {"UPDATE settlement SET goods_fen = 715",
         "order " + order + ": its commission is of 715 fen, its goods were 716"},
        {"UPDATE settlement SET permille = 101, commission_fen = 73",
         "order " + order + ": its commission is 73 fen, by its terms 72"},
        {"UPDATE settlement SET commission_fen = 73",
         "order " + order + ": 72 fen of its sales were given away, its settlement says 73"},
        {"UPDATE settlement SET taken_back_fen = 3",
         "order " + order + ": 3 fen of its commission were taken back, it should be 0"},
        {"UPDATE settlement SET payable_fen = 72, commission_fen = 0, permille = 0",
         "order " + order + ": account 11 was given 72 fen of its sales"},
        {"UPDATE settlement SET released_at_ms = 5",
         "72 fen of commission are frozen, the settlements that wait say 0"},
        {"UPDATE settlement SET released_at_ms = 5",
         "0 fen of commission are free, settlements and payouts say 72"},
        {"INSERT INTO payout SELECT community_id, 8, 1, household_id, 5, 1, (SELECT member_id FROM "
         "member LIMIT 1), 2, 1 FROM household",
         "payout " + PayoutId{8}.text() + " is noted with 5 fen, its entry moved 0"},
        {"DROP TRIGGER ledger_entry_stays; UPDATE ledger_entry SET cause = 24 WHERE entry_id = 2",
         "ledger entry " + LedgerEntryId{2}.text() + " paid something out, and no payout is noted"},
        {"UPDATE orders SET cut_fen = 5",
         "order " + order + ": 5 fen were cut, its lines' cuts sum to 0"},
        {"UPDATE order_line SET missing = 1",
         "order " + order + ": a line costs 716 fen as it was packed, it should be 358"},
        {"UPDATE order_line SET weighed_g = 501",
         "order " + order + ": a line costs 716 fen as it was packed, it should be 359"},
        {"UPDATE orders SET payment = 1, state = 6, out_at_ms = 1, fulfilment = 1",
         "order " + order + " of household " + household + ": 0 fen of its hold are open, 1016"},
        {"UPDATE group_share SET released_at_ms = 1", "the share of household " + household +
                                                          " in group " + group +
                                                          ", which is in state 2, was released"},
        {"UPDATE group_share SET paid_fen = 6000",
         "group " + group + ": 6800 fen of its holds are open, its shares need 6000"},
        {"UPDATE orders SET refunded_fen = 5", "order " + order + " of household " + household +
                                                   ": 5 fen are noted as refunded, 0 went back"},
        {"UPDATE orders SET refunded_fen = 5",
         "order " + order + " of household " + household +
             ": 5 fen are noted as refunded, its notes sum to 0"},
        {"PRAGMA ignore_check_constraints = 1; UPDATE orders SET refunded_fen = 2000",
         "order " + order + ": 2000 fen were refunded, it paid 1016"},
        {"UPDATE order_line SET refunded_fen = 7",
         "order " + order + ": 0 fen were refunded, its lines' refunds sum to 7"},
        {"UPDATE account_balance SET balance_fen = 7 WHERE account_kind = 1",
         "an account of owner " + household + " holds 7 fen, but its postings sum to 2200"},
        {"UPDATE account_balance SET balance_fen = -7 WHERE account_kind = 1",
         "a wallet or hold of household " + household + " stands at -7 fen"},
        {"DELETE FROM group_share",
         "household " + household + " has 6800 fen on hold, but its orders and groups need 0"},
        {"UPDATE orders SET state = 6", "0 fen are due to the hub, 1016 were taken"},
        {"UPDATE orders SET state = 3",
         "hub " + ids.hub().text() + ": 0 orders are counted as to be packed, 1 are"},
        {"INSERT INTO hub_queue SELECT community_id, hub_id, 4, 0 FROM hub",
         "hub " + ids.hub().text() + ": 4 orders are counted as to be packed, 0 are"},
        {"INSERT INTO hub_queue SELECT community_id, hub_id, 0, 4 FROM hub",
         "hub " + ids.hub().text() + ": 4 orders are counted as to be delivered, 0 are"},
        {"UPDATE orders SET compensated = 1", "late compensation noted 1 times, paid 0 times"},
        {"UPDATE group_buy SET state = 3", "group " + group + " formed with 1 households"},
        {"UPDATE group_buy SET state = 3",
         "group " + group + " formed, but household " + household + " has no order"},
        {"UPDATE group_buy SET state = 3", "group " + group + " is in state 3, which its forming"},
        {"UPDATE group_buy SET state = 7", "group " + group + " is in state 7, which its ending"},
        {"UPDATE group_buy SET target_households = 1", "and it is still open"},
        {"UPDATE group_buy SET target_households = 0, cap_households = 0, state = 2",
         "has 1 households, its target is 0"},
        {"INSERT INTO group_share SELECT community_id, group_id, 5, 0, 5, NULL, NULL FROM "
         "group_buy; "
         "UPDATE group_buy SET cap_households = 1",
         "has 2 households, more than its cap of 1"},
        {"INSERT INTO group_share SELECT community_id, group_id, 5, 0, 5, NULL, NULL FROM "
         "group_buy",
         "1 row(s) of group_share refer to a missing row of household"},
        {"UPDATE group_share SET order_id = (SELECT order_id FROM orders)",
         "points at an order that is not its own"},
        {"DELETE FROM order_line",
         "order " + order + " of household " + household + " has no lines"},
        {"UPDATE order_line SET quantity = 3",
         "a line's total is 716 fen, its quantity times its "
         "price 1074"},
        {"UPDATE orders SET goods_total_fen = 700", "its goods are 700 fen, its lines sum to 716"},
        {"UPDATE orders SET total_fen = 1000", "its total is 1000 fen, goods and fee are 1016"},
        {"UPDATE orders SET done_at_ms = NULL", "order " + order + " is in state 7, but when"},
        {"UPDATE orders SET state = 5", "order " + order + " is ready for pickup without a code"},
        {"UPDATE orders SET pickup_code = '1234'", "is finished and still has a pickup code"},
        {"UPDATE orders SET state = 6", "order " + order + " is in state 6, which its fulfilment"},
        {"UPDATE orders SET state = 8", "post " + ids.post().text() + " shows order " + order},
        {"UPDATE item SET price_fen = 0", "list " + ids.list().text() + " was published without"},
    };
    TemporaryFolder whole;
    fill_whole(whole.path(), ids);
    for (const auto& [sql, words] : table) {
        CAPTURE(sql);
        TemporaryFolder folder;
        std::filesystem::copy(whole.path(), folder.path());
        run_raw(folder.path(), sql);
        const auto lines = broken_in(folder.path());
        CAPTURE(words);
        CHECK(names(lines, words));
        CHECK((words.find("row(s)") != std::string::npos ||
               names(lines, "community " + ids.community().text() + ": ")));
    }
}

TEST_CASE("the ledger refuses to be rewritten") {
    TemporaryFolder folder;
    fill_whole(folder.path(), SampleIds{7});
    store::sqlite::SqliteEngine engine(store::database_file(folder.path()), folder.file("writing"));
    const auto writer = engine.open_writer(store::Standing::guest);
    for (const char* sql :
         {"UPDATE ledger_entry SET cause = 2", "DELETE FROM ledger_entry",
          "UPDATE ledger_posting SET amount_fen = 5", "DELETE FROM ledger_posting",
          "UPDATE ledger_link SET position = 9", "DELETE FROM ledger_link"}) {
        CHECK_THROWS_AS(writer->run(sql), app::StoreFailure);
    }
}

TEST_CASE("the root of the chain is the same for the same entries and no others") {
    const auto root_of = [](const std::string& folder) {
        return store::open_store(folder, store::Access::read_only)->roots();
    };
    TemporaryFolder folder;
    fill_whole(folder.path(), SampleIds{7});
    const auto root = root_of(folder.path());
    REQUIRE(root.size() == 1);
    CHECK(root[0].community == SampleIds{7}.community());
    CHECK(root[0].entries == 4);
    CHECK(root[0].hash.size() == 64);

    TemporaryFolder again;
    fill_whole(again.path(), SampleIds{7});
    CHECK(root_of(again.path())[0].hash == root[0].hash);
    run_raw(again.path(),
            "DROP TRIGGER ledger_entry_stays; DROP TRIGGER ledger_link_is_kept; "
            "UPDATE ledger_entry SET moved_at_ms = 1 WHERE entry_id = 1; "
            "DELETE FROM ledger_link");
    CHECK(names(broken_in(again.path()), "is not in the chain"));

    // A folder from before the chain is linked when it is opened; the edit shows in the root.
    static_cast<void>(store::open_store(again.path(), store::Access::serve));
    CHECK(broken_in(again.path()).empty());
    CHECK(root_of(again.path())[0].entries == 4);
    CHECK(root_of(again.path())[0].hash != root[0].hash);
}

}  // namespace louxia::test
