#pragma once

#include <string>
#include <string_view>

/// SQL made from one list of columns per table, so that a column stands in one place only.
namespace louxia::store {

/// A table whose first column is community_id, $1 of every statement made here. `columns` are the
/// others, separated by ", "; the first `keys` of them complete the primary key.
struct Table {
    std::string_view name;
    std::string_view columns;
    int keys = 1;
};

/// "SELECT <columns> FROM <name> WHERE community_id = $1 <rest>". `more`: columns behind the others
/// that the table has for the store alone.
[[nodiscard]] std::string select_sql(const Table& table, std::string_view rest,
                                     std::string_view more = {});
/// Inserts a row, or replaces what the row with that key holds. Values: community, then columns.
[[nodiscard]] std::string upsert_sql(const Table& table);
/// Replaces what the row with that key holds; such a row must be there. Values as for upsert_sql.
[[nodiscard]] std::string update_sql(const Table& table);
/// Inserts a row that must be new, with `more` columns as above.
[[nodiscard]] std::string insert_sql(const Table& table, std::string_view more = {});

}  // namespace louxia::store
