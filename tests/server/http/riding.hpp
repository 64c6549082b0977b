#pragma once

#include "server/adapters/http_crowd.hpp"
#include "server/adapters/simulated_crowd.hpp"
#include "server/app/crowd.hpp"
#include "server/app/dispatching.hpp"
#include "server/jobs/crowd_rounds.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {

inline const adapters::signing::Key crowd_key =
    adapters::signing::Key::of("a key of riders that both ends have, 32 letters");

/// A world whose orders are carried by the simulated crowd, over real HTTP both ways. No courier of
/// its own is on shift.
class Riding {
public:
    explicit Riding(adapters::Misbehaviour misbehaviour = {},
                    adapters::SimulatedRiders riders = {0, 0, 1, true})
        : provider(crowd_key, misbehaviour, riders), turns(world.house.context) {
        client = adapters::HttpCrowd::make(provider.url(), crowd_key);
        client->set_home("http://127.0.0.1:" + std::to_string(world.port()));
        world.ride_with(*client);
        set_own_shift(false);
    }

    Neighbourhood& place() { return world.place(); }
    /// What the server's own thread does; time goes on between two rounds. Nobody is offered, and
    /// so called by the dispatcher, before `offers` is set.
    void rounds(int count = 1, std::int64_t ms = 5 * second_ms) {
        for (int round = 0; round < count; ++round) {
            world.pass(ms);
            if (offers) {
                turns.run();
            } else {
                static_cast<void>(
                    app::look_after_rides(world.house.context, place().id, world.house.now()));
            }
        }
    }
    /// What the clock asks of the dispatcher.
    void decide() {
        const auto done =
            world.house.store->transact(place().id, [&](app::Writer& writer) -> Result<void> {
                app::assign_couriers(world.house.context, writer, world.house.now());
                return {};
            });
        REQUIRE(done.ok());
    }
    /// Without giving them what waits.
    void set_own_shift(bool on) {
        const auto done =
            world.house.store->transact(place().id, [&](app::Writer& writer) -> Result<void> {
                for (Courier& courier : writer.couriers()) {
                    if (courier.crowd) continue;
                    courier.on_shift = on;
                    writer.put(courier);
                }
                return {};
            });
        REQUIRE(done.ok());
    }
    /// A delivery as far as that, which waits for somebody.
    OrderId delivery(std::size_t who, OrderState last, std::int64_t pieces = 1) {
        set_own_shift(true);  // or none would be offered
        world.house.store->read(place().id, [&](const app::Reader& reader) {
            static_cast<void>(app::propose(world.house.context, reader, world.house.now()));
        });
        const auto order = place().order(place().resident(who), {{place().item(0), pieces}});
        set_own_shift(false);
        REQUIRE(order.ok());
        place().move_to(order->order, last);
        return order->order;
    }
    OrderId packed(std::size_t who, std::int64_t pieces = 1) {
        return delivery(who, OrderState::packed, pieces);
    }
    Result<CourierId> want(const std::vector<OrderId>& orders, std::int64_t fen = 800) {
        Result<CourierId> courier = refuse(ErrorCode::unavailable);
        const auto done =
            world.house.store->transact(place().id, [&](app::Writer& writer) -> Result<void> {
                const auto order = writer.order(orders.at(0));
                LOUXIA_ASSIGN(courier,
                              app::want_crowd(world.house.context, writer,
                                              {order->hub, orders, Money::fen_unchecked(fen), {}},
                                              world.house.now()));
                return {};
            });
        return done ? courier : Result<CourierId>{done.error()};
    }
    /// Wanted, and heard of by the provider.
    CrowdRideId called(const std::vector<OrderId>& orders) {
        const auto courier = want(orders);
        REQUIRE(courier.ok());
        const CrowdRideId ride = ride_of(*courier).id;
        rounds();
        return ride;
    }
    CrowdRide ride_of(CourierId courier) {
        std::optional<CrowdRide> ride;
        world.house.store->read(
            place().id, [&](const app::Reader& reader) { ride = reader.crowd_ride_of(courier); });
        return ride.value();
    }
    CrowdRide ride(CrowdRideId id) {
        std::optional<CrowdRide> found;
        world.house.store->read(place().id,
                                [&](const app::Reader& reader) { found = reader.crowd_ride(id); });
        return found.value();
    }
    Courier courier(CourierId id) {
        std::optional<Courier> found;
        world.house.store->read(place().id,
                                [&](const app::Reader& reader) { found = reader.courier(id); });
        return found.value();
    }
    /// The provider's riders do that, and Louxia has heard of it.
    void step(CrowdRideId id, adapters::crowd_protocol::State to) {
        REQUIRE(provider.step(id, to));
        provider.wait_for_notices();
    }
    std::int64_t balance(Account account) {
        std::int64_t fen = 0;
        world.house.store->read(
            place().id, [&](const app::Reader& reader) { fen = reader.balance(account).fen(); });
        return fen;
    }

    World world;
    std::unique_ptr<adapters::HttpCrowd> client;  ///< until no notice comes any more
    adapters::SimulatedCrowd provider;
    jobs::CrowdRounds turns;
    bool offers = false;
};

}  // namespace louxia::test
