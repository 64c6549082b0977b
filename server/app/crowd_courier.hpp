#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/app/signed_call.hpp"
#include "shared/base/result.hpp"
#include "shared/domain/community.hpp"
#include "shared/domain/crowd_ride.hpp"

/// The port to whoever sends riders of the crowd. Every call may be repeated with the same ids and
/// then does nothing more; none is made inside a transaction.
namespace louxia::app {

/// Where this server takes notices, behind its own address.
inline constexpr std::string_view crowd_notice_path = "/api/crowd/notice";

/// How a ride stands, as the provider says. Signed, so it is believed. Each says all that there is
/// to say, so that a later one makes up for earlier ones that were lost.
struct CrowdNotice {
    enum class State {
        called,
        accepted,
        at_pickup,
        picked_up,
        delivered,
        refused,
        cancelled,
        vanished
    };
    enum class Stage { waiting, taken, delivered };
    struct Stop {
        OrderId order;
        Stage stage = Stage::waiting;
    };
    CommunityId community;
    CrowdRideId ride;
    std::string reference;
    std::int64_t number = 0;  ///< rises with whatever changes; an older one is not heard any more
    State state = State::called;
    std::string rider;             ///< as shown; empty before one has accepted
    std::int64_t arrives_in_ms{};  ///< at the hub, from now; 0 once it is there
    std::vector<Stop> stops;       ///< of the orders it was called for
};

/// Where goods are fetched.
struct CrowdPlace {
    HubId hub;
    std::string name;
    std::string place;  ///< 3栋架空层
    GeoPoint at;
};

/// What a rider has to know, and no more: no names, no phone, nothing of what is in the bag.
struct CrowdCall {
    struct Stop {
        OrderId order;
        std::int32_t number = 0;
        Address address;
        GeoPoint door;
        std::int32_t pieces = 0;
        bool chilled = false;
        std::string note;
        std::int64_t due_in_ms = 0;  ///< promised until then; negative: late
    };
    CommunityId community;
    CrowdRideId ride;
    Money price;
    std::int64_t accept_within_ms = 0;
    CrowdPlace from;
    std::vector<Stop> stops;
};

/// What a rider would cost from a hub; durations count from the answer.
struct CrowdTariff {
    Money base;
    Money per_km;
    std::int32_t arrive_s = 0;
    std::int32_t acceptance_permille = 0;
    std::int32_t valid_s = 0;
};

class CrowdCourier {
public:
    virtual ~CrowdCourier() = default;

    /// Refused: unavailable (no answer), not_offered (no riders there).
    [[nodiscard]] virtual Result<CrowdTariff> quote(CommunityId community,
                                                    const CrowdPlace& from) = 0;
    /// Asks for a rider; how the ride stands from now on. Refused: unavailable (unknown what became
    /// of it: call again), not_offered (the provider will not).
    [[nodiscard]] virtual Result<CrowdNotice> call(const CrowdCall& call) = 0;
    /// How it stands. Refused: unavailable, not_offered (the provider knows of no such ride).
    [[nodiscard]] virtual Result<CrowdNotice> confirm(CommunityId community,
                                                      const CrowdRide& ride) = 0;
    /// It is over; a call of the same ride that comes later is refused by the provider. Refused:
    /// unavailable.
    [[nodiscard]] virtual Result<void> cancel(CommunityId community, const CrowdRide& ride) = 0;
    /// Refused with not_allowed for what the provider has not signed within the last minutes,
    /// malformed for what it has signed and does not say.
    [[nodiscard]] virtual Result<CrowdNotice> verify(const SignedCall& call) const = 0;
};

}  // namespace louxia::app
