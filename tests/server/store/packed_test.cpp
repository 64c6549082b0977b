// Events and kept replies as they lie in the store.

#include <doctest/doctest.h>

#include "server/store/open_store.hpp"
#include "server/store/packed_events.hpp"
#include "server/store/packed_reply.hpp"
#include "server/store/sqlite/engine.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

constexpr std::string_view an_order =
    R"({"order":"1m8fvpr6m8rb7","number":311,"state":"placed","fulfilment":"pickup",)"
    R"("payment":"wallet","hub":"1m8fvpdhyre0y","hub_name":"阿芳便利店","note":"放门口 \u003c",)"
    R"("lines":[{"item":"1m8fvpdkdzk9q","name":"空心菜","picture":"leafy_green","unit":"jin",)"
    R"("quantity":1,"unit_price_fen":1235,"total_fen":1235,"missing":0,"weighed_g":0,)"
    R"("cut_fen":0,"refunded_fen":0}],"goods_total_fen":1235,"delivery_fee_fen":0,)"
    R"("discount_fen":0,"total_fen":1235,"cut_fen":0,"refunded_fen":0,"refunds":[]})";

app::Event event(api::Audience audience, std::uint64_t subject, std::string name,
                 std::string data) {
    app::Event made;
    made.audience = audience;
    made.subject = subject;
    made.name = std::move(name);
    made.data = std::move(data);
    return made;
}

}  // namespace

TEST_CASE("the events of a work are one text, and come back with their numbers") {
    const std::vector<app::Event> events = {
        event(api::Audience::everyone, 0, "items_changed", R"({"items":[]})"),
        event(api::Audience::household, ~std::uint64_t{0}, "order_changed", R"({"note":"a b\n"})"),
        event(api::Audience::courier, 7, "run_changed", "{}"),
    };
    const auto back = store::unpack_events(store::pack_events(events), 41, sample_time);
    REQUIRE(back.size() == 3);
    for (std::size_t at = 0; at < back.size(); ++at) {
        CHECK(back[at].seq == 41 + static_cast<std::int64_t>(at));
        CHECK(back[at].audience == events[at].audience);
        CHECK(back[at].subject == events[at].subject);
        CHECK(back[at].name == events[at].name);
        CHECK(back[at].data == events[at].data);
        CHECK(back[at].at == sample_time);
    }
}

TEST_CASE("works of one moment share a row until it is full") {
    store::EventPack pack{40, 41, {}, sample_time};
    const std::vector<app::Event> works[] = {
        {event(api::Audience::everyone, 0, "items_changed", "{}")},
        {event(api::Audience::household, 7, "order_changed", R"({"order":"1"})"),
         event(api::Audience::staff, 9, "board_changed", "{}")},
    };
    for (const auto& work : works)
        store::append(pack, work);
    CHECK(pack.last_seq == 43);
    const auto back = store::unpack_events(pack.events, pack.first_seq, pack.at);
    REQUIRE(back.size() == 3);
    CHECK(back[0].name == "items_changed");
    CHECK(back[1].data == R"({"order":"1"})");
    CHECK(back[2].subject == 9);
    CHECK(back[2].seq == 43);

    CHECK(store::takes(pack, sample_time));
    CHECK(store::takes(pack, sample_time + 99));
    CHECK_FALSE(store::takes(pack, sample_time + 100));
    CHECK_FALSE(store::takes(pack, sample_time + -1));
    store::append(pack, std::vector<app::Event>(96, event(api::Audience::everyone, 0, "a", "{}")));
    CHECK_FALSE(store::is_full(pack));
    store::append(pack, std::vector<app::Event>(1, event(api::Audience::everyone, 0, "a", "{}")));
    CHECK(store::is_full(pack));

    store::EventPack large{0, 1, {}, sample_time};
    const std::string kilobytes_63(63U << 10U, 'x');
    store::append(large, {event(api::Audience::everyone, 0, "a", kilobytes_63)});
    CHECK_FALSE(store::is_full(large));
    store::append(large, {event(api::Audience::everyone, 0, "a", std::string(1024, 'x'))});
    CHECK(store::is_full(large));
}

