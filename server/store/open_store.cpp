#include "server/store/open_store.hpp"

#include <filesystem>
#include <system_error>

#include "server/store/ledger_chain.hpp"
#include "server/store/migration.hpp"
#include "server/store/sqlite/engine.hpp"

namespace louxia::store {

namespace {

/// A command that owns the folder for a moment is waited for.
constexpr std::int64_t serve_wait_ms = 3'000;

void make_folder(const std::string& folder) {
    std::error_code error;
    const bool made = std::filesystem::create_directories(folder, error);
    if (error) throw app::StoreFailure("cannot make the folder " + folder + ": " + error.message());
    if (made) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
}

void require_current(Connection& connection, const Engine& engine) {
    const auto migrations = migrations_for(engine.dialect());
    if (count_applied(connection, migrations) < migrations.size()) {
        throw app::StoreFailure(
            "the data folder is from an earlier Louxia: start the server once to bring it up to "
            "date");
    }
}

std::unique_ptr<FileLock> try_to_own(const std::string& folder, Access access) {
    auto lock = std::make_unique<FileLock>(folder + "/lock");
    if (lock->take(access == Access::serve ? serve_wait_ms : 0)) return lock;
    if (access == Access::serve) {
        throw app::StoreFailure("another louxia process is using the data folder " + folder);
    }
    return nullptr;
}

}  // namespace

std::string database_file(const std::string& folder) {
    return folder + "/louxia.db";
}

std::string pictures_folder(const std::string& folder) {
    const std::string pictures = folder + "/pictures";
    make_folder(pictures);
    return pictures;
}

std::unique_ptr<SqlStore> open_store(const std::string& folder, Access access) {
    if (access == Access::read_only && !std::filesystem::exists(database_file(folder))) {
        throw app::StoreFailure("there is no Louxia database in " + folder);
    }
    auto engine =
        std::make_unique<sqlite::SqliteEngine>(database_file(folder), folder + "/writing");
    if (access == Access::read_only) {
        require_current(*engine->open_reader(), *engine);
        return std::make_unique<SqlStore>(nullptr, std::move(engine), nullptr);
    }
    make_folder(folder);
    auto lock = try_to_own(folder, access);
    auto writer = engine->open_writer(lock ? Standing::owner : Standing::guest);
    if (lock) {
        migrate(*engine, *writer, migrations_for(engine->dialect()));
        link_earlier_entries(*writer);
    } else {
        require_current(*writer, *engine);
    }
    return std::make_unique<SqlStore>(std::move(lock), std::move(engine), std::move(writer));
}

}  // namespace louxia::store
