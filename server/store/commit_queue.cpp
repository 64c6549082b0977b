#include "server/store/commit_queue.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

#include "server/store/sql_view.hpp"
#include "shared/base/assert.hpp"

namespace louxia::store {

namespace {

/// Bounds how long the first of a batch waits for the last.
constexpr std::size_t batch_max = 64;
/// How soon events of another process (the command line's) are passed on.
constexpr std::chrono::seconds foreign_poll{1};
/// How many steps of nice the writer stands before those who wait for it.
constexpr int steps_before_others = 10;

/// Moves the calling thread forward, where the system lets this process (RLIMIT_NICE, or root);
/// where not, it stands with the others.
void stand_before_others() {
    const auto thread = static_cast<id_t>(::gettid());
    const int now = ::getpriority(PRIO_PROCESS, thread);
    (void)::setpriority(PRIO_PROCESS, thread, now - steps_before_others);
}

}  // namespace

CommitQueue::CommitQueue(std::unique_ptr<Connection> connection, ReaderPool& readers)
    : connection_(std::move(connection)), readers_(readers) {
    learn_last_seqs();
    known_.pack_beside();
    readers_.keep_last();
    thread_ = std::thread([this] {
        stand_before_others();
        loop();
    });
}

CommitQueue::~CommitQueue() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    wake_.notify_one();
    thread_.join();
    readers_.let_go();  // for the connection's last checkpoint
}

Result<void> CommitQueue::run(CommunityId community, const Work& work) {
    LOUXIA_ASSERT(std::this_thread::get_id() != thread_.get_id());
    const auto job = std::make_shared<Job>();
    job->community = community;
    job->work = &work;
    {
        const std::lock_guard lock(mutex_);
        if (closing_) throw app::StoreFailure("the store is closing");
        waiting_.push_back(job);
    }
    wake_.notify_one();
    job->answered.wait();
    for (const auto& next : job->then) {
        if (next) next->answered.give();
    }
    job->then = {};
    // Taken out, so that what was thrown is also freed on this thread.
    if (const auto thrown = std::exchange(job->thrown, nullptr)) std::rethrow_exception(thrown);
    return std::move(job->result);
}

void CommitQueue::on_events(app::Store::Listener listener) {
    const std::lock_guard lock(listeners_mutex_);
    listeners_.push_back(std::move(listener));
}

WriteFigures CommitQueue::figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
}

void CommitQueue::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait_for(lock, foreign_poll, [this] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty() && closing_) return;
        Batch batch;
        while (!waiting_.empty() && batch.size() < batch_max) {
            batch.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
        lock.unlock();
        if (!batch.empty()) {
            commit_batch(std::move(batch));
        }
        announce_foreign();
        lock.lock();
    }
}

void CommitQueue::commit_batch(Batch batch) {
    try {
        bool guarded = false;
        wrote_people_ = false;
        do {
            connection_->begin_write();
            look_for_foreign_change();
        } while (!run_jobs(batch, guarded));
        const bool nothing_to_keep =
            std::ranges::all_of(batch, [](const auto& job) { return job->thrown || !job->result; });
        if (nothing_to_keep) {
            connection_->rollback();
        } else {
            known_.flush(*connection_);
            const ReaderPool::Pause pause(readers_);
            connection_->commit();
            // Before anybody hears that it was kept.
            if (wrote_people_) ++people_version_;
        }
        {
            const std::lock_guard lock(mutex_);
            figures_.commits += nothing_to_keep ? 0 : 1;
        }
    } catch (const app::StoreFailure& failure) {
        known_.clear();
        connection_->rollback();
        fail_all(batch, failure);
        return;
    } catch (const std::exception& failure) {
        known_.clear();
        connection_->rollback();
        fail_all(batch, app::StoreFailure(failure.what()));
        return;
    }
    announce_own(batch);
    answer(batch);
}

bool CommitQueue::run_jobs(Batch& batch, bool& guarded) {
    for (auto job = batch.begin(); job != batch.end(); ++job) {
        const Outcome outcome = run_job(**job, guarded);
        if (outcome == Outcome::settled) continue;
        known_.clear();
        connection_->rollback();
        if (outcome == Outcome::left_rows) {
            guarded = true;
            return false;
        }
        // A full disk, say: this one hears of it, and the others, which may be run again, get a new
        // transaction without it.
        (*job)->answered.give();
        batch.erase(job);
        return batch.empty();
    }
    return true;
}

