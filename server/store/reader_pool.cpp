#include "server/store/reader_pool.hpp"

namespace louxia::store {

std::unique_ptr<Connection> ReaderPool::borrow() {
    {
        std::unique_lock lock(mutex_);
        freed_.wait(lock, [this] { return !idle_.empty() || open_ < open_max; });
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
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
    connection->end_read();
    give_back(std::move(connection));
}

}  // namespace louxia::store
