#include <algorithm>
#include <map>

#include "server/app/callers.hpp"
#include "server/app/local_time.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::app {
namespace {

using Row = api::GetKioskBoard::Row;

/// What waits at a hub by building, for households that `wanted` picks.
template <class Wanted>
std::vector<Row> waiting_rows(const Reader& reader, HubId hub, Wanted&& wanted) {
    std::map<std::int32_t, Row> rows;
    for (const Order& order : reader.running_orders_of(hub)) {
        const auto household = reader.household(order.household);
        if (order.state != OrderState::ready || !household || !wanted(*household)) {
            continue;
        }
        const std::int32_t building = household->address.building_number;
        rows[building].building_number = building;
        rows[building].waiting.push_back({masked_name(*household),
                                          static_cast<std::int32_t>(piece_count(order)),
                                          order.collect_before, has_chilled(order)});
    }
    std::vector<Row> sorted;
    for (auto& [number, row] : rows) {
        sorted.push_back(std::move(row));
    }
    return sorted;
}

}  // namespace

Result<api::GetKioskBoard::Response> get_kiosk_board(const Context& context, const Caller& caller,
                                                     const api::Nothing&, const Reader& reader) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Hub hub, hub_of(caller, reader, HubId{}));
    const Community& community = reader.community();
    api::GetKioskBoard::Response board;
    board.seq = reader.last_seq();
    board.now = now;
    board.utc_offset_minutes = utc_offset_of(context, community, now);
    board.community_name = community.name;
    board.demo = community.demo;
    board.hub_name = hub.name;
    board.hub_place = hub.place;
    board.open_until_minute = pickup_until_minute_of_day;
    board.rows = waiting_rows(reader, hub.id, [](const Household&) { return true; });
    for (api::GroupView& group : running_groups(reader, now)) {
        if (group.state == GroupState::open) {
            board.groups.push_back(std::move(group));
        }
    }
    return board;
}

Result<api::CollectByCode::Response> collect_by_code(Context& context, const Caller& caller,
                                                     const api::CollectByCode::Request& request,
                                                     Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Hub hub, hub_of(caller, writer, HubId{}));
    const CodePad pad = writer.code_pad(hub.id);
    LOUXIA_TRY(may_try(pad, now));
    auto order = writer.order_with_code(hub.id, request.code);
    if (!order || order->state != OrderState::ready) {
        writer.put_code_pad(hub.id, after_try(pad, false, now));
        return refuse(ErrorCode::wrong_code, "code");
    }
    LOUXIA_ASSIGN(const Order collected, step_order(context, writer, std::move(*order),
                                                    OrderState::done, caller.member->role, now));
    writer.put_code_pad(hub.id, after_try(pad, true, now));
    api::CollectByCode::Response response;
    if (const auto household = writer.household(collected.household)) {
        response.masked_name = masked_name(*household);
        response.building_number = household->address.building_number;
    }
    response.pieces = static_cast<std::int32_t>(piece_count(collected));
    response.to_collect =
        collected.payment == Payment::on_handover ? owed_by_household(collected) : Money{};
    return response;
}

Result<api::FindByPhone::Response> find_by_phone(const Context&, const Caller& caller,
                                                 const api::FindByPhone::Request& request,
                                                 const Reader& reader) {
    LOUXIA_ASSIGN(const Hub hub, hub_of(caller, reader, HubId{}));
    return api::FindByPhone::Response{waiting_rows(reader, hub.id, [&](const Household& household) {
        return !household.phone_last4.empty() && household.phone_last4 == request.phone_last4;
    })};
}

}  // namespace louxia::app
