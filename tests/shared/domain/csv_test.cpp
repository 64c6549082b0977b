#include "shared/domain/csv.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace louxia;

constexpr CsvLimits limits{8, 32};

std::vector<CsvRecord> read_all(std::string_view text) {
    CsvReader reader(text, limits);
    std::vector<CsvRecord> records;
    CsvRecord record;
    while (reader.next(record)) {
        records.push_back(record);
    }
    return records;
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("cells are split at commas and records at line ends of both kinds") {
    const auto records = read_all("a,b\r\nc,d\ne,f");
    REQUIRE(records.size() == 3);
    CHECK(records[0].cells == Cells{"a", "b"});
    CHECK(records[1].cells == Cells{"c", "d"});
    CHECK(records[2].cells == Cells{"e", "f"});
    CHECK(records[2].line == 3);
    CHECK(records[0].first_line == "a,b");
}

TEST_CASE("a final line end makes no further record, an empty cell at the end is a cell") {
    CHECK(read_all("").empty());
    CHECK(read_all("\n\r\n\n").empty());
    const auto records = read_all("a,\r\n,\n\n,b,\r");
    REQUIRE(records.size() == 3);
    CHECK(records[0].cells == Cells{"a", ""});
    CHECK(records[1].cells == Cells{"", ""});
    CHECK(records[2].cells == Cells{"", "b", ""});
    CHECK(records[2].line == 4);
}

TEST_CASE("quotes hold commas, line ends and doubled quotes") {
    const auto records = read_all("\"a,b\",\"say \"\"hi\"\"\",\"\"\n\"two\r\nlines\",x\ny\n");
    REQUIRE(records.size() == 3);
    CHECK(records[0].cells == Cells{"a,b", "say \"hi\"", ""});
    CHECK(records[1].cells == Cells{"two\r\nlines", "x"});
    CHECK(records[1].line == 2);
    CHECK(records[2].cells == Cells{"y"});
    CHECK(records[2].line == 4);
}

TEST_CASE("a stray quote spoils its own line and no other") {
    for (const char* bad : {"a\"b,c", "\"a\"b,c", "\"a,c", "\"\"\"", "\"a\"\rb"}) {
        const std::string line = bad;
        const std::string text = "first\n" + line + "\nlast";
        const auto records = read_all(text);
        REQUIRE(records.size() == 3);
        CHECK(records[1].fault == CsvFault::bad_quotes);
        CHECK(records[1].first_line == line);
        CHECK(records[2].fault == CsvFault::none);
        CHECK(records[2].cells == Cells{"last"});
        CHECK(records[2].line == 3);
    }
}

TEST_CASE("a quote left open swallows no row, even when another quote follows") {
    const auto records = read_all("h\n\"open,1\nb,2\n\"c\",3\n");
    REQUIRE(records.size() == 4);
    CHECK(records[1].fault == CsvFault::bad_quotes);
    CHECK(records[2].cells == Cells{"b", "2"});
    CHECK(records[3].cells == Cells{"c", "3"});
}

TEST_CASE("limits are met before a cell or a record is kept whole") {
    const std::string long_bare(33, 'x');
    CHECK(read_all(long_bare).at(0).fault == CsvFault::cell_too_long);
    CHECK(read_all(long_bare.substr(1)).at(0).fault == CsvFault::none);
    CHECK(read_all("\"" + long_bare + "\"").at(0).fault == CsvFault::cell_too_long);
    CHECK(read_all("\"" + long_bare.substr(1) + "\"").at(0).fault == CsvFault::none);
    std::string doubled = "\"";
    for (int count = 0; count < 33; ++count) {
        doubled += "\"\"";
    }
    CHECK(read_all(doubled + "\"").at(0).fault == CsvFault::cell_too_long);
    CHECK(read_all(",,,,,,,").at(0).cells.size() == 8);
    CHECK(read_all(",,,,,,,,").at(0).fault == CsvFault::too_many_cells);
    CHECK(read_all(std::string(1'000'000, ',') + "\nnext").at(1).cells == Cells{"next"});
}
