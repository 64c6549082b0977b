#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "server/store/engine.hpp"
#include "server/store/folder_lock.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace louxia::store::sqlite {

/// Closes a database handle; unfinished statements are gone by then.
struct CloseDatabase {
    void operator()(sqlite3* database) const noexcept;
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinishStatement {
    void operator()(sqlite3_stmt* statement) const noexcept;
};

/// Throws StoreFailure with SQLite's words for the last error of `database`.
[[noreturn]] void fail(sqlite3* database, const std::string& doing);

/// Who owns the files writes and checkpoints, who visits only writes.
enum class Purpose { owning, visiting, reading };

class SqliteStatement final : public Statement {
public:
    SqliteStatement(sqlite3* database, std::string_view sql);

    void bind_number(int place, std::int64_t value) override;
    void bind_text(int place, std::string_view value) override;
    void bind_nothing(int place) override;
    [[nodiscard]] bool step() override;
    void reset() noexcept override;
    [[nodiscard]] bool is_nothing(int column) const override;
    [[nodiscard]] std::int64_t number(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;

private:
    [[nodiscard]] int index_of(int place) const;
    void check(int code, const char* doing) const;

    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, FinishStatement> statement_;
    std::vector<int> index_of_place_;  ///< SQLite numbers $n by appearance, not by n
};

class SqliteConnection final : public Connection {
public:
    /// `turn` is the file lock that whoever writes or checkpoints holds; unused by readers.
    SqliteConnection(const std::string& file, const std::string& turn, Purpose purpose);
    ~SqliteConnection() override;

    [[nodiscard]] Statement& prepare(std::string_view sql) override;
    void run(std::string_view script) override;
    void begin_write() override;
    void commit() override;
    void rollback() noexcept override;
    [[nodiscard]] bool in_transaction() const noexcept override;
    [[nodiscard]] std::int64_t rows_written() const noexcept override;
    void begin_read() override;
    void end_read() noexcept override;
    [[nodiscard]] bool changed_elsewhere() override;
    [[nodiscard]] bool has_table(std::string_view name) override;
    [[nodiscard]] std::vector<std::string> self_check() override;

    [[nodiscard]] sqlite3* handle() noexcept { return database_.get(); }

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };

    void set_up_writer();
    void take_turn();
    void checkpoint() noexcept;
    void forget_statements() noexcept;

    Database database_;
    Purpose purpose_;
    std::unique_ptr<FileLock> turn_;  ///< writers only
    std::unordered_map<std::string, std::unique_ptr<SqliteStatement>, TextHash, std::equal_to<>>
        statements_;
    /// Nearly every text is a constant: by where it stands it is found without being hashed.
    std::unordered_map<const char*, std::pair<std::string_view, SqliteStatement*>> by_place_;
    int wal_pages_ = 0;     ///< in the write-ahead log after the last commit
    int tended_pages_ = 0;  ///< of these, there at the last checkpoint
    int restart_at_ = 0;    ///< pages at which the log is to start over
    std::int64_t seen_version_ = -1;
};

}  // namespace louxia::store::sqlite