TEST_CASE("a text that holds no events is a failure of the store, not an event") {
    for (const char* text : {"", "1", "1 2", "1 2 name", "9 2 name {}", "x 2 name {}",
                             "1 y name {}", "1 2 name {}\n"}) {
        CAPTURE(text);
        CHECK_THROWS_AS((void)store::unpack_events(text, 1, sample_time), app::StoreFailure);
    }
}

TEST_CASE("a kept reply comes back byte for byte, and takes a third of its length") {
    const std::string stored = store::pack_reply(an_order);
    CHECK(stored.size() * 3 < an_order.size() * 2);
    CHECK(store::unpack_reply(stored) == an_order);
    std::string noise;
    std::uint32_t state = 1;
    for (int at = 0; at < 3000; ++at) {
        state = state * 1664525U + 1013904223U;
        noise += static_cast<char>(state >> 24U);
    }
    for (const std::string& body :
         {std::string{}, std::string("{}"), std::string("null"), std::string(1, '\0'), noise,
          std::string(100'000, 'a'), std::string(an_order) + std::string(an_order)}) {
        CHECK(store::unpack_reply(store::pack_reply(body)) == body);
    }
}

TEST_CASE("a kept reply from before they were packed is given as it is") {
    CHECK(store::unpack_reply(R"({"plain":true})") == R"({"plain":true})");
    CHECK(store::unpack_reply("") == "");
}

TEST_CASE("a reply packed by the first program that packed them is still read") {
    CHECK(store::unpack_reply("z1:Nzc6D1kFDzYzMTEWBQF4BB9k6gQAUGt1cCJ9") ==
          R"({"order":"1m8fvpr6m8rb7","number":311,"state":"placed","fulfilment":"pickup"})");
}

TEST_CASE("a damaged kept reply is a failure of the store") {
    const std::string stored = store::pack_reply(an_order);
    for (const std::string& broken :
         {std::string("z1:"), std::string("z1:*"), std::string("z1:") + "OTk5",
          stored.substr(0, stored.size() / 2), stored + "AAAA"}) {
        CAPTURE(broken);
        CHECK_THROWS_AS((void)store::unpack_reply(broken), app::StoreFailure);
    }
}

TEST_CASE("the schema takes no link of the ledger's chain behind postings that are not zero") {
    TemporaryFolder folder;
    const SampleIds ids{7};
    {
        const auto store = store::open_store(folder.path(), store::Access::serve);
        fill_with_samples(*store, ids, 20);
    }
    const std::string community = std::to_string(static_cast<std::int64_t>(ids.community().value));
    const std::string entry =
        "INSERT INTO ledger_entry (community_id, entry_id, cause, subject, "
        "moved_at_ms) VALUES (" +
        community + ", 77, 1, 1, 1);";
    const auto posting = [&](int position, int fen) {
        return "INSERT INTO ledger_posting (community_id, entry_id, position, account_kind, "
               "account_owner, amount_fen) VALUES (" +
               community + ", 77, " + std::to_string(position) + ", 1, 1, " + std::to_string(fen) +
               ");";
    };
    const std::string link =
        "INSERT INTO ledger_link (community_id, position, entry_id, hash) "
        "VALUES (" +
        community + ", 1, 77, '" + std::string(64, 'a') + "');";
    store::sqlite::SqliteEngine engine(store::database_file(folder.path()), folder.file("writing"));
    const auto writer = engine.open_writer(store::Standing::guest);
    for (const std::string& postings :
         {std::string{}, posting(0, 5), posting(0, 5) + posting(1, -4)}) {
        writer->begin_write();
        CHECK_THROWS_AS(writer->run(entry + postings + link), app::StoreFailure);
        writer->rollback();
    }
    writer->begin_write();
    CHECK_NOTHROW(writer->run(entry + posting(0, 5) + posting(1, -5) + link));
    writer->commit();
}

}  // namespace louxia::test
