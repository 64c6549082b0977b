#pragma once

namespace louxia::store::sqlite {

/// The name, for sqlite3_open_v2, of the system's own file layer with one difference: what is
/// written to a write-ahead log is put together and written in one piece. SQLite writes each
/// page of a commit by two calls, its head and its bytes, and then syncs; here they are written
/// when it syncs, reads or asks for the size. A failure to write is told by the call that needed
/// it, so by the sync at the latest: nothing is taken for safe that is not.
///
/// Only for connections with PRAGMA synchronous = FULL, which sync the log before others may read
/// of it. Registered at the first call; safe from any thread.
[[nodiscard]] const char* log_vfs();

}  // namespace louxia::store::sqlite
