#include "server/store/sqlite/engine.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <regex>

#include "server/store/paced_sync.hpp"
#include "server/store/sqlite/connection.hpp"

namespace louxia::store::sqlite {

namespace {

// A step of a copy; when it goes to the disk is for its pace to say.
constexpr int pages_at_once = 64;
constexpr std::uint64_t page_bytes = 4096;
constexpr std::uintmax_t room_to_spare = 16U * 1024U * 1024U;

void sync_path(const std::string& path, int flags) {
    const int file = open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = file >= 0 && fsync(file) == 0;
    const int error = errno;
    if (file >= 0) close(file);
    if (!synced) throw app::StoreFailure("cannot sync " + path + ": " + std::strerror(error));
}

/// A file descriptor that closes itself.
class OpenFile {
public:
    explicit OpenFile(const std::string& path)
        : number_(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
        if (number_ < 0) {
            throw app::StoreFailure("cannot write to " + path + ": " + std::strerror(errno));
        }
    }
    ~OpenFile() { close(number_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    [[nodiscard]] int number() const noexcept { return number_; }

private:
    int number_;
};

struct FinishBackup {
    void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

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

void SqliteEngine::backup_to(const std::string& path, const std::function<bool()>& goes_on) {
    if (std::filesystem::exists(path)) {
        throw app::StoreFailure("a backup goes into a new file, and " + path + " exists");
    }
    const std::string partial = path + ".partial";
    std::error_code ignored;
    const auto bytes = std::filesystem::file_size(file_, ignored);
    const auto room =
        std::filesystem::space(std::filesystem::absolute(path).parent_path(), ignored);
    if (!ignored && room.available < bytes + room_to_spare) {
        // Before it is begun: a copy that fills the disk would stop whoever writes beside it.
        throw app::StoreFailure("there is no room for a copy in " + path,
                                app::StoreFailure::Kind::disk_full);
    }
    std::filesystem::remove(partial, ignored);
    try {
        copy_to(partial, goes_on);
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

void SqliteEngine::copy_to(const std::string& path, const std::function<bool()>& goes_on) const {
    const OpenFile file(path);  // closed after SQLite's own, whose locks it would drop
    SqliteConnection source(file_, turn_file_, Purpose::reading);
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const Database copy(raw);
    if (opened != SQLITE_OK) fail(raw, "opening " + path);
    // The file is nobody's until it has been renamed and synced: no journal, no syncs of its own.
    sqlite3_exec(raw, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", nullptr, nullptr,
                 nullptr);
    // Reading before the first step holds one snapshot for all of them: no writer waits for it, and
    // none makes the copy begin again.
    source.begin_read();
    static_cast<void>(source.has_table("schema_migration"));
    std::unique_ptr<sqlite3_backup, FinishBackup> backup(
        sqlite3_backup_init(raw, "main", source.handle(), "main"));
    if (!backup) fail(raw, "beginning the backup");
    PacedSync pace;
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup.get(), pages_at_once);
        if (!pace.wrote(file.number(), pages_at_once * page_bytes)) {
            throw app::StoreFailure(std::string("cannot sync a copy: ") + std::strerror(errno));
        }
        if (goes_on && !goes_on()) throw app::StoreFailure("copying to " + path + " was given up");
    }
    backup.reset();  // tells `raw` what went wrong
    if (code != SQLITE_DONE) fail(raw, "copying to " + path);
}

}  // namespace louxia::store::sqlite
