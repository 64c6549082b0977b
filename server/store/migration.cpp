#include "server/store/migration.hpp"

#include "server/store/blake2b.hpp"
#include "server/store/query.hpp"

namespace louxia::store {

namespace {

constexpr std::string_view record_table =
    "CREATE TABLE schema_migration (\n"
    "    number BIGINT PRIMARY KEY,\n"
    "    name TEXT NOT NULL,\n"
    "    checksum TEXT NOT NULL\n"
    ");\n";

}  // namespace

std::vector<Migration> migrations_for(std::string_view dialect) {
    std::vector<Migration> chosen;
    for (const Migration& migration : embedded_migrations()) {
        if (migration.dialect.empty() || migration.dialect == dialect) chosen.push_back(migration);
    }
    return chosen;
}

std::string checksum_of(const Migration& migration) {
    Blake2b hash;
    hash.add(migration.text);
    return hash.hex();
}

std::size_t count_applied(Connection& connection, std::span<const Migration> migrations) {
    if (!connection.has_table("schema_migration")) return 0;
    Query query(connection, "SELECT number, name, checksum FROM schema_migration ORDER BY number");
    std::size_t applied = 0;
    while (query.next()) {
        std::int64_t number = 0;
        std::string name;
        std::string checksum;
        query.into(number, name, checksum);
        const std::string step = std::to_string(number) + " (" + name + ")";
        if (applied == migrations.size()) {
            throw app::StoreFailure("the data folder was written by a newer Louxia: it has step " +
                                    step + " of the schema, which this program does not know");
        }
        const Migration& own = migrations[applied++];
        if (own.number != number || checksum_of(own) != checksum) {
            throw app::StoreFailure("step " + step +
                                    " of the data folder's schema is not the one " +
                                    "that this program has under that number");
        }
    }
    return applied;
}

void migrate(const Engine& engine, Connection& connection, std::span<const Migration> migrations) {
    if (!connection.has_table("schema_migration")) {
        connection.begin_write();
        connection.run(engine.adapt_schema(record_table));
        connection.commit();
    }
    for (std::size_t at = count_applied(connection, migrations); at < migrations.size(); ++at) {
        const Migration& migration = migrations[at];
        connection.begin_write();
        try {
            connection.run(engine.adapt_schema(migration.text));
            Query(connection,
                  "INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)",
                  migration.number, migration.name, checksum_of(migration))
                .run();
            connection.commit();
        } catch (...) {
            connection.rollback();
            throw;
        }
    }
}

}  // namespace louxia::store
