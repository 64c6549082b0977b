// Transactions: stock and money under many threads, refusals, group commit, events.

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <future>
#include <map>
#include <thread>

#include "server/store/migration.hpp"
#include "server/store/open_store.hpp"
#include "server/store/query.hpp"
#include "server/store/sqlite/engine.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

struct Filled {
    TemporaryFolder folder;
    std::unique_ptr<store::SqlStore> store = store::open_store(folder.path(), store::Access::serve);
    SampleIds ids{7};

    explicit Filled(std::int64_t on_hand = 20) { fill_with_samples(*store, ids, on_hand); }

    Result<void> transact(const store::CommitQueue::Work& work) {
        return store->transact(ids.community(), work);
    }
    Stock stock() {
        Stock found;
        store->read(ids.community(), [&](const app::Reader& reader) {
            found = reader.stock_of_item(ids.item()).at(0);
        });
        return found;
    }
    Money balance(Account account) {
        Money found;
        store->read(ids.community(),
                    [&](const app::Reader& reader) { found = reader.balance(account); });
        return found;
    }
};

template <class Work>
void in_threads(int count, const Work& work) {
    std::vector<std::thread> threads;
    for (int number = 0; number < count; ++number)
        threads.emplace_back([&, number] { work(number); });
    for (std::thread& thread : threads)
        thread.join();
}

LedgerEntry top_up(const SampleIds& ids, std::uint64_t number, std::int64_t fen) {
    return transfer(LedgerEntryId{number}, Cause::top_up, ids.household().value, sample_time,
                    cash_of(ids.hub()), wallet_of(ids.household()), Money::fen_unchecked(fen))
        .value();
}

LedgerEntry hold(const SampleIds& ids, std::uint64_t number, std::int64_t fen) {
    return transfer(LedgerEntryId{number}, Cause::hold, ids.order().value, sample_time,
                    wallet_of(ids.household()), hold_of(ids.household()), Money::fen_unchecked(fen))
        .value();
}

}  // namespace

TEST_CASE("the writer stands before those who wait for it, where the system lets it") {
    const int own = ::getpriority(PRIO_PROCESS, 0);
    // Asked on a thread of its own, which it would move: root may be forbidden it, and others not.
    bool lets = false;
    std::thread([&] {
        const auto thread = static_cast<id_t>(::gettid());
        lets = ::setpriority(PRIO_PROCESS, thread, own - 10) == 0;
    }).join();
    Filled filled;
    int writers = 0;
    CHECK(filled.transact([&](app::Writer&) {
        writers = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
        return Result<void>{};
    }));
    CHECK(writers == (lets ? std::max(own - 10, -20) : own));
    CHECK(::getpriority(PRIO_PROCESS, 0) == own);
}

TEST_CASE("eight threads that all want the last goods get exactly what is there") {
    Filled filled(100);
    std::atomic<int> sold{0};
    std::atomic<int> refused{0};
    in_threads(8, [&](int) {
        for (int round = 0; round < 20; ++round) {
            const auto done = filled.transact([&](app::Writer& writer) {
                return writer.reserve(filled.ids.hub(), filled.ids.item(), Pieces{1});
            });
            if (done) {
                ++sold;
            } else {
                CHECK(done.error().code == ErrorCode::sold_out);
                ++refused;
            }
        }
    });
    CHECK(sold == 100);
    CHECK(refused == 60);
    CHECK(filled.stock().reserved == Pieces{100});
    CHECK(filled.stock().available() == Pieces{0});
}

