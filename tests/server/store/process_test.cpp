// Several processes and one data folder: sudden death, ownership, guests, backups.

#include <doctest/doctest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>

#include "server/store/open_store.hpp"
#include "server/store/query.hpp"
#include "server/store/sqlite/engine.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

constexpr const char* victim_folder = "LOUXIA_TEST_VICTIM_FOLDER";
constexpr const char* victim_round = "LOUXIA_TEST_VICTIM_ROUND";
constexpr int victim_threads = 4;

/// Commits until it is killed, and writes the id of each courier to its standard output after the
/// commit was acknowledged.
void write_until_killed(const std::string& folder, std::uint64_t round) {
    const auto store = store::open_store(folder, store::Access::serve);
    const SampleIds ids{7};
    std::vector<std::thread> threads;
    for (std::uint64_t number = 0; number < victim_threads; ++number) {
        threads.emplace_back([&, number] {
            for (std::uint64_t at = 1; at < 100'000; ++at) {
                const CourierId id{(round << 40U) + (number << 32U) + at};
                const auto done =
                    store->transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
                        Courier courier = sample_courier(ids);
                        courier.id = id;
                        writer.put(courier);
                        writer.emit(sample_event(id.text()));
                        return {};
                    });
                if (!done || write(STDOUT_FILENO, &id.value, sizeof id.value) < 0) std::abort();
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
}

struct Victim {
    pid_t process = 0;
    int output = -1;
};

/// This program once more, running only the case below.
Victim start_victim(const std::string& folder, std::uint64_t round) {
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
    posix_spawn_file_actions_addclose(&actions, pipe_ends[1]);
    setenv(victim_folder, folder.c_str(), 1);
    setenv(victim_round, std::to_string(round).c_str(), 1);
    std::string program = "/proc/self/exe";
    std::string filter = "--test-case=the victim of the sudden death*";
    std::string quiet = "--no-intro";
    char* arguments[] = {program.data(), filter.data(), quiet.data(), nullptr};
    Victim victim;
    REQUIRE(posix_spawn(&victim.process, "/proc/self/exe", &actions, nullptr, arguments, environ) ==
            0);
    unsetenv(victim_folder);
    unsetenv(victim_round);
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[1]);
    victim.output = pipe_ends[0];
    return victim;
}

bool read_id(int input, std::uint64_t& id) {
    auto* bytes = reinterpret_cast<char*>(&id);
    std::size_t have = 0;
    while (have < sizeof id) {
        const ssize_t got = read(input, bytes + have, sizeof id - have);
        if (got <= 0) return false;
        have += static_cast<std::size_t>(got);
    }
    return true;
}

/// Kills the victim after so many acknowledgements; all that came.
std::vector<std::uint64_t> acknowledged_before_death(const std::string& folder, std::uint64_t round,
                                                     std::size_t enough) {
    const Victim victim = start_victim(folder, round);
    std::vector<std::uint64_t> acknowledged;
    std::uint64_t id = 0;
    while (read_id(victim.output, id)) {
        acknowledged.push_back(id);
        if (acknowledged.size() == enough) kill(victim.process, SIGKILL);
    }
    close(victim.output);
    int status = 0;
    waitpid(victim.process, &status, 0);
    CHECK(WIFSIGNALED(status));
    return acknowledged;
}

/// As `louxia check` sees it: the first to open the folder after the death.
std::vector<std::string> broken_for_a_reader(const std::string& folder) {
    return store::open_store(folder, store::Access::read_only)->broken_invariants();
}

bool commit_400_kb(store::SqlStore& store, const SampleIds& ids) {
    const auto work = [](app::Writer& writer) -> Result<void> {
        writer.emit(sample_event(std::string(400'000, 'x')));
        return {};
    };
    return store.transact(ids.community(), work).ok();
}

}  // namespace

TEST_CASE("the victim of the sudden death, which does nothing unless that test started it") {
    const char* folder = std::getenv(victim_folder);
    const char* round = std::getenv(victim_round);
    if (folder != nullptr && round != nullptr) {
        write_until_killed(folder, std::strtoull(round, nullptr, 10));
    }
}

TEST_CASE("a process killed in the middle of commits has kept all that it acknowledged") {
    TemporaryFolder folder;
    const SampleIds ids{7};
    fill_with_samples(*store::open_store(folder.path(), store::Access::serve), ids, 1);
    std::uint64_t round = 0;
    for (const std::size_t enough : {std::size_t{1}, std::size_t{40}, std::size_t{300}}) {
        const auto acknowledged = acknowledged_before_death(folder.path(), ++round, enough);
        CHECK(acknowledged.size() >= enough);
        CHECK(broken_for_a_reader(folder.path()) == std::vector<std::string>{});
        const auto store = store::open_store(folder.path(), store::Access::serve);
        store->read(ids.community(), [&](const app::Reader& reader) {
            for (const std::uint64_t id : acknowledged) {
                CHECK(reader.courier(CourierId{id}).has_value());
            }
            // One event per courier, but for the one of the samples.
            CHECK(reader.couriers().size() == static_cast<std::size_t>(reader.last_seq()) + 1);
        });
        CHECK(store->broken_invariants() == std::vector<std::string>{});
    }
}

TEST_CASE("a second server on the folder is refused, and welcome once the first has gone") {
    TemporaryFolder folder;
    auto first = store::open_store(folder.path(), store::Access::serve);
    std::string words;
    try {
        (void)store::open_store(folder.path(), store::Access::serve);
    } catch (const app::StoreFailure& failure) {
        words = failure.what();
    }
    CHECK(words == "another louxia process is using the data folder " + folder.path());
    first.reset();
    CHECK_NOTHROW((void)store::open_store(folder.path(), store::Access::serve));
}

TEST_CASE("the server's listeners hear of what a command wrote beside it, in order") {
    TemporaryFolder folder;
    const SampleIds ids{7};
    const auto server = store::open_store(folder.path(), store::Access::serve);
    fill_with_samples(*server, ids, 1);
    std::mutex mutex;
    std::condition_variable came;
    std::vector<std::int64_t> heard;
    server->on_events([&](CommunityId, const std::vector<app::Event>& events) {
        const std::lock_guard lock(mutex);
        for (const app::Event& event : events)
            heard.push_back(event.seq);
        came.notify_all();
    });
    const auto emit = [&](store::SqlStore& store) {
        CHECK(store
                  .transact(ids.community(),
                            [](app::Writer& writer) -> Result<void> {
                                writer.emit(sample_event("{}"));
                                return {};
                            })
                  .ok());
    };
    {
        const auto command = store::open_store(folder.path(), store::Access::command);
        std::thread beside([&] {
            for (int at = 0; at < 50; ++at)
                emit(*command);
        });
        for (int at = 0; at < 50; ++at)
            emit(*server);
        beside.join();
        emit(*command);
    }
    std::unique_lock lock(mutex);
    CHECK(came.wait_for(lock, std::chrono::seconds(20), [&] { return heard.size() == 101; }));
    for (std::size_t at = 0; at < heard.size(); ++at) {
        CHECK(heard[at] == static_cast<std::int64_t>(at) + 1);
    }
}

TEST_CASE("a command works on a folder without a server, and a reader never writes") {
    TemporaryFolder folder;
    const SampleIds ids{7};
    fill_with_samples(*store::open_store(folder.path(), store::Access::command), ids, 1);
    // All of it is in the one file: the log was taken in.
    const auto log = store::database_file(folder.path()) + "-wal";
    CHECK((!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0));
    const auto reader = store::open_store(folder.path(), store::Access::read_only);
    CHECK(reader->communities().size() == 1);
    CHECK(reader->broken_invariants().empty());
    CHECK_THROWS_AS(
        (void)reader->transact(ids.community(), [](app::Writer&) { return Result<void>{}; }),
        app::StoreFailure);
}

TEST_CASE("the data folder is its owner's alone") {
    TemporaryFolder folder;
    const std::string data = folder.file("data");
    (void)store::open_store(data, store::Access::serve);
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    for (const std::string& path :
         {data, store::database_file(data), store::pictures_folder(data)}) {
        CAPTURE(path);
        CHECK((std::filesystem::status(path).permissions() & others) ==
              std::filesystem::perms::none);
    }
}

TEST_CASE("a backup taken while others write is whole, and opens as a data folder") {
    TemporaryFolder folder;
    TemporaryFolder copy;
    const SampleIds ids{7};
    const auto store = store::open_store(folder.path(), store::Access::serve);
    fill_with_samples(*store, ids, 1);
    std::atomic<bool> enough{false};
    std::atomic<std::int64_t> acknowledged{0};
    std::vector<std::thread> writers;
    for (int number = 0; number < 3; ++number) {
        writers.emplace_back([&] {
            while (!enough) {
                const auto done =
                    store->transact(ids.community(), [](app::Writer& writer) -> Result<void> {
                        writer.emit(sample_event(std::string(2000, 'x')));
                        return {};
                    });
                CHECK(done.ok());
                ++acknowledged;
            }
        });
    }
    while (acknowledged < 20)
        std::this_thread::yield();
    const std::int64_t before = acknowledged;
    store->backup_to(store::database_file(copy.path()), {});
    enough = true;
    for (std::thread& writer : writers)
        writer.join();
    CHECK_THROWS_AS(store->backup_to(store::database_file(copy.path()), {}), app::StoreFailure);
    CHECK_THROWS_AS(store->backup_to(copy.file("nowhere/louxia.db"), {}), app::StoreFailure);
    CHECK(std::distance(std::filesystem::directory_iterator(copy.path()), {}) == 1);

    const auto restored = store::open_store(copy.path(), store::Access::serve);
    CHECK(restored->broken_invariants() == std::vector<std::string>{});
    restored->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.last_seq() >= before);
        CHECK(reader.item(ids.item()).has_value());
    });
}

