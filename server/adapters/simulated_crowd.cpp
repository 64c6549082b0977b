#include "server/adapters/simulated_crowd.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "server/adapters/simulated_service.hpp"

namespace louxia::adapters {
namespace {

using namespace crowd_protocol;

constexpr Money base = Money::fen_unchecked(500);
constexpr Money per_km = Money::fen_unchecked(150);
constexpr std::int32_t arrives_in_s = 5 * 60;
constexpr std::int32_t valid_s = 2 * 60;
constexpr std::int64_t accepts_ms = 20 * second_ms;
constexpr std::int64_t fetches_ms = minute_ms;
constexpr std::int64_t at_door_ms = 90 * second_ms;
constexpr double metres_per_s = 4.0;
constexpr double metres_per_e7 = 0.0111195;
constexpr std::array names{"Simulated rider A", "Simulated rider B", "Simulated rider C"};

/// How a rider goes wrong.
enum class Fault { none, never_comes, gives_up_before, gives_up_with_bags };

struct Known {
    SimulatedCrowd::Ride ride;
    Fault fault = Fault::none;
    std::int64_t at_hub_ms = 0;  ///< of the machine's clock, once a rider has accepted
};

bool has_ended(State state) {
    return state >= State::delivered;
}

double metres_between(Point a, Point b) {
    const double north = (a.latitude_e7 - b.latitude_e7) * metres_per_e7;
    const double narrowing = std::cos(a.latitude_e7 / 1e7 * 3.14159265358979323846 / 180.0);
    return std::hypot(north, (a.longitude_e7 - b.longitude_e7) * metres_per_e7 * narrowing);
}

std::int64_t way_ms(Point a, Point b) {
    return static_cast<std::int64_t>(metres_between(a, b) / metres_per_s * 1000.0);
}

}  // namespace

struct SimulatedCrowd::Parts {
    Parts(Key key, Misbehaviour misbehaviour, SimulatedRiders how)
        : riders(how), service(std::move(key), misbehaviour) {}
    ~Parts() { service.end(); }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    // --- with the mutex held -------------------------------------------------------------------

    [[nodiscard]] std::int64_t sped_up(std::int64_t ms) const { return ms / riders.speedup; }

    Known* find(CrowdRideId id) {
        const auto found = known.find(id);
        return found == known.end() ? nullptr : &found->second;
    }

    /// How it stands at this moment.
    [[nodiscard]] std::string words_of(const Known& of) const {
        Status status = of.ride.status;
        if (status.state == State::accepted) {
            const std::int64_t left_ms =
                std::max<std::int64_t>(of.at_hub_ms - machine_now_ms(), 0) * riders.speedup;
            status.arrives_in_s = static_cast<std::int32_t>((left_ms + second_ms - 1) / second_ms);
        }
        return api::encode(status);
    }

    void tell(const Known& of) { service.send_notice(of.ride.request.notice_url, words_of(of)); }

    void move(Known& of, State to) {
        Status& status = of.ride.status;
        status.state = to;
        ++status.number;
        for (Stop& stop : status.stops) {
            const bool taken = to == State::picked_up || to == State::delivered;
            stop.stage = to == State::delivered ? Stage::delivered
                         : taken                ? std::max(stop.stage, Stage::taken)
                                                : stop.stage;
        }
        if (to == State::accepted) {
            status.rider = names[service.random() % names.size()];
            of.at_hub_ms = machine_now_ms() + sped_up(arrives_in_s * second_ms);
        }
        tell(of);
    }

    /// After that time, unless the ride has ended by then.
    void later(CrowdRideId id, std::int64_t ms, void (Parts::*next)(CrowdRideId, Known&)) {
        service.later(sped_up(ms), [this, id, next] {
            Known* of = find(id);
            if (of != nullptr && !has_ended(of->ride.status.state)) {
                (this->*next)(id, *of);
            }
        });
    }

    void decide(CrowdRideId id, Known& of) {
        if (service.falls(riders.refuse)) {
            move(of, State::refused);
            return;
        }
        if (service.falls(riders.vanish)) {
            constexpr std::array faults{Fault::never_comes, Fault::gives_up_before,
                                        Fault::gives_up_with_bags};
            of.fault = faults[service.random() % faults.size()];
        }
        if (accepted < riders.vanish_first) {
            of.fault = Fault::gives_up_before;
        }
        ++accepted;
        move(of, State::accepted);
        if (of.fault == Fault::gives_up_before) {
            later(id, arrives_in_s * second_ms / 2, &Parts::vanish);
        } else if (of.fault != Fault::never_comes) {
            later(id, arrives_in_s * second_ms, &Parts::arrive);
        }
    }

    void vanish(CrowdRideId, Known& of) { move(of, State::vanished); }

    void arrive(CrowdRideId id, Known& of) {
        move(of, State::at_pickup);
        later(id, fetches_ms, &Parts::pick_up);
    }

    void pick_up(CrowdRideId id, Known& of) {
        move(of, State::picked_up);
        if (of.fault == Fault::gives_up_with_bags) {
            later(id, fetches_ms, &Parts::vanish);
        } else {
            ride_on(id, of, of.ride.request.pickup.at);
        }
    }

    /// To the next door, in the order of the call.
    void ride_on(CrowdRideId id, const Known& of, Point from) {
        const Door* next = next_door(of);
        if (next != nullptr) {
            later(id, way_ms(from, next->at) + at_door_ms, &Parts::hand_over);
        }
    }

