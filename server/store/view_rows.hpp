#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/store/query.hpp"
#include "server/store/rows.hpp"

namespace louxia::store {

/// The one row that a statement of select_sql gives, or nothing.
template <class Value, class... Conditions>
[[nodiscard]] std::optional<Value> one_row(Connection& connection, const std::string& sql,
                                           CommunityId community, const Conditions&... conditions) {
    Query query(connection, sql, community, conditions...);
    if (!query.next()) return std::nullopt;
    Value value;
    query.into(columns_of(value));
    return value;
}

template <class Value, class... Conditions>
[[nodiscard]] std::vector<Value> all_rows(Connection& connection, const std::string& sql,
                                          CommunityId community, const Conditions&... conditions) {
    // Room for a few from the start: most answers are short, and rows are dear to move.
    constexpr std::size_t first_rows = 8;
    Query query(connection, sql, community, conditions...);
    std::vector<Value> values;
    while (query.next()) {
        if (values.empty()) values.reserve(first_rows);
        query.into(columns_of(values.emplace_back()));
    }
    return values;
}

/// Runs a statement of upsert_sql, insert_sql or update_sql with the columns of `value`, and those
/// that stand behind them.
template <class Value, class... More>
void write_row(Connection& connection, const std::string& sql, CommunityId community,
               const Value& value, const More&... more) {
    std::apply(
        [&](const auto&... columns) {
            Query(connection, sql, community, columns..., more...).run();
        },
        columns_of(value));
}

/// Runs a statement that inserts, changes or deletes; whether it found a row to do that to. Asking
/// for rows by RETURNING would have SQLite make a table of its own for them each time.
template <class... Values>
[[nodiscard]] bool changes_rows(Connection& connection, std::string_view sql,
                                const Values&... values) {
    const std::int64_t before = connection.rows_written();
    Query(connection, sql, values...).run();
    return connection.rows_written() != before;
}

}  // namespace louxia::store
