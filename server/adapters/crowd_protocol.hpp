#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/adapters/signing.hpp"
#include "shared/api/codec.hpp"
#include "shared/domain/crowd_ride.hpp"

/// What goes between Louxia and a provider of crowd riders: docs/CROWD.md.
namespace louxia::adapters::crowd_protocol {

using signing::Key;
using signing::machine_now_ms;
using signing::signature_header;
using signing::time_header;

inline constexpr std::size_t body_bytes_max = 16'384;
inline constexpr std::int32_t seconds_max = 86'400;  ///< of any duration

struct Point {
    std::int32_t latitude_e7 = 0;  ///< degrees × 10^7
    std::int32_t longitude_e7 = 0;
    static constexpr auto fields() {
        return field_list(api::field("latitude_e7", &Point::latitude_e7),
                          api::field("longitude_e7", &Point::longitude_e7));
    }
};

/// POST /quotes
struct QuoteRequest {
    CommunityId community;
    HubId hub;
    Point at;
    static constexpr auto fields() {
        return field_list(api::field("community", &QuoteRequest::community),
                          api::field("hub", &QuoteRequest::hub),
                          api::field("at", &QuoteRequest::at));
    }
};
struct QuoteReply {
    Money base;
    Money per_km;
    std::int32_t arrives_in_s = 0;
    std::int32_t acceptance_permille = 0;
    std::int32_t valid_s = 0;
    static constexpr auto fields() {
        return field_list(api::field("base_fen", &QuoteReply::base),
                          api::field("per_km_fen", &QuoteReply::per_km),
                          api::field("arrives_in_s", &QuoteReply::arrives_in_s),
                          api::field("acceptance_permille", &QuoteReply::acceptance_permille),
                          api::field("valid_s", &QuoteReply::valid_s));
    }
};

struct Pickup {
    HubId hub;
    std::string name;
    std::string place;
    Point at;
    static constexpr auto fields() {
        return field_list(api::field("hub", &Pickup::hub), api::field("name", &Pickup::name),
                          api::field("place", &Pickup::place), api::field("at", &Pickup::at));
    }
};

struct Door {
    OrderId order;
    std::int32_t number = 0;  ///< as on the bag
    std::int32_t building = 0;
    std::int32_t unit = 0;
    std::int32_t room = 0;
    Point at;
    std::int32_t pieces = 0;
    bool chilled = false;
    std::string note;
    std::int32_t due_in_s = 0;  ///< promised until then; 0: at once
    static constexpr auto fields() {
        return field_list(api::field("order", &Door::order), api::field("number", &Door::number),
                          api::field("building", &Door::building), api::field("unit", &Door::unit),
                          api::field("room", &Door::room), api::field("at", &Door::at),
                          api::field("pieces", &Door::pieces),
                          api::field("chilled", &Door::chilled), api::field("note", &Door::note),
                          api::field("due_in_s", &Door::due_in_s));
    }
};

/// POST /rides. The same ride again gives how it stands by then.
struct CallRequest {
    CommunityId community;
    CrowdRideId ride;
    Money price;
    std::int32_t accept_within_s = 0;
    std::string notice_url;
    Pickup pickup;
    std::vector<Door> doors;
    static constexpr auto fields() {
        return field_list(
            api::field("community", &CallRequest::community),
            api::field("ride", &CallRequest::ride), api::field("price_fen", &CallRequest::price),
            api::field("accept_within_s", &CallRequest::accept_within_s),
            api::field("notice_url", &CallRequest::notice_url),
            api::field("pickup", &CallRequest::pickup), api::field("doors", &CallRequest::doors));
    }
};

/// POST /rides/state, POST /rides/cancel
struct RideRequest {
    CommunityId community;
    CrowdRideId ride;
    static constexpr auto fields() {
        return field_list(api::field("community", &RideRequest::community),
                          api::field("ride", &RideRequest::ride));
    }
};

enum class State : std::int32_t {
    called = 1,
    accepted = 2,
    at_pickup = 3,
    picked_up = 4,
    delivered = 5,
    refused = 6,
    cancelled = 7,
    vanished = 8,
};
enum class Stage : std::int32_t { waiting = 1, taken = 2, delivered = 3 };

struct Stop {
    OrderId order;
    Stage stage = Stage::waiting;
    static constexpr auto fields() {
        return field_list(api::field("order", &Stop::order), api::field("stage", &Stop::stage));
    }
};

/// The reply to all three, and what the provider sends to notice_url.
struct Status {
    CommunityId community;
    CrowdRideId ride;
    std::string reference;
    std::int64_t number = 0;
    State state = State::called;
    std::string rider;
    std::int32_t arrives_in_s = 0;
    std::vector<Stop> stops;
    static constexpr auto fields() {
        return field_list(
            api::field("community", &Status::community), api::field("ride", &Status::ride),
            api::field("reference", &Status::reference), api::field("number", &Status::number),
            api::field("state", &Status::state), api::field("rider", &Status::rider),
            api::field("arrives_in_s", &Status::arrives_in_s), api::field("stops", &Status::stops));
    }
};

}  // namespace louxia::adapters::crowd_protocol

template <>
struct louxia::EnumWords<louxia::adapters::crowd_protocol::State> {
    using State = louxia::adapters::crowd_protocol::State;
    static constexpr auto table = enum_table<State>({{State::called, "called"},
                                                     {State::accepted, "accepted"},
                                                     {State::at_pickup, "at_pickup"},
                                                     {State::picked_up, "picked_up"},
                                                     {State::delivered, "delivered"},
                                                     {State::refused, "refused"},
                                                     {State::cancelled, "cancelled"},
                                                     {State::vanished, "vanished"}});
};
template <>
struct louxia::EnumWords<louxia::adapters::crowd_protocol::Stage> {
    using Stage = louxia::adapters::crowd_protocol::Stage;
    static constexpr auto table = enum_table<Stage>(
        {{Stage::waiting, "waiting"}, {Stage::taken, "taken"}, {Stage::delivered, "delivered"}});
};
