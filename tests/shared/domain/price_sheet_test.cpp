#include "shared/domain/price_sheet.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "shared/domain/price_sheet_cells.hpp"
#include "tests/shared/domain/sheet_files.hpp"

namespace {

using namespace louxia;

constexpr std::int32_t markup = 300;
const std::string header = "品名,最低价,平均价,最高价,产地,单位,发布日期\n";
const std::string good_row = "大白菜,0.8,0.9,1.0,冀,斤,2026-11-22\n";

PriceSheet read(const std::string& text) {
    auto sheet = read_price_sheet(text, markup);
    REQUIRE(sheet.ok());
    return std::move(sheet).value();
}
ErrorCode refusal(const std::string& text) {
    const auto sheet = read_price_sheet(text, markup);
    REQUIRE_FALSE(sheet.ok());
    return sheet.error().code;
}
bool has(const SheetRow& row, RowIssue issue) {
    return std::find(row.issues.begin(), row.issues.end(), issue) != row.issues.end();
}
/// The row as read between a good row and the end.
SheetRow read_one(const std::string& line) {
    const PriceSheet sheet = read(header + good_row + line + "\n");
    REQUIRE(sheet.rows.size() == 2);
    return sheet.rows[1];
}
std::string repeat(const std::string& text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t count = 0; count < times; ++count) {
        all += text;
    }
    return all;
}

}  // namespace

TEST_CASE("a plain row becomes an item with its mark-up rounded half up to the fen") {
    const PriceSheet sheet = read(header + good_row + "苦菊,4.5,4.75,5.0,辽,斤,2026-11-22\r\n");
    REQUIRE(sheet.rows.size() == 2);
    CHECK_FALSE(sheet.mean_and_highest_swapped);
    const SheetRow& row = sheet.rows[1];
    CHECK(row.usable());
    CHECK(row.issues.empty());
    CHECK(row.line == 3);
    CHECK(row.name == "苦菊");
    CHECK(row.origin == "辽宁");
    CHECK(row.unit == Unit::jin);
    CHECK(row.lowest.fen() == 450);
    CHECK(row.mean.fen() == 475);
    CHECK(row.highest.fen() == 500);
    CHECK(row.price.fen() == 618);  // 617.5
    CHECK(row.category == Category::leafy);
    CHECK(row.picture == "leafy_green");
}

TEST_CASE("columns stand in any order, unknown ones are ignored, other words are known") {
    const PriceSheet sheet =
        read("备注,单位, 均价（元） ,规格,商品\n\"=看,这\",盒,3.8,350g,白玉豆腐\n");
    const SheetRow& row = sheet.rows.at(0);
    CHECK(row.usable());
    CHECK(row.name == "白玉豆腐");
    CHECK(row.spec == "350g");
    CHECK(row.unit == Unit::box);
    CHECK(row.lowest.fen() == 380);
    CHECK(row.highest.fen() == 380);
    CHECK(read("品种,单价,单位\n姜,1.5,斤\n").rows.at(0).mean.fen() == 150);
}

TEST_CASE("swapped headings are found by the figures of the whole file") {
    const std::string equal = "猪蹄,17.0,17.0,17.0,,斤,x\n";
    const std::string swapped = "芹菜,1.5,2.0,1.75,鲁,斤,x\n";
    const PriceSheet sheet = read(header + equal + swapped + "茄子,1.6,3.5,2.55,,斤,x\n");
    CHECK(sheet.mean_and_highest_swapped);
    CHECK(sheet.usable_count() == 3);
    CHECK(sheet.rows[1].mean.fen() == 175);
    CHECK(sheet.rows[1].highest.fen() == 200);
    CHECK_FALSE(read(header + equal).mean_and_highest_swapped);
}

TEST_CASE("a row that does not fit the order of its file is not believed") {
    const PriceSheet sheet = read(header + "芹菜,1.5,2.0,1.75,,斤,x\n茄子,1.6,3.5,2.55,,斤,x\n" +
                                  "葱头,0.7,0.75,0.8,,斤,x\n姜,5,2,1,,斤,x\n");
    CHECK(sheet.mean_and_highest_swapped);
    CHECK(sheet.usable_count() == 2);
    CHECK(sheet.rows[2].issues == std::vector{RowIssue::prices_disagree});
    CHECK(sheet.rows[3].issues == std::vector{RowIssue::prices_disagree});
}

