#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/store_failure.hpp"

/// The database engine as the rest of server/store sees it. SQL over this port is what SQLite and
/// PostgreSQL 15 both take: placeholders $1 $2 …, ON CONFLICT … DO UPDATE, RETURNING, partial
/// indexes, window functions. Whatever is one engine's own stands in that engine's folder.
/// Everything here throws app::StoreFailure when the engine fails.
namespace louxia::store {

/// A prepared statement. Values are 64-bit integers, UTF-8 text or nothing.
class Statement {
public:
    virtual ~Statement() = default;

    /// `place` is the number behind the $, from 1. Binding lasts until it is bound again.
    virtual void bind_number(int place, std::int64_t value) = 0;
    virtual void bind_text(int place, std::string_view value) = 0;
    virtual void bind_nothing(int place) = 0;

    /// True while there is a row. The first call runs the statement.
    [[nodiscard]] virtual bool step() = 0;
    /// Makes it ready to run again and forgets its row. Never fails.
    virtual void reset() noexcept = 0;

    /// Of the present row; columns count from 0. A text lives until the next step or reset.
    [[nodiscard]] virtual bool is_nothing(int column) const = 0;
    [[nodiscard]] virtual std::int64_t number(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
};

/// One session with the engine, used by one thread at a time.
class Connection {
public:
    virtual ~Connection() = default;

    /// Prepared once per text and kept; the same text gives the same statement, reset.
    [[nodiscard]] virtual Statement& prepare(std::string_view sql) = 0;
    /// One or more statements without placeholders or rows.
    virtual void run(std::string_view script) = 0;

    /// Waits until no other connection, in this process or another, writes or tends the files; only
    /// then begins. Held until commit or rollback.
    virtual void begin_write() = 0;
    /// Safe on disk when it returns. When it throws, nothing was kept and no transaction is open.
    virtual void commit() = 0;
    /// Harmless without an open transaction.
    virtual void rollback() noexcept = 0;
    /// False after a failure that made the engine give the whole transaction up.
    [[nodiscard]] virtual bool in_transaction() const noexcept = 0;

    /// Rows inserted, changed or deleted by this connection since it was opened, kept or not. Equal
    /// before and after a work: there is nothing of it to undo.
    [[nodiscard]] virtual std::int64_t rows_written() const noexcept = 0;

    /// A snapshot: what is read until end_read is of one moment, and waits for no writer.
    virtual void begin_read() = 0;
    virtual void end_read() noexcept = 0;

    /// Whether somebody else may have committed since the last call.
    [[nodiscard]] virtual bool changed_elsewhere() = 0;
    [[nodiscard]] virtual bool has_table(std::string_view name) = 0;
    /// What the engine itself finds wrong with its files and foreign keys, in words.
    [[nodiscard]] virtual std::vector<std::string> self_check() = 0;
};

/// The owner of a data folder is the one process that tends its files; a guest only writes rows.
enum class Standing { owner, guest };

/// Where connections come from.
class Engine {
public:
    virtual ~Engine() = default;

    /// "sqlite", "postgres": the middle of the names of migrations that are one engine's only.
    [[nodiscard]] virtual std::string_view dialect() const noexcept = 0;
    /// A migration's text in this engine's words (see migrations/README.md).
    [[nodiscard]] virtual std::string adapt_schema(std::string_view text) const = 0;

    [[nodiscard]] virtual std::unique_ptr<Connection> open_writer(Standing standing) = 0;
    [[nodiscard]] virtual std::unique_ptr<Connection> open_reader() = 0;
    /// A consistent copy into a file that must not exist yet, while others read and write; given up
    /// when `goes_on` says false.
    virtual void backup_to(const std::string& path, const std::function<bool()>& goes_on) = 0;
};

}  // namespace louxia::store
