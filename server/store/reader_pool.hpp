#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "server/store/engine.hpp"

namespace louxia::store {

/// Connections that only read. Each is opened when it is first needed and then kept: opening one
/// costs as much as a hundred small reads, since it reads the schema and prepares its statements.
class ReaderPool {
public:
    static constexpr std::size_t open_max = 12;

    explicit ReaderPool(Engine& engine) : engine_(engine) {}

    /// Runs `work` on a snapshot. Waits only when `open_max` others read at this moment.
    void read(const std::function<void(Connection&)>& work);

private:
    [[nodiscard]] std::unique_ptr<Connection> borrow();
    void give_back(std::unique_ptr<Connection> connection) noexcept;

    Engine& engine_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t open_ = 0;
};

}  // namespace louxia::store
