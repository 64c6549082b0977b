#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/adapters/crowd_protocol.hpp"
#include "server/adapters/misbehaviour.hpp"

namespace louxia::adapters {

/// What the simulated riders do, besides the provider's misbehaviour.
struct SimulatedRiders {
    int refuse = 0;        ///< percent of calls that nobody accepts
    int vanish = 0;        ///< percent of riders who accept and do not bring it all
    int speedup = 1;       ///< they wait and ride so many times as fast
    bool by_hand = false;  ///< nothing happens but by step(): for tests
    int vanish_first = 0;  ///< so many of the first who accept give up before they come
};

/// A provider of crowd riders where nobody rides: for trying Louxia out, and for its tests. It
/// speaks docs/CROWD.md over real HTTP on 127.0.0.1, and remembers nothing after its end.
class SimulatedCrowd {
public:
    /// `port` 0 chooses one.
    SimulatedCrowd(signing::Key key, Misbehaviour misbehaviour, SimulatedRiders riders,
                   int port = 0);
    ~SimulatedCrowd();
    SimulatedCrowd(const SimulatedCrowd&) = delete;
    SimulatedCrowd& operator=(const SimulatedCrowd&) = delete;

    /// 0 when it could not listen.
    [[nodiscard]] int port() const;
    [[nodiscard]] std::string url() const;

    struct Ride {
        crowd_protocol::CallRequest request;
        crowd_protocol::Status status;
        bool cancel_heard = false;
    };
    [[nodiscard]] std::vector<Ride> rides() const;
    /// The ride is so far from now on, and Louxia is told; its stops move along, but for refused,
    /// cancelled and vanished. False for one that is unknown or has ended.
    bool step(CrowdRideId ride, crowd_protocol::State to);
    /// One of its orders is at its door; with the last of them the ride is delivered.
    bool deliver(CrowdRideId ride, OrderId order);
    /// Until every notice that will be sent was sent.
    void wait_for_notices();
    /// From now on it answers nothing but 503.
    void set_away(bool away);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace louxia::adapters