TEST_CASE("every figure is read exactly or refused with its reason") {
    struct Row {
        const char* cell;
        RowIssue issue;
        std::int64_t fen;
    };
    const Row rows[] = {
        {"1", RowIssue::none, 100},
        {"0.35", RowIssue::none, 35},
        {"1.955", RowIssue::none, 196},
        {"1.9549", RowIssue::none, 195},
        {"1.50000000", RowIssue::none, 150},
        {" ¥3.90 ", RowIssue::none, 390},
        {"￥3.9元", RowIssue::none, 390},
        {"100000", RowIssue::none, 10'000'000},
        {"76923.07", RowIssue::none, 7'692'307},
        {"1.00001", RowIssue::no_price, 0},
        {"1e3", RowIssue::no_price, 0},
        {"\"1,200\"", RowIssue::no_price, 0},
        {".5", RowIssue::no_price, 0},
        {"5.", RowIssue::no_price, 0},
        {"面议", RowIssue::no_price, 0},
        {"-", RowIssue::no_price, 0},
        {"", RowIssue::no_price, 0},
        {"0", RowIssue::price_not_positive, 0},
        {"0.004", RowIssue::price_not_positive, 0},
        {"-3.5", RowIssue::price_not_positive, 0},
        {"100000.01", RowIssue::price_out_of_range, 0},
        {"99999999999999999999", RowIssue::price_out_of_range, 0},
        {"=1+1", RowIssue::formula, 0},
        {"-2+3", RowIssue::formula, 0},
        {"@SUM(A1)", RowIssue::formula, 0},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.cell));
        const auto sheet =
            read_price_sheet("品名,价格,单位\n姜,1,斤\n蒜," + std::string(row.cell) + ",斤\n", 0);
        REQUIRE(sheet.ok());
        const SheetRow& read_row = sheet->rows.at(1);
        CHECK(read_row.usable() == (row.issue == RowIssue::none));
        CHECK(has(read_row, row.issue) == (row.issue != RowIssue::none));
        if (row.issue == RowIssue::none) CHECK(read_row.mean.fen() == row.fen);
    }
}

TEST_CASE("a price that only the mark-up lifts above the limit is refused as well") {
    const auto sheet = read_price_sheet("品名,价格,单位\n姜,1,斤\n人参,90000,斤\n", 300);
    REQUIRE(sheet.ok());
    CHECK(has(sheet->rows.at(1), RowIssue::price_out_of_range));
}

TEST_CASE("prices per kilogram become prices per 500 g, rounded once") {
    const SheetRow row = read_one("姜,3.01,3.03,3.05,,公斤,x");
    CHECK(row.usable());
    CHECK(row.unit == Unit::jin);
    CHECK(row.lowest.fen() == 151);
    CHECK(row.mean.fen() == 152);
    CHECK(row.highest.fen() == 153);
    CHECK(row.price.fen() == 198);
    CHECK(sheet::to_money(19'549, 2).fen() == 98);
    CHECK(read_one("姜,3,3,3,,元/kg,x").mean.fen() == 150);
}

TEST_CASE("units are the words of the trade, others are refused") {
    for (const auto& [word, unit] :
         std::vector<std::pair<std::string, Unit>>{{"斤", Unit::jin},
                                                   {"500g", Unit::jin},
                                                   {"个", Unit::piece},
                                                   {"盒", Unit::box},
                                                   {"袋", Unit::bag},
                                                   {"箱", Unit::carton},
                                                   {"份", Unit::portion},
                                                   {"把", Unit::bunch},
                                                   {"条", Unit::fish},
                                                   {" 斤 ", Unit::jin}}) {
        CHECK(read_one("姜,3,3,3,," + word + ",x").unit == unit);
    }
    CHECK(read_one("姜,3,3,3,,,x").issues == std::vector{RowIssue::no_unit});
    CHECK(read_one("姜,3,3,3,,单位,x").issues == std::vector{RowIssue::unknown_unit});
    CHECK(read_one("姜,3,3,3,,吨,x").issues == std::vector{RowIssue::unknown_unit});
}

TEST_CASE("names give up brackets, backslashes, spaces and sizes") {
    struct Row {
        const char* raw;
        const char* name;
        const char* spec;
    };
    const Row rows[] = {
        {"姑娘果（灯笼果）", "姑娘果", "灯笼果"},
        {"肯特\\新世纪\\澳芒", "肯特、新世纪、澳芒", ""},
        {"赣南脐橙Ф65-Ф95", "赣南脐橙", "Ф65-Ф95"},
        {"无籽小号-大号", "无籽", "小号-大号"},
        {"红颜草莓 300g", "红颜草莓", "300g"},
        {"鲈鱼约600g", "鲈鱼", "约600g"},
        {"散养鸡蛋 10 枚", "散养鸡蛋", "10枚"},
        {"红薯10-12斤装(精品)", "红薯", "10-12斤装、精品"},
        {"【特价】 大 白 菜", "大白菜", "特价"},
        {"（山药）", "山药", ""},
        {"后肘（带骨", "后肘", "带骨"},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.raw));
        const SheetRow read_row = read_one(std::string(row.raw) + ",3,3,3,,斤,x");
        CHECK(read_row.raw_name == row.raw);
        CHECK(read_row.name == row.name);
        CHECK(read_row.spec == row.spec);
        CHECK(has(read_row, RowIssue::cleaned_name));
        CHECK(read_row.usable());
    }
    for (const char* plain :
         {"晓蜜25号", "L600吊秧瓜", "麒麟、甜蜜蜜", "鄂、湘、川脐橙", "Momo tea"}) {
        const SheetRow read_row = read_one(std::string(plain) + ",3,3,3,,斤,x");
        CHECK(read_row.name == plain);
        CHECK(read_row.issues.empty());
    }
}

