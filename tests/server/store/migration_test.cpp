// The steps of the schema, from every point at which a data folder may have stopped.

#include "server/store/migration.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "server/app/change.hpp"
#include "server/app/context.hpp"
#include "server/store/open_store.hpp"
#include "server/store/sql_view.hpp"
#include "server/store/sqlite/engine.hpp"
#include "tests/server/store/raw.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

std::vector<std::string> schema_of(store::Connection& connection) {
    return store::Query(connection,
                        "SELECT COALESCE(sql, name) FROM sqlite_schema ORDER BY type, name")
        .each<std::string>();
}

std::string failure_of(const std::string& folder, store::Access access) {
    try {
        (void)store::open_store(folder, access);
    } catch (const app::StoreFailure& failure) {
        return failure.what();
    }
    return "none";
}

bool mentions(const std::string& words, std::string_view part) {
    return words.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the steps are numbered from one without a gap, for each engine") {
    for (const std::string_view dialect : {"sqlite", "postgres"}) {
        std::int64_t number = 0;
        for (const auto& migration : store::migrations_for(dialect)) {
            CHECK(migration.number == ++number);
        }
        CHECK(number >= 2);
    }
}

TEST_CASE("a database of every earlier step becomes the same as a new one, with its rows") {
    const auto all = store::migrations_for("sqlite");
    TemporaryFolder folder;
    store::sqlite::SqliteEngine fresh(folder.file("fresh.db"), folder.file("fresh lock"));
    const auto fresh_writer = fresh.open_writer(store::Standing::owner);
    store::migrate(fresh, *fresh_writer, all);
    const auto wanted = schema_of(*fresh_writer);
    CHECK(wanted.size() > 50);

    for (std::size_t prefix = 0; prefix <= all.size(); ++prefix) {
        const std::string name = "from " + std::to_string(prefix);
        store::sqlite::SqliteEngine engine(folder.file(name + ".db"), folder.file(name + " lock"));
        const auto writer = engine.open_writer(store::Standing::owner);
        store::migrate(engine, *writer, std::span(all).first(prefix));
        CHECK(store::count_applied(*writer, all) == prefix);
        const SampleIds ids{3};
        if (prefix > 0) {
            writer->begin_write();
            store::SqlView view(*writer, ids.community());
            put_first_community(*writer, ids);
            put_samples_of_community(view, ids);
            writer->commit();
        }
        store::migrate(engine, *writer, all);
        CHECK(store::count_applied(*writer, all) == all.size());
        CHECK(schema_of(*writer) == wanted);
        if (prefix > 0) {
            CHECK(store::SqlView(*writer, ids.community()).item(ids.item()).has_value());
        }
    }
}