TEST_CASE("stock never goes where it may not") {
    Filled filled(10);
    const HubId hub = filled.ids.hub();
    const ItemId item = filled.ids.item();
    const auto done = filled.transact([&](app::Writer& writer) -> Result<void> {
        CHECK(writer.reserve(hub, item, Pieces{6}).ok());
        CHECK(writer.reserve(hub, item, Pieces{5}).error().code == ErrorCode::sold_out);
        CHECK(writer.reserve(hub, item, Pieces{-7}).error().code == ErrorCode::sold_out);
        CHECK(writer.reserve(HubId{1}, item, Pieces{1}).error().code == ErrorCode::sold_out);
        CHECK(writer.set_on_hand(hub, item, Pieces{5}).error().code == ErrorCode::sold_out);
        CHECK(writer.set_on_hand(hub, item, Pieces{-1}).error().code == ErrorCode::out_of_range);
        CHECK(writer.take_out(hub, item, Pieces{7}).error().code == ErrorCode::sold_out);
        CHECK(writer.take_out(hub, item, Pieces{-1}).error().code == ErrorCode::out_of_range);
        CHECK(writer.take_out(hub, item, Pieces{4}).ok());
        CHECK(writer.put_back(hub, item, Pieces{-1}).error().code == ErrorCode::out_of_range);
        CHECK(writer.put_back(HubId{1}, item, Pieces{1}).error().code == ErrorCode::sold_out);
        CHECK(writer.put_back(hub, item, Pieces{2}).ok());
        CHECK(writer.take_out(hub, item, Pieces{2}).ok());
        CHECK(writer.reserve(hub, item, Pieces{-1}).ok());
        CHECK(writer.set_on_hand(hub, item, Pieces{8}).ok());
        return {};
    });
    CHECK(done.ok());
    CHECK(filled.stock().on_hand == Pieces{8});
    CHECK(filled.stock().reserved == Pieces{1});
}

TEST_CASE("a refusal rolls back its own work and nothing else") {
    Filled filled(1000);
    std::atomic<int> kept{0};
    in_threads(8, [&](int number) {
        for (int round = 0; round < 20; ++round) {
            const bool refuses = (number + round) % 3 == 0;
            const bool throws = (number + round) % 7 == 5;
            const auto work = [&](app::Writer& writer) -> Result<void> {
                LOUXIA_TRY(writer.reserve(filled.ids.hub(), filled.ids.item(), Pieces{1}));
                writer.emit(sample_event(refuses || throws ? "gone" : "kept"));
                if (throws) throw std::logic_error("a slip of the caller");
                return refuses ? Result<void>{refuse(ErrorCode::conflict, "mine")} : Result<void>{};
            };
            if (throws) {
                CHECK_THROWS_AS((void)filled.transact(work), std::logic_error);
            } else if (refuses) {
                CHECK(filled.transact(work).error() == Error{ErrorCode::conflict, "mine"});
            } else {
                CHECK(filled.transact(work).ok());
                ++kept;
            }
        }
    });
    CHECK(filled.stock().reserved == Pieces{kept});
    filled.store->read(filled.ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.last_seq() == kept);
        const auto events = reader.events_after(0, 1000);
        REQUIRE(events.size() == static_cast<std::size_t>(kept.load()));
        for (std::size_t at = 0; at < events.size(); ++at) {
            CHECK(events[at].seq == static_cast<std::int64_t>(at) + 1);
            CHECK(events[at].data == "kept");
        }
    });
}

TEST_CASE("a reply comes after the commit, and commits are shared") {
    Filled filled(1);
    const auto before = filled.store->figures();
    in_threads(8, [&](int number) {
        for (int round = 0; round < 25; ++round) {
            const CourierId id{static_cast<std::uint64_t>(number * 1000 + round + 1)};
            const auto done = filled.transact([&](app::Writer& writer) -> Result<void> {
                Courier courier = sample_courier(filled.ids);
                courier.id = id;
                writer.put(courier);
                return {};
            });
            CHECK(done.ok());
            // Another connection sees it, so it is committed.
            filled.store->read(filled.ids.community(), [&](const app::Reader& reader) {
                CHECK(reader.courier(id).has_value());
            });
        }
    });
    const auto after = filled.store->figures();
    CHECK(after.works - before.works == 200);
    CHECK(after.commits - before.commits < 200);
}

