#include "client/model/state.hpp"

#include <algorithm>

namespace louxia::model {

const api::ListView* State::list() const noexcept {
    return home.value && home.value->list ? &*home.value->list : nullptr;
}

const api::ItemView* State::item(ItemId id) const noexcept {
    const api::ListView* shown = list();
    if (shown == nullptr) return nullptr;
    for (const api::ItemView& item : shown->items) {
        if (item.item == id) return &item;
    }
    return nullptr;
}

const api::GroupView* State::group(GroupId id) const noexcept {
    const auto opened = groups.find(id.value);
    if (opened != groups.end() && opened->second.value) return &*opened->second.value;
    if (home.value) {
        for (const api::GroupView& group : home.value->groups) {
            if (group.group == id) return &group;
        }
    }
    return nullptr;
}

const api::OrderView* State::order(OrderId id) const noexcept {
    const auto found = orders.find(id.value);
    return found != orders.end() && found->second.value ? &*found->second.value : nullptr;
}

bool State::has_joined(GroupId id) const noexcept {
    return me && std::find(me->joined.begin(), me->joined.end(), id) != me->joined.end();
}

bool State::is_pending(std::string_view what, std::uint64_t id) const noexcept {
    return std::any_of(pending.begin(), pending.end(),
                       [&](const Pending& p) { return p.what == what && p.id == id; });
}

const Pending* State::pending_step(OrderId order, api::CourierStep::Step step) const noexcept {
    for (const Pending& p : pending) {
        const bool this_step = p.step == 0 || p.step == static_cast<std::int32_t>(step);
        if (p.what == api::CourierStep::name && p.id == order.value && this_step) return &p;
    }
    return nullptr;
}

std::optional<api::RunView> State::run_as_kept() const {
    using Step = api::CourierStep::Step;
    std::optional<api::RunView> told;
    for (const Pending& p : pending) {
        if (!p.kept || p.what != api::CourierStep::name || !run.value) continue;
        if (!told) told = *run.value;
        const auto stop =
            std::find_if(told->stops.begin(), told->stops.end(),
                         [&](const api::StopView& each) { return each.order.value == p.id; });
        if (stop == told->stops.end()) continue;
        switch (static_cast<Step>(p.step)) {
            case Step::take: stop->state = OrderState::out; break;
            case Step::arrive: stop->arrived = true; break;
            case Step::deliver:
            case Step::decline:
            case Step::bring_back: told->stops.erase(stop); break;
        }
    }
    return told;
}

const Error* State::refusal(std::string_view what, std::uint64_t id) const noexcept {
    const auto found = refusals.find(std::string(what) + ":" + encode_id(id));
    return found == refusals.end() ? nullptr : &found->second;
}

void arrange_shelves(State& state) {
    state.shelves.clear();
    const api::ListView* list = state.list();
    if (list == nullptr) return;
    for (std::uint32_t i = 0; i < list->items.size(); ++i) {
        const api::ItemView& item = list->items[i];
        if (!state.search.empty() && item.name.find(state.search) == std::string::npos &&
            item.origin.find(state.search) == std::string::npos) {
            continue;
        }
        const auto known =
            std::find_if(state.shelves.begin(), state.shelves.end(),
                         [&](const Shelf& shelf) { return shelf.category == item.category; });
        if (known != state.shelves.end()) {
            known->items.push_back(i);
        } else {
            state.shelves.push_back({item.category, {i}});
        }
    }
    std::sort(state.shelves.begin(), state.shelves.end(),
              [](const Shelf& a, const Shelf& b) { return a.category < b.category; });
}

}  // namespace louxia::model
