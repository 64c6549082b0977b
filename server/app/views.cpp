#include "server/app/views.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "server/app/local_time.hpp"

namespace louxia::app {
namespace {

bool is_running(GroupState state) noexcept {
    switch (state) {
        case GroupState::open:
        case GroupState::formed:
        case GroupState::packing:
        case GroupState::out: return true;
        case GroupState::draft:
        case GroupState::done:
        case GroupState::failed:
        case GroupState::cancelled: return false;
    }
    return false;
}

std::set<ItemId> items_in_open_groups(const Reader& reader, Instant now) {
    std::set<ItemId> items;
    for (const GroupBuy& group : reader.groups_since(now)) {
        if (accepts_joins(group, now)) {
            for (const GroupContent& content : group.contents) {
                items.insert(content.item);
            }
        }
    }
    return items;
}

api::PlanShapeView view_of_shape(const PlanShape& shape) {
    return api::PlanShapeView{shape.kind, shape.label, shape.width_m, view_of_line(shape.points)};
}

api::BuildingView view_of_building(const Building& building) {
    return api::BuildingView{building.id,         building.number,          building.units,
                             building.floors,     building.rooms_per_floor, building.corner.x_m,
                             building.corner.y_m, building.width_m,         building.depth_m};
}

}  // namespace

api::PointView view_of_point(PlanPoint point) noexcept {
    return api::PointView{point.x_m, point.y_m};
}

std::vector<api::PointView> view_of_line(const std::vector<PlanPoint>& line) {
    std::vector<api::PointView> views;
    views.reserve(line.size());
    for (const PlanPoint point : line) {
        views.push_back(view_of_point(point));
    }
    return views;
}

api::HubView view_of_hub(const Hub& hub) {
    return api::HubView{hub.id,
                        hub.name,
                        hub.place,
                        view_of_point(hub.at),
                        hub.terms.delivery_fee,
                        hub.terms.free_delivery_from,
                        hub.terms.minimum_order,
                        hub.open};
}

api::CommunityView view_of_community(const Context& context, const Reader& reader, Instant now) {
    const Community& community = reader.community();
    api::CommunityView view;
    view.slug = community.slug;
    view.name = community.name;
    view.leader_name = community.leader_name;
    view.demo = community.demo;
    view.time_zone = community.time_zone;
    view.utc_offset_minutes = utc_offset_of(context, community, now);
    view.plan_width_m = community.plan.width_m;
    view.plan_height_m = community.plan.height_m;
    for (const PlanShape& shape : community.plan.shapes) {
        view.shapes.push_back(view_of_shape(shape));
    }
    for (const Building& building : reader.buildings()) {
        view.buildings.push_back(view_of_building(building));
    }
    for (const Hub& hub : reader.hubs()) {
        view.hubs.push_back(view_of_hub(hub));
    }
    return view;
}

api::AddressView view_of_address(const Address& address) noexcept {
    return api::AddressView{address.building, address.building_number, address.unit, address.room};
}

api::NeighbourView view_of_neighbour(const Household& household) {
    return api::NeighbourView{household.nickname, household.address.building_number};
}

Pieces most_available(const std::vector<Stock>& stock) noexcept {
    Pieces most;
    for (const Stock& row : stock) {
        most = std::max(most, row.available());
    }
    return most;
}

api::BatchView view_of_batch(const Batch& batch) {
    return api::BatchView{batch.farm, batch.place, batch.harvested_at, batch.picture, batch.clip};
}

api::ItemView view_of_item(const Item& item, Pieces available, bool in_group) {
    api::ItemView view{item.id,      item.name,    item.spec, item.category,
                       item.unit,    item.price,   available, item.origin,
                       item.picture, item.chilled, in_group,  std::nullopt};
    if (item.batch.id.is_set()) {
        view.batch = view_of_batch(item.batch);
    }
    return view;
}

std::optional<api::ItemView> find_item_view(const Reader& reader, ItemId id) {
    const auto item = reader.item(id);
    if (!item || item->price.is_zero()) {
        return std::nullopt;
    }
    const auto list = reader.list(item->list);
    if (!list || list->state != ListState::published) {
        return std::nullopt;
    }
    const auto grouped = items_in_open_groups(reader, list->published_at);
    return view_of_item(*item, most_available(reader.stock_of_item(id)), grouped.contains(id));
}

api::ListView view_of_list(const Reader& reader, const FreshList& list, Instant now) {
    std::unordered_map<ItemId, Pieces> available;
    for (const Stock& row : reader.stock_of_list(list.id)) {
        Pieces& most = available[row.item];
        most = std::max(most, row.available());
    }
    const auto grouped = items_in_open_groups(reader, now);
    api::ListView view{list.id, list.date, list.published_at, {}};
    for (const Item& item : reader.items_of(list.id)) {
        if (!item.price.is_zero()) {
            view.items.push_back(view_of_item(item, available[item.id], grouped.contains(item.id)));
        }
    }
    std::stable_sort(
        view.items.begin(), view.items.end(),
        [](const api::ItemView& a, const api::ItemView& b) { return a.category < b.category; });
    return view;
}

std::optional<FreshList> published_list_today(const Context& context, const Reader& reader,
                                              Instant now) {
    const CivilDate today = day_at(context, reader.community(), now).date;
    auto list = reader.list_on(today);
    if (!list || list->state != ListState::published) {
        return std::nullopt;
    }
    return list;
}

api::GroupView view_of_group(const Reader& reader, const GroupBuy& group) {
    api::GroupView view;
    view.group = group.id;
    view.state = group.state;
    view.title = group.title;
    view.serves = group.serves;
    view.picture = group.picture;
    view.price = group.price;
    view.single_price = group.single_price;
    view.target_households = group.target_households;
    view.cap_households = group.cap_households;
    view.cutoff_at = group.cutoff_at;
    view.deliver_before = group.deliver_before;
    view.formed_at = group.formed_at;
    view.cap_turnover = group.cap_turnover;
    for (const GroupContent& content : group.contents) {
        view.contents.push_back(
            {content.item, content.name, content.amount, content.picture, content.pieces});
    }
    for (const GroupShare& share : reader.shares(group.id)) {
        if (const auto household = reader.household(share.household)) {
            view.neighbours.push_back(view_of_neighbour(*household));
        }
    }
    view.households = static_cast<std::int32_t>(view.neighbours.size());
    if (const auto hub = reader.hub(group.hub)) {
        view.hub_name = hub->name;
    }
    return view;
}

std::vector<api::GroupView> running_groups(const Reader& reader, Instant now) {
    std::vector<api::GroupView> views;
    for (const GroupBuy& group : reader.groups_since(now)) {
        if (is_running(group.state)) {
            views.push_back(view_of_group(reader, group));
        }
    }
    return views;
}

api::PostView view_of_post(const Reader& reader, const Post& post,
                           const std::optional<FreshList>& today) {
    api::PostView view;
    view.post = post.id;
    if (const auto household = reader.household(post.household)) {
        view.by = view_of_neighbour(*household);
    }
    view.created_at = post.created_at;
    view.text = post.text;
    view.pictures = post.pictures;
    if (const auto order = reader.order(post.order)) {
        view.ordered_at = order->at(OrderState::placed);
    }
    const auto bought = post.item.is_set() ? reader.item(post.item) : std::nullopt;
    if (!bought || !today) {
        return view;
    }
    // Tomorrow's list has new items; the same good there is the one to buy again.
    const auto same_good = [&](const Item& item) {
        return item.id == bought->id || (item.name == bought->name && item.unit == bought->unit &&
                                         item.spec == bought->spec);
    };
    const auto items = reader.items_of(today->id);
    const auto again = std::find_if(items.begin(), items.end(), same_good);
    if (again != items.end()) {
        view.item = find_item_view(reader, again->id);
    }
    return view;
}

}  // namespace louxia::app
