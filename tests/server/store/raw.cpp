#include "tests/server/store/raw.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "server/store/open_store.hpp"

namespace louxia::test {

void run_raw(const std::string& folder, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(store::database_file(folder).c_str(), &database) == SQLITE_OK);
    const std::string script = "PRAGMA ignore_check_constraints = ON;" + sql;
    char* words = nullptr;
    sqlite3_exec(database, script.c_str(), nullptr, nullptr, &words);
    const std::string failure = words == nullptr ? "" : words;
    sqlite3_free(words);
    sqlite3_close(database);
    REQUIRE(failure == "");
}

std::string lines_broken_in(const std::string& folder) {
    std::string text;
    for (const std::string& line :
         store::open_store(folder, store::Access::read_only)->broken_invariants()) {
        text += line + "\n";
    }
    return text;
}

}  // namespace louxia::test
