#include "server/store/sqlite/engine.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <regex>

#include "server/store/sqlite/connection.hpp"

namespace louxia::store::sqlite {

namespace {

void sync_path(const std::string& path, int flags) {
    const int file = open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = file >= 0 && fsync(file) == 0;
    const int error = errno;
    if (file >= 0) close(file);
    if (!synced) throw app::StoreFailure("cannot sync " + path + ": " + std::strerror(error));
}

}  // namespace

SqliteEngine::SqliteEngine(std::string file, std::string turn_file)
    : file_(std::move(file)), turn_file_(std::move(turn_file)) {
    // Counting what it allocates would take one lock for all threads at each allocation. Without
    // effect, and harmless, once another engine of this process runs.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

std::string SqliteEngine::adapt_schema(std::string_view text) const {
    static const std::regex big_integer("\\bBIGINT\\b");
    static const std::regex end_of_table("\n\\);\n");
    const std::string integers = std::regex_replace(std::string(text), big_integer, "INTEGER");
    return std::regex_replace(integers, end_of_table, "\n) STRICT, WITHOUT ROWID;\n");
}

std::unique_ptr<Connection> SqliteEngine::open_writer(Standing standing) {
    // Made here and not by SQLite, so that nobody else may read it; -wal and -shm follow its mode.
    // An existing file is left alone: closing it again would drop SQLite's locks in this process.
    const int file = open(file_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno != EEXIST) {
        throw app::StoreFailure("cannot write to " + file_ + ": " + std::strerror(errno));
    }
    if (file >= 0) close(file);
    const bool owns = standing == Standing::owner;
    return std::make_unique<SqliteConnection>(file_, turn_file_,
                                              owns ? Purpose::owning : Purpose::visiting);
}

std::unique_ptr<Connection> SqliteEngine::open_reader() {
    return std::make_unique<SqliteConnection>(file_, turn_file_, Purpose::reading);
}

void SqliteEngine::backup_to(const std::string& path) {
    if (std::filesystem::exists(path)) {
        throw app::StoreFailure("a backup goes into a new file, and " + path + " exists");
    }
    const std::string partial = path + ".partial";
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    try {
        copy_to(partial);
        sync_path(partial, O_RDONLY);
        std::filesystem::rename(partial, path);
    } catch (const std::filesystem::filesystem_error& error) {
        throw app::StoreFailure("cannot write to " + path + ": " + error.code().message());
    } catch (...) {
        std::filesystem::remove(partial, ignored);
        throw;
    }
    sync_path(std::filesystem::absolute(path).parent_path().string(), O_RDONLY | O_DIRECTORY);
}

void SqliteEngine::copy_to(const std::string& path) const {
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        throw app::StoreFailure("cannot write to " + path + ": " + std::strerror(errno));
    }
    close(file);
    SqliteConnection source(file_, turn_file_, Purpose::reading);
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const Database copy(raw);
    if (opened != SQLITE_OK) fail(raw, "opening " + path);
    sqlite3_backup* backup = sqlite3_backup_init(raw, "main", source.handle(), "main");
    if (backup == nullptr) fail(raw, "beginning the backup");
    // All pages in one step are one snapshot: no writer makes it begin again.
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) fail(raw, "copying to " + path);
}

}  // namespace louxia::store::sqlite
