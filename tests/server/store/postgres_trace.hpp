#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/store/engine.hpp"

/// An engine that passes everything on to another and notes each statement with its values and the
/// rows it gave, in the order in which they ran: tests/contract/postgres.test.mjs plays the same on
/// PostgreSQL. What an engine does inside itself (pragmas, its own catalogue) is not seen here, and
/// is what another engine has to do in its own words.
namespace louxia::test {

/// A number, a text or nothing, as bound or as read.
struct Cell {
    enum class Kind { nothing, number, text } kind = Kind::nothing;
    std::string value;  ///< a number in decimals
};

struct Step {
    std::string sql;             ///< a statement, or a script when it has no values and no rows
    std::string schema;          ///< instead of it: a piece of the schema, as it was given
    bool prepared = false;       ///< a statement, not a script
    bool failed = false;         ///< the engine threw
    std::map<int, Cell> values;  ///< by place, from 1
    std::vector<std::map<int, Cell>> rows;  ///< those that were stepped to, with the columns read
    bool ended = false;  ///< stepped to the end: there are no more rows than these
};

class Trace {
public:
    /// The number of the new step.
    std::size_t add(Step step);
    template <class Change>
    void change(std::size_t step, const Change& how) {
        const std::lock_guard lock(mutex_);
        how(steps_[step]);
    }
    void remember_schema(std::string adapted, std::string given);
    /// What a script was before it was adapted, when it is of the schema.
    [[nodiscard]] std::optional<std::string> given_schema(const std::string& adapted) const;
    [[nodiscard]] std::vector<Step> steps() const;

private:
    mutable std::mutex mutex_;
    std::vector<Step> steps_;
    std::map<std::string, std::string> schema_;
};

/// `trace` outlives the engine and its connections.
[[nodiscard]] std::unique_ptr<store::Engine> traced(std::unique_ptr<store::Engine> engine,
                                                    Trace& trace);

}  // namespace louxia::test
