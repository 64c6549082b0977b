#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/app/store.hpp"
#include "server/store/engine.hpp"
#include "server/store/known.hpp"
#include "server/store/reader_pool.hpp"
#include "server/store/wake_up.hpp"

namespace louxia::store {

/// How much was written since the start, for /metrics and tests.
struct WriteFigures {
    std::int64_t works = 0;    ///< that were committed
    std::int64_t refused = 0;  ///< or threw
    std::int64_t commits = 0;
};

/// The one connection that writes, on its own thread. Works that wait are committed together. A
/// savepoint for each would have the engine copy every page that a work touches, so they run
/// without: a refusal that has written nothing needs none, and after one that has, the batch begins
/// anew with a savepoint for each work. A work may therefore run more than once before it is kept.
class CommitQueue {
public:
    using Work = std::function<Result<void>(app::Writer&)>;

    /// `readers` are told before each commit and after it.
    CommitQueue(std::unique_ptr<Connection> connection, ReaderPool& readers);
    CommitQueue(const CommitQueue&) = delete;
    CommitQueue& operator=(const CommitQueue&) = delete;
    /// Finishes what is queued.
    ~CommitQueue();

    /// Returns after the commit, and after the listeners heard of its events. Rethrows what `work`
    /// threw; throws StoreFailure when the commit failed or the queue is closing. Not to be called
    /// from inside a work or a listener.
    [[nodiscard]] Result<void> run(CommunityId community, const Work& work);

    void on_events(app::Store::Listener listener);
    [[nodiscard]] WriteFigures figures() const;
    /// See app::Store.
    [[nodiscard]] std::uint64_t people_version() const noexcept { return people_version_.load(); }

private:
    /// Shared by its caller and the writer's thread, which leaves it alone once it is answered.
    struct Job {
        CommunityId community;
        const Work* work = nullptr;
        Result<void> result;
        std::exception_ptr thrown;
        std::vector<app::Event> events;
        WakeUp answered;
        /// Whom its caller wakes next: to wake all of a batch would cost the writer more than the
        /// rows of some.
        std::array<std::shared_ptr<Job>, 2> then;
    };
    using Batch = std::vector<std::shared_ptr<Job>>;

    /// What became of a work inside its batch's transaction.
    enum class Outcome {
        settled,    ///< kept, or refused with nothing left of it
        left_rows,  ///< refused after it wrote, without a savepoint to go back to
        ended,      ///< it threw, and the engine gave the transaction of all up
    };

    void loop();
    void commit_batch(Batch batch);
    /// Runs each job, in a savepoint when `guarded`. A job that the engine took the transaction
    /// from is answered and leaves the batch; false when the rest has to begin anew.
    [[nodiscard]] bool run_jobs(Batch& batch, bool& guarded);
    [[nodiscard]] Outcome run_job(Job& job, bool guarded);
    void answer(const Batch& batch);
    void fail_all(const Batch& batch, const app::StoreFailure& failure);

    /// What another process wrote is noticed inside the transaction that would rely on less.
    void look_for_foreign_change();
    void learn_last_seqs();
    void announce_own(const Batch& batch);
    void announce_foreign();
    void announce_missing(CommunityId community, std::int64_t up_to);
    void tell(CommunityId community, const std::vector<app::Event>& events);

    std::unique_ptr<Connection> connection_;
    ReaderPool& readers_;
    // Of the writer's thread only.
    std::unordered_map<CommunityId, std::int64_t> announced_;
    Known known_;
    bool wrote_people_ = false;    ///< a work of the present batch did
    bool foreign_change_ = false;  ///< seen, and its events not yet announced

    std::atomic<std::uint64_t> people_version_{0};

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::shared_ptr<Job>> waiting_;
    bool closing_ = false;
    WriteFigures figures_;

    std::mutex listeners_mutex_;
    std::vector<app::Store::Listener> listeners_;

    std::thread thread_;
};

}  // namespace louxia::store