TEST_CASE("the books of a database from before settlements are carried over, and stay closed") {
    TemporaryFolder folder;
    const SampleIds ids{3};
    const auto all = store::migrations_for("sqlite");
    {
        store::sqlite::SqliteEngine engine(store::database_file(folder.path()),
                                           folder.file("writing"));
        const auto writer = engine.open_writer(store::Standing::owner);
        store::migrate(engine, *writer, std::span(all).first(13));
        writer->begin_write();
        store::SqlView view(*writer, ids.community());
        put_first_community(*writer, ids);
        put_samples_of_community(view, ids);
        store::Query(*writer,
                     "INSERT INTO orders (community_id, order_id, number, household_id, hub_id, "
                     "state, fulfilment, payment, building_number, unit, room, note, "
                     "goods_total_fen, delivery_fee_fen, total_fen, promise_class, pickup_code, "
                     "placed_at_ms, done_at_ms, compensated, refunded_fen) VALUES ($1, $2, 1, $3, "
                     "$4, 7, 2, 2, 1, 1, 101, '', 500, 0, 500, 1, '', 5, 6, 0, 500)",
                     ids.community(), ids.order(), ids.household(), ids.hub())
            .run();
        const auto book = [&](std::uint64_t number, Cause cause, Account from, Account to) {
            CHECK(view.post_entry(transfer(LedgerEntryId{number}, cause, ids.order().value,
                                           sample_time, from, to, Money::fen_unchecked(500))
                                      .value())
                      .ok());
        };
        book(1, Cause::cash_sale, cash_of(ids.hub()), sales_of(ids.hub()));
        book(2, Cause::refund, sales_of(ids.hub()), wallet_of(ids.household()));
        view.put(Refund{ids.order(), 1, whole_order, Money::fen_unchecked(500),
                        RefundReason::spoiled, RefundWay::wallet, LedgerEntryId{2}, sample_time});
        writer->commit();
    }
    const auto store = store::open_store(folder.path(), store::Access::serve);
    store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.balance(wallet_of(ids.household())).fen() == 500);
        CHECK(reader.moves_of(wallet_of(ids.household())).size() == 1);
        CHECK(reader.refunds_of(ids.order()).size() == 1);
        const auto settlement = reader.settlement(ids.order());
        REQUIRE(settlement.has_value());
        CHECK(settlement->goods.fen() == 500);
        CHECK(settlement->commission.is_zero());
        CHECK(settlement->released_at.is_set());
        CHECK(reader.community().split == SplitTerms{});
    });
    store::sqlite::SqliteEngine engine(store::database_file(folder.path()), folder.file("writing"));
    const auto writer = engine.open_writer(store::Standing::guest);
    CHECK_THROWS_AS(writer->run("UPDATE ledger_entry SET cause = 24"), app::StoreFailure);
    CHECK_THROWS_AS(writer->run("DELETE FROM ledger_link"), app::StoreFailure);
    for (const std::string& line : store->broken_invariants()) {
        CHECK(mentions(line, "has no lines"));
    }
}

TEST_CASE("own orders and kept replies of a database from before their order are found") {
    TemporaryFolder folder;
    const SampleIds ids{3};
    const auto all = store::migrations_for("sqlite");
    const std::string asked = "0123456789:abc";
    {
        store::sqlite::SqliteEngine engine(store::database_file(folder.path()),
                                           folder.file("writing"));
        const auto writer = engine.open_writer(store::Standing::owner);
        store::migrate(engine, *writer, std::span(all).first(33));
        writer->begin_write();
        store::SqlView view(*writer, ids.community());
        put_first_community(*writer, ids);
        put_samples_of_community(view, ids);
        for (const std::uint64_t number : {101, 103, 102}) {
            store::Query(*writer,
                         "INSERT INTO orders (community_id, order_id, number, household_id, "
                         "hub_id, state, fulfilment, payment, building_number, unit, room, note, "
                         "goods_total_fen, delivery_fee_fen, total_fen, promise_class, "
                         "pickup_code, placed_at_ms, done_at_ms, compensated) VALUES ($1, $2, 1, "
                         "$3, $4, 7, 2, 2, 1, 1, 101, '', 0, 0, 0, 1, '', 5, 6, 0)",
                         ids.community(), ids.id<OrderId>(number), ids.household(), ids.hub())
                .run();
        }
        store::Query(*writer,
                     "INSERT INTO kept_reply (community_id, reply_key, body_hash, status, body, "
                     "kept_at_ms) VALUES ($1, $2, 'hash', 201, 'z', 5)",
                     ids.community(), ids.member().text() + ":" + asked)
            .run();
        writer->commit();
    }
    const auto store = store::open_store(folder.path(), store::Access::serve);
    store->read(ids.community(), [&](const app::Reader& reader) {
        std::vector<OrderId> found;
        for (const Order& order : reader.orders_of(ids.household(), 50))
            found.push_back(order.id);
        CHECK(found ==
              std::vector{ids.id<OrderId>(103), ids.id<OrderId>(102), ids.id<OrderId>(101)});
        CHECK(reader.order_count_of(ids.household()) == 3);
        CHECK(reader.replies_of(ids.member()).size() == 1);
        app::Caller caller;
        caller.member = reader.member(ids.member());
        CHECK(reader.replies_of(ids.member())[0].key == app::key_for(caller, asked));
    });
    for (const std::string& line : store->broken_invariants()) {
        CHECK_FALSE(mentions(line, "is named"));
        CHECK_FALSE(mentions(line, "are counted"));
    }
}

