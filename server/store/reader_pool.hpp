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
///
/// Beside a writer of this process, the snapshot that was read last stays open, and nobody reads it
/// again: whoever begins while it is there finds the locks taken that the engine would else ask the
/// system for, and give back, at each reading. Whoever writes has it closed before, since the log
/// cannot start over under it.
class ReaderPool {
public:
    static constexpr std::size_t open_max = 12;

    explicit ReaderPool(Engine& engine) : engine_(engine) {}

    /// Runs `work` on a snapshot. Waits only when `open_max` others read at this moment.
    void read(const std::function<void(Connection&)>& work);

    /// From now on the last snapshot stays open; at first none does.
    void keep_last() noexcept;
    /// Closes it, and lets none stay until keep_last().
    void let_go() noexcept;

    /// None stays while it lives.
    class Pause {
    public:
        explicit Pause(ReaderPool& pool) noexcept : pool_(pool) { pool_.let_go(); }
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;
        ~Pause() { pool_.keep_last(); }

    private:
        ReaderPool& pool_;
    };

private:
    [[nodiscard]] std::unique_ptr<Connection> borrow();
    void give_back(std::unique_ptr<Connection> connection) noexcept;
    /// Lets its snapshot stay open in place of the one before, which is to be closed; itself where
    /// none may stay.
    [[nodiscard]] std::unique_ptr<Connection> stay(std::unique_ptr<Connection> connection) noexcept;

    Engine& engine_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::unique_ptr<Connection> staying_;  ///< in a snapshot that nobody reads
    bool may_stay_ = false;
    std::size_t open_ = 0;
};

}  // namespace louxia::store