TEST_CASE("test rows and nameless rows are told apart from goods") {
    for (const char* name : {"123", "1.5", "--1", "，。", "测试商品", "test", "１２３"}) {
        CAPTURE(std::string(name));
        CHECK(has(read_one(std::string(name) + ",3,3,3,,斤,x"), RowIssue::test_name));
    }
    for (const char* name : {"", "  ", "（）", "\\"}) {
        CAPTURE(std::string(name));
        CHECK(has(read_one(std::string(name) + ",3,3,3,,斤,x"), RowIssue::no_name));
    }
}

TEST_CASE("rows that a spreadsheet would calculate, or that hide characters, are refused") {
    CHECK(has(read_one("=HYPERLINK(0),3,3,3,,斤,x"), RowIssue::formula));
    CHECK(has(read_one("+86,3,3,3,,斤,x"), RowIssue::formula));
    CHECK(has(read_one("姜,3,3,3,@x,斤,x"), RowIssue::formula));
    CHECK(has(read_one("姜\x01,3,3,3,,斤,x"), RowIssue::bad_text));
    CHECK(has(read_one("姜\xE2\x80\xAE,3,3,3,,斤,x"), RowIssue::bad_text));
    CHECK(has(read_one("\"姜\n蒜\",3,3,3,,斤,x"), RowIssue::bad_text));
    CHECK(read_one("\"姜\n蒜\",3,3,3,,斤,x").raw_name == "姜 蒜");
    CHECK(has(read_one("姜\"x,3,3,3,,斤,x"), RowIssue::bad_text));
    CHECK(has(read_one("姜,3,3,3,,斤"), RowIssue::wrong_columns));
    CHECK(has(read_one("姜,3,3,3,,斤,x,y"), RowIssue::wrong_columns));
    CHECK(has(read_one(std::string(1025, 'a') + ",3,3,3,,斤,x"), RowIssue::too_long));
    CHECK(has(read_one(repeat("菜", 41) + ",3,3,3,,斤,x"), RowIssue::too_long));
    CHECK(read_one(repeat("菜", 40) + ",3,3,3,,斤,x").usable());
}

TEST_CASE("the same row again is repeated, the same name otherwise is only noted") {
    const PriceSheet sheet =
        read(header + "鲤鱼,6,6,6,,斤,x\n草鱼,8,8,8,,斤,x\n鲤鱼,6,6,6,,斤,y\n" +
             "草鱼,9,9,9,,斤,x\n草鱼,8,8,8,冀,斤,x\n草鱼,8,8,8,,斤,x\n鲫鱼,8,8,8,,斤,x\n");
    CHECK(sheet.rows[0].issues.empty());
    CHECK(sheet.rows[2].issues == std::vector{RowIssue::repeated});
    for (const std::size_t at : {1U, 3U, 4U}) {
        CHECK(sheet.rows[at].issues == std::vector{RowIssue::same_name});
    }
    CHECK(sheet.rows[5].issues == std::vector{RowIssue::repeated});
    CHECK(sheet.rows[6].issues.empty());
    CHECK(sheet.usable_count() == 5);
}

