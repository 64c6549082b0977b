#include "server/jobs/simulated_couriers.hpp"

#include <cmath>

#include "server/app/dispatching.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::jobs {
namespace {

constexpr std::int64_t ring_ms = 20 * second_ms;  ///< at the door until somebody opens
constexpr std::int64_t report_every_ms = 5 * second_ms;

/// What a courier's phone would report for a point of the plan.
api::ReportPosition::Request position_of(const Plan& plan, PlanPoint at) {
    const GeoPoint point = geo_point(plan, at);
    return {point.latitude_e7, point.longitude_e7};
}

double length_of(PlanPoint a, PlanPoint b) noexcept {
    return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m);
}

PlanPoint point_along(const std::vector<PlanPoint>& line, double walked_m) noexcept {
    for (std::size_t index = 1; index < line.size(); ++index) {
        const PlanPoint from = line[index - 1];
        const PlanPoint to = line[index];
        const double leg_m = length_of(from, to);
        if (walked_m < leg_m) {
            const double part = walked_m / leg_m;
            return {from.x_m + static_cast<std::int32_t>(std::lround((to.x_m - from.x_m) * part)),
                    from.y_m + static_cast<std::int32_t>(std::lround((to.y_m - from.y_m) * part))};
        }
        walked_m -= leg_m;
    }
    return line.empty() ? PlanPoint{} : line.back();
}

template <class E>
void act(app::Context& context, const app::Caller& caller, const typename E::Request& request) {
    // A refusal means that somebody else moved the order meanwhile; the next round sees it.
    static_cast<void>(
        context.store.transact(caller.community, [&](app::Writer& writer) -> Result<void> {
            LOUXIA_TRY(app::UseCase<E>::run(context, caller, request, writer));
            return {};
        }));
}

/// Where the courier's way goes next.
struct Goal {
    Order order;
    PlanPoint at;
};
std::optional<Goal> goal_of(const app::Reader& reader, CourierId courier) {
    const auto orders = app::orders_on_way(reader, courier);
    if (orders.empty()) {
        return std::nullopt;
    }
    const Order& next = orders.front();
    const bool pickup = next.state != OrderState::out;
    const auto hub = reader.hub(next.hub);
    const auto building = reader.building(next.address.building);
    if (!hub || !building) {
        return std::nullopt;
    }
    return Goal{next, pickup ? hub->at : door_of(*building)};
}

}  // namespace

SimulatedCouriers::SimulatedCouriers(app::Context& context) : context_(context) {}

void SimulatedCouriers::run(Instant now) {
    struct Turn {
        Community community;
        app::Caller caller;
        Courier courier;
        Order order;
        PlanPoint goal;
    };
    std::vector<Turn> turns;
    for (const Community& community : context_.store.communities()) {
        if (!community.demo) {
            continue;
        }
        context_.store.read(community.id, [&](const app::Reader& reader) {
            for (const Member& member : reader.staff()) {
                const auto courier =
                    member.courier.is_set() ? reader.courier(member.courier) : std::nullopt;
                if (!courier || !courier->on_shift) {
                    continue;
                }
                if (const auto goal = goal_of(reader, courier->id)) {
                    turns.push_back({community, app::Caller{community.id, member, SessionId{}},
                                     *courier, goal->order, goal->at});
                } else {
                    walks_.erase(courier->id);
                }
            }
        });
    }
    for (const Turn& turn : turns) {
        run_one(turn.community, turn.caller, turn.courier, turn.order, turn.goal, now);
    }
}

void SimulatedCouriers::run_one(const Community& community, const app::Caller& caller,
                                const Courier& courier, const Order& order, PlanPoint goal,
                                Instant now) {
    Walk& walk = walks_[courier.id];
    if (walk.line.empty() || !(walk.line.back() == goal)) {
        const PlanPoint from = walk.line.empty() ? courier.at : walk.line.back();
        walk = Walk{route_between(community.plan, from, goal), now, Instant{}};
    }
    const double walked_m = static_cast<double>(now - walk.since) * courier_metres_per_minute /
                            static_cast<double>(minute_ms);
    const bool there = walked_m >= static_cast<double>(length_m(walk.line));
    const bool arrives = there && !walk.arrived_at.is_set();
    if (arrives || !courier.seen_at.is_set() ||
        (!there && now - courier.seen_at >= report_every_ms)) {
        const PlanPoint at = there ? goal : point_along(walk.line, walked_m);
        act<api::ReportPosition>(context_, caller, position_of(community.plan, at));
    }
    if (arrives) {
        walk.arrived_at = now;
    }
    if (there) {
        step(caller, order, walk, now);
    }
}

void SimulatedCouriers::step(const app::Caller& caller, const Order& order, Walk& walk,
                             Instant now) {
    using Step = api::CourierStep::Step;
    if (order.state == OrderState::packed) {
        act<api::CourierStep>(context_, caller, {order.id, Step::take});
    } else if (order.state == OrderState::out && walk.arrived_at == now) {
        act<api::CourierStep>(context_, caller, {order.id, Step::arrive});
    } else if (order.state == OrderState::out && now - walk.arrived_at >= ring_ms) {
        act<api::CourierStep>(context_, caller, {order.id, Step::deliver});
    }
}

}  // namespace louxia::jobs
