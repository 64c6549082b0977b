#include "tests/server/http/world.hpp"

#include <doctest/doctest.h>

#include "server/app/invites.hpp"

namespace louxia::test {

World::World(const std::vector<std::string>& slugs, http::Config config)
    : clock(House::at(10, 0)), slugs_(slugs), context_{*house.store,  clock,       ids_,
                                                       secrets_,      house.zones, house.dispatcher,
                                                       house.pictures} {
    context_.passkeys = &passkeys_;
    house.set(House::at(10, 0));
    for (const std::string& slug : slugs) {
        places_.emplace_back(house, slug);
        places_.back().publish_list(100);
        groups_.push_back(places_.back().open_group());
    }
    config.port = 0;
    config.log_sink = [this](std::string_view lines) {
        const std::lock_guard lock(log_mutex_);
        log_ += lines;
    };
    server = std::make_unique<http::Server>(context_, config);
    REQUIRE(server->start().ok());
}

std::size_t World::index_of(CommunityId community) const {
    for (std::size_t index = 0; index < places_.size(); ++index) {
        if (places_[index].id == community) {
            return index;
        }
    }
    return 0;
}

std::string World::invite(const app::Caller& caller) {
    const std::string secret = secrets_.make_secret();
    const auto kept =
        house.store->transact(caller.community, [&](app::Writer& writer) -> Result<void> {
            app::keep_invite(context_, writer, caller.member->id, secret,
                             app::InviteTerms{clock.now() + day_ms, false});
            return {};
        });
    REQUIRE(kept.ok());
    return secret;
}

Headers World::as(const app::Caller& caller) {
    const std::size_t index = index_of(caller.community);
    const Reply reply =
        post(port(), "/api/v1/session" + query(index), R"({"secret":")" + invite(caller) + R"("})");
    REQUIRE(reply.status == 200);
    const std::string cookie = reply.header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}};
}

std::string World::basket(std::int64_t pieces, std::size_t index) {
    return R"({"lines":[{"item":")" + place(index).item(0).text() + R"(","quantity":)" +
           std::to_string(pieces) + R"(}],"fulfilment":"delivery","payment":"wallet"})";
}

std::string World::order(const Headers& who, std::size_t index) {
    const Reply reply = post(port(), "/api/v1/orders" + query(index), basket(2, index), who);
    REQUIRE(reply.status == 200);
    return between(reply.body, R"("order":")", "\"");
}

std::string World::log_text() {
    server->log().flush();
    const std::lock_guard lock(log_mutex_);
    return log_;
}

}  // namespace louxia::test
