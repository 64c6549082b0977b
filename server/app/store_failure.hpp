#pragma once

#include <stdexcept>
#include <string>

namespace louxia::app {

/// Thrown by the store for what no rule foresees: disk full, file damaged, engine gone, a row that
/// breaks the schema. Nothing of the transaction was kept. The words are for the operator's log;
/// they hold names of tables and columns, never what stood in them.
class StoreFailure : public std::runtime_error {
public:
    explicit StoreFailure(const std::string& words) : std::runtime_error(words) {}
};

}  // namespace louxia::app
