#include "server/store/reader_pool.hpp"

#include <utility>

namespace louxia::store {

std::unique_ptr<Connection> ReaderPool::borrow() {
    {
        std::unique_lock lock(mutex_);
        freed_.wait(lock, [this] { return !idle_.empty() || staying_ || open_ < open_max; });
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        if (open_ == open_max) {
            auto connection = std::move(staying_);
            lock.unlock();
            connection->end_read();
            return connection;
        }
        ++open_;
    }
    try {
        return engine_.open_reader();
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (connection) {
            idle_.push_back(std::move(connection));
        } else {
            --open_;
        }
    }
    freed_.notify_one();
}

void ReaderPool::read(const std::function<void(Connection&)>& work) {
    auto connection = borrow();
    try {
        connection->begin_read();
        work(*connection);
    } catch (...) {
        connection->end_read();
        // Whatever went wrong may have been this connection's fault.
        connection.reset();
        give_back(nullptr);
        throw;
    }
    connection = stay(std::move(connection));
    if (!connection) return;
    connection->end_read();
    give_back(std::move(connection));
}

std::unique_ptr<Connection> ReaderPool::stay(std::unique_ptr<Connection> connection) noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (!may_stay_) return connection;
        connection = std::exchange(staying_, std::move(connection));
    }
    freed_.notify_one();
    return connection;
}

void ReaderPool::let_go() noexcept {
    std::unique_ptr<Connection> connection;
    {
        const std::lock_guard lock(mutex_);
        may_stay_ = false;
        connection = std::move(staying_);
    }
    if (!connection) return;
    connection->end_read();
    give_back(std::move(connection));
}

void ReaderPool::keep_last() noexcept {
    const std::lock_guard lock(mutex_);
    may_stay_ = true;
}

}  // namespace louxia::store
