#include "server/app/scene.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "server/app/dispatcher.hpp"
#include "server/app/local_time.hpp"
#include "server/app/roads.hpp"
#include "shared/dispatch/neighbourhood.hpp"

namespace louxia::app {
namespace {

/// Of each hub; more wait only where nobody delivers, and the most urgent come first.
constexpr std::int32_t looked_at_once = 200;
constexpr std::int32_t placed_at_once = 300;
/// A courier who has not said when the shift ends stays at least so long.
constexpr std::int64_t shift_left_ms = 4 * hour_ms;
/// So many may be called to a hub by one decision.
constexpr std::uint64_t seats_per_hub = 3;
constexpr std::uint64_t first_seat = 2;
constexpr std::int64_t errors_every_ms = minute_ms;
constexpr std::int64_t errors_of_ms = 14 * day_ms;

std::int32_t load_of(const Order& order) noexcept {
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(piece_count(order), 1, dispatch::order_load_max));
}

template <class Id>
dispatch::Place index_of(const std::vector<Id>& ids, Id id) noexcept {
    const auto found = std::find(ids.begin(), ids.end(), id);
    return found == ids.end() ? -1 : static_cast<dispatch::Place>(found - ids.begin());
}

/// Puts a scene together. What cannot be placed on the plan is left out.
class Looking {
public:
    Looking(const Context& context, const Reader& reader, Instant now)
        : context_(context), reader_(reader), now_(now) {}

    std::shared_ptr<const Scene> look() {
        look_at_places();
        look_at_couriers();
        look_at_crowd();
        look_at_orders();
        if (scene_->hubs.size() > 1) {
            expect_demand();
        }
        look_at_errors();
        choose_ways();
        scene_->situation.now = now_;
        scene_->situation.travel = scene_->travel.get();
        scene_->situation.place_count = static_cast<std::int32_t>(scene_->places.size());
        return scene_;
    }

private:
    void look_at_places() {
        scene_->places = road_points(reader_);
        for (const Hub& hub : reader_.hubs()) {
            scene_->hubs.push_back(hub.id);
            if (hub.open) {
                open_hubs_.insert(hub.id);
            }
        }
        for (const Building& building : reader_.buildings()) {
            scene_->buildings.push_back(building.id);
        }
    }

    void look_at_couriers() {
        std::map<CourierId, std::vector<RouteStop>> routes;
        for (const RouteStop& stop : reader_.route_stops()) {
            routes[stop.courier].push_back(stop);
        }
        for (const Courier& courier : reader_.couriers()) {
            if (courier.on_shift && !courier.crowd) {
                look_at(courier, routes[courier.id]);
            }
        }
    }

    void look_at(const Courier& courier, const std::vector<RouteStop>& route) {
        dispatch::CourierNow now;
        now.id = courier.id;
        now.at = static_cast<dispatch::Place>(scene_->places.size());
        const bool nowhere = !courier.seen_at.is_set() && courier.at == PlanPoint{};
        scene_->places.push_back(nowhere && !scene_->places.empty() ? scene_->places.front()
                                                                    : courier.at);
        now.free_at = now_;
        now.works_from = now_;
        now.works_until = courier.shift_until.is_set() ? courier.shift_until : now_ + shift_left_ms;
        now.capacity = dispatch::capacity_of(courier.vehicle);
        now.vehicle = courier.vehicle;
        now.covered_milli = 1'000'000;  // paid by the delivery, whoever has it
        std::map<OrderId, Order> orders;
        for (Order& order : reader_.running_orders_of(courier.id)) {
            now.load += order.state == OrderState::out ? load_of(order) : 0;
            orders.emplace(order.id, std::move(order));
        }
        std::set<OrderId> dropped;
        for (const RouteStop& stop : route) {
            if (const auto order = orders.find(stop.order); order != orders.end()) {
                add_stop(now.route, order->second, stop.pickup);
                if (!stop.pickup) {
                    dropped.insert(stop.order);
                }
            }
        }
        for (const auto& [id, order] : orders) {
            if (dropped.count(id) == 0) {
                add_stop(now.route, order, true);
                add_stop(now.route, order, false);
            }
        }
        scene_->situation.couriers.push_back(std::move(now));
    }

    void add_stop(std::vector<dispatch::PlannedStop>& route, const Order& order,
                  bool pickup) const {
        if (pickup && order.state == OrderState::out) {
            return;
        }
        dispatch::PlannedStop stop;
        stop.order = order.id;
        stop.pickup = pickup ? 0 : dispatch::PlannedStop::drop_off;
        stop.at = pickup ? scene_->place_of(order.hub) : scene_->place_of(order.address.building);
        stop.load = pickup ? load_of(order) : -load_of(order);
        stop.wanted_at = pickup ? likely_packed_at(order, 0, now_) : order.promise.due_at;
        if (stop.at >= 0) {
            route.push_back(stop);
        }
    }

