#include "server/store/sqlite/connection.hpp"

#include <sqlite3.h>

#include <cerrno>

#include "server/store/query.hpp"
#include "server/store/sqlite/log_vfs.hpp"

namespace louxia::store::sqlite {

namespace {

constexpr int busy_wait_ms = 10'000;
/// 4 KB pages: copied back into the database from 4 MB of log on.
constexpr int checkpoint_pages = 1'000;
/// Readers that never pause keep the log from starting over; from 64 MB on they are waited for.
constexpr int restart_pages = 16'000;
constexpr int restart_wait_ms = 200;
/// Texts made while running may stand anywhere; more places than constants are not worth keeping.
constexpr std::size_t places_max = 1'000;
/// "LXIA": which program a database file belongs to.
constexpr std::int64_t application_id = 0x4C584941;

std::int64_t pragma_number(SqliteConnection& connection, std::string_view pragma) {
    return Query(connection, pragma).only<std::int64_t>().value_or(0);
}

std::string plain_words(int code) {
    switch (code & 0xFF) {
        case SQLITE_FULL: return "the disk is full";
        case SQLITE_NOTADB: return "the file is not a Louxia database";
        case SQLITE_CORRUPT: return "the database file is damaged";
        case SQLITE_BUSY: return "another program keeps the database locked";
        case SQLITE_READONLY: return "the data folder may not be written to";
        case SQLITE_CANTOPEN: return "the database file cannot be opened";
        case SQLITE_IOERR: return "the disk cannot be read or written";
        case SQLITE_CONSTRAINT: return "a row would break the schema";
        default: return "the database refused";
    }
}

/// Writing into the log of a full disk is SQLITE_FULL; making a file or room in one is not.
app::StoreFailure::Kind kind_of(sqlite3* database, int code) {
    const int plain = code & 0xFF;
    const bool of_system = plain == SQLITE_IOERR || plain == SQLITE_CANTOPEN;
    const int error = of_system ? sqlite3_system_errno(database) : 0;
    return plain == SQLITE_FULL || error == ENOSPC || error == EDQUOT
               ? app::StoreFailure::Kind::disk_full
               : app::StoreFailure::Kind::failed;
}

}  // namespace

void CloseDatabase::operator()(sqlite3* database) const noexcept {
    sqlite3_close_v2(database);
}

void FinishStatement::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

void fail(sqlite3* database, const std::string& doing) {
    const int code = sqlite3_extended_errcode(database);
    throw app::StoreFailure(doing + ": " + plain_words(code) + " (" + sqlite3_errmsg(database) +
                                ", " + std::to_string(code) + ")",
                            kind_of(database, code));
}

SqliteStatement::SqliteStatement(sqlite3* database, std::string_view sql) : database_(database) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, &rest);
    statement_.reset(statement);
    check(code, "preparing a statement");
    const int count = sqlite3_bind_parameter_count(statement);
    index_of_place_.assign(static_cast<std::size_t>(count) + 1, 0);
    for (int place = 1; place <= count; ++place) {
        const std::string name = "$" + std::to_string(place);
        index_of_place_[static_cast<std::size_t>(place)] =
            sqlite3_bind_parameter_index(statement, name.c_str());
    }
}

int SqliteStatement::index_of(int place) const {
    const auto at = static_cast<std::size_t>(place);
    if (at >= index_of_place_.size()) {
        throw app::StoreFailure("a statement has no place for $" + std::to_string(place));
    }
    return index_of_place_[at];
}

void SqliteStatement::check(int code, const char* doing) const {
    if (code != SQLITE_OK) fail(database_, doing);
}

void SqliteStatement::bind_number(int place, std::int64_t value) {
    check(sqlite3_bind_int64(statement_.get(), index_of(place), value), "binding a number");
}

void SqliteStatement::bind_text(int place, std::string_view value) {
    // A view of nothing may point nowhere, which would bind NULL.
    const char* bytes = value.data() == nullptr ? "" : value.data();
    check(sqlite3_bind_text64(statement_.get(), index_of(place), bytes, value.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8),
          "binding a text");
}

void SqliteStatement::bind_nothing(int place) {
    check(sqlite3_bind_null(statement_.get(), index_of(place)), "binding nothing");
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(database_, "running a statement");
}

void SqliteStatement::reset() noexcept {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
}