TEST_CASE("origins of one character each become names of provinces") {
    struct Row {
        const char* written;
        const char* text;
        bool known;
    };
    const Row rows[] = {
        {"冀鲁", "河北、山东", true},
        {"川鄂皖浙", "四川、湖北、安徽、浙江", true},
        {"京津冀晋蒙辽吉黑", "北京、天津、河北、山西、内蒙古、辽宁、吉林、黑龙江", true},
        {"新疆", "新疆", true},
        {"新蒙", "新疆、内蒙古", true},
        {"云南", "云南", true},
        {"广西壮族自治区", "广西", true},
        {"山东省、河北省", "山东、河北", true},
        {"冀冀", "河北", true},
        {"", "", true},
        {"晚", "晚", false},
        {"国产", "国产", false},
        {"冀x", "冀x", false},
        {"、", "、", false},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.written));
        CHECK(expand_origin(row.written).text == row.text);
        CHECK(expand_origin(row.written).known == row.known);
    }
    CHECK(read_one("荸荠,3,3,3,晚,斤,x").issues == std::vector{RowIssue::unknown_origin});
}

TEST_CASE("a sheet without its header, or with an ambiguous one, is refused") {
    CHECK(refusal("") == ErrorCode::sheet_no_header);
    CHECK(refusal("\n\n") == ErrorCode::sheet_no_header);
    CHECK(refusal(good_row) == ErrorCode::sheet_no_header);
    CHECK(refusal("品名,单位\n姜,斤\n") == ErrorCode::sheet_no_header);
    CHECK(refusal("品名,价格\n姜,3\n") == ErrorCode::sheet_no_header);
    CHECK(refusal("价格,单位\n3,斤\n") == ErrorCode::sheet_no_header);
    CHECK(refusal("品名,价格,价格,单位\n姜,3,4,斤\n") == ErrorCode::sheet_no_header);
    CHECK(refusal("品名,\"价格,单位\n姜,3,斤\n") == ErrorCode::sheet_no_header);
    CHECK(read_price_sheet("品名,价格\n姜,3\n", 0).error().field == "unit");
}

TEST_CASE("a sheet in which no row can be used is refused") {
    CHECK(refusal(header) == ErrorCode::sheet_no_usable_row);
    CHECK(refusal(header + "123,1,1,1,,斤,x\n") == ErrorCode::sheet_no_usable_row);
}