    void look_at_crowd() {
        if (context_.crowd == nullptr) {
            return;
        }
        for (std::size_t index = 0; index < scene_->hubs.size(); ++index) {
            const HubId hub = scene_->hubs[index];
            const auto quote = reader_.crowd_quote(hub);
            const bool offered = open_hubs_.count(hub) != 0 && quote && is_fresh(*quote, now_) &&
                                 quote->acceptance_permille > 0 && crowd_price(*quote, 0);
            if (!offered) {
                continue;
            }
            const auto at = add_place_away(scene_->places[index], quote->arrive_s);
            away_from_[at] = static_cast<std::int32_t>(index);
            for (std::uint64_t number = 0; number < seats_per_hub; ++number) {
                add_seat(index, number, at, *quote);
            }
        }
    }

    /// Somewhere from where a ride takes so long: nobody knows yet where the rider would be, and
    /// whoever sets out later arrives later.
    dispatch::Place add_place_away(PlanPoint from, std::int32_t seconds) {
        scene_->places.push_back({from.x_m + dispatch::crowd_way_m(seconds), from.y_m});
        return static_cast<dispatch::Place>(scene_->places.size() - 1);
    }

    void add_seat(std::size_t hub, std::uint64_t number, dispatch::Place at,
                  const CrowdQuote& quote) {
        const CrowdSeat seat{CourierId{first_seat + hub * seats_per_hub + number}, quote.hub};
        dispatch::CourierNow rider;
        rider.id = seat.id;
        rider.at = at;
        rider.free_at = now_;
        rider.works_from = now_;
        rider.works_until = now_ + shift_left_ms;
        rider.capacity = dispatch::crowd_capacity;
        rider.covered_milli = 1'000'000;  // the offer says what it costs
        rider.crowd = true;
        rider.offer = dispatch::offer_of(quote);
        scene_->seats.push_back(seat);
        scene_->situation.couriers.push_back(std::move(rider));
    }

    /// By road where a router told how far it is between hubs and doors; a courier sets out from
    /// the nearest of these, a rider of the crowd from its hub.
    void choose_ways() {
        constexpr dispatch::StraightLine::Speeds speeds;
        auto roads =
            context_.roads == nullptr ? nullptr : context_.roads->known(reader_.community_id());
        const auto& places = scene_->places;
        const std::size_t fixed = scene_->hubs.size() + scene_->buildings.size();
        const bool of_now = roads && roads->points.size() == fixed &&
                            std::equal(roads->points.begin(), roads->points.end(), places.begin());
        if (!of_now) {
            scene_->travel = std::make_unique<dispatch::StraightLine>(places, speeds);
            return;
        }
        std::vector<std::int32_t> anchors;
        for (std::size_t place = 0; place < places.size(); ++place) {
            anchors.push_back(place < fixed ? static_cast<std::int32_t>(place)
                                            : roads->nearest(places[place]));
        }
        for (const auto& [place, hub] : away_from_) {
            anchors[static_cast<std::size_t>(place)] = hub;
        }
        scene_->travel = std::make_unique<dispatch::RoadTravel>(places, std::move(roads),
                                                                std::move(anchors), speeds);
    }

    void look_at_orders() {
        std::set<OrderId> held;
        for (const OrderProblem& problem : reader_.open_problems()) {
            held.insert(problem.order);
        }
        std::map<HubId, std::int32_t> ahead;
        std::map<HubId, std::int32_t> seen;
        for (const Order& order : reader_.orders_without_courier(looked_at_once)) {
            ++seen[order.hub];
            const std::int32_t before = order.state < OrderState::picking ? ahead[order.hub]++ : 0;
            const bool placed =
                scene_->place_of(order.hub) >= 0 && scene_->place_of(order.address.building) >= 0;
            if (!placed || open_hubs_.count(order.hub) == 0 || held.count(order.id) != 0) {
                continue;
            }
            dispatch::OpenOrder open = open_order_of(*scene_, order, before, now_);
            open.not_by = refused_by(order);
            scene_->situation.orders.push_back(std::move(open));
        }
        const bool more = std::any_of(seen.begin(), seen.end(),
                                      [](const auto& hub) { return hub.second == looked_at_once; });
        if (more) {
            const OrdersAhead all = reader_.orders_ahead(HubId{}, now_);
            scene_->left_out = std::max(
                0, all.to_deliver - static_cast<std::int32_t>(scene_->situation.orders.size()));
        }
    }

