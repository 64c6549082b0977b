#include "server/adapters/http_crowd.hpp"

#include <algorithm>

#include "server/adapters/crowd_protocol.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::adapters {
namespace {

using namespace crowd_protocol;
using app::CrowdNotice;

constexpr std::size_t reference_bytes_max = 500;
constexpr std::int64_t numbers_end = std::int64_t{1} << 53U;  // JSON's whole numbers

Point point_of(GeoPoint at) {
    return {at.latitude_e7, at.longitude_e7};
}

std::int32_t seconds_of(std::int64_t ms) {
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(ms / second_ms, 0, std::int64_t{seconds_max}));
}

CrowdNotice::State state_of(State said) {
    switch (said) {
        case State::called: return CrowdNotice::State::called;
        case State::accepted: return CrowdNotice::State::accepted;
        case State::at_pickup: return CrowdNotice::State::at_pickup;
        case State::picked_up: return CrowdNotice::State::picked_up;
        case State::delivered: return CrowdNotice::State::delivered;
        case State::refused: return CrowdNotice::State::refused;
        case State::cancelled: return CrowdNotice::State::cancelled;
        case State::vanished: return CrowdNotice::State::vanished;
    }
    return CrowdNotice::State::called;
}

CrowdNotice::Stage stage_of(Stage said) {
    switch (said) {
        case Stage::waiting: return CrowdNotice::Stage::waiting;
        case Stage::taken: return CrowdNotice::Stage::taken;
        case Stage::delivered: return CrowdNotice::Stage::delivered;
    }
    return CrowdNotice::Stage::waiting;
}

Result<CrowdNotice> notice_of(const Status& said) {
    const bool sane = said.community.is_set() && said.ride.is_set() && !said.reference.empty() &&
                      said.reference.size() <= reference_bytes_max && said.number >= 0 &&
                      said.number < numbers_end && said.arrives_in_s >= 0 &&
                      said.arrives_in_s <= seconds_max && said.stops.size() <= crowd_orders_max;
    if (!sane || !check_line(said.rider, rider_code_points_max, Presence::optional, "rider")) {
        return refuse(ErrorCode::malformed);
    }
    CrowdNotice notice;
    notice.community = said.community;
    notice.ride = said.ride;
    notice.reference = said.reference;
    notice.number = said.number;
    notice.state = state_of(said.state);
    notice.rider = said.rider;
    notice.arrives_in_ms = std::int64_t{said.arrives_in_s} * second_ms;
    for (const Stop& stop : said.stops) {
        notice.stops.push_back({stop.order, stage_of(stop.stage)});
    }
    return notice;
}

}  // namespace

std::unique_ptr<HttpCrowd> HttpCrowd::make(const std::string& url, Key key,
                                           std::string trusted_file) {
    auto caller = SignedCaller::make(url, std::move(key), body_bytes_max, std::move(trusted_file));
    return caller ? std::unique_ptr<HttpCrowd>(new HttpCrowd(std::move(*caller))) : nullptr;
}

Result<CrowdNotice> HttpCrowd::ask(std::string_view path, const std::string& body,
                                   CommunityId community, CrowdRideId ride) const {
    LOUXIA_ASSIGN(const std::string reply, caller_.call(path, body));
    const auto said = api::decode<Status>(reply);
    if (!said || said->community != community || said->ride != ride) {
        return refuse(ErrorCode::unavailable);
    }
    const auto notice = notice_of(*said);
    return notice ? notice : Result<CrowdNotice>{refuse(ErrorCode::unavailable)};
}

Result<app::CrowdTariff> HttpCrowd::quote(CommunityId community, const app::CrowdPlace& from) {
    const QuoteRequest request{community, from.hub, point_of(from.at)};
    LOUXIA_ASSIGN(const std::string body, caller_.call("/quotes", api::encode(request)));
    const auto reply = api::decode<QuoteReply>(body);
    const auto within = [](std::int64_t number, std::int64_t most) {
        return number >= 0 && number <= most;
    };
    const bool sane = reply && within(reply->base.fen(), crowd_price_max.fen()) &&
                      within(reply->per_km.fen(), crowd_price_max.fen()) &&
                      within(reply->arrives_in_s, seconds_max) &&
                      within(reply->acceptance_permille, 1000) &&
                      within(reply->valid_s, seconds_max);
    if (!sane) {
        return refuse(ErrorCode::unavailable);
    }
    return app::CrowdTariff{reply->base, reply->per_km, reply->arrives_in_s,
                            reply->acceptance_permille, reply->valid_s};
}

Result<CrowdNotice> HttpCrowd::call(const app::CrowdCall& call) {
    CallRequest request{call.community,
                        call.ride,
                        call.price,
                        seconds_of(call.accept_within_ms),
                        home_ + std::string(app::crowd_notice_path),
                        {call.from.hub, call.from.name, call.from.place, point_of(call.from.at)},
                        {}};
    for (const app::CrowdCall::Stop& stop : call.stops) {
        request.doors.push_back({stop.order, stop.number, stop.address.building_number,
                                 stop.address.unit, stop.address.room, point_of(stop.door),
                                 stop.pieces, stop.chilled, stop.note, seconds_of(stop.due_in_ms)});
    }
    return ask("/rides", api::encode(request), call.community, call.ride);
}

Result<CrowdNotice> HttpCrowd::confirm(CommunityId community, const CrowdRide& ride) {
    return ask("/rides/state", api::encode(RideRequest{community, ride.id}), community, ride.id);
}

Result<void> HttpCrowd::cancel(CommunityId community, const CrowdRide& ride) {
    const auto reply = caller_.call("/rides/cancel", api::encode(RideRequest{community, ride.id}));
    const bool unanswered = !reply && reply.error().code == ErrorCode::unavailable;
    return unanswered ? Result<void>{reply.error()} : Result<void>{};
}

Result<CrowdNotice> HttpCrowd::verify(const app::SignedCall& call) const {
    LOUXIA_TRY(caller_.check_notice(call));
    LOUXIA_ASSIGN(const Status said, api::decode<Status>(call.body));
    return notice_of(said);
}

}  // namespace louxia::adapters