TEST_CASE("works that are committed together share a row of the outbox") {
    Filled filled;
    const auto before = filled.store->figures();
    in_threads(8, [&](int) {
        for (int round = 0; round < 25; ++round) {
            CHECK(filled
                      .transact([&](app::Writer& writer) -> Result<void> {
                          writer.emit(sample_event("{}"));
                          return {};
                      })
                      .ok());
        }
    });
    const std::int64_t commits = filled.store->figures().commits - before.commits;
    CHECK(commits < 200);
    store::sqlite::SqliteEngine engine(store::database_file(filled.folder.path()),
                                       filled.folder.file("writing"));
    const auto reader = engine.open_reader();
    const auto rows = store::Query(*reader, "SELECT COUNT(*) FROM outbox").only<std::int64_t>();
    const auto events =
        store::Query(*reader, "SELECT MAX(last_seq) FROM outbox").only<std::int64_t>();
    CHECK(rows == commits);
    CHECK(events == 200);
    CHECK(filled.store->broken_invariants().empty());
}

TEST_CASE("a work sees the events of those that go with it into one commit") {
    Filled filled;
    in_threads(8, [&](int number) {
        for (int round = 0; round < 25; ++round) {
            CHECK(filled
                      .transact([&](app::Writer& writer) -> Result<void> {
                          const std::int64_t last = writer.last_seq();
                          if ((number + round) % 3 == 0) {
                              const auto events = writer.events_after(0, 1000);
                              CHECK(static_cast<std::int64_t>(events.size()) == last);
                              CHECK(writer.first_kept_seq() == 1);
                          }
                          writer.emit(sample_event("{}"));
                          return {};
                      })
                      .ok());
        }
    });
    filled.store->read(filled.ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.events_after(0, 1000).size() == 200);
        CHECK(reader.events_after(17, 20).size() == 20);
        CHECK(reader.events_after(17, 20).front().seq == 18);
    });
    CHECK(filled.store->broken_invariants().empty());
}

TEST_CASE("a reader neither waits for a writer nor sees what is not committed") {
    Filled filled(10);
    const auto done = filled.transact([&](app::Writer& writer) -> Result<void> {
        LOUXIA_TRY(writer.reserve(filled.ids.hub(), filled.ids.item(), Pieces{3}));
        auto other = std::async(std::launch::async, [&] { return filled.stock().reserved; });
        CHECK(other.wait_for(std::chrono::seconds(20)) == std::future_status::ready);
        CHECK(other.get() == Pieces{0});
        CHECK(writer.stock_of_item(filled.ids.item()).at(0).reserved == Pieces{3});
        return {};
    });
    CHECK(done.ok());
    CHECK(filled.stock().reserved == Pieces{3});
}

TEST_CASE("a snapshot stays as it was while others commit") {
    Filled filled(10);
    filled.store->read(filled.ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.stock_of_item(filled.ids.item()).at(0).reserved == Pieces{0});
        CHECK(filled
                  .transact([&](app::Writer& writer) {
                      return writer.reserve(filled.ids.hub(), filled.ids.item(), Pieces{2});
                  })
                  .ok());
        CHECK(reader.stock_of_item(filled.ids.item()).at(0).reserved == Pieces{0});
    });
    CHECK(filled.stock().reserved == Pieces{2});
}