CommitQueue::Outcome CommitQueue::run_job(Job& job, bool guarded) {
    job.events.clear();
    job.thrown = nullptr;
    if (guarded) {
        known_.flush(*connection_);
        (void)Query(*connection_, "SAVEPOINT work").run();
    }
    const std::int64_t written = connection_->rows_written() + known_.moves();
    SqlView view(*connection_, job.community, &known_);
    try {
        job.result = (*job.work)(view);
        if (job.result) job.events = view.write_events();
        wrote_people_ = wrote_people_ || view.wrote_people();
    } catch (...) {
        job.thrown = std::current_exception();
        if (!connection_->in_transaction()) return Outcome::ended;
    }
    if (job.thrown || !job.result) {
        job.events.clear();
        const bool left_rows = connection_->rows_written() + known_.moves() != written;
        if (!guarded && left_rows) return Outcome::left_rows;
        if (left_rows) known_.clear();
        if (guarded) (void)Query(*connection_, "ROLLBACK TO SAVEPOINT work").run();
    }
    if (guarded) (void)Query(*connection_, "RELEASE SAVEPOINT work").run();
    return Outcome::settled;
}

void CommitQueue::answer(const Batch& batch) {
    {
        const std::lock_guard lock(mutex_);
        for (const auto& job : batch) {
            (job->thrown || !job->result ? figures_.refused : figures_.works) += 1;
        }
    }
    if (batch.empty()) return;
    for (std::size_t at = 1; at < batch.size(); ++at)
        batch[(at - 1) / 2]->then[(at - 1) % 2] = batch[at];
    batch.front()->answered.give();
}

void CommitQueue::fail_all(const Batch& batch, const app::StoreFailure& failure) {
    for (const auto& job : batch) {
        job->thrown = std::make_exception_ptr(failure);
        job->answered.give();
    }
}

void CommitQueue::look_for_foreign_change() {
    if (!connection_->changed_elsewhere()) return;
    known_.clear();
    ++people_version_;
    foreign_change_ = true;
}

void CommitQueue::learn_last_seqs() {
    Query query(*connection_, "SELECT community_id, last_seq FROM event_counter");
    while (query.next()) {
        CommunityId community;
        std::int64_t last = 0;
        query.into(community, last);
        announced_[community] = last;
    }
    (void)connection_->changed_elsewhere();
}

void CommitQueue::announce_own(const Batch& batch) {
    std::map<CommunityId, std::vector<app::Event>> by_community;
    for (const auto& job : batch) {
        auto& events = by_community[job->community];
        std::ranges::move(job->events, std::back_inserter(events));
    }
    for (const auto& [community, events] : by_community) {
        if (events.empty()) continue;
        const std::int64_t first = events.front().seq;
        // Another process may have committed in between; its events come first.
        if (announced_[community] + 1 < first) announce_missing(community, first - 1);
        announced_[community] = events.back().seq;
        tell(community, events);
    }
}

void CommitQueue::announce_foreign() {
    try {
        look_for_foreign_change();
        if (!std::exchange(foreign_change_, false)) return;
        std::vector<std::pair<CommunityId, std::int64_t>> counters;
        Query query(*connection_, "SELECT community_id, last_seq FROM event_counter");
        while (query.next()) {
            auto& counter = counters.emplace_back();
            query.into(counter.first, counter.second);
        }
        for (const auto& [community, last] : counters) {
            if (announced_[community] < last) announce_missing(community, last);
        }
    } catch (const app::StoreFailure&) {
        // The next round tries again: what is missing is known by its seq.
    }
}

void CommitQueue::announce_missing(CommunityId community, std::int64_t up_to) {
    std::int64_t& last = announced_[community];
    try {
        const auto count = static_cast<std::int32_t>(
            std::min<std::int64_t>(up_to - last, std::numeric_limits<std::int32_t>::max()));
        const auto events = SqlView(*connection_, community).events_after(last, count);
        last = up_to;
        if (!events.empty()) tell(community, events);
    } catch (const app::StoreFailure&) {
        // Listeners see the gap in seq and read again.
        last = up_to;
    }
}

void CommitQueue::tell(CommunityId community, const std::vector<app::Event>& events) {
    const std::lock_guard lock(listeners_mutex_);
    for (const auto& listener : listeners_)
        listener(community, events);
}

}  // namespace louxia::store