bool SqliteStatement::is_nothing(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::number(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::string_view SqliteStatement::text(int column) const {
    const unsigned char* bytes = sqlite3_column_text(statement_.get(), column);
    if (bytes == nullptr) return {};
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

SqliteConnection::SqliteConnection(const std::string& file, const std::string& turn,
                                   Purpose purpose)
    : purpose_(purpose) {
    const bool writes = purpose != Purpose::reading;
    sqlite3* database = nullptr;
    const int mode = writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    const int code =
        sqlite3_open_v2(file.c_str(), &database, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        writes ? log_vfs() : nullptr);
    database_.reset(database);
    if (code != SQLITE_OK) fail(database, "opening " + file);
    sqlite3_busy_timeout(database, busy_wait_ms);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // Closing would checkpoint too, without the turn.
    sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_wal_autocheckpoint(database, 0);
    run("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;");
    if (writes) {
        turn_ = std::make_unique<FileLock>(turn);
        set_up_writer();
    } else {
        run("PRAGMA cache_size = -1024; PRAGMA query_only = ON;");
    }
}

SqliteConnection::~SqliteConnection() {
    rollback();
    forget_statements();
    if (purpose_ == Purpose::owning && turn_->take(0)) {
        sqlite3_busy_timeout(database_.get(), 0);
        sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                  nullptr);
    }
}

void SqliteConnection::set_up_writer() {
    take_turn();
    const std::int64_t owner = pragma_number(*this, "PRAGMA application_id");
    const std::int64_t pages = pragma_number(*this, "PRAGMA page_count");
    if (owner != application_id) {
        if (owner != 0 || pages > 0) {
            throw app::StoreFailure("the file is not a Louxia database");
        }
        run("PRAGMA application_id = " + std::to_string(application_id));
    }
    forget_statements();
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -4096; "
        "PRAGMA journal_size_limit = 8388608;");
    sqlite3_wal_hook(
        database_.get(),
        [](void* pages_of_log, sqlite3*, const char*, int count) {
            *static_cast<int*>(pages_of_log) = count;
            return SQLITE_OK;
        },
        &wal_pages_);
    turn_->release();
}

Statement& SqliteConnection::prepare(std::string_view sql) {
    const auto place = by_place_.find(sql.data());
    if (place != by_place_.end() && place->second.first == sql) return *place->second.second;
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        auto statement = std::make_unique<SqliteStatement>(database_.get(), sql);
        found = statements_.emplace(std::string(sql), std::move(statement)).first;
    }
    if (by_place_.size() >= places_max) by_place_.clear();
    by_place_.insert_or_assign(sql.data(),
                               std::pair(std::string_view(found->first), found->second.get()));
    return *found->second;
}

void SqliteConnection::forget_statements() noexcept {
    by_place_.clear();
    statements_.clear();
}

void SqliteConnection::run(std::string_view script) {
    if (sqlite3_exec(database_.get(), std::string(script).c_str(), nullptr, nullptr, nullptr) !=
        SQLITE_OK) {
        fail(database_.get(), "running a script");
    }
}

void SqliteConnection::take_turn() {
    if (!turn_->take(busy_wait_ms)) {
        throw app::StoreFailure("another program has been writing for ten seconds");
    }
}

void SqliteConnection::begin_write() {
    take_turn();
    try {
        Query(*this, "BEGIN IMMEDIATE").run();
    } catch (...) {
        turn_->release();
        throw;
    }
}

void SqliteConnection::commit() {
    try {
        Query(*this, "COMMIT").run();
    } catch (...) {
        rollback();
        throw;
    }
    checkpoint();
    turn_->release();
}

void SqliteConnection::rollback() noexcept {
    if (in_transaction()) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    if (turn_ && turn_->held()) turn_->release();
}

bool SqliteConnection::in_transaction() const noexcept {
    return sqlite3_get_autocommit(database_.get()) == 0;
}

// Called with the turn. A checkpoint that fails costs nothing: the log keeps what is committed.
void SqliteConnection::checkpoint() noexcept {
    if (purpose_ != Purpose::owning) return;
    if (wal_pages_ < tended_pages_ || restart_at_ == 0) {  // the log has started over
        tended_pages_ = 0;
        restart_at_ = restart_pages;
    }
    if (wal_pages_ - tended_pages_ < checkpoint_pages) return;
    tended_pages_ = wal_pages_;
    int mode = SQLITE_CHECKPOINT_PASSIVE;
    if (wal_pages_ >= restart_at_) {
        mode = SQLITE_CHECKPOINT_RESTART;
        sqlite3_busy_timeout(database_.get(), restart_wait_ms);
    }
    const int code = sqlite3_wal_checkpoint_v2(database_.get(), nullptr, mode, nullptr, nullptr);
    // A reader that stays, as a backup does, is not waited for again at every turn.
    if ((code & 0xFF) == SQLITE_BUSY) restart_at_ = wal_pages_ + restart_pages;
    sqlite3_busy_timeout(database_.get(), busy_wait_ms);
}

std::int64_t SqliteConnection::rows_written() const noexcept {
    return sqlite3_total_changes64(database_.get());
}

void SqliteConnection::begin_read() {
    Query(*this, "BEGIN").run();
}

void SqliteConnection::end_read() noexcept {
    try {
        if (in_transaction()) Query(*this, "COMMIT").run();
    } catch (...) {
        rollback();
    }
}

bool SqliteConnection::changed_elsewhere() {
    const std::int64_t version = pragma_number(*this, "PRAGMA data_version");
    return std::exchange(seen_version_, version) != version;
}

bool SqliteConnection::has_table(std::string_view name) {
    return Query(*this, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1", name)
        .next();
}

std::vector<std::string> SqliteConnection::self_check() {
    std::vector<std::string> faults;
    for (const auto& line : Query(*this, "PRAGMA integrity_check(20)").each<std::string>()) {
        if (line != "ok") faults.push_back("the database file is damaged: " + line);
    }
    Query query(*this,
                "SELECT \"table\", \"parent\", COUNT(*) FROM pragma_foreign_key_check "
                "GROUP BY \"table\", \"parent\"");
    while (query.next()) {
        std::string table;
        std::string parent;
        std::int64_t rows = 0;
        query.into(table, parent, rows);
        faults.push_back(std::to_string(rows) + " row(s) of " + table +
                         " refer to a missing row of " + parent);
    }
    return faults;
}

}  // namespace louxia::store::sqlite
