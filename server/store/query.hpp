#pragma once

#include <bit>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server/store/engine.hpp"
#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/money.hpp"
#include "shared/base/quantity.hpp"
#include "shared/base/strong_id.hpp"

/// Domain values as columns, and statements that read and write them.
///   id, number above 63 bits    BIGINT with the same bits; an unset id is nothing (NULL)
///   Instant                     BIGINT …_ms; unset is nothing
///   Money, Pieces, int, bool    BIGINT
///   enum                        BIGINT, the enumerator's number; an unknown one is a StoreFailure
///   CivilDate                   TEXT, 2026-11-23
namespace louxia::store {

[[nodiscard]] constexpr std::int64_t to_signed(std::uint64_t value) noexcept {
    return std::bit_cast<std::int64_t>(value);
}
[[nodiscard]] constexpr std::uint64_t to_unsigned(std::int64_t value) noexcept {
    return std::bit_cast<std::uint64_t>(value);
}

/// Throws StoreFailure: a column holds what its type forbids.
[[noreturn]] void column_out_of_range(std::string_view what, std::int64_t value);

/// Reading and writing of one value; the overloads of a kind stand together.
void bind(Statement& statement, int place, std::int64_t value);
void bind(Statement& statement, int place, std::uint64_t value);
void bind(Statement& statement, int place, std::int32_t value);
void bind(Statement& statement, int place, bool value);
void bind(Statement& statement, int place, std::string_view value);
void bind(Statement& statement, int place, const std::string& value);
void bind(Statement& statement, int place, const char* value) = delete;
void bind(Statement& statement, int place, Instant value);
void bind(Statement& statement, int place, Money value);
void bind(Statement& statement, int place, Pieces value);
void bind(Statement& statement, int place, CivilDate value);
template <class Tag>
void bind(Statement& statement, int place, StrongId<Tag> value) {
    if (value.is_set()) {
        statement.bind_number(place, to_signed(value.value));
    } else {
        statement.bind_nothing(place);
    }
}
template <class E>
requires std::is_enum_v<E>
void bind(Statement& statement, int place, E value) {
    statement.bind_number(place, static_cast<std::int64_t>(value));
}

void fetch(const Statement& statement, int column, std::int64_t& value);
void fetch(const Statement& statement, int column, std::uint64_t& value);
void fetch(const Statement& statement, int column, std::int32_t& value);
void fetch(const Statement& statement, int column, bool& value);
void fetch(const Statement& statement, int column, std::string& value);
void fetch(const Statement& statement, int column, Instant& value);
void fetch(const Statement& statement, int column, Money& value);
void fetch(const Statement& statement, int column, Pieces& value);
void fetch(const Statement& statement, int column, CivilDate& value);
template <class Tag>
void fetch(const Statement& statement, int column, StrongId<Tag>& value) {
    value.value = statement.is_nothing(column) ? 0 : to_unsigned(statement.number(column));
}
template <class E>
requires std::is_enum_v<E>
void fetch(const Statement& statement, int column, E& value) {
    const std::int64_t number = statement.number(column);
    const auto known = enum_from_number<E>(number);
    if (!known) column_out_of_range("a code", number);
    value = *known;
}

/// One run of a statement: binds, steps, and resets it when it goes out of scope.
class Query {
public:
    template <class... Values>
    Query(Connection& connection, std::string_view sql, const Values&... values)
        : statement_(connection.prepare(sql)) {
        int place = 0;
        (bind(statement_, ++place, values), ...);
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query() { statement_.reset(); }

    [[nodiscard]] bool next() { return statement_.step(); }
    /// Runs a statement whose rows do not matter; true when it gave one.
    bool run() { return statement_.step(); }

    /// The columns of the row, from the first, into these.
    template <class... Values>
    void into(Values&... values) const {
        int column = 0;
        (fetch(statement_, column++, values), ...);
    }
    template <class... Values>
    void into(std::tuple<Values&...> values) const {
        std::apply([this](auto&... each) { this->into(each...); }, values);
    }

    /// The first column of the only row; nothing without a row.
    template <class Value>
    [[nodiscard]] std::optional<Value> only() {
        if (!next()) return std::nullopt;
        Value value{};
        into(value);
        return value;
    }
    /// The first column of every row.
    template <class Value>
    [[nodiscard]] std::vector<Value> each() {
        std::vector<Value> values;
        while (next())
            into(values.emplace_back());
        return values;
    }

private:
    Statement& statement_;
};

}  // namespace louxia::store
