// What the write-ahead log is written with: few calls, the same bytes.

#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <string>

#include "server/store/query.hpp"
#include "server/store/sqlite/connection.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

using store::Query;
using store::sqlite::Purpose;
using store::sqlite::SqliteConnection;

struct OneTable {
    TemporaryFolder folder;
    std::string file = folder.path() + "/x.db";

    std::unique_ptr<SqliteConnection> open(Purpose purpose = Purpose::owning) {
        return std::make_unique<SqliteConnection>(file, folder.path() + "/turn", purpose);
    }
};

std::int64_t write_calls() {
    std::ifstream in("/proc/self/io");
    std::string word;
    std::int64_t count = 0;
    while (in >> word) {
        if (word == "syscw:") in >> count;
    }
    return count;
}

void put(SqliteConnection& connection, int first, int count) {
    connection.begin_write();
    for (int number = first; number < first + count; ++number) {
        Query(connection, "INSERT INTO t (n, words) VALUES ($1, $2)", number,
              std::string(1000, static_cast<char>('a' + number % 26)))
            .run();
    }
    connection.commit();
}

std::int64_t rows_of(SqliteConnection& connection) {
    return Query(connection, "SELECT COUNT(*) FROM t").only<std::int64_t>().value_or(-1);
}

}  // namespace

TEST_CASE(
    "a commit of many pages is written in a few pieces, which readers and a restart see whole") {
    OneTable place;
    auto writer = place.open();
    writer->run("CREATE TABLE t (n INTEGER PRIMARY KEY, words TEXT NOT NULL)");
    auto reader = place.open(Purpose::reading);
    const std::int64_t before = write_calls();
    put(*writer, 0, 400);  // some 400 KB
    const std::int64_t used = write_calls() - before;
    CHECK(used > 0);
    CHECK(used <= 10);  // of 96 KB each; page by page it would be over 200
    CHECK(rows_of(*reader) == 400);

    // Larger than the page cache, so that the log is read again before it is committed.
    put(*writer, 400, 8'000);
    CHECK(rows_of(*reader) == 8'400);
    CHECK(writer->self_check().empty());

    // Given up halfway: what comes next is written over it.
    writer->begin_write();
    Query(*writer, "DELETE FROM t WHERE n < 5000").run();
    writer->rollback();
    put(*writer, 8'400, 1);
    CHECK(rows_of(*reader) == 8'401);
    reader.reset();
    writer.reset();
    auto again = place.open();
    CHECK(rows_of(*again) == 8'401);
    CHECK(again->self_check().empty());
}

}  // namespace louxia::test
