#include "server/app/callers.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t orders_shown_max = 50;

}  // namespace

Result<api::ListOrders::Response> list_orders(const Context&, const Caller& caller,
                                              const api::Nothing&, const Reader& reader) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, reader));
    api::ListOrders::Response response;
    for (const Order& order : reader.orders_of(household.id, orders_shown_max)) {
        response.orders.push_back(view_of_order(reader, order));
    }
    for (const GroupShare& share : reader.waiting_shares_of(household.id)) {
        if (const auto group = reader.group(share.group)) {
            response.shares.push_back({group->id, group->title, share_state(*group, share),
                                       share.paid, reader.share_count(group->id),
                                       group->target_households, group->cutoff_at});
        }
    }
    return response;
}

Result<api::OrderView> get_order(const Context&, const Caller& caller,
                                 const api::GetOrder::Request& request, const Reader& reader) {
    LOUXIA_ASSIGN(const Order order, own_order(caller, reader, request.order));
    api::OrderView view = view_with_claims(reader, order);
    const auto moved = reader.time_change(order.group, order.group.is_set() ? OrderId{} : order.id);
    // A group's change before the order was made concerned nobody who has it.
    if (moved && moved->changed_at >= order.at(OrderState::placed)) {
        view.moved_from = moved->from;
    }
    return view;
}

Result<api::OrderView> cancel_order(Context& context, const Caller& caller,
                                    const api::GetOrder::Request& request, Writer& writer) {
    LOUXIA_ASSIGN(Order order, own_order(caller, writer, request.order));
    if (order.group.is_set()) {
        // The others counted on it: a formed group's shares go back through the leader alone.
        return refuse(ErrorCode::wrong_state);
    }
    // A leader who lives here cancels an own order as any resident does.
    LOUXIA_ASSIGN(const Order cancelled,
                  step_order(context, writer, std::move(order), OrderState::cancelled,
                             Role::resident, context.clock.now()));
    return view_of_order(writer, cancelled);
}

Result<api::OrderView> collect_order(Context& context, const Caller& caller,
                                     const api::GetOrder::Request& request, Writer& writer) {
    LOUXIA_ASSIGN(Order order, own_order(caller, writer, request.order));
    if (order.fulfilment != Fulfilment::pickup) {
        return refuse(ErrorCode::wrong_state);
    }
    // The signed-in phone stands for the kiosk's code pad.
    LOUXIA_ASSIGN(const Order collected,
                  step_order(context, writer, std::move(order), OrderState::done, Role::kiosk,
                             context.clock.now()));
    return view_of_order(writer, collected);
}

}  // namespace louxia::app
