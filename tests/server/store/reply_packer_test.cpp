#include "server/store/reply_packer.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>

#include "server/store/packed_reply.hpp"

namespace louxia::test {

namespace {

const CommunityId here{7};

app::KeptReply head_of(int number) {
    return app::KeptReply{"key-" + std::to_string(number), "hash", 200, {}, Instant{number}};
}

}  // namespace

TEST_CASE("replies come out of the packer in the order of their arrival, each with its own body") {
    store::ReplyPacker packer;
    for (int round = 0; round < 20; ++round) {
        std::vector<std::string> bodies;
        for (int at = 0; at < 40; ++at)
            bodies.push_back("{\"number\":" + std::to_string(round * 100 + at) + "}");
        for (int at = 0; at < 40; ++at) {
            packer.add(here, head_of(at), [&bodies, at] {
                return std::string_view(bodies[static_cast<std::size_t>(at)]);
            });
        }
        CHECK(packer.has(here, "key-39"));
        CHECK_FALSE(packer.has(here, "key-40"));
        CHECK_FALSE(packer.has(CommunityId{8}, "key-39"));
        const auto all = packer.take();
        REQUIRE(all.size() == 40);
        for (int at = 0; at < 40; ++at) {
            const auto& packed = all[static_cast<std::size_t>(at)];
            CHECK(packed.community == here);
            CHECK(packed.head.key == head_of(at).key);
            CHECK(store::unpack_reply(packed.body) == bodies[static_cast<std::size_t>(at)]);
        }
        CHECK_FALSE(packer.has(here, "key-39"));
    }
}

TEST_CASE("no body is worded once the packer was cleared, and none twice") {
    store::ReplyPacker packer;
    std::atomic<int> worded{0};
    for (int at = 0; at < 50; ++at) {
        packer.add(here, head_of(at), [&worded] {
            ++worded;
            return std::string_view("{}");
        });
    }
    packer.clear();
    const int before = worded;
    CHECK(before <= 50);
    CHECK(packer.take().empty());
    CHECK(worded == before);
}

TEST_CASE("what a body throws is told to who takes, and the packer goes on") {
    store::ReplyPacker packer;
    packer.add(here, head_of(1), [] { return std::string_view("{}"); });
    packer.add(here, head_of(2),
               []() -> std::string_view { throw std::runtime_error("no words"); });
    CHECK_THROWS_WITH(static_cast<void>(packer.take()), "no words");
    packer.add(here, head_of(3), [] { return std::string_view("{}"); });
    const auto all = packer.take();
    REQUIRE(all.size() == 1);
    CHECK(all.front().head.key == "key-3");
}

}  // namespace louxia::test
