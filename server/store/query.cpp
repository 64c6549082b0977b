#include "server/store/query.hpp"

#include <limits>

namespace louxia::store {

void column_out_of_range(std::string_view what, std::int64_t value) {
    throw app::StoreFailure("a stored row holds " + std::string(what) +
                            " that this program does not know: " + std::to_string(value));
}

void bind(Statement& statement, int place, std::int64_t value) {
    statement.bind_number(place, value);
}
void bind(Statement& statement, int place, std::uint64_t value) {
    statement.bind_number(place, to_signed(value));
}
void bind(Statement& statement, int place, std::int32_t value) {
    statement.bind_number(place, value);
}
void bind(Statement& statement, int place, bool value) {
    statement.bind_number(place, value ? 1 : 0);
}
void bind(Statement& statement, int place, std::string_view value) {
    statement.bind_text(place, value);
}
void bind(Statement& statement, int place, const std::string& value) {
    statement.bind_text(place, value);
}
void bind(Statement& statement, int place, Instant value) {
    if (value.is_set()) {
        statement.bind_number(place, value.ms);
    } else {
        statement.bind_nothing(place);
    }
}
void bind(Statement& statement, int place, Money value) {
    statement.bind_number(place, value.fen());
}
void bind(Statement& statement, int place, Pieces value) {
    statement.bind_number(place, value.count);
}
void bind(Statement& statement, int place, CivilDate value) {
    statement.bind_text(place, to_text(value));
}

void fetch(const Statement& statement, int column, std::int64_t& value) {
    value = statement.number(column);
}
void fetch(const Statement& statement, int column, std::uint64_t& value) {
    value = to_unsigned(statement.number(column));
}
void fetch(const Statement& statement, int column, std::int32_t& value) {
    const std::int64_t number = statement.number(column);
    if (number < std::numeric_limits<std::int32_t>::min() ||
        number > std::numeric_limits<std::int32_t>::max()) {
        column_out_of_range("a number", number);
    }
    value = static_cast<std::int32_t>(number);
}
void fetch(const Statement& statement, int column, bool& value) {
    value = statement.number(column) != 0;
}
void fetch(const Statement& statement, int column, std::string& value) {
    value = statement.text(column);
}
void fetch(const Statement& statement, int column, Instant& value) {
    value.ms = statement.is_nothing(column) ? 0 : statement.number(column);
}
void fetch(const Statement& statement, int column, Money& value) {
    const std::int64_t fen = statement.number(column);
    auto money = Money::from_fen(fen);
    if (!money) column_out_of_range("an amount", fen);
    value = *money;
}
void fetch(const Statement& statement, int column, Pieces& value) {
    value.count = statement.number(column);
}
void fetch(const Statement& statement, int column, CivilDate& value) {
    const auto date = parse_date(statement.text(column));
    if (!date) throw app::StoreFailure("a stored row holds a date that is none");
    value = *date;
}

}  // namespace louxia::store