    static const Door* next_door(const Known& of) {
        const auto& stops = of.ride.status.stops;
        for (std::size_t index = 0; index < stops.size(); ++index) {
            if (stops[index].stage != Stage::delivered) {
                return &of.ride.request.doors[index];
            }
        }
        return nullptr;
    }

    void hand_over(CrowdRideId id, Known& of) {
        const Door door = *next_door(of);
        hand_over_at(of, door.order);
        if (!has_ended(of.ride.status.state)) {
            ride_on(id, of, door.at);
        }
    }

    bool hand_over_at(Known& of, OrderId order) {
        Status& status = of.ride.status;
        const auto stop = std::find_if(status.stops.begin(), status.stops.end(),
                                       [&](const Stop& each) { return each.order == order; });
        if (stop == status.stops.end()) {
            return false;
        }
        stop->stage = Stage::delivered;
        const bool all =
            std::all_of(status.stops.begin(), status.stops.end(),
                        [](const Stop& each) { return each.stage == Stage::delivered; });
        status.state = all ? State::delivered : State::picked_up;
        ++status.number;
        tell(of);
        return true;
    }

    // --- what Louxia asks ----------------------------------------------------------------------

    std::optional<std::string> quote(const std::string& body) {
        if (!api::decode<QuoteRequest>(body)) {
            return std::nullopt;
        }
        return api::encode(
            QuoteReply{base, per_km, arrives_in_s, 1000 - 10 * riders.refuse, valid_s});
    }

    std::optional<std::string> call(const std::string& body) {
        const auto request = api::decode<CallRequest>(body);
        if (!request || request->price <= Money{} || request->doors.empty()) {
            return std::nullopt;
        }
        if (forbidden.count(request->ride) > 0) {
            return std::nullopt;  // cancelled before the call came
        }
        const auto [at, fresh] = known.try_emplace(request->ride);
        Known& of = at->second;
        if (fresh) {
            of.ride.request = *request;
            Status& status = of.ride.status;
            status.community = request->community;
            status.ride = request->ride;
            status.reference = "sim-" + request->ride.text();
            status.number = 1;
            for (const Door& door : request->doors) {
                status.stops.push_back({door.order, Stage::waiting});
            }
            if (!riders.by_hand) {
                later(request->ride, accepts_ms, &Parts::decide);
            }
        }
        return words_of(of);
    }

    std::optional<std::string> tell_state(const std::string& body) {
        const auto request = api::decode<RideRequest>(body);
        const Known* of = request ? find(request->ride) : nullptr;
        return of != nullptr ? std::optional(words_of(*of)) : std::nullopt;
    }

    std::optional<std::string> cancel(const std::string& body) {
        const auto request = api::decode<RideRequest>(body);
        if (!request) {
            return std::nullopt;
        }
        Known* of = find(request->ride);
        if (of == nullptr) {
            forbidden.insert(request->ride);
            return std::nullopt;
        }
        of->ride.cancel_heard = true;
        if (!has_ended(of->ride.status.state)) {
            of->ride.status.state = State::cancelled;
            ++of->ride.status.number;
        }
        return words_of(*of);
    }

    void routes() {
        const auto post = [this](const char* path, std::optional<std::string> (Parts::*how)(
                                                       const std::string& body)) {
            service.answer(path,
                           [this, how](const std::string& body) { return (this->*how)(body); });
        };
        post("/quotes", &Parts::quote);
        post("/rides", &Parts::call);
        post("/rides/state", &Parts::tell_state);
        post("/rides/cancel", &Parts::cancel);
    }

    const SimulatedRiders riders;
    std::map<CrowdRideId, Known> known;
    int accepted = 0;
    std::set<CrowdRideId> forbidden;
    SimulatedService service;  ///< last: its threads use all of the above
};

SimulatedCrowd::SimulatedCrowd(Key key, Misbehaviour misbehaviour, SimulatedRiders riders, int port)
    : parts_(std::make_unique<Parts>(std::move(key), misbehaviour, riders)) {
    parts_->routes();
    parts_->service.listen(port);
}

SimulatedCrowd::~SimulatedCrowd() = default;

int SimulatedCrowd::port() const {
    return parts_->service.port();
}

std::string SimulatedCrowd::url() const {
    return parts_->service.url();
}

std::vector<SimulatedCrowd::Ride> SimulatedCrowd::rides() const {
    const SimulatedService::Lock lock(parts_->service.mutex);
    std::vector<Ride> rides;
    for (const auto& [id, of] : parts_->known) {
        rides.push_back(of.ride);
    }
    return rides;
}

bool SimulatedCrowd::step(CrowdRideId ride, State to) {
    const SimulatedService::Lock lock(parts_->service.mutex);
    Known* of = parts_->find(ride);
    if (of == nullptr || has_ended(of->ride.status.state)) {
        return false;
    }
    parts_->move(*of, to);
    return true;
}

bool SimulatedCrowd::deliver(CrowdRideId ride, OrderId order) {
    const SimulatedService::Lock lock(parts_->service.mutex);
    Known* of = parts_->find(ride);
    return of != nullptr && !has_ended(of->ride.status.state) && parts_->hand_over_at(*of, order);
}

void SimulatedCrowd::wait_for_notices() {
    parts_->service.wait_for_notices();
}

void SimulatedCrowd::set_away(bool away) {
    parts_->service.set_away(away);
}

}  // namespace louxia::adapters
