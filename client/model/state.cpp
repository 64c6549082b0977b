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

const Error* State::refusal(std::string_view what, std::uint64_t id) const noexcept {
    const auto found = refusals.find(std::string(what) + ":" + encode_id(id));
    return found == refusals.end() ? nullptr : &found->second;
}

}  // namespace louxia::model
