#include "server/store/sqlite/log_vfs.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <cstring>
#include <new>
#include <string>

#include "shared/base/assert.hpp"

namespace louxia::store::sqlite {

namespace {

/// Larger commits are written in several pieces. SQLite's own layer takes less than 128 KB at once
/// (it masks the size), and no page is larger than 64 KB.
constexpr std::size_t gathered_max = 96U << 10U;

sqlite3_vfs& system_vfs() {
    static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
    LOUXIA_ASSERT(found != nullptr);
    return *found;
}

/// A log. The system's own file stands behind it in the memory that SQLite gives.
struct LogFile {
    sqlite3_file as_seen{};
    std::string gathered;
    sqlite3_int64 begins_at = 0;  ///< where the first gathered byte belongs

    [[nodiscard]] static constexpr std::size_t room() {
        constexpr std::size_t step = alignof(std::max_align_t);
        return (sizeof(LogFile) + step - 1) / step * step;
    }
    [[nodiscard]] sqlite3_file* inner() noexcept {
        return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(this) + room());
    }
    [[nodiscard]] const sqlite3_io_methods& system() noexcept { return *inner()->pMethods; }

    int write_gathered() noexcept {
        if (gathered.empty()) return SQLITE_OK;
        const int code =
            system().xWrite(inner(), gathered.data(), static_cast<int>(gathered.size()), begins_at);
        // Also after a failure: SQLite gives the commit up and writes its place anew.
        gathered.clear();
        return code;
    }
};

LogFile& log_of(sqlite3_file* file) noexcept {
    return *reinterpret_cast<LogFile*>(file);
}

int close(sqlite3_file* file) {
    LogFile& log = log_of(file);
    const int written = log.write_gathered();
    const int closed = log.system().xClose(log.inner());
    log.~LogFile();
    return written == SQLITE_OK ? closed : written;
}

/// A method of the system's own file.
template <auto method, class... Arguments>
int pass_on(sqlite3_file* file, Arguments... arguments) {
    LogFile& log = log_of(file);
    return (log.system().*method)(log.inner(), arguments...);
}

/// The same for one that has to find in the file what was gathered.
template <auto method, class... Arguments>
int write_and_pass_on(sqlite3_file* file, Arguments... arguments) {
    const int written = log_of(file).write_gathered();
    return written == SQLITE_OK ? pass_on<method>(file, arguments...) : written;
}

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    LogFile& log = log_of(file);
    const auto more = static_cast<std::size_t>(size);
    const bool follows = at == log.begins_at + static_cast<sqlite3_int64>(log.gathered.size());
    if (!follows || log.gathered.size() + more > gathered_max) {
        if (const int code = log.write_gathered(); code != SQLITE_OK) return code;
    }
    if (log.gathered.empty()) log.begins_at = at;
    try {
        log.gathered.append(static_cast<const char*>(from), more);
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    return SQLITE_OK;
}

/// Version 1: a log is neither shared nor mapped.
constexpr sqlite3_io_methods log_methods{
    .iVersion = 1,
    .xClose = close,
    .xRead = write_and_pass_on<&sqlite3_io_methods::xRead>,
    .xWrite = write,
    .xTruncate = write_and_pass_on<&sqlite3_io_methods::xTruncate>,
    .xSync = write_and_pass_on<&sqlite3_io_methods::xSync>,
    .xFileSize = write_and_pass_on<&sqlite3_io_methods::xFileSize>,
    .xLock = pass_on<&sqlite3_io_methods::xLock>,
    .xUnlock = pass_on<&sqlite3_io_methods::xUnlock>,
    .xCheckReservedLock = pass_on<&sqlite3_io_methods::xCheckReservedLock>,
    .xFileControl = pass_on<&sqlite3_io_methods::xFileControl>,
    .xSectorSize = pass_on<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = pass_on<&sqlite3_io_methods::xDeviceCharacteristics>,
};

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
    sqlite3_vfs& system = system_vfs();
    if ((flags & SQLITE_OPEN_WAL) == 0) {
        return system.xOpen(&system, name, file, flags, flags_out);
    }
    auto* const log = new (file) LogFile;
    std::memset(log->inner(), 0, static_cast<std::size_t>(system.szOsFile));
    const int code = system.xOpen(&system, name, log->inner(), flags, flags_out);
    if (code == SQLITE_OK) {
        log->as_seen.pMethods = &log_methods;
    } else {
        log->~LogFile();
        file->pMethods = nullptr;
    }
    return code;
}

}  // namespace

const char* log_vfs() {
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs made = system_vfs();
        made.pNext = nullptr;
        made.zName = "louxia-log";
        made.szOsFile += static_cast<int>(LogFile::room());
        made.xOpen = open;
        return made;
    }();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    LOUXIA_ASSERT(registered == SQLITE_OK);
    return vfs.zName;
}

}  // namespace louxia::store::sqlite