TEST_CASE("the log is taken into the database while the server runs") {
    TemporaryFolder folder;
    const SampleIds ids{7};
    const auto store = store::open_store(folder.path(), store::Access::serve);
    fill_with_samples(*store, ids, 1);
    std::uintmax_t largest = 0;
    const auto log = store::database_file(folder.path()) + "-wal";
    for (int at = 0; at < 60; ++at) {
        CHECK(commit_400_kb(*store, ids));
        largest = std::max(largest, std::filesystem::file_size(log));
    }
    // 24 MB went through it.
    CHECK(largest < 8'000'000);
}

TEST_CASE("what was read last does not keep the log from starting over, nor from being emptied") {
    TemporaryFolder folder;
    const SampleIds ids{7};
    auto store = store::open_store(folder.path(), store::Access::serve);
    fill_with_samples(*store, ids, 1);
    const auto log = store::database_file(folder.path()) + "-wal";
    std::int64_t seen = 0;
    const auto look = [&](const app::Reader& reader) { seen = reader.last_seq(); };
    const std::int64_t first = [&] {
        store->read(ids.community(), look);
        return seen;
    }();
    std::uintmax_t largest = 0;
    for (int at = 1; at <= 60; ++at) {
        CHECK(commit_400_kb(*store, ids));
        // Each of them leaves its snapshot open, and sees what is new all the same.
        store->read(ids.community(), look);
        CHECK(seen == first + at);
        store->read(ids.community(), look);
        CHECK(seen == first + at);
        largest = std::max(largest, std::filesystem::file_size(log));
    }
    CHECK(largest < 8'000'000);
    store.reset();
    CHECK((!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0));
}

