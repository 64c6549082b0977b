#pragma once

#include <memory>
#include <string>

#include "server/store/sql_store.hpp"

/// A data folder holds louxia.db (with -wal and -shm while it is open), pictures/, and two empty
/// files that are only locked: `lock`, kept by the process that owns the folder, and `writing`,
/// held for each transaction by whoever writes (why: sqlite/engine.hpp).
namespace louxia::store {

enum class Access {
    /// `louxia serve`: owns the folder, which is made if absent. Refused when another process
    /// owns it. Brings the schema up to date.
    serve,
    /// A command that writes. Owns the folder like `serve` when nobody does; else writes beside
    /// the running server, which hears of its events within about a second.
    command,
    /// A command that only looks: `check`, `backup`. Needs an existing folder.
    read_only,
};

/// Throws app::StoreFailure, saying what is wrong with the folder: it cannot be made or written
/// to, a server owns it, the file is none of ours or damaged, its schema is newer than this
/// program's (or, for a guest or a reader, older: start the server once).
[[nodiscard]] std::unique_ptr<SqlStore> open_store(const std::string& folder, Access access);

/// The folder of kept pictures, made if absent. Throws app::StoreFailure.
[[nodiscard]] std::string pictures_folder(const std::string& folder);
/// The database's file.
[[nodiscard]] std::string database_file(const std::string& folder);

}  // namespace louxia::store
