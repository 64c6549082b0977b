#include "server/store/table.hpp"

#include <vector>

namespace louxia::store {

namespace {

std::string with_more(std::string_view columns, std::string_view more) {
    std::string all(columns);
    if (!more.empty()) all.append(", ").append(more);
    return all;
}

std::vector<std::string_view> split_columns(std::string_view columns) {
    std::vector<std::string_view> parts;
    while (!columns.empty()) {
        const auto comma = columns.find(", ");
        parts.push_back(columns.substr(0, comma));
        columns = comma == std::string_view::npos ? "" : columns.substr(comma + 2);
    }
    return parts;
}

}  // namespace

std::string select_sql(const Table& table, std::string_view rest, std::string_view more) {
    std::string sql = "SELECT ";
    sql.append(with_more(table.columns, more)).append(" FROM ").append(table.name);
    sql.append(" WHERE community_id = $1 ").append(rest);
    return sql;
}

std::string insert_sql(const Table& table, std::string_view more) {
    const std::string columns = with_more(table.columns, more);
    std::string sql = "INSERT INTO ";
    sql.append(table.name).append(" (community_id, ").append(columns).append(") VALUES ($1");
    const std::size_t count = split_columns(columns).size();
    for (std::size_t at = 0; at < count; ++at)
        sql.append(", $").append(std::to_string(at + 2));
    return sql.append(")");
}

std::string update_sql(const Table& table) {
    std::string changes;
    std::string key = "community_id = $1";
    int at = 0;
    for (const std::string_view column : split_columns(table.columns)) {
        const bool is_key = at < table.keys;
        std::string& part = is_key ? key : changes;
        if (!part.empty()) part.append(is_key ? " AND " : ", ");
        part.append(column).append(" = $").append(std::to_string(at + 2));
        ++at;
    }
    return "UPDATE " + std::string(table.name) + " SET " + changes + " WHERE " + key;
}

std::string upsert_sql(const Table& table) {
    const auto columns = split_columns(table.columns);
    std::string sql = insert_sql(table);
    std::string changes;
    sql.append(" ON CONFLICT (community_id");
    int at = 0;
    for (const std::string_view column : columns) {
        if (at++ < table.keys) {
            sql.append(", ").append(column);
            continue;
        }
        changes.append(changes.empty() ? "" : ", ").append(column);
        changes.append(" = excluded.").append(column);
    }
    sql.append(changes.empty() ? ") DO NOTHING" : ") DO UPDATE SET ").append(changes);
    return sql;
}

}  // namespace louxia::store