TEST_CASE("three communities on one store never see one another") {
    TemporaryFolder folder;
    const auto store = store::open_store(folder.path(), store::Access::serve);
    const std::vector<SampleIds> all = {SampleIds{1}, SampleIds{2}, SampleIds{3}};
    for (const SampleIds& ids : all) {
        fill_with_samples(*store, ids, 5);
        const auto done =
            store->transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
                writer.put(sample_group(ids));
                writer.put(GroupShare{ids.group(), ids.household(), {}, sample_time, {}});
                writer.put(sample_order(ids));
                writer.put(sample_post(ids));
                writer.put(sample_picture(ids));
                // The same secrets, keys and day everywhere: each is its community's own.
                writer.put(app::Invite{
                    ids.id<InviteId>(20), ids.member(), "same", sample_time, {}, false, {}});
                writer.put(app::Session{ids.id<SessionId>(21),
                                        ids.member(),
                                        "same",
                                        sample_time,
                                        sample_time,
                                        sample_time,
                                        {}});
                writer.put(app::KeptReply{"same", "x", 200, ids.community().text(), sample_time});
                writer.emit(sample_event(ids.community().text()));
                return writer.reserve(ids.hub(), ids.item(), Pieces{1});
            });
        REQUIRE(done.ok());
    }
    CHECK(store->communities().size() == 3);
    for (const SampleIds& own : all) {
        store->read(own.community(), [&](const app::Reader& reader) {
            CHECK(reader.community().id == own.community());
            CHECK(reader.households().size() == 1);
            CHECK(reader.couriers().size() == 1);
            CHECK(reader.staff().size() == 1);
            CHECK(reader.running_orders().size() == 1);
            CHECK(reader.posts(100).size() == 1);
            CHECK(reader.groups_since(Instant{}).size() == 1);
            CHECK(reader.open_shares_of(own.household()) == std::vector{own.group()});
            CHECK(reader.latest_published_list().value().id == own.list());
            CHECK(reader.invite_by_hash("same").value().member == own.member());
            CHECK(reader.session_by_hash("same").value().member == own.member());
            CHECK(reader.kept_reply("same").value().body == own.community().text());
            CHECK(reader.events_after(0, 100).size() == 1);
            CHECK(reader.events_after(0, 100).at(0).data == own.community().text());
            for (const SampleIds& foreign : all) {
                if (foreign.base == own.base) continue;
                CHECK_FALSE(reader.order(foreign.order()).has_value());
                CHECK_FALSE(reader.household(foreign.household()).has_value());
                CHECK_FALSE(reader.item(foreign.item()).has_value());
                CHECK_FALSE(reader.group(foreign.group()).has_value());
                CHECK_FALSE(reader.post(foreign.post()).has_value());
                CHECK_FALSE(reader.picture(foreign.picture()).has_value());
                CHECK_FALSE(reader.order_with_code(foreign.hub(), "0042").has_value());
                CHECK(reader.stock_of_item(foreign.item()).empty());
                CHECK(reader.shares(foreign.group()).empty());
                CHECK(reader.orders_of(foreign.household(), 10).empty());
            }
        });
    }
    const SampleIds& mine = all[0];
    const SampleIds& theirs = all[1];
    const auto reach_over = store->transact(mine.community(), [&](app::Writer& writer) {
        writer.remove_share(theirs.group(), theirs.household());
        writer.end_session(theirs.id<SessionId>(21));
        writer.set_arrived_at(theirs.order(), sample_time);
        return writer.reserve(theirs.hub(), theirs.item(), Pieces{1});
    });
    CHECK(reach_over.error().code == ErrorCode::sold_out);
    CHECK_THROWS_AS((void)store->transact(mine.community(),
                                          [&](app::Writer& writer) -> Result<void> {
                                              Member member = sample_member(mine);
                                              member.household = theirs.household();
                                              writer.put(member);
                                              return {};
                                          }),
                    app::StoreFailure);
    store->read(theirs.community(), [&](const app::Reader& reader) {
        CHECK(reader.share_count(theirs.group()) == 1);
        CHECK_FALSE(reader.arrived_at(theirs.order()).is_set());
        CHECK(reader.stock_of_item(theirs.item()).at(0).reserved == Pieces{1});
    });
}

}  // namespace louxia::test
