#pragma once

#include <memory>

#include "server/store/engine.hpp"

namespace louxia::store::sqlite {

/// Louxia's database in one file. The log and the index beside it (-wal, -shm) belong to it while
/// it is open.
///
/// Several processes: SQLite 3.40.1 can lose a commit when two connections write or checkpoint at
/// the same instant and one of them starts the log over (mended in 3.51.3). So whoever writes or
/// checkpoints holds `turn_file` (flock) from before BEGIN to after the checkpoint: at any moment
/// at most one connection, of all processes, touches the log. Readers and guests never checkpoint.
class SqliteEngine final : public Engine {
public:
    SqliteEngine(std::string file, std::string turn_file);

    [[nodiscard]] std::string_view dialect() const noexcept override { return "sqlite"; }
    [[nodiscard]] std::string adapt_schema(std::string_view text) const override;
    [[nodiscard]] std::unique_ptr<Connection> open_writer(Standing standing) override;
    [[nodiscard]] std::unique_ptr<Connection> open_reader() override;
    void backup_to(const std::string& path, const std::function<bool()>& goes_on) override;

private:
    void copy_to(const std::string& path, const std::function<bool()>& goes_on) const;

    std::string file_;
    std::string turn_file_;
};

}  // namespace louxia::store::sqlite
