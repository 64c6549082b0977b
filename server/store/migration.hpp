#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/engine.hpp"

namespace louxia::store {

/// One step of the schema, as embedded from migrations/.
struct Migration {
    std::int64_t number = 0;
    std::string_view name;     ///< "first_floor"
    std::string_view dialect;  ///< the one engine that takes it, or empty for all
    std::string_view text;
};

/// All files of migrations/, by number. Made at build time.
[[nodiscard]] std::span<const Migration> embedded_migrations() noexcept;
/// Those for one engine, by number.
[[nodiscard]] std::vector<Migration> migrations_for(std::string_view dialect);

/// BLAKE2b-256 of the text, hex.
[[nodiscard]] std::string checksum_of(const Migration& migration);

/// How many of `migrations` the database has taken. Throws StoreFailure when it has taken others:
/// a newer program's, or a text that has changed since.
[[nodiscard]] std::size_t count_applied(Connection& connection,
                                        std::span<const Migration> migrations);
/// Applies what is missing, each in a transaction of its own. Throws StoreFailure.
void migrate(const Engine& engine, Connection& connection, std::span<const Migration> migrations);

}  // namespace louxia::store
