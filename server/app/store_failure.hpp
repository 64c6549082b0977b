#pragma once

#include <stdexcept>
#include <string>

namespace louxia::app {

/// Thrown by the store for what no rule foresees: disk full, file damaged, engine gone, a row that
/// breaks the schema. Nothing of the transaction was kept. The words are for the operator's log;
/// they hold names of tables and columns, never what stood in them.
class StoreFailure : public std::runtime_error {
public:
    enum class Kind { failed, disk_full };

    explicit StoreFailure(const std::string& words, Kind kind = Kind::failed)
        : std::runtime_error(words), kind_(kind) {}
    /// A full disk is told apart since room mends it, without a restart.
    [[nodiscard]] Kind kind() const noexcept { return kind_; }

private:
    Kind kind_;
};

}  // namespace louxia::app
