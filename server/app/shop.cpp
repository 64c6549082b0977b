#include <algorithm>
#include <map>
#include <unordered_map>

#include "server/app/callers.hpp"
#include "server/app/emit.hpp"
#include "server/app/local_time.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/assignment.hpp"
#include "shared/domain/handed_over.hpp"

namespace louxia::app {
namespace {

using Board = api::GetShopBoard::Response;

/// What stands on the bag, the same in every language: "3-2-502", or "3 李**" for pickup.
std::string label_of(const Reader& reader, const Order& order) {
    const std::string building = std::to_string(order.address.building_number);
    switch (order.fulfilment) {
        case Fulfilment::delivery:
            return building + "-" + std::to_string(order.address.unit) + "-" +
                   std::to_string(order.address.room);
        case Fulfilment::pickup: {
            const auto household = reader.household(order.household);
            return building + " " + (household ? masked_name(*household) : std::string{});
        }
    }
    return building;
}

api::ShopOrder view_of_shop_order(const Reader& reader, const Order& order) {
    api::ShopOrder view;
    view.order = order.id;
    view.number = order.number;
    view.state = order.state;
    view.fulfilment = order.fulfilment;
    view.label = label_of(reader, order);
    if (const auto group = order.group.is_set() ? reader.group(order.group) : std::nullopt) {
        view.group_title = group->title;
    }
    view.note = order.note;
    view.lines = view_of_lines(order.lines);
    view.to_collect = order.payment == Payment::on_handover ? owed_by_household(order) : Money{};
    view.due_at = order.promise.due_at;
    view.placed_at = order.at(OrderState::placed);
    if (const auto courier =
            order.courier.is_set() ? reader.courier(order.courier) : std::nullopt) {
        view.courier_name = courier->name;
    }
    view.collect_before = order.collect_before;
    return view;
}

bool is_to_be_picked(OrderState state) noexcept {
    return state == OrderState::placed || state == OrderState::accepted ||
           state == OrderState::picking;
}

/// When a courier is here for the first of these orders, as things stand.
Instant arrival_of(const Reader& reader, CourierId courier, const std::vector<OrderId>& fetches) {
    if (const auto ride = reader.crowd_ride_of(courier)) {
        return ride->arrives_at;
    }
    for (const RouteStop& stop : reader.route_stops_of(courier)) {
        if (stop.pickup && std::ranges::find(fetches, stop.order) != fetches.end()) {
            return stop.expected_at;
        }
    }
    return {};
}

/// Those who are to fetch orders of this hub; who has no time yet comes last.
void add_coming(const Reader& reader, Board& board, const std::vector<Order>& orders) {
    struct Fetch {
        std::vector<OrderId> orders;
        std::vector<std::int32_t> numbers;
        std::int32_t packed = 0;
    };
    std::map<CourierId, Fetch> fetches;
    for (const Order& order : orders) {
        if (order.courier.is_set() && may_change_courier(order)) {
            Fetch& fetch = fetches[order.courier];
            fetch.orders.push_back(order.id);
            fetch.numbers.push_back(order.number);
            fetch.packed += order.state == OrderState::packed ? 1 : 0;
        }
    }
    for (auto& [id, fetch] : fetches) {
        if (const auto courier = reader.courier(id)) {
            board.coming.push_back({courier->name, courier->crowd,
                                    arrival_of(reader, id, fetch.orders), std::move(fetch.numbers),
                                    fetch.packed});
        }
    }
    std::ranges::stable_sort(board.coming, {}, [](const api::GetShopBoard::Coming& coming) {
        return std::pair(!coming.arrives_at.is_set(), coming.arrives_at);
    });
}

void add_to_pick(Board& board, const Order& order) {
    if (!is_to_be_picked(order.state)) {
        return;
    }
    for (const OrderLine& line : order.lines) {
        const Pieces pieces = handed_of(line);
        if (pieces.count == 0) {
            continue;
        }
        const auto row = std::find_if(board.to_pick.begin(), board.to_pick.end(),
                                      [&](const auto& known) { return known.item == line.item; });
        if (row == board.to_pick.end()) {
            board.to_pick.push_back({line.item, line.name, line.picture, line.unit, pieces});
        } else {
            row->quantity = row->quantity + pieces;
        }
    }
}

void add_stock(const Context& context, const Reader& reader, Board& board, HubId hub) {
    const auto today = day_at(context, reader.community(), context.clock.now()).date;
    const auto list = reader.list_on(today);
    if (!list) {
        return;
    }
    std::unordered_map<ItemId, Stock> stock;
    for (const Stock& row : reader.stock_of_list(list->id)) {
        if (row.hub == hub) {
            stock[row.item] = row;
        }
    }
    for (const Item& item : reader.items_of(list->id)) {
        const Stock& row = stock[item.id];
        board.stock.push_back({item.id, item.name, item.picture, item.unit, item.category,
                               row.on_hand, row.reserved});
    }
}

/// A shop sees and moves its own hub's orders only.
Result<Order> order_at_own_hub(const Caller& caller, const Reader& reader, OrderId id) {
    auto order = reader.order(id);
    if (!order || !caller.member ||
        (caller.member->role != Role::leader && caller.member->hub != order->hub)) {
        return refuse(ErrorCode::not_found);
    }
    return *order;
}

Result<void> count_on_shelf(Writer& writer, HubId hub, ItemId item, Pieces more) {
    for (const Stock& row : writer.stock_of_item(item)) {
        if (row.hub == hub && !writer.set_on_hand(hub, item, row.on_hand + more)) {
            return refuse(ErrorCode::sold_out, "pieces");
        }
    }
    return {};
}

/// What is missing leaves the shelf's promises, or the shelf itself; what is found again comes
/// back.
Result<void> shelve_missing(Writer& writer, HubId hub, const OrderLine& before,
                            const OrderLine& now) {
    if (before.missing == now.missing && before.written_off == now.written_off) {
        return {};
    }
    if (before.written_off) {
        LOUXIA_TRY(count_on_shelf(writer, hub, before.item, before.missing));
    }
    if (!writer.reserve(hub, now.item, before.missing - now.missing)) {
        return refuse(ErrorCode::sold_out, "pieces");
    }
    if (now.written_off) {
        return count_on_shelf(writer, hub, now.item, Pieces{-now.missing.count});
    }
    return {};
}

}  // namespace

Result<Board> get_shop_board(const Context& context, const Caller& caller,
                             const api::GetShopBoard::Request& request, const Reader& reader) {
    LOUXIA_ASSIGN(const Hub hub, hub_of(caller, reader, request.hub));
    Board board;
    board.hub = view_of_hub(hub);
    const std::vector<Order> running = reader.running_orders_of(hub.id);
    for (const Order& order : running) {
        board.orders.push_back(view_of_shop_order(reader, order));
        add_to_pick(board, order);
    }
    add_coming(reader, board, running);
    add_stock(context, reader, board, hub.id);
    const Day day = day_at(context, reader.community(), context.clock.now());
    for (const Order& order : reader.orders_placed_between(day.start, day.end)) {
        board.done_today += order.hub == hub.id && order.state == OrderState::done ? 1 : 0;
    }
    return board;
}

Result<api::ShopOrder> move_order(Context& context, const Caller& caller,
                                  const api::MoveOrder::Request& request, Writer& writer) {
    LOUXIA_ASSIGN(Order order, order_at_own_hub(caller, writer, request.order));
    LOUXIA_ASSIGN(const Order moved, step_order(context, writer, std::move(order), request.to,
                                                caller.member->role, context.clock.now()));
    return view_of_shop_order(writer, moved);
}

Result<api::ShopOrder> weigh_line(Context& context, const Caller& caller,
                                  const api::WeighLine::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Order before, order_at_own_hub(caller, writer, request.order));
    const auto index = static_cast<std::size_t>(request.line);
    LOUXIA_ASSIGN(const Order order,
                  hand_over(before, {index, Pieces{request.pieces}, Grams{request.grams},
                                     request.written_off}));
    LOUXIA_TRY(shelve_missing(writer, order.hub, before.lines[index], order.lines[index]));
    writer.put(order);
    emit_items_changed(writer, {order.lines[index].item}, now);
    emit_order_changed(writer, order, now);
    emit_board_changed(writer, order.hub, now);
    emit_run_changed(writer, order.courier, now);
    return view_of_shop_order(writer, order);
}

Result<api::HubStock> set_stock(Context& context, const Caller& caller,
                                const api::SetStock::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Hub hub, hub_of(caller, writer, request.hub));
    if (!writer.item(request.item)) {
        return refuse(ErrorCode::not_found, "item");
    }
    if (!writer.set_on_hand(hub.id, request.item, Pieces{request.on_hand})) {
        return refuse(ErrorCode::sold_out, "on_hand");
    }
    emit_items_changed(writer, {request.item}, now);
    emit_board_changed(writer, hub.id, now);
    for (const Stock& row : writer.stock_of_item(request.item)) {
        if (row.hub == hub.id) {
            return api::HubStock{row.hub, row.on_hand, row.reserved};
        }
    }
    return api::HubStock{hub.id, Pieces{request.on_hand}, Pieces{}};
}

}  // namespace louxia::app