TEST_CASE("money moves whole or not at all") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    const auto done = filled.transact([&](app::Writer& writer) -> Result<void> {
        CHECK(writer.post_entry(top_up(ids, 1, 5000)).ok());
        CHECK(writer.post_entry(hold(ids, 2, 3000)).ok());
        // Refused, but the work goes on: no trace of it may stay.
        CHECK(writer.post_entry(hold(ids, 3, 2001)).error().code == ErrorCode::insufficient_funds);
        LedgerEntry lopsided = hold(ids, 4, 10);
        lopsided.postings[1].amount = Money::fen_unchecked(11);
        CHECK(writer.post_entry(lopsided).error().code == ErrorCode::unbalanced);
        CHECK(writer.post_entry(hold(ids, 5, 2000)).ok());
        return {};
    });
    CHECK(done.ok());
    CHECK(filled.balance(wallet_of(ids.household())).fen() == 0);
    CHECK(filled.balance(hold_of(ids.household())).fen() == 5000);
    CHECK(filled.balance(cash_of(ids.hub())).fen() == -5000);
    CHECK(filled.balance(sales_of(ids.hub())).fen() == 0);
}

TEST_CASE("eight threads cannot spend one wallet twice") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    CHECK(
        filled
            .transact([&](app::Writer& writer) { return writer.post_entry(top_up(ids, 1, 1000)); })
            .ok());
    std::atomic<int> spent{0};
    in_threads(8, [&](int number) {
        for (int round = 0; round < 10; ++round) {
            const auto id = static_cast<std::uint64_t>(100 + number * 100 + round);
            const auto done = filled.transact(
                [&](app::Writer& writer) { return writer.post_entry(hold(ids, id, 30)); });
            spent += done ? 1 : 0;
        }
    });
    CHECK(spent == 33);
    CHECK(filled.balance(wallet_of(ids.household())).fen() == 10);
    CHECK(filled.balance(hold_of(ids.household())).fen() == 990);
}

TEST_CASE("listeners hear of each community's events in order, once, before the reply") {
    Filled filled;
    const SampleIds other{8};
    fill_with_samples(*filled.store, other, 1);
    std::mutex mutex;
    std::map<CommunityId, std::vector<std::int64_t>> heard;
    filled.store->on_events([&](CommunityId community, const std::vector<app::Event>& events) {
        const std::lock_guard lock(mutex);
        for (const app::Event& event : events)
            heard[community].push_back(event.seq);
    });
    in_threads(8, [&](int number) {
        const CommunityId community = (number % 2 == 0 ? filled.ids : other).community();
        for (int round = 0; round < 10; ++round) {
            std::int64_t mine = 0;
            const auto done =
                filled.store->transact(community, [&](app::Writer& writer) -> Result<void> {
                    writer.emit(sample_event("{}"));
                    writer.emit(sample_event("{}"));
                    mine = writer.last_seq();
                    return {};
                });
            CHECK(done.ok());
            const std::lock_guard lock(mutex);
            CHECK(heard[community].size() >= static_cast<std::size_t>(mine));
        }
    });
    for (const CommunityId community : {filled.ids.community(), other.community()}) {
        REQUIRE(heard[community].size() == 80);
        for (std::size_t at = 0; at < 80; ++at) {
            CHECK(heard[community][at] == static_cast<std::int64_t>(at) + 1);
        }
    }
}

TEST_CASE("a work too large for the disk fails alone") {
    TemporaryFolder folder;
    auto engine =
        std::make_unique<store::sqlite::SqliteEngine>(folder.file("a.db"), folder.file("turn"));
    auto writer = engine->open_writer(store::Standing::owner);
    store::migrate(*engine, *writer, store::migrations_for("sqlite"));
    (void)store::Query(*writer, "PRAGMA max_page_count = 300").run();
    store::SqlStore store(nullptr, std::move(engine), std::move(writer));
    const SampleIds ids{7};
    fill_with_samples(store, ids, 1000);
    std::atomic<int> kept{0};
    in_threads(6, [&](int number) {
        for (int round = 0; round < 10; ++round) {
            const auto work = [&](app::Writer& view) -> Result<void> {
                view.emit(sample_event(std::string(number == 0 ? 2'000'000 : 10, 'x')));
                return view.reserve(ids.hub(), ids.item(), Pieces{1});
            };
            if (number == 0) {
                CHECK_THROWS_AS((void)store.transact(ids.community(), work), app::StoreFailure);
            } else {
                CHECK(store.transact(ids.community(), work).ok());
                ++kept;
            }
        }
    });
    CHECK(kept == 50);
    store.read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.last_seq() == 50);
        CHECK(reader.stock_of_item(ids.item()).at(0).reserved == Pieces{50});
    });
}