TEST_CASE("a step that fails leaves nothing behind, and can be tried again") {
    TemporaryFolder folder;
    store::sqlite::SqliteEngine engine(folder.file("a.db"), folder.file("turn"));
    const auto writer = engine.open_writer(store::Standing::owner);
    const std::vector<store::Migration> broken = {
        {1, "broken", "", "CREATE TABLE one (id BIGINT PRIMARY KEY\n);\nCREATE TABLE one (x);\n"}};
    CHECK_THROWS_AS(store::migrate(engine, *writer, broken), app::StoreFailure);
    CHECK_FALSE(writer->has_table("one"));
    const std::vector<store::Migration> mended = {
        {1, "mended", "", "CREATE TABLE one (id BIGINT PRIMARY KEY\n);\n"}};
    store::migrate(engine, *writer, mended);
    CHECK(writer->has_table("one"));
    CHECK(mentions(schema_of(*writer).front(), "STRICT"));
}

TEST_CASE("every table is strict and its key begins with the community") {
    TemporaryFolder folder;
    store::sqlite::SqliteEngine engine(folder.file("a.db"), folder.file("turn"));
    const auto writer = engine.open_writer(store::Standing::owner);
    store::migrate(engine, *writer, store::migrations_for("sqlite"));
    const auto tables = store::Query(*writer,
                                     "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                     "name NOT LIKE 'sqlite_%'")
                            .each<std::string>();
    CHECK(tables.size() > 25);
    for (const std::string& table : tables) {
        CAPTURE(table);
        CHECK(store::Query(*writer, "SELECT strict FROM pragma_table_list WHERE name = $1", table)
                  .only<bool>()
                  .value());
        const auto first =
            store::Query(*writer, "SELECT name FROM pragma_table_info($1) WHERE pk = 1", table)
                .only<std::string>();
        CHECK(first == (table == "schema_migration" ? "number" : "community_id"));
    }
}

TEST_CASE("a folder of a newer program, or with another history, is refused in words") {
    TemporaryFolder folder;
    (void)store::open_store(folder.path(), store::Access::serve);
    SUBCASE("newer") {
        run_raw(folder.path(), "INSERT INTO schema_migration VALUES (99, 'later', 'x')");
        CHECK(mentions(failure_of(folder.path(), store::Access::serve), "newer Louxia"));
    }
    SUBCASE("another text under the same number") {
        run_raw(folder.path(), "UPDATE schema_migration SET checksum = 'x' WHERE number = 2");
        CHECK(mentions(failure_of(folder.path(), store::Access::serve), "step 2"));
    }
    SUBCASE("earlier, for those who may not change it") {
        run_raw(folder.path(), "DELETE FROM schema_migration WHERE number > 2");
        CHECK(mentions(failure_of(folder.path(), store::Access::read_only), "earlier Louxia"));
    }
}

TEST_CASE("what is no data folder is refused in words, and not touched") {
    TemporaryFolder folder;
    SUBCASE("nothing there to look at") {
        CHECK(mentions(failure_of(folder.path(), store::Access::read_only), "no Louxia database"));
        CHECK(std::filesystem::is_empty(folder.path()));
    }
    SUBCASE("a folder that cannot be made") {
        std::ofstream(folder.file("in the way")) << "x";
        CHECK(mentions(failure_of(folder.file("in the way/data"), store::Access::serve),
                       "cannot make the folder"));
    }
    SUBCASE("a file that is no database") {
        const std::string text(4096, 'x');
        std::ofstream(store::database_file(folder.path())) << text;
        CHECK(mentions(failure_of(folder.path(), store::Access::serve), "not a Louxia database"));
        CHECK(std::filesystem::file_size(store::database_file(folder.path())) == text.size());
    }
    SUBCASE("a database of another program") {
        run_raw(folder.path(), "CREATE TABLE theirs (x)");
        CHECK(mentions(failure_of(folder.path(), store::Access::serve), "not a Louxia database"));
    }
}

}  // namespace louxia::test
