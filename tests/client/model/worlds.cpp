#include "tests/client/model/worlds.hpp"

namespace louxia::model::test {
namespace {

api::ItemView item(ItemId id, std::string name, std::int64_t fen, std::int64_t available) {
    api::ItemView view;
    view.item = id;
    view.name = std::move(name);
    view.price = Money::fen_unchecked(fen);
    view.available = Pieces{available};
    return view;
}

}  // namespace

api::GroupView group(GroupState state, std::int32_t households) {
    api::GroupView view;
    view.group = hot_pot;
    view.state = state;
    view.title = "今晚火锅食材";
    view.price = Money::fen_unchecked(8900);
    view.target_households = 10;
    view.households = households;
    view.cutoff_at = noon + 4 * hour_ms;
    view.deliver_before = noon + 6 * hour_ms;
    return view;
}

api::OrderView order(OrderState state) {
    api::OrderView view;
    view.order = first_order;
    view.number = 713;
    view.state = state;
    view.hub = corner_shop;
    api::LineView line;
    line.item = greens;
    line.name = "上海青";
    line.quantity = Pieces{2};
    view.lines.push_back(line);
    return view;
}

State signed_in(Role role) {
    State state;
    state.community = "yunshanli";
    state.connection = Connection::live;
    state.me_known = true;
    state.me_unconfirmed = false;
    api::MeView me;
    me.role = role;
    me.nickname = "小满";
    if (api::household_roles.has(role)) me.address = api::AddressView{BuildingId{3}, 3, 2, 502};
    me.wallet = Money::fen_unchecked(20'000);
    state.me = me;
    api::GetHome::Response home;
    home.seq = 50;
    home.now = noon;
    home.community.slug = "yunshanli";
    home.community.utc_offset_minutes = 480;
    api::ListView list;
    list.date = {2026, 11, 22};
    list.items = {item(greens, "上海青", 390, 46), item(shrimp, "基围虾", 5880, 3)};
    home.list = list;
    home.groups = {group()};
    state.home.value = home;
    arrange_shelves(state);
    state.order_list.value = std::vector<OrderId>{};
    return state;
}

bool says(const Effects& effects, Saying what) {
    for (const Effect& effect : effects) {
        const auto* say = std::get_if<Say>(&effect);
        if (say != nullptr && say->what == what) return true;
    }
    return false;
}

}  // namespace louxia::model::test