TEST_CASE("a commit that fails is told to all it was for, and the store goes on") {
    Filled filled(100);
    const auto reserve_one = [&](app::Writer& writer) {
        return writer.reserve(filled.ids.hub(), filled.ids.item(), Pieces{1});
    };
    CHECK(filled.transact(reserve_one).ok());
    // No file of this process may grow: the log's next pages cannot be written.
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto log = store::database_file(filled.folder.path()) + "-wal";
    const rlimit tight{std::filesystem::file_size(log), before.rlim_max};
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
    std::atomic<int> failed{0};
    in_threads(4, [&](int) {
        try {
            (void)filled.transact(reserve_one);
        } catch (const app::StoreFailure&) {
            ++failed;
        }
    });
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, old_handler);
    CHECK(failed == 4);
    CHECK(filled.stock().reserved == Pieces{1});
    CHECK(filled.transact(reserve_one).ok());
    CHECK(filled.stock().reserved == Pieces{2});
}

TEST_CASE("housekeeping drops what is old, a bounded number at a time, and leaves no gap") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    for (int at = 0; at < 30; ++at) {
        REQUIRE(filled
                    .transact([&](app::Writer& writer) -> Result<void> {
                        app::Event event = sample_event("{}");
                        // The clock went back for a moment at the fifteenth.
                        event.at = sample_time + (at == 14 ? 0 : at) * minute_ms;
                        writer.emit(event);
                        return {};
                    })
                    .ok());
    }
    const auto done = filled.transact([&](app::Writer& writer) -> Result<void> {
        writer.put(app::Session{
            SessionId{1}, ids.member(), "old", sample_time, sample_time, sample_time, {}});
        writer.put(app::Session{SessionId{2},
                                ids.member(),
                                "new",
                                sample_time,
                                sample_time,
                                sample_time + hour_ms,
                                {}});
        writer.put(
            app::Invite{InviteId{1}, ids.member(), "old", sample_time, Instant{}, false, {}});
        writer.put(app::KeptReply{"old", "x", 200, "", sample_time});
        writer.put(app::KeptReply{"new", "x", 200, "", sample_time + hour_ms});
        return {};
    });
    REQUIRE(done.ok());
    app::Housekeeping what{sample_time + minute_ms, sample_time + minute_ms,
                           sample_time + 10 * minute_ms, 5, 4};
    std::vector<std::int32_t> rounds;
    for (int round = 0; round < 4; ++round) {
        CHECK(filled
                  .transact([&](app::Writer& writer) -> Result<void> {
                      rounds.push_back(writer.drop_old(what));
                      return {};
                  })
                  .ok());
    }
    CHECK(rounds == std::vector<std::int32_t>{7, 4, 2, 0});
    what.events_before = sample_time + day_ms;
    what.rows_max = 1000;
    CHECK(filled
              .transact([&](app::Writer& writer) -> Result<void> {
                  CHECK(writer.drop_old(what) == 15);
                  return {};
              })
              .ok());
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.first_kept_seq() == 26);
        CHECK(reader.last_seq() == 30);
        CHECK(reader.events_after(0, 100).size() == 5);
        CHECK(reader.events_after(27, 2).size() == 2);
        CHECK_FALSE(reader.session_by_hash("old").has_value());
        CHECK(reader.session_by_hash("new").has_value());
        CHECK_FALSE(reader.invite_by_hash("old").has_value());
        CHECK_FALSE(reader.kept_reply("old").has_value());
        CHECK(reader.kept_reply("new").has_value());
    });
    CHECK(filled.store->broken_invariants().empty());
}

}  // namespace louxia::test