    std::vector<CourierId> refused_by(const Order& order) const {
        std::vector<CourierId> couriers;
        for (const CourierAssignment& before : reader_.assignments_of(order.id)) {
            if (before.end != AssignmentEnd::declined && before.end != AssignmentEnd::silent) {
                continue;
            }
            couriers.push_back(before.courier);
            const auto courier = reader_.courier(before.courier);
            if (courier && courier->crowd && now_ - before.ended_at < dispatch::crowd_again_ms) {
                for (const CrowdSeat& seat : scene_->seats) {
                    couriers.push_back(seat.id);
                }
            }
        }
        return couriers;
    }

    void look_at_errors() {
        const auto last = context_.dispatcher.outlook(reader_.community_id()).scene;
        if (last && now_ >= last->errors_at && now_ - last->errors_at < errors_every_ms) {
            scene_->errors = last->errors;
            scene_->errors_at = last->errors_at;
            return;
        }
        scene_->errors_at = now_;
        for (std::size_t index = 0; index < offered_classes.size(); ++index) {
            auto late_ms = reader_.quote_errors_ms(
                offered_classes[index].kind, Instant{now_.ms - errors_of_ms},
                static_cast<std::int32_t>(dispatch::RecentErrors::kept));
            std::reverse(late_ms.begin(), late_ms.end());
            for (const std::int64_t late : late_ms) {
                scene_->errors[index].add(
                    static_cast<std::int32_t>(std::clamp(late, -day_ms, day_ms) / second_ms));
            }
        }
    }

    void expect_demand() {
        dispatch::Flow flow;
        const Day day = day_at(context_, reader_.community(), now_);
        for (const PlacedDelivery& placed : reader_.deliveries_placed(day.start, placed_at_once)) {
            if (const auto from = scene_->place_of(placed.hub); from >= 0) {
                flow.placed.push_back({from, placed.at});
            }
        }
        for (const dispatch::CourierNow& courier : scene_->situation.couriers) {
            if (!courier.crowd) {
                flow.shifts.push_back({day.start, courier.works_until});
            }
        }
        for (std::size_t hub = 0; hub < scene_->hubs.size(); ++hub) {
            flow.sources.push_back(static_cast<dispatch::Place>(hub));
        }
        scene_->situation.demand = dispatch::expected_demand(flow, now_);
    }

    const Context& context_;
    const Reader& reader_;
    Instant now_;
    std::shared_ptr<Scene> scene_ = std::make_shared<Scene>();
    std::set<HubId> open_hubs_;
    std::map<dispatch::Place, std::int32_t> away_from_;  ///< the hub of a place that is nowhere
};

}  // namespace

dispatch::Place Scene::place_of(HubId hub) const noexcept {
    return index_of(hubs, hub);
}

dispatch::Place Scene::place_of(BuildingId building) const noexcept {
    const dispatch::Place index = index_of(buildings, building);
    return index < 0 ? -1 : index + static_cast<dispatch::Place>(hubs.size());
}

const CrowdSeat* Scene::seat(CourierId id) const noexcept {
    const auto found = std::find_if(seats.begin(), seats.end(),
                                    [id](const CrowdSeat& each) { return each.id == id; });
    return found == seats.end() ? nullptr : &*found;
}

std::shared_ptr<const Scene> look_around(const Context& context, const Reader& reader,
                                         Instant now) {
    return Looking(context, reader, now).look();
}

dispatch::OpenOrder open_order_of(const Scene& scene, const Order& order, std::int32_t ahead,
                                  Instant now) {
    dispatch::OpenOrder open;
    open.order = order.id;
    const bool packed = order.state >= OrderState::packed;
    open.pickups.push_back({scene.place_of(order.hub), likely_packed_at(order, ahead, now),
                            packed ? 0 : dispatch::packing_sd_s});
    open.dropoff = scene.place_of(order.address.building);
    open.placed_at = order.at(OrderState::placed).is_set() ? order.at(OrderState::placed) : now;
    open.due_at = order.promise.due_at;
    const dispatch::ClassWeights weights = dispatch::weights_of(order.promise.kind);
    open.door_permille = weights.door_permille;
    open.late_permille = weights.late_permille;
    open.load = load_of(order);
    open.cold_chain_s = has_chilled(order) ? dispatch::cold_chain_s : 0;
    return open;
}

}  // namespace louxia::app
