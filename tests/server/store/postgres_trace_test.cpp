// The walk of store_walk.hpp, noted for another engine. With
// LOUXIA_STORE_TRACE=FILE the notes are written there, for tests/contract/postgres.test.mjs, which
// also sees to it that no statement of the store's sources is missing from this walk.

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "server/store/ledger_chain.hpp"
#include "server/store/migration.hpp"
#include "server/store/open_store.hpp"
#include "server/store/query.hpp"
#include "server/store/sqlite/engine.hpp"
#include "tests/server/store/postgres_trace.hpp"
#include "tests/server/store/store_walk.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

using nlohmann::json;
/// As open_store opens a folder to serve it.
std::unique_ptr<store::SqlStore> open_traced(const std::string& folder, Trace& trace) {
    auto engine = traced(std::make_unique<store::sqlite::SqliteEngine>(store::database_file(folder),
                                                                       folder + "/writing"),
                         trace);
    auto writer = engine->open_writer(store::Standing::owner);
    store::migrate(*engine, *writer, store::migrations_for(engine->dialect()));
    store::link_earlier_entries(*writer);
    return std::make_unique<store::SqlStore>(nullptr, std::move(engine), std::move(writer));
}

json json_of(const Cell& cell) {
    switch (cell.kind) {
        case Cell::Kind::nothing: return nullptr;
        case Cell::Kind::number: return {{"number", cell.value}};
        case Cell::Kind::text: return {{"text", cell.value}};
    }
    return nullptr;
}

json json_of(const std::map<int, Cell>& cells) {
    json object = json::object();
    for (const auto& [place, cell] : cells)
        object[std::to_string(place)] = json_of(cell);
    return object;
}

json json_of(const Step& step) {
    if (!step.schema.empty()) {
        for (const auto& migration : store::migrations_for("sqlite")) {
            if (migration.text == step.schema) return {{"migration", migration.number}};
        }
        return {{"schema", step.schema}};
    }
    if (!step.prepared) return {{"script", step.sql}};
    json rows = json::array();
    for (const auto& row : step.rows)
        rows.push_back(json_of(row));
    return {{"sql", step.sql},
            {"values", json_of(step.values)},
            {"rows", rows},
            {"ended", step.ended},
            {"failed", step.failed}};
}

void write_trace(const Trace& trace, const char* file) {
    json migrations = json::array();
    for (const auto& migration : store::migrations_for("postgres")) {
        migrations.push_back({{"number", migration.number},
                              {"name", std::string(migration.name)},
                              {"text", std::string(migration.text)}});
    }
    json steps = json::array();
    for (const Step& step : trace.steps())
        steps.push_back(json_of(step));
    std::ofstream out(file);
    out << json{{"migrations", migrations}, {"steps", steps}}.dump(1) << '\n';
    CHECK(out.good());
}

}  // namespace

TEST_CASE("everything that the store can be asked is noted for another engine") {
    const TemporaryFolder folder;
    Trace trace;
    {
        const auto store = open_traced(folder.path(), trace);
        const SampleIds ids{7};
        const SampleIds others{0xFFF'FFFF'FFF0};
        read_all(*store, ids);
        write_all(*store, ids);
        write_all(*store, others);
        read_all(*store, ids);
        read_all(*store, others);
        const auto tidy = [](app::Writer& writer) -> Result<void> {
            app::Housekeeping what;
            what.now = sample_time + hour_ms;
            what.replies_before = sample_time + hour_ms;
            what.events_before = sample_time + hour_ms;
            what.events_kept = 1;
            CHECK(writer.drop_old(what) > 0);
            writer.end_session(SessionId{7});
            writer.end_admission(SampleIds{7}.member());
            Member passing = sample_member(SampleIds{7});
            passing.id = MemberId{77};
            writer.put(passing);
            writer.remove_member(passing.id);
            writer.forget(sample_household(SampleIds{7}), "#123456");
            return {};
        };
        // An order more in the hub's queue, and an event that names who is forgotten.
        const auto last_words = [&](app::Writer& writer) -> Result<void> {
            Order more = sample_order(ids);
            more.id = ids.id<OrderId>(205);
            more.group = GroupId{};
            more.state = OrderState::placed;
            more.courier = CourierId{};
            more.pickup_code.clear();
            writer.add(more);
            app::Event event = sample_event("{}");
            event.subject = ids.household().value;
            event.data = R"({"order":"1"})";
            writer.emit(event);
            return {};
        };
        CHECK(store->transact(ids.community(), last_words).ok());
        CHECK(store->transact(ids.community(), tidy).ok());
        read_all(*store, ids);
    }
    // Once more on a folder that has its schema.
    (void)open_traced(folder.path(), trace);
    std::size_t statements = 0;
    std::size_t rows = 0;
    for (const Step& step : trace.steps()) {
        statements += step.prepared ? 1 : 0;
        rows += step.rows.size();
    }
    CHECK(statements > 100);
    CHECK(rows > 100);
    if (const char* file = std::getenv("LOUXIA_STORE_TRACE")) write_trace(trace, file);
}

TEST_CASE("no statement of a day's work walks through what only ever grows") {
    const TemporaryFolder folder;
    Trace trace;
    {
        const auto store = open_traced(folder.path(), trace);
        const SampleIds ids{7};
        write_all(*store, ids);
        const std::size_t before_reads = trace.steps().size();
        store->read(ids.community(), [&](const app::Reader& reader) { read_day(reader, ids); });
        CHECK(trace.steps().size() > before_reads + 50);
    }
    store::sqlite::SqliteEngine engine(store::database_file(folder.path()), folder.file("writing"));
    const auto connection = engine.open_reader();
    std::set<std::string> seen;
    for (const Step& step : trace.steps()) {
        // What is done once for an old database looks at the whole of it.
        const bool once = step.sql.find("ORDER BY e.community_id, e.entry_id") != std::string::npos;
        // The first or last row of a key's order is one row.
        const bool of_one_row = step.sql.find(" LIMIT 1") != std::string::npos;
        const bool asks = step.prepared && !once;
        if (!asks || !seen.insert(step.sql).second) continue;
        CAPTURE(step.sql);
        store::Query plan(*connection, "EXPLAIN QUERY PLAN " + step.sql);
        while (plan.next()) {
            std::int64_t id = 0;
            std::int64_t parent = 0;
            std::int64_t unused = 0;
            std::string how;
            plan.into(id, parent, unused, how);
            CAPTURE(how);
            // Deliveries are few where most orders are collected, and have indexes of their own.
            if (step.sql.find("fulfilment = 1") != std::string::npos) {
                CHECK(how.find("orders_by_placing") == std::string::npos);
                CHECK(how.find("orders_running_by_hub") == std::string::npos);
            }
            for (const char* table :
                 {"orders", "order_line", "outbox", "kept_reply", "ledger_entry", "ledger_posting",
                  "ledger_link", "stock", "item", "group_share", "post", "invite", "session",
                  "courier", "crowd_ride", "crowd_ride_order"}) {
                const std::string name(table);
                if (of_one_row) {
                    // Unless all of them have to be sorted first.
                    CHECK(how.find("TEMP B-TREE FOR ORDER BY") == std::string::npos);
                    continue;
                }
                CHECK(how != "SCAN " + name);
                CHECK(how != "SEARCH " + name + " USING PRIMARY KEY (community_id=?)");
            }
        }
    }
    CHECK(seen.size() > 100);
}

}  // namespace louxia::test
