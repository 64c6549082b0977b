#include <algorithm>
#include <set>

#include "server/app/local_time.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::app {
namespace {

using Response = api::GetLeaderToday::Response;
using Alert = api::GetLeaderToday::Alert;

constexpr std::size_t running_shown_max = 100;
constexpr std::int32_t delivered_shown_max = 30;
constexpr std::int64_t delivered_days_shown = 3;
/// A packed bag that long without a courier is the leader's matter.
constexpr std::int64_t courier_wait_told_ms = 3 * minute_ms;

Result<void> add_figures(Response& response, const std::vector<Order>& placed) {
    std::set<HouseholdId> households;
    for (const Order& order : placed) {
        if (order.state == OrderState::cancelled) {
            continue;
        }
        LOUXIA_ASSIGN(response.turnover, add(response.turnover, due_of(order)));
        LOUXIA_ASSIGN(response.turnover, subtract(response.turnover, order.refunded));
        ++response.orders;
        households.insert(order.household);
        if (order.state == OrderState::done) {
            ++response.done_orders;
            // A pickup promise is kept when it is ready, however late it is collected.
            const Instant kept_at = order.fulfilment == Fulfilment::pickup
                                        ? order.at(OrderState::ready)
                                        : order.at(OrderState::done);
            response.on_time_orders += kept_at <= order.promise.due_at ? 1 : 0;
        }
    }
    response.households = static_cast<std::int32_t>(households.size());
    return {};
}

void count_work(Response& response, const Order& order) noexcept {
    switch (order.state) {
        case OrderState::placed:
        case OrderState::accepted:
        case OrderState::picking: ++response.to_pick; return;
        case OrderState::packed:
        case OrderState::ready:
        case OrderState::out: ++response.to_hand_over; return;
        case OrderState::done:
        case OrderState::cancelled: return;
    }
}

std::optional<Alert> alert_for(const Order& order, Instant now) {
    const auto told = [&](Alert::Kind kind, Instant since) {
        return Alert{kind, order.id, order.number, order.address.building_number, since};
    };
    if (order.state == OrderState::ready) {
        if (now < order.collect_before) {
            return std::nullopt;
        }
        return told(
            has_chilled(order) ? Alert::Kind::spoiling_pickup : Alert::Kind::unclaimed_pickup,
            order.collect_before);
    }
    if (order.promise.due_at <= now) {
        return told(Alert::Kind::late_order, order.promise.due_at);
    }
    const Instant packed_at = order.at(OrderState::packed);
    if (order.state == OrderState::packed && order.fulfilment == Fulfilment::delivery &&
        !order.courier.is_set() && now - packed_at >= courier_wait_told_ms) {
        return told(Alert::Kind::waiting_for_courier, packed_at);
    }
    return std::nullopt;
}

void add_no_courier(const Reader& reader, Response& response, const std::vector<Order>& running) {
    const auto couriers = reader.couriers();
    const bool someone = std::any_of(couriers.begin(), couriers.end(),
                                     [](const Courier& courier) { return courier.on_shift; });
    const auto waiting = std::find_if(running.begin(), running.end(), [](const Order& order) {
        return order.fulfilment == Fulfilment::delivery;
    });
    if (!someone && waiting != running.end()) {
        Alert alert;
        alert.kind = Alert::Kind::no_courier;
        alert.since = waiting->at(OrderState::placed);
        response.alerts.push_back(alert);
    }
}

}  // namespace

Result<Response> get_leader_today(const Context& context, const Caller&, const api::Nothing&,
                                  const Reader& reader) {
    const Instant now = context.clock.now();
    const Day day = day_at(context, reader.community(), now);
    Response response;
    LOUXIA_TRY(add_figures(response, reader.orders_placed_between(day.start, day.end)));
    const auto running = reader.running_orders();
    add_no_courier(reader, response, running);
    for (const Order& order : running) {
        count_work(response, order);
        if (auto alert = alert_for(order, now)) {
            response.alerts.push_back(*alert);
        }
        if (response.running.size() < running_shown_max) {
            response.running.push_back(view_of_order(reader, order));
        }
    }
    for (const GroupBuy& group : reader.groups_since(day.start)) {
        response.formed_groups += group.formed_at >= day.start ? 1 : 0;
        response.groups.push_back(view_of_group(reader, group));
    }
    const CivilDate tomorrow = next_date(day.date);
    const Instant earliest{day.start.ms - (delivered_days_shown - 1) * day_ms};
    for (const Order& order : reader.delivered_since(earliest, delivered_shown_max)) {
        response.delivered.push_back(view_with_claims(reader, order));
    }
    response.open_claims = reader.open_claim_count();
    response.tomorrow = view_of_leader_list(reader, tomorrow, reader.list_on(tomorrow));
    return response;
}

}  // namespace louxia::app
