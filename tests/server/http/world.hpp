#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/adapters/fido_passkeys.hpp"
#include "server/http/server.hpp"
#include "tests/server/app/neighbourhood.hpp"
#include "tests/server/http/client.hpp"

namespace louxia::test {

/// A clock that several threads may read while a test sets it.
class SharedClock final : public app::Clock {
public:
    explicit SharedClock(Instant now) : ms_(now.ms) {}
    [[nodiscard]] Instant now() const override { return Instant{ms_.load()}; }
    void set(Instant now) { ms_ = now.ms; }

private:
    std::atomic<std::int64_t> ms_;
};

/// A whole server on 127.0.0.1 over a real store, with communities that have a list and a group,
/// at 10:00 of their day.
class World {
public:
    explicit World(const std::vector<std::string>& slugs = {"lanting"}, http::Config config = {});

    [[nodiscard]] int port() const { return server->port(); }
    [[nodiscard]] Neighbourhood& place(std::size_t index = 0) { return places_.at(index); }
    [[nodiscard]] const std::string& slug(std::size_t index = 0) const { return slugs_.at(index); }
    [[nodiscard]] GroupId group(std::size_t index = 0) const { return groups_.at(index); }
    /// "Cookie" header of that person, signed in by an invite over HTTP.
    [[nodiscard]] Headers as(const app::Caller& caller);
    [[nodiscard]] Headers resident(std::size_t index = 0, std::size_t place_index = 0) {
        return as(place(place_index).resident(index));
    }
    /// A secret that signs in as that person.
    [[nodiscard]] std::string invite(const app::Caller& caller);
    /// "?community=…"
    [[nodiscard]] std::string query(std::size_t index = 0) const {
        return "?community=" + slug(index);
    }
    [[nodiscard]] std::string basket(std::int64_t pieces = 2, std::size_t index = 0);
    /// The id of an order that this person placed over HTTP.
    [[nodiscard]] std::string order(const Headers& who, std::size_t index = 0);
    [[nodiscard]] std::string log_text();
    /// Before the first request.
    void pay_with(app::PaymentProvider& provider) {
        context_.payments = &provider;
        house.context.payments = &provider;
    }
    /// Before the first request.
    void ride_with(app::CrowdCourier& provider) {
        context_.crowd = &provider;
        house.context.crowd = &provider;
    }
    void pass(std::int64_t ms) {
        house.pass(ms);
        clock.set(house.now());
    }
    /// Before the first request; it outlives the world.
    void use(app::IdentityProvider& provider) { context_.identities = &provider; }

    House house;
    SharedClock clock;

private:
    [[nodiscard]] std::size_t index_of(CommunityId community) const;

    std::vector<std::string> slugs_;
    std::deque<Neighbourhood> places_;
    std::vector<GroupId> groups_;
    adapters::SystemIds ids_;
    adapters::SodiumSecrets secrets_;
    adapters::FidoPasskeys passkeys_;
    app::Context context_;
    std::mutex log_mutex_;
    std::string log_;

public:
    std::unique_ptr<http::Server> server;  ///< last: it uses all of the above until it is gone
};

}  // namespace louxia::test
