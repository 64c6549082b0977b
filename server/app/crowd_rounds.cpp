#include <algorithm>

#include "server/app/crowd.hpp"
#include "shared/domain/handed_over.hpp"

/// What the clock does for rides of the crowd: the provider is asked outside of transactions.
namespace louxia::app {
namespace {

constexpr std::int32_t looked_at_once = 50;
/// So many questions without an answer, one after the other, and the rest waits for the next round.
constexpr int silences_max = 3;
constexpr std::int64_t quote_again_ms = 30 * second_ms;
constexpr std::int64_t quote_after_silence_ms = 5 * second_ms;

CrowdPlace place_of(const Reader& reader, const Hub& hub) {
    return {hub.id, hub.name, hub.place, geo_point(reader.community().plan, hub.at)};
}

std::optional<CrowdCall> call_of(const Reader& reader, const CrowdRide& ride, Instant now) {
    const auto hub = reader.hub(ride.hub);
    if (!hub) {
        return std::nullopt;
    }
    CrowdCall call{reader.community_id(),
                   ride.id,
                   ride.price,
                   std::max<std::int64_t>(ride.accept_by - now, 0),
                   place_of(reader, *hub),
                   {}};
    for (const Order& order : reader.running_orders_of(ride.courier)) {
        const auto building = reader.building(order.address.building);
        const GeoPoint door =
            building ? geo_point(reader.community().plan, door_of(*building)) : call.from.at;
        call.stops.push_back({order.id, order.number, order.address, door,
                              static_cast<std::int32_t>(piece_count(order)), has_chilled(order),
                              order.note, order.promise.due_at - now});
    }
    return call;
}

/// Runs on the ride as it is now.
template <class Work>
void change_ride(Context& context, CommunityId community, CrowdRideId id, Work&& work) {
    static_cast<void>(context.store.transact(community, [&](Writer& writer) -> Result<void> {
        auto ride = writer.crowd_ride(id);
        return ride ? work(writer, std::move(*ride)) : Result<void>{};
    }));
}

void note_silence(Context& context, CommunityId community, CrowdRideId id, Instant now) {
    change_ride(context, community, id, [&](Writer& writer, CrowdRide ride) -> Result<void> {
        ++ride.looks;
        ride.look_at = next_look(ride, now);
        writer.put(ride);
        return {};
    });
}

void give_up(Context& context, CommunityId community, CrowdRideId id, CrowdEnd why, Instant now) {
    change_ride(context, community, id, [&](Writer& writer, CrowdRide ride) -> Result<void> {
        return lasts(ride.state) ? give_up_crowd(context, writer, std::move(ride), why, now)
                                 : Result<void>{};
    });
}

/// Whether it had to be ended.
bool end_timed_out(Context& context, CommunityId community, const CrowdRide& seen, Instant now) {
    if (!timed_out(seen, now)) {
        return false;
    }
    change_ride(context, community, seen.id, [&](Writer& writer, CrowdRide ride) -> Result<void> {
        const auto why = timed_out(ride, now);
        return why ? give_up_crowd(context, writer, std::move(ride), *why, now) : Result<void>{};
    });
    return true;
}

/// A word of the provider that cannot be used is like none: it is asked again.
void use_word(Context& context, CommunityId community, const CrowdRide& ride,
              const CrowdNotice& notice, Instant now) {
    if (!take_status(context, notice)) {
        note_silence(context, community, ride.id, now);
    }
}

/// False when the provider does not answer.
bool tell_call(Context& context, CommunityId community, const CrowdRide& ride, Instant now) {
    std::optional<CrowdCall> call;
    context.store.read(community, [&](const Reader& reader) { call = call_of(reader, ride, now); });
    if (!call || call->stops.empty()) {
        note_silence(context, community, ride.id, now);
        return true;
    }
    const auto notice = context.crowd->call(*call);
    if (notice) {
        use_word(context, community, ride, *notice, now);
        return true;
    }
    if (notice.error().code == ErrorCode::not_offered) {
        give_up(context, community, ride.id, CrowdEnd::declined, now);
        return true;
    }
    note_silence(context, community, ride.id, now);
    return false;
}

bool ask_how_it_stands(Context& context, CommunityId community, const CrowdRide& ride,
                       Instant now) {
    const auto notice = context.crowd->confirm(community, ride);
    if (notice) {
        use_word(context, community, ride, *notice, now);
        return true;
    }
    if (notice.error().code == ErrorCode::not_offered) {
        give_up(context, community, ride.id, CrowdEnd::lost, now);
        return true;
    }
    note_silence(context, community, ride.id, now);
    return false;
}

bool tell_cancel(Context& context, CommunityId community, const CrowdRide& ride, Instant now) {
    if (!context.crowd->cancel(community, ride)) {
        note_silence(context, community, ride.id, now);
        return false;
    }
    change_ride(context, community, ride.id, [&](Writer& writer, CrowdRide told) -> Result<void> {
        told.to_cancel = false;
        told.looks = 0;
        told.look_at = next_look(told, now);
        writer.put(told);
        return {};
    });
    return true;
}

bool look_after(Context& context, CommunityId community, const CrowdRide& ride, Instant now) {
    if (end_timed_out(context, community, ride, now)) {
        return true;
    }
    if (context.crowd == nullptr) {
        note_silence(context, community, ride.id, now);
        return true;
    }
    if (ride.to_cancel) {
        return tell_cancel(context, community, ride, now);
    }
    return ride.state == CrowdState::wanted ? tell_call(context, community, ride, now)
                                            : ask_how_it_stands(context, community, ride, now);
}

}  // namespace

bool look_after_rides(Context& context, CommunityId community, Instant now) {
    std::vector<CrowdRide> rides;
    context.store.read(community, [&](const Reader& reader) {
        rides = reader.crowd_rides_to_look_at(now, looked_at_once);
    });
    int silences = 0;
    for (const CrowdRide& ride : rides) {
        silences = look_after(context, community, ride, now) ? 0 : silences + 1;
        if (silences == silences_max) {
            return false;
        }
    }
    return true;
}

bool keep_quotes_fresh(Context& context, CommunityId community, std::map<HubId, Instant>& asked_at,
                       Instant now) {
    if (context.crowd == nullptr) {
        return true;
    }
    std::vector<CrowdPlace> due;
    context.store.read(community, [&](const Reader& reader) {
        for (const Hub& hub : reader.hubs()) {
            Instant& asked = asked_at[hub.id];
            const bool lately =
                asked.is_set() && now >= asked && now - asked < quote_after_silence_ms;
            if (!hub.open || lately) {
                continue;
            }
            asked = now;
            const auto quote = reader.crowd_quote(hub.id);
            const bool holds =
                quote && is_fresh(*quote, now) && now - quote->quoted_at < quote_again_ms;
            if (!holds) {
                due.push_back(place_of(reader, hub));
            }
        }
    });
    for (const CrowdPlace& place : due) {
        const auto tariff = context.crowd->quote(community, place);
        if (!tariff && tariff.error().code == ErrorCode::unavailable) {
            return false;
        }
        if (!tariff) {
            continue;
        }
        const CrowdQuote quote{place.hub,
                               tariff->base,
                               tariff->per_km,
                               tariff->arrive_s,
                               tariff->acceptance_permille,
                               now,
                               now + std::int64_t{tariff->valid_s} * second_ms};
        static_cast<void>(context.store.transact(community, [&](Writer& writer) -> Result<void> {
            writer.put(quote);
            return {};
        }));
    }
    return true;
}

}  // namespace louxia::app