TEST_CASE("hostile files are refused as a whole, with the reason") {
    CHECK(refusal(std::string(10U << 20U, 'x')) == ErrorCode::too_large);
    CHECK(refusal(header + repeat(good_row, 4'000) + std::string(1, '\0')) ==
          ErrorCode::sheet_unreadable);
    CHECK(refusal(header + "姜\xFF,1,1,1,,斤,x\n") == ErrorCode::sheet_unreadable);
    CHECK(refusal(header + repeat("姜,1,1,1,,斤,x\n", 100'000)) == ErrorCode::sheet_too_many_rows);
    CHECK(refusal(header + repeat("\"x\n", 5'001)) == ErrorCode::sheet_too_many_rows);
    CHECK(refusal(std::string(1'000'000, ',')) == ErrorCode::sheet_no_header);
    CHECK(refusal(header + std::string(1'000'000, ',')) == ErrorCode::sheet_no_usable_row);
    CHECK(read_price_sheet(header + good_row, -1).error().field == "markup_permille");
    CHECK(read_price_sheet(header + good_row, 5'001).error().code == ErrorCode::out_of_range);
}

TEST_CASE("names as long as a cell may be cost no more than their length") {
    const std::string long_name = repeat("9-", 400) + "x";
    const PriceSheet sheet = read(header + good_row + repeat(long_name + ",1,1,1,,斤,x\n", 2'000));
    CHECK(sheet.usable_count() == 1);
    CHECK(has(sheet.rows.at(1), RowIssue::too_long));
}

TEST_CASE("exactly as many rows as allowed are read, blank lines are none") {
    std::string text = header;
    for (std::size_t row = 0; row < sheet_rows_max; ++row) {
        text += "菜" + std::to_string(row) + "号,1,1,1,,斤,x\n\n";
    }
    CHECK(read(text).usable_count() == sheet_rows_max);
    CHECK(refusal(text + good_row) == ErrorCode::sheet_too_many_rows);
}

TEST_CASE("one hostile row leaves the others as they are") {
    const PriceSheet sheet = read(header + good_row + std::string(1'000'000, ',') + "\n\"open\n" +
                                  std::string(70'000, 'y') + ",1,1,1,,斤,x\n姜,1,1,1,,斤,x\n");
    REQUIRE(sheet.rows.size() == 5);
    CHECK(sheet.usable_count() == 2);
    CHECK(sheet.rows[1].issues == std::vector{RowIssue::wrong_columns});
    CHECK(sheet.rows[2].issues == std::vector{RowIssue::bad_text});
    CHECK(sheet.rows[3].issues == std::vector{RowIssue::too_long});
    CHECK(sheet.rows[1].raw_name.size() == 80);
    CHECK(sheet.rows[4].line == 6);
}

TEST_CASE("the market's own sheets: every row is accounted for") {
    for (const test::RealSheet& real : test::real_sheets) {
        const auto text = test::read_text_file(path_of(real));
        if (!text) {
            MESSAGE("not at hand, not compared: " << path_of(real));
            continue;
        }
        CAPTURE(std::string(real.day));
        const PriceSheet sheet = read(*text);
        CHECK(sheet.mean_and_highest_swapped);
        CHECK(sheet.rows.size() == static_cast<std::size_t>(real.rows));

        const auto count = [&sheet](auto&& matches) {
            return static_cast<int>(std::count_if(sheet.rows.begin(), sheet.rows.end(), matches));
        };
        const auto of_unit = [&count](Unit unit) {
            return count([unit](const SheetRow& row) { return row.unit == unit; });
        };
        CHECK(of_unit(Unit::jin) == real.jin);
        CHECK(of_unit(Unit::piece) == real.piece);
        CHECK(of_unit(Unit::box) == real.box);
        CHECK(of_unit(Unit::bag) == real.bag);
        CHECK(of_unit(Unit::carton) == real.carton);

        const auto unusable = count([](const SheetRow& row) { return !row.usable(); });
        const auto tests = count([](const SheetRow& row) { return has(row, RowIssue::test_name); });
        const auto twice = count([](const SheetRow& row) { return has(row, RowIssue::repeated); });
        CHECK(tests == 1);
        CHECK(twice == real.repeated);
        CHECK(unusable == tests + twice);

        std::int32_t line = 1;
        for (const SheetRow& row : sheet.rows) {
            CHECK(row.line == ++line);
            CHECK(row.lowest <= row.mean);
            CHECK(row.mean <= row.highest);
        }
        const auto homeless = count(
            [](const SheetRow& row) { return row.usable() && row.category == Category::other; });
        CHECK(homeless * 100 < 3 * static_cast<int>(sheet.usable_count()));
        MESSAGE(std::string(real.day) << ": " << sheet.usable_count() << " usable of "
                                      << sheet.rows.size() << ", without a shelf " << homeless);
    }
}

TEST_CASE("the demo community's own sheet is read like the market's") {
    const auto text = test::read_text_file("assets/demo/price-sheet.csv");
    if (!text) {
        MESSAGE("assets/demo/price-sheet.csv cannot be read here");
        return;
    }
    const PriceSheet sheet = read(*text);
    CHECK(sheet.mean_and_highest_swapped);
    CHECK(sheet.rows.size() == 436);
    CHECK(sheet.usable_count() == 432);
    CHECK(std::any_of(sheet.rows.begin(), sheet.rows.end(),
                      [](const SheetRow& row) { return has(row, RowIssue::test_name); }));
}

TEST_CASE("every good that the demo community names is on its sheet") {
    const auto text = test::read_text_file("assets/demo/price-sheet.csv");
    const auto community = test::read_text_file("assets/demo/community.json");
    if (!text || !community) {
        MESSAGE("assets/demo cannot be read here");
        return;
    }
    const PriceSheet sheet = read(*text);
    const std::string before = "\"item\": \"";
    int named = 0;
    for (std::size_t at = community->find(before); at != std::string::npos;
         at = community->find(before, at + 1)) {
        const std::size_t begin = at + before.size();
        const std::string name = community->substr(begin, community->find('"', begin) - begin);
        CAPTURE(name);
        CHECK(std::any_of(sheet.rows.begin(), sheet.rows.end(), [&name](const SheetRow& row) {
            return row.usable() && row.name == name;
        }));
        ++named;
    }
    CHECK(named >= 40);
}
