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
    Query query(connection, sql, community, conditions...);
    std::vector<Value> values;
    while (query.next())
        query.into(columns_of(values.emplace_back()));
    return values;
}

/// Runs a statement of upsert_sql with the columns of `value`.
template <class Value>
void write_row(Connection& connection, const std::string& sql, CommunityId community,
               const Value& value) {
    std::apply([&](const auto&... columns) { Query(connection, sql, community, columns...).run(); },
               columns_of(value));
}

}  // namespace louxia::store
